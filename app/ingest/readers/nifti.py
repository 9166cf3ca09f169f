"""NIfTI-1 and NIfTI-2 volumes in one file (.nii, .nii.gz), by nibabel."""

from __future__ import annotations

import io
import math
import zlib
from typing import Any

import nibabel
import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.identifiers import digest_of
from app.domain.volume import Window
from app.domain.words import Phrase, say
from app.ingest.reader import Head, Item, Options, Outcome, Reader, note, refused
from app.ingest.volume_files import BOMB, CUT_SHORT, MOST_BYTES, Grid, image_of, is_harmful, stem_of

_GZIP = b"\x1f\x8b"
_LARGEST_HEADER = 1024
_TO_MM = {"meter": 1000.0, "mm": 1.0, "micron": 0.001, "unknown": 1.0}
_SAME_MM = 0.05
_BROKEN = (
    ValueError, TypeError, KeyError, IndexError, OverflowError, ArithmeticError, EOFError, OSError, zlib.error,
    nibabel.spatialimages.HeaderDataError, nibabel.filebasedimages.ImageFileError,
)  # fmt: skip
_DAMAGED = say("The NIfTI file is damaged and cannot be read.")
_AGAIN = say("Ask for the file again from where it came.")
_DIFFER: tuple[Phrase, Phrase] = (
    say("The file says in two ways where it lies (sform and qform), and they differ; the sform is used."),
    say("Compare it with the images it was made from before measuring."),
)


def claims(head: Head, options: Options) -> bool:
    del options
    return _marked(head.start) or head.ends(".nii", ".nii.gz")


def read(where: str, data: bytes, options: Options) -> Outcome:
    del options
    try:
        return _read(where, data)
    except WorkstationError as error:
        return refused(where, error.what, error.hint)
    except (*_BROKEN, MemoryError):
        return refused(where, _DAMAGED, _AGAIN)


READER = Reader("NIfTI", claims, read)


def _marked(start: bytes) -> bool:
    return start[344:348] in (b"n+1\0", b"ni1\0") or start[4:8] in (b"n+2\0", b"ni2\0")


def _read(where: str, data: bytes) -> Outcome:
    start = _unpacked(data, _LARGEST_HEADER)
    if not _marked(start):
        raise WorkstationError(say("The file is named like a NIfTI volume, but it holds something else."), _AGAIN)
    if start[344:348] == b"ni1\0" or start[4:8] == b"ni2\0":
        raise WorkstationError(
            say("It is the header of a NIfTI volume whose voxels are in another file."),
            say("Save the volume as one file (.nii or .nii.gz) and import that."),
        )
    kind: Any = nibabel.Nifti1Header if start[344:348] == b"n+1\0" else nibabel.Nifti2Header
    header: Any = kind.from_fileobj(io.BytesIO(start), check=False)
    grid = _grid(header)
    offset = int(header.get_data_offset())
    whole = offset + math.prod(grid.shape) * int(header["bitpix"]) // 8
    if is_harmful(whole, len(data)):
        raise WorkstationError(*BOMB)
    if _size(data, whole) < whole:
        raise WorkstationError(*CUT_SHORT)
    digest = digest_of(data)
    notes = (note(where, *_DIFFER),) if _forms_differ(header, grid.shape) else ()
    return Item(where, digest, data, image=image_of(grid, stem_of(where), digest), notes=notes)


def _unpacked(data: bytes, most: int) -> bytes:
    return zlib.decompressobj(wbits=31).decompress(data, most) if data.startswith(_GZIP) else data[:most]


def _size(data: bytes, most: int) -> int:
    """How many bytes there are unpacked; not counted beyond ``most``."""
    if not data.startswith(_GZIP):
        return len(data)
    inflating, found, left = zlib.decompressobj(wbits=31), 0, memoryview(data)
    while left and not inflating.eof and found < most:
        found += len(inflating.decompress(left, 1 << 22))
        left = memoryview(inflating.unconsumed_tail)
    return found


def _grid(header: Any) -> Grid:
    shape = tuple(int(n) for n in header.get_data_shape())
    while len(shape) > 4 and shape[-1] == 1:
        shape = shape[:-1]
    if len(shape) > 4 or not shape or min(shape) < 1 or math.prod(shape) > MOST_BYTES:
        raise WorkstationError(
            say("The volume has {n} dimensions; slices, and volumes in time, are shown.", n=len(shape)),
            say("Save its parts as volumes of their own."),
        )
    columns, rows, slices, volumes = (*shape, 1, 1, 1)[:4]
    kind = header.get_data_dtype()
    is_colour = kind.names is not None
    if kind.kind == "c" or (is_colour and kind.names[:3] != ("R", "G", "B")):
        raise WorkstationError(say("Its voxels are of a kind that is not shown ({kind}).", kind=str(kind)), _AGAIN)
    slope, intercept = header.get_slope_inter()
    affine = _affine(header)
    spacing = np.linalg.norm(affine[:3, :3], axis=0) if affine is not None else _to_mm(header) * _zooms(header)
    low, high = float(header["cal_min"]), float(header["cal_max"])
    windows = (Window((low + high) / 2, high - low, function="LINEAR_EXACT"),) if high > low else ()
    return Grid(
        "nifti",
        (columns, rows, slices, volumes),
        affine,
        (float(spacing[1]), float(spacing[0])) if min(spacing[:2]) > 0 else None,
        is_colour,
        1.0 if slope is None else float(slope),
        0.0 if intercept is None else float(intercept),
        windows,
        bytes(header["descrip"]).split(b"\0")[0].decode("latin-1").strip(),
    )


def _zooms(header: Any) -> NDArray[np.float64]:
    found = np.ones(3)
    zooms = header.get_zooms()[:3]
    found[: len(zooms)] = zooms
    return found


def _to_mm(header: Any) -> float:
    return _TO_MM[header.get_xyzt_units()[0]]


def _affine(header: Any) -> NDArray[np.float64] | None:
    """(i, j, k, 1) to LPS mm: the sform where there is one, else the qform; None where there is neither."""
    for form, code in ((header.get_sform, "sform_code"), (header.get_qform, "qform_code")):
        if int(header[code]) > 0:
            found = np.array(form(), np.float64)
            found[:3] *= _to_mm(header)
            found[:2] *= -1  # NIfTI counts to the right and to the front
            return found if np.isfinite(found).all() else None
    return None


def _forms_differ(header: Any, shape: tuple[int, ...]) -> bool:
    """True where both forms are stated and put some corner elsewhere."""
    if int(header["sform_code"]) <= 0 or int(header["qform_code"]) <= 0:
        return False
    ends = np.array(np.meshgrid(*[(0, n - 1) for n in shape[:3]])).reshape(3, -1)
    corners = np.vstack([ends, np.ones(ends.shape[1])])
    apart = (np.array(header.get_sform()) - np.array(header.get_qform())) @ corners
    return bool(np.abs(apart).max() * _to_mm(header) > _SAME_MM)
