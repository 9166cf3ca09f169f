"""Study, series, instance, frame (DICOM PS3.3 levels), and the display sets a series is shown as."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from app.domain.volume import Certificate, Geometry, Window


@dataclass(frozen=True, slots=True)
class Study:
    uid: str
    patient: str
    accession: str
    description: str
    started_at: datetime | None


@dataclass(frozen=True, slots=True)
class Series:
    uid: str
    study: str
    modality: str
    body_part: str
    description: str
    number: int | None
    frame_of_reference: str
    instance_count: int


@dataclass(frozen=True, slots=True)
class ImageRegion:
    """A part of an ultrasound picture with a scale of its own (PS3.3 C.8.5.5), edges in pixels from 0, inclusive.

    ``row_mm`` and ``column_mm`` are a pixel's height and width; None where the axes are no lengths (time, speed).
    ``is_above``: where it overlaps another its pixels are those seen (bit 0 of RegionFlags, C.8.5.5.1.3).
    """

    left: int
    top: int
    right: int
    bottom: int
    row_mm: float | None = None
    column_mm: float | None = None
    is_above: bool = True


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """What a frame's header says of its place and values; enough to assemble display sets without decoding pixels.

    ``position_mm``: ImagePositionPatient, LPS mm, centre of the first pixel. ``orientation``: six direction cosines,
    row direction then column direction. ``pixel_spacing_mm``: (between rows, between columns), as DICOM writes it.
    ``spacing_source`` names the attribute the spacing came from (``PixelSpacing``, ``ImagerPixelSpacing`` …, or "").
    ``dimensions``: the values by which frames of one series are split (echo, b-value, temporal position …), name and
    value as text. ``padding`` is in stored values (first, last), PS3.3 C.7.5.1.1.2. ``image_type`` is the frame's own
    (FrameType) where it has one, else the instance's. ``aspect`` is a pixel's height over its width.
    ``spacing_calibration`` is how a projection's spacing was corrected (``GEOMETRY``, ``FIDUCIAL``, ``UNKNOWN`` where
    it differs from the detector's and no more is said; "" where it was not), ``magnification`` the estimated
    radiographic one. ``regions`` are those of an ultrasound picture.
    """

    index: int
    position_mm: tuple[float, float, float] | None = None
    orientation: tuple[float, float, float, float, float, float] | None = None
    pixel_spacing_mm: tuple[float, float] | None = None
    spacing_source: str = ""
    slope: float = 1.0
    intercept: float = 0.0
    unit: str = ""
    windows: tuple[Window, ...] = ()
    dimensions: tuple[tuple[str, str], ...] = ()
    padding: tuple[int, int] | None = None
    image_type: tuple[str, ...] = ()
    aspect: float = 1.0
    spacing_calibration: str = ""
    magnification: float | None = None
    regions: tuple[ImageRegion, ...] = ()


@dataclass(frozen=True, slots=True)
class PlainPixels:
    """Where uncompressed grey pixels lie in the file's bytes, little end first; the lowest ``bits_stored`` bits count.

    Stated only where nothing else in the file has a part in the picture: no tables, overlays or shutters.
    """

    offset: int
    bits_allocated: int
    bits_stored: int
    is_signed: bool


@dataclass(frozen=True, slots=True)
class Instance:
    """One SOP instance. ``object`` is the id of its original bytes in the volumes; ``digest`` their SHA-256.

    ``displayable`` is empty when its pixels can be shown, otherwise the English reason why not. ``lossy``: the header
    or the transfer syntax says that values were changed by compression. ``header``: (name, text) pairs for the corners
    of the screen (``KVP``, ``SliceThickness`` …, DICOM keywords), as the file wrote them. ``tiles``: its one picture is
    a mosaic, and its frames here are so many slices cut out of it. ``concatenation``: the object this is a part of, and
    ``frames_before`` those of earlier parts.
    """

    uid: str
    series: str
    sop_class: str
    transfer_syntax: str
    number: int | None
    rows: int
    columns: int
    frames: int
    object: str
    digest: str
    photometric: str = ""
    samples: int = 1
    image_type: tuple[str, ...] = ()
    patient_orientation: tuple[str, ...] = ()
    frame_headers: tuple[FrameHeader, ...] = field(default=())
    displayable: str = ""
    frame_of_reference: str = ""
    lossy: bool = False
    header: tuple[tuple[str, str], ...] = ()
    plain: PlainPixels | None = None
    tiles: int = 0
    concatenation: str = ""
    frames_before: int = 0


@dataclass(frozen=True, slots=True)
class FrameRef:
    """A frame of an instance; ``index`` counts from 0."""

    instance: str
    index: int


@dataclass(frozen=True, slots=True)
class DisplaySet:
    """The frames of a series that belong on one screen together, made by rule, with the reason.

    ``shape`` is (slices, rows, columns); ``spacing_mm`` in the same (k, j, i) order; ``geometry`` is None where the
    frames have no common place in the patient (colour, cine, secondary capture). ``told_apart``: the attributes, name
    and value, by which it differs from other sets at the same places (``time point``, ``3``).
    """

    id: str
    series: str
    frames: tuple[FrameRef, ...]
    reason: str
    shape: tuple[int, int, int]
    spacing_mm: tuple[float | None, float | None, float | None]
    geometry: Geometry | None
    unit: str
    certificate: Certificate
    told_apart: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """One volume several times over: ``sets`` (their ids) in the order of ``values``, which are those of ``name``.

    ``starts_ms``: when each was taken, ms after the first; () where the files do not say it of every one.
    """

    name: str
    sets: tuple[str, ...]
    values: tuple[str, ...]
    starts_ms: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Splitting:
    """What a site changes of the rules by which series become display sets, by the rules' names.

    ``together``: rules that are left out, so that what they set apart stays together. ``apart``: attributes by which
    series are always parted.
    """

    together: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
