"""A trained model in narrower numbers, measured beside the same model in full precision on the same patients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.words import NOTHING, Phrase, say
from app.features.raw import Rows
from ml.evaluation.metrics import Figure
from ml.export.narrow import Kind, has_layers, narrowed
from ml.export.parity import check_parity, in_batches, runtime_of
from ml.networks.network import Cases, Feeds, Fitted
from ml.networks.unet import overlaps
from ml.recipes.trained import Trained
from ml.watch import Watch

FULL = "full precision"  # what the wide model is called beside the baselines

_KINDS: tuple[str, ...] = get_args(Kind)
_CALIBRATING = 100  # training patients whose values set the ranges
_AT_ONCE = 64
_LARGE = 0.01  # lost of AUC, accuracy or Dice; as a share of an error

Fit = Callable[[Cases, Rows, int, Watch], Fitted]


def is_narrow(variant: str) -> bool:
    return variant in _KINDS


def narrow(fitted: Fitted, kind: Kind, cases: Cases, rows: Rows) -> Fitted:
    """``fitted`` as its narrower graph answers in ONNX Runtime. ``rows``: the training patients.

    Raises WorkstationError where its graph has no layers.
    """
    model = fitted.export()
    if not has_layers(model):
        raise WorkstationError(
            say("This network has no layers whose numbers could be narrower."),
            say("Train it in full precision: it is small already."),
        )
    some = rows[np.unique(np.linspace(0, len(rows) - 1, _CALIBRATING).round().astype(np.int64))]
    small = narrowed(model, kind, fitted.encode(cases, some))
    asked = runtime_of(small)

    def answer(feeds: Feeds) -> dict[str, NDArray[Any]]:
        return in_batches(asked, feeds, _AT_ONCE)

    made = replace(
        fitted,
        answer=answer,
        export=lambda: small,
        chosen={**fitted.chosen, "variant": kind, "calibrated_on": len(some)},
        full=replace(fitted, export=lambda: model),  # exported once: it takes seconds
        overlaps=None,
    )
    if fitted.overlaps is None:
        return made
    return replace(made, overlaps=lambda ask, which: overlaps(made, ask, which, max(2, len(ask.target.names))))


def both(fit: Fit, kind: Kind) -> dict[str, Fit]:
    """The narrow model and the wide one it is made of, fitted once for each part."""
    known: dict[int, Fitted] = {}

    def chosen(cases: Cases, rows: Rows, seed: int, watch: Watch) -> Fitted:
        known[seed] = narrow(fit(cases, rows, seed, watch), kind, cases, rows)
        return known[seed]

    def full(_cases: Cases, _rows: Rows, seed: int, _watch: Watch) -> Fitted:
        return _full(known[seed])

    return {"chosen": chosen, FULL: full}


def both_of(fitted: Fitted) -> dict[str, Fit]:
    """The same of a model that is fitted."""
    return {"chosen": lambda *_: fitted, **({FULL: lambda *_: _full(fitted)} if fitted.full else {})}


def _full(fitted: Fitted) -> Fitted:
    assert fitted.full is not None
    return fitted.full


def figures_of_variant(trained: Trained, parity: dict[str, Any]) -> dict[str, Any] | None:
    """Size, latency and what was lost against full precision; None of a model in full precision.

    Raises WorkstationError where the wide graph does not answer as torch does.
    """
    full = trained.fitted.full
    if full is None:
        return None
    measuring, wide = trained.measuring, trained.measures[FULL]
    checked = check_parity(full, full.export(), trained.cases, measuring.kind)
    lost = trained.chosen.less(wide)
    first = lost[measuring.first]
    said = partial(_said, measuring.first, trained.chosen.figures()[measuring.first])
    words = said(wide.figures()[measuring.first], first, trained.fitted.chosen["variant"], parity, checked)
    is_large = _is_large(wide.figures()[measuring.first], first, measuring.is_error)
    advice = say("This is more than narrower numbers should cost: use the model in full precision.")
    return {
        "kind": trained.fitted.chosen["variant"],
        "calibrated_on": trained.fitted.chosen["calibrated_on"],
        "bytes": parity["bytes"],
        "bytes_in_full": checked["bytes"],
        "latency_ms": parity["latency_ms"],
        "latency_ms_in_full": checked["latency_ms"],
        "change": {name: figure.as_json() for name, figure in lost.items()},
        "in_full": {name: figure.as_json() for name, figure in wide.figures().items()},
        "loses_much": is_large,
        "parity_in_full": checked["largest_difference"],
        "said": str(words),
        "advice": str(advice if is_large else NOTHING),
    }


def _is_large(wide: Figure, change: Figure, is_error: bool) -> bool:
    return change.value > _LARGE * wide.value if is_error else change.value < -_LARGE


def _said(
    name: str, narrow: Figure, wide: Figure, change: Figure, kind: str, parity: dict[str, Any], full: dict[str, Any]
) -> Phrase:
    facts: dict[str, str | int | float] = {
        "figure": name,
        "value": f"{narrow.value:.4f}",
        "full": f"{wide.value:.4f}",
        "change": f"{change.value:+.4f}",
        "low": f"{change.low:+.4f}",
        "high": f"{change.high:+.4f}",
        "n": change.n,
        "size": f"{parity['bytes'] / 1000:.0f}",
        "full_size": f"{full['bytes'] / 1000:.0f}",
        "ms": f"{parity['latency_ms']:.1f}",
        "full_ms": f"{full['latency_ms']:.1f}",
    }
    if kind == "int8":
        return say(
            "Its layers calculate in 8 bits: {figure} {value} instead of {full} in full precision (change {change},"
            " 95 % interval {low} to {high}, n = {n}); {size} kB instead of {full_size}, {ms} ms for an answer instead"
            " of {full_ms}. Other processors may answer a little otherwise.",
            **facts,
        )
    return say(
        "Its weights are kept in 16 bits: {figure} {value} instead of {full} in full precision (change {change}, 95 %"
        " interval {low} to {high}, n = {n}); {size} kB instead of {full_size}, {ms} ms for an answer instead of"
        " {full_ms}.",
        **facts,
    )
