"""How failures are shown: a foreseen one in its own sentences, a bug as a form that can be copied and sent.

The form holds where the program was, never what it was working on: an exception's message may quote a patient's data,
so only its type and the places in the source are shown.
"""

from __future__ import annotations

import platform
import sys
import traceback
from typing import Any

import PySide6
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

import app
from app.domain.errors import WorkstationError
from app.ui.language import tr
from app.ui.qt.ask import Sheet
from app.ui.qt.form import button, column, label, row


def keep_qt_quiet() -> None:
    """Qt's own messages name files and what is typed: of a warning only its kind is told, of the rest nothing.

    To be ended with ``let_qt_speak`` before Python ends.
    """
    qInstallMessageHandler(_hear_qt)


def let_qt_speak() -> None:
    qInstallMessageHandler(None)


def _hear_qt(kind: QtMsgType, context: QMessageLogContext, _message: str) -> None:
    if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg) and sys.stderr is not None:
        category: Any = context.category
        print(f"Qt says: {kind.name} in {category}", file=sys.stderr)


def show_trouble(parent: QWidget | None, error: BaseException) -> None:
    """Show a failure and wait until it was read."""
    sheet = foreseen(parent, error) if isinstance(error, WorkstationError) else bug(parent, error)
    sheet.exec()


def foreseen(parent: QWidget | None, error: WorkstationError) -> Sheet:
    """What happened as the title, what to do below, a library's own words last and small."""
    inside = column(gap=6)
    if error.detail:
        inside.addWidget(label(tr("Technical detail"), "section"))
        inside.addWidget(label(error.detail, "small", wrap=True, selectable=True))
    return Sheet(parent, tr(error.what), tr(error.hint), inside=inside)


def bug(parent: QWidget | None, error: BaseException) -> Sheet:
    """A bug's form."""
    text = QPlainTextEdit(bug_form(error))
    text.setReadOnly(True)
    text.setMinimumHeight(180)
    text.setAccessibleName(tr("Report of the error"))
    copy = button(tr("Copy the report"), lambda: QGuiApplication.clipboard().setText(text.toPlainText()))
    words = tr(
        "This is an error in the program, not in your data. What was stored stays stored. The report below holds "
        "nothing about a patient; send it to whoever looks after this program."
    )
    return Sheet(parent, tr("Something went wrong that was not foreseen."), words, inside=column(text, row(copy, None)))


def bug_form(error: BaseException) -> str:
    """Type, versions and places in the source, without the message and without values."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    head = [
        f"Aegle {app.__version__}, Python {platform.python_version()}, Qt {PySide6.__version__}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"{type(error).__module__}.{type(error).__qualname__}",
    ]
    return "\n".join([*head, *places])


def _short(file: str) -> str:
    """The last three parts of a source path: no home folder, no user name."""
    return "/".join(file.replace("\\", "/").split("/")[-3:])
