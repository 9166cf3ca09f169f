"""The card of the settings room about the keychain of this computer account: what it opens, and what it keeps."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.words import say
from app.services.people import KeychainState
from app.ui.language import tr
from app.ui.qt.ask import Sheet, confirm
from app.ui.qt.form import Field, button, card, enable, label, row, text_field
from app.ui.qt.panels import Banner
from app.ui.room import Shell
from app.ui.settings.state_card import StateCard


class KeychainCard(StateCard[KeychainState]):
    """Both are off until somebody asks for them here."""

    def __init__(self, shell: Shell) -> None:
        ws = shell.workstation
        super().__init__(shell, say("Look at the keychain"), lambda: ws.people.keychain(ws.principal))
        self.state = KeychainState("", False, False)
        self.truth = Banner(shell.theme)
        self.anchored = label("", "dim", wrap=True)
        self.turn = button("", self._ask, icon=shell.theme.icon("key", "text"))
        self.anchor = button("", self._turn_anchor)
        shell.for_role(self.anchor, "turn anchor")
        inside = card(
            label(tr("Keychain of this computer"), "heading"),
            self.truth,
            row(None, self.turn),
            self.anchored,
            row(None, self.anchor),
            gap=10,
        )
        self.setLayout(row(inside))
        self.show_state(self.state)

    def show_state(self, state: KeychainState) -> None:
        self.state = state
        has_one, name = bool(state.name), state.name
        none = tr("This computer account has no keychain that the workstation may use.")
        if state.opens and has_one:
            words = tr(
                "Whoever is signed in to this computer account opens the vault as {user}, without a passphrase.",
                user=self._shell.workstation.principal.user,
            )
            self.truth.say(words, "warn")
        elif has_one:
            self.truth.say(tr("{name} opens nothing: the vault asks for your passphrase.", name=name), "info")
        else:
            self.truth.say(none, "info")
        self.turn.setText(tr("Let it open the vault no more") if state.opens else tr("Let it open the vault…"))
        enable(self.turn, has_one or state.opens, none)
        self.anchored.setText(_anchor_words(state))
        self.anchor.setText(
            tr("Keep the head no more") if state.is_anchored else tr("Keep the head of the audit trail")
        )
        enable(self.anchor, has_one or state.is_anchored, none)

    def _ask(self) -> None:
        if not self.state.opens:
            TurnOnSheet(self, self.state.name, self._shell.workstation.principal.user, self.turn_on).open()
            return
        words = tr("From then on the vault asks for your passphrase again. The entry in the keychain is removed.")
        if confirm(self, tr("Let the keychain open the vault no more?"), words, tr("Turn it off"), "primary"):
            self.turn_off()

    def turn_on(self, passphrase: str) -> None:
        ws = self._shell.workstation
        self._shell.run_job(
            say("Turn on the keychain"),
            lambda _: ws.people.turn_on_keychain(ws.principal, passphrase),
            lambda _: self.read(),
            owner=self,
        )

    def turn_off(self) -> None:
        ws = self._shell.workstation
        self._shell.run_job(
            say("Turn off the keychain"),
            lambda _: ws.people.turn_off_keychain(ws.principal),
            self._turned_off,
            owner=self,
        )

    def _turned_off(self, is_gone: bool) -> None:
        if not is_gone:
            self._shell.tell(say("The entry could not be removed from the keychain; it opens nothing any more."))
        self.read()

    def _turn_anchor(self) -> None:
        ws, is_on = self._shell.workstation, not self.state.is_anchored
        self._shell.run_job(
            say("Keep the head of the audit trail"),
            lambda _: ws.people.turn_anchor(ws.principal, is_on),
            lambda _: self.read(),
            quiet=True,
            owner=self,
        )


def _anchor_words(state: KeychainState) -> str:
    if state.is_anchored:
        return tr(
            "The head of the audit trail is kept in the keychain at every unlock and lock: a vault that is put back to "
            "an older state as a whole is noticed on this computer account."
        )
    return tr(
        "Nothing outside of the vault's folder knows how far the audit trail is: a folder that is put back whole shows "
        "only by a head code on paper (audit room)."
    )


class TurnOnSheet(Sheet):
    """Say what it means, and ask for the passphrase: a way into the vault is added."""

    def __init__(self, parent: KeychainCard, name: str, user: str, turn_on: Callable[[str], None]) -> None:
        self.passphrase = text_field(secret=True)
        words = tr(
            "A random secret that opens the vault is kept in {name}. From then on whoever is signed in to this "
            "computer account opens the vault as {user}, without a passphrase: the lock of the computer is then the "
            "lock of the vault. Your passphrase opens it as before, and you can turn this off at any time.",
            name=name,
            user=user,
        )
        inside = Field(tr("Your passphrase"), self.passphrase)
        super().__init__(parent, tr("Let the keychain open the vault?"), words, tr("Turn it on"), inside)
        self.passphrase.textChanged.connect(lambda _: self._weigh())
        self.accepted.connect(lambda: turn_on(self.passphrase.text()))
        self._weigh()

    def _weigh(self) -> None:
        enable(self.verb, bool(self.passphrase.text()), tr("Type the passphrase first."))
