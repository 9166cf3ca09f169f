"""DICOM files (PS3.10), also without preamble or file meta: one SOP instance each."""

from __future__ import annotations

import io
import logging
import struct
import warnings
import zlib

import pydicom
from pydicom.dataelem import RawDataElement
from pydicom.dataset import FileDataset
from pydicom.errors import InvalidDicomError
from pydicom.uid import UID, DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ExplicitVRLittleEndian
from pydicom.uid import ImplicitVRLittleEndian as ImplicitVR

from app.domain.errors import WorkstationError
from app.domain.identifiers import digest_of
from app.domain.words import Phrase, say
from app.ingest.dicom_headers import SEGMENTATIONS, odd_text, read_headers
from app.ingest.dicom_values import BROKEN, text, whole
from app.ingest.reader import Head, Item, Options, Outcome, Reader, note, refused

DICOMDIR_CLASS = "1.2.840.10008.1.3.10"
_EXTENSIONS = (".dcm", ".dicom", ".ima")
_PIXELS = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")
_NATIVE = (ImplicitVR, ExplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian)
# the first bytes of a program: Windows, Linux, scripts, macOS (one and several processors, and Java), both byte orders
_PROGRAM_MARKS = (
    b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xca\xfe\xba\xbf", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
)  # fmt: skip
# samples in two pixels where colour is kept for every second or fourth one only (PS3.3 C.7.6.3.1.2)
_IN_TWO_PIXELS = {"YBR_FULL_422": 4, "YBR_PARTIAL_422": 4, "YBR_PARTIAL_420": 3}
_DEFLATED = DeflatedExplicitVRLittleEndian.encode()
# headers shrink to a hundredth, an empty picture to a thousandth at best; only what is large can do harm
_MAX_RATIO, _MAX_PIXEL_RATIO = 100, 2000
_HARMFUL_BYTES = 1 << 28
_STEP_BYTES = 1 << 22
_ASK_AGAIN = say("Copy or export the file again from the scanner, disc or archive it came from.")

# warnings about single values could quote a patient's data into a log; what matters is told as a Problem
logging.getLogger("pydicom").setLevel(logging.CRITICAL)
pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE


class CutShort(Exception):  # noqa: N818 - what happened
    """The file ends before what its own lengths announce."""


def claims(head: Head, options: Options) -> bool:
    del options
    return head.start[128:132] == b"DICM" or head.ends(*_EXTENSIONS) or _starts_like_a_dataset(head.start)


def read(where: str, data: bytes, options: Options) -> Outcome:
    del options
    if not (data[128:132] == b"DICM" or _starts_like_a_dataset(data)):
        return refused(
            where,
            say("The file is named like a DICOM image, but it holds something else."),
            say("If it should be an image, export it again; otherwise leave it out."),
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _read(where, data)
        except CutShort:
            return refused(where, say("The DICOM file is cut short: a part of it is missing."), _ASK_AGAIN)
        except WorkstationError as error:
            return refused(where, error.what, error.hint)
        except (InvalidDicomError, zlib.error, RecursionError, MemoryError, OSError, *BROKEN):
            return refused(where, say("The DICOM file is damaged and cannot be read."), _ASK_AGAIN)


# uncompressed pixels end here: their length is a word of 32 bits (PS3.5 7.1.2)
READER = Reader("DICOM", claims, read, most_bytes=1 << 32)


def _read(where: str, data: bytes) -> Outcome:
    _refuse_deflated_bomb(data)
    ds = open_whole(data)
    is_odd = odd_text(ds)
    _refuse_missing_pixels(ds)
    kept = _without_program(data)
    digest = digest_of(kept)
    image, oddities = read_headers(ds, transfer_syntax(ds), digest)
    if is_odd:
        oddities = (*oddities, _ODD_TEXT)
    if kept is not data:
        oddities = (*oddities, _PROGRAM)
    notes = tuple(note(where, what, hint) for what, hint in oddities)
    return Item(where, digest, kept, image=image, notes=notes)


_ODD_TEXT: tuple[Phrase, Phrase] = (
    say("The file does not say which alphabet its names are written in, and they are not plain English letters."),
    say("The patient's name or a description may read wrong. Compare it with the request before relying on it."),
)


_PROGRAM: tuple[Phrase, Phrase] = (
    say("The file began with the marks of a program in the part that DICOM leaves free; they were removed."),
    say("The image itself is unchanged. Ask whoever sent it how a program came to be there; do not start the file."),
)


def _without_program(data: bytes) -> bytes:
    """The same file, its preamble emptied where it makes the file a program too (CVE-2019-11687)."""
    if data[128:132] != b"DICM" or not data.startswith(_PROGRAM_MARKS):
        return data
    return bytes(128) + data[128:]


def _refuse_deflated_bomb(data: bytes) -> None:
    """Raises WorkstationError where a deflated dataset (PS3.5 A.5) unpacks to far more than its size."""
    if data[128:132] != b"DICM" or data[132:138] != b"\x02\x00\x00\x00UL" or _DEFLATED not in data[:1024]:
        return
    at = 144 + int.from_bytes(data[140:144], "little")
    most = max(_HARMFUL_BYTES, _MAX_RATIO * len(data))
    inflating, left = zlib.decompressobj(-zlib.MAX_WBITS), memoryview(data)[at:]
    found = 0
    while left and not inflating.eof:
        found += len(inflating.decompress(left, _STEP_BYTES))
        left = memoryview(inflating.unconsumed_tail)
        if found > most:
            raise WorkstationError(
                say("The DICOM file unpacks to far more than its size; it may be made to fill the computer."),
                _ASK_AGAIN,
            )


def open_whole(data: bytes) -> FileDataset:
    """The dataset of a DICOM file. Raises CutShort where it ends early, and what pydicom raises where it is broken."""
    with warnings.catch_warnings():
        # pydicom tells of a file that ends inside a sequence or a compressed image by a warning only
        warnings.filterwarnings("error", message=".*(End of file|EOF).*")
        warnings.simplefilter("ignore", append=True)
        try:
            ds = pydicom.dcmread(io.BytesIO(data), force=True)
        except (EOFError, UserWarning) as error:
            raise CutShort from error
    if _ends_early(ds):
        raise CutShort
    return ds


def transfer_syntax(ds: FileDataset) -> str:
    """The transfer syntax stated, or for a file without meta the one that was found to fit; "" where none does."""
    stated = str(getattr(ds.file_meta, "TransferSyntaxUID", "") or "") if hasattr(ds, "file_meta") else ""
    if stated:
        return stated
    is_implicit, is_little = ds.original_encoding
    if _is_encapsulated(ds):
        return ""
    if is_implicit:
        return str(ImplicitVR)
    return str(ExplicitVRLittleEndian if is_little else ExplicitVRBigEndian)


def _starts_like_a_dataset(start: bytes) -> bool:
    """A dataset without preamble begins with group 2 or 8: a tag, then a VR in capitals or a small length."""
    if len(start) < 8:
        return False
    for order in ("<", ">"):
        group, _, length = struct.unpack(f"{order}HHI", start[:8])
        if group in (0x0002, 0x0008):
            return (start[4:6].isalpha() and start[4:6].isupper()) or length <= 1024
    return False


def _ends_early(ds: FileDataset) -> bool:
    """True where the last value is shorter than its own length says."""
    last = max(ds.keys(), default=None)
    raw = ds.get_item(last) if last is not None else None
    if not isinstance(raw, RawDataElement) or raw.length in (0, 0xFFFFFFFF):
        return last is None
    return raw.value is None or len(raw.value) < raw.length


def _is_encapsulated(ds: FileDataset) -> bool:
    raw = ds.get_item("PixelData") if "PixelData" in ds else None
    return isinstance(raw, RawDataElement) and raw.length == 0xFFFFFFFF


def _refuse_missing_pixels(ds: FileDataset) -> None:
    """Raises CutShort where an image lacks pixels that its header announces."""
    held = next((k for k in _PIXELS if k in ds), None)
    if held is None:
        name = UID(text(ds, "SOPClassUID")).name
        if name.endswith("Image Storage") or name.endswith("Image Storage - For Presentation"):
            raise WorkstationError(
                say("The file says it is an image ({kind}) but holds no pixels.", kind=name.removesuffix(" Storage")),
                _ASK_AGAIN,
            )
        return
    raw = ds.get_item(held)
    size = len(raw.value) if raw is not None and raw.value else 0
    if (whole(ds, "NumberOfFrames") or 1) > size:
        raise CutShort  # no frame takes less than a byte
    expected = _expected_bytes(ds)
    if size < (expected if UID(transfer_syntax(ds)) in _NATIVE else 1):
        raise CutShort
    if expected > max(_HARMFUL_BYTES, _MAX_PIXEL_RATIO * size):
        raise WorkstationError(
            say("The file announces {announced} MB of pixels, but holds {held} kB; it may be made to fill the "
                "computer.", announced=expected >> 20, held=-(-size // 1024)),
            _ASK_AGAIN,
        )  # fmt: skip


def _expected_bytes(ds: FileDataset) -> int:
    """How many bytes uncompressed pixels take (PS3.5 8.1.1); a bit each where one bit is allocated."""
    rows, columns, bits = whole(ds, "Rows") or 0, whole(ds, "Columns") or 0, whole(ds, "BitsAllocated") or 0
    samples = whole(ds, "SamplesPerPixel") or 1
    in_two_pixels = 2 * samples
    if samples == 3:
        in_two_pixels = _IN_TWO_PIXELS.get(text(ds, "PhotometricInterpretation"), in_two_pixels)
    return rows * columns * in_two_pixels * max(whole(ds, "NumberOfFrames") or 1, 1) * bits // 16


__all__ = ["DICOMDIR_CLASS", "READER", "SEGMENTATIONS", "CutShort", "open_whole", "transfer_syntax"]
