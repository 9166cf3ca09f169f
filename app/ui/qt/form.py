"""Buttons, labels, fields and rows, all dressed alike. A disabled control always says why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

L = TypeVar("L", QHBoxLayout, QVBoxLayout)
Items = tuple[QWidget | QLayout | int | None, ...]
Margins = tuple[int, int, int, int]


def label(text: str, kind: str = "", wrap: bool = False, selectable: bool = False) -> QLabel:
    """A label of a kind named in the style sheet: display title heading section dim small strong good warn bad model
    number chip chip-good chip-warn chip-bad chip-model. The text is plain, never HTML.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if kind:
        made.setProperty("kind", kind)
    return made


def set_kind(widget: QWidget, kind: str) -> None:
    """Change a widget's kind and dress it again."""
    if widget.property("kind") != kind:
        widget.setProperty("kind", kind)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def show_if(widget: QWidget, shown: bool) -> None:
    """``setVisible`` that never makes a window of its own of a widget that stands nowhere yet."""
    if shown and widget.parent() is None:
        # as if it had never been hidden: it will be shown with the parent it gets
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        widget.setVisible(shown)


def button(
    text: str,
    pressed: Callable[[], object] | None = None,
    kind: str = "",
    icon: QIcon | None = None,
    tip: str = "",
) -> QPushButton:
    """A push button; ``kind``: primary, danger, quiet or link."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if icon is not None:
        made.setIcon(icon)
        made.setIconSize(QSize(16, 16))
    if tip:
        made.setToolTip(tip)
    if pressed is not None:
        made.clicked.connect(lambda: pressed())
    return made


def menu_button(text: str, kind: str = "", icon: QIcon | None = None) -> tuple[QPushButton, QMenu]:
    """A push button that opens a menu, and the menu; tips of the menu's entries are shown."""
    made = button(text, None, kind, icon)
    made.setProperty("menu", "true")
    menu = QMenu(made)
    menu.setToolTipsVisible(True)
    made.setMenu(menu)
    return made, menu


def tool(icon: QIcon, name: str, pressed: Callable[[], object] | None = None, shortcut: str = "") -> QToolButton:
    """An icon button; ``name`` is its tooltip and its accessible name. ``shortcut`` is shown and bound."""
    made = QToolButton()
    made.setIcon(icon)
    made.setIconSize(QSize(18, 18))
    made.setAccessibleName(name)
    made.setToolTip(f"{name}  ({shortcut})" if shortcut else name)
    if shortcut:
        # not the button's own shortcut, which presses it a tenth of a second late
        key = QShortcut(QKeySequence(shortcut), made)
        key.setWhatsThis(name)
        key.activated.connect(made.click)
    if pressed is not None:
        made.clicked.connect(lambda: pressed())
    return made


def enable(control: QWidget, ok: bool, reason: str = "") -> None:
    """Enable a control, or disable it and say why in its tooltip and to screen readers."""
    if not ok and not reason:
        raise ValueError("a disabled control needs its reason")
    refused = control.property("refused")
    if refused:
        ok, reason = False, str(refused)
    kept = control.property("tip")
    if kept is None:
        kept = control.toolTip()
        control.setProperty("tip", kept)
    control.setEnabled(ok)
    control.setToolTip(str(kept) if ok else reason)
    control.setAccessibleDescription("" if ok else reason)


def refuse(control: QWidget, reason: str) -> None:
    """What a person's role does not allow stays disabled, whatever else speaks for it. An empty reason: it does."""
    if reason:
        control.setProperty("refused", reason)
        enable(control, False, reason)


class Field(QWidget):
    """A labelled control with room below for help or for what is wrong with it."""

    def __init__(self, name: str, control: QWidget, help_text: str = "", unit: str = "") -> None:
        super().__init__()
        self.control = control
        self._help = help_text
        title = label(name, "strong")
        title.setBuddy(control)
        control.setAccessibleName(name)
        self._note = label(help_text, "small", wrap=True)
        show_if(self._note, bool(help_text))
        beside = row(control, label(unit, "dim")) if unit else row(control)
        self.setLayout(column(title, beside, self._note, gap=4))

    def say_wrong(self, text: str) -> None:
        """Say below the control what is wrong; an empty text takes it back."""
        self._note.setText(text or self._help)
        show_if(self._note, bool(text or self._help))
        set_kind(self._note, "bad" if text else "small")
        self.control.setProperty("wrong", "true" if text else "false")
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)
        self.control.setAccessibleDescription(text or self._help)


def text_field(text: str = "", placeholder: str = "", secret: bool = False) -> QLineEdit:
    """A line of text; ``secret`` hides what is typed."""
    made = QLineEdit(text)
    made.setPlaceholderText(placeholder)
    made.setAccessibleName(placeholder)
    if secret:
        made.setEchoMode(QLineEdit.EchoMode.Password)
        # a passphrase is never offered to input methods that learn words
        hints = Qt.InputMethodHint
        made.setInputMethodHints(hints.ImhHiddenText | hints.ImhNoPredictiveText | hints.ImhSensitiveData)
    return made


def card(*items: QWidget | QLayout | int | None, gap: int = 8, kind: str = "card") -> QFrame:
    """Things that belong together on a surface of their own."""
    made = QFrame()
    made.setProperty("kind", kind)
    made.setLayout(column(*items, gap=gap, margins=(16, 14, 16, 14)))
    return made


def empty_out(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty_out(inner)


def line() -> QFrame:
    """A thin horizontal line."""
    made = QFrame()
    made.setProperty("kind", "line")
    return made


def rule() -> QFrame:
    """A thin vertical line."""
    made = QFrame()
    made.setProperty("kind", "rule")
    return made


def row(*items: QWidget | QLayout | int | None, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Widgets and layouts side by side; None stretches, a number is a space in pixels."""
    return _fill(QHBoxLayout(), items, gap, margins)


def column(*items: QWidget | QLayout | int | None, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Widgets and layouts one below the other; None stretches, a number is a space in pixels."""
    return _fill(QVBoxLayout(), items, gap, margins)


def _fill(layout: L, items: Items, gap: int, margins: Margins) -> L:
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout
