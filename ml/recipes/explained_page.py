"""An explanation as a page: what the model leans on, how far that can be believed, and single cases drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import numpy as np

from app.domain.model_card import ModelCard
from app.features import drawings

_STYLE = (
    "body{font:15px/1.5 'Noto Sans','Noto Sans SC',sans-serif;max-width:60rem;margin:2rem auto;"
    "padding:0 1rem;color:#1c2430}"
    "h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-top:1px solid #ddd;padding-top:1rem}"
    "h3{font-size:1rem}table{border-collapse:collapse}td,th{padding:2px 12px 2px 0;text-align:left}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}.dim{color:#667}"
)
_HEADS = {
    "kinds": "Each kind of data as a whole",
    "activation": "Where the network looks (class activation map)",
    "images": "Each place covered in turn",
    "smiles": "Atoms of the molecule",
    "dna": "Bases of the sequence",
    "text": "Words of the report",
    "sequences": "Variables and moments",
    "table": "Columns of the table",
}
_MOST = 20


def explained_page(card: ModelCard, found: Mapping[str, Any]) -> str:
    """HTML that needs nothing else. It shows the cases that were asked for: whoever has it can read them."""
    body = "".join(_body(card, found))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(card.name)}</title>'
        f"<style>{_STYLE}</style></head><body>{body}</body></html>"
    )


def _body(card: ModelCard, found: Mapping[str, Any]) -> Iterator[str]:
    yield f"<h1>What {escape(card.name)} leans on</h1>"
    yield f'<p class="dim">{escape(card.not_for)}</p>'
    yield f"<h2>Over {found['rows']} cases</h2>"
    yield f"<p>How much worse {escape(str(found['figure']))} gets without each input.</p>"
    yield "<table><tr><th>input</th><th>loss</th><th>95 % interval</th></tr>"
    for one in found["importance"][:_MOST]:
        yield f"<tr><td>{escape(one['input'])}</td><td class=n>{one['value']:.4f}</td>"
        yield f"<td class=n>{one['low']:.4f} to {one['high']:.4f}</td></tr>"
    yield "</table><h2>How far this can be believed</h2>"
    yield from _trust(found["faithfulness"])
    for case in found["cases"]:
        yield from _case(case)


def _trust(trust: Mapping[str, Any]) -> Iterator[str]:
    if not trust["n"]:
        yield "<p>There is only one input.</p>"
        return
    said = "They can be believed." if trust["is_faithful"] else "They are withheld."
    yield f"<p>{said} Tried on {trust['n']} cases:</p><table>"
    yield "<tr><th></th><th>in the order named</th><th>in a random order</th></tr>"
    for name, ours, chance in (
        ("Taking inputs away moves the answer by", "deletion", "random"),
        ("Putting them back moves it by", "insertion", "insertion_random"),
    ):
        yield f"<tr><td>{name}</td><td class=n>{_number(trust[ours])}</td>"
        yield f"<td class=n>{_number(trust[chance])}</td></tr>"
    yield f"</table><p>Two explanations of one case agree by a correlation of {_number(trust['stability'])}.</p>"


def _case(case: Mapping[str, Any]) -> Iterator[str]:
    answer = ", ".join(f"{escape(name)} {value:.3f}" for name, value in case["answer"].items())
    yield f"<h2>Row {case['row']}: {answer}</h2>"
    if "withheld" in case:
        yield f"<p>{escape(case['withheld'])}</p>"
    elif case["explained"]:
        yield f'<p class="dim">Red moves it towards “{escape(case["explained"])}”, blue away from it.</p>'
    for drawn in case.get("drawings", ()):
        yield f"<h3>{_HEADS.get(drawn['kind'], escape(drawn['kind']))}</h3>{drawn['html']}"
    if "drawings" not in case and case["contributions"]:
        moved = case["contributions"]
        yield drawings.bars([c["input"] for c in moved], np.array([c["amount"] for c in moved]))
    if case.get("what_would_change_it"):
        yield "<h3>What would change the answer</h3><ul>"
        for step in case["what_would_change_it"]:
            given = escape(step["given"] or "nothing")
            yield f"<li>{escape(step['input'])}: {escape(step['instead'] or 'nothing')} instead of {given}</li>"
        yield "</ul>"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
