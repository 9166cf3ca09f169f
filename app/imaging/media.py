"""DICOM files on a folder or a stick as a file-set with its DICOMDIR (PS3.10 clause 8). Runs in a child process."""

from __future__ import annotations

import gc
import io
import tempfile
import warnings
from pathlib import Path

import pydicom
from pydicom.dataset import FileDataset
from pydicom.fileset import FileSet

_STAGED = "aegle-writing"


def add(folder: Path, files: list[bytes]) -> list[str]:
    """Add ``files`` to the file-set in ``folder`` (made if there is none); why each is not in it, "" where it is.

    What a directory cannot name (a value its record must have is missing, or another file has the same identifier) is
    written beside it, under ``OTHER``. Files with a DICOM head stay as they are, byte for byte; others are given one.
    """
    staged = folder / _STAGED
    staged.mkdir(parents=True, exist_ok=True)
    # pydicom stages what it writes in the place for temporary files: that must be where the person asked for the copy
    before, tempfile.tempdir = tempfile.tempdir, str(staged)
    try:
        with warnings.catch_warnings():
            # they quote values
            warnings.simplefilter("ignore")
            reasons = _added(folder, files)
            gc.collect()  # a file-set takes what it staged away when it goes
            return reasons
    finally:
        tempfile.tempdir = before
        _tidy(staged)


def _added(folder: Path, files: list[bytes]) -> list[str]:
    directory = folder / "DICOMDIR"
    held = FileSet(directory) if directory.exists() else FileSet()
    named = {str(one.SOPInstanceUID) for one in held}
    reasons = [_add(held, named, folder, data) for data in files]
    if any(not reason for reason in reasons):
        held.write() if directory.exists() else held.write(folder)
    return reasons


def _add(held: FileSet, named: set[str], folder: Path, data: bytes) -> str:
    ds = pydicom.dcmread(io.BytesIO(data), force=True)
    try:
        uid = str(ds.SOPInstanceUID)
        if uid in named:
            raise ValueError("another file has its identifier")
        whole = data if data[128:132] == b"DICM" else _with_head(ds)
        staged = held.add(_for_its_record(ds))
        Path(staged.path).write_bytes(whole)
        named.add(uid)
    except (ValueError, AttributeError, KeyError, NotImplementedError, TypeError) as error:
        beside = folder / "OTHER"
        beside.mkdir(exist_ok=True)
        number = len(list(beside.iterdir())) + 1
        (beside / f"IM{number:06d}").write_bytes(data)
        return type(error).__name__
    return ""


def _with_head(ds: FileDataset) -> bytes:
    out = io.BytesIO()
    ds.save_as(out, enforce_file_format=True)
    return out.getvalue()


def _for_its_record(ds: FileDataset) -> FileDataset:
    """What a record of the directory is made of: no pixels, and of a report's tree what modifies its title
    (PS3.3 F.5.24)."""
    for keyword in ("PixelData", "FloatPixelData", "DoubleFloatPixelData"):
        if keyword in ds:
            delattr(ds, keyword)
    if "ContentSequence" in ds:
        told = [item for item in ds.ContentSequence if item.get("RelationshipType") == "HAS CONCEPT MOD"]
        ds.ContentSequence = told
        if not told:
            del ds.ContentSequence
    return ds


def _tidy(staged: Path) -> None:
    for path in sorted(staged.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    staged.rmdir()
