"""Pictures of every room on whatever the vault holds, as PNG files where the caller asked for them; nothing else."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMessageLogContext, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from app.services.settings import Preferences
from app.services.worklist import PatientRow, StudyRow
from app.services.workstation import Door, Workstation
from app.ui.training_wizard.view import View as TrainingView
from app.ui.unlock.view import View as UnlockView
from app.ui.window import Window
from app.ui.workbench import Workbench

LONGEST_S = 60.0
SHOWN_MODALITIES = ("CT", "MR", "PT", "CR", "DX", "US", "XA")


def take(
    door: Door, workstation: Workstation, folder: Path, language: str, theme: str, size: tuple[int, int]
) -> list[Path]:
    """Open every room and write ``<language>_<theme>_<number>_<room>.png`` into ``folder``.

    ``size`` is (width, height). Waits until each room has read what it shows. The workstation stays open. Raises the
    first failure a room met, after the pictures were taken.
    """
    app = _application()
    folder.mkdir(parents=True, exist_ok=True)
    failures: list[BaseException] = []
    window = Window(door, app, remembers=False, tell=lambda _window, error: failures.append(error))
    # a demo that opened and closed twenty windows before the person's eyes would look like a fault
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(*size)
    preferences = Preferences(language=language, theme=theme)
    written = []
    try:
        window.show()
        for number, (name, shown) in enumerate(_scenes(window, door, workstation, preferences)):
            target = folder / f"{language or 'system'}_{theme}_{number:02}_{name}.png"
            shown.grab().save(str(target), "PNG")
            written.append(target)
    finally:
        window.let_go()
        window.close()
        window.deleteLater()
        _spin(0.05)
    if failures:
        raise failures[0]
    return written


def _application() -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        qInstallMessageHandler(_heard)
    return QApplication(["aegle"])


def _heard(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    # WORKAROUND: Qt's offscreen platform says of every window that it has no size hints; nothing is lost by it
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr)


def _scenes(
    window: Window, door: Door, workstation: Workstation, preferences: Preferences
) -> Iterator[tuple[str, QWidget]]:
    """Each scene once it stands still. The caller takes the picture before the next one is set."""
    window.dress(preferences.language, preferences.theme, 1.0)
    window.put(UnlockView(door, window.theme, workstation.folder, preferences.language))
    _spin(0.1)
    yield "unlock", window
    window.open_vault(workstation, preferences)
    bench = window.bench
    assert bench is not None
    _settle(bench)
    study, patient = _examples(workstation)
    yield "worklist", window
    if study is not None:
        _open_study(bench, workstation, study)
        yield "viewer", window
    if patient is not None:
        bench.shell.set_patient(patient.patient)
    for name in ("record", "findings", "models"):
        bench.go(name)
        _settle(bench)
        yield name, window
    yield from _wizard(window, bench, door)
    for name in ("settings", "audit", "help"):
        bench.go(name)
        _settle(bench)
        yield name, window


def _examples(workstation: Workstation) -> tuple[StudyRow | None, PatientRow | None]:
    """The study with most images that can be scrolled, and the patient with the longest record."""
    who = workstation.principal
    studies = [s for s in workstation.worklist.studies(who) if set(s.modalities) & set(SHOWN_MODALITIES)]
    study = max(studies, key=lambda s: ("CT" in s.modalities, s.instances), default=None)
    patient = max(workstation.worklist.patients(who), key=lambda p: p.facts, default=None)
    return study, patient


def _open_study(bench: Workbench, workstation: Workstation, study: StudyRow) -> None:
    series = workstation.worklist.series(workstation.principal, study=study.study.uid)
    bench.shell.set_patient(study.patient)
    bench.shell.open_series(max(series, key=lambda one: one.instance_count).uid)
    _settle(bench)


def _wizard(window: Window, bench: Workbench, door: Door) -> Iterator[tuple[str, QWidget]]:
    """The wizard's pages up to training, on the sample table where there is one."""
    bench.go("training")
    _settle(bench)
    yield "training_question", window
    view = bench.view("training")
    table = next(iter(sorted((door.resources / "sample").glob("*.csv"))), None)
    if not isinstance(view, TrainingView) or table is None or not view.desk.state.recipes:
        return
    view.wizard.next()
    view.wizard.data.look(table)
    _settle(bench)
    columns = view.desk.state.table.columns if view.desk.state.table is not None else ()
    labels = [column for column in columns if column.kind == "category" and column.distinct == 2]
    if labels:
        view.desk.put(view.desk.state.with_target(labels[-1].name))
        _settle(bench)
    for name in ("training_data", "training_checks", "training_preparation", "training_model"):
        yield name, window
        view.wizard.next()
        _settle(bench)


def _settle(bench: Workbench) -> None:
    """Until no job has run for a moment."""
    ends = time.monotonic() + LONGEST_S
    quiet = 0
    while quiet < 3 and time.monotonic() < ends:
        _spin(0.06)
        quiet = quiet + 1 if bench.shell.is_idle else 0


def _spin(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()
