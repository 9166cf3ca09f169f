"""Patients of the vault, chosen in the window, become a model that answers about one of them; the page of suspects."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.codes import Coding, Quantity
from app.domain.patient import Deed, Patient
from app.domain.prediction import Subject
from app.domain.record import Condition, Fact, Observation
from app.domain.work import quietly
from app.services.papers import stated
from app.services.workstation import Workstation
from app.store import patients, records
from app.ui.room import Shell
from app.ui.training_wizard.checks import Gate
from app.ui.training_wizard.cohorts import NewCohort
from app.ui.training_wizard.view import View
from tests.gui.training_wizard.steps import a_room, a_table, idle, onward, press

pytest.importorskip("torch", reason="the train extra is not installed")

LOINC = "http://loinc.org"
SEPSIS = Coding("http://snomed.info/sct", "91302008", "Sepsis")
MEASURED = ((Coding(LOINC, "2524-7", "Lactate"), "mmol/L", 1.2, 2.6), (Coding(LOINC, "1988-5", "CRP"), "mg/L", 40, 95))


def a_ward(workstation: Workstation, count: int = 48) -> None:
    """Every second patient has sepsis, and higher values three days before."""
    rng = np.random.default_rng(7)
    with workstation.cohorts._store.transaction(Deed(workstation.principal, "import")) as tx:
        for n in range(count):
            sex = "FM"[n // 2 % 2]
            patients.put(tx, Patient(f"p{n}", f"M{n}", f"Test^Person{n}", date(1940 + n, 1, 1), sex))
            at = datetime(2024, 3, 2, 8, tzinfo=UTC)
            # the first and the last are what is usual of the well and of the ill
            spread = 0.0 if n in (0, count - 1) else 0.8
            facts: list[Fact] = []
            for code, unit, well, ill in MEASURED:
                value = max(float(rng.normal((well, ill)[n % 2], spread * well)), 0.1)
                facts.append(Observation(f"{code.code}-{n}", f"p{n}", code, Quantity(round(value, 2), unit), at))
            if n % 2:
                facts.append(Condition(f"c{n}", f"p{n}", SEPSIS, datetime(2024, 3, 5, 8, tzinfo=UTC)))
            records.put_facts(tx, facts)


def choose(box: QComboBox, words: str) -> None:
    """As with the keyboard: the box is given the focus, and its entry is typed."""
    assert box.isVisible()
    assert box.isEnabled()
    at = next(n for n in range(box.count()) if words in box.itemText(n))
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentIndex() < at:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, words


def save_a_cohort(view: View, shell: Shell, qtbot: QtBot, name: str) -> None:
    """Fill the sheet in while it is open, and press its button."""

    def fill() -> None:
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, NewCohort)
        QTest.keyClicks(sheet.name_, name)
        [save] = [one for one in sheet.findChildren(QPushButton) if one.text() == "Save"]
        press(save)

    QTimer.singleShot(300, fill)
    press(view.wizard.data.cohorts.make)
    idle(shell, qtbot)


def test_patients_chosen_in_the_window_become_a_model_that_answers_about_one_of_them(
    shell: Shell, qtbot: QtBot
) -> None:
    ws = shell.workstation
    a_ward(ws)
    view = a_room(shell, qtbot)
    wizard = view.wizard
    onward(view, shell, qtbot)
    choose(wizard.data.way, "their records")
    assert "Choose a cohort" in wizard.data.foot.text()
    save_a_cohort(view, shell, qtbot, "All of the ward")
    assert view.desk.state.table is not None
    assert view.desk.state.table.rows == 48
    choose(wizard.data.target, "has Sepsis")
    assert view.desk.state.group == "patient"
    onward(view, shell, qtbot)
    for gate in wizard.checks.findChildren(Gate):
        press(gate.leave)
    onward(view, shell, qtbot)
    onward(view, shell, qtbot)
    press(wizard.model.choices["logistic"])
    QTest.keyClicks(wizard.model.name_, "Sepsis on the ward")
    QTest.keyClicks(wizard.model.use, "Teaching")
    onward(view, shell, qtbot)
    press(wizard.train.start)
    qtbot.waitUntil(wizard.train.isComplete, timeout=180_000)
    for _ in range(4):
        onward(view, shell, qtbot)
    press(wizard.card.register)
    idle(shell, qtbot)
    [model] = [one for one in ws.model_shelf.models(ws.principal) if one.card.name == "Sepsis on the ward"]
    coded = {one.name: (one.code, one.unit) for one in model.card.fields}
    assert coded["Lactate"] == ("2524-7", "mmol/L")

    said = {}
    for patient in ("p0", "p47"):
        about = Subject("patient", patient)
        [fit] = [one for one in ws.predicting.fitting(ws.principal, about) if one.model.card.id == model.card.id]
        assert not fit.reason.text
        answer = ws.predicting.predict(ws.principal, model.card.id, about, quietly)
        assert not [one for one in answer.warnings if "missing" in one], answer.warnings
        said[patient] = {score.name: score.value for score in answer.scores}["yes"]
    assert said["p47"] > said["p0"], "the one with the higher values before is the one with sepsis"


def leaky(folder: Path) -> Path:
    """A copy of the answer, what is known at discharge, and an honest value."""
    rng = np.random.default_rng(4)
    lines = ["age,discharge score,disease,copy"]
    for _ in range(80):
        ill = rng.random() < 0.5
        lines.append(
            f"{rng.normal(60 + 4 * ill, 10):.0f},{rng.normal(6 * ill, 0.8):.2f},{['no', 'yes'][ill]},{int(ill)}"
        )
    return a_table(folder, "\n".join(lines))


def test_each_suspect_is_kept_with_a_reason_or_left_out_and_the_reason_stands_on_the_card(
    shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    view = a_room(shell, qtbot, leaky(tmp_path))
    wizard = view.wizard
    onward(view, shell, qtbot)
    press(wizard.data.choose)
    idle(shell, qtbot)
    choose(wizard.data.target, "disease")
    onward(view, shell, qtbot)
    gates = wizard.checks.gates
    assert set(gates) == {"discharge score", "copy"}
    score = gates["discharge score"]
    assert not score.reason.isVisible()
    press(score.keep)
    assert score.reason.isVisible()
    assert "Write why discharge score is kept" in wizard.checks.foot.text()
    QTest.keyClicks(score.reason, "short")
    assert not wizard.checks.isComplete(), "a word is no reason"
    QTest.keyClicks(score.reason, "ly after admission, before the diagnosis")
    assert wizard.checks.isComplete()
    assert view.desk.state.decision(view.desk.state.suspects()[0]) in ("keep", "leave_out")
    request = view.desk.state.request()
    assert request.keep == {"discharge score": "shortly after admission, before the diagnosis"}

    onward(view, shell, qtbot)
    onward(view, shell, qtbot)
    press(wizard.model.choices["logistic"])
    QTest.keyClicks(wizard.model.name_, "Kept")
    QTest.keyClicks(wizard.model.use, "Teaching")
    onward(view, shell, qtbot)
    press(wizard.train.start)
    qtbot.waitUntil(wizard.train.isComplete, timeout=180_000)
    result = view.desk.state.result
    assert result is not None
    assert result.figures["inputs"] == ["age", "discharge score"], "what is certain went, what was kept is read"
    [kept] = [one for one in result.figures["leakage"] if one["column"] == "discharge score"]
    assert "shortly after admission" in kept["action"]
    for _ in range(4):
        onward(view, shell, qtbot)
    # what only a person knows stands in red until it is answered
    page = wizard.card
    red = [item for item, asks in page._asks.items() if asks.property("kind") == "bad"]
    assert {item.partition(" ")[0] for item in red} >= {"TRIPOD+AI", "PROBAST+AI"}
    first = red[0]
    page.answers[first].setFocus()
    QTest.keyClicks(page.answers[first], "The ward of 2024")
    assert page._asks[first].property("kind") != "bad"
    assert page._left.text().startswith(f"{len(red) - 1} of ")
    target = tmp_path / "report.html"
    ws = shell.workstation
    ws.papers.write(ws.principal, stated(result.package, view.desk.state.statements), "en", target, quietly)
    told = target.read_text(encoding="utf-8")
    assert "shortly after admission, before the diagnosis" in told
    assert "The ward of 2024" in told
    assert told.count("To be answered by you") == len(red) - 1


def test_a_person_may_stop_at_the_suspects_and_nothing_is_kept(shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    view = a_room(shell, qtbot, leaky(tmp_path))
    wizard = view.wizard
    onward(view, shell, qtbot)
    press(wizard.data.choose)
    idle(shell, qtbot)
    choose(wizard.data.target, "disease")
    onward(view, shell, qtbot)

    def agree() -> None:
        sheet = QApplication.activeModalWidget()
        assert sheet is not None
        [stop] = [one for one in sheet.findChildren(QPushButton) if one.text() == "Stop here"]
        press(stop)

    QTimer.singleShot(300, agree)
    [stop] = [one for one in wizard.checks.findChildren(QPushButton) if "stop here" in one.text()]
    press(stop)
    assert wizard.currentPage() is wizard.question
    assert view.desk.state.table is None
    assert view.desk.state.keep == {}
