"""The training room: the wizard from a question to a registered model."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget, QWizard

from app.domain.words import say
from app.services.workstation import Workstation
from app.ui import files
from app.ui.language import tr
from app.ui.qt.ask import confirm
from app.ui.qt.form import button, column, label, row, set_kind
from app.ui.qt.panels import PageHead
from app.ui.room import Shell
from app.ui.training_wizard.beside import BesidePage
from app.ui.training_wizard.card import CardPage
from app.ui.training_wizard.checks import ChecksPage
from app.ui.training_wizard.choice import ModelPage
from app.ui.training_wizard.data import DataPage
from app.ui.training_wizard.desk import Desk, Page
from app.ui.training_wizard.preparation import PreparationPage
from app.ui.training_wizard.question import QuestionPage
from app.ui.training_wizard.reasons import ReasonsPage
from app.ui.training_wizard.reproduce import ReproducePage
from app.ui.training_wizard.results import EvaluatePage
from app.ui.training_wizard.running import TrainPage


class View(QWidget):
    """The wizard in the room's place, under the room's head."""

    def __init__(self, workstation: Workstation, shell: Shell, choose_file: files.Chooser = files.to_read) -> None:
        super().__init__()
        self._is_read = False
        self.desk = Desk(workstation, shell, choose_file)
        self.wizard = Wizard(self.desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        words = tr("From data of your own to a model with a card that says how far it can be trusted.")
        self.reproduce = ReproducePage(shell)
        self.switch = button("", self._turn)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.wizard)
        self._pages.addWidget(self.reproduce)
        layout.addWidget(PageHead(tr("Train a model"), words, self.switch))
        layout.addWidget(self._pages, 1)
        self._show_page(int(bool(shell.kept.get("training reproduces", False))))

    def _turn(self) -> None:
        """Between the wizard and the page of published figures."""
        self._show_page(1 - self._pages.currentIndex())

    def _show_page(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        self.desk.shell.kept["training reproduces"] = bool(at)
        self.switch.setText(tr("Back to the wizard") if at else tr("Reproduce published figures"))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if not self._is_read:
            self._is_read = True
            self.wizard.question.read()
            # its import takes a second, which would be felt when the first curve is drawn
            self.desk.shell.run_job(_PLOTS, lambda _: import_module("pyqtgraph"), _nothing, quiet=True, owner=self)


_PLOTS = say("Make plots ready")


def _nothing(_: object) -> None:
    """It is there when the first plot is made."""


class Wizard(QWizard):
    """Ten pages with the steps at their side."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        self.setOption(QWizard.WizardOption.NoCancelButton)
        self.setOption(QWizard.WizardOption.HaveCustomButton1)
        self.setOption(QWizard.WizardOption.NoDefaultButton)
        self.setButtonText(QWizard.WizardButton.CustomButton1, tr("Start over"))
        self.setButtonText(QWizard.WizardButton.BackButton, tr("Back"))
        self.setButtonText(QWizard.WizardButton.NextButton, tr("Next"))
        side = [QWizard.WizardButton.CustomButton1, QWizard.WizardButton.Stretch]
        self.setButtonLayout([*side, QWizard.WizardButton.BackButton, QWizard.WizardButton.NextButton])
        self.question, self.data, self.checks = QuestionPage(desk), DataPage(desk), ChecksPage(desk)
        self.preparation, self.model, self.train = PreparationPage(desk), ModelPage(desk), TrainPage(desk)
        self.evaluate, self.reasons, self.beside = EvaluatePage(desk), ReasonsPage(desk), BesidePage(desk)
        self.card = CardPage(desk)
        self.steps_: tuple[Page, ...] = (
            self.question, self.data, self.checks, self.preparation, self.model, self.train,
            self.evaluate, self.reasons, self.beside, self.card,
        )  # fmt: skip
        for page in self.steps_:
            self.addPage(page)
        self._side = Steps(desk)
        self.setSideWidget(self._side)
        self.button(QWizard.WizardButton.NextButton).setProperty("kind", "primary")
        self.currentIdChanged.connect(self._side.mark)
        self.customButtonClicked.connect(lambda _: self._ask_restart())
        desk.restarted.connect(self.restart)
        self.restart()
        self._go_to(desk.shell.kept.get("training page", 0))
        self.currentIdChanged.connect(lambda page: desk.shell.kept.update({"training page": page}))

    def _go_to(self, page: int) -> None:
        """Where one was before the window was dressed anew."""
        for _ in range(page):
            self.next()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        # Qt draws the line above the buttons from the palette, which style sheets do not reach
        for line in (w for w in self.findChildren(QWidget) if w.minimumHeight() == w.maximumHeight() == 2):
            palette = line.palette()
            palette.setColor(QPalette.ColorRole.Mid, self.desk.shell.theme.colour("line"))
            palette.setColor(QPalette.ColorRole.Base, self.desk.shell.theme.colour("background"))
            line.setPalette(palette)

    def reject(self) -> None:
        """Escape closes nothing here: the wizard is a place, not a dialog."""

    def accept(self) -> None:
        """Registering is the last page's own button."""

    def _ask_restart(self) -> None:
        words = tr("The table, the settings and what was trained but not registered are forgotten.")
        if confirm(self, tr("Start over?"), words, tr("Start over")):
            self.desk.start_over()


class Steps(QFrame):
    """Where one is: the pages by number, the current one marked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        names = (
            tr("Question"), tr("Data"), tr("Checks"), tr("Preparation"), tr("Model"), tr("Train"), tr("Evaluate"),
            tr("Explain"), tr("Compare"), tr("Card"),
        )  # fmt: skip
        self._numbers = [label(str(at + 1), "chip") for at in range(len(names))]
        self._names = [label(name, "dim") for name in names]
        lines: list[Any] = []
        for number, name in zip(self._numbers, self._names, strict=True):
            number.setFixedWidth(desk.shell.theme.px(28))
            number.setAlignment(Qt.AlignmentFlag.AlignCenter)
            lines.append(row(number, name, None, gap=10))
        self.setLayout(column(*lines, None, gap=14, margins=(14, 16, 12, 16)))
        self.setFixedWidth(desk.shell.theme.px(168))

    def mark(self, current: int) -> None:
        for at, (number, name) in enumerate(zip(self._numbers, self._names, strict=True)):
            set_kind(number, "chip-good" if at < current else "chip-now" if at == current else "chip")
            set_kind(name, "strong" if at == current else "dim")
