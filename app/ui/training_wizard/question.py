"""The wizard's first page: what is asked."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QButtonGroup,
    QRadioButton,
)

from app.domain.errors import WorkstationError
from app.domain.training import RecipeDescription
from app.domain.words import say
from app.ui.language import tr, tr_english
from app.ui.qt.form import card, column, empty_out, label
from app.ui.qt.panels import Banner, scrolling
from app.ui.training_wizard.desk import Desk, Page
from app.ui.training_wizard.state import WizardState
from app.ui.training_wizard.words import READS


class QuestionPage(Page):
    """1: what the model shall answer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("What should the model answer?"),
            tr("A recipe is a kind of question with the way to learn its answer. Choose the one that fits yours."),
            WizardState.question_trouble,
        )
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._list = column(gap=10)
        self._note = Banner(desk.shell.theme, tr("Asking what can be trained here…"))
        self.add(self._note)
        self.add(scrolling(column(self._list, None)), 1)

    def read(self) -> None:
        """Ask the learning worker what it can train; without the train extra it says so in a sentence."""
        training = self.desk.workstation.training
        self.desk.shell.run_job(
            say("Ask what can be trained"),
            lambda _: training.recipes(),
            self._show_recipes,
            failed=self._say_why_not,
            quiet=True,
            owner=self,
        )

    def _show_recipes(self, recipes: tuple[RecipeDescription, ...]) -> None:
        self._note.say("")
        empty_out(self._list)
        self.choices = {recipe.name: self._choice(recipe) for recipe in recipes}
        if self.desk.state.recipes != recipes:
            self.desk.put(self.desk.state.with_recipes(recipes))
        self.show_state(self.desk.state)

    def _choice(self, recipe: RecipeDescription) -> QRadioButton:
        choice = QRadioButton(tr_english(recipe.label))
        self._group.addButton(choice)
        choice.clicked.connect(lambda _: self.desk.put(self.desk.state.with_recipe(recipe.name)))
        kinds = [tr(READS[kind]) if kind in READS else kind for kind in recipe.reads]
        reads = tr("Reads: {what}", what=", ".join(kinds))
        words = column(
            choice, label(tr_english(recipe.help), "dim", wrap=True), label(reads, "small", wrap=True), gap=4
        )
        self._list.addWidget(card(words))
        return choice

    def _say_why_not(self, error: BaseException) -> None:
        if not isinstance(error, WorkstationError):
            self.desk.shell.show_error(error)
            return
        self._note.say(" ".join(part for part in (tr(error.what), tr(error.hint)) if part), "warn")

    def show_state(self, state: WizardState) -> None:
        if state.recipe in self.choices:
            self.choices[state.recipe].setChecked(True)
