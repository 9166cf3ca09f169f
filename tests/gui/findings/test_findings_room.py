"""The findings room: a real prediction on a real record, judged by a person."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.patient import Patient
from app.domain.prediction import Subject
from app.domain.work import quietly
from app.features.drawings import layers
from app.services.workstation import Workstation
from app.ui.drawn import Veiled
from app.ui.findings.bars import ScoreBars
from app.ui.findings.state import input_words
from app.ui.findings.view import View
from app.ui.record.view import View as RecordView
from app.ui.room import Shell

WISCONSIN = "breast-aspirate-wisconsin"


def observation(number: int, name: str, value: float) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "id": f"o{number}",
        "status": "final",
        "code": {"coding": [{"system": "urn:aegle:wdbc", "code": name, "display": name}]},
        "subject": {"reference": "Patient/jane"},
        "effectiveDateTime": "2025-05-05",
        "valueQuantity": {"value": value},
    }


@pytest.fixture
def patient(workstation: Workstation, tmp_path: Path) -> Patient:
    """A patient with every value the shipped model reads, each in the middle of what was met in training."""
    me = workstation.principal
    card = workstation.model_shelf.find(me, WISCONSIN).card
    jane = {
        "resourceType": "Patient",
        "id": "jane",
        "identifier": [{"type": {"coding": [{"code": "MR"}]}, "value": "J-1"}],
        "name": [{"family": "Roe", "given": ["Jane"]}],
    }
    facts = [
        observation(at, field.code, ((field.low or 0.0) + (field.high or 0.0)) / 2)
        for at, field in enumerate(card.fields)
    ]
    entries = [{"resource": one} for one in (jane, *facts)]
    file = tmp_path / "jane.json"
    file.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}), encoding="utf-8")
    workstation.importing.import_paths(me, (file,), None, quietly)
    return workstation.worklist.patients(me)[0].patient


@pytest.fixture
def room(shell: Shell, patient: Patient, qtbot: QtBot) -> View:
    shell.set_patient(patient)
    view = View(shell.workstation, shell)
    qtbot.addWidget(view)
    view.resize(1300, 820)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: view.state.patient is not None and shell.is_idle, timeout=10_000)
    return view


def predicted(room: View, shell: Shell, patient: Patient, qtbot: QtBot) -> None:
    ws = shell.workstation
    ws.predicting.predict(ws.principal, WISCONSIN, Subject("patient", patient.id), quietly)
    qtbot.waitUntil(lambda: bool(room.cards.cards) and shell.is_idle, timeout=20_000)


def words(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_predict_in_the_record_offers_the_models_with_reasons_and_leads_here(
    shell: Shell, patient: Patient, qtbot: QtBot
) -> None:
    shell.set_patient(patient)
    record = RecordView(shell.workstation, shell)
    qtbot.addWidget(record)
    record.resize(1300, 820)
    with qtbot.waitExposed(record):
        record.show()
    qtbot.waitUntil(lambda: record.state is not None and shell.is_idle, timeout=10_000)
    record._offer_models()
    qtbot.waitUntil(lambda: shell.is_idle, timeout=10_000)
    actions = record.header.predict.menu().actions()
    assert all(one.isEnabled() or one.toolTip() for one in actions)
    (action,) = (one for one in actions if one.text().startswith("Breast mass"))
    assert action.isEnabled()
    with qtbot.waitSignal(shell.room_wanted, timeout=30_000) as wanted:
        action.trigger()
    assert wanted.args == ["findings"]


def test_a_prediction_is_a_card_of_the_model_with_figures_in_words(
    room: View, shell: Shell, patient: Patient, qtbot: QtBot
) -> None:
    predicted(room, shell, patient, qtbot)
    (card,) = room.cards.cards
    said = words(card)
    assert "Breast mass: fine-needle aspirate (Wisconsin)" in said
    assert "Model" in said
    assert card.prediction.decision in said
    assert "threshold was chosen where" in said
    spoken = " ".join(bars.accessibleName() for bars in card.findChildren(ScoreBars))
    assert "such patients" in spoken
    card.provenance.click()
    assert card.prediction.model_digest in words(card)


def test_confirming_keeps_the_persons_word_beside_the_prediction(
    room: View, shell: Shell, patient: Patient, qtbot: QtBot
) -> None:
    predicted(room, shell, patient, qtbot)
    room.cards.cards[0].note.setText("fits the ultrasound")
    room.cards.cards[0].confirm.click()
    qtbot.waitUntil(lambda: len(room.state.findings) == 1 and shell.is_idle, timeout=10_000)
    (finding,) = room.state.findings
    assert (finding.status, finding.by.kind, finding.by.name) == ("confirmed", "person", "ada")
    assert finding.note == "fits the ultrasound"
    assert "Confirmed" in words(room.cards.cards[0])


def test_a_finding_is_drafted_confirmed_and_narrowed_by_status(room: View, shell: Shell, qtbot: QtBot) -> None:
    pane = room.findings
    assert not pane.keep.isEnabled()
    assert pane.keep.toolTip() == "Write first what was found."
    pane.what.setText("Nodule, 8 mm")
    pane.note.setText("compare")
    pane.keep.click()
    qtbot.waitUntil(lambda: len(room.state.findings) == 1 and shell.is_idle, timeout=10_000)
    pane.table.selectRow(0)
    assert pane.chosen.isVisible()
    assert pane.chosen.note.toPlainText() == "compare"
    pane.chosen.reject.click()
    qtbot.waitUntil(lambda: room.state.findings[0].status == "rejected" and shell.is_idle, timeout=10_000)
    assert not pane.chosen.reject.isEnabled()
    room._narrow("confirmed")
    assert pane.model.rows() == ()
    room._narrow(None)
    assert len(pane.model.rows()) == 1


def test_another_patient_brings_another_room(room: View, shell: Shell) -> None:
    shell.set_patient(None)
    assert room._stack.currentIndex() == 0


def test_an_answer_is_explained_on_its_card_and_as_a_page_in_the_windows_language(
    room: View, shell: Shell, patient: Patient, qtbot: QtBot, tmp_path: Path
) -> None:
    predicted(room, shell, patient, qtbot)
    card = room.cards.cards[0]
    assert card.export.isHidden()
    card.explain.click()
    qtbot.waitUntil(lambda: not card.export.isHidden() and shell.is_idle, timeout=20_000)
    said = words(card)
    assert "Exact: the model adds its inputs up" in said  # Wisconsin is logistic
    assert "What would change the answer" in said
    assert "not what causes a disease" in said
    ws = shell.workstation
    explained = ws.explaining.explain(ws.principal, card.prediction, quietly)
    assert not explained.is_today
    in_card = {c.name: c.amount for c in card.prediction.contributions}
    in_full = {c["input"]: c["amount"] for c in explained.case["contributions"]}
    assert in_full == pytest.approx(in_card)
    for language, head in (("en", "What each input adds"), ("zh_CN", "各项输入的贡献")):
        page = tmp_path / f"{language}.html"
        ws.explaining.write_one(ws.principal, explained, language, page)
        assert head in page.read_text(encoding="utf-8")
    assert [e.verb for e in ws.auditing.entries(ws.principal)].count("export explanation") == 2


REPORT = "Final diagnosis: urinary bladder, high grade papillary urothelial carcinoma with muscularis propria invasion."


def test_a_report_is_answered_in_the_window_and_its_words_are_coloured(
    workstation: Workstation, patient: Patient, tmp_path: Path
) -> None:
    ws, me = workstation, workstation.principal
    file = tmp_path / "report.json"
    report = {
        "resourceType": "DiagnosticReport",
        "id": "r1",
        "status": "final",
        "code": {"text": "Pathology"},
        "subject": {"reference": "Patient/jane"},
        "effectiveDateTime": "2025-06-01",
        "presentedForm": [{"contentType": "text/plain", "data": base64.b64encode(REPORT.encode()).decode()}],
    }
    jane = {
        "resourceType": "Patient",
        "id": "jane",
        "identifier": [{"type": {"coding": [{"code": "MR"}]}, "value": "J-1"}],
        "name": [{"family": "Roe", "given": ["Jane"]}],
    }
    file.write_text(json.dumps({"resourceType": "Bundle", "type": "collection",
                                "entry": [{"resource": jane}, {"resource": report}]}), encoding="utf-8")  # fmt: skip
    about = Subject("patient", patient.id)
    fits = {f.model.card.id: f for f in ws.predicting.fitting(me, about)}
    assert str(fits["cancer-type-tcga-reports"].reason) == "The record holds no report with a text."
    ws.importing.import_paths(me, (file,), None, quietly)
    made = ws.predicting.predict(me, "cancer-type-tcga-reports", about, quietly)
    assert "bladder" in made.decision
    assert str(input_words(made.contributions[0].name)).startswith("Word ")
    case = ws.explaining.explain(me, made, quietly).case
    [drawing] = case["drawings"]
    assert drawing["kind"] == "text"
    assert "urothelial" in drawing["html"]
    assert case["held_up"]["deletion"] > case["held_up"]["random"]


def test_the_veil_over_a_picture_is_as_strong_as_its_slider(qtbot: QtBot) -> None:
    amounts = np.zeros((4, 4))
    amounts[1, 2] = 1.0
    veiled = Veiled(layers(np.full((1, 32, 32), 0.5), amounts).as_json())
    qtbot.addWidget(veiled)
    spot = QPoint(200, 120)  # of 320 pixels: row 1, column 2 of 4 x 4 places
    veiled.slider.setValue(0)
    assert veiled.both.pixmap().toImage().pixelColor(spot).saturation() == 0
    veiled.slider.setValue(100)
    assert veiled.both.pixmap().toImage().pixelColor(spot).red() > 150
    assert veiled.both.pixmap().toImage().pixelColor(spot).blue() < 100
