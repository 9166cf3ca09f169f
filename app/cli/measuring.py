"""aegle measure [list | draw | remove | key | report]"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from app.cli.command import Command, Context
from app.domain.errors import WorkstationError
from app.domain.figures import with_unit
from app.domain.measurement import KINDS, KeyImage, Measurement, Point
from app.domain.plain import to_plain
from app.domain.words import say


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=tuple(_VERBS))
    parser.add_argument(
        "uid", metavar="ID", help="list, report: a study or series; draw, key: a series; remove: a measurement"
    )
    parser.add_argument("--slice", metavar="N", type=int, help="draw, key: which slice, counted from 0")
    parser.add_argument("--set", metavar="K", dest="set_id", help="draw, key: one of the series' display sets")
    parser.add_argument("--kind", choices=KINDS, help="draw: what is measured")
    parser.add_argument(
        "--points", metavar="X,Y", nargs="+", type=_point, default=[],
        help="draw: column and row of each point; whole numbers are centres of pixels, counted from 0",
    )  # fmt: skip
    parser.add_argument("--note", default="", help="draw, key: a few words")


def _point(written: str) -> Point:
    x, _, y = written.partition(",")
    try:
        return float(x), float(y)
    except ValueError:
        raise argparse.ArgumentTypeError("must be two numbers with a comma between them, such as 12.5,40") from None


def _run(context: Context, arguments: argparse.Namespace) -> int:
    _VERBS[arguments.verb](context, arguments)
    return 0


def _list(context: Context, arguments: argparse.Namespace) -> None:
    station = context.workstation()
    found = station.measuring.measurements(station.principal, arguments.uid, arguments.uid)
    keys = station.measuring.key_images(station.principal, arguments.uid, arguments.uid)
    told = {"measurements": [_plain(one) for one in found], "key_images": [_plain(one) for one in keys]}
    context.emit(told, _lines(found, keys))


def _draw(context: Context, arguments: argparse.Namespace) -> None:
    if arguments.kind is None or arguments.slice is None:
        raise WorkstationError(
            say("What is measured and on which slice was not said."), say("Name them with --kind and --slice.")
        )
    station = context.workstation()
    opened = station.viewing.open(station.principal, arguments.uid, arguments.set_id, context.report())
    _check_slice(arguments.slice, len(opened.shown.frames))
    made = station.measuring.draw(
        station.principal, opened, arguments.slice, arguments.kind, arguments.points, arguments.note
    )
    context.emit(_plain(made), _lines((made,), ()))


def _remove(context: Context, arguments: argparse.Namespace) -> None:
    station = context.workstation()
    gone = station.measuring.remove(station.principal, arguments.uid)
    context.emit(_plain(gone), _lines((gone,), ()))


def _key(context: Context, arguments: argparse.Namespace) -> None:
    if arguments.slice is None:
        raise WorkstationError(say("Which slice is the key image was not said."), say("Name it with --slice."))
    station = context.workstation()
    opened = station.viewing.open(station.principal, arguments.uid, arguments.set_id, context.report())
    _check_slice(arguments.slice, len(opened.shown.frames))
    marked = station.measuring.mark_key_image(station.principal, opened, arguments.slice, arguments.note)
    context.emit(_plain(marked), _lines((), (marked,)))


def _report(context: Context, arguments: argparse.Namespace) -> None:
    """What there is of the two: measurements as SR, key images as KO, each a series of the study."""
    station = context.workstation()
    measuring, me, study = station.measuring, station.principal, arguments.uid
    told: dict[str, str] = {}
    keys = measuring.key_images(me, study=study)
    if measuring.measurements(me, study=study) or not keys:
        told["measurements"] = measuring.report(me, study)
    if keys:
        told["key_images"] = measuring.report_key_images(me, study, arguments.note)
    context.emit(told, (f"{name}: series {uid}" for name, uid in told.items()))


_VERBS = {"list": _list, "draw": _draw, "remove": _remove, "key": _key, "report": _report}


def _check_slice(at: int, count: int) -> None:
    if not 0 <= at < count:
        raise WorkstationError(
            say("There is no slice {n}.", n=at),
            say("This display set has {count} slices, numbered from 0 to {last}.", count=count, last=count - 1),
        )


def _plain(one: Measurement | KeyImage) -> dict[str, Any]:
    """As JSON, without the names of types."""
    plain = _without_types(to_plain(one))
    assert isinstance(plain, dict)
    return plain


def _without_types(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_types(held) for name, held in value.items() if name != "_"}
    return [_without_types(held) for held in value] if isinstance(value, list) else value


def _lines(found: tuple[Measurement, ...], keys: tuple[KeyImage, ...]) -> Iterator[str]:
    for one in found:
        told = ", ".join(f"{figure.name} {with_unit(figure.value, figure.unit)}" for figure in one.figures)
        yield f"{one.id}  {one.kind}: {told} ({one.calibration.source})  {one.note}".rstrip()
    for key in keys:
        yield f"key image {key.instance} ({key.frame + 1})  {key.note}".rstrip()


COMMANDS = (
    Command("measure", "measurements and key images: list, draw, remove, report as SR and KO", _add_arguments, _run),
)
