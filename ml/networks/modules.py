"""A torch module as a trained model: asked in batches, drawn for, exported by torch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from app.domain.model_card import InputField, ModelInput
from app.features.feeds import encoded
from app.features.raw import Rows, chosen
from ml.export.traced import export_module
from ml.networks.network import Cases, Feeds, Fitted


def fitted_module(
    module: nn.Module,
    reads: tuple[str, ...],
    says: tuple[str, ...],
    draw: Callable[[np.random.Generator, int], Feeds],
    *,
    inputs: tuple[ModelInput, ...] = (),
    fields: tuple[InputField, ...] = (),
    encode: Callable[[Cases, Rows], Feeds] | None = None,
    free: Mapping[str, Mapping[int, str]] | None = None,
    batch: int = 256,
    decided: dict[str, Any] | None = None,
    overlaps: Callable[[Cases, Rows], NDArray[np.float64]] | None = None,
) -> Fitted:
    """``module``: tensors named ``reads`` in this order -> a tensor, or a tuple of them, named ``says``.

    ``free``: axes beside the batch that may have any size, {input: {axis: name}}. Without ``encode`` the cases are
    encoded by ``inputs``, as the clinic will encode them.
    """
    module.eval()

    return Fitted(
        fields=fields,
        inputs=inputs,
        encode=encode or partial(by_card, inputs),
        answer=lambda feeds: asked(module, reads, says, feeds, batch),
        draw=draw,
        export=lambda: export_module(module, reads, says, draw(np.random.default_rng(0), 2), free or {}),
        chosen=decided or {},
        overlaps=overlaps,
    )


def by_card(inputs: tuple[ModelInput, ...], cases: Cases, rows: Rows) -> Feeds:
    """Cases encoded as the clinic will encode them."""
    raws = chosen(cases.raw, rows)
    return {name: array for one in inputs for name, array in encoded(one, raws).items()}


def asked(
    module: nn.Module, reads: tuple[str, ...], says: tuple[str, ...], feeds: Feeds, batch: int
) -> dict[str, NDArray[Any]]:
    """The module's outputs by name, ``batch`` cases at a time, without gradients."""
    parts: list[tuple[NDArray[Any], ...]] = []
    count = len(feeds[reads[0]])
    with torch.no_grad():
        for at in range(0, max(1, count), batch):
            given = module(*(torch.from_numpy(feeds[name][at : at + batch]) for name in reads))
            parts.append(tuple(t.numpy() for t in (given if isinstance(given, tuple) else (given,))))
    return {name: np.concatenate([part[k] for part in parts]) for k, name in enumerate(says)}
