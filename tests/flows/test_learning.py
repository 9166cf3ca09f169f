"""A table becomes a package, the package a registered model, the model an answer; and what is said when it does not."""

from __future__ import annotations

import json
import threading
import time
import zipfile
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from app.domain.errors import Cancelled, WorkstationError
from app.domain.prediction import Subject
from app.domain.training import Event, Finished, Measured, TrainRequest
from app.domain.words import NOTHING, Phrase
from app.domain.work import quietly
from app.features.cohort_table import USES
from app.features.table import table_arrays
from app.ingest.delimited import read_delimited
from app.sealed import Sealed
from app.services import sample
from app.services.predicting import Fit
from app.services.training import Training
from app.services.workstation import Workstation

RNG = np.random.default_rng(11)


def chinese_table(folder: Path, count: int = 120) -> Path:
    """A hospital's table as it is exported there: Chinese headings, GB18030, people's names and numbers in it."""
    age, crp = RNG.normal(60, 12, count), RNG.lognormal(2, 0.7, count)
    ill = (0.06 * (age - 60) + np.log(crp) - 2 + RNG.normal(0, 0.7, count)) > 0
    lines = ["病历号,姓名,性别,年龄（岁）,CRP（mg/L）,入院日期,诊断"]
    for i in range(count):
        sex = "男" if RNG.random() < 0.5 else "女"
        measured = f"{crp[i]:.1f}" if RNG.random() > 0.1 else "未查"
        day = f"2024-0{1 + i % 9}-1{i % 9}"
        lines.append(f"Z{70000 + i},患者{i}号,{sex},{age[i]:.0f},{measured},{day},{'肺炎' if ill[i] else '健康'}")
    path = folder / "病例.csv"
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return chinese_table(tmp_path)


def a_request(table: Path, **asked: object) -> TrainRequest:
    return TrainRequest("case_diagnosis", str(table), "诊断", parameters={"penalty": 1.0}, **asked)  # type: ignore[arg-type]


def test_a_chinese_table_becomes_a_model_that_answers_as_it_was_trained(
    workstation: Workstation, table: Path, tmp_path: Path
) -> None:
    who, out = workstation.principal, tmp_path / "model.aegle"
    events: list[Event] = []
    result = workstation.training.train(who, a_request(table, name="肺炎"), out, events.append, quietly)
    assert result.figures["metrics"]["auc"]["value"] > 0.8
    assert {c["column"] for c in result.figures["left_out"]} == {"病历号", "姓名", "入院日期"}
    assert any(isinstance(e, Measured) for e in events)
    assert isinstance(events[-1], Finished)

    shelved = workstation.model_shelf.register(who, out, quietly)
    assert [f.unit for f in shelved.card.fields if f.kind == "number"] == ["岁", "mg/L"]
    said = workstation.predicting.predict_table(who, shelved.card.id, table, quietly)
    assert len(said) == 120

    # the same rows through ONNX Runtime alone, as another program would ask
    with zipfile.ZipFile(out) as package:
        session = onnxruntime.InferenceSession(package.read("model.onnx"), providers=["CPUExecutionProvider"])
    read = read_delimited(table.read_bytes(), table.name)
    arrays = table_arrays(shelved.card.fields, [dict(zip(read.columns, row, strict=True)) for row in read.rows])
    [expected] = session.run(["probability"], {"numbers": arrays.numbers, "categories": arrays.categories})
    given = np.array([[score.value for score in one.scores] for one in said])
    assert np.abs(given - expected).max() < 1e-6
    assert [one.decision for one in said] == [shelved.card.outputs[int(p >= 0.5)] for p in expected[:, 1]]
    assert all(one.device and one.device_reason and one.runtime and one.input_digests for one in said)
    stored = workstation.predicting.predictions(who)
    assert {one.id for one in stored} == {one.id for one in said}


def test_nobodys_name_reaches_the_training_process_and_nothing_is_left_behind(
    workstation: Workstation, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed: list[object] = []
    keep = Sealed.put_json

    def put_and_note(pack: Sealed, name: str, value: object) -> None:
        sealed.append(value)
        keep(pack, name, value)

    monkeypatch.setattr(Sealed, "put_json", put_and_note)
    workstation.training.train_and_register(workstation.principal, a_request(table), lambda _: None, quietly)
    assert "Z70003" not in str(sealed)
    assert "患者3号" not in str(sealed)
    assert "肺炎" in str(sealed)
    left = [p for p in workstation.folder.rglob("*") if p.is_file() and "training" in p.parts]
    assert left == []


def test_a_cancelled_training_stops_soon_and_leaves_nothing(
    workstation: Workstation, table: Path, tmp_path: Path
) -> None:
    began = threading.Event()
    long = {"epochs": 5000, "patience": 5000}
    asked = TrainRequest("case_diagnosis", str(table), "诊断", network="mlp", parameters=long)

    def listen(event: Event) -> None:
        if isinstance(event, Measured):
            began.set()

    def report(done: int, total: int, note: Phrase = NOTHING) -> None:
        del done, total, note
        if began.is_set():
            raise Cancelled

    start = time.monotonic()
    with pytest.raises(Cancelled):
        workstation.training.train(workstation.principal, asked, tmp_path / "m.aegle", listen, report)
    assert began.is_set()
    assert time.monotonic() - start < 30
    assert not (tmp_path / "m.aegle").exists()
    assert not list(workstation.folder.rglob("pack*"))


def test_what_is_foreseen_is_said_before_torch_is_loaded(workstation: Workstation, table: Path, tmp_path: Path) -> None:
    start = time.monotonic()
    wrong = TrainRequest("case_diagnosis", str(table), "性别不明")
    with pytest.raises(WorkstationError, match="性别不明"):
        workstation.training.train(workstation.principal, wrong, tmp_path / "m.aegle", lambda _: None, quietly)
    nowhere = tmp_path / "no" / "m.aegle"
    with pytest.raises(WorkstationError, match="cannot be written"):
        workstation.training.train(workstation.principal, a_request(table), nowhere, lambda _: None, quietly)
    assert time.monotonic() - start < 1


def test_the_workers_own_words_arrive(workstation: Workstation, table: Path, tmp_path: Path) -> None:
    asked = a_request(table, network="tarot")
    with pytest.raises(WorkstationError, match='no network "tarot"') as raised:
        workstation.training.train(workstation.principal, asked, tmp_path / "m.aegle", lambda _: None, quietly)
    assert raised.value.what.text == 'This recipe has no network "{name}".'  # a template: the window can translate it


def test_the_wizard_is_told_what_a_table_holds_and_what_speaks_against_it(
    workstation: Workstation, table: Path
) -> None:
    who = workstation.principal
    summary = workstation.training.look(who, table)
    assert summary.encoding == "gb18030"
    assert {c.name: c.kind for c in summary.columns}["病历号"] == "identifier"
    found = workstation.training.examine(who, TrainRequest("case_diagnosis", str(table), "诊断"))
    problems = found.problems
    named = {p.where for p in problems} | {s.column for s in found.suspects}
    assert named >= {"病历号", "姓名", "入院日期"}
    assert not [p for p in problems if p.severity == "refusal"]
    [refusal] = workstation.training.examine(who, TrainRequest("case_diagnosis", str(table), "姓名")).problems
    assert refusal.severity == "refusal"
    assert str(refusal.hint)


def test_recipes_are_described_with_their_parameters(workstation: Workstation) -> None:
    recipes = workstation.training.recipes()
    described = {r.name: (set(r.reads), set(r.answers)) for r in recipes}
    for use in USES:
        reads, answers = described[use.name]
        assert set(use.reads) <= reads, use.name
        assert set(use.answers) <= answers, use.name
    for network in (n for recipe in recipes for n in recipe.networks):
        assert {p.kind for p in network.parameters} <= {"integer", "number", "choice", "switch"}
        assert all(p.default in p.choices for p in network.parameters if p.kind == "choice")


def test_without_torch_training_says_so(workstation: Workstation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Training, "is_available", lambda _: False)
    with pytest.raises(WorkstationError, match="Training is not installed"):
        workstation.training.recipes()


# --- the shelf -------------------------------------------------------------------------------------------------------


WISCONSIN = "breast-aspirate-wisconsin"


def test_a_new_vault_has_the_shipped_models_and_one_that_was_removed_stays_away(workstation: Workstation) -> None:
    who, shelf = workstation.principal, workstation.model_shelf
    assert {model.origin for model in shelf.models(who)} == {"shipped"}
    shipped = shelf.find(who, WISCONSIN)
    assert shelf.find(who, shipped.card.name) == shelf.find(who, shipped.card.id) == shipped
    shelf.remove(who, shipped.card.id)
    assert shelf.register_shipped(who, quietly) == ()
    assert WISCONSIN not in {model.card.id for model in shelf.models(who)}
    with pytest.raises(WorkstationError, match="There is no model"):
        shelf.find(who, shipped.card.id)


def test_a_bad_package_is_not_kept_and_says_why(workstation: Workstation, tmp_path: Path) -> None:
    bad = tmp_path / "bad.aegle"
    bad.write_bytes(b"not a package")
    before = workstation.model_shelf.models(workstation.principal)
    with pytest.raises(WorkstationError, match=r"bad\.aegle is not a model package"):
        workstation.model_shelf.register(workstation.principal, bad, quietly)
    with pytest.raises(WorkstationError, match="There is no file"):
        workstation.model_shelf.register(workstation.principal, tmp_path / "none.aegle", quietly)
    assert workstation.model_shelf.models(workstation.principal) == before


# --- a patient -------------------------------------------------------------------------------------------------------


def imported(workstation: Workstation, folder: Path, share: float = 1.0) -> str:
    """The sample patient with a share of what the shipped model reads in the record; the patient's id."""
    who = workstation.principal
    model = workstation.model_shelf.find(who, WISCONSIN)
    fields = model.card.fields[: round(share * len(model.card.fields))]
    file = folder / "record.json"
    file.write_text(json.dumps(sample.hartmann_record(fields)), encoding="utf-8")
    workstation.importing.import_paths(who, (file,), None, quietly)
    [row] = workstation.worklist.patients(who)
    return row.patient.id


def the_fit(workstation: Workstation, about: Subject) -> Fit:
    """Of the model that reads the sample patient's record."""
    fits = workstation.predicting.fitting(workstation.principal, about)
    return next(one for one in fits if one.model.card.id == WISCONSIN)


def test_a_model_of_molecules_fits_no_record_without_one_and_says_so(workstation: Workstation, tmp_path: Path) -> None:
    about = Subject("patient", imported(workstation, tmp_path))
    fits = workstation.predicting.fitting(workstation.principal, about)
    others = [one for one in fits if one.model.card.id in ("solubility-esol", "blood-brain-barrier-bbbp")]
    assert len(others) == 2
    assert not any(one.fits for one in others)
    assert {str(one.reason) for one in others} == {'The record holds no observation "smiles" with a text in it.'}


def test_the_shipped_model_answers_for_the_sample_patient_with_provenance(
    workstation: Workstation, tmp_path: Path
) -> None:
    who = workstation.principal
    about = Subject("patient", imported(workstation, tmp_path))
    fit = the_fit(workstation, about)
    assert fit.fits
    made = workstation.predicting.predict(who, fit.model.card.id, about, quietly)
    assert made.decision in ("benign", "malignant")
    assert sum(score.value for score in made.scores) == pytest.approx(1, abs=1e-6)
    assert len(made.contributions) == 30
    assert made.model_digest == fit.model.card.digest
    assert made.patient == about.id
    assert made.device
    assert made.device_reason
    assert made.seconds >= 0
    assert workstation.predicting.predictions(who, patient=about.id) == (made,)
    verbs = [entry.verb for entry in workstation.auditing.entries(who, about=about.id)]
    assert "predict" in verbs


def test_half_of_the_inputs_are_needed_and_missing_ones_are_warned_of(workstation: Workstation, tmp_path: Path) -> None:
    who = workstation.principal
    about = Subject("patient", imported(workstation, tmp_path, share=0.6))
    fit = the_fit(workstation, about)
    made = workstation.predicting.predict(who, fit.model.card.id, about, quietly)
    assert any("12 of 30 inputs are missing" in warning for warning in made.warnings)


def test_a_model_that_does_not_fit_says_what_it_needs(workstation: Workstation, tmp_path: Path) -> None:
    who = workstation.principal
    about = Subject("patient", imported(workstation, tmp_path, share=0.2))
    fit = the_fit(workstation, about)
    assert not fit.fits
    assert "has 6 of the 30 values" in str(fit.reason)
    with pytest.raises(WorkstationError, match="6 of the 30"):
        workstation.predicting.predict(who, fit.model.card.id, about, quietly)
    for_images = the_fit(workstation, Subject("series", "1.2.3"))
    assert "not images" in str(for_images.reason)
    with pytest.raises(WorkstationError, match="not in the vault"):
        workstation.predicting.fitting(who, Subject("patient", "nobody"))
