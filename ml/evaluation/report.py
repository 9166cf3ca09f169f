"""What goes into a package beside the model: the evaluation as a page, and its figures without single people."""

from __future__ import annotations

import json
from typing import Any

from app.domain.evaluation import html
from app.domain.evaluation.charts import FEWEST_PEOPLE
from app.domain.evaluation.paper import paper_of
from app.domain.model_card import ModelCard

_OF_A_FOLD = ("rows",)


def page(card: ModelCard, figures: dict[str, Any]) -> str:
    """The report in English as HTML; the program makes it in other languages and as PDF."""
    return html.page(paper_of(card, published(figures)))


def published(figures: dict[str, Any]) -> dict[str, Any]:
    """The figures as they may leave the house: no row numbers, -1 for counts of fewer than five people."""
    folds = [{k: v for k, v in fold.items() if k not in _OF_A_FOLD} for fold in figures["folds"]]
    counts = [[-1 if 0 < n < FEWEST_PEOPLE else n for n in line] for line in figures["confusion"]]
    return {**figures, "folds": folds, "confusion": counts}


def evaluation(figures: dict[str, Any]) -> str:
    """``published`` as JSON."""
    return json.dumps(published(figures), ensure_ascii=False, allow_nan=False)
