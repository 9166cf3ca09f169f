"""Sentences that can be shown in any language: an English template and the values that fill it.

Everything below the window speaks in phrases. The command line prints ``str(phrase)`` (English); the window looks the
template up in the Qt translation first and fills it afterwards. Templates are literals inside ``say("…")``, so that
``packaging/translate.py`` finds them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence: ``text`` is a ``str.format`` template in English, ``values`` fill it."""

    text: str
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        return self.text.format(**dict(self.values)) if self.values else self.text

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "values": dict(self.values)}

    @staticmethod
    def from_json(data: dict[str, Any]) -> Phrase:
        return Phrase(str(data["text"]), tuple(data.get("values", {}).items()))


def say(text: str, **values: Value) -> Phrase:
    """A phrase from a literal template: ``say("{n} files were found.", n=3)``."""
    return Phrase(text, tuple(values.items()))


NOTHING = Phrase("")
