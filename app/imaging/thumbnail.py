"""A small picture of a series for the worklist."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from app.domain.study import FrameHeader
from app.domain.volume import Certificate, Volume
from app.imaging.decode import decode
from app.imaging.frames import Request
from app.imaging.render import View, render
from app.imaging.volume import padding_of, values_of

SIZE = 128


def make(request: Request, header: FrameHeader, is_inverted: bool) -> bytes:
    """PNG of one frame, fitted into 128 x 128. Runs in a child process; raises what the codec raises."""
    decoded = decode(request)
    volume = _flat(decoded.stored[0], header, is_inverted)
    height, width = volume.voxels.shape[1] * volume.aspect, float(volume.voxels.shape[2])
    fit = SIZE / max(width, height)
    size = max(round(width * fit), 1), max(round(height * fit), 1)
    out = io.BytesIO()
    Image.fromarray(render(volume, View(size=size))).save(out, "PNG")
    return out.getvalue()


def _flat(stored: np.ndarray[tuple[int, ...], np.dtype[np.generic]], header: FrameHeader, is_inverted: bool) -> Volume:
    certificate = Certificate("single")
    if stored.ndim == 3:
        return Volume(stored[np.newaxis], None, "", certificate, aspect=header.aspect)
    padding = padding_of(stored, header)
    return Volume(
        values_of(stored, header)[np.newaxis],
        None,
        header.unit,
        certificate,
        windows=header.windows,
        inverted=is_inverted,
        padding=padding[np.newaxis] if padding is not None and padding.any() else None,
        aspect=header.aspect,
    )
