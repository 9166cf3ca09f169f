"""Files that try to lead outside: names that climb, links, addresses; made around a folder that must not be touched."""

from __future__ import annotations

import io
import json
import stat
import sys
import warnings
import zipfile
from pathlib import Path

import pydicom
from pydicom.data import get_testdata_file

from tests.dicom_files import a_slice


def ways(outside: Path) -> list[str]:
    """Names that lead to ``outside``, or would on some system."""
    plain = str(outside / "secret")
    climbing = "../" * 12 + plain.lstrip("/")
    return [
        plain, climbing, climbing.replace("/", "\\"), f"./{climbing}", f"a/../../{climbing}", f"//{plain}",
        f"file://{plain}", f"C:{plain}", f"\\\\?\\{plain}", f"\\\\server\\share{plain}", f"{plain}:stream",
        f"{plain}\x00.dcm", f"{plain}.dcm", f"%2e%2e/{climbing}", "．．／" * 12 + plain.lstrip("/"), plain + "/" * 4000,
    ]  # fmt: skip


def members(outside: Path) -> list[str]:
    """The names an archive can hold, each once: its format ends a name at a zero byte."""
    return list(dict.fromkeys(zipfile.ZipInfo(way).filename for way in ways(outside)))


def a_disc(folder: Path, outside: Path) -> None:
    """A DICOMDIR whose records name files outside its folder."""
    image = folder / "IM1"
    image.write_bytes(a_slice("1", (0, 0, 0)))
    found = get_testdata_file("DICOMDIR", download=False)
    assert isinstance(found, str)
    listed = pydicom.dcmread(found)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # these are no valid names, which is the point
        for record, way in zip(listed.DirectoryRecordSequence, ways(outside) * 50, strict=False):
            if "ReferencedFileID" in record:
                record.ReferencedFileID = way.encode("ascii", "replace").decode().replace("\\", "/").split("/")[:100]
        listed.save_as(folder / "DICOMDIR")


def a_zip(path: Path, outside: Path) -> None:
    """An archive whose members climb out, and one that is a link."""
    with zipfile.ZipFile(path, "w") as packed:
        for way in members(outside):
            packed.writestr(zipfile.ZipInfo(way), a_slice("2", (0, 0, 1)))
        link = zipfile.ZipInfo("link.dcm")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, str(outside / "secret"))


def a_record(path: Path, outside: Path) -> None:
    """A FHIR bundle whose attachments and pictures have addresses outside."""
    who = {"resourceType": "Patient", "id": "p", "birthDate": "1950-02-03",
           "photo": [{"url": way} for way in ways(outside)]}  # fmt: skip
    letter = {"resourceType": "DocumentReference", "id": "d", "status": "current", "date": "2026-01-02T10:00:00Z",
              "subject": {"reference": "Patient/p"}, "type": {"text": "Letter"},
              "content": [{"attachment": {"url": way}} for way in ways(outside)]}  # fmt: skip
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": who}, {"resource": letter}]}
    path.write_text(json.dumps(bundle), encoding="utf-8")


def a_package(path: Path, shipped: Path, outside: Path) -> None:
    """A model package with entries that climb out."""
    out = io.BytesIO(shipped.read_bytes())
    with zipfile.ZipFile(out, "a") as packed:
        for way in members(outside):
            packed.writestr(zipfile.ZipInfo(way), b"x")
    path.write_bytes(out.getvalue())


def trust(archive: Path, folder: Path) -> None:
    """The control: a reader that writes where an archive says."""
    with zipfile.ZipFile(archive) as packed:
        for name in packed.namelist():
            target = folder / name
            if len(name) < 1000 and "\\" not in name and "%" not in name and "．" not in name and ":" not in name:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(packed.read(name))


if __name__ == "__main__":
    trust(Path(sys.argv[1]), Path(sys.argv[2]))
