"""The door: open the last vault, choose another, or create one."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from app.domain.errors import WorkstationError
from app.domain.words import NOTHING, Phrase
from app.domain.work import Step
from app.services.unlocking import VaultInfo
from app.services.workstation import Door
from app.store.doubts import Doubt
from app.store.keyring import PASSPHRASE_LETTERS
from app.ui.language import LANGUAGES, tr
from app.ui.qt.form import Field, button, column, enable, label, row, set_kind, show_if, text_field, tool
from app.ui.theme import Theme
from app.ui.unlock.restore import RestoreSheet
from app.ui.unlock.state import LEVELS, Mode, first_state, strength


class Passphrase(QWidget):
    """A secret line with an eye to look at it, and a word when caps lock is on."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.line = text_field(secret=True)
        self.line.setAccessibleName(name)
        self._eye = tool(theme.icon("eye"), tr("Show what is typed"))
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._look)
        self._caps = label(tr("Caps lock is on."), "warn")
        self._caps.hide()
        self.line.installEventFilter(self)
        self.setLayout(column(row(self.line, self._eye, gap=4), self._caps, gap=2))

    def text(self) -> str:
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed, in the undo history too."""
        self.line.clear()
        self._eye.setChecked(False)

    def _look(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.setIcon(self._theme.icon("eye-off" if shown else "eye"))

    def eventFilter(self, watched: Any, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        # Qt does not tell the state of caps lock; a letter that comes in the other case than Shift asks for betrays it
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text().isalpha():
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            letter = event.text()
            if letter.lower() != letter.upper():
                self._caps.setVisible(letter.isupper() != is_shifted)
        return bool(super().eventFilter(watched, event))


class View(QWidget):
    """``unlock_wanted``, ``despite_wanted``, ``create_wanted`` and ``separate_wanted`` (folder, user, passphrase),
    ``keychain_wanted`` (folder, user), ``restore_wanted`` (a Wish); the window does the deed and says what came of it
    through ``say_busy``, ``say_step`` and ``say_refused``.
    """

    unlock_wanted = Signal(object, str, str)
    create_wanted = Signal(object, str, str)
    restore_wanted = Signal(object)
    separate_wanted = Signal(object, str, str)
    despite_wanted = Signal(object, str, str)
    keychain_wanted = Signal(object, str)
    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self, door: Door, theme: Theme, last: Path | None, language: str, user: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._door = door
        self._theme = theme
        self._named = user
        folder = last or door.default_vault
        self.state = first_state(folder, self._found(folder))
        self._build(language)
        self._show()

    # ---- building

    def _build(self, language: str) -> None:
        self._open = button(tr("Open a vault"), lambda: self._turn("open"), "quiet")
        self._create = button(tr("Create a vault"), lambda: self._turn("create"), "quiet")
        group = QButtonGroup(self)
        for one in (self._open, self._create):
            one.setCheckable(True)
            group.addButton(one)
        self.restore = button(tr("Restore a backup…"), self._ask_restore, "quiet")
        card = QFrame()
        card.setProperty("kind", "card")
        card.setFixedWidth(self._theme.px(460))
        tabs = row(self._open, self._create, None, self.restore, gap=4)
        inside = column(tabs, *self._fields(), gap=14, margins=(28, 20, 28, 24))
        card.setLayout(inside)
        middle = column(None, self._head(), 16, row(None, card, None), None, gap=0)
        whole = column(middle, self._foot(language), gap=0, margins=(20, 12, 20, 12))
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _head(self) -> QWidget:
        mark = QLabel()
        mark.setPixmap(self._theme.picture("aegle", 44, "accent"))
        held = QWidget()
        words = column(
            label("Aegle", "display"), label(tr("Images and records, encrypted on this computer"), "dim"), gap=0
        )
        held.setLayout(row(None, mark, words, None, gap=14))
        return held

    def _fields(self) -> list[QWidget]:
        self._folder = text_field(str(self.state.folder))
        self._folder.editingFinished.connect(lambda: self._point(Path(self._folder.text())))
        browse = button(tr("Choose…"), self._browse)
        place = QWidget()
        place.setLayout(row(self._folder, browse))
        self._folder.setAccessibleName(tr("Vault folder"))
        self._place = Field(tr("Vault folder"), place)
        self._users = QComboBox()
        self._users.currentTextChanged.connect(lambda _text: self._show())
        self._user = text_field()
        self._user_field = Field(tr("User"), self._users)
        self._new_user = Field(tr("Your user name"), self._user, tr("It stands in the audit trail beside what you do."))
        self._secret = Passphrase(self._theme, tr("Passphrase"))
        self._secret_field = Field(tr("Passphrase"), self._secret)
        self._again = Passphrase(self._theme, tr("Passphrase once more"))
        self._again_field = Field(tr("Passphrase once more"), self._again)
        self._note = label("", "small", wrap=True)
        self._wrong = label("", "bad", wrap=True)
        self._hint = label("", "dim", wrap=True)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(tr("Working"))
        self._go: QPushButton = button("", self._press, "primary")
        self._go.setMinimumHeight(self._theme.px(34))
        self._by_keychain = button(tr("Open with this computer's keychain"), self._press_keychain)
        self._despite = button(tr("Open it all the same"), lambda: self._press_open(self.despite_wanted))
        self._other = button(tr("Go to the other one"), self._go_to_twin)
        for line in (self._user, self._secret.line, self._again.line):
            line.textEdited.connect(lambda _text: self._show())
            line.returnPressed.connect(self._press)
        return [
            self._place,
            self._user_field,
            self._new_user,
            self._secret_field,
            self._again_field,
            self._note,
            self._wrong,
            self._hint,
            self._busy,
            self._go,
            self._despite,
            self._by_keychain,
            self._other,
        ]

    def _foot(self, language: str) -> QWidget:
        self._languages = QComboBox()
        self._languages.setAccessibleName(tr("Language"))
        for code, name in LANGUAGES:
            self._languages.addItem(name if code else tr(name), code)
        self._languages.setCurrentIndex(max(self._languages.findData(language), 0))
        self._languages.activated.connect(lambda _at: self.language_chosen.emit(self._languages.currentData()))
        dark = self._theme.tokens.name == "dark"
        name = tr("Light theme") if dark else tr("Dark theme")
        turn = tool(self._theme.icon("sun" if dark else "moon"), name)
        turn.clicked.connect(lambda: self.theme_chosen.emit("light" if dark else "dark"))
        held = QWidget()
        held.setLayout(row(None, self._languages, turn))
        return held

    # ---- showing

    def _show(self) -> None:
        state = self.state
        opening = state.mode == "open"
        self._open.setChecked(opening)
        self._create.setChecked(not opening)
        self._user_field.setVisible(opening and state.found is not None and len(state.found.users) > 1)
        self._new_user.setVisible(not opening)
        self._again_field.setVisible(not opening)
        self._secret_field.setVisible(not opening or state.found is not None)
        self._note.setText(self._words())
        self._note.setVisible(bool(self._note.text()))
        self._wrong.setText(tr(state.wrong))
        self._wrong.setVisible(state.wrong != NOTHING)
        self._hint.setText(tr(state.hint))
        self._hint.setVisible(state.hint != NOTHING)
        self._busy.setVisible(state.busy)
        self._go.setText(self._verb())
        show_if(self._by_keychain, state.opens_by_keychain(self._users.currentText()))
        show_if(self._despite, state.is_doubtful)
        show_if(self._other, state.twin is not None)
        self._by_keychain.setEnabled(not state.busy)
        blocked = state.blocked(self._user.text(), self._secret.text(), self._again.text())
        for one in (self._go, self._despite):
            enable(one, blocked == NOTHING, tr(blocked))
        for part in (self._open, self._create, self._place, self._user_field, self._new_user, self.restore):
            part.setEnabled(not state.busy)

    def _verb(self) -> str:
        if self.state.mode == "create":
            return tr("Create the vault")
        return tr("Unlock") if self.state.twin is None else tr("Make it a vault of its own and unlock")

    def _words(self) -> str:
        """The line above the button: what stands in the way, or what will happen."""
        state = self.state
        set_kind(self._note, "warn" if state.twin is not None else "small")
        if state.twin is not None and not state.busy:
            return tr(
                "This vault and the one in {folder} are one and the same, copied. What is done in one is missing in "
                "the other. Open that one; or make a vault of its own of this one: its passphrases stay, and what is "
                "done in it from then on belongs to it alone.",
                folder=str(state.twin),
            )
        if state.busy or (state.mode == "open" and state.found is not None):
            return ""
        typed = self._secret.text()
        blocked = state.blocked(self._user.text(), typed, self._again.text())
        if state.mode == "open" or not typed:
            rules = tr(
                "At least {n} characters; several words are best. The vault opens with the passphrase or with the "
                "recovery code that comes next, with nothing else: write both down and keep them safe.",
                n=PASSPHRASE_LETTERS,
            )
            return tr(blocked) if state.mode == "open" or state.found is not None else rules
        level = tr("Strength: {word}", word=tr(LEVELS[strength(typed)]))
        return f"{level}. {tr(blocked)}".strip() if blocked != NOTHING else level + "."

    def say_busy(self) -> None:
        wait = math.ceil(self._door.wait_s(self.state.folder)) if self.state.mode == "open" else 0
        self._busy.setRange(0, 0)
        self.state = self.state.started(wait)
        self._show()

    def say_step(self, step: Step) -> None:
        """How far work that takes long is."""
        if step.total:
            self._busy.setRange(0, step.total)
            self._busy.setValue(step.done)
            self.state = self.state.going_on(step.note)
            self._show()

    def say_refused(self, error: BaseException) -> None:
        """Say inline why it did not open; a wrong passphrase is cleared so that it can be typed anew."""
        if isinstance(error, WorkstationError):
            self.state = self.state.refused(error.what, error.hint, isinstance(error, Doubt))
        else:
            self.state = self.state.refused(Phrase(""), Phrase(""))
        if self.state.mode == "open" and not self.state.is_doubtful:
            self._secret.clear()
        self._show()
        self._secret.line.setFocus()

    # ---- doing

    def _turn(self, mode: Mode) -> None:
        self.state = self.state.turned_to(mode)
        if mode == "create" and self.state.found is not None:
            fresh = self._fresh_folder()
            self.state = self.state.pointed_at(fresh, None)
            self._folder.setText(str(fresh))
        self._secret.clear()
        self._again.clear()
        self._show()

    def _fresh_folder(self) -> Path:
        """A folder beside the vault that is there, not taken yet."""
        base = self.state.folder
        numbers = (base.with_name(f"{base.name}-{n}") for n in range(2, 1000))
        return next(folder for folder in numbers if not folder.exists())

    def _browse(self) -> None:
        title = tr("Choose the folder of a vault") if self.state.mode == "open" else tr("Choose an empty folder")
        chosen = QFileDialog.getExistingDirectory(self, title, str(self.state.folder.parent))
        if chosen:
            self._folder.setText(chosen)
            self._point(Path(chosen))

    def _point(self, folder: Path) -> None:
        found = self._found(folder)
        if isinstance(found, WorkstationError):
            self.state = self.state.pointed_at(folder, None).refused(found.what, found.hint)
        else:
            self.state = self.state.pointed_at(folder, found)
        self._fill_users()
        self._show()

    def _found(self, folder: Path) -> VaultInfo | WorkstationError | None:
        try:
            return self._door.look(folder)
        except WorkstationError as error:
            return error

    def _fill_users(self) -> None:
        self._users.clear()
        if self.state.found is not None:
            self._users.addItems(list(self.state.found.users))
            self._users.setCurrentIndex(max(self._users.findText(self._named), 0))

    def _press(self) -> None:
        if self.state.blocked(self._user.text(), self._secret.text(), self._again.text()) != NOTHING:
            return
        if self.state.mode == "open":
            self._press_open(self.unlock_wanted if self.state.twin is None else self.separate_wanted)
        else:
            self.create_wanted.emit(self.state.folder, self._user.text().strip(), self._secret.text())

    def _press_open(self, wanted: SignalInstance) -> None:
        wanted.emit(self.state.folder, self._users.currentText(), self._secret.text())

    def _ask_restore(self) -> None:
        target = self.state.folder if self.state.found is None else self._fresh_folder()
        sheet = RestoreSheet(self, target)
        sheet.accepted.connect(lambda: self.restore_wanted.emit(sheet.wish()))
        sheet.open()

    def _press_keychain(self) -> None:
        self.keychain_wanted.emit(self.state.folder, self._users.currentText())

    def _go_to_twin(self) -> None:
        if self.state.twin is not None:
            self._folder.setText(str(self.state.twin))
            self._point(self.state.twin)

    def showEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._fill_users()
        self._show()
        (self._secret.line if self.state.mode == "open" else self._user).setFocus()
