"""A random forest (Breiman 2001), grown by scikit-learn and written as one ai.onnx.ml node."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, checker, helper
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

from app.domain.training import NetworkDescription, Parameter
from app.features.raw import Rows
from ml.export.graph import IR_VERSION, OPSET
from ml.networks.network import Cases, Feeds, Fitted, Network, Settings
from ml.networks.preprocessing import Options, Preprocessing, fit_preprocessing
from ml.networks.table import draw, encode_table, graph_inputs
from ml.networks.trees import not_above
from ml.watch import Watch

_ML_OPSET = 3
_DEPTH = 12
_AT_ONCE = 100  # trees between two looks at whether the person wants to stop


def fit(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
    """Many trees, each on patients drawn with replacement and choosing among a few inputs; their mean answers.

    Inputs are raw values, a missing one goes the way that was better in training. Values are answered by their mean,
    classes by their mean shares.
    """
    options = Options(fewest_patients=settings.get("fewest_patients", 10))
    preprocessing = fit_preprocessing(cases.columns, cases.groups, rows, options)
    reads = graph_inputs(preprocessing)
    values = _side_by_side(encode_table(preprocessing, cases, rows), reads)
    truth = cases.target.values[rows]
    is_values = cases.target.kind == "values"
    kind = RandomForestRegressor if is_values else RandomForestClassifier
    model = kind(
        n_estimators=0,
        max_features="sqrt" if not is_values else 1 / 3,
        min_samples_leaf=int(settings["fewest"]),
        max_depth=_DEPTH,
        warm_start=True,
        random_state=seed,
        n_jobs=1,
    )
    trees = int(settings["trees"])
    for count in [*range(_AT_ONCE, trees, _AT_ONCE), trees]:
        model.set_params(n_estimators=count)
        model.fit(values, truth[:, 0] if is_values else truth)
        watch(count, {"trees": float(count)})
    says, width = ("value", 1) if is_values else ("probability", cases.classes)
    return Fitted(
        fields=preprocessing.fields,
        inputs=(),
        encode=partial(encode_table, preprocessing),
        answer=partial(_answer, model, reads, says),
        draw=partial(draw, preprocessing),
        export=partial(_export, model, preprocessing, reads, says, width),
        chosen={"trees": trees},
    )


def _side_by_side(feeds: Feeds, reads: tuple[str, ...]) -> NDArray[np.float32]:
    return np.concatenate([feeds[name].astype(np.float32) for name in reads], axis=1)


def _answer(model: Any, reads: tuple[str, ...], says: str, feeds: Feeds) -> dict[str, NDArray[Any]]:
    values = _side_by_side(feeds, reads)
    if not len(values):
        width = 1 if says == "value" else len(model.classes_)
        return {says: np.zeros((0, width), dtype=np.float32)}
    said = model.predict(values)[:, None] if says == "value" else model.predict_proba(values)
    return {says: said.astype(np.float32)}


def _export(model: Any, fitted: Preprocessing, reads: tuple[str, ...], says: str, width: int) -> bytes:
    kinds: list[str] = [f.kind for f in fitted.fields]
    of = {"numbers": ("number", TensorProto.FLOAT), "categories": ("category", TensorProto.INT64)}
    inputs = [helper.make_tensor_value_info(n, of[n][1], ["batch", kinds.count(of[n][0])]) for n in reads]
    nodes = [helper.make_node("Cast", [name], [f"{name}_float"], to=TensorProto.FLOAT) for name in reads]
    nodes.append(helper.make_node("Concat", [f"{name}_float" for name in reads], ["joined"], axis=1))
    nodes.append(
        helper.make_node(
            "TreeEnsembleRegressor",
            ["joined"],
            [says],
            domain="ai.onnx.ml",
            n_targets=width,
            aggregate_function="SUM",
            post_transform="NONE",
            **_attributes(model, width),
        )
    )
    output = helper.make_tensor_value_info(says, TensorProto.FLOAT, ["batch", width])
    graph = helper.make_graph(nodes, "aegle", inputs, [output])
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", _ML_OPSET)]
    made = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)
    checker.check_model(made, full_check=True)
    return bytes(made.SerializeToString())


def _attributes(model: Any, width: int) -> dict[str, Any]:
    """Every node of every tree; a leaf weighs its share of each class (or its mean) divided by the number of trees."""
    columns: dict[str, list[Any]] = {name: [] for name in (*_NODE, *_TARGET)}
    for number, estimator in enumerate(model.estimators_):
        tree = estimator.tree_
        count = tree.node_count
        is_leaf = tree.children_left < 0
        share = tree.value[:, 0, :] / (1 if width == 1 else tree.value[:, 0, :].sum(axis=1, keepdims=True))
        columns["nodes_treeids"] += [number] * count
        columns["nodes_nodeids"] += list(range(count))
        columns["nodes_featureids"] += np.maximum(tree.feature, 0).tolist()
        columns["nodes_values"] += [0.0 if leaf else not_above(float(t)) for leaf, t in
                                    zip(is_leaf, tree.threshold, strict=True)]  # fmt: skip
        columns["nodes_modes"] += ["LEAF" if leaf else "BRANCH_LEQ" for leaf in is_leaf]
        columns["nodes_truenodeids"] += np.maximum(tree.children_left, 0).tolist()
        columns["nodes_falsenodeids"] += np.maximum(tree.children_right, 0).tolist()
        columns["nodes_missing_value_tracks_true"] += tree.missing_go_to_left.astype(int).tolist()
        for leaf in np.flatnonzero(is_leaf).tolist():
            columns["target_treeids"] += [number] * width
            columns["target_nodeids"] += [leaf] * width
            columns["target_ids"] += list(range(width))
            columns["target_weights"] += (share[leaf] / len(model.estimators_)).astype(np.float32).tolist()
    return columns


_NODE = tuple(
    f"nodes_{name}"
    for name in (
        "treeids",
        "nodeids",
        "featureids",
        "values",
        "modes",
        "truenodeids",
        "falsenodeids",
        "missing_value_tracks_true",
    )
)
_TARGET = ("target_treeids", "target_nodeids", "target_ids", "target_weights")

FOREST = Network(
    NetworkDescription(
        name="forest",
        label="Random forest",
        help="Hundreds of trees grown apart, each on other patients; their mean. Steady on small tables.",
        parameters=(
            Parameter("trees", "Trees", "integer", 300, low=10, high=2000),
            Parameter("fewest", "Fewest cases in a leaf", "integer", 1, low=1, high=1000),
        ),
    ),
    fit=fit,
    answers=("classes", "values"),
)
