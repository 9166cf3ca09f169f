"""Lines of structured reports and of DICOM headers. Alone in their file, so that naming them loads no DICOM library."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One content item: how deep it stands, its name, its value as text, and the images it is about.

    ``images`` are (SOP Instance UID, frame from 0); ``relation`` is how it belongs to the one above, as DICOM says it.
    """

    depth: int
    name: str
    value: str
    relation: str = ""
    images: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """An attribute: ``path`` its tag below those of the sequences it stands in, ``value`` as text."""

    depth: int
    path: str
    name: str
    vr: str
    value: str
