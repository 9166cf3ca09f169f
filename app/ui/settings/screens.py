"""The card of the settings room that measures the screen by a bank card, so that images can be shown in true size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QSlider, QWidget

from app.services.settings import Preferences
from app.ui.language import tr
from app.ui.qt.form import button, card, enable, label, row
from app.ui.room import Shell
from app.ui.screens import CARD_MM, pitch_by_card, pitch_of, screen_of
from app.ui.theme import Theme


class CardShape(QWidget):
    """A bank card, so many of Qt's pixels wide."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.across = 324
        self.setAccessibleName(tr("Outline of a bank card"))

    def show_width(self, across: int) -> None:
        self.across = across
        self.setFixedHeight(self._down() + 4)
        self.update()

    def _down(self) -> int:
        return round(self.across * CARD_MM[1] / CARD_MM[0])

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self.across + 4, self._down() + 4)

    def paintEvent(self, _event: Any) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("accent"))
        painter.setBrush(self._theme.colour("selected"))
        painter.drawRoundedRect(QRect(1, 1, self.across, self._down()), 12, 12)


class ScreenCard(QFrame):
    """``write(preferences)`` keeps what was measured."""

    def __init__(self, shell: Shell, write: Callable[[Preferences], None]) -> None:
        super().__init__()
        self._write = write
        self._preferences = Preferences()
        self.truth = label("", "dim", wrap=True)
        self.shape = CardShape(shell.theme)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(120, 900)
        self.slider.setAccessibleName(tr("Width of the card on the screen"))
        self.slider.valueChanged.connect(self.shape.show_width)
        self.keep = button(tr("It is as wide as my card"), self._keep)
        self.forget = button(tr("Forget what was measured"), self._forget)
        words = tr(
            "Hold a bank card against the screen and move the slider until the shape is exactly as wide (85.6 mm). "
            "Each screen is measured by itself, at the resolution it has."
        )
        inside = card(
            label(tr("True size on this screen"), "heading"),
            self.truth,
            label(words, "dim", wrap=True),
            self.slider,
            self.shape,
            row(None, self.forget, self.keep),
            gap=10,
        )
        self.setLayout(row(inside))
        self.slider.setValue(324)

    def show_preferences(self, preferences: Preferences) -> None:
        """What is known of the screen this stands on."""
        self._preferences = preferences
        screen = screen_of(self)
        pitch = pitch_of(screen, preferences.screens)
        if pitch is None:
            self.truth.setText(tr("How large this screen is is not known: images are not shown in true size on it."))
        else:
            mm = f"{pitch.mm:.4f}"
            self.truth.setText(f"{tr(pitch.source)}: {tr('{mm} mm from pixel to pixel', mm=mm)}")
            self.slider.setValue(round(CARD_MM[0] / pitch.mm / self.devicePixelRatioF()))
        is_measured = screen.key in dict(preferences.screens)
        enable(self.forget, is_measured, tr("Nothing was measured on this screen."))

    def _keep(self) -> None:
        self._put(pitch_by_card(self.shape.across * self.devicePixelRatioF()))

    def _forget(self) -> None:
        self._put(None)

    def _put(self, mm: float | None) -> None:
        key = screen_of(self).key
        kept = tuple(one for one in self._preferences.screens if one[0] != key)
        changed = replace(self._preferences, screens=kept if mm is None else (*kept, (key, mm)))
        self._write(changed)
        self.show_preferences(changed)
