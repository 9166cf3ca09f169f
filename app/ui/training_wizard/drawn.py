"""A drawing of the learning worker (a piece of HTML: an SVG, pictures, or coloured words) as a widget."""

from __future__ import annotations

import base64
import re
from typing import Any

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl
from PySide6.QtGui import QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QFrame, QLabel, QTextBrowser, QWidget

from app.ui.qt.form import row

_PICTURE = re.compile(r'src="data:image/png;base64,([A-Za-z0-9+/=]+)"')
_MOST_HIGH = 360


class _Words(QTextBrowser):
    """Coloured words on white, as they were made; nothing outside is ever loaded."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802 - Qt's name
        del kind, name
        return None


def drawn(html: str) -> QWidget:
    """SVG as SVG, pictures as pictures, words as words; on white, whose colours they were chosen for."""
    if "<svg" in html:
        return _on_white(_of_svg(html[html.index("<svg") : html.rindex("</svg>") + 6]))
    pictures = _PICTURE.findall(html)
    if pictures:
        held = QWidget()
        held.setLayout(row(*(_of_picture(one) for one in pictures), None, gap=10))
        return held
    words = _Words()
    words.setFrameShape(QFrame.Shape.NoFrame)
    words.setStyleSheet("background: white; color: #1c2430")
    words.setHtml(f'<div style="line-height:170%">{html}</div>')
    words.setFixedHeight(180)
    return words


def _of_svg(text: str) -> QSvgWidget:
    data = QByteArray(text.encode())
    made = QSvgWidget()
    made.load(data)
    size = QSvgRenderer(data).defaultSize()
    if size.height() > _MOST_HIGH:
        size = size.scaled(QSize(size.width(), _MOST_HIGH), Qt.AspectRatioMode.KeepAspectRatio)
    made.setFixedSize(size)
    return made


def _of_picture(encoded: str) -> QLabel:
    pixmap = QPixmap()
    pixmap.loadFromData(base64.b64decode(encoded))
    made = QLabel()
    made.setPixmap(pixmap)
    return made


def _on_white(inside: QWidget) -> QFrame:
    made = QFrame()
    made.setStyleSheet("background: white")
    made.setLayout(row(inside, None, margins=(10, 8, 10, 8)))
    return made
