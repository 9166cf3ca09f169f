"""TIFF pages hold the values, films the frames and their pace; both name nobody unless they are asked to."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import tifffile
from numpy.typing import NDArray
from PIL import Image

from app import paths
from app.domain.cine import Pace
from app.domain.errors import Cancelled, WorkstationError
from app.domain.patient import Deed
from app.domain.words import NOTHING, Phrase
from app.domain.work import quietly
from app.imaging.frames import has_video
from app.imaging.render import View, render
from app.jobs.workers import Workers
from app.services.exporting import Exporting
from app.services.importing import Importing
from app.services.news import News
from app.services.unlocking import Opened
from app.services.viewing import Viewing
from app.store.audit import entries
from tests.dicom_files import ROOT_UID, a_header, a_slice, as_bytes, with_pixels

SERIES = f"{ROOT_UID}.2.1"


@dataclass
class Desk:
    opened: Opened
    workers: Workers
    folder: Path

    def bring(self, *files: bytes) -> None:
        inbox = self.folder / "inbox"
        inbox.mkdir()
        for number, data in enumerate(files):
            (inbox / f"{number}.dcm").write_bytes(data)
        news = News()
        Importing(self.opened.store, self.workers, news).import_paths(self.opened.principal, (inbox,), None, quietly)

    @property
    def viewing(self) -> Viewing:
        return Viewing(self.opened.store, self.workers, News())

    @property
    def exporting(self) -> Exporting:
        return Exporting(self.opened.store, self.viewing, self.workers, paths.resources() / "fonts")

    def shown(self) -> Any:
        return self.viewing.open(self.opened.principal, SERIES, None, quietly)

    def tiff(self, name: str = "out.tif", slice_index: int | None = None) -> Any:
        target = self.folder / name
        return self.exporting.export_tiff(self.opened.principal, SERIES, None, target, quietly, slice_index)

    def film(self, **options: Any) -> tuple[int, Pace]:
        target = self.folder / "out.mp4"
        return self.exporting.export_film(self.opened.principal, SERIES, None, target, quietly, **options)


@pytest.fixture
def desk(opened: Opened, workers: Workers, tmp_path: Path) -> Desk:
    return Desk(opened, workers, tmp_path)


def noise(count: int = 3, size: tuple[int, int] = (24, 31)) -> NDArray[np.int16]:
    return np.random.default_rng(3).integers(0, 4095, (count, *size)).astype(np.int16)


def a_ct(count: int = 3, **changes: Any) -> list[bytes]:
    return [a_slice(str(n + 1), (0, 0, 2.0 * n), part, **changes) for n, part in enumerate(noise(count))]


def told(path: Path) -> dict[str, Any]:
    with tifffile.TiffFile(path) as pages:
        found: dict[str, Any] = json.loads(pages.pages[0].description)  # type: ignore[union-attr]
        return found


def test_pages_of_a_ct_are_its_values_and_say_their_unit(desk: Desk) -> None:
    desk.bring(*a_ct())
    line = desk.tiff()
    pages = tifffile.imread(desk.folder / "out.tif")
    assert pages.dtype == np.int16
    assert (pages == noise() - 1024).all()
    assert (line.slope, line.intercept, line.is_exact) == (1.0, 0.0, True)
    said = told(desk.folder / "out.tif")
    assert (said["unit"], said["slope"], said["intercept"], said["exact"]) == ("HU", 1.0, 0.0, True)
    assert said["spacing_mm"] == {"slices": 2.0, "rows": 2.0, "columns": 1.0}
    assert np.allclose(said["affine_lps"], desk.shown().volume.geometry.affine)


def test_values_with_a_slope_are_kept_as_they_were_stored(desk: Desk) -> None:
    desk.bring(*a_ct(RescaleSlope="0.25", RescaleIntercept="-3"))
    line = desk.tiff()
    pages = tifffile.imread(desk.folder / "out.tif")
    assert (line.slope, line.intercept, line.is_exact) == (0.25, -3.0, True)
    assert (pages == noise()).all()
    assert np.allclose(pages * line.slope + line.intercept, desk.shown().volume.voxels)


def test_values_that_do_not_fit_are_spread_and_it_is_said(desk: Desk) -> None:
    slopes = ("0.25", "0.7", "3.1")
    files = [
        a_slice(str(n + 1), (0, 0, 2.0 * n), part, RescaleSlope=slopes[n], RescaleIntercept="0")
        for n, part in enumerate(noise())
    ]
    desk.bring(*files)
    line = desk.tiff()
    pages = tifffile.imread(desk.folder / "out.tif")
    assert pages.dtype == np.uint16
    assert (line.is_exact, told(desk.folder / "out.tif")["exact"]) == (False, False)
    voxels = desk.shown().volume.voxels
    assert np.abs(pages * line.slope + line.intercept - voxels).max() <= line.slope * 0.51


def test_one_slice_alone_is_one_page(desk: Desk) -> None:
    desk.bring(*a_ct())
    desk.tiff(slice_index=2)
    assert (tifffile.imread(desk.folder / "out.tif") == noise()[2] - 1024).all()
    with pytest.raises(WorkstationError, match="no slice 3"):
        desk.tiff(slice_index=3)


def test_nothing_in_a_tiff_names_anybody(desk: Desk) -> None:
    desk.bring(*a_ct())
    desk.tiff()
    written = (desk.folder / "out.tif").read_bytes()
    for word in (b"DOE", b"M1", b"1950", ROOT_UID.encode()):
        assert word not in written


def test_colour_pages_keep_their_colours(desk: Desk) -> None:
    picture = a_header("1.2.840.10008.5.1.4.1.1.7", Modality="OT")
    pixels = np.random.default_rng(1).integers(0, 255, (6, 8, 3)).astype(np.uint8)
    desk.bring(as_bytes(with_pixels(picture, pixels)))
    desk.tiff()
    assert (tifffile.imread(desk.folder / "out.tif") == pixels).all()


# ---- films ----------------------------------------------------------------------------------------------------------


def frames_of(path: Path) -> tuple[list[NDArray[np.uint8]], float]:
    film: Any = cv2.VideoCapture(str(path))
    found: list[NDArray[np.uint8]] = []
    while True:
        there, frame = film.read()
        if not there:
            return found, film.get(cv2.CAP_PROP_FPS)
        found.append(frame[..., ::-1])


def smooth(count: int = 12) -> list[bytes]:
    """Slices that brighten one after the other."""
    ramp = np.linspace(0, 2000, 40 * 30).reshape(40, 30)
    return [
        a_slice(str(n + 1), (0, 0, 2.0 * n), (ramp * (n + 1) / count).astype(np.int16), FrameTime="80",
                PixelSpacing=[1.0, 1.0])
        for n in range(count)
    ]  # fmt: skip


def test_a_film_has_a_frame_for_each_slice_at_the_pace_of_the_files(desk: Desk) -> None:
    desk.bring(*smooth())
    count, pace_told = desk.film(look=View(centre=0, width=2048))
    assert (count, pace_told.per_second, pace_told.is_even) == (12, 12.5, True)
    frames, pace = frames_of(desk.folder / "out.mp4")
    assert len(frames) == 12
    assert pace == pytest.approx(12.5)
    shown = desk.shown().volume
    for k, frame in enumerate(frames):
        wanted = render(shown, View(k, (frame.shape[1], frame.shape[0]), 0, 2048))
        away = np.abs(frame.astype(int) - wanted[..., np.newaxis])
        assert away.mean() < 4  # the codec is lossy
    assert frames[-1].mean() > frames[0].mean() + 20


def test_a_pace_can_be_chosen_and_what_is_none_is_refused(desk: Desk) -> None:
    desk.bring(*smooth(3))
    assert desk.film(rate=7.5)[1].per_second == 7.5
    assert frames_of(desk.folder / "out.mp4")[1] == pytest.approx(7.5)
    with pytest.raises(WorkstationError, match=r"0\.1 to 120"):
        desk.film(rate=0.0001)


STEPS = (40.0, 40.0, 200.0, 33.3, 1000.0)


def uneven() -> list[bytes]:
    return [
        a_slice(str(n + 1), (0, 0, 2.0 * n), np.full((40, 30), 400 * n, np.int16),
                FrameTimeVector=[0.0, *STEPS], FrameIncrementPointer=0x00181065, PixelSpacing=[1.0, 1.0])
        for n in range(6)
    ]  # fmt: skip


def begins_of(path: Path) -> list[float]:
    """When each frame begins, ms, as FFmpeg reads it."""
    film: Any = cv2.VideoCapture(str(path))
    found = []
    while film.grab():
        found.append(film.get(cv2.CAP_PROP_POS_MSEC))
    return found


def test_each_frame_of_a_film_stands_as_long_as_the_file_says(desk: Desk) -> None:
    desk.bring(*uneven())
    count, pace = desk.film(look=View(centre=0, width=2048))
    assert (count, pace.is_even) == (6, False)
    assert begins_of(desk.folder / "out.mp4") == pytest.approx([0, *np.cumsum(STEPS)], abs=0.11)
    frames, _ = frames_of(desk.folder / "out.mp4")
    assert [round(frame.mean()) for frame in frames] == sorted(round(frame.mean()) for frame in frames)
    film: Any = cv2.VideoCapture(str(desk.folder / "out.mp4"))
    whole_s = film.get(cv2.CAP_PROP_FRAME_COUNT) / film.get(cv2.CAP_PROP_FPS)
    assert whole_s == pytest.approx(pace_s(STEPS), rel=0.01)


def pace_s(steps: tuple[float, ...]) -> float:
    return (sum(steps) + sum(steps) / len(steps)) / 1000


def test_an_animated_png_is_exact_in_pixels_and_times(desk: Desk) -> None:
    desk.bring(*uneven())
    target = desk.folder / "out.png"
    desk.exporting.export_film(desk.opened.principal, SERIES, None, target, quietly, View(centre=0, width=2048))
    shown, began = desk.shown().volume, 0.0
    with Image.open(target) as animated:
        assert animated.n_frames == 6  # type: ignore[attr-defined]
        for k in range(6):
            animated.seek(k)
            frame = np.asarray(animated.convert("RGB"))
            wanted = render(shown, View(k, (frame.shape[1], frame.shape[0]), 0, 2048))
            assert (frame == wanted[..., np.newaxis]).all()
            assert began == pytest.approx(sum(STEPS[:k]), abs=0.51)
            began += animated.info["duration"]


@pytest.fixture
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on macOS, where the encoder's wheel may not be shipped."""
    monkeypatch.setitem(sys.modules, "cv2", None)
    has_video.cache_clear()
    yield
    monkeypatch.undo()
    has_video.cache_clear()


@pytest.mark.usefixtures("no_encoder")
def test_without_an_encoder_a_film_becomes_an_animated_png_and_mp4_says_so(desk: Desk) -> None:
    desk.bring(*uneven())
    with pytest.raises(WorkstationError, match="no encoder") as refused:
        desk.film()
    assert ".png" in str(refused.value.hint)
    assert not (desk.folder / "out.mp4").exists()
    target = desk.folder / "out.png"
    assert desk.exporting.export_film(desk.opened.principal, SERIES, None, target, quietly)[0] == 6
    assert target.read_bytes().count(b"fcTL") == 6


def test_a_name_is_burned_in_only_where_it_is_asked_for(desk: Desk) -> None:
    desk.bring(*smooth(2))
    desk.film(look=View(centre=5000, width=10))  # black
    without, _ = frames_of(desk.folder / "out.mp4")
    desk.film(look=View(centre=5000, width=10), with_name=True)
    named, _ = frames_of(desk.folder / "out.mp4")
    assert without[0].max() < 30
    assert named[0].max() > 200
    for word in (b"DOE", b"JANE"):
        assert word not in (desk.folder / "out.mp4").read_bytes()


@pytest.mark.parametrize("way", ["tiff", "film"])
def test_what_is_called_off_leaves_nothing_behind(desk: Desk, way: str) -> None:
    desk.bring(*smooth(4))

    def stop(done: int, total: int, note: Phrase = NOTHING) -> None:
        del done, total
        if "page" in note.text or "Filming" in note.text:
            raise Cancelled

    (desk.folder / "out").mkdir()
    target = desk.folder / "out" / ("a.tif" if way == "tiff" else "a.mp4")
    write = desk.exporting.export_tiff if way == "tiff" else desk.exporting.export_film
    with pytest.raises(Cancelled):
        write(desk.opened.principal, SERIES, None, target, stop)
    assert list((desk.folder / "out").iterdir()) == []


def test_every_export_stands_in_the_audit_trail_and_a_place_that_is_not_there_is_told(desk: Desk) -> None:
    desk.bring(*smooth(2))
    desk.tiff()
    desk.film()
    with desk.opened.store.transaction(Deed(desk.opened.principal, "read audit trail")) as tx:
        verbs = [entry.verb for entry in entries(tx)]
    assert {"export TIFF", "export film"} <= set(verbs)
    for name in ("missing/out.tif", "out.jpg"):
        with pytest.raises(WorkstationError):
            desk.tiff(name)
    with pytest.raises(WorkstationError, match="could not be written"):
        desk.exporting.export_film(desk.opened.principal, SERIES, None, desk.folder / "missing" / "a.mp4", quietly)
