"""Words as they are searched: without case, and Chinese names as they are written."""

from __future__ import annotations

import re
import unicodedata

CHINESE = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f]"
_SEPARATED = re.compile(f"({CHINESE})\\^(?={CHINESE})")


def folded(*texts: str) -> str:
    """Texts as they are searched. DICOM's name separators ``^`` and ``=`` end a word."""
    joined = " ".join(text for text in texts if text)
    return unicodedata.normalize("NFKC", joined).casefold().replace("^", " ").replace("=", " ")


def folded_name(name: str, *more: str) -> str:
    """A person's name as it is searched; a Chinese one also as it is written, without separators."""
    return folded(name, *more, *([_SEPARATED.sub(r"\1", name)] if _SEPARATED.search(name) else []))


def words(search: str) -> tuple[str, ...]:
    """The words asked for; a comma or semicolon after one is not part of it."""
    return tuple(word for one in folded(search).split() if (word := one.rstrip(",;")))


def holding(search: str, column: str) -> tuple[str, dict[str, str]]:
    """A condition that ``column`` holds every word anywhere, and its values. Nothing to search for is always true."""
    asked = words(search)
    condition = " AND ".join(f"instr({column}, :word{position}) > 0" for position in range(len(asked)))
    return condition or "1", {f"word{position}": word for position, word in enumerate(asked)}
