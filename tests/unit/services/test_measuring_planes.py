"""What is measured on planes through a volume has the values of the cut, its place in the patient, and reads back."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from highdicom import sr
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.measurement import KINDS, Measurement, Point, Pose
from app.domain.patient import Deed, Principal
from app.domain.work import quietly
from app.imaging.dicom_objects.measurement_report import read
from app.imaging.reslice import Plane, Reslicer, plane_of, rotation
from app.jobs.workers import Workers
from app.services.importing import Importing
from app.services.measuring import Measuring
from app.services.news import News
from app.services.unlocking import Opened
from app.services.viewing import OpenedSet, Viewing
from app.store import studies
from tests.dicom_files import ROOT_UID, a_slice

SERIES, STUDY = f"{ROOT_UID}.2.1", f"{ROOT_UID}.1.1"
ROWS, COLUMNS, SLICES = 20, 24, 16


def field_at(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """The value at places (n, 3), LPS mm: a linear field, so that interpolation is exact."""
    values: NDArray[np.float64] = places @ np.array([3.0, 2.0, 5.0]) + 100
    return values


@dataclass
class Desk:
    opened: Opened
    measuring: Measuring
    shown: OpenedSet
    reslicer: Reslicer

    @property
    def me(self) -> Principal:
        return self.opened.principal

    def draw(self, pose: Pose, kind: Any, points: list[Point], note: str = "") -> Measurement:
        return self.measuring.draw_on_plane(self.me, self.shown, self.reslicer, pose, kind, points, note)

    def report(self) -> bytes:
        uid = self.measuring.report(self.me, STUDY)
        with self.opened.store.transaction(Deed(self.me, "list series")) as tx:
            (instance,) = studies.instances(tx, uid)
        return self.opened.store.objects.get(instance.object)


def bring(
    opened: Opened, workers: Workers, folder: Path, heights: list[float], **changes: Any
) -> tuple[Any, OpenedSet]:
    """Slices of 1 x 1 mm pixels that hold the field, at (10, -5, z)."""
    folder.mkdir()
    columns, rows = np.meshgrid(np.arange(COLUMNS), np.arange(ROWS))
    for n, z in enumerate(heights):
        places = np.stack((10 + columns, -5 + rows, np.full(columns.shape, z)), axis=-1).reshape(-1, 3)
        values = (field_at(places.astype(float)) + 1024).round().astype(np.int16).reshape(ROWS, COLUMNS)
        data = a_slice(str(n + 1), (10, -5, z), values, PixelSpacing=[1.0, 1.0], **changes)
        (folder / f"{n}.dcm").write_bytes(data)
    news = News()
    Importing(opened.store, workers, news).import_paths(opened.principal, (folder,), None, quietly)
    shown = Viewing(opened.store, workers, news).open(opened.principal, SERIES, None, quietly)
    return Measuring(opened.store, workers, news), shown


@pytest.fixture
def desk(opened: Opened, workers: Workers, tmp_path: Path) -> Desk:
    measuring, shown = bring(opened, workers, tmp_path / "inbox", [2.0 * n for n in range(SLICES)])
    return Desk(opened, measuring, shown, Reslicer(shown.volume))


def pose_of(plane: Plane, frame_of_reference: str = f"{ROOT_UID}.4.1", **changes: Any) -> Pose:
    origin, right, down = (tuple(float(v) for v in one) for one in (plane.origin, plane.right, plane.down))
    return Pose(origin, right, down, plane.spacing_mm, *plane.shape, frame_of_reference, **changes)  # type: ignore[arg-type]


def coronal(desk: Desk) -> Pose:
    return pose_of(plane_of(desk.shown.volume, "coronal"), direction="coronal")


def oblique(desk: Desk) -> Pose:
    axis = np.array([1.0, 2.0, 0.5])
    plane = plane_of(desk.shown.volume, "axial")
    turn = tuple(float(v) for v in rotation(axis, 33.0).ravel())
    return pose_of(plane.turned(plane.centre, axis, 33.0), turn=turn)


def test_a_length_across_slices_is_in_millimetres_of_the_patient(desk: Desk) -> None:
    pose = coronal(desk)
    made = desk.draw(pose, "length", [(2, 3), (2, 23)])
    (figure,) = made.figures
    assert figure.value == pytest.approx(20 * pose.spacing_mm)
    assert figure.unit == "mm"
    assert made.calibration.source == "resliced"
    first, last = (np.array(place) for place in made.places)
    assert np.linalg.norm(last - first) == pytest.approx(figure.value)
    assert last[2] - first[2] == pytest.approx(-figure.value)  # downwards is towards the feet


@pytest.mark.parametrize("which", ["coronal", "oblique"])
def test_a_region_has_the_values_of_the_field_where_it_lies(desk: Desk, which: str) -> None:
    pose = coronal(desk) if which == "coronal" else oblique(desk)
    plane = Plane.of(pose)
    centre = np.array(plane.pixel(plane_of(desk.shown.volume, "axial").centre)[:2])[::-1]
    box = [(-3.2, -2.2), (3.2, -2.2), (3.2, 2.2), (-3.2, 2.2)]
    points = [(float(centre[0] + x), float(centre[1] + y)) for x, y in box]
    made = desk.draw(pose, "rectangle", points)
    found = {figure.name: figure.value for figure in made.figures}
    columns = [c for c in range(pose.columns) if points[0][0] <= c < points[1][0]]
    rows = [r for r in range(pose.rows) if points[0][1] <= r < points[2][1]]
    values = field_at(np.array([plane.at(r, c) for r in rows for c in columns]))
    assert found["pixels"] == len(columns) * len(rows)
    assert found["mean"] == pytest.approx(values.mean(), abs=0.51)  # voxels are whole numbers
    assert found["sd"] == pytest.approx(values.std(ddof=1), abs=0.51)
    assert found["area"] == pytest.approx(6.4 * 4.4 * pose.spacing_mm**2)
    assert "volume" not in found


def test_pixels_outside_the_volume_do_not_count(desk: Desk) -> None:
    pose = coronal(desk)
    made = desk.draw(pose, "rectangle", [(-4.6, 1.4), (2.4, 1.4), (2.4, 3.4), (-4.6, 3.4)])
    assert {figure.name: figure.value for figure in made.figures}["pixels"] == 3 * 2
    outside = desk.draw(pose, "probe", [(-3.0, 0.0)])
    assert outside.figures == ()


def test_it_is_kept_with_its_plane_and_the_slice_nearest_to_it(desk: Desk) -> None:
    pose = oblique(desk)
    made = desk.draw(pose, "probe", [(pose.columns / 2, pose.rows / 2)], "here")
    assert desk.measuring.measurements(desk.me, SERIES) == (made,)
    z = made.places[0][2]
    assert made.instance == desk.shown.shown.frames[round(z / 2)].instance
    moved = desk.measuring.redraw_on_plane(desk.me, desk.shown, desk.reslicer, made, coronal(desk), [(5, 5)])
    assert (moved.id, moved.plane) == (made.id, coronal(desk))
    assert desk.measuring.measurements(desk.me, SERIES) == (moved,)


def test_images_that_are_no_volume_cannot_be_cut_and_say_why(opened: Opened, workers: Workers, tmp_path: Path) -> None:
    _, shown = bring(opened, workers, tmp_path / "uneven", [0, 2, 4, 9, 11])
    with pytest.raises(WorkstationError, match="do not stand as a volume"):
        Reslicer(shown.volume)


SHAPES: dict[str, list[Point]] = {
    "length": [(2, 3), (9, 11)],
    "angle": [(2, 3), (9, 11), (12, 4)],
    "cobb": [(2, 3), (9, 5), (2, 11), (9, 14)],
    "bidirectional": [(2, 3), (12, 3), (7, 1), (7, 6)],
    "ellipse": [(3, 8), (11, 8), (7, 6), (7, 10)],
    "rectangle": [(3, 3), (9, 3), (9, 8), (3, 8)],
    "polygon": [(3, 3), (9, 3), (6, 9)],
    "freehand": [(3, 3), (9, 3), (8, 9), (4, 8)],
    "probe": [(6, 7)],
}


def test_every_kind_is_written_as_3d_coordinates_and_read_back_the_same(desk: Desk) -> None:
    pose = oblique(desk)
    made = {kind: desk.draw(pose, kind, SHAPES[kind], f"note of {kind}") for kind in KINDS}
    data = desk.report()
    found, others = read(data)
    assert others == 0
    assert len(found) == len(KINDS)
    for one in found:
        before = made[one.kind]
        assert (one.id, one.note, one.instance) == (before.id, before.note, "")
        assert one.frame_of_reference == f"{ROOT_UID}.4.1"
        assert np.allclose(one.places, before.places, atol=1e-4)  # kept in single precision
        assert {f.name: f.value for f in one.figures} == pytest.approx({f.name: f.value for f in before.figures})


def test_highdicom_finds_the_same_places_and_frame_of_reference(desk: Desk) -> None:
    pose = oblique(desk)
    region = desk.draw(pose, "polygon", SHAPES["polygon"])
    line = desk.draw(pose, "length", SHAPES["length"])
    document = sr.srread(io.BytesIO(desk.report()))
    assert isinstance(document, sr.Comprehensive3DSR)
    content: Any = document.content
    (group,) = content.get_planar_roi_measurement_groups()
    assert group.roi.graphic_type == sr.GraphicTypeValues3D.POLYGON
    assert np.allclose(group.roi.value, [*region.places, region.places[0]], atol=1e-4)
    assert group.roi.frame_of_reference_uid == f"{ROOT_UID}.4.1"
    (other,) = content.get_image_measurement_groups()
    (number,) = other.get_measurements()
    (coordinates,) = number.referenced_coordinates
    assert np.allclose(coordinates.value, line.places, atol=1e-4)
    assert float(number.value) == pytest.approx(line.figures[0].value)


def test_planes_and_images_go_into_one_report(desk: Desk) -> None:
    flat = desk.measuring.draw(desk.me, desk.shown, 3, "length", [(1, 1), (9, 1)])
    deep = desk.draw(coronal(desk), "length", [(2, 3), (2, 23)])
    found, others = read(desk.report())
    assert others == 0
    assert {one.id: (one.instance, one.points != ()) for one in found} == {
        flat.id: (flat.instance, True),
        deep.id: ("", False),
    }


def test_without_a_frame_of_reference_the_report_is_refused_with_the_reason(desk: Desk) -> None:
    desk.draw(pose_of(plane_of(desk.shown.volume, "coronal"), ""), "length", [(2, 3), (2, 23)])
    with pytest.raises(WorkstationError, match="no frame of reference"):
        desk.report()
