"""Every file found ends stored, duplicate, kept aside or refused, and the vault is whole whatever happens."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pydicom
import pytest

from app.domain.errors import Cancelled, WorkstationError
from app.domain.patient import Changes, Deed
from app.domain.problem import Problem
from app.domain.words import NOTHING, Phrase, say
from app.domain.work import quietly
from app.ingest.reader import Item, Options, Source
from app.ingest.reading import parse
from app.jobs.workers import WorkerFailed, Workers
from app.services import unlocking
from app.services.import_reading import fetched
from app.services.importing import Importing, ImportResult, as_json, read_mapping
from app.services.news import News
from app.services.unlocking import Opened
from app.services.worklist import Worklist
from app.store import imports, patients
from tests.dicom_files import a_slice, a_stack


@dataclass
class Desk:
    """A vault with its import, and where files to import are put."""

    opened: Opened
    importing: Importing
    worklist: Worklist
    inbox: Path
    heard: list[Changes]

    def put(self, name: str, data: bytes) -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def run(self, *paths: Path, mapping: Any = None, report: Any = quietly) -> ImportResult:
        result = self.importing.import_paths(self.opened.principal, paths or (self.inbox,), mapping, report)
        problems = len(result.kept_aside) + len(result.refused)
        assert result.files == result.stored + result.duplicate + problems
        return result

    def series(self) -> list[tuple[str, int]]:
        return sorted((s.uid, s.instance_count) for s in self.worklist.series(self.opened.principal))


@pytest.fixture
def desk(opened: Opened, workers: Workers, tmp_path: Path) -> Desk:
    news = News()
    heard: list[Changes] = []
    news.subscribe(heard.append)
    (tmp_path / "inbox").mkdir()
    importing = Importing(opened.store, workers, news)
    return Desk(opened, importing, Worklist(opened.store, news), tmp_path / "inbox", heard)


def a_record(**patient: Any) -> bytes:
    who = {
        "resourceType": "Patient", "id": "p1", "birthDate": "1950-02-03",
        "identifier": [{"type": {"coding": [{"code": "MR"}]}, "value": "M1"}],
        "name": [{"family": "Doe", "given": ["Jane"]}], **patient,
    }  # fmt: skip
    fact = {
        "resourceType": "Observation", "id": "o1", "status": "final", "code": {"text": "Haemoglobin"},
        "valueQuantity": {"value": 13, "unit": "g/dL"}, "subject": {"reference": "Patient/p1"},
    }  # fmt: skip
    entries = [{"resource": who}, {"resource": fact}] if who["id"] else [{"resource": fact}]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()


def test_a_mixed_folder_is_accounted_for_file_by_file(desk: Desk) -> None:
    for n, data in enumerate(a_stack([0, 3, 6, 9])):
        desk.put(f"ct/{n}", data)
    desk.put("ct/copy of 0", a_stack([0])[0])
    desk.put("record.json", a_record())
    desk.put("labs.csv", b"mrn,hb\n1,13\n")
    desk.put(".DS_Store", b"\x00")
    desk.put("letter.dcm", b"Dear colleague")
    desk.put("half.dcm", a_stack([0])[0][:700])
    result = desk.run()
    assert (result.files, result.stored, result.duplicate) == (10, 5, 1)
    assert {Path(p.where).name for p in result.kept_aside} == {"labs.csv", ".DS_Store"}
    assert {Path(p.where).name for p in result.refused} == {"letter.dcm", "half.dcm"}
    assert (result.patients, result.studies, result.series, result.instances) == (1, 1, 1, 4)
    assert result.records == {"Observation": 1}
    assert result.finished
    assert all(str(p.hint) for p in result.refused)


def test_images_and_record_of_one_person_meet_in_one_patient(desk: Desk) -> None:
    desk.put("1.dcm", a_stack([0])[0])
    desk.put("record.json", a_record())
    desk.run()
    (row,) = desk.worklist.patients(desk.opened.principal)
    assert (row.studies, row.facts) == (1, 1)


def test_importing_again_stores_nothing_again(desk: Desk) -> None:
    for n, data in enumerate(a_stack([0, 3, 6])):
        desk.put(f"{n}.dcm", data)
    desk.put("record.json", a_record())
    first, again = desk.run(), desk.run()
    assert (again.stored, again.duplicate) == (0, first.stored)
    assert again.instances == 0
    assert again.records == {}


def test_members_of_a_zip_count_and_the_zip_does_not(desk: Desk) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for n, data in enumerate(a_stack([0, 3, 6])):
            packed.writestr(f"series/{n}.dcm", data)
    desk.put("a.zip", out.getvalue())
    result = desk.run()
    assert (result.files, result.stored) == (3, 3)
    broken = desk.put("broken.zip", out.getvalue()[:300])
    assert [str(p.what) for p in desk.run(broken).refused] == ["The ZIP archive is damaged and cannot be opened."]


def test_a_dicomdir_is_kept_aside_beside_its_images(desk: Desk) -> None:
    found = pydicom.data.get_testdata_file("DICOMDIR", download=False)
    assert isinstance(found, str)
    desk.put("DICOMDIR", Path(found).read_bytes())
    desk.put("IMAGES/IM1", a_stack([0])[0])
    result = desk.run()
    assert (result.stored, [Path(p.where).name for p in result.kept_aside]) == (1, ["DICOMDIR"])


def test_an_empty_folder_is_a_result_of_no_files(desk: Desk) -> None:
    assert desk.run().files == 0


def test_a_path_that_is_not_there_is_told(desk: Desk) -> None:
    with pytest.raises(WorkstationError, match="no file or folder"):
        desk.run(desk.inbox / "nowhere")


def test_a_record_of_somebody_missing_is_refused_and_names_them(desk: Desk) -> None:
    desk.put("record.json", a_record(id=""))
    result = desk.run()
    (refused,) = result.refused
    assert "Patient/p1" in str(refused.what)
    assert result.records == {}


def test_a_bulk_export_finds_its_patients_in_another_file_of_the_folder(desk: Desk) -> None:
    bundle = json.loads(a_record())
    patient, fact = (json.dumps(e["resource"]).encode() for e in bundle["entry"])
    desk.put("export/Observation.ndjson", fact)
    desk.put("export/Patient.ndjson", patient)
    desk.put("elsewhere/Observation.ndjson", fact.replace(b"o1", b"o2"))
    result = desk.run()
    assert result.records == {"Observation": 1}
    assert [Path(p.where).parent.name for p in result.refused] == ["elsewhere"]
    assert desk.run().duplicate == 2


def test_a_file_with_records_is_kept_as_it_came_and_goes_with_its_patient(desk: Desk) -> None:
    bundle = json.loads(a_record())
    patient, fact = (json.dumps(e["resource"]).encode() for e in bundle["entry"])
    files = {"a/Observation.ndjson": fact, "a/Patient.ndjson": patient, "b/Observation.ndjson": fact + b"\n"}
    for name, data in files.items():
        desk.put(name, data)
    result = desk.run()
    assert len(result.refused) == 1
    store = desk.opened.store
    with store.transaction(Deed(desk.opened.principal, "list imports")) as tx:
        kept = imports.originals(tx, result.id)
    assert {store.objects.get(one) for one in kept.values()} == {fact, patient}
    # of the one that was refused nothing is left
    assert set(store.objects.ids()) == set(kept.values())
    (row,) = desk.worklist.patients(desk.opened.principal)
    with store.transaction(Deed(desk.opened.principal, "delete patient")) as tx:
        patients.delete(tx, row.patient.id)
    assert list(store.objects.ids()) == []
    assert desk.run().stored == 2


def test_one_identifier_with_other_bytes_is_kept_beside_the_first_and_told(desk: Desk) -> None:
    desk.put("1.dcm", a_slice("1", (0, 0, 0)))
    desk.run()
    desk.put("2.dcm", a_slice("1", (0, 0, 0), KVP="120"))
    result = desk.run()
    assert (result.stored, result.duplicate) == (1, 1)
    assert "same identifier" in str(result.notes[0].what)
    assert [n for _, n in desk.series()] == [2]


def test_one_study_of_two_patients_is_never_mixed(desk: Desk) -> None:
    desk.put("1.dcm", a_slice("1", (0, 0, 0)))
    desk.put("2.dcm", a_slice("2", (0, 0, 3), PatientID="M2", PatientName="MILLER^PAUL"))
    desk.put("3.dcm", a_slice("3", (0, 0, 6), PatientID="M2", PatientName="MILLER^PAUL"))
    result = desk.run()
    assert [n for _, n in desk.series()] == [1, 2]
    assert len(desk.worklist.studies(desk.opened.principal)) == 2
    assert "another patient" in str(result.notes[0].what)
    assert desk.run().duplicate == 3


def test_a_cancelled_import_keeps_what_was_done_and_shows_as_unfinished(desk: Desk) -> None:
    for n in range(70):
        desk.put(f"{n:03d}.dcm", a_slice(str(n + 1), (0, 0, 3.0 * n)))

    def stop(done: int, total: int, note: Phrase = NOTHING) -> None:
        del total, note
        if done >= 32:
            raise Cancelled

    with pytest.raises(Cancelled):
        desk.run(report=stop)
    (ledger,) = desk.importing.ledgers(desk.opened.principal)
    assert not ledger.finished
    # the second batch was being written when the first was kept: it is kept too
    assert (ledger.stored, desk.series()[0][1]) == (64, 64)
    result = desk.run()
    assert (result.stored, result.duplicate) == (6, 64)
    assert desk.series()[0][1] == 70


@pytest.mark.parametrize("apart", [1, 32, 64, 96])
def test_the_same_file_twice_is_stored_once_however_far_apart_they_lie(desk: Desk, apart: int) -> None:
    """A batch is 32 files; the originals of the next are written while the rows of one are."""
    for n in range(100):
        desk.put(f"{n:03d}.dcm", a_slice(str(n % apart + 1), (0, 0, 3.0 * (n % apart))))
    result = desk.run()
    assert (result.files, result.stored, result.duplicate) == (100, apart, 100 - apart)
    assert unlocking.check(desk.opened) == ()


def test_two_imports_of_one_folder_at_a_time_store_it_once(desk: Desk) -> None:
    for n, data in enumerate(a_stack([0, 3, 6])):
        desk.put(f"{n}.dcm", data)
    desk.put("record.json", a_record())
    others: list[ImportResult] = []

    def meanwhile(done: int, total: int, note: Phrase = NOTHING) -> None:
        del done, note
        if total and not others:
            others.append(desk.run())

    result = desk.run(report=meanwhile)
    assert (others[0].stored, result.stored, result.duplicate) == (4, 0, 4)
    assert [n for _, n in desk.series()] == [3]
    assert unlocking.check(desk.opened) == ()


class Fragile:
    """Workers whose child dies of one file."""

    def __init__(self, workers: Workers, deadly: str, kind: str) -> None:
        self._workers, self._deadly, self._kind = workers, deadly, kind

    def run(self, function: str, *args: Any, **limits: Any) -> Any:
        if function.endswith(":parse") and any(self._deadly in s.where for s in args[0]):
            raise WorkerFailed(self._kind)
        return self._workers.run(function, *args, **limits)


@pytest.mark.parametrize(("kind", "word"), [("crashed", "stopped"), ("timeout", "too long"), ("memory", "memory")])
def test_a_file_that_kills_its_reader_costs_only_itself(desk: Desk, workers: Workers, kind: str, word: str) -> None:
    for n, data in enumerate(a_stack([0, 3, 6])):
        desk.put(f"{n}.dcm", data)
    fragile: Any = Fragile(workers, "1.dcm", kind)
    desk.importing = Importing(desk.opened.store, fragile, News())
    result = desk.run()
    assert result.stored == 2
    assert word in str(result.refused[0].what)


def test_a_full_disk_is_told_and_what_was_stored_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(40):
        desk.put(f"{n:03d}.dcm", a_slice(str(n + 1), (0, 0, 3.0 * n)))
    objects, calls = desk.opened.store.objects, []
    put_many = objects.put_many

    def full(*given: Any) -> Any:
        calls.append(1)
        if len(calls) > 1:
            raise WorkstationError(say("The disk is full."), say("Make room, then go on."))
        return put_many(*given)

    monkeypatch.setattr(objects, "put_many", full)
    with pytest.raises(WorkstationError, match="full"):
        desk.run()
    monkeypatch.undo()
    assert desk.series()[0][1] == 32
    assert unlocking.check(desk.opened) == ()
    assert desk.run().stored == 8


def test_every_import_can_be_looked_up_later(desk: Desk) -> None:
    desk.put("1.dcm", a_stack([0])[0])
    desk.put("letter.dcm", b"Dear colleague")
    first = desk.run()
    second = desk.run()
    assert [ledger.id for ledger in desk.importing.ledgers(desk.opened.principal)] == [second.id, first.id]
    (kept,) = [ledger for ledger in desk.importing.ledgers(desk.opened.principal) if ledger.id == first.id]
    assert kept == first


def test_news_is_told_and_the_deed_is_in_the_trail(desk: Desk) -> None:
    desk.put("1.dcm", a_stack([0])[0])
    desk.run()
    nouns = set().union(*(changes.nouns() for changes in desk.heard))
    assert {"patient", "study", "series", "instance", "import"} <= nouns
    with desk.opened.store.transaction(Deed(desk.opened.principal, "open record")) as tx:
        verbs = [row["verb"] for row in tx.rows("SELECT verb FROM audit")]
    assert "import" in verbs


def test_a_series_gets_a_small_picture(desk: Desk) -> None:
    for n, data in enumerate(a_stack([0, 3, 6])):
        desk.put(f"{n}.dcm", data)
    desk.run()
    png = desk.worklist.thumbnail(desk.opened.principal, desk.series()[0][0])
    assert png is not None
    assert png.startswith(b"\x89PNG")


def test_a_table_is_imported_by_its_mapping(desk: Desk) -> None:
    table = desk.put("labs.csv", b"mrn,when,Hb (g/dL)\nM1,2026-01-02,13.2\nM1,2026-02-02,12.9\n")
    columns, proposed = desk.importing.propose_mapping(desk.opened.principal, table)
    assert columns == ("mrn", "when", "Hb (g/dL)")
    assert proposed.values == {"Hb (g/dL)": ("Hb", "g/dL")}
    written = desk.put("map.toml", b'patient = "mrn"\nat = "when"\n[values]\n"Hb (g/dL)" = ["Haemoglobin", "g/dL"]\n')
    result = desk.run(table, mapping=read_mapping(written))
    assert result.records == {"Observation": 2}
    (row,) = desk.worklist.patients(desk.opened.principal)
    assert row.facts == 2


def test_a_table_that_is_none_is_told(desk: Desk) -> None:
    with pytest.raises(WorkstationError):
        desk.importing.propose_mapping(desk.opened.principal, desk.put("a.csv", b""))
    with pytest.raises(WorkstationError, match="cannot be read"):
        desk.importing.propose_mapping(desk.opened.principal, desk.inbox / "gone.csv")
    with pytest.raises(WorkstationError, match="cannot be read"):
        read_mapping(desk.inbox / "gone.toml")


def test_the_command_lines_form_has_exactly_the_promised_counts(desk: Desk) -> None:
    desk.put("letter.dcm", b"Dear colleague")
    said = as_json(desk.run())
    promised = {"files", "stored", "duplicate", "kept_aside", "refused", "patients", "studies", "series", "instances"}
    assert promised | {"records", "seconds"} <= set(said)
    assert set(said["refused"][0]) == {"path", "what", "hint"}
    json.dumps(said)


def test_a_file_that_changes_while_it_is_read_is_refused_with_the_reason(tmp_path: Path) -> None:
    """Control: unchanged, it comes with its bytes."""
    path = tmp_path / "a.dcm"
    path.write_bytes(data := a_stack([0])[0])
    source = Source(path, str(path), len(data))
    (item,) = parse([source], Options())
    assert isinstance(item, Item)
    assert (item.is_on_disk, item.original) == (True, b"")
    whole = fetched(item, source)
    assert isinstance(whole, Item)
    assert whole.original == data
    path.write_bytes(data + b"\0")
    refused = fetched(item, source)
    assert isinstance(refused, Problem)
    assert "changed while" in str(refused.what)
    path.unlink()
    assert isinstance(fetched(item, source), Problem)
