"""The two sides of the findings room: the cards of predictions, and the list of findings."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QFrame, QPlainTextEdit, QPushButton, QStackedLayout, QWidget

from app.domain.figures import stamp
from app.domain.finding import Finding, Status
from app.services.explaining import Explained
from app.ui.findings.cards import STATUS_CHIPS, CardView
from app.ui.findings.state import STATUS_WORDS, FindingsState
from app.ui.language import tr
from app.ui.qt.flow import Flow
from app.ui.qt.form import button, column, empty_out, enable, label, line, row, set_kind, text_field
from app.ui.qt.panels import EmptyState, scrolling
from app.ui.qt.table import Column, RowsModel, Table
from app.ui.room import Shell
from app.ui.theme import Theme


class PredictionsPane(QWidget):
    """The cards, newest first. ``judged(prediction, status, note)`` passes on a person's word."""

    judged = Signal(object, str, str)
    explained_wanted = Signal(object)
    export_wanted = Signal(object)

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

    def show_explained(self, explained: Explained) -> None:
        for card in self.cards:
            if card.prediction.id == explained.prediction.id:
                card.show_explained(explained)

    def show_state(self, state: FindingsState) -> None:
        empty_out(self._list)
        self.cards = tuple(CardView(self._theme, card) for card in state.prediction_cards())
        for card in self.cards:
            card.judged.connect(self.judged)
            card.explained_wanted.connect(self.explained_wanted)
            card.export_wanted.connect(self.export_wanted)
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
            Column(tr("At"), lambda f: stamp(f.at), key=lambda f: f.at, width=self._theme.px(126)),
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
        who = tr("by {user}, {at}", user=finding.by.name, at=stamp(finding.at))
        self._by.setText(f"{who}  ·  {tr('series {uid}', uid=finding.series)}" if finding.series else who)
        self._status.setText(tr(STATUS_WORDS[finding.status]))
        set_kind(self._status, STATUS_CHIPS[finding.status])
        self.note.setPlainText(finding.note)
        enable(self.confirm, finding.status != "confirmed", tr("It is confirmed already."))
        enable(self.reject, finding.status != "rejected", tr("It is rejected already."))

    def _mark(self, status: str) -> None:
        if self.finding is not None:
            self.marked.emit(self.finding, status or self.finding.status, self.note.toPlainText().strip())
