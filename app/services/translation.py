"""Phrases in a person's language, from the one translation file there is.

The truth is ``resources/translations/aegle_LANGUAGE.ts`` (Qt Linguist). The window looks sentences up through Qt, paper
reads the file itself; what it does not translate stays English.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from app.domain.words import Phrase

# what filled a place: anything, but not the end of one sentence and the beginning of the next
_VALUE = r"(?:(?![.!?] ).)+?"
_PLACE = re.compile(r"\{(\w+)(?::[^}]*)?\}")


class Translation:
    """What is said in English, in ``language`` (``en`` or ``zh_CN``), without Qt."""

    def __init__(self, folder: Path, language: str) -> None:
        self.language = language
        self._file = folder / f"aegle_{language}.ts"
        self._pairs = {} if language == "en" else _pairs(self._file)

    def __call__(self, phrase: Phrase) -> str:
        return str(Phrase(self._translated(phrase.text), phrase.values))

    def english(self, text: str) -> str:
        """An English sentence that was kept as text."""
        return retold(text, self._translated, self._file) if self._pairs else text

    def _translated(self, template: str) -> str:
        return self._pairs.get(template, template)


def retold(text: str, translate: Callable[[str], str], file: Path) -> str:
    """An English sentence that was kept as text, where its template is found again among those of ``file``."""
    if not text:
        return ""
    plain = translate(text)
    if plain != text:
        return plain
    for pattern, template in _templates(file):
        match = pattern.fullmatch(text)
        if match:
            given = {name: retold(value, translate, file) for name, value in match.groupdict().items()}
            return str(Phrase(translate(template), tuple(given.items())))
    if text.endswith(";"):
        return retold(text[:-1], translate, file) + ";"
    sentences = re.split(r"(?<=[.!?;]) ", text)
    if len(sentences) == 1:
        return text
    # Chinese has its own space behind a full stop
    return " ".join(retold(one, translate, file) for one in sentences).replace("。 ", "。")


@cache
def _pairs(file: Path) -> dict[str, str]:
    """English -> translated, of those that are translated."""
    found: dict[str, str] = {}
    for message in ElementTree.parse(file).iter("message"):
        source, translation = message.findtext("source"), message.findtext("translation")
        if source and translation:
            found[source] = translation
    return found


@cache
def _templates(file: Path) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Every template with places to fill, as a pattern; the ones with most words of their own first."""
    sources = [source.text or "" for source in ElementTree.parse(file).iter("source")]
    filled = [s for s in sources if _PLACE.search(s) and len(_PLACE.sub("", s).strip()) > 5]
    filled.sort(key=lambda s: -len(_PLACE.sub("", s)))
    return tuple((_pattern(s), s) for s in filled)


def _pattern(template: str) -> re.Pattern[str]:
    """``{n} slices`` -> ``(?P<n>.+?) slices``; a place met twice must hold the same."""
    parts, seen, end = [], set[str](), 0
    for place in _PLACE.finditer(template):
        name = place[1]
        parts.append(re.escape(template[end : place.start()]))
        parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>{_VALUE})")
        seen.add(name)
        end = place.end()
    return re.compile("".join(parts) + re.escape(template[end:]), re.DOTALL)
