"""The wizard's last page: the card with what reviewers ask, the report, and putting the model on the shelf."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget

from app.domain.evaluation.checklist import STATEMENTS, Item, checklist, open_items
from app.domain.evaluation.names import named
from app.domain.model_card import ModelCard, card_from_json
from app.domain.words import NOTHING, say
from app.services.model_shelf import ShelvedModel
from app.services.papers import stated
from app.services.training import Learned
from app.ui import files
from app.ui.language import tr, tr_english
from app.ui.qt.form import button, card, column, empty_out, label, row, set_kind, text_field
from app.ui.qt.panels import Banner, scrolling
from app.ui.training_wizard.desk import Desk, Page
from app.ui.training_wizard.outcome import Outcome, outcome_of
from app.ui.training_wizard.state import WizardState
from app.ui.training_wizard.words import READS


class CardPage(Page):
    """10: what will stand on the shelf, what is still open in red, and putting it there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("The card, and the shelf"),
            tr("Before it is kept, its card and digest are verified and its golden sample is run again here."),
            lambda state: NOTHING if state.result else WizardState.train_trouble(state),
        )
        theme = desk.shell.theme
        self._place = column(gap=12, margins=(0, 0, 8, 0))
        self.register = button(
            tr("Register the model"), self.put_on_shelf, "primary", theme.icon("models", "on_accent")
        )
        self.report = button(tr("Export the report…"), self._export, icon=theme.icon("pdf", "text"))
        self._left = label("", "bad", wrap=True)
        self._is_asked = False
        self._shown: Learned | None = None
        self.answers: dict[str, QLineEdit] = {}
        self._asks: dict[str, QWidget] = {}
        self.add(scrolling(column(self._place, None)), 1)
        foot = row(self._left, self.report, self.register, gap=10)
        foot.setStretch(0, 1)
        self.add(foot)

    def show_state(self, state: WizardState) -> None:
        result = state.result
        if result is None:
            return
        if result is not self._shown:
            self._shown = result
            empty_out(self._place)
            self._place.addWidget(self._summary(state, outcome_of(result.figures)))
            for guideline in dict.fromkeys(i.guideline for i in self._items(state, result)):
                self._place.addWidget(self._asked(guideline, self._items(state, result)))
        self._show_left(self._items(state, result))

    def _items(self, state: WizardState, result: Learned) -> tuple[Item, ...]:
        made = card_in(result.package)
        extra = {**{k: v for k, v in made.extra if k != STATEMENTS}, STATEMENTS: state.statements}
        return checklist(replace(made, extra=tuple(extra.items())), result.figures)

    def _summary(self, state: WizardState, outcome: Outcome) -> QFrame:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        network = state.described_network()
        names = " · ".join(Path(path).name for _, path in state.sources)
        facts = (
            (tr("Intended use"), state.intended_use.strip()),
            (tr("Learned from"), names),
            (tr("Answer"), state.target),
            (tr("Patient column"), outcome.grouped_by or tr("none: each row is a patient of its own")),
            (tr("Reads"), ", ".join(tr(READS[name]) if name in READS else name for name in outcome.inputs)),
            (tr("Network"), tr_english(network.label) if network else state.network),
            (tr("Seed"), str(state.seed)),
        )
        for at, (name, value) in enumerate(pair for pair in facts if pair[1]):
            grid.addWidget(label(name, "dim"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, wrap=True, selectable=True), at, 1)
        verdict = Banner(self.desk.shell.theme, tr(named(outcome.verdict.words, tr)), outcome.verdict.kind)
        return card(label(state.name.strip(), "title", wrap=True), verdict, grid, gap=12)

    def _asked(self, guideline: str, items: tuple[Item, ...]) -> QFrame:
        """The questions of one guideline: what is open first, each with a field to answer it."""
        own = [i for i in items if i.guideline == guideline]
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        for at, item in enumerate(sorted(own, key=lambda i: not (i.is_open or i.by_person))):
            asks = label(tr(item.asks), "bad" if item.is_open else "", wrap=True)
            grid.addWidget(label(item.number, "dim"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(asks, at, 1, Qt.AlignmentFlag.AlignTop)
            if item.is_open or item.by_person:
                field = text_field(str(item.answer), tr("to be answered by you"))
                field.setAccessibleName(tr(item.asks))
                field.textEdited.connect(partial(self._answered, item.id))
                self.answers[item.id], self._asks[item.id] = field, asks
                grid.addWidget(field, at, 2, Qt.AlignmentFlag.AlignTop)
            else:
                answer = tr(named(item.answer, tr, tr_english))
                grid.addWidget(label(answer, "dim", wrap=True), at, 2, Qt.AlignmentFlag.AlignTop)
        return card(label(tr("What {guideline} asks", guideline=guideline), "heading"), grid, gap=10)

    def _answered(self, item: str, text: str) -> None:
        set_kind(self._asks[item], "" if text.strip() else "bad")
        others = {k: v for k, v in self.desk.state.statements.items() if k != item}
        self.desk.put(replace(self.desk.state, statements={**others, item: text} if text.strip() else others))

    def _show_left(self, items: tuple[Item, ...]) -> None:
        left = len(open_items(items))
        words = tr("{n} of {total} questions are open: they stand in red in the report.", n=left, total=len(items))
        self._left.setText(words if left else "")

    # --- the report and the shelf ---------------------------------------------------------------------------------

    def _export(self) -> None:
        result, ws = self.desk.state.result, self.desk.workstation
        target = files.to_write(self, tr("Export the report (PDF or HTML)"), "report.pdf")
        if target is None or result is None:
            return
        package, language = stated(result.package, self.desk.state.statements), self.desk.shell.language
        self.desk.shell.run_job(
            say("Export a report"),
            lambda report: ws.papers.write(ws.principal, package, language, target, report),
            lambda _: self.desk.shell.tell(say("The report is written.")),
            owner=self,
        )

    def put_on_shelf(self) -> None:
        """Keep what was trained; a package that does not hold what its card says is refused."""
        result, request, ws = self.desk.state.result, self.desk.state.trained, self.desk.workstation
        if result is None or request is None or self._is_asked:
            return
        self._is_asked = True
        told = replace(request, statements=dict(self.desk.state.statements))
        self.desk.shell.run_job(
            say("Verify and register a model"),
            lambda report: ws.training.keep(ws.principal, told, result, report),
            self._registered,
            failed=self._refused,
            owner=self,
        )

    def _registered(self, model: ShelvedModel) -> None:
        self._is_asked = False
        self.desk.put(replace(self.desk.state, result=None, trained=None, curve=()))
        self.desk.shell.tell(say("{name} is on the shelf.", name=model.card.name))
        self.wizard().restart()
        self.desk.shell.go("models")

    def _refused(self, error: BaseException) -> None:
        self._is_asked = False
        self.desk.shell.show_error(error)


def card_in(package: bytes) -> ModelCard:
    """The card of a package our own worker made."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return card_from_json(json.loads(archive.read("card.json")))
