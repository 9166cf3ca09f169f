"""A display set as an MP4 film: MPEG-4 Part 2 by the FFmpeg inside OpenCV's wheel, which holds no GPL encoder.

Written straight to its path: FFmpeg keeps no file beside it. Everything it is given was painted here, so it runs in the
program itself, where progress can be told and the work be called off.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from app.domain.errors import WorkstationError
from app.domain.volume import Volume
from app.domain.words import Phrase, say
from app.domain.work import Report
from app.imaging.frames import has_video
from app.imaging.render import View, natural_size, render

_CODEC = "mp4v"
# small pictures are shown larger, large ones as large as usual screens are
_LEAST, _MOST = 480, 1920
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Caption:
    """Lines burned into the upper left corner of every frame, and the font they are written in."""

    lines: tuple[str, ...]
    font: Path


def why_not() -> Phrase | None:
    """Why no film can be written on this computer; None where it can."""
    if has_video():
        return None
    return say("Films are written on Linux and Windows; here no encoder that may be shipped is at hand.")


def size_of(volume: Volume, quarter_turns: int = 0) -> tuple[int, int]:
    """(width, height) of the frames: even numbers, as the encoder wants them."""
    width, height = natural_size(volume, quarter_turns)
    scale = min(max(_LEAST / max(width, height), 1.0), _MOST / max(width, height))
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


def write(
    volume: Volume,
    look: View,
    frames_per_second: float,
    target: Path,
    report: Report,
    caption: Caption | None = None,
) -> int:
    """Film every slice as ``look`` shows it, one frame each. Returns how many.

    Raises WorkstationError where there is no encoder, and OSError where the file cannot be written.
    """
    why = why_not()
    if why is not None:
        raise WorkstationError(why, say("Export the pictures as PNG or TIFF, or the original DICOM files."))
    if len(volume.voxels) > _LONGEST:
        raise WorkstationError(say("The film would be longer than {n} frames.", n=_LONGEST), say("Export it as TIFF."))
    size = look.size or size_of(volume, look.quarter_turns)
    # a word of FFmpeg's on stderr could hold the path, which a person may have named after a patient
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    import cv2  # late: it is large, and there is none on macOS

    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    film: Any = cv2.VideoWriter(
        str(target), cv2.CAP_FFMPEG, cv2.VideoWriter_fourcc(*_CODEC), frames_per_second, size  # type: ignore[attr-defined]
    )  # fmt: skip
    if not film.isOpened():
        raise OSError("the film cannot be opened for writing")
    try:
        for painted in _painted(volume, look, size, report, caption):
            film.write(np.ascontiguousarray(painted[..., ::-1]))  # OpenCV's colours are blue, green, red
    finally:
        film.release()
    return len(volume.voxels)


def _painted(
    volume: Volume, look: View, size: tuple[int, int], report: Report, caption: Caption | None
) -> Iterator[NDArray[np.uint8]]:
    font = ImageFont.truetype(str(caption.font), max(12, size[1] // 36)) if caption is not None else None
    count = len(volume.voxels)
    for k in range(count):
        report(k, count, say("Filming frame {done} of {total}", done=k + 1, total=count))
        pixels = render(volume, replace(look, slice_index=k, size=size))
        coloured = pixels if pixels.ndim == 3 else np.repeat(pixels[..., np.newaxis], 3, axis=2)
        yield coloured if caption is None else _with(coloured, caption.lines, font)


def _with(pixels: NDArray[np.uint8], lines: tuple[str, ...], font: Any) -> NDArray[np.uint8]:
    picture = Image.fromarray(pixels)
    draw = ImageDraw.Draw(picture)
    draw.multiline_text((8, 6), "\n".join(lines), (255, 255, 255), font, stroke_width=2, stroke_fill=(0, 0, 0))
    found: NDArray[np.uint8] = np.asarray(picture)
    return found
