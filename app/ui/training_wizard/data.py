"""The wizard's second page: of which data."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableView,
    QWidget,
)

from app.domain.training import TrainRequest
from app.domain.words import say
from app.services.training import TableSummary
from app.ui import files
from app.ui.language import tr, tr_count
from app.ui.qt.form import Field, button, label, row
from app.ui.training_wizard.desk import Desk, Page
from app.ui.training_wizard.model import ColumnsModel
from app.ui.training_wizard.state import TABLE_KINDS, WizardState

# what a kind is called among a request's sources, and the files that hold it
_OPTIONS = {"images": "images", "dna": "sequences", "dosages": "vcf", "expression": "expression"}
_SUFFIXES = {
    "images": "*.npz",
    "dna": "*.fa *.fasta *.fna",
    "dosages": "*.vcf *.vcf.gz",
    "expression": "*.csv *.csv.gz *.tsv",
}


class DataPage(Page):
    """2: the table, the answer's column, the patient's column, and what the model may read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Which data does it learn from?"),
            tr("One case in each row, picture or sample. It is read here and goes nowhere else."),
            WizardState.data_trouble,
        )
        theme = desk.shell.theme
        self.choose = button(tr("Choose a table…"), self._choose, icon=theme.icon("table", "text"))
        desk.shell.for_role(self.choose, "train")
        self._file = label(tr("No table chosen yet."), "dim", wrap=True)
        self.choose_files = button(tr("Choose a file…"), self._choose_file, icon=theme.icon("table", "text"))
        self.choose_folder = button(tr("Choose a folder…"), self._choose_folder, icon=theme.icon("table", "text"))
        self.choose_labels = button(tr("Choose the labels…"), self._choose_labels, icon=theme.icon("table", "text"))
        for other in (self.choose_files, self.choose_folder, self.choose_labels):
            desk.shell.for_role(other, "train")
        top = row(self.choose, self.choose_files, self.choose_folder, self.choose_labels, self._file, gap=12)
        top.setStretch(4, 1)
        self.add(top)
        self.target, self.positive, self.group, self.text = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.text.activated.connect(lambda _: desk.put(desk.state.with_text(str(self.text.currentData()))))
        self.target.activated.connect(lambda _: self._targeted())
        self.group.activated.connect(lambda _: self._grouped())
        self.positive.activated.connect(lambda _: self._looked_for())
        self._fields = QWidget()
        self._which = Field(
            tr("The class looked for"), self.positive, tr("Sensitivity is the share of it that is found.")
        )
        self._reads = Field(tr("The report or molecule is in"), self.text, tr("What the model reads of each row."))
        group_help = tr("Rows of one patient never stand on both sides of the split.")
        asked = (
            self._reads,
            Field(tr("The answer is in"), self.target, tr("What the model learns to say.")),
            self._which,
            Field(tr("The patient is in"), self.group, group_help),
        )
        fields = row(*asked, gap=16)
        for at, field in enumerate(asked):
            fields.setStretch(at, 1)
            fields.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self._fields.setLayout(fields)
        self.add(self._fields)
        self.model = ColumnsModel()
        self.model.toggled.connect(lambda name: desk.put(desk.state.toggled(name)))
        self.table = self._view()
        self.add(self.table, 1)
        self._fields.hide()
        self.table.hide()
        self._filled_for: TableSummary | None = None
        self._fill = QWidget()
        self.add(self._fill, 1)

    def _view(self) -> QTableView:
        px = self.desk.shell.theme.px
        view = QTableView()
        view.setModel(self.model)
        view.setAccessibleName(tr("Columns of the table; the ticked ones are read by the model"))
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(px(28))
        head = view.horizontalHeader()
        head.setHighlightSections(False)
        for at, width in enumerate((110, 190, 100, 100, 80, 150)):
            head.resizeSection(at, px(width))
        head.setSectionResizeMode(6, QHeaderView.ResizeMode.Stretch)
        return view

    def _choose(self) -> None:
        kinds = tr("Tables") + " (*.csv *.tsv *.txt);;" + tr("All files") + " (*)"
        path = self.desk.choose_file(self, tr("Choose a table to learn from"), kinds)
        if path is not None:
            self.look(path)

    def _choose_file(self) -> None:
        kinds = tr("Data") + f" ({_SUFFIXES.get(self.desk.state.source(), '*')});;" + tr("All files") + " (*)"
        path = self.desk.choose_file(self, tr("Choose data to learn from"), kinds)
        if path is not None:
            self.look_at(self._with(_OPTIONS[self.desk.state.source()], path))

    def _choose_folder(self) -> None:
        path = files.folder(self, tr("Choose a folder to learn from"))
        if path is not None:
            self.look_at(self._with(_OPTIONS[self.desk.state.source()], path))

    def _choose_labels(self) -> None:
        path = self.desk.choose_file(self, tr("Choose the table with the answers"), tr("All files") + " (*)")
        if path is not None:
            self.look_at(self._with("labels", path))

    def _with(self, kind: str, path: Path) -> tuple[tuple[str, str], ...]:
        """What is chosen, with this file instead of the one of its kind; other data need other labels."""
        kept = {} if kind != "labels" else dict(self.desk.state.sources)
        return tuple({**kept, kind: str(path)}.items())

    def look_at(self, sources: tuple[tuple[str, str], ...]) -> None:
        """Read pictures, genotypes or a matrix, and their labels, in a job."""
        ws, recipe = self.desk.workstation, self.desk.state.recipe
        request = TrainRequest(recipe, "", "", sources=dict(sources))
        self._file.setText(tr("Reading {file}…", file=Path(sources[-1][1]).name))
        self.desk.shell.run_job(
            say("Look at a table"),
            lambda _: ws.training.look_at(ws.principal, request),
            lambda table: self.desk.put(self.desk.state.with_source(table, sources)),
            failed=self._not_read,
            quiet=True,
            owner=self,
        )

    def look(self, table: Path) -> None:
        """Read the table's columns in a job."""
        ws = self.desk.workstation
        self._file.setText(tr("Reading {file}…", file=table.name))
        self.desk.shell.run_job(
            say("Look at a table"),
            lambda _: ws.training.look(ws.principal, table),
            self._looked,
            failed=self._not_read,
            quiet=True,
            owner=self,
        )

    def _looked(self, table: TableSummary) -> None:
        self.desk.put(self.desk.state.with_table(table))

    def _fill_choices(self, table: TableSummary) -> None:
        self._filled_for = table
        for box, first in (
            (self.target, tr("Choose…")),
            (self.text, tr("Choose…")),
            (self.group, tr("None: each row is a patient of its own")),
        ):
            box.clear()
            box.addItem(first, "")
            for column_ in table.columns:
                box.addItem(column_.name, column_.name)

    def _not_read(self, error: BaseException) -> None:
        table = self.desk.state.table
        self._file.setText(table.path.name if table else tr("No table chosen yet."))
        self.desk.shell.show_error(error)

    def _targeted(self) -> None:
        self.desk.put(self.desk.state.with_target(str(self.target.currentData())))

    def _looked_for(self) -> None:
        self.desk.put(self.desk.state.with_positive(str(self.positive.currentData())))

    def _grouped(self) -> None:
        self.desk.put(self.desk.state.with_group(str(self.group.currentData())))

    def show_state(self, state: WizardState) -> None:
        self.model.show_state(state)
        source = state.source()
        self.choose.setVisible(source in TABLE_KINDS)
        self.choose_files.setVisible(source not in TABLE_KINDS)
        self.choose_folder.setVisible(source in ("images", "dna"))
        self.choose_labels.setVisible(source not in TABLE_KINDS and bool(state.sources))
        self._reads.setVisible(source in ("text", "smiles"))
        has_table = state.table is not None
        self._fields.setVisible(has_table)
        self.table.setVisible(has_table)
        self._fill.setVisible(not has_table)
        if state.table is None:
            return
        if state.table is not self._filled_for:
            self._fill_choices(state.table)
        rows = tr_count(state.table.rows, "{n} row", "{n} rows")
        columns = tr_count(len(state.table.columns), "{n} column", "{n} columns")
        read = tr_count(len(state.inputs()), "{n} column is read", "{n} columns are read")
        parts = (state.table.path.name, rows, columns, state.table.encoding, read if source == "table" else "")
        self._file.setText("  ·  ".join(part for part in parts if part))
        self.target.setCurrentIndex(self.target.findData(state.target))
        self.group.setCurrentIndex(self.group.findData(state.group))
        self.text.setCurrentIndex(max(self.text.findData(state.text), 0))
        classes = state.two_classes()
        self._which.setVisible(bool(classes))
        self.positive.clear()
        for data, text in (("", tr("Found by its name, else the rarer")), *((one, one) for one in classes)):
            self.positive.addItem(text, data)
        self.positive.setCurrentIndex(max(self.positive.findData(state.parameters.get("positive", "")), 0))
