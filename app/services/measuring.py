"""Measure on an image, keep it at once, take it back; mark key images."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app import __version__
from app.domain.errors import WorkstationError
from app.domain.finding import Author
from app.domain.identifiers import new_id
from app.domain.measurement import Calibration, Figure, KeyImage, Kind, Measurement, Point, Pose
from app.domain.patient import Deed, Principal
from app.domain.problem import Problem
from app.domain.study import FrameHeader, FrameRef, Instance
from app.domain.words import say
from app.imaging.calibration import calibration_of
from app.imaging.dicom_objects.report_head import ReportHead
from app.imaging.measure import measure
from app.imaging.reslice import Plane, Reslicer
from app.ingest.reader import Item, Options, Outcome
from app.jobs.workers import Limits, WorkerFailed, Workers
from app.services.news import News
from app.services.viewing import OpenedSet
from app.store import measurements, studies
from app.store.database import Store
from app.store.transaction import Transaction

# the scale of a measurement and what was measured with it
Taken = tuple[Calibration, tuple[Figure, ...]]


class Measuring:
    def __init__(self, store: Store, workers: Workers, news: News) -> None:
        self._store = store
        self._workers = workers
        self._news = news

    def measurements(self, principal: Principal, series: str = "", study: str = "") -> tuple[Measurement, ...]:
        """What was measured in a series, or in every series of a study; oldest first."""
        with self._store.transaction(Deed(principal, "list measurements", (series or study,))) as tx:
            return measurements.all(tx, series, study)

    def draw(
        self,
        principal: Principal,
        opened: OpenedSet,
        slice_index: int,
        kind: Kind,
        points: Sequence[Point],
        note: str = "",
    ) -> Measurement:
        """Measure a shape on a slice (from 0) of an opened set and keep it. ``points`` as ``Measurement`` says.

        Raises WorkstationError for a wrong number of points.
        """
        frame = opened.shown.frames[slice_index]

        def taken(tx: Transaction) -> Taken:
            return self._figures(tx, opened, slice_index, kind, points)

        return self._draw(principal, opened, frame, kind, points, note, taken)

    def draw_on_plane(
        self,
        principal: Principal,
        opened: OpenedSet,
        reslicer: Reslicer,
        pose: Pose,
        kind: Kind,
        points: Sequence[Point],
        note: str = "",
    ) -> Measurement:
        """Measure a shape on a plane through an opened set and keep it. ``points`` are of the plane's raster.

        ``reslicer`` cuts the set's volume, so there is none for images that do not stand as a volume. Raises
        WorkstationError for a wrong number of points.
        """
        found = _on_plane(reslicer, pose, kind, points)
        frame = _nearest_frame(opened, pose, points)
        return self._draw(principal, opened, frame, kind, points, note, lambda _: found, pose)

    def _draw(
        self,
        principal: Principal,
        opened: OpenedSet,
        frame: FrameRef,
        kind: Kind,
        points: Sequence[Point],
        note: str,
        taken: Callable[[Transaction], Taken],
        plane: Pose | None = None,
    ) -> Measurement:
        """Keep a new measurement with the scale and figures ``taken`` for it."""
        with self._store.transaction(Deed(principal, "measure", (opened.summary.series.uid,))) as tx:
            calibration, figures = taken(tx)
            made = Measurement(
                id=new_id(),
                patient=opened.summary.patient.id,
                series=opened.summary.series.uid,
                instance=frame.instance,
                frame=frame.index,
                kind=kind,
                points=tuple(points),
                calibration=calibration,
                figures=figures,
                by=Author("person", principal.user),
                at=tx.at,
                note=note,
                plane=plane,
            )
            measurements.put(tx, made)
            tx.about(made.patient, made.id)
        self._news.tell(tx.changes)
        return made

    def redraw_on_plane(
        self,
        principal: Principal,
        opened: OpenedSet,
        reslicer: Reslicer,
        measurement: Measurement,
        pose: Pose,
        points: Sequence[Point],
    ) -> Measurement:
        """The same measurement on other points, of the plane on the screen, its figures taken anew."""
        calibration, figures = _on_plane(reslicer, pose, measurement.kind, points)
        frame = _nearest_frame(opened, pose, points)
        by = Author("person", principal.user)
        with self._store.transaction(Deed(principal, "measure", (measurement.series, measurement.id))) as tx:
            made = replace(
                measurement, points=tuple(points), calibration=calibration, figures=figures, by=by, at=tx.at,
                plane=pose, instance=frame.instance, frame=frame.index,
            )  # fmt: skip
            measurements.put(tx, made)
            tx.about(made.patient)
        self._news.tell(tx.changes)
        return made

    def redraw(
        self, principal: Principal, opened: OpenedSet, measurement: Measurement, points: Sequence[Point]
    ) -> Measurement:
        """The same measurement on other points of its slice, its figures taken anew."""
        slice_index = slice_of(opened, measurement)
        with self._store.transaction(Deed(principal, "measure", (measurement.series, measurement.id))) as tx:
            calibration, figures = self._figures(tx, opened, slice_index, measurement.kind, points)
            by = Author("person", principal.user)
            made = replace(measurement, points=tuple(points), calibration=calibration, figures=figures, by=by, at=tx.at)
            measurements.put(tx, made)
            tx.about(made.patient)
        self._news.tell(tx.changes)
        return made

    def keep(self, principal: Principal, measurement: Measurement) -> None:
        """Keep a measurement as it is given: a new note, or one that was removed and is put back."""
        with self._store.transaction(Deed(principal, "measure", (measurement.series, measurement.id))) as tx:
            if studies.get_series(tx, measurement.series) is None:
                raise _gone()
            measurements.put(tx, measurement)
            tx.about(measurement.patient)
        self._news.tell(tx.changes)

    def remove(self, principal: Principal, measurement: str) -> Measurement:
        """Take a measurement away; it is given back, so that this can be undone."""
        with self._store.transaction(Deed(principal, "remove measurement", (measurement,))) as tx:
            found = measurements.get(tx, measurement)
            if found is None:
                raise _gone()
            measurements.remove(tx, measurement)
            tx.about(found.patient, found.series)
        self._news.tell(tx.changes)
        return found

    def key_images(self, principal: Principal, series: str = "", study: str = "") -> tuple[KeyImage, ...]:
        with self._store.transaction(Deed(principal, "list measurements", (series or study,))) as tx:
            return measurements.key_images(tx, series, study)

    def mark_key_image(self, principal: Principal, opened: OpenedSet, slice_index: int, note: str = "") -> KeyImage:
        """Mark a slice (from 0) of an opened set as a key image."""
        frame = opened.shown.frames[slice_index]
        with self._store.transaction(Deed(principal, "mark key image", (frame.instance,))) as tx:
            summary = opened.summary
            marked = KeyImage(
                summary.patient.id, summary.series.uid, frame.instance, frame.index, principal.user, tx.at, note
            )
            measurements.put_key_image(tx, marked)
            tx.about(summary.patient.id)
        self._news.tell(tx.changes)
        return marked

    def unmark_key_image(self, principal: Principal, instance: str, frame: int) -> None:
        with self._store.transaction(Deed(principal, "unmark key image", (instance,))) as tx:
            measurements.remove_key_image(tx, instance, frame)
        self._news.tell(tx.changes)

    # ---- as DICOM objects

    def report(self, principal: Principal, study: str) -> str:
        """Keep the measurements of a study as a DICOM structured report (TID 1500) of it; the UID of its series.

        Raises WorkstationError where nothing is measured.
        """
        with self._store.transaction(Deed(principal, "list measurements", (study,))) as tx:
            found = measurements.all(tx, study=study)
            needed = dict.fromkeys(one.instance for one in found)
            images = [one for uid in needed if (one := studies.instance(tx, uid)) is not None]
        if not found:
            raise WorkstationError(
                say("Nothing is measured in this study, so there is nothing to report."),
                say("Draw a measurement on an image first."),
            )
        if any(one.plane is not None and not one.plane.frame_of_reference for one in found):
            raise WorkstationError(
                say("A measurement lies on a plane of images that state no frame of reference, so a report cannot say "
                    "where it is."),
                say("Remove it from the list, or draw it on an image itself, then write the report again."),
            )  # fmt: skip
        write = "app.imaging.dicom_objects.measurement_report:write"
        return self._keep_object(principal, "report measurements", study, images, (write, list(found)))

    def report_key_images(self, principal: Principal, study: str, note: str = "") -> str:
        """Keep the key images of a study as a DICOM key object selection of it; the UID of its series.

        Raises WorkstationError where none is marked.
        """
        with self._store.transaction(Deed(principal, "list measurements", (study,))) as tx:
            needed = dict.fromkeys(one.instance for one in measurements.key_images(tx, study=study))
            images = [one for uid in needed if (one := studies.instance(tx, uid)) is not None]
        if not images:
            raise WorkstationError(
                say("No image of this study is marked as a key image."), say("Mark one with the star first.")
            )
        write = "app.imaging.dicom_objects.key_objects:write"
        return self._keep_object(principal, "report key images", study, images, (write, note))

    def _keep_object(
        self, principal: Principal, verb: str, study: str, images: Sequence[Instance], written: tuple[str, Any]
    ) -> str:
        """Write an object about ``images`` in a child, read it as any import is read, and keep it in its study."""
        write, content = written
        with self._store.transaction(Deed(principal, "list series", (study,))) as tx:
            number = _next_number(tx, study)
        head = ReportHead(new_uid(), new_uid(), number, principal.user, datetime.now().astimezone(), __version__)
        files = [self._store.objects.get(image.object) for image in images]
        limits = Limits(seconds=60 + len(files), memory_mb=1024 + 4 * (sum(map(len, files)) >> 20))
        try:
            data = self._workers.run(write, files, content, head, limits=limits, returns=bytes)
            read: Outcome = self._workers.run(
                "app.ingest.reading:read", "report.dcm", data, Options(), limits=limits, returns=Outcome
            )
        except WorkerFailed as failed:
            raise _not_written(f"{failed.kind} {failed.detail}") from failed
        if not isinstance(read, Item) or read.image is None:
            raise _not_written(str(read.what) if isinstance(read, Problem) else "")
        (original,) = self._store.objects.put_many([data])
        with self._store.transaction(Deed(principal, verb, (study,))) as tx:
            kept = studies.get_study(tx, study)
            if kept is None:
                raise _gone()
            series = replace(read.image.series, study=study)
            studies.put_series(tx, series)
            studies.put_instance(tx, replace(read.image.instance, series=series.uid, object=original))
            tx.about(kept.patient, series.uid)
        self._news.tell(tx.changes)
        return series.uid

    def _figures(
        self, tx: Transaction, opened: OpenedSet, slice_index: int, kind: Kind, points: Sequence[Point]
    ) -> Taken:
        header = _header_of(tx, opened.shown.frames[slice_index])
        volume = opened.volume
        calibration = calibration_of(header, opened.summary.series.modality, points, volume)
        values: NDArray[Any] | None = None if volume.is_colour else volume.voxels[slice_index]
        padding: NDArray[np.bool_] | None = None if volume.padding is None else volume.padding[slice_index]
        return calibration, measure(kind, points, calibration, values, volume.unit, padding)


def _on_plane(reslicer: Reslicer, pose: Pose, kind: Kind, points: Sequence[Point]) -> Taken:
    """Scale and figures on a plane: values are those of its raster, between voxels by linear interpolation."""
    plane = Plane.of(pose)
    calibration = Calibration("resliced", pose.spacing_mm, pose.spacing_mm)
    values = reslicer.cut(plane, pose.slab_mm, pose.projection)
    outside = ~reslicer.is_inside(plane)[0]
    return calibration, measure(kind, points, calibration, values, reslicer.volume.unit, outside)


def _nearest_frame(opened: OpenedSet, pose: Pose, points: Sequence[Point]) -> FrameRef:
    """The slice that lies nearest to the middle of a shape on a plane."""
    geometry = opened.volume.geometry
    assert geometry is not None  # there is a reslicer
    middle = np.mean([pose.place(point) for point in points], axis=0) if points else np.array(pose.origin)
    k = float((np.linalg.inv(geometry.affine) @ (*middle, 1.0))[2])
    return opened.shown.frames[min(max(round(k), 0), len(opened.shown.frames) - 1)]


def slice_of(opened: OpenedSet, measurement: Measurement) -> int:
    """The slice (from 0) a measurement lies on. Raises WorkstationError where its image is not in the set."""
    wanted = FrameRef(measurement.instance, measurement.frame)
    if wanted not in opened.shown.frames:
        raise WorkstationError(
            say("The image of this measurement is in another display set."), say("Open that set from the series list.")
        )
    return opened.shown.frames.index(wanted)


def _header_of(tx: Transaction, frame: FrameRef) -> FrameHeader:
    instance = studies.instance(tx, frame.instance)
    if instance is None:
        raise _gone()
    return instance.frame_headers[frame.index]


# reports come after the images in a list by series number; the largest that its form (IS) can hold
_FIRST_REPORT, _LAST_NUMBER = 9000, 2**31 - 1


def _next_number(tx: Transaction, study: str) -> int:
    """The number of a series that is added to a study: from 9000 on, and one more than any that the study has.

    So no two series of a study share a number, and the newest report is the last. In a study whose numbers go up to
    the largest there is, the first that is free from 9000 on.
    """
    taken = {series.number for series in studies.series_rows(tx, study=study) if series.number is not None}
    highest = max(taken, default=0)
    if highest < _LAST_NUMBER:
        return max(_FIRST_REPORT, highest + 1)
    return next(n for n in count(_FIRST_REPORT) if n not in taken)


def new_uid() -> str:
    """A UID of our own (PS3.5 B.2: a UUID under 2.25)."""
    return f"2.25.{uuid.uuid4().int}"


def _not_written(detail: str) -> WorkstationError:
    return WorkstationError(
        say("The report could not be written."),
        say("An image it is about may be damaged. Check the vault, then try again."),
        detail=detail,
    )


def _gone() -> WorkstationError:
    return WorkstationError(
        say("This is not in the vault any more."), say("Somebody deleted it. Open the worklist again.")
    )
