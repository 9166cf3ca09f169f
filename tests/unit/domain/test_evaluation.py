"""An evaluation as charts, as a paper in two languages, and as answers to what reviewers ask."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from app.domain.evaluation import html
from app.domain.evaluation.charts import charts_of
from app.domain.evaluation.checklist import STATEMENTS, checklist, open_items
from app.domain.evaluation.html import ticks
from app.domain.evaluation.paper import Rows, flow_boxes, paper_of
from app.domain.model_card import ModelCard, OperatingPoint
from app.services.translation import Translation

RESOURCES = Path(__file__).resolve().parents[3] / "resources"


def a_card() -> ModelCard:
    return ModelCard(
        "m-1", "Heart <1>", "1", "case_diagnosis", "Teaching.", "Deciding about a patient.", (), None, ("no", "yes"),
        OperatingPoint("yes", 0.5, 0.4), (), (), "303 rows.", "logistic", ("Measured on one table only.",), 18,
        "0" * 64, "Aegle", "2026-11-22T10:00:00+00:00",
    )  # fmt: skip


def a_figure(value: float | None, low: float | None = None, high: float | None = None) -> dict[str, Any]:
    return {"value": value, "low": low, "high": high, "n": 100}


def figures() -> dict[str, Any]:
    return {
        "recipe": "case_diagnosis", "target": "num", "answers": "classes", "classes": ["no", "yes"], "positive": "yes",
        "inputs": ["age"], "seed": 0, "metrics": {"auc": a_figure(0.9, 0.8, 0.95), "brier": a_figure(0.1)},
        "baseline": {"name": "logistic", "logistic": {"auc": a_figure(0.88)}, "verdict": "No difference.",
                     "difference": {"auc": a_figure(0.02, -0.01, 0.05)}},
        "split": {"said": "5-fold.", "patients": 100, "cases": {"no": 60, "yes": 40}, "train": 80, "test": 100},
        "curves": {"roc": [[0, 0], [0.2, 0.8], [1, 1]], "reliability": [[0.1, 0.1, 50.0], [0.8, 0.7, 50.0]]},
        "decision_curve": [[0.1, 0.3, 0.3], [0.5, 0.2, -0.4]], "confusion": [[57, 3], [10, 30]], "leakage": [],
        "folds": [{"auc": 0.88, "test": 50}, {"auc": 0.92, "test": 50}], "left_out": [], "notes_words": [],
        "flow": {"given": 103, "used": 100, "patients": 100, "parts": 2, "train": 50, "test": 100},
    }  # fmt: skip


def test_there_is_a_chart_for_all_that_has_points_and_none_for_what_has_not() -> None:
    names = [chart.name for chart in charts_of(figures())]
    assert names == ["roc", "reliability", "decision_curve", "difference", "folds"]
    assert charts_of({}) == ()


def test_nobody_stands_alone_in_the_paper() -> None:
    rows = [block for block in paper_of(a_card(), figures()).blocks if isinstance(block, Rows)]
    cells = [str(cell) for block in rows for row in block.rows for cell in row]
    assert "fewer than 5" in cells
    assert "3" not in cells


def test_what_only_a_person_knows_is_open_until_they_say_it() -> None:
    items = checklist(a_card(), figures())
    by_id = {item.id: item for item in items}
    assert by_id["TRIPOD+AI 18a"].is_open
    assert not by_id["TRIPOD+AI 12a"].is_open
    assert "103 cases given, 3 left out" in str(by_id["TRIPOD+AI 20a"].answer)
    assert not any(item.guideline == "CLAIM" for item in items)  # it reads no images
    told = replace(a_card(), extra=((STATEMENTS, {"TRIPOD+AI 18a": "None was received."}),))
    assert len(open_items(checklist(told, figures()))) == len(open_items(items)) - 1


def test_open_questions_are_red_and_names_are_escaped() -> None:
    page = html.page(paper_of(a_card(), figures()))
    assert "<tr class=open>" in page
    assert "Heart &lt;1&gt;" in page
    assert page.count("<figure>") == 5


def test_the_page_is_told_in_chinese() -> None:
    words = Translation(RESOURCES / "translations", "zh_CN")
    page = html.page(paper_of(a_card(), figures()), html.Voice("zh_CN", words, words.english))
    assert "ROC 曲线下面积" in page
    assert "待您回答" in page
    assert "Area under" not in page


def test_the_flow_says_what_was_left_out() -> None:
    boxes = flow_boxes(figures()["flow"])
    assert str(boxes[0][1]).startswith("3 left out")
    assert "50" in str(boxes[-1][0])


def test_ticks_are_round_and_within() -> None:
    assert ticks(0.0, 1.0) == (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    assert all(-0.031 <= t <= 0.047 for t in ticks(-0.031, 0.047))
    assert ticks(3.0, 3.0000001)
