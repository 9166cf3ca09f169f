"""What an ONNX file is made of, read without running any of it: operators, versions, outside data.

Just enough of the protobuf wire format and of onnx.proto (field numbers below) to look before a C++ parser does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.errors import WorkstationError
from app.domain.words import say

STANDARD_DOMAINS = frozenset({"", "ai.onnx", "ai.onnx.ml"})
# what ONNX Runtime 1.31 was tried with and takes; older operators are none that a model of today has
OPSETS = range(7, 27)
IR_VERSIONS = range(4, 14)
_MOST_NODES = 100_000
# elements of two bits are the smallest there are
_MOST_ELEMENTS_PER_BYTE = 4
_DEEPEST = 16
_EXTERNAL = 1

# onnx.proto: ModelProto
_IR_VERSION, _GRAPH, _OPSETS, _TRAINING, _FUNCTIONS = 1, 7, 8, 20, 25
# GraphProto, NodeProto, AttributeProto, TensorProto, OperatorSetIdProto
_NODE, _INITIALIZER, _SPARSE_INITIALIZER = 1, 5, 15
_OP_TYPE, _ATTRIBUTE, _DOMAIN = 4, 5, 7
_TENSOR, _SUBGRAPH, _TENSORS, _SUBGRAPHS = 5, 6, 10, 11
_DIMS, _EXTERNAL_DATA, _DATA_LOCATION = 1, 13, 14
_OPSET_DOMAIN, _OPSET_VERSION = 1, 2

Value = int | memoryview


@dataclass(frozen=True, slots=True)
class OnnxFacts:
    """``opset`` of the standard operators; ``operators`` as "domain:kind" (no domain for the standard one).
    ``has_empty_promises``: a tensor announces more elements than the file holds bytes for.
    """

    ir_version: int
    opset: int
    domains: frozenset[str]
    operators: frozenset[str]
    nodes: int
    has_outside_data: bool
    has_functions: bool
    has_empty_promises: bool = False


def read_onnx(model: bytes) -> OnnxFacts:
    """Look through a model. Raises WorkstationError when the bytes are no ONNX model."""
    try:
        return _facts(memoryview(model))
    except (ValueError, IndexError, UnicodeDecodeError, RecursionError) as error:
        raise WorkstationError(
            say("The model inside the package is not a readable ONNX file."),
            say("The package is damaged. Ask for it again where it came from."),
            detail=type(error).__name__,
        ) from error


def refuse_unusual(facts: OnnxFacts) -> None:
    """Raises WorkstationError for what a model of ours never holds: foreign operators, outside data, functions."""
    foreign = sorted(facts.domains - STANDARD_DOMAINS)
    if foreign:
        raise WorkstationError(
            say("The model needs operators that are not part of ONNX ({names}).", names=", ".join(foreign)),
            say("They would run code from elsewhere, so the model is refused. Export it with standard operators only."),
        )
    if facts.has_outside_data:
        raise WorkstationError(
            say("The model keeps part of its weights in another file."),
            say("Only models that are whole in one file are read. Export it without external data."),
        )
    if facts.opset not in OPSETS or facts.ir_version not in IR_VERSIONS:
        raise WorkstationError(
            say("The model is written in ONNX opset {opset}, version {ir}, which this program does not run.",
                opset=facts.opset, ir=facts.ir_version),
            say("Export it with opset {first} to {last}.", first=OPSETS[0], last=OPSETS[-1]),
        )  # fmt: skip
    if facts.has_empty_promises:
        raise WorkstationError(
            say("The model announces more weights than it holds; it may be made to fill the computer's memory."),
            say("The package is damaged. Ask for it again where it came from."),
        )
    if facts.has_functions or facts.nodes == 0:
        raise WorkstationError(
            say("The model's graph is not in the form this program runs."),
            say("Export it with its functions inlined."),
        )


def _facts(model: memoryview) -> OnnxFacts:
    fields = list(_fields(model))
    opsets = dict(_opset(v) for number, v in fields if number == _OPSETS)
    graphs = [v for number, v in fields if number == _GRAPH]
    if len(graphs) != 1 or not opsets:
        raise ValueError("no graph")
    walk = _Walk()
    walk.graph(_message(graphs[0]), 0)
    return OnnxFacts(
        ir_version=next((int(v) for n, v in fields if n == _IR_VERSION and isinstance(v, int)), 0),
        opset=opsets.get("", opsets.get("ai.onnx", 0)),
        domains=frozenset(opsets) | frozenset(walk.domains),
        operators=frozenset(walk.operators),
        nodes=walk.nodes,
        has_outside_data=walk.has_outside_data,
        has_functions=any(number in (_FUNCTIONS, _TRAINING) for number, _ in fields),
        has_empty_promises=walk.has_empty_promises,
    )


class _Walk:
    """What is met on the way through a graph and the graphs inside its nodes."""

    def __init__(self) -> None:
        self.domains: set[str] = set()
        self.operators: set[str] = set()
        self.nodes = 0
        self.has_outside_data = False
        self.has_empty_promises = False

    def graph(self, graph: memoryview, depth: int) -> None:
        if depth > _DEEPEST:
            raise ValueError("too deep")
        for number, value in _fields(graph):
            if number == _NODE:
                self._node(_message(value), depth)
            elif number == _INITIALIZER:
                self._tensor(_message(value))
            elif number == _SPARSE_INITIALIZER:
                for _, part in _fields(_message(value)):
                    if isinstance(part, memoryview):
                        self._tensor(part)

    def _node(self, node: memoryview, depth: int) -> None:
        self.nodes += 1
        if self.nodes > _MOST_NODES:
            raise ValueError("too many nodes")
        kind = domain = ""
        for number, value in _fields(node):
            if number == _OP_TYPE:
                kind = _text(value)
            elif number == _DOMAIN:
                domain = _text(value)
            elif number == _ATTRIBUTE:
                self._attribute(_message(value), depth)
        self.domains.add(domain)
        self.operators.add(f"{domain}:{kind}" if domain else kind)

    def _attribute(self, attribute: memoryview, depth: int) -> None:
        for number, value in _fields(attribute):
            if number in (_SUBGRAPH, _SUBGRAPHS):
                self.graph(_message(value), depth + 1)
            elif number in (_TENSOR, _TENSORS):
                self._tensor(_message(value))

    def _tensor(self, tensor: memoryview) -> None:
        elements = 1
        for number, value in _fields(tensor):
            if number == _DIMS:
                elements *= math.prod([value] if isinstance(value, int) else _packed(value))
            if number == _EXTERNAL_DATA or (number == _DATA_LOCATION and value == _EXTERNAL):
                self.has_outside_data = True
        if elements > _MOST_ELEMENTS_PER_BYTE * len(tensor):
            self.has_empty_promises = True


def _packed(data: memoryview) -> Iterator[int]:
    at = 0
    while at < len(data):
        value, at = _varint(data, at)
        yield value


def _opset(value: Value) -> tuple[str, int]:
    domain, version = "", 0
    for number, part in _fields(_message(value)):
        if number == _OPSET_DOMAIN:
            domain = _text(part)
        elif number == _OPSET_VERSION and isinstance(part, int):
            version = part
    return domain, version


def _fields(data: memoryview) -> Iterator[tuple[int, Value]]:
    """(field number, value) of a protobuf message: integers, or the bytes of what has a length."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        number, wire = tag >> 3, tag & 7
        if wire == 0:
            value, at = _varint(data, at)
            yield number, value
            continue
        if wire == 2:
            length, at = _varint(data, at)
        elif wire in (1, 5):
            length = 8 if wire == 1 else 4
        else:
            raise ValueError("wire type")
        if at + length > len(data):
            raise ValueError("length")
        yield number, data[at : at + length]
        at += length


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
        if shift > 63:
            raise ValueError("varint")


def _message(value: Value) -> memoryview:
    if isinstance(value, int):
        raise ValueError("message expected")
    return value


def _text(value: Value) -> str:
    return bytes(_message(value)).decode()
