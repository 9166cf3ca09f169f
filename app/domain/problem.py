"""Bad input that was met, kept and counted while the rest went on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from app.domain.words import NOTHING, Phrase

Severity = Literal["note", "warning", "refusal"]


@dataclass(frozen=True, slots=True)
class Problem:
    """``where`` names the file, entry or row; ``what`` happened; ``hint`` says what to do."""

    where: str
    what: Phrase
    hint: Phrase = NOTHING
    severity: Severity = "warning"

    def as_json(self) -> dict[str, Any]:
        """The command line's form of a problem."""
        return {"path": self.where, "what": str(self.what), "hint": str(self.hint)}
