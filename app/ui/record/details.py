"""One fact of the record in full: every field, the text of a report, the series of a study."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPlainTextEdit, QWidget

from app.domain.record import Report
from app.domain.study import Series
from app.services.timeline import PatientRecord
from app.ui.language import tr
from app.ui.qt.form import button, column, empty_out, label, row
from app.ui.qt.panels import scrolling
from app.ui.qt.table import Column, RowsModel, Table
from app.ui.qt.texts import value
from app.ui.record.model import ICONS
from app.ui.record.state import KIND_WORDS, Entry, fields_of
from app.ui.theme import Theme


class DetailsPane(QWidget):
    """What is known of the selected entry. ``series_opened(uid)`` when a series of a study is wanted."""

    series_opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.entry: Entry | None = None
        self._picture = QLabel()
        self._kind = label("", "section")
        self.title = label("", "heading", wrap=True, selectable=True)
        self._fields = QGridLayout()
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.setHorizontalSpacing(16)
        self._fields.setVerticalSpacing(6)
        self._fields.setColumnStretch(1, 1)
        held = QWidget()
        held.setLayout(column(self._fields, None, margins=(0, 0, 8, 0)))
        self._scroll = scrolling(held)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Text of the report"))
        self._open = button(tr("Open in the viewer"), self._open_first, "primary", theme.icon("viewer", "on_accent"))
        self.model = RowsModel[Series](self._columns())
        self.table = Table(self.model, tr("Series of the study"), row_height=theme.px(28))
        self.table.opened.connect(lambda series: self.series_opened.emit(series.uid))
        head = row(self._picture, self._kind, None, self._open)
        # takes the room below the title while nothing else does
        self._bottom = QWidget()
        layout = column(head, self.title, self.text, self.table, self._scroll, self._bottom, margins=(16, 12, 16, 12))
        for at, stretch in ((2, 3), (3, 2), (4, 3), (5, 1)):
            layout.setStretch(at, stretch)
        self.setLayout(layout)
        self.show_nothing()

    def _columns(self) -> tuple[Column[Series], ...]:
        return (
            Column("#", lambda s: "" if s.number is None else str(s.number), right=True, width=self._theme.px(44)),
            Column(tr("Modality"), lambda s: s.modality, width=self._theme.px(80)),
            Column(tr("Description"), lambda s: s.description or s.body_part, wide=True),
            Column(tr("Images"), lambda s: str(s.instance_count), right=True, width=self._theme.px(70)),
        )

    def show_nothing(self) -> None:
        self.entry = None
        self._picture.setPixmap(self._theme.picture("info", 16))
        self._kind.setText(tr("Details"))
        self.title.setText(tr("Choose an entry of the timeline to see all of it."))
        for widget in (self.text, self.table, self._scroll, self._open):
            widget.hide()
        self._bottom.show()

    def show_entry(self, entry: Entry, record: PatientRecord) -> None:
        self.entry = entry
        self._bottom.hide()
        self._picture.setPixmap(self._theme.picture(ICONS[entry.kind], 16, "accent"))
        self._kind.setText(tr(KIND_WORDS[entry.kind]))
        self.title.setText(entry.title)
        self._fill(entry, record)
        self._scroll.show()
        report = entry.fact.text if isinstance(entry.fact, Report) else ""
        self.text.setPlainText(report)
        self.text.setVisible(bool(report))
        self.model.set_rows(())
        self.table.setVisible(entry.kind == "imaging")
        self._open.setVisible(entry.kind == "imaging")

    def _fill(self, entry: Entry, record: PatientRecord) -> None:
        empty_out(self._fields)
        for words, text in fields_of(entry, record):
            shown = value(text)
            if entry.flag and text == entry.detail:
                beyond = tr("above its range") if entry.flag == "high" else tr("below its range")
                shown = label(f"{text}  {beyond}", "warn", wrap=True, selectable=True)
            at = self._fields.rowCount()
            self._fields.addWidget(label(tr(words), "dim"), at, 0, Qt.AlignmentFlag.AlignTop)
            self._fields.addWidget(shown, at, 1)

    def show_series(self, series: tuple[Series, ...]) -> None:
        """The series of the study that is shown."""
        self.model.set_rows(series)
        # no taller than its rows, or the fields would stand far below
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setMaximumHeight(max(len(series), 1) * self._theme.px(28) + head + 2)
        if series:
            self.table.selectRow(0)

    def _open_first(self) -> None:
        series = self.table.current() or self.model.row(0)
        if series is not None:
            self.series_opened.emit(series.uid)
