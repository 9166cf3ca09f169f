"""How a display set is being looked at: a frozen value whose methods return the next one. No Qt.

Positions on screen are in pixels from the middle of the image area, x to the right, y down. The image is turned by
quarter turns clockwise first, then flipped, then scaled, then moved by ``pan``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from app.domain.measurement import Kind
from app.domain.volume import VoiFunction, Volume, Window
from app.domain.words import Phrase, say
from app.imaging.window import auto_window

Tool = Literal["window", "window box", "pan", "zoom", "scroll", "cursor", "magnify"] | Kind
# how much stands around the image: everything, the most needed, or whose it is and what to beware of
Words = Literal["all", "few", "who"]
# from all to few, to whose it is, to all again
FEWER: dict[Words, Words] = {"all": "few", "few": "who", "who": "all"}
Point = tuple[float, float]
SMALLEST_ZOOM, LARGEST_ZOOM = 0.1, 40.0


UNWINDOWED = Window(0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Preset:
    """A window by name. ``key`` is the digit that chooses it, or empty."""

    title: Phrase
    window: Window
    key: str = ""


# Centre and width in HU, as radiology teaching gives them (e.g. Radiopaedia, "Windowing (CT)").
CT_PRESETS = (
    (say("Soft tissue"), 40.0, 400.0),
    (say("Lung"), -600.0, 1500.0),
    (say("Bone"), 400.0, 1800.0),
    (say("Brain"), 40.0, 80.0),
    (say("Subdural"), 75.0, 215.0),
    (say("Mediastinum"), 50.0, 350.0),
    (say("Liver"), 60.0, 160.0),
    (say("Angiography"), 300.0, 600.0),
)


# upper ends of windows for PET, in SUVbw; the lower is 0
PET_TOPS = (5, 7, 10, 15, 20)


@dataclass(frozen=True, slots=True)
class ViewState:
    """``shape`` is (slices, rows, columns); ``aspect`` a pixel's height over its width. ``zoom`` 1 fits the image area;
    ``pan`` is in screen pixels. ``centre`` and ``width`` are in the unit of the values. ``by_table``: the file's
    VOI table is used in place of a window. ``first`` and ``opens_by_table`` are how it was opened.
    """

    shape: tuple[int, int, int]
    aspect: float = 1.0
    slice_index: int = 0
    centre: float = 0.0
    width: float = 1.0
    function: VoiFunction = "LINEAR"
    by_table: bool = False
    first: Window = UNWINDOWED
    opens_by_table: bool = False
    zoom: float = 1.0
    pan: Point = (0.0, 0.0)
    quarter_turns: int = 0
    flip_h: bool = False
    flip_v: bool = False
    invert: bool = False
    is_windowed: bool = False
    is_playing: bool = False
    words: Words = "all"
    is_smooth: bool = True
    shows_overlays: bool = True
    shows_shutter: bool = True
    tool: Tool = "window"

    # ---- which slice

    @property
    def slices(self) -> int:
        return self.shape[0]

    def scrolled(self, by: int) -> ViewState:
        return self.at_slice(self.slice_index + by)

    def at_slice(self, index: int) -> ViewState:
        return replace(self, slice_index=min(max(index, 0), self.slices - 1))

    def stepped(self) -> ViewState:
        """The next frame of a cine; after the last comes the first."""
        return replace(self, slice_index=(self.slice_index + 1) % self.slices)

    def played(self, on: bool) -> ViewState:
        return replace(self, is_playing=on and self.slices > 1)

    # ---- grey levels

    def windowed(self, centre: float, width: float, function: VoiFunction | None = None) -> ViewState:
        """Through this window; ``function`` None keeps the one in use."""
        wide = max(width, SMALLEST_WIDTH)
        used = function or self.function
        return replace(self, centre=centre, width=wide, function=used, by_table=False, is_windowed=True)

    def through(self, window: Window) -> ViewState:
        return self.windowed(window.centre, window.width, window.function)

    def dragged_window(self, dx: float, dy: float) -> ViewState:
        """Window by dragging: right widens, down darkens; as fine as the window is narrow."""
        step = max(self.width, 1e-3) / 250
        return self.windowed(self.centre + dy * step, self.width + dx * step)

    def seen_like(self, other: ViewState) -> ViewState:
        """Windowed, enlarged and moved as another; slice, turns and tool stay."""
        same = ("centre", "width", "function", "by_table", "is_windowed", "invert", "zoom", "pan")
        return replace(self, **{name: getattr(other, name) for name in same})

    def inverted(self) -> ViewState:
        return replace(self, invert=not self.invert)

    # ---- where on screen

    def zoomed(self, factor: float, at: Point = (0.0, 0.0)) -> ViewState:
        """Nearer or farther; the point ``at`` stays where it is."""
        zoom = min(max(self.zoom * factor, SMALLEST_ZOOM), LARGEST_ZOOM)
        ratio = zoom / self.zoom
        pan = (at[0] - (at[0] - self.pan[0]) * ratio, at[1] - (at[1] - self.pan[1]) * ratio)
        return replace(self, zoom=zoom, pan=pan)

    def panned(self, dx: float, dy: float) -> ViewState:
        return replace(self, pan=(self.pan[0] + dx, self.pan[1] + dy))

    def fitted(self) -> ViewState:
        return replace(self, zoom=1.0, pan=(0.0, 0.0))

    def one_to_one(self, size: tuple[int, int]) -> ViewState:
        """One pixel of the image for each pixel of the screen."""
        return replace(self, zoom=1 / fit_scale(self, size), pan=(0.0, 0.0))

    def scaled(self, scale: float, size: tuple[int, int]) -> ViewState:
        """So many screen pixels for one column of the image."""
        zoom = min(max(scale / fit_scale(self, size), SMALLEST_ZOOM), LARGEST_ZOOM)
        return replace(self, zoom=zoom, pan=(0.0, 0.0))

    def magnified(self, at: Point, factor: float, size: tuple[int, int], side: int) -> ViewState:
        """What a lens of ``side`` screen pixels shows, ``factor`` times larger; ``at``: its middle on the area."""
        scale = fit_scale(self, size) * self.zoom
        away = at[0] - size[0] / 2 - self.pan[0], at[1] - size[1] / 2 - self.pan[1]
        zoom = scale * factor / fit_scale(self, (side, side))
        return replace(self, zoom=zoom, pan=(-away[0] * factor, -away[1] * factor))

    def rotated(self) -> ViewState:
        """A quarter turn clockwise as seen on screen: behind one flip the image itself turns the other way."""
        turn = -1 if self.flip_h != self.flip_v else 1
        x, y = self.pan
        return replace(self, quarter_turns=(self.quarter_turns + turn) % 4, pan=(-y, x))

    def flipped_h(self) -> ViewState:
        """Left and right changed, as seen on screen."""
        return replace(self, flip_h=not self.flip_h, pan=(-self.pan[0], self.pan[1]))

    def flipped_v(self) -> ViewState:
        """Top and bottom changed, as seen on screen."""
        return replace(self, flip_v=not self.flip_v, pan=(self.pan[0], -self.pan[1]))

    def reset(self) -> ViewState:
        """As it was opened, on the same slice."""
        fresh = opened(self.shape, self.aspect, self.first, self.opens_by_table, self.slice_index)
        kept = {name: getattr(self, name) for name in ("words", "is_smooth", "shows_overlays", "shows_shutter", "tool")}
        return replace(fresh, **kept)

    @property
    def is_changed(self) -> bool:
        """True where the image lies otherwise than it was made: flipped or turned."""
        return self.flip_h or self.flip_v or self.quarter_turns != 0

    def with_tool(self, tool: Tool) -> ViewState:
        return replace(self, tool=tool)

    def with_words(self, words: Words) -> ViewState:
        return replace(self, words=words)

    def smoothed(self, on: bool) -> ViewState:
        """Values between pixels are interpolated, or pixels stand as squares."""
        return replace(self, is_smooth=on)

    def with_overlays(self, shown: bool) -> ViewState:
        """The file's overlay planes drawn, or not."""
        return replace(self, shows_overlays=shown)

    def with_shutter(self, shown: bool) -> ViewState:
        """What the file's shutter covers covered, or not."""
        return replace(self, shows_shutter=shown)


SMALLEST_WIDTH = 1e-6


def opened(
    shape: tuple[int, int, int], aspect: float, first: Window, opens_by_table: bool, slice_index: int = 0
) -> ViewState:
    """How a display set is first looked at: fitted, through its own VOI table where it has one, else ``first``."""
    return ViewState(
        shape,
        aspect,
        slice_index,
        first.centre,
        first.width,
        first.function,
        by_table=opens_by_table,
        first=first,
        opens_by_table=opens_by_table,
    )


def gone_on(before: ViewState, whole: ViewState) -> ViewState:
    """How the first images of a set were looked at goes on when ``whole`` of it is there.

    What the person did not set follows the whole set: its own window, found from all of its values.
    """
    kept = replace(before, first=whole.first, opens_by_table=whole.opens_by_table, tool=whole.tool)
    if before.is_windowed:
        return kept
    return replace(kept, centre=whole.centre, width=whole.width, function=whole.function, by_table=whole.by_table)


def fit_scale(state: ViewState, size: tuple[int, int]) -> float:
    """Screen pixels for one column of the image when it just fits ``size`` (width, height)."""
    _, rows, columns = state.shape
    width, height = float(columns), rows * state.aspect
    if state.quarter_turns % 2:
        width, height = height, width
    return min(size[0] / width, size[1] / height)


def image_at(state: ViewState, size: tuple[int, int], point: Point) -> Point:
    """(column, row) of the image under a point of the image area (pixels from its top left).

    Whole numbers are centres of pixels, counted from 0; also outside the image.
    """
    scale = fit_scale(state, size) * state.zoom
    x = (point[0] - size[0] / 2 - state.pan[0]) / scale
    y = (point[1] - size[1] / 2 - state.pan[1]) / scale
    x, y = (-x if state.flip_h else x), (-y if state.flip_v else y)
    for _ in range(state.quarter_turns % 4):
        x, y = y, -x
    _, rows, columns = state.shape
    return x + (columns - 1) / 2, y / state.aspect + (rows - 1) / 2


def screen_at(state: ViewState, size: tuple[int, int], place: Point) -> Point:
    """Where (column, row) of the image is painted: the way back from ``image_at``."""
    _, rows, columns = state.shape
    x, y = place[0] - (columns - 1) / 2, (place[1] - (rows - 1) / 2) * state.aspect
    for _ in range(state.quarter_turns % 4):
        x, y = -y, x
    x, y = (-x if state.flip_h else x), (-y if state.flip_v else y)
    scale = fit_scale(state, size) * state.zoom
    return x * scale + size[0] / 2 + state.pan[0], y * scale + size[1] / 2 + state.pan[1]


def voxel_at(state: ViewState, size: tuple[int, int], point: Point) -> tuple[int, int] | None:
    """(row, column) of the voxel under a point of the image area (pixels from its top left), or None outside."""
    x, y = image_at(state, size, point)
    _, rows, columns = state.shape
    row, column = math.floor(y + 0.5), math.floor(x + 0.5)
    return (row, column) if 0 <= row < rows and 0 <= column < columns else None


def presets(modality: str, volume: Volume) -> tuple[Preset, ...]:
    """The windows that make sense here: the file's own by their names, then the modality's; digits 1 to 9 choose."""
    if volume.is_colour:
        return ()
    own = [(_own_title(window, at), window) for at, window in enumerate(dict.fromkeys(volume.windows))]
    usual = _usual(modality, volume)
    found = [(say("From all images"), auto_window(volume))] if not usual else []
    # a radiologist's fingers know 1 as soft tissue and 2 as lung, whatever windows a file brings
    ordered = [*usual, *own[:5], *found]
    return tuple(Preset(title, window, str(at) if at <= 9 else "") for at, (title, window) in enumerate(ordered, 1))


def _usual(modality: str, volume: Volume) -> list[tuple[Phrase, Window]]:
    """The modality's own: HU for CT, uptake for PET where one factor holds for all slices; others have none."""
    if modality == "CT" and volume.unit == "HU":
        return [(title, Window(centre, width)) for title, centre, width in CT_PRESETS]
    factors = {one.bw for one in volume.suv}
    if modality == "PT" and len(factors) == 1 and min(factors) > 0:
        per_suv = 1 / factors.pop()
        return [
            (say("SUVbw 0 to {n}", n=top), Window(top * per_suv / 2, top * per_suv, function="LINEAR_EXACT"))
            for top in PET_TOPS
        ]
    return []


def _own_title(window: Window, at: int) -> Phrase:
    if window.name:
        return say("From the file: {name}", name=window.name)
    return say("From the file, no. {n}", n=at + 1) if at else say("From the file")


def preset_name(state: ViewState, offered: tuple[Preset, ...]) -> Phrase:
    """The name of the window in use, or that it was set by hand."""
    if state.by_table:
        return say("Table from the file")
    for preset in offered:
        if math.isclose(preset.window.centre, state.centre) and math.isclose(preset.window.width, state.width):
            return preset.title
    return say("By hand") if state.is_windowed else say("Automatic")
