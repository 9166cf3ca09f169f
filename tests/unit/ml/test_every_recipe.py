"""Every recipe with every network: one epoch on tiny data, exported, the same in ONNX Runtime, stopped and resumed."""

from __future__ import annotations

import io
import threading
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.domain.errors import Cancelled
from app.domain.training import TrainRequest
from app.features.raw import Courses, Kind, Matrix, Pictures, Raw, Texts
from ml.events import Events
from ml.export.package import read_entries
from ml.networks.network import Network
from ml.recipes import RECIPES
from ml.recipes.cases import read_cases
from ml.recipes.recipe import Material, Outcome, Recipe
from ml.recipes.training import train
from ml.watch import State, Unwatched, unwatched

COUNT = 48
# what makes one epoch of anything short
SHORT = {
    "epochs": 1, "members": 1, "hidden": 8, "width": 4, "filters": 4, "trees": 10, "averaged": 1, "code": 3,
    "layers": 1, "rounds": 2, "size": 16, "patch": 16, "patches": 1, "steps": 6, "bits": 64, "tokens": 16,
}  # fmt: skip
SMILES = ("CCO", "c1ccccc1", "CC(=O)O", "CCN", "c1ccncc1", "CCCl", "CC(C)O", "c1ccc(O)cc1")
FUSED: tuple[Kind, ...] = ("table", "images", "text")
WORDS = ("lung", "carcinoma", "benign", "lesion", "没有", "肺癌", "normal", "margin")


def answers() -> list[str]:
    return ["ill" if i % 2 else "well" for i in range(COUNT)]


def raw_of(kind: Kind, shape: tuple[int, ...] = (16, 16)) -> Raw:
    """Data in which the answer shows a little."""
    rng = np.random.default_rng(5)
    ill = np.arange(COUNT) % 2
    match kind:
        case "images":
            return Pictures(tuple(rng.normal(i, 1, (1, *shape)).astype(np.float32) for i in ill), "HU")
        case "masks":
            masks = [np.zeros(shape, dtype=np.uint8) for _ in ill]
            for mask in masks:
                mask[(slice(3, 9),) * len(shape)] = 1
            return Pictures(tuple(masks))
        case "sequences":
            times = tuple(np.sort(rng.uniform(0, 10, 7)) for _ in ill)
            values = [rng.normal(i, 1, (7, 2)).astype(np.float32) for i in ill]
            for one in values:
                one[::2, 1] = np.nan
            return Courses(("pulse", "lactate"), times, tuple(values))
        case "text":
            return Texts(tuple(" ".join(rng.choice(WORDS[3 * i :], 9)) for i in ill))
        case "smiles":
            return Texts(tuple("C" * (k // 8) + SMILES[k % 8] for k in range(COUNT)))
        case "dna":
            return Texts(tuple("".join(rng.choice(list("ACGT"), 20)) for _ in ill))
        case "dosages":
            names = tuple(f"1:{p}:A:G" for p in range(12))
            return Matrix(names, rng.binomial(2, 0.2 + 0.4 * ill[:, None], (COUNT, 12)).astype(np.float32))
        case "expression":
            return Matrix(
                tuple(f"g{p}" for p in range(15)), rng.lognormal(5 + ill[:, None], 1, (COUNT, 15)).astype("f4")
            )
    raise AssertionError(kind)


def material_of(network: Network) -> Material:
    table = {"answer": answers(), "value": [f"{(i * 37) % 50 / 7:.3f}" for i in range(COUNT)]}
    reads = network.reads or FUSED
    if "table" in reads:
        table["age"] = [str(40 + (i * 7) % 30 + 5 * (i % 2)) for i in range(COUNT)]
    return Material(table, {kind: raw_of(kind) for kind in reads if kind != "table"})


def request_of(recipe: Recipe, network: Network) -> TrainRequest:
    known = {p.name for p in network.description.parameters}
    target = {"masks": "", "itself": "", "values": "value"}.get(network.answers[0], "answer")
    settings = {name: value for name, value in SHORT.items() if name in known}
    return TrainRequest(recipe.name, "", target, network=network.name, folds=1, parameters=settings)


class Stopping(io.StringIO):
    """A listener who asks to stop as soon as an epoch is told."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__()
        self._stop = stop

    def write(self, text: str) -> int:
        if '"Measured"' in text:
            self._stop.set()
        return super().write(text)


PAIRS = [(recipe, network) for recipe in RECIPES for network in recipe.networks]
NAMES = [f"{r.name}-{n.name}-{'+'.join(n.reads)}" for r, n in PAIRS]


@pytest.mark.parametrize(("recipe", "network"), PAIRS, ids=NAMES)
def test_a_recipe_trains_exports_and_agrees_with_onnx_runtime(recipe: Recipe, network: Network) -> None:
    outcome = trained(recipe, network, Events(io.StringIO(), threading.Event()))
    card, entries = read_entries(outcome.package)
    assert outcome.figures["parity"]["largest_difference"] <= 1e-4
    assert outcome.figures["network"] == network.name
    assert {i["kind"] for i in card["inputs"]} == set(network.reads or FUSED) - {"table", "masks"}
    assert entries["model.onnx"]


# one of each way to fit
STOPPED = ("case_diagnosis-rnn-sequences", "drug_effect-support_vectors-smiles", "drug_effect-trees-smiles",
           "report_reading-logistic-text", "image_segmentation-unet-images+masks",
           "representation-autoencoder-images", "fusion-gated-")  # fmt: skip


@pytest.mark.parametrize("name", STOPPED)
def test_a_training_stops_when_asked(name: str) -> None:
    stop = threading.Event()
    with pytest.raises(Cancelled):
        trained(*PAIRS[NAMES.index(name)], Events(Stopping(stop), stop))


class Remembering(Unwatched):
    """Keeps what a training hands over at every step, and is cut short after some of them."""

    def __init__(self, steps: int, states: dict[str, State] | None = None, scope: str = "") -> None:
        self.left, self.states, self.scope = [steps], states if states is not None else {}, scope

    def within(self, name: str, tells: bool = True) -> Remembering:
        del tells
        inner = Remembering(0, self.states, f"{self.scope}/{name}")
        inner.left = self.left
        return inner

    def kept(self) -> dict[str, NDArray[Any]] | None:
        return dict(self.states[self.scope]) if self.scope in self.states else None

    def is_due(self) -> bool:
        return True

    def keep(self, state: State) -> None:
        self.states[self.scope] = state
        self.left[0] -= 1
        if self.left[0] == 0:
            raise Cancelled


# within an epoch, between members, and one of each way to fit that takes long
CUT = ("case_diagnosis-mlp-table", "case_diagnosis-best-table", "case_diagnosis-rnn-sequences",
       "drug_effect-mlp-smiles", "image_diagnosis-cnn-images", "image_segmentation-unet-images+masks", "fusion-gated-",
       "representation-autoencoder-expression")  # fmt: skip


@pytest.mark.parametrize("name", CUT)
def test_a_training_cut_short_goes_on_to_the_same_model(name: str) -> None:
    recipe, network = PAIRS[NAMES.index(name)]
    _, cases = read_cases(recipe, material_of(network), request_of(recipe, network))
    settings = {**recipe.settings(network, {}), **SHORT, "epochs": 2, "members": 2, "batch": 16}
    rows = np.arange(COUNT)
    whole = network.fit(cases, rows, settings, 0, unwatched)
    states: dict[str, State] = {}
    cuts = 0
    for steps in (2, 3, 5, 99):  # cut three times, each time a little further on
        try:
            resumed = network.fit(cases, rows, settings, 0, Remembering(steps, states))
        except Cancelled:
            cuts += 1
    assert cuts > 0
    first = next(iter(whole.says(cases)))
    np.testing.assert_allclose(resumed.says(cases)[first], whole.says(cases)[first], atol=1e-6)
    if "best" not in name:  # a control: the figure does hang on all the epochs
        afresh = network.fit(cases, rows, {**settings, "epochs": 1}, 0, unwatched)
        assert not np.allclose(afresh.says(cases)[first], whole.says(cases)[first], atol=1e-6)


def trained(recipe: Recipe, network: Network, events: Events) -> Outcome:
    only: Any = Recipe(
        recipe.name, recipe.label, recipe.help, recipe.reads, recipe.answers, (network,), (), recipe.parameters
    )
    return train(only, material_of(network), request_of(recipe, network), events)
