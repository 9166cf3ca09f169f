"""Asks for a file to read or a place to write; what was chosen is remembered nowhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

# (parent, title, filter or suggested name) -> the path, or None when the person called it off
Chooser = Callable[[QWidget, str, str], Path | None]


def remember_nothing() -> None:
    """Dialogs keep no list of folders and files on the disk: the names may be people's.

    Qt's own dialog would write it into its settings, a Linux desktop's into the desktop's; Windows and macOS keep
    theirs whatever a program wants.
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    if sys.platform.startswith("linux"):
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


def to_read(parent: QWidget, title: str, kinds: str) -> Path | None:
    """A file to read; ``kinds`` is Qt's filter: ``Tables (*.csv *.tsv)``."""
    name, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
    return Path(name) if name else None


def folder(parent: QWidget, title: str) -> Path | None:
    """A folder to read."""
    name = QFileDialog.getExistingDirectory(parent, title)
    return Path(name) if name else None


def to_write(parent: QWidget, title: str, suggested: str) -> Path | None:
    """A place to write; the dialog itself asks before a file is replaced."""
    name, _ = QFileDialog.getSaveFileName(parent, title, suggested, f"(*{Path(suggested).suffix})")
    return Path(name) if name else None
