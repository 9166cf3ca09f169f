"""Instances to DisplaySets: which frames belong on one screen together, by rule, with the reason, and whether they
stand as a volume.

Everything comes from positions and directions in the patient; SliceThickness, SpacingBetweenSlices and the numbers of
images say nothing about where a slice lies. Where images share a place they are split by what they differ in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.problem import Problem
from app.domain.study import Course, DisplaySet, FrameHeader, FrameRef, Instance, Series, Splitting
from app.domain.volume import Certificate, Geometry
from app.domain.words import NOTHING, Phrase, say
from app.imaging.frames import why_not_decoded

# one screen for each image of these: a series of them is a set of views, not a stack
_ONE_EACH = ("CR", "DX", "MG", "IO", "PX", "RG", "XC", "OP", "SM")
_SAME_DIRECTION = 0.0017  # direction cosines of one stack differ by less (a tenth of a degree)
_SAME_PLACE_MM = 0.01
_TILT_DEG = 0.1
_GAP_PART = 0.01
_GAP_MM = 0.05
_OTHER_VERSION = "#"
_RANK = "image at each place"
_KEPT = say("It is kept in the vault as it came.")


@dataclass(frozen=True, slots=True)
class Accounted:
    """What became of one received instance: the display sets its frames are in, or why it is in none."""

    uid: str
    number: int | None
    frames: int
    sets: tuple[str, ...]
    why_not: Phrase = NOTHING


@dataclass(frozen=True, slots=True)
class Assembled:
    """``not_shown``: instances that are in no set, each with the reason. ``account``: every instance, by number."""

    sets: tuple[DisplaySet, ...]
    not_shown: tuple[Problem, ...]
    account: tuple[Accounted, ...] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    instance: Instance
    header: FrameHeader

    @property
    def ref(self) -> FrameRef:
        return FrameRef(self.instance.uid, self.header.index)

    @property
    def is_placed(self) -> bool:
        h = self.header
        return h.position_mm is not None and h.orientation is not None

    @property
    def order(self) -> tuple[bool, int, int, str, int]:
        number = self.instance.number
        return number is None, number or 0, self.instance.frames_before, self.instance.uid, self.header.index


@dataclass(frozen=True, slots=True)
class _Group:
    """Frames that stay together so far, in English words what set them apart from the rest, and by which attributes."""

    frames: tuple[_Frame, ...]
    reasons: tuple[str, ...] = ()
    told_apart: tuple[tuple[str, str], ...] = ()

    def split(
        self, key: Callable[[_Frame], object], name: Callable[[object], str], attribute: str = ""
    ) -> list[_Group]:
        """Parts with one value of ``key`` each, in the order their first frames come."""
        parts: dict[object, list[_Frame]] = defaultdict(list)
        for frame in self.frames:
            parts[key(frame)].append(frame)
        if len(parts) == 1:
            return [self]
        return [
            _Group(
                tuple(part),
                (*self.reasons, *(reason for reason in (name(v),) if reason)),
                (*self.told_apart, *(((attribute, str(v)),) if attribute else ())),
            )
            for v, part in parts.items()
        ]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which frames of a series are set apart. ``split`` takes a group apart, or leaves it whole.

    ``is_free``: a site may do without it. Without the others frames would lie in one picture that do not fit together.
    """

    name: str
    split: Callable[[Series, _Group], list[_Group]]
    is_free: bool = False


def assemble(series: Series, instances: Iterable[Instance], rules: Sequence[Rule] | None = None) -> Assembled:
    """The display sets of a series, and why what is in none of them is not shown.

    ``rules`` stand in place of ``RULES``. A rule that fails leaves its group whole, and the set's reason names it.
    """
    shown: list[_Frame] = []
    not_shown = []
    received = list(instances)
    for instance in received:
        why = _why_not(instance)
        if why is not None:
            not_shown.append(Problem(instance.uid, *why))
        else:
            shown += [_Frame(instance, header) for header in instance.frame_headers]
    groups = _groups(series, sorted(shown, key=lambda f: f.order), RULES if rules is None else rules)
    ordered = sorted(groups, key=lambda g: g.frames[0].order)
    sets = tuple(_display_set(series, str(n), group) for n, group in enumerate(ordered, 1))
    return Assembled(sets, tuple(not_shown), _account(received, sets, not_shown))


def _account(
    received: Sequence[Instance], sets: Sequence[DisplaySet], not_shown: Sequence[Problem]
) -> tuple[Accounted, ...]:
    within: dict[str, dict[str, None]] = defaultdict(dict)
    for one in sets:
        for frame in one.frames:
            within[frame.instance][one.id] = None
    why = {problem.where: problem.what for problem in not_shown}
    return tuple(
        Accounted(i.uid, i.number, i.frames, tuple(within.get(i.uid, ())), why.get(i.uid, NOTHING)) for i in received
    )


def largest(sets: Sequence[DisplaySet]) -> DisplaySet | None:
    """The set a series opens with: the one with most frames that is a volume, else with most frames."""
    return max(sets, key=lambda s: (len(s.frames) if s.certificate.is_volume else 0, len(s.frames)), default=None)


def _why_not(instance: Instance) -> tuple[Phrase, Phrase] | None:
    if instance.displayable:
        return Phrase(instance.displayable), _KEPT
    why_not = why_not_decoded(instance.transfer_syntax)
    if why_not is not None:
        return why_not
    if not instance.frame_headers:
        return say("It holds no frames."), _KEPT
    return None


# ---- which frames belong together -----------------------------------------------------------------------------------


def _groups(series: Series, frames: list[_Frame], rules: Sequence[Rule]) -> list[_Group]:
    groups = [_Group(tuple(frames))] if frames else []
    for rule in rules:
        groups = [part for group in groups for part in _split_by_rule(rule, series, group)]
    return groups


def _split_by_rule(rule: Rule, series: Series, group: _Group) -> list[_Group]:
    try:
        return rule.split(series, group)
    except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError):
        return [
            _Group(
                group.frames, (*group.reasons, str(say("the rule “{name}” failed and was left out", name=rule.name)))
            )
        ]


def _version(frame: _Frame) -> object:
    return frame.instance.uid.partition(_OTHER_VERSION)[2]


def _size(frame: _Frame) -> object:
    return frame.instance.rows, frame.instance.columns


def _colour(frame: _Frame) -> object:
    if frame.instance.samples > 1 or frame.instance.photometric == "PALETTE COLOR":
        return "colour"
    return "white is low" if frame.instance.photometric == "MONOCHROME1" else ""


def _is_localizer(frame: _Frame) -> object:
    return "LOCALIZER" in (part.upper() for part in frame.header.image_type)


def _frame_of_reference(frame: _Frame) -> object:
    return frame.instance.frame_of_reference


def _spacing(frame: _Frame) -> object:
    spacing = frame.header.pixel_spacing_mm
    return None if spacing is None else (round(spacing[0], 4), round(spacing[1], 4))


def _size_words(v: object) -> str:
    return str(say("{rows} rows × {columns} columns", rows=v[0], columns=v[1])) if isinstance(v, tuple) else ""


def _spacing_words(v: object) -> str:
    if not isinstance(v, tuple):
        return str(say("pixel size not stated"))
    return str(say("pixels {height} × {width} mm", height=f"{v[0]:g}", width=f"{v[1]:g}"))


def _unit(frame: _Frame) -> object:
    return frame.header.unit


def _placed(frame: _Frame) -> object:
    return frame.is_placed and not _is_whole_mosaic(frame)


def _is_whole_mosaic(frame: _Frame) -> bool:
    """A picture of many slices that could not be cut up; its stated place is that of none of them."""
    return "MOSAIC" in frame.header.image_type and not frame.instance.tiles


def _always(name: str, key: Callable[[_Frame], object], words: Callable[[object], str], is_free: bool = False) -> Rule:
    """A rule that sets frames apart wherever ``key`` differs."""
    return Rule(name, lambda _series, group: group.split(key, words), is_free)


def _by_direction(series: Series, group: _Group) -> list[_Group]:
    """Split where the planes are not parallel, within a tenth of a degree."""
    del series
    if not _placed(group.frames[0]):
        return [group]
    seen: list[NDArray[np.float64]] = []

    def direction(frame: _Frame) -> object:
        cosines = np.array(frame.header.orientation)
        for n, other in enumerate(seen):
            if np.abs(cosines - other).max() < _SAME_DIRECTION:
                return n
        seen.append(cosines)
        return len(seen) - 1

    return group.split(direction, lambda n: _plane(seen[int(str(n))]))


def _plane(cosines: NDArray[np.float64]) -> str:
    normal = np.abs(np.cross(cosines[:3], cosines[3:]))
    axis = int(normal.argmax())
    return str((_PLANES if normal.max() > 0.9 else _OBLIQUE)[axis])


_PLANES = say("sagittal"), say("coronal"), say("axial")
_OBLIQUE = say("oblique sagittal"), say("oblique coronal"), say("oblique axial")


def _unplaced(series: Series, group: _Group) -> list[_Group]:
    """Frames without a place: each multi-frame object for itself, each projection image for itself, else a stack.

    An object that was cut into several is one (PS3.3 C.7.6.16.2.2.4).
    """
    if _placed(group.frames[0]):
        return [group]
    is_each = series.modality in _ONE_EACH

    def alone(frame: _Frame) -> object:
        if frame.instance.concatenation:
            return frame.instance.concatenation
        return frame.instance.uid if is_each or frame.instance.frames > 1 else ""

    return group.split(alone, lambda v: str(say("an object of its own") if v else say("single images")))


def _by_dimension(series: Series, group: _Group) -> list[_Group]:
    """Split frames that share a place by the first attribute that tells them apart; in the end by their numbers.

    An attribute with more values than images at one place (a trigger time of every slice) tells slices apart, not
    volumes.
    """
    if not _placed(group.frames[0]) or not _shares_places(group.frames):
        return [group]
    most = max(Counter(_place(f) for f in group.frames).values())
    ways = [_split_by(group, name) for name in _dimension_names(group.frames)]
    for parts in (*ways, group.split(_corner, _corner_words)):
        if 1 < len(parts) <= most and _shared(parts) < _shared([group]):
            return [whole for part in parts for whole in _by_dimension(series, part)]
    return _by_rank(group)


def _split_by(group: _Group, name: str) -> list[_Group]:
    return group.split(
        lambda f: dict(f.header.dimensions).get(name, ""), lambda value: _difference(name, str(value)), name
    )


def _difference(name: str, value: str) -> str:
    """``time point 3``; the name alone where the value is empty."""
    template = _DIFFERENCES.get(name)
    return str(replace(template, values=(("value", value),))) if template and value else f"{name} {value}".strip()


_DIFFERENCES = {
    phrase.text.removesuffix(" {value}"): phrase
    for phrase in (
        say("time point {value}"), say("echo {value}"), say("echo time {value}"), say("b-value {value}"),
        say("diffusion direction {value}"), say("inversion time {value}"), say("cardiac phase {value}"),
        say("trigger time {value}"), say("acquisition {value}"), say("kernel {value}"), say("acquired at {value}"),
        say("image type {value}"), say("stack {value}"), say("energy window {value}"), say("detector {value}"),
        say("phase {value}"), say("rotation {value}"), say("R-R interval {value}"), say("time slot {value}"),
        say("time slice {value}"),
    )
}  # fmt: skip


def _dimension_names(frames: tuple[_Frame, ...]) -> list[str]:
    return list(dict.fromkeys(name for f in frames for name, _ in f.header.dimensions))


def _by_rank(group: _Group) -> list[_Group]:
    """Nothing but order tells them apart: where every place is taken equally often, the n-th image of each place."""
    taken: Counter[object] = Counter()
    rank: dict[FrameRef, int] = {}
    for frame in group.frames:
        place = _place(frame)
        taken[place] += 1
        rank[frame.ref] = taken[place]
    if len(set(taken.values())) != 1:
        return [group]
    often = next(iter(taken.values()))
    return group.split(
        lambda f: rank[f.ref],
        lambda n: str(say("image {n} of {often} at each place, by their numbers", n=str(n), often=often)),
        _RANK,
    )


def _place(frame: _Frame) -> object:
    """How far along its normal a frame lies: what lies beside another in one plane shares its place in a stack."""
    return _along(frame)[2]


def _corner(frame: _Frame) -> object:
    return _along(frame)[:2]


def _corner_words(v: object) -> str:
    right, down = (n * _SAME_PLACE_MM for n in v) if isinstance(v, tuple) else (0, 0)
    return str(say("images that begin at {right}, {down} mm in their plane", right=f"{right:g}", down=f"{down:g}"))


def _along(frame: _Frame) -> tuple[int, int, int]:
    """The first pixel along row, column and normal, in hundredths of a millimetre."""
    header = frame.header
    assert header.position_mm is not None
    assert header.orientation is not None
    (a, b, c), (d, e, f) = header.orientation[:3], header.orientation[3:]
    axes = (a, b, c), (d, e, f), (b * f - c * e, c * d - a * f, a * e - b * d)
    place = [sum(p * q for p, q in zip(header.position_mm, axis, strict=True)) / _SAME_PLACE_MM for axis in axes]
    return round(place[0]), round(place[1]), round(place[2])


def _shares_places(frames: tuple[_Frame, ...]) -> bool:
    return len({_place(f) for f in frames}) < len(frames)


def _shared(groups: list[_Group]) -> int:
    """How many frames lie where another of their group lies."""
    return sum(len(g.frames) - len({_place(f) for f in g.frames}) for g in groups)


# In order: what always sets frames apart comes first, what does so only at one place comes last.
RULES: tuple[Rule, ...] = (
    _always("version", _version, lambda v: str(say("other bytes under the same identifier")) if v else ""),
    _always("size", _size, _size_words),
    _always("colour", _colour, str),
    _always("localizer", _is_localizer, lambda v: str(say("localizer")) if v else "", is_free=True),
    _always(
        "frame of reference", _frame_of_reference,
        lambda v: str(say("another frame of reference") if v else say("no frame of reference")),
    ),
    _always("unit", _unit, lambda v: str(say("values in {unit}", unit=str(v)) if v else say("values without a unit"))),
    _always("place", _placed, lambda v: "" if v else str(say("no place in the patient"))),
    _always(
        "pixel size", _spacing,
        _spacing_words,
    ),
    Rule("direction", _by_direction),
    Rule("objects without a place", _unplaced, is_free=True),
    Rule("phase, echo, b-value", _by_dimension, is_free=True),
)  # fmt: skip
FREE_RULES = tuple(rule.name for rule in RULES if rule.is_free)
ATTRIBUTES = tuple(_DIFFERENCES)


def rules_for(splitting: Splitting) -> tuple[Rule, ...]:
    """The rules as a site has changed them. Names that are not known are left out."""
    more = [_by_attribute(name) for name in ATTRIBUTES if name in splitting.apart]
    in_order = (*RULES[:-1], *more, RULES[-1])
    return tuple(rule for rule in in_order if not (rule.is_free and rule.name in splitting.together))


def _by_attribute(name: str) -> Rule:
    def value(frame: _Frame) -> object:
        return dict(frame.header.dimensions).get(name, "")

    return _always(name, value, lambda said: _difference(name, str(said)))


# ---- where they lie -------------------------------------------------------------------------------------------------


def _display_set(series: Series, set_id: str, group: _Group) -> DisplaySet:
    first = group.frames[0]
    header, rows, columns = first.header, first.instance.rows, first.instance.columns
    spacing = header.pixel_spacing_mm
    reason = "; ".join(group.reasons) or str(say("all images of the series"))
    if not _placed(first) or spacing is None:
        frames = group.frames
        geometry, certificate = None, _without_place(group)
        spacing_mm = (None, *(spacing or (None, None)))
    else:
        frames, geometry, certificate = _placed_stack(group, spacing)
        between = geometry.spacing_mm()[0] if geometry is not None and len(frames) > 1 else None
        spacing_mm = (between, *spacing)
    return DisplaySet(
        id=set_id,
        series=series.uid,
        frames=tuple(f.ref for f in frames),
        reason=reason,
        shape=(len(frames), rows, columns),
        spacing_mm=spacing_mm,
        geometry=geometry,
        unit=header.unit,
        certificate=certificate,
        told_apart=group.told_apart,
    )


def courses(sets: Sequence[DisplaySet], instances: Mapping[str, Instance] | None = None) -> tuple[Course, ...]:
    """Sets that are one volume several times over (in time, in a heart beat, by b-value), in the order of their values.

    What a person steps or plays through at one slice: the same voxels at the same places, told apart by one attribute.
    ``instances``, by UID, say when each was taken.
    """
    alike: dict[tuple[Any, ...], list[DisplaySet]] = defaultdict(list)
    for one in sets:
        if one.geometry is not None and one.told_apart:
            others, (name, _) = one.told_apart[:-1], one.told_apart[-1]
            place = tuple(np.round(one.geometry.affine, 3).ravel().tolist())
            alike[one.shape, place, one.unit, others, name].append(one)
    found = []
    for (*_, name), parts in alike.items():
        if len(parts) > 1:
            ordered = sorted(parts, key=lambda one: _by_figure(one.told_apart[-1][1]))
            values = tuple(one.told_apart[-1][1] for one in ordered)
            starts = _starts_ms(ordered, instances or {}) if str(name) in _IN_TIME else ()
            found.append(Course(str(name), tuple(one.id for one in ordered), values, starts))
    return tuple(found)


def point_words(name: str, value: str) -> str:
    """``b-value 1000 s/mm²``: what tells one set of a course from the others, in English words."""
    clock = _seconds_of_day(value) if name == "acquired at" else None
    if clock is not None:
        value = f"{int(clock) // 3600:02}:{int(clock) // 60 % 60:02}:{clock % 60:04.1f}"
    return str(say("image {value} at each place", value=value)) if name == _RANK else _difference(name, value)


# what parts a course in time; b-values, echoes and directions do not
_IN_TIME = ("time point", "trigger time", "acquired at", "acquisition", "time slot", "time slice", "cardiac phase",
            "phase", _RANK)  # fmt: skip


def _starts_ms(ordered: Sequence[DisplaySet], instances: Mapping[str, Instance]) -> tuple[float, ...]:
    """When the first slice of each was taken, by its trigger time or its time of acquisition."""
    said = [_dimensions_of(one, instances) for one in ordered]
    for name, per_unit_ms, read in (("trigger time", 1.0, _figure), ("acquired at", 1000.0, _seconds_of_day)):
        moments = [read(one.get(name, "")) for one in said]
        known = [one * per_unit_ms for one in moments if one is not None]
        if len(known) == len(said) and all(b > a for a, b in pairwise(known)):
            return tuple(one - known[0] for one in known)
    return ()


def _dimensions_of(one: DisplaySet, instances: Mapping[str, Instance]) -> dict[str, str]:
    frame = one.frames[0]
    instance = instances.get(frame.instance)
    return dict(instance.frame_headers[frame.index].dimensions) if instance is not None else {}


def _figure(value: str) -> float | None:
    is_word, figure, _ = _by_figure(value)
    return None if is_word else figure


def _seconds_of_day(value: str) -> float | None:
    """HHMMSS.FFFFFF (PS3.5 6.2, TM) as seconds."""
    whole = value.partition(".")[0]
    if len(whole) != 6 or not whole.isdigit():
        return None
    return int(whole[:2]) * 3600 + int(whole[2:4]) * 60 + float(value[4:])


def _by_figure(value: str) -> tuple[bool, float, str]:
    """Figures in their order, before words; a time of day is a figure too."""
    try:
        return False, float(value.split(" ")[0]), value
    except ValueError:
        return True, 0.0, value


def _without_place(group: _Group) -> Certificate:
    first = group.frames[0]
    if _is_whole_mosaic(first):
        return Certificate(
            "none", str(say("Siemens mosaic: slices tiled in one picture, shown as it is; it has no geometry."))
        )
    if first.is_placed:
        return Certificate("none", str(say("The size of a pixel is not stated, so the images have no geometry.")))
    if first.instance.frames > 1:
        return Certificate("none", str(say("A multi-frame object that does not say where its frames lie.")))
    return Certificate("none", str(say("The images do not say where they lie in the patient.")))


def _placed_stack(
    group: _Group, spacing: tuple[float, float]
) -> tuple[tuple[_Frame, ...], Geometry | None, Certificate]:
    """Frames sorted along the normal, their geometry (column, row, slice index to LPS mm), and its certificate.

    There is no geometry where the slices are uneven: one distance for all of them would put most in the wrong place.
    """
    cosines = np.array(group.frames[0].header.orientation)
    row, column = cosines[:3], cosines[3:]
    normal = np.cross(row, column)
    normal /= np.linalg.norm(normal)
    positions = np.array([f.header.position_mm for f in group.frames])
    # ties (duplicates) stay in the order of their numbers: the sort is stable
    order = np.argsort(positions @ normal, kind="stable")
    positions = positions[order]
    count = len(order)
    sorted_frames = tuple(group.frames[int(k)] for k in order)
    certificate = certify(positions, normal)
    if certificate.verdict not in ("regular", "tilted", "single"):
        return sorted_frames, None, certificate
    affine = np.eye(4)
    affine[:3, 0], affine[:3, 1] = row * spacing[1], column * spacing[0]
    affine[:3, 2] = (positions[-1] - positions[0]) / (count - 1) if count > 1 else normal
    affine[:3, 3] = positions[0]
    return sorted_frames, Geometry(affine, group.frames[0].instance.frame_of_reference), certificate


def certify(positions: NDArray[np.float64], normal: NDArray[np.float64]) -> Certificate:
    """Whether slices stand as a volume needs them.

    positions: (slices, 3) LPS mm of their first pixels, in order along ``normal`` (3,), of length one.
    """
    count = len(positions)
    if count == 1:
        return Certificate("single", str(say("One slice: it has no extent across.")))
    steps = np.diff(positions, axis=0)
    distances = steps @ normal
    error = float(np.linalg.norm(positions - np.linspace(positions[0], positions[-1], count), axis=1).max())
    doubled = int((distances < _SAME_PLACE_MM).sum())
    if doubled:
        said = say("{n} slices lie where another slice lies.", n=doubled)
        return Certificate("duplicates", str(said), error_mm=error)
    usual = float(np.median(distances))
    tilt = _tilt_deg(positions, normal)
    advance = say("The slices advance at {tilt}° to their normal (tilted gantry).", tilt=f"{tilt:.1f}")
    leaning = str(advance) if tilt > _TILT_DEG else ""
    tolerance = max(_GAP_PART * usual, _GAP_MM)
    gaps = tuple(int(k) for k in np.flatnonzero(distances - usual > tolerance))
    uneven = int((usual - distances > tolerance).sum())
    apart = f"{distances.min():.2f} to {distances.max():.2f} mm"
    if gaps:
        said = say("The slices are not evenly spaced ({apart}, usually {usual} mm): {n} wider gaps.",
                   apart=apart, usual=f"{usual:.2f}", n=len(gaps))  # fmt: skip
        return Certificate("gaps", f"{said} {leaning}".strip(), tilt, gaps, error)
    if uneven:
        said = say("The slices are not evenly spaced ({apart}).", apart=apart)
        return Certificate("irregular", f"{said} {leaning}".strip(), tilt, (), error)
    if leaning and error <= tolerance:
        said = say("Exports are corrected by shifting slices, to within {error} mm.", error=f"{max(error, 0.01):.2f}")
        return Certificate("tilted", f"{leaning} {said}", tilt, (), error)
    if error > tolerance:
        said = say("Slices lie up to {error} mm beside the line through the first and the last.", error=f"{error:.2f}")
        return Certificate("irregular", str(said), tilt, (), error)
    said = say("Evenly spaced slices, {usual} mm apart.", usual=f"{usual:.2f}")
    return Certificate("regular", str(said), tilt, (), error)


def _tilt_deg(positions: NDArray[np.float64], normal: NDArray[np.float64]) -> float:
    """Angle between the normal and the direction in which the slices advance."""
    advance = positions[-1] - positions[0]
    along = float(advance @ normal)
    across = float(np.linalg.norm(advance - along * normal))
    return float(np.degrees(np.arctan2(across, abs(along))))
