"""A window for tests: a real vault in a temporary folder, the real look, no display."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import main, paths
from app.domain.patient import Patient
from app.domain.work import quietly
from app.imaging.phantom import head_files, torso_files
from app.imaging.sample_files import sample_files
from app.services.workstation import Door, Workstation
from app.store.keyring import Cost
from app.ui.language import Words
from app.ui.room import Shell
from app.ui.theme import DARK, Theme
from app.ui.viewer.view import View
from tests import known_vaults

PASSPHRASE = "correct horse battery"
# what a guess costs is not tested here; a cheap one keeps the tests quick
CHEAP = Cost(memory_kib=8192, passes=1, lanes=1)
TORSO = Patient("", "T-100", "Sample^Tomas", date(1961, 4, 12), "M")
HEAD = Patient("", "H-200", "样本^海伦", date(1987, 11, 2), "F")

CSV = """mrn,birth_date,sex,date,test,value,unit
T-100,1961-04-12,M,2025-01-10,Creatinine,81,umol/L
T-100,1961-04-12,M,2025-03-10,Creatinine,88,umol/L
T-100,1961-04-12,M,2025-06-10,Creatinine,97,umol/L
"""


def a_door(folder: Path) -> Door:
    return replace(main.door(CHEAP), doorstep=folder / "doorstep.json", default_vault=folder / "vault")


@pytest.fixture(autouse=True)
def _no_collecting_under_qt() -> Iterator[None]:
    """As in the program, circles are not collected while Qt works; those of the test are collected after it."""
    gc.disable()
    yield
    gc.enable()
    gc.collect(1)


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return a_door(tmp_path)


@pytest.fixture
def workstation(door: Door) -> Iterator[Workstation]:
    """An unlocked, empty vault."""
    made = door.create(door.default_vault, "ada", PASSPHRASE)
    yield made
    made.close()


@pytest.fixture(scope="session")
def filled_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A locked vault that holds a CT, an MR, a few real files and a table; made once."""
    folder = tmp_path_factory.mktemp("library")
    files = folder / "files"
    files.mkdir()
    made = [*torso_files(TORSO, datetime(2025, 3, 10, 9, 30), slices=12, size=96)]
    made += [*head_files(HEAD, datetime(2025, 5, 2, 14, 0), slices=8, size=64)]
    for name, data in made:
        (files / name).write_bytes(data)
    for path in sample_files()[:5]:
        shutil.copy(path, files / path.name)
    (files / "broken.dcm").write_text("this is no DICOM file")
    opened = a_door(folder).create(folder / "vault", "ada", PASSPHRASE)
    opened.importing.import_paths(opened.principal, (files,), None, quietly)
    opened.close()
    known_vaults.forget()
    return folder / "vault"


@pytest.fixture
def library(filled_vault: Path, door: Door) -> Iterator[Workstation]:
    """An unlocked copy of the filled vault."""
    shutil.copytree(filled_vault, door.default_vault)
    # a copy is refused beside its original, which this computer remembers
    paths.doorstep().with_name("vaults.json").unlink(missing_ok=True)
    opened = door.unlock(door.default_vault, None, PASSPHRASE)
    yield opened
    opened.close()


@pytest.fixture
def theme(qapp: QApplication, door: Door) -> Theme:
    made = Theme(DARK, door.resources)
    made.apply(qapp)
    return made


@pytest.fixture
def chinese(door: Door, theme: Theme) -> Iterator[Words]:
    """Everything in 简体中文 while the test runs."""
    words = Words(door.resources)
    assert theme is not None
    words.use("zh_CN")
    yield words
    words.use("en")


@pytest.fixture
def shell(workstation: Workstation, theme: Theme, qtbot: QtBot) -> Iterator[Shell]:
    """A shell on the empty vault."""
    yield from a_shell(workstation, theme, qtbot)


@pytest.fixture
def library_shell(library: Workstation, theme: Theme, qtbot: QtBot) -> Iterator[Shell]:
    """A shell on the filled vault."""
    yield from a_shell(library, theme, qtbot)


def a_shell(workstation: Workstation, theme: Theme, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(workstation, theme, "en")
    failures: list[BaseException] = []
    made.failed.connect(failures.append)
    yield made
    qtbot.waitUntil(lambda: made.is_idle, timeout=20_000)
    made.stop()
    assert not failures, failures


@pytest.fixture
def viewer(library: Workstation, library_shell: Shell, qtbot: QtBot) -> Iterator[View]:
    """The viewer of the filled vault, shown, with nothing open."""
    yield a_viewer(library, library_shell, qtbot, 1300)
    qtbot.waitUntil(lambda: library_shell.is_idle, timeout=30_000)


def a_viewer(workstation: Workstation, shell: Shell, qtbot: QtBot, width: int) -> View:
    """A viewer that is shown, with nothing open."""
    made = View(workstation, shell)
    made.resize(width, 800)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def chest(viewer: View, library: Workstation, library_shell: Shell, qtbot: QtBot) -> View:
    """The CT of T-100 on one viewport."""
    library_shell.open_series(series_of(library, "T-100"))
    qtbot.waitUntil(lambda: viewer.active.opened is not None and library_shell.is_idle, timeout=30_000)
    return viewer


def series_of(workstation: Workstation, mrn: str) -> str:
    rows = workstation.worklist.studies(workstation.principal)
    study = next(row for row in rows if row.patient.mrn == mrn)
    return workstation.worklist.series(workstation.principal, study=study.study.uid)[0].uid
