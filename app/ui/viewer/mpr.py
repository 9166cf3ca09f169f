"""Axial, coronal and sagittal planes through one volume, side by side, with a cursor that is in all of them."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QSizePolicy, QWidget

from app.domain.figures import number, with_unit
from app.domain.measurement import KINDS, Measurement
from app.domain.study import FrameRef
from app.domain.volume import Volume
from app.domain.words import Phrase, say
from app.imaging import labels
from app.imaging.places import SlicePlace
from app.imaging.render import View as Look
from app.imaging.render import paint, render
from app.imaging.reslice import Direction, Projection, Reslicer
from app.imaging.segments import cropped, cut
from app.services.viewing import OpenedSet
from app.ui.language import tr
from app.ui.qt.form import button, column, enable, label, row
from app.ui.theme import Theme
from app.ui.viewer import corners
from app.ui.viewer.canvas import WHEEL_STEP, look, paint_picture
from app.ui.viewer.guides import NO_GUIDES, Guides, paint_guides
from app.ui.viewer.hand import Hand
from app.ui.viewer.hand import Place as HandPlace
from app.ui.viewer.lettering import paint_text
from app.ui.viewer.mark_pen import MarkPen
from app.ui.viewer.marks import Marks
from app.ui.viewer.plane_marks import PlaneMarks
from app.ui.viewer.planes import DIRECTIONS, Planes, coarseness, through_middle
from app.ui.viewer.segment_pen import Layer
from app.ui.viewer.segment_pen import paint as paint_segments
from app.ui.viewer.segments import Segments
from app.ui.viewer.state import Point, ViewState, image_at, screen_at
from app.ui.viewer.state import opened as opened_state

TITLES: dict[Direction, Phrase] = {"axial": say("Axial"), "coronal": say("Coronal"), "sagittal": say("Sagittal")}
PROJECTIONS: tuple[tuple[Projection, Phrase], ...] = (
    ("max", say("Maximum (MIP)")),
    ("mean", say("Mean")),
    ("min", say("Minimum (MinIP)")),
)
THICKNESSES_MM = (0, 2, 5, 10, 20, 40)
_COLOURS: dict[Direction, QColor] = {
    "axial": QColor("#ff6b6b"), "coronal": QColor("#5bd67a"), "sagittal": QColor("#5cb8ff")
}  # fmt: skip
# how near the hand must be to the cursor's lines, and how far out on a line it turns it, in screen pixels
_GRIP, _TURNS_FROM = 9, 90

Hold = Literal["cursor", "turn", "tool", ""]


class Pane(QWidget):
    """One plane. ``moved(planes)``: the hand wants other planes; ``windowed(dx, dy)``: another window."""

    moved = Signal(object)
    windowed = Signal(int, int)
    probed = Signal(str)
    let_go = Signal()

    def __init__(
        self, theme: Theme, direction: Direction, segments: Segments | None = None, marks: Marks | None = None
    ) -> None:
        super().__init__()
        self._theme = theme
        self._direction: Direction = direction
        self.marks = PlaneMarks(marks, direction) if marks is not None else None
        self._hand = Hand(self.marks) if self.marks is not None else None
        # counts the planes shown: a shape lies on one of them
        self._plane_number = 0
        if marks is not None:
            marks.changed.connect(self.update)
        self._segments = segments
        if segments is not None:
            segments.changed.connect(self.update)
        self._opened: OpenedSet | None = None
        self._planes: Planes | None = None
        self._cut: Volume | None = None
        self._state: ViewState | None = None
        self._guides = NO_GUIDES
        self._hold: Hold = ""
        self._button = Qt.MouseButton.NoButton
        self._before = QPoint()
        self._wheel = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(80, 60)
        self.setAccessibleName(tr(TITLES[direction]))

    # ---- what to show

    def show_cut(
        self, opened: OpenedSet, planes: Planes, cut: Volume, window: ViewState, reslicer: Reslicer | None = None
    ) -> None:
        if planes is not self._planes:
            self._plane_number += 1
        if self.marks is not None:
            self.marks.show(opened, reslicer, planes)
        rows, columns = planes.plane(self._direction).shape
        before = self._state
        state = opened_state((1, rows, columns), 1.0, window.first, False)
        if before is not None and before.shape == state.shape:
            state = replace(state, zoom=before.zoom, pan=before.pan)
        self._opened, self._planes, self._cut, self._state = opened, planes, cut, state
        self.show_window(window)

    def show_window(self, window: ViewState) -> None:
        if self._state is not None:
            self._state = replace(
                self._state,
                centre=window.centre,
                width=window.width,
                function=window.function,
                by_table=window.by_table,
                invert=window.invert,
                words=window.words,
                is_smooth=window.is_smooth,
                tool=window.tool,
            )
            self.update()

    def show_guides(self, guides: Guides) -> None:
        """What the other viewports say on this plane."""
        if guides != self._guides:
            self._guides = guides
            self.update()

    def forget(self) -> None:
        self._guides = NO_GUIDES
        self._opened = self._planes = self._cut = self._state = None
        if self.marks is not None:
            self.marks.show(None, None, None)
        self.let_go_of_shape()
        self.update()

    def let_go_of_shape(self) -> None:
        """Forget a shape that is not finished."""
        if self._hand is not None:
            self._hand.let_go()
            self.update()

    def close_outline(self) -> None:
        """Finish an outline that is being drawn."""
        if self._hand is not None:
            self._hand.close()
            self.update()

    @property
    def image_size(self) -> tuple[int, int]:
        return max(self.width(), 1), max(self.height(), 1)

    def pixels(self) -> NDArray[np.uint8] | None:
        if self._cut is None or self._state is None:
            return None
        return render(self._cut, self._look(self._state))

    def _look(self, state: ViewState) -> Look:
        ratio = self.devicePixelRatioF()
        return look(state, (round(self.width() * ratio), round(self.height() * ratio)), ratio)

    # ---- painting

    def paintEvent(self, _event: Any) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        around = self._theme.colour("image")
        if self._cut is None or self._state is None:
            painter.fillRect(self.rect(), around)
            return
        paint_picture(painter, self.rect(), paint(self._cut, self._look(self._state)), around)
        self._paint_segments(painter)
        state, size = self._state, self.image_size
        paint_guides(painter, self._guides, lambda at: screen_at(state, size, at))
        self._paint_lines(painter)
        self._paint_marks(painter)
        self._paint_words(painter)
        painter.setPen(QPen(_COLOURS[self._direction], 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_segments(self, painter: QPainter) -> None:
        opened, planes, state, segments = self._opened, self._planes, self._state, self._segments
        seen = segments.seen() if segments is not None else ()
        if not seen or segments is None or opened is None or planes is None or state is None:
            return
        geometry = opened.volume.geometry
        assert geometry is not None
        plane = planes.plane(self._direction)
        here = plane.geometry()
        cuts = ((one, cut(one.mask, geometry, here, plane.shape)) for one in seen)
        layers = [Layer(*_fitted(levels), one.colour) for one, levels in cuts if levels is not None]
        size = self.image_size
        paint_segments(painter, layers, lambda at: screen_at(state, size, at), segments.style, segments.opacity)

    def _paint_marks(self, painter: QPainter) -> None:
        state, marks, hand = self._state, self.marks, self._hand
        if state is None or marks is None or hand is None:
            return
        pen = MarkPen(painter, self._theme, lambda place: screen_at(state, self.image_size, place))
        for one in marks.on():
            pen.measurement(hand.as_held(one), one.id == marks.chosen)
        if hand.drawing is not None:
            pen.drawing(hand.drawing)

    def _hand_place(self, event: Any) -> HandPlace | None:
        """Where on the plane the hand is."""
        if self._hand is None or self._planes is None or self._state is None or self._opened is None:
            return None
        where = event.position()
        point = image_at(self._state, self.image_size, (where.x(), where.y()))
        per_pixel = self._per_mm() * self._planes.plane(self._direction).spacing_mm
        return HandPlace(point, self._plane_number, FrameRef("", 0), self._state.tool, _GRIP / per_pixel)

    def _paint_lines(self, painter: QPainter) -> None:
        """Where the two other planes cross this one, with a gap around the cursor."""
        planes = self._planes
        assert planes is not None
        x, y = self._cursor()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        far = 2.0 * max(self.width(), self.height())
        for other in self._others():
            dx, dy = self._line(other)
            for way in (-1, 1):
                start, end = (
                    QPointF(x + way * 14 * dx, y + way * 14 * dy),
                    QPointF(x + way * far * dx, y + way * far * dy),
                )
                painter.setPen(QPen(_COLOURS[other], 1.2))
                painter.drawLine(start, end)
                if planes.slab_mm:
                    self._paint_edge(painter, other, start, end)

    def _paint_edge(self, painter: QPainter, other: Direction, start: QPointF, end: QPointF) -> None:
        """The edges of a thick slab, dashed beside its line."""
        assert self._planes is not None
        dx, dy = self._line(other)
        off = self._planes.slab_mm / 2 * self._per_mm()
        painter.setPen(QPen(_COLOURS[other], 1, Qt.PenStyle.DashLine))
        for side in (-off, off):
            painter.drawLine(start + QPointF(-dy * side, dx * side), end + QPointF(-dy * side, dx * side))

    def _paint_words(self, painter: QPainter) -> None:
        opened, planes = self._opened, self._planes
        assert opened is not None
        assert planes is not None
        plane = planes.plane(self._direction)
        white, light = QColor("#ffffff"), self._theme.colour("image_text")
        rect = self.rect().adjusted(10, 8, -10, -8)
        painter.setFont(self._theme.font(16, bold=True))
        for side, letter in zip(_SIDES, labels.edges(plane.geometry()), strict=True):
            paint_text(painter, rect, side, letter, white)
        height = self._theme.px(18)
        # who it is stands on every picture, always
        for at, one in enumerate(corners.who(opened.summary)[:2]):
            painter.setFont(self._theme.font(12, bold=at == 0))
            line = QRect(rect.left(), rect.top() + at * height, rect.width() // 2, height)
            paint_text(painter, line, _LEFT, one.text, white if at == 0 else light)
        painter.setFont(self._theme.font(12))
        title = tr("Oblique") if planes.is_oblique(self._direction) else tr(TITLES[self._direction])
        first = QRect(rect.left(), rect.bottom() - height, rect.width(), height)
        paint_text(painter, first, _LEFT, self._place_text(title), light)
        point = corners.point_line(opened)
        if point is not None:
            # a narrow pane would cut a time short in the middle of its unit; it stands beside the slider, whole
            first = first.translated(0, -height)
            paint_text(painter, first, _LEFT, point.text.partition(" · ")[0], light)
        if planes.slab_mm:
            how = dict(PROJECTIONS)[planes.projection]
            text = f"{tr(how)}  {with_unit(planes.slab_mm, 'mm')}"
            paint_text(painter, first.translated(0, -height), _LEFT, text, QColor("#e3b341"))

    def _place_text(self, title: str) -> str:
        assert self._planes is not None
        x, y, z = self._planes.cursor
        said = (_signed(x, "L", "R"), _signed(y, "P", "A"), _signed(z, "H", "F"))
        return f"{title}  {'  '.join(said)} mm  ·  {tr('interpolated')}"

    # ---- geometry on screen

    def _others(self) -> list[Direction]:
        return [one for one in DIRECTIONS if one != self._direction]

    def _cursor(self) -> Point:
        assert self._planes is not None
        assert self._state is not None
        r, c, _ = self._planes.plane(self._direction).pixel(self._planes.cursor)
        return screen_at(self._state, self.image_size, (c, r))

    def _line(self, other: Direction) -> Point:
        assert self._planes is not None
        dx, dy = self._planes.line(self._direction, other)
        return float(dx), float(dy)

    def _per_mm(self) -> float:
        assert self._planes is not None
        assert self._state is not None
        (x0, _), (x1, _) = (screen_at(self._state, self.image_size, (c, 0)) for c in (0.0, 1.0))
        return (x1 - x0) / self._planes.plane(self._direction).spacing_mm

    def _place_at(self, point: QPoint) -> Any:
        assert self._planes is not None
        assert self._state is not None
        c, r = image_at(self._state, self.image_size, (point.x(), point.y()))
        return self._planes.plane(self._direction).at(r, c)

    def hold_at(self, point: QPoint) -> Hold:
        """What the left button takes hold of: the cursor, a line far out (turns), or nothing but the tool."""
        x, y = self._cursor()
        away = math.hypot(point.x() - x, point.y() - y)
        if away <= _GRIP * 1.6:
            return "cursor"
        for other in self._others():
            dx, dy = self._line(other)
            if abs((point.x() - x) * dy - (point.y() - y) * dx) <= _GRIP:
                return "turn" if away >= _TURNS_FROM else "cursor"
        return "tool"

    # ---- hands

    def wheelEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        if self._planes is None or self._state is None:
            return
        angle = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            where = event.position()
            middle = (where.x() - self.width() / 2, where.y() - self.height() / 2)
            self._state = self._state.zoomed(1.0015**angle, middle)
            self.update()
            return
        self._wheel += angle
        steps = int(self._wheel / WHEEL_STEP)
        self._wheel -= steps * WHEEL_STEP
        if steps:
            self.step(-steps)

    def step(self, steps: int) -> None:
        if self._planes is None:
            return
        # wheel and arrows go from head to feet, as the slices of a stack do
        self.moved.emit(self._planes.scrolled(self._direction, steps))
        self.let_go.emit()

    def mousePressEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._planes is None:
            return
        place = self._hand_place(event) if event.button() == Qt.MouseButton.LeftButton else None
        if place is not None and self._hand is not None and self._hand.press(place):
            self.update()
            return
        self._before, self._button = event.position().toPoint(), event.button()
        self._hold = self.hold_at(self._before) if event.button() == Qt.MouseButton.LeftButton else "tool"

    def mouseDoubleClickEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """The cursor comes here; the last click of an outline closes it."""
        if self._hand is not None and self._hand.drawing is not None:
            self.close_outline()
            return
        if self._state is not None and self._state.tool in KINDS:
            return
        if self._planes is not None and event.button() == Qt.MouseButton.LeftButton:
            self.moved.emit(self._planes.moved(self._place_at(event.position().toPoint())))
            self.let_go.emit()

    def mouseReleaseEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        place = self._hand_place(event) if event.button() == Qt.MouseButton.LeftButton else None
        if place is not None and self._hand is not None and self._hand.release(place):
            self.update()
            return
        self._hold, self._button = "", Qt.MouseButton.NoButton
        self.let_go.emit()

    def mouseMoveEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        here = event.position().toPoint()
        if self._planes is None or self._state is None:
            return
        place = self._hand_place(event)
        if not self._hold and place is not None and self._hand is not None and self._hand.move(place):
            self.update()
            self._probe(here)
            return
        if self._hold == "cursor":
            self.moved.emit(self._planes.moved(self._place_at(here)))
        elif self._hold == "turn":
            self._turn(here)
        elif self._hold == "tool":
            self._drag(here.x() - self._before.x(), here.y() - self._before.y())
        else:
            shapes = {"cursor": Qt.CursorShape.SizeAllCursor, "turn": Qt.CursorShape.PointingHandCursor}
            self.setCursor(shapes.get(self.hold_at(here), Qt.CursorShape.ArrowCursor))
            self._probe(here)
        self._before = here

    def _turn(self, here: QPoint) -> None:
        assert self._planes is not None
        x, y = self._cursor()
        before = math.atan2(self._before.y() - y, self._before.x() - x)
        now = math.atan2(here.y() - y, here.x() - x)
        self.moved.emit(self._planes.turned(self._direction, math.degrees(now - before)))

    def _drag(self, dx: int, dy: int) -> None:
        assert self._state is not None
        tools = {Qt.MouseButton.MiddleButton: "pan", Qt.MouseButton.RightButton: "zoom"}
        match tools.get(self._button, self._state.tool):
            case "pan":
                self._state = self._state.panned(dx, dy)
            case "zoom":
                self._state = self._state.zoomed(1.006 ** (-dy))
            case "scroll":
                self._wheel += dy * WHEEL_STEP // 6
                steps = int(self._wheel / WHEEL_STEP)
                self._wheel -= steps * WHEEL_STEP
                if steps:
                    self.step(steps)
            case _:
                self.windowed.emit(dx, dy)
        self.update()

    def _probe(self, here: QPoint) -> None:
        assert self._cut is not None
        assert self._state is not None
        c, r = (math.floor(x + 0.5) for x in image_at(self._state, self.image_size, (here.x(), here.y())))
        rows, columns = self._cut.voxels.shape[1:3]
        factor = max(1, round(self._state.shape[2] / columns))
        r, c = r // factor, c // factor
        if not (0 <= r < rows and 0 <= c < columns):
            self.probed.emit("")
            return
        value = with_unit(float(self._cut.voxels[0, r, c]), self._cut.unit)
        self.probed.emit(f"{value}  ·  {tr('interpolated')}")


def _fitted(levels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], int, int]:
    """(the part that holds everything, its row, its column)."""
    row, column, part = cropped(levels) or (0, 0, levels)
    return part, row, column


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SIDES = (
    _LEFT,
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter,
    Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter,
)


def _signed(value: float, positive: str, negative: str) -> str:
    return f"{positive if value >= 0 else negative}\N{NO-BREAK SPACE}{number(abs(round(value, 1)))}"


class Mpr(QFrame):
    """The page: three planes, and what is set for all of them. ``windowed(dx, dy)`` as the panes.

    ``placed(place)``: the hand moved the cross to a place (3,), LPS mm. ``posed``: the planes lie otherwise.
    """

    windowed = Signal(int, int)
    probed = Signal(str)
    placed = Signal(object)
    posed = Signal()

    def __init__(self, theme: Theme, segments: Segments | None = None, marks: Marks | None = None) -> None:
        super().__init__()
        self.setProperty("kind", "image")
        self._opened: OpenedSet | None = None
        self._reslicer: Reslicer | None = None
        self._planes: Planes | None = None
        self._window: ViewState | None = None
        self.panes: dict[Direction, Pane] = {}
        self._sharpen = QTimer(self)
        self._sharpen.setSingleShot(True)
        self._sharpen.setInterval(120)
        self._sharpen.timeout.connect(partial(self._cut_all))
        for direction in DIRECTIONS:
            pane = self.panes[direction] = Pane(theme, direction, segments, marks)
            pane.moved.connect(self._move)
            pane.let_go.connect(self._sharpen.start)
            pane.windowed.connect(self.windowed)
            pane.probed.connect(self.probed)
        grid = QGridLayout()
        grid.setSpacing(2)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.panes["axial"], 0, 0, 2, 1)
        grid.addWidget(self.panes["coronal"], 0, 1)
        grid.addWidget(self.panes["sagittal"], 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        held = QWidget()
        held.setLayout(grid)
        body = column(self._bar(), held, gap=0)
        body.setStretch(1, 1)
        self.setLayout(body)

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("kind", "foot")
        self._thickness = QComboBox()
        for mm in THICKNESSES_MM:
            self._thickness.addItem(with_unit(mm, "mm") if mm else tr("Thin"), float(mm))
        self._projection = QComboBox()
        for name, words in PROJECTIONS:
            self._projection.addItem(tr(words), name)
        for box, said in ((self._thickness, tr("Thickness of the slab")), (self._projection, tr("What a slab shows"))):
            box.setAccessibleName(said)
            box.setToolTip(said)
            box.activated.connect(self._thicken)
        self._straight = button(tr("Straighten"), self._straighten, tip=tr("Back to the patient's own directions"))
        hint: QLabel = label(
            tr("Drag the cross to move it, its lines far out to turn them; double click brings it here."), "small"
        )
        hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        hint.setToolTip(hint.text())
        made = row(
            label(tr("Slab"), "dim"), self._thickness, self._projection, self._straight, hint, margins=(12, 4, 12, 4)
        )
        made.setStretch(made.count() - 1, 1)
        bar.setLayout(made)
        return bar

    # ---- what to show

    def open(self, opened: OpenedSet, reslicer: Reslicer, window: ViewState) -> None:
        self._opened, self._reslicer, self._window = opened, reslicer, window
        self._planes = through_middle(opened.volume)
        self._thickness.setCurrentIndex(0)
        self._cut_all()

    def go_on(self, opened: OpenedSet, reslicer: Reslicer, window: ViewState) -> None:
        """Another point of the same course, cut by the same planes."""
        assert self._planes is not None
        self._opened, self._reslicer, self._window = opened, reslicer, window
        self._planes = replace(self._planes, volume=opened.volume)
        self._cut_all()

    def close_set(self) -> None:
        """Nothing of the series before stays."""
        self._sharpen.stop()
        self._opened = self._reslicer = self._planes = self._window = None
        for pane in self.panes.values():
            pane.forget()

    @property
    def is_open_on(self) -> OpenedSet | None:
        return self._opened

    @property
    def planes(self) -> Planes | None:
        return self._planes

    def show_window(self, window: ViewState) -> None:
        self._window = window
        for pane in self.panes.values():
            pane.show_window(window)

    def step(self, steps: int) -> None:
        """Move the plane that has the focus; the axial one where none has it."""
        held = next((pane for pane in self.panes.values() if pane.hasFocus()), self.panes["axial"])
        held.step(steps)

    def go_to(self, place: Any) -> None:
        """Bring the cross to a place (3,), LPS mm, as far as the volume reaches."""
        if self._planes is not None:
            self._planes = self._planes.moved(place)
            self._cut_all()
            self.posed.emit()

    def let_go(self) -> None:
        """Forget a shape that is not finished."""
        for pane in self.panes.values():
            pane.let_go_of_shape()

    def close_outline(self) -> None:
        for pane in self.panes.values():
            pane.close_outline()

    def show_measured(self, measurement: Measurement) -> None:
        """The planes as they stood when something was measured, the cross in its middle."""
        pose = measurement.plane
        if self._planes is None or pose is None:
            return
        turned = replace(self._planes, turn=np.array(pose.turn).reshape(3, 3))
        middle = np.mean(measurement.places, axis=0)
        self._planes = turned.thick(pose.slab_mm, pose.projection).moved(middle)
        self._thickness.setCurrentIndex(max(self._thickness.findData(pose.slab_mm), 0))
        self._projection.setCurrentIndex(max(self._projection.findData(pose.projection), 0))
        self._cut_all()
        self.posed.emit()

    def places(self) -> dict[Direction, SlicePlace]:
        """Where each plane lies; {} where none is open."""
        planes = self._planes
        here = next((one for one in self._opened.places if one is not None), None) if self._opened is not None else None
        if planes is None or here is None:
            return {}
        cuts = {direction: planes.plane(direction) for direction in DIRECTIONS}
        return {
            direction: SlicePlace(
                one.origin, one.right * one.spacing_mm, one.down * one.spacing_mm, one.shape, here.frame_of_reference
            )
            for direction, one in cuts.items()
        }

    def fit(self) -> None:
        for pane in self.panes.values():
            if pane._state is not None:
                pane._state = pane._state.fitted()
                pane.update()

    def _move(self, planes: Planes) -> None:
        is_elsewhere = self._planes is None or not np.array_equal(self._planes.cursor, planes.cursor)
        self._planes = planes
        self._cut_all(is_moving=True)
        if planes.slab_mm:
            self._sharpen.start()
        self.posed.emit()
        if is_elsewhere:
            self.placed.emit(planes.cursor)

    def _thicken(self, _at: int) -> None:
        if self._planes is not None:
            projection = cast(Projection, self._projection.currentData())
            self._planes = self._planes.thick(float(self._thickness.currentData()), projection)
            self._cut_all()

    def _straighten(self) -> None:
        if self._planes is not None:
            self._planes = self._planes.straight()
            self._cut_all()
            self.posed.emit()

    def _cut_all(self, is_moving: bool = False) -> None:
        """Every pixel of the planes, or as many as a hand that moves has time for."""
        opened, reslicer, planes, window = self._opened, self._reslicer, self._planes, self._window
        if opened is None or reslicer is None or planes is None or window is None:
            return
        for direction, pane in self.panes.items():
            plane = planes.plane(direction)
            coarser = coarseness(planes.volume, plane, planes.slab_mm) if is_moving else 1
            pane.show_cut(opened, planes, planes.cut(reslicer, direction, coarser), window, reslicer)
        thin = tr("Thin planes show single values; choose a thickness.")
        enable(self._projection, planes.slab_mm > 0, thin)
        enable(self._straight, planes.is_turned, tr("The planes stand straight."))
