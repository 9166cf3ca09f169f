"""One viewport: a display set by itself, as a stack of slices, as planes through its volume, or as documents."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QSlider, QStackedWidget

from app.domain.cine import pace_of
from app.domain.errors import WorkstationError
from app.domain.figures import number
from app.domain.measurement import SCALE_TITLES, Calibration, Measurement
from app.domain.problem import Problem
from app.domain.volume import Volume
from app.domain.words import NOTHING, say
from app.domain.work import Report, Step
from app.imaging.places import Vector
from app.imaging.reslice import Reslicer
from app.imaging.window import auto_window, first_window
from app.jobs.job import Job
from app.services.documents import Document
from app.services.memory import Pin
from app.services.segmentations import Listed
from app.services.viewing import OneByOne, OpenedSet, Opening, SeriesSummary, TooLarge, opens_at
from app.services.workstation import Workstation
from app.ui.job_tray import step_text
from app.ui.language import tr, tr_count
from app.ui.qt.form import column, row
from app.ui.room import Shell
from app.ui.screens import Pitch
from app.ui.series_strip import SERIES_FORMAT
from app.ui.viewer.canvas import Canvas
from app.ui.viewer.corners import Line
from app.ui.viewer.documents import DocumentPage
from app.ui.viewer.marks import Marks
from app.ui.viewer.mpr import Mpr
from app.ui.viewer.player import Player
from app.ui.viewer.points import Points
from app.ui.viewer.segment_words import segment_title
from app.ui.viewer.segments import Segments
from app.ui.viewer.state import UNWINDOWED, Point, Preset, Tool, ViewState, Words, gone_on, presets
from app.ui.viewer.state import opened as opened_state

Read = tuple[SeriesSummary, tuple[Document, ...], tuple[Problem, ...]]
Change = Callable[[ViewState], ViewState]
# how often one looks whether the first image has come, and how much more has
_LOOK_MS, _LOOK_AGAIN_MS = 15, 100
# the wheel is obeyed slice by slice for so long; what cannot be painted by then is passed over, and said
_PATIENCE_S = 0.3
# what says that a hand is on a viewport
_TAKING = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.FocusIn)


class Viewport(QFrame):
    """What it shows it knows by itself; the room asks it, and tells it what the person wants.

    ``summarised(summary)``: the headers of the series wanted were read. ``shown``: another set, other planes or
    documents are on show, or nothing. ``stepped``: the same set is looked at otherwise. ``taken``: a hand is on it.
    ``alone_wanted``: it shall fill the room, or be one of several again. ``dropped(series)``: a series was let fall on
    it. ``pointed(slice, place)``: the cursor is at a place in the patient. ``probed(text)``: the value under the
    pointer. ``image_wanted(instance)``: a document leads to an image.
    ``segmentation_wanted(series, instance)``: a segmentation leads to the series that it was drawn on.
    """

    summarised = Signal(object)
    shown = Signal()
    stepped = Signal()
    taken = Signal()
    alone_wanted = Signal()
    dropped = Signal(str)
    pointed = Signal(object, object)
    probed = Signal(str)
    image_wanted = Signal(str)
    segmentation_wanted = Signal(str, str)

    def __init__(self, workstation: Workstation, shell: Shell) -> None:
        super().__init__()
        self.setProperty("kind", "image")
        self._ws = workstation
        self._shell = shell
        self.asked = ""
        self.tool: Tool = "window"
        self.words: Words = "all"
        self.summary: SeriesSummary | None = None
        self.opened: OpenedSet | None = None
        self.coming: OpenedSet | None = None  # what was read so far of the set being opened
        self._one_by_one: OneByOne | None = None  # the slices of a set too large for the memory
        self._reading_one = False
        self._pin: Pin[OpenedSet] | None = None
        self.state: ViewState | None = None
        self.offered: tuple[Preset, ...] = ()
        self._job: Job[Any] | None = None
        self._wanted = ""
        self._measured: Measurement | None = None
        self.player = Player(self)
        self.player.due.connect(self._play_on)
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self._show_emptiness()

    def _build(self) -> None:
        theme = self._shell.theme
        self.marks = Marks(self._ws, self._shell)
        self.marks.setParent(self)
        self.segments = Segments(self._ws, self._shell)
        self.segments.setParent(self)
        self.canvas = Canvas(theme, self.marks, self.segments)
        self._slider = QSlider(Qt.Orientation.Vertical)
        self._slider.setProperty("kind", "image")
        self._slider.setInvertedAppearance(True)
        self._slider.setInvertedControls(True)
        self._slider.setAccessibleName(tr("Slice"))
        self._slider.hide()
        stack = QFrame()
        stack.setProperty("kind", "image")
        beside = row(self.canvas, self._slider, gap=0, margins=(0, 0, 4, 0))
        beside.setStretch(0, 1)
        stack.setLayout(beside)
        self.mpr = Mpr(theme, self.segments, self.marks)
        self.documents = DocumentPage(theme)
        self._pages = QStackedWidget()
        for page in (stack, self.mpr, self.documents):
            self._pages.addWidget(page)
        # sixteen of them fit into a small window: what has no room is cut, not the window widened
        self._pages.setMinimumSize(120, 100)
        self.points = Points(self._ws, self._shell)
        whole = column(self._pages, self.points, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.canvas.stepped.connect(self.show_state)
        self.canvas.scrolled.connect(self.step)
        self.canvas.pointed.connect(self._point)
        self.canvas.boxed.connect(self._window_box)
        self.canvas.probed.connect(self.probed)
        self.canvas.doubled.connect(self.alone_wanted)
        for part in (self.canvas, *self.mpr.panes.values(), self.documents):
            part.installEventFilter(self)
        self.mpr.windowed.connect(lambda dx, dy: self.step_by(lambda state: state.dragged_window(dx, dy)))
        self.mpr.probed.connect(self.probed)
        self.mpr.placed.connect(self._point_from_planes)
        self.mpr.posed.connect(self.stepped)
        self.documents.image_wanted.connect(self.image_wanted)
        self.marks.changed.connect(self.stepped)
        self._slider.valueChanged.connect(self.go_to)
        self.points.came.connect(self._show_point)
        self.points.refused.connect(lambda set_id: self.open(self.asked, set_id))
        self.points.noted.connect(self.canvas.show_notes)
        self.points.told.connect(self.probed)
        self.points.stopped.connect(self._settle_on_point)

    # ---- opening

    def open(self, series: str, set_id: str | None = None, instance: str = "") -> None:
        """Open a series, one display set of it, at an image of it. A newer wish takes the place of one under way."""
        self.close_set()
        self.asked, self._wanted = series, instance
        self.canvas.show_message(tr("Opening…"), (0, 0))
        ws = self._ws

        begun: list[Opening] = []

        def work(report: Report) -> OpenedSet:
            return ws.viewing.open(ws.principal, series, set_id, report, instance=instance, shows=begun.append)

        self._job = self._shell.run_job(
            say("Open a series"), work, self._show, self._show_refusal, quiet=True, owner=self
        )
        self._watch(self._job, begun)
        self._read_summary(series)

    def close_set(self) -> None:
        """Nothing of the series before stays on screen, and nothing more of it is read."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.documents.forget()
        self.player.stop()
        self.asked = ""
        self.opened = self.coming = self.state = self.summary = None
        self._hold(None)
        self.offered = ()
        self._show_emptiness()
        self.marks.open(None)
        self.segments.open(None)
        self.points.open(None)
        self._leave_planes()
        self._slider.hide()
        self.probed.emit("")
        self.shown.emit()

    def _watch(self, job: Job[Any], begun: Sequence[Opening]) -> None:
        """As long as the job is the one wanted, show what has come of the series, before that the job's steps."""
        timer = QTimer(self)
        timer.setInterval(_LOOK_MS)

        def look() -> None:
            if job is not self._job or job.state != "running":
                timer.stop()
                timer.deleteLater()
                return
            so_far = begun[0].so_far() if begun else None
            if so_far is not None:
                self._show_coming(so_far)
                timer.setInterval(_LOOK_AGAIN_MS)
                return
            step: Step = job.step
            words = tr(step.note) if step.note != NOTHING else tr("Opening…")
            self.canvas.show_message(f"{words}\n{step_text(Step(step.done, step.total))}", (step.done, step.total))

        timer.timeout.connect(look)
        timer.start()

    def _show_coming(self, so_far: OpenedSet) -> None:
        """What has come can be scrolled and windowed; everything else waits for the whole."""
        is_first, self.coming = self.coming is None, so_far
        if not is_first:
            self.canvas.show_more(so_far)
            return
        self.offered = presets(so_far.summary.series.modality, so_far.volume)
        state = self._first_state(so_far).with_tool("window")
        self._show_on_canvas(so_far, state)
        self.canvas.setFocus()

    def _show_on_canvas(self, opened: OpenedSet, state: ViewState) -> None:
        self.state = state
        self._slider.setVisible(state.slices > 1)
        blocked = self._slider.blockSignals(True)
        self._slider.setRange(0, state.slices - 1)
        self._slider.setValue(state.slice_index)
        self._slider.blockSignals(blocked)
        self.canvas.show_set(opened, state, self.offered)

    def _read_summary(self, series: str) -> None:
        """What the room shows around the image comes from headers alone, before any pixel is decoded."""
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
        if summary.series.uid == self.asked:
            self.summary = summary
            self.summarised.emit(summary)

    def _show(self, opened: OpenedSet) -> None:
        if opened.summary.series.uid != self.asked:
            return
        self._job = None
        self._hold(opened)
        self.opened, self.summary = opened, opened.summary
        self.offered = presets(opened.summary.series.modality, opened.volume)
        state = self._first_state(opened)
        if self.coming is not None and self.state is not None:
            state = gone_on(self.state, state)
        self.coming = None
        self.marks.open(opened)
        self.segments.open(opened)
        self.points.open(opened)
        self._show_on_canvas(opened, state)
        self.shown.emit()
        self.show_state(state)
        self.canvas.setFocus()

    def _show_emptiness(self) -> None:
        self.canvas.show_message(tr("Drag a series here, or click here and choose one on the left."))

    def _first_state(self, opened: OpenedSet) -> ViewState:
        volume, shape = opened.volume, opened.shown.shape
        first = UNWINDOWED if volume.is_colour else first_window(volume)
        at = opens_at(opened.shown, self._wanted)
        return (
            opened_state(shape, volume.aspect, first, bool(volume.tables), at)
            .with_tool(self.tool)
            .with_words(self.words)
        )

    def _show_refusal(self, error: BaseException) -> None:
        self._job = self.coming = self.state = None
        if isinstance(error, TooLarge):
            self._show_one_by_one(error)
            return
        self._read_documents(self.asked)
        self._find_segmented(self.asked)
        if isinstance(error, WorkstationError):
            self.canvas.show_message(f"{tr(error.what)}\n{tr(error.hint)}".strip())
        else:
            self.canvas.show_message(tr("The series could not be opened."))
            self._shell.show_error(error)

    # ---- more than fits into memory

    def _hold(self, opened: OpenedSet | None) -> None:
        """What is on screen stays in memory."""
        if self._pin is not None:
            self._pin.let_go()
        self._pin = self._ws.viewing.memory.pin(opened, opened.volume) if opened is not None else None
        self._one_by_one = None

    def _show_one_by_one(self, refused: TooLarge) -> None:
        self._one_by_one = refused.slices
        self._read_one(opens_at(refused.slices.shown, self._wanted))

    def _read_one(self, k: int) -> None:
        """Read a slice; the newest wish wins."""
        slices = self._one_by_one
        if slices is None or self._reading_one:
            return
        self._reading_one = True
        work = partial(_read_slice, slices, k)
        self._shell.run_job(
            say("Read an image"), work, partial(self._show_one, slices), self._refuse_one, quiet=True, owner=self
        )

    def _show_one(self, slices: OneByOne, opened: OpenedSet) -> None:
        self._reading_one = False
        if slices is not self._one_by_one:
            return
        is_first = self.coming is None
        self._show_coming(opened)
        if self.state is not None and not opened.has_arrived(self.state.slice_index):
            if is_first:
                self.go_to(int(opened.arrived.argmax()) if opened.arrived is not None else 0)
            else:
                self._read_one(self.state.slice_index)

    def _refuse_one(self, error: BaseException) -> None:
        self._reading_one = False
        if isinstance(error, WorkstationError):
            self.probed.emit(tr(error.what))
        else:
            self._shell.show_error(error)

    def _read_documents(self, series: str) -> None:
        """Reports and PDF documents take the place of an image that there is not."""
        ws = self._ws

        def work(_report: object) -> Read:
            return ws.viewing.summary(ws.principal, series), *ws.documents.open(ws.principal, series)

        def show(read: Read) -> None:
            summary, documents, problems = read
            if series == self.asked and self.opened is None and (documents or problems):
                self.documents.show_documents(summary, documents, problems)
                self._pages.setCurrentWidget(self.documents)
                self.shown.emit()

        self._shell.run_job(say("Read documents"), work, show, failed=lambda _error: None, quiet=True, owner=self)

    def _find_segmented(self, series: str) -> None:
        """A series of segmentations opens the images that they were drawn on; where these are missing it says so."""
        ws = self._ws

        def show(read: tuple[tuple[Listed, ...], tuple[Problem, ...]]) -> None:
            own = [one for one in read[0] if one.series == series]
            if series != self.asked or not own:
                return
            home = next((one for one in own if one.on), None)
            if home is not None:
                self.segmentation_wanted.emit(home.on, home.instance)
                return
            labels = ", ".join(segment_title(one) for one in own[0].head.segments)
            words = tr_count(
                own[0].missing,
                "The {n} image that this segmentation was drawn on is not in the vault.",
                "The {n} images that this segmentation was drawn on are not in the vault.",
            )
            self.canvas.show_message(f"{words}\n{labels}\n{tr('Import them, then open this again.')}")

        self._shell.run_job(
            say("Read segmentations"),
            lambda _report: ws.segmentations.listed(ws.principal, series),
            show,
            failed=lambda _error: None,  # opening said already that nothing is shown
            quiet=True,
            owner=self,
        )

    # ---- in the hand

    def take_focus(self) -> None:
        """Keys come here from now on."""
        shown = (
            self.mpr.panes["axial"] if self.shows_planes else self.documents if self.shows_documents else self.canvas
        )
        shown.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in _TAKING:
            self.taken.emit()
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasFormat(SERIES_FORMAT):
            event.acceptProposedAction()

    def dropEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        event.acceptProposedAction()
        self.taken.emit()
        self.dropped.emit(bytes(event.mimeData().data(SERIES_FORMAT).data()).decode("utf-8"))

    # ---- looking

    @property
    def shows_documents(self) -> bool:
        return self._pages.currentWidget() is self.documents

    @property
    def shows_planes(self) -> bool:
        return self.mpr.is_open_on is not None

    def show_state(self, state: ViewState) -> None:
        """Show a state; the newest wins."""
        if self.opened is None and self.coming is None:
            return
        self.state = state
        if self.coming is not None and not self.coming.has_arrived(state.slice_index):
            self._read_one(state.slice_index)
        self.canvas.show_state(state)
        self.mpr.show_window(state)
        blocked = self._slider.blockSignals(True)
        self._slider.setValue(state.slice_index)
        self._slider.blockSignals(blocked)
        self.stepped.emit()

    def step_by(self, step: Change) -> None:
        if self.state is not None:
            self.show_state(step(self.state))

    def go_to(self, slice_index: int) -> None:
        self.step_by(lambda state: state.at_slice(slice_index))

    def step(self, by: int) -> None:
        """So many slices on, each of them painted; on planes, the plane that has the focus."""
        if self.shows_planes:
            self.mpr.step(by)
            return
        if self.state is not None and self.state.is_playing:
            self.toggle_cine()
        ends = time.monotonic() + _PATIENCE_S
        for left in reversed(range(abs(by))):
            if time.monotonic() > ends:
                self.step_by(lambda state: state.scrolled(int(math.copysign(left + 1, by))))  # noqa: B023 - at once
                self.probed.emit(tr_count(left, "{n} image was passed over", "{n} images were passed over"))
                return
            self.step_by(lambda state: state.scrolled(int(math.copysign(1, by))))
            # at once: what is only asked for is painted once for several turns of the wheel
            self.canvas.repaint()

    def take_tool(self, tool: Tool) -> None:
        """What the left button does from now on; a shape that is not finished is called off."""
        self.tool = tool
        self.let_go()
        self.step_by(lambda state: state.with_tool(tool))

    def show_words(self, words: Words) -> None:
        """How much stands around the image from now on."""
        self.words = words
        self.step_by(lambda state: state.with_words(words))

    def let_go(self) -> None:
        """Forget a shape that is not finished."""
        self.canvas.let_go()
        self.mpr.let_go()

    def close_outline(self) -> None:
        """Finish an outline that is being drawn."""
        self.canvas.close_outline()
        self.mpr.close_outline()

    def show_measured(self, measurement: Measurement) -> None:
        """The plane that a measurement lies on; planes are opened where none are shown."""
        if self.shows_planes:
            self.mpr.show_measured(measurement)
        elif self.opened is not None:
            self._measured = measurement
            self.toggle_planes()

    def fit(self) -> None:
        self.step_by(lambda state: state.fitted())
        self.mpr.fit()

    def show_one_to_one(self) -> None:
        width, height = self.canvas.image_size
        ratio = self.canvas.devicePixelRatioF()
        self.step_by(lambda state: state.one_to_one((round(width * ratio), round(height * ratio))))

    def _point(self, point: Point) -> None:
        """The cursor is at (column, row) of the slice on show."""
        opened, state = self.opened, self.state
        here = opened.places[state.slice_index] if opened is not None and state is not None else None
        if here is not None:
            self.pointed.emit(here, here.at(*point))
        else:
            self.probed.emit(tr("This image does not say where it lies in the patient."))

    def _point_from_planes(self, place: Vector) -> None:
        here = next((one for one in self.opened.places if one is not None), None) if self.opened is not None else None
        if here is not None:
            self.pointed.emit(here, place)

    def _window_box(self, a: Point, b: Point) -> None:
        """The window that suits what lies in a rectangle between two points of the slice on show."""
        opened, state = self.opened, self.state
        if opened is None or state is None or opened.volume.is_colour:
            return
        inside = part_of(_one_slice(opened.volume, state.slice_index), a, b)
        if inside is not None:
            self.show_state(state.through(auto_window(inside)))

    def show_true_size(self, pitch: Pitch) -> None:
        """A millimetre of the image as a millimetre of the screen, with what that rests on."""
        opened, state = self.opened, self.state
        scale = opened.scales[state.slice_index] if opened is not None and state is not None else Calibration("none")
        if state is None or scale.column_mm is None:
            return
        per_column = scale.column_mm / pitch.mm / self.canvas.devicePixelRatioF()
        is_sure = scale.source in ("patient", "calibrated", "ultrasound", "resliced")
        said = (
            Line(f"{tr('True size')} · {tr(pitch.source)}"),
            Line(tr(SCALE_TITLES[scale.source]), "dim" if is_sure else "warn"),
        )
        self.canvas.show_true_size(per_column, said)
        self.show_state(state.scaled(per_column, self.canvas.image_size))

    def choose_preset(self, preset: Preset) -> None:
        self.step_by(lambda state: state.through(preset.window))

    def auto_window(self) -> None:
        """The window that suits the slice on show."""
        opened, state = self.opened, self.state
        if opened is not None and state is not None and not opened.volume.is_colour:
            self.show_state(state.through(auto_window(_one_slice(opened.volume, state.slice_index))))

    # ---- cine

    def toggle_cine(self) -> None:
        if self.state is None or self.opened is None:
            return
        self.points.stop()
        self.show_state(self.state.played(not self.state.is_playing))
        if self.state.is_playing:
            self.player.start(pace_of(self.opened.summary.header, self.state.slices), self.state.slice_index)
        else:
            self.player.stop()
        self._say_pace()

    def change_speed(self, factor: float) -> None:
        if self.points.player.is_playing:
            self.points.change_speed(factor)
            return
        self.player.change_speed(factor)
        self._say_pace()

    def _play_on(self, frame: int) -> None:
        if not self.isVisible():
            self.toggle_cine()
            return
        self.step_by(lambda state: state.at_slice(frame))
        self._say_pace()

    def _say_pace(self) -> None:
        """How fast it runs, who says so, and whether frames are left out."""
        pace = self.player.pace
        if pace is None or not self.player.is_playing:
            self.canvas.show_notes(())
            return
        rate = tr("Cine {rate} images a second", rate=number(pace.per_second * self.player.speed, 3))
        told = [Line(rate), Line(tr(pace.source), "dim")]
        if self.player.dropped:
            words = tr_count(
                self.player.dropped, "{n} image left out to keep the pace", "{n} images left out to keep the pace"
            )
            told.append(Line(words, "warn"))
        self.canvas.show_notes(tuple(told))

    # ---- courses

    def _show_point(self, opened: OpenedSet) -> None:
        """Another point of the course, looked at as the one before: the same slice, planes and window."""
        if self.state is None or opened.summary.series.uid != self.asked:
            return
        self._hold(opened)
        self.opened, self.summary = opened, opened.summary
        self.marks.go_on(opened)
        # what is laid on the images was worked out for those of one point
        self.segments.open(None if self.points.player.is_playing else opened)
        self.points.open(opened)
        self._show_on_canvas(opened, self.state)
        if self.shows_planes:
            self._prepare_planes(opened, self._go_on_with_planes)
        if self.points.player.is_playing:
            self.stepped.emit()
        else:
            self.shown.emit()

    def _settle_on_point(self) -> None:
        """It is played no more: what belongs to the point on show comes back."""
        self.segments.open(self.opened)
        self.shown.emit()

    def _go_on_with_planes(self, opened: OpenedSet, reslicer: Reslicer) -> None:
        if opened is self.opened and self.state is not None and self.shows_planes:
            self.mpr.go_on(opened, reslicer, self.state)

    # ---- planes

    def toggle_planes(self) -> None:
        """Planes through the volume, and back to its slices."""
        opened = self.opened
        if opened is None or self.shows_planes:
            self._leave_planes()
            self.shown.emit()
            return

        self._prepare_planes(opened, self._show_planes)

    def _prepare_planes(self, opened: OpenedSet, show: Callable[[OpenedSet, Reslicer], None]) -> None:
        # the copy that planes are cut from takes a moment for a large volume
        def work(_report: object) -> Reslicer:
            made = Reslicer(opened.volume)
            made.prepare()
            return made

        self._shell.run_job(
            say("Open the planes"),
            work,
            partial(show, opened),
            self._refuse_planes,
            quiet=True,
            owner=self,
        )

    def _show_planes(self, opened: OpenedSet, reslicer: Reslicer) -> None:
        if opened is not self.opened or self.state is None:
            return
        if self.state.is_playing:
            self.toggle_cine()
        self.mpr.open(opened, reslicer, self.state)
        self._pages.setCurrentWidget(self.mpr)
        measured, self._measured = self._measured, None
        if measured is not None:
            self.mpr.show_measured(measured)
        self.shown.emit()

    def _refuse_planes(self, error: BaseException) -> None:
        self.shown.emit()
        self._shell.show_error(error)

    def _leave_planes(self) -> None:
        self.mpr.close_set()
        self._pages.setCurrentIndex(0)


def _read_slice(slices: OneByOne, k: int, _report: Report) -> OpenedSet:
    return slices.at(k)


def _one_slice(volume: Volume, at: int) -> Volume:
    padding = volume.padding[at : at + 1] if volume.padding is not None else None
    return replace(volume, voxels=volume.voxels[at : at + 1], padding=padding)


def part_of(volume: Volume, a: Point, b: Point) -> Volume | None:
    """The pixels whose centres lie in the rectangle between two (column, row); None where there are none."""
    _, rows, columns = volume.voxels.shape[:3]
    left, right = max(math.ceil(min(a[0], b[0])), 0), min(math.floor(max(a[0], b[0])) + 1, columns)
    top, bottom = max(math.ceil(min(a[1], b[1])), 0), min(math.floor(max(a[1], b[1])) + 1, rows)
    if left >= right or top >= bottom:
        return None
    padding = volume.padding[:, top:bottom, left:right] if volume.padding is not None else None
    return replace(volume, voxels=volume.voxels[:, top:bottom, left:right], padding=padding)
