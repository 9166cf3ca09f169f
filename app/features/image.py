"""Pictures and volumes -> arrays of one size, in the values they came in (HU, grey levels)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.features.raw import Pictures, Raw

Floats = NDArray[np.float32]


def arrays(spec: Mapping[str, Any], raw: Raw) -> dict[str, NDArray[Any]]:
    """``image`` (N, channels, …): all of ``spec["shape"]``; as they are, side by side, where it is empty."""
    assert isinstance(raw, Pictures)
    if not spec["shape"]:
        return {"image": padded(raw.arrays, spec["channels"], spec["multiple"])}
    return {"image": of_one_size(raw.arrays, spec["shape"], spec["channels"])}


_SIDE = 256  # pixels a picture out of the vault keeps at most along a side
_DEPTH = 48  # and slices


def picture_of(voxels: NDArray[Any]) -> NDArray[Any]:
    """(1, rows, columns) of a single image, (1, slices, rows, columns) of a volume; thinned to a size to learn from.
    Of images in colour (slices, rows, columns, 3) the middle one, (3, rows, columns).
    """
    slices, rows, columns = voxels.shape[:3]
    step = max(1, -(-max(rows, columns) // _SIDE))
    thin = np.ascontiguousarray(voxels[:: max(1, -(-slices // _DEPTH)), ::step, ::step])
    if thin.ndim == 4:
        return np.ascontiguousarray(thin[len(thin) // 2].transpose(2, 0, 1))
    return thin if slices == 1 else thin[None]


def resized(image: NDArray[Any], shape: Sequence[int]) -> Floats:
    """(channels, *shape) from (channels, …): linear between pixels, the mean of those a smaller pixel covers."""
    out = image.astype(np.float32)
    for axis, size in enumerate(shape, start=1):
        if out.shape[axis] != size:
            weights = _weights(out.shape[axis], size)
            out = np.moveaxis(np.tensordot(out, weights, axes=([axis], [1])), -1, axis)
    return np.ascontiguousarray(out, dtype=np.float32)


def of_one_size(images: Sequence[NDArray[Any]], shape: Sequence[int], channels: int) -> Floats:
    """(N, channels, *shape). A grey picture repeats its one channel; of a coloured one a grey model takes the mean."""
    made = np.zeros((len(images), channels, *shape), dtype=np.float32)
    for row, image in enumerate(images):
        made[row] = resized(_with_channels(image, channels), shape)
    return made


def padded(images: Sequence[NDArray[Any]], channels: int, multiple: int) -> Floats:
    """(N, channels, *largest): pictures of any size side by side, their last edge repeated, no pixel resampled."""
    largest = [max(i.shape[axis] for i in images) for axis in range(1, images[0].ndim)]
    shape = [-(-size // multiple) * multiple for size in largest]
    made = np.zeros((len(images), channels, *shape), dtype=np.float32)
    for row, image in enumerate(images):
        behind = [(0, 0), *((0, size - had) for size, had in zip(shape, image.shape[1:], strict=True))]
        made[row] = np.pad(_with_channels(image, channels).astype(np.float32), behind, mode="edge")
    return made


def difference_hash(image: NDArray[Any]) -> int:
    """64 bits, equal for pictures that look alike: is each of 8 x 8 patches brighter than the next?"""
    grey = _with_channels(image, 1)[0]
    while grey.ndim > 2:
        grey = grey.mean(axis=0)
    small = resized(grey[None], (8, 9))[0]
    bits = (small[:, 1:] > small[:, :-1]).ravel()
    return int(np.packbits(bits).view(">u8")[0])


def _with_channels(image: NDArray[Any], channels: int) -> NDArray[Any]:
    if image.shape[0] == channels:
        return image
    grey = image[:1] if image.shape[0] == 2 else image[:3].mean(axis=0, keepdims=True)
    return np.repeat(grey, channels, axis=0)


def _weights(had: int, wanted: int) -> Floats:
    """(wanted, had): how much each old pixel gives to each new one; rows add up to 1."""
    centre = (np.arange(wanted) + 0.5) * had / wanted - 0.5
    reach = max(1.0, had / wanted)  # a triangle as wide as the new pixel: no pixel is skipped
    weights = np.maximum(0, 1 - np.abs(np.arange(had)[None, :] - np.clip(centre, 0, had - 1)[:, None]) / reach)
    shares: Floats = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares
