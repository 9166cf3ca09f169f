"""What is said of segmentations and their segments, and of where the figures come from. No Qt widgets."""

from __future__ import annotations

from app.domain.codes import Coding
from app.domain.figures import number, with_unit
from app.domain.words import NOTHING, Phrase, say
from app.imaging.segments import Kind, Segment, SegmentFigures
from app.services.segmentations import Fit, LaidSegment, Listed, OpenedSegmentation
from app.ui.language import tr, tr_count

_FITS: dict[Fit, Phrase] = {
    "drawn on it": say("Drawn on these images"),
    "same place": say("Drawn on other images of the same place"),
    "other series": say("Drawn on another series: double click opens that"),
    "missing": say("The images it was drawn on are not in the vault"),
}
_KINDS: dict[Kind, Phrase] = {
    "binary": say("Binary"), "fractional": say("Fractional"), "labelmap": say("Label map")
}  # fmt: skip
_ALGORITHMS = {"AUTOMATIC": say("Automatic"), "SEMIAUTOMATIC": say("Semi-automatic"), "MANUAL": say("By hand")}


def title(listed: Listed) -> str:
    return listed.head.label or tr("Segmentation")


def place(listed: Listed) -> str:
    """How it belongs to the images on screen, and what of its own images is missing."""
    words = tr(_FITS[listed.fit])
    if listed.missing and listed.fit != "missing":
        missing = tr_count(
            listed.missing, "{n} of its images is not in the vault", "{n} of its images are not in the vault"
        )
        words = f"{words} · {missing}"
    return words


def segment_title(segment: Segment) -> str:
    return segment.label or tr("Segment {n}", n=segment.number)


def figure_line(laid: LaidSegment) -> str:
    """The figures that stand in the list."""
    found = laid.figures
    if laid.mask is None:
        return tr("nothing of it on these images")
    parts = [with_unit(found.volume_ml, "ml") if found.volume_ml is not None else _voxels(found)]
    if found.mean is not None:
        spread = f" ± {number(found.sd)}" if found.sd is not None else ""
        unit = with_unit(0, found.unit)[1:].strip()
        parts.append(f"{tr('Mean')} {number(found.mean)}{spread} {unit}".rstrip())
    return "\n".join(parts)


def _voxels(found: SegmentFigures) -> str:
    return tr_count(found.voxels, "{n} voxel", "{n} voxels")


def rows(listed: Listed, opened: OpenedSegmentation, laid: LaidSegment) -> list[tuple[str, str]]:
    """Everything that is known of a segment: what it is, its figures, and where each comes from."""
    segment, found = laid.segment, laid.figures
    told = [
        (tr("Category"), _code(segment.category)),
        (tr("Type"), _code(segment.kind)),
        (tr("Description"), segment.description),
        (tr("Algorithm"), _algorithm(segment)),
        (tr("Voxels"), f"{found.voxels}"),
        (tr("Volume"), with_unit(found.volume_ml, "ml") if found.volume_ml is not None else tr("not known")),
        *_value_rows(found),
        (tr("Voxels from"), tr(_RESAMPLED if found.is_resampled else _COUNTED)),
        (tr("Volume from"), _volume_source(found)),
        (tr("Values from"), _value_source(found)),
        (tr("Segmentation"), _segmentation(listed)),
        (tr("How it lies"), " ".join((place(listed), *map(tr, opened.notes)))),
    ]
    return [(name, value) for name, value in told if value]


_COUNTED = say("Voxels of the images of which at least half belongs to the segment")
_RESAMPLED = say("Voxels of the segmentation's own raster of which at least half belongs to the segment")


def _value_rows(found: SegmentFigures) -> list[tuple[str, str]]:
    named = (
        (tr("Mean"), found.mean),
        (tr("Standard deviation"), found.sd),
        (tr("Minimum"), found.minimum),
        (tr("Maximum"), found.maximum),
    )
    return [(name, with_unit(value, found.unit)) for name, value in named if value is not None]


def _volume_source(found: SegmentFigures) -> str:
    if found.why_no_volume != NOTHING:
        return tr(found.why_no_volume)
    if found.is_resampled:
        return tr("Voxels, times the size of a voxel of the segmentation's own raster")
    return tr("Voxels, times the size of a voxel by the places of the slices")


def _value_source(found: SegmentFigures) -> str:
    if not found.valued:
        return tr("The images have no values there (colour or padding)")
    return tr_count(
        found.valued,
        "{n} voxel of the images, padding left out; not interpolated",
        "{n} voxels of the images, padding left out; not interpolated",
    )


def _algorithm(segment: Segment) -> str:
    kind = _ALGORITHMS.get(segment.algorithm)
    return " · ".join(part for part in (tr(kind) if kind else segment.algorithm, segment.algorithm_name) if part)


def _code(coding: Coding | None) -> str:
    if coding is None:
        return ""
    scheme = {"http://snomed.info/sct": "SNOMED CT", "http://loinc.org": "LOINC"}.get(coding.system, coding.system)
    return f"{coding.display} ({coding.code}, {scheme})"


def _segmentation(listed: Listed) -> str:
    head = listed.head
    day = head.written[:8]
    when = f"{day[:4]}-{day[4:6]}-{day[6:8]}" if len(day) == 8 and day.isdigit() else ""
    return " · ".join(part for part in (title(listed), tr(_KINDS[head.kind]), head.creator, when) if part)
