"""Frozen values as JSON, and back."""

import json
import math
from datetime import UTC, date, datetime

import pytest

from app.domain.codes import Coding, Quantity
from app.domain.finding import Author, Finding
from app.domain.model_card import ImageInput, InputField, Metric, ModelCard, OperatingPoint
from app.domain.patient import Patient
from app.domain.plain import from_plain, to_plain
from app.domain.prediction import Contribution, Prediction, Score, Subject
from app.domain.record import Observation
from app.domain.study import FrameHeader, Instance
from app.domain.volume import Window

AT = datetime(2024, 3, 1, 8, 30, tzinfo=UTC)
LDL = Coding("http://loinc.org", "2089-1", "LDL")

VALUES = (
    Patient("p", "7", "王^小东", date(1970, 2, 3), "F"),
    Patient("p", "7", "", None, ""),
    Observation("o", "p", LDL, Quantity(3.1, "mmol/L"), AT, (None, 3.0)),
    Observation("o", "p", LDL, Coding("s", "c", "high"), None),
    Observation("o", "p", LDL, "text", None),
    Finding("f", "p", "1.2", {"kind": "point", "mm": [1.0, 2.0, 3.0]}, LDL, Author("model", "m"), "draft", AT, "n"),
    Instance(
        "1.2", "1", "ct", "le", None, 4, 5, 1, "o", "d", header=(("KVP", "120"),),
        frame_headers=(FrameHeader(0, (0.0, 1.5, -2.0), windows=(Window(40.0, 400.0),), padding=(-1, 0)),),
    ),
    Prediction(
        "i", "m", "name", "d", Subject("series", "1.2"), "p", (Score("malignant", 0.25),), "benign",
        (Contribution("radius", "12 mm", 0.5),), ("missing: x",), ({"a": 1},), ("d1",), AT, "CPU", "", "1.27", 0.5,
    ),
    ModelCard(
        "m", "Name", "1", "case_diagnosis", "for", "not", (InputField("a", "category", categories=("x", "y")),),
        ImageInput(("CT",), "HU", (1, 2)), ("no", "yes"), OperatingPoint("yes", 0.5, 0.2),
        (Metric("auc", 0.9, 0.8, 0.95, 100),), (), "data", "mlp", ("small",), 17, "d", "us", "2024", (("k", 1),),
    ),
)  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_comes_back_equal_through_json(value: object) -> None:
    again = from_plain(type(value), json.loads(json.dumps(to_plain(value))))
    assert again == value


def test_not_a_number_stays_not_a_number() -> None:
    again = from_plain(Metric, json.loads(json.dumps(to_plain(Metric("auc", math.nan, math.nan, math.nan, 0)))))
    assert math.isnan(again.value)


def test_what_an_older_version_wrote_takes_the_defaults_of_new_fields() -> None:
    old = {name: value for name, value in to_plain(VALUES[6]).items() if name not in ("lossy", "header")}
    again = from_plain(Instance, old)
    assert (again.lossy, again.header) == (False, ())


def test_a_missing_field_without_a_default_is_an_error() -> None:
    with pytest.raises(TypeError):
        from_plain(Patient, {"id": "p"})
