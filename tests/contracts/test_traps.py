"""The list of traps names every trap by its number, and tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
LAST = 46


def test_every_trap_is_listed_with_tests_that_are_there() -> None:
    lines = (TESTS / "traps.md").read_text(encoding="utf-8").splitlines()
    rows = [cells for line in lines if (cells := re.match(r"\| (\d+) \| [^|]+ \| ([^|]+) \|$", line))]
    there = {
        name
        for file in TESTS.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert [int(row[1]) for row in rows] == list(range(1, LAST + 1))
    named = [row[2].split() for row in rows]
    assert all(named), "a trap without a test"
    assert sorted({name for names in named for name in names} - there) == []
