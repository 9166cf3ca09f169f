"""NRRD volumes in one file (.nrrd), by pynrrd."""

from __future__ import annotations

import io
import math
from typing import Any

import nrrd
import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.identifiers import digest_of
from app.domain.words import say
from app.ingest.reader import Head, Item, Options, Outcome, Reader, refused
from app.ingest.volume_files import BOMB, CUT_SHORT, Grid, image_of, is_harmful, stem_of

_BROKEN = (
    ValueError, TypeError, KeyError, IndexError, OverflowError, ArithmeticError, EOFError, OSError, AttributeError,
    UnicodeError, nrrd.NRRDError,
)  # fmt: skip
_AGAIN = say("Ask for the file again from where it came.")
# space -> signs that turn its axes into LPS (teem's definition of the format, "space")
_TO_LPS = {
    "left-posterior-superior": (1, 1, 1), "lps": (1, 1, 1), "right-anterior-superior": (-1, -1, 1), "ras": (-1, -1, 1),
    "left-anterior-superior": (1, -1, 1), "las": (1, -1, 1), "left-posterior-superior-time": (1, 1, 1),
    "right-anterior-superior-time": (-1, -1, 1), "left-anterior-superior-time": (1, -1, 1),
}  # fmt: skip
_COLOUR = ("RGB-color", "RGBA-color")
_PACKED = ("gzip", "gz", "bzip2", "bz2")


def claims(head: Head, options: Options) -> bool:
    del options
    return head.start.startswith(b"NRRD000") or head.ends(".nrrd", ".nhdr")


def read(where: str, data: bytes, options: Options) -> Outcome:
    del options
    try:
        return _read(where, data)
    except WorkstationError as error:
        return refused(where, error.what, error.hint)
    except (*_BROKEN, MemoryError):
        return refused(where, say("The NRRD file is damaged and cannot be read."), _AGAIN)


READER = Reader("NRRD", claims, read)


def _read(where: str, data: bytes) -> Outcome:
    if not data.startswith(b"NRRD000"):
        raise WorkstationError(say("The file is named like an NRRD volume, but it holds something else."), _AGAIN)
    opened = io.BytesIO(data)
    header: Any = nrrd.read_header(opened)
    if "data file" in header or "datafile" in header:
        raise WorkstationError(
            say("It is the header of an NRRD volume whose voxels are in another file."),
            say("Save the volume as one file (.nrrd) and import that."),
        )
    grid = grid_of(header)
    size = math.prod(int(n) for n in header["sizes"]) * np.dtype(nrrd.reader._determine_datatype(header)).itemsize
    if is_harmful(size, len(data)):
        raise WorkstationError(*BOMB)
    if header["encoding"] == "raw" and len(data) - opened.tell() < size:
        raise WorkstationError(*CUT_SHORT)
    digest = digest_of(data)
    return Item(where, digest, data, image=image_of(grid, stem_of(where), digest))


def grid_of(header: Any) -> Grid:
    """What the header says. Raises WorkstationError for what is no volume."""
    sizes = [int(n) for n in header["sizes"]]
    space, other = axes_of(header)
    if not 2 <= len(space) <= 3 or len(other) > 1 or min(sizes) < 1:
        raise WorkstationError(
            say("The volume has {n} dimensions; slices, and volumes in time, are shown.", n=len(sizes)),
            say("Save its parts as volumes of their own."),
        )
    columns, rows, slices = (*(sizes[axis] for axis in space), 1)[:3]
    count = sizes[other[0]] if other else 1
    is_colour = bool(other) and _kinds(header)[other[0]] in _COLOUR and count in (3, 4)
    affine = _affine(header, space)
    spacing = _spacing(header, space)
    return Grid("nrrd", (columns, rows, slices, 1 if is_colour else count), affine, spacing, is_colour)


def _kinds(header: Any) -> list[str]:
    return [str(kind) for kind in header.get("kinds") or ["domain"] * len(header["sizes"])]


def axes_of(header: Any) -> tuple[list[int], list[int]]:
    """(axes of space, other axes), as the directions say; without directions, as the kinds do."""
    directions = header.get("space directions")
    count = len(header["sizes"])
    if directions is not None:
        has = [row is not None and bool(np.isfinite(np.asarray(row, np.float64)).all()) for row in directions]
    else:
        has = [kind in ("domain", "space") for kind in _kinds(header)]
    space = [axis for axis in range(count) if has[axis]]
    return space, [axis for axis in range(count) if axis not in space]


def _affine(header: Any, space: list[int]) -> NDArray[np.float64] | None:
    signs = _TO_LPS.get(str(header.get("space", "")).lower())
    origin, directions = header.get("space origin"), header.get("space directions")
    if signs is None or origin is None or directions is None or len(space) != 3:
        return None
    affine = np.eye(4)
    for n, axis in enumerate(space):
        affine[:3, n] = np.asarray(directions[axis], np.float64)[:3] * signs
    affine[:3, 3] = np.asarray(origin, np.float64)[:3] * signs
    return affine if np.isfinite(affine).all() else None


def _spacing(header: Any, space: list[int]) -> tuple[float, float] | None:
    """(between rows, between columns) mm, from the directions or the spacings."""
    directions, spacings = header.get("space directions"), header.get("spacings")
    if directions is not None:
        found = [float(np.linalg.norm(np.asarray(directions[axis], np.float64))) for axis in space[:2]]
    elif spacings is not None:
        found = [float(spacings[axis]) for axis in space[:2]]
    else:
        return None
    return (found[1], found[0]) if all(0 < one < 1e6 for one in found) else None
