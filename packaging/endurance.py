"""Run the endurance tests in full and write down what was measured: a table, and a dated report in tests/endurance.

    python packaging/endurance.py [--trials N] [options of pytest]

``--trials`` is the number of kills (300); everything else is tried in proportion. Only a full run writes a report.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "tests" / "endurance" / "reports"
FULL = 300
_KNOWN = ("test", "what", "tried", "seconds", "lost")
Figures = Mapping[str, Any]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="endurance", description="the endurance tests in full")
    parser.add_argument("--trials", type=int, default=FULL, metavar="N", help=f"kills (default: {FULL})")
    options, rest = parser.parse_known_args(argv)
    began = time.monotonic()
    code, figures = run(options.trials, rest)
    lines = table(figures)
    print("\n".join(lines))
    if code == 0 and options.trials >= FULL and not rest:
        print(f"written to {write(lines, figures, time.monotonic() - began).relative_to(ROOT)}")
    return code


def run(trials: int, rest: Sequence[str]) -> tuple[int, list[Figures]]:
    """(pytest's exit code, what each test measured)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures"
        env = {**os.environ, "AEGLE_TRIALS": str(trials), "AEGLE_FIGURES": str(path), "QT_QPA_PLATFORM": "offscreen"}
        words = [sys.executable, "-m", "pytest", "tests/endurance", "-q", "-rs", *rest]
        code = subprocess.call(words, env=env, cwd=ROOT)
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return code, [json.loads(line) for line in lines]


def table(figures: Sequence[Figures]) -> list[str]:
    """The figures as a table in Markdown."""
    rows = [("what", "tried", "lost or wrong", "seconds", "seen")]
    rows += [
        (one["what"], f"{one['tried']:,}", f"{one.get('lost', 0):,}", f"{one['seconds']:,.0f}", _seen(one))
        for one in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]


def _seen(one: Figures) -> str:
    return ", ".join(f"{name} {value:,}" for name, value in one.items() if name not in _KNOWN)


def write(lines: Sequence[str], figures: Sequence[Figures], seconds: float) -> Path:
    """A report of today; an earlier one of the day is replaced."""
    now = datetime.now(UTC)
    kills = sum(one["tried"] for one in figures if one["what"].startswith("kill"))
    cuts = sum(one["tried"] for one in figures if one["what"].startswith("power cut,") and "control" not in one["what"])
    path = REPORTS / f"{now:%Y-%m-%d}.md"
    REPORTS.mkdir(exist_ok=True)
    text = [
        f"# Endurance, {now:%Y-%m-%d}",
        "",
        f"Written by `python3 packaging/bootstrap.py endurance` at {now:%H:%M} UTC, after {seconds / 60:.0f} minutes on"
        f" {platform.system()} {platform.machine()} with {os.cpu_count()} processors, Python"
        f" {platform.python_version()}, at revision {_revision()}.",
        "",
        f"{kills:,} kills and {cuts:,} cuts of the power. Every deed that had been reported done was there and equal"
        " byte for byte; no undisturbed vault raised an alarm. The control must show losses, and does.",
        "",
        *lines,
        "",
    ]
    path.write_text("\n".join(text), encoding="utf-8")
    return path


def _revision() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main())
