"""The wizard's fifth page: the worker at work, with its curves, and the way to stop it."""

from __future__ import annotations

import os
import time
from collections import deque
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from app.domain.errors import WorkstationError
from app.domain.figures import seconds
from app.domain.training import Event, Measured, Progress
from app.domain.words import say
from app.services.training import Learned, Trained
from app.ui.language import tr
from app.ui.qt.form import button, column, enable, label, row
from app.ui.qt.panels import Banner
from app.ui.qt.plot import Plot
from app.ui.training_wizard.desk import Desk, Page, Run
from app.ui.training_wizard.state import Curve, WizardState, curves_of, figure_words, held_out_of

_TICK_MS = 150
_ROLES = ("accent", "warn", "good", "dim", "model")


class TrainPage(Page):
    """5: train. Nothing of it happens in the window: the worker is a process of its own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Train"),
            tr(
                "Training runs in a process of its own on this computer ({n} processor cores, or the graphics card "
                "where torch finds one). The window stays free; you may work elsewhere meanwhile.",
                n=os.cpu_count() or 1,
            ),
            WizardState.train_trouble,
        )
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._lay_out()
        if desk.run is not None and not desk.run.is_settled:
            self._timer.start()
        if desk.state.waiting:
            self._collect(desk.state.waiting)

    def _lay_out(self) -> None:
        theme = self.desk.shell.theme
        self.start = button(tr("Train"), self.train, "primary", theme.icon("play", "on_accent"))
        self.stop = button(tr("Stop"), self.cancel, "danger", theme.icon("stop", "bad"))
        self._words = label("", "strong", wrap=True)
        self._time = label("", "dim")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of the training"))
        self._trouble_note = Banner(theme)
        self._held_out = label("", "dim", wrap=True)
        status = row(self._words, self._time, self.start, self.stop, gap=14)
        status.setStretch(0, 1)
        self.add(status)
        self.add(self._bar)
        self.add(self._trouble_note)
        self._loss_place, self._score_place = self._place(), self._place()
        plots = row(self._loss_place, self._score_place, gap=16)
        self.add(plots, 1)
        self._room = QWidget()  # keeps the head at the top while there is no curve yet
        self.add(self._room, 1)
        self.add(self._held_out)
        self._plots: tuple[Plot, Plot] | None = None

    def _place(self) -> QFrame:
        made = QFrame()
        made.setProperty("kind", "card")
        made.setLayout(column(margins=(12, 10, 12, 10)))
        return made

    # --- running --------------------------------------------------------------------------------------------------

    @property
    def is_running(self) -> bool:
        run = self.desk.run
        return run is not None and run.job.state == "running"

    def train(self) -> None:
        """Start the worker on what the wizard was told."""
        if self.is_running:
            return
        ws, request = self.desk.workstation, self.desk.state.request()
        events: deque[Event] = deque()
        self._trouble_note.say("")
        if self.desk.state.result is not None:
            ws.training.discard(self.desk.state.result)
        # how it ends is read off the job by whichever page is there by then
        job = self.desk.shell.run_job(
            say("Train a model"),
            lambda report: ws.training.learn(ws.principal, request, events.append, report),
            _seen,
            failed=_seen,
            outlasts=True,
        )
        self.desk.run = Run(job, request, events, time.monotonic())
        self.desk.put(replace(self.desk.state, curve=(), result=None, trained=None, waiting=""))
        self._timer.start()

    def cancel(self) -> None:
        if self.desk.run is not None:
            self.desk.run.job.cancel()

    def _tick(self) -> None:
        """Take in what the worker said since the last look, and how it ended."""
        run, state = self.desk.run, self.desk.state
        if run is None:
            self._timer.stop()
            return
        has_ended = run.job.state != "running"  # before the events are read: the last of them come before the end
        while run.events:
            event = run.events.popleft()
            if isinstance(event, Measured):
                state = state.measured(event)
            elif isinstance(event, Progress):
                run.step = event
        if has_ended:
            self._timer.stop()
            state = self._settle(run, state)
        self.desk.put(state)
        self._show_running()

    def _settle(self, run: Run, state: WizardState) -> WizardState:
        """Take the result, or say what went wrong; once."""
        if run.is_settled:
            return state
        run.is_settled = True
        error = run.job.error
        if isinstance(error, WorkstationError):
            said = " ".join(part for part in (tr(error.what), tr(error.hint)) if part)
            self._trouble_note.say(f"{said} {tr('Go back to change what you asked for, or train again.')}", "bad")
        elif error is not None:
            self.desk.shell.show_error(error)
        if run.job.result is None:
            return state
        self._collect(run.job.result.pack)
        return replace(state, trained=run.request, waiting=run.job.result.pack)

    def _collect(self, pack: str) -> None:
        """Open what was learned. Until that is done, a lock leaves it where it is: in its sealed pack."""
        ws = self.desk.workstation
        self.desk.shell.run_job(
            say("Open what was learned"),
            lambda _report: ws.training.collect(ws.principal, Trained(pack)),
            self._collected,
            quiet=True,
            owner=self,
        )

    def _collected(self, learned: Learned) -> None:
        if learned.pack == self.desk.state.waiting:
            self.desk.put(replace(self.desk.state, result=learned, waiting=""))

    # --- painting -------------------------------------------------------------------------------------------------

    def _show_running(self) -> None:
        running, run = self.is_running, self.desk.run
        self.start.setVisible(not running)
        self.stop.setVisible(running)
        self.start.setText(tr("Train again") if run is not None else tr("Train"))
        self._time.setText(seconds(time.monotonic() - run.begun_s) if running and run is not None else "")
        self._bar.setVisible(running)
        step = run.step if run is not None else Progress(0, 0)
        self._bar.setRange(0, step.total if running else 1)
        self._bar.setValue(step.done)
        self._words.setText(self._status(run))
        self.say_trouble()
        wizard = self.wizard()
        for which in (wizard.WizardButton.BackButton, wizard.WizardButton.CustomButton1) if wizard is not None else ():
            enable(wizard.button(which), not running, tr("Stop the training first."))

    def say_trouble(self) -> None:
        """While the worker is at it nothing is asked of the person."""
        if self.is_running:
            self.foot.setText("")
        else:
            super().say_trouble()

    def _status(self, run: Run | None) -> str:
        state = self.desk.state
        if run is not None and run.job.is_cancelling:
            return tr("Stopping…")
        if run is not None and self.is_running:
            return tr(run.step.words) if run.step.words.text else tr("The worker is starting…")
        if run is not None and run.job.state == "cancelled":
            return tr("Stopped. Nothing was kept.")
        if not state.train_trouble().text:
            return tr("Trained. Go on to see how well it does on patients it has not seen.")
        return tr("Ready to train {name}.", name=state.name.strip())

    def show_state(self, state: WizardState) -> None:
        self._show_running()
        curves = curves_of(state.curve)
        for place, is_loss in ((self._loss_place, True), (self._score_place, False)):
            place.setVisible(any(c.is_loss == is_loss for c in curves))
        self._room.setVisible(not curves)
        if curves:
            losses, scores = self._both()
            self._draw(losses, [c for c in curves if c.is_loss])
            self._draw(scores, [c for c in curves if not c.is_loss])
        self._held_out.setText(tr(held_out_of(state.curve)))

    def _both(self) -> tuple[Plot, Plot]:
        if self._plots is None:
            theme = self.desk.shell.theme
            self._plots = Plot(theme, tr("Epoch"), tr("Loss")), Plot(theme, tr("Epoch"), tr("Score (1 is best)"))
            for plot, place in zip(self._plots, (self._loss_place, self._score_place), strict=True):
                layout = place.layout()
                assert layout is not None
                layout.addWidget(plot)
                # losses fall and scores rise: each legend stands where the curve is not
                plot.legend(low=place is self._score_place)
        return self._plots

    def _draw(self, plot: Plot, curves: list[Curve]) -> None:
        plot.clear()
        for at, curve in enumerate(curves):
            plot.curve(curve.epochs, curve.values, _ROLES[at % len(_ROLES)], tr(figure_words(curve.name)))


def _seen(_: object) -> None:
    """The page reads the job itself."""
