"""Looking through ONNX files without running them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper

from app.domain.errors import WorkstationError
from app.inference.onnx_file import read_onnx


def a_model() -> bytes:
    shown = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1])
    nodes = [
        helper.make_node("Constant", [], ["c"], value=helper.make_tensor("v", TensorProto.FLOAT, [1], [1.0])),
        helper.make_node("Normalizer", ["c"], ["y"], domain="ai.onnx.ml"),
    ]
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", 3)]
    model = helper.make_model(helper.make_graph(nodes, "g", [], [shown]), opset_imports=opsets, ir_version=9)
    return bytes(model.SerializeToString())


def test_the_facts_are_those_of_the_file() -> None:
    facts = read_onnx(a_model())
    assert (facts.ir_version, facts.opset, facts.nodes) == (9, 18, 2)
    assert facts.operators == {"Constant", "ai.onnx.ml:Normalizer"}
    assert facts.domains == {"", "ai.onnx.ml"}
    assert not facts.has_outside_data
    assert not facts.has_functions


def test_a_truncated_model_is_refused() -> None:
    with pytest.raises(WorkstationError, match="not a readable ONNX file"):
        read_onnx(a_model()[:-7])


@given(st.binary(max_size=300))
def test_no_bytes_at_all_bring_the_reader_down(data: bytes) -> None:
    with pytest.raises(WorkstationError):
        read_onnx(data)
