"""The record room: who the patient is, what happened when, the numbers in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QFrame, QListView, QMenu, QPushButton, QSplitter, QStackedLayout, QWidget

from app.domain.patient import Changes, Patient
from app.domain.prediction import Prediction, Subject
from app.domain.record import Condition, Medication, Observation
from app.domain.words import say
from app.services.predicting import Fit
from app.services.timeline import NumericSeries, PatientRecord
from app.services.workstation import Workstation
from app.ui import files, identity
from app.ui.figures import day
from app.ui.language import tr, tr_count
from app.ui.qt.flow import Flow
from app.ui.qt.form import button, column, empty_out, enable, label, row, text_field
from app.ui.qt.panels import EmptyState, scrolling
from app.ui.record.details import DetailsPane
from app.ui.record.model import TimelineDelegate, TimelineModel
from app.ui.record.plots import PlotsPane
from app.ui.record.state import (
    KINDS,
    RecordState,
    active_conditions,
    current_medications,
    open_record,
)
from app.ui.room import Shell
from app.ui.theme import Theme

# nouns whose change may alter what this room shows
_SHOWN_NOUNS = frozenset(("patient", "record", "fact", "study", "series", "instance"))


@dataclass(frozen=True, slots=True)
class _Read:
    """What one look into the vault brings for this room."""

    record: PatientRecord
    series: tuple[NumericSeries, ...]


class View(QWidget):
    """The record of the open patient, or the way to the worklist when none is open."""

    def __init__(self, workstation: Workstation, shell: Shell, choose_target: files.Chooser = files.to_write) -> None:
        super().__init__()
        self._workstation = workstation
        self._shell = shell
        self._choose_target = choose_target
        self._shown_patient = ""
        self._is_stale = False
        self.state: RecordState | None = None
        self.header = Header(shell.theme)
        self.timeline = TimelinePane(shell.theme)
        self.details = DetailsPane(shell.theme)
        self.plots = PlotsPane(shell.theme)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nobody())
        self._stack.addWidget(self._somebody())
        self._connect()
        self.show_patient(shell.patient)

    # --- parts ----------------------------------------------------------------------------------------------------

    def _nobody(self) -> QWidget:
        return EmptyState(
            self._shell.theme,
            "record",
            tr("No patient is open"),
            tr(
                "The record shows encounters, conditions, medications, observations, reports and imaging of one "
                "patient in time. Choose a patient in the worklist to see theirs."
            ),
            tr("Open the worklist"),
            lambda: self._shell.go("worklist"),
        )

    def _somebody(self) -> QWidget:
        sides = QSplitter(Qt.Orientation.Horizontal)
        for pane, stretch, width in ((self.timeline, 5, 600), (self.details, 3, 340), (self.plots, 4, 420)):
            sides.addWidget(pane)
            sides.setStretchFactor(sides.count() - 1, stretch)
            pane.setMinimumWidth(width // 2)
        sides.setSizes([600, 340, 420])
        sides.setChildrenCollapsible(False)
        for pane in (self.timeline, self.details, self.plots):
            pane.setProperty("kind", "surface")
            pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        held = QWidget()
        layout = column(self.header, sides, gap=0)
        layout.setStretch(1, 1)
        held.setLayout(layout)
        return held

    def _connect(self) -> None:
        self._shell.patient_opened.connect(self._patient_opened)
        self._shell.news.connect(self._hear)
        self.timeline.chosen.connect(self._show_entry)
        self.timeline.opened.connect(self._open_entry)
        self.details.series_opened.connect(self._shell.open_series)
        self.header.pdf.clicked.connect(lambda: self.write_pdf())
        self.header.predict.menu().aboutToShow.connect(self._offer_models)

    # --- which patient --------------------------------------------------------------------------------------------

    def _patient_opened(self, patient: Patient | None) -> None:
        if self.isVisible() or patient is None:
            self.show_patient(patient)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        patient = self._shell.patient
        if (patient.id if patient else "") != self._shown_patient or self._is_stale:
            self.show_patient(patient)

    def show_patient(self, patient: Patient | None) -> None:
        """Read the patient's record and show it; None shows the empty room."""
        self._is_stale = False
        if patient is None:
            self._shown_patient, self.state = "", None
            self._stack.setCurrentIndex(0)
            return
        self._shown_patient = patient.id
        ws = self._workstation
        self._shell.run_job(
            say("Read the record"),
            lambda _: _Read(
                ws.timeline.open(ws.principal, patient.id), ws.timeline.numeric_series(ws.principal, patient.id)
            ),
            self._show,
            quiet=True,
            owner=self,
        )

    def _show(self, read: _Read) -> None:
        if read.record.patient.id != self._shown_patient:
            return  # another patient was opened meanwhile
        before = self.state
        self.state = open_record(read.record)
        if before is not None and before.record.patient.id == self._shown_patient:
            self.state = self.state.searched(before.text)
        self.header.show_record(self.state)
        self.details.show_nothing()
        self.plots.show_all(read.series)
        self.timeline.show_state(self.state)
        self._stack.setCurrentIndex(1)

    def _hear(self, changes: Changes) -> None:
        if not self._shown_patient or not (changes.nouns() & _SHOWN_NOUNS):
            return
        about = changes.ids("patient")
        if about and self._shown_patient not in about:
            return
        if self.isVisible():
            self.show_patient(self._shell.patient)
        else:
            self._is_stale = True

    # --- one entry ------------------------------------------------------------------------------------------------

    def _show_entry(self, index: QModelIndex) -> None:
        entry = self.timeline.model.entry(index)
        if entry is None or self.state is None:
            self.details.show_nothing()
            return
        self.details.show_entry(entry, self.state.record)
        if entry.kind == "imaging":
            self._read_series(entry.fact.study.uid)  # type: ignore[union-attr]  # imaging entries hold a StudyRow
        elif isinstance(entry.fact, Observation):
            unit = getattr(entry.fact.value, "unit", "")
            self.plots.choose_code(entry.fact.code.code, unit)

    def _open_entry(self, index: QModelIndex) -> None:
        """Enter or double click: a study goes to the viewer, its first series with pictures."""
        entry = self.timeline.model.entry(index)
        if entry is not None and entry.kind == "imaging":
            ws, uid = self._workstation, entry.fact.study.uid  # type: ignore[union-attr]
            self._shell.run_job(
                say("Read the series of the study"),
                lambda _: ws.worklist.series(ws.principal, study=uid),
                lambda found: self._shell.open_series(found[0].uid) if found else None,
                quiet=True,
                owner=self,
            )

    def _read_series(self, study: str) -> None:
        ws = self._workstation
        self._shell.run_job(
            say("Read the series of the study"),
            lambda _: (study, ws.worklist.series(ws.principal, study=study)),
            lambda found: self._show_series(*found),
            quiet=True,
            owner=self,
        )

    def _show_series(self, study: str, series: tuple) -> None:  # type: ignore[type-arg]
        entry = self.details.entry
        if entry is not None and entry.key == f"imaging:{study}":
            self.details.show_series(series)

    # --- deeds ----------------------------------------------------------------------------------------------------

    def _offer_models(self) -> None:
        """Ask which models fit this patient; the menu says at once that it is being asked."""
        if not self._shown_patient:
            return
        self.header.show_fits(None, self.predict)
        ws, about = self._workstation, Subject("patient", self._shown_patient)
        self._shell.run_job(
            say("Ask which models fit"),
            lambda _: ws.predicting.fitting(ws.principal, about),
            lambda fits: self.header.show_fits(fits, self.predict),
            quiet=True,
            owner=self,
        )

    def predict(self, model: str) -> None:
        """Ask a model about the open patient; the answer is shown among the findings."""
        ws, about = self._workstation, Subject("patient", self._shown_patient)
        self._shell.run_job(
            say("Predict"),
            lambda report: ws.predicting.predict(ws.principal, model, about, report),
            self._predicted,
            owner=self,
        )

    def _predicted(self, prediction: Prediction) -> None:
        self._shell.tell(say("{model} has answered.", model=prediction.model_name))
        if prediction.patient == self._shown_patient and self.isVisible():
            self._shell.go("findings")

    def write_pdf(self) -> None:
        """Ask where to, then write the report about the open patient."""
        patient = self._shown_patient
        if not patient:
            return
        # no name or number of the patient in a file name: it shows in folders and histories
        suggested = f"aegle-report-{date.today():%Y-%m-%d}.pdf"
        target = self._choose_target(self, tr("Write the report as PDF"), suggested)
        if target is None:
            return
        ws, language = self._workstation, self._shell.language
        self._shell.run_job(
            say("Write the PDF report"),
            lambda report: ws.reporting.write_pdf(ws.principal, patient, language, target, report),
            lambda _: self._written(target),
            owner=self,
        )

    def _written(self, target: Path) -> None:
        self._shell.tell(say("The report was written to {file}.", file=target.name))


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
        self._conditions = Summary(theme, tr("Active conditions"), tr("None is recorded as active."))
        self._medications = Summary(theme, tr("Current medications"), tr("None is recorded as current."))
        deeds = row(self.predict, self.pdf, 4, self._counts, None)
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

    def show_fits(self, fits: tuple[Fit, ...] | None, chosen: object) -> None:
        """Fill the menu: models that fit first, the others with the reason why not. None: still being asked."""
        menu = self.predict.menu()
        menu.clear()
        if fits is None:
            menu.addAction(tr("Asking the models …")).setEnabled(False)
            return
        if not fits:
            menu.addAction(tr("No model is on the shelf. Models are installed or trained in their rooms.")).setEnabled(
                False
            )
            return
        for fit in sorted(fits, key=lambda f: not f.fits):
            menu.addAction(self._action(menu, fit, chosen))

    def _action(self, menu: QMenu, fit: Fit, chosen: object) -> QAction:
        card_ = fit.model.card
        name = f"{card_.name}  {card_.version}".replace("&", "&&")
        action = QAction(name if fit.fits else f"{name}  \N{EM DASH}  {tr(fit.reason)}", menu)
        action.setEnabled(fit.fits)
        action.setToolTip(card_.intended_use if fit.fits else tr(fit.reason))
        if fit.fits:
            action.setIcon(self._theme.icon("predict", "model"))
            action.triggered.connect(lambda: chosen(card_.id))  # type: ignore[operator]
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


class TimelinePane(QWidget):
    """Filters above, the timeline below. Chips narrow by kind, words by text."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.state: RecordState | None = None
        self.search = text_field(placeholder=tr("Search the record: words, codes, values, dates"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.all = self._chip("")
        self.chips = {kind: self._chip(kind) for kind, _ in KINDS}
        self.model = TimelineModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(TimelineDelegate(theme))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(tr("Timeline of the record"))
        self.chosen = self.list.selectionModel().currentChanged
        self.opened = self.list.activated
        self.empty = label("", "dim", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        flow = Flow(self.all, *self.chips.values(), gap=6)
        head = column(self.search, flow, gap=8, margins=(16, 12, 16, 10))
        layout = column(head, self.empty, self.list, gap=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _chip(self, kind: str) -> QPushButton:
        chip = button("", lambda: self._toggle(kind), "filter")
        chip.setCheckable(True)
        return chip

    def show_state(self, state: RecordState) -> None:
        """Show a record from its newest entry."""
        self.state = state
        if self.search.text() != state.text:
            self.search.setText(state.text)
        self._refresh()
        self.list.scrollToTop()

    def _search(self, text: str) -> None:
        if self.state is not None:
            self.state = self.state.searched(text)
            self._refresh()

    def _toggle(self, kind: str) -> None:
        if self.state is not None:
            self.state = self.state.toggled(kind) if kind else self.state.with_every_kind()
            self._refresh()

    def _refresh(self) -> None:
        if self.state is None:
            return
        current = self.model.entry(self.list.currentIndex())
        self.model.set_rows(self.state.rows())
        self._label_chips(self.state)
        at = self.model.row_of(current.key) if current is not None else -1
        if at < 0:
            at = self.model.first_entry()
        if at >= 0:
            self.list.setCurrentIndex(self.model.index(at))
        self.empty.setVisible(at < 0)
        self.list.setVisible(at >= 0)
        self.empty.setText(
            tr("Nothing in this record matches the filter.")
            if self.state.entries
            else tr("Nothing is recorded for this patient yet.")
        )

    def _label_chips(self, state: RecordState) -> None:
        counts = state.counts()
        self.all.setText(tr("All {n}", n=sum(counts.values())))
        self.all.setChecked(not state.kinds)
        for kind, words in KINDS:
            chip = self.chips[kind]
            chip.setText(f"{tr(words)} {counts[kind]}")
            chip.setChecked(kind in state.kinds)
            is_there = any(entry.kind == kind for entry in state.entries)
            enable(chip, is_there, tr("The record holds none of these."))
