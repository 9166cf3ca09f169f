"""aegle import, show, render and export as a person types them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.data import get_testdata_file

from tests.dicom_files import ROOT_UID, a_slice, a_stack
from tests.flows.conftest import Aegle

SERIES = f"{ROOT_UID}.2.1"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def parsed(said: tuple[int, str, str], expect: int = 0) -> Any:
    assert said[0] == expect, said
    return json.loads(said[1])


def test_images_are_imported_shown_rendered_and_exported(aegle: Aegle, inbox: Path, tmp_path: Path) -> None:
    for n, data in enumerate(a_stack([0, 3, 6])):
        (inbox / f"{n}.dcm").write_bytes(data)
    imported = parsed(aegle("import", inbox, "--json"))
    assert (imported["files"], imported["stored"], imported["instances"]) == (3, 3, 3)
    assert "3 known already" in aegle("import", inbox)[1]

    shown = parsed(aegle("show", "series", SERIES, "--json"))
    (one,) = shown["sets"]
    assert set(one) == {"id", "frames", "reason", "shape", "spacing_mm", "affine_lps", "unit", "certificate"}
    assert (one["frames"], one["shape"], one["spacing_mm"], one["unit"]) == (3, [3, 3, 4], [3, 2, 1], "HU")
    assert one["affine_lps"] == [[1, 0, 0, 0], [0, 2, 0, 0], [0, 0, 3, 0], [0, 0, 0, 1]]
    assert one["certificate"]["verdict"] == "regular"
    assert shown["not_shown"] == []
    assert "regular" in aegle("show", "series", SERIES, "--set", "1")[1]

    picture = tmp_path / "p.png"
    parsed(
        aegle(
            "render", SERIES, "--slice", "1", "--window", "40", "400", "--size", "80", "60", "--out", picture, "--json"
        )
    )
    assert np.asarray(Image.open(picture)).shape == (60, 80)

    volume = tmp_path / "v.nii.gz"
    assert parsed(aegle("export", "volume", SERIES, "--out", volume, "--json"))["out"] == str(volume)
    assert volume.exists()


def test_values_and_films_are_written_and_a_folder_is_watched(aegle: Aegle, inbox: Path, tmp_path: Path) -> None:
    for n, data in enumerate(a_stack([0, 3, 6])):
        (inbox / f"{n}.dcm").write_bytes(data)
    watched = parsed(aegle("watch-folder", "set", inbox, "--after", "move", "--json"))
    assert (watched["folder"], watched["after"]) == (str(inbox.resolve()), "move")
    taken = parsed(aegle("watch-folder", "import", "--json"))
    assert (taken["import"]["stored"], taken["cleared"], taken["left"]) == (3, 3, [])
    assert not list(inbox.glob("*.dcm"))
    assert parsed(aegle("watch-folder", "off", "--json"))["folder"] == ""
    pages = parsed(aegle("export", "tiff", SERIES, "--out", tmp_path / "v.tif", "--json"))
    assert (pages["slope"], pages["exact"]) == (1, True)
    film = parsed(aegle("export", "mp4", SERIES, "--out", tmp_path / "v.mp4", "--fps", "5", "--json"))
    assert (film["frames"], film["frames_per_second"]) == (3, 5)
    assert (tmp_path / "v.mp4").stat().st_size > 1000
    assert parsed(aegle("segments", SERIES, "--json")) == {"segmentations": [], "unreadable": []}


def test_a_site_changes_which_images_are_shown_together(aegle: Aegle, inbox: Path) -> None:
    for n in range(4):
        (inbox / f"{n}.dcm").write_bytes(a_slice(str(n + 1), (0, 0, 5.0 * n), AcquisitionNumber=str(n // 2)))
    parsed(aegle("import", inbox, "--json"))

    def sets(*more: str) -> list[int]:
        return [one["frames"] for one in parsed(aegle("show", "series", SERIES, *more, "--json"))["sets"]]

    assert sets() == [4]
    assert sets("--apart", "acquisition") == [2, 2]
    changed = parsed(aegle("display-rules", "--apart", "acquisition", "--together", "localizer", "--json"))
    assert (changed["apart"], changed["together"]) == (["acquisition"], ["localizer"])
    assert sets() == [2, 2]
    assert "acquisition" in aegle("display-rules")[1]
    parsed(aegle("display-rules", "--default", "--json"))
    assert sets() == [4]


def _empty(folder: Path) -> None:
    del folder


def _letter(folder: Path) -> None:
    (folder / "letter.dcm").write_bytes(b"Dear colleague, the images are on the disc.")


def _half(folder: Path) -> None:
    data = a_slice("1", (0, 0, 0))
    (folder / "half.dcm").write_bytes(data[: len(data) - 10])


def _orphan(folder: Path) -> None:
    fact = {"resourceType": "Condition", "id": "1", "subject": {"reference": "Patient/9"}, "code": {"text": "x"}}
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": fact}]}
    (folder / "bundle.json").write_text(json.dumps(bundle), encoding="utf-8")


def _corrupt_zip(folder: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("1.dcm", a_slice("1", (0, 0, 0)))
    (folder / "a.zip").write_bytes(out.getvalue()[:200])


@pytest.mark.parametrize(
    ("make", "refused", "word"),
    [
        (_empty, 0, "No files were found"),
        (_letter, 1, "holds something else"),
        (_half, 1, "cut short"),
        (_orphan, 1, "Patient/9"),
        (_corrupt_zip, 1, "damaged"),
    ],
)
def test_bad_input_gets_its_sentence_exit_code_2_and_an_intact_vault(
    aegle: Aegle, inbox: Path, make: Callable[[Path], None], refused: int, word: str
) -> None:
    make(inbox)
    code, out, err = aegle("import", inbox, "--json")
    said = json.loads(out)
    assert (code, said["stored"], len(said["refused"])) == (2, 0, refused)
    assert word in err
    assert "Traceback" not in err
    assert parsed(aegle("vault", "check", "--json"))["ok"] is True


def test_a_table_in_a_wrong_encoding_is_refused_and_says_which_it_may_be(aegle: Aegle, inbox: Path) -> None:
    (inbox / "labs.csv").write_bytes("mrn,name,hb\n1,张伟,13\n".encode("gb18030"))
    mapping = inbox.parent / "map.toml"
    mapping.write_text('patient = "mrn"\nname = "name"\n[values]\nhb = ["Haemoglobin", "g/dL"]\n', encoding="utf-8")
    said = parsed(aegle("import", inbox, "--map", mapping, "--json"), expect=2)
    assert "gb18030" in said["refused"][0]["hint"]
    mapping.write_text(
        mapping.read_text(encoding="utf-8").replace("[values]", 'encoding = "gb18030"\n[values]'), "utf-8"
    )
    assert parsed(aegle("import", inbox, "--map", mapping, "--json"))["records"] == {"Observation": 1}
    assert parsed(aegle("patients", "--json"))[0]["name"] == "张伟"


def test_what_cannot_be_done_is_one_sentence(aegle: Aegle, inbox: Path, tmp_path: Path) -> None:
    for n, data in enumerate(a_stack([0, 3, 9, 12])):
        (inbox / f"{n}.dcm").write_bytes(data)
    parsed(aegle("import", inbox, "--json"))
    for arguments, word in (
        (("import", tmp_path / "nowhere"), "no file or folder"),
        (("import", inbox, "--map", tmp_path / "no.toml"), "mapping file"),
        (("show", "series", "1.2.3"), "no series"),
        (("show", "series", SERIES, "--set", "9"), "no display set"),
        (("render", SERIES, "--slice", "99", "--out", tmp_path / "p.png"), "no slice 99"),
        (("export", "volume", SERIES, "--out", tmp_path / "v.nii.gz"), "evenly spaced"),
        (("export", "volume", SERIES, "--out", tmp_path / "v.txt"), ".nii"),
    ):
        code, out, err = aegle(*arguments)
        assert (code, out) == (2, ""), arguments
        assert word in err
        assert "Traceback" not in err


def test_every_instance_is_accounted_for_and_uptake_is_told(aegle: Aegle, shared_data: Path) -> None:
    parsed(aegle("import", shared_data / "imaging/pet-headers/A_PET", "--json"))
    uid = parsed(aegle("series", "--json"))[0]["uid"]
    told = parsed(aegle("show", "series", uid, "--json"))
    assert (told["received"], told["displayable"], len(told["instances"])) == (30, 30, 30)
    assert {tuple(one["sets"]) for one in told["instances"]} == {("1",)}
    suv = told["sets"][0]["suv"]
    assert (5000 * suv["bw"], 20000 * suv["bw"]) == pytest.approx((4.37, 17.5), abs=0.01)
    assert suv["inputs"]["DecayCorrection"] == "START"


def test_overlays_are_rendered_and_left_out_on_demand(aegle: Aegle, tmp_path: Path) -> None:
    parsed(aegle("import", str(get_testdata_file("examples_overlay.dcm", download=False)), "--json"))
    uid = parsed(aegle("series", "--json"))[0]["uid"]
    for name, more in (("with.png", ()), ("without.png", ("--no-overlays",))):
        told = parsed(aegle("render", uid, "--slice", 0, "--out", tmp_path / name, *more, "--json"))
        assert told["decoders"] == ["native"]
    with_them, without = (np.asarray(Image.open(tmp_path / name)) for name in ("with.png", "without.png"))
    differing = with_them != without
    assert differing.any()
    assert (with_them[differing] == 255).all()


def test_measurements_are_drawn_listed_reported_and_handed_out(aegle: Aegle, inbox: Path, tmp_path: Path) -> None:
    """Rows 2 mm apart: from row 0 to row 2 is 4 mm."""
    for n, data in enumerate(a_stack([0, 3, 6], PixelSpacing=[2.0, 1.0], StudyID="1", SeriesNumber="1")):
        (inbox / f"{n}.dcm").write_bytes(data)
    parsed(aegle("import", inbox, "--json"))
    study = f"{ROOT_UID}.1.1"
    shape = ("--slice", 1, "--kind", "length", "--points", "0,0", "0,2", "--note", "width")
    drawn = parsed(aegle("measure", "draw", SERIES, *shape, "--json"))
    assert drawn["figures"] == [{"name": "length", "value": 4.0, "unit": "mm"}]
    assert drawn["calibration"]["source"] == "patient"
    parsed(aegle("measure", "key", SERIES, "--slice", 2, "--json"))
    listed = parsed(aegle("measure", "list", study, "--json"))
    assert [one["id"] for one in listed["measurements"]] == [drawn["id"]]
    assert len(listed["key_images"]) == 1
    reported = parsed(aegle("measure", "report", study, "--json"))
    out = tmp_path / "out"
    handed = parsed(aegle("export", "dicom", *reported.values(), "--out", out, "--json"))
    assert handed["files"] == 2
    written = [pydicom.dcmread(path) for path in out.rglob("*") if path.is_file() and path.name != "DICOMDIR"]
    assert {ds.Modality for ds in written} == {"SR", "KO"}
    assert parsed(aegle("measure", "remove", drawn["id"], "--json"))["id"] == drawn["id"]
    assert parsed(aegle("measure", "list", study, "--json"))["measurements"] == []


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("draw", SERIES), "--kind"),
        (("draw", SERIES, "--slice", 9, "--kind", "probe", "--points", "0,0"), "no slice 9"),
        (("draw", SERIES, "--slice", 0, "--kind", "length", "--points", "0,0"), "2 points"),
        (("key", SERIES), "--slice"),
        (("remove", "nothing"), "not in the vault"),
        (("report", "1.2.3"), "Nothing is measured"),
    ],
)
def test_what_cannot_be_measured_is_told(aegle: Aegle, inbox: Path, arguments: tuple[Any, ...], word: str) -> None:
    (inbox / "1.dcm").write_bytes(a_slice("1", (0, 0, 0)))
    parsed(aegle("import", inbox, "--json"))
    code, _, said = aegle("measure", *arguments)
    assert code == 2
    assert word in said
    assert len(said.strip().splitlines()) == 1


def test_anonymous_copies_are_written_from_the_command_line(aegle: Aegle, inbox: Path, tmp_path: Path) -> None:
    (inbox / "1.dcm").write_bytes(a_slice("1", (0, 0, 0), StudyID="1", SeriesNumber="1"))
    parsed(aegle("import", inbox, "--json"))
    command = ("export", "dicom", f"{ROOT_UID}.1.1", "--out", tmp_path / "out", "--anonymous", "--keep", "dates")
    assert parsed(aegle(*command, "--json"))["files"] == 1
    (written,) = (path for path in (tmp_path / "out").rglob("IM*"))
    assert b"DOE" not in written.read_bytes()
    assert pydicom.dcmread(written).PatientIdentityRemoved == "YES"
