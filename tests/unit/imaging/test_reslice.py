"""Planes through a volume show what lies there: proven on fields whose value at every place is known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import ndimage

from app.domain.errors import WorkstationError
from app.domain.volume import Certificate, Geometry, Volume
from app.imaging.labels import edges
from app.imaging.reslice import (
    Direction,
    Plane,
    Reslicer,
    corners,
    plane_of,
    reach_of,
    samples_of,
    step_of,
    why_not,
)


def turned(x: float, y: float, shear: float = 0.0) -> Geometry:
    """Voxels of 0.7 x 0.9 x 2.5 mm, turned about x and z by degrees; ``shear`` tilts the slices against their axis."""
    a, b = np.radians(y), np.radians(x)
    turn = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    turn = turn @ np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    affine = np.eye(4)
    affine[:3, :3] = turn @ np.array([[1, 0, 0], [0, 1, np.tan(np.radians(shear))], [0, 0, 1]]) * [0.7, 0.9, 2.5]
    affine[:3, 3] = [-31.5, 13.25, 170.125]
    return Geometry(affine)


def field(geometry: Geometry, shape: tuple[int, int, int] = (20, 50, 60)) -> Volume:
    """Voxels whose value is 3 L + 5 P - 2 H + 7, the coordinates in mm: linear interpolation gives it exactly."""
    k, j, i = np.indices(shape)
    places = np.stack((i, j, k, np.ones(shape)), -1) @ geometry.affine.T
    return Volume(said(places[..., :3]).astype(np.float32), geometry, "", Certificate("regular"))


def said(places: NDArray[Any]) -> NDArray[Any]:
    wanted: NDArray[Any] = places @ np.array([3.0, 5.0, -2.0]) + 7
    return wanted


def places_of(plane: Plane) -> NDArray[Any]:
    rows, columns = np.indices(plane.shape)
    return plane.origin + plane.spacing_mm * (columns[..., None] * plane.right + rows[..., None] * plane.down)


WAYS = [turned(0, 0), turned(20, -35), turned(10, 5, shear=15), turned(90, 0), turned(0, 180)]


def deep_inside(volume: Volume, plane: Plane) -> NDArray[np.bool_]:
    """Where a pixel lies between voxel centres, so that nothing is carried over an edge."""
    assert volume.geometry is not None
    places = places_of(plane)
    at = np.concatenate((places, np.ones((*plane.shape, 1))), -1) @ np.linalg.inv(volume.geometry.affine).T
    k, j, i = volume.voxels.shape[:3]
    within: NDArray[np.bool_] = ((at[..., :3] >= 0) & (at[..., :3] <= np.array([i, j, k]) - 1)).all(-1)
    return within


@pytest.mark.parametrize("geometry", WAYS)
@pytest.mark.parametrize("direction", ["axial", "coronal", "sagittal"])
def test_each_pixel_holds_the_value_of_its_place(geometry: Geometry, direction: Direction) -> None:
    volume = field(geometry)
    plane = plane_of(volume, direction)
    within = deep_inside(volume, plane)
    assert within.sum() > 500
    np.testing.assert_allclose(Reslicer(volume).cut(plane)[within], said(places_of(plane))[within], atol=0.01)


@pytest.mark.parametrize("geometry", WAYS)
def test_so_does_a_plane_through_a_tilted_volume_as_it_is_certified(geometry: Geometry) -> None:
    volume = replace(field(geometry), certificate=Certificate("tilted", "a tilted gantry", 15.0))
    plane = plane_of(volume, "sagittal")
    within = deep_inside(volume, plane)
    np.testing.assert_allclose(Reslicer(volume).cut(plane)[within], said(places_of(plane))[within], atol=0.01)


@pytest.mark.parametrize("geometry", WAYS)
def test_so_does_an_oblique_plane(geometry: Geometry) -> None:
    volume = field(geometry)
    centre = corners(volume).mean(0)
    plane = plane_of(volume, "axial").turned(centre, np.array([1.0, 0.3, 0.0]), 33).turned(centre, np.eye(3)[2], -12)
    within = deep_inside(volume, plane)
    assert within.sum() > 500
    np.testing.assert_allclose(Reslicer(volume).cut(plane)[within], said(places_of(plane))[within], atol=0.01)


def test_a_plane_one_voxel_off_would_be_noticed() -> None:
    """The control of the two tests above."""
    volume = field(turned(20, -35))
    plane = plane_of(volume, "axial")
    within = deep_inside(volume, plane)
    wrong = Reslicer(volume).cut(plane.moved(0.1))
    assert np.abs(wrong[within] - said(places_of(plane))[within]).min() > 0.1


@pytest.mark.parametrize("projection", ["mean", "max", "min"])
def test_a_slab_agrees_with_another_interpolator(projection: Any) -> None:
    rng = np.random.default_rng(5)
    volume = replace(field(turned(20, -35)), voxels=rng.normal(size=(20, 50, 60)).astype(np.float32))
    assert volume.geometry is not None
    plane = plane_of(volume, "coronal")
    slab = 6.0
    found = Reslicer(volume).cut(plane, slab, projection)
    count = round(slab / step_of(volume, plane)) + 1
    samples = []
    for away in np.linspace(-slab / 2, slab / 2, count):
        places = places_of(plane.moved(away))
        at = np.concatenate((places, np.ones((*plane.shape, 1))), -1) @ np.linalg.inv(volume.geometry.affine).T
        samples.append(ndimage.map_coordinates(volume.voxels, at[..., 2::-1].transpose(2, 0, 1), order=1))
    reduce: Any = {"mean": np.mean, "max": np.max, "min": np.min}[projection]
    within = deep_inside(volume, plane.moved(slab / 2)) & deep_inside(volume, plane.moved(-slab / 2))
    assert within.sum() > 500
    np.testing.assert_allclose(found[within], reduce(samples, axis=0)[within], atol=1e-4)


def test_what_the_volume_does_not_reach_is_the_lowest_value_in_every_projection() -> None:
    volume = field(turned(0, 0))
    plane = replace(plane_of(volume, "axial"), origin=corners(volume).max(0) + 50)
    for projection in ("mean", "max", "min"):
        cut = Reslicer(volume).cut(plane, 5.0, projection)
        np.testing.assert_array_equal(cut, volume.voxels.min())


def test_a_slab_that_leaves_the_volume_projects_what_is_inside() -> None:
    volume = field(turned(0, 0))
    assert volume.geometry is not None
    first = plane_of(volume, "axial", volume.geometry.affine[:3, 3])
    voxels = volume.voxels
    np.testing.assert_allclose(Reslicer(volume).cut(first, 10.0, "min")[25, 30], voxels[:3, :, :].min(), atol=200)
    inside = Reslicer(volume).is_inside(first, 10.0, 5)[:, 25, 30]
    assert inside.tolist() == [False, False, True, True, True] or inside.tolist() == [True, True, True, False, False]


def test_padding_is_outside() -> None:
    volume = field(turned(0, 0))
    padding = np.zeros(volume.voxels.shape, np.bool_)
    padding[10:] = True
    padded = replace(volume, padding=padding, voxels=np.where(padding, np.float32(1e6), volume.voxels))
    cut = Reslicer(padded).cut(plane_of(padded, "coronal"), 8.0, "max")
    assert cut.max() <= volume.voxels[:10].max()


@pytest.mark.parametrize(
    ("direction", "letters"),
    [("axial", ("R", "L", "A", "P")), ("coronal", ("R", "L", "H", "F")), ("sagittal", ("A", "P", "H", "F"))],
)
def test_planes_face_the_way_radiologists_hang_them(direction: Direction, letters: tuple[str, ...]) -> None:
    volume = field(turned(20, -35))
    assert edges(plane_of(volume, direction).geometry()) == letters


def test_the_axial_plane_of_an_untilted_series_is_its_own_slice() -> None:
    """0.7 mm in both directions: the raster is the file's, so no value changes."""
    affine = np.diag([0.7, 0.7, 2.5, 1.0])
    volume = replace(field(Geometry(affine)), voxels=np.arange(60000, dtype=np.int16).reshape(20, 50, 60) % 3000)
    volume = replace(volume, voxels=volume.voxels.astype(np.int16))
    plane = plane_of(volume, "axial", np.array([0, 0, 7 * 2.5]))
    cut = Reslicer(volume).cut(plane)
    assert cut.dtype == np.int16
    np.testing.assert_array_equal(cut, volume.voxels[7])


def test_places_and_pixels_turn_into_each_other() -> None:
    plane = plane_of(field(turned(20, -35)), "sagittal")
    row, column, away = plane.pixel(plane.at(3, 7) + 2.5 * plane.normal)
    assert (row, column, away) == pytest.approx((3, 7, 2.5))
    np.testing.assert_allclose(plane.through(plane.at(3, 7) + 2.5 * plane.normal).origin, plane.moved(2.5).origin)


def test_a_coarser_plane_covers_the_same_rectangle() -> None:
    plane = Plane(np.zeros(3), np.array([1.0, 0, 0]), np.array([0, 1.0, 0]), 0.5, (8, 12))
    coarse = plane.coarser(4)
    assert (coarse.shape, coarse.spacing_mm) == ((2, 3), 2.0)
    np.testing.assert_allclose(coarse.at(-0.5, -0.5), plane.at(-0.5, -0.5))
    np.testing.assert_allclose(coarse.at(1.5, 2.5), plane.at(7.5, 11.5))


def test_planes_step_by_the_voxels_they_cross() -> None:
    volume = field(turned(0, 0))
    steps = [step_of(volume, plane_of(volume, d)) for d in ("axial", "coronal", "sagittal")]
    assert steps == pytest.approx([2.5, 0.9, 0.7])
    first, last = reach_of(volume, plane_of(volume, "axial"))
    assert last - first == pytest.approx(20 * 2.5)


@pytest.mark.parametrize(
    ("verdict", "shape", "word"),
    [("gaps", (3, 4, 5), "a missing slice"), ("regular", (1, 4, 5), "single"), ("regular", (3, 4, 5, 3), "colour")],
)
def test_what_is_no_volume_is_refused_with_its_reason(verdict: Any, shape: tuple[int, ...], word: str) -> None:
    volume = Volume(np.zeros(shape, np.uint8), turned(0, 0), "", Certificate(verdict, "a missing slice"))
    assert word in str(why_not(volume))
    with pytest.raises(WorkstationError, match=word):
        Reslicer(volume)


# ---- the compiled loops, beside the same written with scipy


def sampled(volume: Volume, plane: Plane, slab: float, projection: str) -> NDArray[Any]:
    """(rows, columns) by scipy in double precision, over the samples that lie in the voxels."""
    assert volume.geometry is not None
    count = samples_of(volume, plane, slab)
    samples = []
    for away in np.linspace(-slab / 2, slab / 2, count) if count > 1 else (0.0,):
        places = np.concatenate((places_of(plane.moved(away)), np.ones((*plane.shape, 1))), -1)
        at = (places @ np.linalg.inv(volume.geometry.affine).T)[..., 2::-1].transpose(2, 0, 1)
        found = ndimage.map_coordinates(volume.voxels.astype(np.float64), at, order=1, mode="nearest")
        sizes = np.array(volume.voxels.shape)[:, None, None]
        samples.append(np.where(((at >= -0.5) & (at <= sizes - 0.5)).all(0), found, np.nan))
    met = np.isfinite(samples).any(0)
    reduce: Any = {"mean": np.nanmean, "max": np.nanmax, "min": np.nanmin}[projection]
    values = reduce(np.where(met, samples, 0), axis=0)
    whole: NDArray[Any] = np.where(met, values, volume.voxels.min())
    return whole


@pytest.mark.parametrize("kind", [np.int16, np.float32, np.uint8])
@pytest.mark.parametrize("projection", ["mean", "max", "min"])
@pytest.mark.parametrize("slab", [0.0, 9.0])
def test_a_cut_is_scipys_to_the_last_unit_at_the_edges_of_the_volume_too(
    kind: Any, projection: Any, slab: float
) -> None:
    voxels = np.random.default_rng(3).integers(0, 250, (9, 40, 150)).astype(kind)
    volume = replace(field(turned(20, -35, shear=10)), voxels=voxels)
    plane = plane_of(volume, "axial").turned(corners(volume).mean(0), np.array([1.0, 0.3, 0.0]), 33)
    found, wanted = Reslicer(volume).cut(plane, slab, projection), sampled(volume, plane, slab, projection)
    is_whole = kind != np.float32 and not (slab and projection == "mean")
    # whole numbers are rounded, never cut off
    np.testing.assert_allclose(found, wanted, atol=0.5 + 1e-3 if is_whole else 1e-3)
    assert found.dtype == (np.float32 if slab and projection == "mean" else kind)
    assert abs(float((found - wanted).mean())) < 0.02
    assert np.isclose(wanted, voxels.min()).any()
    assert np.ptp(wanted) > 100


@pytest.mark.parametrize("shape", [(4, 1, 7), (4, 7, 1), (2, 1, 1)])
def test_a_volume_one_voxel_wide_is_cut_too(shape: tuple[int, int, int]) -> None:
    volume = field(turned(0, 0), shape)
    for direction in ("axial", "coronal", "sagittal"):
        plane = plane_of(volume, direction)
        np.testing.assert_allclose(Reslicer(volume).cut(plane), sampled(volume, plane, 0, "mean"), atol=1e-3)


def test_what_is_not_a_number_spoils_no_slab_and_no_slice_beside_it() -> None:
    volume = field(turned(0, 0))
    voxels = volume.voxels.copy()
    voxels[5] = np.nan
    volume = replace(volume, voxels=voxels)
    assert volume.geometry is not None
    beside = plane_of(volume, "axial", volume.geometry.affine[:3, :3] @ [0, 0, 4] + volume.geometry.affine[:3, 3])
    reslicer = Reslicer(volume)
    assert np.isfinite(reslicer.cut(beside)).sum() > 2000
    assert np.isfinite(reslicer.cut(beside, 12.0, "max")).sum() > 2000
    assert (
        not np.isfinite(reslicer.cut(beside.moved(2.5))).any()
        or not np.isfinite(reslicer.cut(beside.moved(-2.5))).any()
    )
