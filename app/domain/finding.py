"""Something a person or a model says about a place or a patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from app.domain.codes import Coding

Status = Literal["draft", "confirmed", "rejected"]


@dataclass(frozen=True, slots=True)
class Author:
    """``kind`` tells a model's word from a person's; ``name`` is the user or the model id."""

    kind: Literal["person", "model"]
    name: str


@dataclass(frozen=True, slots=True)
class Finding:
    """``about`` is a series UID or a patient id; ``region`` is plain JSON in LPS mm, or None."""

    id: str
    patient: str
    series: str
    region: dict[str, Any] | None
    code: Coding
    by: Author
    status: Status
    at: datetime
    note: str = ""
