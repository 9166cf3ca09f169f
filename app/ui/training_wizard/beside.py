"""The wizard's ninth page: this model beside earlier ones, on the same patients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox

from app.domain.evaluation.names import metric_words, named
from app.domain.evaluation.paper import sentence, with_interval
from app.domain.training import TrainRequest
from app.domain.words import NOTHING, Phrase, say
from app.services.model_shelf import ShelvedModel
from app.services.training import Learned
from app.ui.language import tr, tr_english
from app.ui.qt.form import button, card, column, empty_out, enable, label, row
from app.ui.qt.panels import Banner, scrolling
from app.ui.qt.table import Column, RowsModel, Table
from app.ui.training_wizard.desk import Desk, Page
from app.ui.training_wizard.state import WizardState


class BesidePage(Page):
    """9: compare. Fair only on patients that none of them has seen; it may be left out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("How does it stand beside earlier models?"),
            tr("Asked about the same patients, with the paired differences. Choose models of the same question."),
            lambda state: NOTHING if state.result else WizardState.train_trouble(state),
        )
        self._models = column(gap=6)
        self._words = label("", "dim", wrap=True)
        self.other = button(tr("Other patients…"), self._choose)
        self.ask = button(tr("Compare"), self.compare, "primary")
        self.add(self._words)
        self.add(self._models)
        self.add(row(self.other, self.ask, None, gap=10))
        self._note = Banner(desk.shell.theme)
        self.add(self._note)
        self._list = column(gap=12, margins=(0, 0, 8, 0))
        self.add(scrolling(column(self._list, None)), 1)
        self.boxes: dict[str, QCheckBox] = {}
        self._other: Path | None = None
        self._shown: Learned | None = None

    def show_state(self, state: WizardState) -> None:
        if state.result is None or state.result is self._shown:
            return
        self._shown, self._other = state.result, None
        empty_out(self._list)
        self._note.say("")
        self._read_shelf()
        self._show_words()

    def _read_shelf(self) -> None:
        ws = self.desk.workstation
        self.desk.shell.run_job(
            say("Read the shelf"),
            lambda _: ws.model_shelf.models(ws.principal),
            self._show_models,
            quiet=True,
            owner=self,
        )

    def _show_models(self, models: tuple[ShelvedModel, ...]) -> None:
        empty_out(self._models)
        result = self.desk.state.result
        figures: Mapping[str, Any] = result.figures if result else {}
        fitting = [m for m in models if is_alike(m, figures)]
        self.boxes = {m.card.id: QCheckBox(f"{tr_english(m.card.name)}  ·  {m.card.made_at[:10]}") for m in fitting}
        for box in self.boxes.values():
            box.toggled.connect(lambda _: self._show_words())
            self._models.addWidget(box)
        if not fitting:
            self._note.say(tr("There is no earlier model of the same question on the shelf."))
        self._show_words()

    def _choose(self) -> None:
        kinds = tr("Data") + " (*.csv *.tsv *.txt *.xlsx *.gz);;" + tr("All files") + " (*)"
        path = self.desk.choose_file(self, tr("Choose a table of other patients"), kinds)
        if path is not None:
            self._other = path
            self._show_words()

    def _show_words(self) -> None:
        self._words.setText(tr(self._who()))
        chosen = any(box.isChecked() for box in self.boxes.values())
        reason = tr("Choose an earlier model.") if not chosen else tr("Choose other patients.")
        enable(self.ask, chosen and (self._other is not None or self._rows() is not None), reason)

    def _rows(self) -> list[int] | None:
        """The patients that were held out from this model, where it has not seen them since."""
        folds = self._shown.figures.get("folds") or [] if self._shown else []
        return list(folds[0]["rows"]) if len(folds) == 1 and "rows" in folds[0] else None

    def _who(self) -> Phrase:
        rows = self._rows()
        if self._other is not None:
            return say("On the patients of {file}.", file=self._other.name)
        if rows is not None:
            return say("On the {n} patients that were held out when this model was trained. Look whether an earlier one"
                       " has learned from them: then it looks better than it is.", n=len(rows))  # fmt: skip
        return say("This model was measured by cross-validation and then trained on all patients of its data: a fair"
                   " comparison needs other patients. Choose a table of them.")  # fmt: skip

    def compare(self) -> None:
        """Ask every chosen model about the same patients, in a job."""
        learned, request = self._shown, self.desk.state.trained
        if learned is None or request is None:
            return
        names = [name for name, box in self.boxes.items() if box.isChecked()]
        asked, rows = self._asked(request)
        ws = self.desk.workstation
        self._note.say(tr("The models are being asked…"))
        self.desk.shell.run_job(
            say("Compare models"),
            lambda report: ws.training.compare(ws.principal, [learned, *names], asked, report, rows),
            self._compared,
            failed=self._failed,
            owner=self,
        )

    def _asked(self, request: TrainRequest) -> tuple[TrainRequest, list[int] | None]:
        if self._other is None:
            return request, self._rows()
        return replace(request, table=str(self._other), sources={}), None

    def _failed(self, error: BaseException) -> None:
        self._note.say("")
        self.desk.shell.show_error(error)

    def _compared(self, said: dict[str, Any]) -> None:
        self._note.say("")
        empty_out(self._list)
        theme = self.desk.shell.theme
        models = said["models"]
        names = list(models[0]["metrics"])
        columns: list[Column[str]] = [Column(tr("Figure"), lambda n: tr(metric_words(n)), wide=True)]
        columns += [_of_model(m, theme.px(230)) for m in models]
        model = RowsModel[str](columns)
        model.set_rows(tuple(names))
        table = Table(model, tr("Measured figures"), row_height=theme.px(28))
        table.setFixedHeight(len(names) * theme.px(28) + table.horizontalHeader().sizeHint().height() + 2)
        self._list.addWidget(card(table))
        called = {m["model"]: m["name"] for m in models}
        for one in said["differences"]:
            pair = tr("{one} less {other}", one=called[one["model"]], other=called[one["less"]])
            self._list.addWidget(Banner(theme, f"{pair}: {tr(named(sentence(one, 'verdict'), tr))}"))


def _of_model(model: dict[str, Any], width: int) -> Column[str]:
    def shown(name: str) -> str:
        return with_interval(name, model["metrics"].get(name)).replace("\n", " ")

    return Column(tr_english(model["name"]), shown, right=True, width=width)


def is_alike(model: ShelvedModel, figures: Mapping[str, Any]) -> bool:
    """Whether a model on the shelf answers the same question."""
    card_ = model.card
    same = card_.task == figures.get("recipe") and card_.answers == figures.get("answers")
    return same and (card_.answers != "classes" or set(card_.outputs) == set(figures.get("classes") or ()))
