"""What worker processes are asked to do with models."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.model_card import ModelCard
from app.domain.prediction import Contribution
from app.domain.words import say
from app.features.raw import Raw, Raws
from app.features.values import Cell, is_missing
from app.inference.answers import Answer, Answers, Verified
from app.inference.devices import find_device
from app.inference.explain import contributions
from app.inference.feeds import Feeds
from app.inference.hiding import contributions_of_parts
from app.inference.package import Package, open_package, same_answer
from app.inference.session import Session, open_session
from app.inference.tasks import task_of
from app.inference.tasks.case_diagnosis import raws_of
from app.inference.tasks.task import Row
from app.ingest.delimited import Delimited, read_delimited

GOLDEN_TOLERANCE = 1e-4
_BATCH = 4096


def device(prefer: str) -> tuple[str, str]:
    """(where models run here, why in English)."""
    found = find_device(prefer)
    return found.name, str(found.reason)


def verify(package: bytes, name: str) -> Verified:
    """Everything that must hold before a package is kept. Raises WorkstationError naming what does not."""
    opened = open_package(package, name)
    task = task_of(opened.card.task)
    session = open_session(opened.model, opened.card.digest, "auto")
    golden = _golden_feeds(opened)
    _refuse_other_inputs(opened.card, session, golden)
    whole = session.run({name: golden[name] for name in session.inputs})
    task.interpret(opened.card, whole)
    difference = _difference(opened, session, golden, whole)
    if not difference <= GOLDEN_TOLERANCE:
        raise WorkstationError(
            same_answer(difference),
            say("The package is damaged, or its model depends on the computer. It was not kept."),
        )
    return Verified(opened.card, difference)


def answer(package: bytes, rows: list[dict[str, Cell]], prefer: str, raws: dict[str, Raw] | None = None) -> Answers:
    """Ask about rows (name -> raw value), and what is no cell of a table beside them (``app.features.raw.Raws``)."""
    opened = open_package(package, "model package")
    return _answered(opened, rows, prefer, raws or {})  # type: ignore[arg-type]


def answer_table(package: bytes, table: bytes, name: str, prefer: str, first: int, most: int) -> Answers:
    """Ask about so many rows of a CSV table at most. Raises WorkstationError naming the columns it lacks."""
    opened = open_package(package, "model package")
    read = read_delimited(table, name)
    _need_columns(opened.card, read, name)
    rows: list[dict[str, Cell]] = [dict(zip(read.columns, row, strict=True)) for row in read.rows[first : first + most]]
    return _answered(opened, rows, prefer, {})


def _need_columns(card: ModelCard, table: Delimited, name: str) -> None:
    wanted = [f.name for f in card.fields] + [str(i.spec["column"]) for i in card.inputs if i.spec.get("column")]
    absent = [name for name in wanted if name not in table.columns]
    if absent:
        raise WorkstationError(
            say("The table {name} lacks columns the model reads: {columns}.", name=name, columns=", ".join(absent)),
            say("Add them, with their headings written as in the model's card (cells may be empty)."),
        )


def _answered(package: Package, rows: Sequence[Row], prefer: str, raws: Raws) -> Answers:
    card, task = package.card, task_of(package.card.task)
    session = open_session(package.model, card.digest, prefer)
    began = time.perf_counter()
    feeds = task.prepare(card, rows, raws)
    outputs = _run(session, feeds)
    readings = task.interpret(card, outputs)
    explained = np.array([r.explained for r in readings], dtype=np.int64)
    why = _why(card, session, rows, raws, feeds, outputs, explained)
    answers = tuple(
        Answer(reading.scores, reading.decision, why[at], task.warn(card, row))
        for at, (row, reading) in enumerate(zip(rows, readings, strict=True))
    )
    seconds = time.perf_counter() - began
    return Answers(answers, session.device.name, str(session.device.reason), session.runtime, seconds)


def _run(session: Session, feeds: Feeds) -> Feeds:
    """In batches, so that a long table does not need all memory at once."""
    count = len(next(iter(feeds.values())))
    parts = [
        session.run({name: values[at : at + _BATCH] for name, values in feeds.items()})
        for at in range(0, max(1, count), _BATCH)
    ]
    return {name: np.concatenate([part[name] for part in parts]) for name in session.outputs}


def _why(
    card: ModelCard,
    session: Session,
    rows: Sequence[Row],
    raws: Raws,
    feeds: Feeds,
    outputs: Feeds,
    explained: NDArray[np.int64],
) -> list[tuple[Contribution, ...]]:
    """What moved each answer; () where that cannot be said."""
    if card.inputs:
        first = _ANSWERS[card.answers]
        found = contributions_of_parts(
            card, lambda asked: session.run(asked)[first], raws_of(card, rows, raws), feeds, explained
        )
        return found if found is not None else [()] * len(rows)
    moved = moved_by(card, session, feeds, outputs, explained)
    return [_contributions(card, row, moved[at]) if moved is not None else () for at, row in enumerate(rows)]


def moved_by(
    card: ModelCard, session: Session, feeds: Feeds, outputs: Feeds, explained: NDArray[np.int64]
) -> NDArray[np.float64] | None:
    """(N, inputs): the model's own attribution where it has one, else found by asking; None for other than tables."""
    if card.inputs or card.answers != "classes":
        is_own = "attribution" in outputs and not card.inputs
        return outputs["attribution"].astype(np.float64) if is_own else None
    if "attribution" in outputs:
        return outputs["attribution"].astype(np.float64)
    return contributions(card, lambda asked: session.run(asked)["probability"], feeds, explained)


def _contributions(card: ModelCard, row: Row, moved: NDArray[np.float64]) -> tuple[Contribution, ...]:
    """The largest first."""
    order = np.argsort(-np.abs(moved), kind="stable")
    return tuple(
        Contribution(card.fields[i].name, _given(row.get(card.fields[i].name), card.fields[i].missing), float(moved[i]))
        for i in order
    )


def _given(cell: Cell, missing: tuple[str, ...]) -> str:
    return "" if is_missing(cell, missing) else str(cell)


# what a model says first, by the kind of its answer
_ANSWERS = {"classes": "probability", "flags": "probability", "values": "value", "masks": "mask", "itself": "code"}


def _refuse_other_inputs(card: ModelCard, session: Session, golden: Feeds) -> None:
    """The model must read what the card lists, take batches of any size, and answer as the card says."""
    kinds = [f.kind for f in card.fields]
    expected = {
        name: kinds.count(kind) for name, kind in (("numbers", "number"), ("categories", "category")) if kind in kinds
    }
    found = {name: shape[1] for name, shape in session.inputs.items() if name in _OF_A_TABLE and len(shape) == 2}
    others = session.inputs.keys() - set(_OF_A_TABLE)
    are_free = all(shape and not isinstance(shape[0], int) for shape in session.inputs.values())
    is_known = bool(others) == bool(card.inputs) and others <= golden.keys()
    if found != expected or not are_free or not is_known or _ANSWERS[card.answers] not in session.outputs:
        raise WorkstationError(
            say("The model does not read the inputs its card lists."),
            say("The package is damaged or was changed. Ask for it again where it came from."),
        )


_OF_A_TABLE = ("numbers", "categories")


def _golden_feeds(package: Package) -> Feeds:
    golden, answer = package.golden, _ANSWERS[package.card.answers]
    kinds = {field.kind for field in package.card.fields}
    wanted = {*(n for n, kind in zip(_OF_A_TABLE, ("number", "category"), strict=True) if kind in kinds), answer}
    if not wanted <= golden.keys() or len(golden[answer]) == 0:
        raise WorkstationError(
            say("The package brings no golden sample to check its model with."),
            say("Ask for a complete package where it came from."),
        )
    return golden


def _difference(package: Package, session: Session, golden: Feeds, whole: Feeds) -> float:
    """The largest difference to the answers torch gave: all cases at once, and the first alone.

    Probabilities differ by themselves, other figures in units of their largest size.
    """
    name = _ANSWERS[package.card.answers]
    expected = golden[name]
    if whole[name].shape != expected.shape:
        return float("inf")
    inputs = {n: golden[n] for n in session.inputs}
    first = session.run({n: values[:1] for n, values in inputs.items()})[name]
    scale = 1.0 if name == "probability" else max(1.0, float(np.abs(expected).max()))
    return float(max(np.abs(whole[name] - expected).max(), np.abs(first - expected[:1]).max())) / scale
