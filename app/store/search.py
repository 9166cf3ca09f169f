"""Search that knows no case: texts are folded when stored, words when asked."""

from __future__ import annotations

import unicodedata


def folded(*texts: str) -> str:
    """Texts as they are searched. DICOM's name separators ``^`` and ``=`` end a word."""
    joined = " ".join(text for text in texts if text)
    return unicodedata.normalize("NFKC", joined).casefold().replace("^", " ").replace("=", " ")


def words(search: str) -> tuple[str, ...]:
    return tuple(folded(search).split())


def holding(search: str, column: str) -> tuple[str, dict[str, str]]:
    """A condition that ``column`` holds every word anywhere, and its values. Nothing to search for is always true."""
    asked = words(search)
    condition = " AND ".join(f"instr({column}, :word{position}) > 0" for position in range(len(asked)))
    return condition or "1", {f"word{position}": word for position, word in enumerate(asked)}
