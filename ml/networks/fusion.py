"""Several kinds of data of the same patients: a tower for each, weighed by gates, with any of them missing."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from app.domain.errors import WorkstationError
from app.domain.training import NetworkDescription, Parameter
from app.domain.words import say
from app.features.raw import Kind, Rows
from ml.networks.cnn import ResNet, read_pictures
from ml.networks.deep import Read, deep_parameters, fit_deep, together
from ml.networks.modules import by_card
from ml.networks.network import Cases, Feeds, Fitted, Network, Settings
from ml.networks.views import DNA, DOSAGES, EXPRESSION, MOLECULES, SUMMARY, TABLE, TERMS
from ml.watch import Watch

_VIEWS = {view.kind: view for view in (TABLE, SUMMARY, TERMS, MOLECULES, EXPRESSION, DOSAGES, DNA)}
# the order of towers
ORDER: tuple[Kind, ...] = ("table", "sequences", "text", "images", "smiles", "expression", "dosages", "dna")


class Fronts(nn.Module):
    """Every kind's own front -> (features of each kind …, present (N, kinds)).

    A kind is missing where all its inputs are empty: no number known, no term, a black picture.
    """

    def __init__(self, fronts: list[nn.Module], counts: list[int]) -> None:
        super().__init__()
        self.fronts, self.counts = nn.ModuleList(fronts), counts

    def forward(self, *arrays: Tensor) -> tuple[Tensor, ...]:
        features, present, at = [], [], 0
        for front, count in zip(self.fronts, self.counts, strict=True):
            mine = arrays[at : at + count]
            at += count
            there = torch.stack([_any_known(a) for a in mine]).amax(dim=0)
            present.append(there)
            features.append(together(front(*mine))[0])
        return (*features, torch.stack(present, dim=1))


def _any_known(array: Tensor) -> Tensor:
    """(N,) 1 where anything is neither empty nor unknown. Codes are empty at -1."""
    flat = array.flatten(1)
    if flat.dtype == torch.int64:
        return (flat >= 0).any(dim=1).float()
    return (~torch.isnan(flat) & (flat != 0)).any(dim=1).float()


class Gated(nn.Module):
    """(features of each kind …, present) -> (N, K): towers of one width, each weighed by a gate that sees them all.

    A missing kind has no weight; where all are missing the answer is the head's own.
    """

    def __init__(self, towers: list[nn.Module], hidden: int, outputs: int, dropout: float) -> None:
        super().__init__()
        self.towers = nn.ModuleList(towers)
        self.gates = nn.Linear(hidden * len(towers) + len(towers), len(towers))
        self.head = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(hidden, hidden), nn.ReLU(), nn.Dropout(dropout), nn.Linear(hidden, outputs)
        )

    def forward(self, *given: Tensor) -> Tensor:
        *features, present = given
        risen = [
            tower(f) * present[:, k : k + 1] for k, (tower, f) in enumerate(zip(self.towers, features, strict=True))
        ]
        weights = torch.softmax(self.gates(torch.cat([*risen, present], dim=1)) + (1 - present) * -1e4, dim=1) * present
        fused = risen[0] * weights[:, :1]
        for k, tower in enumerate(risen[1:], start=1):
            fused = fused + tower * weights[:, k : k + 1]
        raw: Tensor = self.head(fused)
        return raw


class _Dropped:
    """Takes kinds away at random while learning, never the last one a case has (modality dropout)."""

    def __init__(self, share: float) -> None:
        self._share = share

    def __call__(self, *given: Tensor) -> tuple[Tensor, ...]:
        *features, present = given
        kept = (torch.rand(present.shape) >= self._share).to(present.device)
        left = present * kept
        none = left.sum(dim=1, keepdim=True) == 0
        return (*features, torch.where(none, present, left))


def _fit(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
    kinds = [k for k in ORDER if k in cases.raw or (k == "table" and cases.columns)]
    if len(kinds) < 2:
        raise WorkstationError(
            say("Fusion needs at least two kinds of data of the same patients."),
            say("Give, for example, a table and a folder of images, or choose the recipe for one kind."),
        )
    reads = [_read(kind, cases, rows, settings) for kind in kinds]
    read = _joined(reads)
    hidden, dropout = int(settings["hidden"]), float(settings["dropout"])
    with torch.no_grad():
        widths = [together(r.front(*(torch.from_numpy(a[:2]) for a in r.arrays.values())))[0].shape for r in reads]

    def build(outputs: int) -> nn.Module:
        towers = [_tower(kind, tuple(shape), hidden, dropout) for kind, shape in zip(kinds, widths, strict=True)]
        return Gated(towers, hidden, outputs, dropout)

    return fit_deep(cases, rows, read, build, settings, seed, watch, _Dropped(float(settings["missing"])))


def _read(kind: Kind, cases: Cases, rows: Rows, settings: Settings) -> Read:
    if kind == "images":
        return read_pictures(cases, rows, int(settings["size"]))
    return _VIEWS[kind].fit(cases, rows, settings)


def _tower(kind: Kind, shape: tuple[int, ...], hidden: int, dropout: float) -> nn.Module:
    if kind == "images":
        return nn.Sequential(ResNet(shape[1], len(shape) - 2, hidden, 8, dropout), nn.ReLU())
    return nn.Sequential(nn.Dropout(dropout / 2), nn.Linear(shape[1], hidden), nn.ReLU())


def _joined(reads: list[Read]) -> Read:
    """What every kind reads, side by side."""
    arrays = {name: array for one in reads for name, array in one.arrays.items()}
    inputs = tuple(i for one in reads for i in one.inputs)

    def draw(rng: np.random.Generator, count: int) -> Feeds:
        return {name: array for one in reads for name, array in one.draw(rng, count).items() if name in arrays}

    def encode(cases: Cases, rows: Rows) -> Feeds:
        tables = [one.encode(cases, rows) for one in reads if one.encode is not None]
        return {**{n: a for table in tables for n, a in table.items()}, **by_card(inputs, cases, rows)}

    fronts = Fronts([one.front for one in reads], [len(one.arrays) for one in reads])
    fields = tuple(f for one in reads for f in one.fields)
    return Read(inputs, arrays, draw, fronts, fields=fields, encode=encode)


FUSION = Network(
    NetworkDescription(
        name="gated",
        label="A tower for each kind of data, weighed by gates",
        help="Reads several kinds of data of the same patients together, and answers with any of them missing.",
        parameters=(
            Parameter("hidden", "Units of a tower", "integer", 48, low=2, high=1024),
            Parameter("dropout", "Dropout", "number", 0.3, low=0.0, high=0.9),
            Parameter(
                "missing",
                "Share of kinds taken away while learning",
                "number",
                0.25,
                low=0.0,
                high=0.9,
                help="So that an answer can be given where an image or a report is missing.",
            ),
            Parameter("size", "Longest side of images (pixels)", "integer", 48, low=8, high=256),
            *deep_parameters(epochs=40, batch=32, learning_rate=1e-3, weight_decay=0.05, members=2),
        ),
    ),
    fit=_fit,
    reads=(),
    answers=("classes", "values", "flags"),
)
