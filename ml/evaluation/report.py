"""The evaluation as one self-contained page: what was measured first, then how, then what the model reads."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Any

from app.domain.model_card import ModelCard
from ml.evaluation.curves import FEWEST_PEOPLE

NAMES = {
    "auc": "Area under the ROC curve",
    "accuracy": "Accuracy",
    "balanced_accuracy": "Balanced accuracy",
    "sensitivity": "Sensitivity",
    "specificity": "Specificity",
    "brier": "Brier score (0 is best)",
    "log_loss": "Log loss (0 is best)",
    "ece": "Expected calibration error (0 is best)",
    "calibration_slope": "Calibration slope (1 is best)",
    "calibration_intercept": "Calibration intercept (0 is best)",
    "ppv": "Positive predictive value",
    "npv": "Negative predictive value",
    "average_precision": "Average precision",
    "macro_f1": "F1, mean over classes",
    "mcc": "Matthews correlation",
    "rmse": "Root mean squared error (0 is best)",
    "mae": "Mean absolute error (0 is best)",
    "r2": "Share of the spread explained (R²)",
    "correlation": "Correlation",
    "dice": "Dice",
    "iou": "Intersection over union",
    "precision": "Precision of pixels",
    "recall": "Recall of pixels",
    "explained": "Share of the spread explained",
    "reconstruction_error": "Reconstruction error (0 is best)",
}
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #1b2430; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem; margin-bottom: 0 } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: .25rem .6rem; vertical-align: top }
th { border-bottom: 1px solid #8a97a6 } td { border-bottom: 1px solid #e1e6eb }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
.first { background: #eef4f8; border-left: 4px solid #1f6f9f; padding: .6rem 1rem } .muted { color: #5b6876 }
svg { width: 20rem; max-width: 100% } .pair { display: flex; flex-wrap: wrap; gap: 2rem }
"""


def page(card: ModelCard, figures: dict[str, Any]) -> str:
    """The page as HTML."""
    parts = [
        f"<h1>{escape(card.name)}</h1>",
        f'<p class="muted">{escape(card.network)} · {escape(card.made_with)} · {escape(card.made_at)}</p>',
        f'<p class="first">{escape(figures["baseline"]["verdict"])}</p>',
        "<h2>What it is for</h2>",
        f"<p>{escape(card.intended_use)}</p><p><b>Not for:</b> {escape(card.not_for)}</p>",
        "<h2>Measured</h2>",
        f"<p>{escape(figures['split']['said'])}</p>",
        _metrics(figures),
        _pictures(figures),
        _confusion(figures),
        _worth(figures),
        _sets(figures),
        _subgroups(figures),
        "<h2>Learned from</h2>",
        f"<p>{escape(card.trained_on)}</p>",
        _list("Notes", figures["notes"]),
        _rows("What gives the answer away", ("Column", "Why", "What was done"), _suspects(figures)),
        _rows("Columns left out", ("Column", "Why"), [(c["column"], c["reason"]) for c in figures["left_out"]]),
        _rows("What it reads", ("Input", "Kind", "Unit", "Range or categories"), _inputs(card)),
        _list("Limits", list(card.limits)),
        "<h2>Same answer everywhere</h2>",
        f"<p>{escape(_parity(figures['parity']))}</p>",
    ]
    body = "\n".join(part for part in parts if part)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(card.name)}</title><style>{_STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )


def _metrics(figures: dict[str, Any]) -> str:
    baseline = figures["baseline"]
    plain = [name for name in baseline if name not in ("name", "difference", "verdict", "verdict_words")]
    rows = [
        (
            NAMES.get(name, name),
            _figure(figure),
            *(_figure(baseline[other].get(name)) for other in plain),
            _figure(baseline["difference"].get(name)),
        )
        for name, figure in figures["metrics"].items()
    ]
    heads = ("", "This model", *(f"Plain: {other}" for other in plain), f"This less {baseline['name']}")
    return _table(heads, rows) + '<p class="muted">In brackets: 95 % intervals from 2,000 draws of patients.</p>'


def _figure(figure: dict[str, Any] | None) -> str:
    if figure is None or not _is_number(figure["value"]):
        return "–"
    if not (_is_number(figure["low"]) and _is_number(figure["high"])):
        return f"{figure['value']:.3f}"
    return f"{figure['value']:.3f} ({figure['low']:.3f} to {figure['high']:.3f})"


def _is_number(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


def _pictures(figures: dict[str, Any]) -> str:
    curves = figures["curves"]
    if not curves["roc"]:
        return ""
    roc = _line(curves["roc"], "#1f6f9f")
    dots = "".join(
        f'<circle cx="{40 + 200 * p:.1f}" cy="{220 - 200 * share:.1f}" r="4" fill="#1f6f9f"/>'
        for p, share, _ in curves["reliability"]
    )
    return (
        '<div class="pair"><figure>'
        + _axes(roc, "1 - specificity", "Sensitivity")
        + "<figcaption>ROC curve</figcaption></figure><figure>"
        + _axes(
            _line([p[:2] for p in curves["reliability"]], "#9fc3da") + dots, "Probability given", "Share that has it"
        )
        + "<figcaption>Reliability: on the dashed line, probabilities mean what they say</figcaption></figure></div>"
    )


def _axes(inside: str, across: str, up: str, is_diagonal: bool = True) -> str:
    diagonal = '<line x1="40" y1="220" x2="240" y2="20" stroke="#8a97a6" stroke-dasharray="4"/>' if is_diagonal else ""
    return (
        '<svg viewBox="0 0 260 260" role="img">'
        f'<rect x="40" y="20" width="200" height="200" fill="none" stroke="#8a97a6"/>{diagonal}'
        f'{inside}<g font-size="11" fill="#5b6876"><text x="140" y="250" text-anchor="middle">{across}</text>'
        f'<text x="12" y="120" text-anchor="middle" transform="rotate(-90 12 120)">{up}</text>'
        '<text x="36" y="232" text-anchor="end">0</text><text x="240" y="234" text-anchor="middle">1</text>'
        '<text x="34" y="26" text-anchor="end">1</text></g></svg>'
    )


def _line(points: list[list[float]], colour: str) -> str:
    path = " ".join(f"{40 + 200 * x:.1f},{220 - 200 * y:.1f}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'


def _confusion(figures: dict[str, Any]) -> str:
    """Counts of fewer than five people are not shown."""
    classes = figures["classes"]
    if not figures["confusion"]:
        return ""
    shown = [
        (name, *(str(n) if n >= FEWEST_PEOPLE or n == 0 else f"fewer than {FEWEST_PEOPLE}" for n in row))
        for name, row in zip(classes, figures["confusion"], strict=True)
    ]
    return "<h2>Decisions</h2>" + _table(("In truth ↓, decided →", *classes), shown)


def _worth(figures: dict[str, Any]) -> str:
    """Net benefit against treating everyone and nobody."""
    points = figures.get("decision_curve") or []
    if not points:
        return ""
    most = max(0.05, *(p[1] for p in points), *(p[2] for p in points))
    inside = [[p[0], max(0.0, p[1] / most)] for p in points], [[p[0], p[2] / most] for p in points if p[2] >= 0]
    drawn = _line(inside[0], "#1f6f9f") + _line(inside[1], "#8a97a6")
    return (
        "<h2>Is it worth deciding by it?</h2><figure>"
        + _axes(drawn, "Threshold probability", "Net benefit", is_diagonal=False)
        + f"<figcaption>Net benefit of deciding by the model (blue) and of treating everyone (grey); treating nobody"
        f" has none. The top is {most:.2f}: so many true cases found for each patient, less the false alarms at the"
        " odds of the threshold.</figcaption></figure>"
    )


def _sets(figures: dict[str, Any]) -> str:
    """Answers that may be "not enough evidence"."""
    found = figures.get("conformal")
    if not found:
        return ""
    covered = ", ".join(f"{escape(n)} {v:.0%}" for n, v in found["coverage_of_class"].items())
    return (
        "<h2>When it should not decide</h2><p>Sets of classes that hold the true one for"
        f" {1 - found['alpha']:.0%} of each class's patients: measured {found['coverage']:.0%} ({covered}). One class"
        f" alone is named for {found['single']:.0%} of patients; for {found['undecided'] + found['empty']:.0%} the"
        " evidence is not enough to decide.</p>"
    )


def _subgroups(figures: dict[str, Any]) -> str:
    rows = [
        (f"{g['column']}: {g['group']}", str(g["n"]), _figure(g["metrics"]["auc"]), _figure(g["metrics"]["accuracy"]))
        for g in figures.get("subgroups") or []
    ]
    return _rows("Groups of patients", ("Group", "Patients", NAMES["auc"], NAMES["accuracy"]), rows)


def _suspects(figures: dict[str, Any]) -> list[tuple[str, ...]]:
    return [(s["column"] or "(rows)", s["evidence"], s["action"]) for s in figures["leakage"]]


def _inputs(card: ModelCard) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for field in card.fields:
        if field.kind == "category":
            rows.append((field.name, "category", "", ", ".join(field.categories)))
        else:
            known = field.low is not None and field.high is not None
            rows.append(
                (field.name, "number", field.unit or "not stated", f"{field.low:g} to {field.high:g}" if known else "")
            )
    return rows


def _parity(parity: dict[str, Any]) -> str:
    return (
        f"torch and ONNX Runtime {parity['runtime']} were asked about {parity['rows']} rows: the largest difference of "
        f"a probability was {parity['largest_difference']:.1e}, and every decision was the same."
    )


def _rows(title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    return f"<h2>{title}</h2>{_table(heads, rows)}" if rows else ""


def _list(title: str, sentences: list[str]) -> str:
    if not sentences:
        return ""
    return f"<h2>{title}</h2><ul>{''.join(f'<li>{escape(s)}</li>' for s in sentences)}</ul>"


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{escape(h)}</th>" for h in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"
