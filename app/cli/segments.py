"""aegle segments SERIES"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from app.cli.command import Command, Context
from app.domain.figures import number, with_unit
from app.services.segmentations import LaidSegment, Listed, OpenedSegmentation


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("series", metavar="SERIES", help="the UID of a series of images, or of segmentations")
    parser.add_argument("--set", metavar="K", dest="set_id", help="one of its display sets (the default: the largest)")


def _run(context: Context, arguments: argparse.Namespace) -> int:
    """Every segmentation of the study; those that lie on the series with the figures of their segments."""
    station = context.workstation()
    me = station.principal
    listed, problems = station.segmentations.listed(me, arguments.series)
    fitting = [one for one in listed if one.fit in ("drawn on it", "same place")]
    laid: dict[str, OpenedSegmentation] = {}
    if fitting:
        opened = station.viewing.open(me, arguments.series, arguments.set_id, context.report())
        laid = {one.instance: station.segmentations.open(me, opened, one, context.report()) for one in fitting}
    told = {
        "segmentations": [_plain(one, laid.get(one.instance)) for one in listed],
        "unreadable": [problem.as_json() for problem in problems],
    }
    context.emit(told, [*_lines(listed, laid), *(f"{one.where}: {one.what} {one.hint}" for one in problems)])
    return 0


def _plain(listed: Listed, laid: OpenedSegmentation | None) -> dict[str, Any]:
    head = listed.head
    return {
        "instance": listed.instance,
        "series": listed.series,
        "label": head.label,
        "kind": head.kind,
        "fit": listed.fit,
        "drawn_on": listed.on,
        "missing_images": listed.missing,
        "notes": [str(note) for note in laid.notes] if laid is not None else [],
        "segments": [_segment(one) for one in laid.segments]
        if laid is not None
        else [{"number": one.number, "label": one.label} for one in head.segments],
    }


def _segment(one: LaidSegment) -> dict[str, Any]:
    segment, found = one.segment, one.figures
    figures = {name: value for name, value in asdict(found).items() if name not in ("why_no_volume", "is_resampled")}
    return {
        "number": segment.number,
        "label": segment.label,
        "category": asdict(segment.category) if segment.category is not None else None,
        "type": asdict(segment.kind) if segment.kind is not None else None,
        "algorithm": segment.algorithm,
        "algorithm_name": segment.algorithm_name,
        "colour": list(segment.shown_colour),
        "is_here": one.mask is not None,
        **figures,
        "why_no_volume": str(found.why_no_volume),
        "counted_on": "segmentation" if found.is_resampled else "images",
    }


def _lines(listed: tuple[Listed, ...], laid: dict[str, OpenedSegmentation]) -> Iterator[str]:
    if not listed:
        yield "no segmentation in this study"
    for one in listed:
        yield f"{one.instance}  {one.head.label or 'segmentation'} ({one.head.kind}): {one.fit}"
        opened = laid.get(one.instance)
        for note in opened.notes if opened is not None else ():
            yield f"  {note}"
        for segment in opened.segments if opened is not None else ():
            yield f"  {segment.segment.number}  {segment.segment.label}: {_figures(segment)}"


def _figures(one: LaidSegment) -> str:
    found = one.figures
    volume = with_unit(found.volume_ml, "ml") if found.volume_ml is not None else f"no volume ({found.why_no_volume})"
    mean = f", mean {number(found.mean)} {found.unit}".rstrip() if found.mean is not None else ""
    return f"{found.voxels} voxels, {volume}{mean}"


COMMANDS = (Command("segments", "segmentations of others on a series, with statistics", _add_arguments, _run),)
