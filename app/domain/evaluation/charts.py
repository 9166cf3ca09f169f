"""The figures of an evaluation as values: what is drawn, before anything draws it.

Every chart is made of lines and of rows with intervals, so that the window, the HTML page and the PDF show the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.domain.evaluation.names import metric_words, network_words
from app.domain.words import NOTHING, Phrase, say

Role = Literal["model", "plain", "ideal", "second", "third", "fourth"]
Point = tuple[float, float]
FEWEST_PEOPLE = 5  # no figure shows fewer
_OF_CLASSES: tuple[Role, ...] = ("model", "second", "third", "fourth", "plain")
_MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Line:
    """Points, joined in their order where ``is_joined``. ``people``: how many stand behind each point, where that is
    told; such points are marked. ``ideal`` lines are dashed.
    """

    points: tuple[Point, ...]
    role: Role = "model"
    name: Phrase = NOTHING
    people: tuple[int, ...] = ()
    is_joined: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """A named value with its interval (None where there is none), of ``n`` cases."""

    name: Phrase
    value: float
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Either ``lines`` or ``bars``. ``x_span`` and ``y_span`` are the axes' ends; ``mark``: where "no difference" is.
    ``note`` says in a sentence how it is read.
    """

    name: str
    title: Phrase
    x: Phrase
    y: Phrase = NOTHING
    lines: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()
    x_span: Point = (0.0, 1.0)
    y_span: Point = (0.0, 1.0)
    mark: float | None = None
    note: Phrase = NOTHING


def charts_of(figures: Mapping[str, Any]) -> tuple[Chart, ...]:
    """Every chart these figures (``aegle train --json``) have points for, in the order they are read."""
    curves: Mapping[str, Any] = figures.get("curves") or {}
    made = (
        *_ranking(curves, figures),
        *_trust(curves),
        *_worth(figures),
        *_agreement(curves, figures),
        *_spread(curves),
        *_differences(figures),
        *_groups(figures),
        *_folds(figures),
    )
    return tuple(made)


# ---- classes --------------------------------------------------------------------------------------------------------


def _ranking(curves: Mapping[str, Any], figures: Mapping[str, Any]) -> Iterator[Chart]:
    roc = _lines(curves.get("roc"), curves.get("roc_of_class"), NOTHING)
    if roc:
        yield Chart(
            "roc", say("ROC curve"), say("False positive rate (1 - specificity)"), say("Sensitivity"),
            (Line(((0.0, 0.0), (1.0, 1.0)), "ideal"), *roc),
            note=say("How many with the disease are found, against how many without it are alarmed. The dashed line is"
                     " chance."),
        )  # fmt: skip
    recall = _lines(curves.get("precision_recall"), curves.get("precision_recall_of_class"), NOTHING)
    if recall:
        share = _prevalence(figures)
        ideal = (Line(((0.0, share), (1.0, share)), "ideal"),) if share is not None else ()
        yield Chart(
            "precision_recall", say("Precision and recall"), say("Sensitivity (recall)"),
            say("Precision (PPV)"), (*ideal, *recall),
            note=say("Of those the model calls ill, how many are, at every sensitivity. The dashed line is chance."),
        )  # fmt: skip


def _lines(one: Any, several: Any, name: Phrase) -> tuple[Line, ...]:
    """A single curve, or those of each class (the first few)."""
    if one:
        return (Line(_points(one), "model", name),)
    each = list((several or {}).items())[:_MOST_LINES]
    return tuple(
        Line(_points(points), role, Phrase("{name}", (("name", str(of)),)))
        for (of, points), role in zip(each, _OF_CLASSES, strict=False)
    )


def _points(given: Sequence[Sequence[float]]) -> tuple[Point, ...]:
    return tuple((float(p[0]), float(p[1])) for p in given)


def _prevalence(figures: Mapping[str, Any]) -> float | None:
    cases = (figures.get("split") or {}).get("cases") or {}
    positive = figures.get("positive")
    return cases[positive] / sum(cases.values()) if positive in cases and sum(cases.values()) else None


def _trust(curves: Mapping[str, Any]) -> Iterator[Chart]:
    given = curves.get("reliability")
    if given:
        line = Line(_points(given), "model", people=tuple(int(p[2]) for p in given))
        yield Chart(
            "reliability", say("Reliability"), say("Probability the model gave"), say("Share that had it"),
            (Line(((0.0, 0.0), (1.0, 1.0)), "ideal"), line),
            note=say("On the dashed line probabilities mean what they say; below it the model promises too much."),
        )  # fmt: skip


def _worth(figures: Mapping[str, Any]) -> Iterator[Chart]:
    points = figures.get("decision_curve") or []
    if not points:
        return
    most = max(0.05, *(max(p[1], p[2]) for p in points))
    least = -0.15 * most
    seen = [p for p in points if p[2] >= least]
    yield Chart(
        "decision_curve", say("Decision curve"), say("Probability from which one would act"), say("Net benefit"),
        (
            Line(((0.0, 0.0), (1.0, 0.0)), "ideal", say("act for nobody")),
            Line(tuple((float(p[0]), float(p[2])) for p in seen), "plain", say("act for everyone")),
            Line(tuple((float(p[0]), max(least, float(p[1]))) for p in points), "model", say("act by the model")),
        ),
        y_span=(least, 1.08 * most),
        note=say("True cases found for each patient, less false alarms at the odds of the threshold. The model is worth"
                 " using where its line is the highest."),
    )  # fmt: skip


# ---- values, pictures -----------------------------------------------------------------------------------------------


def _agreement(curves: Mapping[str, Any], figures: Mapping[str, Any]) -> Iterator[Chart]:
    given = curves.get("agreement")
    if given:
        line = Line(_points(given), "model", people=tuple(int(p[2]) for p in given))
        ends = [v for p in line.points for v in p]
        span = _span(min(ends), max(ends))
        what = Phrase("{name}", (("name", str(figures.get("target") or "")),))
        yield Chart(
            "agreement", say("Estimated and measured values"), say("Estimated (mean of a group of cases)"),
            say("Measured (mean of the same cases)"), (Line(((span[0], span[0]), (span[1], span[1])), "ideal"), line),
            x_span=span, y_span=span, note=what,
        )  # fmt: skip


def _spread(curves: Mapping[str, Any]) -> Iterator[Chart]:
    """How many cases had which error, or which overlap: steps of [from, to, cases]."""
    names = {
        "errors": (say("Errors"), say("Estimated less measured")),
        "overlaps": (say("Overlap of each case"), say("Dice (1 is best)")),
    }
    for name, (title, across) in names.items():
        given = curves.get(name)
        if not given:
            continue
        steps = tuple(p for low, high, n in given for p in ((float(low), float(n)), (float(high), float(n))))
        closed = ((steps[0][0], 0.0), *steps, (steps[-1][0], 0.0))
        yield Chart(
            name, title, across, say("Cases"), (Line(closed, "model"),),
            x_span=(steps[0][0], steps[-1][0]), y_span=(0.0, 1.08 * max(p[1] for p in steps)),
            mark=0.0 if name == "errors" else None,
        )  # fmt: skip


def _span(low: float, high: float) -> Point:
    room = 0.05 * ((high - low) or 1.0)
    return low - room, high + room


# ---- rows with intervals --------------------------------------------------------------------------------------------


def _differences(figures: Mapping[str, Any]) -> Iterator[Chart]:
    baseline = figures.get("baseline") or {}
    bars = [bar for name, one in (baseline.get("difference") or {}).items() if (bar := _bar(metric_words(name), one))]
    if bars:
        plain = str(network_words(str(baseline.get("name"))))
        yield _forest(
            "difference", say('This model less the plain one ("{name}")', name=plain),
            say("Difference with 95 % interval"), bars, 0.0,
            say("Measured on the same patients. An interval that crosses the dashed line may be chance."),
        )  # fmt: skip


def _groups(figures: Mapping[str, Any]) -> Iterator[Chart]:
    groups = figures.get("subgroups") or []
    bars = [
        bar for g in groups
        if (bar := _bar(say("{column}: {group}", column=str(g["column"]), group=str(g["group"])), g["metrics"]["auc"]))
    ]  # fmt: skip
    if bars:
        whole = (figures.get("metrics") or {}).get("auc") or {}
        yield _forest(
            "subgroups", say("Groups of patients"), metric_words("auc"), bars, whole.get("value"),
            say("The dashed line is the figure of all patients."),
        )  # fmt: skip


def _folds(figures: Mapping[str, Any]) -> Iterator[Chart]:
    folds = figures.get("folds") or []
    name = next((n for n in ("auc", "rmse", "dice", "explained", "accuracy") if folds and n in folds[0]), "")
    if len(folds) < 2 or len(folds) > 60 or not name:
        return
    points = tuple((float(at), float(f[name])) for at, f in enumerate(folds, 1) if f.get(name) is not None)
    if not points:
        return
    values = [y for _, y in points]
    whole = ((figures.get("metrics") or {}).get(name) or {}).get("value")
    ideal = (Line(((1.0, whole), (float(len(folds)), whole)), "ideal"),) if whole is not None else ()
    people = tuple(int(f.get("test", 0)) for f in folds if f.get(name) is not None)
    yield Chart(
        "folds", say("Held-out parts one by one"), say("Held-out part"), metric_words(name),
        (*ideal, Line(points, "model", people=people, is_joined=False)),
        x_span=(0.5, len(folds) + 0.5), y_span=_span(min(values), max(values)),
        note=say("Parts that differ much mean that the figure hangs on who is asked."),
    )  # fmt: skip


def _bar(name: Phrase, one: Mapping[str, Any]) -> Bar | None:
    if one.get("value") is None:
        return None
    return Bar(name, float(one["value"]), one.get("low"), one.get("high"), int(one.get("n") or 0))


def _forest(name: str, title: Phrase, x: Phrase, bars: Sequence[Bar], mark: float | None, note: Phrase) -> Chart:
    ends = [v for b in bars for v in (b.value, b.low, b.high, mark) if v is not None]
    return Chart(name, title, x, bars=tuple(bars), x_span=_span(min(ends), max(ends)), mark=mark, note=note)
