"""The record room: who the patient is, what happened when, the numbers in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QWidget

from app.domain.patient import Changes, Patient
from app.domain.prediction import Prediction, Subject
from app.domain.record import Observation
from app.domain.words import say
from app.services.timeline import NumericSeries
from app.services.workstation import Workstation
from app.ui import files
from app.ui.deleting import delete_patient
from app.ui.language import tr
from app.ui.qt.form import column
from app.ui.qt.panels import EmptyState
from app.ui.record.details import DetailsPane
from app.ui.record.header import Header
from app.ui.record.plots import PlotsPane
from app.ui.record.state import RecordState, open_record
from app.ui.record.timeline import TimelinePane
from app.ui.room import Shell

# nouns whose change may alter what this room shows
_SHOWN_NOUNS = frozenset(("fact", "study", "series"))


@dataclass(frozen=True, slots=True)
class _Read:
    """What one look into the vault brings; made in the job, as a long record takes a second to lay out."""

    state: RecordState
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
        shell.for_role(self.header.predict, "predict")
        shell.for_role(self.header.pdf, "export report")
        shell.for_role(self.header.delete, "delete patient")
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
        self.header.delete.clicked.connect(lambda: self.delete_patient())
        self.header.predict.menu().aboutToShow.connect(self._offer_models)

    def delete_patient(self) -> None:
        """Ask, then delete the patient whose record this is."""
        if self._shell.patient is not None:
            delete_patient(self._shell, self, self._shell.patient)

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
                open_record(ws.timeline.open(ws.principal, patient.id)),
                ws.timeline.numeric_series(ws.principal, patient.id),
            ),
            self._show,
            quiet=True,
            owner=self,
        )

    def _show(self, read: _Read) -> None:
        if read.state.record.patient.id != self._shown_patient:
            return  # another patient was opened meanwhile
        before = self.state
        self.state = read.state
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
