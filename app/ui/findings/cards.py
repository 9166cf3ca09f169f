"""A prediction as a card: marked as a model's word, with what it rests on and what a person says of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.figures import stamp
from app.domain.finding import Finding
from app.domain.prediction import Prediction
from app.services.explaining import Explained
from app.ui.explained import explained_parts
from app.ui.findings.bars import PushBars, ScoreBars
from app.ui.findings.state import STATUS_WORDS, PredictionCard
from app.ui.language import tr, tr_english
from app.ui.qt.form import button, column, empty_out, label, line, row, text_field
from app.ui.qt.panels import Banner
from app.ui.theme import Theme

STATUS_CHIPS = {"draft": "chip-warn", "confirmed": "chip-good", "rejected": "chip-bad"}
_FIRST = 8


class CardView(QFrame):
    """``judged(prediction, status, note)`` when a person confirms or rejects it."""

    judged = Signal(object, str, str)
    explained_wanted = Signal(object)
    export_wanted = Signal(object)

    def __init__(self, theme: Theme, card: PredictionCard) -> None:
        super().__init__()
        self._theme = theme
        self._card = card
        self.prediction: Prediction = card.prediction
        self.setProperty("kind", "card-model")
        parts: list[QWidget | QVBoxLayout | int | None] = [self._head(), self._answer()]
        if card.at_threshold.text:
            parts.append(label(tr(card.at_threshold), "small", wrap=True))
        parts += [Banner(theme, tr_english(warning), "warn") for warning in card.prediction.warnings]
        if card.pushes:
            parts.append(self._pushes())
        if card.prediction.about.kind != "row":
            parts.append(self._explanation())
        parts += [self._verdict(), self._provenance()]
        self.setLayout(column(*parts, gap=10, margins=(18, 14, 18, 12)))

    def _head(self) -> QWidget:
        card = self._card
        picture = QLabel()
        picture.setPixmap(self._theme.picture("predict", 18, "model"))
        title = label(tr_english(card.title), "heading", wrap=True)
        version = label(tr("version {version}", version=card.version) if card.version else "", "small")
        held = QWidget()
        mark = label(tr("Model"), "chip-model")
        top = row(picture, title, version, mark, gap=8)
        top.setStretch(1, 1)
        for part in (picture, version, mark):
            top.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        below = label(f"{tr(card.about)}  ·  {stamp(card.prediction.made_at)}", "small", wrap=True)
        held.setLayout(column(top, below, gap=2))
        return held

    def _answer(self) -> QWidget:
        held = QWidget()
        words = self._card.decision
        if words and not self._card.is_decided:
            words = tr("Likeliest: {name}", name=words)
        decision = label(words, "decision", wrap=True, selectable=True)
        decision.setAccessibleName(tr("Decision of the model"))
        parts = (decision,) if words else ()
        held.setLayout(column(*parts, ScoreBars(self._theme, self._card.bars), gap=6))
        return held

    def _pushes(self) -> QWidget:
        pushes = self._card.pushes
        towards = self._card.pushes_towards
        words = (
            tr("What moved the answer: to the right towards {name}, to the left away from it", name=towards)
            if towards
            else tr("What moved the answer: to the right for it, to the left against it")
        )
        head = label(words, "section", wrap=True)
        first = PushBars(self._theme, pushes[:_FIRST])
        held = QWidget()
        layout = column(head, first, gap=4)
        held.setLayout(layout)
        if len(pushes) > _FIRST:
            rest = PushBars(self._theme, pushes[_FIRST:])
            rest.hide()
            layout.addWidget(rest)
            more = tr("Show all {n} inputs", n=len(pushes))
            layout.addLayout(row(_toggle(rest, more, tr("Show fewer inputs")), None))
        return held

    def _explanation(self) -> QWidget:
        """A place for what the answer hangs on; the model is asked when a person wants to know."""
        self.explain = button(
            tr("Why this answer?"), lambda: self.explained_wanted.emit(self.prediction),
            icon=self._theme.icon("search", "text"),
        )  # fmt: skip
        self.export = button(tr("Export the explanation…"), lambda: self.export_wanted.emit(self._explained))
        self.export.hide()
        self._explained: Explained | None = None
        self._why = column(gap=8)
        held = QWidget()
        held.setLayout(column(row(self.explain, self.export, None), self._why, gap=8))
        return held

    def show_explained(self, explained: Explained) -> None:
        self._explained = explained
        empty_out(self._why)
        for part in explained_parts(self._theme, explained.case):
            self._why.addWidget(part)
        self.export.show()

    def _verdict(self) -> QWidget:
        verdict = self._card.verdict
        note = text_field(verdict.note if verdict else "", tr("Note (why, or what else was seen)"))
        note.setAccessibleName(tr("Note on the prediction"))
        self.note = note
        self.confirm = button(tr("Confirm"), lambda: self._judge("confirmed"), icon=self._theme.icon("check", "good"))
        self.reject = button(tr("Reject"), lambda: self._judge("rejected"), icon=self._theme.icon("close", "bad"))
        held = QWidget()
        words = column(line(), row(label(tr("Your word on it"), "section"), None, *_said(verdict)), gap=8)
        words.addLayout(row(note, self.confirm, self.reject))
        held.setLayout(words)
        return held

    def _judge(self, status: str) -> None:
        self.judged.emit(self._card.prediction, status, self.note.text().strip())

    def _provenance(self) -> QWidget:
        inside = QFrame()
        inside.setProperty("kind", "raised")
        grid = QGridLayout(inside)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        for at, (words, value) in enumerate(self._card.provenance):
            grid.addWidget(label(tr(words), "small"), at, 0, Qt.AlignmentFlag.AlignTop)
            shown = tr_english(value) if words.text == "Why this device" else value
            grid.addWidget(label(shown, "small", wrap=True, selectable=True), at, 1)
        inside.hide()
        held = QWidget()
        opener = _toggle(inside, tr("Provenance"), tr("Hide the provenance"))
        self.provenance = opener
        held.setLayout(column(row(opener, None), inside, gap=4))
        return held


def _said(verdict: Finding | None) -> tuple[QWidget, ...]:
    if verdict is None:
        return (label(tr("not yet judged"), "small"),)
    by = label(tr("by {user}, {at}", user=verdict.by.name, at=stamp(verdict.at)), "small")
    return (by, label(tr(STATUS_WORDS[verdict.status]), STATUS_CHIPS[verdict.status]))


def _toggle(hidden: QWidget, shows: str, hides: str) -> QPushButton:
    """A link that shows and hides something."""

    def turn() -> None:
        is_shown = hidden.isHidden()
        hidden.setVisible(is_shown)
        opener.setText(hides if is_shown else shows)

    opener = button(shows, turn, "link")
    return opener
