"""Convolutional networks: over tokens, over DNA, and over pictures and volumes (a small residual network)."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from app.domain.model_card import ModelInput
from app.domain.training import NetworkDescription, Parameter
from app.features.feeds import encoded
from app.features.raw import Rows
from ml.data.augment import Augment, Augmented
from ml.networks.deep import Read, deep_parameters, fit_deep
from ml.networks.network import Cases, Feeds, Fitted, Network, Settings
from ml.networks.tokens import Silenced, TokenView, width_of
from ml.networks.views import picture_spec, read_dna
from ml.watch import Watch

_DROPOUT = Parameter("dropout", "Dropout", "number", 0.3, low=0.0, high=0.9, help="Share of units silenced at random.")

# ---- tokens ---------------------------------------------------------------------------------------------------------


class TokenCnn(nn.Module):
    """(N, L) codes -> (N, K): convolutions of several widths, each one's strongest answer anywhere (Kim 2014)."""

    def __init__(self, codes: int, outputs: int, width: int, filters: int, dropout: float, silence: float) -> None:
        super().__init__()
        self.silenced = Silenced(silence)
        self.embedding = nn.Embedding(codes, width, padding_idx=0)
        self.convolutions = nn.ModuleList(nn.Conv1d(width, filters, k, padding=k // 2) for k in (1, 3, 5))
        self.head = nn.Sequential(nn.Dropout(dropout), nn.Linear(3 * filters, outputs))

    def forward(self, ids: Tensor) -> Tensor:
        embedded = self.embedding(self.silenced(ids)).transpose(1, 2)
        behind = ((ids == 0) * -1e4).unsqueeze(1)  # nothing behind the end may be the strongest
        strongest = [(torch.relu(c(embedded)) + behind).amax(dim=2) for c in self.convolutions]
        raw: Tensor = self.head(torch.relu(torch.cat(strongest, dim=1)))
        return raw


def token_cnn(view: TokenView) -> Network:
    def fit(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
        read = view.fit(cases, rows, settings)

        def build(outputs: int) -> nn.Module:
            width, filters = int(settings["width"]), int(settings["filters"])
            return TokenCnn(
                width_of(read), outputs, width, filters, float(settings["dropout"]), float(settings["silence"])
            )

        return fit_deep(cases, rows, read, build, settings, seed, watch)

    return Network(
        NetworkDescription(
            name="cnn",
            label="Convolutional network",
            help="Looks for telling phrases or fragments of a few tokens, wherever they stand.",
            parameters=(
                Parameter("width", "Numbers for a token", "integer", 64, low=2, high=512),
                Parameter("filters", "Filters of each width", "integer", 96, low=2, high=1024),
                Parameter("silence", "Share of tokens made unknown while learning", "number", 0.1, low=0.0, high=0.9),
                Parameter("tokens", "Most tokens read", "integer", view.most, low=8, high=4096),
                _DROPOUT,
                *deep_parameters(epochs=30, batch=32, learning_rate=2e-3, members=2),
            ),
        ),
        fit=fit,
        reads=(view.kind,),
        answers=("classes", "values", "flags"),
    )


# ---- DNA ------------------------------------------------------------------------------------------------------------


class DnaCnn(nn.Module):
    """(N, 4, L) one-hot bases -> (N, K): motifs, then what stands where (the place matters at a splice site)."""

    def __init__(self, length: int, outputs: int, filters: int, dropout: float) -> None:
        super().__init__()
        self.motifs = nn.Sequential(
            nn.Conv1d(4, filters, 9, padding=4), nn.ReLU(), nn.Dropout(dropout / 2),
            nn.Conv1d(filters, filters, 5, padding=2), nn.ReLU(), nn.MaxPool1d(2),
        )  # fmt: skip
        self.head = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(filters * (length // 2), 96), nn.ReLU(),
            nn.Dropout(dropout), nn.Linear(96, outputs),
        )  # fmt: skip

    def forward(self, bases: Tensor) -> Tensor:
        raw: Tensor = self.head(self.motifs(bases).flatten(1))
        return raw


def _fit_dna(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
    read = read_dna(cases, rows)
    length = int(read.inputs[0].spec["length"])

    def build(outputs: int) -> nn.Module:
        return DnaCnn(length, outputs, int(settings["filters"]), float(settings["dropout"]))

    def shifted(bases: Tensor) -> tuple[Tensor, ...]:
        """Some bases unknown: no single base may carry the answer."""
        hidden = torch.rand(bases.shape[0], 1, bases.shape[2]) < float(settings["silence"])
        return (torch.where(hidden.to(bases.device), 0.25, bases),)

    return fit_deep(cases, rows, read, build, settings, seed, watch, shifted)


DNA_CNN = Network(
    NetworkDescription(
        name="cnn",
        label="Convolutional network",
        help="Looks for motifs of some bases and learns where they must stand.",
        parameters=(
            Parameter("filters", "Filters", "integer", 48, low=2, high=1024),
            Parameter("silence", "Share of bases made unknown while learning", "number", 0.05, low=0.0, high=0.9),
            _DROPOUT,
            *deep_parameters(epochs=12, batch=64, learning_rate=2e-3, weight_decay=0.02, members=2),
        ),
    ),
    fit=_fit_dna,
    reads=("dna",),
    answers=("classes", "values", "flags"),
)


# ---- pictures and volumes -------------------------------------------------------------------------------------------


class Block(nn.Module):
    """Two convolutions beside a shortcut (He 2016)."""

    def __init__(self, kinds: Kinds, had: int, wanted: int, stride: int) -> None:
        super().__init__()
        self.first = nn.Sequential(kinds.convolution(had, wanted, 3, stride), kinds.norm(wanted), nn.ReLU())
        self.second = nn.Sequential(kinds.convolution(wanted, wanted, 3, 1), kinds.norm(wanted))
        same = had == wanted and stride == 1
        self.shortcut = nn.Identity() if same else kinds.convolution(had, wanted, 1, stride)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.second(self.first(x)) + self.shortcut(x))


class Kinds:
    """Layers for 2 or 3 dimensions."""

    def __init__(self, dimensions: int) -> None:
        self.dimensions = dimensions

    def convolution(self, had: int, wanted: int, size: int, stride: int) -> nn.Module:
        kind: Any = nn.Conv2d if self.dimensions == 2 else nn.Conv3d
        layer: nn.Module = kind(had, wanted, size, stride=stride, padding=size // 2, bias=size == 1)
        return layer

    def norm(self, width: int) -> nn.Module:
        return nn.BatchNorm2d(width) if self.dimensions == 2 else nn.BatchNorm3d(width)


class ResNet(nn.Module):
    """(N, C, …) standardised pixels -> (N, K): three stages of residual blocks, each at half the size of the last."""

    def __init__(self, channels: int, dimensions: int, outputs: int, width: int, dropout: float) -> None:
        super().__init__()
        kinds = Kinds(dimensions)
        widths = (width, 2 * width, 4 * width)
        self.stem = nn.Sequential(kinds.convolution(channels, width, 3, 1), kinds.norm(width), nn.ReLU())
        self.stages = nn.Sequential(
            Block(kinds, width, widths[0], 1), Block(kinds, widths[0], widths[0], 1),
            Block(kinds, widths[0], widths[1], 2), Block(kinds, widths[1], widths[1], 1),
            Block(kinds, widths[1], widths[2], 2),
        )  # fmt: skip
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(widths[2], outputs)

    def forward(self, image: Tensor) -> Tensor:
        places = self.stages(self.stem(image)).flatten(2)
        raw: Tensor = self.head(self.dropout(places.mean(dim=2)))
        return raw

    def places(self, image: Tensor) -> Tensor:
        """(N, K, …) what each place adds: its mean over all places is the raw output (class activation map, Zhou 2016),
        exactly so, because nothing stands between the mean and the weighed sum.
        """
        seen = self.stages(self.stem(image))
        found: Tensor = self.head(seen.movedim(1, -1)).movedim(-1, 1)
        return found


class BothWays(nn.Module):
    """Where sides do not matter: the mean of what is said of a picture and of its mirror image."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> Tensor:
        raw: Tensor = self.network(image)
        if self.training:
            return raw
        mirrored: Tensor = self.network(image.flip(-1))
        return (raw + mirrored) / 2

    def places(self, image: Tensor) -> Tensor:
        """As ``ResNet.places``; the mirror image's are turned back."""
        network: Any = self.network
        found: Tensor = (network.places(image) + network.places(image.flip(-1)).flip(-1)) / 2
        return found


class Brightness(nn.Module):
    """(N, C, …) raw values -> cut to the window met in training, mean 0 and deviation 1."""

    low: Tensor
    high: Tensor
    mean: Tensor
    deviation: Tensor

    def __init__(self, known: np.ndarray[Any, np.dtype[np.float32]]) -> None:
        super().__init__()
        low, high = np.quantile(known, [0.005, 0.995])
        cut = np.clip(known, low, high)
        for name, value in (("low", low), ("high", high), ("mean", cut.mean()), ("deviation", cut.std() or 1.0)):
            self.register_buffer(name, torch.tensor(float(value)))

    def forward(self, image: Tensor) -> Tensor:
        cut = torch.minimum(torch.maximum(image, self.low), self.high)
        return (cut - self.mean) / self.deviation


def read_pictures(cases: Cases, rows: Rows, longest: int) -> Read:
    """Pictures of one size, on the brightness of the training pictures."""
    one = ModelInput("images", picture_spec(cases, rows, longest))
    arrays = encoded(one, cases.raw)
    known = arrays["image"][rows]
    front = Brightness(known)
    shape = known.shape[1:]
    low, high = float(front.low), float(front.high)

    def draw(rng: np.random.Generator, count: int) -> Feeds:
        return {"image": rng.uniform(low, high, (count, *shape)).astype(np.float32)}

    return Read((one,), arrays, draw, front)


def _fit_pictures(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
    read = read_pictures(cases, rows, int(settings["size"]))
    channels, *shape = read.arrays["image"].shape[1:]

    def build(outputs: int) -> nn.Module:
        network = ResNet(channels, len(shape), outputs, int(settings["width"]), float(settings["dropout"]))
        return BothWays(network) if settings["mirror"] else network

    augment = Augmented(
        Augment(
            turn=float(settings["turn"]),
            scale=float(settings["scale"]),
            shift=float(settings["shift"]),
            mirror=bool(settings["mirror"]),
            brightness=float(settings["brightness"]),
        )
    )
    return fit_deep(cases, rows, read, build, settings, seed, watch, augment)


AUGMENTATION = (
    Parameter("turn", "Turned by up to (degrees)", "number", 15.0, low=0.0, high=180.0),
    Parameter("scale", "Made larger or smaller by up to (share)", "number", 0.12, low=0.0, high=0.9),
    Parameter("shift", "Moved by up to (share of a side)", "number", 0.08, low=0.0, high=0.5),
    Parameter("mirror", "Mirrored left to right", "switch", True, help="Off where sides matter."),
    Parameter("brightness", "Brightness and contrast changed by up to", "number", 0.15, low=0.0, high=1.0),
)

PICTURE_CNN = Network(
    NetworkDescription(
        name="cnn",
        label="Residual convolutional network",
        help="Learns from pictures or volumes directly; every epoch sees them turned, moved and mirrored a little.",
        parameters=(
            Parameter("size", "Longest side (pixels)", "integer", 64, low=8, high=512),
            Parameter("width", "Filters of the first stage", "integer", 16, low=2, high=256),
            _DROPOUT,
            *AUGMENTATION,
            *deep_parameters(epochs=40, batch=32, learning_rate=3e-3, weight_decay=0.05, members=3),
        ),
    ),
    fit=_fit_pictures,
    reads=("images",),
    answers=("classes", "values", "flags"),
)
