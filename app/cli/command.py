"""What a command is, and what it is given."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from unicodedata import east_asian_width

from app.domain.words import Phrase
from app.domain.work import Report
from app.services.restoring import Wish
from app.services.workstation import Brought, Door, Workstation

Screenshots = Callable[[Door, Workstation, Path, str, str, tuple[int, int]], list[Path]]
OpenWindow = Callable[[Door, list[str]], int]


class Context(Protocol):
    """What a command may use. ``door``, ``screenshots`` and ``open_window`` are handed in by ``main``."""

    door: Door
    screenshots: Screenshots
    open_window: OpenWindow

    def vault(self) -> Path:
        """The vault's folder: ``--vault``, else the last one opened, else the default place."""
        ...

    def workstation(self) -> Workstation:
        """The unlocked workstation; asks for the passphrase the first time. Closed when the command ends."""
        ...

    def create(self) -> Workstation:
        """Make a new vault at ``vault()``; the passphrase is asked for twice where there is no file."""
        ...

    def recover(self, code_file: Path | None) -> Workstation:
        """The vault opened by its recovery code; the passphrase given is the new one."""
        ...

    def restore(self, wish: Wish, by_code: bool, code_file: Path | None) -> Brought:
        """A vault made of a backup, opened by a passphrase; or by the recovery code, and the passphrase is a new one.
        The wish needs no words and no user.
        """
        ...

    def despite(self) -> Workstation:
        """A vault that is not as it was left, opened all the same."""
        ...

    def separate(self) -> Workstation:
        """A copy of a vault, opened as a vault of its own."""
        ...

    def mend(self) -> None:
        """The kept copy of the keyring put back; its passphrase is asked for."""
        ...

    def passphrase(self, twice: bool = False) -> str:
        """The passphrase of who is here: from its file, or asked for."""
        ...

    def new_passphrase(self, path: Path | None) -> str:
        """A passphrase for somebody: from a file, or asked for twice."""
        ...

    def emit(self, value: Any, lines: Iterable[str]) -> None:
        """The answer on stdout: with ``--json`` the value as one JSON document, else the lines."""
        ...

    def say(self, phrase: Phrase | str) -> None:
        """A message on stderr."""
        ...

    def report(self) -> Report:
        """Progress for long work: a line on stderr where that is a terminal, else nothing. Ctrl-C cancels."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """A verb of the command line. ``run`` returns the exit code: 0 done, 2 foreseen failure."""

    name: str
    help: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Context, argparse.Namespace], int]


def nothing_more(parser: argparse.ArgumentParser) -> None:
    """``add_arguments`` of a command without arguments of its own."""


def table(heads: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> list[str]:
    """Rows as aligned text under their heads; Chinese characters take two columns of a terminal."""
    cells = [heads, *(tuple("" if cell is None else str(cell) for cell in row) for row in rows)]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(heads))]
    return [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def as_json(value: Any) -> str:
    """One JSON document. NaN and infinity, which JSON has no word for, become null."""
    return json.dumps(_finite(value), ensure_ascii=False, indent=2)


def _finite(value: Any) -> Any:
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    return value
