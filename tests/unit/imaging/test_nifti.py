"""NIfTI files agree with our affine and our values; what is no volume is not written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import SimpleITK

from app.domain.errors import WorkstationError
from app.domain.volume import Certificate, Geometry, Volume
from app.imaging.nifti import write


def oblique() -> Geometry:
    a, b = np.radians(20), np.radians(-35)
    turn = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    turn = turn @ np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    affine = np.eye(4)
    affine[:3, :3] = turn * [0.7, 0.9, 3.3]
    affine[:3, 3] = [-101.5, 33.25, 700.125]
    return Geometry(affine)


@pytest.mark.parametrize("dtype", [np.int16, np.float32])
def test_every_voxel_comes_back_at_its_place_with_its_value(tmp_path: Path, dtype: Any) -> None:
    voxels = np.arange(60, dtype=dtype).reshape(3, 4, 5)
    voxels += dtype(0.25) if dtype is np.float32 else dtype(-1000)
    write(Volume(voxels, oblique(), "HU", Certificate("regular")), tmp_path / "v.nii.gz")
    image: Any = SimpleITK.ReadImage(str(tmp_path / "v.nii.gz"))
    np.testing.assert_array_equal(SimpleITK.GetArrayFromImage(image), voxels)
    for index in ((0, 0, 0), (4, 3, 2), (1, 2, 1)):
        wanted = (oblique().affine @ [*index, 1])[:3]
        np.testing.assert_allclose(image.TransformIndexToPhysicalPoint(index), wanted, atol=0.001)


@pytest.mark.parametrize("verdict", ["gaps", "duplicates", "irregular", "single", "none"])
def test_what_is_no_volume_is_refused_with_its_reason(tmp_path: Path, verdict: Any) -> None:
    volume = Volume(np.zeros((2, 2, 2), np.int16), oblique(), "", Certificate(verdict, "because of a reason"))
    with pytest.raises(WorkstationError, match="because of a reason"):
        write(volume, tmp_path / "v.nii.gz")
    assert not list(tmp_path.iterdir())


def test_another_ending_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    volume = Volume(np.zeros((2, 2, 2), np.int16), oblique(), "", Certificate("regular"))
    with pytest.raises(WorkstationError, match="nii"):
        write(volume, tmp_path / "v.mha")
    with pytest.raises(WorkstationError, match="could not be written"):
        write(volume, tmp_path / "nowhere" / "v.nii")
