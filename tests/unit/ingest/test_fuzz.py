"""Files made to be nearly right: whatever they hold, a reader ends with an outcome in words, never with an error."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.data import get_testdata_file

from app.domain.problem import Problem
from app.ingest.reader import ColumnMapping, Item, Options, Outcome
from app.ingest.reading import expand, parse, read
from app.jobs import wire
from tests.dicom_files import a_slice, enhanced_mr
from tests.nearly_right import TRIED, damaged


def seeds() -> list[bytes]:
    names = ("CT_small.dcm", "JPEG2000.dcm", "reportsi.dcm", "liver_1frame.dcm", "image_dfl.dcm", "rtplan.dcm")
    found = [Path(str(get_testdata_file(name, download=False))) for name in names]
    data = [path.read_bytes() for path in found]
    return [one[:6000] + one[-200:] for one in data] + [a_slice("1", (0, 0, 0)), enhanced_mr([(0, 0, 0)], [1.0])]


SEEDS = seeds()


def in_words(outcome: Outcome) -> None:
    """An item that can travel and names its people, or a problem with a sentence."""
    if isinstance(outcome, Problem):
        assert str(outcome.what).endswith(".")
    else:
        assert isinstance(outcome, Item)
        assert outcome.digest
        own = {person.id for person in outcome.people}
        assert all(fact.patient in own or fact.patient in outcome.needs for fact in outcome.facts)
    wire.send(io.BytesIO(), outcome)  # type: ignore[arg-type]


@TRIED
@given(damaged(SEEDS))
def test_a_damaged_dicom_file_ends_in_words(data: bytes) -> None:
    in_words(read("a.dcm", data, Options()))


def volumes() -> list[bytes]:
    values = np.arange(60, dtype=np.int16).reshape(3, 4, 5)
    kind: Any = nibabel.Nifti1Image
    nifti: bytes = kind(values, np.diag([2.0, 3.0, 4.0, 1.0])).to_bytes()
    head = b"NRRD0004\ntype: short\ndimension: 3\nspace: left-posterior-superior\nsizes: 5 4 3\nendian: little\n"
    rest = b"space directions: (1,0,0) (0,1,0) (0,0,2)\nspace origin: (0,0,0)\nencoding: raw\n\n"
    return [nifti, gzip.compress(nifti), head + rest + values.tobytes()]


VOLUMES = volumes()


@TRIED
@given(damaged(VOLUMES))
def test_a_damaged_volume_file_ends_in_words(data: bytes) -> None:
    for name in ("a.nii", "a.nii.gz", "a.nrrd"):
        in_words(read(name, data, Options()))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(["2026-01-02", "2026-13-45T99:99:99Z", "Patient/p", "urn:uuid:0", "#c", "male", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["id", "code", "coding", "system", "display", "value", "unit", "reference", "start", "end", "text", "family"]
    ), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
FIELDS = (
    "id", "status", "code", "subject", "patient", "encounter", "effectiveDateTime", "effectivePeriod", "valueQuantity",
    "valueCodeableConcept", "valueString", "component", "identifier", "name", "birthDate", "gender", "onsetDateTime",
    "period", "category", "medicationCodeableConcept", "medicationReference", "authoredOn", "performedDateTime",
    "contained", "content", "conclusion", "interpretation", "referenceRange", "note", "text", "verificationStatus",
)  # fmt: skip
KINDS = (
    "Patient", "Observation", "Condition", "Encounter", "MedicationRequest", "Medication", "Procedure",
    "DiagnosticReport", "DocumentReference", "AllergyIntolerance", "Immunization", "Bundle", "Basic", "",
)  # fmt: skip
WHOSE = {"subject": {"reference": "Patient/p"}}
RESOURCES = st.builds(
    lambda kind, fields, said: {"resourceType": kind, **(WHOSE if said else {}), **fields},
    st.sampled_from(KINDS) | VALUES,
    st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=8),
    st.booleans(),
)  # fmt: skip


@TRIED
@given(st.lists(RESOURCES, max_size=5), st.booleans())
def test_any_bundle_ends_in_words(resources: list[dict[str, Any]], has_patient: bool) -> None:
    patient = [{"resource": {"resourceType": "Patient", "id": "p"}}] if has_patient else []
    bundle = {"resourceType": "Bundle", "entry": [*patient, *({"resource": one} for one in resources)]}
    in_words(read("a.json", json.dumps(bundle).encode(), Options()))


@TRIED
@given(
    damaged([json.dumps({"resourceType": "Observation", "id": "o", "subject": {"reference": "Patient/p"}}).encode()])
)
def test_damaged_json_ends_in_words(data: bytes) -> None:
    in_words(read("a.json", data, Options()))


CELLS = st.sampled_from(["1", "", "1,5", '"', "=1+1", "2026-01-02", "\x00", "é", "张", "1e999", "-", "a;b", "\r"])
MAPPING = ColumnMapping("a", at="b", value="c", code="d", name="e", birth_date="f")


@TRIED
@given(st.lists(st.lists(CELLS | st.text(max_size=6), max_size=8), max_size=6), st.sampled_from([",", ";", "\t"]),
       st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-7"]), st.sampled_from(["\n", "\r\n", "\r"]))  # fmt: skip
def test_any_table_ends_in_words(rows: list[list[str]], delimiter: str, encoding: str, end: str) -> None:
    text = end.join(delimiter.join(cells) for cells in [["a", "b", "c", "d", "e", "f"], *rows])
    data = text.encode(encoding, "replace")
    in_words(read("a.csv", data, Options(MAPPING)))


def a_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("1.dcm", a_slice("1", (0, 0, 0)))
        packed.writestr("inner.zip", out.getvalue() or b"PK\x05\x06" + bytes(18))
        packed.writestr("../a.json", b'{"resourceType": "Patient", "id": "p"}')
    return out.getvalue()


@TRIED
@given(damaged([a_zip()]))
def test_a_damaged_archive_ends_in_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    for found in expand(path, "a.zip"):
        if isinstance(found, Problem):
            in_words(found)
        else:
            in_words(parse([found], Options())[0])


def test_an_error_would_be_seen() -> None:
    """The control: what is no outcome, and what cannot travel, fails."""
    with pytest.raises(AssertionError):
        in_words("garbage")  # type: ignore[arg-type]
    with pytest.raises(AssertionError):
        in_words(Item("a", ""))
