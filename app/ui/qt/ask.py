"""Questions to the person, in one form: what is asked, what it means, the verb on the button."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLayout, QWidget

from app.ui.language import tr
from app.ui.qt.form import button, column, label, row


class Sheet(QDialog):
    """A small dialog: title, words, whatever lies between, and buttons. ``verb`` is the deed on the main button."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        words: str = "",
        verb: str = "",
        inside: QWidget | QLayout | None = None,
        kind: str = "primary",
        width: int = 460,
        cancel: str = "",
    ) -> None:
        super().__init__(parent)
        # a window's title is shown in task bars and kept by session managers: it names nobody
        self.setWindowTitle("Aegle")
        self.setAccessibleName(title)
        self.setMinimumWidth(width)
        body = column(label(title, "title", wrap=True), gap=12, margins=(24, 20, 24, 20))
        if words:
            body.addWidget(label(words, "dim", wrap=True))
        if isinstance(inside, QLayout):
            body.addLayout(inside, 1)
        elif inside is not None:
            body.addWidget(inside, 1)
        self.cancel = button(cancel or (tr("Cancel") if verb else tr("Close")), self.reject)
        self.verb = button(verb, self.accept, kind)
        self.verb.setVisible(bool(verb))
        self.verb.setDefault(bool(verb) and kind == "primary")
        body.addSpacing(4)
        body.addLayout(row(None, self.cancel, self.verb))
        self.setLayout(body)


def confirm(parent: QWidget | None, title: str, words: str, verb: str, kind: str = "danger") -> bool:
    """Ask before a deed. True when the person pressed the verb."""
    return bool(Sheet(parent, title, words, verb, kind=kind).exec())
