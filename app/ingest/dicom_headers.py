"""DICOM headers to the nouns of the house: the only place that knows which attribute means what (PS3.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.uid import UID, ExplicitVRBigEndian

from app.domain.errors import WorkstationError
from app.domain.identifiers import id_of, uid_of
from app.domain.patient import Patient
from app.domain.study import FrameHeader, ImageRegion, Instance, Series, Study
from app.domain.volume import VoiFunction, Window
from app.domain.words import NOTHING, Phrase, say
from app.ingest.dicom_stacks import concatenation, detector, mosaic, nuclear
from app.ingest.dicom_values import (
    first,
    items,
    number,
    numbers,
    parse_day,
    parse_moment,
    parse_zone,
    text,
    texts,
    unreadable,
    whole,
)
from app.ingest.diffusion import b_value
from app.ingest.plain_pixels import plain_pixels
from app.ingest.reader import Image

# what the corners of the screen may show; as the file wrote it
CORNERS = (
    "Manufacturer",
    "ManufacturerModelName",
    "InstitutionName",
    "StationName",
    "ProtocolName",
    "PatientPosition",
    "PatientAge",
    "PatientWeight",
    "SliceThickness",
    "SpacingBetweenSlices",
    "SliceLocation",
    "KVP",
    "XRayTubeCurrent",
    "Exposure",
    "ExposureTime",
    "ConvolutionKernel",
    "GantryDetectorTilt",
    "ReconstructionDiameter",
    "MagneticFieldStrength",
    "SequenceName",
    "ScanningSequence",
    "RepetitionTime",
    "EchoTime",
    "InversionTime",
    "FlipAngle",
    "ContrastBolusAgent",
    "Laterality",
    "ImageLaterality",
    "ViewPosition",
    "AcquisitionDate",
    "AcquisitionTime",
    "ContentDate",
    "ContentTime",
    "FrameTime",
    "FrameTimeVector",
    "RecommendedDisplayFrameRate",
    "CineRate",
    "PreferredPlaybackSequencing",
    "LossyImageCompressionRatio",
    "BurnedInAnnotation",
    "DecayCorrection",
)
# attributes by which images of one series at one place differ, and how a person names them
_DIMENSIONS = (
    ("TemporalPositionIdentifier", "time point", ""),
    ("EchoNumbers", "echo", ""),
    ("EchoTime", "echo time", " ms"),
    ("DiffusionGradientOrientation", "diffusion direction", ""),
    ("InversionTime", "inversion time", " ms"),
    ("NominalPercentageOfCardiacPhase", "cardiac phase", " %"),
    ("TriggerTime", "trigger time", " ms"),
    ("AcquisitionNumber", "acquisition", ""),
    ("ConvolutionKernel", "kernel", ""),
    ("AcquisitionTime", "acquired at", ""),
)
_LOSSY_SYNTAXES = {
    "1.2.840.10008.1.2.4.50",
    "1.2.840.10008.1.2.4.51",
    "1.2.840.10008.1.2.4.53",
    "1.2.840.10008.1.2.4.55",
    "1.2.840.10008.1.2.4.81",
    "1.2.840.10008.1.2.4.111",
}
_VIDEO = tuple(f"1.2.840.10008.1.2.4.{n}" for n in range(100, 109))
# PS3.3 C.8.9.1.1.3 and C.11.1.1.2: units as a clinician writes them
_UNITS = {
    "HU": "HU",
    "US": "",
    "BQML": "Bq/ml",
    "CNTS": "counts",
    "GML": "g/ml",
    "PROPCNTS": "proportional to counts",
    "PROPCPS": "proportional to counts/s",
    "CPS": "counts/s",
    "GY": "Gy",
    "RELATIVE": "",
    "OD": "optical density ×1000",
    "HU_MOD": "HU (modified)",
}
SEGMENTATIONS = ("1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7")
_ENCAPSULATED_PDF = "1.2.840.10008.5.1.4.1.1.104.1"


def read_headers(ds: Dataset, transfer_syntax: str, digest: str) -> tuple[Image, tuple[tuple[Phrase, Phrase], ...]]:
    """The nouns of one SOP instance and what is odd about them, as (what, hint).

    Raises WorkstationError when it lacks what identifies it.
    """
    uids = {k: text(ds, k).replace(" ", "") for k in ("SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID")}
    missing = [name for name, uid in uids.items() if not uid]
    is_image = "PixelData" in ds and bool(whole(ds, "Rows"))
    if missing and not is_image:
        raise WorkstationError(
            say(
                "This DICOM file does not say which image, series and study it is ({missing}).",
                missing=", ".join(missing),
            ),
            say("Ask for the file again from the scanner or archive that sent it."),
        )
    uids |= {name: uid_of(name, digest) for name in missing}
    patient, notes = _patient(ds, uids["StudyInstanceUID"])
    if missing:
        notes = (*notes, _ALONE)
    notes = (*notes, *_scale_notes(ds))
    study = _study(ds, uids["StudyInstanceUID"], patient.id)
    series = _series(ds, uids["SeriesInstanceUID"], study.uid)
    instance = _instance(ds, uids["SOPInstanceUID"], series, transfer_syntax, digest)
    return Image(patient, study, series, instance), notes


def _scale_notes(ds: Dataset) -> Iterator[tuple[Phrase, Phrase]]:
    for keyword in _SCALE:
        if said := unreadable(ds, keyword):
            what = say("What should scale the values is no number ({name}: “{said}”).", name=keyword, said=said[:32])
            yield what, say("They are shown as they were stored, without a unit. Do not rely on them as measurements.")


_SCALE = ("RescaleSlope", "RescaleIntercept")

_ALONE: tuple[Phrase, Phrase] = (
    say("The file does not say which image, series or study it is; it is kept as a study of its own where that is "
        "missing."),
    say("Images that belong with it are not shown together."),
)  # fmt: skip


def _patient(ds: Dataset, study_uid: str) -> tuple[Patient, tuple[tuple[Phrase, Phrase], ...]]:
    mrn, name = text(ds, "PatientID"), text(ds, "PatientName").rstrip("^ =")
    written = text(ds, "PatientBirthDate")
    birth, is_whole = parse_day(written)
    notes = []
    if written and not (birth and is_whole):
        what = say("The birth date “{written}” is not a whole date; it is left empty.", written=written)
        notes.append((what, say("Ages cannot be worked out for this patient.")))
        birth = None
    sex = text(ds, "PatientSex").upper()[:1]
    # without a number nobody can say that two studies are of one person: each study gets a patient of its own
    parts = (mrn,) if mrn else ("", name, birth.isoformat() if birth else "", study_uid)
    return Patient(id_of("patient", *parts), mrn, name, birth, sex if sex in ("F", "M", "O") else ""), tuple(notes)


def _study(ds: Dataset, uid: str, patient: str) -> Study:
    zone = parse_zone(text(ds, "TimezoneOffsetFromUTC"))
    started = None
    for kind in ("Study", "Series", "Acquisition", "Content"):  # a study without a date began no later than its images
        started = started or parse_moment(text(ds, f"{kind}Date"), text(ds, f"{kind}Time"), zone)
    return Study(uid, patient, text(ds, "AccessionNumber"), text(ds, "StudyDescription"), started)


def _series(ds: Dataset, uid: str, study: str) -> Series:
    description = text(ds, "SeriesDescription") or text(ds, "ProtocolName")
    frame = text(ds, "FrameOfReferenceUID")
    return Series(
        uid, study, text(ds, "Modality"), text(ds, "BodyPartExamined"), description, whole(ds, "SeriesNumber"), frame, 0
    )


def _instance(ds: Dataset, uid: str, series: Series, transfer_syntax: str, digest: str) -> Instance:
    rows, columns = whole(ds, "Rows") or 0, whole(ds, "Columns") or 0
    why_not = _why_not_displayable(ds, rows, columns, transfer_syntax)
    frames = max(whole(ds, "NumberOfFrames") or 1, 1) if rows and columns and not why_not else 0
    headers, tiles = tuple(frame_headers(ds, frames, series.modality)), 0
    tiled = mosaic(ds, headers[0], rows, columns) if frames == 1 else None
    if tiled is not None:
        headers, tiles = tiled.headers, tiled.tiles
        rows, columns, frames = tiled.rows, tiled.columns, tiled.tiles
    joined, frames_before = concatenation(ds)
    return Instance(
        uid=uid,
        series=series.uid,
        sop_class=text(ds, "SOPClassUID"),
        transfer_syntax=transfer_syntax,
        number=whole(ds, "InstanceNumber"),
        rows=rows,
        columns=columns,
        frames=frames,
        object="",
        digest=digest,
        photometric=text(ds, "PhotometricInterpretation").upper(),
        samples=whole(ds, "SamplesPerPixel") or 1,
        image_type=texts(ds, "ImageType"),
        patient_orientation=texts(ds, "PatientOrientation"),
        frame_headers=headers,
        displayable=why_not,
        frame_of_reference=series.frame_of_reference,
        lossy=text(ds, "LossyImageCompression") == "01"
        or transfer_syntax in _LOSSY_SYNTAXES
        or transfer_syntax.startswith(_VIDEO),
        header=tuple((k, t) for k in CORNERS if (t := text(ds, k))),
        tiles=tiles,
        concatenation=joined,
        frames_before=frames_before,
        plain=plain_pixels(ds, transfer_syntax, frames) if not tiles else None,
    )


def _why_not_displayable(ds: Dataset, rows: int, columns: int, transfer_syntax: str) -> str:
    """Why the instance has no picture to show, in English; "" where it has one."""
    sop_class = text(ds, "SOPClassUID")
    if sop_class in SEGMENTATIONS:
        return str(say("It is a segmentation of other images, not a picture of its own."))
    if sop_class == _ENCAPSULATED_PDF:
        return str(say("It is a PDF document, not an image."))
    if not any(keyword in ds for keyword in ("PixelData", "FloatPixelData", "DoubleFloatPixelData")):
        name = UID(sop_class).name if sop_class else ""
        is_known = bool(name) and name != sop_class
        return str(say("It holds no image ({kind}).", kind=name) if is_known else say("It holds no image."))
    if not rows or not columns:
        return str(say("It does not say how many rows and columns its image has."))
    if not transfer_syntax:
        return str(say("It does not say how its pixels are compressed."))
    unsaid = [keyword for keyword in _TYPE_1 if not text(ds, keyword)] if "PixelData" in ds else []
    if whole(ds, "SamplesPerPixel") == 3:
        unsaid = [keyword for keyword in unsaid if keyword != "PixelRepresentation"]  # no colour is below zero
    if unsaid:
        return str(say("It does not say what the bits of its pixels mean ({missing}).", missing=", ".join(unsaid)))
    syntax = UID(transfer_syntax)
    is_plain = syntax.is_transfer_syntax and not syntax.is_compressed
    return str(_why_a_guess(ds, rows, columns, transfer_syntax)) if is_plain else ""


# without these a value could be any other one (PS3.3 C.7.6.3)
_TYPE_1 = ("BitsAllocated", "BitsStored", "PixelRepresentation", "PhotometricInterpretation")


def _why_a_guess(ds: Dataset, rows: int, columns: int, transfer_syntax: str) -> Phrase:
    """Why uncompressed pixels cannot be told for certain (PS3.3 C.7.6.3.1.2, PS3.5 7.3); NOTHING where they can."""
    if transfer_syntax == ExplicitVRBigEndian and (whole(ds, "BitsAllocated") or 0) > 16 and "PixelData" in ds:
        return say(
            "Its values take more than 16 bits, in big-endian order: writers do not agree which half comes first, so "
            "any value would be a guess."
        )
    kind = text(ds, "PhotometricInterpretation")
    if kind.endswith("_422") and columns % 2 and whole(ds, "SamplesPerPixel") == 3:
        return say(
            "Its colours are stored for every second pixel ({kind}), but a row has an odd number of pixels ({n}), "
            "which DICOM does not allow: where a row ends would be a guess.", kind=kind, n=columns,
        )  # fmt: skip
    raw = ds.get_item("PixelData") if kind == "YBR_PARTIAL_420" else None
    if raw is not None and len(raw.value or b"") < 3 * rows * columns * max(whole(ds, "NumberOfFrames") or 1, 1):
        return say(
            "Its colours are stored for every fourth pixel ({kind}) and it is not compressed: DICOM states no order of "
            "the samples for that, so any picture would be a guess.", kind=kind,
        )  # fmt: skip
    return NOTHING


# ---- frames ---------------------------------------------------------------------------------------------------------


_SAME_MM = 0.01


def frame_headers(ds: Dataset, frames: int, modality: str) -> list[FrameHeader]:
    """One header for each frame: from the per-frame and shared groups of an enhanced object, else from the top."""
    if frames == 0:
        return []
    per_frame, shared = items(ds, "PerFrameFunctionalGroupsSequence"), first(ds, "SharedFunctionalGroupsSequence")
    if per_frame or shared is not None:
        return [
            _enhanced_frame(ds, k, per_frame[k] if k < len(per_frame) else None, shared, modality)
            for k in range(frames)
        ]
    top = _classic_frame(ds, modality)
    offsets = numbers(ds, "GridFrameOffsetVector")
    if len(offsets) == frames and top.position_mm and top.orientation:
        # PS3.3 C.8.8.3.2: a vector that begins with the first plane's own z states places, not distances
        start = offsets[0] if offsets[0] and abs(offsets[0] - top.position_mm[2]) < _SAME_MM else 0.0
        return [_dose_frame(top, k, offsets[k] - start) for k in range(frames)]
    planes = nuclear(ds, top, frames)
    if planes is not None:
        return planes
    if frames == 1:
        return [top]
    # a plain multi-frame object states one place for all of its frames at most: it says nothing of each
    return [_replaced(top, k, None) for k in range(frames)]


def _classic_frame(ds: Dataset, modality: str) -> FrameHeader:
    spacing, source, aspect = _spacing(ds)
    held = detector(ds)
    return FrameHeader(
        index=0,
        position_mm=_three(numbers(held, "ImagePositionPatient")),
        orientation=_six(numbers(held, "ImageOrientationPatient")),
        pixel_spacing_mm=spacing,
        spacing_source=source,
        slope=_slope(ds),
        intercept=number(ds, "RescaleIntercept") or 0.0,
        unit=_unit(ds, modality),
        windows=_windows(ds),
        dimensions=_dimensions(ds),
        padding=_padding(ds),
        image_type=texts(ds, "ImageType"),
        aspect=aspect,
        spacing_calibration=_calibration(ds),
        magnification=_magnification(ds),
        regions=_regions(ds),
    )


def _enhanced_frame(ds: Dataset, index: int, own: Dataset | None, shared: Dataset | None, modality: str) -> FrameHeader:
    def group(keyword: str) -> Dataset:
        # PS3.3 C.7.6.16: a group stands in the frame's own item or in the shared one; older converters leave it on top
        return first(own, keyword) or first(shared, keyword) or ds

    values = group("PixelValueTransformationSequence")
    spacing, source, aspect = _spacing(group("PixelMeasuresSequence"))
    return FrameHeader(
        index=index,
        position_mm=_three(numbers(group("PlanePositionSequence"), "ImagePositionPatient")),
        orientation=_six(numbers(group("PlaneOrientationSequence"), "ImageOrientationPatient")),
        pixel_spacing_mm=spacing,
        spacing_source=source,
        slope=_slope(values),
        intercept=number(values, "RescaleIntercept") or 0.0,
        unit=_unit(values, modality) or _unit(ds, modality),
        windows=_windows(group("FrameVOILUTSequence")),
        dimensions=_enhanced_dimensions(group),
        padding=_padding(ds),
        image_type=_frame_type(group) or texts(ds, "ImageType"),
        aspect=aspect,
        spacing_calibration=_calibration(group("PixelMeasuresSequence")),
        magnification=_magnification(ds),
        regions=_regions(ds),
    )


def _dose_frame(top: FrameHeader, index: int, offset: float) -> FrameHeader:
    """A plane of a dose grid: GridFrameOffsetVector runs along the normal from the first plane (PS3.3 C.8.8.3.2)."""
    assert top.position_mm is not None
    assert top.orientation is not None
    r, c = top.orientation[:3], top.orientation[3:]
    normal = (r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0])
    x, y, z = (p + n * offset for p, n in zip(top.position_mm, normal, strict=True))
    return _replaced(top, index, (x, y, z))


def _replaced(top: FrameHeader, index: int, position: tuple[float, float, float] | None) -> FrameHeader:
    return replace(top, index=index, position_mm=position)


def _three(values: tuple[float, ...]) -> tuple[float, float, float] | None:
    return (values[0], values[1], values[2]) if len(values) == 3 else None


def _six(values: tuple[float, ...]) -> tuple[float, float, float, float, float, float] | None:
    """Direction cosines; None where they are not two perpendicular directions of length one (within 1 %)."""
    if len(values) != 6:
        return None
    row, column = values[:3], values[3:]
    lengths = [sum(v * v for v in axis) ** 0.5 for axis in (row, column)]
    along = sum(a * b for a, b in zip(row, column, strict=True))
    if any(abs(n - 1) > 0.01 for n in lengths) or abs(along) > 0.01:
        return None
    return values


def _spacing(ds: Dataset) -> tuple[tuple[float, float] | None, str, float]:
    """((between rows, between columns) mm, where it came from, aspect). PS3.3 10.7.1.3: the first value is vertical."""
    for keyword in ("PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing"):
        found = numbers(ds, keyword)
        if len(found) == 2 and min(found) > 0:
            return (found[0], found[1]), keyword, found[0] / found[1]
    ratio = numbers(ds, "PixelAspectRatio")
    return None, "", ratio[0] / ratio[1] if len(ratio) == 2 and min(ratio) > 0 else 1.0


def _calibration(ds: Dataset) -> str:
    """How Pixel Spacing was corrected for a projection, "" where it was not (PS3.3 10.7.1.3)."""
    stated = text(ds, "PixelSpacingCalibrationType").upper()
    corrected, detector = numbers(ds, "PixelSpacing"), numbers(ds, "ImagerPixelSpacing")
    if len(corrected) != 2 or len(detector) != 2 or all(map(_is_near, corrected, detector)):
        return stated
    return stated or "UNKNOWN"


def _is_near(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-4 * max(abs(a), abs(b))


def _magnification(ds: Dataset) -> float | None:
    """Source to detector over source to patient; None where it is not stated or none."""
    stated = number(ds, "EstimatedRadiographicMagnificationFactor")
    return stated if stated is not None and stated >= 1 else None


# PhysicalUnitsXDirection and -YDirection (PS3.3 C.8.5.5.1.15)
_CENTIMETRES = 3


def _regions(ds: Dataset) -> tuple[ImageRegion, ...]:
    """Regions of an ultrasound picture; those without edges are left out."""
    found = []
    for item in items(ds, "SequenceOfUltrasoundRegions"):
        edges = [number(item, f"RegionLocation{edge}") for edge in ("MinX0", "MinY0", "MaxX1", "MaxY1")]
        if any(edge is None for edge in edges):
            continue
        left, top, right, bottom = (int(edge or 0) for edge in edges)
        is_above = not (whole(item, "RegionFlags") or 0) & 1
        found.append(ImageRegion(left, top, right, bottom, _region_mm(item, "Y"), _region_mm(item, "X"), is_above))
    return tuple(found)


def _region_mm(item: Dataset, axis: str) -> float | None:
    """The size of a pixel along an axis; its sign is a direction, not a size."""
    delta = number(item, f"PhysicalDelta{axis}")
    if number(item, f"PhysicalUnits{axis}Direction") != _CENTIMETRES or not delta:
        return None
    return abs(delta) * 10


def _slope(ds: Dataset) -> float:
    """RescaleSlope, or the scaling of a dose grid; zero is no slope and is read as one."""
    return number(ds, "RescaleSlope") or number(ds, "DoseGridScaling") or 1.0


def _unit(ds: Dataset, modality: str) -> str:
    """The unit the rescaled values have; "" where the file states none, or cannot say how they are scaled."""
    if any(unreadable(ds, keyword) for keyword in _SCALE):
        return ""
    table = first(ds, "ModalityLUTSequence")
    in_table = text(table, "ModalityLUTType") if table is not None else ""
    stated = in_table or text(ds, "RescaleType") or text(ds, "Units") or text(ds, "DoseUnits")
    if stated:
        return _UNITS.get(stated.upper(), stated)
    # PS3.3 C.8.2.1.1.2: a CT image with a rescale and no type is in Hounsfield units
    return "HU" if modality == "CT" and "RescaleIntercept" in ds else ""


def _windows(ds: Dataset) -> tuple[Window, ...]:
    centres, widths = numbers(ds, "WindowCenter"), numbers(ds, "WindowWidth")
    names = texts(ds, "WindowCenterWidthExplanation")
    function = text(ds, "VOILUTFunction").upper()
    found = []
    for i, (centre, width) in enumerate(zip(centres, widths, strict=False)):
        if width <= 0:
            continue
        kind = function if function in ("LINEAR_EXACT", "SIGMOID") else "LINEAR"
        # PS3.3 C.11.2.1.2.1: LINEAR needs a width of at least 1; what is narrower can only be meant exactly
        kind = "LINEAR_EXACT" if kind == "LINEAR" and width < 1 else kind
        found.append(Window(centre, width, names[i] if i < len(names) else "", cast(VoiFunction, kind)))
    return tuple(found)


def _dimensions(ds: Dataset) -> tuple[tuple[str, str], ...]:
    found = [(name, f"{t}{unit}") for keyword, name, unit in _DIMENSIONS if (t := text(ds, keyword))]
    diffusion = b_value(ds)
    if diffusion:  # before the direction: one b-value has many
        found.insert(0, ("b-value", f"{diffusion} s/mm²"))
    kind = "\\".join(texts(ds, "ImageType")[2:])
    return (*found, ("image type", kind)) if kind else tuple(found)


def _enhanced_dimensions(group: Callable[[str], Dataset]) -> tuple[tuple[str, str], ...]:
    """What frames of an enhanced object differ by, apart from their place (PS3.3 C.7.6.16.2 and the MR macros)."""
    content, diffusion = group("FrameContentSequence"), group("MRDiffusionSequence")
    gradient = first(diffusion, "DiffusionGradientDirectionSequence")
    found = (
        ("stack", text(content, "StackID")),
        ("time point", text(content, "TemporalPositionIndex")),
        ("echo time", _with_unit(text(group("MREchoSequence"), "EffectiveEchoTime"), " ms")),
        ("b-value", _with_unit(text(diffusion, "DiffusionBValue"), " s/mm²")),
        ("diffusion direction", text(gradient, "DiffusionGradientOrientation") if gradient is not None else ""),
        ("cardiac phase", text(group("CardiacSynchronizationSequence"), "NominalPercentageOfCardiacPhase")),
        ("acquisition", text(content, "FrameAcquisitionNumber")),
        ("image type", "\\".join(_frame_type(group)[2:])),
    )
    return tuple((name, t) for name, t in found if t)


def _with_unit(written: str, unit: str) -> str:
    return written + unit if written else ""


def _frame_type(group: Callable[[str], Dataset]) -> tuple[str, ...]:
    for macro in ("MRImageFrameTypeSequence", "CTImageFrameTypeSequence", "PETFrameTypeSequence"):
        found = texts(group(macro), "FrameType")
        if found:
            return found
    return ()


def _padding(ds: Dataset) -> tuple[int, int] | None:
    """Stored values that are no tissue, as (lowest, highest); PS3.3 C.7.5.1.1.2."""
    one = whole(ds, "PixelPaddingValue")
    if one is None:
        return None
    other = whole(ds, "PixelPaddingRangeLimit")
    one, other = _signed(ds, one), _signed(ds, one if other is None else other)
    return min(one, other), max(one, other)


def _signed(ds: Dataset, stored: int) -> int:
    """A value written as US although the pixels are signed, read as it was meant."""
    bits = whole(ds, "BitsAllocated") or 16
    return stored - (1 << bits) if whole(ds, "PixelRepresentation") == 1 and stored >= 1 << (bits - 1) else stored


def odd_text(ds: Dataset) -> bool:
    """True where a name or description holds bytes outside ASCII that the stated character set does not explain.

    Must be asked before any of these values is read (pydicom decodes on reading).
    """
    stated = texts(ds, "SpecificCharacterSet")
    if any(s.upper() not in ("", "ISO_IR 6", "ISO 2022 IR 6") for s in stated):
        return False
    for keyword in ("PatientName", "PatientID", "StudyDescription", "SeriesDescription", "InstitutionName"):
        raw = ds.get_item(keyword) if keyword in ds else None
        if isinstance(raw, RawDataElement) and isinstance(raw.value, bytes) and not raw.value.isascii():
            return True
    return False
