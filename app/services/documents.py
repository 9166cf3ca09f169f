"""Open what a series holds beside images: structured reports, key image notes, PDF documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal
from app.domain.problem import Problem
from app.domain.study import Instance
from app.domain.words import say
from app.imaging.dicom_objects.lines import Line, Tag
from app.jobs.workers import Limits, WorkerFailed, Workers
from app.store import patients, studies
from app.store.database import Store

# PS3.4 B.5: structured reports and key object selections begin so; a PDF has one class of its own
_REPORTS, _PDF = "1.2.840.10008.5.1.4.1.1.88.", "1.2.840.10008.5.1.4.1.1.104.1"


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A report's ``lines``, or ``pages`` (height, width, 3) RGB of a PDF that has ``page_count`` of them."""

    instance: str
    lines: tuple[Line, ...] = ()
    pages: tuple[NDArray[np.uint8], ...] = ()
    page_count: int = 0


class Documents:
    def __init__(self, store: Store, workers: Workers) -> None:
        self._store = store
        self._workers = workers

    def open(self, principal: Principal, series: str) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
        """The documents of a series in their order, and those that cannot be read, each with the reason."""
        with self._store.transaction(Deed(principal, "open documents", (series,))) as tx:
            found = studies.get_series(tx, series)
            study = studies.get_study(tx, found.study) if found is not None else None
            patient = patients.get(tx, study.patient) if study is not None else None
            if patient is None:
                raise WorkstationError(
                    say("There is no series {uid} in this vault.", uid=series),
                    say("List the series there are, then name one of them by its UID."),
                )
            tx.about(patient.id)
            held = [one for one in studies.instances(tx, series) if is_document(one)]
        opened: list[Document] = []
        problems: list[Problem] = []
        for instance in held:
            one = self._read(instance)
            (opened if isinstance(one, Document) else problems).append(one)  # type: ignore[arg-type]
        return tuple(opened), tuple(problems)

    def tags(self, principal: Principal, instance: str) -> tuple[Tag, ...]:
        """Every attribute of an instance's file."""
        with self._store.transaction(Deed(principal, "open documents", (instance,))) as tx:
            found = studies.instance(tx, instance)
            if found is None:
                raise _gone()
            tx.about(found.series)
        data = self._store.objects.get(found.object)
        limits = Limits(seconds=60, memory_mb=1024 + 4 * (len(data) >> 20))
        try:
            read: tuple[Tag, ...] = self._workers.run(
                "app.imaging.dicom_objects.tags:read", data, limits=limits, returns=tuple[Tag, ...]
            )
        except WorkerFailed as failed:
            raise WorkstationError(
                say("The header of this image cannot be read."),
                say("The file may be damaged. Check the vault."),
                detail=failed.kind,
            ) from failed
        return read

    def series_of(self, principal: Principal, instance: str) -> str:
        """The UID of the series an image is in. Raises WorkstationError for one that is not in the vault."""
        with self._store.transaction(Deed(principal, "open documents", (instance,))) as tx:
            found = studies.instance(tx, instance)
        if found is None:
            raise _gone()
        return found.series

    def _read(self, instance: Instance) -> Document | Problem:
        data = self._store.objects.get(instance.object)
        limits = Limits(seconds=60, memory_mb=1024 + 8 * (len(data) >> 20))
        try:
            if instance.sop_class == _PDF:
                drawn: tuple[Any, int] = self._workers.run(
                    "app.imaging.dicom_objects.pdf:pages",
                    data,
                    limits=limits,
                    returns=tuple[list[NDArray[np.uint8]], int],
                )
                return Document(instance.uid, pages=tuple(drawn[0]), page_count=drawn[1])
            lines: tuple[Line, ...] = self._workers.run(
                "app.imaging.dicom_objects.report_tree:read", data, limits=limits, returns=tuple[Line, ...]
            )
            return Document(instance.uid, lines=lines)
        except WorkerFailed as failed:
            return Problem(
                instance.uid,
                say("This document cannot be read ({kind}).", kind=failed.kind),
                say("Ask for it again from where it came."),
            )


def _gone() -> WorkstationError:
    return WorkstationError(
        say("The image that this is about is not in the vault."), say("Import it, then open this again.")
    )


def is_document(instance: Instance) -> bool:
    """True for an object that is read rather than looked at."""
    return instance.sop_class == _PDF or instance.sop_class.startswith(_REPORTS)
