"""Texts and SMILES as tokens in their order: the vocabulary learned from training rows, and what the graph is fed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from app.domain.model_card import ModelInput
from app.features.feeds import encoded
from app.features.molecule import canonical
from app.features.raw import Kind, Rows, Texts
from app.features.text import FEWEST_PATIENTS, learn_vocabulary, new_tokenizer, without_people, words_of
from ml.networks.deep import AsItIs, Read
from ml.networks.network import Cases, Feeds, Settings

_MOST_WORDS = 6000
_MOST_SMILES = 160
_DRAWN = 8  # tokens of a golden text; the exporter's time grows with it


@dataclass(frozen=True, slots=True)
class TokenView:
    """A kind of data read as tokens; ``feed`` is the graph's input."""

    kind: Kind
    feed: str
    written: Callable[[str], str]  # how a text is written before its words are learned
    fewest: int
    most: int

    def fit(self, cases: Cases, rows: Rows, settings: Settings) -> Read:
        texts = cases.raw[self.kind]
        assert isinstance(texts, Texts)
        tokenizer = new_tokenizer(self.kind)
        documents = [(int(cases.groups[i]), words_of(tokenizer, self.written(texts.texts[int(i)]))) for i in rows]
        fewest = min(self.fewest, int(settings.get("fewest_patients", self.fewest)))
        vocabulary = learn_vocabulary(documents, _MOST_WORDS, fewest) or ("",)
        longest = int(np.quantile([len(words) for _, words in documents], 0.99)) + 1
        most = max(8, min(longest, int(settings.get("tokens", self.most))))
        one = ModelInput(self.kind, {"form": "tokens", "vocabulary": list(vocabulary), "most": most})
        arrays = encoded(one, cases.raw)

        def draw(rng: np.random.Generator, count: int) -> Feeds:
            ids = rng.integers(1, len(vocabulary) + 2, (count, _DRAWN)).astype(np.int64)
            lengths = rng.integers(_DRAWN // 2, _DRAWN + 1, (count, 1))
            return {self.feed: np.where(np.arange(_DRAWN) < lengths, ids, 0)}

        return Read((one,), arrays, draw, AsItIs(), {self.feed: {1: "length"}})


def width_of(read: Read) -> int:
    """How many codes there are, padding and unknown among them."""
    return len(read.inputs[0].spec["vocabulary"]) + 2


class Silenced(nn.Module):
    """Makes some tokens unknown while learning, so that no single word is leaned on."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, ids: Tensor) -> Tensor:
        if not self.training or self.share == 0:
            return ids
        return torch.where((torch.rand(ids.shape, device=ids.device) < self.share) & (ids > 0), 1, ids)


TEXT_TOKENS = TokenView("text", "text", without_people, FEWEST_PATIENTS, 400)
SMILES_TOKENS = TokenView("smiles", "smiles", canonical, 3, _MOST_SMILES)
