"""Series opened and exported: values, geometry, and every image accounted for."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.encaps import encapsulate
from pydicom.uid import JPEG2000Lossless

from app import paths
from app.domain.errors import WorkstationError
from app.domain.patient import Deed
from app.domain.words import NOTHING, Phrase
from app.domain.work import quietly
from app.jobs.workers import Workers
from app.services.exporting import Exporting
from app.services.importing import Importing
from app.services.news import News
from app.services.unlocking import Opened
from app.services.viewing import Viewing
from tests.dicom_files import ROOT_UID, a_header, a_slice, a_stack, as_bytes, enhanced_mr, placed, with_pixels

SERIES = f"{ROOT_UID}.2.1"


@dataclass
class Desk:
    opened: Opened
    viewing: Viewing
    exporting: Exporting
    importing: Importing
    folder: Path

    def put(self, *files: bytes) -> None:
        inbox = self.folder / "inbox"
        inbox.mkdir(exist_ok=True)
        for data in files:
            (inbox / f"{len(list(inbox.iterdir())):03d}.dcm").write_bytes(data)
        result = self.importing.import_paths(self.opened.principal, (inbox,), None, quietly)
        assert not result.refused


@pytest.fixture
def desk(opened: Opened, workers: Workers, tmp_path: Path) -> Desk:
    news = News()
    viewing = Viewing(opened.store, workers, news)
    exporting = Exporting(opened.store, viewing, workers, paths.resources() / "fonts")
    return Desk(opened, viewing, exporting, Importing(opened.store, workers, news), tmp_path)


def test_a_stack_opens_in_its_order_with_its_values(desk: Desk) -> None:
    desk.put(*(a_slice(str(n), (0, 0, z), pixels=np.full((3, 4), n, np.int16))
               for n, z in enumerate((6.0, 0.0, 3.0), 1)))  # fmt: skip
    steps: list[int] = []

    def report(done: int, total: int, note: Phrase = NOTHING) -> None:
        del total, note
        steps.append(done)

    found = desk.viewing.open(desk.opened.principal, SERIES, None, report)
    assert found.volume.voxels[:, 0, 0].tolist() == [2 - 1024, 3 - 1024, 1 - 1024]
    assert (found.volume.unit, found.decoders, found.lossy) == ("HU", ("native",), False)
    assert found.patient_orientation == ("L", "P")
    assert found.volume.certificate.verdict == "regular"
    assert steps


def test_each_frame_of_an_enhanced_object_has_its_own_slope(desk: Desk) -> None:
    desk.put(enhanced_mr([(0, 0, 10), (0, 0, 0), (0, 0, 5)], [10, 20, 0.5]))
    found = desk.viewing.open(desk.opened.principal, SERIES, None, quietly)
    # frames hold 1, 2, 3 and lie at 10, 0, 5 mm
    np.testing.assert_allclose(found.volume.voxels.astype(float)[:, 0, 0], [2 * 20, 3 * 0.5, 1 * 10])


def test_the_summary_shows_or_accounts_for_every_instance(desk: Desk) -> None:
    report = as_bytes(a_header("1.2.840.10008.5.1.4.1.1.88.11", uid="70", Modality="CT"))
    desk.put(*a_stack([0, 3, 6], KVP="120"), report)
    found = desk.viewing.summary(desk.opened.principal, SERIES)
    assert sum(len(s.frames) for s in found.sets) + len(found.not_shown) == found.series.instance_count == 4
    assert found.patient.mrn == "M1"
    assert "KVP" not in found.header  # the report has none
    assert found.header == {}


def test_the_header_says_what_all_images_agree_on(desk: Desk) -> None:
    desk.put(*(a_slice(str(n), (0, 0, n), KVP="120", SliceLocation=str(n), Manufacturer="Acme") for n in (1, 2)))
    header = desk.viewing.summary(desk.opened.principal, SERIES).header
    assert header == {"KVP": "120", "Manufacturer": "Acme"}


def test_an_unknown_series_or_set_is_told(desk: Desk) -> None:
    with pytest.raises(WorkstationError, match="no series"):
        desk.viewing.summary(desk.opened.principal, "1.2.3")
    desk.put(*a_stack([0, 3]))
    with pytest.raises(WorkstationError, match="no display set 7"):
        desk.viewing.open(desk.opened.principal, SERIES, "7", quietly)


def test_a_series_without_pictures_says_why(desk: Desk) -> None:
    desk.put(as_bytes(a_header("1.2.840.10008.5.1.4.1.1.88.11", Modality="SR")))
    with pytest.raises(WorkstationError, match="It holds no image"):
        desk.viewing.open(desk.opened.principal, SERIES, None, quietly)


def a_broken_slice(uid: str, z: float) -> bytes:
    ds = with_pixels(a_header(uid=uid, InstanceNumber=2), np.zeros((3, 4), np.int16))
    placed(ds, (0, 0, z)).PixelData = encapsulate([b"\xff\x4f\xff\x51 no codestream "])
    ds["PixelData"].is_undefined_length = True
    ds.file_meta.TransferSyntaxUID = JPEG2000Lossless
    ds.RescaleSlope, ds.RescaleIntercept = "1", "-1024"
    return as_bytes(ds)


def test_an_image_that_cannot_be_decoded_is_told_and_the_others_are_shown(desk: Desk) -> None:
    first, _, third = a_stack([0, 3, 6])
    desk.put(first, a_broken_slice("2", 3), third)
    found = desk.viewing.open(desk.opened.principal, SERIES, None, quietly)
    assert [str(p.what)[:22] for p in found.problems] == ["Image 2 cannot be deco"]
    assert found.volume.padding is not None
    assert found.volume.padding[1].all()
    assert not found.volume.certificate.is_volume
    with pytest.raises(WorkstationError, match="1 of 3 images could not be decoded"):
        desk.exporting.export_volume(desk.opened.principal, SERIES, None, desk.folder / "v.nii", quietly)


def test_a_picture_is_what_the_viewer_paints(desk: Desk) -> None:
    pixels = np.arange(12, dtype=np.int16).reshape(3, 4) + 1024
    desk.put(a_slice("1", (0, 0, 0), pixels=pixels, PixelSpacing=[1, 1]))
    target = desk.folder / "p.png"
    desk.exporting.export_picture(desk.opened.principal, SERIES, None, 0, (5.5 + 0.5, 12.0), None, target, quietly)
    painted = np.asarray(Image.open(target))
    np.testing.assert_array_equal(painted, np.rint(np.arange(12) / 11 * 255).reshape(3, 4))
    with pytest.raises(WorkstationError, match="no slice 1"):
        desk.exporting.export_picture(desk.opened.principal, SERIES, None, 1, None, None, target, quietly)
    nowhere = desk.folder / "nowhere" / "p.png"
    with pytest.raises(WorkstationError, match="could not be written"):
        desk.exporting.export_picture(desk.opened.principal, SERIES, None, 0, None, (64, 48), nowhere, quietly)


def test_an_export_is_a_deed_about_its_patient(desk: Desk) -> None:
    desk.put(*a_stack([0, 3, 6]))
    target = desk.folder / "v.nii.gz"
    desk.exporting.export_volume(desk.opened.principal, SERIES, None, target, quietly)
    assert target.stat().st_size > 0
    with desk.opened.store.transaction(Deed(desk.opened.principal, "open record")) as tx:
        (row,) = tx.rows("SELECT about FROM audit WHERE verb = 'export volume'")
    assert SERIES in row["about"]


@pytest.mark.parametrize(("heights", "word"), [((0, 3, 9), "evenly"), ((5,), "One slice")])
def test_what_is_no_volume_is_not_exported_and_says_why(desk: Desk, heights: Any, word: str) -> None:
    desk.put(*a_stack(heights))
    with pytest.raises(WorkstationError, match=word):
        desk.exporting.export_volume(desk.opened.principal, SERIES, None, desk.folder / "v.nii", quietly)
    assert not (desk.folder / "v.nii").exists()


def test_originals_stay_byte_for_byte(desk: Desk) -> None:
    data = a_stack([0])[0]
    desk.put(data)
    with desk.opened.store.transaction(Deed(desk.opened.principal, "open record")) as tx:
        (row,) = tx.rows("SELECT object FROM instances")
    assert desk.opened.store.objects.get(row["object"]) == data
    assert pydicom.dcmread(io.BytesIO(data)).PatientID == "M1"
