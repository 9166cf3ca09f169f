"""The pages of a PDF kept inside a DICOM object (PS3.3 A.45.1), as pictures."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pydicom
import pypdfium2
from numpy.typing import NDArray

# a page larger than this is drawn smaller; a document longer than this is cut and says so
_WIDEST = 2000
_MOST_PAGES = 60


def pages(data: bytes, width: int = 1000) -> tuple[list[NDArray[np.uint8]], int]:
    """((height, width, 3) RGB for each page, how many pages there are). Raises ValueError for what holds no PDF."""
    ds = pydicom.dcmread(io.BytesIO(data), force=True)
    held = ds.get("EncapsulatedDocument")
    if not isinstance(held, bytes) or b"%PDF" not in held[:1024]:
        raise ValueError("no PDF")
    try:
        document: Any = pypdfium2.PdfDocument(held)
    except pypdfium2.PdfiumError as error:
        raise ValueError("a damaged PDF") from error
    count = len(document)
    drawn = []
    for number in range(min(count, _MOST_PAGES)):
        page = document[number]
        scale = min(width, _WIDEST) / max(page.get_width(), 1.0)
        bitmap = page.render(scale=scale, rev_byteorder=True)
        drawn.append(np.ascontiguousarray(bitmap.to_numpy()[..., :3]))
    return drawn, count
