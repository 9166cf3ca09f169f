"""The open vault: the rail of rooms, the patient on top, the jobs at the foot, the room in the middle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSizePolicy, QStackedWidget, QToolButton, QWidget

from app.domain.figures import size
from app.domain.patient import Patient
from app.domain.words import Phrase
from app.services import identity
from app.ui.backups import BackupBar
from app.ui.emergency import EmergencyBar
from app.ui.job_tray import JobButton, JobPanel
from app.ui.language import tr, tr_english
from app.ui.qt.form import column, label, row, rule, text_field, tool
from app.ui.qt.panels import Banner, Toast
from app.ui.room import Room, Shell
from app.ui.rooms import ROOMS
from app.ui.settings.state import role_words
from app.ui.theme import Theme
from app.ui.watching import Watcher


class Workbench(QWidget):
    """Everything the person sees while a vault is open. ``lock_wanted`` when they want to leave."""

    lock_wanted = Signal()

    def __init__(self, shell: Shell, rooms: tuple[Room, ...] = ROOMS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self.shell = shell
        self._rooms = {room.name: room for room in rooms}
        self._views: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self._rail = Rail(shell, rooms, self.go)
        self._top = TopBar(shell, self.lock_wanted.emit)
        self._foot = Foot(shell)
        self.alarm = Banner(shell.theme, alarm_words(shell.workstation.alarms), "bad")
        self.backups = BackupBar(shell)
        middle = column(self._top, self.alarm, EmergencyBar(shell), self.backups, self._stack, self._foot, gap=0)
        middle.setStretch(4, 1)
        whole = row(self._rail, middle, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._panel = JobPanel(shell, self)
        self._toast = Toast(shell.theme, self)
        self._watcher = Watcher(shell, self)
        self._connect()

    def _connect(self) -> None:
        shell = self.shell
        shell.room_wanted.connect(self.go)
        shell.series_wanted.connect(lambda _uid: self.go("viewer"))
        shell.search_wanted.connect(self._search)
        shell.told.connect(lambda phrase: self._toast.say(tr(phrase)))
        self._foot.jobs.toggled.connect(self._show_jobs)
        for number, (name, room) in enumerate(self._rooms.items(), start=1):
            self._shortcut(f"Ctrl+{number}", tr(room.title), partial(self.go, name))
        self._shortcut("F1", tr("Help"), lambda: self.go("help"))
        self._shortcut("Ctrl+L", tr("Lock the vault"), self.lock_wanted.emit)
        self._shortcut("Ctrl+K", tr("Find a patient or study"), self._find)
        shell.places = self._places

    def _shortcut(self, keys: str, words: str, do: Callable[[], object]) -> None:
        """``words`` say what it does in the help's list of keys."""
        made = QShortcut(QKeySequence(keys), self._rail)
        made.setWhatsThis(words)
        made.activated.connect(lambda: do())

    def _places(self) -> tuple[tuple[str, QWidget], ...]:
        """Where keys may be obeyed, each with its name: the parts that are always there, then every room."""
        everywhere = tuple((tr("Everywhere"), part) for part in (self._rail, self._foot))
        return everywhere + tuple((tr(room.title), self.view(name)) for name, room in self._rooms.items())

    @property
    def room(self) -> str:
        """The name of the room in front, or empty."""
        shown = self._stack.currentWidget()
        return next((name for name, view in self._views.items() if view is shown), "")

    def view(self, name: str) -> QWidget:
        """A room's view, made when it is first asked for."""
        if name not in self._views:
            self._views[name] = self._rooms[name].make(self.shell.workstation, self.shell)
            self._stack.addWidget(self._views[name])
        return self._views[name]

    @property
    def rooms(self) -> tuple[str, ...]:
        return tuple(self._rooms)

    def views(self) -> tuple[tuple[str, QWidget], ...]:
        """The rooms that were opened, by name."""
        return tuple(self._views.items())

    def go(self, name: str) -> None:
        """Bring a room to the front."""
        self._stack.setCurrentWidget(self.view(name))
        self._rail.mark(name)
        # the worklist has its own filter; two search fields at once would only raise a question
        self._top.search.setVisible(name != "worklist")

    def _find(self) -> None:
        if self.room == "worklist":
            self.shell.find_wanted.emit()
        else:
            self._top.search.setFocus()

    def _search(self, _text: str) -> None:
        self.go("worklist")

    def _show_jobs(self, shown: bool) -> None:
        self._panel.setVisible(shown)
        self._place_panel()
        self._panel.raise_()

    def _place_panel(self) -> None:
        self._panel.move(self._rail.width() + 8, self.height() - self._foot.height() - self._panel.height() - 8)

    def resizeEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._place_panel()


def alarm_words(alarms: tuple[Phrase, ...]) -> str:
    """What was found at unlocking; empty when all is well."""
    if not alarms:
        return ""
    ending = tr("This stands in the audit trail. Let an administrator look at it before you rely on what is shown.")
    return "\n".join((*map(tr, alarms), ending))


def get_ready(theme: Theme) -> None:
    """Do beforehand what opening the vault would wait for: load the first room, draw the rail's icons."""
    import app.ui.worklist.view  # noqa: F401 - late: the door opens without it

    for room in ROOMS:
        theme.icon(room.icon)


class Rail(QFrame):
    """The rooms, one above the other."""

    def __init__(self, shell: Shell, rooms: tuple[Room, ...], go: Callable[[str], None]) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setAccessibleName(tr("Rooms"))
        self.setFixedWidth(shell.theme.px(84))
        self._buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        group.setExclusive(True)
        for number, room in enumerate(rooms, start=1):
            made = self._button(shell, room, number)
            made.clicked.connect(lambda _checked=False, name=room.name: go(name))
            group.addButton(made)
            self._buttons[room.name] = made
        names = [*self._buttons]
        places = [self._buttons[name] for name in names]
        last = [places.pop(), places.pop()][::-1] if len(places) > 7 else []
        self.setLayout(column(*places, None, *last, gap=2, margins=(6, 8, 6, 8)))

    @staticmethod
    def _button(shell: Shell, room: Room, number: int) -> QToolButton:
        made = QToolButton()
        made.setProperty("kind", "rail")
        made.setText(tr(room.title))
        made.setIcon(shell.theme.icon(room.icon))
        made.setIconSize(QSize(22, 22))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setCheckable(True)
        made.setToolTip(f"{tr(room.title)}  (Ctrl+{number})")
        return made

    def mark(self, name: str) -> None:
        self._buttons[name].setChecked(True)


class TopBar(QFrame):
    """Whose data is on screen, always; the search; the lock."""

    def __init__(self, shell: Shell, lock: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setFixedHeight(shell.theme.px(48))
        self._shell = shell
        self._picture = QLabel()
        self._name = label("", "heading", selectable=True)
        self._facts = label("", "dim", selectable=True)
        self._close = tool(shell.theme.icon("close"), tr("Close the patient"), lambda: shell.choose_patient(""))
        self.search = text_field(placeholder=tr("Find a patient or study") + "  (Ctrl+K)")
        self.search.setAccessibleName(tr("Find a patient or study"))
        self.search.addAction(shell.theme.icon("search"), self.search.ActionPosition.LeadingPosition)
        self.search.setFixedWidth(shell.theme.px(280))
        self.search.setClearButtonEnabled(True)
        self.search.textEdited.connect(self._hand_over)
        lock_button = tool(shell.theme.icon("lock"), tr("Lock the vault"), lock)
        lock_button.setToolTip(tr("Lock the vault") + "  (Ctrl+L)")
        identity_row = row(self._picture, self._name, self._facts, self._close, None, gap=10)
        whole = row(identity_row, self.search, lock_button, gap=12, margins=(18, 0, 12, 0))
        whole.setStretch(0, 1)
        self.setLayout(whole)
        shell.patient_opened.connect(self.show_patient)
        self.show_patient(shell.patient)

    def _hand_over(self, text: str) -> None:
        """The first letter typed brings the worklist to the front; typing goes on in its filter."""
        self.search.clear()
        self._shell.search_wanted.emit(text)

    def show_patient(self, patient: Patient | None) -> None:
        self._close.setVisible(patient is not None)
        role = "dim" if patient is None else "accent"
        self._picture.setPixmap(self._shell.theme.picture("person", 20, role))
        if patient is None:
            self._name.setText("")
            self._name.hide()
            self._facts.setText(tr("No patient open"))
            return
        self._name.show()
        self._name.setText(identity.person_name(patient.name) or tr("No name stated"))
        self._facts.setText(patient_line(patient))


def patient_line(patient: Patient, day: date | None = None) -> str:
    """``MRN 123 · born 1950-01-01 (76 y) · Female``."""
    mrn = tr("MRN {mrn}", mrn=patient.mrn) if patient.mrn else tr("No hospital number")
    old = identity.age(patient.birth_date, day or date.today())
    born = identity.birth(patient)
    birth = tr("born {date}", date=born) if born else tr("birth date not stated")
    if old is not None:
        birth = f"{birth} ({tr(old)})"
    return " · ".join((mrn, birth, tr(identity.sex(patient))))


class Foot(QFrame):
    """The line at the foot: jobs, the device models run on, the vault and who is in it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        self.setFixedHeight(shell.theme.px(34))
        self._shell = shell
        ws = shell.workstation
        self.jobs = JobButton(shell)
        self._device = self._item("device", tr("Looking for the device models run on…"))
        vault = self._item("vault", ws.folder.name)
        vault[1].setToolTip(tr("Vault: {folder}", folder=str(ws.folder)))
        user = self._item("person", ws.principal.user)
        user[1].setToolTip(tr("You are in this vault as {role}.", role=tr(role_words(ws.principal.role))))
        self.images = self._item("viewer", "")
        items: list[QWidget] = [*self.images, rule(), *self._device, rule(), *vault, rule(), *user]
        self.setLayout(row(self.jobs, None, *items, gap=8, margins=(8, 3, 14, 3)))
        self._show_images()
        every = QTimer(self)
        every.timeout.connect(self._show_images)
        every.start(1000)
        self._shell.find_device(self._show_device, self)

    def _item(self, icon: str, text: str) -> tuple[QLabel, QLabel]:
        picture = QLabel()
        picture.setPixmap(self._shell.theme.picture(icon, 16, "dim"))
        return picture, label(text, "small")

    def _show_images(self) -> None:
        """What the images of this window take of the memory there is for them."""
        use = self._shell.workstation.viewing.memory.use()
        text = tr("Images {used} of {budget}", used=size(use.in_use), budget=size(use.budget))
        if text == self.images[1].text():
            return
        self.images[1].setText(text)
        self.images[1].setToolTip(
            tr(
                "Images hold {used} of memory, {shown} of it for what is on screen; the rest was seen last and makes "
                "room when it is needed. {budget} may be used; change it in the settings.",
                used=size(use.in_use),
                shown=size(use.on_screen),
                budget=size(use.budget),
            )
        )

    def _show_device(self, device: str, reason: str) -> None:
        text = tr("Models run on {device}", device=device) if device else tr("No device for models was found")
        self._device[1].setText(text)
        self._device[1].setToolTip(tr_english(reason))
