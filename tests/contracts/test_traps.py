"""The list of traps names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]


def test_every_test_that_the_list_of_traps_names_is_there() -> None:
    rows = [line for line in (TESTS / "traps.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    named = [set(re.findall(r"\btest_\w+", row)) for row in rows[1:]]
    there = {
        name
        for file in TESTS.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(named) >= 30
    assert all(named), "a trap without a test"
    assert sorted(set().union(*named) - there) == []
