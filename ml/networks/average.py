"""Several networks side by side: the mean of their answers as one graph, or the one that does best inside training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
from ml.data.splits import folds
from ml.export.graph import IR_VERSION
from ml.networks.network import Cases, Feeds, Fitted, Network, Settings, Target
from ml.watch import Watch, once


def average_of(members: tuple[Network, ...], help_text: str) -> Network:
    """A network whose answer is the mean of its members', each with its own settings. All read the same."""

    def fit(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
        shared = {k: v for k, v in settings.items() if k in ("evaluate", "fewest_patients")}
        fitted = []
        for number, member in enumerate(members):
            defaults = {p.name: p.default for p in member.description.parameters}
            fitted.append(member.fit(cases, rows, {**defaults, **shared}, seed, watch.within(f"model {number}")))
        return together(tuple(fitted), tuple(m.name for m in members), cases.target.kind)

    answers = tuple(a for a in members[0].answers if all(a in m.answers for m in members))
    description = NetworkDescription("average", "Mean of several models", help_text, ())
    return Network(description, fit, members[0].reads, answers)


def best_of(members: tuple[Network, ...], label: str, help_text: str) -> Network:
    """The member, or the mean of all, with the lowest loss on patients held out inside the training patients.

    With values it is judged by squared error, with classes and flags by the negative log-likelihood.
    """

    def fit(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
        shared = {k: v for k, v in settings.items() if k in ("evaluate", "fewest_patients")}
        wishes = [{**{p.name: p.default for p in m.description.parameters}, **shared} for m in members]
        losses = _inner_losses(cases, rows, members, wishes, seed, watch)
        names = (*(m.name for m in members), "average")
        best = int(np.argmin(losses))
        chosen = [best] if best < len(members) else list(range(len(members)))
        fitted = tuple(members[k].fit(cases, rows, wishes[k], seed, watch.within(f"model {k}")) for k in chosen)
        made = fitted[0] if len(fitted) == 1 else together(fitted, names[: len(members)], cases.target.kind)
        tried = {name: round(float(loss), 4) for name, loss in zip(names, losses, strict=True)}
        return replace(made, chosen={"chosen": names[best], "held_out_loss": tried, **made.chosen})

    answers = tuple(a for a in members[0].answers if all(a in m.answers for m in members))
    description = NetworkDescription("best", label, help_text, ())
    return Network(description, fit, members[0].reads, answers)


def _inner_losses(
    cases: Cases, rows: Rows, members: Sequence[Network], wishes: Sequence[Settings], seed: int, watch: Watch
) -> NDArray[np.float64]:
    """(members + 1,) loss of each and of their mean on patients none of them saw."""
    if len(cases.validation):
        parts = [(rows, cases.validation)]
    else:
        fold = folds(cases.labels[rows], cases.groups[rows], _INNER, np.random.default_rng([seed, 29]))
        parts = [(rows[fold != at], rows[fold == at]) for at in range(_INNER) if np.any(fold == at)]
    says = "value" if cases.target.kind == "values" else "probability"
    losses = np.zeros(len(members) + 1)
    for number, (learned, judged) in enumerate(parts):
        said = []
        for at, (member, wish) in enumerate(zip(members, wishes, strict=True)):
            mine = watch.within(f"search {number}/model {at}", tells=False)

            said.append(
                once(mine, partial(_of_strangers, member, cases, learned, judged, wish, seed, mine.within("fit"), says))
            )
            watch(number + 1, {"held_out_parts": float(number + 1)})
        for at, one in enumerate((*said, np.mean(said, axis=0))):
            losses[at] += _loss(np.asarray(one, dtype=np.float64), cases.target, judged)
    return losses / sum(len(judged) for _, judged in parts)


def _of_strangers(
    member: Network, cases: Cases, learned: Rows, judged: Rows, wish: Settings, seed: int, watch: Watch, says: str
) -> NDArray[Any]:
    """What the member says of ``judged`` after learning from ``learned``."""
    return np.asarray(member.fit(cases, learned, wish, seed, watch).says(cases, judged)[says])


def _loss(said: NDArray[np.float64], target: Target, rows: Rows) -> float:
    """Summed over the rows; what is unknown does not count."""
    truth = target.values[rows]
    if target.kind == "classes":
        return -float(np.log(np.clip(said[np.arange(len(rows)), truth], _TINY, 1)).sum())
    if target.kind == "values":
        spread = np.nanstd(target.values, axis=0)
        return float(np.nansum(((said - truth) / np.where(spread > 0, spread, 1)) ** 2))
    chance = np.clip(said, _TINY, 1 - _TINY)
    return -float(np.nansum(truth * np.log(chance) + (1 - truth) * np.log(1 - chance)))


_INNER = 3
_TINY = 1e-6


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
