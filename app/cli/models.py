"""aegle models | predict"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.cli.command import Command, Context, table
from app.domain.model_card import card_as_json
from app.domain.prediction import Prediction, Subject
from app.services.model_shelf import ShelvedModel

DONE = 0
_SHOWN_REASONS = 3

# ---- models ---------------------------------------------------------------------------------------------------------


def _add_models(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="list | show | install | remove")
    verbs.add_parser("list", help="the models on the shelf (without a verb, too)")
    for verb, help_text in (("show", "a model's card"), ("remove", "take a model off the shelf")):
        verbs.add_parser(verb, help=help_text).add_argument("model", metavar="ID", help="its id or its name")
    install = verbs.add_parser("install", help="check a model package and put it on the shelf")
    install.add_argument("package", metavar="PATH", type=Path, help="a model package (.aegle)")


def _models(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    shelf, principal = station.model_shelf, station.principal
    match arguments.verb:
        case "show":
            model = shelf.find(principal, arguments.model)
            context.emit(_shown(model), _card_lines(model))
        case "install":
            model = shelf.register(principal, arguments.package, context.report())
            context.emit(_listed(model), [f"{model.card.id}  {model.card.name}"])
        case "remove":
            model = shelf.find(principal, arguments.model)
            shelf.remove(principal, model.card.id)
            context.emit({"removed": model.card.id}, [model.card.id])
        case _:
            models = shelf.models(principal)
            rows = [(m.card.id, m.card.name, m.card.task, m.card.network, _auc(m), m.origin) for m in models]
            heads = ("id", "name", "task", "network", "AUC", "from")
            context.emit([_listed(m) for m in models], table(heads, rows) if rows else ["No models yet."])
    return DONE


def _listed(model: ShelvedModel) -> dict[str, Any]:
    card = model.card
    return {
        "id": card.id,
        "name": card.name,
        "version": card.version,
        "task": card.task,
        "network": card.network,
        "outputs": list(card.outputs),
        "digest": card.digest,
        "origin": model.origin,
        "registered_at": model.registered_at.isoformat(),
        "registered_by": model.registered_by,
        "size_bytes": model.size_bytes,
    }


def _shown(model: ShelvedModel) -> dict[str, Any]:
    return {**_listed(model), "card": card_as_json(model.card)}


def _auc(model: ShelvedModel) -> str:
    return next((f"{m.value:.3f}" for m in model.card.metrics if m.name == "auc"), "")


def _card_lines(model: ShelvedModel) -> Iterator[str]:
    card = model.card
    yield f"{card.name} ({card.id}, version {card.version})"
    yield f"Intended use: {card.intended_use}"
    yield f"Not for:      {card.not_for}"
    yield f"Learned from: {card.trained_on}"
    yield f"Made with:    {card.made_with}, {card.made_at}"
    yield ""
    yield from table(
        ("metric", "value", "95 % interval", "n"),
        [(m.name, f"{m.value:.3f}", f"{m.low:.3f} to {m.high:.3f}", m.n) for m in card.metrics],
    )
    yield ""
    yield from table(("input", "kind", "unit", "code"), [(f.name, f.kind, f.unit, f.code) for f in card.fields])
    yield ""
    yield from card.limits


# ---- predict --------------------------------------------------------------------------------------------------------


def _add_predict(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", metavar="MODEL", help="the id or name of a model on the shelf")
    about = parser.add_mutually_exclusive_group(required=True)
    about.add_argument("--table", metavar="F.csv", type=Path, help="ask about every row of a CSV table")
    about.add_argument("--patient", metavar="ID", help="ask about a patient's record (id or hospital number)")
    about.add_argument("--series", metavar="UID", help="ask about a series of images")


def _predict(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    principal, predicting = station.principal, station.predicting
    if arguments.table:
        made = predicting.predict_table(principal, arguments.model, arguments.table, context.report())
    else:
        about = Subject("series", arguments.series or "")
        if arguments.patient:
            about = Subject("patient", station.timeline.open(principal, arguments.patient).patient.id)
        made = (predicting.predict(principal, arguments.model, about, context.report()),)
    first = made[0]
    said = {
        "model": first.model,
        "model_name": first.model_name,
        "model_digest": first.model_digest,
        "device": first.device,
        "device_reason": first.device_reason,
        "runtime": first.runtime,
        "seconds": first.seconds,
        "predictions": [_answered(one, at) for at, one in enumerate(made)],
    }
    context.emit(said, _answer_lines(made))
    return DONE


def _answered(prediction: Prediction, row: int) -> dict[str, Any]:
    """``row`` counts from 0 below the heading of a table."""
    return {
        "row": row if prediction.about.kind == "row" else None,
        "about": {"kind": prediction.about.kind, "id": prediction.about.id},
        "id": prediction.id,
        "decision": prediction.decision,
        "scores": {score.name: score.value for score in prediction.scores},
        "contributions": [{"name": c.name, "given": c.given, "amount": c.amount} for c in prediction.contributions],
        "warnings": list(prediction.warnings),
    }


def _answer_lines(made: tuple[Prediction, ...]) -> Iterator[str]:
    first = made[0]
    rows = [
        (
            at + 1 if one.about.kind == "row" else one.about.id,
            one.decision,
            " ".join(f"{s.name}={s.value:.4f}" for s in one.scores),
            ", ".join(f"{c.name} {c.amount:+.2f}" for c in one.contributions[:_SHOWN_REASONS]),
            " ".join(one.warnings),
        )
        for at, one in enumerate(made)
    ]
    yield f"{first.model_name} on {first.device}. {first.device_reason}"
    yield from table(("row" if first.about.kind == "row" else "about", "decision", "scores", "because", "beware"), rows)


COMMANDS = (
    Command("models", "list, show, install or remove models", _add_models, _models),
    Command("predict", "ask a model", _add_predict, _predict),
)
