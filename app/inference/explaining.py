"""One answer of a model taken apart in full, for a person who asks why: the same parts and drawings as in learning."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.model_card import ModelCard
from app.features.raw import Raw
from app.features.showing import cell_of, score_of, shown, what_would_change
from app.features.values import Cell
from app.inference.feeds import Feeds
from app.inference.package import open_package
from app.inference.running import moved_by
from app.inference.session import Session, open_session
from app.inference.tasks import task_of
from app.inference.tasks.case_diagnosis import raws_of

_MOST = 30


def explain(package: bytes, row: dict[str, Cell], raws: dict[str, Raw], prefer: str) -> dict[str, Any]:
    """One case as ``ml.recipes.explaining`` tells it: answer, ``contributions`` of a table's values and their
    ``method``, ``what_would_change_it``, and of other kinds parts, maps, drawings and whether they hold.
    """
    opened = open_package(package, "model package")
    card, task = opened.card, task_of(opened.card.task)
    session = open_session(opened.model, card.digest, prefer)
    given = raws_of(card, [row], raws)  # type: ignore[arg-type]
    one = task.prepare(card, [row], given)
    outputs = session.run(one)
    [reading] = task.interpret(card, outputs)
    at = reading.explained
    case = {
        "answer": {s.name: s.value for s in reading.scores},
        "decision": reading.decision,
        "explained": card.outputs[at] if at < len(card.outputs) and card.answers != "values" else "",
        "contributions": [],
    }
    moved = moved_by(card, session, one, outputs, np.array([at], dtype=np.int64))
    if moved is not None:
        case |= _of_table(card, session, one, moved[0], at, "exact" if "attribution" in outputs else "shapley")
    return {**case, **shown(card, given, one, at, lambda feeds: session.run(dict(feeds)))}


def _of_table(
    card: ModelCard, session: Session, one: Feeds, moved: NDArray[np.float64], explained: int, method: str
) -> dict[str, Any]:
    order = np.argsort(-np.abs(moved), kind="stable")[:_MOST]
    values = _values(card, one)
    changes = what_would_change(
        card, one, {f.name: float(a) for f, a in zip(card.fields, moved, strict=True)}, explained,
        lambda feeds: score_of(session.run(dict(feeds)), explained),
    )  # fmt: skip
    return {
        "method": method,
        "contributions": [
            {"input": card.fields[i].name, "given": cell_of(card.fields[i], values[i]), "unit": card.fields[i].unit,
             "amount": float(moved[i])} for i in order
        ],
        **({"what_would_change_it": changes} if changes else {}),
    }  # fmt: skip


def _values(card: ModelCard, one: Feeds) -> list[float]:
    """What each field holds, in the order of the card."""
    feeds = {
        kind: iter(one[name][0]) for kind, name in (("number", "numbers"), ("category", "categories")) if name in one
    }
    return [float(next(feeds[field.kind])) for field in card.fields]
