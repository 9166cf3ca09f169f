"""A form's control for one setting of a recipe or network, built from its description."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QDoubleSpinBox, QSpinBox, QWidget

from app.domain.figures import number
from app.domain.training import Parameter
from app.ui.language import tr
from app.ui.training_wizard.words import CHOICES

S = TypeVar("S", bound=QAbstractSpinBox)


def control_for(parameter: Parameter, value: Any, changed: Callable[[Any], None]) -> QWidget:
    """``changed`` is told the new value."""
    match parameter.kind:
        case "integer":
            whole = inset(QSpinBox())
            whole.setRange(int(_or(parameter.low, -1e9)), int(_or(parameter.high, 1e9)))
            whole.setValue(int(value))
            whole.valueChanged.connect(changed)
            return whole
        case "switch":
            switch = QCheckBox(tr("on"))
            switch.setChecked(bool(value))
            switch.toggled.connect(changed)
            return switch
        case "choice":
            box = QComboBox()
            for one in parameter.choices:
                box.addItem(tr(CHOICES[one]) if one in CHOICES else one, one)
            box.setCurrentIndex(box.findData(value))
            box.activated.connect(lambda _: changed(box.currentData()))
            return box
        case _:
            spin = inset(Number())
            spin.setRange(_or(parameter.low, -1e12), _or(parameter.high, 1e12))
            spin.setValue(float(value))
            spin.valueChanged.connect(changed)
            return spin


class Number(QDoubleSpinBox):
    """A number shown with the digits it has: 0.001, not 0.00100000."""

    def __init__(self) -> None:
        super().__init__()
        self.setDecimals(8)
        self.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self.setCorrectionMode(QDoubleSpinBox.CorrectionMode.CorrectToNearestValue)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def textFromValue(self, value: float) -> str:  # noqa: N802 - Qt's name
        return number(value, 8).replace("\N{MINUS SIGN}", "-")


def inset(box: S) -> S:
    """The style sheet's padding does not reach the text of a spin box (Qt 6.12): move it in from the edge here."""
    box.lineEdit().setTextMargins(6, 0, 0, 0)
    return box


def _or(value: float | None, other: float) -> float:
    return other if value is None else value
