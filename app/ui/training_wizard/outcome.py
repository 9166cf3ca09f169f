"""What a training came to, read from the worker's figures into words. No Qt."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.figures import MINUS
from app.domain.model_card import Metric
from app.domain.words import NOTHING, Phrase, say

# figures where less is better
_LESS_IS_BETTER = frozenset(("brier", "log_loss", "ece"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the chosen model earns its keep against the plain one. ``kind`` as banners name it."""

    words: Phrase
    kind: str


def metrics_of(figures: Mapping[str, Any], part: str = "metrics") -> tuple[Metric, ...]:
    """The metrics under ``part`` ({name: {value, low, high, n}}) in the order the worker gave them."""
    given = figures.get(part)
    if not isinstance(given, Mapping):
        return ()
    return tuple(
        Metric(name, _number(one["value"]), _number(one.get("low")), _number(one.get("high")), int(one.get("n") or 0))
        for name, one in given.items()
        if isinstance(one, Mapping) and "value" in one
    )


def verdict_of(figures: Mapping[str, Any]) -> Verdict:
    """The plain sentence that comes first: does it beat the plain model, by the paired difference of one metric?"""
    if figures.get("is_baseline"):
        return Verdict(say("This is the plain model itself: there is nothing plainer to compare it with."), "info")
    differences = {m.name: m for m in metrics_of(figures, "difference")}
    name = "auc" if "auc" in differences else next(iter(differences), "")
    if not name:
        return Verdict(say("It was not compared with a plain model."), "warn")
    found = differences[name]
    sign = -1 if name in _LESS_IS_BETTER else 1
    low, high = sorted((sign * found.low, sign * found.high))
    values = {"difference": signed(sign * found.value), "low": signed(low), "high": signed(high)}
    if math.isnan(low) or math.isnan(high):
        return Verdict(say("Too few cases to say whether it beats the plain logistic model."), "warn")
    if low > 0:
        return Verdict(
            say("It beats the plain logistic model: {difference} (95 % interval {low} to {high}).", **values), "good"
        )
    if high < 0:
        return Verdict(
            say("It is worse than the plain logistic model: {difference} (95 % interval {low} to {high}).", **values),
            "bad",
        )
    return Verdict(
        say(
            "It does not beat the plain logistic model: {difference} (95 % interval {low} to {high}). "
            "The plain model is easier to explain.",
            **values,
        ),
        "warn",
    )


def split_words(figures: Mapping[str, Any]) -> Phrase:
    """How it was measured: on whom, divided how."""
    split = figures.get("split")
    if not isinstance(split, Mapping):
        return NOTHING
    method = str(split.get("method", ""))
    if method == "cross_validation":
        return say(
            "Measured by cross-validation: every patient was held out once in each of {repeats} rounds of {folds} "
            "parts; no patient stood on both sides.",
            repeats=int(split.get("repeats") or 1),
            folds=int(split.get("folds") or 5),
        )
    if method == "held_out":
        return say("Measured on one part of the patients that was held out; no patient stood on both sides.")
    return NOTHING


def signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", MINUS)


def _number(value: Any) -> float:
    return math.nan if value is None else float(value)
