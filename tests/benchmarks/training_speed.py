"""How fast training is: beside plain torch loops, by two processes beside one, to the first point and to a model.

``python -m tests.benchmarks.training_speed`` measures all of it and writes reports; ``loops``, ``processes``, ``times``
or ``exports`` measure one part. ``AEGLE_TEST_DATA`` names the folder with the breast aspirates.
"""

from __future__ import annotations

import copy
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import torch
from torch import nn

from app.domain.patient import Principal, Role
from app.domain.training import Event, Measured, TrainRequest
from app.domain.work import quietly
from app.features.raw import Courses, Kind, Pictures, Raw, Texts, put_raws
from app.jobs.learner import Learner
from app.main import door
from app.sealed import Sealed, new_key
from app.store.keyring import Cost
from ml.networks.network import Network
from ml.recipes import RECIPES
from ml.recipes.cases import read_cases
from ml.recipes.recipe import Material, Recipe
from ml.training import descent
from ml.training.loop import Schedule
from ml.watch import unwatched
from tests.benchmarks.measuring import as_table, write_report
from tests.unit.ml.test_every_recipe import SMILES, WORDS

COUNT = 240
# as large as the data of the field's examples, and as each recipe trains by itself
NETWORKS = (
    ("case_diagnosis", "mlp", ("table",), "values"), ("case_diagnosis", "rnn", ("sequences",), "classes"),
    ("drug_effect", "mlp", ("smiles",), "values"), ("drug_effect", "message_passing", ("smiles",), "values"),
    ("report_reading", "cnn", ("text",), "classes"), ("report_reading", "rnn", ("text",), "classes"),
    ("image_diagnosis", "cnn", ("images",), "classes"), ("image_segmentation", "unet", ("images", "masks"), "masks"),
    ("genome_phenotype", "cnn", ("dna",), "classes"), ("fusion", "gated", (), "classes"),
    ("representation", "autoencoder", ("images",), "itself"),
)  # fmt: skip
_ROUNDS = 5


def raw_of(kind: Kind, count: int) -> Raw:
    rng = np.random.default_rng(5)
    ill = np.arange(count) % 2
    match kind:
        case "images":
            return Pictures(tuple(rng.normal(i, 1, (1, 28, 28)).astype(np.float32) for i in ill), "HU")
        case "masks":
            return Pictures(tuple(np.pad(np.ones((9, 9), dtype=np.uint8), (9, 10)) for _ in ill))
        case "sequences":
            times = tuple(np.sort(rng.uniform(0, 48, 40)) for _ in ill)
            return Courses(tuple("abcdefghij"), times, tuple(rng.normal(i, 1, (40, 10)).astype("f4") for i in ill))
        case "text":
            return Texts(tuple(" ".join(rng.choice(WORDS[3 * i :], 120)) for i in ill))
        case "smiles":
            return Texts(tuple("C" * (1 + k // 8) + SMILES[k % 8] for k in range(count)))
        case "dna":
            return Texts(tuple("".join(rng.choice(list("ACGT"), 60)) for _ in ill))
    raise AssertionError(kind)


def material_of(reads: tuple[Kind, ...], count: int) -> Material:
    rng = np.random.default_rng(6)
    table = {"answer": ["ill" if k % 2 else "well" for k in range(count)],
             "value": [f"{rng.normal(k % 2, 1):.3f}" for k in range(count)]}  # fmt: skip
    if "table" in reads:
        table |= {f"lab {c}": [f"{rng.normal(k % 2, 1):.2f}" for k in range(count)] for c in range(20)}
    return Material(table, {kind: raw_of(kind, count) for kind in reads if kind != "table"})


def found(recipe: str, network: str, reads: tuple[str, ...]) -> tuple[Recipe, Network]:
    one = next(r for r in RECIPES if r.name == recipe)
    return one, next(n for n in one.networks if n.name == network and n.reads == reads)


def asked(recipe: str, network: str, answers: str, **parameters: Any) -> TrainRequest:
    target = {"values": "value", "classes": "answer"}.get(answers, "")
    return TrainRequest(recipe, "", target, network=network, folds=1, repeats=1, parameters=parameters)


# ---- beside plain loops ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Ratio:
    """Seconds for an epoch, round by round."""

    ours: list[float]
    plain: list[float]

    @property
    def throughput(self) -> float:
        """Ours in parts of the plain loop's, the middle of all rounds."""
        return statistics.median(p / o for o, p in zip(self.ours, self.plain, strict=True))


def plain_loop(
    module: nn.Module, losses: descent.Losses, learned: Any, judged: Any, schedule: Schedule, epochs: int
) -> None:
    """What a person writes: shuffle, batch, backward, step; a look at the held-out rows after every epoch."""
    optimiser = torch.optim.AdamW(module.parameters(), lr=schedule.learning_rate, weight_decay=schedule.weight_decay)
    rows, others = torch.from_numpy(learned), torch.from_numpy(judged)
    for _ in range(epochs):
        module.train()
        order = rows[torch.randperm(len(rows))]
        for at in range(0, len(order), schedule.batch):
            optimiser.zero_grad()
            loss = losses(order[at : at + schedule.batch], True).mean()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(module.parameters(), schedule.clip)
            optimiser.step()
        module.eval()
        with torch.no_grad():
            losses(others, False).mean()


def compared(recipe: str, network: str, reads: tuple[str, ...], answers: str, count: int, rounds: int) -> Ratio:
    """The loop of this program and a plain one, by turns, from the same weights on the same batches' sizes."""
    ratio = Ratio([], [])
    real = descent.descend

    def both(
        module: nn.Module, losses: descent.Losses, learned: Any, judged: Any, schedule: Schedule, seed: int,
        *rest: Any,
    ) -> descent.Descent:  # fmt: skip
        del rest
        epochs = max(1, round(0.8 / one_epoch(module, losses, learned, judged, schedule)))
        short = Schedule(**{**asdict(schedule), "epochs": epochs, "patience": 10**6})
        start = copy.deepcopy(module.state_dict())
        for _ in range(rounds):
            module.load_state_dict(start)
            began = time.perf_counter()
            plain_loop(module, losses, learned, judged, short, epochs)
            ratio.plain.append((time.perf_counter() - began) / epochs)
            module.load_state_dict(start)
            began = time.perf_counter()
            real(module, losses, learned, judged, short, seed, unwatched)
            ratio.ours.append((time.perf_counter() - began) / epochs)
        return real(module, losses, learned, judged, Schedule(**{**asdict(schedule), "epochs": 1}), seed, unwatched)

    one, chosen = found(recipe, network, reads)
    material = material_of(reads or ("table", "images"), count)  # type: ignore[arg-type]
    _, cases = read_cases(one, material, asked(recipe, network, answers))
    settings = {**one.settings(chosen, {}), "members": 1}
    places = ("ml.networks.deep", "ml.networks.unet", "ml.networks.autoencoder")
    with mock.patch(f"{places[0]}.descend", both), mock.patch(f"{places[1]}.descend", both), \
         mock.patch(f"{places[2]}.descend", both):  # fmt: skip
        chosen.fit(cases, np.arange(len(cases)), settings, 0, unwatched)
    return ratio


def one_epoch(module: nn.Module, losses: descent.Losses, learned: Any, judged: Any, schedule: Schedule) -> float:
    plain_loop(module, losses, learned, judged, schedule, 1)
    began = time.perf_counter()
    plain_loop(module, losses, learned, judged, schedule, 1)
    return time.perf_counter() - began


def loops(count: int = COUNT, rounds: int = _ROUNDS) -> Iterator[str]:
    rows = []
    for recipe, network, reads, answers in NETWORKS:
        ratio = compared(recipe, network, reads, answers, count, rounds)
        epoch = 1000 * statistics.median(ratio.ours)
        rows.append(
            (recipe, network, " + ".join(reads) or "table + images", f"{epoch:,.0f} ms", f"{ratio.throughput:.2f}")
        )
    yield "## Beside a plain torch loop of the same network, batch and cases"
    yield ""
    yield from as_table(("recipe", "network", "reads", "an epoch", "throughput (wanted: 0.95)"), rows)
    yield ""


# ---- two processes --------------------------------------------------------------------------------------------------


def packed(folder: Path, material: Material, request: TrainRequest) -> tuple[dict[str, Any], bytearray]:
    """(what the worker is asked, the key of the pack)."""
    key, path = new_key(), folder / f"pack {time.monotonic_ns()}"
    with Sealed(path, key, create=True) as pack:
        pack.put_json("table", dict(material.table))
        put_raws(pack, material.raws)
    return {"pack": str(path), "request": asdict(request)}, key


def told(told: dict[str, Any], key: bytearray) -> list[tuple[float, dict[str, Any]]]:
    """Every event of a training with its time."""
    events = []
    with Learner("train") as learner:
        learner.ask(told, key)
        for event in learner.events(600.0):
            assert event is not None
            assert event["event"] != "Failed", event
            events.append((time.perf_counter(), event))
    return events


def an_epoch(folder: Path, material: Material, request: TrainRequest) -> float:
    """Seconds for an epoch, without the start of processes."""
    times = [
        at
        for at, e in told(*packed(folder, material, request))
        if e["event"] == "Measured" and e["network"] == request.network
    ]
    return statistics.median(np.diff(times))


def processes(count: int = 320, side: int = 64, epochs: int = 4) -> Iterator[str]:
    rng = np.random.default_rng(7)
    images = tuple(rng.normal(k % 2, 1, (1, side, side)).astype(np.float32) for k in range(count))
    masks = tuple(np.pad(np.ones((side // 4,) * 2, dtype=np.uint8), side * 3 // 8) for _ in images)
    answer = {"answer": ["ill" if k % 2 else "well" for k in range(count)]}
    pictures = Material(answer, {"images": Pictures(images)})
    painted = Material(answer, {"images": Pictures(images[:60]), "masks": Pictures(masks[:60])})
    painted = Material({"answer": answer["answer"][:60]}, painted.raws)
    rows = []
    for recipe, network, answers, material in (
        ("image_diagnosis", "cnn", "classes", pictures),
        ("image_segmentation", "unet", "masks", painted),
        ("case_diagnosis", "rnn", "classes", material_of(("sequences",), 4 * count)),
    ):
        request = asked(recipe, network, answers, members=1, epochs=epochs, patience=100)
        with tempfile.TemporaryDirectory() as folder:
            one, two = (
                an_epoch(Path(folder), material, TrainRequest(**{**asdict(request), "processes": n})) for n in (1, 2)
            )
        rows.append((recipe, network, f"an epoch of {material.count:,} cases", one, two))
    table = material_of(("table",), 4 * count)
    request = TrainRequest("case_diagnosis", "", "answer", folds=5, repeats=1, network="average")
    with tempfile.TemporaryDirectory() as folder:
        one, two = (whole(Path(folder), table, TrainRequest(**{**asdict(request), "processes": n})) for n in (1, 2))
    rows.append(("case_diagnosis", "average", "five-fold cross-validation, start and export included", one, two))
    yield "## By two processes"
    yield ""
    yield from as_table(
        ("recipe", "network", "what", "by one", "by two", "as fast (wanted: 1.7)"),
        [(r, n, what, f"{one:.2f} s", f"{two:.2f} s", f"{one / two:.2f}") for r, n, what, one, two in rows],
    )
    yield ""


def whole(folder: Path, material: Material, request: TrainRequest) -> float:
    """Seconds from the first event to the last."""
    began = time.perf_counter()
    told(*packed(folder, material, request))
    return time.perf_counter() - began


# ---- times a person waits -------------------------------------------------------------------------------------------


def times(table: Path) -> Iterator[str]:
    """From "Train" to the first point of a curve, and from a table to a model on the shelf."""
    principal = Principal("ann", Role.ADMINISTRATOR)
    with tempfile.TemporaryDirectory() as folder:
        station = door(Cost(memory_kib=64, passes=1, lanes=1)).create(Path(folder) / "vault", "ann", "correct horse")
        try:
            station.training.look(principal, table)
            rows = []
            for network in ("", "mlp", "logistic"):
                request = TrainRequest("case_diagnosis", str(table), "target", network=network)
                points: list[float] = []

                def listen(event: Event, points: list[float] = points) -> None:
                    if isinstance(event, Measured):
                        points.append(time.perf_counter())

                began = time.perf_counter()
                station.training.train_and_register(principal, request, listen, quietly)
                whole = time.perf_counter() - began
                rows.append((network or "suggested", f"{points[0] - began:.1f} s", f"{whole:.1f} s"))
        finally:
            station.close()
    yield f"## {table.stem}: what a person waits for"
    yield ""
    yield from as_table(("network", "first point (wanted: 5 s)", "registered (wanted: 25 s)"), rows)
    yield ""


def exports(count: int = 80) -> Iterator[str]:
    """Export, parity, card and package of networks as they are trained by themselves, in a fresh worker."""
    rows = []
    for recipe, network, reads, answers in NETWORKS:
        material = material_of(reads or ("table", "images"), count)  # type: ignore[arg-type]
        with tempfile.TemporaryDirectory() as folder:
            events = told(*packed(Path(folder), material, asked(recipe, network, answers, epochs=1)))
        starts = [at for at, e in events if e["event"] == "Progress" and e["words"]["text"].startswith("Writing the")]
        rows.append((recipe, network, f"{events[-1][0] - starts[0]:.1f} s"))
    yield "## Export, parity, card and package"
    yield ""
    yield from as_table(("recipe", "network", "wanted: 15 s"), rows)
    yield ""


def main(parts: list[str]) -> None:
    torch.set_num_threads(1)
    table = Path(os.environ.get("AEGLE_TEST_DATA", "")) / "records/1_tabular/breast_cancer_wdbc/wdbc.csv"
    every: dict[str, Callable[[], Iterator[str]]] = {
        "loops": loops, "processes": processes, "times": lambda: times(table), "exports": exports,
    }  # fmt: skip
    for part in parts or list(every):
        write_report(f"training-{part}", f"Speed of training: {part}", list(every[part]()))


if __name__ == "__main__":
    main(sys.argv[1:])
