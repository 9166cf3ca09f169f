"""What viewports do for one another: reference lines, a cursor that is in all of them, scrolling together."""

from __future__ import annotations

from app.imaging.places import SlicePlace, Vector, crossing, nearest, reach, share_places
from app.services.viewing import OpenedSet
from app.ui.language import tr
from app.ui.viewer.grid import Grid
from app.ui.viewer.guides import NO_GUIDES, Guides, ReferenceLine
from app.ui.viewer.links import Stack, follow
from app.ui.viewer.viewport import Viewport


class Together:
    """``scrolls``: stacks follow the one in hand. ``draws_lines``: their pictures are drawn as lines in each other.
    ``shares_looks``: those of one modality are windowed, enlarged and moved together.
    """

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self.scrolls = True
        self.draws_lines = True
        self.shares_looks = False
        self._tied: dict[Viewport, tuple[OpenedSet, int]] = {}
        # the viewport where the place was pointed at speaks for its frame of reference
        self._pointed: tuple[SlicePlace, Vector] | None = None

    # ---- scrolling

    def follow(self, leader: Viewport) -> None:
        """Bring every other viewport to where the leader is now."""
        stack = self._stack(leader)
        if not self.scrolls or stack is None:
            return
        for other in self._others(leader):
            beside = self._stack(other)
            wanted = follow(stack, beside) if beside is not None else None
            if beside is not None and wanted is not None and wanted != beside.at:
                other.go_to(wanted)

    def share_look(self, leader: Viewport) -> None:
        """Window, zoom and place of the leader on every other viewport with images of the same modality."""
        state, summary = leader.state, leader.summary
        if not self.shares_looks or state is None or summary is None:
            return
        for other in self._others(leader):
            if other.summary is None or other.summary.series.modality != summary.series.modality:
                continue
            there = other.state
            if there is not None and (seen := there.seen_like(state)) != there:
                other.show_state(seen)

    def tie(self) -> None:
        """From now on stacks of other frames of reference keep the distance they have now; a second time: no more."""
        if self.is_tied:
            self._tied = {}
        else:
            self._tied = {
                one: (one.opened, one.state.slice_index)
                for one in self._grid.viewports
                if one.opened is not None and one.state is not None
            }
            self.scrolls = True
        self.draw()

    @property
    def is_tied(self) -> bool:
        """Whether two sets on show are tied by hand."""
        return sum(self._tied_at(one) is not None for one in self._grid.viewports) > 1

    def _tied_at(self, viewport: Viewport) -> int | None:
        opened, at = self._tied.get(viewport, (None, 0))
        return at if opened is not None and opened is viewport.opened else None

    def _stack(self, viewport: Viewport) -> Stack | None:
        opened, state = viewport.opened, viewport.state
        if opened is None or state is None or viewport.shows_planes or not viewport.isVisible():
            return None
        return Stack(opened.places, state.slice_index, self._tied_at(viewport))

    def _others(self, one: Viewport) -> list[Viewport]:
        return [other for other in self._grid.viewports if other is not one]

    # ---- pointing

    def point(self, viewport: Viewport, here: SlicePlace, place: Vector) -> None:
        """The person points at a place (3,), LPS mm, on a picture that lies ``here``."""
        self._pointed = (here, place)
        for other in self._others(viewport):
            opened = other.opened
            if opened is None or not any(share_places(here, one) for one in opened.places):
                continue
            if other.shows_planes:
                other.mpr.go_to(place)
            elif (found := nearest(opened.places, place)) is not None:
                other.go_to(found[0])
        self.draw()

    def forget_place(self) -> None:
        """No place is pointed at any more."""
        self._pointed = None
        self.draw()

    # ---- drawing

    def draw(self) -> None:
        """Tell every viewport what the others say on it."""
        for viewport in self._grid.viewports:
            viewport.canvas.show_guides(self._guides(viewport))
            planes = viewport.mpr.places()
            for direction, pane in viewport.mpr.panes.items():
                here = planes.get(direction)
                pane.show_guides(Guides(self._lines(viewport, here)) if here is not None else NO_GUIDES)

    def _guides(self, viewport: Viewport) -> Guides:
        stack = self._stack(viewport)
        if stack is None or stack.here is None:
            return Guides(words=self._words(viewport, stack)) if stack is not None else NO_GUIDES
        return Guides(self._lines(viewport, stack.here), self._cursor(stack, stack.here), self._words(viewport, stack))

    def _lines(self, viewport: Viewport, here: SlicePlace) -> tuple[ReferenceLine, ...]:
        """On the viewport in hand the lines of all others; on the others that of the one in hand."""
        if not self.draws_lines:
            return ()
        active = self._grid.active
        found = []
        for other in self._others(viewport) if viewport is active else (active,):
            for place in self._pictures(other):
                met = crossing(here, place) if share_places(here, place) else None
                if met is not None:
                    found.append(ReferenceLine(*met, other is active))
        return tuple(found)

    def _pictures(self, viewport: Viewport) -> tuple[SlicePlace, ...]:
        """Where the pictures of a viewport lie: its slice, or its three planes."""
        if viewport.shows_planes:
            return tuple(viewport.mpr.places().values()) if viewport.isVisible() else ()
        stack = self._stack(viewport)
        return (stack.here,) if stack is not None and stack.here is not None else ()

    def _cursor(self, stack: Stack, here: SlicePlace) -> tuple[float, float] | None:
        """Where the place pointed at lies on a picture; None where it does not lie on it."""
        if self._pointed is None or not share_places(here, self._pointed[0]):
            return None
        place = self._pointed[1]
        column, row, mm = here.pixel(place)
        is_here = here.holds(place) and abs(mm) <= reach(stack.places, stack.at)
        return (column, row) if is_here else None

    def _words(self, viewport: Viewport, stack: Stack) -> str:
        """How the picture is scrolled with others."""
        if not self.scrolls:
            return ""
        beside = [other for one in self._others(viewport) if (other := self._stack(one)) is not None]
        here = stack.here
        goes = [other for other in beside if follow(other, stack) is not None]
        if any(share_places(here, other.here) for other in goes):
            return tr("Scrolls together, by place")
        return tr("Scrolls together, tied by hand") if goes else ""
