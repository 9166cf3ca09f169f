"""The card of the settings room about backups: where, how often, how many, what there is, and how one is restored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from app.domain.figures import size, stamp
from app.domain.patient import Changes
from app.domain.words import say
from app.services.backing_up import BackupState, Plan
from app.store.backup import BackupNote
from app.ui import backups, files
from app.ui.language import tr, tr_english
from app.ui.qt.ask import Sheet, confirm
from app.ui.qt.form import Field, button, card, column, enable, label, row, show_if
from app.ui.qt.panels import Banner
from app.ui.qt.table import Column, RowsModel, Table
from app.ui.room import Shell
from app.ui.settings.backup_state import EVERY, held_lines, held_words, kept_choices, summary, whole_words
from app.ui.settings.state_card import StateCard


class BackupsCard(StateCard[BackupState]):
    """An administrator sets the plan; everybody sees it and may make a backup now."""

    def __init__(self, shell: Shell, choose: Callable[[QWidget, str], Path | None] = files.folder) -> None:
        ws = shell.workstation
        super().__init__(shell, say("Read the backups"), lambda: ws.backing_up.state(ws.principal))
        self._theme = shell.theme
        self._choose = choose
        self.state = BackupState()
        self.banner = Banner(shell.theme)
        self.beside = Banner(
            shell.theme,
            tr("The folder lies on the disk of the vault: what destroys one destroys both. Use another disk."),
            "warn",
        )
        self.setLayout(row(self._card()))
        for control in (self.folder, self.often, self.kept):
            shell.for_role(control, "change backup plan")
        shell.for_role(self.verify, "verify backup")
        shell.for_role(self.remove, "remove backup")
        shell.news.connect(self._hear)
        shell.jobs_moved.connect(self._weigh)
        self.show_state(BackupState())

    def _card(self) -> QFrame:
        self.where = label("", wrap=True, selectable=True)
        self.folder = button(tr("Choose a folder…"), self._ask_folder, icon=self._theme.icon("folder", "text"))
        self.often = _choice(tr("How often"), self._apply)
        for hours, words in EVERY:
            self.often.addItem(tr(words), hours)
        self.kept = _choice(tr("How many are kept"), self._apply)
        self.now = button(tr("Back up now"), self.begin, "primary", self._theme.icon("vault", "on_accent"))
        self.verify = button(tr("Verify"), self._verify, icon=self._theme.icon("check", "text"))
        self.remove = button(tr("Remove…"), self._ask_remove, "danger", self._theme.icon("trash", "bad"))
        self.how = button(tr("How to restore…"), self._show_how, icon=self._theme.icon("info", "text"))
        place = row(column(label(tr("Folder for backups"), "strong"), self.where, gap=4), None, self.folder, gap=12)
        place.setStretch(0, 1)
        only_open = tr(
            "Backups are made while the vault is open, never while it is locked: one that is due begins soon after "
            "unlocking. Work goes on meanwhile. A backup is encrypted as the vault is."
        )
        return card(
            label(tr("Backups"), "heading"),
            self.banner,
            place,
            self.beside,
            row(Field(tr("How often"), self.often), Field(tr("How many are kept"), self.kept), None, gap=16),
            label(only_open, "dim", wrap=True),
            self._list(),
            row(self.how, None, self.remove, self.verify, self.now),
            gap=10,
        )

    def _list(self) -> Table:
        theme = self._theme
        self.model = RowsModel[BackupNote](
            (
                Column(tr("Made"), lambda b: _local(b.made_at), key=lambda b: b.writes, width=theme.px(140)),
                Column(
                    tr("State"),
                    lambda b: tr(whole_words(b)),
                    width=theme.px(230),
                    icon=lambda b: theme.icon(*(("check", "good") if b.is_whole else ("warning", "bad"))),
                    tip=lambda b: "\n".join(map(tr_english, b.losses)) or tr(whole_words(b)),
                ),
                Column(tr("Size"), lambda b: size(b.size_bytes), lambda b: b.size_bytes, right=True, width=90),
                Column(tr("New in it"), lambda b: size(b.copied_bytes), lambda b: b.copied_bytes, right=True, width=90),
                Column(
                    tr("Still holds"),
                    lambda b: tr(held_words(b)),
                    wide=True,
                    tip=lambda b: "\n".join(map(tr, held_lines(b))),
                ),
            )
        )
        self.table = Table(self.model, tr("Backups"), row_height=theme.px(28))
        self.table.chosen.connect(lambda _: self._weigh())
        return self.table

    # --- reading

    def _hear(self, changes: Changes) -> None:
        if "backup" in changes.nouns() and self.isVisible():
            self.read()

    def show_state(self, state: BackupState) -> None:
        self.state = state
        words, kind = summary(state, datetime.now(UTC))
        self.banner.say(tr(words), kind)
        self.where.setText(state.plan.folder or tr("No folder was chosen."))
        show_if(self.beside, state.is_beside and bool(state.plan.folder))
        self.often.setCurrentIndex(self.often.findData(state.plan.every_hours))
        self.kept.clear()
        for count in kept_choices(state.plan.keep):
            self.kept.addItem(str(count), count)
        self.kept.setCurrentIndex(self.kept.findData(state.plan.keep))
        self.model.set_rows(state.backups)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(min(max(len(state.backups), 1), 8) * self._theme.px(28) + head + 2)
        show_if(self.table, bool(state.backups))
        self._weigh()

    def _weigh(self) -> None:
        running = backups.is_running(self._shell)
        enable(self.now, not running and bool(self.state.plan.folder), self._why_not(running))
        choose_first = tr("Choose a backup in the list first.")
        chosen = self.table.current() is not None
        enable(self.verify, chosen, choose_first)
        enable(self.remove, chosen and not running, choose_first if not chosen else self._why_not(running))

    def _why_not(self, running: bool) -> str:
        return tr("A backup is being made: see the jobs at the foot.") if running else tr("Choose a folder first.")

    # --- the plan

    def _ask_folder(self) -> None:
        folder = self._choose(self, tr("Choose a folder for backups"))
        if folder is not None:
            self.change_plan(replace(self.state.plan, folder=str(folder)))

    def _apply(self) -> None:
        plan = replace(self.state.plan, every_hours=int(self.often.currentData()), keep=int(self.kept.currentData()))
        if plan != self.state.plan:
            self.change_plan(plan)

    def change_plan(self, plan: Plan) -> None:
        ws = self._shell.workstation
        self.keep(lambda: ws.backing_up.change_plan(ws.principal, plan))

    # --- a backup

    def begin(self) -> None:
        backups.begin(self._shell, self._shell.show_error)
        self._weigh()

    def _verify(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            self.verify_backup(chosen.name)

    def verify_backup(self, name: str) -> None:
        ws = self._shell.workstation
        self._shell.run_job(
            say("Verify a backup"),
            lambda report: ws.backing_up.verify(ws.principal, name, report),
            partial(self._say_verified, name),
            owner=self,
        )

    def _say_verified(self, name: str, losses: tuple[str, ...]) -> None:
        if not losses:
            self._shell.tell(say("The backup {name} is whole: every byte was read.", name=name))
            return
        shown = label("\n".join(map(tr_english, losses[:40])), wrap=True, selectable=True)
        words = tr("This is lost in it. Make another backup now, and look after the disk it lies on.")
        Sheet(self, tr("The backup {name} is damaged", name=name), words, inside=shown, width=620).open()

    def _ask_remove(self) -> None:
        chosen = self.table.current()
        if chosen is None:
            return
        title = tr("Remove the backup of {at}?", at=_local(chosen.made_at))
        is_away = bool(self.state.trouble.text)
        words = tr("The vault cannot be put back from it any more. The other backups stay whole.")
        if is_away:
            words = tr("Its disk is not connected: it goes from this list only, and what is on the disk stays there.")
        if confirm(self, title, words, tr("Remove")):
            self.remove_backup(chosen.name, is_away)

    def remove_backup(self, name: str, forget: bool) -> None:
        ws = self._shell.workstation
        self._shell.run_job(
            say("Remove a backup"),
            lambda _: ws.backing_up.remove(ws.principal, name, forget),
            lambda _: self.read(),
            owner=self,
        )

    def _show_how(self) -> None:
        """What to do on the day it is needed; the same stands in the help."""
        steps = (
            tr("1. Install Aegle on the computer and connect the disk with the backups."),
            tr("2. On the first page choose “Restore a backup…”, and then the folder with the backups."),
            tr("3. Choose an empty folder for the vault: a backup is never put back over something else."),
            tr("4. Give an administrator's passphrase, or the recovery code and a new passphrase."),
            tr("A backup opens with the passphrases and the recovery code that were right when it was made."),
            tr("In a terminal: aegle backup restore FOLDER --vault NEW"),
        )
        inside = label("\n\n".join(steps), wrap=True, selectable=True)
        Sheet(self, tr("How to restore a backup"), inside=inside, width=560).open()


def _choice(name: str, chosen: Callable[[], None]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.activated.connect(lambda _: chosen())
    return box


def _local(at: str) -> str:
    return stamp(datetime.fromisoformat(at))
