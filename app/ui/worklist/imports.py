"""Import from the worklist: what was dropped or chosen, how a table's columns are read, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.figures import moment, seconds
from app.domain.words import NOTHING
from app.services.importing import ColumnMapping, ImportResult
from app.ui.language import tr
from app.ui.qt.ask import Sheet
from app.ui.qt.form import button, column, enable, label, row, set_kind, show_if, text_field
from app.ui.qt.panels import scrolling
from app.ui.qt.table import Table
from app.ui.theme import Theme
from app.ui.worklist import model
from app.ui.worklist.state import FACTS, MappingState, adds_up, headline, outcomes


class DropOverlay(QWidget):
    """Covers the page while something is dragged over it, and says what dropping will do."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.raise_()
        self.show()

    def paintEvent(self, _event: Any) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = QColor(self._theme.tokens.background)
        shade.setAlpha(225)
        painter.fillRect(self.rect(), shade)
        painter.setPen(QPen(self._theme.colour("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(24, 24, -24, -24), 12, 12)
        middle = self.rect().center()
        painter.drawPixmap(middle.x() - 28, middle.y() - 76, self._theme.picture("import", 56, "accent"))
        painter.setPen(self._theme.colour("text"))
        painter.setFont(self._theme.font(20, bold=True))
        painter.drawText(self.rect().adjusted(0, 20, 0, 20), Qt.AlignmentFlag.AlignCenter, tr("Drop to import"))
        painter.setPen(self._theme.colour("dim"))
        painter.setFont(self._theme.font(14))
        words = tr("DICOM files and folders, ZIP archives, FHIR bundles, CSV tables")
        painter.drawText(self.rect().adjusted(0, 84, 0, 84), Qt.AlignmentFlag.AlignCenter, words)


class ResultSheet(QDialog):
    """What came of an import: every file accounted for, every reason given."""

    def __init__(self, theme: Theme, result: ImportResult, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Aegle")
        self.setAccessibleName(tr("Import of {when}", when=moment(result.started_at)))
        self.resize(theme.px(980), theme.px(600))
        found = outcomes(result)
        head = label(tr(headline(result)), "title", wrap=True)
        sources = label(", ".join(result.sources), "dim", wrap=True, selectable=True)
        body = column(head, sources, 6, self._sum(result), self._content(result), gap=8, margins=(24, 20, 24, 16))
        if found:
            body.addSpacing(6)
            body.addWidget(self._table(result), 1)
        else:
            body.addStretch(1)
        close = button(tr("Close"), self.accept, "primary")
        close.setDefault(True)
        body.addLayout(row(label(self._foot(result), "small"), None, close))
        self.setLayout(body)

    def _sum(self, result: ImportResult) -> QHBoxLayout:
        """The figures as a sum that can be checked by eye: files = stored + duplicates + kept aside + refused."""
        parts = (
            (result.files, tr("files found"), ""),
            (result.stored, tr("stored"), "good" if result.stored else ""),
            (result.duplicate, tr("already here"), ""),
            (len(result.kept_aside), tr("kept aside"), "warn" if result.kept_aside else ""),
            (len(result.refused), tr("refused"), "bad" if result.refused else ""),
        )
        made = row(gap=14)
        signs = ("", "=" if adds_up(result) else "≠", "+", "+", "+")
        for sign, (count, words, role) in zip(signs, parts, strict=True):
            if sign:
                made.addWidget(label(sign, "title"))
            figure = label(f"{count:,}", "number")
            if role:
                figure.setStyleSheet(f"color: {getattr(self._theme.tokens, role)};")
            made.addLayout(column(figure, label(words, "small"), gap=0))
        made.addStretch(1)
        return made

    def _content(self, result: ImportResult) -> QWidget:
        """What is in the stored files, as chips."""
        held = QWidget()
        counts = [
            (result.patients, tr("patients")),
            (result.studies, tr("studies")),
            (result.series, tr("series")),
            (result.instances, tr("images")),
        ]
        counts += [(n, tr(FACTS[kind]) if kind in FACTS else kind) for kind, n in result.records.items()]
        made = row(gap=6)
        for n, words in counts:
            if n:
                made.addWidget(label(f"{n:,} {words}", "chip"))
        made.addStretch(1)
        held.setLayout(made)
        show_if(held, any(n for n, _ in counts))
        return held

    def _table(self, result: ImportResult) -> Table:
        rows = model.outcomes(self._theme)
        rows.set_rows(outcomes(result))
        return Table(rows, tr("Files that were not simply stored"), row_height=self._theme.px(30))

    @staticmethod
    def _foot(result: ImportResult) -> str:
        return tr(
            "By {user}, {when}, {time}.",
            user=result.user,
            when=moment(result.started_at),
            time=seconds(result.seconds),
        )


class MappingSheet(Sheet):
    """Which column of a table is what. ``mapping`` is the answer once the sheet was accepted."""

    ROLES = ("patient", "name", "birth_date", "sex", "at")
    LONG = ("code", "display", "value", "unit", "system")

    def __init__(
        self, theme: Theme, table: Path, columns: tuple[str, ...], proposal: ColumnMapping, parent: QWidget | None
    ) -> None:
        self.state = MappingState.proposed(columns, proposal)
        self._names = {
            "patient": tr("Hospital number"),
            "name": tr("Name"),
            "birth_date": tr("Birth date"),
            "sex": tr("Sex"),
            "at": tr("When it was measured"),
            "code": tr("Code of the measurement"),
            "display": tr("Name of the measurement"),
            "value": tr("Value"),
            "unit": tr("Unit"),
            "system": tr("System of the code"),
        }
        self._note = label("", "small", wrap=True)
        inside = QWidget()
        inside.setLayout(self._build())
        words = tr("Say what the columns of {table} hold. The proposal was made from their names.", table=table.name)
        super().__init__(parent, tr("Read a table"), words, tr("Import"), inside, width=theme.px(620))
        self.resize(theme.px(660), theme.px(640))
        self._show()

    @property
    def mapping(self) -> ColumnMapping:
        return self.state.result()

    def _build(self) -> QVBoxLayout:
        self._form = QButtonGroup()
        self._long = QRadioButton(tr("One measurement a row: a column names it, another holds its value"))
        self._wide = QRadioButton(tr("One column for each measurement"))
        self._form.addButton(self._long)
        self._form.addButton(self._wide)
        (self._long if self.state.form == "long" else self._wide).setChecked(True)
        self._long.toggled.connect(lambda on: self._shape("long" if on else "wide"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._long_page())
        self._stack.addWidget(QWidget())
        whole = column(
            label(tr("The patient"), "section"),
            self._roles(self.ROLES),
            6,
            label(tr("The measurements"), "section"),
            self._long,
            self._wide,
            self._stack,
            self._note,
            gap=8,
        )
        whole.setStretchFactor(self._stack, 1)
        return whole

    def _long_page(self) -> QWidget:
        held = QWidget()
        held.setLayout(column(self._roles(self.LONG), None, gap=0))
        return held

    def _roles(self, roles: tuple[str, ...]) -> QGridLayout:
        made = QGridLayout()
        made.setHorizontalSpacing(12)
        made.setVerticalSpacing(6)
        for at, role in enumerate(roles):
            choice = QComboBox()
            choice.addItem(tr("(no such column)"), "")
            for name in self.state.columns:
                choice.addItem(name, name)
            choice.setCurrentIndex(max(choice.findData(getattr(self.state.mapping, role)), 0))
            choice.setAccessibleName(self._names[role])
            choice.activated.connect(lambda _at, role=role, choice=choice: self._name(role, choice.currentData()))
            made.addWidget(label(self._names[role]), at, 0)
            made.addWidget(choice, at, 1)
        made.setColumnStretch(1, 1)
        return made

    def _wide_page(self) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for at, words in enumerate((tr("Column"), tr("Name of the measurement"), tr("Unit"))):
            grid.addWidget(label(words, "small"), 0, at)
        for at, name in enumerate(self.state.free_columns(), start=1):
            self._wide_row(grid, at, name)
        grid.setRowStretch(len(self.state.columns) + 1, 1)
        return scrolling(grid)

    def _wide_row(self, grid: QGridLayout, at: int, name: str) -> None:
        display, unit = self.state.mapping.values.get(name, (name, ""))
        tick = QCheckBox(name)
        tick.setChecked(name in self.state.mapping.values)
        words, units = text_field(display), text_field(unit)
        words.setAccessibleName(tr("Name of the measurement in {column}", column=name))
        units.setAccessibleName(tr("Unit of {column}", column=name))

        def changed() -> None:
            given = words.text().strip() or name if tick.isChecked() else None
            self.state = self.state.measured(name, given, units.text().strip())
            self._say()

        tick.toggled.connect(lambda _on: changed())
        words.textEdited.connect(lambda _text: changed())
        units.textEdited.connect(lambda _text: changed())
        for place, part in enumerate((tick, words, units)):
            grid.addWidget(part, at, place)

    def _shape(self, form: Literal["long", "wide"]) -> None:
        self.state = self.state.shaped(form)
        self._show()

    def _name(self, role: str, name: str) -> None:
        self.state = self.state.named(role, name)
        self._show()

    def _show(self) -> None:
        page = self._stack.widget(1)
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()
        self._stack.addWidget(self._wide_page())
        self._stack.setCurrentIndex(0 if self.state.form == "long" else 1)
        self._say()

    def _say(self) -> None:
        blocked = self.state.blocked()
        self._note.setText(tr(blocked))
        set_kind(self._note, "warn")
        enable(self.verb, blocked == NOTHING, tr(blocked))
