"""Traps of imaging that no other test of this folder stands before: names, discs, contours, many frames, old files."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from pydicom.data import get_charset_files
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as Items
from pydicom.uid import UID, RTStructureSetStorage

from app.domain.study import Instance
from app.domain.work import quietly
from app.imaging.decode import decode
from app.imaging.frames import Request
from app.ingest.reader import Image, Item, Options
from app.ingest.reading import read
from app.services.workstation import Workstation
from tests.converter import shown
from tests.dicom_files import a_header, a_slice, a_stack, as_bytes, with_pixels


def image_of(data: bytes) -> Image:
    outcome = read("a.dcm", data, Options())
    assert isinstance(outcome, Item), outcome
    assert outcome.image is not None
    return outcome.image


# ---- names (trap 36) ------------------------------------------------------------------------------------------------

# the examples of PS3.5 annexes H, I, J and K, as printed there
NAMES = {
    "chrH31.dcm": "Yamada^Tarou=山田^太郎=やまだ^たろう",
    "chrH32.dcm": "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
    "chrI2.dcm": "Hong^Gildong=洪^吉洞=홍^길동",
    "chrX1.dcm": "Wang^XiaoDong=王^小東",
    "chrX2.dcm": "Wang^XiaoDong=王^小东",
    "chrFren.dcm": "Buc^Jérôme",
    "chrGerm.dcm": "Äneas^Rüdiger",
    "chrGreek.dcm": "Διονυσιος",
    "chrRuss.dcm": "Люкceмбypг",
    "chrArab.dcm": "قباني^لنزار",
    "chrHbrw.dcm": "שרון^דבורה",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_alphabet_read_as_the_standard_prints_them(name: str) -> None:
    (path,) = get_charset_files(name)
    ds = pydicom.dcmread(path)
    for keyword, uid in (("SOPInstanceUID", "1"), ("SeriesInstanceUID", "2"), ("StudyInstanceUID", "3")):
        if keyword not in ds:
            setattr(ds, keyword, f"1.2.826.0.1.{uid}")
    out = io.BytesIO()
    ds.save_as(out)
    assert image_of(out.getvalue()).patient.name == NAMES[name]


def test_a_chinese_character_that_holds_a_backslash_is_not_torn_apart() -> None:
    """In GB18030 the second byte of 乗 is 5C, the backslash that parts values, and that of 乛 is 5E, the caret."""
    assert "乗".encode("gb18030")[1:] == b"\\"
    data = a_slice("1", (0, 0, 0), SpecificCharacterSet="GB18030", PatientName="张^乗", StudyDescription="乗 头颅")
    image = image_of(data)
    assert (image.patient.name, image.study.description) == ("张^乗", "乗 头颅")


# ---- kinds, lengths and heads of old writers (trap 38) ---------------------------------------------------------------


def _element(tag: int, kind: bytes, value: bytes) -> bytes:
    return struct.pack("<HH2sH", tag >> 16, tag & 0xFFFF, kind, len(value)) + value


@pytest.mark.parametrize(
    ("tag", "good", "odd"),
    [
        (0x00281053, b"1 ", b"1.0E"),  # a number cut off in its exponent
        (0x00280030, b"2.0\\1.0 ", b"2,0\\1,0 "),  # commas
        (0x00200013, b"1 ", b"1.0 "),  # a whole number with a point
        (0x00200032, b"0.0\\0.0\\0.0 ", b"0.0\\0.0\\0.00000000000000000000000001 "),  # longer than it may be
    ],
)
def test_a_number_written_oddly_costs_no_image(tag: int, good: bytes, odd: bytes) -> None:
    kind = b"IS" if tag == 0x00200013 else b"DS"
    whole = a_slice("1", (0, 0, 0))
    assert _element(tag, kind, good) in whole
    spoilt = whole.replace(_element(tag, kind, good), _element(tag, kind, odd))
    ((one, volume),) = shown([spoilt])
    assert one.shape == (1, 3, 4)
    assert float(volume.voxels[0, 0, 0]) == 100 - 1024


def test_private_and_unknown_kinds_and_wrong_group_lengths_cost_no_image() -> None:
    whole = a_slice("1", (0, 0, 0))
    length = whole.find(b"\x02\x00\x00\x00UL\x04\x00") + 8
    spoilt = whole[:length] + struct.pack("<I", 7) + whole[length + 4 :]
    at = spoilt.find(b"\x10\x00\x10\x00PN")
    private = _element(0x00090010, b"LO", b"ODD ") + b"\x09\x00\x01\x10UN\0\0\x03\0\0\0abc"
    group = b"\x08\x00\x00\x00UL\x04\x00\xff\xff\x00\x00"
    at_eight = spoilt.find(b"\x08\x00\x08\x00CS")
    spoilt = spoilt[:at_eight] + group + spoilt[at_eight:at] + private + spoilt[at:]
    ((one, volume),) = shown([spoilt])
    assert (one.shape, int(volume.voxels[0, 0, 0])) == ((1, 3, 4), 100 - 1024)


# ---- discs (trap 39) ------------------------------------------------------------------------------------------------


def a_disc(folder: Path) -> None:
    """Images under names in lower case, and a directory in upper case that names one too many and a private record."""
    for n, data in enumerate(a_stack([0.0, 3.0, 6.0]), 1):
        (folder / "dicom").mkdir(exist_ok=True)
        (folder / "dicom" / f"im{n}").write_bytes(data)
    records = []
    for n in range(1, 5):
        record = Dataset()
        record.OffsetOfTheNextDirectoryRecord = record.OffsetOfReferencedLowerLevelDirectoryEntity = 0
        record.RecordInUseFlag, record.DirectoryRecordType = 0xFFFF, "PRIVATE" if n == 4 else "IMAGE"
        record.ReferencedFileID = ["DICOM", f"IM{n}"]
        records.append(record)
    ds = a_header("1.2.840.10008.1.3.10")
    ds.FileSetID, ds.DirectoryRecordSequence = "DISC", Items(records)
    ds.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = 0
    ds.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = 0
    (folder / "DICOMDIR").write_bytes(as_bytes(ds))


def test_a_disc_is_read_by_what_is_on_it_not_by_what_its_directory_says(
    workstation: Workstation, tmp_path: Path
) -> None:
    disc = tmp_path / "disc"
    disc.mkdir()
    a_disc(disc)
    result = workstation.importing.import_paths(workstation.principal, (disc,), None, quietly)
    assert (result.files, result.instances) == (4, 3)
    assert [Path(problem.where).name for problem in result.kept_aside] == ["DICOMDIR"]
    assert not result.refused


# ---- contours (trap 41) ---------------------------------------------------------------------------------------------


def test_contours_of_radiotherapy_are_named_and_never_half_drawn() -> None:
    """A ring is two contours, of which the inner is a hole. This program draws none, and says what they are."""
    ds = a_header(RTStructureSetStorage, Modality="RTSTRUCT", SpecificCharacterSet="ISO_IR 192")
    instance = image_of(as_bytes(ds)).instance
    assert instance.frames == 0
    assert instance.displayable == "It holds no image (RT Structure Set Storage)."


# ---- many frames (trap 46) ------------------------------------------------------------------------------------------


def many_frames(count: int) -> tuple[bytes, Instance]:
    pixels = np.zeros((count, 2, 2), np.uint16)
    pixels[:, 0, 0], pixels[:, 1, 1] = np.arange(count) % 65536, np.arange(count) // 65536
    data = as_bytes(with_pixels(a_header(str(UID("1.2.840.10008.5.1.4.1.1.7.3"))), pixels))
    return data, image_of(data).instance


def test_frames_beyond_65535_are_counted_and_found() -> None:
    data, instance = many_frames(65_540)
    assert instance.frames == len(instance.frame_headers) == 65_540
    found = decode(Request(data, instance.transfer_syntax, (0, 65_535, 65_539))).stored
    assert [int(frame[0, 0]) + 65536 * int(frame[1, 1]) for frame in found] == [0, 65_535, 65_539]


def test_offsets_of_frames_are_of_64_bits() -> None:
    """An extended table may say that a frame begins beyond 4 GB; what is not there is an error, never another frame."""
    ds: Any = with_pixels(a_header(), np.zeros((2, 2, 2), np.uint16))
    from pydicom.encaps import encapsulate_extended

    data, offsets, lengths = encapsulate_extended([b"\x01\0" * 4, b"\x02\0" * 4])
    beyond = struct.pack("<QQ", 0, (1 << 32) + struct.unpack("<Q", offsets[8:])[0])
    for table, fails in ((offsets, False), (beyond, True)):
        ds.PixelData, ds.ExtendedOffsetTable, ds.ExtendedOffsetTableLengths = data, table, lengths
        ds["PixelData"].is_undefined_length = True
        ds.file_meta.TransferSyntaxUID = UID("1.2.840.10008.1.2.1.98")
        request = Request(as_bytes(ds), "1.2.840.10008.1.2.1.98", (1,))
        if fails:
            with pytest.raises((IndexError, ValueError, EOFError)):
                decode(request)
        else:
            assert decode(request).stored[0].tolist() == [[2, 2], [2, 2]]
