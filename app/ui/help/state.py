"""Which help pages there are and which one is open. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.words import Phrase, say

# the order of the contents; a page is resources/help/<language>/<name>.md
PAGES: tuple[tuple[str, Phrase], ...] = (
    ("start", say("First steps")),
    ("import", say("Importing files")),
    ("viewer", say("Viewing images")),
    ("record", say("Reading a record")),
    ("predictions", say("Predictions and findings")),
    ("training", say("Training a model")),
    ("warnings", say("What each warning means")),
    ("privacy", say("Privacy and the vault")),
    ("backup", say("Backups and restoring")),
    ("shortcuts", say("Keyboard shortcuts")),
)
SHORTCUTS = "shortcuts"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key and what it does, taken from the action that owns it. ``where`` names the room it works in."""

    where: str
    what: str
    keys: str


@dataclass(frozen=True, slots=True)
class HelpState:
    """The open page and the words looked for in it."""

    folder: Path
    language: str
    page: str = "start"

    def opened(self, page: str) -> HelpState:
        return replace(self, page=page)

    def text(self) -> str:
        """The page's Markdown in the window's language, else in English."""
        return page_text(self.folder, self.language, self.page)


def page_text(folder: Path, language: str, page: str) -> str:
    own = folder / language / f"{page}.md"
    return (own if own.is_file() else folder / "en" / f"{page}.md").read_text("utf-8")


def with_shortcuts(markdown: str, shortcuts: tuple[Shortcut, ...], heads: tuple[str, str]) -> str:
    """The page followed by one table of keys for each room."""
    parts = [markdown.rstrip()]
    for where in dict.fromkeys(s.where for s in shortcuts):
        lines = [f"## {where}", "", f"| {heads[0]} | {heads[1]} |", "|---|---|"]
        lines += [f"| {s.keys} | {s.what} |" for s in shortcuts if s.where == where]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def matching(pages: dict[str, str], text: str) -> tuple[str, ...]:
    """Pages whose text holds every word."""
    words = text.casefold().split()
    return tuple(name for name, page in pages.items() if all(word in page.casefold() for word in words))
