"""The rooms of the window, in the order of the rail. Each view is imported when its room is first opened.

Importing every view at once would cost the window its first second; the late imports here are what keeps it quick.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.domain.words import say
from app.services.workstation import Workstation
from app.ui.room import Room, Shell


def _worklist(workstation: Workstation, shell: Shell) -> QWidget:
    from app.ui.worklist.view import View

    return View(workstation, shell)


def _viewer(workstation: Workstation, shell: Shell) -> QWidget:
    from app.ui.viewer.view import View

    return View(workstation, shell)


def _record(workstation: Workstation, shell: Shell) -> QWidget:
    from app.ui.record.view import View

    return View(workstation, shell)


def _findings(workstation: Workstation, shell: Shell) -> QWidget:
    from app.ui.findings.view import View

    return View(workstation, shell)


def _models(workstation: Workstation, shell: Shell) -> QWidget:
    from app.ui.models.view import View

    return View(workstation, shell)


def _training(workstation: Workstation, shell: Shell) -> QWidget:
    from app.ui.training_wizard.view import View

    return View(workstation, shell)


def _audit(workstation: Workstation, shell: Shell) -> QWidget:
    from app.ui.audit.view import View

    return View(workstation, shell)


def _settings(workstation: Workstation, shell: Shell) -> QWidget:
    from app.ui.settings.view import View

    return View(workstation, shell)


def _help(workstation: Workstation, shell: Shell) -> QWidget:
    from app.ui.help.view import View

    return View(workstation, shell)


ROOMS = (
    Room("worklist", say("Worklist"), "worklist", _worklist),
    Room("viewer", say("Viewer"), "viewer", _viewer),
    Room("record", say("Record"), "record", _record),
    Room("findings", say("Findings"), "findings", _findings),
    Room("models", say("Models"), "models", _models),
    Room("training", say("Training"), "training", _training),
    Room("audit", say("Audit"), "audit", _audit),
    Room("settings", say("Settings"), "settings", _settings),
    Room("help", say("Help"), "help", _help),
)
