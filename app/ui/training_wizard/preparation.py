"""The wizard's fourth page: how the inputs are made ready, before and after, each with its reason."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.figures import number
from app.domain.words import NOTHING, Phrase, say
from app.features.preparing import Treatment
from app.services.training import Examined
from app.ui.language import tr
from app.ui.qt.form import Field, card, column, empty_out, label, row, set_kind, show_if
from app.ui.qt.panels import Banner, scrolling
from app.ui.qt.plot import Plot
from app.ui.training_wizard.desk import Desk, Page
from app.ui.training_wizard.state import WizardState
from app.ui.training_wizard.words import READS

_CHOICES: dict[str, Phrase] = {
    "": say("as proposed"),
    "number": say("as a number"),
    "category": say("as codes, each for itself"),
    "logarithm": say("with a logarithm"),
    "plain": say("without a logarithm"),
}


class PreparationPage(Page):
    """4: every input with what is done to it. All of it is fitted on training patients and travels in the model."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("How are the inputs prepared?"),
            tr("Proposed for each input with its reason; fitted on training patients only; part of the model."),
            lambda state: NOTHING if state.examined else say("The data are being checked."),
        )  # fmt: skip
        theme = desk.shell.theme
        self._facts = column(gap=8)
        self.names = QListWidget()
        self.names.setAccessibleName(tr("Inputs"))
        self.names.setFixedWidth(theme.px(270))
        self.names.currentRowChanged.connect(lambda _: self._show_one())
        self._title = label("", "heading", wrap=True)
        self._reasons, self._steps = label("", wrap=True), label("", wrap=True)
        self.choice = QComboBox()
        self.choice.activated.connect(lambda _: self._chosen())
        self._field = Field(tr("Read it"), self.choice, tr("Changed here, the data are checked again."))
        self._pictures = row(gap=12)
        self._shares = column(gap=3)
        right = column(
            self._title,
            label(tr("What was found"), "section"), self._reasons,
            label(tr("What is done"), "section"), self._steps,
            self._field, self._pictures, self._shares, None, gap=8, margins=(16, 12, 16, 12),
        )  # fmt: skip
        self._detail = card()
        QWidget().setLayout(self._detail.layout())  # type: ignore[arg-type]
        self._detail.setLayout(right)
        self._columns = QWidget()
        sides = row(self.names, scrolling(self._detail), gap=14)
        sides.setStretch(1, 1)
        self._columns.setLayout(sides)
        self._note = Banner(theme)
        self.add(self._note)
        self._facts_held = QWidget()
        self._facts_held.setLayout(self._facts)
        self.add(self._facts_held)
        self.add(self._columns, 1)
        self._room = QWidget()
        self.add(self._room, 1)
        self._shown: Examined | None = None

    def initializePage(self) -> None:  # noqa: N802 - Qt's name
        super().initializePage()
        self._ask()

    def _ask(self) -> None:
        wizard = self.wizard()
        if wizard is not None:
            wizard.checks.ask()  # type: ignore[attr-defined]

    def _one(self) -> Treatment | None:
        at = self.names.currentRow()
        found = self._shown.treatments if self._shown else ()
        return found[at] if 0 <= at < len(found) else None

    def _chosen(self) -> None:
        one = self._one()
        if one is not None:
            self.desk.put(self.desk.state.prepared(one.column, str(self.choice.currentData())))
            self._ask()

    # --- painting -------------------------------------------------------------------------------------------------

    def show_state(self, state: WizardState) -> None:
        examined = state.examined
        self._note.say("" if state.checked == state.question() else tr("The data are being checked."))
        if examined is None or examined is self._shown:
            return
        at, self._shown = max(0, self.names.currentRow()), examined
        self._show_facts(examined)
        show_if(self._columns, bool(examined.treatments))
        show_if(self._room, not examined.treatments)
        self.names.blockSignals(True)
        self.names.clear()
        for one in examined.treatments:
            item = QListWidgetItem(one.column)
            item.setToolTip(one.column)
            if one.choice:
                item.setText(f"{one.column}  ·  {tr(_CHOICES[one.choice])}")
            self.names.addItem(item)
        self.names.setCurrentRow(min(at, len(examined.treatments) - 1))
        self.names.blockSignals(False)
        self._show_one()

    def _show_facts(self, examined: Examined) -> None:
        empty_out(self._facts)
        for kind, sentences in examined.facts:
            title = tr(READS[kind]) if kind in READS else kind
            title = title[:1].upper() + title[1:]
            lines = [label(tr(one), wrap=True) for one in sentences]
            self._facts.addWidget(card(label(title, "strong"), *lines, gap=5))
        show_if(self._facts_held, bool(examined.facts))

    def _show_one(self) -> None:
        one = self._one()
        if one is None:
            return
        self._title.setText(one.column)
        self._reasons.setText("\n".join(tr(reason) for reason in one.reasons) or tr("Nothing out of the ordinary."))
        self._steps.setText("\n".join(f"{at}.  {tr(step)}" for at, step in enumerate(one.steps, 1)))
        self.choice.clear()
        for name in one.choices:
            self.choice.addItem(tr(_CHOICES[name]), name)
        if one.choice and one.choice not in one.choices:
            self.choice.addItem(tr(_CHOICES[one.choice]), one.choice)
        self.choice.setCurrentIndex(max(0, self.choice.findData(one.choice)))
        show_if(self._field, len(one.choices) > 1)
        self._draw(one)

    def _draw(self, one: Treatment) -> None:
        empty_out(self._pictures)
        empty_out(self._shares)
        if one.before:
            sides = (
                (tr("{column}, as it is given", column=one.column), one.before, "dim"),
                (tr("{column}, as the model reads it", column=one.column), one.after, "accent"),
            )
            for title, steps, role in sides:
                plot = Plot(self.desk.shell.theme, title, tr("Cases"))
                plot.steps(steps, role)
                plot.setFixedHeight(self.desk.shell.theme.px(190))
                self._pictures.addWidget(plot, 1)
        most = max((n for _, n in one.shares), default=1)
        for name, n in one.shares:
            self._shares.addLayout(self._share(name, n, most))

    def _share(self, name: str, n: int, most: int) -> QVBoxLayout:
        """A category with a bar as long as its share."""
        px = self.desk.shell.theme.px
        bar = QLabel()
        bar.setFixedSize(max(2, int(px(320) * n / most)), px(6))
        set_kind(bar, "bar-share")
        bar.setStyleSheet(f"background: {self.desk.shell.theme.tokens.accent}; border-radius: 3px")
        words = row(label(name), label(number(n), "dim"), None, gap=10)
        made = column(words, bar, gap=2)
        made.setAlignment(bar, Qt.AlignmentFlag.AlignLeft)
        return made
