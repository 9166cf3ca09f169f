"""Which frames belong together, in which order, and whether they stand as a volume."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as Items

from app.domain.study import DisplaySet, Instance, Series, Splitting
from app.imaging.assemble import RULES, Assembled, Rule, assemble, courses, largest, rules_for
from app.ingest.reader import Item, Options
from app.ingest.reading import read
from tests.dicom_files import AXIAL, a_header, a_slice, a_stack, as_bytes, enhanced_mr, placed, with_pixels


def assembled(files: Iterable[bytes]) -> Assembled:
    images = []
    for data in files:
        outcome = read("a.dcm", data, Options())
        assert isinstance(outcome, Item), outcome
        assert outcome.image is not None
        images.append(outcome.image)
    return assemble(images[0].series, [i.instance for i in images])


def images(files: Iterable[bytes]) -> tuple[Series, list[Instance]]:
    found = [outcome.image for data in files if isinstance(outcome := read("a.dcm", data, Options()), Item)]
    held = [image for image in found if image is not None]
    return held[0].series, [image.instance for image in held]


def only_set(files: Iterable[bytes]) -> DisplaySet:
    (found,) = assembled(files).sets
    return found


def uids(shown: DisplaySet) -> list[str]:
    return [frame.instance.rsplit(".", 1)[1] for frame in shown.frames]


def test_slices_are_sorted_by_their_place_not_by_their_number() -> None:
    files = a_stack([10.0, 0.0, 20.0, 5.0, 15.0], SpacingBetweenSlices="77", SliceThickness="99")
    shown = only_set(files)
    assert uids(shown) == ["2", "4", "1", "5", "3"]
    assert shown.spacing_mm == (5, 2, 1)
    assert shown.shape == (5, 3, 4)
    assert shown.certificate.verdict == "regular"


def test_the_affine_maps_column_row_slice_to_lps() -> None:
    shown = only_set([a_slice(str(n), (-7.0, 3.0, 4.0 * n)) for n in range(1, 4)])
    assert shown.geometry is not None
    point = shown.geometry.affine @ [2, 1, 2, 1]  # column 2, row 1, slice 2; pixels are 2 mm high and 1 mm wide
    np.testing.assert_allclose(point, [-7 + 2 * 1, 3 + 1 * 2, 4 + 2 * 4, 1])


def test_an_oblique_stack_keeps_its_direction_cosines() -> None:
    angle = math.radians(30)
    orientation = (math.cos(angle), math.sin(angle), 0, 0, 0, -1)
    normal = np.cross(orientation[:3], orientation[3:])
    shown = only_set([a_slice(str(n), tuple(normal * 3 * n), orientation=orientation) for n in range(1, 5)])
    assert shown.certificate.verdict == "regular"
    assert shown.geometry is not None
    np.testing.assert_allclose(shown.geometry.affine[:3, 2], normal * 3, atol=1e-9)
    assert shown.spacing_mm == pytest.approx((3, 2, 1))


def test_a_gap_between_slices_is_reported_not_hidden() -> None:
    shown = only_set(a_stack([0, 3, 6, 12, 15]))
    assert shown.certificate.verdict == "gaps"
    assert shown.certificate.gaps_at == (2,)
    assert "3.00 to 6.00 mm" in shown.certificate.reason
    assert shown.geometry is None
    assert shown.spacing_mm[0] is None


@pytest.mark.parametrize(("jitter", "verdict"), [(0.04, "regular"), (0.2, "gaps"), (-0.2, "gaps")])
def test_small_rounding_is_no_gap(jitter: float, verdict: str) -> None:
    assert only_set(a_stack([0, 3, 6 + jitter, 9, 12])).certificate.verdict == verdict


def test_a_tilted_gantry_is_measured_and_keeps_its_shear() -> None:
    lean = math.tan(math.radians(15)) * 3
    shown = only_set([a_slice(str(n), (0, -lean * n, 3.0 * n)) for n in range(1, 6)])
    assert shown.certificate.verdict == "tilted"
    assert shown.certificate.tilt_deg == pytest.approx(15, abs=0.01)
    assert not shown.certificate.is_volume
    assert shown.geometry is not None
    np.testing.assert_allclose(shown.geometry.affine[:3, 2], [0, -lean, 3], atol=1e-9)


def test_slices_beside_the_line_are_irregular() -> None:
    files = [a_slice(str(n), (5.0 if n == 3 else 0.0, 0, 3.0 * n)) for n in range(1, 6)]
    assert only_set(files).certificate.verdict == "irregular"


def test_two_phases_at_the_same_places_are_two_volumes() -> None:
    phases = [a_slice(f"{phase}{n}", (0, 0, 3.0 * n), AcquisitionNumber=phase) for n in range(1, 6) for phase in (1, 2)]
    sets = assembled(phases).sets
    assert [s.shape[0] for s in sets] == [5, 5]
    assert [s.reason for s in sets] == ["acquisition 1", "acquisition 2"]
    assert all(s.certificate.verdict == "regular" for s in sets)


def test_a_number_that_differs_for_every_slice_splits_nothing() -> None:
    files = [a_slice(str(n), (0, 0, 3.0 * n), AcquisitionNumber=n) for n in range(1, 6)]
    assert only_set(files).shape[0] == 5


def test_b_values_and_their_directions_are_volumes_of_their_own() -> None:
    def image(uid: str, z: float, b: float, direction: list[float]) -> bytes:
        return a_slice(uid, (0, 0, z), DiffusionBValue=b, DiffusionGradientOrientation=direction)

    files = []
    for n in range(1, 4):
        files.append(image(f"1{n}", 3.0 * n, 0, [0, 0, 0]))
        files += [image(f"2{n}", 3.0 * n, 1000, [1, 0, 0]), image(f"3{n}", 3.0 * n, 1000, [0, 1, 0])]
    assert [s.shape[0] for s in assembled(files).sets] == [3, 3, 3]


def test_time_points_without_a_label_are_split_by_their_numbers() -> None:
    files = [a_slice(str(10 * time + n), (0, 0, 3.0 * n)) for time in (1, 2, 3) for n in range(1, 5)]
    sets = assembled(files).sets
    assert [uids(s) for s in sets] == [["11", "12", "13", "14"], ["21", "22", "23", "24"], ["31", "32", "33", "34"]]
    assert sets[1].reason == "image 2 of 3 at each place, by their numbers"


def test_two_stacks_beside_one_another_at_the_same_heights_are_two_volumes() -> None:
    """Two fields of view of one scan, told apart by an attribute, or where none tells by where their pictures begin."""
    heights = [0.0, 3.0, 6.0]
    changes: list[dict[str, Any]] = [{"AcquisitionNumber": "2"}, {}]
    for more in changes:
        files = [
            *(a_slice(str(n), (0, 0, z), AcquisitionNumber="1") for n, z in enumerate(heights, 1)),
            *(a_slice(str(n), (-20, 5, z), **more) for n, z in enumerate(heights, 11)),
        ]
        random.Random(3).shuffle(files)
        first, second = assembled(files).sets
        assert [uids(first), uids(second)] == [["1", "2", "3"], ["11", "12", "13"]]
        assert [s.certificate.verdict for s in (first, second)] == ["regular"] * 2


def test_where_nothing_else_tells_them_apart_the_corner_of_the_picture_does() -> None:
    files = [a_slice(str(n), (x, 5, z)) for n, (x, z) in enumerate([(-20, 0), (0, 3), (-20, 3), (0, 0)], 1)]
    first, second = assembled(files).sets
    assert [uids(first), uids(second)] == [["1", "3"], ["4", "2"]]
    assert first.reason == "images that begin at -20, 5 mm in their plane"


def test_points_in_time_are_one_course_in_the_order_of_time() -> None:
    """Eleven points in time of three slices, whose files are numbered at random and come in any order."""
    dice = random.Random(8)
    numbers = dice.sample(range(1, 100), 33)
    files = [
        a_slice(str(100 + n), (0, 0, 3.0 * (n % 3)), InstanceNumber=str(numbers[n]),
                TemporalPositionIdentifier=str(n // 3 + 1))
        for n in range(33)
    ]  # fmt: skip
    dice.shuffle(files)
    sets = assembled(files).sets
    (course,) = courses(sets)
    assert (course.name, course.values) == ("time point", tuple(str(n) for n in range(1, 12)))
    by_id = {one.id: one for one in sets}
    for n, one in enumerate(course.sets):
        assert uids(by_id[one]) == [str(100 + 3 * n + k) for k in range(3)]
        assert by_id[one].certificate.is_volume


def test_volumes_at_other_places_are_no_course() -> None:
    files = [
        *(a_slice(str(n), (0, 0, 3.0 * n), EchoNumbers="1") for n in range(3)),
        *(a_slice(str(10 + n), (0, 0, 6.0 * n), EchoNumbers="2") for n in range(3)),
    ]
    assert len(assembled(files).sets) == 2
    assert courses(assembled(files).sets) == ()


def test_one_slice_that_came_twice_is_said_and_shown() -> None:
    shown = only_set([*a_stack([0, 3, 6, 9]), a_slice("99", (0, 0, 6))])
    assert shown.certificate.verdict == "duplicates"
    assert shown.shape[0] == 5


def test_a_localizer_another_size_and_another_plane_are_sets_of_their_own() -> None:
    stack = a_stack([0, 3, 6, 9])
    scout = a_slice("90", (0, 0, 4.5), ImageType=["ORIGINAL", "PRIMARY", "LOCALIZER"])
    large = a_slice("91", (0, 0, 30), pixels=np.zeros((6, 8), np.int16))
    coronal = a_slice("92", (0, 0, 0), orientation=(1, 0, 0, 0, 0, -1))
    sets = assembled([*stack, scout, large, coronal]).sets
    assert sorted(s.shape for s in sets) == [(1, 3, 4), (1, 3, 4), (1, 6, 8), (4, 3, 4)]
    opened = largest(sets)
    assert opened is not None
    assert opened.certificate.verdict == "regular"
    assert any("localizer" in s.reason for s in sets)
    assert any("coronal" in s.reason for s in sets)


def test_two_frames_of_reference_are_never_one_volume() -> None:
    other = [a_slice(f"5{n}", (0, 0, 12 + 3.0 * n), FrameOfReferenceUID="1.9") for n in range(4)]
    assert [s.shape[0] for s in assembled([*a_stack([0, 3, 6, 9]), *other]).sets] == [4, 4]


def test_frames_of_an_enhanced_object_are_sorted_by_their_own_places() -> None:
    shown = only_set([enhanced_mr([(0, 0, 10), (0, 0, 0), (0, 0, 5)], [10, 20, 30])])
    assert [frame.index for frame in shown.frames] == [1, 2, 0]
    assert shown.spacing_mm == (5, 2, 1)
    assert shown.certificate.verdict == "regular"


def test_a_cine_is_a_set_without_a_place() -> None:
    ds = with_pixels(a_header("1.2.840.10008.5.1.4.1.1.3.1", Modality="US"), np.zeros((4, 3, 5), np.uint8))
    shown = only_set([as_bytes(ds)])
    assert shown.shape == (4, 3, 5)
    assert (shown.geometry, shown.certificate.verdict) == (None, "none")


def test_each_film_of_a_projection_series_is_a_screen_of_its_own() -> None:
    films = [
        as_bytes(with_pixels(
            a_header("1.2.840.10008.5.1.4.1.1.1", uid=uid, Modality="CR", ImagerPixelSpacing=[0.2, 0.2]),
            np.zeros((3, 4), np.uint16),
        ))
        for uid in ("1", "2")
    ]  # fmt: skip
    sets = assembled(films).sets
    assert [s.shape for s in sets] == [(1, 3, 4), (1, 3, 4)]
    assert sets[0].spacing_mm == (None, 0.2, 0.2)


def test_a_mosaic_is_shown_flat_and_says_why() -> None:
    shown = only_set([a_slice("1", (0, 0, 0), ImageType=["ORIGINAL", "PRIMARY", "M", "MOSAIC"])])
    assert shown.certificate.verdict == "none"
    assert "mosaic" in shown.certificate.reason
    assert shown.geometry is None


def test_one_slice_is_single() -> None:
    shown = only_set(a_stack([5]))
    assert shown.certificate.verdict == "single"
    assert shown.spacing_mm == (None, 2, 1)


def test_images_without_a_pixel_size_are_no_volume() -> None:
    assert only_set(a_stack([0, 3, 6], PixelSpacing=None)).certificate.verdict == "none"


def test_every_instance_is_shown_or_accounted_for() -> None:
    report = as_bytes(a_header("1.2.840.10008.5.1.4.1.1.88.11", uid="70", Modality="CT"))
    found = assembled([*a_stack([0, 3, 6]), report])
    assert sum(len(s.frames) for s in found.sets) == 3
    (problem,) = found.not_shown
    assert "no image" in str(problem.what)


def test_the_order_files_come_in_changes_nothing() -> None:
    files = [*a_stack([0, 3, 6, 9]), a_slice("90", (0, 0, 4.5), ImageType=["ORIGINAL", "PRIMARY", "LOCALIZER"])]
    wanted = [(s.id, uids(s), s.reason) for s in assembled(files).sets]
    random.Random(1).shuffle(files)
    assert [(s.id, uids(s), s.reason) for s in assembled(files).sets] == wanted


def test_a_direction_that_is_none_is_no_place() -> None:
    ds = placed(with_pixels(a_header(), np.zeros((3, 4), np.int16)), (0, 0, 0), orientation=(1, 0, 0, 1, 0, 0))
    assert only_set([as_bytes(ds)]).certificate.verdict == "none"
    assert AXIAL == (1, 0, 0, 0, 1, 0)


# ---- frames of one object -------------------------------------------------------------------------------------------


def test_frames_of_an_enhanced_object_may_stand_in_any_order() -> None:
    heights = [10.0, 0.0, 15.0, 5.0]
    shown = only_set([enhanced_mr([(0, 0, z) for z in heights], [1, 1, 1, 1])])
    assert [frame.index for frame in shown.frames] == [1, 3, 0, 2]
    assert (shown.certificate.verdict, shown.spacing_mm[0]) == ("regular", 5)
    assert shown.geometry is not None
    np.testing.assert_allclose(shown.geometry.affine[:3, 3], (0, 0, 0))


def a_tomogram(between: float, planes: int = 4, **changes: object) -> bytes:
    """Nuclear medicine: the planes of a reconstructed tomogram, their distance in one attribute."""
    ds = a_header("1.2.840.10008.5.1.4.1.1.20", Modality="NM")
    with_pixels(ds, np.zeros((planes, 3, 4), np.uint16))
    detector = Dataset()
    detector.ImagePositionPatient, detector.ImageOrientationPatient = [1, 2, 30], list(AXIAL)
    ds.DetectorInformationSequence = Items([detector])
    ds.ImageType = ["ORIGINAL", "PRIMARY", "RECON TOMO", "EMISSION"]
    ds.PixelSpacing, ds.SpacingBetweenSlices, ds.SliceThickness = [4, 4], between, 4
    ds.FrameIncrementPointer, ds.SliceVector = 0x00540080, list(range(1, planes + 1))
    for name, value in changes.items():
        setattr(ds, name, value)
    return as_bytes(ds)


@pytest.mark.parametrize(("between", "last"), [(4.0, 42.0), (-4.0, 18.0)])
def test_planes_of_nuclear_medicine_advance_by_a_signed_distance(between: float, last: float) -> None:
    shown = only_set([a_tomogram(between)])
    assert (shown.certificate.verdict, shown.spacing_mm) == ("regular", (4, 4, 4))
    assert shown.geometry is not None
    at = {frame.index: (shown.geometry.affine @ [0, 0, k, 1])[2] for k, frame in enumerate(shown.frames)}
    assert (at[0], at[3]) == (30, last)


def test_energy_windows_of_nuclear_medicine_are_volumes_of_their_own() -> None:
    data = a_tomogram(4.0, 6, SliceVector=[1, 2, 3, 1, 2, 3], EnergyWindowVector=[1, 1, 1, 2, 2, 2])
    sets = assembled([data]).sets
    assert [(s.shape[0], s.reason) for s in sets] == [(3, "energy window 1"), (3, "energy window 2")]


def test_parts_of_a_concatenation_are_one_film() -> None:
    parts = []
    for uid, before in (("8", 3), ("9", 0)):
        ds = with_pixels(a_header("1.2.840.10008.5.1.4.1.1.6.1", uid, Modality="US"), np.zeros((3, 3, 4), np.uint8))
        ds.FrameOfReferenceUID = ""
        ds.ConcatenationUID, ds.ConcatenationFrameOffsetNumber, ds.InstanceNumber = "1.2.9", before, 1
        parts.append(as_bytes(ds))
    shown = only_set(parts)
    assert uids(shown) == ["9", "9", "9", "8", "8", "8"]


# ---- rules are data -------------------------------------------------------------------------------------------------


def instances_of(files: Iterable[bytes]) -> tuple[Series, list[Instance]]:
    outcomes = [read("a.dcm", data, Options()) for data in files]
    images = [o.image for o in outcomes if isinstance(o, Item) and o.image is not None]
    return images[0].series, [image.instance for image in images]


def test_a_rule_can_be_left_out() -> None:
    phases = [a_slice(f"{phase}{n}", (0, 0, 3.0 * n), AcquisitionNumber=phase) for n in range(1, 4) for phase in (1, 2)]
    series, instances = instances_of(phases)
    kept = [rule for rule in RULES if rule.name != "phase, echo, b-value"]
    (shown,) = assemble(series, instances, kept).sets
    assert (shown.shape[0], shown.certificate.verdict) == (6, "duplicates")


def test_a_site_may_keep_together_and_part_by_what_it_wants() -> None:
    files = [
        *(a_slice(str(n), (0, 0, z), AcquisitionNumber="1") for n, z in enumerate([0.0, 5.0], 1)),
        *(a_slice(str(n), (0, 0, z), AcquisitionNumber="2") for n, z in enumerate([10.0, 15.0], 3)),
        a_slice("9", (0, 0, 20), ImageType=["ORIGINAL", "PRIMARY", "LOCALIZER"]),
    ]
    series, instances = images(files)

    def sizes(splitting: Splitting) -> list[int]:
        return [len(one.frames) for one in assemble(series, instances, rules_for(splitting)).sets]

    assert sizes(Splitting()) == [4, 1]
    assert sizes(Splitting(together=("localizer",))) == [5]
    assert sizes(Splitting(apart=("acquisition",))) == [2, 2, 1]
    # what would not fit together is parted all the same
    assert sizes(Splitting(together=("size", "direction"))) == [4, 1]


def test_without_the_rule_of_phases_slices_at_one_place_are_no_volume() -> None:
    series, instances = images([a_slice(str(n), (0, 0, 5.0 * (n % 3)), EchoNumbers=str(n // 3)) for n in range(6)])
    (one,) = assemble(series, instances, rules_for(Splitting(together=("phase, echo, b-value",)))).sets
    assert one.certificate.verdict == "duplicates"


def test_a_broken_rule_is_left_out_and_named_and_no_image_is_lost() -> None:
    def broken(_series: object, _group: object) -> list[Any]:
        raise ValueError

    series, instances = instances_of(a_stack([0, 3, 6]))
    (shown,) = assemble(series, instances, [Rule("mine", broken), *RULES]).sets
    assert shown.shape[0] == 3
    assert shown.reason == "the rule “mine” failed and was left out"


# ---- every instance accounted for -----------------------------------------------------------------------------------


def test_every_instance_is_in_a_set_or_says_why_not() -> None:
    report = as_bytes(a_header("1.2.840.10008.5.1.4.1.1.88.11", "77", Modality="CT", ImageType=None))
    unread = a_slice("78", (0, 0, 9)).replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.9\0")
    phases = [a_slice(f"{phase}{n}", (0, 0, 3.0 * n), AcquisitionNumber=phase) for n in (1, 2) for phase in (1, 2)]
    found = assembled([*phases, report, unread])
    account = {one.uid.rsplit(".", 1)[1]: one for one in found.account}
    assert len(account) == 6
    assert {name: one.sets for name, one in account.items() if one.sets} == {
        "11": ("1",), "12": ("1",), "21": ("2",), "22": ("2",)
    }  # fmt: skip
    assert "holds no image" in str(account["77"].why_not)
    assert "DICOM does not know" in str(account["78"].why_not)


def test_frames_of_one_object_may_lie_in_several_sets() -> None:
    (one,) = assembled([a_tomogram(4.0, 4, SliceVector=[1, 2, 1, 2], EnergyWindowVector=[1, 1, 2, 2])]).account
    assert (one.frames, one.sets) == (4, ("1", "2"))
