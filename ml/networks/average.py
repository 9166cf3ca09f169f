"""Several networks side by side as one graph: the mean of their answers, even or weighed by patients held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, checker, helper, numpy_helper
from onnx.compose import add_prefix
from scipy.optimize import nnls

from app.domain.model_card import ModelInput
from app.domain.training import NetworkDescription
from app.features.raw import Rows
from ml.data.splits import folds
from ml.export.graph import IR_VERSION
from ml.networks.answering import half_width
from ml.networks.network import Cases, Feeds, Fitted, Network, Settings, Target
from ml.watch import Watch, once

Floats = NDArray[np.float64]


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
    """The mean of the members' answers, weighed so that patients held out inside training are answered best (stacking,
    Wolpert 1992). Where one of them alone does that, it is the model.
    """

    def fit(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
        shared = {k: v for k, v in settings.items() if k in ("evaluate", "fewest_patients")}
        wishes = [{**{p.name: p.default for p in m.description.parameters}, **shared} for m in members]
        said, judged = _of_all_strangers(cases, rows, members, wishes, seed, watch)
        share = _without_trifles(weights(said, cases.target, judged))
        weighed = np.asarray(np.average(said, axis=0, weights=share), dtype=np.float64)
        chosen = [k for k in range(len(members)) if share[k]]
        fitted = tuple(members[k].fit(cases, rows, wishes[k], seed, watch.within(f"model {k}")) for k in chosen)
        names = tuple(m.name for m in members)
        kept = tuple(names[k] for k in chosen)
        half = _half(weighed, cases.target, judged)
        made = fitted[0] if len(fitted) == 1 else together(fitted, kept, cases.target.kind, share[chosen], half)
        tried = {"best": weighed, **dict(zip(names, said, strict=True))}
        losses = {n: round(_loss(s, cases.target, judged) / len(judged), 4) for n, s in tried.items()}
        shares = {n: round(float(w), 3) for n, w in zip(names, share, strict=True)}
        return replace(made, chosen={"weights": shares, "held_out_loss": losses, **made.chosen})

    answers = tuple(a for a in members[0].answers if all(a in m.answers for m in members))
    description = NetworkDescription("best", label, help_text, ())
    return Network(description, fit, members[0].reads, answers)


def _of_all_strangers(
    cases: Cases, rows: Rows, members: Sequence[Network], wishes: Sequence[Settings], seed: int, watch: Watch
) -> tuple[list[Floats], Rows]:
    """What each member says of patients it did not learn from (n, K), and their rows (n,)."""
    if len(cases.validation):
        parts = [(rows, cases.validation)]
    else:
        fold = folds(cases.labels[rows], cases.groups[rows], _INNER, np.random.default_rng([seed, 29]))
        parts = [(rows[fold != at], rows[fold == at]) for at in range(_INNER) if np.any(fold == at)]
    says = "value" if cases.target.kind == "values" else "probability"
    said: list[list[Floats]] = [[] for _ in members]
    for number, (learned, judged) in enumerate(parts):
        for at, (member, wish) in enumerate(zip(members, wishes, strict=True)):
            mine = watch.within(f"search {number}/model {at}", tells=False)
            work = partial(_of_strangers, member, cases, learned, judged, wish, seed, mine.within("fit"), says)
            said[at].append(np.asarray(once(mine, work), dtype=np.float64))
            watch(number + 1, {"held_out_parts": float(number + 1)})
    return [np.concatenate(one) for one in said], np.concatenate([judged for _, judged in parts])


def weights(said: Sequence[Floats], target: Target, rows: Rows) -> Floats:
    """(members,) shares that add up to 1 with which the weighed mean answers ``rows`` best: by squared error where
    values are answered, else by the likelihood, which expectation maximisation climbs to its one summit.
    """
    if target.kind == "values":
        truth = np.asarray(target.values[rows], dtype=np.float64)
        known = ~np.isnan(truth)
        spread = np.broadcast_to(np.nanstd(target.values, axis=0), truth.shape)[known]
        scale = np.where(spread > 0, spread, 1)
        columns = np.stack([one[known] / scale for one in said], axis=1)
        # a heavy last row makes the shares add up to 1
        heavy = 1e4 * float(np.abs(columns).max() + 1)
        found, _ = nnls(np.vstack([columns, np.full(len(said), heavy)]), np.append(truth[known] / scale, heavy))
        return np.asarray(found / found.sum(), dtype=np.float64)
    chance = np.stack([_of_truth(one, target, rows) for one in said], axis=1)
    share: Floats = np.full(len(said), 1 / len(said))
    for _ in range(_CLIMBS):
        owed = share * chance
        share = np.asarray((owed / owed.sum(axis=1, keepdims=True)).mean(axis=0), dtype=np.float64)
    return share


def _of_truth(said: Floats, target: Target, rows: Rows) -> Floats:
    """(known answers,) the chance that was given to what is true."""
    truth = target.values[rows]
    if target.kind == "classes":
        chance = np.asarray(said[np.arange(len(rows)), truth])
    else:
        known = ~np.isnan(truth)
        chance = np.where(truth[known] == 1, said[known], 1 - said[known])
    return np.asarray(np.clip(chance, _TINY, 1), dtype=np.float64)


def _half(said: Floats, target: Target, rows: Rows) -> Floats | None:
    """(T,) half the width of the interval around a value; None where none is answered, or too few were held out."""
    if target.kind != "values":
        return None
    half = half_width(said, np.asarray(target.values[rows], dtype=np.float64))
    return half if np.all(np.isfinite(half)) else None


def _without_trifles(share: Floats) -> Floats:
    """A member that hardly counts is not worth its size and time."""
    kept = np.where(share < _TRIFLE, 0, share)
    return np.asarray(kept / kept.sum(), dtype=np.float64)


def _of_strangers(
    member: Network, cases: Cases, learned: Rows, judged: Rows, wish: Settings, seed: int, watch: Watch, says: str
) -> NDArray[Any]:
    """What the member says of ``judged`` after learning from ``learned``."""
    return np.asarray(member.fit(cases, learned, wish, seed, watch).says(cases, judged)[says])


def _loss(said: Floats, target: Target, rows: Rows) -> float:
    """Summed over the rows; what is unknown does not count."""
    if target.kind != "values":
        return -float(np.log(_of_truth(said, target, rows)).sum())
    spread = np.nanstd(target.values, axis=0)
    return float(np.nansum(((said - target.values[rows]) / np.where(spread > 0, spread, 1)) ** 2))


_INNER = 3
_TINY = 1e-6
_TRIFLE = 0.02
_CLIMBS = 300


def together(
    fitted: tuple[Fitted, ...],
    names: tuple[str, ...],
    kind: str,
    share: Floats | None = None,
    half: Floats | None = None,
) -> Fitted:
    """Several fitted models as one; what they read must not differ where it has the same name. ``share``: of each in
    the mean; equal without. ``half`` (T,): half the width of the interval around a value.
    """
    shares = np.full(len(fitted), 1 / len(fitted)) if share is None else share
    says = "value" if kind == "values" else "probability"
    inputs: list[ModelInput] = []
    for one in fitted:
        inputs += [i for i in one.inputs if i not in inputs]

    def encode(cases: Cases, rows: Rows) -> Feeds:
        return {name: array for one in fitted for name, array in one.encode(cases, rows).items()}

    def answer(feeds: Feeds) -> dict[str, NDArray[Any]]:
        said = [np.asarray(one.answer(feeds)[says], dtype=np.float32) for one in fitted]
        mean = np.asarray(np.average(said, axis=0, weights=shares), dtype=np.float32)
        if half is None:
            return {says: mean}
        return {says: mean, "interval": np.stack([mean - half, mean + half], axis=-1).astype(np.float32)}

    def draw(rng: np.random.Generator, count: int) -> Feeds:
        return {name: array for one in fitted for name, array in one.draw(rng, count).items()}

    chosen = {name: one.chosen for name, one in zip(names, fitted, strict=True)}
    fields = next((one.fields for one in fitted if one.fields), ())
    return Fitted(fields, tuple(inputs), encode, answer, draw, partial(_export, fitted, says, shares, half), chosen)


def _export(fitted: tuple[Fitted, ...], says: str, shares: Floats, half: Floats | None) -> bytes:
    """The members' graphs side by side, the weighed mean of what they say, and its interval."""
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
    for number, weight in enumerate(shares):
        constants.append(_constant(weight, f"share_{number}"))
        nodes.append(helper.make_node("Mul", [parts[number], f"share_{number}"], [f"weighed_{number}"]))
    nodes.append(helper.make_node("Sum", [f"weighed_{number}" for number in range(len(parts))], [says], name="mean"))
    width = models[0].graph.output[0].type.tensor_type.shape.dim[1].dim_value
    outputs = [helper.make_tensor_value_info(says, TensorProto.FLOAT, ["batch", width])]
    if half is not None:
        constants += [
            _constant(np.stack([-half, half], axis=-1), "ends"),
            numpy_helper.from_array(np.array([2]), "last"),
        ]
        nodes += [helper.make_node("Unsqueeze", [says, "last"], ["apart"]),
                  helper.make_node("Add", ["apart", "ends"], ["interval"])]  # fmt: skip
        outputs.append(helper.make_tensor_value_info("interval", TensorProto.FLOAT, ["batch", width, 2]))
    for one in inputs.values():
        one.type.tensor_type.shape.dim[0].dim_param = "batch"
    graph = helper.make_graph(nodes, "aegle", list(inputs.values()), outputs, constants)
    model = helper.make_model(graph, opset_imports=list(opsets.values()), ir_version=IR_VERSION)
    checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString())


def _constant(values: Any, name: str) -> Any:
    return numpy_helper.from_array(np.asarray(values, dtype=np.float32), name)
