"""What the wizard's pages share: the state as it stands, and the one way to change it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget, QWizardPage

from app.domain.training import Event, Progress, TrainRequest
from app.domain.words import Phrase
from app.jobs.job import Job
from app.services.training import Trained
from app.services.workstation import Workstation
from app.ui import files
from app.ui.language import tr
from app.ui.qt.form import label, set_kind
from app.ui.room import Shell
from app.ui.training_wizard.state import WizardState, from_rest


@dataclass(slots=True)
class Wish:
    """How a person wants a training to stop that they stop: for good, or to go on later."""

    is_pause: bool = False

    def pauses(self) -> bool:
        return self.is_pause


@dataclass(slots=True)
class Run:
    """The worker at work on a request. ``events`` is filled from the job's thread and emptied by the page."""

    job: Job[Trained]
    request: TrainRequest
    events: deque[Event]
    begun_s: float
    step: Progress = field(default_factory=lambda: Progress(0, 0))
    is_settled: bool = False
    wish: Wish = field(default_factory=Wish)
    events_seen: list[str] = field(default_factory=list)


class Desk(QObject):
    """Holds the newest WizardState; ``moved`` after each change.

    State and running work are also kept on the shell: a change of language or theme builds the pages anew, and what
    was entered or is being trained must not be lost by it.
    """

    moved = Signal()
    restarted = Signal()

    def __init__(self, workstation: Workstation, shell: Shell, choose_file: files.Chooser) -> None:
        super().__init__()
        self.workstation = workstation
        self.shell = shell
        self.choose_file = choose_file
        kept = shell.kept.get("training", WizardState())
        self.state: WizardState = from_rest(kept) if isinstance(kept, str) else kept
        self._run: Run | None = shell.kept.get("training run")

    def put(self, state: WizardState) -> None:
        if state is not self.state:
            self.state = state
            self.shell.kept["training"] = state
            self.moved.emit()

    def start_over(self) -> None:
        """Forget what was entered, and go to the first page."""
        recipes = self.state.recipes
        self.put(replace(WizardState(), recipes=recipes).with_recipes(recipes))
        self.restarted.emit()

    @property
    def run(self) -> Run | None:
        """The newest training, running or ended."""
        return self._run

    @run.setter
    def run(self, run: Run | None) -> None:
        self._run = run
        self.shell.kept["training run"] = run


class Page(QWizardPage):
    """A page with a title, a line below it, its own content, and at the foot what still stands in the way."""

    def __init__(self, desk: Desk, title: str, words: str, trouble: Callable[[WizardState], Phrase]) -> None:
        super().__init__()
        self.desk = desk
        self._trouble = trouble
        self.foot = label("", "warn", wrap=True)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 18, 24, 6)
        whole.setSpacing(10)
        whole.addWidget(label(title, "title"))
        whole.addWidget(label(words, "dim", wrap=True))
        whole.addLayout(self.body, 1)
        whole.addWidget(self.foot)
        desk.moved.connect(self._moved)

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        if isinstance(part, QLayout):
            self.body.addLayout(part, stretch)
        else:
            self.body.addWidget(part, stretch)

    def initializePage(self) -> None:  # noqa: N802 - Qt's name
        self._moved()

    def isComplete(self) -> bool:  # noqa: N802 - Qt's name
        return not self._trouble(self.desk.state).text

    def cleanupPage(self) -> None:  # noqa: N802 - Qt's name
        """Going back forgets nothing."""

    def _moved(self) -> None:
        if self.wizard() is not None and self.wizard().currentPage() is self:
            self.show_state(self.desk.state)
            self.say_trouble()
        self.completeChanged.emit()

    def say_trouble(self) -> None:
        trouble = self._trouble(self.desk.state)
        self.foot.setText(tr(trouble))
        set_kind(self.foot, "dim")

    def show_state(self, state: WizardState) -> None:
        """Paint what the state says. Pages with more than fixed words do."""
