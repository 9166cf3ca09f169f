"""The findings room: what models answered and what people say, of the open patient."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QPlainTextEdit, QPushButton, QSplitter, QStackedLayout, QWidget

from app.domain.codes import Coding
from app.domain.finding import Finding, Status
from app.domain.patient import Changes, Patient
from app.domain.prediction import Prediction
from app.domain.words import Phrase, say
from app.domain.work import Report
from app.services.workstation import Workstation
from app.ui import identity
from app.ui.figures import moment
from app.ui.findings.cards import STATUS_CHIPS, CardView
from app.ui.findings.state import STATUS_WORDS, FindingsState, coding_for
from app.ui.language import tr, tr_count
from app.ui.qt.flow import Flow
from app.ui.qt.form import button, column, empty_out, enable, label, line, row, set_kind, text_field
from app.ui.qt.panels import EmptyState, PageHead, scrolling
from app.ui.qt.table import Column, RowsModel, Table
from app.ui.room import Shell
from app.ui.theme import Theme

_SHOWN_NOUNS = frozenset(("prediction", "finding", "patient", "model"))


class View(QWidget):
    """Predictions on the left, findings on the right."""

    def __init__(self, workstation: Workstation, shell: Shell) -> None:
        super().__init__()
        self._workstation = workstation
        self._shell = shell
        self._shown_patient = ""
        self._is_stale = False
        self.state = FindingsState()
        self.head = PageHead(tr("Findings and predictions"), " ")
        self.cards = PredictionsPane(shell)
        self.findings = FindingsPane(shell.theme)
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
        ws, status = self._workstation, self.state.status

        def read(_: Report) -> FindingsState:
            me = ws.principal
            return FindingsState(
                patient,
                self._shell.series,
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


class PredictionsPane(QWidget):
    """The cards, newest first. ``judged(prediction, status, note)`` passes on a person's word."""

    judged = Signal(object, str, str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._theme = shell.theme
        self.cards: tuple[CardView, ...] = ()
        self._list = column(gap=12)
        empty = EmptyState(
            shell.theme,
            "predict",
            tr("No model has answered yet"),
            tr("Press Predict in the record or in the viewer: the models that fit this patient are offered there."),
            tr("Open the record"),
            lambda: shell.go("record"),
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(empty)
        self._stack.addWidget(scrolling(column(self._list, None, margins=(20, 16, 20, 16))))

    def show_state(self, state: FindingsState) -> None:
        empty_out(self._list)
        self.cards = tuple(CardView(self._theme, card) for card in state.prediction_cards())
        for card in self.cards:
            card.judged.connect(self.judged)
            self._list.addWidget(card)
        self._stack.setCurrentIndex(1 if self.cards else 0)


class FindingsPane(QWidget):
    """Findings of people and models in a table; the chosen one can be judged, and a new one drafted."""

    narrowed = Signal(object)
    marked = Signal(object, str, str)
    drafted = Signal(str, str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._series = ""
        self._chips: dict[Status | None, QPushButton] = {one: self._chip(one) for one in (None, *STATUS_WORDS)}
        self.model = RowsModel[Finding](self._columns())
        self.table = Table(self.model, tr("Findings of the patient"), row_height=theme.px(30))
        self.table.chosen.connect(self._choose)
        self._none = label("", "dim", wrap=True)
        self.chosen = ChosenFinding(theme)
        self.chosen.marked.connect(self.marked)
        layout = column(
            label(tr("Findings"), "section"),
            Flow(*self._chips.values()),
            self._none,
            self.table,
            self.chosen,
            line(),
            self._draft_form(),
            gap=10,
            margins=(20, 14, 20, 14),
        )
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _chip(self, status: Status | None) -> QPushButton:
        chip = button("", lambda: self.narrowed.emit(status), "filter")
        chip.setCheckable(True)
        return chip

    def _columns(self) -> tuple[Column[Finding], ...]:
        tokens = self._theme.tokens
        colours = {"draft": tokens.warn, "confirmed": tokens.good, "rejected": tokens.bad}
        return (
            Column(
                tr("Status"),
                lambda f: tr(STATUS_WORDS[f.status]),
                width=self._theme.px(104),
                colour=lambda f: QColor(colours[f.status]),
            ),
            Column(
                tr("Finding"),
                lambda f: str(f.code),
                wide=True,
                icon=lambda f: self._theme.icon("predict", "model") if f.by.kind == "model" else None,
            ),
            Column(tr("By"), lambda f: f.by.name, width=self._theme.px(84)),
            Column(tr("At"), lambda f: moment(f.at), key=lambda f: f.at, width=self._theme.px(126)),
        )

    def _draft_form(self) -> QWidget:
        self.what = text_field(placeholder=tr("for example: nodule, right upper lobe, 8 mm"))
        self.what.setAccessibleName(tr("What was found"))
        self.note = text_field(placeholder=tr("Note (optional)"))
        self.note.setAccessibleName(tr("Note on the new finding"))
        self.keep = button(tr("Keep as draft"), self._draft, icon=self._theme.icon("plus", "text"))
        self._where = QCheckBox(tr("about the series open in the viewer"))
        self.what.textChanged.connect(lambda _: self._weigh())
        self.what.returnPressed.connect(self._draft)
        held = QWidget()
        held.setLayout(
            column(label(tr("New finding"), "section"), self.what, row(self.note, self.keep), self._where, gap=8)
        )
        self._weigh()
        return held

    def _weigh(self) -> None:
        enable(self.keep, bool(self.what.text().strip()), tr("Write first what was found."))

    def _draft(self) -> None:
        what = self.what.text().strip()
        if what:
            series = self._series if self._where.isChecked() else ""
            self.drafted.emit(what, self.note.text().strip(), series)
            self.what.clear()
            self.note.clear()

    def show_state(self, state: FindingsState) -> None:
        counts = state.counts()
        for status, chip in self._chips.items():
            words = tr(STATUS_WORDS[status]) if status else tr("All")
            chip.setText(f"{words} {counts[status] if status else len(state.findings)}")
            chip.setChecked(status == state.status)
        self._series = state.series
        self._where.setVisible(bool(state.series))
        kept = self.table.current()
        shown = state.shown_findings()
        self.model.set_rows(shown)
        self.table.setVisible(bool(shown))
        self._none.setVisible(not shown)
        self._none.setText(
            tr("No finding has this status.") if state.findings else tr("Nothing has been found or noted yet.")
        )
        if not (kept is not None and self.table.choose(lambda f: f.id == kept.id)):
            self.chosen.show_finding(None)

    def _choose(self, finding: Finding | None) -> None:
        self.chosen.show_finding(finding)


class ChosenFinding(QFrame):
    """The chosen finding in full, with what can be done to it."""

    marked = Signal(object, str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "raised")
        self.finding: Finding | None = None
        self._title = label("", "heading", wrap=True, selectable=True)
        self._by = label("", "small", wrap=True)
        self._status = label("", "chip")
        self.note = QPlainTextEdit()
        self.note.setPlaceholderText(tr("Note"))
        self.note.setAccessibleName(tr("Note on the finding"))
        self.note.setFixedHeight(theme.px(64))
        self.note.setTabChangesFocus(True)
        self.confirm = button(tr("Confirm"), lambda: self._mark("confirmed"), icon=theme.icon("check", "good"))
        self.reject = button(tr("Reject"), lambda: self._mark("rejected"), icon=theme.icon("close", "bad"))
        self.keep_note = button(tr("Keep the note"), lambda: self._mark(""), "quiet")
        head = row(self._title, self._status)
        head.setStretch(0, 1)
        head.setAlignment(self._status, Qt.AlignmentFlag.AlignTop)
        deeds = row(self.confirm, self.reject, None, self.keep_note)
        self.setLayout(column(head, self._by, self.note, deeds, gap=8, margins=(14, 10, 14, 10)))
        self.hide()

    def show_finding(self, finding: Finding | None) -> None:
        self.finding = finding
        self.setVisible(finding is not None)
        if finding is None:
            return
        self._title.setText(str(finding.code))
        who = tr("by {user}, {at}", user=finding.by.name, at=moment(finding.at))
        self._by.setText(f"{who}  ·  {tr('series {uid}', uid=finding.series)}" if finding.series else who)
        self._status.setText(tr(STATUS_WORDS[finding.status]))
        set_kind(self._status, STATUS_CHIPS[finding.status])
        self.note.setPlainText(finding.note)
        enable(self.confirm, finding.status != "confirmed", tr("It is confirmed already."))
        enable(self.reject, finding.status != "rejected", tr("It is rejected already."))

    def _mark(self, status: str) -> None:
        if self.finding is not None:
            self.marked.emit(self.finding, status or self.finding.status, self.note.toPlainText().strip())
