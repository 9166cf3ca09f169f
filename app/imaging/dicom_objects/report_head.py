"""What a report we write says of itself. Alone in its file, so that naming it loads no DICOM library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What a report says of itself: its UIDs, who measured, and when it was written."""

    series_uid: str
    instance_uid: str
    series_number: int
    observer: str
    written_at: datetime
    version: str
