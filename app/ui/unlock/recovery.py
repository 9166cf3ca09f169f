"""The recovery code of a new vault: shown once, and asked back before the vault is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from app.domain.errors import WorkstationError
from app.store import recovery
from app.ui.language import tr
from app.ui.qt.form import Field, button, column, enable, label, row, text_field
from app.ui.theme import Theme


class RecoveryPage(QWidget):
    """``done`` once the code was typed back as it was shown."""

    done = Signal()

    def __init__(self, theme: Theme, code: str) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._code = code
        card = QFrame()
        card.setProperty("kind", "card")
        card.setFixedWidth(theme.px(560))
        self.pages = QStackedWidget()
        self.pages.addWidget(self._show())
        self.pages.addWidget(self._ask())
        card.setLayout(column(self.pages, margins=(28, 20, 28, 24)))
        self.setLayout(column(None, row(None, card, None), None))

    def _show(self) -> QWidget:
        self.shown = label(_in_lines(self._code), "display", selectable=True)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setAccessibleName(tr("Recovery code"))
        words = tr(
            "This code opens the vault when a passphrase is lost, on this computer or from a backup. It is shown this "
            "once. Write it on paper and keep it away from this computer. Whoever has it can open the vault."
        )
        self.next = button(tr("I have written it down"), self._turn, "primary")
        held = QWidget()
        held.setLayout(
            column(label(tr("Recovery code"), "title"), label(words, "dim", wrap=True), self.shown, self.next, gap=16)
        )
        return held

    def _ask(self) -> QWidget:
        self.typed = text_field()
        self.typed.setAccessibleName(tr("Recovery code"))
        self.typed.textChanged.connect(lambda _text: self._weigh())
        self.typed.returnPressed.connect(self._finish)
        self.trouble = label("", "small", wrap=True)
        self.finish = button(tr("Open the vault"), self._finish, "primary")
        self.back = button(tr("Show it again"), lambda: self.pages.setCurrentIndex(0))
        words = tr("Type the code from your paper. Capitals, spaces and dashes do not matter.")
        held = QWidget()
        held.setLayout(
            column(
                label(tr("Is it written down right?"), "title"),
                label(words, "dim", wrap=True),
                Field(tr("Recovery code"), self.typed),
                self.trouble,
                row(self.back, None, self.finish),
                None,
                gap=16,
            )
        )
        self._weigh()
        return held

    def _turn(self) -> None:
        self.pages.setCurrentIndex(1)
        self.typed.setFocus()

    def _is_right(self) -> bool:
        try:
            return recovery.checked(self.typed.text()) == recovery.checked(self._code)
        except WorkstationError:
            return False

    def _weigh(self) -> None:
        reason = "" if self._is_right() else tr("This is not the code that was shown yet.")
        self.trouble.setText(reason if self.typed.text() else "")
        enable(self.finish, not reason, reason)

    def _finish(self) -> None:
        if self._is_right():
            self._code = ""
            self.shown.clear()
            self.typed.clear()
            self.done.emit()


def _in_lines(code: str) -> str:
    """Three groups a line, as they are easiest to copy."""
    groups = code.split("-")
    return "\n".join("  ".join(groups[at : at + 3]) for at in range(0, len(groups), 3))
