"""An explanation's drawing (SVG, coloured words, or a picture under a veil) as a widget, in every room."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QFrame, QLabel, QSlider, QTextBrowser, QWidget

from app.ui.language import tr
from app.ui.qt.form import column, label, row

_SEE_THROUGH = re.compile(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)")
_MOST_HIGH = 360


class _Words(QTextBrowser):
    """Coloured words on white, as they were made; nothing outside is ever loaded."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802 - Qt's name
        del kind, name
        return None


def drawn(one: Mapping[str, Any]) -> QWidget:
    """SVG as SVG, words as words, on white, whose colours they were chosen for; pictures beside themselves veiled."""
    if "layers" in one:
        return Veiled(one["layers"])
    html = str(one["html"])
    if "<svg" in html:
        parts = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
        held = QWidget()
        held.setLayout(column(*(_on_white(_of_svg(part)) for part in parts), gap=4))
        return held
    words = _Words()
    words.setFrameShape(QFrame.Shape.NoFrame)
    words.setStyleSheet("background: white; color: #1c2430")
    words.setHtml(f'<div style="line-height:170%">{_without_alpha(html)}</div>')
    words.setFixedHeight(180)
    return words


class Veiled(QWidget):
    """The picture as it is, and beside it under what moved the answer, as strong as the slider says."""

    def __init__(self, layers: Mapping[str, Any]) -> None:
        super().__init__()
        self._below, self._veil = _pixmap(str(layers["below"])), _pixmap(str(layers["veil"]))
        original, self.both = QLabel(), QLabel()
        original.setPixmap(self._below)
        original.setAccessibleName(tr("The picture as it is"))
        self.both.setAccessibleName(tr("The picture under what moved the answer"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setFixedWidth(self._below.width())
        self.slider.setAccessibleName(tr("How strong the colours are, per cent"))
        self.slider.valueChanged.connect(lambda _: self._paint())
        held = row(original, self.both, None, gap=10)
        strength = row(label(tr("Strength of the colours"), "small"), self.slider, None, gap=10)
        self.setLayout(column(held, strength, gap=6))
        self.slider.setValue(60)

    def _paint(self) -> None:
        shown = QPixmap(self._below)
        painter = QPainter(shown)
        painter.setOpacity(self.slider.value() / 100)
        painter.drawPixmap(0, 0, self._veil)
        painter.end()
        self.both.setPixmap(shown)


def _of_svg(text: str) -> QSvgWidget:
    data = QByteArray(text.encode())
    made = QSvgWidget()
    made.load(data)
    size = QSvgRenderer(data).defaultSize()
    if size.height() > _MOST_HIGH:
        size = size.scaled(QSize(size.width(), _MOST_HIGH), Qt.AspectRatioMode.KeepAspectRatio)
    made.setFixedSize(size)
    return made


def _pixmap(encoded: str) -> QPixmap:
    pixmap = QPixmap()
    pixmap.loadFromData(base64.b64decode(encoded))
    return pixmap


def _without_alpha(html: str) -> str:
    """Qt's rich text knows no see-through colours: each is laid on white."""

    def laid(match: re.Match[str]) -> str:
        alpha = float(match[4])
        mixed = (round(255 - alpha * (255 - int(match[at]))) for at in (1, 2, 3))
        return "rgb({},{},{})".format(*mixed)

    return _SEE_THROUGH.sub(laid, html).replace("background:", "background-color:")


def _on_white(inside: QWidget) -> QFrame:
    made = QFrame()
    made.setStyleSheet("background: white")
    made.setLayout(row(inside, None, margins=(10, 8, 10, 8)))
    return made
