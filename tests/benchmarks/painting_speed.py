"""Painting a slice in a viewport of 1600 x 1300: ours beside pyqtgraph's ImageItem at the same size in the same run.

``python -m tests.benchmarks.painting_speed`` writes a report. Every way by turns, whole widgets painted into their
window's memory. Both show the same: the slice interpolated over the same pixels, with the same words in the corners;
and once more the slice alone, interpolated and not.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from app.domain.volume import Window
from app.paths import resources
from tests.benchmarks.imaging_sets import a_body, opened_of
from tests.benchmarks.measuring import Times, as_table, ms, write_report

WIDTH, HEIGHT = 1600, 1300
SLICE_MS, MAMMOGRAM_MS, TIMES_FASTER = 4.0, 10.0, 3.0
Paint = Callable[[int], object]


class _NoMarks:
    """Nothing is measured on what is painted here."""

    def __init__(self, changed: Any) -> None:
        self.changed = changed
        self.chosen = ""

    def on(self, _frame: object) -> tuple[()]:
        return ()


def ours(
    voxels: NDArray[Any], window: Window, modality: str, has_words: bool = True, is_smooth: bool = True
) -> tuple[Paint, Paint]:
    """(paint with the n-th window, paint the n-th slice) of the canvas of a viewport."""
    from PySide6.QtCore import QObject, Signal

    from app.ui.theme import DARK, Theme, load_fonts
    from app.ui.viewer.canvas import Canvas
    from app.ui.viewer.state import opened as opened_state
    from app.ui.viewer.state import presets

    class Changing(QObject):
        changed = Signal()

    load_fonts(resources())
    changing = Changing()
    canvas = Canvas(Theme(DARK, resources()), cast(Any, _NoMarks(changing.changed)))
    opened = opened_of(voxels, window, modality=modality)
    state = replace(opened_state(opened.shown.shape, 1.0, window, False), is_smooth=is_smooth)
    if not has_words:
        cast(Any, canvas)._paint_words = lambda _painter: None
    canvas.show_set(opened, state, presets(modality, opened.volume))
    canvas.resize(WIDTH, HEIGHT)
    canvas.show()

    def windowed(n: int) -> None:
        canvas.show_state(state.windowed(window.centre + n % 97, window.width + n % 89))
        canvas.repaint()

    def scrolled(n: int) -> None:
        canvas.show_state(state.at_slice(n % state.slices))
        canvas.repaint()

    windowed(0)
    windowed.keep = changing  # type: ignore[attr-defined]
    return windowed, scrolled


def theirs(voxels: NDArray[Any], window: Window, has_words: bool = True, is_smooth: bool = True) -> tuple[Paint, Paint]:
    """The same through pyqtgraph, fitted into a window of the same size; its words are kept as pictures by Qt."""
    import pyqtgraph as pg
    from PySide6.QtGui import QPainter

    pg.setConfigOptions(imageAxisOrder="row-major", useOpenGL=False)
    view = pg.GraphicsLayoutWidget()
    box = view.addViewBox(lockAspect=True, invertY=True)
    item = pg.ImageItem(voxels[0], autoLevels=False)
    box.addItem(item)
    view.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
    view.resize(WIDTH, HEIGHT)
    view.ci.layout.setContentsMargins(0, 0, 0, 0)
    view.show()
    box.autoRange(padding=0)
    words = _their_words(view) if has_words else ()

    def levels(n: int) -> tuple[float, float]:
        centre, width = window.centre + n % 97, window.width + n % 89
        return centre - width / 2, centre + width / 2

    def windowed(n: int) -> None:
        item.setLevels(levels(n))
        if words:
            words[-1].setText(f"C {window.centre + n % 97:g}  W {window.width + n % 89:g} HU")
        view.viewport().repaint()

    def scrolled(n: int) -> None:
        item.setImage(voxels[n % len(voxels)], autoLevels=False, levels=levels(0))
        if words:
            words[-2].setText(f"Slice {n % len(voxels) + 1} of {len(voxels)}")
        view.viewport().repaint()

    windowed(0)
    windowed.keep = view  # type: ignore[attr-defined]
    return windowed, scrolled


_SAID = ("BENCHMARK^BERTA", "BENCH-1", "1957-04-11 (68) F", "2026-03-01 10:15", "CT thorax and abdomen",
         "CT 3  Thorax 1.25 B30f", "CHEST", "H 0.7 mm", "Soft tissue", "0.7 × 0.7 × 0.7 mm", "Zoom 254 %", "R", "L",
         "A", "P", "Slice 1 of 8", "C 40  W 400 HU")  # fmt: skip


def _their_words(view: Any) -> tuple[Any, ...]:
    """As many words as ours, without their dark edge, around the edges of the window."""
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QGraphicsItem, QGraphicsSimpleTextItem

    found = []
    for at, text in enumerate(_SAID):
        one = QGraphicsSimpleTextItem(text)
        one.setBrush(QColor("#ffffff"))
        one.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        one.setPos(view.mapToScene(12 + WIDTH // 2 * (at % 2), 10 + HEIGHT * (at // 2) // 9))
        view.scene().addItem(one)
        found.append(one)
    return tuple(found)


def has_pyqtgraph() -> bool:
    try:
        import pyqtgraph  # noqa: F401
    except ImportError:
        return False
    return True


def run(rounds: int, small: bool = False) -> dict[str, Times]:
    """Every way by turns, painting its n-th window or slice in the n-th round; the first is not counted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = cast(QApplication, QApplication.instance() or QApplication([]))
    ct, soft = a_body(8, 512, 512), Window(40.0, 400.0)
    mammogram = (a_body(3, *((512, 416) if small else (4096, 3328))) // 2 + 1500).astype(np.int16)
    breast = Window(1400.0, 900.0)
    ways: dict[str, Paint] = {}
    kinds: tuple[tuple[str, NDArray[Any], Window, str, bool, bool], ...] = (
        ("512 x 512", ct, soft, "CT", True, True),
        ("mammogram", mammogram, breast, "MG", True, True),
        ("512 x 512 without words", ct, soft, "CT", False, True),
        ("512 x 512 without words and interpolation", ct, soft, "CT", False, False),
    )
    for name, voxels, window, modality, has_words, is_smooth in kinds:
        made = [("ours", ours(voxels, window, modality, has_words, is_smooth))]
        made += [("pyqtgraph", theirs(voxels, window, has_words, is_smooth))] if has_pyqtgraph() else []
        for whose, (windowed, scrolled) in made:
            ways[f"{name}, window, {whose}"] = windowed
            ways[f"{name}, scroll, {whose}"] = scrolled
    app.processEvents()
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, way in ways.items():
            began = time.perf_counter()
            way(number)
            took = time.perf_counter() - began
            if number:
                taken[name].append(took)
            app.processEvents()
    return {name: Times(tuple(seconds)) for name, seconds in taken.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    found = run(parser.parse_args().rounds)
    write_report("painting", "Painting a slice", as_table(*table(found)))


def table(found: dict[str, Times]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Heads and rows: ours, theirs, how many times faster, the targets, met or not."""
    rows: list[tuple[str, ...]] = []
    for name in [name.removesuffix(", ours") for name in found if name.endswith(", ours")]:
        mine, other = found[f"{name}, ours"], found.get(f"{name}, pyqtgraph")
        most = SLICE_MS if name.startswith("512") else MAMMOGRAM_MS
        faster = other.median / mine.median if other else None
        is_met = 1000 * mine.p95 < most and (faster is None or faster >= TIMES_FASTER)
        rows.append((
            f"painting {name}", f"{ms(mine.median)}, p95 {ms(mine.p95)}",
            f"pyqtgraph {ms(other.median)}, p95 {ms(other.p95)}" if other else "pyqtgraph is not installed",
            f"{faster:.1f} times faster" if faster else "", f"p95 under {most:g} ms, {TIMES_FASTER:g} times faster",
            "met" if is_met else "not met",
        ))  # fmt: skip
    return ("what", "ours", "beside it", "ratio", "target", ""), rows


if __name__ == "__main__":
    main()
