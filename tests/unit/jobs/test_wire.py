"""What crosses to a child and back, and what may not."""

import io
import math
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.patient import Patient, Principal, Role
from app.domain.study import FrameHeader, Instance
from app.domain.volume import Geometry, Window
from app.domain.words import say
from app.jobs import wire


def there_and_back(value: Any) -> Any:
    pipe = io.BytesIO()
    wire.send(pipe, value)  # type: ignore[arg-type]
    pipe.seek(0)
    return wire.receive(pipe)  # type: ignore[arg-type]


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
    | st.dates() | st.datetimes(timezones=st.just(UTC)),
    lambda inside: st.lists(inside) | st.tuples(inside, inside) | st.dictionaries(st.text() | st.integers(), inside),
    max_leaves=20,
)  # fmt: skip


@given(plain)
def test_plain_values_come_back_equal_and_of_the_same_type(value: Any) -> None:
    back = there_and_back(value)
    assert back == value
    assert type(back) is type(value)


def test_frozen_values_come_back_equal() -> None:
    header = FrameHeader(0, (0.0, 1.5, -2.0), windows=(Window(40.0, 400.0, "lung"),), dimensions=(("b", "1000"),))
    instance = Instance("1.2", "1", "ct", "le", 3, 4, 5, 1, "o", "d", frame_headers=(header,), image_type=("ORIGINAL",))
    patient = Patient("p", "7", "王^小东", date(1970, 2, 3), "F")
    for value in (instance, patient, Principal("ann", Role.CLINICIAN), say("{n} files", n=3), Path("a/b")):
        assert there_and_back(value) == value


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((0, 3), np.float32),
        np.array(2.5),
        np.arange(24, dtype=">i2").reshape(2, 3, 4)[:, ::2],
        np.array(["肺", "lung"]),
        np.array([True, False]),
        np.array([math.nan, math.inf]),
    ],
)
def test_arrays_of_any_shape_and_kind_come_back(array: Any) -> None:
    back = there_and_back({"a": array})["a"]
    assert back.dtype == array.dtype
    assert back.shape == array.shape
    assert np.array_equal(back, array, equal_nan=array.dtype.kind == "f")


def test_a_number_of_numpy_stays_one() -> None:
    back = there_and_back(np.float32(0.1))
    assert type(back) is np.float32
    assert back == np.float32(0.1)


def test_an_array_inside_a_frozen_value_comes_back() -> None:
    geometry = Geometry(np.diag([0.5, 0.5, 2.0, 1.0]), "1.2.3")
    back = there_and_back(geometry)
    assert np.array_equal(back.affine, geometry.affine)
    assert back.frame_of_reference == "1.2.3"


@pytest.mark.parametrize("value", [object(), {1, 2}, np.array([object()]), lambda: None, datetime])
def test_what_cannot_travel_is_refused_before_anything_is_written(value: Any) -> None:
    pipe = io.BytesIO()
    with pytest.raises(TypeError):
        wire.send(pipe, [value])  # type: ignore[arg-type]
    assert pipe.getvalue() == b""


@pytest.mark.parametrize("name", ["os:system", "app.jobs.child:main", "app.domain.study:Nothing", "subprocess:Popen"])
def test_a_child_that_was_taken_over_cannot_name_what_is_built_here(name: str) -> None:
    forged = b'{"$":"value","of":"' + name.encode() + b'","fields":{}}'
    pipe = io.BytesIO(wire._HEAD.pack(len(forged), 0) + forged)
    with pytest.raises(wire.Broken):
        wire.receive(pipe)  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [b"", b"\xff" * 12, b"\x05" + b"\0" * 11 + b"{", wire._HEAD.pack(4, 0) + b"nope"])
def test_what_is_no_frame_is_said_to_be_broken(data: bytes) -> None:
    with pytest.raises(wire.Broken):
        wire.receive(io.BytesIO(data))  # type: ignore[arg-type]
