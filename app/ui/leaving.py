"""What must be gone when the vault locks: every picture, every dialog, what was copied, and the memory they were in."""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_M_MMAP_THRESHOLD, _M_PERTURB = -3, -6
_LARGE_BYTES = 2**20


def forget_freed_memory() -> None:
    """From now on: memory that is given back is overwritten, large blocks go back to the system at once (glibc)."""
    library = _c_library()
    if library is not None:
        library.mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
        library.mallopt(_M_PERTURB, 0x5A)


def clear_out(app: QApplication) -> None:
    """Close what stands over the window, forget what was copied, destroy what was asked to go."""
    for widget in app.topLevelWidgets():
        if isinstance(widget, QDialog):
            widget.reject()
            widget.deleteLater()
    clipboard = app.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def give_back_memory() -> None:
    """After everything was let go: collect what holds itself in a circle, give free pages to the system."""
    _empty_the_dead()
    gc.collect()
    library = _c_library()
    if library is not None:
        library.malloc_trim(0)


def _empty_the_dead() -> None:
    """Take everything from objects whose Qt half was destroyed.

    A circle that leads through Qt (a model without a parent, a signal, a lambda) is not seen by Python's collector, and
    would keep a room with all it shows.
    """
    for one in gc.get_objects():
        if issubclass(type(one), QObject) and not shiboken6.isValid(one):
            vars(one).clear()


def _c_library() -> Any:
    """glibc, or None where the C library is another."""
    if not sys.platform.startswith("linux"):
        return None
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
    return None


Field = QLineEdit | QPlainTextEdit | QTextEdit


def drafts_in(room: str, view: QWidget) -> tuple[tuple[str, str], ...]:
    """What was typed in a room's fields and not kept yet, by room and field. Secrets are left out."""
    return tuple((f"{room}/{name}", text) for name, field in _fields(view) if (text := _text(field).strip()))


def put_back(view: QWidget, room: str, drafts: dict[str, str]) -> None:
    for name, field in _fields(view):
        text = drafts.get(f"{room}/{name}")
        if text and not _text(field):
            field.setPlainText(text) if not isinstance(field, QLineEdit) else field.setText(text)


def _fields(view: QWidget) -> list[tuple[str, Field]]:
    lines = [one for one in view.findChildren(QLineEdit) if one.echoMode() is QLineEdit.EchoMode.Normal]
    found: list[Field] = [*lines, *view.findChildren(QPlainTextEdit), *view.findChildren(QTextEdit)]
    return [(one.accessibleName(), one) for one in found if one.accessibleName() and not one.isReadOnly()]


def _text(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
