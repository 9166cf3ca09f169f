"""A DICOMDIR: the table of contents of a disc. Its images are found on their own, so it is kept aside."""

from __future__ import annotations

import io

import pydicom

from app.domain.words import say
from app.ingest.reader import Head, Options, Outcome, Reader, kept_aside

# PS3.10 7.1 and PS3.4: Media Storage Directory Storage, in the file meta within the first bytes
_CLASS = b"1.2.840.10008.1.3.10"


def claims(head: Head, options: Options) -> bool:
    del options
    is_named = head.name.upper().removesuffix(".DCM") == "DICOMDIR"
    return head.start[128:132] == b"DICM" and (is_named or _CLASS in head.start[132:400])


def read(where: str, data: bytes, options: Options) -> Outcome:
    del data, options
    return kept_aside(
        where,
        say("A DICOMDIR is the table of contents of a disc, not an image."),
        say("Nothing is missing: the images it lists are imported when their folder is."),
    )


def file_ids(data: bytes) -> list[str]:
    """The files a DICOMDIR names, each as a path below its folder. Private and broken records are passed over.

    Raises what pydicom raises for what is no DICOM file.
    """
    ds = pydicom.dcmread(io.BytesIO(data), force=True)
    found: dict[str, None] = {}
    for record in ds.get("DirectoryRecordSequence") or ():
        parts = record.get("ReferencedFileID")
        if not parts:
            continue
        each = [parts] if isinstance(parts, str) else list(parts)
        name = "/".join(str(part).strip().strip("/\\") for part in each)
        if name:
            found[name] = None
    return list(found)


READER = Reader("DICOMDIR", claims, read)
