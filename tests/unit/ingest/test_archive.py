"""ZIP archives are lists of files; nothing in one can lead outside or fill the computer."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from app.domain.problem import Problem
from app.ingest.reader import Item, Options, Source
from app.ingest.readers import archive
from app.ingest.reading import expand, parse
from tests.dicom_files import a_slice


def a_zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


def expanded(folder: Path, data: bytes) -> list[Source | Problem]:
    path = folder / "a.zip"
    path.write_bytes(data)
    return expand(path, "a.zip")


def sources(found: list[Source | Problem]) -> list[Source]:
    assert all(isinstance(f, Source) for f in found), found
    return [f for f in found if isinstance(f, Source)]


def test_members_count_as_files_and_folders_do_not(tmp_path: Path) -> None:
    packed = a_zip({"series/1.dcm": a_slice("1", (0, 0, 0)), "series/": b"", "read me.txt": b"hello"})
    found = sources(expanded(tmp_path, packed))
    assert [s.where for s in found] == ["a.zip/series/1.dcm", "a.zip/read me.txt"]
    image, text = parse(found, Options())
    assert isinstance(image, Item)
    assert isinstance(text, Problem)


def test_a_zip_in_a_zip_is_opened_once_and_no_further(tmp_path: Path) -> None:
    inner = a_zip({"1.dcm": a_slice("1", (0, 0, 0))})
    (one,) = sources(expanded(tmp_path, a_zip({"inner.zip": inner})))
    assert one.where == "a.zip/inner.zip/1.dcm"
    assert isinstance(parse([one], Options())[0], Item)
    (deep,) = expanded(tmp_path, a_zip({"middle.zip": a_zip({"inner.zip": inner})}))
    assert isinstance(deep, Problem)
    assert deep.severity == "refusal"


def test_a_name_that_climbs_out_is_only_shown(tmp_path: Path) -> None:
    (one,) = sources(expanded(tmp_path, a_zip({"../../etc/passwd": b"x"})))
    assert one.where == "a.zip/etc/passwd"
    parse([one], Options())
    assert {p.name for p in tmp_path.iterdir()} == {"a.zip"}


def test_chinese_names_of_old_packers_read_right(tmp_path: Path) -> None:
    packed = a_zip({"XX.txt": b"x"}).replace(b"XX.txt", "张.txt".encode("gb18030"))
    (one,) = sources(expanded(tmp_path, packed))
    assert one.where == "a.zip/张.txt"


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    packed = a_zip({f"{n}.dcm": a_slice(str(n), (0, 0, n)) for n in range(9)})
    for broken in (packed[: len(packed) // 2], b"PK\x03\x04 and nothing more"):
        (said,) = expanded(tmp_path, broken)
        assert isinstance(said, Problem)
        assert "damaged" in str(said.what)


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    packed = bytearray(a_zip({"1.dcm": a_slice("1", (0, 0, 0)), "2.dcm": a_slice("2", (0, 0, 1))}))
    packed[60] ^= 0xFF
    first, second = parse(sources(expanded(tmp_path, bytes(packed))), Options())
    assert isinstance(first, Problem)
    assert isinstance(second, Item)


def test_a_locked_zip_says_so(tmp_path: Path) -> None:
    packed = bytearray(a_zip({"1.dcm": b"secret"}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(signature) + at] |= 1  # the flag that says: encrypted
    (said,) = expanded(tmp_path, bytes(packed))
    assert isinstance(said, Problem)
    assert "password" in str(said.what)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "HARMFUL_BYTES", 1 << 20)
    (said,) = expanded(tmp_path, a_zip({"zeros": bytes(8 << 20)}))
    assert isinstance(said, Problem)
    assert "far more than its size" in str(said.what)


def test_a_member_too_large_for_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBER_BYTES", 1000)
    (one,) = sources(expanded(tmp_path, a_zip({"big": bytes(2000)})))
    (said,) = parse([one], Options())
    assert isinstance(said, Problem)
    assert "larger" in str(said.what)


def test_an_office_document_is_one_file(tmp_path: Path) -> None:
    (one,) = sources(expanded(tmp_path, a_zip({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})))
    (said,) = parse([one], Options())
    assert isinstance(said, Problem)
    assert said.severity == "warning"
