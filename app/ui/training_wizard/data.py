"""The wizard's second page: of which data."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QWidget,
)

from app.domain.training import TrainRequest
from app.domain.words import say
from app.services.training import TableSummary
from app.ui import files
from app.ui.language import tr, tr_count
from app.ui.qt.form import Field, button, empty_out, label, row, show_if
from app.ui.training_wizard.cohorts import CohortRow
from app.ui.training_wizard.desk import Desk, Page
from app.ui.training_wizard.model import ColumnsModel
from app.ui.training_wizard.state import Slot, WizardState


class DataPage(Page):
    """2: the kind of data, its files, the answer's column, the patient's column, and what the model may read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Which data does it learn from?"),
            tr("One case in each row, picture or sample. It is read here and goes nowhere else."),
            WizardState.data_trouble,
        )
        self.way = QComboBox()
        self.way.activated.connect(lambda _: desk.put(desk.state.with_way(str(self.way.currentData()))))
        self._way_field = Field(tr("What there is"), self.way)
        self.add(self._way_field)
        self._slots = QGridLayout()
        self._slots.setHorizontalSpacing(12)
        self._slots.setVerticalSpacing(8)
        self._slots.setColumnStretch(1, 1)
        self.add(self._slots)
        self.cohorts = CohortRow(desk, self.look_at_cohort)
        self.add(self.cohorts)
        self._file = label("", "dim", wrap=True)
        self.add(self._file)
        self._lay_out_fields()
        self.model = ColumnsModel()
        self.model.toggled.connect(lambda name: desk.put(desk.state.toggled(name)))
        self.table = self._view()
        self.add(self.table, 1)
        self._fields.hide()
        self.table.hide()
        self.buttons: dict[str, QPushButton] = {}
        self._names: dict[str, QLabel] = {}
        self._removals: dict[str, QPushButton] = {}
        self._built_for: tuple[str, ...] = ()
        self._filled_for: TableSummary | None = None
        self._reading: TrainRequest | None = None
        self._fill = QWidget()
        self.add(self._fill, 1)

    def _lay_out_fields(self) -> None:
        """What the columns are: report, molecule, answer, class looked for, patient, sheet."""
        desk = self.desk
        self.target, self.positive, self.group = QComboBox(), QComboBox(), QComboBox()
        self.text, self.smiles, self.sheet = QComboBox(), QComboBox(), QComboBox()
        self.text.activated.connect(lambda _: desk.put(desk.state.with_text(str(self.text.currentData()))))
        self.smiles.activated.connect(lambda _: desk.put(desk.state.with_smiles(str(self.smiles.currentData()))))
        self.target.activated.connect(lambda _: desk.put(desk.state.with_target(str(self.target.currentData()))))
        self.group.activated.connect(lambda _: desk.put(desk.state.with_group(str(self.group.currentData()))))
        self.positive.activated.connect(lambda _: desk.put(desk.state.with_positive(str(self.positive.currentData()))))
        self.sheet.activated.connect(lambda _: self.look(Path(desk.state.file("table")), self.sheet.currentText()))
        self._sheets = Field(tr("Sheet"), self.sheet, tr("Of the workbook."))
        self._reads = Field(tr("The text is in"), self.text, tr("What the model reads of each row."))
        self._molecules = Field(tr("The molecule is in"), self.smiles, tr("Written as SMILES."))
        self._answer = Field(tr("The answer is in"), self.target, tr("What the model learns to say."))
        self._which = Field(
            tr("The class looked for"), self.positive, tr("Sensitivity is the share of it that is found.")
        )
        whose = Field(tr("The patient is in"), self.group, tr("Rows of one patient never stand on both sides."))
        asked = (self._sheets, self._reads, self._molecules, self._answer, self._which, whose)
        for box in (self.target, self.positive, self.group, self.text, self.smiles):
            # a long heading is cut, not the page made wider
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        fields = row(*asked, gap=16)
        for at, field in enumerate(asked):
            fields.setStretch(at, 1)
            fields.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self._fields = QWidget()
        self._fields.setLayout(fields)
        self.add(self._fields)

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

    # --- the files ------------------------------------------------------------------------------------------------

    def _build_slots(self, slots: tuple[Slot, ...]) -> None:
        self._built_for = tuple(slot.option for slot in slots)
        empty_out(self._slots)
        self.buttons, self._names, self._removals = {}, {}, {}
        theme = self.desk.shell.theme
        for at, slot in enumerate(slots):
            needed = tr("needed") if slot.is_needed else tr("may be left out")
            name = label("", "dim")
            name.setMinimumWidth(theme.px(120))
            one = button(tr("Choose a file…"), partial(self._choose, slot), icon=theme.icon("table", "text"))
            folder = button(tr("Choose a folder…"), partial(self._choose_folder, slot))
            none = button(tr("Remove"), partial(self._taken, slot.option, ""), "quiet")
            for made in (one, folder, none):
                self.desk.shell.for_role(made, "train")
            self.buttons[slot.option], self._names[slot.option] = one, name
            self._slots.addLayout(row(label(tr(slot.words), "strong"), label(needed, "small"), gap=8), at, 0)
            for column, part in enumerate((name, one, folder, none), 1):
                self._slots.addWidget(part, at, column)
            show_if(folder, slot.can_be_folder)
            show_if(none, False)
            if not slot.is_needed:
                self._removals[slot.option] = none

    @property
    def choose(self) -> QPushButton:
        """The button of the table, or of the first file."""
        return self.buttons.get("table") or next(iter(self.buttons.values()))

    def _choose(self, slot: Slot) -> None:
        kinds = tr("Data") + f" ({slot.suffixes});;" + tr("All files") + " (*)"
        path = self.desk.choose_file(self, tr("Choose data to learn from"), kinds)
        if path is not None:
            self._taken(slot.option, str(path))

    def _choose_folder(self, slot: Slot) -> None:
        path = files.folder(self, tr("Choose a folder to learn from"))
        if path is not None:
            self._taken(slot.option, str(path))

    def _taken(self, option: str, path: str) -> None:
        """A file more, or one less; read once everything that is needed is there."""
        self.desk.put(self.desk.state.with_file(option, path))
        self._read()

    def take(self, **paths: Path) -> None:
        """Choose files by their option, all at once."""
        state = self.desk.state
        for option, path in paths.items():
            state = state.with_file(option, str(path))
        self.desk.put(state)
        self._read()

    def _read(self) -> None:
        """Read the chosen files in a job. What was chosen meanwhile is read again."""
        state = self.desk.state
        if state.missing_slots():
            return
        request = state.files()
        if not request.sources and not request.cohort:
            self.look(Path(request.table))
            return
        self._reading = request
        ws = self.desk.workstation
        first = next(iter(request.sources.values()), "")
        self._file.setText(tr("Reading {file}…", file=Path(first).name) if first else tr("The cohort is being read…"))
        self.desk.shell.run_job(
            say("Look at a table"),
            lambda _: ws.training.look_at(ws.principal, request),
            lambda table: self._looked(request, table),
            failed=self._not_read,
            quiet=True,
            owner=self,
        )

    def look_at_cohort(self, cohort: str) -> None:
        """Read a saved cohort in a job."""
        self.desk.put(self.desk.state.with_cohort(cohort))
        if cohort:
            self._read()

    def look(self, table: Path, sheet: str = "") -> None:
        """Read the table's columns in a job."""
        state, ws = self.desk.state, self.desk.workstation
        self.desk.put(state.with_file("table", str(table)))
        self._reading = request = self.desk.state.files()
        self._file.setText(tr("Reading {file}…", file=table.name))
        self.desk.shell.run_job(
            say("Look at a table"),
            lambda _: ws.training.look(ws.principal, table, sheet),
            lambda found: self._looked(request, found),
            failed=self._not_read,
            quiet=True,
            owner=self,
        )

    def _looked(self, request: TrainRequest, table: TableSummary) -> None:
        if request == self._reading:
            self.desk.put(self.desk.state.with_summary(table))

    def _not_read(self, error: BaseException) -> None:
        self._file.setText(tr("It could not be read. Choose other data."))
        self.desk.shell.show_error(error)

    # --- painting -------------------------------------------------------------------------------------------------

    def _fill_choices(self, table: TableSummary) -> None:
        self._filled_for = table
        none = tr("None: each row is a patient of its own")
        for box, first in (
            (self.target, tr("Choose…")), (self.text, tr("Choose…")), (self.smiles, tr("Choose…")), (self.group, none),
        ):  # fmt: skip
            box.clear()
            box.addItem(first, "")
            for column_ in table.columns:
                box.addItem(column_.name, column_.name)
        self.sheet.clear()
        self.sheet.addItems(table.sheets)
        self.sheet.setCurrentText(table.sheet)

    def _show_ways(self, state: WizardState) -> None:
        ways = state.ways()
        if [self.way.itemData(at) for at in range(self.way.count())] != [way.name for way in ways]:
            self.way.clear()
            for way in ways:
                self.way.addItem(tr(way.words), way.name)
        self.way.setCurrentIndex(self.way.findData(state.way))
        self._way_field.setVisible(len(ways) > 1)
        self.cohorts.show_state(state)
        slots = state.chosen_way().slots
        if self._built_for != tuple(slot.option for slot in slots):
            self._build_slots(slots)
        for option, name in self._names.items():
            path = state.file(option)
            name.setText(Path(path).name if path else tr("nothing chosen yet"))
            if option in self._removals:
                show_if(self._removals[option], bool(path))

    def show_state(self, state: WizardState) -> None:
        self.model.show_state(state)
        self._show_ways(state)
        has_table = state.table is not None
        for part in (self._fields, self.table):
            part.setVisible(has_table)
        self._fill.setVisible(not has_table)
        if state.table is None:
            if state.missing_slots() or (state.way.startswith("cohort") and not state.cohort):
                self._file.setText("")
            return
        if state.table is not self._filled_for:
            self._fill_choices(state.table)
        self._file.setText(self._found(state, state.table))
        self._sheets.setVisible(len(state.table.sheets) > 1)
        self._reads.setVisible(state.asks_text())
        self._molecules.setVisible(state.asks_smiles())
        self._answer.setVisible(not state.asks_nothing())
        self.target.setCurrentIndex(self.target.findData(state.target))
        self.group.setCurrentIndex(self.group.findData(state.group))
        self.text.setCurrentIndex(max(self.text.findData(state.text), 0))
        self.smiles.setCurrentIndex(max(self.smiles.findData(state.smiles), 0))
        classes = state.two_classes()
        self._which.setVisible(bool(classes) and not state.asks_nothing())
        self.positive.clear()
        for data, text in (("", tr("Found by its name, else the rarer")), *((one, one) for one in classes)):
            self.positive.addItem(text, data)
        self.positive.setCurrentIndex(max(self.positive.findData(state.parameters.get("positive", "")), 0))

    def _found(self, state: WizardState, table: TableSummary) -> str:
        cases = tr_count(table.rows, "{n} case", "{n} cases")
        columns = tr_count(len(table.columns), "{n} column", "{n} columns")
        read = tr_count(len(state.inputs()), "{n} column is read", "{n} columns are read")
        parts = (cases, columns, table.encoding, read if state.reads_columns() else "")
        return "  ·  ".join(part for part in parts if part)
