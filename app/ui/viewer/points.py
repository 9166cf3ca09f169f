"""The points of a course - times, phases, b-values, echoes - on one viewport: stepped by hand, played by the clock."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSlider

from app.domain.cine import pace_in_time
from app.domain.errors import WorkstationError
from app.domain.figures import number
from app.domain.study import Course
from app.domain.words import say
from app.services.viewing import OpenedSet
from app.services.workstation import Workstation
from app.ui.language import tr, tr_count
from app.ui.qt.form import label, row
from app.ui.room import Shell
from app.ui.viewer.corners import Line, point_line
from app.ui.viewer.player import Player


class Points(QFrame):
    """``came(opened)``: the point wanted is there. ``refused(set_id)``: it does not fit into memory as a whole.
    ``noted(lines)``: how fast it is played. ``told(text)``: why it cannot be. ``stopped``: it is played no more.
    """

    came = Signal(object)
    refused = Signal(str)
    noted = Signal(object)
    told = Signal(str)
    stopped = Signal()

    def __init__(self, workstation: Workstation, shell: Shell) -> None:
        super().__init__()
        self.setProperty("kind", "image")
        self._ws = workstation
        self._shell = shell
        self._opened: OpenedSet | None = None
        self._wanted = ""
        self._are_read = False
        self.player = Player(self)
        self.player.due.connect(self.choose)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setProperty("kind", "image")
        self.slider.setAccessibleName(tr("Point of the course"))
        self.slider.setToolTip(
            tr(
                "The points of the course: Ctrl+Right and Ctrl+Left step, Shift+Space plays; every one has its own "
                "voxels"
            )
        )
        self.slider.valueChanged.connect(self._slid)
        self.text = label("", "on-image")
        self.setLayout(row(self.text, self.slider, gap=10, margins=(12, 2, 12, 2)))
        self.hide()

    @property
    def course(self) -> Course | None:
        """What the set on show is a point of."""
        opened = self._opened
        return opened.summary.course_of(opened.shown.id) if opened is not None else None

    @property
    def at(self) -> int:
        """Which point is on show, from 0."""
        course, opened = self.course, self._opened
        return course.sets.index(opened.shown.id) if course is not None and opened is not None else 0

    def open(self, opened: OpenedSet | None) -> None:
        """Another set is on show, or nothing: a point of the same course plays on."""
        before = self.course
        self._opened = opened
        course = self.course
        if course is None or before is None or opened is None or course != before:
            self.player.stop()
            self._wanted, self._are_read = "", False
        self.setVisible(course is not None)
        if course is None or opened is None:
            return
        blocked = self.slider.blockSignals(True)
        self.slider.setRange(0, len(course.sets) - 1)
        self.slider.setValue(self.at)
        self.slider.blockSignals(blocked)
        line = point_line(opened)
        self.text.setText(line.text if line is not None else "")

    # ---- choosing

    def step(self, by: int) -> None:
        """So many points on; after the last comes the first."""
        course = self.course
        if course is None:
            self.told.emit(tr("These images are not a course: there is one volume of them."))
            return
        self.stop()
        self._read_all()
        self.choose((self.at + by) % len(course.sets))

    def _slid(self, at: int) -> None:
        self.stop()
        self._read_all()
        self.choose(at)

    def choose(self, at: int) -> None:
        """Show a point; the newest wish wins."""
        course, opened = self.course, self._opened
        if course is None or opened is None or not 0 <= at < len(course.sets):
            return
        self._wanted = course.sets[at]
        kept = self._ws.viewing.in_memory(opened.summary, self._wanted)
        if kept is not None:
            self._come(self._wanted, kept)
            if self.player.is_playing:
                self._note()
            return
        ws, series, set_id = self._ws, opened.summary.series.uid, self._wanted
        self._shell.run_job(
            say("Read a point of the course"),
            lambda report: ws.viewing.open(ws.principal, series, set_id, report, shows=lambda _opening: None),
            partial(self._come, set_id),
            partial(self._refuse, set_id),
            quiet=True,
            owner=self,
        )

    def _come(self, set_id: str, opened: OpenedSet) -> None:
        is_wanted = set_id == self._wanted and self._opened is not None
        if is_wanted and self._opened is not opened and opened.summary.series.uid == self._series():
            self.came.emit(opened)

    def _refuse(self, set_id: str, error: BaseException) -> None:
        if isinstance(error, WorkstationError):
            self.stop()
            self.refused.emit(set_id)
        else:
            self._shell.show_error(error)

    def _series(self) -> str:
        return self._opened.summary.series.uid if self._opened is not None else ""

    def _read_all(self) -> None:
        """Have the others at hand; where they do not fit into memory, each is read when it is wanted."""
        if not self._are_read:
            self._are_read = True
            self._run_reading(lambda _nothing: None, lambda _error: None)

    # ---- playing

    def toggle(self) -> None:
        """Play the course at the slice on show, or stop."""
        course = self.course
        if course is None:
            self.told.emit(tr("These images are not a course: there is one volume of them."))
        elif self.player.is_playing:
            self.stop()
        else:
            self._are_read = True
            self.told.emit(tr("The points of the course are being read; then they are played."))
            self._run_reading(partial(self._play, course), self._refuse_playing)

    def stop(self) -> None:
        """Stand still."""
        if self.player.is_playing:
            self.player.stop()
            self.noted.emit(())
            self.stopped.emit()

    def change_speed(self, factor: float) -> None:
        self.player.change_speed(factor)
        self._note()

    def _play(self, course: Course, _read: None) -> None:
        if course == self.course:
            self.told.emit("")
            self.player.start(pace_in_time(course.starts_ms, len(course.sets)), self.at)
            self._note()

    def _refuse_playing(self, error: BaseException) -> None:
        if isinstance(error, WorkstationError):
            self.told.emit(f"{tr(error.what)} {tr(error.hint)}")
        else:
            self._shell.show_error(error)

    def _note(self) -> None:
        """How fast it runs, who says so, and whether points are left out."""
        pace = self.player.pace
        if pace is None or not self.player.is_playing:
            return
        rate = number(pace.per_second * self.player.speed, 3)
        told = [Line(tr("Course at {rate} volumes a second", rate=rate)), Line(tr(pace.source), "dim")]
        if self.player.dropped:
            words = tr_count(
                self.player.dropped, "{n} volume left out to keep the pace", "{n} volumes left out to keep the pace"
            )
            told.append(Line(words, "warn"))
        self.noted.emit(tuple(told))

    def _run_reading(self, done: Callable[[None], None], failed: Callable[[BaseException], None]) -> None:
        course, ws, series = self.course, self._ws, self._series()
        assert course is not None
        self._shell.run_job(
            say("Read the points of a course"),
            lambda report: ws.viewing.read_points(ws.principal, series, course.sets, report),
            done,
            failed,
            quiet=True,
            owner=self,
        )
