"""The head of a record: who the patient is, what is active now, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from app.domain.figures import day
from app.domain.record import Condition, Medication
from app.services import identity
from app.services.predicting import Fit
from app.ui.language import tr, tr_count, tr_english
from app.ui.qt.form import button, column, empty_out, label, row
from app.ui.qt.panels import scrolling
from app.ui.record.state import RecordState, active_conditions, current_medications
from app.ui.theme import Theme


class Header(QFrame):
    """Who the patient is, what is active now, and what can be done."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "bar")
        self.name = label("", "display", selectable=True)
        self.identity = label("", "dim", selectable=True)
        self._counts = label("", "small")
        self.predict = button(tr("Predict"), kind="primary", icon=theme.icon("predict", "on_accent"))
        self.predict.setMenu(QMenu(self.predict))
        self.predict.menu().setToolTipsVisible(True)
        self.pdf = button(tr("PDF report"), icon=theme.icon("pdf", "text"))
        self.delete = button(tr("Delete…"), kind="quiet")
        self._conditions = Summary(theme, tr("Active conditions"), tr("None is recorded as active."))
        self._medications = Summary(theme, tr("Current medications"), tr("None is recorded as current."))
        deeds = row(self.predict, self.pdf, self.delete, 4, self._counts, None)
        who = column(self.name, self.identity, None, deeds, gap=2)
        body = row(who, self._conditions, self._medications, gap=16, margins=(20, 12, 20, 12))
        for at in range(3):
            body.setStretch(at, 1)
        self.setLayout(body)
        self.setFixedHeight(theme.px(136))

    def show_record(self, state: RecordState) -> None:
        patient = state.record.patient
        self.name.setText(identity.person_name(patient.name) or tr("Name not known"))
        age = identity.age(patient.birth_date, date.today())
        born = tr("born {date}", date=identity.birth(patient)) if patient.birth_date else tr("birth date not known")
        number = tr("number {mrn}", mrn=patient.mrn) if patient.mrn else tr("no hospital number")
        parts = (tr(identity.sex(patient)), tr(age) if age else "", born, number)
        self.identity.setText("  ·  ".join(part for part in parts if part))
        facts, studies = len(state.record.facts), len(state.record.studies)
        counted = (tr_count(facts, "{n} fact", "{n} facts"), tr_count(studies, "{n} study", "{n} studies"))
        self._counts.setText("  ·  ".join(counted))
        self._conditions.show_all(active_conditions(state.record))
        self._medications.show_all(current_medications(state.record))

    def show_fits(self, fits: tuple[Fit, ...] | None, chosen: Callable[[str], None]) -> None:
        """Fill the menu: models that fit first, the others with the reason why not. None: still being asked."""
        menu = self.predict.menu()
        menu.clear()
        if fits is None:
            menu.addAction(tr("Asking the models…")).setEnabled(False)
            return
        if not fits:
            menu.addAction(tr("No model is on the shelf. Models are installed or trained in their rooms.")).setEnabled(
                False
            )
            return
        for fit in sorted(fits, key=lambda f: not f.fits):
            menu.addAction(self._action(menu, fit, chosen))

    def _action(self, menu: QMenu, fit: Fit, chosen: Callable[[str], None]) -> QAction:
        card_ = fit.model.card
        name = f"{tr_english(card_.name)}  {card_.version}".replace("&", "&&")
        action = QAction(name if fit.fits else f"{name}  \N{EM DASH}  {tr(fit.reason)}", menu)
        action.setEnabled(fit.fits)
        action.setToolTip(tr_english(card_.intended_use) if fit.fits else tr(fit.reason))
        if fit.fits:
            action.setIcon(self._theme.icon("predict", "model"))
            action.triggered.connect(lambda: chosen(card_.id))
        return action


class Summary(QFrame):
    """A short list under a heading; it scrolls when there is more than fits."""

    def __init__(self, theme: Theme, title: str, none: str) -> None:
        super().__init__()
        self._theme = theme
        self._none = none
        self._count = label("", "small")
        self._lines = column(gap=2)
        held = QWidget()
        held.setLayout(column(self._lines, None, margins=(0, 0, 6, 0)))
        body = column(row(label(title, "section"), None, self._count), scrolling(held), gap=4, margins=(12, 8, 6, 8))
        self.setLayout(body)
        self.setProperty("kind", "raised")

    def show_all(self, facts: tuple[Condition, ...] | tuple[Medication, ...]) -> None:
        empty_out(self._lines)
        self._count.setText(str(len(facts)) if facts else "")
        if not facts:
            self._lines.addWidget(label(self._none, "dim", wrap=True))
        for fact in facts:
            since = label(day(fact.at), "small")
            name = label(str(fact.code), wrap=True)
            name.setToolTip(" · ".join(part for part in (fact.code.code, getattr(fact, "dosage", "")) if part))
            line = row(name, since, gap=8)
            line.setStretch(0, 1)
            line.setAlignment(since, Qt.AlignmentFlag.AlignTop)
            self._lines.addLayout(line)
