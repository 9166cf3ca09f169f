"""What models said of the series on screen: one line each, marked as a model's word."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.domain.figures import moment, percent, with_unit
from app.domain.prediction import Prediction, Score
from app.ui.language import tr, tr_english
from app.ui.qt.form import button, column, empty_out, label, row
from app.ui.room import Shell

MOST = 3


class PredictionStrip(QFrame):
    """Hidden when there is nothing to say. The newest on top; all of them are in the room Findings."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        self._shell = shell
        self._lines = column(gap=4)
        inside = row(self._lines, button(tr("All findings"), lambda: shell.go("findings"), "link"))
        inside.setContentsMargins(12, 6, 12, 6)
        inside.setStretch(0, 1)
        self.setLayout(inside)
        self.setAccessibleName(tr("Predictions"))
        self.hide()

    def show_predictions(self, predictions: tuple[Prediction, ...]) -> None:
        empty_out(self._lines)
        for one in predictions[:MOST]:
            self._lines.addWidget(self._line(one))
        if len(predictions) > MOST:
            self._lines.addWidget(label(tr("and {n} more", n=len(predictions) - MOST), "small"))
        self.setVisible(bool(predictions))

    def _line(self, one: Prediction) -> QWidget:
        picture = QLabel()
        picture.setPixmap(self._shell.theme.picture("predict", 16, "model"))
        held = QWidget()
        words = label(answer(one), "model", selectable=True)
        made = row(picture, label(one.model_name, "chip-model"), words, label(source(one), "small"), None, gap=8)
        if one.warnings:
            warning = QLabel()
            warning.setPixmap(self._shell.theme.picture("warning", 16, "warn"))
            warning.setToolTip("\n".join(tr_english(text) for text in one.warnings))
            made.insertWidget(3, warning)
        held.setLayout(made)
        return held


def answer(one: Prediction) -> str:
    """The scores, the highest first: ``malignant 93.4 % · benign 6.6 %``."""
    scores = sorted(one.scores, key=lambda score: -score.value)[:3]
    return " · ".join(score_text(score) for score in scores)


def score_text(score: Score) -> str:
    figure = percent(score.value) if score.is_probability else with_unit(score.value, score.unit)
    return f"{score.name} {figure}"


def source(one: Prediction) -> str:
    """When and where it was made."""
    return f"{moment(one.made_at)} · {one.device}"
