"""Painted bars: how probable each answer is, and what pushed the answer which way. Never colour alone: every bar has
its figure in words beside it.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.findings.state import Bar, Push
from app.ui.language import tr
from app.ui.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class _Bars(QWidget):
    """Rows of one height; a subclass paints one row."""

    def __init__(self, theme: Theme, rows: int, row_px: int) -> None:
        super().__init__()
        self._theme = theme
        self._rows = rows
        self._row = theme.px(row_px)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._theme.px(420), self._rows * self._row)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._theme.px(320), self._rows * self._row)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(13))
        for at in range(self._rows):
            self.paint_row(painter, QRect(0, at * self._row, self.width(), self._row), at)
        painter.end()

    def paint_row(self, painter: QPainter, rect: QRect, at: int) -> None:
        raise NotImplementedError

    def _text(self, painter: QPainter, rect: QRect, text: str, colour: str, side: Qt.AlignmentFlag = _LEFT) -> None:
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side, shown)

    def _widest(self, texts: list[str], least: int, most: int) -> int:
        metrics = QFontMetrics(self._theme.font(13, bold=True))
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0) + self._theme.px(4)
        return min(max(widest, self._theme.px(least)), self._theme.px(most))

    def _pill(self, painter: QPainter, rect: QRect, colour: QColor) -> None:
        if rect.width() <= 0:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        radius = min(self._theme.px(3), rect.width() / 2)
        painter.drawRoundedRect(rect, radius, radius)


class ScoreBars(_Bars):
    """Each answer with its probability as a bar, in per cent, and as a count of patients."""

    def __init__(self, theme: Theme, bars: tuple[Bar, ...]) -> None:
        super().__init__(theme, len(bars), 26)
        self._bars = bars
        self._name = self._widest([b.name for b in bars], 60, 190)
        self._figure = self._widest([b.text for b in bars], 58, 150)
        self._frequencies = [tr(b.frequency) for b in bars]
        self._frequency = self._widest(self._frequencies, 0, 260)
        spoken = (f"{b.name} {b.text} {words}" for b, words in zip(bars, self._frequencies, strict=True))
        self.setAccessibleName("; ".join(spoken))

    def paint_row(self, painter: QPainter, rect: QRect, at: int) -> None:
        tokens, px, bar = self._theme.tokens, self._theme.px, self._bars[at]
        gap = px(10)
        painter.setFont(self._theme.font(13, bold=bar.is_decision))
        name = QRect(rect.left(), rect.top(), self._name, rect.height())
        self._text(painter, name, bar.name, tokens.text)
        x = name.right() + gap
        # below some width the count of patients would squeeze the bar to nothing: the bar gives way last
        frequency = self._frequency if rect.width() - x - self._figure - self._frequency > px(90) else 0
        track = rect.right() - x - self._figure - frequency - gap * (2 if frequency else 1)
        if bar.share is not None:
            groove = QRect(x, rect.center().y() - px(5), track, px(10))
            self._pill(painter, groove, QColor(tokens.raised))
            fill = QColor(tokens.model)
            fill.setAlpha(255 if bar.is_decision else 120)
            self._pill(painter, QRect(groove.left(), groove.top(), round(track * bar.share), groove.height()), fill)
        x += max(track, 0) + gap
        figure = QRect(x, rect.top(), self._figure, rect.height())
        self._text(painter, figure, bar.text, tokens.text, _RIGHT)
        if frequency:
            painter.setFont(self._theme.font(12))
            words = QRect(figure.right() + gap, rect.top(), frequency, rect.height())
            self._text(painter, words, self._frequencies[at], tokens.dim)


class PushBars(_Bars):
    """What each input added to the answer: right of the middle for it, left of the middle against it."""

    def __init__(self, theme: Theme, pushes: tuple[Push, ...]) -> None:
        super().__init__(theme, len(pushes), 22)
        self._pushes = pushes
        self._name = self._widest([tr(p.name) for p in pushes], 80, 190)
        self._given = self._widest([p.given for p in pushes], 40, 130)
        self._amount = self._widest([p.amount for p in pushes], 44, 70)
        self.setAccessibleName("; ".join(f"{tr(p.name)} {p.given} {p.amount}" for p in pushes))

    def paint_row(self, painter: QPainter, rect: QRect, at: int) -> None:
        tokens, px, push = self._theme.tokens, self._theme.px, self._pushes[at]
        gap = px(10)
        name = QRect(rect.left(), rect.top(), self._name, rect.height())
        given = QRect(name.right() + gap, rect.top(), self._given, rect.height())
        amount = QRect(rect.right() - self._amount, rect.top(), self._amount, rect.height())
        self._text(painter, name, tr(push.name), tokens.text)
        self._text(painter, given, push.given, tokens.dim, _RIGHT)
        self._text(painter, amount, push.amount, tokens.text, _RIGHT)
        track = QRect(given.right() + gap, rect.center().y() - px(4), amount.left() - given.right() - 2 * gap, px(9))
        middle = track.center().x()
        length = round(track.width() / 2 * abs(push.share))
        left = middle if push.share >= 0 else middle - length
        colour = QColor(tokens.model if push.share >= 0 else tokens.dim)
        self._pill(painter, QRect(left, track.top(), length, track.height()), colour)
        painter.setPen(QColor(tokens.edge))
        painter.drawLine(middle, rect.top(), middle, rect.bottom())
