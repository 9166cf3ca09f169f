"""The viewer: viewports with series on them, their neighbours beside them, what models said of them below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from app.domain.measurement import KINDS, Kind
from app.domain.patient import Changes, Patient
from app.domain.study import Series
from app.domain.words import say
from app.services.settings import Preferences
from app.services.viewing import OpenedSet, SeriesSummary
from app.services.workstation import Workstation
from app.ui.language import tr, tr_count, tr_english
from app.ui.qt.form import button, column, label, row
from app.ui.qt.panels import Banner, EmptyState
from app.ui.room import Shell
from app.ui.screens import pitch_of, screen_of
from app.ui.series_strip import SeriesStrip, series_card
from app.ui.viewer import account, export
from app.ui.viewer.bar import TOOL_NAMES, Bar
from app.ui.viewer.commands import COMMANDS, Command
from app.ui.viewer.grid import BY_COUNT, Grid, LayoutPicker
from app.ui.viewer.mark_list import MarkList
from app.ui.viewer.models import Models
from app.ui.viewer.predictions import PredictionStrip
from app.ui.viewer.segment_list import SegmentList
from app.ui.viewer.state import FEWER, Tool, ViewState
from app.ui.viewer.tags import TagSheet
from app.ui.viewer.together import Together
from app.ui.viewer.viewport import Change, Viewport


class View(QWidget):
    """The room. ``active`` is the viewport that commands go to."""

    def __init__(self, workstation: Workstation, shell: Shell) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._ws = workstation
        self._shell = shell
        self._cards_of = ""
        self._image_keys: list[QShortcut] = []
        self._exports: OpenedSet | None = None
        self.grid = Grid(shell.theme, self._new_viewport)
        self.together = Together(self.grid)
        self._deeds = self._all_deeds()
        self._build()
        self._connect()
        self._show_active()
        if shell.series:
            self.open_series(shell.series)

    @property
    def active(self) -> Viewport:
        return self.grid.active

    # ---- building

    def _build(self) -> None:
        theme = self._shell.theme
        self.bar = Bar(self._shell, self.do)
        self._strip = SeriesStrip(theme, is_upright=True)
        self._mark_list = MarkList(self._shell, self.active.marks)
        self._mark_list.hide()
        self._segment_list = SegmentList(self._shell, self.active.segments)
        self._segment_list.hide()
        self._picker = LayoutPicker(theme)
        self._picker.setParent(self, self._picker.windowFlags())
        self._banner = Banner(theme)
        self._missing = button(tr("Which, and why"), self._show_missing, "link")
        self._missing.hide()
        self._account = button("", self._show_account, "link")
        self._account.setToolTip(tr("Every image received: in which display set it is, or why in none"))
        self._predictions = PredictionStrip(self._shell)
        self._models = Models(self._ws, self._shell, self.bar.predict_menu, self._predictions)
        self._probe = label("", "small")
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
        self._pages.addWidget(self._whole())
        self.setLayout(column(self._pages, gap=0))

    def _whole(self) -> QWidget:
        """The bar above; below it the series, the pictures with what is said of them, the measurements."""
        side = QFrame()
        side.setProperty("kind", "rail")
        side.setLayout(column(self._strip, gap=0, margins=(4, 6, 4, 6)))
        shown = QWidget()
        stack = column(self._banner_row(), self.grid, self._predictions, self._foot(), gap=0)
        stack.setStretch(1, 1)
        shown.setLayout(stack)
        lower = row(side, shown, self._mark_list, self._segment_list, gap=0)
        lower.setStretch(1, 1)
        page = column(self.bar, lower, gap=0)
        page.setStretch(1, 1)
        whole = QWidget()
        whole.setLayout(page)
        return whole

    def _banner_row(self) -> QWidget:
        held = QWidget()
        made = row(self._banner, self._missing, gap=8, margins=(0, 0, 12, 0))
        made.setStretch(0, 1)
        held.setLayout(made)
        return held

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("kind", "foot")
        hints = label(tr("Wheel: slices · right drag: zoom · middle drag: move · 1–9: windows"), "small")
        foot.setLayout(row(self._probe, None, self._account, hints, margins=(12, 4, 12, 4)))
        return foot

    def _connect(self) -> None:
        shell = self._shell
        shell.series_wanted.connect(self.open_series)
        shell.patient_opened.connect(self._patient_opened)
        shell.news.connect(self._hear)
        self._strip.chosen.connect(shell.open_series)
        self.bar.sets.activated.connect(self._choose_set)
        self.bar.report_wanted.connect(self._keep_report)
        self._mark_list.wanted.connect(lambda at: self.active.go_to(at))
        self._mark_list.plane_wanted.connect(lambda one: self.active.show_measured(one))
        self._segment_list.wanted.connect(lambda at: self.active.go_to(at))
        self._segment_list.series_wanted.connect(self._open_segmented)
        self.grid.activated.connect(self._show_active)
        self._picker.chosen.connect(self.lay)
        for command in COMMANDS:
            for keys in command.keys:
                self._bind(command, keys)

    def _new_viewport(self) -> Viewport:
        made = Viewport(self._ws, self._shell)
        made.summarised.connect(self._show_summary)
        made.shown.connect(partial(self._viewport_shown, made))
        made.stepped.connect(partial(self._viewport_stepped, made))
        made.pointed.connect(lambda here, place: self.together.point(made, here, place))
        made.dropped.connect(self._shell.open_series)
        made.probed.connect(lambda text: self._probe.setText(text))
        made.image_wanted.connect(self._open_image)
        made.segmentation_wanted.connect(self._open_segmented)
        return made

    def _bind(self, command: Command, keys: str) -> None:
        made = QShortcut(QKeySequence(keys), self.grid if command.on_image else self)
        made.setWhatsThis(tr(command.words))
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(partial(self.do, command.name))
        if command.on_image:
            self._image_keys.append(made)

    # ---- commands

    def do(self, name: str) -> None:
        """Run a command by its name, unless its button says why it cannot be done now."""
        control = self.bar.measure if name in KINDS else self.bar.buttons.get(name)
        if control is None or control.isEnabled():
            self._deeds[name]()
        else:
            self._probe.setText(control.toolTip())
        self._show_state()

    def _all_deeds(self) -> dict[str, Callable[[], object]]:
        """What each command of the table does."""
        return {
            **{tool: partial(self._take_tool, tool) for tool in TOOL_NAMES},
            **{kind: partial(self._take_measure, kind) for kind in KINDS},
            **{f"preset {digit}": partial(self._choose_digit, str(digit)) for digit in range(1, 10)},
            **{name: partial(self._step_by, step) for name, step in _STEPS.items()},
            "list": lambda: self._mark_list.setVisible(self._mark_list.isHidden()),
            "segments": lambda: self.active.segments.toggle(),
            "segment style": lambda: self.active.segments.next_style(),
            "segment list": lambda: self._segment_list.setVisible(self._segment_list.isHidden()),
            "key image": self._toggle_key_image,
            "undo": lambda: self.active.marks.undo(),
            "redo": lambda: self.active.marks.redo(),
            "remove": lambda: self.active.marks.remove_chosen(),
            "close outline": lambda: self.active.close_outline(),
            "let go": self._let_go,
            "words": self._change_words,
            "lines": self._toggle_lines,
            "together": self._toggle_together,
            "tie": self.together.tie,
            "look together": self._toggle_looks,
            "auto window": lambda: self.active.auto_window(),
            "fit": lambda: self.active.fit(),
            "one to one": lambda: self.active.show_one_to_one(),
            "next": lambda: self.active.step(1),
            "previous": lambda: self.active.step(-1),
            "true size": self._show_true_size,
            "faster": lambda: self.active.change_speed(1.25),
            "slower": lambda: self.active.change_speed(0.8),
            "next point": lambda: self.active.points.step(1),
            "previous point": lambda: self.active.points.step(-1),
            "play points": self._play_points,
            "cine": lambda: self.active.toggle_cine(),
            "planes": lambda: self.active.toggle_planes(),
            "attributes": self._show_attributes,
            "layout": self._pick_layout,
            **{f"layout {count}": partial(self.lay, *shape) for count, shape in BY_COUNT.items()},
            "alone": lambda: self.grid.maximise(self.active),
            "next viewport": lambda: self.grid.activate_next(1),
            "previous viewport": lambda: self.grid.activate_next(-1),
            "next series": lambda: self._open_neighbour(1),
            "previous series": lambda: self._open_neighbour(-1),
        }

    def _play_points(self) -> None:
        """Either the slices run or the points of the course do."""
        if self.active.state is not None and self.active.state.is_playing:
            self.active.toggle_cine()
        self.active.points.toggle()

    def _step_by(self, step: Change) -> None:
        self.active.step_by(step)

    def _take_tool(self, tool: Tool) -> None:
        """The same tool is in the hand wherever it goes."""
        for viewport in self.grid.viewports:
            viewport.take_tool(tool)

    def _let_go(self) -> None:
        self.active.let_go()
        self.together.forget_place()

    def _change_words(self) -> None:
        """As much text around every image as around the active one."""
        words = FEWER[self.active.words]
        for viewport in self.grid.viewports:
            viewport.show_words(words)

    def _show_true_size(self) -> None:
        ws, viewport = self._ws, self.active

        def show(preferences: Preferences) -> None:
            pitch = pitch_of(screen_of(viewport), preferences.screens)
            if pitch is not None:
                viewport.show_true_size(pitch)
                return
            words = say("How large this screen is is not known. Measure it in the settings, under True size.")
            self._shell.tell(words)

        self._shell.run_job(
            say("Read the settings"), lambda _report: ws.settings.read(ws.principal), show, quiet=True, owner=self
        )

    def _toggle_lines(self) -> None:
        self.together.draws_lines = not self.together.draws_lines
        self.together.draw()

    def _toggle_together(self) -> None:
        self.together.scrolls = not self.together.scrolls
        self.together.follow(self.active)
        self.together.draw()

    def _toggle_looks(self) -> None:
        self.together.shares_looks = not self.together.shares_looks
        self.together.share_look(self.active)

    def _take_measure(self, kind: Kind) -> None:
        """A measuring tool; choosing the one in use goes back to windowing."""
        state = self.active.state
        if state is not None:
            self._take_tool("window" if state.tool == kind else kind)

    def _toggle_key_image(self) -> None:
        if self.active.state is not None:
            self.active.marks.toggle_key_image(self.active.state.slice_index)

    def _choose_digit(self, digit: str) -> None:
        for preset in self.active.offered:
            if preset.key == digit:
                self.active.choose_preset(preset)

    def _show_attributes(self) -> None:
        opened, state = self.active.opened, self.active.state
        if opened is not None and state is not None:
            TagSheet(self, self._ws, self._shell, opened, state.slice_index).exec()

    # ---- layout

    def lay(self, rows: int, columns: int) -> None:
        """So many viewports; they stay when the series change."""
        tool = self.active.tool
        self.grid.lay(rows, columns)
        self._take_tool(tool)
        self.active.take_focus()
        self._show_active()

    def _pick_layout(self) -> None:
        below = self.bar.buttons["layout"]
        place = below.mapToGlobal(below.rect().bottomLeft())
        self._picker.open_at(place, self.grid.rows, self.grid.columns)

    # ---- opening

    def open_series(self, series: str, set_id: str | None = None, instance: str = "") -> None:
        """Open a series, one display set of it, at an image of it, on the active viewport."""
        self._pages.setCurrentIndex(1)
        self.active.open(series, set_id, instance)

    def _open_neighbour(self, by: int) -> None:
        """The next series of the study, or the one before, on the active viewport."""
        ids = [card.id for card in self._strip.cards()]
        if self.active.asked in ids:
            at = ids.index(self.active.asked) + by
            if 0 <= at < len(ids):
                self._shell.open_series(ids[at])

    def _choose_set(self, _at: int) -> None:
        self.open_series(self.active.asked, str(self.bar.sets.currentData()))

    def _open_image(self, instance: str) -> None:
        """The image a report is about."""
        ws = self._ws

        def show(series: str) -> None:
            self._shell.series = series
            self.open_series(series, instance=instance)

        self._shell.run_job(
            say("Find the image"),
            lambda _report: ws.documents.series_of(ws.principal, instance),
            show,
            quiet=True,
            owner=self,
        )

    def _open_segmented(self, series: str, instance: str) -> None:
        """The images that a segmentation was drawn on, with it over them."""
        self._shell.series = series
        self._segment_list.show()
        self.active.segments.want(instance)
        self.open_series(series)

    def _patient_opened(self, patient: Patient | None) -> None:
        """Another patient was opened elsewhere: the image of the one before must not stay."""
        for viewport in self.grid.viewports:
            shown = viewport.summary
            if shown is not None and (patient is None or patient.id != shown.patient.id):
                viewport.close_set()
        if not any(viewport.asked for viewport in self.grid.viewports):
            self._shell.series = ""
            self._pages.setCurrentIndex(0)

    # ---- showing

    def _viewport_shown(self, viewport: Viewport) -> None:
        if viewport is self.active:
            self._show_active()
        else:
            self.together.draw()

    def _viewport_stepped(self, viewport: Viewport) -> None:
        """Another slice, or another look at it; those that are scrolled with it follow, but are not followed."""
        if viewport is self.active:
            self.together.follow(viewport)
            self.together.share_look(viewport)
            self.together.draw()
            self._show_state()
            if viewport.opened is not self._exports:
                self._fill_export(viewport.opened)

    def _show_active(self) -> None:
        """The active viewport, or what it shows, is another: everything around it follows."""
        viewport, opened = self.active, self.active.opened
        if opened is not None:
            self._shell.set_patient(opened.summary.patient)
        self._segment_list.show_set(viewport.segments)
        self._mark_list.show_set(viewport.marks, opened)
        self.bar.show_windows(viewport.offered, viewport.choose_preset)
        self._fill_export(opened)
        self._show_banner(opened)
        self._show_sets(viewport.summary)
        if viewport.summary is not None:
            self._read_strip(viewport.summary)
        self._models.show_series(viewport.asked if viewport.summary is not None else "")
        self.bar.enable_for(viewport)
        self.together.draw()
        for keys in self._image_keys:
            keys.setEnabled(not viewport.shows_documents)  # documents are scrolled by the same keys
        self._show_state()

    def _show_state(self) -> None:
        self.bar.show_state(self.active)
        for name, holds in (
            ("list", not self._mark_list.isHidden()),
            ("lines", self.together.draws_lines),
            ("together", self.together.scrolls),
        ):
            self.bar.buttons[name].setChecked(holds)
        self.bar.buttons["segment list"].setChecked(not self._segment_list.isHidden())

    def _show_summary(self, summary: SeriesSummary) -> None:
        self._shell.set_patient(summary.patient)
        self._show_active()

    def _show_sets(self, summary: SeriesSummary | None) -> None:
        sets = self.bar.sets
        sets.clear()
        opened = self.active.opened
        for one in summary.sets if summary is not None else ():
            course = self.active.points.course
            course = course if course is not None and one.id in course.sets else None
            if course is not None and opened is not None and one.id != opened.shown.id:
                continue  # the slider leads to the other points
            words = tr_count(one.shape[0], "{n} image", "{n} images")
            times = f" × {len(course.sets)}" if course is not None else ""
            sets.addItem(f"{words}{times} · {tr_english(one.reason)}", one.id)
            sets.setItemData(sets.count() - 1, tr_english(one.reason), Qt.ItemDataRole.ToolTipRole)
        sets.setVisible(sets.count() > 1)
        if opened is not None:
            sets.setCurrentIndex(max(sets.findData(opened.shown.id), 0))
            sets.setToolTip(tr_english(opened.shown.reason))

    def _show_banner(self, opened: OpenedSet | None) -> None:
        self._banner.say("  ".join(account.warnings(opened)) if opened is not None else "", "warn")
        self._account.setText(account.line(opened) if opened is not None else "")
        self._missing.setVisible(opened is not None and bool(opened.summary.not_shown or opened.problems))

    def _show_missing(self) -> None:
        if self.active.opened is not None:
            account.show_missing(self, self.active.opened)

    def _show_account(self) -> None:
        if self.active.opened is not None:
            account.show_all(self, self.active.opened)

    def _fill_export(self, opened: OpenedSet | None) -> None:
        self._exports = opened
        menu = self.bar.export_menu
        menu.clear()
        if opened is None:
            return
        for words, write in (
            (tr("Picture of this slice (PNG)…"), lambda: export.picture(self, self._shell, opened, self.active.state)),
            (tr("Volume (NIfTI)…"), lambda: export.volume(self, self._shell, opened)),
            (tr("Values of every slice (TIFF, 16 bit)…"), lambda: export.pages(self, self._shell, opened)),
            (tr("Film (MP4)…"), lambda: export.as_film(self, self._shell, opened, self.active.state)),
            (
                tr("DICOM files of this study, with a DICOMDIR…"),
                lambda: export.originals(self, self._shell, opened),
            ),
            (tr("Anonymous DICOM copies of this study…"), lambda: export.of_nobody(self, self._shell, opened)),
            (tr("DICOM files of this study in an encrypted ZIP…"), lambda: export.packed(self, self._shell, opened)),
        ):
            menu.addAction(words).triggered.connect(lambda _checked=False, write=write: write())
        for at, reason in ((1, export.why_no_volume(opened)), (3, export.why_no_film(opened))):
            act = menu.actions()[at]
            act.setEnabled(not reason)
            act.setToolTip(reason)
            if reason:
                act.setText(f"{act.text()}  –  {reason}")

    # ---- neighbours

    def _read_strip(self, summary: SeriesSummary) -> None:
        """The series of the same study beside the image."""
        study = summary.study.uid
        if self._cards_of == study:
            self._strip.mark(summary.series.uid)
            return
        self._cards_of = study
        ws = self._ws

        def work(_report: object) -> list[tuple[Series, bytes | None]]:
            found = ws.worklist.series(ws.principal, study=study)
            return [(one, ws.worklist.thumbnail(ws.principal, one.uid)) for one in found]

        def show(read: Sequence[tuple[Series, bytes | None]]) -> None:
            self._strip.show_cards([series_card(one) for one, _ in read], self.active.asked)
            for one, png in read:
                self._strip.show_picture(one.uid, png)

        self._shell.run_job(say("Read the series"), work, show, quiet=True, owner=self)

    def _hear(self, changes: Changes) -> None:
        if changes.nouns() & {"prediction", "model"}:
            self._models.read()
        if "series" in changes.nouns():
            self._cards_of = ""
        if "measurement" in changes.nouns():
            # one series may be on several viewports
            for viewport in self.grid.viewports:
                if viewport is not self.active:
                    viewport.marks.read()

    def _keep_report(self, of: str) -> None:
        """Keep what is measured, or the key images, as a DICOM object of the study."""
        opened, ws = self.active.opened, self._ws
        if opened is None:
            return
        study = opened.summary.study.uid
        make = ws.measuring.report if of == "measurements" else ws.measuring.report_key_images

        def kept(_series: str) -> None:
            self._cards_of = ""
            self._read_strip(opened.summary)
            self._shell.tell(say("The report is kept as a series of this study."))

        self._shell.run_job(say("Write a report"), lambda _report: make(ws.principal, study), kept, owner=self)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(1200, 800)


_STEPS: dict[str, Change] = {
    "invert": ViewState.inverted,
    "flip h": ViewState.flipped_h,
    "flip v": ViewState.flipped_v,
    "turn": ViewState.rotated,
    "reset": ViewState.reset,
    "larger": lambda state: state.zoomed(1.25),
    "smaller": lambda state: state.zoomed(0.8),
    "first": lambda state: state.at_slice(0),
    "last": lambda state: state.at_slice(state.slices - 1),
    "smooth": lambda state: state.smoothed(not state.is_smooth),
    "overlays": lambda state: state.with_overlays(not state.shows_overlays),
    "shutter": lambda state: state.with_shutter(not state.shows_shutter),
}
