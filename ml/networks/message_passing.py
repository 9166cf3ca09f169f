"""Message passing over a molecule's atoms and bonds, on a padded dense graph so that it exports to ONNX."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from app.domain.model_card import ModelInput
from app.domain.training import NetworkDescription, Parameter
from app.features.feeds import encoded
from app.features.molecule import ATOM_WIDTH, BOND_KINDS
from app.features.raw import Rows
from ml.networks.deep import AsItIs, Read, deep_parameters, fit_deep
from ml.networks.network import Cases, Feeds, Fitted, Network, Settings
from ml.watch import Watch


class MessagePassing(nn.Module):
    """(N, A, ATOM_WIDTH), (N, A, A) codes of bonds, (N, A) present -> (N, K).

    In each round an atom adds up what its neighbours say, each through the weights of the bond between them (Gilmer
    2017), and a gated unit mixes that into its state. The molecule is the sum, the mean and the strongest of its
    atoms. Padding never speaks: every message crosses a bond.
    """

    def __init__(self, outputs: int, hidden: int, rounds: int, dropout: float) -> None:
        super().__init__()
        self.rounds = rounds
        self.into = nn.Linear(ATOM_WIDTH, hidden)
        self.say = nn.ModuleList(nn.Linear(hidden, hidden, bias=False) for _ in range(BOND_KINDS))
        self.mix = nn.GRUCell(hidden, hidden)
        self.norm = nn.LayerNorm(hidden)
        self.head = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(3 * hidden, hidden), nn.ReLU(), nn.Dropout(dropout),
            nn.Linear(hidden, outputs),
        )  # fmt: skip

    def forward(self, atoms: Tensor, bonds: Tensor, present: Tensor) -> Tensor:
        there = present.unsqueeze(2)
        state = torch.relu(self.into(atoms)) * there
        joined = [(bonds == kind + 1).to(state.dtype) for kind in range(BOND_KINDS)]
        for _ in range(self.rounds):
            heard = joined[0] @ self.say[0](state)
            for kind in range(1, BOND_KINDS):
                heard = heard + joined[kind] @ self.say[kind](state)
            mixed = self.mix(heard.flatten(0, 1), state.flatten(0, 1)).reshape(state.shape)
            state = self.norm(mixed) * there
        count = torch.clamp(there.sum(dim=1), min=1)
        total = state.sum(dim=1)
        strongest = (state + (1 - there) * -1e4).amax(dim=1)
        raw: Tensor = self.head(torch.cat([total / 10, total / count, strongest], dim=1))
        return raw


def read_graphs(cases: Cases, rows: Rows) -> Read:
    del rows
    one = ModelInput("smiles", {"form": "graph"})
    arrays = encoded(one, cases.raw)

    def draw(rng: np.random.Generator, count: int) -> Feeds:
        """Chains of atoms nobody has met, some with a ring."""
        length = 12
        bonds = np.zeros((count, length, length), dtype=np.int64)
        for at in range(length - 1):
            bonds[:, at, at + 1] = bonds[:, at + 1, at] = rng.integers(1, BOND_KINDS + 1, count)
        atoms = (rng.random((count, length, ATOM_WIDTH)) < 0.15).astype(np.float32)
        present = (np.arange(length) < rng.integers(4, length + 1, (count, 1))).astype(np.float32)
        bonds = bonds * (present[:, :, None] * present[:, None, :]).astype(np.int64)
        return {"atoms": atoms * present[:, :, None], "bonds": bonds, "present": present}

    free = {"atoms": {1: "size"}, "bonds": {1: "size", 2: "size"}, "present": {1: "size"}}
    return Read((one,), arrays, draw, AsItIs(), free)


def _fit(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
    def build(outputs: int) -> nn.Module:
        return MessagePassing(outputs, int(settings["hidden"]), int(settings["rounds"]), float(settings["dropout"]))

    return fit_deep(cases, rows, read_graphs(cases, rows), build, settings, seed, watch)


MESSAGE_PASSING = Network(
    NetworkDescription(
        name="message_passing",
        label="Message passing on atoms and bonds",
        help="Lets every atom hear its neighbours for some rounds, then weighs all atoms.",
        parameters=(
            Parameter("hidden", "Numbers for an atom", "integer", 64, low=2, high=512),
            Parameter("rounds", "Rounds of messages", "integer", 4, low=1, high=12),
            Parameter("dropout", "Dropout", "number", 0.15, low=0.0, high=0.9),
            *deep_parameters(epochs=50, batch=32, learning_rate=2e-3, members=2),
        ),
    ),
    fit=_fit,
    reads=("smiles",),
    answers=("classes", "values", "flags"),
)
