"""Reports and PDF documents of a series open in a child process; broken ones are told and the rest opens."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.uid import generate_uid
from reportlab.pdfgen.canvas import Canvas

from app.domain.errors import WorkstationError
from app.domain.work import quietly
from app.imaging.dicom_objects import key_objects
from app.imaging.dicom_objects.report_head import ReportHead
from app.jobs.workers import Workers
from app.services.documents import Documents
from app.services.importing import Importing
from app.services.news import News
from app.services.unlocking import Opened
from tests.dicom_files import ROOT_UID, a_header, as_bytes

PDF = "1.2.840.10008.5.1.4.1.1.104.1"
SERIES = f"{ROOT_UID}.2.1"


def opened_documents(opened: Opened, workers: Workers, folder: Path, *files: bytes) -> Documents:
    for number, data in enumerate(files):
        (folder / f"{number}.dcm").write_bytes(data)
    result = Importing(opened.store, workers, News()).import_paths(opened.principal, (folder,), None, quietly)
    assert result.refused == ()
    return Documents(opened.store, workers)


def a_pdf(pages: int) -> bytes:
    out = io.BytesIO()
    drawn = Canvas(out, pagesize=(200, 100))
    for number in range(pages):
        drawn.setFillColorRGB(1, 0, 0) if number == 0 else drawn.setFillColorRGB(0, 0, 1)
        drawn.rect(0, 0, 100, 100, stroke=0, fill=1)
        drawn.showPage()
    drawn.save()
    return out.getvalue()


def encapsulated(held: bytes, uid: str = "800") -> bytes:
    ds = a_header(PDF, uid=uid, Modality="DOC", MIMETypeOfEncapsulatedDocument="application/pdf")
    ds.EncapsulatedDocument = held + b"\0" * (len(held) % 2)
    return as_bytes(ds)


def test_a_report_opens_as_lines(opened: Opened, workers: Workers, tmp_path: Path) -> None:
    ct = Path(str(get_testdata_file("CT_small.dcm"))).read_bytes()
    head = ReportHead(str(generate_uid()), str(generate_uid()), 1, "ann", datetime(2026, 1, 2, tzinfo=UTC), "0")
    documents = opened_documents(opened, workers, tmp_path, ct, key_objects.write([ct], "look at this", head))
    (found,), problems = documents.open(opened.principal, head.series_uid)
    assert problems == ()
    assert "look at this" in [line.value for line in found.lines]


def test_the_pages_of_a_pdf_are_drawn(opened: Opened, workers: Workers, tmp_path: Path) -> None:
    """Two pages of 200 x 100 points, their left halves red and blue."""
    documents = opened_documents(opened, workers, tmp_path, encapsulated(a_pdf(2)))
    (found,), _ = documents.open(opened.principal, SERIES)
    assert (len(found.pages), found.page_count) == (2, 2)
    first, second = found.pages
    assert first.shape == (500, 1000, 3)
    assert first[250, 250].tolist() == [255, 0, 0]
    assert second[250, 250].tolist() == [0, 0, 255]
    assert first[250, 750].tolist() == [255, 255, 255]


def test_a_broken_document_is_told_and_the_others_open(opened: Opened, workers: Workers, tmp_path: Path) -> None:
    files = [encapsulated(a_pdf(1)), encapsulated(b"%PDF-1.7 and nothing more", uid="801")]
    documents = opened_documents(opened, workers, tmp_path, *files)
    found, problems = documents.open(opened.principal, SERIES)
    assert len(found) == 1
    assert [problem.where for problem in problems] == [f"{ROOT_UID}.3.801"]
    assert "cannot be read" in str(problems[0].what)


def test_a_series_that_is_not_there_is_told(opened: Opened, workers: Workers) -> None:
    with pytest.raises(WorkstationError, match="no series"):
        Documents(opened.store, workers).open(opened.principal, "1.2.3")


def test_images_are_no_documents(opened: Opened, workers: Workers, tmp_path: Path) -> None:
    ct = Path(str(get_testdata_file("CT_small.dcm"))).read_bytes()
    documents = opened_documents(opened, workers, tmp_path, ct)
    series = str(pydicom.dcmread(io.BytesIO(ct)).SeriesInstanceUID)
    assert documents.open(opened.principal, series) == ((), ())
