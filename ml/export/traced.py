"""A torch module as an ONNX graph, by torch's exporter."""

from __future__ import annotations

import inspect
import logging
import warnings
from collections.abc import Mapping

import onnx
import torch
from torch import nn

from ml.data.cases import Feeds
from ml.export.graph import OPSET


def export_module(
    module: nn.Module,
    reads: tuple[str, ...],
    says: tuple[str, ...],
    example: Feeds,
    free: Mapping[str, Mapping[int, str]],
) -> bytes:
    """model.onnx of a module: one file, standard operators, any batch size.

    ``example``: two cases (a batch of one would freeze the batch size without a word). ``free``: further axes of any
    size, {input: {axis: name}}; axes of one name are as long as one another.
    """
    names = {name for axes in free.values() for name in axes.values()}
    sizes = {name: torch.export.Dim(name, min=2) for name in ("batch", *sorted(names))}
    shapes = tuple({0: sizes["batch"], **{a: sizes[n] for a, n in free.get(name, {}).items()}} for name in reads)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's notes about its own deprecations
        logging.getLogger("torch.onnx").setLevel(logging.ERROR)
        program = torch.onnx.export(
            module.eval(),
            tuple(torch.from_numpy(example[name]) for name in reads),
            dynamo=True,
            external_data=False,
            opset_version=OPSET,
            input_names=list(reads),
            output_names=list(says),
            dynamic_shapes=(shapes,) if _takes_any(module) else shapes,
            verbose=False,
        )
    if program is None:
        raise RuntimeError("torch gave no ONNX program")
    model = program.model_proto
    _forget_source(model)
    _free_outputs(model)
    onnx.checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString())


def _takes_any(module: nn.Module) -> bool:
    """True for ``forward(self, *arrays)``, whose inputs the exporter sees as one tuple."""
    kinds = [p.kind for p in inspect.signature(module.forward).parameters.values()]
    return inspect.Parameter.VAR_POSITIONAL in kinds


def _free_outputs(model: onnx.ModelProto) -> None:
    """The declared shapes of outputs would freeze what is free: only their rank and first axis are kept."""
    for output in model.graph.output:
        for at, size in enumerate(output.type.tensor_type.shape.dim):
            if at == 0:
                size.dim_param = "batch"
            elif size.dim_param:
                size.dim_param = f"{output.name}_{at}"


def _forget_source(model: onnx.ModelProto) -> None:
    """Drop what the exporter notes about the program and the folders it ran in."""
    graph = model.graph
    for part in (model, graph, *graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer):
        part.doc_string = ""
        del part.metadata_props[:]
