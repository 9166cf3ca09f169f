"""Phrases in a person's language where Qt is not at hand: the PDF reads the same translation file as the window.

The truth is ``resources/translations/aegle_LANGUAGE.ts`` (Qt Linguist); what it does not translate stays English.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from app.domain.words import Phrase

_PLACE = re.compile(r"\{(\w+)[^}]*\}")


class Translation:
    """What is said in English, in ``language`` (``en`` or ``zh_CN``)."""

    def __init__(self, folder: Path, language: str) -> None:
        self.language = language
        self._pairs = {} if language == "en" else _pairs(folder / f"aegle_{language}.ts")

    def __call__(self, phrase: Phrase) -> str:
        return str(Phrase(self._pairs.get(phrase.text, phrase.text), phrase.values))

    def english(self, text: str) -> str:
        """An English sentence that was kept as text: its template is found again, translated and filled."""
        if not self._pairs or not text:
            return text
        if text in self._pairs:
            return self._pairs[text]
        for template, translated in self._pairs.items():
            found = _pattern(template).fullmatch(text) if _PLACE.search(template) else None
            if found:
                given = found.groupdict()
                return _PLACE.sub(lambda place, given=given: given.get(place[1], place[0]), translated)  # type: ignore[misc]
        return text


@cache
def _pairs(path: Path) -> dict[str, str]:
    """English -> translated, of those that are translated."""
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    for message in ElementTree.parse(path).iter("message"):
        source, translation = message.findtext("source"), message.findtext("translation")
        if source and translation:
            found[source] = translation
    return found


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """A template as a pattern that finds its values again; a name said twice must have one value."""
    parts: list[str] = []
    seen: set[str] = set()
    end = 0
    for place in _PLACE.finditer(template):
        parts.append(re.escape(template[end : place.start()]))
        parts.append(f"(?P={place[1]})" if place[1] in seen else f"(?P<{place[1]}>.+?)")
        seen.add(place[1])
        end = place.end()
    parts.append(re.escape(template[end:]))
    return re.compile("".join(parts), re.DOTALL)
