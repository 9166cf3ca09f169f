"""The models room: the shelf, each card in full, install, remove, and asking about a whole table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from app.domain.evaluation.names import network_words
from app.domain.patient import Changes
from app.domain.prediction import Prediction
from app.domain.words import say
from app.domain.work import Report
from app.services.model_shelf import ShelvedModel
from app.services.workstation import Workstation
from app.ui import files
from app.ui.language import tr, tr_count, tr_english
from app.ui.models.card import CardPage
from app.ui.models.state import AnswerRow, ModelsState, answer_columns, answer_rows
from app.ui.qt.ask import Sheet, confirm
from app.ui.qt.form import button, column, label, row, text_field
from app.ui.qt.panels import EmptyState, PageHead, scrolling
from app.ui.qt.table import Column, RowsModel, Table
from app.ui.room import Shell
from app.ui.theme import Theme


@dataclass(slots=True, eq=False)
class AskedTable:
    """A table that is being asked about, and how many of its rows are answered and stored."""

    model: str
    table: Path
    reached: int

    def reach(self, row: int) -> None:
        self.reached = row


class View(QWidget):
    """The shelf on the left, the chosen card on the right."""

    def __init__(self, workstation: Workstation, shell: Shell, choose_file: files.Chooser = files.to_read) -> None:
        super().__init__()
        self._workstation = workstation
        self._shell = shell
        self._choose_file = choose_file
        self._is_read = False
        self.state = ModelsState()
        self.page: CardPage | None = None
        self.install = button(
            tr("Install from a file…"), self._choose_package, "primary", shell.theme.icon("import", "on_accent")
        )
        self.train = button(
            tr("Train a model"), lambda: shell.go("training"), icon=shell.theme.icon("training", "text")
        )
        shell.for_role(self.install, "register model")
        shell.for_role(self.train, "train")
        self.head = PageHead(tr("Models"), " ", self.train, self.install)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        # a place first: what is stacked in a layout that stands nowhere would come up as a window of its own
        self._stack = QStackedLayout()
        layout.addLayout(self._stack, 1)
        self._stack.addWidget(self._nothing())
        self._stack.addWidget(self._shelf())
        shell.news.connect(self._hear)
        self._shell.find_device(self._show_device, self)
        self.resume_tables()

    def _nothing(self) -> QWidget:
        return EmptyState(
            self._shell.theme,
            "models",
            tr("The shelf is empty"),
            tr(
                "A model is a package with its card: what it is for, what it reads, how well it was measured to do. "
                "Install one from a file, or train one on your own table."
            ),
            tr("Train a model"),
            lambda: self._shell.go("training"),
        )

    def _shelf(self) -> QWidget:
        theme = self._shell.theme
        self.search = text_field(placeholder=tr("Search models"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.model = RowsModel[ShelvedModel](_columns(theme))
        self.table = Table(self.model, tr("Models on the shelf"), row_height=theme.px(34))
        self.table.chosen.connect(self._choose)
        left = QWidget()
        left.setProperty("kind", "surface")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = column(self.search, self.table, margins=(16, 12, 16, 12))
        inside.setStretch(1, 1)
        left.setLayout(inside)
        self._card = QVBoxLayout()
        self._card.setContentsMargins(0, 0, 0, 0)
        right = QWidget()
        right.setLayout(self._card)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(left)
        sides.addWidget(right)
        sides.setStretchFactor(1, 1)
        sides.setSizes([440, 920])
        sides.setChildrenCollapsible(False)
        return sides

    # --- reading --------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if not self._is_read:
            self.read()

    def read(self) -> None:
        self._is_read = True
        ws = self._workstation
        self._shell.run_job(
            say("Read the shelf"),
            lambda _: ws.model_shelf.models(ws.principal),
            self._show,
            quiet=True,
            owner=self,
        )

    def _show(self, models: tuple[ShelvedModel, ...]) -> None:
        self.state = self.state.filled(models)
        self._stack.setCurrentIndex(1 if models else 0)
        self._fill()

    def _fill(self) -> None:
        chosen = self.state.chosen
        self.model.set_rows(self.state.shown())
        self.table.choose(lambda m: m.card.id == chosen)
        self._show_card(self.state.model())

    def _search(self, text: str) -> None:
        self.state = replace(self.state, text=text)
        self._fill()

    def _choose(self, model: ShelvedModel | None) -> None:
        if model is not None and model.card.id != self.state.chosen:
            self.state = replace(self.state, chosen=model.card.id)
            self._show_card(model)

    def _show_card(self, model: ShelvedModel | None) -> None:
        while (item := self._card.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.page = CardPage(self._shell.theme, model) if model else None
        if self.page is not None:
            self.page.table_wanted.connect(self._choose_table)
            self.page.remove_wanted.connect(self._ask_remove)
            self._card.addWidget(scrolling(self.page))

    def _hear(self, changes: Changes) -> None:
        if "model" in changes.nouns():
            self._is_read = False
            if self.isVisible():
                self.read()

    def _show_device(self, device: str, reason: str) -> None:
        if not device:
            self.head.say(tr("No device for models was found"), "warn")
            return
        words = tr("Models run on {device}", device=device)
        self.head.say(f"{words}  ·  {tr_english(reason)}" if reason else words)

    # --- deeds ----------------------------------------------------------------------------------------------------

    def _choose_package(self) -> None:
        kinds = tr("Model packages") + " (*.aegle *.zip);;" + tr("All files") + " (*)"
        path = self._choose_file(self, tr("Install a model"), kinds)
        if path is not None:
            self.register(path)

    def register(self, package: Path) -> None:
        """Verify a package and put it on the shelf; what was verified is said."""
        ws = self._workstation
        self._shell.run_job(
            say("Verify and register a model"),
            lambda report: ws.model_shelf.register(ws.principal, package, report),
            self._registered,
            owner=self,
        )

    def _registered(self, model: ShelvedModel) -> None:
        self.state = replace(self.state, chosen=model.card.id)
        self.read()
        Sheet(self, tr("{name} is on the shelf", name=tr_english(model.card.name)), inside=_verified(model)).open()

    def _ask_remove(self) -> None:
        model = self.state.model()
        if model is None:
            return
        words = tr(
            "{name} {version} will no longer answer. Predictions it made stay in the records, with its digest. "
            "To have it again it must be installed or trained again.",
            name=tr_english(model.card.name),
            version=model.card.version,
        )
        if confirm(self, tr("Remove this model?"), words, tr("Remove")):
            self.remove(model.card.id)

    def remove(self, model: str) -> None:
        ws = self._workstation
        self._shell.run_job(
            say("Remove a model"),
            lambda _: ws.model_shelf.remove(ws.principal, model),
            lambda _: self._shell.tell(say("The model was removed.")),
            quiet=True,
            owner=self,
        )

    def _choose_table(self) -> None:
        kinds = tr("Tables") + " (*.csv *.tsv *.txt);;" + tr("All files") + " (*)"
        path = self._choose_file(self, tr("Choose a table to ask about"), kinds)
        if path is not None and self.state.chosen:
            self.predict_table(self.state.chosen, path)

    def predict_table(self, model: str, table: Path, first: int = 0) -> None:
        """Ask about every row from ``first`` on; the answers are stored and shown."""
        ws = self._workstation
        under_way = self._shell.kept.setdefault("tables", [])
        asked = AskedTable(model, table, first)
        under_way.append(asked)

        def work(report: Report) -> tuple[Prediction, ...]:
            try:
                return ws.predicting.predict_table(ws.principal, model, table, report, first, asked.reach)
            finally:
                under_way.remove(asked)

        self._shell.run_job(say("Predict on a table"), work, lambda answers: self._answered(table, answers), owner=self)

    def resume_tables(self) -> None:
        """Go on where the last lock stopped."""
        for asked in self._shell.kept.pop("tables to resume", []):
            self.predict_table(asked.model, asked.table, asked.reached)

    def _answered(self, table: Path, answers: tuple[Prediction, ...]) -> None:
        rows = tr_count(len(answers), "{n} row was answered", "{n} rows were answered")
        self.answers = Sheet(
            self,
            tr("Answers for {file}", file=table.name),
            tr("{rows}. They are kept in the vault with their provenance.", rows=rows),
            inside=_answers(self._shell.theme, answers),
            width=self._shell.theme.px(900),
        )
        self.answers.resize(self._shell.theme.px(960), self._shell.theme.px(640))
        self.answers.open()


def _columns(theme: Theme) -> tuple[Column[ShelvedModel], ...]:
    return (
        Column(
            tr("Model"),
            lambda m: tr_english(m.card.name),
            wide=True,
            icon=lambda _: theme.icon("predict", "model"),
            tip=lambda m: tr_english(m.card.intended_use),
        ),
        Column(tr("Version"), lambda m: m.card.version, width=theme.px(64)),
        Column(tr("Network"), lambda m: tr(network_words(m.card.network)), width=theme.px(124)),
    )


def _verified(model: ShelvedModel) -> QVBoxLayout:
    """What ``register`` checked; it keeps nothing when one of these does not hold."""
    held = (
        tr("The card is complete and of a form this program knows."),
        tr("model.onnx has the digest the card states."),
        tr("It uses standard operators only and holds no code."),
        tr("Its golden sample was run again here and gave the same numbers."),
    )
    lines = [row(label("\N{CHECK MARK}", "good"), label(one, wrap=True), None) for one in held]
    return column(*lines, 4, label(model.card.digest, "small", wrap=True, selectable=True), gap=6)


def _answers(theme: Theme, answers: tuple[Prediction, ...]) -> Table:
    columns: list[Column[AnswerRow]] = [
        Column(tr("Row"), lambda r: str(r.row), key=lambda r: r.row, right=True, width=theme.px(60)),
        Column(tr("Decision"), lambda r: r.decision, width=theme.px(160), bold=True),
    ]
    for at, name in enumerate(answer_columns(answers)):
        columns.append(Column(name, lambda r, at=at: r.scores[at], right=True, width=theme.px(120)))  # type: ignore[misc]
    columns.append(Column(tr("Warnings"), lambda r: "  ".join(tr_english(one) for one in r.warnings), wide=True))
    model = RowsModel[AnswerRow](columns)
    model.set_rows(answer_rows(answers))
    return Table(model, tr("Answers for each row"), row_height=theme.px(28))
