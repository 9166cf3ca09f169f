"""A torch module as an ONNX graph, by torch's exporter."""

from __future__ import annotations

import logging
import warnings

import onnx
import torch
from torch import Tensor, nn

from ml.export.linear import OPSET
from ml.networks.network import Fitted


class _Numbers(nn.Module):
    """A model without category inputs."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, numbers: Tensor) -> Tensor:
        answer: Tensor = self.module(numbers, numbers)
        return answer


class _Categories(nn.Module):
    """A model without number inputs."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, categories: Tensor) -> Tensor:
        answer: Tensor = self.module(categories, categories)
        return answer


def export_traced(fitted: Fitted) -> bytes:
    """model.onnx of a fitted module: one file, standard operators, any batch size."""
    kinds = [f.kind for f in fitted.preprocessing.fields]
    # an example batch of 1 would freeze the batch size without a word
    numbers = torch.zeros(2, kinds.count("number"))
    categories = torch.zeros(2, kinds.count("category"), dtype=torch.int64)
    named = {"numbers": numbers, "categories": categories}
    inputs = {name: example for name, example in named.items() if example.shape[1]}
    module = (
        fitted.module
        if len(inputs) == 2
        else {"numbers": _Numbers, "categories": _Categories}[next(iter(inputs))](fitted.module)
    )
    batch = torch.export.Dim("batch", min=2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's notes about its own deprecations
        logging.getLogger("torch.onnx").setLevel(logging.ERROR)
        program = torch.onnx.export(
            module.eval(),
            tuple(inputs.values()),
            dynamo=True,
            external_data=False,
            opset_version=OPSET,
            input_names=list(inputs),
            output_names=["probability"],
            dynamic_shapes=tuple({0: batch} for _ in inputs),
            verbose=False,
        )
    if program is None:
        raise RuntimeError("torch gave no ONNX program")
    model = program.model_proto
    _forget_source(model)
    for output in model.graph.output:  # the declared shape would freeze what is free
        output.type.tensor_type.shape.dim[0].dim_param = "batch"
    onnx.checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString())


def _forget_source(model: onnx.ModelProto) -> None:
    """Drop what the exporter notes about the program and the folders it ran in."""
    graph = model.graph
    for part in (model, graph, *graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer):
        part.doc_string = ""
        del part.metadata_props[:]
