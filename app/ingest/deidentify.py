"""Take a person out of a DICOM file: the Basic profile of PS3.15 annex E with some of its options.

What is done to each attribute of the profile stands in table E.1-1, edition 2026c, as the library dicom-anonymizer
keeps it. Private attributes go, curves and overlays too. UIDs are replaced by others made of them and a secret, the
same for the same UID, so that references and series hold together. Runs in a child process: the file may be anybody's.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

import pydicom
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset, FileDataset
from pydicom.encaps import generate_fragments
from pydicom.sequence import Sequence as Items
from pydicom.tag import Tag
from pydicom.uid import UID, ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from app.ingest.anonymity import OPTIONS, Cleaned, Option, Wish
from app.ingest.dicom_values import BROKEN

_PROFILE = ("113100", "Basic Application Confidentiality Profile")
_KEPT: dict[Option, tuple[str, ...]] = {
    "patient-characteristics": (
        "PatientAge", "PatientSex", "PatientSize", "PatientWeight", "EthnicGroup", "SmokingStatus", "PregnancyStatus",
        "PatientSexNeutered", "PatientState",
    ),
    "device": (
        "DeviceSerialNumber", "DeviceUID", "StationName", "GantryID", "DetectorID", "CassetteID", "PlateID",
        "GeneratorID", "DeviceLabel", "PerformedStationName", "PerformedStationAETitle", "ScheduledStationName",
        "ScheduledStationAETitle", "PerformedStationNameCodeSequence", "XRaySourceID", "XRayDetectorID",
    ),
    "institution": (
        "InstitutionName", "InstitutionAddress", "InstitutionalDepartmentName", "InstitutionCodeSequence",
        "InstitutionalDepartmentTypeCodeSequence",
    ),
    "descriptors": (
        "StudyDescription", "SeriesDescription", "ProtocolName", "PerformedProcedureStepDescription",
        "RequestedProcedureDescription", "ContrastBolusAgent", "AcquisitionProtocolDescription", "ImageComments",
        "DerivationDescription", "AcquisitionDeviceProcessingDescription",
    ),
}  # fmt: skip
# attributes whose values name a person, a place or a deed; what they held is sought in all that stays
_IDENTIFYING = (
    "PatientName", "PatientID", "OtherPatientIDs", "OtherPatientNames", "PatientBirthName", "PatientMotherBirthName",
    "PatientAddress", "PatientTelephoneNumbers", "AccessionNumber", "ReferringPhysicianName", "PhysiciansOfRecord",
    "PerformingPhysicianName", "OperatorsName", "NameOfPhysiciansReadingStudy", "RequestingPhysician",
    "InstitutionName", "InstitutionAddress", "IssuerOfPatientID", "MedicalRecordLocator", "ResponsiblePerson",
    "PatientInsurancePlanCodeSequence", "MilitaryRank", "PatientBirthDate",
)  # fmt: skip
_TEXT = frozenset(("LO", "LT", "SH", "ST", "UC", "UT", "PN", "AE", "UR", "CS"))
_DUMMIES = {
    "DA": "19000101", "DT": "19000101000000", "TM": "000000", "PN": "Anonymous", "AS": "000Y", "DS": "0", "IS": "0",
    "AE": "ANON", "CS": "ANON", "UR": "urn:anonymous",
}  # fmt: skip
# pictures of these may carry a name in their pixels: a scanned film, a photograph, an ultrasound screen
_MAY_HOLD_TEXT = frozenset(("US", "IVUS", "SC", "OT", "XC", "ES", "GM", "SM", "ECG", "DOC", "HC", "RF", "XA"))
# terms of the standard that may be somebody's name as well: Mrs Head, Mr Left
_TERMS = (
    "BodyPartExamined", "ImageType", "Modality", "ViewPosition", "Laterality", "ImageLaterality", "PatientPosition",
    "PhotometricInterpretation", "FrameType", "SpecificCharacterSet",
)  # fmt: skip
_SHORTEST = 3
# dates and UIDs inside words that the profile lets stand
_DATE = re.compile(r"(?<!\d)(19|20)\d{2}([01]\d[0-3]\d|[./-]\d{1,2}[./-]\d{1,2}(?!\d))")
_UID = re.compile(r"(?<![\d.])[0-2](\.\d+){5,}")
_TRAILING_PADDING = 0xFFFCFFFC
# the alphabets that a name may stand in anywhere in a file
_CODINGS = ("utf-8", "gb18030", "latin-1", "utf-16-le", "big5", "shift_jis", "euc_kr", "iso2022_jp", "iso2022_kr")
# a picture of a screen or a printed page, whatever kind of object holds it
_CAPTURED = re.compile(r"SCREEN|CAPTURE|REPORT|PROTOCOL|DOSE.?INFO", re.IGNORECASE)
_STREAM_HEAD = 2048


def deidentify(data: bytes, wish: Wish) -> Cleaned:
    """The same object of nobody. Raises ValueError where something of the person would be left."""
    with warnings.catch_warnings():
        # they quote values
        warnings.simplefilter("ignore")
        return _deidentified(data, wish)


def _deidentified(data: bytes, wish: Wish) -> Cleaned:
    ds = pydicom.dcmread(io.BytesIO(data), force=True)
    _complete_meta(ds)
    known = _known(ds)
    burned_in = why_burned_in(ds)
    work = _Work(wish, frozenset(known), _days(wish, str(ds.get("PatientID", ""))))
    work.through(ds)
    _sign(ds, wish)
    ds.preamble = bytes(128)
    ds.file_meta.MediaStorageSOPInstanceUID = UID(ds.get("SOPInstanceUID") or "2.25.0")
    for keyword in ("SourceApplicationEntityTitle", "SendingApplicationEntityTitle", "PrivateInformation",
                    "ReceivingApplicationEntityTitle", "PrivateInformationCreatorUID"):  # fmt: skip
        if keyword in ds.file_meta:
            delattr(ds.file_meta, keyword)
    out = io.BytesIO()
    ds.save_as(out, enforce_file_format=True)
    made = out.getvalue()
    left = residue(made, ds, known)
    if left:
        raise ValueError(f"{len(left)} known words are left")
    return Cleaned(made, burned_in, tuple(work.cleaned))


def _complete_meta(ds: FileDataset) -> None:
    """What a file must say at its head and old ones do not (PS3.10 7.1). Raises ValueError for no kind of object."""
    ds.ensure_file_meta()
    if not ds.file_meta.get("TransferSyntaxUID"):
        is_implicit, is_little = ds.original_encoding
        plain = ImplicitVRLittleEndian if is_implicit else ExplicitVRLittleEndian
        ds.file_meta.TransferSyntaxUID = plain if is_little else ExplicitVRBigEndian
    kind = ds.get("SOPClassUID") or ds.file_meta.get("MediaStorageSOPClassUID")
    if not kind:
        raise ValueError("it does not say what kind of object it is")
    ds.file_meta.MediaStorageSOPClassUID = kind


def why_burned_in(ds: Dataset) -> str:
    """Why the pixels may show a name, as an English word or two; "" where the file says that they do not."""
    stated = str(ds.get("BurnedInAnnotation", "")).strip().upper()
    if stated == "NO":
        return ""
    if stated == "YES":
        return "the file says so"
    modality = str(ds.get("Modality", "")).upper()
    is_capture = str(ds.get("SOPClassUID", "")).startswith("1.2.840.10008.5.1.4.1.1.7") or bool(
        ds.get("ConversionType") or _CAPTURED.search(str(ds.get("ImageType", "")))
    )
    if modality in _MAY_HOLD_TEXT or is_capture:
        return "the file does not say, and such pictures often do"
    return ""


@dataclass(slots=True)
class _Work:
    """One file being gone through."""

    wish: Wish
    known: frozenset[str]
    days: int
    cleaned: list[str] = field(default_factory=list)

    def through(self, ds: Dataset) -> None:
        for key in list(ds.keys()):
            try:
                element = ds[key]
            except BROKEN:
                del ds[key]  # what cannot be read may hold anything
                continue
            action = self._action(element)
            if action == "keep":
                self._keep(element)
            else:
                _ACTIONS[action](self, ds, element)

    def _action(self, element: DataElement) -> str:
        tag = element.tag
        if tag.is_private or tag.group % 2 or 0x5000 <= tag.group <= 0x501E or tag == _TRAILING_PADDING:
            return "X"
        if 0x6000 <= tag.group <= 0x601E:
            return "X"  # the profile takes the drawing out; what is left of a plane without it is no plane
        if element.VR in ("UN",):
            return "X"
        keyword = element.keyword
        if any(keyword in _KEPT.get(option, ()) for option in self.wish.options):
            return "keep" if keyword not in _KEPT["descriptors"] else "C"
        if "dates" in self.wish.options and element.VR in ("DA", "DT", "TM") and keyword != "PatientBirthDate":
            return "shift" if element.VR != "TM" else "keep"
        if "uids" in self.wish.options and element.VR == "UI":
            return "keep"
        if keyword in ("PatientName", "PatientID"):
            return "name"
        if keyword == "ContentSequence":
            return "keep"  # gone through item by item: every name, date, UID and text in it has an action of its own
        return _table().get(int(tag), "X" if element.VR == "PN" else "keep")

    def _keep(self, element: DataElement) -> None:
        """What the profile lets stand; a sequence is gone through, a text that names the person is emptied."""
        if element.VR == "SQ":
            for item in element.value or ():
                self.through(item)
        elif element.VR in _TEXT and element.keyword not in _TERMS and self._names(element):
            self.cleaned.append(element.keyword or str(element.tag))
            element.value = None if element.VM < 2 else []

    def _names(self, element: DataElement) -> bool:
        """Whether a text names the person, or a date or UID that are changed everywhere else."""
        said = " ".join(_values(element)).casefold()
        if _DATE.search(said) or ("uids" not in self.wish.options and _UID.search(said)):
            return True
        return any(_holds(said, word) for word in self.known)

    def remove(self, ds: Dataset, element: DataElement) -> None:
        del ds[element.tag]

    def empty(self, _ds: Dataset, element: DataElement) -> None:
        element.value = Items([]) if element.VR == "SQ" else None

    def dummy(self, ds: Dataset, element: DataElement) -> None:
        """A value that says nothing; of a sequence the items are kept and gone through."""
        if element.VR == "SQ":
            self._keep(element)
        elif element.VR == "UI":
            self.other_uid(ds, element)
        elif element.VR in ("OB", "OW", "OF", "OD", "OL", "OV"):
            element.value = bytes(2)
        elif element.VR in ("US", "SS", "UL", "SL", "FL", "FD", "UV", "SV"):
            element.value = 0
        else:
            element.value = _DUMMIES.get(element.VR, "ANON")

    def other_uid(self, _ds: Dataset, element: DataElement) -> None:
        found = _values(element)
        changed = [other_uid(uid, self.wish.secret) if uid else "" for uid in found]
        element.value = changed if len(changed) > 1 else (changed[0] if changed else None)

    def clean(self, ds: Dataset, element: DataElement) -> None:
        """A description stays where it names nobody and holds no long number."""
        if element.VR == "SQ":
            self._keep(element)
        elif self._names(element) or re.search(r"\d{5,}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", " ".join(_values(element))):
            del ds[element.tag]

    def shift(self, _ds: Dataset, element: DataElement) -> None:
        """A date so many days earlier, the same for everything of a patient; what is no date goes."""
        moved = [_earlier(said, self.days) for said in _values(element)]
        if all(moved) and moved:
            element.value = moved if len(moved) > 1 else moved[0]
        else:
            element.value = None

    def rename(self, _ds: Dataset, element: DataElement) -> None:
        element.value = self.wish.name


_ACTIONS: dict[str, Callable[[_Work, Dataset, DataElement], None]] = {
    "X": _Work.remove,
    "Z": _Work.empty,
    "D": _Work.dummy,
    "U": _Work.other_uid,
    "C": _Work.clean,
    "shift": _Work.shift,
    "name": _Work.rename,
}


@cache
def _table() -> dict[int, str]:
    """What the Basic profile does to a tag. Where the action depends on the object (X/Z/D), the one that always leaves
    a legal object: a dummy before nothing, nothing before removing."""
    # the library brings a progress bar and a command line of its own: only its tables are wanted
    from dicomanonymizer.dicom_anonymization_databases import dicomfields_2026c as fields

    actions = (
        ("X", fields.X_TAGS),
        ("Z", fields.Z_TAGS),
        ("D", fields.D_TAGS),
        ("U", fields.U_TAGS),
        ("D", fields.Z_D_TAGS),
        ("Z", fields.X_Z_TAGS),
        ("D", fields.X_D_TAGS),
        ("D", fields.X_Z_D_TAGS),
        ("D", fields.X_Z_U_STAR_TAGS),
    )
    return {int(Tag(*tag[:2])): action for action, tags in actions for tag in tags if len(tag) == 2}


def other_uid(uid: str, secret: bytes) -> str:
    """A UID in place of another, the same each time (PS3.5 B.2: a UUID under 2.25)."""
    digest = hmac.new(secret, uid.encode(), hashlib.sha256).digest()
    return f"2.25.{int.from_bytes(digest[:16], 'big')}"


def _days(wish: Wish, patient: str) -> int:
    """How many days a patient's dates go back: between one and ten years, by the secret alone."""
    digest = hmac.new(wish.secret, b"days" + patient.encode("utf-8", "replace"), hashlib.sha256).digest()
    return 365 + int.from_bytes(digest[:4], "big") % (9 * 365)


def _earlier(said: str, days: int) -> str:
    """YYYYMMDD, or a date and time that begins so, moved; "" for what is no date."""
    match = re.match(r"(\d{4})(\d{2})(\d{2})(.*)$", said)
    if match is None:
        return ""
    try:
        moved = date(int(match[1]), int(match[2]), int(match[3])) - timedelta(days)
    except (ValueError, OverflowError):
        return ""
    return f"{moved:%Y%m%d}".zfill(8) + match[4]


def _known(ds: Dataset) -> set[str]:
    """Words of the person and of those around them, in lower case, long enough to be told from others."""
    words: set[str] = set()
    for element in _all(ds):
        if element.VR == "PN" or element.keyword in _IDENTIFYING:
            for said in _values(element):
                words |= {word for word in re.split(r"[\s^=,;\\]+", said.casefold()) if _is_telling(word)}
                words |= set(_whole_names(said)) if element.VR == "PN" else set()
    return words


def _whole_names(said: str) -> Iterator[str]:
    """A name as people write it: names like Li Na are too short to be told from other words part by part."""
    for written in said.casefold().split("="):
        parts = [part for part in re.split(r"[\s^,]+", written) if part][:2]
        if len(parts) == 2:
            for first, second in (parts, parts[::-1]):
                yield from (whole for gap in (" ", ", ", "") if _is_telling(whole := first + gap + second))


def _is_telling(word: str) -> bool:
    # one Chinese character is half a name; three Latin letters may stand in any word
    return len(word) > _SHORTEST or (len(word) >= 2 and not word.isascii())


def _all(ds: Dataset) -> Iterator[DataElement]:
    for key in ds.keys():  # noqa: SIM118 - a data set gives elements when walked
        try:
            element = ds[key]
        except BROKEN:
            continue
        yield element
        if element.VR == "SQ":
            for item in element.value or ():
                yield from _all(item)


def _values(element: DataElement) -> list[str]:
    held: Any = element.value
    if held is None or isinstance(held, bytes):
        return []
    each = held if isinstance(held, list | pydicom.multival.MultiValue) else [held]
    return [str(one) for one in each]


def _holds(said: str, word: str) -> bool:
    """True where a text has a word as such; Chinese is written without gaps, so there a part is enough."""
    if not word.isascii():
        return word in said
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", said) is not None


def residue(data: bytes, ds: Dataset, known: set[str]) -> list[str]:
    """Known words that a byte for byte search of the file still finds, the pixels left out.

    What a word says as a defined term (a body part "HEAD" of a Mrs Head) is no trace of the person.
    """
    end = data.rfind(b"\xe0\x7f\x10\x00") if "PixelData" in ds else -1
    head = (data[:end] if end > 0 else data) + _stream_heads(ds)
    kept = (element for element in _all(ds) if element.keyword in _TERMS or element.VR == "UI")
    terms = " ".join(said for element in kept for said in _values(element)).casefold()
    texts = [head.decode(coding, "replace").casefold() for coding in _CODINGS]
    return [word for word in known if any(_holds(text, word) for text in texts) and not _holds(terms, word)]


def _stream_heads(ds: Dataset) -> bytes:
    """The beginning of each compressed frame: its encoder may have written a comment there."""
    if "PixelData" not in ds:
        return b""
    pixels = ds["PixelData"]
    if not pixels.is_undefined_length or not isinstance(pixels.value, bytes):
        return b""
    try:
        return b"\n".join(piece[:_STREAM_HEAD] for piece in generate_fragments(pixels.value))
    except BROKEN:
        return pixels.value[:_STREAM_HEAD]


def _sign(ds: Dataset, wish: Wish) -> None:
    """Say that and how it was done (PS3.15 E.1.1)."""
    ds.PatientIdentityRemoved = "YES"
    ds.DeidentificationMethod = "DICOM PS3.15 annex E, Aegle"
    codes = [_PROFILE, *(OPTIONS[option] for option in wish.options)]
    ds.DeidentificationMethodCodeSequence = Items([_coded(*code) for code in codes])
    ds.LongitudinalTemporalInformationModified = "MODIFIED" if "dates" in wish.options else "REMOVED"
    # a directory of files needs a date and a number of the study: where the profile lets either stand, a dummy does
    for keyword, dummy in (("StudyDate", "19000101"), ("StudyTime", "000000"), ("StudyID", "0")):
        if not ds.get(keyword):
            setattr(ds, keyword, dummy)
    if "PatientName" not in ds:
        ds.PatientName = wish.name
    if "PatientID" not in ds:
        ds.PatientID = wish.name


def _coded(value: str, meaning: str) -> Dataset:
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, "DCM", meaning
    return item
