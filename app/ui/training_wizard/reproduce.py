"""The Reproduce page: published protocols on data the person has, our figure beside the published one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QProgressBar, QSpinBox, QVBoxLayout, QWidget

from app.domain.errors import WorkstationError
from app.domain.evaluation.names import metric_words
from app.domain.figures import seconds
from app.domain.words import Phrase, say
from app.domain.work import Report, Step
from app.jobs.job import Job
from app.services.protocols import Protocol
from app.services.reproducing import Kept, Reproduced, how
from app.services.workstation import Workstation
from app.ui import files
from app.ui.language import tr, tr_count
from app.ui.qt.form import button, column, enable, label, row, show_if
from app.ui.qt.panels import Banner
from app.ui.qt.table import Column, RowsModel, Table
from app.ui.room import Shell
from app.ui.training_wizard.controls import inset

_TICK_MS = 250


@dataclass(slots=True)
class Bench:
    """What was chosen and measured; kept on the shell, so that it survives a change of look. ``begun``: protocols that
    were stopped and go on where they were.
    """

    folder: str = ""
    found: dict[str, Reproduced] = field(default_factory=dict)
    troubles: dict[str, Phrase] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    waiting: list[str] = field(default_factory=list)
    running: str = ""
    begun_s: float = 0.0
    job: Job[Reproduced] | None = None


class ReproducePage(QWidget):
    """Every figure in it is measured here, by the protocol that is named beside it."""

    def __init__(self, shell: Shell, choose_folder: Callable[[QWidget, str], Path | None] = files.folder) -> None:
        super().__init__()
        self._shell = shell
        self._choose_folder = choose_folder
        self.bench: Bench = shell.kept.setdefault("reproduce", Bench())
        theme, px = shell.theme, shell.theme.px
        self.choose = button(tr("Choose the folder of data…"), self._choose, icon=theme.icon("folder", "text"))
        self._folder = label("", "dim", wrap=True)
        self.seeds = inset(QSpinBox())
        self.seeds.setRange(1, 10)
        self.seeds.setAccessibleName(tr("Seeds"))
        self.run = button(tr("Run the chosen ones"), self.start, "primary", theme.icon("play", "on_accent"))
        self.stop = button(tr("Stop"), self.cancel, "danger", theme.icon("stop", "bad"))
        shell.for_role(self.run, "train")
        top = row(self.choose, self._folder, label(tr("Seeds")), self.seeds, self.run, self.stop, gap=12)
        top.setStretch(1, 1)
        self._words, self._bar = label("", "strong", wrap=True), QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of the training"))
        self._note = Banner(theme)
        columns: tuple[Column[Protocol], ...] = (
            Column(tr("Data"), lambda p: p.name, width=px(180), bold=True),
            Column(tr("Figure"), lambda p: tr(metric_words(p.figure)), width=px(190)),
            Column(tr("Published"), lambda p: "" if p.reached is None else f"{p.reached:.3f}", right=True,
                   width=px(84)),
            Column(tr("Published as"), lambda p: p.published, width=px(270)),
            Column(tr("Here"), self._value, right=True, width=px(84), bold=True, colour=self._colour),
            Column(tr("95 % interval"), self._interval, right=True, width=px(130)),
            Column(tr("How it was measured here"), self._said, wide=True),
            Column(tr("Time"), self._time, right=True, width=px(84)),
        )  # fmt: skip
        self.model = RowsModel[Protocol](columns)
        self.table = Table(self.model, tr("Protocols"), row_height=px(30))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        words = tr("Published figures under their own protocol, measured anew on data you have. No model is kept.")
        inside = column(label(tr("Reproduce published figures"), "title"), label(words, "dim", wrap=True), top,
                        self._note, self._words, self._bar, self.table, gap=10, margins=(24, 18, 24, 16))  # fmt: skip
        inside.setStretchFactor(self.table, 1)
        held = QVBoxLayout(self)
        held.setContentsMargins(0, 0, 0, 0)
        held.addLayout(inside)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        if self.bench.folder:
            self._take(Path(self.bench.folder))
        self._show()
        self._has_read = False
        if self.bench.running:
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if not self._has_read:
            self._has_read = True
            ws = self._shell.workstation
            work = partial(_kept_of, ws)
            self._shell.run_job(say("Read what was measured before"), work, self._show_kept, quiet=True, owner=self)

    def _show_kept(self, kept: Kept) -> None:
        """What this vault remembers; what was measured since the page was opened is newer."""
        self.bench.found = {**kept.done, **self.bench.found}
        self.bench.begun |= set(kept.begun) - {self.bench.running}
        self._show()

    # --- what is chosen -------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        folder = self._choose_folder(self, tr("Choose the folder that holds records and imaging"))
        if folder is not None:
            self._take(folder)

    def _take(self, folder: Path) -> None:
        self._note.say("")
        try:
            rows = self._shell.workstation.reproducing.protocols(folder)
        except WorkstationError as error:
            self._note.say(f"{tr(error.what)} {tr(error.hint)}", "warn")
            return
        self.bench.folder = str(folder)
        self.model.set_rows(rows)
        self.table.selectRow(0)
        self._show()

    def start(self) -> None:
        """Run the selected protocols one after the other."""
        chosen = {index.row() for index in self.table.selectionModel().selectedRows()}
        rows = [self.model.row(at) for at in range(self.model.rowCount())]
        self.bench.waiting = [one.name for at, one in enumerate(rows) if one is not None and at in chosen]
        self._next()

    def cancel(self) -> None:
        self.bench.waiting = []
        if self.bench.job is not None:
            self.bench.job.cancel()

    # --- running --------------------------------------------------------------------------------------------------

    def _next(self) -> None:
        bench, ws = self.bench, self._shell.workstation
        if not bench.waiting:
            return
        name = bench.waiting.pop(0)
        [protocol] = ws.reproducing.protocols(names=[name])
        folder, seeds = Path(bench.folder), range(self.seeds.value())
        bench.troubles.pop(name, None)

        def work(report: Report) -> Reproduced:
            return ws.reproducing.reproduce(ws.principal, protocol, folder, seeds, report)

        bench.running, bench.begun_s = name, time.monotonic()
        bench.job = self._shell.run_job(say("Reproduce a published figure"), work, _seen, failed=_seen)
        self._timer.start()
        self._show()

    def _tick(self) -> None:
        """How the running one ended is read off its job, by whichever page is there by then."""
        bench = self.bench
        if bench.job is None or bench.job.state == "running":
            self._show_running()
            return
        self._timer.stop()
        if bench.job.result is not None:
            bench.found[bench.running] = bench.job.result
            bench.begun.discard(bench.running)
        elif bench.job.state == "cancelled":
            bench.begun.add(bench.running)
        elif isinstance(bench.job.error, WorkstationError):
            bench.troubles[bench.running] = bench.job.error.what
        elif bench.job.error is not None:
            self._shell.show_error(bench.job.error)
        bench.running, bench.job = "", None
        self._next()
        self._show()

    # --- painting -------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self._folder.setText(Path(self.bench.folder).name if self.bench.folder else tr("No folder chosen yet."))
        is_running = bool(self.bench.running)
        enable(self.run, bool(self.bench.folder) and not is_running, tr("Choose the folder of data first."))
        show_if(self.run, not is_running)
        show_if(self.stop, is_running)
        rows = self.model.rowCount()
        show_if(self.table, rows > 0)
        if rows:
            self.model.dataChanged.emit(self.model.index(0, 0), self.model.index(rows - 1, 7))
        self._show_running()

    def _show_running(self) -> None:
        bench = self.bench
        show_if(self._bar, bool(bench.running))
        if not bench.running:
            self._words.setText("")
            return
        at = bench.job.step if bench.job is not None else Step(0, 0)
        step = tr(at.note) if at.note.text else tr("The worker is starting…")
        if bench.job is not None and bench.job.is_cancelling:
            step = tr("Stopping; what was reached is kept…")
        parts = [bench.running, step, seconds(time.monotonic() - bench.begun_s)]
        if bench.waiting:
            parts.append(tr_count(len(bench.waiting), "{n} more is waiting", "{n} more are waiting"))
        self._words.setText("  ·  ".join(parts))
        self._bar.setRange(0, at.total)
        self._bar.setValue(at.done)

    def _value(self, protocol: Protocol) -> str:
        made = self.bench.found.get(protocol.name)
        if made is not None:
            return f"{made.value:.3f}"
        return tr("running") if protocol.name == self.bench.running else ""

    def _colour(self, protocol: Protocol) -> QColor | None:
        made = self.bench.found.get(protocol.name)
        if made is None or made.beats is None:
            return None
        return self._shell.theme.colour("good" if made.beats else "warn")

    def _interval(self, protocol: Protocol) -> str:
        made = self.bench.found.get(protocol.name)
        if made is None or made.low is None or made.high is None:
            return ""
        return f"{made.low:.3f} \N{EN DASH} {made.high:.3f}"

    def _said(self, protocol: Protocol) -> str:
        if protocol.name in self.bench.troubles:
            return tr(self.bench.troubles[protocol.name])
        if protocol.name in self.bench.begun and protocol.name != self.bench.running:
            return tr("Stopped on the way. Run it again: it goes on where it was.")
        made = self.bench.found.get(protocol.name)
        if made is None:
            return tr(how(protocol))
        seeds = tr_count(len(made.seeds), "{n} seed", "{n} seeds")
        return f"{tr(how(protocol))}  ·  {made.network}  ·  n = {made.n}  ·  {seeds}  ·  {made.at[:10]}"

    def _time(self, protocol: Protocol) -> str:
        made = self.bench.found.get(protocol.name)
        return seconds(made.seconds) if made is not None else ""


def _kept_of(workstation: Workstation, _report: Report) -> Kept:
    return workstation.reproducing.kept(workstation.principal)


def _seen(_: object) -> None:
    """The page reads the job itself."""
