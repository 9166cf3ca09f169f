"""How large a pixel is, and whether that is true in the patient (PS3.3 10.7.1.3)."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.measurement import Calibration, Point, Scale
from app.domain.study import FrameHeader, ImageRegion
from app.domain.volume import Volume

# what is pictured lies between the source and the detector, so a pixel at the detector is larger than in the patient
_PROJECTIONS = frozenset(("CR", "DX", "MG", "XA", "RF", "PX", "IO", "RG", "DR", "TG"))


def calibration_of(
    header: FrameHeader, modality: str, points: Sequence[Point] = (), volume: Volume | None = None
) -> Calibration:
    """The scale that holds at all of ``points`` of a frame; source "none" where the file states none there.

    ``volume``: the frames stand in it, so that the distance to the next slice is known where it is certified.
    """
    if header.regions:
        return _in_region(header.regions, points)
    if header.pixel_spacing_mm is None:
        return Calibration("none")
    row, column = header.pixel_spacing_mm
    source = _source(header, modality)
    if source == "detector" and header.magnification is not None and header.magnification > 1:
        return Calibration("magnified", row / header.magnification, column / header.magnification)
    return Calibration(source, row, column, _slice_mm(volume))


def whole_frame(header: FrameHeader, modality: str) -> Calibration:
    """The scale that holds for all of a frame; source "none" where there is none, or ultrasound regions differ."""
    if not header.regions:
        return calibration_of(header, modality)
    known = {(one.row_mm, one.column_mm) for one in header.regions if one.row_mm and one.column_mm}
    if len(known) != 1:
        return Calibration("none")
    ((row, column),) = known
    return Calibration("ultrasound", row, column)


def _source(header: FrameHeader, modality: str) -> Scale:
    if header.spacing_source == "NominalScannedPixelSpacing":
        return "film"
    if header.spacing_source == "ImagerPixelSpacing":
        return "detector"
    if modality.upper() not in _PROJECTIONS:
        return "patient"
    return "calibrated" if header.spacing_calibration else "detector"


def _slice_mm(volume: Volume | None) -> float | None:
    if volume is None or volume.geometry is None or not volume.certificate.is_volume or len(volume.voxels) < 2:
        return None
    return volume.geometry.spacing_mm()[0]


def _in_region(regions: Sequence[ImageRegion], points: Sequence[Point]) -> Calibration:
    """The scale of the region that holds every point: the one whose pixels are seen there."""
    holding = [r for r in regions if points and all(_holds(r, point) for point in points)]
    seen = next((r for r in holding if r.is_above), holding[0] if holding else None)
    if seen is None or seen.row_mm is None or seen.column_mm is None:
        return Calibration("none")
    return Calibration("ultrasound", seen.row_mm, seen.column_mm)


def _holds(region: ImageRegion, point: Point) -> bool:
    return region.left - 0.5 <= point[0] <= region.right + 0.5 and region.top - 0.5 <= point[1] <= region.bottom + 0.5
