"""The report of a model as PDF (A4), drawn without Qt from the same blocks as the page of HTML."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate, Spacer, Table, TableStyle

from app.domain.evaluation import charts as figures
from app.domain.evaluation.charts import Chart
from app.domain.evaluation.html import ticks
from app.domain.evaluation.names import named
from app.domain.evaluation.paper import Cell, Flow, Heading, Paper, Paragraph, Pictures, Rows
from app.domain.figures import number
from app.domain.words import Phrase, say
from app.services.report_pages import (
    ACCENT,
    BOLD,
    FAINT,
    INK,
    MARGIN,
    MUTED,
    REGULAR,
    STRIPE,
    WIDTH,
    Pen,
    fitting,
    register_fonts,
)
from app.services.translation import Translation

OPEN = HexColor("#b3261e")
_COLOURS = {
    "model": ACCENT, "plain": HexColor("#7a8794"), "ideal": HexColor("#8a97a6"), "second": HexColor("#c2410c"),
    "third": HexColor("#6d4bb0"), "fourth": HexColor("#3f7d20"),
}  # fmt: skip
_ASIDE = (MARGIN, 20 * mm, WIDTH, A4[1] - 40 * mm)
_CHART = (WIDTH / 2 - 3 * mm, 62 * mm)
_MOST_LETTERS = 1200  # a cell taller than a page cannot be set


def pages(paper: Paper, words: Translation, fonts: Path) -> bytes:
    """The whole PDF."""
    pen = Pen(words, register_fonts(fonts))
    target = io.BytesIO()
    frame = Frame(*_ASIDE, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    document = BaseDocTemplate(
        target, pagesize=A4, title=pen.data(paper.title), author="Aegle", pageTemplates=[PageTemplate(frames=[frame])],
        initialFontName=REGULAR,
    )  # fmt: skip
    told = _told(paper.subtitle, pen)
    story: list[Flowable] = [pen.bold(paper.title, 17), Spacer(0, 1 * mm), pen.paragraph(told, MUTED, 8.6)]
    for block in paper.blocks:
        story += _drawn(block, pen)
    document.build(story, canvasmaker=partial(_Numbered, title=paper.title, pen=pen))
    return target.getvalue()


def _told(cell: Cell, pen: Pen) -> str:
    return pen(named(cell, pen, pen.words.english)) if isinstance(cell, Phrase) else pen.words.english(cell)


def _drawn(block: Any, pen: Pen) -> list[Flowable]:
    match block:
        case Heading():
            return [pen.heading(block.text)]
        case Paragraph():
            return [_paragraph(block, pen)]
        case Rows():
            return [_table(block, pen), Spacer(0, 1.5 * mm)]
        case Pictures():
            return _pictures(block, pen)
        case Flow():
            return [_flow(block, pen), Spacer(0, 2 * mm)]
    raise TypeError(type(block).__name__)


def _paragraph(block: Paragraph, pen: Pen) -> Flowable:
    text = _told(block.text, pen)
    match block.kind:
        case "first":
            return pen.bold(text, 10.5, spaceBefore=4 * mm, spaceAfter=2 * mm)
        case "open":
            return pen.paragraph(text, OPEN, 9, fontName=BOLD, spaceAfter=2 * mm)
        case "dim":
            return pen.paragraph(text, MUTED, 7.8, spaceAfter=1.5 * mm)
    return pen.paragraph(text, spaceAfter=1.5 * mm)


def _table(block: Rows, pen: Pen) -> Flowable:
    shares = [WIDTH * w / sum(block.widths) for w in block.widths]
    has_heads = any(str(head) for head in block.heads)
    heads = [[_cell(h, pen, at in block.numbers, MUTED, 7.4) for at, h in enumerate(block.heads)]] if has_heads else []
    lines = [
        [_cell(c, pen, k in block.numbers, OPEN if at in block.open else INK, 8) for k, c in enumerate(row)]
        for at, row in enumerate(block.rows)
    ]
    table = Table([*heads, *lines], colWidths=shares, repeatRows=len(heads))
    table.setStyle(
        TableStyle([
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.3, FAINT),
            ("TOPPADDING", (0, 0), (-1, -1), 2.2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ])
    )  # fmt: skip
    return table


def _cell(cell: Cell, pen: Pen, is_number: bool, colour: Color, size: float) -> Flowable:
    text = _told(cell, pen)
    shown = text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}…"
    return pen.paragraph(shown, colour, size, **({"alignment": 2} if is_number else {}))


# ---- charts ---------------------------------------------------------------------------------------------------------


def _pictures(block: Pictures, pen: Pen) -> list[Flowable]:
    """Two in a row, each with its sentence."""
    cells = [[_chart(chart, pen), _caption(chart, pen)] for chart in block.charts]
    rows = [cells[at : at + 2] for at in range(0, len(cells), 2)]
    made: list[Flowable] = []
    for row in rows:
        table = Table([[*row, *([""] * (2 - len(row)))]], colWidths=[WIDTH / 2] * 2)
        table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))
        made += [KeepTogether([table]), Spacer(0, 2 * mm)]
    return made


def _caption(chart: Chart, pen: Pen) -> Flowable:
    note = f" {pen(chart.note)}" if chart.note.text else ""
    return pen.paragraph(f"{_told(chart.title, pen)}.{note}", MUTED, 7.2)


class _Place:
    """Where a chart's numbers lie on the drawing, which is measured from below."""

    def __init__(self, chart: Chart, left: float, width: float, height: float) -> None:
        self.chart, self.left, self.right = chart, left, width - 3 * mm
        self.bottom, self.top = 11 * mm, height - 3 * mm

    def x(self, value: float) -> float:
        low, high = self.chart.x_span
        return float(self.left + (value - low) / (high - low) * (self.right - self.left))

    def y(self, value: float) -> float:
        low, high = self.chart.y_span
        return float(self.bottom + (value - low) / (high - low) * (self.top - self.bottom))


def _text(x: float, y: float, text: str, anchor: str = "middle", colour: Color = MUTED, size: float = 6.6) -> String:
    return String(x, y, text, fontName=REGULAR, fontSize=size, fillColor=colour, textAnchor=anchor)


def _chart(chart: Chart, pen: Pen) -> Drawing:
    width, height = _CHART
    if chart.bars:
        height = (16 + 5.6 * len(chart.bars)) * mm
    drawing = Drawing(width, height)
    place = _Place(chart, 40 * mm if chart.bars else 13 * mm, width, height)
    for value in ticks(*chart.x_span, most=4 if chart.bars else 6):
        drawing.add(_text(place.x(value), place.bottom - 3.4 * mm, number(value, 3)))
    drawing.add(_text((place.left + place.right) / 2, 2.4 * mm, _told(chart.x, pen), size=7))
    if chart.mark is not None and chart.x_span[0] <= chart.mark <= chart.x_span[1]:
        drawing.add(_dashed(place.x(chart.mark), place.bottom, place.x(chart.mark), place.top))
    for part in _bars(chart, place, pen) if chart.bars else _lines(chart, place, pen):
        drawing.add(part)
    return drawing


def _dashed(*ends: float) -> Line:
    return Line(*ends, strokeColor=_COLOURS["ideal"], strokeWidth=0.7, strokeDashArray=[3, 2])


def _lines(chart: Chart, place: _Place, pen: Pen) -> list[Any]:
    parts: list[Any] = []
    for value in ticks(*chart.y_span):
        parts.append(Line(place.left, place.y(value), place.right, place.y(value), strokeColor=FAINT, strokeWidth=0.3))
        parts.append(_text(place.left - 1.2 * mm, place.y(value) - 2, number(value, 3), "end"))
    frame = (place.left, place.bottom, place.right - place.left, place.top - place.bottom)
    parts.append(Rect(*frame, fillColor=None, strokeColor=FAINT, strokeWidth=0.6))
    up = Group(
        _text(0, 0, _told(chart.y, pen), size=7), transform=(0, 1, -1, 0, 3 * mm, (place.bottom + place.top) / 2)
    )
    parts.append(up)
    for line in chart.lines:
        parts += _line(line, place)
    named = [line for line in chart.lines if line.name.text]
    for at, line in enumerate(named):
        is_high = chart.name in ("decision_curve", "precision_recall")
        y = place.top - 4 * mm - 3.4 * mm * at if is_high else place.bottom + 3 * mm + 3.4 * mm * (len(named) - 1 - at)
        parts.append(Rect(place.right - 32 * mm, y + 0.6 * mm, 3 * mm, 0.8, fillColor=_COLOURS[line.role],
                          strokeColor=None))  # fmt: skip
        parts.append(_text(place.right - 28 * mm, y, fitting(pen(line.name), REGULAR, 6.6, 27 * mm), "start", INK))
    return parts


def _line(line: figures.Line, place: _Place) -> list[Any]:
    colour = _COLOURS[line.role]
    flat = [v for x, y in line.points for v in (place.x(x), place.y(y))]
    if line.role == "ideal":
        return [_dashed(*flat[:4])]
    parts: list[Any] = []
    if line.is_joined:
        parts.append(PolyLine(flat, strokeColor=colour, strokeWidth=1.1, strokeLineJoin=1))
    parts += [
        Circle(place.x(x), place.y(y), 1.8, fillColor=colour, strokeColor=None)
        for (x, y), _ in zip(line.points, line.people, strict=False)
    ]
    return parts


def _bars(chart: Chart, place: _Place, pen: Pen) -> list[Any]:
    parts: list[Any] = [Line(place.left, place.bottom, place.right, place.bottom, strokeColor=FAINT, strokeWidth=0.6)]
    step = (place.top - place.bottom) / len(chart.bars)
    for at, bar in enumerate(chart.bars):
        y = place.top - step * (at + 0.5)
        if bar.low is not None and bar.high is not None:
            parts.append(Line(place.x(bar.low), y, place.x(bar.high), y, strokeColor=ACCENT, strokeWidth=1.1))
        parts.append(Circle(place.x(bar.value), y, 2, fillColor=ACCENT, strokeColor=None))
        name = fitting(_told(bar.name, pen), REGULAR, 6.8, place.left - 2 * mm)
        parts.append(_text(place.left - 1.5 * mm, y - 2.2, name, "end", INK, 6.8))
    return parts


def _flow(block: Flow, pen: Pen) -> Drawing:
    """Boxes one below the other, with what leaves to the right."""
    step, tall, wide = 15 * mm, 9 * mm, 104 * mm
    height = step * len(block.boxes)
    drawing = Drawing(WIDTH, height)
    for at, (inside, beside) in enumerate(block.boxes):
        top = height - step * at
        drawing.add(Rect(0, top - tall, wide, tall, fillColor=STRIPE, strokeColor=ACCENT, strokeWidth=0.7, rx=2, ry=2))
        shown = fitting(pen(inside), REGULAR, 8, wide - 4 * mm)
        drawing.add(_text(wide / 2, top - tall / 2 - 2.6, shown, colour=INK, size=8))
        if beside.text:
            drawing.add(Line(wide, top - tall / 2, wide + 7 * mm, top - tall / 2, strokeColor=MUTED, strokeWidth=0.6))
            away = fitting(pen(beside), REGULAR, 7.4, WIDTH - wide - 9 * mm)
            drawing.add(_text(wide + 8 * mm, top - tall / 2 - 2.4, away, "start", size=7.4))
        if at + 1 < len(block.boxes):
            drawing.add(_arrow(wide / 2, top - tall, top - step))
    return drawing


def _arrow(x: float, top: float, bottom: float) -> Group:
    head: Sequence[float] = (x, bottom, x - 3, bottom + 5, x + 3, bottom + 5)
    return Group(Line(x, top, x, bottom + 4, strokeColor=MUTED), Polygon(head, fillColor=MUTED, strokeColor=None))


# ---- every page -----------------------------------------------------------------------------------------------------


class _Numbered(Canvas):  # type: ignore[misc]
    """A canvas that knows at the end how many pages there are, and then writes the foot of each."""

    def __init__(self, *args: Any, title: str, pen: Pen, **more: Any) -> None:
        super().__init__(*args, **more)
        self._title, self._pen = title, pen
        self._finished: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._finished.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for at, state in enumerate(self._finished, 1):
            self.__dict__.update(state)
            _foot(self, self._title, self._pen, at, len(self._finished))
            super().showPage()
        super().save()


def _foot(canvas: Canvas, title: str, pen: Pen, at: int, total: int) -> None:
    canvas.setFillColor(ACCENT)
    canvas.rect(0, A4[1] - 3 * mm, A4[0], 3 * mm, stroke=0, fill=1)
    canvas.setStrokeColor(FAINT)
    canvas.line(MARGIN, 15 * mm, A4[0] - MARGIN, 15 * mm)
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, 7.2)
    canvas.drawString(MARGIN, 11 * mm, fitting(pen.data(title), REGULAR, 7.2, WIDTH * 0.6))
    canvas.drawString(MARGIN, 7.6 * mm, pen(say("A model's figures hold for patients like those it was measured on.")))
    canvas.drawRightString(A4[0] - MARGIN, 11 * mm, pen(say("Page {n} of {total}", n=at, total=total)))
