"""DICOM files on a folder, a stick or in an archive as a file-set with its DICOMDIR (PS3.10 clause 8, PS3.3 F).

All in memory, in a child process: nothing is written here, so that an encrypted archive leaves no trace beside it.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset

# WORKAROUND: which record an object has (PS3.3 F.4) pydicom keeps to itself, and its FileSet works on a disk only
from pydicom.fileset import DIRECTORY_RECORDERS, _four_level_record_type, _single_level_record_type
from pydicom.uid import ExplicitVRLittleEndian, MediaStorageDirectoryStorage, generate_uid

from app.imaging.file_set import Described

_KEYS = {"PATIENT": "PatientID", "STUDY": "StudyInstanceUID", "SERIES": "SeriesInstanceUID"}
_FAILED = (ValueError, AttributeError, KeyError, NotImplementedError, TypeError)


def describe(files: list[bytes]) -> list[Described]:
    """Files with a DICOM head stay as they are, byte for byte; others are given one, as a file-set asks."""
    with warnings.catch_warnings():
        # they quote values
        warnings.simplefilter("ignore")
        return [_described(data) for data in files]


def _described(data: bytes) -> Described:
    try:
        ds = pydicom.dcmread(io.BytesIO(data), force=True)
        uid = str(ds.SOPInstanceUID)
        with_head = None if data[128:132] == b"DICM" else _with_head(ds)
        return Described(uid, _written(list(_records(_for_its_record(ds)))), with_head=with_head)
    except _FAILED as error:
        return Described("", b"", type(error).__name__)


def _with_head(ds: FileDataset) -> bytes:
    out = io.BytesIO()
    ds.save_as(out, enforce_file_format=True)
    return out.getvalue()


def _for_its_record(ds: FileDataset) -> FileDataset:
    """Of a report's tree a record holds what modifies its title (PS3.3 F.5.24)."""
    if "ContentSequence" in ds:
        told = [item for item in ds.ContentSequence if item.get("RelationshipType") == "HAS CONCEPT MOD"]
        ds.ContentSequence = told
        if not told:
            del ds.ContentSequence
    return ds


def _records(ds: FileDataset) -> Iterator[Dataset]:
    single = _single_level_record_type(ds)
    kinds = [single] if single != "PATIENT" else ["PATIENT", "STUDY", "SERIES", _four_level_record_type(ds)]
    for kind in kinds:
        record = DIRECTORY_RECORDERS[kind](ds)
        record.OffsetOfTheNextDirectoryRecord = 0
        record.RecordInUseFlag = 0xFFFF
        record.OffsetOfReferencedLowerLevelDirectoryEntity = 0
        record.DirectoryRecordType = kind
        if "SpecificCharacterSet" in ds:
            record.SpecificCharacterSet = ds.SpecificCharacterSet
        yield record
    record.ReferencedFileID = None
    record.ReferencedSOPClassUIDInFile = ds.SOPClassUID
    record.ReferencedSOPInstanceUIDInFile = ds.SOPInstanceUID
    record.ReferencedTransferSyntaxUIDInFile = ds.file_meta.TransferSyntaxUID


def _written(records: list[Dataset]) -> bytes:
    ds, out = Dataset(), io.BytesIO()
    ds.DirectoryRecordSequence = records
    ds.save_as(out, implicit_vr=False, little_endian=True, enforce_file_format=False)
    return out.getvalue()


@dataclass(slots=True)
class _Node:
    record: Dataset
    below: dict[str, _Node] = field(default_factory=dict)


def directory(paths: list[str], records: list[bytes]) -> bytes:
    """The DICOMDIR of files at ``paths`` (from its own folder, parts set apart by /) with these records each."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = _tree(paths, records)
        ds = _empty()
        ds.DirectoryRecordSequence = list(_flat(tree))
        # how long the records are shows where each begins: offsets are written once all are known
        begins = [one.seq_item_tell for one in pydicom.dcmread(io.BytesIO(_saved(ds))).DirectoryRecordSequence]
        at = {id(record): begin for record, begin in zip(_flat(tree), begins, strict=True)}
        _point(tree, at)
        ds.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = _first(tree, at)
        ds.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = _first(dict([*tree.items()][-1:]), at)
        return _saved(ds)


def _tree(paths: list[str], records: list[bytes]) -> dict[str, _Node]:
    root: dict[str, _Node] = {}
    for path, written in zip(paths, records, strict=True):
        level = root
        for record in pydicom.dcmread(io.BytesIO(written), force=True).DirectoryRecordSequence:
            if "ReferencedSOPInstanceUIDInFile" in record:
                record.ReferencedFileID = path.split("/")
            key = str(record.get(_KEYS.get(record.DirectoryRecordType, "")) or f"{record.DirectoryRecordType} {path}")
            level = level.setdefault(key, _Node(record)).below
    return root


def _flat(tree: dict[str, _Node]) -> Iterator[Dataset]:
    for node in tree.values():
        yield node.record
        yield from _flat(node.below)


def _point(tree: dict[str, _Node], at: dict[int, int]) -> None:
    """Each record to the next of its level and the first of the level below (PS3.3 F.3.2.2)."""
    nodes = [*tree.values()]
    for node, following in zip_longest(nodes, nodes[1:]):
        node.record.OffsetOfTheNextDirectoryRecord = at[id(following.record)] if following is not None else 0
        node.record.OffsetOfReferencedLowerLevelDirectoryEntity = _first(node.below, at)
        _point(node.below, at)


def _first(tree: dict[str, _Node], at: dict[int, int]) -> int:
    return next((at[id(node.record)] for node in tree.values()), 0)


def _empty() -> FileDataset:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = MediaStorageDirectoryStorage, generate_uid(None)
    ds = FileDataset("", {}, file_meta=meta, preamble=bytes(128))
    ds.FileSetID = ""
    ds.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = 0
    ds.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = 0
    ds.FileSetConsistencyFlag = 0
    return ds


def _saved(ds: FileDataset) -> bytes:
    out = io.BytesIO()
    ds.save_as(out, enforce_file_format=True)
    return out.getvalue()
