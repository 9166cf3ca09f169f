"""DICOM files as no writer should write them, made from real ones: the same files for the same seed.

Each way of spoiling is one that was met in practice: transfers that broke off, disks that flipped bits, writers with
wrong lengths, kinds, values and byte orders. Every transfer syntax of PS3.6 stands over some of them.
"""

from __future__ import annotations

import io
import random
import struct
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pydicom
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence as Items
from pydicom.tag import Tag

from app.imaging.frames import SYNTAXES
from tests.dicom_files import a_slice, enhanced_mr

LARGEST = 200_000
_PIXELS = b"\xe0\x7f\x10\x00"
_ITEM = b"\xfe\xff\x00\xe0"


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A file, what it was made of and what was done to it."""

    name: str
    data: bytes
    how: str


def malformed(count: int, seed: int = 7) -> Iterator[Spoilt]:
    """``count`` files, each way of spoiling in turn."""
    dice, ways = random.Random(seed), list(_WAYS.items())
    for n in range(count):
        how, spoil = ways[n % len(ways)]
        whole = dice.choice(_whole())
        yield Spoilt(f"{n:04d}-{how.replace(' ', '-')}.dcm", spoil(whole, dice), how)


@cache
def _whole() -> tuple[bytes, ...]:
    """Real files of pydicom's package that are not large, and two made here."""
    folder = Path(str(get_testdata_file("CT_small.dcm", download=False))).parent
    real = [p.read_bytes() for p in sorted(folder.glob("*.dcm")) if p.stat().st_size <= LARGEST]
    return (*real, a_slice("1", (0, 0, 0)), enhanced_mr([(0, 0, 3 * k) for k in range(4)], [1.0] * 4))


# ---- bytes ----------------------------------------------------------------------------------------------------------


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(1, len(data))]


def _cut_out(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(132, len(data))
    return data[:at] + data[at + dice.randrange(1, 400) :]


def _flipped(data: bytes, dice: random.Random) -> bytes:
    """Up to twenty bits, half of them in the header."""
    spoilt = bytearray(data)
    for n in range(dice.randrange(1, 21)):
        at = dice.randrange(len(spoilt) if n % 2 else min(len(spoilt), 2000))
        spoilt[at] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def _lying_length(data: bytes, dice: random.Random) -> bytes:
    """Lengths of some elements as no element is."""
    spoilt = bytearray(data)
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(136, max(len(spoilt) - 8, 137))
        length = dice.choice((0, 1, 3, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF))
        spoilt[at : at + 4] = struct.pack("<I", length)
    return bytes(spoilt)


def _lying_kind(data: bytes, dice: random.Random) -> bytes:
    """Another kind of value (VR) for some elements."""
    kinds = b"AE AS AT CS DA DS DT FD FL IS LO OB OW PN SL SQ SS TM UI UL UN US UT XX ??".split()
    spoilt = bytearray(data)
    places = [at for at in range(136, len(data) - 2) if bytes(data[at : at + 2]) in kinds[:-2]]
    for at in dice.sample(places, min(len(places), dice.randrange(1, 6))):
        spoilt[at : at + 2] = dice.choice(kinds)
    return bytes(spoilt)


def _other_syntax(data: bytes, dice: random.Random) -> bytes:
    """Another transfer syntax stated than the file is written in: another byte order, another compression."""
    ds = _read(data)
    if ds is None or "TransferSyntaxUID" not in ds.file_meta:
        return _cut(data, dice)
    old = str(ds.file_meta.TransferSyntaxUID).encode()
    stated = dice.choice([one.uid for one in SYNTAXES]).encode()
    place = data.find(b"\x02\x00\x10\x00UI")
    if place < 0:
        return _cut(data, dice)
    length = struct.unpack_from("<H", data, place + 6)[0]
    assert data[place + 8 : place + 8 + len(old)] == old
    new = stated + b"\0" * (len(stated) % 2)
    head = bytearray(data[: place + 6] + struct.pack("<H", len(new)) + new)
    group = data.find(b"\x02\x00\x00\x00UL\x04\x00")
    if group >= 0:
        whole = struct.unpack_from("<I", data, group + 8)[0]
        struct.pack_into("<I", head, group + 8, whole + len(new) - length)
    return bytes(head) + data[place + 8 + length :]


def _twice(data: bytes, dice: random.Random) -> bytes:
    """A stretch of the file stands in it twice, as when a tag comes twice."""
    at = dice.randrange(132, len(data))
    return data[:at] + data[at - min(at, dice.randrange(8, 200)) :]


def _bad_fragments(data: bytes, dice: random.Random) -> bytes:
    """The frames of compressed pixels: lengths, the table of offsets or the end are wrong."""
    at = data.rfind(_PIXELS)
    items = [n for n in range(max(at, 0), len(data) - 8) if data[n : n + 4] == _ITEM]
    if not items:
        return _lying_length(data, dice)
    spoilt = bytearray(data)
    place = dice.choice(items)
    match dice.randrange(4):
        case 0:
            spoilt[place + 4 : place + 8] = struct.pack("<I", dice.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF)))
        case 1:
            spoilt[place : place + 4] = dice.randbytes(4)
        case 2:
            spoilt[items[0] + 4 : items[0] + 8] = struct.pack("<I", 8)
            spoilt[items[0] + 8 : items[0] + 8] = dice.randbytes(8)
        case _:
            del spoilt[place:]
    return bytes(spoilt)


# ---- values ---------------------------------------------------------------------------------------------------------


def _read(data: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return pydicom.dcmread(io.BytesIO(data), force=True)
        except Exception:  # noqa: BLE001 - some of pydicom's own are broken on purpose
            return None


def _written(ds: Any, data: bytes, dice: random.Random) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ds.save_as(out, enforce_file_format=False)
        except Exception:  # noqa: BLE001 - what cannot be written is spoilt in another way
            return _flipped(data, dice)
    return out.getvalue()


def _missing(data: bytes, dice: random.Random) -> bytes:
    """Attributes that an image must have are not there."""
    ds = _read(data)
    if ds is None or not len(ds):
        return _cut(data, dice)
    for tag in dice.sample(list(ds.keys()), min(len(ds), dice.randrange(1, 8))):
        del ds[tag]
    return _written(ds, data, dice)


_ABSURD: tuple[tuple[str, str, Any], ...] = (
    ("Rows", "US", 0), ("Rows", "US", 65535), ("Columns", "US", 65535), ("BitsAllocated", "US", 7),
    ("BitsAllocated", "US", 64), ("BitsStored", "US", 0), ("BitsStored", "US", 200), ("HighBit", "US", 99),
    ("SamplesPerPixel", "US", 0), ("SamplesPerPixel", "US", 5), ("PixelRepresentation", "US", 9),
    ("PlanarConfiguration", "US", 7), ("NumberOfFrames", "IS", "0"), ("NumberOfFrames", "IS", "-1"),
    ("NumberOfFrames", "IS", "2147483647"), ("NumberOfFrames", "LO", "many"), ("PixelSpacing", "DS", "0\\0"),
    ("PixelSpacing", "LO", "1e308\\nan"), ("PixelSpacing", "DS", "-1\\-1"), ("RescaleSlope", "LO", "1E400"),
    ("RescaleSlope", "DS", "0"), ("RescaleIntercept", "LO", "nan"),
    ("ImageOrientationPatient", "DS", "0\\0\\0\\0\\0\\0"),
    ("ImageOrientationPatient", "LO", "a\\b\\c\\d\\e\\f"), ("ImagePositionPatient", "DS", "1e38\\-1e38\\1e38"),
    ("ImagePositionPatient", "DS", "1\\2"), ("WindowWidth", "DS", "-4"), ("WindowCenter", "LO", "inf"),
    ("PhotometricInterpretation", "CS", "NO_SUCH"), ("PhotometricInterpretation", "CS", ""),
    ("SpecificCharacterSet", "CS", "ISO_IR 9999"), ("SpecificCharacterSet", "CS", "ISO 2022 IR 87\\\\GB18030"),
    ("PatientName", "PN", "^" * 300), ("PatientBirthDate", "LO", "yesterday"), ("StudyDate", "LO", "00010101"),
    ("StudyTime", "LO", "99:99:99"), ("InstanceNumber", "LO", "1e99"), ("SOPInstanceUID", "LO", "../../etc"),
    ("SeriesInstanceUID", "UI", ""), ("SOPClassUID", "UI", "1.2.3.4"), ("PixelPaddingValue", "UL", 4294967295),
    ("Modality", "CS", ""), ("FrameTime", "DS", "-1"),
)  # fmt: skip


def _absurd(data: bytes, dice: random.Random) -> bytes:
    """Values that mean nothing."""
    ds = _read(data)
    if ds is None:
        return _cut(data, dice)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for keyword, kind, value in dice.sample(_ABSURD, dice.randrange(1, 4)):
            ds[keyword] = pydicom.DataElement(Tag(keyword), kind, value)
    return _written(ds, data, dice)


def _deep(data: bytes, dice: random.Random) -> bytes:
    """Sequences in sequences, deeper than any object's."""
    ds = _read(data)
    if ds is None:
        return _cut(data, dice)
    # written by hand: a library that writes deeper than its own stack would say so
    depth = dice.choice((50, 300, 3000))
    opened = b"\x08\x00\x40\x11SQ\0\0\xff\xff\xff\xff" + _ITEM + b"\xff\xff\xff\xff"
    closed = b"\xfe\xff\x0d\xe0\0\0\0\0\xfe\xff\xdd\xe0\0\0\0\0"
    at = data.find(b"\x08\x00\x60\x00")
    at = at if at > 0 else len(data)
    return data[:at] + opened * depth + closed * (depth if dice.random() < 0.7 else depth // 2) + data[at:]


def _other_pixels(data: bytes, dice: random.Random) -> bytes:
    """Pixels that are not what the header says: too few, too many, noise, or fragments where there should be none."""
    ds = _read(data)
    if ds is None or "PixelData" not in ds:
        return _flipped(data, dice)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pixels = bytes(ds.PixelData)
        match dice.randrange(4):
            case 0:
                ds.PixelData = pixels[: len(pixels) // 2 // 2 * 2]
            case 1:
                ds.PixelData = b""
            case 2:
                ds.PixelData = dice.randbytes(len(pixels))
            case _:
                ds.PixelData = encapsulate([dice.randbytes(64)])
                ds["PixelData"].is_undefined_length = True
    return _written(ds, data, dice)


def _broken_groups(data: bytes, dice: random.Random) -> bytes:
    """An enhanced object whose functional groups are too few, empty or no sequences."""
    del data
    ds: Any = pydicom.dcmread(io.BytesIO(enhanced_mr([(0, 0, 3 * k) for k in range(4)], [1.0] * 4)))
    match dice.randrange(5):
        case 0:
            ds.PerFrameFunctionalGroupsSequence = Items(list(ds.PerFrameFunctionalGroupsSequence)[:2])
        case 1:
            ds.PerFrameFunctionalGroupsSequence = Items([Dataset() for _ in range(4)])
        case 2:
            ds.SharedFunctionalGroupsSequence = Items([])
        case 3:
            ds.NumberOfFrames = dice.choice((3, 5, 4000))
        case _:
            tag = ds.data_element("PerFrameFunctionalGroupsSequence").tag
            ds[tag] = pydicom.DataElement(tag, "LO", "no sequence")
    ds.SOPInstanceUID += f".{dice.randrange(10**6)}"
    return _written(ds, enhanced_mr([(0, 0, 0)], [1.0]), dice)


_WAYS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "cut off": _cut,
    "cut out": _cut_out,
    "flipped bits": _flipped,
    "lying lengths": _lying_length,
    "lying kinds": _lying_kind,
    "another syntax": _other_syntax,
    "tags twice": _twice,
    "bad fragments": _bad_fragments,
    "missing tags": _missing,
    "absurd values": _absurd,
    "deep sequences": _deep,
    "other pixels": _other_pixels,
    "broken groups": _broken_groups,
}
