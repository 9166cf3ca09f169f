"""A display set as a film: MP4 (MPEG-4 Part 2 by the FFmpeg inside OpenCV's wheel, which holds no GPL encoder), or an
animated PNG, which needs none.

Written straight to its path: nothing is kept beside it. Everything an encoder is given was painted here, so it runs in
the program itself, where progress can be told and the work be called off.
"""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from app.domain.cine import Pace
from app.domain.errors import WorkstationError
from app.domain.volume import Volume
from app.domain.words import Phrase, say
from app.domain.work import Report
from app.imaging import film_times
from app.imaging.frames import has_video
from app.imaging.render import View, natural_size, render

_CODEC = "mp4v"
# small pictures are shown larger, large ones as large as usual screens are
_LEAST, _MOST = 480, 1920
_LONGEST = 20_000
MP4, ANIMATED = ".mp4", ".png"


@dataclass(frozen=True, slots=True)
class Caption:
    """Lines burned into the upper left corner of every frame, and the font they are written in."""

    lines: tuple[str, ...]
    font: Path


def why_no_mp4() -> Phrase | None:
    """Why no MP4 film can be written on this computer; None where it can."""
    if has_video():
        return None
    return say("MP4 films are written on Linux and Windows; here no encoder that may be shipped is at hand.")


def size_of(volume: Volume, quarter_turns: int = 0) -> tuple[int, int]:
    """(width, height) of the frames: even numbers, as the encoder wants them."""
    width, height = natural_size(volume, quarter_turns)
    scale = min(max(_LEAST / max(width, height), 1.0), _MOST / max(width, height))
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


def write(volume: Volume, look: View, pace: Pace, target: Path, report: Report, caption: Caption | None = None) -> int:
    """Film every slice as ``look`` shows it, one frame each, each as long as ``pace`` says. Returns how many.

    An MP4 film or, by the ending of ``target``, an animated PNG: every pixel exact, larger, played by browsers.
    Raises WorkstationError where there is no encoder, and OSError where the file cannot be written.
    """
    is_mp4 = target.suffix.lower() == MP4
    why = why_no_mp4() if is_mp4 else None
    if why is not None:
        raise WorkstationError(why, say("Choose a name that ends in .png: an animated PNG, which browsers play."))
    if len(volume.voxels) > _LONGEST:
        raise WorkstationError(say("The film would be longer than {n} frames.", n=_LONGEST), say("Export it as TIFF."))
    size = look.size or size_of(volume, look.quarter_turns)
    painted = _painted(volume, look, size, report, caption)
    if is_mp4:
        _write_mp4(painted, pace, size, target)
    else:
        _write_animated(painted, pace, size, target)
    return len(volume.voxels)


def _write_mp4(painted: Iterator[NDArray[np.uint8]], pace: Pace, size: tuple[int, int], target: Path) -> None:
    # a word of FFmpeg's on stderr could hold the path, which a person may have named after a patient
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    import cv2  # late: it is large, and there is none on macOS

    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    film: Any = cv2.VideoWriter(
        str(target), cv2.CAP_FFMPEG, cv2.VideoWriter_fourcc(*_CODEC), pace.per_second, size  # type: ignore[attr-defined]
    )  # fmt: skip
    if not film.isOpened():
        raise OSError("the film cannot be opened for writing")
    try:
        for pixels in painted:
            film.write(np.ascontiguousarray(pixels[..., ::-1]))  # OpenCV's colours are blue, green, red
    finally:
        film.release()
    if not pace.is_even:
        film_times.put(target, pace.durations_ms)  # this writer knows one rate only


def _write_animated(painted: Iterator[NDArray[np.uint8]], pace: Pace, size: tuple[int, int], target: Path) -> None:
    """PNG, third edition, 11.3.4: a first picture that every program shows, and pictures that follow it."""
    width, height = size
    number = count(0)
    per_second = next(unit for unit in (1000, 100, 10, 1) if max(pace.durations_ms) * unit <= 65535 * 1000 or unit == 1)
    with target.open("wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n")
        out.write(_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)))
        out.write(_chunk(b"acTL", struct.pack(">II", len(pace.durations_ms), 0)))
        for k, (pixels, ticks) in enumerate(zip(painted, film_times.ticks(pace.durations_ms, per_second), strict=True)):
            place = struct.pack(">IIIII", next(number), width, height, 0, 0)
            out.write(_chunk(b"fcTL", place + struct.pack(">HHBB", min(ticks, 65535), per_second, 0, 0)))
            data = _png_data(pixels)
            out.write(_chunk(b"fdAT", struct.pack(">I", next(number)) + data) if k else _chunk(b"IDAT", data))
        out.write(_chunk(b"IEND", b""))


def _png_data(pixels: NDArray[np.uint8]) -> bytes:
    """The compressed rows of a picture."""
    whole = io.BytesIO()
    Image.fromarray(pixels).save(whole, "PNG")
    data, found, at = whole.getvalue(), b"", 8
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        found += data[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    return found


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _painted(
    volume: Volume, look: View, size: tuple[int, int], report: Report, caption: Caption | None
) -> Iterator[NDArray[np.uint8]]:
    font = ImageFont.truetype(str(caption.font), max(12, size[1] // 36)) if caption is not None else None
    frames = len(volume.voxels)
    for k in range(frames):
        report(k, frames, say("Filming frame {done} of {total}", done=k + 1, total=frames))
        pixels = render(volume, replace(look, slice_index=k, size=size))
        coloured = pixels if pixels.ndim == 3 else np.repeat(pixels[..., np.newaxis], 3, axis=2)
        yield coloured if caption is None else _with(coloured, caption.lines, font)


def _with(pixels: NDArray[np.uint8], lines: tuple[str, ...], font: Any) -> NDArray[np.uint8]:
    picture = Image.fromarray(pixels)
    draw = ImageDraw.Draw(picture)
    draw.multiline_text((8, 6), "\n".join(lines), (255, 255, 255), font, stroke_width=2, stroke_fill=(0, 0, 0))
    found: NDArray[np.uint8] = np.asarray(picture)
    return found
