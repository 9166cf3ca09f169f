"""Pixels and grey levels beside those of dcmtk, a toolkit of other people: the same values, and greys within one level.

Skipped where dcmtk is not installed (Debian's package dcmtk).
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as Items

from app.imaging.render import View, render
from tests.converter import shown
from tests.dicom_files import a_header, as_bytes, changed, with_pixels

pytestmark = pytest.mark.skipif(shutil.which("dcmdjpeg") is None, reason="dcmtk is not installed")

DECODED = {
    "dcmdjpeg": ("JPEG-lossy.dcm", "JPGExtended.dcm", "SC_rgb_jpeg_dcmtk.dcm", "SC_rgb_jpeg_gdcm.dcm",
                 "SC_rgb_dcmtk_+eb+cy+s2.dcm", "SC_rgb_dcmtk_+eb+cy+s4.dcm", "SC_rgb_dcmtk_+eb+cr.dcm",
                 "SC_jpeg_no_color_transform.dcm", "examples_ybr_color.dcm", "SC_rgb_small_odd_jpeg.dcm"),
    "dcmdjpls": ("MR_small_jpeg_ls_lossless.dcm", "JPEGLSNearLossless_08.dcm", "JPEGLSNearLossless_16.dcm",
                 "SC_rgb_jls_lossy_line.dcm", "SC_rgb_jls_lossy_sample.dcm"),
    "dcmdrle": ("MR_small_RLE.dcm", "SC_rgb_rle_2frame.dcm", "SC_rgb_rle_16bit.dcm", "rtdose_rle.dcm"),
    "dcmconv": ("MR_small_bigendian.dcm", "MR_small_implicit.dcm", "image_dfl.dcm", "examples_palette.dcm",
                "SC_ybr_full_422_uncompressed.dcm", "SC_rgb_small_odd_big_endian.dcm", "badVR.dcm"),
}  # fmt: skip


@pytest.mark.parametrize(("tool", "name"), [(tool, name) for tool, names in DECODED.items() for name in names])
def test_what_dcmtk_decodes_has_the_values_we_decode(tool: str, name: str, tmp_path: Path) -> None:
    path, plain = Path(str(get_testdata_file(name, download=False))), tmp_path / "plain.dcm"
    more: list[str] = ["+te"] if tool == "dcmconv" else []
    subprocess.run([tool, *more, path, plain], check=True, capture_output=True, timeout=60)
    ours, theirs = shown([path.read_bytes()]), shown([plain.read_bytes()])
    assert ours
    for (_, mine), (_, other) in zip(ours, theirs, strict=True):
        np.testing.assert_array_equal(mine.voxels, other.voxels)


RAMP = np.arange(-1200, 1872, 4, dtype=np.int16).reshape(24, 32)


def a_ramp(**changes: Any) -> Dataset:
    ds = with_pixels(a_header(RescaleSlope="1", RescaleIntercept="0"), RAMP)
    return changed(ds, changes)


def a_table(first: int, entries: NDArray[np.int64], bits: int, **more: str) -> Items:
    item = Dataset()
    item.add_new("LUTDescriptor", "SS", [len(entries), first, bits])
    item.add_new("LUTData", "OW", entries.astype("<u2").tobytes())
    for name, value in more.items():
        setattr(item, name, value)
    return Items([item])


def by_dcmtk(ds: Dataset, folder: Path, *options: str) -> NDArray[np.uint8]:
    (folder / "a.dcm").write_bytes(as_bytes(ds))  # type: ignore[arg-type]
    command: list[str | Path] = ["dcmj2pnm", "+op", "-S", *options, folder / "a.dcm", folder / "a.pgm"]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return np.asarray(Image.open(folder / "a.pgm"))


def by_us(ds: Dataset, **look: Any) -> NDArray[np.uint8]:
    ((_, volume),) = shown([as_bytes(ds)])  # type: ignore[arg-type]
    found = render(volume, View(is_smooth=False, **look))
    return found if found.ndim == 2 else found[..., 0]


def agree(ours: NDArray[np.uint8], theirs: NDArray[np.uint8]) -> None:
    assert ours.shape == theirs.shape == RAMP.shape
    assert np.ptp(theirs.astype(int)) > 200
    assert np.abs(ours.astype(int) - theirs).max() <= 1


@pytest.mark.parametrize(("centre", "width"), [(40, 400), (-600, 1500), (300, 2), (0, 3000)])
def test_linear_windows(tmp_path: Path, centre: int, width: int) -> None:
    theirs = by_dcmtk(a_ramp(), tmp_path, "+Ww", str(centre), str(width))
    agree(by_us(a_ramp(), centre=centre, width=width), theirs)


def test_a_sigmoid_window(tmp_path: Path) -> None:
    theirs = by_dcmtk(a_ramp(), tmp_path, "+Ww", "40", "400", "+Wfs")
    agree(by_us(a_ramp(), centre=40, width=400, function="SIGMOID"), theirs)


def test_low_values_of_monochrome1_are_white(tmp_path: Path) -> None:
    ds = a_ramp(PhotometricInterpretation="MONOCHROME1", WindowCenter="40", WindowWidth="400")
    agree(by_us(ds, centre=40, width=400), by_dcmtk(ds, tmp_path, "+Wi", "1"))


def test_a_negative_slope(tmp_path: Path) -> None:
    ds = a_ramp(RescaleSlope="-2", RescaleIntercept="100", WindowCenter="0", WindowWidth="2000")
    agree(by_us(ds, centre=0, width=2000), by_dcmtk(ds, tmp_path, "+Wi", "1"))


def test_a_modality_table(tmp_path: Path) -> None:
    entries = (np.arange(600) ** 2 // 100)[::-1]
    ds = a_ramp(RescaleSlope=None, RescaleIntercept=None, WindowCenter="1800", WindowWidth="3600")
    ds.ModalityLUTSequence = a_table(-300, entries, 16, ModalityLUTType="US")
    agree(by_us(ds, centre=1800, width=3600), by_dcmtk(ds, tmp_path, "+Wi", "1"))


def test_a_voi_table(tmp_path: Path) -> None:
    ds = a_ramp()
    ds.VOILUTSequence = a_table(-500, np.sqrt(np.arange(1000) / 999) * 4095 // 1, 12, LUTExplanation="steep")
    agree(by_us(ds), by_dcmtk(ds, tmp_path, "+Wl", "1"))
