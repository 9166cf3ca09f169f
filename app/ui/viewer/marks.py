"""The measurements of the series on screen: drawn, changed, taken away, undone and redone. Each is kept at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from app.domain.measurement import KeyImage, Kind, Measurement, Point, Pose
from app.domain.study import FrameRef
from app.domain.words import say
from app.imaging.reslice import Reslicer
from app.services.viewing import OpenedSet
from app.services.workstation import Workstation
from app.ui.room import Shell


@dataclass(frozen=True, slots=True)
class Edit:
    """One step that can be undone: what stood before, and what stands now; None where there was nothing."""

    before: Measurement | None
    after: Measurement | None


class Marks(QObject):
    """``changed``: what there is, or what is chosen, is another."""

    changed = Signal()

    def __init__(self, workstation: Workstation, shell: Shell) -> None:
        super().__init__()
        self._ws = workstation
        self._shell = shell
        self.all: tuple[Measurement, ...] = ()
        self.key_images: tuple[KeyImage, ...] = ()
        self.chosen = ""
        self._opened: OpenedSet | None = None
        self._done: list[Edit] = []
        self._undone: list[Edit] = []

    # ---- what there is

    def open(self, opened: OpenedSet | None) -> None:
        """The marks of a set just opened; None: nothing is open any more."""
        other = opened is None or self._opened is None or opened.summary.series.uid != self._opened.summary.series.uid
        self._opened = opened
        if other:
            self.all, self.key_images, self.chosen = (), (), ""
            self._done, self._undone = [], []
        if opened is not None:
            self.read()
        self.changed.emit()

    def go_on(self, opened: OpenedSet) -> None:
        """Another set of the same series: what was read of the series holds for it too."""
        self._opened = opened
        self.changed.emit()

    def read(self) -> None:
        """Read them from the vault."""
        opened, ws = self._opened, self._ws
        if opened is None:
            return
        series = opened.summary.series.uid

        def work(_report: object) -> tuple[str, tuple[Measurement, ...], tuple[KeyImage, ...]]:
            found = ws.measuring.measurements(ws.principal, series)
            return series, found, ws.measuring.key_images(ws.principal, series)

        self._shell.run_job(say("Read measurements"), work, self._show, quiet=True, owner=self)

    def _show(self, read: tuple[str, tuple[Measurement, ...], tuple[KeyImage, ...]]) -> None:
        series, found, key_images = read
        if self._opened is None or self._opened.summary.series.uid != series:
            return
        self.all, self.key_images = found, key_images
        self.changed.emit()

    def on(self, frame: FrameRef) -> tuple[Measurement, ...]:
        """Those on one frame, the chosen one last, so that it is painted over the others."""
        here = (one for one in self.all if one.plane is None and FrameRef(one.instance, one.frame) == frame)
        return tuple(sorted(here, key=lambda one: one.id == self.chosen))

    def is_key(self, frame: FrameRef) -> bool:
        return any(FrameRef(one.instance, one.frame) == frame for one in self.key_images)

    def choose(self, measurement: str) -> None:
        if measurement != self.chosen:
            self.chosen = measurement
            self.changed.emit()

    @property
    def chosen_one(self) -> Measurement | None:
        return next((one for one in self.all if one.id == self.chosen), None)

    # ---- changing

    def draw(self, slice_index: int, kind: Kind, points: tuple[Point, ...]) -> None:
        opened, ws = self._opened, self._ws
        if opened is None:
            return
        self._run(
            lambda: ws.measuring.draw(ws.principal, opened, slice_index, kind, points), lambda made: Edit(None, made)
        )

    def draw_on_plane(self, reslicer: Reslicer, pose: Pose, kind: Kind, points: tuple[Point, ...]) -> None:
        opened, ws = self._opened, self._ws
        if opened is not None:
            self._run(
                lambda: ws.measuring.draw_on_plane(ws.principal, opened, reslicer, pose, kind, points),
                lambda made: Edit(None, made),
            )

    def redraw_on_plane(self, reslicer: Reslicer, before: Measurement, pose: Pose, points: tuple[Point, ...]) -> None:
        opened, ws = self._opened, self._ws
        if opened is None:
            return
        self._put(replace(before, points=points, plane=pose))
        self._run(
            lambda: ws.measuring.redraw_on_plane(ws.principal, opened, reslicer, before, pose, points),
            lambda made: Edit(before, made),
            failed=lambda: self._put(before),
        )

    def redraw(self, before: Measurement, points: tuple[Point, ...]) -> None:
        opened, ws = self._opened, self._ws
        if opened is None:
            return
        # where the hand let go it stays, also while the vault is being written
        self._put(replace(before, points=points))
        self._run(
            lambda: ws.measuring.redraw(ws.principal, opened, before, points),
            lambda made: Edit(before, made),
            failed=lambda: self._put(before),
        )

    def keep_note(self, before: Measurement, note: str) -> None:
        ws, after = self._ws, replace(before, note=note)

        def work() -> Measurement:
            ws.measuring.keep(ws.principal, after)
            return after

        self._run(work, lambda made: Edit(before, made))

    def remove_chosen(self) -> None:
        one, ws = self.chosen_one, self._ws
        if one is not None:
            self._run(lambda: ws.measuring.remove(ws.principal, one.id), lambda gone: Edit(gone, None))

    def toggle_key_image(self, slice_index: int) -> None:
        opened, ws = self._opened, self._ws
        if opened is None:
            return
        frame = opened.shown.frames[slice_index]
        is_marked = self.is_key(frame)

        def work(_report: object) -> None:
            if is_marked:
                ws.measuring.unmark_key_image(ws.principal, frame.instance, frame.index)
            else:
                ws.measuring.mark_key_image(ws.principal, opened, slice_index)

        self._shell.run_job(say("Mark a key image"), work, lambda _none: self.read(), quiet=True, owner=self)

    def _run(
        self,
        work: Callable[[], Measurement],
        edit: Callable[[Measurement], Edit],
        failed: Callable[[], None] | None = None,
    ) -> None:
        def done(found: Measurement) -> None:
            self._undone = []
            self._done.append(edit(found))
            self._apply(self._done[-1])

        def refused(error: BaseException) -> None:
            if failed is not None:
                failed()
            self._shell.show_error(error)

        self._shell.run_job(say("Measure"), lambda _report: work(), done, refused, quiet=True, owner=self)

    def _apply(self, edit: Edit) -> None:
        """Show what stands after an edit."""
        if edit.after is not None:
            self._put(edit.after)
            self.chosen = edit.after.id
        elif edit.before is not None:
            gone = edit.before.id
            self.all = tuple(one for one in self.all if one.id != gone)
            self.chosen = ""
        self.changed.emit()

    def _put(self, measurement: Measurement) -> None:
        """Show a measurement in its place among the others, or as the newest."""
        ids = [one.id for one in self.all]
        if measurement.id in ids:
            self.all = tuple(measurement if one.id == measurement.id else one for one in self.all)
        else:
            self.all = (*self.all, measurement)
        self.changed.emit()

    # ---- undo

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def undo(self) -> None:
        if self._done:
            edit = self._done.pop()
            self._undone.append(edit)
            self._put_back(Edit(edit.after, edit.before))

    def redo(self) -> None:
        if self._undone:
            edit = self._undone.pop()
            self._done.append(edit)
            self._put_back(edit)

    def _put_back(self, edit: Edit) -> None:
        """Put the vault where ``edit`` leads, and show it."""
        ws = self._ws

        def work(_report: object) -> None:
            if edit.after is not None:
                ws.measuring.keep(ws.principal, edit.after)
            elif edit.before is not None:
                ws.measuring.remove(ws.principal, edit.before.id)

        def refused(error: BaseException) -> None:
            self.read()
            self._shell.show_error(error)

        self._shell.run_job(say("Measure"), work, lambda _none: self._apply(edit), refused, quiet=True, owner=self)
