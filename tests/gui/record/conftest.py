"""A vault with a patient whose record holds every kind of fact."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app import main, paths
from app.domain.patient import Patient
from app.domain.work import quietly
from app.imaging.phantom import torso_files
from app.services.workstation import Door, Workstation
from app.store.keyring import Cost
from app.ui.room import Shell
from app.ui.theme import Theme
from tests import known_vaults

PASSPHRASE = "correct horse battery"
CHEAP = Cost(memory_kib=8192, passes=1, lanes=1)
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"


def coded(system: str, code: str, display: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code, "display": display}]}


def glucose(number: int, at: str, value: float) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "id": f"glucose-{number}",
        "status": "final",
        "code": coded(LOINC, "2339-0", "Glucose"),
        "subject": {"reference": "Patient/roe"},
        "effectiveDateTime": at,
        "valueQuantity": {"value": value, "unit": "mmol/L"},
        "referenceRange": [{"low": {"value": 3.9}, "high": {"value": 5.6}}],
    }


def bundle() -> dict[str, Any]:
    subject = {"reference": "Patient/roe"}
    active = {"coding": [{"code": "active"}]}
    resources: list[dict[str, Any]] = [
        {
            "resourceType": "Patient",
            "id": "roe",
            "identifier": [{"type": {"coding": [{"code": "MR"}]}, "value": "T-100"}],
            "name": [{"family": "Sample", "given": ["Tomas"]}],
            "birthDate": "1961-04-12",
            "gender": "male",
        },
        {
            "resourceType": "Encounter",
            "id": "visit",
            "status": "finished",
            "class": {"code": "AMB"},
            "type": [coded(SNOMED, "185349003", "Check-up")],
            "subject": subject,
            "period": {"start": "2024-05-02T09:00:00+00:00", "end": "2024-05-02T09:30:00+00:00"},
        },
        {
            "resourceType": "Condition",
            "id": "diabetes",
            "clinicalStatus": active,
            "code": coded(SNOMED, "44054006", "Diabetes mellitus type 2"),
            "subject": subject,
            "encounter": {"reference": "Encounter/visit"},
            "onsetDateTime": "2024-05-02",
        },
        {
            "resourceType": "Condition",
            "id": "cold",
            "clinicalStatus": {"coding": [{"code": "resolved"}]},
            "code": coded(SNOMED, "82272006", "Common cold"),
            "subject": subject,
            "onsetDateTime": "2023-01-02",
            "abatementDateTime": "2023-01-09",
        },
        {
            "resourceType": "MedicationRequest",
            "id": "metformin",
            "status": "active",
            "intent": "order",
            "medicationCodeableConcept": coded("http://www.nlm.nih.gov/research/umls/rxnorm", "860975", "Metformin"),
            "subject": subject,
            "authoredOn": "2024-05-02",
        },
        {
            "resourceType": "DiagnosticReport",
            "id": "biopsy",
            "status": "final",
            "code": coded(LOINC, "11526-1", "Pathology study"),
            "subject": subject,
            "effectiveDateTime": "2024-06-01",
            "presentedForm": [{"contentType": "text/plain", "data": "SW52YXNpdmUgY2FyY2lub21hLCBncmFkZSAyLg=="}],
        },
        glucose(1, "2024-05-02T09:10:00+00:00", 5.0),
        glucose(2, "2024-08-02T09:10:00+00:00", 7.4),
    ]
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in resources]}


def a_door(folder: Path) -> Door:
    return replace(main.door(CHEAP), doorstep=folder / "doorstep.json", default_vault=folder / "vault")


@pytest.fixture(scope="session")
def record_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("record")
    files = folder / "files"
    files.mkdir()
    (files / "roe.json").write_text(json.dumps(bundle()), encoding="utf-8")
    tomas = Patient("", "T-100", "Sample^Tomas", None, "M")
    for name, data in torso_files(tomas, datetime(2025, 3, 10, 9, 30), slices=4, size=48):
        (files / name).write_bytes(data)
    opened = a_door(folder).create(folder / "vault", "ada", PASSPHRASE)
    opened.importing.import_paths(opened.principal, (files,), None, quietly)
    opened.close()
    known_vaults.forget()
    return folder / "vault"


@pytest.fixture
def recorded(record_vault: Path, tmp_path: Path) -> Iterator[Workstation]:
    door = a_door(tmp_path)
    shutil.copytree(record_vault, door.default_vault)
    # a copy is refused beside its original, which this computer remembers
    paths.doorstep().with_name("vaults.json").unlink(missing_ok=True)
    opened = door.unlock(door.default_vault, None, PASSPHRASE)
    yield opened
    opened.close()


@pytest.fixture
def record_shell(recorded: Workstation, theme: Theme, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(recorded, theme, "en")
    failures: list[BaseException] = []
    made.failed.connect(failures.append)
    yield made
    qtbot.waitUntil(lambda: made.is_idle, timeout=20_000)
    made.stop()
    assert not failures, failures
