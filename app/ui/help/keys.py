"""Every keyboard shortcut, read off the widgets that obey it, so that the list cannot lie."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui.help.state import Shortcut


def shortcuts_of(where: str, widget: QWidget) -> tuple[Shortcut, ...]:
    """The keys a widget and everything in it obeys, each once, in the order they were made."""
    found = dict.fromkeys(Shortcut(where, words, keys) for words, keys in _pairs(widget) if words and keys)
    return tuple(found)


def _pairs(widget: QWidget) -> Iterator[tuple[str, str]]:
    for shortcut in widget.findChildren(QShortcut):
        yield shortcut.whatsThis(), _written(shortcut.key())
    for button in widget.findChildren(QAbstractButton):
        yield button.accessibleName() or button.text(), _written(button.shortcut())
    for action in widget.findChildren(QAction):
        # text fields bring their own copy and paste
        if action.shortcutContext() is not None and not _is_of_a_field(action):
            yield action.text().replace("&", ""), _written(action.shortcut())


def _is_of_a_field(action: QAction) -> bool:
    return action.objectName().startswith(("edit-", "select-"))


def _written(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)
