"""A paper as one self-contained page of HTML, charts as SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from app.domain.evaluation.charts import Bar, Chart, Line, Point
from app.domain.evaluation.names import named
from app.domain.evaluation.paper import Cell, Flow, Heading, Paper, Paragraph, Pictures, Rows
from app.domain.figures import number
from app.domain.words import Phrase

_STYLE = """
:root { color-scheme: light }
body { font: 15px/1.55 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #1b2430;
       background: #fff; max-width: 64rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem; margin-bottom: 0 } h2 { font-size: 1.1rem; margin-top: 2rem; color: #0b7285 }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 }
td, th { text-align: left; padding: .28rem .6rem; vertical-align: top; overflow-wrap: anywhere }
th { border-bottom: 1px solid #8a97a6; font-size: .86rem; color: #5b6876; font-weight: 600 }
td { border-bottom: 1px solid #e1e6eb } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
tr.open td { color: #b3261e } .open { color: #b3261e; font-weight: 600 } .dim { color: #5b6876 }
.first { background: #eef4f8; border-left: 4px solid #0b7285; padding: .7rem 1rem; font-size: 1.05rem }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: 1.4rem; margin: 1rem 0 }
figure { margin: 0; break-inside: avoid } figcaption { font-size: .86rem; color: #5b6876 }
figure b { color: #1b2430 } svg { width: 100%; height: auto }
.flow { margin: 1rem 0 } .flow svg { max-width: 44rem }
@media print { body { margin: 0 } h2 { break-after: avoid } tr { break-inside: avoid } }
"""
_COLOURS = {
    "model": "#0b7285", "plain": "#7a8794", "ideal": "#8a97a6", "second": "#c2410c", "third": "#6d4bb0",
    "fourth": "#3f7d20",
}  # fmt: skip
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 340.0, 250.0, 52.0, 40.0, 10.0, 14.0


@dataclass(frozen=True, slots=True)
class Voice:
    """``say`` puts a phrase, ``english`` an English sentence that was kept as text, into the page's language."""

    language: str
    say: Callable[[Phrase], str]
    english: Callable[[str], str]

    def __call__(self, cell: Cell) -> str:
        return self.say(named(cell, self.say, self.english)) if isinstance(cell, Phrase) else self.english(cell)


ENGLISH = Voice("en", str, lambda text: text)


def page(paper: Paper, voice: Voice = ENGLISH) -> str:
    """The page."""
    parts = [f"<h1>{escape(paper.title)}</h1>", f'<p class="dim">{_shown(paper.subtitle, voice)}</p>']
    for block in paper.blocks:
        match block:
            case Heading():
                parts.append(f"<h2>{_shown(block.text, voice)}</h2>")
            case Paragraph():
                kind = f' class="{block.kind}"' if block.kind else ""
                parts.append(f"<p{kind}>{_shown(block.text, voice)}</p>")
            case Rows():
                parts.append(_table(block, voice))
            case Pictures():
                drawn = "".join(_figure(chart, voice) for chart in block.charts)
                parts.append(f'<div class="charts">{drawn}</div>')
            case Flow():
                parts.append(_flow(block, voice))
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{voice.language.replace("_", "-")}"><head><meta charset="utf-8">'
        f"<title>{escape(paper.title)}</title><style>{_STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )


def _shown(cell: Cell, voice: Voice) -> str:
    return escape(voice(cell)).replace("\n", "<br>")


def _table(block: Rows, voice: Voice) -> str:
    whole = sum(block.widths)
    columns = "".join(f'<col style="width:{100 * w / whole:.1f}%">' for w in block.widths)
    heads = "".join(
        f'<th{_number(at, block)}>{_shown(head, voice)}</th>' for at, head in enumerate(block.heads)
    )  # fmt: skip
    lines = "".join(
        f"<tr{' class=open' if at in block.open else ''}>"
        + "".join(f"<td{_number(k, block)}>{_shown(cell, voice)}</td>" for k, cell in enumerate(row))
        + "</tr>"
        for at, row in enumerate(block.rows)
    )
    first = f"<tr>{heads}</tr>" if any(str(h) for h in block.heads) else ""
    return f"<table><colgroup>{columns}</colgroup>{first}{lines}</table>"


def _number(at: int, block: Rows) -> str:
    return " class=n" if at in block.numbers else ""


# ---- charts ---------------------------------------------------------------------------------------------------------


def _figure(chart: Chart, voice: Voice) -> str:
    drawn = _forest(chart, voice) if chart.bars else _lines(chart, voice)
    note = f" {_shown(chart.note, voice)}" if chart.note.text else ""
    return f"<figure>{drawn}<figcaption><b>{_shown(chart.title, voice)}</b>.{note}</figcaption></figure>"


def _lines(chart: Chart, voice: Voice) -> str:
    place = _Place(chart, LEFT, HEIGHT)
    inside = "".join(_line(line, place) for line in chart.lines)
    named = [line for line in chart.lines if line.name.text]
    left, top = WIDTH - RIGHT - 132, _legend_top(chart)
    legend = "".join(
        f'<rect x="{left:.0f}" y="{top + 15 * at:.0f}" width="12" height="3" fill="{_COLOURS[line.role]}"/>'
        f'<text x="{left + 16:.0f}" y="{top + 5 + 15 * at:.0f}">{_shown(line.name, voice)}</text>'
        for at, line in enumerate(named)
    )
    mark = _mark(chart, place)
    middle = f"13 {(TOP + HEIGHT - BOTTOM) / 2:.0f}"
    up = f'<text text-anchor="middle" transform="translate({middle}) rotate(-90)">{_shown(chart.y, voice)}</text>'
    return _svg(place.grid() + mark + inside, f"{up}{place.ticks()}{_across(chart, voice, HEIGHT)}{legend}", HEIGHT)


def _legend_top(chart: Chart) -> float:
    """Where curves fall the legend stands at the top, where they rise at the bottom."""
    named = sum(bool(line.name.text) for line in chart.lines)
    return TOP + 8 if chart.name in ("decision_curve", "precision_recall") else HEIGHT - BOTTOM - 15 * named


def _svg(lines: str, texts: str, height: float) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH:.0f} {height:.0f}" role="img">{lines}'
        f'<g font-size="10.5" fill="#5b6876">{texts}</g></svg>'
    )


def _across(chart: Chart, voice: Voice, height: float) -> str:
    middle = (LEFT + WIDTH - RIGHT) / 2
    return f'<text x="{middle:.0f}" y="{height - 6:.0f}" text-anchor="middle">{_shown(chart.x, voice)}</text>'


def ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Round numbers between two ends."""
    raw = (high - low) / most
    power = 10.0 ** _floor_log(raw)
    step = next(k * power for k in (1, 2, 2.5, 5, 10) if k * power >= raw)
    first = -(-low // step) * step
    made: list[float] = []
    while first <= high + 1e-9 * step and len(made) < 3 * most:
        made.append(round(first, 12))
        first += step
    return tuple(made)


def _floor_log(value: float) -> int:
    power, value = 0, abs(value) or 1.0
    while value >= 10:
        value, power = value / 10, power + 1
    while value < 1:
        value, power = value * 10, power - 1
    return power


class _Place:
    """Where a chart's numbers lie on the drawing."""

    def __init__(self, chart: Chart, left: float, height: float) -> None:
        self.left, self.height, self.chart = left, height, chart

    def x(self, value: float) -> float:
        low, high = self.chart.x_span
        return self.left + (value - low) / (high - low) * (WIDTH - RIGHT - self.left)

    def y(self, value: float) -> float:
        low, high = self.chart.y_span
        return self.height - BOTTOM - (value - low) / (high - low) * (self.height - BOTTOM - TOP)

    def grid(self) -> str:
        frame = (
            f'<rect x="{self.left}" y="{TOP}" width="{WIDTH - RIGHT - self.left:.1f}"'
            f' height="{self.height - BOTTOM - TOP:.1f}" fill="none" stroke="#c9d1d9"/>'
        )
        across = "".join(
            f'<line x1="{self.left}" x2="{WIDTH - RIGHT}" y1="{self.y(t):.1f}" y2="{self.y(t):.1f}" stroke="#e8ecef"/>'
            for t in ticks(*self.chart.y_span)
        )
        return across + frame

    def ticks(self) -> str:
        below = "".join(
            f'<text x="{self.x(t):.1f}" y="{self.height - BOTTOM + 13:.1f}" text-anchor="middle">{number(t, 3)}</text>'
            for t in ticks(*self.chart.x_span)
        )
        beside = "".join(
            f'<text x="{self.left - 4:.1f}" y="{self.y(t) + 3.5:.1f}" text-anchor="end">{number(t, 3)}</text>'
            for t in ticks(*self.chart.y_span)
        )
        return below + beside


def _line(line: Line, place: _Place) -> str:
    colour = _COLOURS[line.role]
    path = " ".join(f"{place.x(x):.1f},{place.y(y):.1f}" for x, y in line.points)
    dashed = ' stroke-dasharray="5 4" stroke-width="1"' if line.role == "ideal" else ' stroke-width="1.8"'
    drawn = f'<polyline points="{path}" fill="none" stroke="{colour}"{dashed}/>' if line.is_joined else ""
    return drawn + "".join(_dot(point, n, colour, place) for point, n in zip(line.points, line.people, strict=False))


def _dot(point: Point, people: int, colour: str, place: _Place) -> str:
    told = f"{number(point[0], 3)}, {number(point[1], 3)} (n = {people})"
    return (
        f'<circle cx="{place.x(point[0]):.1f}" cy="{place.y(point[1]):.1f}" r="3.6" fill="{colour}">'
        f"<title>{told}</title></circle>"
    )


def _mark(chart: Chart, place: _Place) -> str:
    if chart.mark is None or not chart.x_span[0] <= chart.mark <= chart.x_span[1]:
        return ""
    x = place.x(chart.mark)
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{place.height - BOTTOM:.1f}" stroke="#8a97a6"'
        ' stroke-dasharray="5 4"/>'
    )


def _forest(chart: Chart, voice: Voice) -> str:
    """Rows with a dot and its interval."""
    height, left = TOP + BOTTOM + 22.0 * len(chart.bars), 196.0
    place = _Place(chart, left, height)
    rows = "".join(_row(bar, TOP + 22 * at + 11, place) for at, bar in enumerate(chart.bars))
    names = "".join(_row_name(bar, TOP + 22 * at + 15, left, voice) for at, bar in enumerate(chart.bars))
    below = "".join(
        f'<text x="{place.x(t):.1f}" y="{height - BOTTOM + 13:.1f}" text-anchor="middle">{number(t, 3)}</text>'
        for t in ticks(*chart.x_span, most=4)
    )
    frame = f'<line x1="{left}" x2="{WIDTH - RIGHT}" y1="{height - BOTTOM}" y2="{height - BOTTOM}" stroke="#c9d1d9"/>'
    return _svg(frame + _mark(chart, place) + rows, names + below + _across(chart, voice, height), height)


def _row(bar: Bar, y: float, place: _Place) -> str:
    colour = _COLOURS["model"]
    told = f"{number(bar.value, 3)}" + (f" (n = {bar.n})" if bar.n else "")
    whisker = ""
    if bar.low is not None and bar.high is not None:
        told = f"{number(bar.value, 3)} ({number(bar.low, 3)} – {number(bar.high, 3)}), n = {bar.n}"
        whisker = (
            f'<line x1="{place.x(bar.low):.1f}" x2="{place.x(bar.high):.1f}" y1="{y}" y2="{y}" stroke="{colour}"'
            ' stroke-width="1.6"/>'
        )
    dot = f'<circle cx="{place.x(bar.value):.1f}" cy="{y}" r="4" fill="{colour}"><title>{told}</title></circle>'
    return whisker + dot


def _row_name(bar: Bar, y: float, left: float, voice: Voice) -> str:
    text = voice(bar.name)
    shown = text if wide(text) <= 36 else f"{_cut(text, 35)}…"
    return f'<text x="{left - 8:.0f}" y="{y}" text-anchor="end">{escape(shown)}<title>{escape(text)}</title></text>'


def wide(text: str) -> int:
    """Letters a text takes, Chinese ones counting twice."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def _cut(text: str, most: int) -> str:
    while wide(text) > most:
        text = text[:-1]
    return text


def _flow(block: Flow, voice: Voice) -> str:
    """Boxes one below the other, with what leaves to the right."""
    boxes: Sequence[tuple[Phrase, Phrase]] = block.boxes
    drawn = []
    for at, (inside, beside) in enumerate(boxes):
        top = 6 + 62 * at
        drawn.append(
            f'<rect x="4" y="{top}" width="380" height="38" rx="5" fill="#eef4f8" stroke="#0b7285"/>'
            f'<text x="194" y="{top + 23}" text-anchor="middle">{_shown(inside, voice)}</text>'
        )
        if beside.text:
            drawn.append(
                f'<line x1="384" x2="424" y1="{top + 19}" y2="{top + 19}" stroke="#8a97a6"/>'
                f'<text x="430" y="{top + 23}" fill="#5b6876">{_shown(beside, voice)}</text>'
            )
        if at + 1 < len(boxes):
            drawn.append(
                f'<path d="M194 {top + 38} v18 m-5 -6 l5 6 l5 -6" fill="none" stroke="#5b6876" stroke-width="1.4"/>'
            )
    height = 62 * len(boxes)
    return (
        f'<div class="flow"><svg viewBox="0 0 760 {height}" role="img"><g font-size="12" fill="#1b2430">'
        f"{''.join(drawn)}</g></svg></div>"
    )
