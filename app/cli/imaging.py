"""aegle import | show | render | export"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.cli.command import Command, Context, table
from app.domain.errors import WorkstationError
from app.domain.problem import Problem
from app.domain.study import DisplaySet, Splitting
from app.domain.volume import Suv
from app.domain.words import NOTHING, say
from app.imaging.assemble import ATTRIBUTES, FREE_RULES, courses, rules_for
from app.imaging.render import View
from app.ingest.anonymity import OPTIONS
from app.services.handing_out import Anonymous, Handed
from app.services.importing import ImportResult, as_json, read_mapping
from app.services.viewing import Accounted, SeriesSummary, chosen

DONE, FORESEEN = 0, 2


# ---- import ---------------------------------------------------------------------------------------------------------


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a file, a folder or a ZIP archive")
    parser.add_argument("--map", metavar="MAP.toml", type=Path, help="which column of a CSV table is what")


def _import(context: Context, arguments: argparse.Namespace) -> int:
    mapping = read_mapping(arguments.map) if arguments.map else None
    station = context.workstation()
    paths = tuple(path.absolute() for path in arguments.paths)
    result = station.importing.import_paths(station.principal, paths, mapping, context.report())
    context.emit(as_json(result), _import_lines(result))
    if result.stored or result.duplicate:
        return DONE
    context.say(_why_nothing(result))
    return FORESEEN


def _why_nothing(result: ImportResult) -> str:
    if result.files == 0:
        return str(say("No files were found there, so nothing was imported."))
    problem = (*result.refused, *result.kept_aside)[0]
    if result.files == 1:
        return f"{say('Nothing was imported.')} {problem.what} {problem.hint}"
    return str(say("Nothing was imported: none of the {n} files could be. The list says why.", n=result.files))


def _import_lines(result: ImportResult) -> Iterator[str]:
    yield (
        f"{result.files} files: {result.stored} stored, {result.duplicate} known already, "
        f"{len(result.kept_aside)} kept aside, {len(result.refused)} refused ({result.seconds:.1f} s)"
    )
    yield f"{result.patients} patients, {result.studies} studies, {result.series} series, {result.instances} images"
    if result.records:
        yield "Records: " + ", ".join(f"{n} {kind}" for kind, n in sorted(result.records.items()))
    for title, problems in (("Refused", result.refused), ("Kept aside", result.kept_aside), ("Notes", result.notes)):
        yield from _problem_lines(title, problems)


def _problem_lines(title: str, problems: tuple[Problem, ...]) -> Iterator[str]:
    if problems:
        yield f"{title}:"
    for problem in problems:
        yield f"  {problem.where}: {problem.what} {problem.hint}".rstrip()


# ---- show -----------------------------------------------------------------------------------------------------------


def _add_series(parser: argparse.ArgumentParser, dest: str = "series") -> None:
    parser.add_argument(dest, metavar="SERIES", help="the UID of a series (see aegle series)")
    parser.add_argument("--set", metavar="K", dest="set_id", help="one of its display sets (the default: the largest)")


def _add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("series",), help="what to show")
    _add_series(parser)
    _add_splitting(parser)


def _add_splitting(parser: argparse.ArgumentParser) -> None:
    """Rules of display sets; None where none is named, so that the vault's own hold."""
    parser.add_argument("--together", metavar="RULE", action="append", choices=FREE_RULES,
                        help=f"leave out a rule that sets images apart: {'; '.join(FREE_RULES)}")  # fmt: skip
    parser.add_argument("--apart", metavar="ATTRIBUTE", action="append", choices=ATTRIBUTES,
                        help=f"always set apart by an attribute: {'; '.join(ATTRIBUTES)}")  # fmt: skip


def _splitting(arguments: argparse.Namespace) -> Splitting | None:
    if arguments.together is None and arguments.apart is None:
        return None
    return Splitting(tuple(arguments.together or ()), tuple(arguments.apart or ()))


def _add_display_rules(parser: argparse.ArgumentParser) -> None:
    _add_splitting(parser)
    parser.add_argument("--default", action="store_true", help="put the rules back as they were delivered")


def _display_rules(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    rules, wanted = station.settings.rules(station.principal), _splitting(arguments)
    wanted = Splitting() if wanted is None and arguments.default else wanted
    if wanted is not None:
        rules = replace(rules, splitting=wanted)
        station.settings.change_rules(station.principal, rules)
    splitting = rules.splitting
    value = {"together": list(splitting.together), "apart": list(splitting.apart),
             "rules": [rule.name for rule in rules_for(splitting)]}  # fmt: skip
    lines = [
        f"left out: {', '.join(splitting.together) or 'none'}",
        f"always by: {', '.join(splitting.apart) or 'none'}",
        f"in force: {'; '.join(value['rules'])}",
    ]
    context.emit(value, lines)
    return DONE


def _show(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    splitting = _splitting(arguments)
    summary = station.viewing.summary(station.principal, arguments.series, splitting)
    sets = summary.sets if arguments.set_id is None else (chosen(summary, arguments.set_id),)
    uptake = {one.id: station.viewing.uptake(station.principal, arguments.series, one.id, splitting) for one in sets}
    context.emit(_series_json(summary, sets, uptake), [*_series_lines(summary, sets), *_uptake_lines(uptake)])
    return DONE


Uptake = dict[str, tuple[Suv, ...]]


def _uptake_lines(uptake: Uptake) -> Iterator[str]:
    for set_id, factors in uptake.items():
        if factors and factors[0].why_not != NOTHING:
            yield f"set {set_id}: no uptake values. {factors[0].why_not}"
        elif factors:
            inputs = ", ".join(f"{name} {said}" for name, said in factors[0].inputs)
            yield f"set {set_id}: SUVbw = value × {factors[0].bw:.6g} ({inputs})"


def _uptake_json(factors: tuple[Suv, ...]) -> dict[str, Any]:
    """Factors of the first slice, and of each where they differ; lbm is Janmahasatian's, lbm_james James's."""
    if not factors:
        return {}
    first = factors[0]
    by_slice = [one.bw for one in factors]
    found = {
        "bw": first.bw,
        "lbm": first.lbm,
        "lbm_james": first.lbm_james,
        "bsa": first.bsa,
        "why_not": str(first.why_not),
        "why_only_bw": str(first.why_only_bw),
        "inputs": dict(first.inputs),
        "bw_by_slice": by_slice if len(set(by_slice)) > 1 else [],
    }
    return {"suv": found}


def _series_json(summary: SeriesSummary, sets: tuple[DisplaySet, ...], uptake: Uptake) -> dict[str, Any]:
    series, study, patient = summary.series, summary.study, summary.patient
    return {
        "uid": series.uid,
        "study": study.uid,
        "patient": patient.id,
        "modality": series.modality,
        "body_part": series.body_part,
        "description": series.description,
        "number": series.number,
        "frame_of_reference": series.frame_of_reference,
        "instance_count": series.instance_count,
        "header": summary.header,
        "sets": [{**_set_json(one), **_uptake_json(uptake[one.id])} for one in sets],
        "courses": [{"name": c.name, "sets": list(c.sets), "values": list(c.values)} for c in courses(sets)],
        "not_shown": [problem.as_json() for problem in summary.not_shown],
        "received": len(summary.account),
        "displayable": summary.displayable,
        "instances": [_instance_json(one) for one in summary.account],
    }


def _instance_json(one: Accounted) -> dict[str, Any]:
    return {
        "uid": one.uid,
        "number": one.number,
        "frames": one.frames,
        "sets": list(one.sets),
        "why_not": str(one.why_not),
    }


def _set_json(shown: DisplaySet) -> dict[str, Any]:
    certificate = shown.certificate
    return {
        "id": shown.id,
        "frames": len(shown.frames),
        "reason": shown.reason,
        "shape": list(shown.shape),
        "spacing_mm": list(shown.spacing_mm),
        "affine_lps": shown.geometry.affine.tolist() if shown.geometry is not None else None,
        "unit": shown.unit,
        "certificate": {
            "verdict": certificate.verdict,
            "reason": certificate.reason,
            "tilt_deg": round(certificate.tilt_deg, 4),
            "gaps_at": list(certificate.gaps_at),
            "error_mm": round(certificate.error_mm, 4),
        },
    }


def _series_lines(summary: SeriesSummary, sets: tuple[DisplaySet, ...]) -> Iterator[str]:
    series = summary.series
    yield f"{series.modality}  {series.description}  ({series.instance_count} images)"
    yield from (f"  {name}: {said}" for name, said in summary.header.items())
    rows = (
        (
            one.id,
            len(one.frames),
            " × ".join(map(str, one.shape)),
            " × ".join("?" if mm is None else f"{mm:.3f}" for mm in one.spacing_mm),
            one.unit,
            one.certificate.verdict,
            one.reason,
        )
        for one in sets
    )
    received, displayable = len(summary.account), summary.displayable
    yield f"{received} received, {displayable} displayable, {received - displayable} not"
    yield from table(("set", "frames", "shape", "spacing mm", "unit", "verdict", "reason"), rows)
    for course in courses(sets):
        yield f"{len(course.sets)} times one volume, by {course.name}: sets {', '.join(course.sets)}"
    yield from _problem_lines("Not shown", summary.not_shown)


# ---- render and export ----------------------------------------------------------------------------------------------


def _add_render(parser: argparse.ArgumentParser) -> None:
    _add_series(parser)
    parser.add_argument("--slice", metavar="N", type=int, required=True, help="which slice, counted from 0")
    parser.add_argument(
        "--window", metavar=("C", "W"), nargs=2, type=float, help="centre and width, in the unit of the values"
    )
    parser.add_argument("--size", metavar=("W", "H"), nargs=2, type=_pixels, help="width and height in pixels")
    parser.add_argument("--no-overlays", action="store_true", help="leave out the file's overlay planes (60xx)")
    parser.add_argument("--no-shutter", action="store_true", help="show what the file's shutter covers")
    parser.add_argument("--out", metavar="F.png", type=Path, required=True)


def _pixels(written: str) -> int:
    number = int(written)
    if not 1 <= number <= 16384:
        raise argparse.ArgumentTypeError("must be from 1 to 16384")
    return number


def _render(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    decoders = station.exporting.export_picture(
        station.principal,
        arguments.series,
        arguments.set_id,
        arguments.slice,
        tuple(arguments.window) if arguments.window else None,
        tuple(arguments.size) if arguments.size else None,
        arguments.out,
        context.report(),
        shows_overlays=not arguments.no_overlays,
        shows_shutter=not arguments.no_shutter,
    )
    context.emit({"out": str(arguments.out), "decoders": list(decoders)}, [str(arguments.out)])
    return DONE


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", choices=("volume", "tiff", "mp4", "dicom"),
        help="a NIfTI volume, its slices as TIFF in 16 bits, a film, or the DICOM files",
    )  # fmt: skip
    parser.add_argument(
        "uids", metavar="UID", nargs="+", help="dicom: UIDs of studies or series; else the UID of a series"
    )
    parser.add_argument("--set", metavar="K", dest="set_id", help="volume, tiff, mp4: one of its display sets")
    parser.add_argument(
        "--out", metavar="PATH", type=Path, required=True,
        help="volume: F.nii.gz; tiff: F.tif; mp4: F.mp4, or F.png (animated PNG); dicom: an empty folder, or F.zip "
        "(encrypted); both get a DICOMDIR",
    )  # fmt: skip
    parser.add_argument("--slice", metavar="N", type=int, help="tiff: one slice alone, counted from 0")
    parser.add_argument(
        "--window", metavar=("C", "W"), nargs=2, type=float, help="mp4: centre and width, in the unit of the values"
    )
    parser.add_argument(
        "--fps", metavar="R", type=float, help="mp4: frames a second (the default: each as long as the files say)"
    )
    parser.add_argument(
        "--with-name", action="store_true", help="mp4: burn the patient's name, number and the day into every frame"
    )
    parser.add_argument("--anonymous", action="store_true", help="dicom: without the person (PS3.15, Basic profile)")
    parser.add_argument(
        "--keep", nargs="+", default=[], choices=tuple(OPTIONS), help="dicom: options of the profile, what is kept"
    )
    parser.add_argument("--name", default="", help="dicom: the name in the person's place (the default: made up)")
    parser.add_argument(
        "--with-pictured-text", action="store_true",
        help="dicom: also pictures that may show a name in their pixels; look at them first",
    )  # fmt: skip
    parser.add_argument("--zip-passphrase-file", metavar="F", type=Path, help="dicom: the passphrase of the ZIP file")


def _export(context: Context, arguments: argparse.Namespace) -> int:
    if arguments.what == "dicom":
        return _export_dicom(context, arguments)
    if len(arguments.uids) > 1:
        raise WorkstationError(
            say("This is written of one series; several were named."), say("Export them one by one.")
        )
    return {"volume": _export_volume, "tiff": _export_tiff, "mp4": _export_film}[arguments.what](context, arguments)


def _export_tiff(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    line = station.exporting.export_tiff(
        station.principal, arguments.uids[0], arguments.set_id, arguments.out, context.report(), arguments.slice
    )
    told = {"out": str(arguments.out), "slope": line.slope, "intercept": line.intercept, "exact": line.is_exact}
    rounded = "" if line.is_exact else ", rounded to 16 bits"
    context.emit(told, [f"{arguments.out}  (value = stored * {line.slope:g} + {line.intercept:g}{rounded})"])
    return DONE


def _export_film(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    centre, width = arguments.window or (None, None)
    frames, pace = station.exporting.export_film(
        station.principal, arguments.uids[0], arguments.set_id, arguments.out, context.report(),
        View(centre=centre, width=width), arguments.fps, arguments.with_name,
    )  # fmt: skip
    told = {
        "out": str(arguments.out),
        "frames": frames,
        "frames_per_second": pace.per_second,
        "each_alike": pace.is_even,
        "pace": str(pace.source),
    }
    mean = "" if pace.is_even else " in the mean, each as long as the file says"
    context.emit(told, [f"{arguments.out}  ({frames} frames, {pace.per_second:g} a second{mean}: {pace.source})"])
    return DONE


def _export_volume(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    station.exporting.export_volume(
        station.principal, arguments.uids[0], arguments.set_id, arguments.out, context.report()
    )
    context.emit({"out": str(arguments.out)}, [str(arguments.out)])
    return DONE


def _export_dicom(context: Context, arguments: argparse.Namespace) -> int:
    wish = Anonymous(arguments.name, tuple(arguments.keep), arguments.with_pictured_text)
    station = context.workstation()
    handed = station.handing_out.hand_out(
        station.principal,
        arguments.uids,
        arguments.out,
        context.report(),
        wish if arguments.anonymous else None,
        context.new_passphrase(arguments.zip_passphrase_file) if arguments.zip_passphrase_file else "",
    )
    told = {
        "out": str(arguments.out),
        "files": handed.files,
        "beside_the_directory": handed.beside,
        "held": [_plain(problem) for problem in handed.held],
        "refused": [_plain(problem) for problem in handed.refused],
    }
    context.emit(told, _handed_lines(handed))
    return DONE if handed.files else FORESEEN


def _plain(problem: Problem) -> dict[str, str]:
    return {"where": problem.where, "what": str(problem.what), "hint": str(problem.hint)}


def _handed_lines(handed: Handed) -> Iterator[str]:
    yield f"{handed.files} files written, {len(handed.held)} held back, {len(handed.refused)} refused"
    if handed.beside:
        yield f"{handed.beside} of them stand beside the DICOMDIR, in OTHER: it has no record for them"
    yield from _problem_lines("Held back", handed.held)
    yield from _problem_lines("Refused", handed.refused)


COMMANDS = (
    Command("import", "import files, folders and ZIP archives (DICOM, FHIR R4, CSV)", _add_import, _import),
    Command("show", "show a series: its header and its display sets", _add_show, _show),
    Command("display-rules", "show or change by which rules series are shown", _add_display_rules, _display_rules),
    Command("render", "write the pixels the viewer paints as a PNG file", _add_render, _render),
    Command(
        "export",
        "write a NIfTI volume, TIFF pages, a film, or DICOM files as they are or anonymous",
        _add_export,
        _export,
    ),
)
