"""An explanation as a page in the reader's language: what a model leans on, how far that holds, single cases drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import numpy as np

from app.domain.evaluation.explained import (
    CANNOT,
    HEADS,
    WITHHELD,
    changes_words,
    colours,
    complete_words,
    held_words,
    input_words,
    is_withheld,
    method_of,
)
from app.domain.evaluation.names import metric_words
from app.domain.figures import number
from app.domain.words import Phrase, say
from app.features import drawings
from app.services.translation import Translation

_STYLE = (
    "body{font:15px/1.55 system-ui,'Noto Sans','Noto Sans CJK SC','Microsoft YaHei',sans-serif;max-width:62rem;"
    "margin:2rem auto;padding:0 1rem;color:#1c2430;background:#fff}"
    "h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-top:1px solid #ddd;padding-top:1rem}"
    "h3{font-size:1rem;margin-bottom:.2rem}table{border-collapse:collapse}td,th{padding:2px 14px 2px 0;text-align:left}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}.dim{color:#5b6876}.open{color:#b3261e}"
)
_MOST = 20


def explanation_page(name: str, not_for: str, found: Mapping[str, Any], words: Translation) -> str:
    """HTML that needs nothing else. It shows the cases that were asked for: whoever has it can read them.

    ``found``: ``importance`` and ``faithfulness`` over all cases where they were asked for, and ``cases``.
    """
    body = "".join(_body(name, not_for, found, words))
    language = words.language.replace("_", "-")
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(name)}</title>'
        f"<style>{_STYLE}</style></head><body>{body}</body></html>"
    )


def _body(name: str, not_for: str, found: Mapping[str, Any], words: Translation) -> Iterator[str]:
    yield _line("h1", say("What the answers of {model} hang on", model=words.english(name)), words)
    yield f'<p class="dim">{escape(words.english(not_for))}</p>'
    if found.get("importance"):
        yield from _over_all(found, words)
    for case in found["cases"]:
        yield from _case(case, words)
    yield _line("p", CANNOT, words, "dim")


def _over_all(found: Mapping[str, Any], words: Translation) -> Iterator[str]:
    figure = words(metric_words(str(found["figure"])))
    yield _line("h2", say("Over {n} cases", n=found["rows"]), words)
    yield _line("p", say("How much worse the model gets ({figure}) when an input is dealt out anew among the cases.",
                         figure=figure), words)  # fmt: skip
    heads = (say("Input"), say("Loss"), say("95 % interval"))
    yield f"<table><tr>{''.join(_line('th', head, words) for head in heads)}</tr>"
    for one in found["importance"][:_MOST]:
        yield f"<tr><td>{escape(one['input'])}</td><td class=n>{number(one['value'], 4)}</td>"
        yield f"<td class=n>{number(one['low'], 4)} \N{EN DASH} {number(one['high'], 4)}</td></tr>"
    yield "</table>"
    trust = found["faithfulness"]
    if trust["n"]:
        yield from _trust(trust, words)


def _trust(trust: Mapping[str, Any], words: Translation) -> Iterator[str]:
    yield _line("h3", say("Can that be believed?"), words)
    heads = (say("Of {n} cases", n=trust["n"]), say("as named"), say("at random"))
    yield f"<table><tr>{''.join(_line('th', head, words) for head in heads)}</tr>"
    for name, ours, chance in (
        (say("Taking inputs away moves the answer by"), "deletion", "random"),
        (say("Putting them back moves it by"), "insertion", "insertion_random"),
    ):
        yield f"<tr>{_line('td', name, words)}<td class=n>{_number(trust[ours])}</td>"
        yield f"<td class=n>{_number(trust[chance])}</td></tr>"
    alike = _number(trust["stability"])
    yield "</table>" + _line("p", say("Two explanations of one case agree by a correlation of {figure}.", figure=alike),
                             words)  # fmt: skip


def _case(case: Mapping[str, Any], words: Translation) -> Iterator[str]:
    answer = ", ".join(f"{words.english(name)} {number(value, 3)}" for name, value in case["answer"].items())
    title = say("The patient in row {n}", n=case["row"] + 1) if case.get("row") is not None else say("This patient")
    yield f"<h2>{escape(words(title))}: {escape(answer)}</h2>"
    yield "".join(f'<p class="open">{escape(words.english(note))}</p>' for note in case.get("notes", ()))
    if case.get("withheld"):
        yield f'<p class="open">{escape(words.english(str(case["withheld"])))}</p>'
    towards = words.english(str(case["explained"]))
    if case["contributions"]:
        yield _line("h3", say("What each input adds"), words)
        yield _line("p", method_of(case.get("method", "shapley")), words, "dim")
        moved = case["contributions"]
        yield drawings.bars([input_words(c) for c in moved], np.array([c["amount"] for c in moved]))
    yield from _drawings(case, towards, words)
    if case.get("what_would_change_it"):
        yield _line("h3", say("What would change the answer, all of it together"), words)
        yield f"<ul>{''.join(_line('li', one, words) for one in changes_words(case['what_would_change_it']))}</ul>"


def _drawings(case: Mapping[str, Any], towards: str, words: Translation) -> Iterator[str]:
    held = held_words(case.get("held_up"))
    if held.text:
        yield _line("p", held, words, "open" if is_withheld(case) else "dim")
    if is_withheld(case):
        yield _line("p", WITHHELD, words, "open")
        return
    if case.get("drawings") or case["contributions"]:
        yield _line("p", colours(towards), words, "dim")
    for one in case.get("drawings", ()):
        kind = one["kind"]
        yield _line("h3", HEADS[kind], words) if kind in HEADS else f"<h3>{escape(kind)}</h3>"
        yield _line("p", method_of(kind), words, "dim")
        if kind == "integrated_gradients":
            yield _line("p", complete_words(case["integrated_gradients"]), words, "dim")
        slice_ = one.get("layers", {}).get("slice")
        if slice_ is not None:
            yield _line("p", say("Slice {n} of the volume as the model was given it.", n=slice_ + 1), words, "dim")
        yield one["html"]


def _line(tag: str, phrase: Phrase, words: Translation, kind: str = "") -> str:
    attribute = f' class="{kind}"' if kind else ""
    return f"<{tag}{attribute}>{escape(words(phrase))}</{tag}>"


def _number(value: float | None) -> str:
    return "" if value is None else number(value, 3)
