"""The worklist: studies, patients and imports of the vault; the way in for files, the way on to viewer and record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.figures import day, moment
from app.domain.patient import Changes, Patient
from app.domain.study import Series
from app.domain.words import say
from app.domain.work import Report
from app.services import identity
from app.services.importing import ColumnMapping, ImportResult
from app.services.searching import LIMIT, PLACES, Found, Hit
from app.services.worklist import PAGE, Order, PatientPage, PatientRow, StudyPage, StudyRow
from app.services.workstation import Workstation
from app.ui import files
from app.ui.deleting import ErasingBar, delete_patient, delete_study
from app.ui.language import tr, tr_count
from app.ui.qt.form import button, column, empty_out, label, line, menu_button, row, show_if, text_field
from app.ui.qt.panels import EmptyState, scrolling
from app.ui.qt.table import Table
from app.ui.room import Shell
from app.ui.series_strip import SeriesStrip, series_card
from app.ui.worklist import model
from app.ui.worklist.imports import DropOverlay, MappingSheet, ResultSheet
from app.ui.worklist.state import Tab, WorklistState, opens, split_tables

_TYPING_MS = 120
_FIRST_TABS: tuple[Tab, ...] = ("studies", "patients")
SHOWN_NOUNS = frozenset({"patient", "study", "series", "instance", "fact", "import"})


@dataclass(frozen=True, slots=True)
class Read:
    """What a reading of the lists came to: the pages on screen (with the number of their first rows), and the rest."""

    studies: StudyPage
    patients: PatientPage
    imports: tuple[ImportResult, ...]
    found: Found
    firsts: tuple[int, int]


class View(QWidget):
    """The room. Rows are read in jobs, a page at a time; the vault sorts and filters."""

    def __init__(self, workstation: Workstation, shell: Shell) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setAcceptDrops(True)
        self._ws = workstation
        self._shell = shell
        self.state = WorklistState()
        self._is_stale = True
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(250)
        self._soon.timeout.connect(self.read)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(partial(self.read, from_top=True))
        self._asked = 0
        self.studies = model.studies(shell.theme)
        self.patients = model.patients(shell.theme)
        self.imports = model.imports(shell.theme)
        self.found = model.found(shell.theme)
        self.read(from_top=True)  # while the room is being built
        self._build()
        self._connect()
        self._make_searchable()
        self.resume_imports()

    # ---- building

    def _build(self) -> None:
        theme = self._shell.theme
        # from the outside in: a widget that is moved into another is dressed anew with all it holds
        self._pages = QStackedWidget(self)
        filled = QWidget(self._pages)
        split = QSplitter(Qt.Orientation.Horizontal, filled)
        lists = QWidget(split)
        self._stack = QStackedWidget(lists)
        self.tables: dict[Tab, Table] = {
            "studies": Table(self.studies, tr("Studies"), theme.px(34), self._stack),
            "patients": Table(self.patients, tr("Patients"), theme.px(34), self._stack),
            "imports": Table(self.imports, tr("Imports"), theme.px(34), self._stack),
            "found": Table(self.found, tr("Found"), theme.px(34), self._stack),
        }
        self._chips = model.Chips(theme)
        self.tables["studies"].setItemDelegateForColumn(model.MODALITY_COLUMN, self._chips)
        self.tables["studies"].sort_by(4, descending=True)
        self.tables["patients"].sort_by(4, descending=True)
        self.tables["imports"].sort_by(0, descending=True)
        for table in self.tables.values():
            self._stack.addWidget(table)
        self._nothing = label("", "dim", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._nothing)
        self._strip = SeriesStrip(theme)
        self._strip_area = self._strip_panel()
        self._details = Details(self._shell, self)
        inside = column(self._stack, self._strip_area, gap=0)
        inside.setStretch(0, 1)
        lists.setLayout(inside)
        split.addWidget(lists)
        split.addWidget(self._details)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([1000, theme.px(256)])
        split.setHandleWidth(1)
        page = column(self._bar(), split, gap=0)
        page.setStretch(1, 1)
        filled.setLayout(page)
        self._empty = EmptyState(
            theme,
            "import",
            tr("The vault is empty"),
            tr(
                "Drop files here or import them: DICOM files and folders, ZIP archives, FHIR bundles, "
                "CSV tables of observations. They are copied into the vault, encrypted; the originals stay untouched."
            ),
            tr("Import files…"),
            self.choose_files,
        )
        self._pages.addWidget(QWidget())
        self._pages.addWidget(filled)
        self._pages.addWidget(self._empty)
        self.erasing = ErasingBar(self._shell)
        whole = column(self._pages, self.erasing, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self._overlay = DropOverlay(theme, self)

    def _bar(self) -> QFrame:
        theme = self._shell.theme
        self._tabs: dict[Tab, QPushButton] = {}
        group = QButtonGroup(self)
        names: tuple[Tab, ...] = ("studies", "patients", "imports", "found")
        for name in names:
            tab = button("", partial(self.turn_to, name), "quiet")
            tab.setCheckable(True)
            group.addButton(tab)
            self._tabs[name] = tab
        self.filter = text_field(placeholder=tr("Search: name, number, date, study, condition, report …"))
        self.filter.setAccessibleName(tr("Search"))
        self.filter.addAction(theme.icon("search"), self.filter.ActionPosition.LeadingPosition)
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(theme.px(220))
        self.filter.setMaximumWidth(theme.px(440))
        self._import, menu = menu_button(tr("Import"), "primary", theme.icon("import", "on_accent", "on_accent"))
        self._shell.for_role(self._import, "import")
        menu.addAction(theme.icon("record"), tr("Files…"), "Ctrl+O", self.choose_files)
        menu.addAction(theme.icon("folder"), tr("Folder…"), "Ctrl+Shift+O", self.choose_folder)
        bar = QFrame()
        bar.setProperty("kind", "bar")
        made = row(*self._tabs.values(), 12, self.filter, None, self._import, gap=4, margins=(14, 8, 14, 8))
        made.setStretch(len(self._tabs) + 1, 1)
        bar.setLayout(made)
        return bar

    def _strip_panel(self) -> QFrame:
        held = QFrame()
        held.setProperty("kind", "foot")
        self._strip_note = label("", "small")
        held.setLayout(column(self._strip_note, self._strip, gap=2, margins=(12, 8, 12, 6)))
        held.hide()
        return held

    def _connect(self) -> None:
        self._shell.news.connect(self._hear)
        self._shell.search_wanted.connect(self._search)
        self._shell.find_wanted.connect(self.filter.setFocus)
        self.filter.textChanged.connect(self._filter)
        self.filter.returnPressed.connect(self._open_first)
        self.studies.ordered.connect(partial(self.read, from_top=True))
        self.patients.ordered.connect(partial(self.read, from_top=True))
        self.studies.wanted.connect(self._read_studies)
        self.patients.wanted.connect(self._read_patients)
        self.tables["studies"].chosen.connect(self._choose_study)
        self.tables["patients"].chosen.connect(self._choose_patient)
        self.tables["imports"].chosen.connect(lambda _row: self._details.show_nothing())
        self.tables["studies"].opened.connect(self.open_study)
        self.tables["patients"].opened.connect(lambda one: self._shell.open_patient(one.patient.id))
        self.tables["imports"].opened.connect(self._show_result)
        self.tables["found"].chosen.connect(self._choose_hit)
        self.tables["found"].opened.connect(self.open_hit)
        self._strip.opened.connect(self._shell.open_series)

    # ---- reading

    def read(self, from_top: bool = False) -> None:
        """Read the lists anew: the pages that are on screen, or the first ones."""
        self._is_stale = False
        self._typing.stop()
        self._asked += 1
        ws, asked, text, is_searching = self._ws, self._asked, self.state.filter, self.state.is_searching
        orders = tuple(Order(rows.order, rows.is_descending) for rows in (self.studies, self.patients))
        firsts = (0, 0) if from_top else (self._first_shown("studies"), self._first_shown("patients"))

        def work(_report: object) -> Read:
            who = ws.principal
            return Read(
                ws.worklist.study_page(who, text, orders[0], firsts[0]),
                ws.worklist.patient_page(who, text, orders[1], firsts[1]),
                ws.importing.ledgers(who),
                ws.searching.find(who, text) if is_searching else Found(),
                firsts,
            )

        def show(read: Read) -> None:
            if asked == self._asked:  # else something else was asked for meanwhile
                self._show_rows(read)

        self._shell.run_job(say("Read the worklist"), work, show, quiet=True, owner=self)

    def _first_shown(self, tab: Tab) -> int:
        """Where the page begins that is on screen."""
        at = self.tables[tab].rowAt(1)
        return max(at, 0) // PAGE * PAGE

    def _read_studies(self, first: int) -> None:
        ws, asked, text = self._ws, self._asked, self.state.filter
        order = Order(self.studies.order, self.studies.is_descending)

        def show(page: StudyPage) -> None:
            if asked == self._asked:
                self.studies.add_rows(first, page.rows)

        self._shell.run_job(
            say("Read the worklist"),
            lambda _report: ws.worklist.study_page(ws.principal, text, order, first),
            show,
            quiet=True,
            owner=self,
        )

    def _read_patients(self, first: int) -> None:
        ws, asked, text = self._ws, self._asked, self.state.filter
        order = Order(self.patients.order, self.patients.is_descending)

        def show(page: PatientPage) -> None:
            if asked == self._asked:
                self.patients.add_rows(first, page.rows)

        self._shell.run_job(
            say("Read the worklist"),
            lambda _report: ws.worklist.patient_page(ws.principal, text, order, first),
            show,
            quiet=True,
            owner=self,
        )

    def _make_searchable(self) -> None:
        """Index what an older version of the program stored, where there is any."""
        ws = self._ws

        def begin(count: int) -> None:
            if count:
                self._shell.run_job(
                    say("Make the records searchable"),
                    lambda report: ws.searching.catch_up(ws.principal, report),
                    lambda _count: None,
                    owner=self,
                )

        self._shell.run_job(
            say("Look what is searchable"),
            lambda _report: ws.searching.behind(ws.principal),
            begin,
            quiet=True,
            owner=self,
        )

    def _hear(self, changes: Changes) -> None:
        if not changes.nouns() & SHOWN_NOUNS:
            return
        if self.isVisible():
            # an import tells of every batch; a list that is redrawn four times a second is live enough
            if not self._soon.isActive():
                self._soon.start()
        else:
            self._is_stale = True

    def showEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self._is_stale:
            self.read()

    def _show_rows(self, read: Read) -> None:
        first = not self.state.is_read
        kept = {tab: table.current() for tab, table in self.tables.items()}
        at = {tab: table.verticalScrollBar().value() for tab, table in self.tables.items()}
        self.studies.show_rows(read.studies.total, read.firsts[0], read.studies.rows)
        self.patients.show_rows(read.patients.total, read.firsts[1], read.patients.rows)
        self.imports.set_rows(read.imports)
        self.found.set_rows(read.found.hits)
        self.state = self.state.read(
            {
                "studies": read.studies.total,
                "patients": read.patients.total,
                "imports": self.imports.rowCount(),
                "found": len(read.found.hits),
            }
        )
        if first:
            self.state = replace(self.state, tab=self.state.first_tab())
        self._pages.setCurrentIndex(2 if self.state.is_empty else 1)
        self._keep(kept)
        for tab, first_row in zip(_FIRST_TABS, read.firsts, strict=True):
            if first_row:
                self.tables[tab].verticalScrollBar().setValue(at[tab])
        self._show_tab()
        if first and self.state.tab != "imports":
            self.tables[self.state.tab].selectRow(0)

    def _keep(self, kept: dict[Tab, Any]) -> None:
        """Select again what was selected, after the rows came anew."""
        study, patient, ledger = kept["studies"], kept["patients"], kept["imports"]
        if study is not None:
            self.tables["studies"].choose(lambda one: one.study.uid == study.study.uid)
        if patient is not None:
            self.tables["patients"].choose(lambda one: one.patient.id == patient.patient.id)
        if ledger is not None:
            self.tables["imports"].choose(lambda one: one.id == ledger.id)

    # ---- showing

    def turn_to(self, tab: Tab) -> None:
        self.state = self.state.turned_to(tab)
        self._show_tab()
        self._show_chosen()

    def _show_chosen(self) -> None:
        shown = self.state.shown
        current = self.tables[shown].current()
        match shown:
            case "studies":
                self._choose_study(current)
            case "patients":
                self._choose_patient(current)
            case "found":
                self._choose_hit(current)
            case "imports":
                self._details.show_nothing()

    def _show_tab(self) -> None:
        shown = self.state.shown
        names = {
            "studies": tr("Studies"),
            "patients": tr("Patients"),
            "imports": tr("Imports"),
            "found": tr("Found in the records"),
        }
        for tab, button_ in self._tabs.items():
            count = f"{self.tables[tab].model().rowCount():,}"
            more = "+" if tab == "found" and self.found.rowCount() >= LIMIT else ""
            button_.setText(f"{names[tab]}  {count}{more}")
            button_.setChecked(tab == shown)
        show_if(self._tabs["found"], self.state.is_searching)
        if self.tables[shown].model().rowCount():
            self._stack.setCurrentWidget(self.tables[shown])
        else:
            self._nothing.setText(self._nothing_words())
            self._stack.setCurrentWidget(self._nothing)
        self._strip_area.setVisible(shown == "studies" and self.tables["studies"].current() is not None)

    def _nothing_words(self) -> str:
        if self.state.filter:
            return tr("Nothing here matches “{text}”.", text=self.state.filter)
        words = {
            "studies": tr("No images yet: the vault holds records only."),
            "patients": tr("No patients yet."),
            "imports": tr("Nothing was imported yet."),
            "found": "",
        }
        return words[self.state.tab]

    def _filter(self, text: str) -> None:
        self.state = self.state.filtered(text.strip())
        self.imports.filter(text)
        self._typing.start()

    def _open_first(self) -> None:
        """Enter in the search field: what is chosen in the list, or its first row."""
        if not self._typing.isActive():
            self.tables[self.state.shown].open_first()

    def _search(self, text: str) -> None:
        """Go on with what was begun in the search field on top."""
        self.filter.setText(text)
        self.filter.setFocus()

    def _choose_study(self, chosen: StudyRow | None) -> None:
        if self.state.shown != "studies":
            return
        self._strip_area.setVisible(chosen is not None)
        if chosen is None:
            self._details.show_nothing()
            return
        self._details.show_study(chosen, None)
        self._read_series(chosen)

    def _choose_patient(self, chosen: PatientRow | None) -> None:
        if self.state.shown != "patients":
            return
        if chosen is None:
            self._details.show_nothing()
        else:
            self._details.show_patient(chosen)

    def _choose_hit(self, chosen: Hit | None) -> None:
        if self.state.shown != "found":
            return
        if chosen is None:
            self._details.show_nothing()
        else:
            self._details.show_hit(chosen)

    def _show_result(self, result: ImportResult) -> None:
        ResultSheet(self._shell.theme, result, self).show()

    # ---- series of the chosen study

    def _read_series(self, chosen: StudyRow) -> None:
        ws, uid = self._ws, chosen.study.uid
        self._strip_note.setText(
            tr_count(
                chosen.series,
                "{n} series in this study; a double click opens it.",
                "{n} series in this study; a double click opens one.",
            )
        )

        def work(_report: object) -> tuple[tuple[Series, ...], tuple[PatientRow, ...]]:
            series = ws.worklist.series(ws.principal, study=uid)
            return series, ws.worklist.patients(ws.principal, patient=chosen.patient.id)

        def show(read: tuple[tuple[Series, ...], tuple[PatientRow, ...]]) -> None:
            current = self.tables["studies"].current()
            if self.state.shown == "studies" and current is not None and current.study.uid == uid:
                self._details.show_study(chosen, next(iter(read[1]), None))
                self._show_series(read[0])

        self._shell.run_job(say("Read the series"), work, show, quiet=True, owner=self)

    def _show_series(self, series: tuple[Series, ...]) -> None:
        self._strip.show_cards([series_card(one) for one in series])
        missing = tuple(one.uid for one in series if not self._strip.has_picture(one.uid))
        if missing:
            self._read_thumbnails(missing)

    def _read_thumbnails(self, series: Sequence[str]) -> None:
        ws = self._ws

        def work(_report: object) -> list[tuple[str, bytes | None]]:
            return [(uid, ws.worklist.thumbnail(ws.principal, uid)) for uid in series]

        def show(read: list[tuple[str, bytes | None]]) -> None:
            for uid, png in read:
                self._strip.show_picture(uid, png)

        self._shell.run_job(say("Read thumbnails"), work, show, quiet=True, owner=self)

    # ---- going on

    def open_hit(self, hit: Hit) -> None:
        """Open what was found where it is looked at: an image, or the record."""
        match opens(hit):
            case "study":
                self._open_images(hit.about, hit.patient)
            case "series":
                self._shell.set_patient(hit.patient)
                self._shell.open_series(hit.about)
            case "record":
                self._shell.open_patient(hit.patient.id)

    def open_study(self, chosen: StudyRow) -> None:
        """Open the first series of a study in the viewer."""
        self._open_images(chosen.study.uid, chosen.patient)

    def _open_images(self, uid: str, patient: Patient) -> None:
        ws = self._ws

        def show(series: tuple[Series, ...]) -> None:
            if series:
                self._shell.set_patient(patient)
                self._shell.open_series(max(series, key=lambda one: one.instance_count).uid)
            else:
                self._shell.tell(say("This study holds no series."))

        self._shell.run_job(
            say("Read the series"),
            lambda _report: ws.worklist.series(ws.principal, study=uid),
            show,
            quiet=True,
            owner=self,
        )

    # ---- importing

    def choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, tr("Choose files to import"))
        self.import_paths([Path(name) for name in names])

    def choose_folder(self) -> None:
        chosen = files.folder(self, tr("Choose a folder to import"))
        self.import_paths([] if chosen is None else [chosen])

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import files and folders; each table first asks how its columns are to be read."""
        tables, others = split_tables(paths)
        if others:
            self._run_import(others, None)
        for table in tables:
            self._ask_mapping(table)

    def _ask_mapping(self, table: Path) -> None:
        ws = self._ws

        def show(proposed: tuple[tuple[str, ...], ColumnMapping]) -> None:
            sheet = MappingSheet(self._shell.theme, table, *proposed, self)
            sheet.accepted.connect(lambda: self._run_import((table,), sheet.mapping))
            sheet.open()

        self._shell.run_job(
            say("Look at {name}", name=table.name),
            lambda _report: ws.importing.propose_mapping(ws.principal, table),
            show,
            owner=self,
        )

    def _run_import(self, paths: Sequence[Path], mapping: ColumnMapping | None) -> None:
        ws, given = self._ws, tuple(paths)
        title = say("Import {name}", name=given[0].name) if len(given) == 1 else say("Import {n} items", n=len(given))
        # an import that a lock stops is taken up again afterwards: what is stored already is passed over
        under_way = self._shell.kept.setdefault("imports", [])
        under_way.append((given, mapping))

        def work(report: Report) -> ImportResult:
            try:
                return ws.importing.import_paths(ws.principal, given, mapping, report)
            finally:
                under_way.remove((given, mapping))

        self._shell.run_job(title, work, self._show_result, owner=self)

    def resume_imports(self) -> None:
        """Take up what the last lock stopped."""
        for paths, mapping in self._shell.kept.pop("imports to resume", []):
            self._run_import(paths, mapping)

    def dragEnterEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._overlay.cover()

    def dragLeaveEvent(self, _event: Any) -> None:  # noqa: N802 - Qt's name
        self._overlay.hide()

    def dropEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        self._overlay.hide()
        event.acceptProposedAction()
        self.import_paths([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])


class Details(QFrame):
    """What is chosen in the list, beside it: who, what, how much, and the ways on."""

    def __init__(self, shell: Shell, view: View) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._shell = shell
        self._view = view
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(18, 16, 18, 16)
        self._inside.setSpacing(6)
        self.setMinimumWidth(shell.theme.px(240))
        self._ways = column(gap=6, margins=(18, 8, 18, 12))
        page = column(scrolling(self._inside), self._ways, gap=0)
        page.setStretch(0, 1)
        self.setLayout(page)
        self.show_nothing()

    def _clear(self) -> None:
        empty_out(self._inside)
        empty_out(self._ways)

    def show_nothing(self) -> None:
        self._clear()
        self._inside.addWidget(label(tr("Choose a row to see more of it."), "dim", wrap=True))
        self._inside.addStretch(1)

    def show_study(self, chosen: StudyRow, patient: PatientRow | None) -> None:
        self._clear()
        study = chosen.study
        self._add_patient(chosen.patient)
        self._add_section(tr("Study"))
        self._add_fact(tr("Description"), study.description)
        self._add_fact(tr("Date"), moment(study.started_at))
        self._add_fact(tr("Accession no."), study.accession)
        self._add_fact(tr("Modality"), ", ".join(chosen.modalities))
        self._add_fact(tr("Series"), f"{chosen.series:,}")
        self._add_fact(tr("Images"), f"{chosen.instances:,}")
        if patient is not None:
            self._add_counts(patient)
        self._inside.addStretch(1)
        self._ways.addWidget(button(tr("Open in the viewer"), lambda: self._view.open_study(chosen), "primary"))
        self._add_ways(chosen.patient)
        delete = button(tr("Delete the study…"), lambda: delete_study(self._shell, self._view, study), "quiet")
        self._shell.for_role(delete, "delete study")
        self._ways.addWidget(delete)

    def show_hit(self, chosen: Hit) -> None:
        self._clear()
        self._add_patient(chosen.patient)
        if chosen.place != "patient":
            self._add_section(tr(PLACES[chosen.place]))
            self._inside.addWidget(label(chosen.text, wrap=True, selectable=True))
            self._add_fact(tr("Date"), day(chosen.at))
        self._inside.addStretch(1)
        if opens(chosen) != "record":
            self._ways.addWidget(button(tr("Open in the viewer"), lambda: self._view.open_hit(chosen), "primary"))
        self._add_ways(chosen.patient, "" if opens(chosen) != "record" else "primary")

    def show_patient(self, chosen: PatientRow) -> None:
        self._clear()
        self._add_patient(chosen.patient)
        self._add_counts(chosen)
        self._inside.addStretch(1)
        self._add_ways(chosen.patient, "primary")

    def _add_patient(self, patient: Patient) -> None:
        name = identity.person_name(patient.name) or tr("No name stated")
        age = identity.age(patient.birth_date, date.today())
        born = identity.birth(patient) + (f"  ({tr(age)})" if age is not None else "")
        self._inside.addWidget(label(name, "title", wrap=True, selectable=True))
        self._add_fact(tr("MRN"), patient.mrn)
        self._add_fact(tr("Born"), born)
        self._add_fact(tr("Sex"), tr(identity.sex(patient)))

    def _add_counts(self, row_: PatientRow) -> None:
        self._add_section(tr("In the vault of this patient"))
        self._add_fact(tr("Studies"), f"{row_.studies:,}")
        self._add_fact(tr("Record entries"), f"{row_.facts:,}")
        self._add_fact(tr("Last activity"), day(row_.last_at))

    def _add_section(self, title: str) -> None:
        self._inside.addSpacing(8)
        self._inside.addWidget(line())
        self._inside.addSpacing(4)
        self._inside.addWidget(label(title, "section"))

    def _add_fact(self, name: str, value: str) -> None:
        shown = label(value or "–", "" if value else "dim", wrap=True, selectable=True)
        title = label(name, "small")
        title.setFixedWidth(self._shell.theme.px(96))
        title.setAlignment(Qt.AlignmentFlag.AlignTop)
        made = row(title, shown, gap=8)
        made.setStretch(1, 1)
        self._inside.addLayout(made)

    def _add_ways(self, patient: Patient, kind: str = "") -> None:
        self._ways.addWidget(button(tr("Open the record"), lambda: self._shell.open_patient(patient.id), kind))
        delete = button(tr("Delete the patient…"), lambda: delete_patient(self._shell, self._view, patient), "quiet")
        self._shell.for_role(delete, "delete patient")
        self._ways.addWidget(delete)
