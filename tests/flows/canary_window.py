"""Drives the real window through a day's work, as ``aegle`` opens it, and ends it as it is told. A program of its own.

``python canary_window.py PLAN.json``; the plan says which steps to go and how to end (close, kill, abort, segv). The
titles of every window that was seen are printed at the end, one JSON list on stdout.
"""

from __future__ import annotations

import ctypes
import inspect
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Generator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from app import main
from app.domain.errors import WorkstationError
from app.domain.words import say
from app.ui.unlock.recovery import RecoveryPage
from app.ui.unlock.view import View as UnlockView
from app.ui.viewer import export
from app.ui.viewer.tags import TagSheet
from app.ui.window import Window
from app.ui.worklist.imports import MappingSheet

_SLOWEST_S = 300.0  # beside other programs, each of its system calls looked at
Steps = Generator[Callable[[], Any], Any, None]


class Drive:
    """Goes through the steps while the window's own loop runs: each step waits for what it asks for."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.titles: set[str] = set()
        self._steps = self.steps()
        self._wanted = next(self._steps)
        self._since = time.monotonic()
        self._is_stepping = False
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(10)

    def _look(self) -> None:
        self.titles |= {one.windowTitle() for one in QApplication.topLevelWidgets() if one.isVisible()}
        if self._is_stepping:  # a step that asked a question is inside that question's own loop
            return
        self._is_stepping = True
        try:
            found = self._wanted()
            if found:
                self._wanted = self._steps.send(found)
                self._since = time.monotonic()
        except StopIteration:
            self._timer.stop()
        except Exception:  # noqa: BLE001 - an edge: the run has failed
            traceback.print_exc()
            os._exit(9)
        finally:
            self._is_stepping = False
        if time.monotonic() - self._since > _SLOWEST_S:
            print("waited too long at", inspect.getgeneratorlocals(self._steps), self._wanted, file=sys.stderr)
            os._exit(8)

    # ---- what is there

    @property
    def window(self) -> Any:
        return next((one for one in QApplication.topLevelWidgets() if isinstance(one, Window)), None)

    def idle(self) -> bool:
        shell = self.window.shell if self.window else None
        return bool(shell is not None and shell.is_idle and self.window.bench is not None)

    def page(self, kind: type) -> Any:
        page = self.window.centralWidget() if self.window else None
        return page if isinstance(page, kind) else None

    def view(self, room: str) -> Any:
        return self.window.bench.view(room)

    def dialog(self, kind: type = QDialog) -> Any:
        return next((one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()), None)

    # ---- the steps

    def steps(self) -> Steps:
        yield lambda: self.window
        yield from self.enter()
        for name in self.plan["steps"]:
            yield from getattr(self, name)()
        self.end()
        if self.plan["end"] == "close":
            yield lambda: self.idle()
            self.window.close()
            QApplication.quit()

    def enter(self) -> Steps:
        page = yield lambda: self.page(UnlockView)
        words = self.plan["passphrase"]
        if self.plan["create"]:
            page._user.setText("ann")
            page._again.line.setText(words)
        page._secret.line.setText(words)
        page._press()
        if self.plan["create"]:
            asked = yield lambda: self.page(RecoveryPage)
            code = asked.shown.text().replace("\n", " ")
            Path(self.plan["code"]).write_text(code)
            asked.next.click()
            asked.typed.setText(code)
            asked.finish.click()
        yield self.idle

    def bring_in(self) -> Steps:
        """Drop a folder, choose a file in a dialog, read a table with its mapping."""
        self.view("worklist").import_paths([Path(one) for one in self.plan["files"]])
        yield self.idle
        yield from self.close_dialogs()
        QTimer.singleShot(0, self.view("worklist").choose_files)
        chooser = yield lambda: self.dialog(QFileDialog)
        self.choose(chooser, next(Path(self.plan["files"][0]).glob("*.json")))
        yield lambda: not self.dialog(QFileDialog)
        yield self.idle
        yield from self.close_dialogs()
        self.view("worklist").import_paths([Path(self.plan["observations"])])
        sheet = yield lambda: self.dialog(MappingSheet)
        sheet.accept()
        yield self.idle
        yield from self.close_dialogs()

    def choose(self, chooser: Any, path: Path) -> None:
        chooser.setDirectory(str(path.parent))
        chooser.selectFile(path.name)
        QTimer.singleShot(200, chooser.accept)

    def close_dialogs(self) -> Steps:
        while sheet := self.dialog():
            sheet.grab()
            sheet.close()
            yield partial(_is_gone, sheet)
        yield self.idle

    def search(self) -> Steps:
        """Type the marker into both search fields."""
        core = self.plan["core"]
        self.window.bench.go("worklist")
        yield self.idle
        worklist = self.view("worklist")
        worklist.turn_to("patients")
        QTest.keyClicks(worklist.filter, core)
        yield self.idle
        worklist.turn_to("found")
        yield self.idle
        self.window.grab()
        worklist.turn_to("studies")
        worklist.tables["studies"].selectRow(0)
        yield self.idle
        self.window.grab()

    def look(self) -> Steps:
        """The patient with the most images: record, viewer, another window and slice, every other room."""
        ws = self.window.workstation
        row = max(ws.worklist.patients(ws.principal), key=lambda one: (one.patient.mrn.endswith("P0"), one.facts))
        self.window.shell.open_patient(row.patient.id)
        yield self.idle
        self.window.grab()
        series = max(ws.worklist.series(ws.principal, patient=row.patient.id), key=lambda one: one.instance_count)
        self.window.shell.open_series(series.uid)
        yield lambda: self.idle() and self.view("viewer").active.opened is not None
        viewer = self.view("viewer")
        for key in ("Down", "Up", "+"):
            QTest.keySequence(viewer, key)
        viewer.do("one to one")
        yield self.idle
        self.window.grab()
        for room in self.plan.get("rooms", ()):
            self.window.bench.go(room)
            yield self.idle
            self.window.grab()

    def work(self) -> Steps:
        """A finding, a copy, a report and a picture the person asked for, a name in a question."""
        core = self.plan["core"]
        self.window.bench.go("findings")
        yield self.idle
        pane = self.view("findings").findings
        pane.what.setText(f"{core} nodule")
        pane.note.setText(f"{core} note")
        pane.keep.click()
        yield self.idle
        QGuiApplication.clipboard().setText(f"{core} copied")
        ws, shell = self.window.workstation, self.window.shell
        patient = shell.patient
        target = Path(self.plan["exports"]) / f"report {time.monotonic_ns()}.pdf"
        shell.run_job(
            say("Write"),
            lambda report: ws.reporting.write_pdf(ws.principal, patient.id, "zh_CN", target, report),
            _done,
        )
        yield self.idle
        assert target.exists()
        self.view("record")._offer_models()
        yield self.idle
        QTimer.singleShot(0, self.view("record").delete_patient)
        sheet = yield self.dialog
        sheet.grab()
        sheet.reject()
        yield lambda: not self.dialog()

    def measure(self) -> Steps:
        """A length with a note, the report of it read where images stand, the attributes of an image searched."""
        viewer, ws, core = self.view("viewer"), self.window.workstation, self.plan["core"]
        self.window.bench.go("viewer")
        yield lambda: self.idle() and viewer.active.opened is not None and viewer.active.state is not None
        opened, at = viewer.active.opened, viewer.active.state.slice_index
        places = [(4.0, 4.0), (20.0, 4.0)]
        self.window.shell.run_job(
            say("Draw"),
            lambda _report: ws.measuring.draw(ws.principal, opened, at, "length", places, f"{core} measured"),
            _done,
        )
        yield self.idle
        viewer._keep_report("measurements")
        yield self.idle
        study, images = opened.summary.study.uid, opened.summary.series.uid
        report = next(one for one in ws.worklist.series(ws.principal, study=study) if one.modality == "SR")
        self.window.shell.open_series(report.uid)
        yield lambda: self.idle() and viewer.active.shows_documents
        self.window.grab()
        self.window.shell.open_series(images)
        yield lambda: self.idle() and viewer.active.opened is not None
        QTimer.singleShot(0, viewer._show_attributes)
        sheet = yield lambda: self.dialog(TagSheet)
        yield lambda: sheet._tree.topLevelItemCount() > 20
        sheet._search.setText(core)
        sheet._other.setCurrentIndex(1)
        sheet._compare(1)
        yield lambda: sheet._second is not None
        sheet.grab()
        sheet.reject()
        yield lambda: not self.dialog() and self.idle()

    def hand_out(self) -> Steps:
        """A picture, a volume, the files and copies of nobody: all where the person asked for them."""
        viewer, shell = self.view("viewer"), self.window.shell
        opened, state = viewer.active.opened, viewer.active.state
        out = Path(self.plan["exports"]) / f"handed out {time.monotonic_ns()}"
        out.mkdir()
        export.picture(viewer, shell, opened, state, lambda *_: out / "slice.png")
        yield self.idle
        export.volume(viewer, shell, opened, lambda *_: out / "volume.nii.gz")
        yield self.idle
        yield from self.close_dialogs()
        for name in ("originals", "nobody"):
            (out / name).mkdir()
        export.originals(viewer, shell, opened, lambda *_: out / "originals")
        yield self.idle
        yield from self.close_dialogs()
        QTimer.singleShot(0, lambda: export.of_nobody(viewer, shell, opened, lambda *_: out / "nobody"))
        sheet = yield self.dialog
        sheet.grab()
        sheet.accept()
        yield partial(_is_gone, sheet)
        yield self.idle
        yield from self.close_dialogs()
        assert (out / "slice.png").exists()
        assert all(any((out / name).rglob("*")) for name in ("originals", "nobody"))

    def settings_and_backup(self) -> Steps:
        """Every card of the settings, a person half added, a backup made, verified, and how one is restored."""
        self.window.bench.go("settings")
        yield self.idle
        view = self.view("settings")
        self.window.grab()
        QTimer.singleShot(0, view._ask_person)
        sheet = yield self.dialog
        sheet.grab()
        sheet.reject()
        yield lambda: not self.dialog()
        folder = Path(self.plan["exports"]) / f"backups {time.monotonic_ns()}"
        folder.mkdir()
        card = view.backups
        card.read()
        yield self.idle
        card.change_plan(replace(card.state.plan, folder=str(folder)))
        yield self.idle
        card.begin()
        yield self.idle
        card.read()
        yield lambda: self.idle() and card.state.backups
        card.verify_backup(card.state.backups[0].name)
        yield self.idle
        card._show_how()
        sheet = yield self.dialog
        sheet.grab()
        sheet.reject()
        yield lambda: not self.dialog()

    def trail(self) -> Steps:
        """The audit trail about the open patient, searched for the marker, verified and written where asked."""
        self.window.bench.go("audit")
        yield self.idle
        view = self.view("audit")
        view.search.setText(self.plan["core"])
        view.only.setChecked(True)
        yield self.idle
        view.search.setText("")
        view.verify_trail()
        yield self.idle
        self.window.grab()

    def trouble(self) -> Steps:
        """A bug and a foreseen failure whose words hold the marker, and the form that is copied from it."""
        core = self.plan["core"]

        def bug() -> None:
            patient_name = f"{core} in a local value"
            raise RuntimeError(f"{core} in the message of {patient_name}")

        QTimer.singleShot(0, bug)
        sheet = yield self.dialog
        sheet.grab()
        sheet.reject()
        yield lambda: not self.dialog()
        failure = WorkstationError(say("{name} cannot be read.", name=core), say("Look at it."), core)
        QTimer.singleShot(0, lambda: self.window.shell.show_error(failure))
        sheet = yield self.dialog
        sheet.reject()
        yield lambda: not self.dialog()
        self.window.shell.run_job(say("Break"), lambda _report: _broken(core), _done)
        sheet = yield self.dialog
        sheet.reject()
        yield lambda: not self.dialog() and self.idle()

    def ask_table(self) -> Steps:
        """Every row of a table is predicted; the table of answers is closed again."""
        ws = self.window.workstation
        models = self.view("models")
        chosen = next(one for one in ws.model_shelf.models(ws.principal) if one.card.name == self.plan["model"])
        models.predict_table(chosen.card.id, Path(self.plan["table"]))
        yield self.idle
        yield from self.close_dialogs()

    def train(self) -> Steps:
        """The wizard from the table to the shelf; the model's name carries the marker."""
        self.window.bench.go("training")
        view = self.view("training")
        yield lambda: self.idle() and view.desk.state.recipes
        view.wizard.next()
        view.wizard.data.look(Path(self.plan["table"]))
        yield self.idle
        view.desk.put(view.desk.state.with_target("answer").with_group("patient"))
        view.wizard.next()
        yield self.idle
        for gate in view.wizard.checks.gates.values():
            gate.keep.click()
            gate.reason.textEdited.emit(f"{self.plan['core']} reason")
        yield lambda: self.idle() and view.wizard.checks.isComplete()
        view.wizard.next()
        view.wizard.next()
        view.desk.put(view.desk.state.with_network("logistic"))
        view.wizard.model.name_.setText(self.plan["model"])
        view.wizard.model.use.setPlainText(f"{self.plan['core']} use")
        view.wizard.next()
        view.wizard.train.start.click()
        if self.plan.get("lock while training"):
            yield from self.lock_and_return()
            yield self.idle
            self.window.bench.go("training")
            view = self.view("training")
        yield lambda: self.idle() and view.wizard.train.isComplete()
        self.window.grab()
        while view.wizard.currentPage() is not view.wizard.card:
            view.wizard.next()
            yield self.idle
            self.window.grab()
        view.wizard.card.answers["TRIPOD+AI 18a"].textEdited.emit(f"{self.plan['core']} answered")
        view.wizard.card.register.click()
        yield lambda: self.idle() and self.window.bench.room == "models"
        self.window.grab()

    def lock_and_return(self) -> Steps:
        """Lock with a text half typed, then unlock and find it again."""
        draft = f"{self.plan['core']} half typed"
        findings = self.view("findings")
        findings.findings.what.setText(draft)
        self.window.lock_now()
        yield lambda: self.window._leaving is None and self.page(UnlockView)
        self.plan["create"] = False
        yield from self.enter()

    def redress(self) -> Steps:
        """Another theme and language, with the patient open."""
        preferences = self.window.workstation.settings.read(self.window.workstation.principal)
        for theme, language in (("light", "zh_CN"), ("dark", "en")):
            self.window.redress(type(preferences)(language, theme, preferences.device, preferences.text_scale))
            yield self.idle
            self.window.grab()

    def end(self) -> None:
        print(json.dumps(sorted(self.titles)), flush=True)
        match self.plan["end"]:
            case "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            case "abort":
                os.abort()
            case "segv":
                ctypes.string_at(0)


def _is_gone(widget: QWidget) -> bool:
    return not shiboken6.isValid(widget) or not widget.isVisible()


def _broken(core: str) -> None:
    raise KeyError(f"{core} in a job")


def _done(_result: object) -> None:
    """Nothing to do with what came back."""


if __name__ == "__main__":
    plan = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    application = QApplication(["aegle"])
    drive = Drive(plan)
    sys.argv = ["aegle"]
    sys.exit(main.main())
