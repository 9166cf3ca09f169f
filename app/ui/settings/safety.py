"""The card of the settings room about who gets in: when the vault locks by itself, and the recovery code."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QFrame

from app.domain.words import say
from app.domain.work import Report
from app.services.settings import LOCK_MINUTES, Rules
from app.ui.language import tr
from app.ui.qt.ask import Sheet, confirm
from app.ui.qt.form import Field, button, card, label, row
from app.ui.room import Shell


class SafetyCard(QFrame):
    """What an administrator sets for everybody; others see it with the reason why they cannot."""

    def __init__(self, shell: Shell, missing: str) -> None:
        super().__init__()
        self._shell = shell
        self.minutes = QComboBox()
        for count in LOCK_MINUTES:
            self.minutes.addItem(tr("{n} minutes", n=count), count)
        self.minutes.setAccessibleName(tr("Lock after"))
        self.minutes.activated.connect(lambda _: self.write())
        self.code = button(tr("Make a new recovery code …"), self._ask, icon=shell.theme.icon("key", "text"))
        self.keys = button(tr("Change the keys …"), self._ask_keys)
        shell.for_role(self.keys, "change keys")
        shell.for_role(self.minutes, "change rules")
        shell.for_role(self.code, "make recovery code")
        words = missing or tr("The vault also locks at once when the screen is locked or the computer goes to sleep.")
        inside = card(
            label(tr("Locking and recovery"), "heading"),
            row(Field(tr("Lock when nobody is there for"), self.minutes), None, self.keys, self.code),
            label(words, "dim", wrap=True),
            gap=10,
        )
        self.setLayout(row(inside))
        self.show_rules(Rules())

    def read(self) -> None:
        ws = self._shell.workstation
        self._shell.run_job(
            say("Read the settings"),
            lambda _: (ws.settings.rules(ws.principal), ws.people.unfinished_keys()),
            self._show,
            quiet=True,
            owner=self,
        )

    def _show(self, found: tuple[Rules, float | None]) -> None:
        rules, share = found
        self.show_rules(rules)
        self.show_unfinished(share)

    def show_rules(self, rules: Rules) -> None:
        self.minutes.setCurrentIndex(self.minutes.findData(rules.lock_minutes))

    def write(self) -> None:
        ws, minutes = self._shell.workstation, int(self.minutes.currentData())

        def write(_report: Report) -> None:
            ws.settings.change_rules(ws.principal, replace(ws.settings.rules(ws.principal), lock_minutes=minutes))

        self._shell.run_job(
            say("Keep the settings"),
            write,
            lambda _: self._shell.rules_changed.emit(minutes),
            quiet=True,
            owner=self,
        )

    def _ask(self) -> None:
        words = tr("The code from before opens nothing any more; a backup made earlier still opens with it.")
        if confirm(self, tr("Make a new recovery code?"), words, tr("Make it"), "primary"):
            self.make_code()

    def make_code(self) -> None:
        ws = self._shell.workstation
        self._shell.run_job(
            say("Make a recovery code"), lambda _: ws.people.new_recovery_code(ws.principal), self.show_code, owner=self
        )

    def _ask_keys(self) -> None:
        words = tr(
            "The records are written anew under a new key while work goes on; the old file is kept until the new one "
            "has passed its check. Passphrases and the recovery code stay as they are.\n\nOriginals are not written "
            "anew: each volume keeps its own key, which is wrapped under the new one, and what is imported from now on "
            "goes to a new volume. Whoever has the old key can still open older copies (backups) of this vault, and "
            "with them the originals stored until now."
        )
        if confirm(self, tr("Change the keys of this vault?"), words, tr("Change the keys"), "primary"):
            self.change_keys()

    def change_keys(self) -> None:
        ws = self._shell.workstation
        self._shell.run_job(
            say("Change the keys"),
            lambda report: ws.people.change_keys(ws.principal, report),
            lambda _: self._keys_changed(),
            owner=self,
        )

    def _keys_changed(self) -> None:
        self._shell.tell(say("The vault is under new keys."))
        self.show_unfinished(None)

    def show_unfinished(self, share: float | None) -> None:
        """A change of the keys that was interrupted, by a lock for example, goes on where it was."""
        percent = "" if share is None else f"{share * 100:.0f}"
        self.keys.setText(
            tr("Go on changing the keys ({percent} % done) …", percent=percent) if percent else tr("Change the keys …")
        )

    def show_code(self, code: str) -> None:
        words = tr("Write it on paper and keep it away from this computer. It is shown this once.")
        shown = label(code, "heading", wrap=True, selectable=True)
        Sheet(self, tr("Recovery code"), words, inside=shown, width=560).open()
