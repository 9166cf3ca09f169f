"""One file that breaks its reader costs one file; bombs end in a clear refusal with little time and memory."""

from __future__ import annotations

import gzip
import io
import json
import os
import struct
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.uid import DeflatedExplicitVRLittleEndian

from app.domain.errors import WorkstationError
from app.domain.patient import Deed
from app.domain.problem import Problem
from app.domain.study import Instance
from app.domain.work import quietly
from app.ingest.reader import ColumnMapping
from app.jobs.workers import Workers
from app.services import import_reading
from app.services.importing import Importing, ImportResult
from app.services.news import News
from app.services.unlocking import Opened
from app.services.viewing import Viewing
from app.services.worklist import Worklist
from app.store import studies
from tests.dicom_files import a_slice, a_stack
from tests.unit.services import hostile_child

CHILD = (sys.executable, str(Path(__file__).with_name("hostile_child.py")))
MOST_MB, MOST_SECONDS = 1024, 30.0


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    made = Workers(2, CHILD)
    yield made
    made.close()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def imported(opened: Opened, workers: Workers, inbox: Path, mapping: ColumnMapping | None = None) -> ImportResult:
    return Importing(opened.store, workers, News()).import_paths(opened.principal, (inbox,), mapping, quietly)


# ---- a codec that misbehaves ----------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="memory and forks are limited on Linux only")
@pytest.mark.parametrize(
    "deed", ["crash", "abort", "leave", "hang", "spin", "fork", "eat", "garbage", "other file"]
)  # fmt: skip
def test_a_batch_of_100_with_one_file_that_breaks_its_reader_ends_with_99(
    opened: Opened, workers: Workers, inbox: Path, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    monkeypatch.setattr(import_reading, "_TOGETHER_S", 1.0)
    monkeypatch.setattr(import_reading, "ALONE_S", 8.0)  # a new child starts within it, also where all are busy
    for n, data in enumerate(a_stack([float(n) for n in range(99)])):
        (inbox / f"{n:03}.dcm").write_bytes(data)
    (inbox / "050 hostile").write_bytes(hostile_child.MARK + deed.encode())
    result = imported(opened, workers, inbox)
    assert (result.files, result.stored, len(result.refused)) == (100, 99, 1)
    assert result.refused[0].where.endswith("050 hostile")
    assert str(result.refused[0].hint)


def test_a_file_that_behaves_under_the_same_reader_is_kept_aside(opened: Opened, workers: Workers, inbox: Path) -> None:
    """The control: the reader is asked, and costs nothing where it behaves."""
    (inbox / "good").write_bytes(hostile_child.MARK + b"nothing")
    result = imported(opened, workers, inbox)
    assert (result.files, len(result.kept_aside), len(result.refused)) == (1, 1, 0)


# ---- bombs ----------------------------------------------------------------------------------------------------------


class Watch:
    """The most memory a child of this process held meanwhile (``mb``), read from the kernel every 10 ms."""

    def __enter__(self) -> Watch:
        self.mb = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._began = time.monotonic()
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()
        self.seconds = time.monotonic() - self._began

    def _look(self) -> None:
        while not self._stop.wait(0.01):
            for process in Path("/proc").glob("[0-9]*"):
                self.mb = max(self.mb, _held_mb(process))


def _held_mb(process: Path) -> float:
    try:
        lines = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines() if ":" in line)
        return int(lines["VmRSS"].split()[0]) / 1024 if int(lines["PPid"]) == os.getpid() else 0.0
    except (OSError, KeyError, ValueError):
        return 0.0  # it ended meanwhile


def a_zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


def zeros_zipped(count: int, mb: int) -> bytes:
    """One entry of zeros, listed ``count`` times: the classic trick, every entry lies over the same bytes."""
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(body.compress(bytes(1 << 20)) for _ in range(mb)) + body.flush()
    check = 0
    for _ in range(mb):
        check = zlib.crc32(bytes(1 << 20), check)
    names = [f"{n:05}.dcm".encode() for n in range(count)]
    about = struct.pack("<HHHHHIIIH", 20, 0, 8, 0, 0, check, len(packed), mb << 20, len(names[0]))
    local = b"PK\x03\x04" + about + struct.pack("<H", 0) + names[0] + packed
    listed = b"".join(b"PK\x01\x02\x14\x00" + about + struct.pack("<HHHHII", 0, 0, 0, 0, 0, 0) + name for name in names)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(listed), len(local), 0)
    return local + listed + end


def forty_two() -> bytes:
    """Zips of zips of zips of zeros: each level is small, all of them together would be a thousand times a thousand."""
    inner = zeros_zipped(1, 300)
    for _ in range(3):
        inner = a_zip({f"lib {n}.zip": inner for n in range(16)})
    return inner


def deflated() -> bytes:
    """A deflated DICOM file of 300 KB that unpacks to 300 MB."""
    ds = pydicom.dcmread(io.BytesIO(a_slice("1", (0, 0, 0))))
    ds.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    ds.remove_private_tags()
    out = io.BytesIO()
    ds.save_as(out)
    data = out.getvalue()
    at = 144 + int.from_bytes(data[140:144], "little")
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    element = b"\x09\x00\x01\x10UN\x00\x00" + struct.pack("<I", 300 << 20)
    packed = body.compress(zlib.decompress(data[at:], -15)[:0] + element)
    packed += b"".join(body.compress(bytes(1 << 20)) for _ in range(300)) + body.flush()
    return data[:at] + packed


def packaged(name: str) -> bytes:
    found = get_testdata_file(name, download=False)
    assert isinstance(found, str)
    return Path(found).read_bytes()


def compressed(**changes: Any) -> bytes:
    """A JPEG 2000 image whose header says something else."""
    ds = pydicom.dcmread(io.BytesIO(packaged("JPEG2000.dcm")))
    for name, value in changes.items():
        setattr(ds, name, value)
    out = io.BytesIO()
    ds.save_as(out)
    return out.getvalue()


def frames_2_31() -> bytes:
    return a_slice("1", (0, 0, 0), NumberOfFrames=str(2**31 - 1))


def palette_of_4_gb() -> bytes:
    """Dimensions written as 32-bit values, which overflow where a reader multiplies them (CVE-2026-5443 and kin)."""
    ds = pydicom.dcmread(io.BytesIO(a_slice("1", (0, 0, 0))))
    for name in ("Rows", "Columns"):
        ds[name].VR = "UL"
        setattr(ds, name, 0x80000000)
    ds.PhotometricInterpretation = "PALETTE COLOR"
    out = io.BytesIO()
    ds.save_as(out)
    return out.getvalue()


def nested_sequences(depth: int = 20_000) -> bytes:
    start = b"\x08\x00\x40\x11SQ\x00\x00\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff"
    return a_slice("1", (0, 0, 0))[:400] + start * depth


def billion_laughs() -> bytes:
    entities = "".join(
        f'<!ENTITY l{n} "{"".join([f"&l{n - 1};"] * 10)}">' if n else '<!ENTITY l0 "lol">' for n in range(12)
    )
    return f"<?xml version='1.0'?><!DOCTYPE lolz [{entities}]><lolz>&l11;</lolz>".encode()


def json_of_depth() -> bytes:
    return b'{"resourceType": "Bundle", "entry": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def a_huge_number() -> bytes:
    return b'{"resourceType": "Observation", "id": ' + b"9" * 10_000_000 + b"}"


def gz_bomb() -> bytes:
    body = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = body.compress(b'{"resourceType": "Bundle", "entry": [')
    return start + b"".join(body.compress(b" " * (1 << 20)) for _ in range(600)) + body.flush()


BOMBS: dict[str, Callable[[], bytes]] = {
    "zeros.zip": lambda: zeros_zipped(1, 300),
    "overlapping.zip": lambda: zeros_zipped(20_000, 8),
    "42.zip": forty_two,
    "deflated.dcm": deflated,
    "65k.dcm": lambda: compressed(Rows=65535, Columns=65535),
    "frames compressed.dcm": lambda: compressed(NumberOfFrames=str(2**31 - 1)),
    "frames.dcm": frames_2_31,
    "palette.dcm": palette_of_4_gb,
    "nested.dcm": nested_sequences,
    "laughs.xml": billion_laughs,
    "deep.json": json_of_depth,
    "number.json": a_huge_number,
    "bomb.json.gz": gz_bomb,
    "heading.csv": lambda: b"a" * (200 << 20),
}
UNHARMFUL = {"laughs.xml"}  # kept aside: XML is not read at all


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_a_clear_refusal_with_little_time_and_memory(
    opened: Opened, workers: Workers, inbox: Path, name: str
) -> None:
    (inbox / name).write_bytes(BOMBS[name]())
    with Watch() as watch:
        result = imported(opened, workers, inbox, ColumnMapping("a") if name.endswith(".csv") else None)
    said: tuple[Problem, ...] = result.kept_aside if name in UNHARMFUL else result.refused
    assert result.stored == 0
    assert said
    assert all(str(one.what) and str(one.hint) for one in said)
    assert watch.seconds < MOST_SECONDS
    assert watch.mb < MOST_MB


def test_a_table_of_one_gigabyte_is_refused_unread(opened: Opened, workers: Workers, inbox: Path) -> None:
    with (inbox / "huge.csv").open("wb") as out:
        out.truncate(1 << 30)  # no block of it is written
    with Watch() as watch:
        result = imported(opened, workers, inbox, ColumnMapping("a"))
    assert "at most 256 MB" in str(result.refused[0].what)
    assert watch.mb < 300


def test_a_jpeg_2000_stream_that_claims_65k_costs_its_picture_only(
    opened: Opened, workers: Workers, inbox: Path
) -> None:
    data = bytearray(packaged("JPEG2000.dcm"))
    at = data.index(b"\xff\x4f\xff\x51")
    data[at + 8 : at + 16] = struct.pack(">II", 65535, 65535)
    (inbox / "65k.dcm").write_bytes(data)
    (inbox / "good.dcm").write_bytes(packaged("CT_small.dcm"))
    viewing = Viewing(opened.store, workers, News())
    with Watch() as watch:
        assert imported(opened, workers, inbox).stored == 2
        series = {s.modality: s.uid for s in Worklist(opened.store, News()).series(opened.principal)}
        assert viewing.open(opened.principal, series.pop("CT"), None, quietly).problems == ()
        with pytest.raises(WorkstationError) as caught:
            viewing.open(opened.principal, series.popitem()[1], None, quietly)
    assert "can be decoded" in str(caught.value)
    assert watch.seconds < MOST_SECONDS
    assert watch.mb < MOST_MB


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_watch_sees_a_child_that_takes_memory(opened: Opened, workers: Workers, inbox: Path) -> None:
    """The control: what a child holds shows."""
    (inbox / "large").write_bytes(hostile_child.MARK + b"take")
    with Watch() as watch:
        assert len(imported(opened, workers, inbox).kept_aside) == 1
    assert watch.mb > 400


def test_an_honest_archive_and_an_honest_gzip_are_read(opened: Opened, workers: Workers, inbox: Path) -> None:
    """The control of the bombs: what shrinks well but is not large passes."""
    (inbox / "images.zip").write_bytes(a_zip({f"{n}.dcm": a_slice(str(n), (0, 0, n)) for n in range(5)}))
    patient = {"resourceType": "Patient", "id": "p", "gender": "female", "text": {"div": " " * (8 << 20)}}
    (inbox / "p.json.gz").write_bytes(gzip.compress(json.dumps(patient).encode()))
    assert imported(opened, workers, inbox).stored == 6


# ---- programs in the preamble ---------------------------------------------------------------------------------------

PROGRAMS = [b"MZ\x90\x00", b"\x7fELF\x02", b"#!/bin/sh\n", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"]


@pytest.mark.parametrize("mark", PROGRAMS)
def test_a_program_in_the_preamble_is_emptied_and_noted(
    opened: Opened, workers: Workers, inbox: Path, mark: bytes
) -> None:
    honest = a_slice("1", (0, 0, 0))
    (inbox / "a.dcm").write_bytes(mark.ljust(128, b"\x01") + honest[128:])
    result = imported(opened, workers, inbox)
    assert result.stored == 1
    assert any("marks of a program" in str(one.what) for one in result.notes)
    assert _originals(opened) == [honest]
    assert imported(opened, workers, inbox).duplicate == 1
    # what comes out of the vault is known when it comes back
    (inbox / "a.dcm").write_bytes(honest)
    assert imported(opened, workers, inbox).duplicate == 1


@pytest.mark.parametrize("preamble", [b"II*\x00".ljust(128, b"\x02"), bytes(128), b"scanner 7".ljust(128, b" ")])
def test_any_other_preamble_is_kept_byte_for_byte(
    opened: Opened, workers: Workers, inbox: Path, preamble: bytes
) -> None:
    given = preamble + a_slice("1", (0, 0, 0))[128:]
    (inbox / "a.dcm").write_bytes(given)
    result = imported(opened, workers, inbox)
    assert (result.stored, result.notes) == (1, ())
    assert _originals(opened) == [given]


def _originals(opened: Opened) -> list[bytes]:
    found = []
    for series in Worklist(opened.store, News()).series(opened.principal):
        found += [opened.store.objects.get(i.object) for i in _instances(opened, series.uid)]
    return found


def _instances(opened: Opened, series: str) -> tuple[Instance, ...]:
    with opened.store.transaction(Deed(opened.principal, "open record")) as tx:
        return studies.instances(tx, series)
