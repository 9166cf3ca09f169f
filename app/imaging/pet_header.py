"""A PET image's header as uptake values need it (PS3.3 C.8.9)."""

from __future__ import annotations

import io
import math
import re
import warnings
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pydicom
from pydicom.dataset import Dataset

from app.imaging.luts import BROKEN
from app.imaging.suv import PetHeader

_PET = "1.2.840.10008.5.1.4.1.1.128"
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
    """None for what is no PET image of one frame."""
    if str(ds.get("SOPClassUID") or "") != _PET:
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
