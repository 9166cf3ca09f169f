"""The main job from a terminal: files in, pixels out, an answer from a model, a model newly trained."""

from __future__ import annotations

import csv
import gzip
import io
import struct
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.imaging.phantom import REGIONS
from app.services import sample
from tests.e2e.terminal import Terminal


def series_of(terminal: Terminal, modality: str, number: str) -> str:
    patient = next(row["id"] for row in terminal.json("patients") if row["mrn"] == number)
    rows = terminal.json("series", "--patient", patient)
    return str(next(row["uid"] for row in rows if row["modality"] == modality))


def test_importing_again_stores_nothing_and_says_so(filled: Terminal, sample_library: tuple[Path, ...]) -> None:
    said = filled.json("import", *sample_library)
    assert (said["stored"], said["refused"], said["kept_aside"]) == (0, [], [])
    assert said["duplicate"] == said["files"] > 90


def test_patients_studies_and_series_are_listed_and_filtered(filled: Terminal) -> None:
    (patient,) = filled.json("patients", "--search", "hartmann")
    assert (patient["mrn"], patient["birth_date"], patient["sex"]) == ("AEG-000117", "1961-04-17", "F")
    (chinese,) = filled.json("patients", "--search", "张")
    assert chinese["mrn"] == "AEG-000201"
    (study,) = filled.json("studies", "--patient", patient["id"])
    assert study["modalities"] == ["CT"]
    (series,) = filled.json("series", "--study", study["uid"])
    assert series["instance_count"] == 56


def test_a_series_is_shown_with_its_geometry(filled: Terminal) -> None:
    said = filled.json("show", "series", series_of(filled, "CT", "AEG-000117"))
    (shown,) = said["sets"]
    assert shown["shape"] == [56, 512, 512]
    assert shown["spacing_mm"] == pytest.approx([4.0, 0.75, 0.75])
    assert shown["certificate"]["verdict"] == "regular"
    assert shown["unit"] == "HU"


def test_the_exported_volume_has_every_region_at_its_place_and_value(filled: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "chest.nii.gz"
    filled.run("export", "volume", series_of(filled, "CT", "AEG-000117"), "--out", target)
    values, affine = read_nifti(target)
    for region in REGIONS:
        x, y, z = region.centre_mm
        i, j, k, _ = np.linalg.solve(affine, (-x, -y, z, 1.0))  # NIfTI is RAS, the phantom LPS
        near = values[int(i) - 1 : int(i) + 3, int(j) - 1 : int(j) + 3, round(k)]
        assert near.mean() == pytest.approx(region.value, abs=12.0), region.name


def read_nifti(path: Path) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(values indexed i, j, k; affine to RAS mm), read by the standard's own byte offsets."""
    data = gzip.decompress(path.read_bytes())
    shape = struct.unpack_from("<3h", data, 42)
    kind = {4: "<i2", 16: "<f4"}[struct.unpack_from("<h", data, 70)[0]]
    slope, intercept = struct.unpack_from("<2f", data, 112)
    start = int(struct.unpack_from("<f", data, 108)[0])
    stored = np.frombuffer(data, kind, offset=start, count=int(np.prod(shape))).reshape(shape, order="F")
    rows = np.array(struct.unpack_from("<12f", data, 280)).reshape(3, 4)
    return stored * (slope or 1.0) + intercept, np.vstack([rows, (0, 0, 0, 1)])


def test_a_picture_has_the_asked_size_and_window(filled: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "lung.png"
    uid = series_of(filled, "CT", "AEG-000117")
    filled.run("render", uid, "--slice", 28, "--window", -600, 1500, "--size", 300, 200, "--out", target)
    with Image.open(target) as picture:
        assert picture.size == (300, 200)
        grey = np.asarray(picture.convert("L"))
    assert grey[100, 0] < 30  # beside the patient: black
    assert grey.max() > 240


def test_a_record_is_told_as_it_ran(filled: Terminal) -> None:
    said = filled.json("record", "AEG-000117")
    assert "Hartmann" in str(said)
    assert "Diabetes mellitus type 2" in str(said)
    assert "糖化血红蛋白" in filled.run("record", "AEG-000201").stdout


def test_the_shipped_model_answers_about_the_sample_patient(filled: Terminal, shipped: str) -> None:
    said = filled.json("predict", shipped, "--patient", "AEG-000117")
    (answer,) = said["predictions"]
    assert sum(answer["scores"].values()) == pytest.approx(1.0, abs=1e-5)
    assert answer["scores"]["malignant"] > 0.5
    assert answer["decision"] == "malignant"
    assert len(said["model_digest"]) == 64
    assert said["device"]
    assert said["device_reason"]


def test_a_model_trained_from_a_table_answers_about_its_rows(filled: Terminal, tmp_path: Path) -> None:
    table, package = tmp_path / "visits.csv", tmp_path / "admission.aegle"
    table.write_text(sample.training_table(300), encoding="utf-8")
    words = ("case_diagnosis", "--table", table, "--target", "admitted", "--group", "patient", "--seed", 3)
    figures = filled.json("train", *words, "--network", "logistic", "--out", package)
    assert figures["metrics"]["auc"]["low"] < figures["metrics"]["auc"]["value"] < figures["metrics"]["auc"]["high"]
    installed = filled.json("models", "install", package)
    answers = filled.json("predict", installed["id"], "--table", table)["predictions"]
    assert [answer["row"] for answer in answers] == list(range(300))
    assert all(sum(answer["scores"].values()) == pytest.approx(1.0, abs=1e-5) for answer in answers)
    told = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    right = sum(answer["decision"] == row["admitted"] for answer, row in zip(answers, told, strict=True))
    assert right > 200


def test_every_deed_stands_in_the_trail_and_the_vault_is_whole(filled: Terminal) -> None:
    verbs = {entry["verb"] for entry in filled.json("audit", "list")}
    assert {"import", "open record"} <= verbs
    assert filled.json("vault", "check") == {"ok": True, "problems": []}
