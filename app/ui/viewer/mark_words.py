"""What a measurement says beside its shape, in the list, and about where its numbers come from. No Qt widgets."""

from __future__ import annotations

from app.domain.figures import number, stamp, with_unit
from app.domain.measurement import (
    FIGURE_TITLES,
    KIND_TITLES,
    SCALE_TITLES,
    Direction,
    Figure,
    Measurement,
    Pose,
    Projection,
)
from app.domain.words import Phrase, say
from app.ui.language import tr, tr_count

_FIRST = ("length", "angle", "long axis", "short axis", "area", "value")


PLANE_TITLES: dict[Direction, Phrase] = {
    "axial": say("Axial plane"), "coronal": say("Coronal plane"), "sagittal": say("Sagittal plane")
}  # fmt: skip
_SLABS: dict[Projection, Phrase] = {
    "max": say("Maximum (MIP)"), "mean": say("Mean"), "min": say("Minimum (MinIP)")
}  # fmt: skip


def plane_title(pose: Pose) -> str:
    """Which plane a measurement lies on, and how thick it was."""
    title = tr("Oblique plane") if pose.is_oblique else tr(PLANE_TITLES[pose.direction])
    return f"{title} · {tr(_SLABS[pose.projection])} {with_unit(pose.slab_mm, 'mm')}" if pose.slab_mm else title


def beside(one: Measurement) -> tuple[str, ...]:
    """The lines painted beside the shape."""
    found = {figure.name: figure for figure in one.figures}
    lines = [figure_text(found[name]) for name in ("length", "angle", "area", "value") if name in found]
    if "long axis" in found and "short axis" in found:
        long, short = found["long axis"], found["short axis"]
        lines.append(f"{number(long.value)} × {figure_text(short)}")
    if "mean" in found:
        mean, sd = found["mean"], found.get("sd")
        spread = f" ± {number(sd.value)}" if sd is not None else ""
        lines.append(f"{tr(FIGURE_TITLES['mean'])} {number(mean.value)}{spread} {unit_text(mean)}".rstrip())
    if not lines:
        lines.append(tr("no value here"))
    if one.calibration.source in ("detector", "film", "magnified"):
        lines.append(tr("at the detector") if one.calibration.source == "detector" else tr("estimated size"))
    return tuple(lines)


def title(one: Measurement) -> str:
    """The first line in the list: what it is and its first figure."""
    first = next((f for name in _FIRST for f in one.figures if f.name == name), None)
    return f"{tr(KIND_TITLES[one.kind])}  {figure_text(first)}" if first else tr(KIND_TITLES[one.kind])


def figure_text(figure: Figure) -> str:
    return with_unit(figure.value, figure.unit)


def unit_text(figure: Figure) -> str:
    return with_unit(0, figure.unit)[1:].strip()


def figure_rows(one: Measurement) -> list[tuple[str, str]]:
    """Every figure by its name."""
    return [(tr(FIGURE_TITLES[figure.name]), figure_text(figure)) for figure in one.figures]


def source_rows(one: Measurement) -> list[tuple[str, str]]:
    """Where the numbers come from: the scale, the pixels, the person."""
    rows = [(tr("Scale"), tr(SCALE_TITLES[one.calibration.source]))]
    if one.plane is not None:
        rows.append((tr("Plane"), plane_title(one.plane)))
        rows.append((tr("Values from"), tr("The plane's own raster, between voxels by linear interpolation")))
    if one.calibration.row_mm is not None and one.calibration.column_mm is not None:
        size = f"{number(one.calibration.row_mm)} × {number(one.calibration.column_mm)} mm"
        rows.append((tr("A pixel's height and width"), size))
    if one.calibration.slice_mm is not None:
        rows.append((tr("Distance between slices"), with_unit(one.calibration.slice_mm, "mm")))
    counted = next((figure for figure in one.figures if figure.name == "pixels"), None)
    if counted is not None:
        words = tr_count(
            round(counted.value),
            "{n} pixel with its centre inside, no padding",
            "{n} pixels with their centres inside, no padding",
        )
        rows.append((tr("Statistics of"), words))
        rows.append((tr("Standard deviation"), tr("of a sample (divided by n − 1)")))
    rows.append((tr("Image"), f"{one.instance}  ({one.frame + 1})"))
    rows.append((tr("Drawn by"), f"{one.by.name}, {stamp(one.at)}"))
    return rows
