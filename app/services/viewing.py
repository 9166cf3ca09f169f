"""Open a series as the display sets it is shown as, with their values."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.figures import size
from app.domain.measurement import Calibration
from app.domain.patient import Changes, Deed, Patient, Principal
from app.domain.problem import Problem
from app.domain.study import Course, DisplaySet, FrameRef, Instance, Series, Splitting, Study
from app.domain.volume import Suv, Volume
from app.domain.words import NOTHING, Phrase, say
from app.domain.work import Report
from app.imaging.assemble import Accounted as Accounted
from app.imaging.assemble import assemble, courses, largest, rules_for
from app.imaging.calibration import whole_frame
from app.imaging.frames import Decoded
from app.imaging.labels import orientation_of
from app.imaging.places import SlicePlace, place_of
from app.imaging.plain import block_for
from app.imaging.suv import PetHeader, factors
from app.imaging.volume import Building, Slice
from app.jobs.workers import Limits, WorkerFailed, Workers
from app.services.decoding import Decoding, Found, Wanted, chunks
from app.services.memory import ImageMemory
from app.services.news import News
from app.services.settings import check_splitting, preferences_of, splitting_of
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
    courses: tuple[Course, ...] = ()

    def course_of(self, set_id: str) -> Course | None:
        """The course in time (or by b-value, echo, phase) that a display set is a point of."""
        return next((one for one in self.courses if set_id in one.sets), None)

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
    were made from other images (ImageType, PS3.3 C.7.6.1.1.2). ``arrived``: which slices were read so far, (slices,);
    None once all were. ``scales``: how large a pixel of each slice is, where one size holds for all of it.
    ``why_partly``: why the other slices are not read at all.
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
    arrived: NDArray[np.bool_] | None = None
    scales: tuple[Calibration, ...] = ()
    why_partly: Phrase = NOTHING

    def has_arrived(self, k: int) -> bool:
        """Whether slice ``k`` was read."""
        return self.arrived is None or bool(self.arrived[k])


class Opening:
    """A display set being opened: what has come can be looked at while the rest is read. One thread takes."""

    def __init__(
        self, summary: SeriesSummary, shown: DisplaySet, instances: dict[str, Instance], has_room: bool = True
    ) -> None:
        self.shown = shown
        self._summary = summary
        self._asked = _by_instance(shown)
        self._instances = {uid: instances[uid] for uid in self._asked}
        block = block_for(list(self._instances.values())) if has_room else None
        self.places = {} if block is None else {uid: block[k : k + 1] for k, uid in enumerate(self._asked)}
        self._building = Building(shown, block)
        self._slices: dict[str, list[tuple[int, FrameRef]]] = {}
        for k, frame in enumerate(shown.frames):
            self._slices.setdefault(frame.instance, []).append((k, frame))
        self._decoders: set[str] = set()
        self._problems: dict[str, Problem] = {}
        first = instances[shown.frames[0].instance]
        self._orientation = orientation_of(first.frame_headers[shown.frames[0].index], first.patient_orientation)
        self._where = tuple(_place(shown, instances[frame.instance], frame) for frame in shown.frames)
        self._derived = frozenset(
            at for at, frame in enumerate(shown.frames) if _is_derived(instances[frame.instance], frame)
        )
        self._scales = tuple(
            whole_frame(instances[frame.instance].frame_headers[frame.index], summary.series.modality)
            for frame in shown.frames
        )

    def first(self, instance: str = "") -> Wanted:
        """The frame that is looked at first: of ``instance``, else where the set opens."""
        frame = self.shown.frames[opens_at(self.shown, instance)]
        return self._instances[frame.instance], (frame.index,)

    def wanted(self) -> list[Wanted]:
        """What has not been read yet, in the order of the slices."""
        arrived = self._building.arrived
        return [
            (one, self._asked[uid])
            for uid, one in self._instances.items()
            if not all(arrived[k] for k, _ in self._slices[uid])
        ]

    def take(self, wanted: Wanted, found: Found) -> None:
        instance, frames = wanted
        if not isinstance(found, str):
            self._decoders.add(found.decoder)
        for k, frame in self._slices[instance.uid]:
            if frame.index not in frames:
                continue
            one = _slice(instance, frame, found, frames.index(frame.index))
            if one.stored is None:
                self._problems[instance.uid] = _not_decoded(instance, frame, found)
            self._building.put(k, one)

    def so_far(self) -> OpenedSet | None:
        """What has come; None before the first slice."""
        arrived = self._building.arrived.copy()
        volume = self._building.so_far()
        return None if volume is None else self.holding(volume, arrived)

    def opened(self) -> OpenedSet:
        """The whole set. Raises WorkstationError when none of its images could be decoded."""
        return self.holding(self._building.volume(), None)

    def holding(self, volume: Volume, arrived: NDArray[np.bool_] | None) -> OpenedSet:
        """The set with these values."""
        return OpenedSet(
            self._summary,
            self.shown,
            volume,
            tuple(sorted(self._decoders)),
            any(one.lossy for one in self._instances.values()),
            self._orientation,
            tuple(self._problems.values()),
            self._where,
            self._derived,
            arrived,
            self._scales,
        )


class OneByOne:
    """A set too large for the memory: its slices are read one at a time, and nothing is held of those before."""

    def __init__(
        self,
        decoding: Decoding,
        summary: SeriesSummary,
        shown: DisplaySet,
        instances: dict[str, Instance],
        why: Phrase,
    ) -> None:
        self._decoding = decoding
        self._summary = summary
        self.shown = shown
        self._instances = instances
        self._why = why
        self._whole = Opening(summary, shown, instances, has_room=False)

    def at(self, k: int) -> OpenedSet:
        """Slice ``k`` in its place; the others have not arrived. Raises WorkstationError if it cannot be decoded."""
        count, rows, columns = self.shown.shape
        alone = replace(self.shown, frames=self.shown.frames[k : k + 1], shape=(1, rows, columns))
        opening = Opening(self._summary, alone, self._instances)
        first = opening.first()
        opening.take(first, self._decoding.first(first, opening.places))
        one = opening.opened()
        arrived = np.zeros(count, np.bool_)
        arrived[k] = True
        whole = self._whole.holding(_standing_for(one.volume, self.shown), arrived)
        return replace(whole, decoders=one.decoders, problems=one.problems, why_partly=self._why)


def _standing_for(volume: Volume, shown: DisplaySet) -> Volume:
    """One slice at every place of a set, held once."""
    count = shown.shape[0]

    def everywhere(array: NDArray[Any]) -> NDArray[Any]:
        return np.broadcast_to(array, (count, *array.shape[1:]))

    return replace(
        volume,
        voxels=everywhere(volume.voxels),
        geometry=shown.geometry,
        certificate=shown.certificate,
        padding=None if volume.padding is None else everywhere(volume.padding),
        slice_windows=volume.slice_windows * count,
        overlays=volume.overlays * count,
        shutters=volume.shutters * count,
        suv=volume.suv * count,
        maps=volume.maps * count,
        rescales=volume.rescales * count,
    )


class TooLarge(WorkstationError):  # noqa: N818 - what it is, told in words
    """A set that does not fit the memory for images; ``slices`` are read one at a time instead."""

    def __init__(self, why: Phrase, slices: OneByOne) -> None:
        super().__init__(
            why,
            say("It is shown one image at a time. Close other images, or give images more memory in the settings."),
        )
        self.slices = slices


class Viewing:
    """``memory`` holds what the window shows and showed last."""

    def __init__(self, store: Store, workers: Workers, news: News) -> None:
        self._store = store
        self._workers = workers
        self._news = news
        self._decoding = Decoding(store, workers)
        self.memory: ImageMemory[OpenedSet] = ImageMemory()
        news.subscribe(self._hear)

    def summary(self, principal: Principal, series: str, splitting: Splitting | None = None) -> SeriesSummary:
        """The series and its display sets, from headers alone. ``splitting`` stands in place of the vault's own.

        Raises WorkstationError for an unknown UID and for a rule that there is none of.
        """
        check_splitting(splitting or Splitting())
        with self._store.transaction(Deed(principal, "show series", (series,))) as tx:
            return _found(tx, series, splitting)[0]

    def open(
        self,
        principal: Principal,
        series: str,
        set_id: str | None,
        report: Report,
        splitting: Splitting | None = None,
        instance: str = "",
        shows: Callable[[Opening], None] | None = None,
    ) -> OpenedSet:
        """Decode a display set (default: the largest). Frames are decoded in worker processes.

        ``shows``, for a window, is told as soon as the first image can be seen, that of ``instance`` or where the set
        opens; unless the set is in memory still. Raises TooLarge for what does not fit there.
        Raises WorkstationError when nothing in the series can be shown, with the reason.
        """
        with self._store.transaction(Deed(principal, "open series", (series,))) as tx:
            summary, instances = _found(tx, series, splitting)
            tx.about(summary.patient.id)
            preferences = preferences_of(tx, principal.user)
        shown = chosen(summary, set_id)
        if shows is None:
            return self._read(Opening(summary, shown, instances), report)
        self.memory.change_budget(preferences.image_memory_mb << 20)
        key = _key(shown, instances)
        kept = self.memory.find(key)
        if kept is not None:
            return replace(kept, summary=summary)
        self._refuse_too_large(summary, shown, instances)
        opening = Opening(summary, shown, instances)
        first = opening.first(instance)
        opening.take(first, self._decoding.first(first, opening.places))
        shows(opening)
        opened = self._read(opening, report)
        self.memory.keep(key, opened, opened.volume)
        return opened

    def read_points(self, principal: Principal, series: str, set_ids: Sequence[str], report: Report) -> None:
        """Read the points of a course into memory, so that they can be played.

        Raises WorkstationError where they do not fit there all at once.
        """
        with self._store.transaction(Deed(principal, "open series", (series,))) as tx:
            summary, instances = _found(tx, series)
            tx.about(summary.patient.id)
            preferences = preferences_of(tx, principal.user)
        self.memory.change_budget(preferences.image_memory_mb << 20)
        points = [chosen(summary, set_id) for set_id in set_ids]
        missing = [one for one in points if self.memory.find(_key(one, instances)) is None]
        needed = sum(needed_bytes(one, instances) for one in points)
        use = self.memory.use()
        if use.on_screen + needed > use.budget:
            raise WorkstationError(
                say("All {n} points together need {needed}; there are {budget} for images.", n=len(points),
                    needed=size(needed), budget=size(use.budget)),
                say("Step through them one at a time, or give images more memory in the settings."),
            )  # fmt: skip
        self.memory.has_room(sum(needed_bytes(one, instances) for one in missing))
        for done, shown in enumerate(missing):
            report(done, len(missing), say("Reading point {n} of {total}", n=done + 1, total=len(missing)))
            opened = self._read(Opening(summary, shown, instances), _between(report, done, len(missing)))
            self.memory.keep(_key(shown, instances), opened, opened.volume)

    def in_memory(self, summary: SeriesSummary, set_id: str) -> OpenedSet | None:
        """A display set of a series that is in memory still."""
        frames = chosen(summary, set_id).frames
        return self.memory.find_first(
            lambda one: one.summary.series.uid == summary.series.uid and one.shown.frames == frames
        )

    def _read(self, opening: Opening, report: Report) -> OpenedSet:
        for wanted, found in self._decoding.all(opening.wanted(), opening.places, report):
            opening.take(wanted, found)
        return opening.opened()

    def _refuse_too_large(self, summary: SeriesSummary, shown: DisplaySet, instances: dict[str, Instance]) -> None:
        needed = needed_bytes(shown, instances)
        if self.memory.has_room(needed):
            return
        use = self.memory.use()
        sizes = {"needed": size(needed), "budget": size(use.budget), "taken": size(use.on_screen)}
        why = say("These images need {needed}; of {budget} for images, {taken} are on screen already.", **sizes)
        raise TooLarge(why, OneByOne(self._decoding, summary, shown, instances, why))

    def _hear(self, changes: Changes) -> None:
        """What was deleted or imported anew is not to be had from memory."""
        if changes.nouns() & {"patient", "study", "series", "instance"}:
            self.memory.forget()

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
        for chunk in chunks([(instances[uid], (0,)) for uid in uids]):
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


def opens_at(shown: DisplaySet, instance: str = "") -> int:
    """The slice that is looked at first: the image wanted, the middle of a stack, the first frame of anything else."""
    at = next((k for k, frame in enumerate(shown.frames) if frame.instance == instance), None)
    if at is not None:
        return at
    is_stack = shown.certificate.verdict != "none"
    return len(shown.frames) // 2 if is_stack else 0


def _key(shown: DisplaySet, instances: dict[str, Instance]) -> Hashable:
    """What a set in memory was made of."""
    return shown.series, shown.id, shown.frames, tuple(instances[frame.instance].object for frame in shown.frames)


def _between(report: Report, done: int, total: int) -> Report:
    """Tells how many sets are read, whatever is told of the images of one, and so can be called off among them."""
    return lambda _done, _total, note=NOTHING: report(done, total, note)


def needed_bytes(shown: DisplaySet, instances: dict[str, Instance]) -> int:
    """What a set takes in memory, as far as headers say."""
    first = instances[shown.frames[0].instance]
    headers = [instances[frame.instance].frame_headers[frame.index] for frame in shown.frames]
    if first.samples > 1 or first.photometric == "PALETTE COLOR":
        each = 3
    else:
        each = 2 if all(one.slope == 1 and one.intercept.is_integer() for one in headers) else 4
    return math.prod(shown.shape) * (each + any(one.padding is not None for one in headers))


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
    by_uid = {i.uid: i for i in instances}
    summary = SeriesSummary(series, study, patient, assembled.sets, assembled.not_shown, _header(instances),
                            assembled.account, courses(assembled.sets, by_uid))  # fmt: skip
    return summary, by_uid


def _header(instances: tuple[Instance, ...]) -> dict[str, Any]:
    """What the headers of all instances agree on, by DICOM keyword."""
    common = dict(instances[0].header) if instances else {}
    for instance in instances[1:]:
        here = dict(instance.header)
        common = {name: said for name, said in common.items() if here.get(name) == said}
    return common


def _by_instance(shown: DisplaySet) -> dict[str, tuple[int, ...]]:
    """Frame indices wanted of each instance, ascending."""
    found: dict[str, list[int]] = {}
    for frame in shown.frames:
        found.setdefault(frame.instance, []).append(frame.index)
    return {uid: tuple(sorted(frames)) for uid, frames in found.items()}


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
