"""Packages that may have come from anywhere."""

from __future__ import annotations

import hashlib
import io
import pickle
import zipfile
from collections.abc import Callable
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from app.domain.errors import WorkstationError
from app.inference.package import open_package
from app.inference.running import verify
from tests.unit.inference.conftest import Spoil


def model_of(shipped: bytes) -> onnx.ModelProto:
    with zipfile.ZipFile(io.BytesIO(shipped)) as archive:
        return onnx.load_from_string(archive.read("model.onnx"))


def packed(spoiled: Spoil, model: onnx.ModelProto) -> bytes:
    """The package around another model, its card saying so."""
    data = model.SerializeToString()
    return spoiled({"model.onnx": data}, {"digest": hashlib.sha256(data).hexdigest()})


def test_the_shipped_package_is_whole_and_answers_its_golden_sample(shipped: bytes) -> None:
    assert verify(shipped, "shipped").golden_difference < 1e-6


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ({"outputs": []}, "not valid at outputs"),
        ({"intended_use": ""}, "not valid at intended_use"),
        ({"surprise": 1}, "not valid at"),
        ({"digest": "0" * 64}, "not the one its card describes"),
        ({"opset": 17}, "states opset 17"),
        ({"task": "fortune_telling"}, "does not know"),
        ({"outputs": ["benign", "malignant", "other"]}, "each of its 3 classes"),
    ],
)
def test_an_edited_card_is_noticed(spoiled: Spoil, card: dict[str, Any], said: str) -> None:
    with pytest.raises(WorkstationError, match=said) as raised:
        verify(spoiled(card=card), "edited.aegle")
    assert str(raised.value.hint)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"data.pkl": pickle.dumps({"a": 1})}, "can run code"),
        ({"archive/data.pkl": b"x"}, "can run code"),
        ({"setup.py": b"import os"}, "can run code"),
        ({"../outside.txt": b"x"}, "does not belong"),
        ({"notes.txt": b"x"}, "does not belong"),
        ({"card.json": None}, "is not a model package"),
        ({"card.json": b"{"}, "card cannot be read"),
        ({"golden.npz": b"nothing"}, "golden sample"),
        ({"report.html": b"0" * (20 * 2**20)}, "too large"),
        ({"model.onnx": b"\xff\xff\xff"}, "digest differs"),
    ],
)
def test_entries_that_do_not_belong_are_refused(spoiled: Spoil, entries: dict[str, bytes | None], said: str) -> None:
    with pytest.raises(WorkstationError, match=said) as raised:
        open_package(spoiled(entries), "odd.aegle")
    assert str(raised.value.hint)


def test_pickled_arrays_in_the_golden_sample_are_never_opened(spoiled: Spoil) -> None:
    out = io.BytesIO()
    np.savez(out, probability=np.array([{"a": 1}], dtype=object))
    with pytest.raises(WorkstationError, match="golden sample"):
        open_package(spoiled({"golden.npz": out.getvalue()}), "p")


def test_another_answer_to_the_golden_sample_keeps_a_package_out(spoiled: Spoil, shipped: bytes) -> None:
    golden = open_package(shipped, "p").golden
    out = io.BytesIO()
    np.savez(out, **{**golden, "probability": golden["probability"] + 0.001})
    with pytest.raises(WorkstationError, match="golden sample otherwise"):
        verify(spoiled({"golden.npz": out.getvalue()}), "p")


def _foreign_operator(model: onnx.ModelProto) -> None:
    model.opset_import.append(helper.make_opsetid("com.example", 1))
    model.graph.node.append(helper.make_node("Run", ["numbers"], ["x"], domain="com.example"))


def _hidden_foreign_operator(model: onnx.ModelProto) -> None:
    inside = helper.make_graph([helper.make_node("Run", [], ["y"], domain="com.example")], "inside", [], [])
    model.graph.node.append(helper.make_node("If", ["c"], ["y"], then_branch=inside, else_branch=inside))


def _outside_data(model: onnx.ModelProto) -> None:
    tensor = model.graph.initializer[0]
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="../../secret")


def _function(model: onnx.ModelProto) -> None:
    model.functions.append(helper.make_function("f", "F", ["x"], ["y"], [], [helper.make_opsetid("", 18)]))


def _new_opset(model: onnx.ModelProto) -> None:
    model.opset_import[0].version = 999


def _new_version(model: onnx.ModelProto) -> None:
    model.ir_version = 99


def _promises(model: onnx.ModelProto) -> None:
    model.graph.initializer.append(TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[1 << 20, 1 << 20]))


def _sparse_outside_data(model: onnx.ModelProto) -> None:
    sparse = model.graph.sparse_initializer.add()
    sparse.values.name, sparse.values.data_location = "s", TensorProto.EXTERNAL
    sparse.values.external_data.add(key="location", value="/etc/passwd")


def _training(model: onnx.ModelProto) -> None:
    model.training_info.add()


def _deep(model: onnx.ModelProto) -> None:
    inside = helper.make_graph([helper.make_node("Identity", ["x"], ["y"])], "inside", [], [])
    for _ in range(20):
        inside = helper.make_graph([helper.make_node("If", ["c"], ["y"], then_branch=inside)], "inside", [], [])
    model.graph.node.extend(inside.node)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_new_opset, "opset 999"),
        (_new_version, "version 99"),
        (_promises, "more weights than it holds"),
        (_sparse_outside_data, "in another file"),
        (_training, "not in the form"),
        (_deep, "not a readable ONNX file"),
        (_foreign_operator, "not part of ONNX"),
        (_hidden_foreign_operator, "not part of ONNX"),
        (_outside_data, "in another file"),
        (_function, "not in the form"),
    ],
)
def test_models_that_reach_outside_are_refused(
    spoiled: Spoil, shipped: bytes, change: Callable[[onnx.ModelProto], None], said: str
) -> None:
    model = model_of(shipped)
    change(model)
    with pytest.raises(WorkstationError, match=said):
        open_package(packed(spoiled, model), "p")


def test_a_model_that_reads_other_inputs_than_its_card_lists_is_refused(spoiled: Spoil) -> None:
    node = helper.make_node("Identity", ["x"], ["probability"])
    shape = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", 2])
    shown = helper.make_tensor_value_info("probability", TensorProto.FLOAT, ["batch", 2])
    graph = helper.make_graph([node], "other", [shape], [shown], [numpy_helper.from_array(np.zeros(1), "z")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    with pytest.raises(WorkstationError, match="inputs its card lists"):
        verify(packed(spoiled, model), "p")


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04 and then nothing", b"\x80\x04\x95pickle"])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(WorkstationError) as raised:
        open_package(data, "x.aegle")
    assert "x.aegle" in str(raised.value)
