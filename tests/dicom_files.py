"""DICOM files made for tests: small, valid, and different only in what a test is about."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence as Items
from pydicom.uid import UID, CTImageStorage, EnhancedMRImageStorage, ExplicitVRLittleEndian, MRImageStorage

from app.imaging.file_set import FileSet
from app.imaging.media import describe, directory

ROOT_UID = "1.2.826.0.1.3680043.10.999"
AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def a_header(sop_class: str = CTImageStorage, uid: str = "1", **changes: Any) -> FileDataset:
    """A header of one image without its pixels; ``changes`` set attributes, None removes one."""
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = UID(sop_class)
    ds = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    ds.SOPClassUID = sop_class
    ds.SOPInstanceUID = f"{ROOT_UID}.3.{uid}"
    ds.SeriesInstanceUID = f"{ROOT_UID}.2.1"
    ds.StudyInstanceUID = f"{ROOT_UID}.1.1"
    ds.FrameOfReferenceUID = f"{ROOT_UID}.4.1"
    ds.PatientID, ds.PatientName, ds.PatientBirthDate, ds.PatientSex = "M1", "DOE^JANE", "19500203", "F"
    ds.Modality = "MR" if sop_class in (MRImageStorage, EnhancedMRImageStorage) else "CT"
    ds.StudyDate, ds.StudyTime, ds.TimezoneOffsetFromUTC = "20260102", "101500", "+0100"
    ds.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    return changed(ds, changes)


def changed(ds: FileDataset, changes: dict[str, Any]) -> FileDataset:
    for name, value in changes.items():
        if value is None:
            if name in ds:
                delattr(ds, name)
        else:
            setattr(ds, name, value)
    return ds


def with_pixels(ds: FileDataset, pixels: NDArray[Any], bits_stored: int = 0, **changes: Any) -> FileDataset:
    """Uncompressed pixels: (rows, columns), (frames, rows, columns) or (rows, columns, 3)."""
    is_colour = pixels.ndim == 3 and pixels.shape[-1] == 3
    ds.Rows, ds.Columns = pixels.shape[:2] if pixels.ndim == 2 or is_colour else pixels.shape[1:3]
    if pixels.ndim == 3 and not is_colour:
        ds.NumberOfFrames = len(pixels)
    ds.SamplesPerPixel = 3 if is_colour else 1
    if is_colour:
        ds.PlanarConfiguration = 0
    ds.PhotometricInterpretation = "RGB" if is_colour else "MONOCHROME2"
    ds.BitsAllocated = pixels.dtype.itemsize * 8
    ds.BitsStored = bits_stored or ds.BitsAllocated
    ds.HighBit = ds.BitsStored - 1
    ds.PixelRepresentation = 1 if pixels.dtype.kind == "i" else 0
    data = pixels.tobytes()
    ds.PixelData = data + b"\0" * (len(data) % 2)
    ds["PixelData"].VR = "OB" if pixels.dtype.itemsize == 1 else "OW"
    return changed(ds, changes)


def placed(
    ds: FileDataset,
    position: Sequence[float],
    orientation: Sequence[float] = AXIAL,
    spacing: Sequence[float] = (2.0, 1.0),
) -> FileDataset:
    ds.ImagePositionPatient = [float(p) for p in position]
    ds.ImageOrientationPatient = [float(o) for o in orientation]
    ds.PixelSpacing = [float(s) for s in spacing]
    return ds


def as_bytes(ds: FileDataset, **options: Any) -> bytes:
    out = io.BytesIO()
    ds.file_meta.MediaStorageSOPInstanceUID = ds.get("SOPInstanceUID", "1.2.3")
    ds.save_as(out, enforce_file_format=options.pop("enforce_file_format", True), **options)
    return out.getvalue()


def a_slice(
    uid: str,
    position: Sequence[float],
    pixels: NDArray[Any] | None = None,
    orientation: Sequence[float] = AXIAL,
    **changes: Any,
) -> bytes:
    """One CT slice of 3 rows and 4 columns at a place; its pixels are 100 unless given."""
    ds = a_header(uid=uid, RescaleSlope="1", RescaleIntercept="-1024")
    with_pixels(ds, np.full((3, 4), 100, np.int16) if pixels is None else pixels)
    ds.InstanceNumber = int(uid) if uid.isdigit() else 1
    return as_bytes(changed(placed(ds, position, orientation), changes))


def a_stack(heights: Sequence[float], **changes: Any) -> list[bytes]:
    """Axial slices at the heights given, numbered in that order."""
    return [a_slice(str(n), (0.0, 0.0, z), **changes) for n, z in enumerate(heights, 1)]


def enhanced_mr(positions: Sequence[Sequence[float]], slopes: Sequence[float], **changes: Any) -> bytes:
    """An Enhanced MR object: each frame has its own place, slope and time point, and frame k holds the value k + 1."""
    ds = a_header(EnhancedMRImageStorage, uid="900")
    frames = np.stack([np.full((3, 4), k + 1, np.uint16) for k in range(len(positions))])
    with_pixels(ds, frames)
    ds.SharedFunctionalGroupsSequence = Items([_item(
        PlaneOrientationSequence=[_item(ImageOrientationPatient=list(AXIAL))],
        PixelMeasuresSequence=[_item(PixelSpacing=[2.0, 1.0], SliceThickness="5")],
    )])  # fmt: skip
    ds.PerFrameFunctionalGroupsSequence = Items([
        _item(
            PlanePositionSequence=[_item(ImagePositionPatient=list(map(float, position)))],
            PixelValueTransformationSequence=[
                _item(RescaleSlope=str(slope), RescaleIntercept="0", RescaleType="US")
            ],
            FrameContentSequence=[_item(TemporalPositionIndex=1)],
        )
        for position, slope in zip(positions, slopes, strict=True)
    ])  # fmt: skip
    return as_bytes(changed(ds, changes))


def _item(**values: Any) -> Dataset:
    ds = Dataset()
    for name, value in values.items():
        setattr(ds, name, Items(value) if name.endswith("Sequence") else value)
    return ds


def a_file_set(folder: Path, files: Sequence[bytes], series: str = "1") -> list[str]:
    """A folder of files with its DICOMDIR, as it is handed out; why each is not in the directory, "" where it is."""
    held, told = FileSet(), describe(list(files))
    for data, about in zip(files, told, strict=True):
        path = folder / held.place(series, about)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(about.with_head or data)
    (folder / "DICOMDIR").write_bytes(directory([*held.records], [*held.records.values()]))
    return [about.why_not for about in told]
