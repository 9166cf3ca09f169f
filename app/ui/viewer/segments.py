"""The segmentations over the series on screen: which there are, which lie on it, what of them is seen. No painting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from app.domain.problem import Problem
from app.domain.words import say
from app.imaging.segments import Colour, Mask
from app.services.segmentations import LaidSegment, Listed, OpenedSegmentation
from app.services.viewing import OpenedSet
from app.services.workstation import Workstation
from app.ui.room import Shell

Style = Literal["both", "fill", "outline"]
STYLES: tuple[Style, ...] = ("both", "fill", "outline")
_USUAL_OPACITY = 40


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A segment that is to be painted."""

    mask: Mask
    colour: Colour


class Segments(QObject):
    """``changed``: what there is, or what is seen of it, is another. ``opacity`` of the fill is in percent."""

    changed = Signal()

    def __init__(self, workstation: Workstation, shell: Shell) -> None:
        super().__init__()
        self._ws = workstation
        self._shell = shell
        self.listed: tuple[Listed, ...] = ()
        self.problems: tuple[Problem, ...] = ()
        self.laid: dict[str, OpenedSegmentation] = {}
        self.is_shown = True
        self.style: Style = "both"
        self.opacity = _USUAL_OPACITY
        self._hidden: set[tuple[str, int]] = set()
        self._off: set[str] = set()
        self._reading: set[str] = set()
        self._wanted = ""
        self._opened: OpenedSet | None = None

    # ---- what there is

    def want(self, instance: str) -> None:
        """Lay this segmentation on the set that is opened next."""
        self._wanted = instance

    def open(self, opened: OpenedSet | None) -> None:
        """The segmentations of a set just opened; None: nothing is open any more."""
        self._opened = opened
        self.listed, self.problems = (), ()
        self.laid, self._hidden, self._off, self._reading = {}, set(), set(), set()
        if opened is not None:
            self._read(opened)
        self.changed.emit()

    def _read(self, opened: OpenedSet) -> None:
        ws, series = self._ws, opened.summary.series.uid

        def show(read: tuple[tuple[Listed, ...], tuple[Problem, ...]]) -> None:
            if opened is not self._opened:
                return
            self.listed, self.problems = read
            wanted, self._wanted = self._wanted, ""
            if any(one.instance == wanted for one in self.listed):
                self.lay(wanted)
            self.changed.emit()

        self._shell.run_job(
            say("Read segmentations"),
            lambda _report: ws.segmentations.listed(ws.principal, series),
            show,
            quiet=True,
            owner=self,
        )

    # ---- what is seen

    def lay(self, instance: str) -> None:
        """Show a segmentation over the images; it is read the first time."""
        self._off.discard(instance)
        listed = next((one for one in self.listed if one.instance == instance), None)
        opened, ws = self._opened, self._ws
        if listed is None or opened is None or instance in self._reading:
            return
        if instance in self.laid:
            self.changed.emit()
            return
        self._reading.add(instance)

        def show(found: OpenedSegmentation) -> None:
            if opened is self._opened:
                self._reading.discard(instance)
                self.laid[instance] = found
                self.changed.emit()

        def refused(error: BaseException) -> None:
            if opened is self._opened:
                self._reading.discard(instance)
                self._off.add(instance)
                self.changed.emit()
            self._shell.show_error(error)

        self._shell.run_job(
            say("Lay a segmentation on the images"),
            lambda report: ws.segmentations.open(ws.principal, opened, listed, report),
            show,
            refused,
            owner=self,
        )

    def take_off(self, instance: str) -> None:
        self._off.add(instance)
        self.changed.emit()

    def is_on(self, instance: str) -> bool:
        return (instance in self.laid or instance in self._reading) and instance not in self._off

    def show_segment(self, instance: str, number: int, shown: bool) -> None:
        (self._hidden.discard if shown else self._hidden.add)((instance, number))
        self.changed.emit()

    def is_seen(self, instance: str, number: int) -> bool:
        return (instance, number) not in self._hidden

    def toggle(self) -> None:
        """All of them on or off; with none laid yet, those that were drawn on these images are."""
        ready = [one.instance for one in self.listed if one.fit == "drawn on it"]
        if not self.laid and ready:
            self.is_shown = True
            for instance in ready:
                self.lay(instance)
            return
        self.is_shown = not self.is_shown
        self.changed.emit()

    def next_style(self) -> None:
        self.set_style(STYLES[(STYLES.index(self.style) + 1) % len(STYLES)])

    def set_style(self, style: Style) -> None:
        self.style = style
        self.changed.emit()

    def set_opacity(self, percent: int) -> None:
        self.opacity = min(max(percent, 0), 100)
        self.changed.emit()

    def seen(self) -> tuple[Seen, ...]:
        """What is to be painted, in the order of the files and their segments."""
        if not self.is_shown:
            return ()
        return tuple(
            Seen(one.mask, one.segment.shown_colour)
            for instance, found in self.laid.items()
            if instance not in self._off
            for one in found.segments
            if one.mask is not None and self.is_seen(instance, one.segment.number)
        )

    def at_voxel(self, k: int, row: int, column: int) -> tuple[LaidSegment, ...]:
        """The segments that a voxel belongs to."""
        return tuple(
            one
            for instance, found in self.laid.items()
            if self.is_shown and instance not in self._off
            for one in found.segments
            if self.is_seen(instance, one.segment.number) and _holds(one.mask, k, row, column)
        )


def _holds(mask: Mask | None, k: int, row: int, column: int) -> bool:
    level = mask.on(k) if mask is not None else None
    if mask is None or level is None:
        return False
    j, i = row - mask.at[1], column - mask.at[2]
    return 0 <= j < level.shape[0] and 0 <= i < level.shape[1] and bool(level[j, i])
