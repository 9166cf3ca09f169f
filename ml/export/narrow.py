"""A finished graph in narrower numbers: weights of 16 bits, or layers of 8 whose ranges training patients gave."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper, shape_inference
from onnxruntime.quantization import CalibrationMethod, QuantType
from onnxruntime.quantization.calibrate import TensorsData
from onnxruntime.quantization.onnx_model import ONNXModel
from onnxruntime.quantization.qdq_quantizer import QDQQuantizer

from ml.data.cases import Feeds
from ml.export.parity import rows_of, runtime_of

Kind = Literal["fp16", "int8"]

# where nearly all weights are; what stands before them (units, medians, windows) keeps its full numbers
_LAYERS = ("Conv", "MatMul", "Gemm")
_CELLS = ("GRU", "LSTM")  # the library has no 8-bit form of them
_AT_ONCE = 16
_LARGEST_HALF = float(np.finfo(np.float16).max)
_INFERRED = ("onnx.infer", "onnxruntime.quant")  # how the library is told that shapes are known: it writes no file then


def narrowed(model: bytes, kind: Kind, calibration: Feeds) -> bytes:
    """``model`` in narrower numbers, with the same inputs and outputs. ``calibration``: cases of training patients,
    whose values set the ranges of 8-bit layers.
    """
    graph = onnx.load_from_string(model)
    made = _of_halves(graph) if kind == "fp16" else _of_bytes(graph, calibration)
    ONNXModel(made).topological_sort()
    del made.metadata_props[:]
    onnx.checker.check_model(made, full_check=True)
    return bytes(made.SerializeToString())


def has_layers(model: bytes) -> bool:
    """Whether there is anything that narrower numbers would make smaller: trees and linear models have no layers."""
    return any(node.op_type in (*_LAYERS, *_CELLS) for node in onnx.load_from_string(model).graph.node)


def _of_halves(graph: onnx.ModelProto) -> onnx.ModelProto:
    """Weights of layers are kept as 16-bit floats and widened when the model is opened: every computer then
    calculates alike, and no laboratory value is too large for it.
    """
    made = onnx.ModelProto()
    made.CopyFrom(graph)
    widened = []
    read = {name for node in made.graph.node if node.op_type in (*_LAYERS, *_CELLS) for name in node.input[1:]}
    for weight in made.graph.initializer:
        if weight.name in read and weight.data_type == TensorProto.FLOAT:
            name = weight.name
            full = numpy_helper.to_array(weight)
            if np.abs(full).max(initial=0) < _LARGEST_HALF:
                half = full.astype(np.float16)
                weight.CopyFrom(numpy_helper.from_array(half, f"{name}_half"))
                widened.append(helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT))
    nodes = [*widened, *made.graph.node]
    del made.graph.node[:]
    made.graph.node.extend(nodes)
    return made


def _of_bytes(graph: onnx.ModelProto, calibration: Feeds) -> onnx.ModelProto:
    """Static quantisation: each layer's inputs and weights pass through 8 bits (QuantizeLinear, DequantizeLinear)."""
    known = shape_inference.infer_shapes(graph)
    known.metadata_props.add(key=_INFERRED[0], value=_INFERRED[1])
    layers = [node for node in known.graph.node if node.op_type in _LAYERS]
    quantizer = QDQQuantizer(
        known,
        per_channel=True,
        # 7 bits: without them processors that lack VNNI overflow where two products are added, and answer otherwise
        reduce_range=True,
        weight_qType=QuantType.QInt8,
        activation_qType=QuantType.QUInt8,
        tensors_range=TensorsData(CalibrationMethod.MinMax, _ranges(graph, layers, calibration)),
        nodes_to_quantize=[node.name for node in layers],
        nodes_to_exclude=[],
        op_types_to_quantize=list(_LAYERS),
        extra_options={"ForceQuantizeNoInputCheck": True},
    )
    quantizer.quantize_model()
    made: onnx.ModelProto = quantizer.model.model
    return made


def _ranges(graph: onnx.ModelProto, layers: list[Any], calibration: Feeds) -> dict[str, Any]:
    """{tensor: (lowest, highest)} of what goes into and comes out of layers, over the cases; 0 is always inside."""
    constants = {one.name for one in graph.graph.initializer}
    named = dict.fromkeys(name for node in layers for name in (*node.input, *node.output) if name)
    asked = [name for name in named if name not in constants]
    seen = onnx.ModelProto()
    seen.CopyFrom(graph)
    there = {one.name for one in graph.graph.output}
    seen.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in asked if name not in there)
    answer = runtime_of(seen.SerializeToString())
    count = len(next(iter(calibration.values())))
    found: dict[str, tuple[NDArray[Any], NDArray[Any]]] = {}
    for at in range(0, count, _AT_ONCE):
        said = answer(rows_of(calibration, slice(at, at + _AT_ONCE)))
        for name in asked:
            low, high = found.get(name, (np.float32(0), np.float32(0)))
            found[name] = (np.minimum(low, said[name].min()), np.maximum(high, said[name].max()))
    return found
