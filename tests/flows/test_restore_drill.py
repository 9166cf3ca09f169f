"""The restore drill: a vault that was worked with is backed up, the computer is lost, a bare one has it all again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal, Role
from app.domain.work import quietly
from app.main import door
from app.services import unlocking
from app.services.auditing import Auditing
from app.services.backing_up import Plan
from app.services.restoring import Wish
from app.services.workstation import Workstation
from app.store.database import Store
from app.store.keyring import Cost

CHEAP = Cost(64, 1, 1)
WORDS, NEW_WORDS = "correct horse battery", "another staple altogether"
# the trail and the counts of writes go on; backups are told from the folder
OWN = {"audit", "epochs", "writes", "volumes", "backups", "settings", "discarded"}


@dataclass(frozen=True)
class Lost:
    """What is known of a vault that is gone: where its backups are, its recovery code, and what was in it."""

    backups: Path
    code: str
    originals: dict[str, str]
    records: dict[str, list[str]]


def everything(store: Store) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The digest of every original by its id, and every row of every table."""
    originals = {one: hashlib.sha256(store.objects.get(one)).hexdigest() for one in store.objects.ids()}
    records = {}
    with store.transaction(Deed(Principal("ann", Role.ADMINISTRATOR), "check")) as tx:
        tables = tx.rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
        for name in sorted({str(row[0]) for row in tables} - OWN):
            records[name] = sorted(repr(tuple(row)) for row in tx.rows(f'SELECT * FROM "{name}"'))
    return originals, records


def looked_into(folder: Path, words: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    opened = unlocking.unlock(folder, "ann", words)
    try:
        assert opened.store.alarms == ()
        return everything(opened.store)
    finally:
        unlocking.lock(opened)


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory, sample_library: tuple[Path, ...]) -> Lost:
    """A vault with the sample library and the shipped models, backed up twice, then gone."""
    folder = tmp_path_factory.mktemp("hospital")
    station = door(CHEAP).create(folder / "vault", "ann", WORDS)
    code = station.take_recovery_code()
    (folder / "disk").mkdir()
    station.backing_up.change_plan(station.principal, Plan(str(folder / "disk")))
    station.model_shelf.register_shipped(station.principal, quietly)
    _import(station, sample_library[:1])
    station.backing_up.create(station.principal, quietly)
    _import(station, sample_library[1:])
    last = station.backing_up.create(station.principal, quietly)
    assert last.copied_bytes < last.size_bytes + 1
    station.close()
    originals, records = looked_into(folder / "vault", WORDS)
    shutil.rmtree(folder / "vault")
    return Lost(folder / "disk", code, originals, records)


def _import(station: Workstation, paths: tuple[Path, ...]) -> None:
    station.importing.import_paths(station.principal, paths, None, quietly)


def on_a_bare_computer(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process with a home folder in which nothing ever was."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    bare = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    names = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
    command = [sys.executable, "-m", "app", *arguments]
    return subprocess.run(
        command, env=bare | dict.fromkeys(names, str(home)), capture_output=True, text=True, check=False, timeout=120
    )


def test_by_the_recovery_code_a_bare_computer_has_everything_again(lost: Lost, tmp_path: Path) -> None:
    (tmp_path / "code").write_text(lost.code, encoding="utf-8")
    (tmp_path / "words").write_text(NEW_WORDS, encoding="utf-8")
    target = tmp_path / "new vault"
    asked = ("--vault", str(target), "--passphrase-file", str(tmp_path / "words"), "--json")
    done = on_a_bare_computer(
        tmp_path, "backup", "restore", str(lost.backups), "--code-file", str(tmp_path / "code"), *asked
    )
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    assert (said["user"], said["losses"]) == ("ann", [])
    originals, records = looked_into(target, NEW_WORDS)
    assert len(originals) > 60
    assert originals == lost.originals
    assert records == lost.records
    opened = unlocking.unlock(target, "ann", NEW_WORDS)
    assert unlocking.check(opened) == ()
    verbs = [entry.verb for entry in Auditing(opened.store).entries(opened.principal)]
    assert verbs.count("restore") == 1
    unlocking.lock(opened)
    known = json.loads(on_a_bare_computer(tmp_path, "backup", "list", *asked).stdout)["backups"]
    assert len(known) == 2
    with pytest.raises(WorkstationError, match="passphrase is not right"):
        unlocking.unlock(target, "ann", WORDS)  # it was replaced


def test_the_window_door_restores_by_passphrase_too_and_an_older_backup_when_asked(lost: Lost, tmp_path: Path) -> None:
    names = sorted(path.name for path in next(lost.backups.iterdir()).iterdir() if path.name.startswith("2"))
    shop = door(CHEAP)
    for name, is_all in ((names[-1], True), (names[0], False)):
        target = tmp_path / name
        done = shop.restore(Wish(lost.backups, target, WORDS, "ann", name=name), quietly)
        rows = done.workstation.worklist.patients(done.workstation.principal)
        assert (done.name, done.losses) == (name, ())
        assert done.workstation.check() == ()
        done.workstation.close()
        assert rows
        assert (looked_into(target, WORDS) == (lost.originals, lost.records)) is is_all


def test_nothing_in_a_backup_can_be_read(lost: Lost) -> None:
    """The control: the same words are found in what was backed up once it is opened."""
    words = [b"Hartmann", b"AEG-000117", b"ISO_IR 192", b"SQLite format", "张^伟".encode(), b'"user": "ann"']
    raw = {path: path.read_bytes() for path in lost.backups.rglob("*") if path.is_file()}
    found = {(word, path.name) for word in words for path, data in raw.items() if word in data}
    assert found == {(b'"user": "ann"', "keyring.json")}  # who may open a vault is readable in the vault too
    assert any("Hartmann" in row for rows in lost.records.values() for row in rows)
