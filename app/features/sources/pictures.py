"""Pictures to learn from: a folder for each class, images/ and masks/ of equal names, a flat folder, or an .npz."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.features.raw import Pictures
from app.features.sources.found import Found

_SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".gif", ".npy")
_MOST_PIXELS = 64_000_000  # of one picture
_MOST_BYTES = 8 << 30  # of an .npz, unpacked
_MOST_STRUCTURES = 6  # different values in masks; more number single things, not kinds of them
_PARTS = ("train", "val", "test")
IMAGE, CLASS, PART = "image", "class", "part"


def read_pictures(path: Path) -> Found:
    """Raises WorkstationError where there are none, or one cannot be read."""
    if path.is_file():
        return _of_arrays(path)
    if not path.is_dir():
        raise WorkstationError(
            say("There is no file or folder {path}.", path=str(path)), say("Check the name of the folder.")
        )
    if (path / "images").is_dir() and (path / "masks").is_dir():
        return _with_masks(path / "images", path / "masks")
    folders = sorted(f for f in path.iterdir() if f.is_dir() and _pictures_in(f))
    if {f.name.casefold() for f in folders} & {*_PARTS, "valid", "validation"}:
        return _of_parts(folders)
    if folders:
        return _of_classes([(f.name, file) for f in folders for file in _pictures_in(f)])
    files = _pictures_in(path)
    if not files:
        raise _no_pictures(path)
    return Found(tuple(f.stem for f in files), {IMAGE: tuple(f.name for f in files)}, {"images": _read(files)})


def _pictures_in(folder: Path) -> list[Path]:
    return sorted(f for f in folder.rglob("*") if f.suffix.lower() in _SUFFIXES)


def _no_pictures(path: Path) -> WorkstationError:
    return WorkstationError(
        say("There are no pictures in {path}.", path=str(path)),
        say("Give a folder with a folder for each class, one with images and masks, or an .npz file."),
    )


def _of_classes(files: Sequence[tuple[str, Path]]) -> Found:
    columns = {IMAGE: tuple(f.name for _, f in files), CLASS: tuple(name for name, _ in files)}
    return Found(tuple(f.stem for _, f in files), columns, {"images": _read([f for _, f in files])}, (CLASS,))


def _of_parts(folders: Sequence[Path]) -> Found:
    """train/ and test/, each with a folder for each class."""
    found = [(p.name, c.name, f) for p in folders for c in sorted(p.iterdir()) if c.is_dir() for f in _pictures_in(c)]
    if not found:
        raise _no_pictures(folders[0])
    made = _of_classes([(name, file) for _, name, file in found])
    parts = tuple(part for part, _, _ in found)
    return Found(made.ids, {**made.columns, PART: parts}, made.raws, made.targets, PART)


def _with_masks(images: Path, masks: Path) -> Found:
    files = _pictures_in(images)
    painted = {f.stem: f for f in _pictures_in(masks)}
    absent = [f.name for f in files if f.stem not in painted]
    if not files or absent:
        raise WorkstationError(
            say("{n} pictures have no mask of the same name: {names}.", n=len(absent), names=", ".join(absent[:3])),
            say("Give every file in images a file in masks with the same name."),
        )
    marks = _as_masks([_picture(painted[f.stem]) for f in files])
    columns = {IMAGE: tuple(f.name for f in files)}
    return Found(tuple(f.stem for f in files), columns, {"images": _read(files), "masks": Pictures(marks)})


def _as_masks(pictures: Sequence[NDArray[Any]]) -> tuple[NDArray[np.uint8], ...]:
    """(rows, columns) class numbers of each. Few values in all of them are classes; many are so many single things of
    one kind, as are the two values of black and white.
    """
    flat = [p.max(axis=0) if p.ndim == 3 else p for p in pictures]
    values = np.unique(np.concatenate([np.unique(p) for p in flat]))
    if len(values) <= 2 or len(values) > _MOST_STRUCTURES:
        return tuple((p > 0).astype(np.uint8) for p in flat)
    return tuple(np.searchsorted(values, p).astype(np.uint8) for p in flat)


def _read(files: Sequence[Path]) -> Pictures:
    return Pictures(tuple(_picture(f) for f in files))


def _picture(file: Path) -> NDArray[Any]:
    """(channels, rows, columns) or, from .npy, as it is with a channel in front where it has none."""
    try:
        if file.suffix.lower() == ".npy":
            array = np.asarray(np.load(file, allow_pickle=False))
            return array[None] if array.ndim == 2 else array
        with Image.open(file) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise WorkstationError(
                    say("The picture {name} is too large to learn from.", name=file.name),
                    say("Make it smaller than {n} million pixels.", n=_MOST_PIXELS // 10**6),
                )
            grey = image.mode in ("1", "L", "LA", "I", "I;16", "F", "P") and not image.info.get("palette")
            array = np.asarray(image.convert("L") if grey and image.mode not in ("I", "I;16", "F") else image)
            if not grey:
                array = np.asarray(image.convert("RGB"))
    except (OSError, ValueError, UnidentifiedImageError, SyntaxError, Image.DecompressionBombError) as error:
        raise WorkstationError(
            say("The picture {name} cannot be read.", name=file.name),
            say("Leave it out, or save it again as PNG."),
            detail=type(error).__name__,
        ) from error
    return array[None].copy() if array.ndim == 2 else array.transpose(2, 0, 1).copy()


def _of_arrays(path: Path) -> Found:
    """MedMNIST's keys (train_images, train_labels, …), or images and labels."""
    arrays = _arrays(path)
    parts = [p for p in _PARTS if f"{p}_images" in arrays]
    if parts:
        images = [arrays[f"{p}_images"] for p in parts]
        labels = [arrays[f"{p}_labels"] for p in parts if f"{p}_labels" in arrays]
        columns = {PART: tuple(p for p, i in zip(parts, images, strict=True) for _ in range(len(i)))}
    else:
        name = next((n for n in ("images", "x", "X", "data") if n in arrays), "")
        if not name:
            raise _no_pictures(path)
        images, columns = [arrays[name]], {}
        labels = [arrays[n] for n in ("labels", "y", "Y", "target") if n in arrays][:1]
        if "masks" in arrays:
            masks = Pictures(_as_masks([np.asarray(m) for m in arrays["masks"]]))
            ids = tuple(str(i) for i in range(len(images[0])))
            return Found(ids, {IMAGE: ids}, {"images": Pictures(_channelled(images[0])), "masks": masks})
    pictures = Pictures(tuple(one for part in images for one in _channelled(part)))
    targets: tuple[str, ...] = ()
    if labels:
        if sum(map(len, labels)) != len(pictures):
            raise WorkstationError(
                say("The file {name} does not hold a label for each picture.", name=path.name),
                say("Save as many labels as images."),
            )
        codes = np.concatenate([np.asarray(one).reshape(len(one), -1) for one in labels])
        names = (CLASS,) if codes.shape[1] == 1 else tuple(f"{CLASS} {k + 1}" for k in range(codes.shape[1]))
        columns |= {name: tuple(str(v) for v in codes[:, k]) for k, name in enumerate(names)}
        targets = names
    ids = tuple(str(i) for i in range(len(pictures)))
    split = PART if {"train", "test"} <= set(parts) else ""
    return Found(ids, {IMAGE: ids, **columns}, {"images": pictures}, targets, split)


def _channelled(images: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    """(channels, rows, columns) of each: colours last become colours first; volumes get one channel."""
    if images.ndim == 3:
        return tuple(one[None] for one in images)
    if images.ndim == 4 and images.shape[-1] in (3, 4):
        return tuple(one[..., :3].transpose(2, 0, 1) for one in images)
    return tuple(one[None] if images.ndim == 4 and images.shape[1] > 4 else one for one in images)


def _arrays(path: Path) -> dict[str, NDArray[Any]]:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(i.file_size for i in archive.infolist())
        if size > _MOST_BYTES:
            raise WorkstationError(
                say("The file {name} is too large to learn from.", name=path.name), say("Give fewer or smaller images.")
            )
        with np.load(path, allow_pickle=False) as loaded:
            return {name: loaded[name] for name in loaded.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise WorkstationError(
            say("The file {name} is no .npz of arrays.", name=path.name),
            say("Save images and labels with numpy.savez, without Python objects."),
            detail=type(error).__name__,
        ) from error
