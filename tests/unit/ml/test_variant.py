"""Narrower numbers: smaller packages that are accepted, and say what they cost."""

from __future__ import annotations

import io
import threading
from dataclasses import replace
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from app.domain.errors import WorkstationError
from app.inference.running import verify
from ml.evaluation.metrics import Figure
from ml.events import Events
from ml.export.narrow import Kind, has_layers, narrowed
from ml.export.package import read_entries
from ml.export.parity import runtime_of
from ml.recipes import RECIPES
from ml.recipes.recipe import Outcome, Recipe
from ml.recipes.training import train
from ml.recipes.variant import _is_large
from tests.unit.ml.test_every_recipe import material_of, request_of

RNG = np.random.default_rng(3)


def a_layer(weights: Any) -> bytes:
    """One matrix product."""
    rows, columns = weights.shape
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"], name="product")],
        "layer",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", rows])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["batch", columns])],
        [numpy_helper.from_array(weights.astype(np.float32), "w")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    return bytes(model.SerializeToString())


def recipe(name: str) -> Recipe:
    return next(r for r in RECIPES if r.name == name)


def outcome(name: str, network: str, variant: str, **wished: Any) -> Outcome:
    found = recipe(name)
    one = next(n for n in found.networks if n.name == network)
    asked = request_of(found, one)
    parameters = {**asked.parameters, **({"variant": variant} if variant else {})}
    asked = replace(asked, parameters=parameters, **wished)
    return train(found, material_of(one), asked, Events(io.StringIO(), threading.Event()))


@pytest.mark.parametrize(("kind", "share", "tolerance"), [("fp16", 0.55, 0.02), ("int8", 0.35, 0.5)])
def test_a_layer_in_narrower_numbers_is_smaller_and_answers_nearly_alike(
    kind: Kind, share: float, tolerance: float
) -> None:
    weights, cases = RNG.normal(size=(64, 64)), RNG.normal(size=(32, 64)).astype(np.float32)
    wide = a_layer(weights)
    small = narrowed(wide, kind, {"x": cases})
    difference = np.abs(runtime_of(wide)({"x": cases})["y"] - runtime_of(small)({"x": cases})["y"]).max()
    assert len(small) < share * len(wide)
    assert 0 < difference < tolerance


def test_a_weight_that_has_no_16_bit_float_keeps_its_32() -> None:
    weights = np.array([[1e6]])
    small = narrowed(a_layer(weights), "fp16", {})
    assert runtime_of(small)({"x": np.ones((1, 1), dtype=np.float32)})["y"] == pytest.approx(1e6)


def test_what_is_not_a_layer_stays_as_it_is() -> None:
    wide = onnx.load_from_string(a_layer(RNG.normal(size=(2, 2))))
    wide.graph.node[0].op_type = "Add"
    assert not has_layers(wide.SerializeToString())
    assert has_layers(a_layer(RNG.normal(size=(2, 2))))


@pytest.mark.parametrize(
    ("name", "network", "variant", "folds"),
    [
        ("image_diagnosis", "cnn", "int8", 1),
        ("image_segmentation", "unet", "int8", 2),
        ("case_diagnosis", "rnn", "fp16", 1),
    ],
)
def test_a_variant_is_accepted_as_a_package_and_states_what_it_costs(
    name: str, network: str, variant: str, folds: int
) -> None:
    made = outcome(name, network, variant, folds=folds)
    told = made.figures["variant"]
    assert told["kind"] == variant
    first = "dice" if network == "unet" else "auc"
    change, wide = told["change"][first], told["in_full"][first]
    assert change["value"] == pytest.approx(made.figures["metrics"][first]["value"] - wide["value"])
    assert change["n"] == (10 if folds == 1 else 48)
    verify(made.package, "variant")
    card, entries = read_entries(made.package)
    assert told["said"] in card["limits"]
    assert card["extra"]["variant"]["bytes"] == len(entries["model.onnx"]) != told["bytes_in_full"]


def test_a_model_in_full_precision_says_nothing_of_variants() -> None:
    made = outcome("image_diagnosis", "logistic", "")
    assert made.figures["variant"] is None
    assert "full precision" not in made.figures["baseline"]


def test_a_network_without_layers_has_no_narrower_numbers() -> None:
    with pytest.raises(WorkstationError, match="no parameter"):
        outcome("image_diagnosis", "logistic", "int8")


@pytest.mark.parametrize(
    ("wide", "change", "is_error", "is_large"),
    [(0.9, -0.02, False, True), (0.9, -0.005, False, False), (0.9, 0.02, False, False),
     (2.0, 0.05, True, True), (2.0, 0.01, True, False)],
)  # fmt: skip
def test_too_large_a_loss_is_named(wide: float, change: float, is_error: bool, is_large: bool) -> None:
    figure = [Figure(value, value, value, 50) for value in (wide, change)]
    assert _is_large(figure[0], figure[1], is_error) is is_large
