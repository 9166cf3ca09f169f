"""Surfaces that say something: an empty room, a banner, a passing note, a scrolling page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.qt.form import button, column, label, row, set_kind, show_if
from app.ui.theme import Theme


class EmptyState(QWidget):
    """What a room shows when there is nothing yet: an icon, what this is for, and what to do."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        sentence: str,
        action: str = "",
        pressed: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(theme.picture(icon, 48, "dim"))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label(title, "title", wrap=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence = label(sentence, "dim", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner = column(picture, 4, self._title, self._sentence, gap=8)
        self.action: QPushButton | None = None
        if action:
            self.action = button(action, pressed, "primary")
            inner.addSpacing(8)
            inner.addLayout(row(None, self.action, None))
        held = QWidget()
        held.setLayout(inner)
        held.setFixedWidth(460)
        self.setLayout(row(None, column(None, held, None), None, margins=(24, 24, 24, 24)))

    def say(self, title: str, sentence: str) -> None:
        self._title.setText(title)
        self._sentence.setText(sentence)


class Banner(QFrame):
    """A sentence across the top of a panel; ``kind``: info, good, warn, bad or model. Hidden until it has words."""

    def __init__(self, theme: Theme, text: str = "", kind: str = "info") -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "raised")
        self._picture = QLabel()
        self._words = label("", wrap=True, selectable=True)
        inside = row(self._picture, self._words, gap=10, margins=(12, 8, 12, 8))
        inside.setStretch(1, 1)
        inside.setAlignment(self._picture, Qt.AlignmentFlag.AlignTop)
        self.setLayout(inside)
        self.say(text, kind)

    def say(self, text: str, kind: str = "info") -> None:
        icons = {"info": ("info", "accent"), "good": ("check", "good"), "warn": ("warning", "warn")}
        icons |= {"bad": ("warning", "bad"), "model": ("predict", "model")}
        name, role = icons[kind]
        self._picture.setPixmap(self._theme.picture(name, 18, role))
        self._words.setText(text)
        show_if(self, bool(text))


class Toast(QFrame):
    """A passing note at the foot of its parent; goes by itself after a few seconds."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._words = label("")
        self._picture = QLabel()
        self._picture.setPixmap(theme.picture("check", 16, "good"))
        self.setLayout(row(self._picture, self._words, gap=8, margins=(14, 10, 16, 10)))
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, milliseconds: int = 5000) -> None:
        self._words.setText(text)
        self.adjustSize()
        parent = self.parentWidget()
        if parent is not None:
            self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - 56)
        self.show()
        self.raise_()
        self._away.start(milliseconds)


def scrolling(inside: QWidget | QLayout, width: int = 0) -> QScrollArea:
    """A page that scrolls when it is taller than its place. ``width`` keeps lines readable and centres the page."""
    held = QWidget()
    if isinstance(inside, QLayout):
        held.setLayout(inside)
    else:
        around = QVBoxLayout(held)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(inside)
    if width:
        held.setMaximumWidth(width)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    area.setWidget(held)
    return area


class PageHead(QFrame):
    """The strip at the top of a room: its title, a line about it, and what can be done on the right."""

    def __init__(self, title: str, line: str = "", *actions: QWidget) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setMinimumHeight(QSize(0, 56).height())
        self._title = label(title, "title")
        self._line = label(line, "dim")
        words = column(self._title, self._line, gap=0) if line else column(self._title)
        self.setLayout(row(words, None, *actions, gap=8, margins=(20, 8, 20, 8)))

    def say(self, line: str, kind: str = "dim") -> None:
        self._line.setText(line)
        set_kind(self._line, kind)
