"""Painting a slice in a viewport of 1600 x 1300: ours beside pyqtgraph's ImageItem at the same size in the same run.

``python -m tests.benchmarks.painting_speed`` writes a report. Every way by turns, whole widgets painted into their
window's memory: our pictures carry their words in the corners, pyqtgraph's carry none.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
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


def ours(voxels: NDArray[Any], window: Window, modality: str) -> tuple[Paint, Paint]:
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
    state = opened_state(opened.shown.shape, 1.0, window, False)
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


def theirs(voxels: NDArray[Any], window: Window) -> tuple[Paint, Paint]:
    """The same through pyqtgraph, fitted into a window of the same size."""
    import pyqtgraph as pg

    pg.setConfigOptions(imageAxisOrder="row-major", useOpenGL=False)
    view = pg.GraphicsLayoutWidget()
    box = view.addViewBox(lockAspect=True, invertY=True)
    item = pg.ImageItem(voxels[0], autoLevels=False)
    box.addItem(item)
    view.resize(WIDTH, HEIGHT)
    view.show()
    box.autoRange(padding=0)

    def levels(n: int) -> tuple[float, float]:
        centre, width = window.centre + n % 97, window.width + n % 89
        return centre - width / 2, centre + width / 2

    def windowed(n: int) -> None:
        item.setLevels(levels(n))
        view.viewport().repaint()

    def scrolled(n: int) -> None:
        item.setImage(voxels[n % len(voxels)], autoLevels=False, levels=levels(0))
        view.viewport().repaint()

    windowed(0)
    windowed.keep = view  # type: ignore[attr-defined]
    return windowed, scrolled


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
    for name, voxels, window, modality in (("512 x 512", ct, soft, "CT"), ("mammogram", mammogram, breast, "MG")):
        made = [("ours", ours(voxels, window, modality))]
        made += [("pyqtgraph", theirs(voxels, window))] if has_pyqtgraph() else []
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
