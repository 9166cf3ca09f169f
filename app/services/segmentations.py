"""Segmentations of others: which there are for a series, and one of them laid on the images with its statistics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal
from app.domain.problem import Problem
from app.domain.study import Instance
from app.domain.words import Phrase, say
from app.domain.work import Report
from app.imaging.segments import Head, Mask, Placed, Segment, SegmentFigures, Target, figures_of
from app.jobs.workers import Limits, WorkerFailed, Workers
from app.services.viewing import OpenedSet
from app.store import studies
from app.store.database import Store
from app.store.transaction import Transaction

CLASSES = ("1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7")
Fit = Literal["drawn on it", "same place", "other series", "missing"]
_FITS: tuple[Fit, ...] = ("drawn on it", "same place")


@dataclass(frozen=True, slots=True)
class Listed:
    """A segmentation of a patient. ``fit``: drawn on the images of the series asked for; on others of the same frame of
    reference; on another series (``on``) that is in the vault; or on images that are not here.
    """

    series: str
    instance: str
    head: Head
    fit: Fit
    on: str = ""
    missing: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class LaidSegment:
    """``mask``: on the slices of the set; None where nothing of the segment lies there."""

    segment: Segment
    mask: Mask | None
    figures: SegmentFigures


@dataclass(frozen=True, slots=True, eq=False)
class OpenedSegmentation:
    """``notes``: what a person should know of how it lies on the images."""

    listed: Listed
    segments: tuple[LaidSegment, ...]
    notes: tuple[Phrase, ...]
    is_resampled: bool = False


class Segmentations:
    def __init__(self, store: Store, workers: Workers) -> None:
        self._store = store
        self._workers = workers
        self._heads: dict[str, Head] = {}

    def listed(self, principal: Principal, series: str) -> tuple[tuple[Listed, ...], tuple[Problem, ...]]:
        """Every segmentation in the study of a series, and those that cannot be read, each with the reason.

        Of the same patient's other studies those that fit the series: drawn on it, or in its frame of reference.
        ``series`` may be one of images or of segmentations. Raises WorkstationError for an unknown UID.
        """
        deed = Deed(principal, "list segmentations", (series,))
        with self._store.transaction(deed) as tx:
            asked = studies.get_series(tx, series)
            if asked is None:
                raise _gone()
            study = studies.get_study(tx, asked.study)
            if study is None:
                raise _gone()
            rows = [row for row in studies.series_rows(tx, patient=study.patient) if row.modality == "SEG"]
            here = {row.uid for row in rows if row.study == asked.study}
            held = [one for row in rows for one in studies.instances(tx, row.uid) if one.sop_class in CLASSES]
        # read between two transactions: nobody waits for a child
        read = [(one, self._head(one)) for one in held]
        problems = tuple(head for one, head in read if isinstance(head, Problem) and one.series in here)
        if not read:
            return (), ()
        with self._store.transaction(deed) as tx:
            place = asked.frame_of_reference
            listed = tuple(_listed(tx, series, place, one, head) for one, head in read if isinstance(head, Head))
        return tuple(one for one in listed if one.series in here or one.fit in _FITS), problems

    def open(self, principal: Principal, opened: OpenedSet, listed: Listed, report: Report) -> OpenedSegmentation:
        """Lay a listed segmentation on an opened display set. Raises WorkstationError where it cannot be read."""
        if opened.arrived is not None:
            # figures of a part would be taken for figures of the whole
            raise WorkstationError(
                say("Not every image of this set is read, so no segmentation is laid on it."),
                say("Wait until all are read; a set that is too large for the memory takes none."),
            )
        with self._store.transaction(Deed(principal, "open segmentation", (listed.instance,))) as tx:
            found = studies.instance(tx, listed.instance)
            if found is None or found.sop_class not in CLASSES:
                raise _gone()
            tx.about(opened.summary.patient.id, opened.summary.series.uid)
            targets = _targets(tx, opened)
        report(0, 1, say("Laying a segmentation on the images"))
        placed = self._placed(found, targets)
        report(1, 1, say("Laying a segmentation on the images"))
        named = {one.number: one for one in listed.head.segments}
        laid = tuple(
            LaidSegment(
                named.get(one.number, Segment(one.number, "")),
                one.mask,
                figures_of(one, opened.volume, placed.way),
            )
            for one in placed.laid
        )
        return OpenedSegmentation(listed, laid, _notes(placed), placed.way == "resampled")

    def _head(self, instance: Instance) -> Head | Problem:
        known = self._heads.get(instance.digest)
        if known is not None:
            return known
        data = self._store.objects.get(instance.object)
        try:
            read: Head = self._workers.run(
                "app.imaging.dicom_objects.segmentation:head", data, limits=_limits(len(data)), returns=Head
            )
        except WorkerFailed as failed:
            return Problem(instance.uid, _unreadable(failed.kind), _ASK_AGAIN)
        self._heads[instance.digest] = read
        return read

    def _placed(self, instance: Instance, targets: Sequence[Target]) -> Placed:
        data = self._store.objects.get(instance.object)
        pixels = sum(one.rows * one.columns for one in targets) + instance.rows * instance.columns * instance.frames
        limits = _limits(len(data) + pixels // 8, pixels)
        try:
            placed: Placed = self._workers.run(
                "app.imaging.dicom_objects.segmentation:place", data, list(targets), limits=limits, returns=Placed
            )
        except WorkerFailed as failed:
            raise WorkstationError(_unreadable(failed.kind), _ASK_AGAIN, detail=failed.detail) from failed
        shape = (len(targets), *((targets[0].rows, targets[0].columns) if targets else (0, 0)))
        if not all(one.mask is None or _is_within(one.mask, shape) for one in placed.laid):
            raise WorkstationError(_unreadable("garbage"), _ASK_AGAIN)
        return placed


def _limits(size: int, pixels: int = 0) -> Limits:
    return Limits(seconds=60 + size / 2**20, memory_mb=1024 + (6 * size + pixels >> 20))


def _is_within(mask: Mask, shape: Sequence[int]) -> bool:
    """What a child answers is looked at before it is used."""
    return mask.levels.ndim == 3 and all(
        start >= 0 and start + size <= most for start, size, most in zip(mask.at, mask.levels.shape, shape, strict=True)
    )


def _targets(tx: Transaction, opened: OpenedSet) -> list[Target]:
    found: dict[str, Instance] = {}
    targets = []
    rows, columns = opened.volume.voxels.shape[1:3]
    for frame in opened.shown.frames:
        if frame.instance not in found:
            instance = studies.instance(tx, frame.instance)
            if instance is None:
                raise _gone()
            found[frame.instance] = instance
        instance = found[frame.instance]
        header = instance.frame_headers[frame.index]
        place = instance.frame_of_reference or opened.summary.series.frame_of_reference
        targets.append(
            Target(frame, rows, columns, place, header.position_mm, header.orientation, header.pixel_spacing_mm)
        )
    return targets


def _listed(tx: Transaction, series: str, frame_of_reference: str, instance: Instance, head: Head) -> Listed:
    """How a segmentation belongs to a series: by the images it names, then by their frame of reference."""
    homes: dict[str, int] = {}
    missing = 0
    for uid in head.images:
        image = studies.instance(tx, uid)
        if image is None:
            missing += 1
        else:
            homes[image.series] = homes.get(image.series, 0) + 1
    if not head.images:
        homes = {uid: 1 for uid in head.series if studies.get_series(tx, uid) is not None}
    if series in homes:
        return Listed(instance.series, instance.uid, head, "drawn on it", series, missing)
    home = max(homes, key=lambda uid: homes[uid], default="")
    if head.frame_of_reference and head.frame_of_reference == frame_of_reference and series != instance.series:
        return Listed(instance.series, instance.uid, head, "same place", home, missing)
    fit: Fit = "other series" if home else "missing"
    return Listed(instance.series, instance.uid, head, fit, home, missing)


def _notes(placed: Placed) -> tuple[Phrase, ...]:
    notes = list(placed.notes)
    if placed.way == "nowhere":
        notes.append(say("Nothing of it lies on these images."))
    elif placed.elsewhere:
        notes.append(say("{n} of its frames lie on images that are not among these.", n=placed.elsewhere))
    return tuple(notes)


_ASK_AGAIN = say("Ask for it again from where it came.")


def _unreadable(kind: str) -> Phrase:
    return say("This segmentation cannot be read ({kind}).", kind=kind)


def _gone() -> WorkstationError:
    return WorkstationError(
        say("This is not in the vault any more."), say("Somebody deleted it. Open the worklist again.")
    )
