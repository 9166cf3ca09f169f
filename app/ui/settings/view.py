"""The settings room: look, device, people, the vault, and what this program is."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import metadata
from typing import Any

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from app import __version__
from app.domain.figures import size
from app.domain.patient import Role
from app.domain.words import say
from app.domain.work import Report
from app.services import protection, unlocking
from app.services.memory import automatic_bytes
from app.services.people import Person
from app.services.protection import Protection
from app.services.settings import Preferences
from app.services.workstation import Workstation
from app.ui.language import LANGUAGES, tr, tr_count, tr_english
from app.ui.qt.ask import Sheet, confirm
from app.ui.qt.form import Field, button, card, column, empty_out, enable, label, row, text_field
from app.ui.qt.panels import Banner, PageHead, scrolling
from app.ui.qt.table import Column, RowsModel, Table
from app.ui.room import Shell
from app.ui.settings.backups import BackupsCard
from app.ui.settings.keychain import KeychainCard
from app.ui.settings.safety import SafetyCard
from app.ui.settings.screens import ScreenCard
from app.ui.settings.series import SeriesCard
from app.ui.settings.state import (
    DEVICES,
    IMAGE_MEMORY_MB,
    PARTS,
    ROLES,
    SCALES,
    STATED_IN_FILES,
    THEMES,
    Part,
    SettingsState,
    new_person_trouble,
    passphrase_trouble,
    role_words,
)
from app.ui.settings.watching import WatchCard


class View(QWidget):
    """Cards, one below the other. What is chosen here holds at once."""

    def __init__(self, workstation: Workstation, shell: Shell) -> None:
        super().__init__()
        self._workstation = workstation
        self._shell = shell
        self._theme = shell.theme
        self._is_read = False
        self.state = SettingsState()
        self.series = SeriesCard(shell)
        self.safety = SafetyCard(shell, tr(shell.system_missing))
        self.backups = BackupsCard(shell)
        self.watching = WatchCard(shell)
        self.keychain = KeychainCard(shell)
        self.screen_card = ScreenCard(shell, self.write)
        page = column(
            self._look(),
            self._models(),
            self._memory(),
            self.screen_card,
            self.series,
            self._people(),
            self.safety,
            self.backups,
            self.watching,
            self.keychain,
            self._vault(),
            self._about(),
            None,
            gap=14,
            margins=(20, 16, 20, 20),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = PageHead(tr("Settings"), tr("They are yours: kept in the vault, with your user name."))
        layout.addWidget(head)
        layout.addWidget(scrolling(page, self._theme.px(900)), 1)
        self._show_preferences(Preferences())

    # --- cards ----------------------------------------------------------------------------------------------------

    def _look(self) -> QWidget:
        self.language = _choice([(code, tr(name) if not code else name) for code, name in LANGUAGES])
        self.look = _choice([(name, tr(words)) for name, words in THEMES])
        self.scale = _choice([(str(one), f"{one * 100:.0f} %") for one in SCALES])
        for box in (self.language, self.look, self.scale):
            box.activated.connect(lambda _: self._apply_look())
        fields = row(
            Field(tr("Language"), self.language), Field(tr("Theme"), self.look), Field(tr("Text size"), self.scale)
        )
        fields.setSpacing(16)
        return card(label(tr("Look"), "heading"), fields, gap=10)

    def _models(self) -> QWidget:
        self.device = _choice([(name, tr(words)) for name, words in DEVICES])
        self.device.activated.connect(lambda _: self._apply_device())
        self.truth = Banner(self._theme, tr("Looking for the device models run on…"))
        return card(
            label(tr("Device for models"), "heading"), Field(tr("Run models on"), self.device), self.truth, gap=10
        )

    def _memory(self) -> QWidget:
        automatic = tr("Automatic: half of this computer's memory ({size})", size=size(automatic_bytes()))
        self.memory = _choice([(mb, size(mb << 20) if mb else automatic) for mb in IMAGE_MEMORY_MB])
        self.memory.activated.connect(lambda _: self._apply_memory())
        words = tr("Larger series are shown one image at a time. What was seen last stays until its room is needed.")
        return card(
            label(tr("Memory for images"), "heading"),
            Field(tr("Images may take"), self.memory),
            label(words, "dim", wrap=True),
            gap=10,
        )

    def _people(self) -> QWidget:
        theme = self._theme
        self.people = RowsModel[Person](
            (
                Column(tr("User"), lambda p: p.user, wide=True, icon=lambda _: theme.icon("person")),
                Column(tr("Role"), lambda p: tr(role_words(p.role)), width=theme.px(180)),
                Column(tr("Added"), lambda p: p.added_at[:10], width=theme.px(130)),
            )
        )
        self.table = Table(self.people, tr("People who may open this vault"), row_height=theme.px(30))
        self.add = button(tr("Add a person…"), self._ask_person, icon=theme.icon("plus", "text"))
        self.remove = button(tr("Remove…"), self._ask_remove, "danger", theme.icon("trash", "bad"))
        self.change = button(tr("Change your passphrase…"), self._ask_passphrase, icon=theme.icon("key", "text"))
        self.table.chosen.connect(lambda _: self._weigh_people())
        words = tr("Each has a passphrase of their own. Nobody can look it up; only the recovery code can replace it.")
        return card(
            label(tr("People"), "heading"),
            label(words, "dim", wrap=True),
            self.table,
            row(self.change, None, self.remove, self.add),
            gap=10,
        )

    def _vault(self) -> QWidget:
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(18)
        self._facts.setVerticalSpacing(5)
        self._facts.setColumnStretch(1, 1)
        self.check = button(tr("Check the vault"), self.check_vault, icon=self._theme.icon("check", "text"))
        self.verdict = Banner(self._theme)
        words = tr("Reads every file of the vault and compares every digest. Takes a while for a large vault.")
        beside = row(self.check, label(words, "small", wrap=True), gap=12)
        beside.setStretch(1, 1)
        return card(
            label(tr("Vault"), "heading"),
            self._facts,
            beside,
            self.verdict,
            gap=10,
        )

    def _about(self) -> QWidget:
        versions = f"Aegle {__version__}  ·  Python {platform.python_version()}  ·  Qt {PySide6.__version__}"
        self.licences = button(tr("Licences…"), self._show_licences, icon=self._theme.icon("info", "text"))
        not_device = tr(
            "Aegle is not a medical device. It is made for teaching, research and comparison; what it shows and what "
            "models answer must not decide about a patient without a qualified person's own judgement."
        )
        self.protection = label("", "small", wrap=True)
        return card(
            label(tr("About"), "heading"),
            label(versions, selectable=True),
            Banner(self._theme, not_device, "warn"),
            self.protection,
            row(label(tr("Licence: Apache-2.0. No network is used."), "dim"), None, self.licences),
            gap=10,
        )

    # --- reading --------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if not self._is_read:
            self._is_read = True
            self.read()
            held = say("Ask how files are read")
            self._shell.run_job(held, lambda _: protection.look(), self._show_protection, quiet=True, owner=self)

    def read(self) -> None:
        ws = self._workstation

        def look(_: Report) -> SettingsState:
            me = ws.principal
            return SettingsState(ws.settings.read(me), ws.people.people(me), unlocking.look(ws.folder))

        self._shell.run_job(say("Read the settings"), look, self._show, quiet=True, owner=self)
        self.safety.read()
        self.series.read()
        self.keychain.read()
        self._shell.find_device(self._show_device, self)
        self.backups.read()
        self.watching.read()

    def _show(self, state: SettingsState) -> None:
        self.state = state
        self._show_preferences(state.preferences)
        self.people.set_rows(state.people)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(min(max(len(state.people), 1), 8) * self._theme.px(30) + head + 2)
        self._weigh_people()
        self._show_vault(state)

    def _show_protection(self, found: Protection) -> None:
        """How foreign files are read here; what this computer does not offer is said too."""
        missing = tr("Missing on this computer: {what}", what=" ".join(map(tr, found.off))) if found.off else ""
        self.protection.setText(" ".join([*map(tr, found.on), missing]).strip())

    def _show_preferences(self, preferences: Preferences) -> None:
        for box, value in (
            (self.language, preferences.language),
            (self.look, preferences.theme),
            (self.scale, str(float(preferences.text_scale))),
            (self.device, preferences.device),
            (self.memory, preferences.image_memory_mb),
        ):
            box.setCurrentIndex(max(box.findData(value), 0))
        self.screen_card.show_preferences(preferences)

    def _show_vault(self, state: SettingsState) -> None:
        empty_out(self._facts)
        vault = state.vault
        facts = [(tr("Folder"), str(self._workstation.folder))]
        if vault is not None:
            facts.append((tr("Created"), vault.created_at[:19].replace("T", " ")))
            facts.append((tr("Version of the vault"), str(vault.version)))
        for at, (name, value) in enumerate(facts):
            self._facts.addWidget(label(name, "dim"), at, 0)
            self._facts.addWidget(label(value, wrap=True, selectable=True), at, 1)

    def _show_device(self, device: str, reason: str) -> None:
        if not device:
            self.truth.say(tr("No device for models was found"), "bad")
            return
        self.truth.say(tr("Models run on {device}. {reason}", device=device, reason=tr_english(reason)), "info")

    # --- look and device ------------------------------------------------------------------------------------------

    def _apply_look(self) -> None:
        chosen = replace(
            self.state.preferences,
            language=str(self.language.currentData()),
            theme=str(self.look.currentData()),
            text_scale=float(self.scale.currentData()),
        )
        self.write(chosen)

    def _apply_device(self) -> None:
        self.write(replace(self.state.preferences, device=str(self.device.currentData())))

    def _apply_memory(self) -> None:
        megabytes = int(self.memory.currentData())
        self._workstation.viewing.memory.change_budget(megabytes << 20)
        self.write(replace(self.state.preferences, image_memory_mb=megabytes))

    def write(self, preferences: Preferences) -> None:
        """Keep the settings, then show the window in them."""
        if preferences == self.state.preferences:
            return
        before, ws = self.state.preferences, self._workstation
        self.state = self.state.with_preferences(preferences)
        self._shell.run_job(
            say("Keep the settings"),
            lambda _: ws.settings.write(ws.principal, preferences),
            lambda _: self._kept(before, preferences),
            quiet=True,
            owner=self,
        )

    def _kept(self, before: Preferences, now: Preferences) -> None:
        if before.device != now.device:
            self._shell.find_device(self._show_device, self)
        if _look_of(before) != _look_of(now):
            self._shell.redress()

    # --- people ---------------------------------------------------------------------------------------------------

    def _weigh_people(self) -> None:
        is_administrator = self._workstation.principal.role is Role.ADMINISTRATOR
        reason = tr("Only an administrator may add or remove people.")
        enable(self.add, is_administrator, reason)
        chosen = self.table.current()
        enable(
            self.remove,
            is_administrator and chosen is not None,
            tr("Choose a person in the list first.") if is_administrator else reason,
        )

    def _ask_person(self) -> None:
        PersonSheet(self, self.state.people, self.add_person).open()

    def add_person(self, user: str, role: Role, passphrase: str) -> None:
        ws = self._workstation
        self._shell.run_job(
            say("Add a person"),
            lambda _: ws.people.add(ws.principal, user, role, passphrase),
            lambda _: self._people_changed(),
            owner=self,
        )

    def _people_changed(self) -> None:
        self._shell.tell(say("The people of this vault were changed."))
        self.read()

    def _ask_remove(self) -> None:
        person = self.table.current()
        if person is None:
            return
        words = tr(
            "{user} will not be able to open this vault any more. What they did stays in the audit trail.",
            user=person.user,
        )
        if confirm(self, tr("Remove {user}?", user=person.user), words, tr("Remove")):
            self.remove_person(person.user)

    def remove_person(self, user: str) -> None:
        ws = self._workstation
        self._shell.run_job(
            say("Remove a person"),
            lambda _: ws.people.remove(ws.principal, user),
            lambda _: self._people_changed(),
            owner=self,
        )

    def _ask_passphrase(self) -> None:
        PassphraseSheet(self, self.change_passphrase).open()

    def change_passphrase(self, old: str, new: str) -> None:
        ws = self._workstation
        self._shell.run_job(
            say("Change the passphrase"),
            lambda _: ws.people.change_passphrase(ws.principal, old, new),
            lambda _: self._shell.tell(say("Your passphrase was changed.")),
            owner=self,
        )

    # --- vault and program ----------------------------------------------------------------------------------------

    def check_vault(self) -> None:
        ws = self._workstation
        self._shell.run_job(say("Check the vault"), lambda _: ws.check(), self._say_checked, owner=self)

    def _say_checked(self, damages: Sequence[str]) -> None:
        if not damages:
            self.verdict.say(tr("All is well: every file and every digest was checked."), "good")
            return
        head = tr_count(len(damages), "{n} thing is damaged:", "{n} things are damaged:")
        self.verdict.say("\n".join((head, *(tr_english(one) for one in damages))), "bad")

    def _show_licences(self) -> None:
        model = RowsModel[Part](
            (
                Column(tr("Part"), lambda p: p.name, wide=True),
                Column(tr("Version"), lambda p: p.version, width=self._theme.px(120)),
                Column(tr("Licence"), lambda p: p.licence, width=self._theme.px(300)),
            )
        )
        model.set_rows(parts())
        table = Table(model, tr("Parts of this program and their licences"), row_height=self._theme.px(26))
        table.setMinimumHeight(self._theme.px(420))
        words = tr("Aegle is built from these parts. Each keeps its own licence.")
        Sheet(self, tr("Licences"), words, inside=table, width=self._theme.px(720)).open()


class PersonSheet(Sheet):
    """Ask for a new person: name, role, passphrase twice."""

    def __init__(self, view: View, people: tuple[Person, ...], add: Callable[[str, Role, str], None]) -> None:
        self.user = text_field()
        self.role = _choice([(role.value, f"{tr(name)}: {tr(words)}") for role, name, words in ROLES])
        self.role.setCurrentIndex(1)
        self.first, self.again = text_field(secret=True), text_field(secret=True)
        self.trouble = label("", "small", wrap=True)
        inside = column(
            Field(tr("User name"), self.user),
            Field(tr("Role"), self.role),
            Field(tr("Passphrase"), self.first, tr("Several words are stronger and easier to keep than one.")),
            Field(tr("Passphrase again"), self.again),
            self.trouble,
            gap=12,
        )
        super().__init__(view, tr("Add a person"), verb=tr("Add"), inside=inside)
        self._people = people
        self.accepted.connect(lambda: add(self.user.text().strip(), Role(self.role.currentData()), self.first.text()))
        for field in (self.user, self.first, self.again):
            field.textChanged.connect(lambda _: self._weigh())
        self._weigh()

    def _weigh(self) -> None:
        trouble = tr(new_person_trouble(self._people, self.user.text(), self.first.text(), self.again.text()))
        self.trouble.setText(trouble)
        enable(self.verb, not trouble, trouble)


class PassphraseSheet(Sheet):
    """Ask for the old passphrase and the new one twice."""

    def __init__(self, view: View, change: Callable[[str, str], None]) -> None:
        self.old, self.first, self.again = (text_field(secret=True) for _ in range(3))
        self.trouble = label("", "small", wrap=True)
        inside = column(
            Field(tr("Passphrase until now"), self.old),
            Field(tr("New passphrase"), self.first, tr("Several words are stronger and easier to keep than one.")),
            Field(tr("New passphrase again"), self.again),
            self.trouble,
            gap=12,
        )
        super().__init__(view, tr("Change your passphrase"), verb=tr("Change"), inside=inside)
        self.accepted.connect(lambda: change(self.old.text(), self.first.text()))
        for field in (self.old, self.first, self.again):
            field.textChanged.connect(lambda _: self._weigh())
        self._weigh()

    def _weigh(self) -> None:
        trouble = tr(passphrase_trouble(self.first.text(), self.again.text()))
        if not self.old.text():
            trouble = tr("Give the passphrase you used until now.")
        self.trouble.setText(trouble)
        enable(self.verb, not trouble, trouble)


def parts() -> tuple[Part, ...]:
    """The parts that are installed here, with the licence each one states of itself."""
    found = []
    for name in PARTS:
        try:
            about = metadata.metadata(name).json
        except metadata.PackageNotFoundError:
            continue
        found.append(Part(name, str(about["version"]), licence_of(about) or STATED_IN_FILES.get(name, "")))
    return (*found, Part("Noto Sans, Noto Sans SC", "", "OFL-1.1"))


def licence_of(about: dict[str, str | list[str]]) -> str:
    """From the newest of the three fields in which packages state it (PEP 639), at most one line."""
    classifiers = [str(one) for one in about.get("classifier", []) if str(one).startswith("License ::")]
    from_classifiers = ", ".join(one.rsplit(" :: ", 1)[-1] for one in classifiers)
    stated = str(about.get("license_expression") or about.get("license") or "").strip()
    return stated.splitlines()[0] if stated else from_classifiers


def _look_of(preferences: Preferences) -> Preferences:
    """What of them the whole window is drawn in."""
    return replace(preferences, device="", screens=(), image_memory_mb=0)


def _choice(options: Sequence[tuple[Any, str]]) -> QComboBox:
    box = QComboBox()
    for data, text in options:
        box.addItem(text, data)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return box
