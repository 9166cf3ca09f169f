"""Key images as a DICOM key object selection (PS3.3 A.35.4, TID 2010) and back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pydicom
from highdicom.ko import KeyObjectSelection, KeyObjectSelectionDocument
from pydicom.sr.codedict import codes

from app.imaging.dicom_objects.measurement_report import document_bytes, header_of, observer
from app.imaging.dicom_objects.report_head import ReportHead

KEY_OBJECTS = "1.2.840.10008.5.1.4.1.1.88.59"


@dataclass(frozen=True, slots=True)
class KeyImages:
    """What a selection names: ``instances`` are SOP Instance UIDs; ``title`` why, as its code means."""

    title: str
    note: str
    instances: tuple[str, ...]


def write(images: Sequence[bytes], note: str, head: ReportHead) -> bytes:
    """A selection "Of Interest" of ``images``, DICOM files of one study. Raises ValueError for none."""
    if not images:
        raise ValueError("no images")
    chosen = [header_of(data) for data in images]
    selection = KeyObjectSelection(
        document_title=codes.DCM.OfInterest,
        referenced_objects=chosen,
        observer_person_context=observer(head.observer),
        description=note or None,
    )
    return document_bytes(KeyObjectSelectionDocument, chosen, selection, head, "Key images")


def read(data: bytes) -> KeyImages:
    """What a selection of anyone names. Raises ValueError for what is none."""
    ds = pydicom.dcmread(io.BytesIO(data), force=True)
    if str(ds.get("SOPClassUID", "")) != KEY_OBJECTS:
        raise ValueError("no key object selection")
    found: list[str] = []
    note = ""
    for item in ds.get("ContentSequence", ()):
        if item.get("ValueType") == "TEXT" and _code(item) == codes.DCM.KeyObjectDescription.value:
            note = str(item.get("TextValue", ""))
        found += [str(one.get("ReferencedSOPInstanceUID", "")) for one in item.get("ReferencedSOPSequence", ())]
    titles = ds.get("ConceptNameCodeSequence", ())
    title = str(titles[0].get("CodeMeaning", "")) if titles else ""
    return KeyImages(title, note, tuple(dict.fromkeys(uid for uid in found if uid)))


def _code(item: Any) -> str:
    named = item.get("ConceptNameCodeSequence", ())
    return str(named[0].get("CodeValue", "")) if named else ""
