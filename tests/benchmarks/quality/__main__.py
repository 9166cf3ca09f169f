"""How good the models are: ``python -m tests.benchmarks.quality --data DIR [--only R…] [--networks N…] [--seeds S…]``.

Every row of ``rows.ROWS`` is trained by its recipe at its protocol; one JSON a row, network and seed goes to
``results``, and TABLE.md is written anew from all that is there.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch

from app.domain.errors import WorkstationError
from app.jobs.workers import Workers
from app.services.material import gather
from ml.events import Events
from ml.recipes import RECIPES
from ml.recipes.recipe import Material
from ml.recipes.training import train
from tests.benchmarks.quality.rows import ROWS, Row, rows_of

HERE = Path(__file__).resolve().parent
RESULTS, TABLE = HERE / "results", HERE / "TABLE.md"


def main() -> None:
    arguments = _arguments()
    torch.set_num_threads(1)
    RESULTS.mkdir(exist_ok=True)
    workers = Workers(1)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            for row, folder in rows_of(arguments.data, Path(scratch)):
                if not arguments.table_only and (not arguments.only or row.name in arguments.only):
                    for seed in arguments.seeds:
                        _measure(row, folder, arguments.networks, seed, workers)
    finally:
        workers.close()
    TABLE.write_text(_table(), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with records and imaging")
    parser.add_argument("--only", nargs="+", default=[], help="rows to measure; all without")
    parser.add_argument("--networks", nargs="+", default=[], help="networks; all that fit without")
    parser.add_argument("--seeds", nargs="+", type=int, default=[0], help="each divides the patients anew")
    parser.add_argument("--table-only", action="store_true", help="write the table from what was measured before")
    return parser.parse_args()


def _measure(row: Row, data: Path, networks: Sequence[str], seed: int, workers: Workers) -> None:
    request = row.request(data, seed)
    made = gather(workers, request)
    material = Material(made.table, made.raws)
    recipe = next(r for r in RECIPES if r.name == row.recipe)
    for name in networks or dict.fromkeys(n.name for n in recipe.networks):
        began = time.monotonic()
        try:
            asked = replace(made.request, network=name)
            figures = train(recipe, material, asked, Events(io.StringIO(), threading.Event())).figures
        except WorkstationError as error:
            print(f"{row.name} {name}: {error}", flush=True)
            continue
        kept = _kept(row, figures, seed, time.monotonic() - began)
        (RESULTS / _file(row, name, seed)).write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        print(f"{row.name} {name}: {row.figure} {kept['metrics'][row.figure]['value']:.4f}", flush=True)


def _file(row: Row, network: str, seed: int) -> str:
    return f"{row.name}.{network}.json" if seed == 0 else f"{row.name}.{network}.seed{seed}.json"


def _kept(row: Row, figures: dict[str, Any], seed: int, seconds: float) -> dict[str, Any]:
    baseline = figures["baseline"]
    return {
        "row": row.name,
        "network": figures["network"],
        "protocol": figures["split"]["said"],
        "metrics": figures["metrics"],
        "baseline": {baseline["name"]: baseline[baseline["name"]]},
        "verdict": baseline["verdict"],
        "leakage": [{k: s[k] for k in ("column", "kind", "action")} for s in figures["leakage"]],
        "seed": seed,
        "seconds": round(seconds, 1),
        "date": datetime.now(UTC).date().isoformat(),
    }


def _table() -> str:
    head = (
        "# How good the models are\n\n"
        "Made by `python -m tests.benchmarks.quality --data DIR`. Values are means over the seeds, each of which "
        "divides the patients and starts\nthe network anew; intervals are 95 %, from 2,000 draws of patients, "
        "their ends the means over the seeds. *Own check* is what\na plain baseline reached on the same copy of the "
        "data.\n\n"
        "| data | network | figure | value | interval | seeds | own check | reached | published | beaten | seconds "
        "| date |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n"
    )
    return head + "\n".join(line for row in ROWS for line in _lines(row)) + "\n"


def _lines(row: Row) -> Iterator[str]:
    """A line for each network, the best first."""
    runs = defaultdict(list)
    for path in sorted(RESULTS.glob(f"{row.name}.*.json")):
        one = json.loads(path.read_text("utf-8"))
        runs[one["network"]].append(one)
    sign = 1 if row.is_error else -1
    for network, found in sorted(runs.items(), key=lambda item: sign * _mean(row, item[1], "value")):
        value = _mean(row, found, "value")
        low, high = _mean(row, found, "low"), _mean(row, found, "high")
        each = " ".join(f"{one['metrics'][row.figure]['value']:.3f}" for one in found) if len(found) > 1 else ""
        seeds = ", ".join(str(one["seed"]) for one in found) + (f" ({each})" if each else "")
        own = "" if row.own is None else f"{row.own:.3f}"
        interval = "" if math.isinf(low) else f"{low:.3f} to {high:.3f}"
        yield (
            f"| {row.name} | {network} | {row.figure} | {value:.3f} | {interval} "
            f"| {seeds} | {own} | {_is_met(row, value, row.own)} "
            f"| {row.published} | {_is_met(row, value, row.reached)} "
            f"| {sum(one['seconds'] for one in found) / len(found):.0f} | {max(one['date'] for one in found)} |"
        )


def _mean(row: Row, runs: Sequence[dict[str, Any]], end: str) -> float:
    """Over the seeds; infinite where one has none."""
    values = [one["metrics"][row.figure][end] for one in runs]
    return math.inf if None in values else sum(values) / len(values)


def _is_met(row: Row, value: float, goal: float | None) -> str:
    if goal is None:
        return ""
    is_met = round(value, 3) <= goal if row.is_error else round(value, 3) >= goal
    return "yes" if is_met else "no"


if __name__ == "__main__":
    main()
