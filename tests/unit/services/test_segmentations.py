"""Segmentations are listed with the images they were drawn on, laid on them, and never dropped."""

from __future__ import annotations

import argparse
import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import highdicom as hd
import imagecodecs
import numpy as np
import pydicom
import pytest
from pydicom.encaps import encapsulate
from pydicom.sr.codedict import codes
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    JPEG2000Lossless,
    RLELossless,
    generate_uid,
)

from app.cli import segments
from app.cli.command import as_json
from app.domain.errors import WorkstationError
from app.domain.work import quietly
from app.jobs.workers import Workers
from app.services.importing import Importing
from app.services.news import News
from app.services.segmentations import Listed, Segmentations
from app.services.unlocking import Opened
from app.services.viewing import Viewing
from app.services.workstation import Workstation
from tests.dicom_files import ROOT_UID, a_slice

SERIES = f"{ROOT_UID}.2.1"
COMPLETE: dict[str, Any] = {"StudyID": "1", "SeriesNumber": "1", "AccessionNumber": "", "ReferringPhysicianName": "",
                            "SliceThickness": "2"}  # fmt: skip


@dataclass
class Desk:
    opened: Opened
    workers: Workers
    folder: Path

    def bring(self, name: str, *files: bytes) -> None:
        into = self.folder / name
        into.mkdir()
        for number, data in enumerate(files):
            (into / f"{number}.dcm").write_bytes(data)
        result = Importing(self.opened.store, self.workers, News()).import_paths(
            self.opened.principal, (into,), None, quietly
        )
        assert result.stored == len(files)

    @property
    def segmentations(self) -> Segmentations:
        return Segmentations(self.opened.store, self.workers)

    def listed(self, series: str = SERIES) -> tuple[Listed, ...]:
        found, problems = self.segmentations.listed(self.opened.principal, series)
        assert problems == ()
        return found


@pytest.fixture
def desk(opened: Opened, workers: Workers, tmp_path: Path) -> Desk:
    return Desk(opened, workers, tmp_path)


def values() -> Any:
    return np.random.default_rng(1).integers(0, 2000, (4, 6, 9)).astype(np.int16)


def slices() -> list[bytes]:
    return [a_slice(str(n + 1), (0, 0, 2.0 * n), part, **COMPLETE) for n, part in enumerate(values())]


def drawn() -> Any:
    mask = np.zeros((4, 6, 9), np.uint8)
    mask[1:3, 2:5, 3:8] = 1
    return mask


def segmentation(of: list[bytes], kind: str = "BINARY", syntax: str = ExplicitVRLittleEndian) -> bytes:
    is_later = syntax in (DeflatedExplicitVRLittleEndian, JPEG2000Lossless)
    made = hd.seg.Segmentation(
        source_images=[pydicom.dcmread(io.BytesIO(data)) for data in of],
        pixel_array=drawn().astype(float) if kind == "FRACTIONAL" else drawn(),
        segmentation_type=kind,
        transfer_syntax_uid=ExplicitVRLittleEndian if is_later else syntax,
        segment_descriptions=[
            hd.seg.SegmentDescription(1, "liver", codes.SCT.Organ, codes.SCT.Liver, algorithm_type="MANUAL")
        ],
        series_instance_uid=generate_uid(),
        series_number=7,
        sop_instance_uid=generate_uid(),
        instance_number=1,
        manufacturer="Others",
        manufacturer_model_name="Other",
        software_versions="1",
        device_serial_number="1",
    )
    if syntax == JPEG2000Lossless:  # highdicom writes no JPEG 2000 of such small frames
        frames = made.pixel_array
        made.PixelData = encapsulate([bytes(imagecodecs.jpeg2k_encode(one, reversible=True, codecformat="j2k"))
                                      for one in frames])  # fmt: skip
        made["PixelData"].VR, made["PixelData"].is_undefined_length = "OB", True
    if is_later:
        made.file_meta.TransferSyntaxUID = UID(syntax)
    out = io.BytesIO()
    made.save_as(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "syntax"),
    [
        ("FRACTIONAL", RLELossless),
        ("FRACTIONAL", JPEG2000Lossless),
        ("LABELMAP", RLELossless),
        ("LABELMAP", JPEG2000Lossless),
        ("BINARY", DeflatedExplicitVRLittleEndian),
        ("LABELMAP", DeflatedExplicitVRLittleEndian),
    ],
)
def test_compressed_ones_are_laid_voxel_by_voxel(desk: Desk, kind: str, syntax: str) -> None:
    desk.bring("images", *slices())
    data = segmentation(slices(), kind, syntax)
    assert pydicom.dcmread(io.BytesIO(data)).file_meta.TransferSyntaxUID == syntax
    desk.bring("drawn", data)
    (listed,) = desk.listed()
    me = desk.opened.principal
    shown = Viewing(desk.opened.store, desk.workers, News()).open(me, SERIES, None, quietly)
    (one,) = desk.segmentations.open(me, shown, listed, quietly).segments
    assert one.mask is not None
    laid = np.zeros(drawn().shape, np.uint8)
    k, j, i = one.mask.at
    depth, rows, columns = one.mask.levels.shape
    laid[k : k + depth, j : j + rows, i : i + columns] = one.mask.levels > 127
    assert np.array_equal(laid, drawn())
    inside = values()[drawn() == 1].astype(float) - 1024
    assert one.figures.voxels == 30
    assert one.figures.mean == pytest.approx(inside.mean())


def follow_up(patient: str, frame_of_reference: str, study: str, series: str) -> list[bytes]:
    """The same slices, taken again in another study."""
    return [
        a_slice(
            f"{series}{n}",
            (0, 0, 2.0 * n),
            part,
            **{
                **COMPLETE,
                "PatientID": patient,
                "StudyInstanceUID": f"{ROOT_UID}.1.{study}",
                "SeriesInstanceUID": f"{ROOT_UID}.2.{series}",
                "FrameOfReferenceUID": frame_of_reference,
            },
        )
        for n, part in enumerate(values())
    ]


def test_one_of_another_study_is_offered_where_patient_and_frame_of_reference_are_the_same(desk: Desk) -> None:
    desk.bring("images", *slices())
    desk.bring("drawn", segmentation(slices()))
    first = pydicom.dcmread(io.BytesIO(slices()[0]))
    frame, patient = str(first.FrameOfReferenceUID), str(first.PatientID)
    desk.bring("later", *follow_up(patient, frame, "31", "31"))
    desk.bring("elsewhere", *follow_up(patient, f"{ROOT_UID}.4.32", "32", "32"))
    desk.bring("another", *follow_up("someone else", frame, "33", "33"))
    (listed,) = desk.listed(f"{ROOT_UID}.2.31")
    assert (listed.fit, listed.on) == ("same place", SERIES)
    me = desk.opened.principal
    shown = Viewing(desk.opened.store, desk.workers, News()).open(me, f"{ROOT_UID}.2.31", None, quietly)
    assert desk.segmentations.open(me, shown, listed, quietly).segments[0].figures.voxels == 30
    assert desk.listed(f"{ROOT_UID}.2.32") == ()
    assert desk.listed(f"{ROOT_UID}.2.33") == ()


def test_one_drawn_on_a_series_is_laid_on_it_with_its_figures(desk: Desk) -> None:
    desk.bring("images", *slices())
    desk.bring("drawn", segmentation(slices()))
    (listed,) = desk.listed()
    assert (listed.fit, listed.on, listed.missing) == ("drawn on it", SERIES, 0)
    me = desk.opened.principal
    shown = Viewing(desk.opened.store, desk.workers, News()).open(me, SERIES, None, quietly)
    found = desk.segmentations.open(me, shown, listed, quietly)
    assert found.notes == ()
    (one,) = found.segments
    inside = values()[drawn() == 1].astype(float) - 1024
    assert (one.figures.voxels, one.figures.unit) == (30, "HU")
    assert one.figures.volume_ml == pytest.approx(30 * 2 * 1 * 2 / 1000)
    assert one.figures.mean == pytest.approx(inside.mean())
    assert one.figures.sd == pytest.approx(inside.std(ddof=1))


def test_the_command_line_tells_the_same_figures(workstation: Workstation, tmp_path: Path) -> None:
    for name, files in (("images", slices()), ("drawn", [segmentation(slices())])):
        (tmp_path / name).mkdir()
        for number, data in enumerate(files):
            (tmp_path / name / f"{number}.dcm").write_bytes(data)
    workstation.importing.import_paths(workstation.principal, (tmp_path / "images", tmp_path / "drawn"), None, quietly)
    told: list[Any] = []

    class Terminal:
        def workstation(self) -> Workstation:
            return workstation

        def report(self) -> Any:
            return quietly

        def emit(self, value: Any, lines: Any) -> None:
            told.extend((value, list(lines)))

    (command,) = segments.COMMANDS
    arguments = argparse.Namespace(series=SERIES, set_id=None)
    assert command.run(Terminal(), arguments) == 0  # type: ignore[arg-type]
    (found,) = told[0]["segmentations"]
    assert (found["fit"], found["kind"]) == ("drawn on it", "binary")
    (one,) = found["segments"]
    assert (one["label"], one["voxels"], one["volume_ml"], one["counted_on"]) == ("liver", 30, 0.12, "images")
    assert one["type"]["code"] == "10200004"
    assert "liver: 30 voxels, 0.12" in told[1][1]
    as_json(told[0])


def test_one_whose_images_are_not_here_is_listed_as_such(desk: Desk) -> None:
    desk.bring("drawn", segmentation(slices()))
    uid = str(pydicom.dcmread(desk.folder / "drawn" / "0.dcm").SeriesInstanceUID)
    (listed,) = desk.listed(uid)
    assert (listed.fit, listed.on, listed.missing) == ("missing", "", 4)
    assert [segment.label for segment in listed.head.segments] == ["liver"]


def test_another_series_of_the_study_is_named_and_one_of_the_same_place_fits(desk: Desk) -> None:
    desk.bring("images", *slices())
    beside = [
        a_slice(f"5{n}", (0, 0, 2.0 * n), **{**COMPLETE, "SeriesInstanceUID": f"{ROOT_UID}.2.{series}",
                "FrameOfReferenceUID": f"{ROOT_UID}.4.{series}", "SOPInstanceUID": f"{ROOT_UID}.3.{series}.{n}"})
        for n in range(4) for series in (8, 9)
    ]  # fmt: skip
    desk.bring("beside", *beside)
    same = [
        a_slice(f"7{n}", (0, 0, 2.0 * n), values()[n], **{**COMPLETE, "SeriesInstanceUID": f"{ROOT_UID}.2.7"})
        for n in range(4)
    ]
    desk.bring("same", *same)
    desk.bring("drawn", segmentation(slices()))
    assert [(one.fit, one.on) for one in desk.listed(f"{ROOT_UID}.2.8")] == [("other series", SERIES)]
    (listed,) = desk.listed(f"{ROOT_UID}.2.7")
    assert (listed.fit, listed.on) == ("same place", SERIES)
    me = desk.opened.principal
    shown = Viewing(desk.opened.store, desk.workers, News()).open(me, f"{ROOT_UID}.2.7", None, quietly)
    found = desk.segmentations.open(me, shown, listed, quietly)
    assert found.segments[0].figures.voxels == 30
    assert any("other images" in str(note) for note in found.notes)


def test_a_damaged_one_is_told_with_its_reason(desk: Desk) -> None:
    desk.bring("images", *slices())
    ds = pydicom.dcmread(_as_file(desk.folder / "whole.dcm", segmentation(slices())))
    del ds.SegmentSequence
    ds.save_as(desk.folder / "damaged.dcm")
    desk.bring("drawn", (desk.folder / "damaged.dcm").read_bytes())
    found, problems = desk.segmentations.listed(desk.opened.principal, SERIES)
    assert (found, len(problems)) == ((), 1)
    assert "cannot be read" in str(problems[0].what)


def test_images_that_are_still_being_read_give_no_figures(desk: Desk) -> None:
    desk.bring("images", *slices())
    desk.bring("drawn", segmentation(slices()))
    (listed,) = desk.listed()
    me = desk.opened.principal
    shown = Viewing(desk.opened.store, desk.workers, News()).open(me, SERIES, None, quietly)
    partly = replace(shown, arrived=np.array([True, False, True, True]))
    with pytest.raises(WorkstationError, match="Not every image"):
        desk.segmentations.open(me, partly, listed, quietly)


def test_an_unknown_series_is_told(desk: Desk) -> None:
    with pytest.raises(WorkstationError, match="not in the vault"):
        desk.segmentations.listed(desk.opened.principal, "1.2.3")


def test_real_ones_lie_where_highdicom_puts_them(desk: Desk, shared_data: Path) -> None:
    """Two programs' segmentations of one CT, of seven and three frames, some overlapping."""
    tests = shared_data / "imaging"
    files = sorted((tests / "dicom-test-files/data/dcmqi/segmentations/ct-3slice").glob("*.dcm"))
    drawn = [tests / "pydicom-data/liver.dcm", tests / "dicom-test-files/data/dcmqi/segmentations/partial_overlaps.dcm"]
    desk.bring("images", *(path.read_bytes() for path in files))
    desk.bring("drawn", *(path.read_bytes() for path in drawn))
    me = desk.opened.principal
    series = str(pydicom.dcmread(files[0], stop_before_pixels=True).SeriesInstanceUID)
    shown = Viewing(desk.opened.store, desk.workers, News()).open(me, series, None, quietly)
    found, problems = desk.segmentations.listed(me, series)
    assert (len(found), problems) == (2, ())
    for listed in found:
        path = next(p for p in drawn if str(pydicom.dcmread(p).SOPInstanceUID) == listed.instance)
        theirs = hd.seg.segread(path).get_pixels_by_source_instance(
            [frame.instance for frame in shown.shown.frames], assert_missing_frames_are_empty=True,
            ignore_spatial_locations=True,
        )  # fmt: skip
        laid = desk.segmentations.open(me, shown, listed, quietly)
        assert len(laid.segments) == theirs.shape[3]
        for at, one in enumerate(laid.segments):
            mask = theirs[..., at].astype(bool)
            assert one.figures.voxels == mask.sum() > 0
            assert one.figures.mean == pytest.approx(shown.volume.voxels[mask].mean())


def _as_file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
