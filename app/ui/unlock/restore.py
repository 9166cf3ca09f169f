"""The sheet at the door that asks what to restore: where the backups are, where the vault goes, and who opens it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.domain.words import NOTHING, Phrase, say
from app.services.restoring import Wish
from app.ui import files
from app.ui.language import tr
from app.ui.qt.ask import Sheet
from app.ui.qt.form import Field, button, column, enable, label, row, show_if, text_field
from app.ui.unlock.state import weakness


class RestoreSheet(Sheet):
    """``wish`` is what was asked for once the sheet was accepted."""

    def __init__(
        self, parent: QWidget | None, target: Path, choose: Callable[[QWidget, str], Path | None] = files.folder
    ) -> None:
        self._choose = choose
        self.source, self.target = text_field(), text_field(str(target))
        self.user = text_field()
        self.by_code = QCheckBox(tr("Nobody's passphrase is at hand: use the recovery code"))
        self.code = text_field()
        self.first, self.again = text_field(secret=True), text_field(secret=True)
        self._code_field = Field(tr("Recovery code"), self.code, tr("The one that was right when the backup was made."))
        self._again_field = Field(tr("Passphrase once more"), self.again)
        self.trouble = label("", "small", wrap=True)
        inside = column(
            Field(tr("Folder with the backups"), self._place(self.source, tr("Choose the folder with the backups"))),
            Field(tr("Empty folder for the vault"), self._place(self.target, tr("Choose an empty folder"))),
            Field(tr("User"), self.user, tr("An administrator; left empty: the first user of the vault.")),
            self.by_code,
            self._code_field,
            Field(tr("Passphrase"), self.first, tr("With the recovery code: a new one, chosen now.")),
            self._again_field,
            self.trouble,
            gap=12,
        )
        words = tr("The newest backup in the folder is put back. Nothing is ever put back over something else.")
        super().__init__(parent, tr("Restore a backup"), words, tr("Restore"), inside, width=520)
        self.by_code.toggled.connect(lambda _: self._turn())
        for line in (self.source, self.target, self.code, self.first, self.again):
            line.textChanged.connect(lambda _: self._weigh())
        self._weigh()

    def wish(self) -> Wish:
        is_by_code = self.by_code.isChecked()
        return Wish(
            source=Path(self.source.text().strip()),
            target=Path(self.target.text().strip()),
            passphrase=self.first.text(),
            user=self.user.text().strip(),
            code=self.code.text() if is_by_code else "",
        )

    def _place(self, line: QLineEdit, title: str) -> QWidget:
        held = QWidget()
        held.setLayout(row(line, button(tr("Choose…"), lambda: self._browse(line, title))))
        line.setAccessibleName(title)
        return held

    def _browse(self, line: QLineEdit, title: str) -> None:
        chosen = self._choose(self, title)
        if chosen is not None:
            line.setText(str(chosen))

    def _turn(self) -> None:
        self._weigh()
        self.adjustSize()

    def _weigh(self) -> None:
        is_by_code = self.by_code.isChecked()
        show_if(self._code_field, is_by_code)
        show_if(self._again_field, is_by_code)
        missing = self._missing(is_by_code)
        self.trouble.setText(tr(missing))
        enable(self.verb, missing == NOTHING, tr(missing))

    def _missing(self, is_by_code: bool) -> Phrase:
        if not self.source.text().strip() or not self.target.text().strip():
            return say("Choose the folder with the backups and an empty folder for the vault.")
        if not is_by_code:
            return NOTHING if self.first.text() else say("Type the passphrase first.")
        if not self.code.text().strip():
            return say("Type the recovery code first.")
        if weakness(self.first.text()) != NOTHING:
            return weakness(self.first.text())
        return NOTHING if self.first.text() == self.again.text() else say("The two passphrases are not the same.")
