"""Measurements as a DICOM structured report (TID 1500) and back."""

from __future__ import annotations

import io
import math
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pydicom
from highdicom import sr
from highdicom.uid import UID
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code
from pydicom.valuerep import DA, TM

from app.domain.codes import Coding
from app.domain.identifiers import new_id
from app.domain.measurement import KINDS, Calibration, Figure, FigureName, Kind, Measurement, Place, Point
from app.imaging.dicom_objects.report_head import ReportHead

# our pixels count from the centre of the first; a spatial coordinate from its upper left corner (PS3.3 C.18.6.1.2)
_HALF = 0.5
_OWN = "99AEGLE"
_TOOL = "aegle"
_AREAS = ("ellipse", "rectangle", "polygon", "freehand")
_LENGTH, _ANGLE, _COBB = codes.SCT.Length, codes.SCT.Angle, codes.SCT.CobbAngle
_AREA, _LONG, _SHORT = codes.SCT.Area, codes.SCT.LongAxis, codes.SCT.ShortAxis
_VOLUME = Code("118565006", "SCT", "Volume")
_PIXELS = Code("pixel-count", _OWN, "Number of pixels")
_VALUE = Code("pixel-value", _OWN, "Pixel value")
_DERIVATIONS: dict[FigureName, Code] = {
    "mean": codes.SCT.Mean,
    "sd": codes.SCT.StandardDeviation,
    "minimum": codes.SCT.Minimum,
    "maximum": codes.SCT.Maximum,
}
_NAMES: dict[FigureName, Code] = {
    "length": _LENGTH, "angle": _ANGLE, "long axis": _LONG, "short axis": _SHORT, "area": _AREA, "volume": _VOLUME,
    "pixels": _PIXELS,
}  # fmt: skip
# what the values of an image are, by modality; others are named for what they are here: the values of pixels
_QUANTITIES = {"CT": codes.DCM.AttenuationCoefficient, "MR": codes.DCM.MRSignalIntensity}
# UCUM for the units images come in; a unit that is not among them is written as an annotation, {unit}
_UCUM = {"HU": "[hnsf'U]", "": "1", "{pixel}": "{pixel}", "{pixel}2": "{pixel}2", "Bq/ml": "Bq/mL", "g/ml": "g/mL"}
_UCUM |= {unit: unit for unit in ("mm", "mm2", "mm3", "deg", "Gy")}
_BACK = {ucum: unit for unit, ucum in _UCUM.items()}


def write(images: Sequence[bytes], measurements: Sequence[Measurement], head: ReportHead) -> bytes:
    """A Comprehensive SR with a measurement group for each of ``measurements``; a Comprehensive 3D SR where one lies
    on a plane cut through the volume, as its places in the patient.

    ``images`` are the DICOM files they were made on, all of one study.

    Raises ValueError where a measurement is on none of them.
    """
    evidence = {str(ds.SOPInstanceUID): ds for ds in map(header_of, images)}
    missing = [m.instance for m in measurements if m.instance not in evidence]
    if missing or not measurements:
        raise ValueError("a measurement whose image was not given")
    report = sr.MeasurementReport(
        observation_context=sr.ObservationContext(observer_person_context=observer(head.observer)),
        procedure_reported=codes.SCT.ImagingProcedure,
        imaging_measurements=[_group(m, evidence[m.instance]) for m in measurements],
        title=codes.DCM.ImagingMeasurementReport,
    )
    used = dict.fromkeys(m.instance for m in measurements)
    kind = sr.Comprehensive3DSR if any(m.plane is not None for m in measurements) else sr.ComprehensiveSR
    return document_bytes(kind, [evidence[uid] for uid in used], report, head, "Measurements")


def document_bytes(kind: Any, evidence: Sequence[Dataset], content: Any, head: ReportHead, description: str) -> bytes:
    """The file of a document of highdicom's ``kind`` about ``evidence``, as the first of a series of its own."""
    document = kind(
        evidence=evidence,
        content=content,
        series_instance_uid=head.series_uid,
        series_number=head.series_number,
        sop_instance_uid=head.instance_uid,
        instance_number=1,
        manufacturer="Aegle",
        manufacturer_model_name="Aegle",
        software_versions=head.version,
        device_serial_number="1",
        series_description=description,
    )
    document.SpecificCharacterSet = "ISO_IR 192"
    document.ContentDate, document.ContentTime = DA(head.written_at.date()), TM(head.written_at.time())
    out = io.BytesIO()
    document.save_as(out, enforce_file_format=True)
    return out.getvalue()


# what every image states, though it be empty (type 2), and what some leave out (PS3.3 C.7.1.1, C.7.2.1)
_STATED = (
    "PatientID", "PatientName", "PatientBirthDate", "PatientSex", "AccessionNumber", "StudyID", "StudyDate",
    "StudyTime", "ReferringPhysicianName",
)  # fmt: skip


def header_of(data: bytes) -> Dataset:
    """A DICOM file without its pixels; what it must state and does not is empty."""
    ds = pydicom.dcmread(io.BytesIO(data), stop_before_pixels=True, force=True)
    for keyword in _STATED:
        if keyword not in ds:
            setattr(ds, keyword, "" if "Date" not in keyword and "Time" not in keyword else None)
    return ds


def observer(name: str) -> sr.ObserverContext:
    """The person who measured or chose."""
    # a name of one word is a family name; the caret says that this is meant (PS3.5 6.2.1)
    person = sr.PersonObserverIdentifyingAttributes(name=name.replace("^", " ").replace("=", " ") + "^")
    return sr.ObserverContext(observer_type=codes.DCM.Person, observer_identifying_attributes=person)


def _group(m: Measurement, image: Dataset) -> Any:
    frames = [m.frame + 1] if int(image.get("NumberOfFrames") or 1) > 1 else None
    source = sr.SourceImageForRegion(str(image.SOPClassUID), str(image.SOPInstanceUID), frames)
    common: dict[str, Any] = {
        "tracking_identifier": sr.TrackingIdentifier(uid=UID.from_uuid(_uuid(m.id)), identifier=_label(m)),
        "finding_sites": [sr.FindingSite(_code(m.site))] if m.site else None,
    }
    quantity = _QUANTITIES.get(str(image.get("Modality") or ""), _VALUE)
    if m.kind in _AREAS:
        numbers = [_number(f, quantity, ()) for f in m.figures]
        region = _region(m) if m.plane is not None else sr.ImageRegion(*_outline(m.kind, m.points), source)
        group: Any = sr.PlanarROIMeasurementsAndQualitativeEvaluations(
            referenced_region=region, measurements=numbers, **common
        )
    else:
        lines = {f.name: _lines(m, f, source) for f in m.figures}
        numbers = [_number(f, quantity, lines[f.name]) for f in m.figures]
        group = sr.MeasurementsAndQualitativeEvaluations(measurements=numbers, **common)
    if m.note:
        note = sr.TextContentItem(codes.DCM.Comment, m.note, sr.RelationshipTypeValues.CONTAINS)
        group[0].ContentSequence.append(note)
    return group


def _uuid(id_: str) -> str:
    """The id as a UUID: the same one each time it is written."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, id_))


def _label(m: Measurement) -> str:
    """Which tool drew it, so that an outline comes back as the kind it was."""
    return f"{_TOOL}:{m.kind}:{m.id}"


def _code(coding: Coding) -> Code:
    scheme = {"http://snomed.info/sct": "SCT", "http://loinc.org": "LN"}.get(coding.system, coding.system or _OWN)
    return Code(coding.code, scheme, coding.display or coding.code)


def _graphic(points: Sequence[Point]) -> Any:
    return np.array(points, np.float64) + _HALF


def _outline(kind: Kind, points: Sequence[Point]) -> tuple[sr.GraphicTypeValues, Any]:
    """(graphic type, points): the longer axis of an ellipse first, an outline closed by its first point."""
    if kind != "ellipse":
        return sr.GraphicTypeValues.POLYLINE, _graphic([*points, points[0]])
    first, second = points[:2], points[2:]
    if math.dist(*first) < math.dist(*second):
        first, second = second, first
    return sr.GraphicTypeValues.ELLIPSE, _graphic([*first, *second])


def _region(m: Measurement) -> Any:
    """The outline of an area in the patient (SCOORD3D); its plane's frame of reference holds the coordinates."""
    assert m.plane is not None
    shape, points = _outline(m.kind, m.points)
    is_ellipse = shape is sr.GraphicTypeValues.ELLIPSE
    places = np.array([m.plane.place((x - _HALF, y - _HALF)) for x, y in points.tolist()])
    kind = sr.GraphicTypeValues3D.ELLIPSE if is_ellipse else sr.GraphicTypeValues3D.POLYGON
    return sr.ImageRegion3D(kind, places, m.plane.frame_of_reference)


def _coordinates(m: Measurement, points: Sequence[Point], source: Any) -> Any:
    """A point or a line: on its image, or for one on a plane in the patient."""
    if m.plane is not None:
        kind = sr.GraphicTypeValues3D.POINT if len(points) == 1 else sr.GraphicTypeValues3D.POLYLINE
        places = np.array([m.plane.place(point) for point in points])
        return sr.CoordinatesForMeasurement3D(kind, places, m.plane.frame_of_reference)
    flat = sr.GraphicTypeValues.POINT if len(points) == 1 else sr.GraphicTypeValues.POLYLINE
    return sr.CoordinatesForMeasurement(flat, _graphic(points), source)


def _lines(m: Measurement, figure: Figure, source: Any) -> list[Any]:
    """What was drawn for one figure: a point, a line, an open angle, or the two lines of a Cobb angle."""
    parts: list[Sequence[Point]] = [m.points]
    if m.kind == "cobb":
        parts = [m.points[:2], m.points[2:]]
    elif m.kind == "bidirectional":
        axes = sorted((m.points[:2], m.points[2:]), key=lambda ends: _millimetres(ends, m.calibration))
        parts = [axes[0] if figure.name == "short axis" else axes[1]]
    return [_coordinates(m, part, source) for part in parts]


def _millimetres(ends: Sequence[Point], calibration: Calibration) -> float:
    across, down = calibration.column_mm or 1.0, calibration.row_mm or 1.0
    return math.hypot((ends[1][0] - ends[0][0]) * across, (ends[1][1] - ends[0][1]) * down)


def _number(figure: Figure, quantity: Code, lines: Sequence[Any]) -> Any:
    return sr.Measurement(
        name=_NAMES.get(figure.name, quantity),
        value=figure.value,
        unit=_unit(figure.unit),
        derivation=_DERIVATIONS.get(figure.name),
        referenced_coordinates=lines or None,
    )


def _unit(unit: str) -> Code:
    ucum = _UCUM.get(unit) or "{" + unit.replace("{", "").replace("}", "") + "}"
    return Code(ucum, "UCUM", unit or "no units")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A measurement as a report tells it; its calibration is the image's business.

    One that lies in the patient and on no image has ``places`` (LPS mm, of ``frame_of_reference``), and no instance,
    frame and points.
    """

    id: str
    instance: str
    frame: int
    kind: Kind
    points: tuple[Point, ...]
    figures: tuple[Figure, ...]
    note: str = ""
    site: Coding | None = None
    places: tuple[Place, ...] = ()
    frame_of_reference: str = ""


def read(data: bytes) -> tuple[tuple[Drawn, ...], int]:
    """The measurements of a TID 1500 report that have a place, and how many of its groups have none.

    Raises ValueError for what is no such report.
    """
    try:
        report = sr.srread(io.BytesIO(data))
    except (RuntimeError, AttributeError, KeyError, TypeError) as error:
        # what highdicom raises for other objects and for reports that lack what they must have
        raise ValueError("no structured report") from error
    if not isinstance(report.content, sr.MeasurementReport):
        raise ValueError("no TID 1500 report")
    groups = [*report.content.get_planar_roi_measurement_groups(), *report.content.get_image_measurement_groups()]
    others = len(report.content.get_volumetric_roi_measurement_groups())
    drawn = [_drawn(group) for group in groups]
    found = tuple(one for one in drawn if one is not None)
    return found, others + len(drawn) - len(found)


def _drawn(group: Any) -> Drawn | None:
    """None for a group without a place on an image or in the patient."""
    numbers = group.get_measurements()
    if isinstance(group, sr.PlanarROIMeasurementsAndQualitativeEvaluations):
        regions = [group.roi] if isinstance(group.roi, sr.ImageRegion | sr.ImageRegion3D) else []
    else:
        regions = [item for number in numbers for item in number.referenced_coordinates or ()]
    kinds = {str(region.ValueType) for region in regions}
    if len(kinds) != 1:
        return None
    is_3d = kinds == {"SCOORD3D"}
    shapes: list[Shape] = list(dict.fromkeys((r.graphic_type, _places(r) if is_3d else _points(r)) for r in regions))
    label = group.tracking_identifier or ""
    kind, points = _kind(label, shapes, is_angle=any(number.name == _ANGLE for number in numbers))
    place = ("", 0) if is_3d else _place(regions[0])
    if kind is None or place is None:
        return None
    figures = tuple(f for f in map(_figure, numbers) if f is not None)
    if is_3d:
        frame = str(regions[0].frame_of_reference_uid)
        return Drawn(_id(label), *place, kind, (), figures, _note(group), _site(group), cast(Any, points), frame)
    return Drawn(_id(label), *place, kind, cast(Any, points), figures, _note(group), _site(group))


def _places(region: Any) -> tuple[Place, ...]:
    return tuple((float(x), float(y), float(z)) for x, y, z in region.value)


def _points(region: Any) -> tuple[Point, ...]:
    return tuple((float(x) - _HALF, float(y) - _HALF) for x, y in region.value)


def _place(region: Any) -> tuple[str, int] | None:
    """(SOP Instance UID, frame from 0) that a region lies on."""
    for item in region.get("ContentSequence", ()):
        for image in item.get("ReferencedSOPSequence", ()):
            number = image.get("ReferencedFrameNumber")
            first = number[0] if isinstance(number, MultiValue) else number
            return str(image.ReferencedSOPInstanceUID), int(first or 1) - 1
    return None


# a graphic type and its points, of an image or of the patient
Shape = tuple[Any, tuple[Any, ...]]


def _kind(label: str, shapes: Sequence[Shape], is_angle: bool) -> tuple[Kind | None, tuple[Any, ...]]:
    """What was drawn: by the tool's own word where it is ours and fits, else by its shape."""
    type_, points = shapes[0][0].value, shapes[0][1]
    if type_ == "POINT":
        return "probe", points
    if type_ == "ELLIPSE":
        return "ellipse", points
    if type_ == "CIRCLE":
        return "ellipse", _circle(points)
    if type_ not in ("POLYLINE", "POLYGON"):
        return None, ()
    if len(points) > 3 and points[0] == points[-1]:
        return _closed(label, points[:-1]), points[:-1]
    if len(shapes) == 2 and all(len(line) == 2 for _, line in shapes):
        return "cobb" if is_angle else "bidirectional", (*points, *shapes[1][1])
    return _OPEN.get(len(points)), points


_OPEN: dict[int, Kind] = {2: "length", 3: "angle"}


def _closed(label: str, outline: tuple[Any, ...]) -> Kind:
    told = _told(label)[0]
    fits = told in ("polygon", "freehand") or (told == "rectangle" and len(outline) == 4)
    return cast(Kind, told) if fits else "polygon"


def _circle(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The ends of two axes of a circle given by its middle and a point on it."""
    (x, y), radius = points[0], math.dist(*points)
    return (x - radius, y), (x + radius, y), (x, y - radius), (x, y + radius)


def _told(label: str) -> tuple[str, str]:
    """(kind, id) in a label of ours; empty in another's."""
    tool, _, rest = label.partition(":")
    kind, _, id_ = rest.partition(":")
    return (kind, id_) if tool == _TOOL and kind in KINDS else ("", "")


def _id(label: str) -> str:
    return _told(label)[1] or new_id()


def _figure(number: Any) -> Figure | None:
    """A number in our own words; None for one that we have no name for."""
    if number.value is None:
        return None
    names = _NAMES if number.derivation is None else _DERIVATIONS
    told = number.name if number.derivation is None else number.derivation
    name = next((n for n, code in names.items() if told == code), None)
    if told in (_VALUE, *_QUANTITIES.values()):
        name = "value"
    ucum = str(number.unit.value)
    return None if name is None else Figure(name, float(number.value), _BACK.get(ucum, ucum.strip("{}")))


def _note(group: Any) -> str:
    texts = (item for item in group[0].ContentSequence if item.name == codes.DCM.Comment and item.ValueType == "TEXT")
    return next((str(item.value) for item in texts), "")


def _site(group: Any) -> Coding | None:
    for site in group.finding_sites or ():
        system = {"SCT": "http://snomed.info/sct", "LN": "http://loinc.org"}
        scheme = site.value.scheme_designator
        return Coding(system.get(scheme, "" if scheme == _OWN else scheme), site.value.value, site.value.meaning)
    return None
