"""The findings room: what models answered and what people say, of the open patient."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QWidget

from app.domain.codes import Coding
from app.domain.finding import Finding, Status
from app.domain.patient import Changes, Patient
from app.domain.prediction import Prediction
from app.domain.words import Phrase, say
from app.domain.work import Report
from app.services import identity
from app.services.explaining import Explained
from app.services.workstation import Workstation
from app.ui import files
from app.ui.findings.panes import FindingsPane, PredictionsPane
from app.ui.findings.state import FindingsState, coding_for
from app.ui.language import tr, tr_count
from app.ui.qt.form import column
from app.ui.qt.panels import EmptyState, PageHead
from app.ui.room import Shell

_SHOWN_NOUNS = frozenset(("prediction", "finding", "model"))


class View(QWidget):
    """Predictions on the left, findings on the right."""

    def __init__(self, workstation: Workstation, shell: Shell, choose_target: files.Chooser = files.to_write) -> None:
        super().__init__()
        self._choose_target = choose_target
        self._workstation = workstation
        self._shell = shell
        self._shown_patient = ""
        self._is_stale = False
        self.state = FindingsState()
        self.head = PageHead(tr("Findings and predictions"), " ")
        self.cards = PredictionsPane(shell)
        self.findings = FindingsPane(shell.theme)
        chosen = self.findings.chosen
        for control, verb in (
            (self.findings.keep, "draft finding"),
            (chosen.confirm, "mark finding confirmed"),
            (chosen.reject, "mark finding rejected"),
            (chosen.keep_note, "mark finding draft"),
        ):
            shell.for_role(control, verb)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nobody())
        self._stack.addWidget(self._somebody())
        self._connect()
        self.show_patient(shell.patient)

    def _nobody(self) -> QWidget:
        return EmptyState(
            self._shell.theme,
            "findings",
            tr("No patient is open"),
            tr(
                "Here the answers of models stand beside what people say of them: confirmed, rejected or still a "
                "draft. Choose a patient in the worklist to see theirs."
            ),
            tr("Open the worklist"),
            lambda: self._shell.go("worklist"),
        )

    def _somebody(self) -> QWidget:
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(self.cards)
        sides.addWidget(self.findings)
        sides.setStretchFactor(0, 3)
        sides.setStretchFactor(1, 2)
        sides.setSizes([800, 520])
        sides.setChildrenCollapsible(False)
        self.findings.setProperty("kind", "surface")
        self.findings.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        held = QWidget()
        layout = column(self.head, sides, gap=0)
        layout.setStretch(1, 1)
        held.setLayout(layout)
        return held

    def _connect(self) -> None:
        self._shell.patient_opened.connect(self._patient_opened)
        self._shell.news.connect(self._hear)
        self.cards.judged.connect(self.judge)
        self.cards.explained_wanted.connect(self.explain)
        self.cards.export_wanted.connect(self._ask_where)
        self.findings.narrowed.connect(self._narrow)
        self.findings.marked.connect(self.mark)
        self.findings.drafted.connect(self.draft)

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
        """Read what was predicted and found about the patient; None shows the empty room."""
        self._is_stale = False
        self._shown_patient = patient.id if patient else ""
        if patient is None:
            self._stack.setCurrentIndex(0)
            return
        ws, status, in_viewer = self._workstation, self.state.status, self._shell.series

        def read(_: Report) -> FindingsState:
            me = ws.principal
            # the viewer may still hold a series of the patient that was open before
            theirs = in_viewer and any(s.uid == in_viewer for s in ws.worklist.series(me, patient=patient.id))
            return FindingsState(
                patient,
                in_viewer if theirs else "",
                ws.predicting.predictions(me, patient=patient.id),
                ws.findings.findings(me, patient=patient.id),
                tuple(shelved.card for shelved in ws.model_shelf.models(me)),
                status,
            )

        self._shell.run_job(say("Read findings and predictions"), read, self._show, quiet=True, owner=self)

    def _show(self, state: FindingsState) -> None:
        if state.patient is None or state.patient.id != self._shown_patient:
            return  # another patient was opened meanwhile
        self.state = state
        name = identity.person_name(state.patient.name) or tr("Name not known")
        answers = tr_count(len(state.predictions), "{n} prediction", "{n} predictions")
        found = tr_count(len(state.findings), "{n} finding", "{n} findings")
        self.head.say(f"{name}  ·  {answers}  ·  {found}")
        self.cards.show_state(state)
        for card in self.cards.cards:
            self._shell.for_role(card.confirm, "mark finding confirmed")
            self._shell.for_role(card.reject, "mark finding rejected")
            if card.prediction.about.kind != "row":
                self._shell.for_role(card.explain, "explain")
                self._shell.for_role(card.export, "export explanation")
        self.findings.show_state(state)
        self._stack.setCurrentIndex(1)

    def _hear(self, changes: Changes) -> None:
        if not self._shown_patient or not (changes.nouns() & _SHOWN_NOUNS):
            return
        if self.isVisible():
            self.show_patient(self._shell.patient)
        else:
            self._is_stale = True

    def _narrow(self, status: Status | None) -> None:
        self.state = replace(self.state, status=status)
        self.findings.show_state(self.state)

    # --- deeds ----------------------------------------------------------------------------------------------------

    def judge(self, prediction: Prediction, status: Status, note: str) -> None:
        """Keep a person's word on a prediction as a finding of theirs."""
        ws, patient = self._workstation, self._shown_patient
        series = prediction.about.id if prediction.about.kind == "series" else ""

        def keep(_: Report) -> Finding:
            drafted = ws.findings.draft(ws.principal, patient, series, coding_for(prediction), note)
            return ws.findings.mark(ws.principal, drafted.id, status, note)

        self._shell.run_job(say("Keep your word on a prediction"), keep, self._kept, quiet=True, owner=self)

    def explain(self, prediction: Prediction) -> None:
        """Ask the model again, part by part; what comes back is drawn on the card."""
        ws = self._workstation
        self._shell.run_job(
            say("Explain an answer"),
            lambda report: ws.explaining.explain(ws.principal, prediction, report),
            self.cards.show_explained,
            owner=self,
        )

    def _ask_where(self, explained: Explained) -> None:
        target = self._choose_target(self, tr("Export the explanation"), "aegle-explanation.html")
        if target is not None:
            self.export(explained, target)

    def export(self, explained: Explained, target: Path) -> None:
        """The same as a page, in the window's language."""
        ws, language = self._workstation, self._shell.language
        self._shell.run_job(
            say("Export an explanation"),
            lambda _: ws.explaining.write_one(ws.principal, explained, language, target),
            lambda _: self._shell.tell(say("The explanation was written.")),
            owner=self,
        )

    def draft(self, what: str, note: str, series: str) -> None:
        ws, patient = self._workstation, self._shown_patient
        self._shell.run_job(
            say("Draft a finding"),
            lambda _: ws.findings.draft(ws.principal, patient, series, Coding("", "", what), note),
            self._kept,
            quiet=True,
            owner=self,
        )

    def mark(self, finding: Finding, status: Status, note: str) -> None:
        ws = self._workstation
        self._shell.run_job(
            say("Mark a finding"),
            lambda _: ws.findings.mark(ws.principal, finding.id, status, note),
            self._kept,
            quiet=True,
            owner=self,
        )

    def _kept(self, finding: Finding) -> None:
        self._shell.tell(_KEPT[finding.status])


_KEPT: dict[Status, Phrase] = {
    "draft": say("Kept as a draft."),
    "confirmed": say("Confirmed."),
    "rejected": say("Rejected."),
}
