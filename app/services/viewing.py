"""Open a series as the display sets it is shown as, with their values."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Patient, Principal
from app.domain.problem import Problem
from app.domain.study import DisplaySet, FrameRef, Instance, Series, Splitting, Study
from app.domain.volume import Suv, Volume
from app.domain.words import say
from app.domain.work import Report
from app.imaging.assemble import Accounted as Accounted
from app.imaging.assemble import assemble, largest, rules_for
from app.imaging.frames import Decoded, Request
from app.imaging.labels import orientation_of
from app.imaging.places import SlicePlace, place_of
from app.imaging.plain import block_for, decode_plain
from app.imaging.suv import PetHeader, factors
from app.imaging.volume import Slice, build
from app.jobs.workers import Limits, WorkerFailed, Workers
from app.services.news import News
from app.services.settings import check_splitting, splitting_of
from app.store import patients, studies
from app.store.database import Store
from app.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class SeriesSummary:
    """A series with its patient and study, its display sets, and every instance accounted for.

    ``not_shown``: instances that are in no display set, each with the reason. ``account``: each instance received, in
    which sets it is or why in none.
    """

    series: Series
    study: Study
    patient: Patient
    sets: tuple[DisplaySet, ...]
    not_shown: tuple[Problem, ...]
    header: dict[str, Any]
    account: tuple[Accounted, ...] = ()

    @property
    def displayable(self) -> int:
        """How many of the instances received are in a display set."""
        return sum(bool(one.sets) for one in self.account)


@dataclass(frozen=True, slots=True, eq=False)
class OpenedSet:
    """A display set with its values decoded. ``decoders`` names which decoder gave the pixels.

    ``patient_orientation``: the directions of rows and columns as letters ("L", "P"), () where they are not stated.
    ``problems``: images of the set that could not be decoded (their slice is padding), each with the reason.
    ``places``: where each slice lies by its own header, None where that does not say. ``derived``: slices whose values
    were made from other images (ImageType, PS3.3 C.7.6.1.1.2).
    """

    summary: SeriesSummary
    shown: DisplaySet
    volume: Volume
    decoders: tuple[str, ...]
    lossy: bool
    patient_orientation: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    places: tuple[SlicePlace | None, ...] = ()
    derived: frozenset[int] = frozenset()


class Viewing:
    def __init__(self, store: Store, workers: Workers, news: News) -> None:
        self._store = store
        self._workers = workers
        self._news = news

    def summary(self, principal: Principal, series: str, splitting: Splitting | None = None) -> SeriesSummary:
        """The series and its display sets, from headers alone. ``splitting`` stands in place of the vault's own.

        Raises WorkstationError for an unknown UID and for a rule that there is none of.
        """
        check_splitting(splitting or Splitting())
        with self._store.transaction(Deed(principal, "show series", (series,))) as tx:
            return _found(tx, series, splitting)[0]

    def open(self, principal: Principal, series: str, set_id: str | None, report: Report) -> OpenedSet:
        """Decode a display set (default: the largest). Frames are decoded in worker processes.

        Raises WorkstationError when nothing in the series can be shown, with the reason.
        """
        with self._store.transaction(Deed(principal, "open series", (series,))) as tx:
            summary, instances = _found(tx, series)
            tx.about(summary.patient.id)
        shown = chosen(summary, set_id)
        wanted = [(instances[uid], frames) for uid, frames in _by_instance(shown).items()]
        block = block_for([instance for instance, _ in wanted])
        decoded = self._decoded(wanted, block, report)
        return _opened(summary, shown, instances, decoded, block)

    def uptake(
        self, principal: Principal, series: str, set_id: str | None, splitting: Splitting | None = None
    ) -> tuple[Suv, ...]:
        """Factors to uptake values for each slice of a PET set, or why there are none; () for what is no PET.

        Pixels are not decoded. Raises WorkstationError as ``open`` does.
        """
        with self._store.transaction(Deed(principal, "show series", (series,))) as tx:
            summary, instances = _found(tx, series, splitting)
        if summary.series.modality != "PT":
            return ()
        shown = chosen(summary, set_id)
        uids = list(_by_instance(shown))
        headers: list[PetHeader | None] = []
        for chunk in _chunks([(instances[uid], (0,)) for uid in uids]):
            files = [self._store.objects.get(instance.object) for instance, _ in chunk]
            limits = Limits(memory_mb=768 + 6 * (sum(map(len, files)) >> 20))
            try:
                headers += self._workers.run(
                    "app.imaging.pet_header:of_files", files, limits=limits, returns=list[PetHeader | None]
                )
            except WorkerFailed:
                return ()
        known = {uid: one for uid, one in zip(uids, headers, strict=False) if one is not None}
        return factors([known[frame.instance] for frame in shown.frames]) if len(known) == len(uids) else ()

    def _decoded(
        self, wanted: list[tuple[Instance, tuple[int, ...]]], block: NDArray[Any] | None, report: Report
    ) -> dict[str, Decoded | str]:
        """What each instance's frames decoded to, or why they did not; several at a time in the child processes."""
        done, total = 0, sum(len(frames) for _, frames in wanted)
        found: dict[str, Decoded | str] = {}
        running: deque[tuple[list[tuple[Instance, tuple[int, ...]]], Future[list[Decoded | str]]]] = deque()
        chunks = _chunks(wanted)
        places = {} if block is None else {i.uid: block[k : k + 1] for k, (i, _) in enumerate(wanted)}
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="decoding") as pool:
            try:
                while True:
                    while len(running) <= _AT_ONCE and (chunk := next(chunks, None)) is not None:
                        running.append((chunk, pool.submit(self._decode, chunk, places)))
                    if not running:
                        return found
                    report(done, total, say("Opening image {done} of {total}", done=done, total=total))
                    chunk, future = running.popleft()
                    found.update(zip((i.uid for i, _ in chunk), future.result(), strict=True))
                    done += sum(len(frames) for _, frames in chunk)
            finally:
                for _, future in running:
                    future.cancel()

    def _decode(
        self, chunk: list[tuple[Instance, tuple[int, ...]]], places: dict[str, NDArray[Any]]
    ) -> list[Decoded | str]:
        if all(_is_plain(*one) for one in chunk):
            return [self._plain(*one, places.get(one[0].uid)) for one in chunk]
        requests = [_request(self._store, i, frames) for i, frames in chunk]
        pixels = sum(_bytes(i, len(frames)) for i, frames in chunk)
        size = pixels + sum(len(r.data) for r in requests)
        limits = Limits(seconds=20 + size / 2**20, memory_mb=768 + 6 * (size >> 20))
        try:
            found: list[Decoded | str] = self._workers.run(
                "app.imaging.decode:decode_many", requests, limits=limits, returns=list[Decoded | str]
            )
            if len(found) == len(chunk):
                return [_checked(*one) for one in zip(chunk, found, strict=True)]
            failed = WorkerFailed("garbage")
        except WorkerFailed as error:
            failed = error
        if len(chunk) == 1:
            return [failed.kind]
        return [one for part in chunk for one in self._decode([part], places)]

    def _plain(self, instance: Instance, frames: tuple[int, ...], place: NDArray[Any] | None) -> Decoded | str:
        assert instance.plain is not None
        return decode_plain(self._store.objects.get(instance.object), instance, instance.plain, frames, place)


def chosen(summary: SeriesSummary, set_id: str | None) -> DisplaySet:
    """The set of that id, or the one a series opens with. Raises WorkstationError where there is none, saying why."""
    if not summary.sets:
        first = next(iter(summary.not_shown), None)
        raise WorkstationError(
            say("Nothing in this series can be shown as an image."), first.what if first else say("It is empty.")
        )
    found = largest(summary.sets) if set_id is None else next((s for s in summary.sets if s.id == set_id), None)
    if found is None:
        raise WorkstationError(
            say("This series has no display set {id}.", id=set_id or ""),
            say("It has: {ids}.", ids=", ".join(s.id for s in summary.sets)),
        )
    return found


# a chunk of frames goes to a child in one call; two calls are under way at a time
_AT_ONCE = 2
_CHUNK_BYTES = 16 << 20


def _found(tx: Transaction, uid: str, splitting: Splitting | None = None) -> tuple[SeriesSummary, dict[str, Instance]]:
    series = studies.get_series(tx, uid)
    study = studies.get_study(tx, series.study) if series else None
    patient = patients.get(tx, study.patient) if study else None
    if series is None or study is None or patient is None:
        raise WorkstationError(
            say("There is no series {uid} in this vault.", uid=uid),
            say("List the series there are, then name one of them by its UID."),
        )
    instances = studies.instances(tx, uid)
    assembled = assemble(series, instances, rules_for(splitting or splitting_of(tx)))
    summary = SeriesSummary(series, study, patient, assembled.sets, assembled.not_shown, _header(instances),
                            assembled.account)  # fmt: skip
    return summary, {i.uid: i for i in instances}


def _header(instances: tuple[Instance, ...]) -> dict[str, Any]:
    """What the headers of all instances agree on, by DICOM keyword."""
    common = dict(instances[0].header) if instances else {}
    for instance in instances[1:]:
        here = dict(instance.header)
        common = {name: said for name, said in common.items() if here.get(name) == said}
    return common


def _request(store: Store, instance: Instance, frames: tuple[int, ...]) -> Request:
    return Request(store.objects.get(instance.object), instance.transfer_syntax, frames, instance.tiles)


def _checked(wanted: tuple[Instance, tuple[int, ...]], found: Decoded | str) -> Decoded | str:
    """What was decoded, where it has the size that the header promised and the set is built on."""
    instance, frames = wanted
    if isinstance(found, str) or found.stored.shape[:3] == (len(frames), instance.rows, instance.columns):
        return found
    return "size"


def _by_instance(shown: DisplaySet) -> dict[str, tuple[int, ...]]:
    """Frame indices wanted of each instance, ascending."""
    found: dict[str, list[int]] = {}
    for frame in shown.frames:
        found.setdefault(frame.instance, []).append(frame.index)
    return {uid: tuple(sorted(frames)) for uid, frames in found.items()}


def _chunks(wanted: list[tuple[Instance, tuple[int, ...]]]) -> Iterator[list[tuple[Instance, tuple[int, ...]]]]:
    chunk: list[tuple[Instance, tuple[int, ...]]] = []
    size = 0
    for instance, frames in wanted:
        if chunk and _is_plain(instance, frames) is not _is_plain(*chunk[0]):
            yield chunk
            chunk, size = [], 0
        chunk.append((instance, frames))
        size += _bytes(instance, len(frames))
        if size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _is_plain(instance: Instance, frames: tuple[int, ...]) -> bool:
    """Whether the frames are the file's own, and its import has found that they need no decoder."""
    return instance.plain is not None and frames[-1] < instance.frames


def _bytes(instance: Instance, frames: int) -> int:
    return instance.rows * instance.columns * instance.samples * 2 * frames


def _opened(
    summary: SeriesSummary,
    shown: DisplaySet,
    instances: dict[str, Instance],
    decoded: dict[str, Decoded | str],
    block: NDArray[Any] | None,
) -> OpenedSet:
    asked = _by_instance(shown)
    slices, problems = [], {}
    for frame in shown.frames:
        instance, found = instances[frame.instance], decoded[frame.instance]
        one = _slice(instance, frame, found, asked[instance.uid].index(frame.index))
        if one.stored is None:
            problems[instance.uid] = _not_decoded(instance, frame, found)
        slices.append(one)
    first = instances[shown.frames[0].instance]
    return OpenedSet(
        summary,
        shown,
        build(shown, slices, block),
        tuple(sorted({f.decoder for f in decoded.values() if not isinstance(f, str)})),
        any(instances[uid].lossy for uid in asked),
        orientation_of(first.frame_headers[shown.frames[0].index], first.patient_orientation),
        tuple(problems.values()),
        tuple(_place(shown, instances[frame.instance], frame) for frame in shown.frames),
        frozenset(at for at, frame in enumerate(shown.frames) if _is_derived(instances[frame.instance], frame)),
    )


def _place(shown: DisplaySet, instance: Instance, frame: FrameRef) -> SlicePlace | None:
    _, rows, columns = shown.shape
    return place_of(instance.frame_headers[frame.index], rows, columns, instance.frame_of_reference)


def _is_derived(instance: Instance, frame: FrameRef) -> bool:
    kinds = instance.frame_headers[frame.index].image_type or instance.image_type
    return bool(kinds) and kinds[0].upper() == "DERIVED"


def _slice(instance: Instance, frame: FrameRef, found: Decoded | str, at: int) -> Slice:
    header = instance.frame_headers[frame.index]
    if isinstance(found, str) or at in found.missing:
        return Slice(header, None)
    return Slice(header, found.stored[at], instance.photometric == "MONOCHROME1", found.tables, found, at)


def _not_decoded(instance: Instance, frame: FrameRef, found: Decoded | str) -> Problem:
    hint = say("Its pixels are damaged. Export it again from where it came, and import it again.")
    number = instance.number if instance.number is not None else "?"
    if isinstance(found, str):
        return Problem(instance.uid, say("Image {number} cannot be decoded ({said}).", number=number, said=found), hint)
    what = say("Frames of image {number} cannot be decoded, frame {frame} among them.", number=number,
               frame=frame.index + 1)  # fmt: skip
    return Problem(instance.uid, what, hint)
