"""A PET image's header as uptake values need it (PS3.3 C.8.9, and C.8.22 for enhanced objects)."""

from __future__ import annotations

import io
import math
import re
import warnings
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pydicom
from pydicom.dataset import Dataset

from app.domain.words import NOTHING, say
from app.imaging.luts import BROKEN
from app.imaging.suv import PetHeader

_PET, _ENHANCED_PET = "1.2.840.10008.5.1.4.1.1.128", "1.2.840.10008.5.1.4.1.1.130"
# UCUM codes of the values of a PET frame, as Units of a plain PET image says them
_UNITS = {"bq/ml": "BQML", "{counts}": "CNTS", "g/ml": "GML", "g/ml{suvbw}": "GML", "{suvbw}g/ml": "GML"}
_SUV_TYPES = {
    "g/ml{suvlbm}": "LBM", "{suvlbm}g/ml": "LBM", "cm2/ml{suvbsa}": "BSA", "{suvbsa}cm2/ml": "BSA",
    "g/ml{suvibw}": "IBW", "{suvibw}g/ml": "IBW",
}  # fmt: skip
# the dose of an enhanced object is in MBq (C.8.22.4), but some write Bq as in plain ones; in between neither is meant
_MOST_MBQ, _LEAST_BQ = 1e4, 1e6
_TIME = re.compile(r"(\d\d):?(\d\d)?:?(\d\d)?(\.\d{1,6})?")
_MOMENT = re.compile(r"(\d{8})(\d{2}[\d.:]*)([+-]\d{4})?")


def of_files(files: list[bytes]) -> list[PetHeader | None]:
    """The headers of several files, without their pixels; None for one that is no PET image or is broken."""
    return [_of_file(data) for data in files]


def _of_file(data: bytes) -> PetHeader | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return read(pydicom.dcmread(io.BytesIO(data), stop_before_pixels=True, force=True))
        except (*BROKEN, EOFError, OSError):
            return None


def read(ds: Dataset) -> PetHeader | None:
    """None for what is no PET image. One header for all frames of an enhanced object."""
    kind = str(ds.get("SOPClassUID") or "")
    if kind == _ENHANCED_PET:
        return _enhanced(ds)
    if kind != _PET:
        return None
    tracer = next(iter(ds.get("RadiopharmaceuticalInformationSequence") or ()), Dataset())
    zone = _text(ds, "TimezoneOffsetFromUTC")
    injected = _time_of_day(_text(tracer, "RadiopharmaceuticalStartTime"))
    milliseconds, reference = _number(ds, "ActualFrameDuration"), _stated(ds, "FrameReferenceTime")
    corrected = ds.get("CorrectedImage") or ()
    return PetHeader(
        unit=_text(ds, "Units").upper(),
        suv_type=_text(ds, "SUVType").upper(),
        corrected=tuple(str(c).strip().upper() for c in ([corrected] if isinstance(corrected, str) else corrected)),
        decay=_text(ds, "DecayCorrection").upper(),
        weight=_number(ds, "PatientWeight"),
        height=_number(ds, "PatientSize"),
        sex=_text(ds, "PatientSex").upper()[:1],
        dose=_number(tracer, "RadionuclideTotalDose"),
        half_life=_number(tracer, "RadionuclideHalfLife"),
        injected=_moment(_text(tracer, "RadiopharmaceuticalStartDateTime"), zone),
        injected_time=injected.total_seconds() if injected is not None else None,
        series=_day_and_time(ds, "Series"),
        acquired=_moment(_text(ds, "AcquisitionDateTime"), zone) or _day_and_time(ds, "Acquisition"),
        ge_scan=_moment(_private(ds, 0x0009, "GEMS_PETD", 0x0D), zone),
        frame_s=milliseconds / 1000,
        reference_s=None if reference is None else reference / 1000,
        philips_suv=_as_number(_private(ds, 0x7053, "Philips PET", 0x00)),
        philips_activity=_as_number(_private(ds, 0x7053, "Philips PET", 0x09)),
    )


# ---- enhanced objects -----------------------------------------------------------------------------------------------


def _enhanced(ds: Dataset) -> PetHeader:
    tracers = ds.get("RadiopharmaceuticalInformationSequence") or ()
    tracer = next(iter(tracers), Dataset())
    frames = [_Groups(ds, own) for own in ds.get("PerFrameFunctionalGroupsSequence") or (Dataset(),)]
    zone = _text(ds, "TimezoneOffsetFromUTC")
    unit, suv_type = _unit_of(frames)
    dose = _number(tracer, "RadionuclideTotalDose")
    is_corrected = _text(ds, "DecayCorrected").upper() == "YES"
    to, why_not = _moment(_text(ds, "DecayCorrectionDateTime"), zone), NOTHING
    counted = {frame.counted(zone) for frame in frames}
    if len(tracers) > 1:
        why_not = say("More than one tracer was given.")
    elif _MOST_MBQ < dose < _LEAST_BQ:
        why_not = say("The injected dose of {dose} is neither in MBq nor in Bq.", dose=f"{dose:g}")
    elif is_corrected and to is None:
        why_not = say("The images do not say to which moment decay was corrected.")
    elif not is_corrected and len(counted) > 1:
        why_not = say("The frames are not corrected for decay, and were counted at different times.")
    acquired, frame_s = next(iter(counted))
    return PetHeader(
        unit=unit,
        suv_type=suv_type,
        corrected=("ATTN",) if _text(ds, "AttenuationCorrected").upper() == "YES" else (),
        decay="MOMENT" if is_corrected else "NONE",
        weight=_number(ds, "PatientWeight"),
        height=_number(ds, "PatientSize"),
        sex=_text(ds, "PatientSex").upper()[:1],
        dose=dose if dose >= _LEAST_BQ else dose * 1e6,
        half_life=_number(tracer, "RadionuclideHalfLife"),
        injected=_moment(_text(tracer, "RadiopharmaceuticalStartDateTime"), zone),
        injected_time=None,
        series=to,
        acquired=acquired,
        ge_scan=None,
        frame_s=frame_s,
        why_not=why_not,
    )


class _Groups:
    """The functional groups of one frame: its own, else those that all share (PS3.3 C.7.6.16)."""

    def __init__(self, ds: Dataset, own: Dataset) -> None:
        self._held = (own, next(iter(ds.get("SharedFunctionalGroupsSequence") or ()), Dataset()))

    def group(self, keyword: str) -> Dataset:
        return next((found[0] for held in self._held if (found := held.get(keyword))), Dataset())

    def counted(self, zone: str) -> tuple[datetime | None, float]:
        """(when counting began, for how many seconds)."""
        content = self.group("FrameContentSequence")
        began = _moment(_text(content, "FrameAcquisitionDateTime"), zone)
        return began, _number(content, "FrameAcquisitionDuration") / 1000

    def unit(self) -> str:
        """RescaleType, or the unit of the real-world map that has the same slope and intercept as the values shown."""
        values, mapped = self.group("PixelValueTransformationSequence"), self.group("RealWorldValueMappingSequence")
        stated = _text(values, "RescaleType")
        if stated.upper() in ("BQML", "GML", "CNTS"):
            return stated
        shown = _number(values, "RescaleSlope") or 1.0, _number(values, "RescaleIntercept")
        real = _number(mapped, "RealWorldValueSlope"), _number(mapped, "RealWorldValueIntercept")
        codes = mapped.get("MeasurementUnitsCodeSequence") or ()
        is_same = math.isclose(shown[0], real[0], rel_tol=1e-5) and abs(shown[1] - real[1]) <= 1e-5 * shown[0]
        return _text(codes[0], "CodeValue") if codes and is_same else ""


def _unit_of(frames: list[_Groups]) -> tuple[str, str]:
    """(Units, SUVType) as a plain PET image states them; ("", "") where frames differ or say nothing."""
    said = {frame.unit().lower() for frame in frames}
    one = said.pop() if len(said) == 1 else ""
    if one in _SUV_TYPES:
        return "GML", _SUV_TYPES[one]
    return _UNITS.get(one, one.upper()), ""


# ---- values ---------------------------------------------------------------------------------------------------------


def _text(ds: Dataset, keyword: str) -> str:
    return str(ds.get(keyword) or "").strip()


def _number(ds: Dataset, keyword: str) -> float:
    return _stated(ds, keyword) or 0.0


def _stated(ds: Dataset, keyword: str) -> float | None:
    said = ds.get(keyword)
    return None if said is None else _as_number(said)


def _as_number(said: Any) -> float:
    try:
        found = float(said)
    except (TypeError, ValueError):
        return 0.0
    return found if math.isfinite(found) else 0.0


def _private(ds: Dataset, group: int, creator: str, element: int) -> str:
    """A private attribute's value as text; the block is found by its creator (PS3.5 7.8.1)."""
    for block in range(0x10, 0x100):
        owner = ds.get((group, block))
        if owner is not None and str(owner.value).upper().startswith(creator.upper()):
            held = ds.get((group, block << 8 | element))
            if held is None:
                return ""
            value = held.value
            return value.decode("ascii", "replace").strip("\0 ") if isinstance(value, bytes) else str(value).strip()
    return ""


def _day_and_time(ds: Dataset, of: str) -> datetime | None:
    return _moment(_text(ds, f"{of}Date").replace(".", "") + _text(ds, f"{of}Time"), "")


def _moment(written: str, zone: str) -> datetime | None:
    """A clock reading in the zone of the images. A DT's own offset is turned into that zone where both are stated."""
    match = _MOMENT.match(written)
    if match is None:
        return None
    at = _time_of_day(match[2])
    try:
        day = datetime.strptime(match[1], "%Y%m%d")
    except ValueError:
        return None
    if at is None:
        return None
    own, theirs = _zone(match[3] or ""), _zone(zone)
    found = day + at
    if own is None or theirs is None:
        return found
    return found.replace(tzinfo=timezone(own)).astimezone(UTC).replace(tzinfo=None) + theirs


def _zone(written: str) -> timedelta | None:
    match = re.fullmatch(r"([+-])(\d\d)(\d\d)", written.strip())
    if match is None or int(match[2]) > 14:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return -offset if match[1] == "-" else offset


def _time_of_day(written: str) -> timedelta | None:
    match = _TIME.match(written.strip())
    if match is None:
        return None
    hours, minutes, seconds = (int(match[n] or 0) for n in (1, 2, 3))
    if hours > 23 or minutes > 59:
        return None
    return timedelta(hours=hours, minutes=minutes, seconds=min(seconds, 59) + float(match[4] or 0))
