"""aegle models | predict | train"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.cli.command import Command, Context, table
from app.domain.errors import WorkstationError
from app.domain.model_card import card_as_json
from app.domain.prediction import Prediction, Subject
from app.domain.training import Event, TrainRequest
from app.domain.words import say
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


# ---- train ----------------------------------------------------------------------------------------------------------


def _add_train(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recipe", metavar="RECIPE", help="what to train, such as case_diagnosis")
    parser.add_argument("--table", metavar="F.csv", type=Path, required=True, help="the table to learn from")
    parser.add_argument("--target", metavar="COLUMN", required=True, help="the column that holds the answer")
    parser.add_argument("--group", metavar="COLUMN", default="", help="the column that says whose row it is")
    parser.add_argument(
        "--drop", metavar="COLUMN", nargs="+", action="extend", default=[], help="columns the model must not read"
    )
    parser.add_argument("--network", metavar="NAME", default="", help="the network; without it the recipe's suggestion")
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="the same seed gives the same model")
    parser.add_argument("--positive", metavar="CLASS", default="", help="of two classes, the one looked for")
    parser.add_argument(
        "--set", metavar="NAME=VALUE", nargs="+", action="extend", default=[], dest="parameters",
        help="parameters of the network or recipe, such as hidden=16",
    )  # fmt: skip
    parser.add_argument("--name", metavar="TEXT", default="", help="what the model is to be called")
    parser.add_argument("--intended-use", metavar="TEXT", default="", help="what the model is for, for its card")
    parser.add_argument("--out", metavar="PACKAGE", type=Path, required=True, help="the model package to write")


def _train(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    request = TrainRequest(
        recipe=arguments.recipe,
        table=str(arguments.table.absolute()),
        target=arguments.target,
        group=arguments.group,
        drop=tuple(arguments.drop),
        network=arguments.network,
        seed=arguments.seed,
        name=arguments.name,
        intended_use=arguments.intended_use,
        parameters=_parameters(arguments),
    )
    result = station.training.train(station.principal, request, arguments.out, _listen, context.report())
    context.emit({**result.figures, "package": str(result.package)}, _figure_lines(result.figures, result.package))
    return DONE


def _parameters(arguments: argparse.Namespace) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for text in arguments.parameters:
        name, equals, value = text.partition("=")
        if not equals:
            raise WorkstationError(
                say('"{given}" names no value.', given=text), say("Write NAME=VALUE, such as --set hidden=16.")
            )
        given[name.strip()] = value.strip()
    return {**given, "positive": arguments.positive} if arguments.positive else given


def _listen(event: Event) -> None:
    """The terminal shows progress alone; curves are for the window."""
    del event


def _figure_lines(figures: dict[str, Any], package: Path) -> Iterator[str]:
    plain = figures["baseline"]["logistic"]
    yield figures["baseline"]["verdict"]
    yield figures["split"]["said"]
    yield ""
    yield from table(
        ("metric", "this model", "95 % interval", "plain logistic"),
        [(name, *_figure(f), _figure(plain.get(name))[0]) for name, f in figures["metrics"].items()],
    )
    yield ""
    for suspect in figures["leakage"]:
        yield f"{suspect['column'] or 'Rows'}: {suspect['evidence']} {suspect['action']}"
    for column in figures["left_out"]:
        yield f"{column['column']}: left out. {column['reason']}"
    yield from figures["notes"]
    yield f"{figures['seconds']} s. {package}"


def _figure(figure: dict[str, Any] | None) -> tuple[str, str]:
    if figure is None or figure["value"] is None:
        return "", ""
    low, high = figure["low"], figure["high"]
    return f"{figure['value']:.3f}", f"{low:.3f} to {high:.3f}" if low is not None and high is not None else ""


COMMANDS = (
    Command("models", "list, show, install or remove models", _add_models, _models),
    Command("predict", "ask a model", _add_predict, _predict),
    Command("train", "train a model on a table", _add_train, _train),
)
