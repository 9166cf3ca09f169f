"""aegle train | evaluate | explain | compare"""

from __future__ import annotations

import argparse
import locale
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.cli.command import Command, Context, table
from app.domain.errors import WorkstationError
from app.domain.training import Event, TrainRequest
from app.domain.words import say
from app.services.training import Unfinished

DONE = 0
_SOURCES = ("images", "sequences", "vcf", "expression", "labels")
_MOST_SHOWN = 20

# ---- what is learned from, or asked about ---------------------------------------------------------------------------


def _add_sources(parser: argparse.ArgumentParser) -> None:
    data = parser.add_argument_group("data")
    data.add_argument("--cohort", metavar="ID", default="", help="a saved cohort of the vault, by id or name")
    data.add_argument(
        "--table", metavar="F", type=Path, help="a table with a case in each row (CSV, also .gz, or .xlsx)"
    )
    data.add_argument("--sheet", metavar="NAME", default="", help="of a workbook, by name or number; the first with a table without it")  # fmt: skip  # noqa: E501
    data.add_argument(
        "--images", metavar="DIR", type=Path,
        help="a folder for each class; or images/ and masks/ of equal names; or an .npz with train/val/test arrays",
    )  # fmt: skip
    data.add_argument("--sequences", metavar="F", type=Path, help="measurements in time: a long table, a folder or ZIP of files; FASTA for genome_phenotype")  # fmt: skip  # noqa: E501
    data.add_argument("--vcf", metavar="F", type=Path, help="genotypes (also .gz)")
    data.add_argument("--expression", metavar="F", type=Path, help="a matrix of samples and genes")
    data.add_argument("--orientation", choices=("samples-by-genes", "genes-by-samples"), default="", help="of the matrix; found out without it")  # fmt: skip  # noqa: E501
    data.add_argument("--labels", metavar="F", type=Path, help="the table that holds the answers, where they are elsewhere")  # fmt: skip  # noqa: E501
    data.add_argument("--target", metavar="COLUMN", nargs="+", default=[], help="the column with the answer; several are answered together")  # fmt: skip  # noqa: E501
    data.add_argument("--text", metavar="COLUMN", default="", help="the column with the report, or the bases of DNA")
    data.add_argument("--smiles", metavar="COLUMN", default="", help="the column with the molecule")
    data.add_argument("--time", metavar="COLUMN", default="", help="the column with the time of each measurement; of a table: the newest fifth is the test")  # fmt: skip  # noqa: E501
    data.add_argument("--group", metavar="COLUMN", default="", help="the column that says whose row it is")


def _sources(arguments: argparse.Namespace) -> dict[str, Any]:
    """What was named, as a request names it."""
    given = {kind: str(path.absolute()) for kind in _SOURCES if (path := getattr(arguments, kind)) is not None}
    return {
        "table": str(arguments.table.absolute()) if arguments.table else "",
        "sources": given,
        "target": "\n".join(arguments.target),
        "orientation": arguments.orientation,
        "sheet": arguments.sheet,
        "cohort": arguments.cohort,
        "text": arguments.text,
        "smiles": arguments.smiles,
        "time": arguments.time,
        "group": arguments.group,
    }


# ---- train ----------------------------------------------------------------------------------------------------------


def _add_train(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recipe", metavar="RECIPE", nargs="?", default="", help="what to train, such as case_diagnosis")
    _add_sources(parser)
    parser.add_argument("--test", metavar="F", type=Path, help="a second file of the same form, to be measured on")
    how = parser.add_argument_group("how")
    how.add_argument("--drop", metavar="COLUMN", nargs="+", action="extend", default=[], help="columns the model must not read")  # fmt: skip  # noqa: E501
    how.add_argument("--keep", metavar="COLUMN", action="append", default=[], help="a column to keep although it seems to give the answer away; once for each, with --because")  # fmt: skip  # noqa: E501
    how.add_argument("--because", metavar="TEXT", action="append", default=[], help="why it is kept: goes into the card")  # fmt: skip  # noqa: E501
    how.add_argument("--split", metavar="HOW", default="", help="random, scaffold, time:COLUMN, site:COLUMN or column:COLUMN (train/val/test, or folds)")  # fmt: skip  # noqa: E501
    how.add_argument("--network", metavar="NAME", default="", help="the network; without it the recipe's suggestion")
    how.add_argument("--folds", metavar="K", type=int, default=0, help="parts of the cross-validation; 1 holds one fifth out")  # fmt: skip  # noqa: E501
    how.add_argument("--repeats", metavar="R", type=int, default=0, help="how often it is divided anew")
    how.add_argument(
        "--processes",
        metavar="N",
        type=int,
        default=1,
        help="of one computer: parts trained at the same time; where there is one part, all work on its batches",
    )
    how.add_argument("--seed", metavar="N", type=int, default=0, help="the same seed gives the same model")
    how.add_argument("--variant", choices=("full", "fp16", "int8"), default="", help="narrower numbers for a smaller model: weights in 16 bits, or layers in 8; what it costs is measured and stated")  # fmt: skip  # noqa: E501
    how.add_argument("--positive", metavar="CLASS", default="", help="of two classes, the one looked for")
    how.add_argument(
        "--set", metavar="NAME=VALUE", nargs="+", action="extend", default=[], dest="parameters",
        help="parameters of the network or recipe, such as hidden=16",
    )  # fmt: skip
    how.add_argument("--config", metavar="F.toml", type=Path, help="the same wishes and [parameters] in a file; what stands on the line goes first")  # fmt: skip  # noqa: E501
    parser.add_argument("--name", metavar="TEXT", default="", help="what the model is to be called")
    parser.add_argument("--intended-use", metavar="TEXT", default="", help="what the model is for, for its card")
    parser.add_argument("--out", metavar="PACKAGE", type=Path, help="the model package to write")
    long = parser.add_argument_group("what was cut short, and several computers")
    long.add_argument("--resume", metavar="NAME", nargs="?", const="", help="go on with a training that was cut short; without a name with the newest")  # fmt: skip  # noqa: E501
    long.add_argument("--unfinished", action="store_true", help="list the trainings that were cut short")
    long.add_argument("--prepare", metavar="FOLDER", type=Path, help="lay the training into a folder for torchrun")
    long.add_argument("--fetch", metavar="FOLDER", type=Path, help="take the model out of a folder torchrun worked on")


def _train(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    me, training = station.principal, station.training
    if arguments.unfinished:
        return _list_unfinished(context, training.unfinished(me))
    if arguments.prepare is not None:
        training.prepare(me, _request(arguments), arguments.prepare)
        context.emit({"folder": str(arguments.prepare)}, _how_to_spread(arguments.prepare))
        return DONE
    if arguments.out is None:
        raise WorkstationError(say("There is no place for the model."), say("Name a file with --out PACKAGE."))
    if arguments.fetch is not None:
        result = training.fetch(me, arguments.fetch, arguments.out)
    else:
        is_new = arguments.resume is None
        what = _request(arguments) if is_new else _cut_short(training.unfinished(me), arguments.resume)
        result = training.train(me, what, arguments.out, _listen, context.report())
    context.emit({**result.figures, "package": str(result.package)}, _figure_lines(result.figures, result.package))
    return DONE


def _cut_short(found: Sequence[Unfinished], name: str) -> Unfinished:
    fitting = [one for one in found if name in ("", one.name)]
    if not fitting:
        raise WorkstationError(
            say("There is no such training that was cut short."),
            say("There are: {names}.", names=", ".join(one.name for one in found) or "none"),
        )
    return fitting[0]


def _list_unfinished(context: Context, found: Sequence[Unfinished]) -> int:
    rows = [{"name": one.name, "recipe": one.request.recipe, "last_at_work": _as_text(one.at)} for one in found]
    context.emit({"unfinished": rows}, table(("name", "recipe", "last at work"), [tuple(r.values()) for r in rows]))
    return DONE


def _as_text(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")


def _how_to_spread(folder: Path) -> Iterator[str]:
    yield f"Copy {folder} to each computer: whoever has it can read the de-identified data in it. Then run on each,"
    yield "on a network you trust (what the processes tell one another is not encrypted):"
    yield "  torchrun --nnodes=COMPUTERS --nproc-per-node=PROCESSES --node-rank=0,1,… --master-addr=FIRST \\"
    yield f"    --master-port=29500 -m ml train {folder}"
    yield f"Afterwards, on the first: aegle train --fetch {folder} --out PACKAGE"


def _request(arguments: argparse.Namespace) -> TrainRequest:
    if not arguments.recipe:
        raise WorkstationError(say("Nothing says what is to be trained."), say("Name a recipe: aegle train RECIPE …"))
    if len(arguments.keep) != len(arguments.because) or any(not reason.strip() for reason in arguments.because):
        raise WorkstationError(
            say("A column that seems to give the answer away is kept only with a reason."),
            say("Write --keep COLUMN --because TEXT, once for each column."),
        )
    config = _config(arguments.config)
    parameters = {**config.pop("parameters", {}), **_parameters(arguments)}
    wishes = {
        **_sources(arguments),
        "recipe": arguments.recipe,
        "drop": tuple(arguments.drop),
        "keep": dict(zip(arguments.keep, arguments.because, strict=True)),
        "test": str(arguments.test.absolute()) if arguments.test else "",
        "split": arguments.split or (f"time:{arguments.time}" if arguments.time and not arguments.sequences else ""),
        "network": arguments.network,
        "folds": arguments.folds,
        "repeats": arguments.repeats,
        "processes": arguments.processes,
        "seed": arguments.seed,
        "name": arguments.name,
        "intended_use": arguments.intended_use,
    }
    said = {name: value for name, value in wishes.items() if value not in ("", (), {}, 0) or name not in config}
    _need_sense(wishes)
    return TrainRequest(**{**config, **said, "parameters": parameters})


def _need_sense(wishes: dict[str, Any]) -> None:
    for name in ("folds", "repeats", "processes", "seed"):
        if wishes[name] < (1 if name == "processes" else 0):
            raise WorkstationError(
                say("--{name} {value} means nothing.", name=name, value=wishes[name]), say("Give a positive number.")
            )


def _config(path: Path | None) -> dict[str, Any]:
    """What a TOML file wishes, in the words of the command line."""
    if path is None:
        return {}
    try:
        config = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WorkstationError(
            say("The file {name} cannot be read.", name=str(path)), say("Check its name."), error.strerror or ""
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WorkstationError(
            say("The file {name} is not TOML.", name=path.name),
            say("Write lines such as folds = 10, and [parameters] for those of the network."),
            detail=str(error),
        ) from error
    known = {f.name for f in fields(TrainRequest)} - {"recipe"}
    for name in config:
        if name not in known:
            raise WorkstationError(
                say('The file {file} wishes "{name}", which is no option.', file=path.name, name=name),
                say("The options are: {names}.", names=", ".join(sorted(known))),
            )
    if isinstance(config.get("target"), list):
        config["target"] = "\n".join(map(str, config["target"]))
    return {**config, **({"drop": tuple(config["drop"])} if "drop" in config else {})}


def _parameters(arguments: argparse.Namespace) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for text in arguments.parameters:
        name, equals, value = text.partition("=")
        if not equals:
            raise WorkstationError(
                say('"{given}" names no value.', given=text), say("Write NAME=VALUE, such as --set hidden=16.")
            )
        given[name.strip()] = value.strip()
    options = {"positive": arguments.positive, "variant": arguments.variant}
    return {**given, **{name: value for name, value in options.items() if value}}


def _listen(event: Event) -> None:
    """The terminal shows progress alone; curves are for the window."""
    del event


def _figure_lines(figures: dict[str, Any], package: Path) -> Iterator[str]:
    baseline = figures["baseline"]
    plain = baseline[baseline["name"]]
    yield baseline["verdict"]
    yield figures["split"]["said"]
    yield ""
    yield from _metrics(figures["metrics"], baseline["name"], plain)
    yield ""
    for suspect in figures["leakage"]:
        yield f"{suspect['column'] or 'Rows'}: {suspect['evidence']} {suspect['action']}"
    for column in figures["left_out"]:
        yield f"{column['column']}: left out. {column['reason']}"
    yield from figures["notes"]
    if variant := figures.get("variant"):
        yield from (variant["said"], *([variant["advice"]] if variant["advice"] else []))
    yield f"{figures['seconds']} s. {package}"


def _metrics(metrics: dict[str, Any], beside: str, plain: dict[str, Any]) -> list[str]:
    return table(
        ("metric", "this model", "95 % interval", beside),
        [(name, *_figure(f), _figure(plain.get(name))[0]) for name, f in metrics.items()],
    )


def _figure(figure: dict[str, Any] | None) -> tuple[str, str]:
    if figure is None or figure["value"] is None:
        return "", ""
    low, high = figure["low"], figure["high"]
    return f"{figure['value']:.3f}", f"{low:.3f} to {high:.3f}" if low is not None and high is not None else ""


# ---- evaluate, explain, compare -------------------------------------------------------------------------------------


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", metavar="MODEL", help="a model on the shelf, by id or name, or a package file")
    _add_sources(parser)


def _asked(arguments: argparse.Namespace) -> TrainRequest:
    return TrainRequest(recipe="", **_sources(arguments))


def _evaluate(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    figures = station.training.evaluate(station.principal, arguments.model, _asked(arguments), context.report())
    context.emit(figures, _evaluated(figures))
    return DONE


def _evaluated(figures: dict[str, Any]) -> Iterator[str]:
    yield figures["split"]["said"]
    yield from _metrics(figures["metrics"], "at training", figures["baseline"]["at training"])
    for one in figures["shift"]:
        yield f"{one['column'] or figures['target']}: {one['evidence']}"


def _add_explain(parser: argparse.ArgumentParser) -> None:
    _add_evaluate(parser)
    parser.add_argument("--row", metavar="N", type=int, nargs="+", default=[0], help="cases to explain, counted from 0")
    parser.add_argument(
        "--out", metavar="FILE.html", type=Path, help="a page with the cases drawn; it shows their data"
    )
    parser.add_argument("--language", choices=("en", "zh_CN"), default="", help="of the page; that of the settings without it")  # fmt: skip  # noqa: E501


def _explain(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    request = _asked(arguments)
    said = station.training.explain(station.principal, arguments.model, request, arguments.row, context.report())
    if arguments.out is not None:
        language = arguments.language or station.settings.read(station.principal).language
        station.explaining.write(station.principal, said, _written_in(language), arguments.out)
    context.emit({**said, **({"page": str(arguments.out)} if arguments.out else {})}, _explained(said))
    return DONE


def _written_in(language: str) -> str:
    """A page's language: "" in the settings follows the computer's."""
    return language or ("zh_CN" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en")


def _explained(said: dict[str, Any]) -> Iterator[str]:
    shown = [(one["input"], f"{one['value']:+.4f}", f"{one['low']:+.4f} to {one['high']:+.4f}")
             for one in said["importance"][:_MOST_SHOWN]]  # fmt: skip
    yield from table((f"without it, {said['figure']} loses", "", "95 % interval"), shown)
    trust = said["faithfulness"]
    if trust["n"]:
        yield f"Taking inputs away as named moves the answer by {trust['deletion']:.3f},"
        yield f"taking them away at random by {trust['random']:.3f}."
    for case in said["cases"]:
        yield ""
        yield f"Row {case['row']}: " + ", ".join(f"{n} {v:.4f}" for n, v in case["answer"].items())
        yield from (f"  {c['input']}  {c['amount']:+.3f}" for c in case["contributions"][:10])
        yield from ([case["withheld"]] if "withheld" in case else [])
        for step in case.get("what_would_change_it", ()):
            yield f"  would change with {step['input']} {step['instead']} instead of {step['given'] or 'nothing'}"


def _add_compare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("models", metavar="MODEL", nargs="+", help="models on the shelf, or package files; two or more")
    _add_sources(parser)


def _compare(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    request = _asked(arguments)
    said = station.training.compare(station.principal, _two(arguments.models), request, context.report())
    context.emit(said, _compared(said))
    return DONE


def _two(models: Sequence[str]) -> Sequence[str]:
    if len(models) < 2:
        raise WorkstationError(say("One model cannot be compared."), say("Name two or more."))
    return models


def _compared(said: dict[str, Any]) -> Iterable[str]:
    names = list(said["models"][0]["metrics"])
    yield from table(
        ("metric", *(m["model"] for m in said["models"])),
        [(n, *(" ".join(_figure(m["metrics"][n])) for m in said["models"])) for n in names],
    )
    for one in said["differences"]:
        yield f"{one['model']} less {one['less']}: {one['verdict']}"


def _add_paper(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", metavar="MODEL", help="a model on the shelf, by id or name, or a package file")
    parser.add_argument("--out", metavar="F", type=Path, required=True, help="a .pdf or .html file")
    parser.add_argument("--language", choices=("en", "zh_CN"), default="en", help="of the report")


def _paper(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    station.papers.write(station.principal, arguments.model, arguments.language, arguments.out, context.report())
    context.emit({"report": str(arguments.out)}, [str(arguments.out)])
    return DONE


COMMANDS = (
    Command("train", "train a model, measured honestly", _add_train, _train),
    Command("evaluate", "measure a model on other patients", _add_evaluate, _evaluate),
    Command("explain", "what a model's answers hang on", _add_explain, _explain),
    Command("paper", "a model's evaluation as a report, PDF or HTML", _add_paper, _paper),
    Command("compare", "several models on the same patients", _add_compare, _compare),
)
