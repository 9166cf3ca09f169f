"""NIfTI and NRRD: where SimpleITK, which read or wrote them apart from us, says that their voxels lie, they lie."""

from __future__ import annotations

import gzip
import math
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest
import SimpleITK
from numpy.typing import NDArray

from app.domain.problem import Problem
from app.domain.study import DisplaySet
from app.domain.volume import Volume
from app.imaging.assemble import assemble
from app.imaging.decode import decode
from app.imaging.frames import Request
from app.imaging.volume import Slice, build
from app.ingest.reader import Item, Options
from app.ingest.reading import read

ITK: Any = SimpleITK


def opened(data: bytes, name: str) -> list[tuple[DisplaySet, Volume]]:
    """Every display set of a file, as import and viewer make it."""
    outcome = read(name, data, Options())
    assert isinstance(outcome, Item), outcome
    assert outcome.image is not None
    instance = outcome.image.instance
    found = []
    for shown in assemble(outcome.image.series, [instance]).sets:
        frames = tuple(frame.index for frame in shown.frames)
        decoded = decode(Request(data, instance.transfer_syntax, frames))
        slices = [
            Slice(instance.frame_headers[f], decoded.stored[at], False, (), decoded, at) for at, f in enumerate(frames)
        ]
        found.append((shown, build(shown, slices)))
    return found


def an_image(values: NDArray[Any]) -> Any:
    """Oblique, with three different spacings."""
    turned = math.radians(20)
    image = ITK.GetImageFromArray(values)
    image.SetSpacing((0.7, 0.9, 2.5))
    image.SetOrigin((-31.5, 12.25, 104.0))
    image.SetDirection((math.cos(turned), -math.sin(turned), 0, math.sin(turned), math.cos(turned), 0, 0, 0, 1))
    return image


VALUES = np.arange(5 * 6 * 7, dtype=np.int16).reshape(5, 6, 7) - 40


def agrees(volume: Volume, image: Any) -> None:
    assert volume.geometry is not None
    values = np.asarray(volume.voxels)
    for index in ((0, 0, 0), (6, 0, 0), (0, 5, 0), (0, 0, 4), (3, 2, 1)):
        place = image.TransformIndexToPhysicalPoint(index)
        i, j, k = (np.linalg.inv(volume.geometry.affine) @ [*place, 1])[:3]
        assert max(abs(n - round(n)) for n in (i, j, k)) < 0.01
        assert values[round(k), round(j), round(i)] == pytest.approx(image.GetPixel(index))


@pytest.mark.parametrize("ending", [".nii", ".nii.gz", ".nrrd"])
@pytest.mark.parametrize("kind", ["int16", "uint8", "float32"])
def test_voxels_lie_where_another_writer_put_them(tmp_path: Path, ending: str, kind: str) -> None:
    image = an_image(VALUES.astype(kind))
    ITK.WriteImage(image, str(tmp_path / f"v{ending}"), useCompression=ending != ".nii")
    ((shown, volume),) = opened((tmp_path / f"v{ending}").read_bytes(), f"v{ending}")
    assert shown.certificate.verdict == "regular"
    assert shown.spacing_mm == pytest.approx((2.5, 0.9, 0.7), abs=1e-4)
    agrees(volume, image)


def test_a_real_nrrd_and_its_mask_agree_with_another_reader(shared_data: Path) -> None:
    for name in ("breast1_image.nrrd", "breast1_label.nrrd"):
        path = shared_data / "imaging/pyradiomics" / name
        ((shown, volume),) = opened(path.read_bytes(), name)
        image = ITK.ReadImage(str(path))
        theirs = ITK.GetArrayFromImage(image)
        assert shown.shape == theirs.shape
        assert shown.geometry is not None
        corner = shown.geometry.affine @ [shown.shape[2] - 1, shown.shape[1] - 1, 0, 1]
        expected = image.TransformIndexToPhysicalPoint((shown.shape[2] - 1, shown.shape[1] - 1, 0))
        ours = np.asarray(volume.voxels)
        flipped = bool(np.dot(shown.geometry.affine[:3, 2], np.array(image.GetDirection()).reshape(3, 3)[:, 2]) < 0)
        if not flipped:
            assert corner[:3] == pytest.approx(expected, abs=0.01)
        np.testing.assert_allclose(ours[::-1] if flipped else ours, theirs)


def a_nifti(values: NDArray[Any], sform: Any = None, qform: Any = None, **header: Any) -> bytes:
    kind: Any = nibabel.Nifti1Image
    image = kind(values, None)
    image.header.set_sform(sform, 1 if sform is not None else 0)
    image.header.set_qform(qform, 1 if qform is not None else 0)
    for name, value in header.items():
        image.header[name] = value
    data: bytes = image.to_bytes()
    return data


RAS = np.diag([2.0, 3.0, 4.0, 1.0])


def test_ras_becomes_lps() -> None:
    ((shown, _),) = opened(a_nifti(VALUES.T, RAS), "a.nii")
    assert shown.geometry is not None
    np.testing.assert_allclose(shown.geometry.affine @ [1, 1, 1, 1], [-2, -3, 4, 1])


def test_the_sform_is_used_before_the_qform_and_a_difference_is_told() -> None:
    other = RAS.copy()
    other[2, 3] = 10
    data = a_nifti(VALUES.T, RAS, other)
    outcome = read("a.nii", data, Options())
    assert isinstance(outcome, Item)
    assert ["sform" in str(note.what) for note in outcome.notes] == [True]
    ((shown, _),) = opened(data, "a.nii")
    assert shown.geometry is not None
    assert shown.geometry.affine[2, 3] == 0
    ((by_qform, _),) = opened(a_nifti(VALUES.T, None, other), "a.nii")
    assert by_qform.geometry is not None
    assert by_qform.geometry.affine[2, 3] == 10
    alike = read("a.nii", a_nifti(VALUES.T, RAS, RAS), Options())
    assert isinstance(alike, Item)
    assert alike.notes == ()


def test_without_either_form_nothing_is_placed() -> None:
    ((shown, volume),) = opened(a_nifti(VALUES.T), "a.nii")
    assert (shown.geometry, shown.certificate.verdict) == (None, "none")
    assert volume.voxels.shape == (5, 6, 7)


def test_a_sheared_sform_is_a_tilt_not_hidden() -> None:
    sheared = RAS.copy()
    sheared[1, 2] = 1.0
    ((shown, _),) = opened(a_nifti(VALUES.T, sheared), "a.nii")
    assert shown.certificate.verdict == "tilted"
    assert shown.certificate.tilt_deg == pytest.approx(math.degrees(math.atan2(1, 4)), abs=0.01)


def test_metres_and_a_scale_are_read() -> None:
    data = a_nifti(VALUES.T, RAS / 1000 + np.diag([0, 0, 0, 0.999]), scl_slope=0.5, scl_inter=10, xyzt_units=1)
    ((shown, volume),) = opened(data, "a.nii")
    assert shown.spacing_mm == pytest.approx((4, 3, 2))
    assert float(np.asarray(volume.voxels).min()) == pytest.approx(-40 * 0.5 + 10)


def test_volumes_in_time_are_sets_of_their_own() -> None:
    four = np.stack([VALUES.T, VALUES.T + 1000], axis=-1)
    found = opened(a_nifti(four, RAS), "a.nii")
    assert [shown.reason for shown, _ in found] == ["time point 1", "time point 2"]
    assert [int(np.asarray(volume.voxels)[0, 0, 0]) for _, volume in found] == [-40, 960]


def test_colours_are_colours() -> None:
    values = np.zeros((4, 3, 2), np.dtype([("R", "u1"), ("G", "u1"), ("B", "u1")]))
    values["R"][1, 2, 1] = 200
    ((_, volume),) = opened(a_nifti(values, RAS), "a.nii")
    assert volume.is_colour
    assert np.asarray(volume.voxels)[1, 2, 1].tolist() == [200, 0, 0]


_NRRD = b"NRRD0004\ntype: short\nendian: little\ndimension: 3\n"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (a_nifti(VALUES.T, RAS)[:-9], "a.nii", "cut short"),
        (gzip.compress(a_nifti(VALUES.T, RAS))[:-40], "a.nii.gz", "cut short"),
        (b"\x1f\x8b" + b"x" * 90, "a.nii.gz", "damaged"),
        (b"hello" * 100, "a.nii", "something else"),
        (a_nifti(VALUES.T, RAS).replace(b"n+1\0", b"ni1\0"), "a.hdr", "another file"),
        (_NRRD + b"sizes: 4 4 4\nencoding: raw\ndata file: x.raw\n\n", "a.nhdr", "another file"),
        (_NRRD + b"sizes: 4 4 4\nencoding: raw\n\nab", "a.nrrd", "cut short"),
        (_NRRD + b"sizes: 9000 9000 90\nencoding: gzip\n\nab", "a.nrrd", "far more"),
        (b"NRRD0004\nnothing\n\n", "a.nrrd", "damaged"),
        (b"NRRD0004\ntype: short\ndimension: 1\nsizes: 4\nencoding: raw\n\n12345678", "a.nrrd", "dimensions"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(data: bytes, name: str, reason: str) -> None:
    outcome = read(name, data, Options())
    assert isinstance(outcome, Problem), outcome
    assert reason in str(outcome.what)
    assert str(outcome.hint)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    header = bytearray(a_nifti(np.zeros((4, 4, 4), np.int16), RAS))
    header[40:48] = np.array([3, 20000, 20000, 4], np.int16).tobytes()
    outcome = read("a.nii.gz", gzip.compress(bytes(header)), Options())
    assert isinstance(outcome, Problem)
    assert "far more" in str(outcome.what)
