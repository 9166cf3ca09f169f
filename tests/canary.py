"""A made-up patient whose every field, note, tag, file name and pixel carries a marker, and the search for the markers.

The markers are drawn anew for every run, so that whatever is found was written by that run. They are looked for as
text in every encoding a program might write, as hexadecimal and base64 digits, inside deflated streams, and as pixels.
"""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import random
import re
import string
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydicom.config import IGNORE
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset, FileDataset
from pydicom.sequence import Sequence

from tests import dicom_files

# a name in the letters of each character set of DICOM (PS3.3 C.12.1.1.2); none of these words is anybody's name
SCRIPTS = {
    "GB18030": "鑫猋犇骉",
    "ISO_IR 192": "淼焱垚晶",
    "\\ISO 2022 IR 87": "鳳凰孔雀",
    "\\ISO 2022 IR 149": "앵무새깃털",
    "ISO_IR 144": "Жаворонков",
    "ISO_IR 100": "Äßþøñçædrð",
}
_PLAIN_CODECS = ("utf-8", "utf-16-le", "utf-16-be")
_OLD_CODECS = ("gb18030", "big5", "shift_jis", "euc_jp", "iso2022_jp", "euc_kr", "iso8859_5", "koi8_r", "latin-1")
_SIDE = 64
_MOST_INFLATED = 1 << 22
_DEEPEST = 2


@dataclass(frozen=True)
class Markers:
    """``core``: letters that stand in every text; ``digits``: in every UID; ``passphrase`` opens the vault."""

    core: str
    digits: str
    passphrase: str
    bits: bytes = field(repr=False)

    @staticmethod
    def drawn(seed: int) -> Markers:
        dice = random.Random(seed)
        letters = "".join(dice.choices(string.ascii_uppercase, k=10))
        digits = "".join(dice.choices("123456789", k=12))
        words = "".join(dice.choices(string.ascii_lowercase, k=12))
        return Markers(f"Q{letters}", digits, f"correct {words} battery", bytes(dice.choices((0, 1), k=_SIDE * _SIDE)))

    def secrets(self) -> dict[str, str]:
        return {"text": self.core, "UID": self.digits, "passphrase": self.passphrase[8:20], **SCRIPTS}

    def pattern(self) -> NDArray[np.uint8]:
        """(64, 64) of 0 and 1, drawn by chance: no two rows are the same."""
        return np.frombuffer(self.bits, np.uint8).reshape(_SIDE, _SIDE)


# ---- the patient


def write_files(markers: Markers, folder: Path, slices: int = 6) -> Path:
    """Everything to import, in a folder of its own: DICOM in six character sets, FHIR, a table, a ZIP of more."""
    made = _Names(markers)
    inside = folder / made.next("folder")
    inside.mkdir(parents=True)
    for at in range(slices):
        (inside / f"{made.next('file')}.dcm").write_bytes(_slice(made, 0, "GB18030", at))
    for patient, charset in enumerate(SCRIPTS, start=1):
        (inside / f"{made.next('file')} {SCRIPTS[charset]}.dcm").write_bytes(_slice(made, patient, charset, 0))
    (inside / f"{made.next('file')}.json").write_text(json.dumps(_bundle(made), ensure_ascii=False), encoding="utf-8")
    (inside / f"{made.next('refused')}.dcm").write_bytes(b"\0" * 128 + b"DICM" + made.next("broken").encode())
    with zipfile.ZipFile(inside / f"{made.next('archive')}.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"{made.next('member')}.dcm", _slice(made, 9, "ISO_IR 192", 0))
    return inside


def write_table(markers: Markers, folder: Path, rows: int = 120) -> Path:
    """A table to learn from and to ask about: a name in every row, markers in headings and values."""
    made, dice = _Names(markers), random.Random(1)
    path = folder / f"{made.next('table')}.csv"
    columns = ["patient", "name", *(f"{markers.core} value {n}" for n in range(4)), f"{markers.core} kind", "answer"]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(columns)
        for at in range(rows):
            ill = dice.random() < 0.5
            values = [f"{dice.gauss(2.0 * ill, 1.0):.3f}" for _ in range(4)]
            kind = f"{markers.core} {'ab'[dice.random() < 0.5]}"
            out.writerow([f"P{at}", made.next("row"), *values, kind, f"{markers.core} {'ill' if ill else 'well'}"])
    return path


def write_observations(markers: Markers, folder: Path) -> Path:
    """A table of observations, to be imported."""
    path = folder / f"{markers.core} observations.csv"
    lines = ["mrn,name,birth_date,sex,date,test,value,unit"]
    for month in range(1, 7):
        lines.append(f"{markers.core}M,{markers.core}^T,1950-01-01,F,2025-{month:02}-10,{markers.core} test,{month},mg")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


class _Names:
    """Marked names, each different, so that a hit says where it came from."""

    def __init__(self, markers: Markers) -> None:
        self.markers = markers
        self.count = 0

    def next(self, of: str = "") -> str:
        self.count += 1
        return f"{self.markers.core}{self.count:04}{of}"


def uid(markers: Markers, *parts: int) -> str:
    return ".".join(("1.2.826.0.1.3680043.10.999", markers.digits, *map(str, parts)))


def series_uid(markers: Markers, patient: int) -> str:
    return uid(markers, 2, patient)


def _slice(made: _Names, patient: int, charset: str, at: int) -> bytes:
    ds = dicom_files.a_header(RescaleSlope="1", RescaleIntercept="0")
    ds.SpecificCharacterSet = charset.split("\\") if "\\" in charset else charset
    pattern = np.roll(made.markers.pattern(), 7 * at, axis=0)
    dicom_files.with_pixels(ds, np.where(pattern, 400, -400).astype(np.int16), bits_stored=16)
    dicom_files.placed(ds, (0.0, 0.0, 3.0 * at))
    _name(ds, made, patient, SCRIPTS[charset])
    ds.SOPInstanceUID = uid(made.markers, 3, patient, at + 1)
    ds.SeriesInstanceUID, ds.StudyInstanceUID = series_uid(made.markers, patient), uid(made.markers, 1, patient)
    ds.FrameOfReferenceUID = uid(made.markers, 4, patient)
    ds.InstanceNumber, ds.SeriesNumber = at + 1, 1
    ds.WindowCenter, ds.WindowWidth = "0", "800"
    _mark_texts(ds, made)
    _mark_private(ds, made)
    return dicom_files.as_bytes(ds).replace(_NUMBER.encode(), made.next("bad")[:16].ljust(16).encode())


_NUMBER = "123456789.012345"


def _name(ds: FileDataset, made: _Names, patient: int, word: str) -> None:
    latin = f"{made.next()}^{made.next()}"
    is_wide = not word.isascii() and ord(word[0]) > 0x2000
    ds.PatientName = f"{latin}={word}^{made.markers.core}" if is_wide else f"{word}^{latin}"
    ds.PatientID = f"{made.markers.core}P{patient}"


_TEXTS = [
    "AccessionNumber",
    "StudyDescription",
    "SeriesDescription",
    "InstitutionName",
    "InstitutionAddress",
    "ReferringPhysicianName",
    "StationName",
    "OperatorsName",
    "PerformingPhysicianName",
    "PatientAddress",
    "PatientComments",
    "AdditionalPatientHistory",
    "OtherPatientNames",
    "PatientMotherBirthName",
    "ImageComments",
    "ProtocolName",
    "RequestedProcedureDescription",
    "StudyID",
    "PatientTelephoneNumbers",
    "Occupation",
    "EthnicGroup",
    "Allergies",
    "DeviceSerialNumber",
    "ManufacturerModelName",
    "PerformedProcedureStepDescription",
    "BodyPartExamined",
    "DerivationDescription",
    "ContrastBolusAgent",
]


def _mark_texts(ds: Dataset, made: _Names) -> None:
    for keyword in _TEXTS:
        setattr(ds, keyword, made.next()[:16])
    for keyword, vr in (("PatientAge", "AS"), ("AcquisitionDate", "DA"), ("ScanOptions", "CS"), ("ContentTime", "TM")):
        # values their type does not allow: a library that warns of them quotes them
        ds.add(DataElement(keyword, vr, made.next("bad"), validation_mode=IGNORE))
    ds.PatientWeight = _NUMBER
    nested = Dataset()
    nested.ScheduledProcedureStepDescription = made.next("nested")
    deeper = Dataset()
    deeper.CodeValue, deeper.CodingSchemeDesignator, deeper.CodeMeaning = made.next()[:16], "99X", made.next("deeper")
    nested.ScheduledProtocolCodeSequence = Sequence([deeper])
    ds.RequestAttributesSequence = Sequence([nested])


def _mark_private(ds: Dataset, made: _Names) -> None:
    block = ds.private_block(0x0009, f"{made.markers.core} CREATOR", create=True)
    for element, vr in enumerate(("LO", "UN", "OB", "LT", "PN"), start=1):
        text = made.next("private")
        block.add_new(element, vr, text.encode() + b" " * (len(text) % 2) if vr in ("UN", "OB") else text)
    inner = Dataset()
    inner.add(DataElement(0x00110010, "LO", f"{made.markers.core} INNER"))
    inner.add(DataElement(0x00111001, "LO", made.next("inner")))
    block.add_new(0x20, "SQ", Sequence([inner]))


def _bundle(made: _Names) -> dict[str, object]:
    """One patient with a name in two scripts, numbers, diagnoses, drugs, encounters and reports."""
    about = {"reference": "Patient/p"}

    def coded(text: str) -> dict[str, object]:
        return {"coding": [{"system": "http://loinc.org", "code": "2160-0", "display": made.next(text)}]}

    patient = {
        "resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1950-01-01",
        "identifier": [{"system": "urn:mrn", "value": f"{made.markers.core}M"}],
        "name": [{"family": made.next(), "given": [made.next(), SCRIPTS["ISO_IR 192"]]}],
        "address": [{"text": made.next("address")}], "telecom": [{"value": made.next("phone")}],
    }  # fmt: skip
    observations = [
        {
            "resourceType": "Observation", "id": f"o{n}", "status": "final", "subject": about, "code": coded("value"),
            "effectiveDateTime": f"2025-0{n}-10T10:00:00Z", "note": [{"text": made.next("note")}],
            "valueQuantity": {"value": 80 + n, "unit": "umol/L"},
        }
        for n in range(1, 7)
    ]  # fmt: skip
    others = [
        {"resourceType": "Condition", "id": "c", "subject": about, "code": coded("condition"),
         "recordedDate": "2025-01-01", "note": [{"text": made.next("note")}]},
        {"resourceType": "MedicationRequest", "id": "m", "status": "active", "intent": "order", "subject": about,
         "medicationCodeableConcept": {"text": made.next("drug")}, "authoredOn": "2025-01-02"},
        {"resourceType": "DiagnosticReport", "id": "d", "status": "final", "subject": about, "code": coded("report"),
         "effectiveDateTime": "2025-02-01", "conclusion": made.next("conclusion")},
        {"resourceType": "Basic", "id": "b", "code": {"text": made.next("unread")}, "subject": about},
    ]  # fmt: skip
    entries = [{"resource": one} for one in (patient, *observations, *others)]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


# ---- the search


@dataclass(frozen=True)
class Hunt:
    """What to look for: the name of each form of each marker, and its bytes."""

    needles: dict[str, bytes]

    @staticmethod
    def of(markers: Markers) -> Hunt:
        texts = {f"{name} as {how}": needle for name, text in markers.secrets().items() for how, needle in _forms(text)}
        return Hunt({**texts, **_pixel_forms(markers)})

    def hits(self, data: bytes) -> list[str]:
        """The names of what is in the data, of pictures and of what is inside deflated streams too."""
        return sorted(set(self._hits(data, _DEEPEST)))

    def _hits(self, data: bytes, depth: int) -> Iterator[str]:
        if not data or data.count(data[:1]) == len(data):
            return
        yield from (name for name, needle in self.needles.items() if needle in data)
        yield from (f"a picture ({name})" for name, magic in _PICTURES.items() if magic.search(data))
        if depth:
            for inside in _inflated(data):
                yield from (f"{name}, deflated" for name in self._hits(inside, depth - 1))
            for inside in _raw_inflated(data):
                yield from (f"{name}, deflated" for name in self._hits(inside, 0))

    def in_files(self, paths: list[Path]) -> list[str]:
        """Every hit as "path: what". A file that is gone by now was another program's, and is not left behind."""
        found = []
        for path in paths:
            with suppress(FileNotFoundError):
                found += [f"{path}: {hit}" for hit in (*self.hits(path.read_bytes()), *self._in_name(path))]
        return found

    def _in_name(self, path: Path) -> list[str]:
        return [f"{hit}, in the name" for hit in self.hits(str(path).encode())]


def _forms(text: str) -> Iterator[tuple[str, bytes]]:
    """Each way the text may be written; what is written the same way twice comes once."""
    seen = set()
    for how, needle in _all_forms(text):
        if needle not in seen and len(needle) >= 6:
            seen.add(needle)
            yield how, needle


def _all_forms(text: str) -> Iterator[tuple[str, bytes]]:
    for codec in (*_PLAIN_CODECS, *(() if text.isascii() else _OLD_CODECS)):
        try:
            encoded = text.encode(codec)
        except UnicodeEncodeError:
            continue
        yield codec, encoded
        for how, written in (("hex", encoded.hex().encode()), ("HEX", encoded.hex().upper().encode())):
            yield f"{codec} in {how}", written
        for at in range(3):
            yield f"{codec} in base64 at {at}", _base64(encoded, at)
            yield f"{codec} in URL base64 at {at}", _base64(encoded, at).translate(bytes.maketrans(b"+/", b"-_"))
    if text.isascii():
        yield "lower case", text.lower().encode()
        yield "backwards", text[::-1].encode()
    else:
        escaped = json.dumps(text)[1:-1].encode()
        yield "JSON escapes", escaped
        yield "JSON ESCAPES", re.sub(rb"\\u....", lambda found: b"\\u" + found[0][2:].upper(), escaped)
        percent = "".join(f"%{byte:02X}" for byte in text.encode()).encode()
        yield "percent", percent
        yield "octal", "".join(f"\\{byte:o}" for byte in text.encode()).encode()


def _base64(data: bytes, at: int) -> bytes:
    """The digits that do not depend on what stands before and behind, when the data begin at ``at`` of three."""
    digits = base64.b64encode(b"\0" * at + data)
    first = (0, 2, 3)[at]
    return digits[first : (at + len(data)) * 8 // 6]


def _pixel_forms(markers: Markers) -> dict[str, bytes]:
    """A row of the picture as it may lie in memory or on the disk: stored values, grey levels, colours, floats."""
    row = markers.pattern()[_SIDE // 2]
    stored, grey = np.where(row, 400, -400), np.where(row, 255, 0).astype(np.uint8)
    forms = {
        "int16": stored.astype("<i2"), "int16 swapped": stored.astype(">i2"), "float32": stored.astype("<f4"),
        "float64": stored.astype("<f8"), "grey": grey, "RGB": np.repeat(grey, 3),
        "RGBA": np.stack([grey, grey, grey, np.full(_SIDE, 255, np.uint8)], axis=1),
    }  # fmt: skip
    return {f"pixels as {name}": np.ascontiguousarray(values).tobytes()[: 8 * _SIDE] for name, values in forms.items()}


# no shorter than that chance in an encrypted file of gigabytes would not make them, or only at a file's start
_PICTURES = {
    "PNG": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "JPEG": re.compile(rb"\xff\xd8\xff[\xe0\xe1]..(?:JFIF|Exif)\0|\A\xff\xd8\xff", re.DOTALL),
    "JPEG 2000": re.compile(rb"\0\0\0\x0cjP  \r\n\x87\n|\A\xff\x4f\xff\x51"),
    "GIF": re.compile(rb"\AGIF8[79]a"),
    "BMP": re.compile(rb"\ABM.{4}\0\0\0\0", re.DOTALL),
    "TIFF": re.compile(rb"\A(?:II\*\0|MM\0\*)"),
    "WebP": re.compile(rb"RIFF.{4}WEBPVP8", re.DOTALL),
    "DICOM": re.compile(rb"\A.{128}DICM", re.DOTALL),
    "NIfTI": re.compile(rb"\A.{344}n[+i]1\0", re.DOTALL),
}
_DEFLATED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|PK\x03\x04")
_RAW_BYTES = 1 << 15


def _inflated(data: bytes) -> Iterator[bytes]:
    """What unpacks from zlib, gzip and ZIP headers anywhere."""
    for found in _DEFLATED.finditer(data):
        at, bits = found.start(), 47
        if found[0] == b"PK\x03\x04":
            name, extra = data[at + 26 : at + 28], data[at + 28 : at + 30]
            at, bits = at + 30 + int.from_bytes(name, "little") + int.from_bytes(extra, "little"), -15
        yield from _unpacked(data, at, bits)


def _raw_inflated(data: bytes) -> Iterator[bytes]:
    """What unpacks from raw deflate, whatever the place it begins at, in a small file."""
    for at in range(len(data) if len(data) <= _RAW_BYTES else 0):
        if data[at] & 6 != 6:  # there is no third kind of block
            yield from _unpacked(data, at, -15, _RAW_BYTES)


def _unpacked(data: bytes, at: int, bits: int, most: int = _MOST_INFLATED) -> Iterator[bytes]:
    window = zlib.decompressobj(wbits=bits)
    out = bytearray()
    try:
        # in steps: what is cut off or overwritten behind is still seen up to there
        for step in range(at, min(len(data), at + most), 4096):
            out += window.decompress(data[step : step + 4096], most)
            if window.eof or len(out) >= most:
                break
    except zlib.error:
        pass
    if len(out) >= 16:
        yield bytes(out)


# ---- leaks planted for the control


def leaks(markers: Markers) -> dict[str, bytes]:
    """A leak of every kind the search says it finds, each as the content of a file."""
    text = f"about {markers.core}0001"
    chinese, dice = SCRIPTS["GB18030"], random.Random(2)
    made = {
        "utf-8": text.encode(), "utf-16-le": text.encode("utf-16-le"), "utf-16-be": text.encode("utf-16-be"),
        "gb18030": f"x{chinese}".encode("gb18030"), "shift_jis": SCRIPTS["\\ISO 2022 IR 87"].encode("shift_jis"),
        "korean": SCRIPTS["\\ISO 2022 IR 149"].encode("euc_kr"), "cyrillic": SCRIPTS["ISO_IR 144"].encode("iso8859_5"),
        "latin-1": SCRIPTS["ISO_IR 100"].encode("latin-1"), "hex": text.encode().hex().encode(),
        "json": json.dumps({"name": chinese}).encode(), "uid": f"1.2.{markers.digits}.3".encode(),
        "passphrase": markers.passphrase.encode(), "zlib": b"head" + zlib.compress(text.encode() * 9),
        "gzip": gzip.compress(text.encode()), "zlib in zlib": zlib.compress(zlib.compress(text.encode())),
        "raw deflate": b"xyz" + zlib.compress(text.encode(), wbits=-15), "zip": _zipped(text.encode()),
        "cut zlib": zlib.compress(dice.randbytes(9000) + text.encode() + dice.randbytes(9000))[:15000],
    }  # fmt: skip
    made |= {f"base64 at {at}": base64.b64encode(b"x" * at + text.encode()) for at in range(3)}
    made |= {f"utf-16 base64 at {at}": base64.b64encode(b"x" * at + text.encode("utf-16-le")) for at in range(3)}
    pixels = markers.pattern()
    made["int16 pixels"] = b"head" + np.where(pixels, 400, -400).astype("<i2").tobytes()
    made["grey pixels"] = b"head" + (pixels * 255).tobytes()
    made["deflated pixels"] = zlib.compress((pixels * 255).tobytes())
    for kind in ("PNG", "JPEG", "BMP", "GIF", "TIFF"):
        out = io.BytesIO()
        Image.fromarray(pixels * 255).resize((20, 20)).save(out, kind)
        made[f"a thumbnail as {kind}"] = out.getvalue()
    return made


def _zipped(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("member", data * 5)
    return out.getvalue()
