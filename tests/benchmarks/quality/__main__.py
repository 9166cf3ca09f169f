"""How good the models are: ``python -m tests.benchmarks.quality --data DIR [--only ROW…] [--networks N…]``.

Every row of ``rows.ROWS`` is trained by its recipe at its protocol; one JSON a row and network goes to ``results``, and
TABLE.md is written anew from all that is there.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import threading
import time
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
from tests.benchmarks.quality.rows import ROWS, Row

HERE = Path(__file__).resolve().parent
RESULTS, TABLE = HERE / "results", HERE / "TABLE.md"


def main() -> None:
    arguments = _arguments()
    torch.set_num_threads(1)
    RESULTS.mkdir(exist_ok=True)
    workers = Workers(1)
    try:
        for row in ROWS:
            if not arguments.only or row.name in arguments.only:
                _measure(row, arguments.data, arguments.networks, arguments.seed, workers)
    finally:
        workers.close()
    TABLE.write_text(_table(), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with records and imaging")
    parser.add_argument("--only", nargs="+", default=[], help="rows to measure; all without")
    parser.add_argument("--networks", nargs="+", default=[], help="networks; all that fit without")
    parser.add_argument("--seed", type=int, default=0)
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
        (RESULTS / f"{row.name}.{name}.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        print(f"{row.name} {name}: {row.figure} {kept['metrics'][row.figure]['value']:.4f}", flush=True)


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
        "Made by `python -m tests.benchmarks.quality --data DIR`. Intervals are 95 %, from 2,000 draws of patients. "
        "*Own check* is what a plain baseline reached on the same copy of the data.\n\n"
        "| data | network | figure | value | interval | own check | reached | published | seconds | seed | date |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|\n"
    )
    return head + "\n".join(line for row in ROWS for line in _lines(row)) + "\n"


def _lines(row: Row) -> Iterator[str]:
    found = [json.loads(p.read_text("utf-8")) for p in sorted(RESULTS.glob(f"{row.name}.*.json"))]
    sign = 1 if row.is_error else -1
    for one in sorted(found, key=lambda f: sign * (f["metrics"][row.figure]["value"] or math.inf)):
        figure = one["metrics"][row.figure]
        reached = "" if row.own is None else "yes" if -sign * (round(figure["value"], 3) - row.own) >= 0 else "no"
        interval = f"{figure['low']:.3f} to {figure['high']:.3f}" if figure["low"] is not None else ""
        own = "" if row.own is None else f"{row.own:.3f}"
        yield (
            f"| {row.name} | {one['network']} | {row.figure} | {figure['value']:.3f} | {interval} | {own} | {reached} "
            f"| {row.published} | {one['seconds']:.0f} | {one['seed']} | {one['date']} |"
        )


if __name__ == "__main__":
    main()
