"""Open a series as the display sets it is shown as, with their values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.measurement import Calibration
from app.domain.patient import Deed, Patient, Principal
from app.domain.problem import Problem
from app.domain.study import DisplaySet, FrameRef, Instance, Series, Splitting, Study
from app.domain.volume import Suv, Volume
from app.domain.words import say
from app.domain.work import Report
from app.imaging.assemble import Accounted as Accounted
from app.imaging.assemble import assemble, largest, rules_for
from app.imaging.calibration import whole_frame
from app.imaging.frames import Decoded
from app.imaging.labels import orientation_of
from app.imaging.places import SlicePlace, place_of
from app.imaging.plain import block_for
from app.imaging.suv import PetHeader, factors
from app.imaging.volume import Building, Slice
from app.jobs.workers import Limits, WorkerFailed, Workers
from app.services.decoding import Decoding, Found, Wanted, chunks
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
    were made from other images (ImageType, PS3.3 C.7.6.1.1.2). ``arrived``: which slices were read so far, (slices,);
    None once all were. ``scales``: how large a pixel of each slice is, where one size holds for all of it.
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


class Opening:
    """A display set being opened: what has come can be looked at while the rest is read. One thread takes."""

    def __init__(self, summary: SeriesSummary, shown: DisplaySet, instances: dict[str, Instance]) -> None:
        self.shown = shown
        self._summary = summary
        self._asked = _by_instance(shown)
        self._instances = {uid: instances[uid] for uid in self._asked}
        block = block_for(list(self._instances.values()))
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
        return None if volume is None else self._opened(volume, arrived)

    def opened(self) -> OpenedSet:
        """The whole set. Raises WorkstationError when none of its images could be decoded."""
        return self._opened(self._building.volume(), None)

    def _opened(self, volume: Volume, arrived: NDArray[np.bool_] | None) -> OpenedSet:
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


class Viewing:
    def __init__(self, store: Store, workers: Workers, news: News) -> None:
        self._store = store
        self._workers = workers
        self._news = news
        self._decoding = Decoding(store, workers)

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

        ``shows`` is told as soon as the first image can be seen, that of ``instance`` or where the set opens.
        Raises WorkstationError when nothing in the series can be shown, with the reason.
        """
        with self._store.transaction(Deed(principal, "open series", (series,))) as tx:
            summary, instances = _found(tx, series, splitting)
            tx.about(summary.patient.id)
        opening = Opening(summary, chosen(summary, set_id), instances)
        if shows is not None:
            first = opening.first(instance)
            opening.take(first, self._decoding.first(first, opening.places))
            shows(opening)
        for wanted, found in self._decoding.all(opening.wanted(), opening.places, report):
            opening.take(wanted, found)
        return opening.opened()

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
    is_stack = shown.geometry is not None and shown.certificate.verdict != "none"
    return len(shown.frames) // 2 if is_stack else 0


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
