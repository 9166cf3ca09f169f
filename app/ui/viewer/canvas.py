"""The image area: paints what ``render`` makes of the state, words in its corners, letters at its edges."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.measurement import KINDS
from app.domain.words import NOTHING
from app.imaging import labels
from app.imaging.raster import for_screen
from app.imaging.render import Painted, Seen, paint, render
from app.imaging.render import View as Look
from app.services.viewing import OpenedSet
from app.ui.language import tr
from app.ui.theme import Theme
from app.ui.viewer import corners
from app.ui.viewer.corners import Line
from app.ui.viewer.guides import NO_GUIDES, Guides, paint_guides
from app.ui.viewer.hand import Hand, Place
from app.ui.viewer.lens import SIDE, Lens
from app.ui.viewer.lettering import Lettering
from app.ui.viewer.mark_pen import MarkPen
from app.ui.viewer.marks import Marks
from app.ui.viewer.segment_pen import Layer
from app.ui.viewer.segment_pen import paint as paint_segments
from app.ui.viewer.segments import Segments
from app.ui.viewer.state import Point, Preset, Tool, ViewState, Words, fit_scale, image_at, screen_at, voxel_at

# how near to a mark the hand takes hold of it, in screen pixels
GRIP = 9
# narrower than this, an image has no room for all words; lower, none for the window's
_NARROW, _LOW = 380, 200
_STRIP = 256  # rows of a picture
WHEEL_STEP = 120  # Qt: eighths of a degree that make one notch of a usual wheel


class Canvas(QWidget):
    """``stepped(state)`` when the person moved, windowed, zoomed or scrolled; the owner sets what is shown.

    ``scrolled(by)``: so many slices on. ``pointed(point)``: the cursor tool is at (column, row) of the image;
    ``boxed(a, b)``: the window tool drew a rectangle between two of them. ``doubled``: a double click that finishes no
    shape. ``marks`` are painted over the image, and drawn and moved with the left button.
    """

    stepped = Signal(object)
    scrolled = Signal(int)
    pointed = Signal(object)
    boxed = Signal(object, object)
    probed = Signal(str)
    doubled = Signal()

    def __init__(self, theme: Theme, marks: Marks, segments: Segments | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._marks = marks
        self._hand = Hand(marks)
        marks.changed.connect(self.update)
        self._segments = segments
        if segments is not None:
            segments.changed.connect(self.update)
        self._opened: OpenedSet | None = None
        self._state: ViewState | None = None
        self._seen = Seen()
        self._lettering = Lettering()
        self._offered: tuple[Preset, ...] = ()
        self._guides = NO_GUIDES
        self._notes: tuple[Line, ...] = ()
        self._true_size: tuple[float, tuple[Line, ...]] = (0.0, ())
        self._lens = Lens()
        self._box: tuple[Point, Point] | None = None
        self._pressed: tuple[QPoint, Qt.MouseButton] | None = None
        self._cursor: QPoint | None = None
        self._wheel = 0
        self._message = ""
        self._progress: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(120, 100)
        self.setAccessibleName(tr("Image"))

    # ---- what to show

    def show_set(self, opened: OpenedSet, state: ViewState, offered: tuple[Preset, ...]) -> None:
        self._opened, self._state, self._offered = opened, state, offered
        self._message, self._progress = "", None
        self.setAccessibleDescription(tr("Slice {n} of {total}", n=state.slice_index + 1, total=state.slices))
        self.update()
        self._probe()

    def show_more(self, opened: OpenedSet) -> None:
        """The same set, of which more was read by now."""
        self._opened = opened
        self.update()

    def show_state(self, state: ViewState) -> None:
        self._state = state
        self.update()
        self._probe()

    def show_guides(self, guides: Guides) -> None:
        """What the other viewports say on this image."""
        if guides != self._guides:
            self._guides = guides
            self.update()

    def show_notes(self, notes: tuple[Line, ...]) -> None:
        """What is said for a while, above the other words at the lower right."""
        if notes != self._notes:
            self._notes = notes
            self.update()

    def show_true_size(self, per_column: float, words: tuple[Line, ...]) -> None:
        """``words`` hold as long as a column of the image takes so many pixels of Qt's."""
        self._true_size = (per_column, words)

    def let_go(self) -> None:
        """Forget a shape that is not finished."""
        self._hand.let_go()
        self._lens.at = self._box = None
        self.update()

    def close_outline(self) -> None:
        """Finish an outline that is being drawn."""
        self._hand.close()
        self.update()

    def show_message(self, text: str, progress: tuple[int, int] | None = None) -> None:
        """Words in place of an image: what is being done, or why nothing can be shown."""
        self._opened = self._state = None
        self._seen.forget()
        self._lettering.forget()
        self._message, self._progress = text, progress
        self.update()

    def pixels(self) -> NDArray[np.uint8] | None:
        """What is painted, without words: (height, width) or (height, width, 3)."""
        if self._opened is None or self._state is None:
            return None
        return render(self._opened.volume, self._look(self._state))

    def _look(self, state: ViewState) -> Look:
        ratio = self.devicePixelRatioF()
        size = (max(round(self.width() * ratio), 1), max(round(self.height() * ratio), 1))
        return look(state, size, ratio)

    @property
    def image_size(self) -> tuple[int, int]:
        return max(self.width(), 1), max(self.height(), 1)

    # ---- painting

    def paintEvent(self, _event: Any) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        if self._opened is None or self._state is None:
            painter.fillRect(self.rect(), self._theme.colour("image"))
            self._paint_message(painter)
            return
        is_here = self._opened.has_arrived(self._state.slice_index)
        picture = paint(self._opened.volume, self._look(self._state), self._seen) if is_here else None
        paint_picture(painter, self.rect(), picture, self._theme.colour("image"))
        if self._opened.arrived is not None:
            self._paint_coming(painter, self._opened.arrived)
        self._paint_segments(painter)
        self._paint_marks(painter)
        self._paint_words(painter)
        self._paint_lens(painter)

    def _paint_coming(self, painter: QPainter, arrived: NDArray[np.bool_]) -> None:
        """How much of the series was read, and that this image was not, where it was not."""
        assert self._state is not None
        count = int(arrived.sum())
        if self._opened is not None and self._opened.why_partly != NOTHING:
            words = f"{tr(self._opened.why_partly)}\n{tr('Shown one image at a time.')}"
        else:
            line = QRect(0, self.height() - 3, round(self.width() * count / len(arrived)), 3)
            painter.fillRect(line, QColor("#4aa8ff"))
            words = tr("{n} of {total} images read", n=count, total=len(arrived))
        if not arrived[self._state.slice_index]:
            words = f"{tr('This image is still being read.')}\n{words}"
            painter.setPen(self._theme.colour("image_text"))
            painter.setFont(self._theme.font(14))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
        else:
            # below the words of the upper corners, clear of the letters
            place = QRect(12, self._theme.px(92), self.width() - 24, self._theme.px(18))
            font, colour = self._theme.font(13), self._theme.colour("image_text")
            for text in words.splitlines():
                self._lettering.paint(painter, place, Qt.AlignmentFlag.AlignCenter, text, font, colour)
                place.translate(0, place.height())

    def _paint_segments(self, painter: QPainter) -> None:
        state, segments = self._state, self._segments
        assert state is not None
        if segments is None:
            return
        seen = ((one, one.mask.on(state.slice_index)) for one in segments.seen())
        layers = [Layer(level, *one.mask.at[1:], one.colour) for one, level in seen if level is not None]
        if layers:
            size = self.image_size
            paint_segments(painter, layers, lambda at: screen_at(state, size, at), segments.style, segments.opacity)

    def _paint_marks(self, painter: QPainter) -> None:
        opened, state = self._opened, self._state
        assert opened is not None
        assert state is not None
        frame = opened.shown.frames[state.slice_index]
        pen = MarkPen(painter, self._theme, lambda place: screen_at(state, self.image_size, place))
        for one in self._marks.on(frame):
            pen.measurement(self._hand.as_held(one), one.id == self._marks.chosen)
        if self._hand.drawing is not None:
            pen.drawing(self._hand.drawing)
        if self._box is not None:
            pen.box(*self._box)
        paint_guides(painter, self._guides, lambda place: screen_at(state, self.image_size, place))

    def _paint_lens(self, painter: QPainter) -> None:
        if self._lens.at is None or self._opened is None or self._state is None:
            return
        ratio = self.devicePixelRatioF()
        side = round(SIDE * ratio)
        seen = look(self._lens.state(self._state, self.image_size), (side, side), ratio)
        self._lens.paint(painter, as_image(render(self._opened.volume, seen)))

    def _paint_message(self, painter: QPainter) -> None:
        painter.setPen(self._theme.colour("image_text"))
        painter.setFont(self._theme.font(14))
        rect = self.rect().adjusted(60, 0, -60, 0)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)
        if self._progress is None:
            return
        done, total = self._progress
        bar = QRect(0, 0, 240, 4)
        bar.moveCenter(self.rect().center() + QPoint(0, 34))
        painter.fillRect(bar, QColor("#2a3440"))
        if total:
            bar.setWidth(round(240 * min(done / total, 1.0)))
            painter.fillRect(bar, QColor("#4aa8ff"))

    def _paint_words(self, painter: QPainter) -> None:
        opened, state = self._opened, self._state
        assert opened is not None
        assert state is not None
        top_left, top_right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        self._paint_lines(painter, corners.who(opened.summary), top_left, is_top=True)
        self._paint_letters(painter, opened, state)
        state = replace(state, words=self._words_with_room(state.words))
        if state.words == "all":
            self._paint_lines(painter, corners.what(opened.summary), top_right, is_top=True)
        together = (Line(self._guides.words, "dim"),) if self._guides.words and state.words == "all" else ()
        self._paint_lines(painter, (*corners.where(opened, state), *together), top_left, is_top=False)
        if self.height() < self._theme.px(_LOW):
            state = replace(state, words="who")
        how = (*self._notes, *corners.how(opened, state, self._offered, self.image_size, self.devicePixelRatioF()))
        per_column, true_size = self._true_size
        if math.isclose(fit_scale(state, self.image_size) * state.zoom, per_column, rel_tol=1e-3):
            how = (*true_size, *how)
        self._paint_lines(painter, how, top_right, is_top=False)

    def _words_with_room(self, words: Words) -> Words:
        """Words on words can be read by nobody: a narrow picture has fewer."""
        return "few" if words == "all" and self.width() < self._theme.px(_NARROW) else words

    def _paint_lines(self, painter: QPainter, lines: tuple[Line, ...], side: Qt.AlignmentFlag, is_top: bool) -> None:
        colours = {"text": self._theme.colour("image_text"), "strong": QColor("#ffffff"), "dim": QColor("#98a6b5")}
        colours["warn"] = QColor("#e3b341")
        # nothing stands beside the identity in a narrow picture, and little beside the zoom
        is_narrow = self.width() < self._theme.px(_NARROW)
        share = 0.5 if not is_narrow else 0.9 if is_top else 0.66
        points, height = (11, self._theme.px(15)) if is_narrow else (13, self._theme.px(18))
        top = 10 if is_top else self.height() - 10 - height * len(lines)
        wide = round(self.width() * share) - 24
        left = 12 if side == Qt.AlignmentFlag.AlignLeft else self.width() - 12 - wide
        fonts = {is_strong: self._theme.font(points, bold=is_strong) for is_strong in (False, True)}
        side |= Qt.AlignmentFlag.AlignVCenter
        for at, one in enumerate(lines):
            rect = QRect(left, top + at * height, wide, height)
            self._lettering.paint(painter, rect, side, one.text, fonts[one.role == "strong"], colours[one.role])

    def _paint_letters(self, painter: QPainter, opened: OpenedSet, state: ViewState) -> None:
        letters = labels.edges(
            opened.volume.geometry,
            opened.patient_orientation,
            state.quarter_turns,
            state.flip_h,
            state.flip_v,
        )
        rect = self.rect().adjusted(12, 10, -12, -10)
        sides = (
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter,
            Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter,
        )
        font, white = self._theme.font(16, bold=True), QColor("#ffffff")
        for side, letter in zip(sides, letters, strict=True):
            self._lettering.paint(painter, rect, side, letter, font, white)

    # ---- hands

    def _step(self, state: ViewState) -> None:
        self.stepped.emit(state)

    def wheelEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        if self._state is None:
            return
        angle = event.angleDelta().y()
        if self._lens.at is not None:
            self._lens.turn(angle / WHEEL_STEP)
            self.update()
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._step(self._state.zoomed(1.0015**angle, self._from_middle(event.position().toPoint())))
            return
        # touchpads send many small angles: slices move when a whole notch has come together
        self._wheel += angle
        steps = int(self._wheel / WHEEL_STEP)
        self._wheel -= steps * WHEEL_STEP
        if steps:
            self.scrolled.emit(-steps)

    def mousePressEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        left = event.button() == Qt.MouseButton.LeftButton
        if left and (place := self._place(event)) is not None and self._hand.press(place):
            self.update()
            return
        self._pressed = (event.position().toPoint(), event.button())
        if left:
            self._touch(event, is_first=True)

    def mouseReleaseEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton and (place := self._place(event)) is not None:
            self._hand.release(place)
            self.update()
        self._pressed = None
        self._end_touch()

    def mouseDoubleClickEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """The last click of an outline closes it."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._hand.drawing is not None:
            self.close_outline()
        elif self._state is None or self._state.tool not in KINDS:
            self.doubled.emit()

    def _touch(self, event: Any, is_first: bool = False) -> None:
        """The left button is down with a tool that takes the place itself, not the way to it."""
        place = self._place(event)
        if place is None:
            return
        if place.tool == "cursor":
            self.pointed.emit(place.point)
        elif place.tool == "magnify":
            self._lens.at = event.position().toPoint()
            self.update()
        elif place.tool == "window box":
            self._box = (place.point if is_first or self._box is None else self._box[0], place.point)
            self.update()

    def _end_touch(self) -> None:
        box, self._box, self._lens.at = self._box, None, None
        self.update()
        if box is not None and box[0] != box[1]:
            self.boxed.emit(*box)

    def _place(self, event: Any) -> Place | None:
        """Where on the image the hand is, and on which slice."""
        if self._opened is None or self._state is None:
            return None
        where = event.position()
        point = image_at(self._state, self.image_size, (where.x(), where.y()))
        per_pixel = fit_scale(self._state, self.image_size) * self._state.zoom
        return Place(point, self._state.slice_index, self._opened.shown.frames[self._state.slice_index],
                     self._state.tool, GRIP / per_pixel)  # fmt: skip

    def mouseMoveEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        here = event.position().toPoint()
        self._cursor = here
        if (place := self._place(event)) is not None and self._hand.move(place):
            self.update()
        if self._pressed is not None and self._state is not None:
            before, mouse_button = self._pressed
            self._pressed = (here, mouse_button)
            if mouse_button == Qt.MouseButton.LeftButton:
                self._touch(event)
            self._drag(mouse_button, here.x() - before.x(), here.y() - before.y())
        self._probe()

    def leaveEvent(self, _event: Any) -> None:  # noqa: N802 - Qt's name
        self._cursor = None
        self.probed.emit("")

    def _drag(self, mouse_button: Qt.MouseButton, dx: int, dy: int) -> None:
        state = self._state
        if state is None or self._opened is None:
            return
        tools: dict[Qt.MouseButton, Tool] = {
            Qt.MouseButton.LeftButton: state.tool,
            Qt.MouseButton.MiddleButton: "pan",
            Qt.MouseButton.RightButton: "zoom",
        }
        match tools.get(mouse_button):
            case "window" if not self._opened.volume.is_colour:
                self._step(state.dragged_window(dx, dy))
            case "pan":
                self._step(state.panned(dx, dy))
            case "zoom":
                self._step(state.zoomed(1.006 ** (-dy)))
            case "scroll":
                self._wheel += dy * WHEEL_STEP // 6
                steps = int(self._wheel / WHEEL_STEP)
                self._wheel -= steps * WHEEL_STEP
                if steps:
                    self.scrolled.emit(steps)
            case _:
                pass

    def _from_middle(self, point: QPoint) -> Point:
        return point.x() - self.width() / 2, point.y() - self.height() / 2

    def _probe(self) -> None:
        if self._cursor is None or self._opened is None or self._state is None:
            return
        found = voxel_at(self._state, self.image_size, (self._cursor.x(), self._cursor.y()))
        is_here = found is not None and self._opened.has_arrived(self._state.slice_index)
        text = corners.probe(self._opened, (self._state.slice_index, *found)) if found and is_here else ""
        self.probed.emit(text)


def look(state: ViewState, size: tuple[int, int], ratio: float = 1.0) -> Look:
    """A state as ``render`` takes it. ``ratio``: device pixels for one of Qt's."""
    return Look(
        state.slice_index,
        size,
        None if state.by_table else state.centre,
        None if state.by_table else state.width,
        state.function,
        state.zoom,
        (state.pan[0] * ratio, state.pan[1] * ratio),
        state.quarter_turns,
        state.flip_h,
        state.flip_v,
        state.invert,
        is_smooth=state.is_smooth,
        shows_overlays=state.shows_overlays,
        shows_shutter=state.shows_shutter,
    )


def paint_picture(painter: QPainter, area: QRect, picture: Painted | None, around: QColor) -> None:
    """Pixels where they lie on the screen, one for one, and ``around`` them what they leave of the area."""
    ratio = painter.device().devicePixelRatioF()
    covered = _covered(picture, ratio) if picture is not None else QRect()
    inside = area.intersected(covered)
    for one in _left(area, inside) if inside.isValid() else (area,):
        painter.fillRect(one, around)
    if picture is None:
        return
    # some rows at a time: what they become is still in the processor's cache when it is copied; but where a pixel of
    # Qt's is no whole number of the screen's, strips might not meet
    rows = _STRIP if ratio.is_integer() else len(picture.pixels)
    for first in range(0, len(picture.pixels), rows):
        pixels = for_screen(picture.pixels[first : first + rows])
        image = _over(pixels)
        image.setDevicePixelRatio(ratio)
        painter.drawImage(QPointF(picture.left / ratio, (picture.top + first) / ratio), image)


def _left(area: QRect, inside: QRect) -> tuple[QRect, ...]:
    """What ``inside`` leaves of an area: above, below, and at its sides."""
    above = QRect(area.topLeft(), QPoint(area.right(), inside.top() - 1))
    below = QRect(QPoint(area.left(), inside.bottom() + 1), area.bottomRight())
    before = QRect(QPoint(area.left(), inside.top()), QPoint(inside.left() - 1, inside.bottom()))
    after = QRect(QPoint(inside.right() + 1, inside.top()), QPoint(area.right(), inside.bottom()))
    return tuple(one for one in (above, below, before, after) if one.isValid())


def _covered(picture: Painted, ratio: float) -> QRect:
    """The pixels of Qt's that a picture covers wholly."""
    rows, columns = picture.pixels.shape[:2]
    left, top = math.ceil(picture.left / ratio), math.ceil(picture.top / ratio)
    right, bottom = math.floor((picture.left + columns) / ratio), math.floor((picture.top + rows) / ratio)
    return QRect(left, top, max(right - left, 0), max(bottom - top, 0))


def as_image(pixels: NDArray[np.uint8]) -> QImage:
    """A QImage of its own from (height, width) grey or (height, width, 3) RGB."""
    return _over(np.ascontiguousarray(pixels)).copy()


def _over(pixels: NDArray[np.uint8]) -> QImage:
    """A QImage over pixels that lie one after the other; nothing is copied, so they must outlive it."""
    height, width = pixels.shape[:2]
    kind = _KINDS[pixels.shape[2] if pixels.ndim == 3 else 1]
    return QImage(pixels.data, width, height, pixels.strides[0], kind)


_KINDS = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGB32}
