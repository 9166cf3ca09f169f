"""The mean of several networks' answers, as one graph."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, checker, helper
from onnx.compose import add_prefix

from app.domain.model_card import ModelInput
from app.domain.training import NetworkDescription
from app.features.raw import Rows
from ml.export.graph import IR_VERSION
from ml.networks.network import Cases, Feeds, Fitted, Network, Settings
from ml.watch import Watch


def average_of(members: tuple[Network, ...], help_text: str) -> Network:
    """A network whose answer is the mean of its members', each with its own settings. All read the same."""

    def fit(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
        shared = {k: v for k, v in settings.items() if k in ("evaluate", "fewest_patients")}
        fitted = []
        for member in members:
            defaults = {p.name: p.default for p in member.description.parameters}
            fitted.append(member.fit(cases, rows, {**defaults, **shared}, seed, watch))
        return together(tuple(fitted), tuple(m.name for m in members), cases.target.kind)

    answers = tuple(a for a in members[0].answers if all(a in m.answers for m in members))
    description = NetworkDescription("average", "Mean of several models", help_text, ())
    return Network(description, fit, members[0].reads, answers)


def together(fitted: tuple[Fitted, ...], names: tuple[str, ...], kind: str) -> Fitted:
    """Several fitted models as one; what they read must not differ where it has the same name."""
    says = "value" if kind == "values" else "probability"
    inputs: list[ModelInput] = []
    for one in fitted:
        inputs += [i for i in one.inputs if i not in inputs]

    def encode(cases: Cases, rows: Rows) -> Feeds:
        return {name: array for one in fitted for name, array in one.encode(cases, rows).items()}

    def answer(feeds: Feeds) -> dict[str, NDArray[Any]]:
        said = [np.asarray(one.answer(feeds)[says], dtype=np.float32) for one in fitted]
        return {says: np.asarray(np.mean(said, axis=0), dtype=np.float32)}

    def draw(rng: np.random.Generator, count: int) -> Feeds:
        return {name: array for one in fitted for name, array in one.draw(rng, count).items()}

    chosen = {name: one.chosen for name, one in zip(names, fitted, strict=True)}
    fields = next((one.fields for one in fitted if one.fields), ())
    return Fitted(fields, tuple(inputs), encode, answer, draw, partial(_export, fitted, says), chosen)


def _export(fitted: tuple[Fitted, ...], says: str) -> bytes:
    """The members' graphs side by side, and the mean of what they say."""
    models = [onnx.load_from_string(one.export()) for one in fitted]
    nodes: list[Any] = []
    constants: list[Any] = []
    inputs: dict[str, Any] = {}
    opsets: dict[str, Any] = {}
    for number, model in enumerate(models):
        own = {i.name: i for i in model.graph.input}
        mine = add_prefix(model, f"m{number}_").graph
        back = {f"m{number}_{name}": name for name in own}
        for node in mine.node:
            for at, name in enumerate(node.input):
                node.input[at] = back.get(name, name)
        nodes += mine.node
        constants += mine.initializer
        inputs |= own
        opsets |= {o.domain: o for o in model.opset_import}
    parts = [f"m{number}_{says}" for number in range(len(models))]
    nodes.append(helper.make_node("Mean", parts, [says], name="mean"))
    width = models[0].graph.output[0].type.tensor_type.shape.dim[1].dim_value
    output = helper.make_tensor_value_info(says, TensorProto.FLOAT, ["batch", width])
    for one in inputs.values():
        one.type.tensor_type.shape.dim[0].dim_param = "batch"
    graph = helper.make_graph(nodes, "aegle", list(inputs.values()), [output], constants)
    model = helper.make_model(graph, opset_imports=list(opsets.values()), ir_version=IR_VERSION)
    checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString())
