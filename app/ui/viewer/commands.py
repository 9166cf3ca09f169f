"""Every command of the viewer: bound to its keys, put on the bar and listed in the help from this one table."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.measurement import KIND_TITLES, KINDS, Kind
from app.domain.words import Phrase, say


@dataclass(frozen=True, slots=True)
class Command:
    """``keys``: each of them does it. ``icon``: its picture on the bar, where it has a button there.

    ``on_image``: its keys are obeyed only while the pictures have the focus, since lists and fields use them too.
    ``is_checked``: its button stays down while it holds. ``has_place``: it stands in a menu of its own, or is of the
    hand alone; the others without a button, or without room for it, stand in the menu More.
    """

    name: str
    words: Phrase
    keys: tuple[str, ...]
    icon: str = ""
    on_image: bool = False
    is_checked: bool = False
    has_place: bool = False


_MEASURE_KEYS: dict[Kind, str] = {
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

TOOLS = (
    Command("window", say("Window by dragging"), ("W",), "window", is_checked=True),
    Command("scroll", say("Scroll by dragging"), ("S",), "scroll", is_checked=True),
    Command("pan", say("Move by dragging"), ("P",), "pan", is_checked=True),
    Command("zoom", say("Zoom by dragging"), ("Z",), "zoom", is_checked=True),
    Command(
        "magnify",
        say("Magnifier: hold the button down; the wheel makes it stronger"),
        ("Shift+Z",),
        "magnify",
        is_checked=True,
    ),
    Command(
        "cursor", say("3D cursor: the place pointed at, shown in all viewports"), ("C",), "cursor", is_checked=True
    ),
)

MEASURING = (
    *(
        Command(kind, KIND_TITLES[kind], (_MEASURE_KEYS[kind],), has_place=True)
        for kind in KINDS
        if kind in _MEASURE_KEYS
    ),
    Command("list", say("List of measurements"), ("L",), "list", is_checked=True),
    Command("key image", say("Key image, or not"), ("K",), "star", is_checked=True),
    Command("undo", say("Undo"), ("Ctrl+Z",)),
    Command("redo", say("Redo"), ("Ctrl+Shift+Z",)),
    Command("remove", say("Remove the chosen measurement"), ("Del",), on_image=True),
    Command("close outline", say("Finish an outline"), ("Return", "Enter"), on_image=True, has_place=True),
    Command(
        "let go",
        say("Call off what is being drawn; forget the place pointed at"),
        ("Esc",),
        on_image=True,
        has_place=True,
    ),
)

GREYS = (
    *(
        Command(f"preset {n}", say("Window preset {digit}", digit=str(n)), (str(n),), has_place=True)
        for n in range(1, 10)
    ),
    Command(
        "window box",
        say("Window from a rectangle: 1st to 99th percentile of its values, without padding"),
        ("Shift+W",),
        "window-box",
        is_checked=True,
    ),
    Command("auto window", say("Window from the image itself"), ("A",), has_place=True),
    Command("invert", say("Invert grey levels"), ("I",), "invert"),
)

LYING = (
    Command("flip h", say("Flip left and right"), ("H",), "flip-h"),
    Command("flip v", say("Flip top and bottom"), ("V",), "flip-v"),
    Command("turn", say("Turn clockwise"), ("R",), "rotate"),
)

SIZES = (
    Command("fit", say("Fit to the screen"), ("F",), "fit"),
    Command("one to one", say("One image pixel for one screen pixel"), ("O",), "actual"),
    Command("true size", say("True size: a millimetre on the screen for one in the image"), ("Shift+R",), "true-size"),
    Command("reset", say("As it was opened"), ("Ctrl+R",), "reset"),
    Command("larger", say("Larger"), ("Ctrl++", "Ctrl+=")),
    Command("smaller", say("Smaller"), ("Ctrl+-",)),
)

GOING = (
    Command("next", say("Next image"), ("Down", "Right", "PgDown"), on_image=True),
    Command("previous", say("Previous image"), ("Up", "Left", "PgUp"), on_image=True),
    Command("first", say("First image"), ("Home",), on_image=True),
    Command("last", say("Last image"), ("End",), on_image=True),
    Command("cine", say("Play as cine"), ("Space",), "play", on_image=True),
    Command("faster", say("Cine faster"), ("Shift+Right",), on_image=True),
    Command("slower", say("Cine slower"), ("Shift+Left",), on_image=True),
    Command("next point", say("Next time point, phase, b-value or echo"), ("Ctrl+Right",), on_image=True),
    Command("previous point", say("Previous time point, phase, b-value or echo"), ("Ctrl+Left",), on_image=True),
    Command("play points", say("Play the time points, phases, b-values or echoes"), ("Shift+Space",), on_image=True),
)

SHOWING = (
    Command("planes", say("Planes through the volume (MPR)"), ("M",), "planes", is_checked=True),
    Command("words", say("Words on the image: all, few, only whose it is"), ("T",), "tag"),
    Command("attributes", say("DICOM attributes of this image"), ("N",), "table"),
    Command("segments", say("Segmentations on or off"), ("Q",)),
    Command("segment style", say("Segmentations filled, outlined or both"), ("Shift+Q",)),
    Command("segment list", say("List of segmentations"), ("Shift+L",), "segments", is_checked=True),
    Command("overlays", say("Overlays of the file on or off"), ("Shift+O",)),
    Command("shutter", say("Shutter of the file on or off"), ("U",)),
    Command("smooth", say("Interpolate between pixels, or show them as squares"), ("Shift+I",)),
)

VIEWPORTS = (
    Command("layout", say("Layout of the viewports"), ("F2",), "layout"),
    *(
        Command(f"layout {count}", say("{n} viewports", n=count), (f"Alt+{count}",), has_place=True)
        for count in (1, 2, 3, 4, 6, 8, 9)
    ),
    Command("alone", say("One viewport alone, and all again"), ("Shift+F",)),
    Command("lines", say("Reference lines"), ("J",), "lines", is_checked=True),
    Command("together", say("Scroll together by place in the patient"), ("Shift+S",), "link", is_checked=True),
    Command("tie", say("Scroll studies together from where they stand now, or no more"), ("Shift+T",)),
    Command(
        "look together",
        say("Window, zoom and move viewports of one modality together, or each by itself"),
        ("Shift+J",),
    ),
    Command("next viewport", say("Next viewport"), (".",)),
    Command("previous viewport", say("Previous viewport"), (",",)),
    Command("next series", say("Next series"), ("]",)),
    Command("previous series", say("Previous series"), ("[",)),
)

GROUPS: tuple[tuple[Command, ...], ...] = (TOOLS, MEASURING, GREYS, LYING, SIZES, GOING, SHOWING, VIEWPORTS)
COMMANDS: tuple[Command, ...] = tuple(command for group in GROUPS for command in group)


def keys_of(name: str) -> str:
    """The first key of a command, as it is written beside its name."""
    return next(command.keys[0] for command in COMMANDS if command.name == name)
