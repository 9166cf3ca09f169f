"""The pages of a patient report, drawn as PDF (A4) without Qt.

Identity stands on every page, every figure has its unit, what a model said is marked as such and keeps its provenance.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
from PIL import Image as Pixels
from reportlab.graphics.shapes import Drawing, Line, PolyLine, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from app.domain import figures
from app.domain.finding import Finding
from app.domain.model_card import ModelCard
from app.domain.prediction import Contribution, Prediction
from app.domain.record import Condition, Medication, Report
from app.domain.words import Phrase, say
from app.services import identity
from app.services.report_content import Picture, ReportContent
from app.services.timeline import NumericSeries
from app.services.translation import Translation

REGULAR, BOLD = "AegleSans", "AegleSans-Bold"
INK, MUTED, FAINT = HexColor("#17212b"), HexColor("#5a6672"), HexColor("#d7dde3")
ACCENT, HIGH, LOW = HexColor("#0b7285"), HexColor("#b3261e"), HexColor("#1c5fa8")
BAND, STRIPE, MODEL, MODEL_EDGE = HexColor("#e3f1ee"), HexColor("#f5f7f9"), HexColor("#fff6e0"), HexColor("#c98a00")
MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN

MAX_LABS = 26
MAX_SINGLES = 45
MAX_PLOTS = 4
MAX_REPORTS = 6
MAX_REPORT_LETTERS = 4000
MAX_CONTRIBUTIONS = 6

_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_EMPTY_LINES = re.compile(r"\n\s*\n\s*\n+")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")


def pages(content: ReportContent, words: Translation, fonts: Path) -> bytes:
    """The whole PDF."""
    known = register_fonts(fonts)
    pen = Pen(words, known)
    target = io.BytesIO()
    frame = Frame(MARGIN, 20 * mm, WIDTH, A4[1] - 45 * mm, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    document = BaseDocTemplate(
        target,
        pagesize=A4,
        title=pen(say("Patient report")),
        author="Aegle",
        pageTemplates=[PageTemplate(frames=[frame])],
        initialFontName=REGULAR,
    )
    story = [
        *_conditions(content, pen),
        *_medications(content, pen),
        *_labs(content, pen),
        *_plots(content, pen),
        *_images(content, pen),
        *_predictions(content, pen),
        *_findings(content, pen),
        *_reports(content, pen),
    ]
    document.build(story, canvasmaker=partial(_NumberedPages, content=content, pen=pen))
    return target.getvalue()


def register_fonts(fonts: Path) -> frozenset[int]:
    """Both weights of the bundled font. Returns the characters they have."""
    for name, file in ((REGULAR, "AegleSans-Regular.ttf"), (BOLD, "AegleSans-Bold.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(fonts / file)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    known = [frozenset(pdfmetrics.getFont(name).face.charToGlyph) for name in (REGULAR, BOLD)]
    return known[0] & known[1]


class Pen:
    """Words and texts as flowables: phrases are translated, data stays as it is."""

    def __init__(self, words: Translation, known: frozenset[int]) -> None:
        self.words = words
        self._known = known

    def __call__(self, phrase: Phrase) -> str:
        return self.words(phrase)

    def data(self, text: str) -> str:
        """A text from a record, with a box for every character the font lacks."""
        plain = _CONTROL.sub("", text.replace("\t", " "))
        return "".join(letter if ord(letter) in self._known or letter == "\n" else "□" for letter in plain)

    def paragraph(self, text: str | Phrase, colour: Color = INK, size: float = 8.6, **more: Any) -> Paragraph:
        shown = self(text) if isinstance(text, Phrase) else self.data(text)
        return self.marked_up(escape(shown).replace("\n", "<br/>"), colour, size, **more)

    def marked_up(self, markup: str, colour: Color = INK, size: float = 8.6, **more: Any) -> Paragraph:
        """Text that is already escaped and may hold <b> and <font>."""
        wrap = "CJK" if _CHINESE.search(markup) else None
        settings: dict[str, Any] = {"fontName": REGULAR, "leading": size * 1.42, "splitLongWords": 1, **more}
        style = ParagraphStyle("text", fontSize=size, textColor=colour, wordWrap=wrap, **settings)
        return Paragraph(markup, style)

    def small(self, text: str | Phrase, colour: Color = MUTED) -> Paragraph:
        return self.paragraph(text, colour, 7.4)

    def bold(self, text: str | Phrase, size: float = 8.6, colour: Color = INK, **more: Any) -> Paragraph:
        return self.paragraph(text, colour, size, fontName=BOLD, **more)

    def right(self, text: str | Phrase, colour: Color = INK) -> Paragraph:
        return self.paragraph(text, colour, alignment=TA_RIGHT)

    def heading(self, phrase: Phrase) -> Flowable:
        return self.bold(phrase, 11.5, ACCENT, spaceBefore=5 * mm, spaceAfter=1.6 * mm, keepWithNext=1)

    def table(self, heads: tuple[Phrase | None, ...], rows: list[list[Any]], widths: tuple[float, ...]) -> Table:
        """Rows under their heads, which stand again on a new page. ``widths`` are shares of the page's width."""
        first = [self.small(head) if head is not None else "" for head in heads]
        if rows and isinstance(rows[0][-1], Paragraph) and heads[-1] is not None:
            first[-1] = self.paragraph(heads[-1], MUTED, 7.4, alignment=rows[0][-1].style.alignment)
        shares = [WIDTH * width / sum(widths) for width in widths]
        table = Table([first, *rows], colWidths=shares, repeatRows=1)
        table.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    ("LINEBELOW", (0, 0), (-1, 0), 0.8, FAINT),
                    ("LINEBELOW", (0, 1), (-1, -1), 0.3, FAINT),
                    ("TOPPADDING", (0, 0), (-1, -1), 2.2),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6),
                    ("LEFTPADDING", (0, 0), (0, -1), 2),
                ]
            )
        )
        return table


# --- every page


class _NumberedPages(Canvas):  # type: ignore[misc]
    """A canvas that knows at the end how many pages there are, and then writes head and foot on each."""

    def __init__(self, *args: Any, content: ReportContent, pen: Pen, **more: Any) -> None:
        super().__init__(*args, **more)
        self._content = content
        self._pen = pen
        self._finished: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._finished.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, state in enumerate(self._finished, 1):
            self.__dict__.update(state)
            _head(self, self._content, self._pen)
            _foot(self, self._content, self._pen, number, len(self._finished))
            super().showPage()
        super().save()


def _head(canvas: Canvas, content: ReportContent, pen: Pen) -> None:
    """Who this is about."""
    patient, top = content.patient, A4[1] - 14 * mm
    canvas.setFillColor(ACCENT)
    canvas.rect(0, A4[1] - 3 * mm, A4[0], 3 * mm, stroke=0, fill=1)
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, 13)
    canvas.drawString(
        MARGIN,
        top,
        fitting(pen.data(identity.person_name(patient.name)) or pen(say("Name not recorded")), BOLD, 13, WIDTH * 0.62),
    )
    canvas.setFont(REGULAR, 8.6)
    canvas.setFillColor(MUTED)
    canvas.drawString(MARGIN, top - 5 * mm, fitting(_identity(content, pen), REGULAR, 8.6, WIDTH * 0.72))
    canvas.setFont(BOLD, 9)
    canvas.drawRightString(A4[0] - MARGIN, top, pen(say("Patient report")))
    canvas.setFont(REGULAR, 8.6)
    canvas.drawRightString(A4[0] - MARGIN, top - 5 * mm, figures.stamp(content.made_at))
    canvas.setStrokeColor(FAINT)
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, top - 8.5 * mm, A4[0] - MARGIN, top - 8.5 * mm)


def _identity(content: ReportContent, pen: Pen) -> str:
    patient = content.patient
    parts = [pen(say("No. {mrn}", mrn=pen.data(patient.mrn) or "–"))]
    if patient.birth_date is not None:
        born = patient.birth_date.isoformat()
        age = identity.age(patient.birth_date, content.made_at.date())
        parts.append(pen(say("born {date} ({age})", date=born, age=pen(age)) if age else say("born {date}", date=born)))
    else:
        parts.append(pen(say("Birth date not recorded")))
    parts.append(pen(identity.sex(patient)))
    return "  ·  ".join(parts)


def _foot(canvas: Canvas, content: ReportContent, pen: Pen, number: int, total: int) -> None:
    canvas.setStrokeColor(FAINT)
    canvas.line(MARGIN, 15 * mm, A4[0] - MARGIN, 15 * mm)
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, 7.2)
    canvas.drawString(
        MARGIN,
        11 * mm,
        pen(say("Aegle is not a medical device: a clinician checks every statement against its source.")),
    )
    made = say(
        "Made by {user} on {when} from the vault's records.",
        user=pen.data(content.made_by),
        when=figures.stamp(content.made_at),
    )
    canvas.drawString(MARGIN, 7.6 * mm, pen(made))
    canvas.drawRightString(A4[0] - MARGIN, 11 * mm, pen(say("Page {n} of {total}", n=number, total=total)))


def fitting(text: str, font: str, size: float, width: float) -> str:
    """The text, cut with an ellipsis where it is wider than its place."""
    if pdfmetrics.stringWidth(text, font, size) <= width:
        return text
    while text and pdfmetrics.stringWidth(f"{text}…", font, size) > width:
        text = text[:-1]
    return f"{text}…"


# --- the record


def _conditions(content: ReportContent, pen: Pen) -> list[Flowable]:
    active = [f for f in content.facts if isinstance(f, Condition) and f.ended_at is None and f.status not in OVER]
    past = sum(isinstance(f, Condition) for f in content.facts) - len(active)
    rows = [
        [pen.paragraph(str(c.code)), pen.small(_coded(c.code.system, c.code.code)), pen.right(figures.day(c.at))]
        for c in active
    ]
    flow = _section(pen, say("Active conditions"), rows, (None, say("Code"), say("Since")), (6, 3, 1.4))
    return [*flow, *_left_out(pen, past, say("Earlier conditions in the record: {n}", n=past))]


OVER = frozenset(
    {"resolved", "inactive", "remission", "stopped", "completed", "cancelled", "ended", "entered-in-error"}
)


def _medications(content: ReportContent, pen: Pen) -> list[Flowable]:
    current = [f for f in content.facts if isinstance(f, Medication) and f.ended_at is None and f.status not in OVER]
    past = sum(isinstance(f, Medication) for f in content.facts) - len(current)
    rows = [[pen.paragraph(str(m.code)), pen.paragraph(m.dosage, MUTED), pen.right(figures.day(m.at))] for m in current]
    flow = _section(pen, say("Current medications"), rows, (None, say("Dosage"), say("Since")), (6, 3, 1.4))
    return [*flow, *_left_out(pen, past, say("Earlier medications in the record: {n}", n=past))]


def _labs(content: ReportContent, pen: Pen) -> list[Flowable]:
    """The newest value of each kind with its range and course; below, what was measured only once."""
    followed = [s for s in content.series if len(s.points) > 1 or s.reference_range != (None, None)]
    once = [s for s in content.series if s not in followed]
    shown = sorted(followed[:MAX_LABS], key=lambda one: str(one.code).casefold())
    rows = [_lab_row(one, pen) for one in shown]
    heads = (None, say("Latest"), None, say("Reference range"), say("Date"), say("Course"))
    flow = _section(pen, say("Latest measurements"), rows, heads, (4.2, 1.9, 1.1, 2.3, 1.6, 2.4))
    flow += _left_out(
        pen,
        len(followed) - len(shown),
        say("More kinds of measurements in the record: {n}", n=len(followed) - len(shown)),
    )
    return [*flow, *_singles(once, pen)]


def _lab_row(one: NumericSeries, pen: Pen) -> list[Any]:
    at, value = one.points[-1]
    mark, colour = _flag(value, one.reference_range, pen)
    return [
        pen.paragraph(str(one.code)),
        pen.paragraph(figures.with_unit(value, one.unit), colour, fontName=BOLD if mark else REGULAR),
        pen.small(mark, colour),
        pen.paragraph(figures.interval(*one.reference_range, one.unit) or "–", MUTED),
        pen.paragraph(figures.day(at), MUTED),
        _sparkline(one) if len(one.points) > 1 else "",
    ]


def _flag(value: float, span: tuple[float | None, float | None], pen: Pen) -> tuple[str, Color]:
    low, high = span
    if high is not None and value > high:
        return f"▲\N{NO-BREAK SPACE}{pen(say('high'))}", HIGH
    if low is not None and value < low:
        return f"▼\N{NO-BREAK SPACE}{pen(say('low'))}", LOW
    return "", INK


def _singles(once: list[NumericSeries], pen: Pen) -> list[Flowable]:
    """Measurements made once and without a range, three in a row."""
    if not once:
        return []
    cells = [
        pen.marked_up(
            f'<font color="#5a6672">{escape(pen.data(str(one.code)))}</font> '
            f"{escape(pen.data(figures.with_unit(one.points[-1][1], one.unit)))}",
            size=7.6,
        )
        for one in sorted(once[:MAX_SINGLES], key=lambda one: str(one.code).casefold())
    ]
    cells += [""] * (-len(cells) % 3)
    days = sorted({figures.day(one.points[-1][0]) for one in once})
    span = (
        say("Measured once ({first} to {last})", first=days[0], last=days[-1])
        if len(days) > 1
        else say("Measured once ({first})", first=days[0])
    )
    table = Table([cells[i : i + 3] for i in range(0, len(cells), 3)], colWidths=[WIDTH / 3] * 3)
    table.setStyle(
        TableStyle(
            [
                ("TOPPADDING", (0, 0), (-1, -1), 0.8),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0.8),
                ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ]
        )
    )
    left = len(once) - MAX_SINGLES
    return [
        Spacer(0, 2.4 * mm),
        pen.bold(span, 8, MUTED, keepWithNext=1),
        table,
        *_left_out(pen, left, say("More kinds of measurements in the record: {n}", n=left)),
    ]


def _reports(content: ReportContent, pen: Pen) -> list[Flowable]:
    """The newest reports; one that came twice (as report and as document) once, very long ones cut."""
    kept = {(figures.day(f.at), f.text): f for f in content.facts if isinstance(f, Report) and f.text}
    written = list(kept.values())
    if not written:
        return []
    left = len(written) - MAX_REPORTS
    flow: list[Flowable] = [pen.heading(say("Written reports"))]
    flow += _left_out(pen, left, say("More reports in the record: {n}", n=left))
    for one in written[:MAX_REPORTS]:
        title = f"{figures.day(one.at) or '–'}   {one.code}"
        flow.append(pen.bold(title, keepWithNext=1, spaceBefore=1.6 * mm))
        text = _EMPTY_LINES.sub("\n\n", one.text.strip())
        flow.append(pen.paragraph(text[:MAX_REPORT_LETTERS], size=8.2))
        if len(text) > MAX_REPORT_LETTERS:
            flow.append(pen.small(say("Cut short here; the whole text is in the record.")))
    return flow


def _section(
    pen: Pen, title: Phrase, rows: list[list[Any]], heads: tuple[Phrase | None, ...], widths: tuple[float, ...]
) -> list[Flowable]:
    """A heading with its table; where there is nothing, the heading says so."""
    if not rows:
        return [pen.heading(title), pen.paragraph(say("None are recorded."), MUTED)]
    return [pen.heading(title), pen.table(heads, rows, widths)]


def _left_out(pen: Pen, count: int, phrase: Phrase) -> list[Flowable]:
    return [Spacer(0, 1 * mm), pen.small(phrase)] if count > 0 else []


def _coded(system: str, code: str) -> str:
    return f"{figures.system_name(system)} {code}".strip() if code else "–"


# --- plots


def _plots(content: ReportContent, pen: Pen) -> list[Flowable]:
    """The longest series, those out of range first, two in a row."""
    long = [one for one in content.series if len(one.points) >= 4]
    # what is out of its range now comes first; the sort is stable, so the longest come first among equals
    long = sorted(long, key=lambda one: not _is_outside(one.points[-1][1], one.reference_range))[:MAX_PLOTS]
    if not long:
        return []
    cells: list[Any] = [_plot(one, pen, WIDTH / 2 - 3 * mm) for one in long]
    cells += [""] * (len(cells) % 2)
    table = Table([cells[i : i + 2] for i in range(0, len(cells), 2)], colWidths=[WIDTH / 2] * 2)
    table.setStyle(TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 2)]))
    return [KeepTogether([pen.heading(say("Course of the main measurements")), table])]


def _plot(one: NumericSeries, pen: Pen, width: float) -> Drawing:
    """A series in time with its reference range as a band, its axis in the unit, and the years below."""
    height, left, bottom, top = 44 * mm, 10 * mm, 6 * mm, 8 * mm
    times, values = _arrays(one)
    low, high = _limits(values, one.reference_range)
    across = _scale(times[0], times[-1], left, width - 2 * mm)
    up = _scale(low, high, bottom, height - top)
    drawing = Drawing(width, height)
    drawing.add(
        String(
            0,
            height - 4 * mm,
            pen.data(fitting(f"{one.code}", BOLD, 8.2, width * 0.72)),
            fontName=BOLD,
            fontSize=8.2,
            fillColor=INK,
        )
    )
    unit = pen.data(figures.plain_unit(one.unit))
    drawing.add(
        String(width - 2 * mm, height - 4 * mm, unit, fontName=REGULAR, fontSize=7.4, fillColor=MUTED, textAnchor="end")
    )
    range_low, range_high = one.reference_range
    if range_low is not None or range_high is not None:
        y0 = up(max(low, range_low if range_low is not None else low))
        y1 = up(min(high, range_high if range_high is not None else high))
        if y1 > y0:
            drawing.add(Rect(left, y0, width - 2 * mm - left, y1 - y0, fillColor=BAND, strokeColor=None))
    for tick in _ticks(low, high):
        drawing.add(Line(left, up(tick), width - 2 * mm, up(tick), strokeColor=FAINT, strokeWidth=0.3))
        drawing.add(
            String(
                left - 1.4 * mm,
                up(tick) - 2.2,
                figures.number(tick),
                fontName=REGULAR,
                fontSize=6.6,
                fillColor=MUTED,
                textAnchor="end",
            )
        )
    for year, place in _years(one, across):
        drawing.add(
            String(place, bottom - 4 * mm, year, fontName=REGULAR, fontSize=6.6, fillColor=MUTED, textAnchor="middle")
        )
        drawing.add(Line(place, bottom, place, bottom - 1 * mm, strokeColor=MUTED, strokeWidth=0.4))
    points = [place for t, v in zip(times, values, strict=True) for place in (across(t), up(v))]
    drawing.add(PolyLine(points, strokeColor=ACCENT, strokeWidth=1.1, strokeLineJoin=1))
    for t, v in zip(times, values, strict=True):
        outside = _is_outside(v, one.reference_range)
        drawing.add(Rect(across(t) - 1, up(v) - 1, 2, 2, fillColor=HIGH if outside else ACCENT, strokeColor=None))
    return drawing


def _sparkline(one: NumericSeries) -> Drawing:
    width, height = 26 * mm, 5.4 * mm
    times, values = _arrays(one)
    low, high = _limits(values, (None, None))
    across, up = _scale(times[0], times[-1], 1, width - 3), _scale(low, high, 1.5, height - 1.5)
    drawing = Drawing(width, height)
    range_low, range_high = one.reference_range
    y0 = up(min(max(range_low, low), high)) if range_low is not None else up(low)
    y1 = up(max(min(range_high, high), low)) if range_high is not None else up(high)
    if one.reference_range != (None, None) and y1 > y0:
        drawing.add(Rect(0, y0, width, y1 - y0, fillColor=BAND, strokeColor=None))
    points = [place for t, v in zip(times, values, strict=True) for place in (across(t), up(v))]
    drawing.add(PolyLine(points, strokeColor=ACCENT, strokeWidth=0.9, strokeLineJoin=1))
    last = HIGH if _is_outside(float(values[-1]), one.reference_range) else ACCENT
    drawing.add(Rect(points[-2] - 1.2, points[-1] - 1.2, 2.4, 2.4, fillColor=last, strokeColor=None))
    return drawing


def _arrays(one: NumericSeries) -> tuple[list[float], list[float]]:
    """Times in seconds and values, thinned to what a line of this size can show."""
    step = max(1, len(one.points) // 400)
    kept = [*one.points[:-1:step], one.points[-1]]
    return [at.timestamp() for at, _ in kept], [value for _, value in kept]


def _limits(values: list[float], span: tuple[float | None, float | None]) -> tuple[float, float]:
    """The axis: all values and, where they are near, the ends of the reference range, with some air."""
    low, high = min(values), max(values)
    reach = (high - low) or abs(high) * 0.1 or 1.0
    for end in span:
        if end is not None and low - reach < end < high + reach:
            low, high = min(low, end), max(high, end)
    air = 0.08 * ((high - low) or reach)
    return low - air, high + air


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    span = (high - low) or 1.0
    return lambda value: start + (value - low) / span * (end - start)


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers inside the axis, about four."""
    raw = (high - low) / 4
    size = 10.0 ** np.floor(np.log10(raw))
    step = float(size * min((1, 2, 5, 10), key=lambda m: abs(m * size - raw)))
    first = np.ceil(low / step)
    return [float(round((first + i) * step, 10)) for i in range(8) if (first + i) * step <= high]


def _years(one: NumericSeries, across: Callable[[float], float]) -> list[tuple[str, float]]:
    """Beginnings of years (or, within one year, the first and last day) and where they lie."""
    first, last = one.points[0][0], one.points[-1][0]
    begun = [first.replace(year=y, month=1, day=1, hour=0, minute=0) for y in range(first.year + 1, last.year + 1)]
    if len(begun) < 2:
        return [(figures.day(at), across(at.timestamp()) + shift) for at, shift in ((first, 6 * mm), (last, -6 * mm))]
    kept = begun[:: max(1, -(-len(begun) // 6))]
    return [(str(at.year), across(at.timestamp())) for at in kept]


def _is_outside(value: float, span: tuple[float | None, float | None]) -> bool:
    low, high = span
    return (low is not None and value < low) or (high is not None and value > high)


# --- images


def _images(content: ReportContent, pen: Pen) -> list[Flowable]:
    if not content.studies:
        return []
    flow: list[Flowable] = [pen.heading(say("Imaging"))]
    rows = [
        [
            pen.paragraph(figures.day(row.study.started_at) or "–"),
            pen.paragraph(row.study.description or pen(say("No description"))),
            pen.paragraph(", ".join(row.modalities)),
            pen.right(pen(say("{n} series, {images} images", n=row.series, images=row.instances))),
        ]
        for row in content.studies
    ]
    flow.append(pen.table((say("Date"), say("Study"), say("Modality"), None), rows, (1.6, 5, 1.6, 2.4)))
    if content.pictures:
        cells: list[Any] = [_picture(one, pen) for one in content.pictures]
        cells += [""] * (-len(cells) % 3)
        table = Table([cells[i : i + 3] for i in range(0, len(cells), 3)], colWidths=[WIDTH / 3] * 3)
        table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))
        note = say("Pictures are for orientation only; diagnose at the workstation, on the full series.")
        flow += [Spacer(0, 3 * mm), table, pen.small(note)]
    left = content.not_pictured
    flow += _left_out(pen, left, say("Series with images that have no picture here: {n}", n=left))
    return flow


def _picture(one: Picture, pen: Pen) -> list[Flowable]:
    """A key image in a black square, with the sides of the patient at its edges and what it shows below."""
    side = WIDTH / 3 - 3 * mm
    caption = pen.bold(f"{one.series.modality}  {one.series.description}".strip(), 7.8)
    place = say("Image {n} of {total}", n=one.slice_number, total=one.slices)
    lines = ["  ·  ".join(part for part in (figures.day(one.study.started_at), pen(place)) if part)]
    lines += [pen(_window(one))] if one.window else []
    return [_Framed(one, side), caption, *(pen.small(line) for line in lines)]


def _window(one: Picture) -> Phrase:
    """The grey-level window in the unit of the values."""
    centre, width = (one.window.centre, one.window.width) if one.window else (0.0, 0.0)
    unit = figures.plain_unit(one.unit)
    return say(
        "Window {centre} / {width} {unit}", centre=figures.number(centre), width=figures.number(width), unit=unit
    )


class _Framed(Flowable):  # type: ignore[misc]
    """An image in the middle of a black square."""

    def __init__(self, picture: Picture, side: float) -> None:
        super().__init__()
        self.width, self.height = side, side
        self._picture = picture

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height + 1 * mm

    def draw(self) -> None:
        side, canvas = self.width, self.canv
        canvas.setFillColor(HexColor("#000000"))
        canvas.rect(0, 1 * mm, side, side, stroke=0, fill=1)
        stored = io.BytesIO()
        Pixels.fromarray(self._picture.pixels).save(stored, "PNG")
        stored.seek(0)
        rows, columns = self._picture.pixels.shape[:2]
        width, height = side * columns / max(rows, columns), side * rows / max(rows, columns)
        Image(stored, width, height).drawOn(canvas, (side - width) / 2, 1 * mm + (side - height) / 2)
        left, right, top, bottom = self._picture.edges
        for letters, x, y in (
            (left, 3.2 * mm, side / 2 + 1 * mm),
            (right, side - 3.2 * mm, side / 2 + 1 * mm),
            (top, side / 2, side - 2.4 * mm),
            (bottom, side / 2, 2.6 * mm),
        ):
            _letters(canvas, letters, x, y)


def _letters(canvas: Canvas, letters: str, x: float, y: float) -> None:
    """Letters that can be read on black and on white: white on a dark plate."""
    if letters:
        width = pdfmetrics.stringWidth(letters, BOLD, 7.5) + 2.4 * mm
        canvas.setFillColor(Color(0, 0, 0, alpha=0.55))
        canvas.roundRect(x - width / 2, y - 1 * mm, width, 3.6 * mm, 1 * mm, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#ffffff"))
        canvas.setFont(BOLD, 7.5)
        canvas.drawCentredString(x, y, letters)


# --- what models and people say


def _predictions(content: ReportContent, pen: Pen) -> list[Flowable]:
    if not content.predictions:
        return []
    boxes = [_prediction(one, content.cards.get(one.model), pen) for one in content.predictions]
    flow: list[Flowable] = [KeepTogether([pen.heading(say("What models answered")), boxes[0]])]
    for box in boxes[1:]:
        flow += [Spacer(0, 2.4 * mm), KeepTogether([box])]
    return flow


def _prediction(one: Prediction, card: ModelCard | None, pen: Pen) -> Flowable:
    """One answer in a box of its own, marked as a model's."""
    head = Table(
        [
            [
                pen.bold(_sentence(pen, one.model_name), 9.6),
                pen.paragraph(say("MADE BY A MODEL"), MODEL_EDGE, 7.4, fontName=BOLD, alignment=TA_RIGHT),
            ]
        ],
        colWidths=[(WIDTH - 8 * mm) * 0.72, (WIDTH - 8 * mm) * 0.28],
    )
    head.setStyle(
        TableStyle(
            [
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    parts: list[Flowable] = [head, _scores(one, pen)]
    if one.decision:
        parts.append(pen.paragraph(_decision(one, card)))
    if one.contributions:
        parts.append(pen.small(say("What moved the answer most")))
        parts += [_contribution(c, _largest(one), pen) for c in _strongest(one)]
    parts += [pen.paragraph(f"▲ {pen.words.english(warning)}", HIGH, 7.8) for warning in one.warnings]
    if card is not None:
        parts.append(pen.small(say("Intended use: {use}", use=_sentence(pen, card.intended_use))))
        parts.append(pen.small(say("Not for: {use}", use=_sentence(pen, card.not_for))))
    parts.append(pen.small(_provenance(one)))
    box = Table([[parts]], colWidths=[WIDTH])
    box.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), MODEL),
                ("LINEBEFORE", (0, 0), (0, -1), 2.4, MODEL_EDGE),
                ("LEFTPADDING", (0, 0), (-1, -1), 4 * mm),
                ("TOPPADDING", (0, 0), (-1, -1), 2.4 * mm),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2.4 * mm),
            ]
        )
    )
    return box


def _sentence(pen: Pen, text: str) -> str:
    return pen.data(pen.words.english(text))


def _decision(one: Prediction, card: ModelCard | None) -> Phrase:
    point = card.operating_point if card is not None else None
    if point is None:
        return say("Decision: {decision}", decision=one.decision)
    return say(
        "Decision: {decision} (threshold {threshold} on {positive}, chosen at a prevalence of {prevalence})",
        decision=one.decision,
        threshold=figures.number(point.threshold, 3),
        positive=point.positive,
        prevalence=figures.percent(point.prevalence),
    )


def _scores(one: Prediction, pen: Pen) -> Drawing:
    """Probabilities as bars from 0 to 100 %; estimated quantities as figures."""
    width, line = WIDTH - 8 * mm, 5.2 * mm
    drawing = Drawing(width, line * len(one.scores) + 1 * mm)
    for row, score in enumerate(one.scores):
        y = drawing.height - line * (row + 1) + 1.4 * mm
        name = fitting(pen.data(pen.words.english(score.name)), REGULAR, 8.2, width * 0.3)
        drawing.add(String(0, y, name, fontName=REGULAR, fontSize=8.2, fillColor=INK))
        if score.is_probability:
            full = width * 0.5
            drawing.add(
                Rect(width * 0.32, y - 0.6 * mm, full, 3.2 * mm, fillColor=HexColor("#f0e3c4"), strokeColor=None)
            )
            drawing.add(
                Rect(
                    width * 0.32,
                    y - 0.6 * mm,
                    full * min(max(score.value, 0), 1),
                    3.2 * mm,
                    fillColor=MODEL_EDGE,
                    strokeColor=None,
                )
            )
            said = figures.percent(score.value)
        else:
            said = figures.with_unit(score.value, score.unit)
        drawing.add(String(width * 0.84, y, pen.data(said), fontName=BOLD, fontSize=8.2, fillColor=INK))
    return drawing


def _strongest(one: Prediction) -> list[Contribution]:
    return sorted(one.contributions, key=lambda c: -abs(c.amount))[:MAX_CONTRIBUTIONS]


def _largest(one: Prediction) -> float:
    return max((abs(c.amount) for c in one.contributions), default=1.0) or 1.0


def _contribution(one: Contribution, largest: float, pen: Pen) -> Drawing:
    """A bar to the right for what speaks for the answer, to the left for what speaks against it."""
    width, height = WIDTH - 8 * mm, 3.9 * mm
    drawing = Drawing(width, height)
    middle, reach = width * 0.57, width * 0.25
    name = fitting(pen.data(one.name), REGULAR, 7.4, width * 0.2)
    drawing.add(String(0, 1 * mm, name, fontName=REGULAR, fontSize=7.4, fillColor=INK))
    given = fitting(pen.data(one.given), REGULAR, 7.4, width * 0.09)
    drawing.add(String(width * 0.31, 1 * mm, given, fontName=REGULAR, fontSize=7.4, fillColor=MUTED, textAnchor="end"))
    length = reach * abs(one.amount) / largest
    start = middle if one.amount >= 0 else middle - length
    drawing.add(
        Rect(start, 0.8 * mm, length, 2.2 * mm, fillColor=MODEL_EDGE if one.amount >= 0 else LOW, strokeColor=None)
    )
    drawing.add(Line(middle, 0, middle, height, strokeColor=MUTED, strokeWidth=0.4))
    said = f"{'+' if one.amount >= 0 else ''}{figures.number(one.amount, 3)}"
    drawing.add(String(width * 0.84, 1 * mm, said, fontName=REGULAR, fontSize=7.4, fillColor=INK))
    return drawing


def _provenance(one: Prediction) -> Phrase:
    return say(
        "Answered {when} by model {digest}, from inputs {inputs}, on {device}, ONNX Runtime {runtime}, in {seconds}.",
        when=figures.stamp(one.made_at),
        digest=one.model_digest[:12],
        inputs=", ".join(digest[:12] for digest in one.input_digests[:3]) or "–",
        device=one.device,
        runtime=one.runtime,
        seconds=figures.seconds(one.seconds),
    )


def _findings(content: ReportContent, pen: Pen) -> list[Flowable]:
    kept = [one for one in content.findings if one.status != "rejected"]
    if not kept:
        return []
    rows = [
        [
            pen.paragraph(str(one.code)),
            pen.paragraph(one.note, MUTED),
            pen.small(_author(one), MODEL_EDGE if one.by.kind == "model" else MUTED),
            pen.small({"draft": say("Draft"), "confirmed": say("Confirmed")}[one.status]),
            pen.right(figures.day(one.at)),
        ]
        for one in kept
    ]
    heads = (None, say("Note"), say("By"), say("Status"), say("Date"))
    return [pen.heading(say("Findings")), pen.table(heads, rows, (3, 4, 1.8, 1.3, 1.5))]


def _author(one: Finding) -> Phrase | str:
    return say("Model {name}", name=one.by.name) if one.by.kind == "model" else one.by.name
