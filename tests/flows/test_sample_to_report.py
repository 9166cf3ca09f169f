"""The sample library goes in, a report comes out; what cannot be written leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import WorkstationError
from app.domain.work import quietly
from app.main import door
from app.services import sample
from app.services.workstation import Workstation
from app.store.keyring import Cost

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, sample_library: tuple[Path, ...]) -> Iterator[Workstation]:
    """The sample library, imported once; the tests only read it."""
    station = door(cost=CHEAP).create(tmp_path_factory.mktemp("filled") / "vault", "ann", "correct horse battery")
    result = station.importing.import_paths(station.principal, sample_library, None, quietly)
    assert (result.refused, result.kept_aside) == ((), ())
    assert result.stored == result.files
    yield station
    station.close()


def test_images_and_record_of_a_sample_patient_are_one_patient(filled: Workstation) -> None:
    for patient, modality in ((sample.HARTMANN, "CT"), (sample.ZHANG, "MR")):
        record = filled.timeline.open(filled.principal, patient.mrn)
        assert record.patient.birth_date == patient.birth_date
        assert [row.modalities for row in record.studies] == [(modality,)]
        assert len(record.facts) > 100


def test_the_sample_chest_is_one_regular_volume(filled: Workstation) -> None:
    patient = filled.timeline.open(filled.principal, sample.HARTMANN.mrn).patient
    (series,) = filled.worklist.series(filled.principal, patient=patient.id)
    opened = filled.viewing.open(filled.principal, series.uid, None, quietly)
    assert opened.volume.certificate.verdict == "regular"
    assert opened.volume.unit == "HU"
    assert opened.volume.voxels.shape == (56, 512, 512)


def test_a_report_is_written_and_audited(filled: Workstation, tmp_path: Path) -> None:
    patient = filled.timeline.open(filled.principal, sample.HARTMANN.mrn).patient
    target = tmp_path / "report.pdf"
    filled.reporting.write_pdf(filled.principal, patient.id, "en", target, quietly)
    assert target.read_bytes().startswith(b"%PDF-")
    newest = filled.auditing.entries(filled.principal, about=patient.id)
    assert any(entry.verb == "export report" and entry.outcome == "done" for entry in newest)
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_a_report_to_a_folder_that_is_not_there_is_a_sentence_and_leaves_no_file(
    filled: Workstation, tmp_path: Path
) -> None:
    patient = filled.timeline.open(filled.principal, sample.ZHANG.mrn).patient
    target = tmp_path / "nowhere" / "report.pdf"
    with pytest.raises(WorkstationError, match="could not be written"):
        filled.reporting.write_pdf(filled.principal, patient.id, "zh_CN", target, quietly)
    assert not target.parent.exists()
    entries = filled.auditing.entries(filled.principal, about=patient.id)
    assert {entry.outcome for entry in entries if entry.verb == "export report"} == {"refused"}


def test_a_report_about_nobody_is_refused(workstation: Workstation, tmp_path: Path) -> None:
    with pytest.raises(WorkstationError, match="There is no patient"):
        workstation.reporting.write_pdf(workstation.principal, "nobody", "en", tmp_path / "r.pdf", quietly)
    assert not (tmp_path / "r.pdf").exists()
