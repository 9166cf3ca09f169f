"""Any file at all ends as an item or as a sentence."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from app.domain.problem import Problem
from app.ingest.reader import Item, Options, Source
from app.ingest.reading import parse, read
from tests.dicom_files import a_slice


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        (".DS_Store", b"\x00\x00\x00\x01Bud1", "hidden"),
        ("Thumbs.db", b"\xd0\xcf\x11\xe0", "hidden"),
        ("scan.png", b"\x89PNG\r\n\x1a\n....", "PNG"),
        ("report.pdf", b"%PDF-1.7", "PDF"),
        ("notes.txt", b"call back tomorrow", "text"),
        ("page.xml", b"<html></html>", "XML"),
        ("noise.bin", bytes(range(256)), "Not a kind"),
        ("empty.dcm", b"", "empty"),
    ],
)
def test_what_is_not_ours_is_kept_aside(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (said,) = parse([Source(path, str(path), len(data))], Options())
    assert isinstance(said, Problem)
    assert said.severity == "warning"
    assert word in str(said.what)


def test_a_file_that_is_gone_or_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (gone,) = parse([Source(tmp_path / "gone.dcm", "gone.dcm", 1)], Options())
    assert isinstance(gone, Problem)
    assert gone.severity == "refusal"


@pytest.mark.skipif(sys.platform != "linux", reason="a file whose reading fails is at hand on Linux only")
def test_a_disk_error_is_refused_with_advice() -> None:
    (said,) = parse([Source(Path("/proc/self/mem"), "disc/1.dcm", 1)], Options())
    assert isinstance(said, Problem)
    assert "could not read" in str(said.what)
    assert str(said.hint)


def test_damage_anywhere_never_raises() -> None:
    whole = a_slice("1", (0, 0, 0))
    rng = random.Random(3)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 12)):
            data[rng.randrange(132, len(data))] = rng.randrange(256)
        outcome = read("a.dcm", bytes(data[: rng.randint(140, len(data))]), Options())
        assert isinstance(outcome, Item | Problem)
