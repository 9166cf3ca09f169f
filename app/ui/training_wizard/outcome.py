"""What a training came to, read from the worker's figures (``aegle train --json``). No Qt."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.figures import percent
from app.domain.model_card import Metric
from app.domain.words import NOTHING, Phrase, say


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the chosen model earns its keep against the plain one. ``kind`` as banners name it."""

    words: Phrase
    kind: str


@dataclass(frozen=True, slots=True)
class Suspect:
    """A column that may give the answer away, the evidence, and what was done about it."""

    column: str
    evidence: Phrase
    action: Phrase


@dataclass(frozen=True, slots=True)
class Outcome:
    """``roc`` and ``reliability`` are points (x, y); ``confusion`` counts true class by decided class. Empty where
    there are more than two classes, or too few people to show.
    """

    verdict: Verdict
    metrics: tuple[Metric, ...]
    baseline: tuple[Metric, ...]
    differences: tuple[Metric, ...]
    split: Phrase
    cases: tuple[tuple[str, int], ...]
    suspects: tuple[Suspect, ...]
    left_out: tuple[tuple[str, Phrase], ...]
    notes: tuple[Phrase, ...]
    classes: tuple[str, ...]
    inputs: tuple[str, ...]
    grouped_by: str
    roc: tuple[tuple[float, float], ...]
    reliability: tuple[tuple[float, float], ...]
    confusion: tuple[tuple[int, ...], ...]
    seconds: float
    positive: str = ""
    prevalence: float | None = None


def outcome_of(figures: Mapping[str, Any]) -> Outcome:
    baseline = figures.get("baseline") or {}
    split = figures.get("split") or {}
    curves = figures.get("curves") or {}
    differences = metrics_of(baseline.get("difference"))
    return Outcome(
        verdict=_verdict(baseline, differences, str(split.get("method", ""))),
        metrics=metrics_of(figures.get("metrics")),
        baseline=metrics_of(baseline.get(str(baseline.get("name", "logistic")))),
        differences=differences,
        split=_phrase(split, "said"),
        cases=tuple((str(name), int(n)) for name, n in (split.get("cases") or {}).items()),
        suspects=tuple(_suspect(one) for one in figures.get("leakage") or ()),
        left_out=tuple((str(one["column"]), _inner(one, "reason")) for one in figures.get("left_out") or ()),
        notes=tuple(Phrase.from_json(one) for one in figures.get("notes_words") or ()),
        classes=tuple(map(str, figures.get("classes") or ())),
        inputs=tuple(map(str, figures.get("inputs") or ())),
        grouped_by=str(split.get("grouped_by") or ""),
        roc=tuple((float(x), float(y)) for x, y in curves.get("roc") or ()),
        reliability=tuple((float(p[0]), float(p[1])) for p in curves.get("reliability") or ()),
        confusion=tuple(tuple(int(n) for n in line) for line in figures.get("confusion") or ()),
        seconds=_number(figures.get("seconds")),
        positive=str(figures.get("positive") or ""),
        prevalence=_prevalence(figures),
    )


def metrics_of(given: Any) -> tuple[Metric, ...]:
    """Metrics ({name: {value, low, high, n}}) in the order the worker gave them."""
    if not isinstance(given, Mapping):
        return ()
    return tuple(
        Metric(name, _number(one["value"]), _number(one["low"]), _number(one["high"]), int(one["n"]))
        for name, one in given.items()
    )


def _verdict(baseline: Mapping[str, Any], differences: tuple[Metric, ...], method: str) -> Verdict:
    """The worker's own sentence, with the colour that fits it. The first difference is the one decided by."""
    gain = next((m for m in differences if m.name == "auc"), next(iter(differences), None))
    words = _phrase(baseline, "verdict")
    if gain is None or not words.text:
        return Verdict(say("It was not compared with a plain model."), "warn")
    if method == "training_table" or math.isnan(gain.low):
        return Verdict(words, "warn")
    low, high = (-gain.high, -gain.low) if gain.name in _ERRORS else (gain.low, gain.high)
    return Verdict(words, "good" if low > 0 else "bad" if high < 0 else "info")


_ERRORS = frozenset({"rmse", "mae", "brier", "log_loss"})  # less of them is better


def _suspect(one: Mapping[str, Any]) -> Suspect:
    return Suspect(str(one.get("column") or ""), _inner(one, "evidence"), _inner(one, "action"))


def _phrase(data: Mapping[str, Any], name: str) -> Phrase:
    """A sentence with its translatable form beside it: ``said`` and ``said_words``."""
    words = data.get(f"{name}_words")
    return Phrase.from_json(words) if isinstance(words, dict) else _plain(data.get(name))


def _inner(data: Mapping[str, Any], name: str) -> Phrase:
    """The same, where the translatable forms are kept together under ``words``."""
    words = (data.get("words") or {}).get(name)
    return Phrase.from_json(words) if isinstance(words, dict) else _plain(data.get(name))


def _plain(text: Any) -> Phrase:
    return Phrase("{text}", (("text", str(text)),)) if text else NOTHING


def _number(value: Any) -> float:
    return math.nan if value is None else float(value)


def _prevalence(figures: Mapping[str, Any]) -> float | None:
    """Of the class looked for in the data; None where there are no two classes with sensitivity and specificity."""
    cases = (figures.get("split") or {}).get("cases") or {}
    positive, metrics = figures.get("positive"), figures.get("metrics") or {}
    known = all((metrics.get(name) or {}).get("value") is not None for name in ("sensitivity", "specificity"))
    return cases[positive] / sum(cases.values()) if positive in cases and known else None


def natural_frequencies(outcome: Outcome, share: float) -> tuple[Phrase, Phrase]:
    """Of a thousand people with this ``share`` of it: who is found, missed and alarmed; PPV and NPV."""
    values = {m.name: m.value for m in outcome.metrics}
    ill = 1000 * share
    found, alarmed = ill * values["sensitivity"], (1000 - ill) * (1 - values["specificity"])
    ppv = found / (found + alarmed) if found + alarmed else math.nan
    right = (1000 - ill) - alarmed
    npv = right / (right + ill - found) if right + ill - found else math.nan
    told = say(
        "Of 1,000 people {ill} have it. The model finds {found} of them and misses {missed}; {alarmed} of the {well}"
        " others are alarmed for nothing.",
        ill=round(ill), found=round(found), missed=round(ill) - round(found), alarmed=round(alarmed),
        well=1000 - round(ill),
    )  # fmt: skip
    return told, say("Positive predictive value {ppv}, negative {npv}.", ppv=percent(ppv), npv=percent(npv))
