"""Frames of a display set out of the vault: plain ones as they lie, others out of the display cache or decoded anew.

Compressed pixels meet C code in child processes; what they became is kept in the display cache, so that the next
opening is as fast as that of plain pixels.
"""

from __future__ import annotations

import io
import json
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib import metadata
from typing import Any, cast

from numpy.typing import NDArray

from app import __version__
from app.domain.study import Instance
from app.domain.words import say
from app.domain.work import Report
from app.imaging.frames import DECODERS, Decoded, Request
from app.imaging.plain import decode_plain
from app.jobs import wire
from app.jobs.shape import fits
from app.jobs.workers import Limits, WorkerFailed, Workers
from app.store.database import Store

# an instance and the frames wanted of it, ascending from 0
Wanted = tuple[Instance, tuple[int, ...]]
Found = Decoded | str

# a chunk of frames goes to a child in one call; two calls are under way at a time
_AT_ONCE = 2
_CHUNK_BYTES = 16 << 20
_PLAIN = ("native", "native-big-endian")
_DECODERS = ("imagecodecs", "opencv-python-headless", "pydicom", "pyjpegls", "pylibjpeg-openjpeg", "pylibjpeg-rle",
             "python-gdcm", "nibabel", "pynrrd")  # fmt: skip


class Decoding:
    def __init__(self, store: Store, workers: Workers) -> None:
        self._store = store
        self._workers = workers
        store.display.made_by = _made_by()

    def first(self, wanted: Wanted, places: dict[str, NDArray[Any]]) -> Found:
        """Some frames of one instance, at once and alone."""
        return self._decode([wanted], places)[0]

    def all(
        self, wanted: Sequence[Wanted], places: dict[str, NDArray[Any]], report: Report
    ) -> Iterator[tuple[Wanted, Found]]:
        """What each instance's frames decoded to, or a word why they did not; several at a time, in their order.

        ``places``: memory (1, rows, columns) for the pixels of instances, by their UID.
        """
        done, total = 0, sum(len(frames) for _, frames in wanted)
        running: deque[tuple[list[Wanted], Future[list[Found]]]] = deque()
        left = chunks(wanted)
        with self._store.display.deferred(), ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="decoding") as pool:
            try:
                while True:
                    while len(running) <= _AT_ONCE and (chunk := next(left, None)) is not None:
                        running.append((chunk, pool.submit(self._decode, chunk, places)))
                    if not running:
                        return
                    report(done, total, say("Opening image {done} of {total}", done=done, total=total))
                    chunk, future = running.popleft()
                    yield from zip(chunk, future.result(), strict=True)
                    done += sum(len(frames) for _, frames in chunk)
            finally:
                for _, future in running:
                    future.cancel()

    def _decode(self, chunk: list[Wanted], places: dict[str, NDArray[Any]]) -> list[Found]:
        if all(is_plain(*one) for one in chunk):
            return [self._plain(*one, places.get(one[0].uid)) for one in chunk]
        kept = [self._kept(*one) if _is_compressed(one[0]) else None for one in chunk]
        new = iter(self._decode_anew([one for one, found in zip(chunk, kept, strict=True) if found is None]))
        return [next(new) if found is None else found for found in kept]

    def _plain(self, instance: Instance, frames: tuple[int, ...], place: NDArray[Any] | None) -> Found:
        assert instance.plain is not None
        return decode_plain(self._store.objects.get(instance.object), instance, instance.plain, frames, place)

    # ---- compressed pixels

    def _decode_anew(self, chunk: list[Wanted]) -> list[Found]:
        if not chunk:
            return []
        requests = [
            Request(self._store.objects.get(one.object), one.transfer_syntax, frames, one.tiles)
            for one, frames in chunk
        ]
        pixels = sum(_bytes(*one) for one in chunk)
        size = pixels + sum(len(r.data) for r in requests)
        limits = Limits(seconds=20 + size / 2**20, memory_mb=768 + 6 * (size >> 20))
        try:
            found: list[Found] = self._workers.run(
                "app.imaging.decode:decode_many", requests, limits=limits, returns=list[Decoded | str]
            )
            if len(found) == len(chunk):
                checked = [_checked(*one) for one in zip(chunk, found, strict=True)]
                for one, decoded in zip(chunk, checked, strict=True):
                    self._keep(*one, decoded)
                return checked
            failed = WorkerFailed("garbage")
        except WorkerFailed as error:
            failed = error
        if len(chunk) == 1:
            return [failed.kind]
        return [one for part in chunk for one in self._decode_anew([part])]

    def _kept(self, instance: Instance, frames: tuple[int, ...]) -> Decoded | None:
        """What the display cache holds; None where it holds nothing that fits."""
        data = self._store.display.get(instance.object, _named(instance, frames))
        if data is None:
            return None
        try:
            found = wire.receive(cast(io.RawIOBase, io.BytesIO(data)))
        except wire.Broken:
            return None
        if not isinstance(found, Decoded) or not fits(found, Decoded):
            return None
        checked = _checked((instance, frames), found)
        return None if isinstance(checked, str) else checked

    def _keep(self, instance: Instance, frames: tuple[int, ...], found: Found) -> None:
        # a frame that failed is tried again the next time; a look at one frame of many comes again with the others
        is_alone = instance.frames > 1 and len(frames) == 1
        if isinstance(found, Decoded) and not found.missing and not is_alone and _is_compressed(instance):
            written = io.BytesIO()
            wire.send(cast(io.RawIOBase, written), found)
            self._store.display.offer(instance.object, _named(instance, frames), written.getvalue())


def is_plain(instance: Instance, frames: tuple[int, ...]) -> bool:
    """Whether the frames are the file's own, and its import has found that they need no decoder."""
    return instance.plain is not None and frames[-1] < instance.frames


def _is_compressed(instance: Instance) -> bool:
    return DECODERS.get(instance.transfer_syntax, _PLAIN)[0] not in _PLAIN


def _named(instance: Instance, frames: tuple[int, ...]) -> str:
    """What is kept under: which frames, cut out of how many tiles."""
    whole = frames == tuple(range(len(frames)))
    return json.dumps([instance.tiles, len(frames) if whole else frames], separators=(",", ":"))


@cache
def _made_by() -> str:
    """What decodes frames here, with versions: pixels of another are not taken for its own."""
    found = [f"aegle {__version__}"]
    for name in _DECODERS:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    return ", ".join(found)


def _checked(wanted: Wanted, found: Found) -> Found:
    """What was decoded, where it has the size that the header promised and the set is built on."""
    instance, frames = wanted
    if isinstance(found, str) or found.stored.shape[:3] == (len(frames), instance.rows, instance.columns):
        return found
    return "size"


def chunks(wanted: Sequence[Wanted]) -> Iterator[list[Wanted]]:
    """What goes to a child in one call: some megabytes, all plain or none."""
    chunk: list[Wanted] = []
    size = 0
    for instance, frames in wanted:
        if chunk and is_plain(instance, frames) is not is_plain(*chunk[0]):
            yield chunk
            chunk, size = [], 0
        chunk.append((instance, frames))
        size += _bytes(instance, frames)
        if size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _bytes(instance: Instance, frames: tuple[int, ...]) -> int:
    return instance.rows * instance.columns * instance.samples * 2 * len(frames)
