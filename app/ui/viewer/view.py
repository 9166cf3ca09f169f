"""The viewer: a series on the screen, with its neighbours beside it and what models said of it below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QMenu,
    QSlider,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from app.domain.errors import WorkstationError
from app.domain.measurement import KIND_TITLES, KINDS, Kind
from app.domain.patient import Changes, Patient
from app.domain.prediction import Prediction, Subject
from app.domain.problem import Problem
from app.domain.study import Series
from app.domain.volume import Volume
from app.domain.words import NOTHING, Phrase, say
from app.domain.work import Report, Step
from app.imaging.reslice import Reslicer, why_not
from app.imaging.window import auto_window, first_window
from app.jobs.job import Job
from app.services.documents import Document
from app.services.predicting import Fit
from app.services.viewing import OpenedSet, SeriesSummary
from app.services.workstation import Workstation
from app.ui.job_tray import step_text
from app.ui.language import tr, tr_count, tr_english
from app.ui.qt.ask import Sheet
from app.ui.qt.form import button, column, enable, label, menu_button, row, rule, tool
from app.ui.qt.panels import Banner, EmptyState
from app.ui.room import Shell
from app.ui.series_strip import SeriesStrip, series_card
from app.ui.viewer import corners, export
from app.ui.viewer.canvas import Canvas
from app.ui.viewer.cine import frames_per_second
from app.ui.viewer.documents import DocumentPage
from app.ui.viewer.mark_list import MarkList
from app.ui.viewer.marks import Marks
from app.ui.viewer.mpr import Mpr
from app.ui.viewer.predictions import PredictionStrip
from app.ui.viewer.state import UNWINDOWED, Preset, Tool, ViewState, presets
from app.ui.viewer.state import opened as opened_state
from app.ui.viewer.tags import TagSheet

TOOLS: tuple[tuple[Tool, str, Phrase, str], ...] = (
    ("window", "window", say("Window by dragging"), "W"),
    ("scroll", "scroll", say("Scroll by dragging"), "S"),
    ("pan", "pan", say("Move by dragging"), "P"),
    ("zoom", "zoom", say("Zoom by dragging"), "Z"),
)


Read = tuple[SeriesSummary, tuple[Document, ...], tuple[Problem, ...]]

MEASURE_KEYS: dict[Kind, str] = {
    "length": "D",
    "angle": "G",
    "cobb": "Shift+G",
    "bidirectional": "B",
    "ellipse": "E",
    "rectangle": "Shift+E",
    "polygon": "Y",
    "freehand": "Shift+Y",
    "probe": "X",
}


class View(QWidget):
    """The room."""

    def __init__(self, workstation: Workstation, shell: Shell) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._ws = workstation
        self._shell = shell
        self._opened: OpenedSet | None = None
        self._summary: SeriesSummary | None = None
        self._state: ViewState | None = None
        self._offered: tuple[Preset, ...] = ()
        self._job: Job[Any] | None = None
        self._asked = ""
        self._cards_of = ""
        self._wanted = ""
        self._cine = QTimer(self)
        self._cine.setTimerType(Qt.TimerType.PreciseTimer)
        self._cine.timeout.connect(self._play_on)
        self._build()
        self._connect()
        if shell.series:
            self.open_series(shell.series)

    # ---- building

    def _build(self) -> None:
        theme = self._shell.theme
        self._strip = SeriesStrip(theme, is_upright=True)
        self.marks = Marks(self._ws, self._shell)
        self.marks.setParent(self)
        self.canvas = Canvas(theme, self.marks)
        self._mark_list = MarkList(self._shell, self.marks)
        self._mark_list.hide()
        self._slider = QSlider(Qt.Orientation.Vertical)
        self._slider.setProperty("kind", "image")
        self._slider.setInvertedAppearance(True)
        self._slider.setInvertedControls(True)
        self._slider.setAccessibleName(tr("Slice"))
        self._banner = Banner(theme)
        self._missing = button(tr("Which, and why"), self._show_missing, "link")
        self._account = button("", self._show_account, "link")
        self._account.setToolTip(tr("Every image received: in which display set it is, or why in none"))
        self._predictions = PredictionStrip(self._shell)
        self._probe = label("", "small")
        image = QFrame()
        image.setProperty("kind", "image")
        beside = row(self.canvas, self._slider, gap=0, margins=(0, 0, 4, 0))
        beside.setStretch(0, 1)
        image.setLayout(beside)
        self.mpr = Mpr(theme)
        self._areas = QStackedWidget()
        self._areas.addWidget(image)
        self._areas.addWidget(self.mpr)
        self._documents = DocumentPage(theme)
        self._areas.addWidget(self._documents)
        foot = QFrame()
        foot.setProperty("kind", "foot")
        foot.setLayout(row(self._probe, None, self._account, self._hints(), margins=(12, 4, 12, 4)))
        shown = QWidget()
        stack = column(self._banner_row(), self._areas, self._predictions, foot, gap=0)
        stack.setStretch(1, 1)
        shown.setLayout(stack)
        side = QFrame()
        side.setProperty("kind", "rail")
        side.setLayout(column(self._strip, gap=0, margins=(4, 6, 4, 6)))
        whole = QWidget()
        lower = row(side, shown, self._mark_list, gap=0)
        lower.setStretch(1, 1)
        page = column(self._toolbar(), lower, gap=0)
        page.setStretch(1, 1)
        whole.setLayout(page)
        empty = EmptyState(
            theme,
            "viewer",
            tr("No series is open"),
            tr("Choose a study in the worklist and open it; its images are shown here."),
            tr("Go to the worklist"),
            lambda: self._shell.go("worklist"),
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(whole)
        self.setLayout(column(self._pages, gap=0))

    def _banner_row(self) -> QWidget:
        held = QWidget()
        self._missing.hide()
        made = row(self._banner, self._missing, gap=8)
        made.setStretch(0, 1)
        held.setLayout(made)
        return held

    def _hints(self) -> QWidget:
        words = tr("Wheel: slices · right drag: zoom · middle drag: move · 1–9: windows")
        return label(words, "small")

    def _toolbar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("kind", "bar")
        self._tools: dict[Tool, QToolButton] = {}
        icon = self._shell.theme.icon
        for name, picture, words, key in TOOLS:
            made = tool(icon(picture), tr(words), partial(self._with_tool, name), key)
            made.setCheckable(True)
            self._tools[name] = made
        self._measure, self._measure_menu = menu_button(tr("Measure"), "", icon("measure"))
        self._shell.for_role(self._measure, "measure")
        self._fill_measure()
        self._key_image = tool(icon("star"), tr("Key image, or not"), self._toggle_key_image, "K")
        self._key_image.setCheckable(True)
        self._shell.for_role(self._key_image, "mark key image")
        self._list = tool(icon("list"), tr("List of measurements"), self._toggle_list, "L")
        self._list.setCheckable(True)
        self._preset, self._preset_menu = menu_button(tr("Window"))
        self._preset.setToolTip(tr("Windows by name") + "  (1–9)")
        self._invert = self._act("invert", tr("Invert grey levels"), "I", lambda s: s.inverted())
        self._tags = tool(icon("table"), tr("DICOM attributes of this image") + "  (N)", self._show_tags)
        self._play = tool(icon("play"), tr("Play as cine"), self._toggle_cine, "Space")
        self._mpr_button = tool(icon("planes"), tr("Planes through the volume (MPR)"), self._toggle_mpr, "M")
        self._mpr_button.setCheckable(True)
        self._text = tool(icon("tag"), tr("Words on the image"), self._toggle_text, "T")
        self._text.setCheckable(True)
        self._lying = (
            self._act("flip-h", tr("Flip left and right"), "H", lambda s: s.flipped_h()),
            self._act("flip-v", tr("Flip top and bottom"), "V", lambda s: s.flipped_v()),
            self._act("rotate", tr("Turn clockwise"), "R", lambda s: s.rotated()),
            self._act("actual", tr("One image pixel for one screen pixel"), "O", self._one_to_one),
        )
        acts = (
            *self._lying[:3],
            rule(),
            tool(icon("fit"), tr("Fit to the screen"), self._fit, "F"),
            self._lying[3],
            self._act("reset", tr("As it was opened"), "Ctrl+R", lambda s: s.reset()),
        )
        self._sets = QComboBox()
        self._sets.setAccessibleName(tr("Display set"))
        self._sets.setMaximumWidth(self._shell.theme.px(240))
        self._export, self._export_menu = menu_button(tr("Export"), "", icon("export"))
        self._predict, self._predict_menu = menu_button(tr("Predict"), "", icon("predict", "model", "model"))
        self._shell.for_role(self._export, "export picture")
        self._shell.for_role(self._predict, "predict")
        bar.setLayout(
            row(
                *self._tools.values(),
                self._measure,
                self._list,
                self._key_image,
                rule(),
                self._preset,
                self._invert,
                rule(),
                *acts,
                rule(),
                self._play,
                self._mpr_button,
                self._text,
                self._tags,
                None,
                self._sets,
                self._export,
                self._predict,
                gap=4,
                margins=(10, 6, 12, 6),
            )
        )
        return bar

    def _act(self, icon: str, name: str, key: str, step: Callable[[ViewState], ViewState]) -> QToolButton:
        """A toolbar button that takes the state to the next one."""
        return tool(self._shell.theme.icon(icon), name, lambda: self._step_by(step), key)

    def _connect(self) -> None:
        shell = self._shell
        shell.series_wanted.connect(self.open_series)
        shell.patient_opened.connect(self._patient_opened)
        shell.news.connect(self._hear)
        self._strip.chosen.connect(shell.open_series)
        self.canvas.stepped.connect(self.show_state)
        self.canvas.probed.connect(self._probe.setText)
        self.mpr.windowed.connect(lambda dx, dy: self._step_by(lambda state: state.dragged_window(dx, dy)))
        self.mpr.probed.connect(self._probe.setText)
        self._documents.image_wanted.connect(self._open_image)
        self._mark_list.wanted.connect(self._slide)
        self.marks.changed.connect(self._show_marks)
        self._slider.valueChanged.connect(self._slide)
        self._sets.activated.connect(self._choose_set)
        keys: tuple[tuple[str, str, Callable[[ViewState], ViewState]], ...] = (
            ("PgDown", tr("Next image"), lambda s: s.scrolled(1)),
            ("PgUp", tr("Previous image"), lambda s: s.scrolled(-1)),
            ("Home", tr("First image"), lambda s: s.at_slice(0)),
            ("End", tr("Last image"), lambda s: s.at_slice(s.slices - 1)),
            ("Ctrl++", tr("Larger"), lambda s: s.zoomed(1.25)),
            ("Ctrl+=", tr("Larger"), lambda s: s.zoomed(1.25)),
            ("Ctrl+-", tr("Smaller"), lambda s: s.zoomed(0.8)),
        )
        for key, words, step in keys:
            self._shortcut(key, words, partial(self._step_by, step))
        for keys_, words, do in (
            ("Ctrl+Z", tr("Undo"), self.marks.undo),
            ("Ctrl+Shift+Z", tr("Redo"), self.marks.redo),
            ("Del", tr("Remove the chosen measurement"), self.marks.remove_chosen),
        ):
            self._shortcut(keys_, words, do)
        for digit in "123456789":
            self._shortcut(digit, tr("Window preset {digit}", digit=digit), partial(self._choose_digit, digit))
        self._shortcut("N", tr("DICOM attributes of this image"), self._show_tags)
        self._shortcut("A", tr("Window from the image itself"), self._auto_window)
        self._shortcut("Shift+O", tr("Overlays of the file on or off"), partial(self._step_by, _other_overlays))
        self._shortcut("U", tr("Shutter of the file on or off"), partial(self._step_by, _other_shutter))

    def _shortcut(self, keys: str, words: str, do: Callable[[], object]) -> None:
        """``words`` say what it does in the help's list of keys."""
        made = QShortcut(QKeySequence(keys), self)
        made.setWhatsThis(words)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(lambda: do())

    # ---- opening

    def open_series(self, series: str, set_id: str | None = None) -> None:
        """Open a series, or one display set of it. A newer wish takes the place of one still under way."""
        if self._job is not None:
            self._job.cancel()
        self._asked = series
        self._close()
        self._pages.setCurrentIndex(1)
        self.canvas.show_message(tr("Opening…"), (0, 0))
        ws = self._ws

        def work(report: Report) -> OpenedSet:
            return ws.viewing.open(ws.principal, series, set_id, report)

        self._job = self._shell.run_job(
            say("Open a series"), work, self._show, self._show_refusal, quiet=True, owner=self
        )
        self._watch(self._job)
        self._read_summary(series)

    def _watch(self, job: Job[Any]) -> None:
        """Show the job's steps over the image area as long as it is the one wanted."""
        timer = QTimer(self)
        timer.setInterval(80)

        def look() -> None:
            if job is not self._job or job.state != "running":
                timer.stop()
                timer.deleteLater()
                return
            step: Step = job.step
            words = tr(step.note) if step.note != NOTHING else tr("Opening…")
            self.canvas.show_message(f"{words}\n{step_text(Step(step.done, step.total))}", (step.done, step.total))

        timer.timeout.connect(look)
        timer.start()

    def _read_summary(self, series: str) -> None:
        """The series strip and the sets come from headers alone, before any pixel is decoded."""
        ws = self._ws
        self._shell.run_job(
            say("Read the series"),
            lambda _report: ws.viewing.summary(ws.principal, series),
            self._show_summary,
            failed=lambda _error: None,  # opening says the same failure over the image area
            quiet=True,
            owner=self,
        )

    def _show_summary(self, summary: SeriesSummary) -> None:
        if summary.series.uid != self._asked:
            return
        self._summary = summary
        self._shell.set_patient(summary.patient)
        self._show_sets(summary)
        self._read_strip(summary)
        self._read_predictions()

    def _show(self, opened: OpenedSet) -> None:
        if opened.summary.series.uid != self._asked:
            return
        self._job = None
        self._opened = opened
        self._shell.set_patient(opened.summary.patient)
        volume = opened.volume
        self._offered = presets(opened.summary.series.modality, volume)
        shape = opened.shown.shape
        first = UNWINDOWED if volume.is_colour else first_window(volume)
        middle = shape[0] // 2 if _is_stack(opened) else 0
        frames = [frame.instance for frame in opened.shown.frames]
        if self._wanted in frames:
            middle = frames.index(self._wanted)
        self._wanted = ""
        state = opened_state(shape, volume.aspect, first, bool(volume.tables), middle)
        self._state = state
        self.marks.open(opened)
        self._mark_list.show_set(opened)
        self._fill_presets()
        self._fill_export()
        self._show_banner(opened)
        self._show_current_set(opened)
        self._slider.setVisible(state.slices > 1)
        with_blocked = self._slider.blockSignals(True)
        self._slider.setRange(0, state.slices - 1)
        self._slider.blockSignals(with_blocked)
        self._enable_all()
        self.canvas.show_set(opened, state, self._offered)
        self.show_state(state)
        self.canvas.setFocus()

    def _show_refusal(self, error: BaseException) -> None:
        self._job = None
        self._read_documents(self._asked)
        if isinstance(error, WorkstationError):
            self.canvas.show_message(f"{tr(error.what)}\n{tr(error.hint)}".strip())
        else:
            self.canvas.show_message(tr("The series could not be opened."))
            self._shell.show_error(error)

    # ---- what is read rather than looked at

    def _read_documents(self, series: str) -> None:
        """Reports and PDF documents take the place of an image that there is not."""
        ws = self._ws

        def work(_report: object) -> Read:
            return ws.viewing.summary(ws.principal, series), *ws.documents.open(ws.principal, series)

        def show(read: Read) -> None:
            summary, documents, problems = read
            if series == self._asked and self._opened is None and (documents or problems):
                self._documents.show_documents(summary, documents, problems)
                self._areas.setCurrentWidget(self._documents)

        self._shell.run_job(say("Read documents"), work, show, failed=lambda _error: None, quiet=True, owner=self)

    def _open_image(self, instance: str) -> None:
        """The image a report is about."""
        ws = self._ws

        def show(series: str) -> None:
            self._wanted = instance
            self._shell.open_series(series)

        self._shell.run_job(
            say("Find the image"),
            lambda _report: ws.documents.series_of(ws.principal, instance),
            show,
            quiet=True,
            owner=self,
        )

    def _show_tags(self) -> None:
        if self._opened is not None and self._state is not None:
            TagSheet(self, self._ws, self._shell, self._opened, self._state.slice_index).exec()

    def _keep_report(self, of: str) -> None:
        """Keep what is measured, or the key images, as a DICOM object of the study."""
        opened, ws = self._opened, self._ws
        if opened is None:
            return
        study = opened.summary.study.uid
        make = ws.measuring.report if of == "measurements" else ws.measuring.report_key_images

        def kept(_series: str) -> None:
            self._cards_of = ""
            self._read_strip(opened.summary)
            self._shell.tell(say("The report is kept as a series of this study."))

        self._shell.run_job(say("Write a report"), lambda _report: make(ws.principal, study), kept, owner=self)

    def _close(self) -> None:
        """Nothing of the series before stays on screen."""
        self._documents.forget()
        self._cine.stop()
        self._opened = self._state = self._summary = None
        self._offered = ()
        self.canvas.show_message("")
        self._banner.say("")
        self._missing.hide()
        self._account.setText("")
        self._probe.setText("")
        self._predictions.show_predictions(())
        self.marks.open(None)
        self._leave_mpr()
        self._mark_list.show_set(None)
        self._sets.clear()
        self._slider.hide()
        self._enable_all()

    def _patient_opened(self, patient: Patient | None) -> None:
        """Another patient was opened elsewhere: the image of the one before must not stay."""
        shown = self._summary or (self._opened.summary if self._opened is not None else None)
        if shown is None or (patient is not None and patient.id == shown.patient.id):
            return
        self._asked = ""
        self._shell.series = ""
        self._close()
        self._pages.setCurrentIndex(0)

    # ---- showing

    def show_state(self, state: ViewState) -> None:
        """Show a state; the newest wins."""
        if self._opened is None:
            return
        self._state = state
        self.canvas.show_state(state)
        self.mpr.show_window(state)
        self._slider.blockSignals(True)
        self._slider.setValue(state.slice_index)
        self._slider.blockSignals(False)
        self._show_tool(state.tool)
        self._show_marks()
        self._text.setChecked(state.shows_text)
        self._play.setIcon(self._shell.theme.icon("pause" if state.is_playing else "play"))

    def _step_by(self, step: Callable[[ViewState], ViewState]) -> None:
        if self._state is not None:
            self.show_state(step(self._state))

    def _slide(self, at: int) -> None:
        self._step_by(lambda state: state.at_slice(at))

    def _with_tool(self, name: Tool) -> None:
        self._step_by(lambda state: state.with_tool(name))

    def _show_tool(self, name: Tool) -> None:
        """The tool in use is pressed; a measuring tool stands on the button of its menu."""
        chosen = self._tools.get(name)
        for made in self._tools.values():
            made.setChecked(made is chosen)
        self._measure.setText(tr(KIND_TITLES[name]) if name in KIND_TITLES else tr("Measure"))

    # ---- planes

    def _toggle_mpr(self) -> None:
        opened = self._opened
        if opened is None or self.mpr.is_open_on is not None:
            self._leave_mpr()
            self._enable_all()
            return
        # the copy that planes are cut from takes a moment for a large volume
        self._mpr_button.setChecked(True)

        def work(_report: object) -> Reslicer:
            made = Reslicer(opened.volume)
            made.prepare()
            return made

        self._shell.run_job(
            say("Open the planes"), work, partial(self._show_mpr, opened), self._refuse_mpr, quiet=True, owner=self
        )

    def _show_mpr(self, opened: OpenedSet, reslicer: Reslicer) -> None:
        if opened is not self._opened or self._state is None:
            return
        if self._state.is_playing:
            self._toggle_cine()
        if self._state.tool in KIND_TITLES:
            self._with_tool("window")
        self.mpr.open(opened, reslicer, self._state)
        self._areas.setCurrentIndex(1)
        self._enable_all()

    def _refuse_mpr(self, error: BaseException) -> None:
        self._mpr_button.setChecked(False)
        self._shell.show_error(error)

    def _leave_mpr(self) -> None:
        self.mpr.close_set()
        self._mpr_button.setChecked(False)
        self._areas.setCurrentIndex(0)

    # ---- measuring

    def _fill_report(self) -> None:
        for words, of in (
            (tr("Keep the measurements as a DICOM report (SR)"), "measurements"),
            (tr("Keep the key images as a DICOM selection (KO)"), "key images"),
        ):
            self._measure_menu.addAction(words).triggered.connect(partial(self._keep_report_now, of))

    def _keep_report_now(self, of: str, _checked: bool = False) -> None:
        self._keep_report(of)

    def _fill_measure(self) -> None:
        for kind in KINDS:
            keys = MEASURE_KEYS.get(kind, "")
            act = self._measure_menu.addAction(tr(KIND_TITLES[kind]) + (f"\t{keys}" if keys else ""))
            act.triggered.connect(partial(self._take_tool, kind))
            if keys:
                self._shortcut(keys, tr(KIND_TITLES[kind]), partial(self._take_tool, kind))
        self._measure_menu.addSeparator()
        self._fill_report()

    def _take_tool(self, kind: Kind, _checked: bool = False) -> None:
        """A measuring tool, where the person may measure; choosing the one in use goes back to windowing."""
        if self._state is None or not self._measure.isEnabled():
            return
        self.canvas.let_go()
        self._with_tool("window" if self._state.tool == kind else kind)

    def _toggle_key_image(self) -> None:
        if self._state is not None:
            self.marks.toggle_key_image(self._state.slice_index)

    def _toggle_list(self) -> None:
        self._mark_list.setVisible(self._list.isChecked())

    def _show_marks(self) -> None:
        opened, state = self._opened, self._state
        is_key = opened is not None and state is not None and self.marks.is_key(opened.shown.frames[state.slice_index])
        self._key_image.setChecked(is_key)

    def _fit(self) -> None:
        self._step_by(lambda state: state.fitted())
        self.mpr.fit()

    def _one_to_one(self, state: ViewState) -> ViewState:
        width, height = self.canvas.image_size
        ratio = self.canvas.devicePixelRatioF()
        return state.one_to_one((round(width * ratio), round(height * ratio)))

    def _toggle_text(self) -> None:
        self._step_by(lambda state: state.with_text(not state.shows_text))

    def _enable_all(self) -> None:
        """Every control says why it cannot be used now."""
        opened = self._opened
        nothing = tr("No image is open.")
        for button_ in self.findChildren(QToolButton):
            enable(button_, opened is not None, nothing)
        is_colour = opened is not None and opened.volume.is_colour
        grey = tr("Colour images have no window.") if is_colour else nothing
        enable(self._measure, opened is not None, nothing)
        for control in (self._preset, self._invert, self._tools["window"]):
            enable(control, opened is not None and not is_colour, grey)
        has_many = opened is not None and opened.shown.shape[0] > 1
        single = tr("There is only one image.") if opened is not None else nothing
        enable(self._play, has_many, single)
        enable(self._tools["scroll"], has_many, single)
        refused = why_not(opened.volume) if opened is not None else None
        enable(self._mpr_button, opened is not None and refused is None, tr(refused) if refused else nothing)
        if self.mpr.is_open_on is not None:
            planes = tr("Planes are shown; go back to the images first.")
            for control in (self._measure, self._play, self._key_image, *self._lying):
                enable(control, False, planes)
        enable(self._export, opened is not None, nothing)
        enable(self._predict, self._summary is not None or opened is not None, nothing)

    # ---- windows

    def _fill_presets(self) -> None:
        self._preset_menu.clear()
        for preset in self._offered:
            window = preset.window
            text = f"{tr(preset.title)}    C {window.centre:g}  W {window.width:g}"
            act = self._preset_menu.addAction(text)
            if preset.key:
                act.setText(f"{text}\t{preset.key}")
            act.triggered.connect(partial(self._choose_preset, preset))
        if self._offered:
            self._preset_menu.addSeparator()
        self._preset_menu.addAction(tr("From this slice") + "\tA").triggered.connect(self._auto_window)

    def _choose_preset(self, preset: Preset, _checked: bool = False) -> None:
        self._step_by(lambda state: state.through(preset.window))

    def _choose_digit(self, digit: str) -> None:
        for preset in self._offered:
            if preset.key == digit:
                self._choose_preset(preset)

    def _auto_window(self, _checked: bool = False) -> None:
        if self._opened is not None and self._state is not None and not self._opened.volume.is_colour:
            self.show_state(self._state.through(auto_window(_one_slice(self._opened.volume, self._state.slice_index))))

    # ---- cine

    def _toggle_cine(self) -> None:
        if self._state is None or self._opened is None:
            return
        self.show_state(self._state.played(not self._state.is_playing))
        if self._state.is_playing:
            self._cine.start(round(1000 / frames_per_second(self._opened.summary)))
        else:
            self._cine.stop()

    def _play_on(self) -> None:
        if not self.isVisible():
            self._toggle_cine()
            return
        self._step_by(lambda state: state.stepped())

    # ---- sets and their state

    def _show_sets(self, summary: SeriesSummary) -> None:
        self._sets.clear()
        for one in summary.sets:
            words = tr_count(one.shape[0], "{n} image", "{n} images")
            self._sets.addItem(f"{words} · {tr_english(one.reason)}", one.id)
            self._sets.setItemData(self._sets.count() - 1, tr_english(one.reason), Qt.ItemDataRole.ToolTipRole)
        self._sets.setVisible(len(summary.sets) > 1)
        if self._opened is not None:
            self._show_current_set(self._opened)

    def _show_current_set(self, opened: OpenedSet) -> None:
        self._sets.setCurrentIndex(max(self._sets.findData(opened.shown.id), 0))
        self._sets.setToolTip(tr_english(opened.shown.reason))

    def _choose_set(self, _at: int) -> None:
        self.open_series(self._asked, str(self._sets.currentData()))

    def _show_banner(self, opened: OpenedSet) -> None:
        warnings = list(corners.warnings(opened))
        missing = len(opened.summary.not_shown)
        if missing:
            warnings.append(
                tr_count(
                    missing, "{n} image of this series cannot be shown.", "{n} images of this series cannot be shown."
                )
            )
        self._account.setText(
            tr(
                "{shown} of {received} images shown",
                shown=opened.summary.displayable - len(opened.problems),
                received=len(opened.summary.account),
            )
        )
        self._missing.setVisible(bool(missing or opened.problems))
        self._banner.say("  ".join(warnings), "warn")

    def _show_missing(self) -> None:
        """Every image that is not on screen, with its reason."""
        if self._opened is None:
            return
        problems = (*self._opened.summary.not_shown, *self._opened.problems)
        lines = [f"{one.where}: {tr(one.what)} {tr(one.hint)}".strip() for one in problems]
        inside = column(*(label(text, wrap=True, selectable=True) for text in lines[:50]), gap=6)
        if len(lines) > 50:
            inside.addWidget(label(tr("… and {n} more", n=len(lines) - 50), "dim"))
        Sheet(self, tr("Images that are not shown"), "", inside=inside, width=560).exec()

    def _show_account(self) -> None:
        """Every image received: in which display set it is, or why in none."""
        if self._opened is None:
            return
        summary, said = self._opened.summary, []
        for one in summary.sets:
            count = sum(one.id in each.sets for each in summary.account)
            words = tr_count(count, "{n} image", "{n} images")
            said.append(f"{tr('Display set')} {one.id}: {words} · {tr_english(one.reason)}")
        said += [
            f"{tr('Not shown')}: {each.number if each.number is not None else each.uid} – {tr(each.why_not)}"
            for each in summary.account
            if not each.sets
        ]
        said += [f"{tr('Not shown')}: {tr(one.what)}" for one in self._opened.problems]
        inside = column(*(label(text, wrap=True, selectable=True) for text in said[:60]), gap=6)
        if len(said) > 60:
            inside.addWidget(label(tr("… and {n} more", n=len(said) - 60), "dim"))
        Sheet(self, tr("Every image of this series"), self._account.text(), inside=inside, width=560).exec()

    def _fill_export(self) -> None:
        menu = self._export_menu
        menu.clear()
        if self._opened is None:
            return
        picture = menu.addAction(tr("Picture of this slice (PNG)…"))
        picture.triggered.connect(lambda: export.picture(self, self._shell, self._opened, self._state))
        volume = menu.addAction(tr("Volume (NIfTI)…"))
        volume.triggered.connect(lambda: export.volume(self, self._shell, self._opened))
        copies = menu.addAction(tr("DICOM files of this study, with a DICOMDIR…"))
        copies.triggered.connect(lambda: export.originals(self, self._shell, self._opened))
        of_nobody = menu.addAction(tr("Anonymous DICOM copies of this study…"))
        of_nobody.triggered.connect(lambda: export.of_nobody(self, self._shell, self._opened))
        reason = export.why_no_volume(self._opened)
        volume.setEnabled(not reason)
        volume.setToolTip(reason)
        if reason:
            volume.setText(f"{tr('Volume (NIfTI)…')}  –  {reason}")

    # ---- neighbours

    def _read_strip(self, summary: SeriesSummary) -> None:
        """The series of the same study beside the image."""
        study = summary.study.uid
        if self._cards_of == study:
            self._strip.show_cards(self._strip.cards(), summary.series.uid)
            return
        ws = self._ws

        def work(_report: object) -> list[tuple[Series, bytes | None]]:
            found = ws.worklist.series(ws.principal, study=study)
            return [(one, ws.worklist.thumbnail(ws.principal, one.uid)) for one in found]

        def show(read: Sequence[tuple[Series, bytes | None]]) -> None:
            self._cards_of = study
            self._strip.show_cards([series_card(one) for one, _ in read], self._asked)
            for one, png in read:
                self._strip.show_picture(one.uid, png)

        self._shell.run_job(say("Read the series"), work, show, quiet=True, owner=self)

    # ---- models

    def _hear(self, changes: Changes) -> None:
        if self._asked and changes.nouns() & {"prediction", "model"}:
            self._read_predictions()
        if "series" in changes.nouns():
            self._cards_of = ""

    def _read_predictions(self) -> None:
        """What models said of this series, and which could be asked."""
        ws, series = self._ws, self._asked
        about = Subject("series", series)

        def work(_report: object) -> tuple[str, tuple[Prediction, ...], tuple[Fit, ...]]:
            said = ws.predicting.predictions(ws.principal, series=series)
            return series, said, ws.predicting.fitting(ws.principal, about)

        self._shell.run_job(say("Read predictions"), work, self._show_predictions, quiet=True, owner=self)

    def _show_predictions(self, read: tuple[str, tuple[Prediction, ...], tuple[Fit, ...]]) -> None:
        series, said, fits = read
        if series != self._asked:
            return
        self._predictions.show_predictions(said)
        menu = self._predict_menu
        menu.clear()
        for fit in sorted(fits, key=lambda one: not one.fits):
            self._add_fit(menu, fit, series)
        if not fits:
            nothing = menu.addAction(tr("No model is registered. Models are added in the room Models."))
            nothing.setEnabled(False)

    def _add_fit(self, menu: QMenu, fit: Fit, series: str) -> QAction:
        card = fit.model.card
        name = f"{card.name} {card.version}"
        act = menu.addAction(name if fit.fits else f"{name}  –  {tr(fit.reason)}")
        act.setEnabled(fit.fits)
        act.setToolTip(tr_english(card.intended_use) if fit.fits else tr(fit.reason))
        act.triggered.connect(lambda: self._ask(card.id, card.name, series))
        return act

    def _ask(self, model: str, name: str, series: str) -> None:
        ws = self._ws
        self._shell.run_job(
            say("Ask {model}", model=name),
            lambda report: ws.predicting.predict(ws.principal, model, Subject("series", series), report),
            lambda _answer: self._shell.tell(say("{model} has answered.", model=name)),
            owner=self,
        )

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(1200, 800)


def _other_overlays(state: ViewState) -> ViewState:
    return state.with_overlays(not state.shows_overlays)


def _other_shutter(state: ViewState) -> ViewState:
    return state.with_shutter(not state.shows_shutter)


def _one_slice(volume: Volume, at: int) -> Volume:
    padding = volume.padding[at : at + 1] if volume.padding is not None else None
    return replace(volume, voxels=volume.voxels[at : at + 1], padding=padding)


def _is_stack(opened: OpenedSet) -> bool:
    """True for slices through a body, which open in the middle; a cine opens at its first frame."""
    return opened.volume.geometry is not None and opened.shown.certificate.verdict != "none"
