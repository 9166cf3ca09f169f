"""A small picture of a series for the worklist."""

from __future__ import annotations

import io

from PIL import Image

from app.domain.study import DisplaySet, FrameHeader
from app.domain.volume import Certificate, Volume
from app.imaging.decode import decode
from app.imaging.frames import Decoded, Request
from app.imaging.render import View, render
from app.imaging.volume import Slice, build

SIZE = 128


def make(request: Request, header: FrameHeader, is_inverted: bool) -> bytes:
    """PNG of one frame, fitted into 128 x 128. Runs in a child process; raises what the codec raises."""
    volume = _flat(decode(request), header, is_inverted)
    height, width = volume.voxels.shape[1] * volume.aspect, float(volume.voxels.shape[2])
    fit = SIZE / max(width, height)
    size = max(round(width * fit), 1), max(round(height * fit), 1)
    out = io.BytesIO()
    Image.fromarray(render(volume, View(size=size))).save(out, "PNG")
    return out.getvalue()


def _flat(decoded: Decoded, header: FrameHeader, is_inverted: bool) -> Volume:
    """The one frame as a set of its own."""
    stored = decoded.stored[0]
    shown = DisplaySet("", "", (), "", (1, *stored.shape[:2]), (None, None, None), None, header.unit, _SINGLE)
    return build(shown, [Slice(header, stored, is_inverted, decoded.tables, decoded)])


_SINGLE = Certificate("single")
