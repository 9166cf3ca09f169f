"""The words around the image: who, what, where, and what to beware of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.domain.figures import moment, number, with_unit
from app.domain.measurement import Calibration
from app.domain.volume import Certificate, Suv, Volume
from app.imaging.assemble import point_words
from app.services import identity
from app.services.viewing import OpenedSet, SeriesSummary
from app.ui.language import tr, tr_english
from app.ui.viewer.state import Preset, ViewState, fit_scale, preset_name

Role = Literal["text", "strong", "warn", "dim"]


@dataclass(frozen=True, slots=True)
class Line:
    """``role``: strong for the identity, warn for what must be seen."""

    text: str
    role: Role = "text"


Lines = tuple[Line, ...]


def who(summary: SeriesSummary) -> Lines:
    """Top left: the patient. Always shown, also where all other text is off."""
    patient, study = summary.patient, summary.study
    age = identity.age(patient.birth_date, study.started_at.date()) if study.started_at else None
    born = identity.birth(patient) or tr("birth date not stated")
    if age is not None:
        born = f"{born} ({tr(age)})"
    return (
        Line(identity.person_name(patient.name) or tr("No name stated"), "strong"),
        Line(patient.mrn or tr("No hospital number")),
        Line(f"{born}  {tr(identity.sex(patient))}"),
    )


def what(summary: SeriesSummary) -> Lines:
    """Top right: study and series."""
    study, series = summary.study, summary.series
    number_ = f" {series.number}" if series.number is not None else ""
    lines = (
        moment(study.started_at) or tr("Study date not stated"),
        study.description,
        f"{series.modality}{number_}  {series.description}".strip(),
        series.body_part,
    )
    return tuple(Line(text) for text in lines if text)


def where(opened: OpenedSet, state: ViewState) -> Lines:
    """Bottom left: which slice, where it lies, and what the certificate says. What to beware of is always said."""
    at = state.slice_index
    lines = [Line(which(opened, state), "strong")] if state.words != "who" else []
    point = point_line(opened)
    if point is not None and state.words != "who":
        lines.append(point)
    place = slice_place(opened, at)
    if place is not None and state.words == "all":
        lines.append(Line(place))
    lines += [Line(text, "warn") for text in warnings(opened)]
    if state.is_changed:
        lines.append(Line(tr("Shown flipped or turned"), "warn"))
    return tuple(lines)


def point_line(opened: OpenedSet) -> Line | None:
    """``b-value 1000 s/mm² (2 of 4)``, ``time point 3 (3 of 10) · 4 s after the first``: which point of a course."""
    course = opened.summary.course_of(opened.shown.id)
    if course is None:
        return None
    at = course.sets.index(opened.shown.id)
    name = tr_english(point_words(course.name, course.values[at]))
    text = tr("{name} ({n} of {total})", name=f"{name[:1].upper()}{name[1:]}", n=at + 1, total=len(course.sets))
    if not course.starts_ms:
        return Line(text)
    later = course.starts_ms[at]
    after = with_unit(later, "ms") if course.starts_ms[-1] < _SECONDS_FROM_MS else with_unit(later / 1000, "s")
    return Line(f"{text} · {tr('{time} after the first', time=after)}")


_SECONDS_FROM_MS = 3000.0


def which(opened: OpenedSet, state: ViewState) -> str:
    """``Slice 3 of 40`` through a body, ``Image 3 of 40`` of a film or of pictures without a place."""
    if opened.places[state.slice_index : state.slice_index + 1] not in ((), (None,)):
        return tr("Slice {n} of {total}", n=state.slice_index + 1, total=state.slices)
    return tr("Image {n} of {total}", n=state.slice_index + 1, total=state.slices)


def how(
    opened: OpenedSet, state: ViewState, offered: tuple[Preset, ...], size: tuple[int, int], ratio: float = 1.0
) -> Lines:
    """Bottom right: grey levels, scale, and how true the picture is to what was recorded, which is always said.

    ``ratio``: device pixels for one of Qt's.
    """
    lines = _greys(opened, state, offered) if state.words != "who" else []
    lines += [Line(text, "warn") for text in _turned_off(opened, state)]
    if state.words == "all":
        lines.append(Line(spacing(opened, state.slice_index), "dim"))
    lines.append(scale_line(state, size, ratio))
    lines += fidelity(opened, state)
    return tuple(line for line in lines if line.text)


def scale_line(state: ViewState, size: tuple[int, int], ratio: float) -> Line:
    """``Zoom 48 % · reduced``: an image pixel on less than one of the screen, or on more with values made between."""
    scale = fit_scale(state, size) * state.zoom * ratio
    zoom = tr("Zoom {n} %", n=number(scale * 100, 3))
    if min(scale, scale * state.aspect) < 1 - 1e-3:
        return Line(f"{zoom} · {tr('reduced')}")
    if state.is_smooth and max(scale, scale * state.aspect) > 1 + 1e-3:
        return Line(f"{zoom} · {tr('interpolated')}")
    return Line(zoom)


def fidelity(opened: OpenedSet, state: ViewState) -> list[Line]:
    """What was done to the values before they came here."""
    lines = [Line(tr("Derived: made from other images"), "dim")] if state.slice_index in opened.derived else []
    if opened.lossy:
        lines.append(Line(tr("Lossy compressed: fine detail may be lost"), "warn"))
    return lines


def _greys(opened: OpenedSet, state: ViewState, offered: tuple[Preset, ...]) -> list[Line]:
    """The window in use, by its name and its figures."""
    lines: list[Line] = []
    if not opened.volume.is_colour:
        if state.words == "all":
            lines.append(Line(tr(preset_name(state, offered)), "dim"))
        if not state.by_table:
            # a line of its own: a figure is never cut short
            width = with_unit(state.width, opened.volume.unit)
            lines.append(Line(tr("C {centre}  W {width}", centre=number(state.centre), width=width)))
        if state.invert:
            lines.append(Line(tr("Grey levels inverted by hand"), "warn"))
        if opened.volume.inverted and state.words == "all":
            lines.append(Line(tr("Low values white (MONOCHROME1)"), "dim"))
    return lines


def _turned_off(opened: OpenedSet, state: ViewState) -> tuple[str, ...]:
    """What the file brings to be seen with the image, and is not shown now."""
    said = []
    if opened.volume.overlays and not state.shows_overlays:
        said.append(tr("Overlays of the file are off (Shift+O)"))
    if opened.volume.shutters and not state.shows_shutter:
        said.append(tr("Shutter of the file is off (U)"))
    return tuple(said)


def spacing(opened: OpenedSet, at: int = 0) -> str:
    """``0.7 × 0.7 × 5 mm`` (column, row, slice), as far as it is known, and where it is not in the patient."""
    k, j, i = opened.shown.spacing_mm
    _, rows, columns = opened.shown.shape
    scale = opened.scales[at] if opened.scales else Calibration("none")
    if scale.source == "ultrasound" and scale.row_mm and scale.column_mm:
        size = " × ".join(number(value, 3) for value in (scale.column_mm, scale.row_mm))
        return f"{size}\N{NO-BREAK SPACE}mm · {tr('ultrasound region')}"
    if i is None or j is None:
        return tr("{columns} × {rows} pixels, size in mm not stated", columns=columns, rows=rows)
    known = [i, j] if k is None or opened.shown.shape[0] == 1 else [i, j, k]
    size = " × ".join(number(value, 3) for value in known) + "\N{NO-BREAK SPACE}mm"
    return f"{size} · {tr('at the detector')}" if scale.source == "detector" else size


def warnings(opened: OpenedSet) -> tuple[str, ...]:
    """What is not as a volume needs it, in words."""
    said = [certificate_words(opened.shown.certificate)]
    if opened.problems:
        said.append(tr("{n} images of this set could not be decoded.", n=len(opened.problems)))
    return tuple(text for text in said if text)


def certificate_words(certificate: Certificate) -> str:
    """A certificate's warning, or nothing where there is none to give."""
    if certificate.verdict in ("regular", "single", "none"):
        return ""
    reason = tr_english(certificate.reason)
    words = {
        "tilted": tr("The slices are tilted."),
        "gaps": tr("Slices are missing."),
        "duplicates": tr("Several slices lie at the same place."),
        "irregular": tr("Slices are not evenly spaced."),
    }
    return reason or words[certificate.verdict]


def slice_place(opened: OpenedSet, at: int) -> str | None:
    """Where the middle of a slice lies along the axis it faces, by its own header: ``H 102.5 mm``."""
    here = opened.places[at] if at < len(opened.places) else None
    if here is None:
        return None
    axis = int(np.argmax(np.abs(here.normal)))
    return axis_text(axis, float(here.centre[axis]))


def axis_text(axis: int, value: float) -> str:
    """One LPS coordinate with its letter: x left or right, y posterior or anterior, z head or feet."""
    letter = ("LR", "PA", "HF")[axis][0 if value >= 0 else 1]
    return f"{letter}\N{NO-BREAK SPACE}{abs(value):.1f}\N{NO-BREAK SPACE}mm"


def probe(opened: OpenedSet, at: tuple[int, int, int]) -> str:
    """The value under the cursor with its unit, and where it lies. ``at`` is (slice, row, column)."""
    k, j, i = at
    volume = opened.volume
    if volume.padding is not None and bool(volume.padding[k, j, i]):
        value = tr("outside the image (padding)")
    elif volume.is_colour:
        value = "RGB " + " ".join(str(int(part)) for part in volume.voxels[k, j, i])
    else:
        value = "    ".join((with_unit(float(volume.voxels[k, j, i]), volume.unit), *_meanings(volume, at)))
    place = f"[{i}, {j}]"
    here = opened.places[k] if k < len(opened.places) else None
    if here is not None:
        point = here.at(i, j)
        place = "  ".join(axis_text(axis, float(point[axis])) for axis in range(3))
    return f"{value}    {place}"


def _meanings(volume: Volume, at: tuple[int, int, int]) -> tuple[str, ...]:
    """What a value stands for beside its own unit: an uptake, a real-world value the file maps it to."""
    k, j, i = at
    suv = volume.suv[k] if volume.suv else Suv()
    found = [f"SUVbw {number(float(volume.voxels[k, j, i]) * suv.bw, 3)}"] if suv.bw else []
    for one, value in volume.real_world(*at):
        found.append(f"{one.name} {with_unit(value, one.unit)}".strip())
    return tuple(found)
