"""Standardised uptake values of PET: the factor from activity to uptake, or why there is none.

The rules for dates and decay are those of the QIBA FDG-PET/CT Profile's vendor-neutral pseudo-code; what it leaves out
(ADMIN, NONE) follows from what DecayCorrection means (PS3.3 C.8.9.1.1.6): the dose must be taken at the moment to which
the image's activity was corrected. Nothing is guessed: what is missing is said.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.volume import Suv
from app.domain.words import NOTHING, Phrase, say

# an injection that lies more half-lives before the scan was dated wrongly: not a thousandth of the dose is left
_MOST_HALF_LIVES = 10
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PetHeader:
    """What one PET image says. Times are clock readings of one clock; ``injected`` None with ``injected_time`` set (s
    since midnight): the time of day alone is stated. Figures are 0 where they are not stated. ``decay`` is what
    DecayCorrection says, or MOMENT where all frames were corrected to the moment in ``series`` (enhanced objects).
    ``why_not``: what the file itself says against uptake values.

    weight kg, height m, dose Bq, half_life s, frame_s (duration) and reference_s (FrameReferenceTime) s.
    ``philips_suv`` and ``philips_activity``: (7053,xx00) and (7053,xx09). ``ge_scan``: (0009,xx0D).
    """

    unit: str
    suv_type: str
    corrected: tuple[str, ...]
    decay: str
    weight: float
    height: float
    sex: str
    dose: float
    half_life: float
    injected: datetime | None
    injected_time: float | None
    series: datetime | None
    acquired: datetime | None
    ge_scan: datetime | None
    frame_s: float = 0.0
    reference_s: float | None = None
    philips_suv: float = 0.0
    philips_activity: float = 0.0
    why_not: Phrase = NOTHING


class _Refused(Exception):  # noqa: N818 - what happened
    def __init__(self, why: Phrase) -> None:
        self.why = why


def factors(images: Sequence[PetHeader]) -> tuple[Suv, ...]:
    """One Suv for each image of a display set, in its order. The scan began with the earliest image."""
    starts = [image.acquired for image in images if image.acquired is not None]
    first = min(starts, default=None)
    return tuple(_tried(image, first) for image in images)


def _tried(image: PetHeader, first: datetime | None) -> Suv:
    try:
        return _factor(image, first)
    except _Refused as refused:
        return Suv(why_not=refused.why)


def _factor(image: PetHeader, first: datetime | None) -> Suv:
    if image.why_not != NOTHING:
        raise _Refused(image.why_not)
    if image.unit == "GML":
        return _stated_already(image)
    if "ATTN" not in image.corrected:
        raise _Refused(say("The images do not say that they are corrected for attenuation."))
    if image.unit == "CNTS":
        return _philips(image, first)
    if image.unit != "BQML":
        raise _Refused(say("The values are not activities per volume but {unit}.", unit=image.unit or "?"))
    return _from_activity(image, first, 1.0)


def _stated_already(image: PetHeader) -> Suv:
    """Units GML: the values are uptakes; SUVType says which, by body weight where it is absent (PS3.3 C.8.9.1)."""
    said = (("SUVType", image.suv_type or "BW"),)
    match image.suv_type:
        case "" | "BW":
            return Suv(bw=1.0, inputs=said)
        case "LBM" | "LBMJANMA":
            return Suv(lbm=1.0, inputs=said)
        case "LBMJAMES128":
            return Suv(lbm_james=1.0, inputs=said)
        case "BSA":
            return Suv(bsa=1.0, inputs=said)
    raise _Refused(say("The values are uptakes of a kind that is not known here ({kind}).", kind=image.suv_type))


def _philips(image: PetHeader, first: datetime | None) -> Suv:
    """Counts with Philips' own factors: to uptake by body weight, else to activity."""
    if image.philips_suv > 0:
        return Suv(bw=image.philips_suv, inputs=(("Philips (7053,1000)", f"{image.philips_suv:g}"),))
    if image.philips_activity > 0:
        return _from_activity(image, first, image.philips_activity)
    raise _Refused(say("The values are counts, and no factor to activity is stated."))


def _from_activity(image: PetHeader, first: datetime | None, to_activity: float) -> Suv:
    if image.weight <= 0:
        raise _Refused(say("The patient's weight is not stated."))
    if image.dose <= 0:
        raise _Refused(say("The injected dose is not stated."))
    left, decay_s = _share_left(image, first)
    per_gram = to_activity / (image.dose * left)
    inputs = (
        ("weight", f"{image.weight:g} kg"), ("height", f"{image.height:g} m" if image.height else ""),
        ("dose", f"{image.dose:g} Bq"), ("half-life", f"{image.half_life:g} s" if image.half_life else ""),
        _corrected_to(image), ("decay", f"{decay_s:.1f} s"),
    )  # fmt: skip
    lean, james, surface, why_only = _body(image)
    return Suv(
        bw=1000 * image.weight * per_gram,
        lbm=1000 * lean * per_gram,
        lbm_james=1000 * james * per_gram,
        bsa=10_000 * surface * per_gram,
        why_only_bw=why_only,
        inputs=tuple((name, text) for name, text in inputs if text),
    )


def _corrected_to(image: PetHeader) -> tuple[str, str]:
    if image.decay == "MOMENT" and image.series is not None:
        return "DecayCorrectionDateTime", f"{image.series:%Y-%m-%d %H:%M:%S}"
    return "DecayCorrection", image.decay


def _body(image: PetHeader) -> tuple[float, float, float, Phrase]:
    """(lean body mass kg, the same by James, body surface m², why any is 0)."""
    if image.height <= 0:
        return 0, 0, 0, say("The patient's height is not stated.")
    weight, height = image.weight, image.height
    surface = 0.007184 * weight**0.425 * (100 * height) ** 0.725  # DuBois and DuBois 1916
    if image.sex not in ("F", "M"):
        return 0, 0, surface, say("The patient's sex is not stated.")
    index = weight / height**2
    squared = (weight / (100 * height)) ** 2
    if image.sex == "F":  # Janmahasatian 2005; James 1976 as DICOM's James128
        return 9270 * weight / (8780 + 244 * index), max(1.07 * weight - 148 * squared, 0), surface, Phrase("")
    return 9270 * weight / (6680 + 216 * index), max(1.10 * weight - 128 * squared, 0), surface, Phrase("")


def _share_left(image: PetHeader, first: datetime | None) -> tuple[float, float]:
    """(share of the dose that is left, seconds of decay) at the moment that the image's activity stands for."""
    if image.decay == "ADMIN":
        _need_decay_corrected(image)
        return 1.0, 0.0
    if image.half_life <= 0:
        raise _Refused(say("The half-life of the tracer is not stated."))
    if image.decay == "START":
        _need_decay_corrected(image)
        moment = _scan_start(image, first)
    elif image.decay == "MOMENT" and image.series is not None:
        moment = image.series
    elif image.decay == "NONE":
        moment = _mean_moment(image)
    else:
        raise _Refused(say("The images do not say how decay was corrected for ({said}).", said=image.decay or "?"))
    seconds = (moment - _injection(image, moment)).total_seconds()
    if seconds < 0:
        raise _Refused(say("The injection is stated {n} min after the scan.", n=round(-seconds / 60)))
    if seconds > _MOST_HALF_LIVES * image.half_life:
        raise _Refused(say("The injection is stated {n} h before the scan.", n=round(seconds / 3600)))
    return 2.0 ** (-seconds / image.half_life), seconds


def _need_decay_corrected(image: PetHeader) -> None:
    if "DECY" not in image.corrected:
        raise _Refused(say("The images do not say that they are corrected for decay."))


def _scan_start(image: PetHeader, first: datetime | None) -> datetime:
    """To when START corrects: the series' time, unless the series was made anew after the images were taken."""
    if image.series is not None and (first is None or image.series <= first):
        return image.series
    if image.ge_scan is not None:
        return image.ge_scan
    if image.acquired is not None and image.reference_s is not None:
        return image.acquired - timedelta(seconds=image.reference_s - _mean_in_frame(image))
    if image.acquired is None:
        raise _Refused(say("The time of the scan is not stated."))
    raise _Refused(
        say("The series is dated after its images, and they do not say to which moment decay was corrected.")
    )


def _mean_moment(image: PetHeader) -> datetime:
    """When an uncorrected frame had its mean count rate."""
    if image.acquired is None:
        raise _Refused(say("The time of the scan is not stated."))
    return image.acquired + timedelta(seconds=_mean_in_frame(image))


def _mean_in_frame(image: PetHeader) -> float:
    """Seconds from the start of a frame to the moment with its mean count rate; 0 where its length is not stated."""
    rate = math.log(2) / image.half_life
    decay = rate * image.frame_s
    if decay <= 1e-9:
        return image.frame_s / 2
    return math.log(decay / -math.expm1(-decay)) / rate


def _injection(image: PetHeader, scan: datetime) -> datetime:
    """The injection's date and time; a time of day alone is the last one before the scan (across midnight)."""
    if image.injected is not None:
        return image.injected
    if image.injected_time is None:
        raise _Refused(say("The time of the injection is not stated."))
    found = scan.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(seconds=image.injected_time)
    return found if found <= scan else found - _DAY
