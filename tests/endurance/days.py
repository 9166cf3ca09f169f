"""A vault's day: the deeds that are interrupted, what was reported done, and whether it is there afterwards.

Everything is made up; the images are small pieces of the drawn patients.
"""

from __future__ import annotations

import hashlib
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from app.domain.codes import Coding
from app.domain.errors import WorkstationError
from app.domain.model_card import ModelCard
from app.domain.patient import Deed, Patient
from app.domain.prediction import Subject
from app.domain.work import quietly
from app.imaging.phantom import head_files, torso_files
from app.main import build
from app.services import unlocking
from app.services.sample import hartmann_record
from app.services.unlocking import Opened
from app.services.workstation import Workstation
from app.store import references
from app.store.keyring import Cost

WORDS = "correct horse battery"
MODEL = "breast-aspirate-wisconsin"
VAULTS = Path(__file__).resolve().parents[1] / "data" / "vaults"
AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
_CHEAP = Cost(64, 1, 1)
_SMALL_VOLUME = 300_000
_CODE = Coding("", "", "Nodule")

Say = Callable[[dict[str, Any]], None]


def make(folder: Path) -> None:
    """A vault with five patients, a record that the shipped model reads, volumes that are full; files to import."""
    station = _small(unlocking.create(folder / "vault", "ann", WORDS, _CHEAP))
    station.model_shelf.register_shipped(station.principal, quietly)
    card: ModelCard = station.model_shelf.find(station.principal, MODEL).card
    _write_files(folder / "here", range(5), slices=3)
    (folder / "here" / "record.json").write_text(json.dumps(hartmann_record(card.fields)))
    for path in sorted((folder / "here").iterdir()):
        station.importing.import_paths(station.principal, (path,), None, quietly)
    station.close()
    _write_files(folder / "new", range(5, 8), slices=6)
    (folder / "new" / "record.json").write_text(json.dumps(_record()))


def _write_files(folder: Path, numbers: range, slices: int) -> None:
    for n in numbers:
        patient = Patient(f"p{n}", f"MRN-{n}", f"Made^Up{n}", date(1950 + n, 1, 1), "F")
        draw = head_files if n % 2 else torso_files
        place = folder / f"{n}"
        place.mkdir(parents=True)
        for name, data in draw(patient, AT, slices=slices, size=96, seed=n):
            (place / name).write_bytes(data)


def _record() -> dict[str, Any]:
    patient = {
        "resourceType": "Patient",
        "id": "a",
        "identifier": [{"type": {"coding": [{"code": "MR"}]}, "value": "MRN-R"}],
        "name": [{"family": "Record", "given": ["Only"]}],
    }
    facts = [
        {
            "resourceType": "Observation",
            "id": f"o{n}",
            "status": "final",
            "code": {"coding": [{"system": "http://loinc.org", "code": "2160-0", "display": "Creatinine"}]},
            "subject": {"reference": "urn:uuid:a"},
            "effectiveDateTime": f"2026-01-{n + 1:02}T08:00:00Z",
            "valueQuantity": {"value": 80 + n, "unit": "umol/L"},
        }
        for n in range(20)
    ]
    entries = [{"fullUrl": "urn:uuid:a", "resource": patient}, *({"resource": one} for one in facts)]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def unlock(vault: Path) -> Workstation:
    """Without what this computer knows of vaults: here copies of one are opened side by side."""
    return _small(unlocking.unlock(vault, "ann", WORDS))


def _small(opened: Opened) -> Workstation:
    opened.store.objects._volume_bytes = _SMALL_VOLUME
    return build(opened, cost=_CHEAP)


# ---- the deeds: each says what it has done once it is reported done


@dataclass(frozen=True, slots=True)
class Day:
    """An open vault, the folder of ``make``, dice, and who hears what was done."""

    station: Workstation
    folder: Path
    dice: random.Random
    say: Say


def importing(day: Day) -> None:
    """Every batch that is told of is reported too."""
    station = day.station
    station.news.subscribe(lambda _changes: day.say({"originals": originals(station)}))
    station.importing.import_paths(station.principal, (day.folder / "new",), None, quietly)
    day.say({"imported": True})


def editing(day: Day) -> None:
    station = day.station
    for n in range(8):
        draft(day, f"note {n} {day.dice.random()}")
        preferences = replace(station.settings.read(station.principal), text_scale=1 + n / 10)
        station.settings.write(station.principal, preferences)
        day.say({"scale": preferences.text_scale})


def draft(day: Day, note: str) -> None:
    """A finding, drafted and confirmed."""
    station = day.station
    patient = day.dice.choice(station.worklist.patients(station.principal)).patient.id
    found = station.findings.draft(station.principal, patient, "", _CODE, note)
    day.say({"finding": found.id, "note": note, "status": "draft"})
    station.findings.mark(station.principal, found.id, "confirmed")
    day.say({"finding": found.id, "note": note, "status": "confirmed"})


def deleting(day: Day, count: int = 4) -> None:
    """Patients and studies by turns."""
    station = day.station
    rows = [row for row in station.worklist.patients(station.principal) if row.patient.mrn.startswith("MRN-")]
    for n, row in enumerate(day.dice.sample(rows, count)):
        if n % 2:
            [study] = station.worklist.studies(station.principal, patient=row.patient.id)
            station.deleting.delete_study(station.principal, study.study.uid, "asked")
            day.say({"deleted": study.study.uid})
        else:
            station.deleting.delete_patient(station.principal, row.patient.id, "asked")
            day.say({"deleted": row.patient.id})


def erasing(day: Day) -> None:
    deleting(day)
    day.station.deleting.erase(day.station.principal, quietly)
    day.say({"erased": True})


def predicting(day: Day) -> None:
    station = day.station
    [who] = [row.patient.id for row in station.worklist.patients(station.principal, "hartmann")]
    for _ in range(12):
        made = station.predicting.predict(station.principal, MODEL, Subject("patient", who), quietly)
        day.say({"prediction": made.id, "scores": repr(made.scores)})


def migrating(day: Day) -> None:
    """Opening was the deed."""
    day.say({"opened": True})


def backing_up(day: Day) -> None:
    """A backup that was reported done is whole, and holds what was there when it was begun."""
    station = day.station
    for n in range(3):
        draft(day, f"before backup {n}")
        made = station.backing_up.create(station.principal, quietly)
        day.say({"backup": made.name})


def rotating(day: Day) -> None:
    for n in range(3):
        day.station.people.change_keys(day.station.principal)
        draft(day, f"after {n}")


DEEDS: dict[str, Callable[[Day], None]] = {
    "import": importing,
    "edit": editing,
    "delete": deleting,
    "erase": erasing,
    "predict": predicting,
    "migrate": migrating,
    "back up": backing_up,
    "rotate": rotating,
}


def oldest(folder: Path, number: int) -> None:
    """A kept vault of an older schema."""
    with zipfile.ZipFile(VAULTS / f"schema-{number}.zip") as kept:
        kept.extractall(folder)


# ---- afterwards


@dataclass(frozen=True, slots=True)
class Before:
    """What the vault held: the digest of every original by UID, and whose they are."""

    digests: dict[str, str]
    study_of: dict[str, str]
    patient_of: dict[str, str]


def look(station: Workstation) -> Before:
    digests, study_of, patient_of = originals(station), {}, {}
    for row in station.worklist.studies(station.principal):
        patient_of[row.study.uid] = row.patient.id
        for series in station.worklist.series(station.principal, study=row.study.uid):
            for one in station.worklist.instances(station.principal, series.uid):
                study_of[one.uid] = row.study.uid
    return Before(digests, study_of, patient_of)


def originals(station: Workstation) -> dict[str, str]:
    """SHA-256 of every original's bytes as the vault gives them, by UID. Raises what reading raises."""
    store = station.importing._store
    with store.transaction(Deed(station.principal, "list instances")) as tx:
        named = tx.rows("SELECT uid, object FROM instances")
    return {row["uid"]: hashlib.sha256(store.objects.get(row["object"])).hexdigest() for row in named}


def wrongs(station: Workstation, before: Before, said: list[dict[str, Any]]) -> list[str]:
    """What was reported done and is not there, and what is there and should not be."""
    wrong = [f"alarm: {one}" for one in station.alarms]
    wrong += station.check()
    wrong += station.auditing.verify(station.principal).wrong
    now = originals(station)
    gone = {value for one in said for key, value in one.items() if key == "deleted"}
    # what was deleted the moment before it could be said
    gone |= {one.about for one in station.deleting.waiting(station.principal).deletions}
    for uid, digest in before.digests.items():
        study = before.study_of[uid]
        is_gone = study in gone or before.patient_of[study] in gone
        if is_gone is (uid in now):
            wrong.append(f"{uid} was deleted and is there" if is_gone else f"{uid} is not there")
        if now.get(uid, digest) != digest:
            wrong.append(f"{uid} has other bytes")
    wrong += _missing(station, now, said)
    store = station.importing._store
    if set(store.objects.ids()) != set(references.referred(store._connection)):
        wrong.append("there are originals that nothing names")
    return wrong


def _missing(station: Workstation, now: dict[str, str], said: list[dict[str, Any]]) -> list[str]:
    """Of what was reported done."""
    who, wrong = station.principal, []
    findings = {f.id: f for f in station.findings.findings(who)} if any("finding" in one for one in said) else {}
    answers = {p.id: repr(p.scores) for p in station.predicting.predictions(who)}
    scale = station.settings.read(who).text_scale
    for one in said:
        if "finding" in one:
            found = findings.get(one["finding"])
            if found is None or found.note != one["note"] or (one["status"], found.status) == ("confirmed", "draft"):
                wrong.append(f"finding {one} is {found}")
        if one.get("scale", 0) > scale:
            wrong.append(f"settings {one} are older")
        if "prediction" in one and answers.get(one["prediction"]) != one["scores"]:
            wrong.append(f"prediction {one} is not there")
        told = one.get("originals", {})
        wrong += [f"{uid} was told of and is not there" for uid, digest in told.items() if now.get(uid) != digest]
        if "backup" in one:
            wrong += station.backing_up.verify(who, one["backup"], quietly)
        if "erased" in one and station.deleting.waiting(who).deletions:
            wrong.append("erased, yet it waits")
    return wrong


def dump(station: Workstation) -> dict[str, Any]:
    """What an import leaves, without what differs from run to run (our ids, times)."""
    people = station.worklist.patients(station.principal)
    facts = {}
    for row in people:
        record = station.timeline.open(station.principal, row.patient.id)
        told = sorted(f"{type(f).__name__} {getattr(f, 'value', '')} {getattr(f, 'at', '')}" for f in record.facts)
        facts[row.patient.mrn] = [row.patient.name, row.studies, row.facts, told]
    series = {s.uid: [s.description, s.instance_count] for s in station.worklist.series(station.principal)}
    pictures = {uid: station.worklist.thumbnail(station.principal, uid) is not None for uid in series}
    return {"originals": originals(station), "people": facts, "series": series, "pictures": pictures}


def finished(station: Workstation, folder: Path) -> dict[str, Any]:
    """The state once the import has been run (again) to its end."""
    result = station.importing.import_paths(station.principal, (folder / "new",), None, quietly)
    if result.refused or result.kept_aside or not result.finished:
        raise WorkstationError(result.refused[0].what if result.refused else result.kept_aside[0].what)
    return dump(station)
