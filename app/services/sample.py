"""The sample library: two patients who never lived, with images, a record and a table to learn from.

Everything is computed from fixed seeds, so the same library comes out every time. The two patients' images are drawn
by ``app.imaging.phantom``; their records are FHIR R4 bundles such as a hospital would export. Beside them stand the
real DICOM files that pydicom brings.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import math
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from app.domain.identifiers import id_of
from app.domain.model_card import InputField, ModelCard
from app.domain.patient import Patient
from app.domain.words import say
from app.domain.work import Report
from app.imaging.phantom import head_files, torso_files
from app.imaging.sample_files import sample_files

Json = dict[str, Any]

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
UCUM = "http://unitsofmeasure.org"

HARTMANN = Patient("sample-1", "AEG-000117", "Hartmann^Elena", date(1961, 4, 17), "F")
ZHANG = Patient("sample-2", "AEG-000201", "Zhang^Wei=张^伟", date(1958, 9, 3), "M")
CHEST_AT = datetime(2026, 9, 10, 9, 42, tzinfo=UTC)
HEAD_AT = datetime(2026, 7, 21, 14, 5, tzinfo=UTC)
TABLE_NAME = "sample_table.csv"


def write_library(folder: Path, card: ModelCard | None, report: Report) -> tuple[Path, ...]:
    """Write the library's files and folders to ``folder`` and name them: what a person would choose to import.

    ``card`` is the model that should find its inputs in the first patient's record.
    """
    report(0, 3, say("Drawing a chest and a head"))
    images = folder / "images"
    for name, files in (("chest", torso_files(HARTMANN, CHEST_AT)), ("head", head_files(ZHANG, HEAD_AT))):
        (images / name).mkdir(parents=True)
        for file, data in files:
            (images / name / file).write_bytes(data)
    report(1, 3, say("Copying real DICOM files"))
    (images / "pydicom").mkdir()
    for path in sample_files():
        shutil.copyfile(path, images / "pydicom" / path.name)
    report(2, 3, say("Writing two records"))
    records = folder / "records"
    records.mkdir()
    for name, bundle in (("hartmann", hartmann_record(card.fields if card else ())), ("zhang", zhang_record())):
        (records / f"{name}.json").write_text(json.dumps(bundle, ensure_ascii=False, indent=1), encoding="utf-8")
    report(3, 3)
    return (images, records)


# --- the first patient's record


def hartmann_record(fields: tuple[InputField, ...]) -> Json:
    """Ten years of a woman with diabetes and a lump in the breast, as a FHIR R4 bundle.

    ``fields`` are the inputs of the model about the aspirate; the thirty measurements are coded as they say.
    """
    book = _Book(HARTMANN, {"use": "official", "family": "Hartmann", "given": ["Elena"]})
    rng = np.random.default_rng(117)
    book.condition("2016-05-12", (SNOMED, "38341003", "Hypertensive disorder"))
    book.condition("2018-03-08", (SNOMED, "44054006", "Diabetes mellitus type 2"))
    book.condition("2018-03-08", (SNOMED, "55822004", "Hyperlipidemia"))
    book.condition("2019-11-19", (SNOMED, "10509002", "Acute bronchitis"), until="2019-12-03")
    book.condition("2026-08-24", (SNOMED, "89164003", "Breast lump"))
    book.condition("2026-09-10", (SNOMED, "427359005", "Solitary nodule of lung"))
    book.medication("2016-05-12", (RXNORM, "197361", "Amlodipine 5 MG Oral Tablet"), "1 tablet each morning")
    book.medication(
        "2018-03-08", (RXNORM, "860975", "Metformin 500 MG Extended Release Oral Tablet"), "2 tablets daily"
    )
    book.medication("2018-03-08", (RXNORM, "312961", "Simvastatin 20 MG Oral Tablet"), "1 tablet at night", "stopped")
    book.medication("2022-06-14", (RXNORM, "617311", "Atorvastatin 40 MG Oral Tablet"), "1 tablet at night")
    book.procedure("2026-08-31", (SNOMED, "122548005", "Biopsy of breast"))
    book.procedure("2026-09-10", (SNOMED, "169069000", "Computed tomography of chest"))
    for day in _visits(date(2016, 5, 12), date(2026, 10, 6), 112, rng):
        years = (day - date(2016, 5, 12)).days / 365.25
        visit = book.encounter(day, (SNOMED, "390906007", "Follow-up encounter"), "Hypertension, diabetes")
        sugar = _sugar(day)
        book.lab(visit, day, "creatinine", 0.78 + 0.026 * years + rng.normal(0, 0.03))
        book.lab(visit, day, "haemoglobin", 13.6 - 0.10 * years + rng.normal(0, 0.25))
        book.lab(visit, day, "weight", 74.0 + 5.5 * math.sin(years / 2.6) + rng.normal(0, 0.5))
        early = min(years, 1.5) / 1.5
        book.pressure(visit, day, 151 - 14 * early + rng.normal(0, 5), 89 - 5 * early + rng.normal(0, 3))
        book.lab(visit, day, "glucose", 28.7 * sugar - 46.7 + rng.normal(0, 9))  # mean glucose of an HbA1c (ADAG study)
        if day >= date(2018, 3, 1):
            book.lab(visit, day, "hba1c", sugar + rng.normal(0, 0.1))
        if day.month in (3, 4, 5, 6):
            book.lab(visit, day, "ldl", (163 if day < date(2018, 6, 1) else 108) + rng.normal(0, 9))
    lump = book.encounter(date(2026, 8, 24), (SNOMED, "185349003", "Encounter for check up"), "Breast lump, left")
    book.report(lump, "2026-08-26", (LOINC, "24606-6", "MG Breast Screening"), MAMMOGRAM)
    needle = book.encounter(
        date(2026, 8, 31), (SNOMED, "185349003", "Encounter for check up"), "Fine-needle aspiration"
    )
    for field in fields:
        value = ASPIRATE.get(_plain(field.name))
        if value is not None and field.code:
            coded = (field.system, field.code, field.name)
            book.observation(needle, date(2026, 8, 31), coded, value, field.unit, (None, None))
    book.report(needle, "2026-09-02", (LOINC, "11526-1", "Pathology study"), PATHOLOGY)
    chest = book.encounter(date(2026, 9, 10), (SNOMED, "185349003", "Encounter for check up"), "CT of the chest")
    book.report(chest, "2026-09-10", (LOINC, "24627-2", "CT Chest"), CHEST)
    return book.bundle()


def _sugar(day: date) -> float:
    """HbA1c in percent as it ran: up until found, down with tablets, slowly up again, better since last year."""
    years = (day - date(2016, 5, 12)).days / 365.25
    marks = ((0.0, 6.0), (1.8, 8.7), (2.6, 6.9), (6.0, 7.4), (9.0, 8.3), (10.4, 7.1))
    return float(np.interp(years, [at for at, _ in marks], [value for _, value in marks]))


# What an image of the aspirated cells measures (mean, standard error and worst of ten features), made up to lie
# between the means of the two kinds of the Wisconsin data, nearer to the malignant one. No patient's row.
ASPIRATE = {
    "mean radius": 14.79, "mean texture": 19.95, "mean perimeter": 96.69, "mean area": 700.4,
    "mean smoothness": 0.09789, "mean compactness": 0.1117, "mean concavity": 0.1037, "mean concave points": 0.05763,
    "mean symmetry": 0.1828, "mean fractal dimension": 0.06247, "radius error": 0.4304, "texture error": 1.202,
    "perimeter error": 3.06, "area error": 43.99, "smoothness error": 0.00689, "compactness error": 0.02661,
    "concavity error": 0.03375, "concave points error": 0.01257, "symmetry error": 0.02029,
    "fractal dimension error": 0.003786, "worst radius": 17.24, "worst texture": 26.54, "worst perimeter": 114.3,
    "worst area": 965.1, "worst smoothness": 0.1344, "worst compactness": 0.2746, "worst concavity": 0.3062,
    "worst concave points": 0.1312, "worst symmetry": 0.2974, "worst fractal dimension": 0.0856,
}  # fmt: skip


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").split())


MAMMOGRAM = """Mammography of both breasts in two planes. Dense tissue (type c).
Left, upper outer quadrant: mass of 14 mm, partly ill-defined. Right: nothing suspicious.
BI-RADS left 4, right 1. Fine-needle aspiration is advised."""

PATHOLOGY = """Specimen: fine-needle aspirate, left breast, upper outer quadrant, 10 o'clock.
Microscopy: cellular smears with groups of enlarged epithelial cells; nuclei of uneven size with irregular outlines and
clumped chromatin. Few inflammatory cells. Thirty nuclear features were measured on the digital image.
Assessment: atypical, suspicious for malignancy (C4). Core biopsy is advised. This is a made-up sample report."""

CHEST = """CT of the chest with contrast medium.
Lungs: smooth round nodule of 16 mm in the right upper lobe, without calcification. No effusion.
Liver: cyst of 30 mm; a second lesion of 24 mm of low density, not fully characterised. No enlarged lymph nodes.
Assessment: solitary pulmonary nodule; control or PET-CT is advised. This is a made-up sample report."""


# --- the second patient's record, in Chinese


def zhang_record() -> Json:
    """Six years of a man after a stroke, as a FHIR R4 bundle in Chinese."""
    book = _Book(ZHANG, {"use": "official", "text": "张伟", "family": "张", "given": ["伟"]})
    rng = np.random.default_rng(201)
    book.condition("2020-02-18", (SNOMED, "38341003", "高血压"))
    book.condition("2021-05-06", (SNOMED, "44054006", "2型糖尿病"))
    book.condition("2026-07-19", (SNOMED, "432504007", "脑梗死"))
    book.medication("2020-02-18", (RXNORM, "314076", "赖诺普利片 10 mg"), "每日一次，每次一片")
    book.medication("2021-05-06", (RXNORM, "860975", "二甲双胍缓释片 500 mg"), "每日两次，每次一片")
    book.medication("2026-07-20", (RXNORM, "243670", "阿司匹林片 81 mg"), "每日一次，每次一片")
    book.procedure("2026-07-21", (SNOMED, "816077007", "头颅磁共振检查"))
    for day in _visits(date(2020, 2, 18), date(2026, 9, 15), 140, rng):
        years = (day - date(2020, 2, 18)).days / 365.25
        visit = book.encounter(day, (SNOMED, "390906007", "复诊"), "高血压、糖尿病")
        book.lab(visit, day, "creatinine", 0.98 + 0.03 * years + rng.normal(0, 0.04), "肌酐")
        book.lab(visit, day, "haemoglobin", 15.0 - 0.12 * years + rng.normal(0, 0.3), "血红蛋白")
        book.lab(visit, day, "glucose", 121 + 6 * years + rng.normal(0, 10), "空腹血糖")
        systolic, diastolic = 156 - 3 * years + rng.normal(0, 6), 92 - years + rng.normal(0, 4)
        book.pressure(visit, day, systolic, diastolic, ("收缩压", "舒张压"))
        if day >= date(2021, 5, 1):
            book.lab(visit, day, "hba1c", 7.9 - 0.12 * years + rng.normal(0, 0.15), "糖化血红蛋白")
    ward = book.encounter(date(2026, 7, 19), (SNOMED, "32485007", "住院"), "突发右侧肢体无力")
    for name, value, display in (
        ("glucose", 187.0, "空腹血糖"),
        ("creatinine", 1.24, "肌酐"),
        ("haemoglobin", 14.1, "血红蛋白"),
    ):
        book.lab(ward, date(2026, 7, 19), name, value, display)
    book.pressure(ward, date(2026, 7, 19), 178.0, 96.0, ("收缩压", "舒张压"))
    book.report(ward, "2026-07-21", (LOINC, "24590-2", "头颅磁共振报告"), HEAD)
    return book.bundle()


HEAD = """头颅磁共振平扫（T1加权，横断面）。
双侧大脑半球对称，脑沟、脑回清晰，脑室系统大小正常，中线结构居中。未见明确占位性病变。
印象：T1加权像未见明显异常；请结合弥散加权像。本报告为虚构的示例。"""


# --- how a bundle is written


@dataclass(frozen=True, slots=True)
class _Lab:
    """``women`` and ``men`` are reference ranges (low, high) in ``unit``; ``digits`` are those after the point."""

    code: str
    display: str
    unit: str
    women: tuple[float | None, float | None]
    men: tuple[float | None, float | None]
    digits: int


LABS = {
    "hba1c": _Lab("4548-4", "Hemoglobin A1c", "%", (4.0, 6.0), (4.0, 6.0), 1),
    "glucose": _Lab("1558-6", "Fasting glucose", "mg/dL", (70.0, 99.0), (70.0, 99.0), 0),
    "creatinine": _Lab("2160-0", "Creatinine", "mg/dL", (0.5, 1.0), (0.7, 1.2), 2),
    "haemoglobin": _Lab("718-7", "Hemoglobin", "g/dL", (12.0, 15.5), (13.5, 17.5), 1),
    "ldl": _Lab("13457-7", "LDL cholesterol", "mg/dL", (None, 100.0), (None, 100.0), 0),
    "weight": _Lab("29463-7", "Body weight", "kg", (None, None), (None, None), 1),
}


class _Book:
    """Collects the resources of one patient's bundle."""

    def __init__(self, patient: Patient, name: Json) -> None:
        self._mrn, self._sex = patient.mrn, patient.sex
        self._entries: list[Json] = []
        self._patient = self._put(
            "Patient",
            {
                "identifier": [{"type": _concept((V2_TYPES, "MR", "Medical record number")), "value": patient.mrn}],
                "name": [name],
                "birthDate": f"{patient.birth_date:%Y-%m-%d}",
                "gender": {"F": "female", "M": "male"}[patient.sex],
            },
        )

    def bundle(self) -> Json:
        return {"resourceType": "Bundle", "type": "collection", "entry": self._entries}

    def encounter(self, day: date, code: tuple[str, str, str], reason: str) -> str:
        start = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)
        period = {"start": start.isoformat(), "end": (start + timedelta(minutes=25)).isoformat()}
        ambulatory = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"}
        words = {"status": "finished", "class": ambulatory, "type": [_concept(code)], "period": period}
        return self._about("Encounter", words | {"reasonCode": [{"text": reason}]})

    def condition(self, day: str, code: tuple[str, str, str], until: str = "") -> None:
        status = "resolved" if until else "active"
        words = {"code": _concept(code), "onsetDateTime": day, "clinicalStatus": _concept((CLINICAL, status, ""))}
        self._about("Condition", words | ({"abatementDateTime": until} if until else {}))

    def medication(self, day: str, code: tuple[str, str, str], how: str, status: str = "active") -> None:
        words = {"medicationCodeableConcept": _concept(code), "authoredOn": day, "status": status, "intent": "order"}
        self._about("MedicationRequest", words | {"dosageInstruction": [{"text": how}]})

    def procedure(self, day: str, code: tuple[str, str, str]) -> None:
        self._about("Procedure", {"code": _concept(code), "performedDateTime": day, "status": "completed"})

    def lab(self, visit: str, day: date, name: str, value: float, display: str = "") -> None:
        lab = LABS[name]
        code = (LOINC, lab.code, display or lab.display)
        span = lab.women if self._sex == "F" else lab.men
        self.observation(visit, day, code, round(value, lab.digits), lab.unit, span)

    def observation(
        self,
        visit: str,
        day: date,
        code: tuple[str, str, str],
        value: float,
        unit: str,
        span: tuple[float | None, float | None],
    ) -> None:
        words = {"code": _concept(code), "valueQuantity": _quantity(value, unit)} | _reference_range(span, unit)
        self._observed(visit, day, words)

    def pressure(
        self,
        visit: str,
        day: date,
        systolic: float,
        diastolic: float,
        names: tuple[str, str] = ("Systolic blood pressure", "Diastolic blood pressure"),
    ) -> None:
        unit = "mm[Hg]"
        parts = [
            {"code": _concept((LOINC, code, name)), "valueQuantity": _quantity(round(value), unit)}
            | _reference_range(span, unit)
            for code, name, value, span in (
                ("8480-6", names[0], systolic, (90.0, 140.0)),
                ("8462-4", names[1], diastolic, (60.0, 90.0)),
            )
        ]
        self._observed(visit, day, {"code": _concept((LOINC, "85354-9", "Blood pressure panel")), "component": parts})

    def report(self, visit: str, day: str, code: tuple[str, str, str], text: str) -> None:
        form = {"contentType": "text/plain; charset=utf-8", "data": base64.b64encode(text.encode()).decode()}
        words = {"status": "final", "code": _concept(code), "effectiveDateTime": day, "presentedForm": [form]}
        self._about("DiagnosticReport", words | {"encounter": {"reference": visit}})

    def _observed(self, visit: str, day: date, words: Json) -> None:
        at = datetime(day.year, day.month, day.day, 7, 30, tzinfo=UTC)
        more = {"status": "final", "effectiveDateTime": at.isoformat(), "encounter": {"reference": visit}}
        self._about("Observation", words | more)

    def _about(self, kind: str, words: Json) -> str:
        return self._put(kind, words | {"subject": {"reference": self._patient}})

    def _put(self, kind: str, words: Json) -> str:
        """Add a resource; its reference comes back."""
        key = id_of("sample", self._mrn, str(len(self._entries)))
        url = f"urn:uuid:{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"
        self._entries.append({"fullUrl": url, "resource": {"resourceType": kind, "id": key, **words}})
        return url


V2_TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203"
CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"


def _concept(code: tuple[str, str, str]) -> Json:
    coding = {"system": code[0], "code": code[1], "display": code[2]}
    return {"coding": [coding], "text": code[2]} if code[2] else {"coding": [coding]}


def _quantity(value: float, unit: str) -> Json:
    return {"value": value, "unit": unit, "system": UCUM, "code": unit} if unit else {"value": value}


def _reference_range(span: tuple[float | None, float | None], unit: str) -> Json:
    ends = {name: _quantity(end, unit) for name, end in zip(("low", "high"), span, strict=True) if end is not None}
    return {"referenceRange": [ends]} if ends else {}


def _visits(first: date, last: date, every_days: int, rng: np.random.Generator) -> Iterator[date]:
    """Working days about ``every_days`` apart."""
    day = first
    while day <= last:
        yield day
        day += timedelta(days=every_days + int(rng.integers(-9, 10)))
        day += timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


# --- the table to learn from


def training_table(rows: int = 600, seed: int = 5) -> str:
    """A CSV table of made-up visits to an emergency room: who was admitted?

    The true log-odds are a sum of a few of the columns, so a good model reaches about what the noise leaves (area under
    the curve a little above 0.8), and some patients come twice, so a split must go by patient.
    """
    rng = np.random.default_rng(seed)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_table_rows(rows, rng))
    return text.getvalue()


COLUMNS = (
    "patient", "age_years", "sex", "heart_rate_bpm", "systolic_mmHg", "temperature_C", "crp_mg_L", "lactate_mmol_L",
    "arrival", "admitted",
)  # fmt: skip


def _table_rows(rows: int, rng: np.random.Generator) -> Iterable[tuple[Any, ...]]:
    for row in range(rows):
        patient = f"P{(row if row % 12 else max(row - 7, 0)):04d}"
        age, rate = rng.normal(58, 17), rng.normal(88, 16)
        pressure, warmth = rng.normal(132, 21), rng.normal(37.3, 0.7)
        crp, lactate = rng.lognormal(2.6, 1.1), rng.lognormal(0.4, 0.45)
        by_ambulance = rng.random() < 0.3 + 0.004 * (age - 58)
        odds = 0.06 * (age - 58) + 0.05 * (rate - 88) - 0.035 * (pressure - 132) + 1.1 * math.log(crp / 13)
        odds += 2.2 * math.log(lactate / 1.5) + (1.4 if by_ambulance else 0.0) - 0.9
        admitted = rng.random() < 1 / (1 + math.exp(-odds))
        values: list[Any] = [
            round(min(max(age, 18), 97)), "F" if rng.random() < 0.5 else "M", round(rate), round(pressure),
            round(warmth, 1), round(crp, 1), round(lactate, 2), "ambulance" if by_ambulance else "walked in",
        ]  # fmt: skip
        if rng.random() < 0.15:
            values[int(rng.integers(5, 7))] = ""
        yield (patient, *values, "yes" if admitted else "no")
