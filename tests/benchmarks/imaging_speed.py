"""Everything the viewer must reach, each beside its alternative in the same run, in one report.

``python -m tests.benchmarks.imaging_speed --folder F --prepare`` makes two vaults of 500 slices, plain and JPEG 2000,
in ``F`` and keeps them there; without ``--prepare`` everything is measured and the report is written. pyqtgraph and vtk
(``pip install -e .[benchmark]``) are only measured where they are installed.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from pydicom.uid import JPEG2000Lossless

from app.domain.volume import Certificate, Geometry, Volume
from app.domain.work import quietly
from app.imaging.reslice import Plane, Reslicer, rotation, samples_of, step_of
from app.main import door
from app.services.viewing import Opening
from app.services.workstation import Workstation
from app.store.keyring import Cost
from tests.benchmarks import painting_speed
from tests.benchmarks.ct_series import write_series
from tests.benchmarks.imaging_sets import a_body
from tests.benchmarks.measuring import Times, as_table, ms, write_report

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "correct horse battery"
KINDS = ("plain", "JPEG 2000")
Row = tuple[str, ...]
HEADS = ("what", "ours", "beside it", "ratio", "target", "")


# ---- two vaults


def prepare(folder: Path, slices: int) -> None:
    """A vault of plain slices and one of the same in JPEG 2000, with their files beside them."""
    plain = write_series(folder / "plain files", slices)
    squeezed = folder / "JPEG 2000 files"
    squeezed.mkdir()
    for path in plain:
        ds = pydicom.dcmread(path)
        ds.compress(JPEG2000Lossless, encoding_plugin="pylibjpeg", generate_instance_uid=False)
        ds.save_as(squeezed / path.name)
    for kind in KINDS:
        station = door(CHEAP).create(folder / kind, "ann", PASSPHRASE)
        station.importing.import_paths(station.principal, (folder / f"{kind} files",), None, quietly)
        station.close()


def unlocked(folder: Path, kind: str) -> tuple[Workstation, str]:
    """(the vault, its series), children warm as they are soon after the window has opened."""
    station = door(CHEAP).unlock(folder / kind, None, PASSPHRASE)
    station.viewing._workers.warm("app.imaging.decode")
    (series,) = station.worklist.series(station.principal)
    return station, series.uid


# ---- opening


def first_and_whole(station: Workstation, series: str) -> tuple[float, float]:
    """Seconds from the wish until the first image could be painted, and until all were there."""
    station.viewing.memory.forget()
    seen: list[float] = []
    began = time.perf_counter()

    def shows(opening: Opening) -> None:
        assert opening.so_far() is not None
        seen.append(time.perf_counter() - began)

    station.viewing.open(station.principal, series, None, quietly, shows=shows)
    return seen[0], time.perf_counter() - began


def pure_decode(pool: ProcessPoolExecutor, files: list[Path]) -> float:
    """Seconds two processes need for the pixels of these files, which they hold in memory: no vault, no transport."""
    half = len(files) // 2
    for part in (files[:half], files[half:]):  # each child reads one half beforehand
        pool.submit(_hold, part).result()
    began = time.perf_counter()
    for done in [pool.submit(_decode_half, part) for part in (files[:half], files[half:])]:
        done.result()
    return time.perf_counter() - began


_HELD: dict[Path, bytes] = {}


def _hold(files: list[Path]) -> None:
    _HELD.update({path: path.read_bytes() for path in files})


def _decode_half(files: list[Path]) -> int:
    total = 0
    for path in files:
        data = _HELD.get(path) or path.read_bytes()
        total += pydicom.dcmread(io.BytesIO(data)).pixel_array.nbytes
    return total


def opening(folder: Path, rounds: int) -> list[Row]:
    rows: list[Row] = []
    again: dict[str, float] = {}
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        for kind in KINDS:
            files = sorted((folder / f"{kind} files").iterdir())
            station, series = unlocked(folder, kind)
            firsts, wholes, bare = [], [], []
            for number in range(rounds + 1):
                station.viewing._store.display.settle()
                station.viewing._store.display.clear()
                first, whole = first_and_whole(station, series)
                decoded = pure_decode(pool, files)
                if number:
                    firsts.append(first)
                    wholes.append(whole)
                    bare.append(decoded)
            station.viewing._store.display.settle()
            kept = [first_and_whole(station, series)[1] for _ in range(rounds)]
            again[kind] = min(kept)
            station.close()
            first_, whole_, bare_ = Times(tuple(firsts)), Times(tuple(wholes)), Times(tuple(bare))
            rows.append((
                f"first image of {len(files)} slices, {kind}", ms(first_.median), "", "", "under 300 ms",
                _said(first_.median < 0.3),
            ))  # fmt: skip
            ratio = whole_.median / bare_.median
            rows.append((
                f"whole volume, {kind}, for the first time", ms(whole_.median),
                f"pydicom in two processes, files in memory {ms(bare_.median)}", f"{ratio:.2f}", "at most 1.5",
                _said(ratio <= 1.5),
            ))  # fmt: skip
    ratio = again["JPEG 2000"] / again["plain"]
    rows.append((
        "JPEG 2000 opened again, from the display cache", ms(again["JPEG 2000"]), f"plain {ms(again['plain'])}",
        f"{ratio:.2f}", "as fast as plain", _said(ratio <= 1.25),
    ))  # fmt: skip
    return rows


# ---- memory


def memory(folder: Path) -> list[Row]:
    """The most memory a process had that opened a series, and paints it."""
    rows: list[Row] = []
    for kind in KINDS:
        command = (sys.executable, "-m", "tests.benchmarks.imaging_speed", "--folder", str(folder), "--peak", kind)
        said = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ}).stdout
        peak, native = (int(word) for word in said.split())
        most = 2 * native + 300 * 10**6
        rows.append((
            f"memory with an open series, {kind}", f"{peak / 1e6:,.0f} MB at most",
            f"native pixels {native / 1e6:,.0f} MB", f"{peak / native:.2f}", f"at most {most / 1e6:,.0f} MB",
            _said(peak <= most),
        ))  # fmt: skip
    return rows


def peak(folder: Path, kind: str) -> None:
    """Print the most memory this process had, and the native bytes; the cache is made anew meanwhile."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    station, series = unlocked(folder, kind)
    station.viewing._store.display.clear()
    opened = station.viewing.open(station.principal, series, None, quietly, shows=lambda _: None)
    windowed, scrolled = painting_speed.ours(np.asarray(opened.volume.voxels), opened.volume.windows[0], "CT")
    for number in range(30):
        windowed(number)
        scrolled(number)
        app.processEvents()
    station.viewing._store.display.settle()
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    native = int(np.prod(opened.volume.voxels.shape)) * 2
    station.close()
    print(kilobytes * 1024, native)


# ---- planes


def a_volume(slices: int = 400, side: int = 512) -> Volume:
    affine = np.diag([0.7, 0.7, 0.8, 1.0])
    return Volume(a_body(slices, side, side), Geometry(affine), "HU", Certificate("regular"))


def an_oblique_plane(volume: Volume, side: int = 512) -> Plane:
    """Turned out of all three axes, through the middle, pixels as small as the smallest voxel edge."""
    assert volume.geometry is not None
    turn = rotation(np.array([1.0, 0.4, 0.2]), 27) @ rotation(np.array([0.0, 1.0, 0.0]), 18)
    k, j, i = volume.voxels.shape
    middle = volume.geometry.affine[:3, :3] @ np.array([(i - 1) / 2, (j - 1) / 2, (k - 1) / 2])
    right, down = turn[:, 0], turn[:, 1]
    corner = middle - 0.7 * (side - 1) / 2 * (right + down)
    return Plane(corner, right, down, 0.7, (side, side))


def theirs_sitk(volume: Volume, plane: Plane, count: int) -> Callable[[], object]:
    """SimpleITK.Resample to the same raster, ``count`` planes as far apart as ours, projected by numpy."""
    sitk: Any = import_module("SimpleITK")
    assert volume.geometry is not None
    image = sitk.GetImageFromArray(volume.voxels)
    image.SetSpacing([float(v) for v in reversed(volume.geometry.spacing_mm())])
    direction = np.column_stack((plane.right, plane.down, plane.normal))
    apart = step_of(volume, plane)
    start = plane.origin - plane.normal * apart * (count - 1) / 2
    size = [plane.shape[1], plane.shape[0], count]
    spacing = [plane.spacing_mm, plane.spacing_mm, apart]

    def cut() -> object:
        found = sitk.Resample(
            image, size, sitk.Transform(), sitk.sitkLinear, [float(v) for v in start], spacing,
            [float(v) for v in direction.reshape(-1)], -1000.0,
        )  # fmt: skip
        return sitk.GetArrayFromImage(found).max(0)

    return cut


def theirs_vtk(volume: Volume, plane: Plane, count: int) -> Callable[[], object] | None:
    try:
        vtk: Any = import_module("vtk")
        numpy_support: Any = import_module("vtk.util.numpy_support")
    except ImportError:
        return None
    assert volume.geometry is not None
    k, j, i = volume.voxels.shape
    image = vtk.vtkImageData()
    image.SetDimensions(i, j, k)
    image.SetSpacing(*[float(v) for v in reversed(volume.geometry.spacing_mm())])
    image.GetPointData().SetScalars(numpy_support.numpy_to_vtk(volume.voxels.reshape(-1)))
    axes = vtk.vtkMatrix4x4()
    for row in range(3):
        for column, way in enumerate((plane.right, plane.down, plane.normal, plane.origin)):
            axes.SetElement(row, column, float(way[row]))
    reslice = vtk.vtkImageReslice()
    reslice.SetInputData(image)
    reslice.SetResliceAxes(axes)
    reslice.SetOutputDimensionality(2)
    reslice.SetOutputSpacing(plane.spacing_mm, plane.spacing_mm, step_of(volume, plane))
    reslice.SetOutputOrigin(0, 0, 0)
    reslice.SetOutputExtent(0, plane.shape[1] - 1, 0, plane.shape[0] - 1, 0, 0)
    reslice.SetInterpolationModeToLinear()
    reslice.SetBackgroundLevel(-1000.0)
    if count > 1:
        reslice.SetSlabModeToMax()
        reslice.SetSlabNumberOfSlices(count)

    def cut() -> object:
        reslice.Modified()
        reslice.Update()
        return numpy_support.vtk_to_numpy(reslice.GetOutput().GetPointData().GetScalars())

    cut.keep = image  # type: ignore[attr-defined]
    return cut


def planes(rounds: int, slices: int = 400, side: int = 512) -> list[Row]:
    from app.ui.viewer.planes import coarseness

    volume = a_volume(slices, side)
    plane = an_oblique_plane(volume, side)
    reslicer = Reslicer(volume)
    reslicer.prepare()
    slab = 19 * step_of(volume, plane)
    assert samples_of(volume, plane, slab) == 20
    coarse = plane.coarser(coarseness(volume, plane, slab))
    ways: dict[str, Callable[[], object] | None] = {
        "thin, ours": lambda: reslicer.cut(plane),
        "thin, SimpleITK": theirs_sitk(volume, plane, 1),
        "thin, vtk": theirs_vtk(volume, plane, 1),
        "slab, ours": lambda: reslicer.cut(plane, slab, "max"),
        "slab, SimpleITK": theirs_sitk(volume, plane, 20),
        "slab, vtk": theirs_vtk(volume, plane, 20),
        "drag, ours": lambda: reslicer.cut(coarse, slab, "max"),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 2):
        for name, way in ways.items():
            if way is None:
                continue
            began = time.perf_counter()
            way()
            if number > 1:
                taken[name].append(time.perf_counter() - began)
    times = {name: Times(tuple(seconds)) for name, seconds in taken.items() if seconds}
    return [
        _plane_row("oblique plane", "thin", 12, times),
        _plane_row("oblique slab MIP of 20 slices", "slab", 40, times),
        ("the same while dragging, coarser", ms(times["drag, ours"].median), "", "", "under 16 ms",
         _said(times["drag, ours"].median < 0.016)),
    ]  # fmt: skip


def _plane_row(what: str, name: str, most: float, times: dict[str, Times]) -> Row:
    mine, sitk, vtk = times[f"{name}, ours"], times[f"{name}, SimpleITK"], times.get(f"{name}, vtk")
    against = mine.median / sitk.median
    beside = f"SimpleITK {ms(sitk.median)}, " + (f"vtk {ms(vtk.median)}" if vtk else "vtk is not installed")
    ratios = f"{against:.2f}" + (f", {mine.median / vtk.median:.2f}" if vtk else "")
    is_met = 1000 * mine.median < most and against <= 1.1 and (vtk is None or mine.median < vtk.median)
    target = f"under {most} ms, at most 1.1 of SimpleITK, below vtk"
    return what, ms(mine.median), beside, ratios, target, _said(is_met)


def _said(is_met: bool) -> str:
    return "met" if is_met else "not met"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where the two vaults are, or are made")
    parser.add_argument("--prepare", action="store_true")
    parser.add_argument("--slices", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peak", choices=KINDS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.prepare:
        prepare(arguments.folder, arguments.slices)
    elif arguments.peak:
        peak(arguments.folder, arguments.peak)
    else:
        rows: list[Row] = []
        parts: tuple[Callable[[], list[Row]], ...] = (
            lambda: opening(arguments.folder, arguments.rounds),
            lambda: memory(arguments.folder),
            lambda: planes(15),
            lambda: painting_speed.table(painting_speed.run(120))[1],
        )
        for part in parts:
            rows += part()
            print(*rows, sep="\n", flush=True)  # what is stopped meanwhile has said something
        said = [
            "Every way by turns in one run; times are medians where no more is said. Painting counts the whole "
            "viewport of 1600 x 1300. pyqtgraph's ImageItem shows the same there: smoothly interpolated as ours, and "
            "as many words (kept as pictures by Qt, without their dark edge), unless a row says otherwise. A slab has "
            "20 planes for everyone, equally far apart.", "",
        ]  # fmt: skip
        write_report("imaging", "The viewer's speed", [*said, *as_table(HEADS, rows)])


if __name__ == "__main__":
    main()
