"""A tilted gantry put upright: every value stays where it was in the patient."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.domain.volume import Certificate, Geometry, Volume
from app.imaging.straighten import straightened


def a_field(place: Any) -> Any:
    """A value for every place (…, 3) that changes evenly, so that interpolation is exact."""
    return 3.0 * place[..., 0] - 2.0 * place[..., 1] + 5.0 * place[..., 2]


def places(geometry: Geometry, shape: tuple[int, ...]) -> Any:
    k, j, i = np.indices(shape)
    return np.stack([i, j, k, np.ones(shape)], axis=-1) @ geometry.affine[:3].T


def tilted(degrees: float, rows: int = 20, columns: int = 16) -> Volume:
    lean = math.tan(math.radians(degrees)) * 3
    affine = np.array([[0.8, 0, 0.1, -7], [0, 0.5, -lean, 4], [0, 0, 3, 9], [0, 0, 0, 1.0]])
    geometry = Geometry(affine, "1.2")
    shape = (7, rows, columns)
    values = a_field(places(geometry, shape)).astype(np.float32)
    return Volume(values, geometry, "HU", Certificate("tilted", "", degrees, (), 0.02))


@pytest.mark.parametrize("degrees", [15.0, -18.5, 0.4])
def test_values_keep_their_place_in_the_patient(degrees: float) -> None:
    found = straightened(tilted(degrees))
    assert found.geometry is not None
    assert found.padding is not None
    expected = a_field(places(found.geometry, found.voxels.shape))
    inside = ~found.padding
    np.testing.assert_allclose(np.asarray(found.voxels)[inside], expected[inside], atol=1.7)  # half a pixel at an edge
    # away from the edges of the slices nothing is left out, and nothing is off
    core = np.pad(inside, ((0, 0), (2, 2), (2, 2)))
    core = core[:, 4:, 2:-2] & core[:, :-4, 2:-2] & core[:, 2:-2, 4:] & core[:, 2:-2, :-4]
    assert core.sum() > 1000
    np.testing.assert_allclose(np.asarray(found.voxels)[core], expected[core], atol=1e-3)
    assert inside.sum() >= 7 * 19 * 15


def test_the_grid_is_upright_and_nothing_is_cut_off() -> None:
    before = tilted(15)
    found = straightened(before)
    assert found.geometry is not None
    row, column, advance = (found.geometry.affine[:3, n] for n in range(3))
    assert (abs(advance @ row), abs(advance @ column)) == pytest.approx((0, 0), abs=1e-9)
    assert found.geometry.spacing_mm() == pytest.approx((3, 0.5, 0.8))
    assert found.certificate.is_volume
    assert "15.0°" in found.certificate.reason
    assert found.certificate.error_mm == 0.02
    assert found.padding is not None
    assert float(np.asarray(found.voxels)[~found.padding].max()) == pytest.approx(float(np.max(before.voxels)), abs=3)


def test_whole_numbers_stay_whole_and_padding_stays_padding() -> None:
    before = tilted(10)
    empty = np.zeros(before.voxels.shape, bool)
    empty[:, :4] = True
    found = straightened(replace(before, voxels=np.full(before.voxels.shape, 40, np.int16), padding=empty))
    assert found.voxels.dtype == np.int16
    assert found.padding is not None
    assert (found.voxels[~found.padding] == 40).all()
    assert (~found.padding).sum() <= (~empty).sum() + 7 * 17


def test_what_is_not_tilted_is_left_as_it_is() -> None:
    volume = replace(tilted(15), certificate=Certificate("gaps"))
    assert straightened(volume) is volume
