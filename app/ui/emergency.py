"""Emergency access on screen: asked for with a reason, shown as long as it lasts, ended by hand or by the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.patient import Role
from app.domain.words import say
from app.services.emergencies import REASON_LETTERS, Emergency
from app.ui.language import tr
from app.ui.qt.ask import Sheet
from app.ui.qt.form import Field, button, column, enable, row, text_field
from app.ui.qt.panels import Banner
from app.ui.qt.table import Column, RowsModel, Table
from app.ui.room import Shell


class EmergencyBar(QFrame):
    """For readers only: a way in, and a banner while it lasts."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.banner = Banner(shell.theme, "", "bad")
        self.ask = button(tr("Emergency access…"), self._ask, "quiet")
        self.end = button(tr("End it now"), self._end)
        inside = row(self.banner, None, self.ask, self.end, gap=8, margins=(14, 2, 14, 2))
        inside.setStretch(0, 1)
        self.setLayout(inside)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self.setVisible(shell.workstation.principal.role is Role.READER)
        self._show()

    def _show(self) -> None:
        emergency = self._shell.emergency
        self.ask.setVisible(emergency is None)
        self.end.setVisible(emergency is not None)
        if emergency is None:
            self._clock.stop()
            self.banner.say("")
            return
        minutes = max(0, round(left_s(emergency, datetime.now(UTC)) / 60))
        words = tr("Emergency access: {n} minutes left. Everything you do is recorded and reviewed.", n=minutes)
        self.banner.say(words, "bad")
        self._clock.start()

    def _tick(self) -> None:
        emergency = self._shell.emergency
        if emergency is not None and left_s(emergency, datetime.now(UTC)) <= 0:
            self._end()
        else:
            self._show()

    def _ask(self) -> None:
        ReasonSheet(self, self.begin).open()

    def begin(self, why: str) -> None:
        ws = self._shell.workstation
        self._shell.run_job(
            say("Begin emergency access"), lambda _: ws.emergencies.begin(ws.principal, why), self._turn, owner=self
        )

    def _end(self) -> None:
        self._clock.stop()
        ws = self._shell.workstation
        self._shell.run_job(
            say("End emergency access"),
            lambda _: ws.emergencies.end(ws.principal),
            lambda _: self._turn(None),
            owner=self,
        )

    def _turn(self, emergency: Emergency | None) -> None:
        """What may be done is another now: every room is built anew."""
        self._shell.emergency = emergency
        self._show()
        self._shell.redress()


def left_s(emergency: Emergency, at: datetime) -> float:
    return (datetime.fromisoformat(emergency.ends) - at).total_seconds() if emergency.lasts(at) else 0.0


class ReasonSheet(Sheet):
    """Ask why. ``begin`` is called with the reason."""

    def __init__(self, parent: QWidget, begin: Callable[[str], None]) -> None:
        self.reason = text_field(placeholder=tr("for example: unconscious patient, allergies not known"))
        words = tr(
            "For 60 minutes you may do what a clinician may. Your reason is kept in the audit trail, and an "
            "administrator reviews what you did."
        )
        super().__init__(parent, tr("Emergency access"), words, tr("Begin"), Field(tr("Reason"), self.reason), "danger")
        self.reason.textChanged.connect(lambda _: self._weigh())
        self._weigh()
        self.accepted.connect(lambda: begin(self.reason.text()))

    def _weigh(self) -> None:
        is_enough = len(self.reason.text().strip()) >= REASON_LETTERS
        enable(self.verb, is_enough, tr("Write at least {n} characters.", n=REASON_LETTERS))


class ReviewSheet(Sheet):
    """The list of every emergency access, for who reviews it."""

    def __init__(self, parent: QWidget | None, shell: Shell, emergencies: tuple[Emergency, ...]) -> None:
        self._shell = shell
        self.model = RowsModel[Emergency](
            (
                Column(tr("User"), lambda e: e.user, width=shell.theme.px(120)),
                Column(tr("Began"), lambda e: _local(e.began), width=shell.theme.px(140)),
                Column(tr("Ended"), lambda e: _local(e.ended), width=shell.theme.px(140)),
                Column(tr("Reason"), lambda e: e.why, wide=True),
                Column(tr("Reviewed by"), lambda e: e.reviewed_by, width=shell.theme.px(120)),
            )
        )
        self.model.set_rows(emergencies)
        self.table = Table(self.model, tr("Emergency access"), row_height=shell.theme.px(28))
        self.table.setMinimumHeight(shell.theme.px(300))
        self.reviewed = button(tr("Mark as reviewed"), self._review, icon=shell.theme.icon("check", "good"))
        self.table.chosen.connect(lambda _: self._weigh())
        words = tr("Look in the trail at what each person did in that hour, then mark it as reviewed.")
        inside = column(self.table, row(None, self.reviewed), gap=10)
        super().__init__(parent, tr("Emergency access"), words, inside=inside, width=shell.theme.px(820))
        self._weigh()

    def _weigh(self) -> None:
        chosen = self.table.current()
        me = self._shell.workstation.principal.user
        reason = tr("Choose a line of the list first.")
        if chosen is not None and chosen.reviewed_by:
            reason = tr("It is reviewed already.")
        elif chosen is not None and chosen.user == me:
            reason = tr("Your own emergency access is reviewed by somebody else.")
        enable(self.reviewed, chosen is not None and not chosen.reviewed_by and chosen.user != me, reason)

    def _review(self) -> None:
        chosen, ws = self.table.current(), self._shell.workstation
        if chosen is None:
            return

        def review(_report: object) -> tuple[Emergency, ...]:
            ws.emergencies.review(ws.principal, chosen.id)
            return ws.emergencies.emergencies(ws.principal)

        self._shell.run_job(say("Review emergency access"), review, self._reviewed, quiet=True, owner=self)

    def _reviewed(self, emergencies: tuple[Emergency, ...]) -> None:
        self.model.set_rows(emergencies)
        self._weigh()


def _local(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}" if at else ""
