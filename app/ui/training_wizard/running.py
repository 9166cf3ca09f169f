"""The wizard's sixth page: the worker at work, with its curves, and the ways to stop, pause and go on."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from app.domain.errors import WorkstationError
from app.domain.figures import seconds, stamp
from app.domain.training import Event, Measured, Progress, TrainRequest
from app.domain.words import say
from app.domain.work import Report
from app.services.model_shelf import ShelvedModel
from app.services.training import CutShort, Learned, Trained, Unfinished, is_same
from app.ui.language import tr
from app.ui.qt.form import button, card, column, empty_out, enable, label, row, set_kind
from app.ui.qt.panels import Banner
from app.ui.qt.plot import Plot
from app.ui.training_wizard.desk import Desk, Page, Run, Wish
from app.ui.training_wizard.state import (
    Curve,
    WizardState,
    curves_of,
    figure_words,
    hardware_of,
    held_out_of,
    time_left,
)

_TICK_MS = 150
_ROLES = ("accent", "warn", "good", "dim", "model")


class TrainPage(Page):
    """6: train. Nothing of it happens in the window: the worker is a process of its own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Train"),
            tr(
                "Training runs in a process of its own on this computer. The window stays free; you may work"
                " elsewhere meanwhile, lock the vault, or pause it and go on another day."
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
        self.pause = button(tr("Pause"), self.pause_, icon=theme.icon("pause", "text"))
        self.stop = button(tr("Stop"), self.cancel, "danger", theme.icon("stop", "bad"))
        self.go_on = button(tr("Go on"), self.resume, "primary", theme.icon("play", "on_accent"))
        self._hardware = label("", "small")
        self._words = label("", "strong", wrap=True)
        self._time = label("", "dim")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of the training"))
        self._trouble_note = Banner(theme)
        self._held_out = label("", "dim", wrap=True)
        status = row(self._words, self._time, self.go_on, self.start, self.pause, self.stop, gap=14)
        status.setStretch(0, 1)
        self.add(status)
        self.add(self._bar)
        self.add(self._hardware)
        self.add(self._trouble_note)
        self._left = column(gap=8)
        self.add(self._left)
        self._loss_place, self._score_place = self._place(), self._place()
        plots = row(self._loss_place, self._score_place, gap=16)
        self.add(plots, 1)
        self._room = QWidget()  # keeps the head at the top while there is no curve yet
        self.add(self._room, 1)
        self.add(self._held_out)
        self._plots: tuple[Plot, Plot] | None = None
        self._has_looked = False

    def initializePage(self) -> None:  # noqa: N802 - Qt's name
        super().initializePage()
        if not self._has_looked:
            self._has_looked = True
            self._look_for_unfinished()

    def _look_for_unfinished(self) -> None:
        """Trainings that a crash or a closed computer cut short are offered again."""
        ws = self.desk.workstation
        self.desk.shell.run_job(
            say("Look for trainings that were cut short"),
            lambda _: ws.training.unfinished(ws.principal),
            self._show_unfinished,
            quiet=True,
            owner=self,
        )

    def _show_unfinished(self, found: tuple[Unfinished, ...]) -> None:
        empty_out(self._left)
        own = [one for one in found if one.pack != self.desk.state.paused]
        for one in own:
            when = datetime.fromtimestamp(one.at).astimezone()
            words = tr("“{name}” was cut short; it was last at work {when}.", name=one.name, when=stamp(when))
            go = button(tr("Go on with it"), partial(self._take_up, one))
            go.setObjectName("cut short")
            forget = button(tr("Forget it"), partial(self._forget, one), "quiet")
            line = row(label(words, wrap=True), go, forget, gap=10)
            line.setStretch(0, 1)
            self._left.addWidget(card(line, gap=4))

    def _take_up(self, one: Unfinished) -> None:
        """Here where it is what the wizard asks for; else in the background, and onto the shelf."""
        empty_out(self._left)
        ours = self.desk.state.request()
        if is_same(one.request, ours):
            self._start(ours, one.pack)
            return
        ws = self.desk.workstation
        self.desk.shell.run_job(
            say("Go on with a training"), lambda report: ws.training.finish(ws.principal, one, report), self._finished
        )

    def _finished(self, model: ShelvedModel) -> None:
        self.desk.shell.tell(say("{name} was trained to its end and stands among the models.", name=model.card.name))

    def _forget(self, one: Unfinished) -> None:
        self.desk.workstation.training.discard(Trained(one.pack))
        self._look_for_unfinished()

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
        self._trouble_note.say("")
        if self.desk.state.result is not None:
            ws.training.discard(self.desk.state.result)
        if self.desk.state.paused:
            ws.training.discard(Trained(self.desk.state.paused))
        self._start(request)

    def _start(self, request: TrainRequest, pack: str = "") -> None:
        """Begin, or go on with the ``pack`` of a training that was paused or cut short."""
        ws = self.desk.workstation
        events: deque[Event] = deque()
        wish = Wish()

        def work(report: Report) -> Trained:
            if pack:
                return ws.training.resume(ws.principal, pack, events.append, report, wish.pauses)
            return ws.training.learn(ws.principal, request, events.append, report, wish.pauses)

        # how it ends is read off the job by whichever page is there by then
        job = self.desk.shell.run_job(say("Train a model"), work, _seen, failed=_seen, outlasts=True)
        self.desk.run = Run(job, request, events, time.monotonic(), wish=wish)
        curve = self.desk.state.curve if pack else ()
        self.desk.put(replace(self.desk.state, curve=curve, result=None, trained=None, waiting="", paused=""))
        self._timer.start()

    def pause_(self) -> None:
        """Stop, and keep what was reached."""
        if self.desk.run is not None:
            self.desk.run.wish.is_pause = True
            self.desk.run.job.cancel()
            self._show_running()

    def resume(self) -> None:
        if self.desk.state.paused:
            self._start(self.desk.state.request(), self.desk.state.paused)

    def cancel(self) -> None:
        if self.desk.run is not None:
            self.desk.run.wish.is_pause = False
            self.desk.run.job.cancel()
            self._show_running()

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
                run.events_seen.append(str(event.words))
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
            # a training that was cut short goes on from here, not by a command
            hint = tr("What it had reached is kept: go on with it.") if isinstance(error, CutShort) else tr(error.hint)
            on = "" if isinstance(error, CutShort) else tr("Go back to change what you asked for, or train again.")
            self._trouble_note.say(" ".join(part for part in (tr(error.what), hint, on) if part), "bad")
        elif error is not None:
            self.desk.shell.show_error(error)
        if run.job.result is None:
            self._look_for_paused(run)
            return state
        self._collect(run.job.result.pack)
        return replace(state, trained=run.request, waiting=run.job.result.pack)

    def _look_for_paused(self, run: Run) -> None:
        """After a pause, or where it was cut short: the newest that waits is ours."""
        is_cut = isinstance(run.job.error, CutShort) or (run.job.state == "cancelled" and run.wish.is_pause)
        if not is_cut:
            return
        ws = self.desk.workstation
        self.desk.shell.run_job(
            say("Look for trainings that were cut short"),
            lambda _: ws.training.unfinished(ws.principal),
            lambda found: self.desk.put(replace(self.desk.state, paused=found[0].pack if found else "")),
            quiet=True,
            owner=self,
        )

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
        has_paused = bool(self.desk.state.paused) and not running
        self.start.setVisible(not running)
        self.stop.setVisible(running)
        self.pause.setVisible(running)
        self.go_on.setVisible(has_paused)
        set_kind(self.start, "" if has_paused else "primary")
        is_ending = run is not None and run.job.is_cancelling
        for one in (self.pause, self.stop):
            enable(one, not is_ending, tr("It is being stopped."))
        self._hardware.setText(tr(hardware_of(run.events_seen) if run is not None else hardware_of(())))
        self.start.setText(tr("Train again") if run is not None else tr("Train"))
        self._time.setText(self._clock(run) if running and run is not None else "")
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

    def _clock(self, run: Run) -> str:
        """How long it has taken, and about how long it still will, once a part of it is done."""
        taken = time.monotonic() - run.begun_s
        left = time_left(taken, run.step)
        return f"{seconds(taken)}  ·  {tr(left)}" if left.text else seconds(taken)

    def _status(self, run: Run | None) -> str:
        state = self.desk.state
        if run is not None and run.job.is_cancelling:
            return tr("Pausing…") if run.wish.is_pause else tr("Stopping…")
        if run is not None and self.is_running:
            return tr(run.step.words) if run.step.words.text else tr("The worker is starting…")
        if state.paused:
            return tr("Paused. It goes on where it was, also after the program was closed.")
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
            for plot in self._plots:
                plot.whole_numbers()
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
