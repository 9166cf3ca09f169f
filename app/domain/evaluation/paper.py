"""The report of a training as blocks: what was measured first, then how, then what a reviewer asks.

Neither HTML nor PDF: ``html`` and the program's PDF pages draw the same blocks, in either language.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.evaluation.charts import FEWEST_PEOPLE, Chart, charts_of
from app.domain.evaluation.checklist import Item, checklist, open_items
from app.domain.evaluation.names import figure, figure_interval, metric_words, network_words
from app.domain.figures import MINUS, number, seconds
from app.domain.model_card import Metric, ModelCard
from app.domain.words import NOTHING, Phrase, say

Cell = Phrase | str


@dataclass(frozen=True, slots=True)
class Heading:
    text: Phrase


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``kind``: "" plain, first (the sentence to read first), dim, or open (red: still to be answered)."""

    text: Cell
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table. ``numbers``: which columns hold figures; ``widths``: shares of the page; ``open``: rows in red."""

    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    numbers: frozenset[int] = frozenset()
    open: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pictures:
    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """Boxes one below the other, each with what leaves beside it (NOTHING where nothing does)."""

    boxes: tuple[tuple[Phrase, Phrase], ...]


Block = Heading | Paragraph | Rows | Pictures | Flow


@dataclass(frozen=True, slots=True)
class Paper:
    title: str
    subtitle: Phrase
    blocks: tuple[Block, ...]


def paper_of(card: ModelCard, figures: Mapping[str, Any]) -> Paper:
    """The whole report."""
    items = checklist(card, figures)
    blocks = (
        *_first(card, figures, items),
        *_measured(figures),
        *_data(card, figures),
        *_gate(figures),
        *_model(card, figures),
        *_reviewed(items),
    )
    made = say("{network}  ·  {made_with}  ·  {made_at}", network=str(network_words(card.network)),
               made_with=card.made_with, made_at=_at(card))  # fmt: skip
    return Paper(card.name, made, blocks)


def _at(card: ModelCard) -> str:
    return card.made_at[:16].replace("T", " ")


def _first(card: ModelCard, figures: Mapping[str, Any], items: tuple[Item, ...]) -> Iterator[Block]:
    yield Paragraph(sentence(figures.get("baseline") or {}, "verdict"), "first")
    left = len(open_items(items))
    if left:
        asked = say("{n} of {total} questions of TRIPOD+AI, CLAIM and PROBAST+AI are still to be answered by you: they"
                    " stand in red below.", n=left, total=len(items))  # fmt: skip
        yield Paragraph(asked, "open")
    yield Heading(say("What it is for"))
    yield Paragraph(card.intended_use)
    yield Paragraph(say("Not for: {what}", what=card.not_for))


def sentence(data: Mapping[str, Any], name: str) -> Phrase:
    """A sentence of the worker with its translatable form beside it (``said`` and ``said_words``)."""
    words = data.get(f"{name}_words")
    if isinstance(words, dict):
        return Phrase.from_json(words)
    return Phrase("{text}", (("text", str(data[name])),)) if data.get(name) else NOTHING


def inner(data: Mapping[str, Any], name: str) -> Phrase:
    """The same, where the translatable forms are kept together under ``words``."""
    words = (data.get("words") or {}).get(name)
    return Phrase.from_json(words) if isinstance(words, dict) else sentence(data, name)


# ---- what was measured ----------------------------------------------------------------------------------------------


def _measured(figures: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading(say("Measured"))
    yield Paragraph(sentence(figures.get("split") or {}, "said"))
    yield _metrics(figures)
    yield Paragraph(say("In brackets: 95 % intervals, from 2,000 draws of patients."), "dim")
    charts = charts_of(figures)
    if charts:
        yield Pictures(charts)
    yield from _decisions(figures)
    yield from _sets(figures)
    yield from _groups(figures)


def _metrics(figures: Mapping[str, Any]) -> Rows:
    baseline = figures.get("baseline") or {}
    plain = [n for n in baseline if n not in ("name", "difference", "verdict", "verdict_words")]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            metric_words(name),
            with_interval(name, one),
            *(with_interval(name, (baseline[other] or {}).get(name)) for other in plain),
            with_interval(name, (baseline.get("difference") or {}).get(name), is_step=True),
        )
        for name, one in (figures.get("metrics") or {}).items()
    )
    heads: list[Cell] = ["", say("This model"), *(_plain_name(other) for other in plain)]
    heads.append(say("Difference to {name}", name=str(network_words(str(baseline.get("name", ""))))))
    return Rows(tuple(heads), rows, (3.2, *([2.2] * (len(heads) - 1))), frozenset(range(1, len(heads))))


def _plain_name(name: str) -> Phrase:
    return {
        "majority": say("The commonest class"),
        "mean": say("The mean"),
        "nothing": say("Nothing painted"),
        "at training": say("At training"),
    }.get(name, say("Plain: {name}", name=str(network_words(name))))


def with_interval(name: str, one: Mapping[str, Any] | None, is_step: bool = False) -> str:
    """A value with its interval in the line below; a difference keeps its sign."""
    if one is None or not _is_number(one.get("value")):
        return "\N{EN DASH}"
    has_ends = _is_number(one.get("low")) and _is_number(one.get("high"))
    if is_step:
        ends = f"\n({signed(one['low'])} \N{EN DASH} {signed(one['high'])})" if has_ends else ""
        return f"{signed(one['value'])}{ends}"
    value = float(one["value"])
    if not has_ends:
        return figure(name, value)
    return f"{figure(name, value)}\n{figure_interval(Metric(name, value, float(one['low']), float(one['high']), 0))}"


def signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", MINUS)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)


def _decisions(figures: Mapping[str, Any]) -> Iterator[Block]:
    """Counts of fewer than five people are not shown."""
    counts, classes = figures.get("confusion") or [], [str(c) for c in figures.get("classes") or ()]
    if not counts or len(classes) > 12:
        return
    few = say("fewer than {n}", n=FEWEST_PEOPLE)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, *(few if n < 0 or 0 < n < FEWEST_PEOPLE else str(n) for n in line))
        for name, line in zip(classes, counts, strict=True)
    )
    yield Heading(say("Decisions"))
    heads: tuple[Cell, ...] = (say("In truth ↓, decided →"), *classes)
    yield Rows(heads, rows, (2.4, *([1.6] * len(classes))), frozenset(range(1, len(heads))))


def _sets(figures: Mapping[str, Any]) -> Iterator[Block]:
    """Answers that may be "not enough evidence"."""
    found = figures.get("conformal")
    if not found:
        return
    covered = ", ".join(f"{name} {share:.0%}" for name, share in found["coverage_of_class"].items())
    yield Heading(say("When it should not decide"))
    yield Paragraph(
        say(
            "Sets of classes that hold the true one for {wanted} of each class's patients: measured {measured}"
            " ({covered}). One class alone is named for {single} of patients; for {rest} the evidence is not enough to"
            " decide.",
            wanted=f"{1 - found['alpha']:.0%}", measured=f"{found['coverage']:.0%}", covered=covered,
            single=f"{found['single']:.0%}", rest=f"{found['undecided'] + found['empty']:.0%}",
        )
    )  # fmt: skip


def _groups(figures: Mapping[str, Any]) -> Iterator[Block]:
    groups = figures.get("subgroups") or []
    if groups:
        yield Heading(say("Groups of patients"))
        rows = tuple(
            (f"{g['column']}: {g['group']}", str(g["n"]),
             *(with_interval(n, g["metrics"].get(n)) for n in ("auc", "accuracy")))
            for g in groups
        )  # fmt: skip
        heads = (say("Group"), say("Patients"), metric_words("auc"), metric_words("accuracy"))
        yield Rows(heads, rows, (3.0, 1.0, 2.4, 2.4), frozenset({1, 2, 3}))


# ---- the data -------------------------------------------------------------------------------------------------------


def _data(card: ModelCard, figures: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading(say("Learned from"))
    flow = figures.get("flow")
    if flow:
        yield Flow(flow_boxes(flow, str(figures.get("recipe", ""))))
    yield from _source(card, figures)
    for note in figures.get("notes_words") or ():
        yield Paragraph(Phrase.from_json(note))
    inputs = tuple(_input(one) for one in card.fields)
    if inputs:
        yield Heading(say("What it reads"))
        heads = (say("Input"), say("Kind"), say("Unit"), say("Range or categories"))
        yield Rows(heads, inputs, (2.4, 1.1, 1.2, 4.0))
    elif card.inputs:
        yield Heading(say("What it reads"))
        yield Paragraph(", ".join(one.kind for one in card.inputs))


def flow_boxes(flow: Mapping[str, Any], recipe: str = "") -> tuple[tuple[Phrase, Phrase], ...]:
    """The data's flow chart: what was given, what was left out, who was learned from and asked about."""
    of_patients = recipe != "drug_effect"  # molecules are nobody's
    left = int(flow["given"]) - int(flow["used"])
    away = say("{n} left out: no answer, too rare a class, or unreadable", n=left) if left else NOTHING
    boxes = [
        (say("Given: {n} cases", n=int(flow["given"])), away),
        (say("Used: {n} cases of {patients} patients", n=int(flow["used"]), patients=int(flow["patients"]))
         if of_patients else say("Used: {n} cases", n=int(flow["used"])), NOTHING),
    ]  # fmt: skip
    if flow.get("parts", 1) > 1:
        divided = say("Divided {n} times by patient: each part held out once", n=int(flow["parts"]))
        if not of_patients:
            divided = say("Divided {n} times: each part held out once", n=int(flow["parts"]))
        boxes.append((divided, NOTHING))
    asked = say("Measured on {test} cases the model had not seen; learned from up to {train}", test=int(flow["test"]),
                train=int(flow["train"]))  # fmt: skip
    if flow.get("is_teaching"):
        asked = say("Measured on the {test} cases it learned from: a teaching example", test=int(flow["test"]))
    return (*boxes, (asked, NOTHING))


def _source(card: ModelCard, figures: Mapping[str, Any]) -> Iterator[Block]:
    """Where the data come from, as far as a person told it: counts stand in the flow chart, the split above."""
    split = figures.get("split") or {}
    told = card.trained_on.removesuffix(str(split.get("said", ""))).strip()
    if told and not _COUNTED.match(told):
        yield Paragraph(told)
    counts = "; ".join(f"{name}: {_people(int(n))}" for name, n in (split.get("cases") or {}).items())
    if counts:
        yield Paragraph(say("Cases of each class: {counts}", counts=counts))


def _people(n: int) -> str:
    return str(n) if n >= FEWEST_PEOPLE else f"< {FEWEST_PEOPLE}"


_COUNTED = re.compile(r"\d+ rows of \d+ patients\b")


def _input(field: Any) -> tuple[Cell, ...]:
    if field.kind == "category":
        return field.name, say("category"), "", ", ".join(field.categories)
    known = field.low is not None and field.high is not None
    span = f"{number(field.low)} \N{EN DASH} {number(field.high)}" if known else ""
    return field.name, say("number"), field.unit or say("not stated"), span


def _gate(figures: Mapping[str, Any]) -> Iterator[Block]:
    suspects = figures.get("leakage") or []
    if suspects:
        yield Heading(say("What may give the answer away"))
        heads = (say("Column"), say("Evidence"), say("What was done"))
        found = tuple((_rows_or(s), inner(s, "evidence"), inner(s, "action")) for s in suspects)
        yield Rows(heads, found, (2.0, 4.0, 4.0))
    left = figures.get("left_out") or []
    if left:
        yield Heading(say("Columns that were left out"))
        rows = tuple((str(one["column"]), inner(one, "reason")) for one in left)
        yield Rows((say("Column"), say("Why")), rows, (2.0, 8.0))


def _rows_or(suspect: Mapping[str, Any]) -> Cell:
    return str(suspect["column"]) if suspect.get("column") else say("(rows)")


# ---- the model ------------------------------------------------------------------------------------------------------


def _model(card: ModelCard, figures: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading(say("How it was made"))
    settings = {**(figures.get("settings") or {}), **(figures.get("chosen") or {})}
    shown = ", ".join(f"{name} {_setting(value)}" for name, value in settings.items())
    rows: list[tuple[Cell, ...]] = [
        (say("Recipe and network"), f"{card.task}, {card.network}"),
        (say("Settings"), shown or "\N{EN DASH}"),
        (say("Seed"), str(figures.get("seed", ""))),
        (say("Made with"), card.made_with),
        (say("Made at"), _at(card)),
    ]
    if figures.get("seconds"):
        rows.append((say("Time taken"), seconds(float(figures["seconds"]))))
    rows.append((say("SHA-256 of the model"), card.digest))
    yield Rows(("", ""), tuple(rows), (2.4, 7.6))
    parity = figures.get("parity") or {}
    if parity:
        yield Paragraph(
            say("torch and ONNX Runtime {runtime} were asked about {rows} rows: the largest difference of an answer was"
                " {difference}, and every decision was the same.", runtime=str(parity.get("runtime", "")),
                rows=int(parity.get("rows", 0)), difference=f"{parity.get('largest_difference', 0.0):.1e}")
        )  # fmt: skip
    if card.limits:
        yield Heading(say("Limits"))
        for limit in card.limits:
            yield Paragraph(limit)


def _setting(value: Any) -> str:
    return number(value) if isinstance(value, float) else str(value)


def _reviewed(items: Sequence[Item]) -> Iterator[Block]:
    for guideline in dict.fromkeys(item.guideline for item in items):
        own = [item for item in items if item.guideline == guideline]
        yield Heading(say("What {guideline} asks", guideline=guideline))
        left = sum(item.is_open for item in own)
        yield Paragraph(say("{n} of {total} answered.", n=len(own) - left, total=len(own)), "dim")
        rows = tuple((i.number, i.asks, say("To be answered by you.") if i.is_open else i.answer) for i in own)
        red = frozenset(at for at, item in enumerate(own) if item.is_open)
        yield Rows((say("Item"), say("Question"), say("Answer")), rows, (0.7, 3.8, 5.5), open=red)
