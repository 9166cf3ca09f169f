"""The job tray: what is running and how far it is, how to stop it, and what ended."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QToolButton, QWidget

from app.domain.words import say
from app.domain.work import Step
from app.jobs.job import Job
from app.ui.cut_short import CutShortList
from app.ui.language import tr
from app.ui.qt.form import column, empty_out, label, line, row, tool
from app.ui.qt.panels import scrolling
from app.ui.room import Shell

ENDS = {"done": ("check", "good", say("Done")), "failed": ("warning", "bad", say("Failed"))}
ENDS["cancelled"] = ("stop", "warn", say("Stopped"))


def step_text(step: Step) -> str:
    """``12 / 40 · Decode slices``; without a total only the note."""
    count = f"{step.done:,} / {step.total:,}" if step.total else ""
    return " · ".join(part for part in (count, tr(step.note)) if part)


def show_step(bar: QProgressBar, step: Step) -> None:
    """A bar that stands where the step is, or runs to and fro while the total is not known."""
    bar.setRange(0, max(step.total, 0))
    bar.setValue(min(step.done, step.total))


class _JobRow(QWidget):
    """One running job."""

    def __init__(self, shell: Shell, job: Job[Any]) -> None:
        super().__init__()
        self.job = job
        self._note = label("", "small")
        self._bar = QProgressBar()
        self._bar.setAccessibleName(tr(job.title))
        self._cancel = tool(shell.theme.icon("close"), tr("Stop {title}", title=tr(job.title)), self._stop)
        words = column(label(tr(job.title), "strong"), self._bar, self._note, gap=4)
        self.setLayout(row(words, self._cancel, gap=8))
        self.refresh()

    def refresh(self) -> None:
        show_step(self._bar, self.job.step)
        self._note.setText(tr("Stopping…") if self.job.is_cancelling else step_text(self.job.step))
        self._cancel.setVisible(not self.job.is_cancelling)

    def _stop(self) -> None:
        self.job.cancel()
        self.refresh()


class JobPanel(QFrame):
    """The list that opens above the foot of the window."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._shell = shell
        self._rows: dict[int, _JobRow] = {}
        self._running = column(gap=12)
        self._ended = column(gap=6)
        self._cut_short = CutShortList(shell)
        inside = column(
            label(tr("Running"), "section"), self._running, self._cut_short, line(), label(tr("Ended"), "section"),
            self._ended, None,
        )  # fmt: skip
        inside.setContentsMargins(14, 12, 14, 12)
        outside = column(scrolling(inside))
        self.setLayout(outside)
        self.resize(380, 320)
        self.setAccessibleName(tr("Jobs"))
        self._shown: tuple[int, int] = (-1, -1)
        shell.jobs_moved.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        if not self.isVisible():
            return
        jobs, ended = self._shell.jobs(), self._shell.ended_jobs()
        if (set(self._rows), len(ended)) != ({id(job) for job in jobs}, self._shown[1]):
            self._rebuild(jobs, ended)
        for shown in self._rows.values():
            shown.refresh()

    def _rebuild(self, jobs: tuple[Job[Any], ...], ended: tuple[Job[Any], ...]) -> None:
        empty_out(self._running)
        empty_out(self._ended)
        self._rows = {id(job): _JobRow(self._shell, job) for job in jobs}
        self._shown = (len(jobs), len(ended))
        for shown in self._rows.values():
            self._running.addWidget(shown)
        if not jobs:
            self._running.addWidget(label(tr("Nothing is running."), "dim"))
        for job in ended[:20]:
            self._ended.addWidget(self._ended_row(job))
        if not ended:
            self._ended.addWidget(label(tr("Nothing has run since the vault was opened."), "dim", wrap=True))

    def _ended_row(self, job: Job[Any]) -> QWidget:
        icon, role, words = ENDS[job.state]
        picture = QLabel()
        picture.setPixmap(self._shell.theme.picture(icon, 16, role))
        held = QWidget()
        title = label(tr(job.title), wrap=True)
        made = row(picture, title, label(tr(words), "small"), gap=8)
        made.setStretch(1, 1)
        held.setLayout(made)
        return held

    def showEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._shown = (-1, -1)
        self.refresh()
        self._cut_short.look()


class JobButton(QToolButton):
    """The tray's place at the foot of the window: what runs now, in one line."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(shell.theme.icon("jobs"))
        self.setIconSize(QSize(16, 16))
        self.setCheckable(True)
        self.setAccessibleName(tr("Jobs"))
        self.setToolTip(tr("Jobs") + "  (Ctrl+J)")
        shell.jobs_moved.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        jobs = self._shell.jobs()
        if not jobs:
            self.setText(tr("No jobs running"))
        elif len(jobs) == 1:
            self.setText(f"{tr(jobs[0].title)}   {step_text(jobs[0].step)}")
        else:
            self.setText(tr("{n} jobs running", n=len(jobs)))
        # Qt takes a button's shortcut away when its text changes
        self.setShortcut("Ctrl+J")
