"""Times, their middle and their 95th percentile, and how a run is written down."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

REPORTS = Path(__file__).resolve().parent / "reports"


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of one thing done several times."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        return sorted(self.seconds)[max(0, -(-95 * len(self.seconds) // 100) - 1)]

    @property
    def best(self) -> float:
        return min(self.seconds)


def timed(runs: Iterable[Callable[[], object]]) -> Times:
    """How long each of ``runs`` takes."""
    seconds = []
    for run in runs:
        began = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - began)
    return Times(tuple(seconds))


def ms(seconds: float) -> str:
    return f"{1000 * seconds:,.1f} ms"


def as_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table in Markdown."""
    return [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *(f"| {' | '.join(row)} |" for row in rows)]


def write_report(name: str, title: str, lines: Iterable[str]) -> Path:
    """Print a report and keep it under its date."""
    now = datetime.now(UTC)
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    text = "\n".join((
        f"# {title}", "",
        f"{now:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}; load average {load}.", "", *lines, "",
    ))  # fmt: skip
    print(text)
    REPORTS.mkdir(exist_ok=True)
    path = REPORTS / f"{now:%Y-%m-%d}-{name}.md"
    path.write_text(text, encoding="utf-8")
    return path
