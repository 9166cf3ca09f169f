"""Series as cards with their thumbnails: along the foot of the worklist, down the side of the viewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.study import Series
from app.ui.language import tr, tr_count
from app.ui.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex
# a card that is dragged carries its id; nothing outside this window can read it
SERIES_FORMAT = "application/x-aegle-series"


@dataclass(frozen=True, slots=True)
class Card:
    """``id`` is what ``opened`` says; ``mark`` is a token role that colours a dot (a certificate's state), or empty;
    ``tip`` explains it. ``icon`` is drawn where there is no picture.
    """

    id: str
    title: str
    line: str
    count: str
    tip: str = ""
    mark: str = ""
    icon: str = ""


class _Cards(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.cards: tuple[Card, ...] = ()
        self.pictures: dict[str, QPixmap] = {}

    def show(self, cards: Sequence[Card]) -> None:
        self.beginResetModel()
        self.cards = tuple(cards)
        self.endResetModel()

    def picture(self, card: str, pixmap: QPixmap) -> None:
        self.pictures[card] = pixmap
        if self.cards:
            self.dataChanged.emit(self.index(0), self.index(len(self.cards) - 1))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and signature
        return 0 if parent.isValid() else len(self.cards)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        return [SERIES_FORMAT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 - Qt's name
        held = QMimeData()
        held.setData(SERIES_FORMAT, self.cards[indexes[0].row()].id.encode("utf-8"))
        return held

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card = self.cards[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return " · ".join(part for part in (card.title, card.line, card.count) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return card.tip or None
            case Qt.ItemDataRole.UserRole:
                return card
        return None


class _Painter(QStyledItemDelegate):
    """A card: the picture on black, two lines of words beside or below."""

    def __init__(self, theme: Theme, model: _Cards, size: QSize, is_below: bool) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._size = size
        self._is_below = is_below

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:  # noqa: N802 - Qt's name
        return self._size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme, card = self._theme, index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = option.rect.adjusted(3, 3, -3, -3)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_met = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(theme.colour("accent" if is_chosen else "line"))
        painter.setBrush(theme.colour("selected" if is_chosen else "hover" if is_met else "surface"))
        painter.drawRoundedRect(rect, 6, 6)
        side = min(rect.height() - 12, rect.width() - 12) if not self._is_below else rect.width() - 12
        place = QRect(rect.left() + 6, rect.top() + 6, side, min(side, rect.height() - 12))
        self._paint_picture(painter, place, card)
        words = (
            QRect(rect.left() + 8, place.bottom() + 6, rect.width() - 16, rect.bottom() - place.bottom() - 8)
            if self._is_below
            else QRect(place.right() + 10, rect.top() + 6, rect.right() - place.right() - 16, rect.height() - 12)
        )
        self._paint_words(painter, words, card)
        if card.mark:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(card.mark))
            painter.drawEllipse(place.right() - 11, place.top() + 5, 7, 7)
        painter.restore()

    def _paint_picture(self, painter: QPainter, place: QRect, card: Card) -> None:
        if card.icon:
            self._paint_icon(painter, place, card.icon)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("image"))
        painter.drawRoundedRect(place, 4, 4)
        pixmap = self._model.pictures.get(card.id)
        if pixmap is None or pixmap.isNull():
            return
        size = pixmap.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        shown = QRect(0, 0, size.width(), size.height())
        shown.moveCenter(place.center())
        painter.drawPixmap(shown, pixmap)

    def _paint_icon(self, painter: QPainter, place: QRect, name: str) -> None:
        """What is read rather than looked at: a drawing on paper, not a black picture."""
        painter.setPen(self._theme.colour("line"))
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(place, 4, 4)
        side = round(place.height() * 0.55)
        shown = QRect(0, 0, side, side)
        shown.moveCenter(place.center())
        painter.drawPixmap(shown, self._theme.picture(name, side, "dim"))

    def _paint_words(self, painter: QPainter, rect: QRect, card: Card) -> None:
        theme = self._theme
        lines = ((card.title, theme.font(13, bold=True), "text"), (card.line, theme.font(12), "dim"))
        top = rect.top()
        for text, font, role in (*lines, (card.count, theme.font(12), "dim")):
            if not text:
                continue
            painter.setFont(font)
            painter.setPen(theme.colour(role))
            height = painter.fontMetrics().height()
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(QRect(rect.left(), top, rect.width(), height), Qt.AlignmentFlag.AlignVCenter, shown)
            top += height + 1


class SeriesStrip(QListView):
    """``chosen(id)``: a card was clicked, or the arrows came to it; ``opened(id)``: a double click or Enter.

    A card that stands upright can be dragged.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme, is_upright: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._cards = _Cards()
        size = QSize(theme.px(196), theme.px(84)) if is_upright else QSize(theme.px(220), theme.px(96))
        self._delegate = _Painter(theme, self._cards, size, is_below=False)
        self.setModel(self._cards)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Series"))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSpacing(1)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._is_pressed = False
        if is_upright:
            self.setDragEnabled(True)
            self.setDragDropMode(QListView.DragDropMode.DragOnly)
            self.setFlow(QListView.Flow.TopToBottom)
            self.setFixedWidth(size.width() + theme.px(18))
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        else:
            self.setFlow(QListView.Flow.LeftToRight)
            self.setFixedHeight(size.height() + theme.px(16))
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._arrive)
        self.clicked.connect(self._choose)
        self.doubleClicked.connect(self._open)

    def show_cards(self, cards: Sequence[Card], chosen: str = "") -> None:
        self._cards.show(cards)
        self.mark(chosen)

    def mark(self, chosen: str) -> None:
        """Show a card as the chosen one, without saying ``chosen``."""
        at = next((i for i, card in enumerate(self._cards.cards) if card.id == chosen), -1)
        if at >= 0:
            before = self.blockSignals(True)
            self.setCurrentIndex(self._cards.index(at))
            self.blockSignals(before)

    def show_picture(self, card: str, png: bytes | None) -> None:
        pixmap = QPixmap()
        if png:
            pixmap.loadFromData(png)
        self._cards.picture(card, pixmap)

    def cards(self) -> tuple[Card, ...]:
        return self._cards.cards

    def has_picture(self, card: str) -> bool:
        return card in self._cards.pictures

    def mousePressEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        # a press may begin a drag: only the click chooses
        self._is_pressed = True
        super().mousePressEvent(event)
        self._is_pressed = False

    def _arrive(self, index: QModelIndex) -> None:
        if not self._is_pressed:
            self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._cards.cards[index.row()].id)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._cards.cards[index.row()].id)

    def keyPressEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)


def series_card(series: Series) -> Card:
    """A series as a card: ``CT · 3``, its description, how many images, or what it is that is no image."""
    number = f" · {series.number}" if series.number is not None else ""
    words = series.description or series.body_part or tr("No description")
    count, icon = _contents(series.modality, series.instance_count)
    return Card(series.uid, f"{series.modality}{number}", words, count, tip=f"{words}\n{count}", icon=icon)


def _contents(modality: str, n: int) -> tuple[str, str]:
    """How many there are of what a series holds, and what is drawn for it; no drawing for images."""
    match modality:
        case "SR":
            return tr_count(n, "{n} report", "{n} reports"), "report"
        case "KO":
            return tr_count(n, "{n} selection of key images", "{n} selections of key images"), "star"
        case "DOC":
            return tr_count(n, "{n} document", "{n} documents"), "pdf"
        case "SEG":
            return tr_count(n, "{n} segmentation", "{n} segmentations"), "segments"
        case "RTSTRUCT":
            return tr_count(n, "{n} structure set", "{n} structure sets"), "segments"
        case "RTPLAN":
            return tr_count(n, "{n} treatment plan", "{n} treatment plans"), "list"
        case "PR":
            return tr_count(n, "{n} presentation state", "{n} presentation states"), "window"
        case _:
            return tr_count(n, "{n} image", "{n} images"), ""
