"""A vault as large as a hospital department's, filled by bulk inserts; every name in it is made of numbers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from app.store.search import unsearched
from app.store.transaction import Transaction
from app.store.words import folded, folded_name

_PARTS = ("thorax", "abdomen", "pelvis", "head", "neck", "spine", "knee", "shoulder", "hip", "heart", "liver", "brain")
_KINDS = ("CT", "MR", "CR", "DX", "US", "MG", "PT", "XA")
_WHY = ("follow-up", "screening", "trauma", "staging", "angiography", "perfusion", "native", "contrast", "biopsy")
_FAMILIES = ("Garcia", "Mueller", "Smith", "王", "李", "Rossi", "Novak", "Dubois", "Silva", "Tanaka", "Kowalski", "陈")
_GIVEN = ("Anna", "Ben", "Clara", "David", "伟", "芳", "Elena", "Felix", "Greta", "Hugo", "敏", "Ida")
_ILLS = ("pneumonia", "asthma", "hypertension", "diabetes", "fracture", "anaemia", "肺部感染", "高血压", "hepatitis")
_TESTS = ("creatinine", "sodium", "potassium", "haemoglobin", "leukocytes", "albumin", "glucose", "ferritin", "urea")
_SAID = ("no", "new", "small", "effusion", "infiltrate", "nodule", "unchanged", "left", "right", "upper", "lower",
         "lobe", "mild", "cardiomegaly", "fracture", "healed", "contour", "normal", "lymph", "node", "calcified",
         "stable")  # fmt: skip
_FIRST, _LAST = 1.2e9, 1.77e9  # seconds since 1970


def fill(tx: Transaction, studies: int, observations: int, seed: int = 5) -> None:
    """``studies`` of a fifth as many patients, ``observations`` of 360 names, a report for every tenth study."""
    chance = random.Random(seed)
    patients = max(studies // 5, 1)
    tx.run_many(_PATIENT, _patients(chance, patients))
    tx.run_many(_STUDY, _studies(chance, studies, patients))
    tx.run_many(_SERIES, _series(chance, studies))
    tx.run_many(_INSTANCE, _instances(studies))
    tx.run_many(_FACT, _facts(chance, patients, studies, observations))
    assert unsearched(tx)[1] == 0
    tx.run("INSERT INTO unsearched SELECT id FROM patients")


_PATIENT = (
    "INSERT INTO patients (id, mrn, name, birth_date, sex, added_at, search)"
    " VALUES (:id, :mrn, :name, :birth, :sex, 0, :search)"
)
_STUDY = (
    "INSERT INTO studies (uid, patient, accession, description, started_at, moment, search)"
    " VALUES (:uid, :patient, :accession, :description, :at, :moment, :search)"
)
_SERIES = (
    "INSERT INTO series (uid, study, modality, body_part, description, number, frame_of_reference, search)"
    " VALUES (:uid, :study, :modality, :part, :description, 1, '', :search)"
)
_INSTANCE = (
    "INSERT INTO instances (uid, series, number, object, digest, header) VALUES (:uid, :series, 1, '', :uid, '{}')"
)
_FACT = """
    INSERT INTO facts (id, patient, kind, system, code, display, at, moment, status, encounter, text, value_kind, value,
                       unit, value_system, value_code, value_text)
    VALUES (:id, :patient, :kind, '', :code, :display, NULL, :moment, 'final', '', :text, :value_kind, :value, 'mmol/L',
            '', '', '')
"""


def _patients(chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for n in range(count):
        name, mrn = f"{chance.choice(_FAMILIES)}^{chance.choice(_GIVEN)} {n:05x}", f"M{n:07d}"
        birth = f"{chance.randint(1930, 2020)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        search = folded_name(name, mrn)
        yield {"id": f"p{n}", "mrn": mrn, "name": name, "birth": birth, "sex": chance.choice("FM"), "search": search}


def _studies(chance: random.Random, count: int, patients: int) -> Iterator[dict[str, Any]]:
    for n in range(count):
        description = f"{_KINDS[n % 8]} {chance.choice(_PARTS)} {chance.choice(_WHY)} {chance.randint(1, 20)}"
        moment, accession = chance.uniform(_FIRST, _LAST), f"A{n:08d}"
        yield {
            "uid": f"1.2.840.99.{n}", "patient": f"p{chance.randrange(patients)}", "accession": accession,
            "description": description, "at": None, "moment": moment,
            "search": folded(description, accession, f"1.2.840.99.{n}"),
        }  # fmt: skip


def _series(chance: random.Random, studies: int) -> Iterator[dict[str, Any]]:
    for n in range(studies):
        for k in (1, 2):
            uid, modality, part = f"1.2.840.99.{n}.{k}", _KINDS[n % 8], chance.choice(_PARTS).upper()
            description = f"{part.lower()} {chance.choice((1, 2, 5))} mm"
            search = folded(description, modality, part, uid)
            yield {"uid": uid, "study": f"1.2.840.99.{n}", "modality": modality, "part": part,
                   "description": description, "search": search}  # fmt: skip


def _instances(studies: int) -> Iterator[dict[str, Any]]:
    for n in range(studies):
        for k in (1, 2):
            yield {"uid": f"1.2.840.99.{n}.{k}.1", "series": f"1.2.840.99.{n}.{k}"}


def _facts(chance: random.Random, patients: int, studies: int, observations: int) -> Iterator[dict[str, Any]]:
    def fact(n: str, patient: int, kind: str, code: str, display: str, text: str = "") -> dict[str, Any]:
        is_measured = kind == "Observation"
        return {
            "id": n, "patient": f"p{patient}", "kind": kind, "code": code, "display": display, "text": text,
            "moment": chance.uniform(_FIRST, _LAST), "value_kind": "quantity" if is_measured else "",
            "value": chance.random() if is_measured else None,
        }  # fmt: skip

    for n in range(observations):
        k = chance.randrange(360)
        # a patient's results come together, as they do from an import
        yield fact(f"o{n}", n * patients // observations, "Observation", f"{k}-4", f"{_TESTS[k % 9]} method {k // 9}")
    for n in range(patients * 2):
        k = chance.randrange(180)
        yield fact(f"c{n}", n // 2, "Condition", f"K{k}", f"{_ILLS[k % 9]} grade {k // 9}")
    for n in range(studies // 10):
        said = " ".join(chance.choices(_SAID, k=60))
        yield fact(f"r{n}", chance.randrange(patients), "Report", "", "Radiology report", f"{said}. Report {n:06d}.")
