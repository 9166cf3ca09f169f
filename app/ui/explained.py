"""One case explained, as widgets: what each input adds, the drawings, how each was found and how far it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.evaluation.explained import (
    CANNOT,
    HEADS,
    WITHHELD,
    changes_words,
    colours,
    complete_words,
    held_words,
    is_withheld,
    method_of,
)
from app.ui.drawn import drawn
from app.ui.language import tr, tr_english
from app.ui.qt.form import label
from app.ui.qt.panels import Banner
from app.ui.theme import Theme


def explained_parts(theme: Theme, case: Mapping[str, Any]) -> Iterator[QWidget]:
    """``case``: as ``app.inference.explaining`` and the learning worker tell it."""
    yield from (Banner(theme, tr_english(note), "warn") for note in case.get("notes", ()))
    if case.get("contributions"):
        yield label(tr(method_of(case.get("method", "shapley"))), "small", wrap=True)
    held = held_words(case.get("held_up"))
    if held.text:
        yield Banner(theme, tr(held), "warn" if is_withheld(case) else "good")
    if is_withheld(case):
        yield label(tr(WITHHELD), "warn", wrap=True)
    else:
        yield from _drawings(case)
    changes = changes_words(case.get("what_would_change_it") or ())
    if changes:
        yield label(tr("What would change the answer, all of it together"), "section")
        yield from (label(tr(one), wrap=True) for one in changes)
    yield label(tr(CANNOT), "small", wrap=True)


def _drawings(case: Mapping[str, Any]) -> Iterator[QWidget]:
    if case.get("drawings"):
        yield label(tr(colours(tr_english(str(case["explained"])))), "small", wrap=True)
    for one in case.get("drawings") or ():
        kind = str(one["kind"])
        yield label(tr(HEADS[kind]) if kind in HEADS else kind, "section")
        yield label(tr(method_of(kind)), "small", wrap=True)
        if kind == "integrated_gradients":
            yield label(tr(complete_words(case["integrated_gradients"])), "small", wrap=True)
        at = one.get("layers", {}).get("slice")
        if at is not None:
            yield label(tr("Slice {n} of the volume as the model was given it.", n=at + 1), "small", wrap=True)
        yield drawn(one)
