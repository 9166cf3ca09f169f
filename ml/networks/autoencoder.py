"""Autoencoders: a case in a few numbers and back again; dense, convolutional and recurrent, variational if asked.

The loss is the squared error of the reconstruction. A variational one draws its code from a normal distribution while
learning and pays for how far that is from the standard one (Kingma 2014); answers take the mean. ``novelty`` says what
share of training cases, held out while members learned, was reconstructed better: 0.99 is unlike nearly all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from app.domain.training import NetworkDescription, Parameter
from app.features.raw import Kind, Rows
from ml.networks.cnn import read_pictures
from ml.networks.deep import Read, deep_parameters, fit_deep, held_out, schedule, seen_of, together, width_of
from ml.networks.modules import fitted_module
from ml.networks.network import Cases, Feeds, Fitted, Network, Settings
from ml.networks.rnn import read_courses
from ml.networks.views import View
from ml.training.descent import descend
from ml.watch import Watch

_STEPS = 51  # of the novelty scale


class Autoencoder(nn.Module):
    """``encode``: (N, …) -> (N, d) or, variational, (N, 2d): means and log variances. ``decode``: (N, d) -> (N, …)."""

    def __init__(self, encode: nn.Module, decode: nn.Module, is_variational: bool) -> None:
        super().__init__()
        self.encode, self.decode, self.is_variational = encode, decode, is_variational

    def code(self, seen: Tensor) -> Tensor:
        coded: Tensor = self.encode(seen)
        return coded.chunk(2, dim=1)[0] if self.is_variational else coded

    def forward(self, seen: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(code, reconstruction, (N,) distance of the drawn code's distribution from the standard normal one)."""
        coded = self.encode(seen)
        if not self.is_variational:
            return coded, self.decode(coded), torch.zeros_like(coded[:, 0])
        mean, log_variance = coded.chunk(2, dim=1)
        log_variance = log_variance.clamp(-8, 8)
        code = mean
        if self.training:
            code = mean + torch.exp(log_variance / 2) * torch.randn_like(mean)
        divergence = 0.5 * (mean**2 + log_variance.exp() - 1 - log_variance).sum(dim=1)
        return mean, self.decode(code), divergence


def squared_error(seen: Tensor, again: Tensor, known: Tensor | None = None) -> Tensor:
    """(N,) mean squared error of each case, over what is ``known`` (1 or 0)."""
    each = (seen - again) ** 2
    if known is None:
        return each.flatten(1).mean(dim=1)
    return (each * known).flatten(1).sum(dim=1) / torch.clamp(known.flatten(1).sum(dim=1), min=1)


class Mapped(nn.Module):
    """Raw arrays -> code (N, d), error (N,), spread (N,), novelty (N,)."""

    scale: Tensor
    centre: Tensor

    def __init__(self, front: nn.Module, member: Autoencoder, centre: Tensor, errors: Tensor, masked: bool) -> None:
        super().__init__()
        self.front, self.member, self.masked = front, member, masked
        self.register_buffer("centre", centre)
        self.register_buffer("scale", torch.quantile(errors, torch.linspace(0, 1, _STEPS)))
        # steps as narrow as a rounding error would make a leap of one
        self.least = max(1e-6, 0.002 * float(self.scale[-1] - self.scale[0]))

    def forward(self, *arrays: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        seen, known = split(together(self.front(*arrays)), self.masked)
        code = self.member.code(seen)
        again = self.member.decode(code)
        error = squared_error(seen, again, known)
        spread = squared_error(seen, self.centre, known)
        width = torch.clamp(self.scale[1:] - self.scale[:-1], min=self.least)
        passed = torch.clamp((error.unsqueeze(1) - self.scale[:-1]) / width, 0, 1)
        return code, error, spread, passed.mean(dim=1)


def split(seen: tuple[Tensor, ...], masked: bool) -> tuple[Tensor, Tensor | None]:
    """(what is reconstructed, what of it is known): of courses in time what was measured."""
    return (seen[0], seen[1]) if masked else (seen[0], None)


def _fit(
    cases: Cases,
    rows: Rows,
    read: Read,
    build: Callable[[], Autoencoder],
    settings: Settings,
    seed: int,
    watch: Watch,
    masked: bool = False,
) -> Fitted:
    with torch.no_grad():
        seen, known = split(seen_of(read), masked)
    learned, judged = held_out(cases, rows, 0, seed, settings)
    torch.manual_seed(seed)
    member = build()
    price = float(settings["price"]) if settings["variational"] else 0.0

    def losses(batch: Tensor, learning: bool) -> Tensor:
        place = next(member.parameters()).device
        given = seen[batch].to(place)
        mask = None if known is None else known[batch].to(place)
        _, again, divergence = member(given)
        loss = squared_error(given, again, mask)
        return loss + price * divergence / given[0].numel() if learning else loss

    best = descend(member, losses, learned, judged, schedule(settings), seed, watch.within("member 0"))
    member.eval()
    which = torch.from_numpy(learned)
    centre = _mean_of(seen[which], None if known is None else known[which])
    strangers = torch.from_numpy(judged if len(judged) else learned)
    with torch.no_grad():
        errors = torch.cat(
            [
                squared_error(seen[p], member(seen[p])[1], None if known is None else known[p])
                for p in torch.split(strangers, 256)
            ]
        )
    return fitted_module(
        Mapped(read.front, member, centre, errors, masked),
        tuple(read.arrays),
        ("code", "error", "spread", "novelty"),
        read.draw,
        inputs=read.inputs,
        fields=read.fields,
        encode=read.encode,
        free=read.free,
        batch=64,
        decided={"epochs": [best.epoch], **best.as_json(), "numbers": int(settings["code"])},
    )


def _mean_of(seen: Tensor, known: Tensor | None) -> Tensor:
    if known is None:
        return seen.mean(dim=0)
    return (seen * known).sum(dim=0) / torch.clamp(known.sum(dim=0), min=1)


def _parameters(code: int, **training: Any) -> tuple[Parameter, ...]:
    return (
        Parameter("code", "Numbers for a case", "integer", code, low=1, high=1024),
        Parameter(
            "variational", "Variational", "switch", False, help="Codes are drawn, so that neighbours mean something."
        ),
        Parameter("price", "Weight of the variational term", "number", 1.0, low=0.0, high=100.0),
        *(p for p in deep_parameters(**training) if p.name != "members"),
    )


# ---- dense ----------------------------------------------------------------------------------------------------------


def _dense(width: int, hidden: int, code: int, is_variational: bool) -> Autoencoder:
    coded = 2 * code if is_variational else code
    encode = nn.Sequential(nn.Linear(width, hidden), nn.ReLU(), nn.Linear(hidden, coded))
    decode = nn.Sequential(nn.Linear(code, hidden), nn.ReLU(), nn.Linear(hidden, width))
    return Autoencoder(encode, decode, is_variational)


def dense_autoencoder(view: View) -> Network:
    def fit(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
        read = view.fit(cases, rows, settings)
        width = width_of(read)

        def build() -> Autoencoder:
            return _dense(width, int(settings["hidden"]), int(settings["code"]), bool(settings["variational"]))

        return _fit(cases, rows, read, build, settings, seed, watch)

    return _network(
        "Dense autoencoder",
        "Compresses numbers through a narrow layer.",
        (Parameter("hidden", "Units in a layer", "integer", 128, low=2, high=2048), *_parameters(8, epochs=60)),
        fit,
        view.kind,
    )


def _network(
    label: str, help_text: str, parameters: tuple[Parameter, ...], fit: Callable[..., Fitted], kind: Kind
) -> Network:
    return Network(
        NetworkDescription("autoencoder", label, help_text, parameters), fit=fit, reads=(kind,), answers=("itself",)
    )


# ---- pictures -------------------------------------------------------------------------------------------------------


class _Unfolded(nn.Module):
    def __init__(self, shape: tuple[int, ...]) -> None:
        super().__init__()
        self.shape = shape

    def forward(self, flat: Tensor) -> Tensor:
        return flat.reshape(-1, *self.shape)


class _Resized(nn.Module):
    """To the exact size of the picture, whatever halving left."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        super().__init__()
        self.shape = shape

    def forward(self, image: Tensor) -> Tensor:
        return image[(slice(None), slice(None), *(slice(0, size) for size in self.shape))]


def convolutional(channels: int, shape: tuple[int, ...], width: int, code: int, is_variational: bool) -> Autoencoder:
    """Two halvings, a dense code, two doublings by repeating pixels."""
    flat = len(shape) == 2
    conv: Any = nn.Conv2d if flat else nn.Conv3d
    small = tuple(-(-size // 4) for size in shape)
    places = int(np.prod(small))
    coded = 2 * code if is_variational else code
    encode = nn.Sequential(
        conv(channels, width, 3, stride=2, padding=1), nn.ReLU(),
        conv(width, 2 * width, 3, stride=2, padding=1), nn.ReLU(),
        nn.Flatten(), nn.Linear(2 * width * places, coded),
    )  # fmt: skip
    decode = nn.Sequential(
        nn.Linear(code, 2 * width * places), nn.ReLU(), _Unfolded((2 * width, *small)),
        nn.Upsample(scale_factor=2, mode="nearest"), conv(2 * width, width, 3, padding=1), nn.ReLU(),
        nn.Upsample(scale_factor=2, mode="nearest"), conv(width, channels, 3, padding=1), _Resized(shape),
    )  # fmt: skip
    return Autoencoder(encode, decode, is_variational)


def _fit_pictures(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
    read = read_pictures(cases, rows, int(settings["size"]))
    channels, *shape = read.arrays["image"].shape[1:]

    def build() -> Autoencoder:
        return convolutional(
            channels, tuple(shape), int(settings["width"]), int(settings["code"]), bool(settings["variational"])
        )

    return _fit(cases, rows, read, build, settings, seed, watch)


PICTURE_AUTOENCODER = _network(
    "Convolutional autoencoder",
    "Compresses pictures or volumes.",
    (
        Parameter("size", "Longest side (pixels)", "integer", 64, low=8, high=256),
        Parameter("width", "Filters of the first level", "integer", 12, low=2, high=128),
        *_parameters(16, epochs=40, learning_rate=2e-3),
    ),
    _fit_pictures,
    "images",
)


# ---- courses in time ------------------------------------------------------------------------------------------------


class _ReadCourse(nn.Module):
    """(N, T, p) -> (N, coded): the last state of a GRU."""

    def __init__(self, width: int, hidden: int, coded: int) -> None:
        super().__init__()
        self.cells = nn.GRU(width, hidden, batch_first=True)
        self.out = nn.Linear(hidden, coded)

    def forward(self, steps: Tensor) -> Tensor:
        states = self.cells(steps)[0]
        coded: Tensor = self.out(states[:, -1])
        return coded


class _WriteCourse(nn.Module):
    """(N, d) -> (N, T, p): a GRU fed the code at every step."""

    def __init__(self, code: int, hidden: int, width: int, count: int) -> None:
        super().__init__()
        self.count = count
        self.cells = nn.GRU(code, hidden, batch_first=True)
        self.out = nn.Linear(hidden, width)

    def forward(self, code: Tensor) -> Tensor:
        states = self.cells(code.unsqueeze(1).repeat(1, self.count, 1))[0]
        steps: Tensor = self.out(states)
        return steps


def _fit_courses(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
    read = read_courses(cases, rows, int(settings["steps"]))
    count, width = read.arrays["values"].shape[1:]

    def build() -> Autoencoder:
        hidden, code = int(settings["hidden"]), int(settings["code"])
        coded = 2 * code if settings["variational"] else code
        return Autoencoder(
            _ReadCourse(width, hidden, coded), _WriteCourse(code, hidden, width, count), bool(settings["variational"])
        )

    return _fit(cases, rows, replace(read, free=None, draw=_whole(read)), build, settings, seed, watch, masked=True)


def _whole(read: Read) -> Callable[[np.random.Generator, int], Feeds]:
    """Golden courses of full length: what is written again has as many steps as were read."""
    count = read.arrays["values"].shape[1]

    def draw(rng: np.random.Generator, number: int) -> Feeds:
        short = read.draw(rng, number)
        return {name: np.resize(values.swapaxes(0, 1), (count, *values.swapaxes(0, 1).shape[1:])).swapaxes(0, 1).copy()
                for name, values in short.items()}  # fmt: skip

    return draw


COURSE_AUTOENCODER = _network(
    "Sequence autoencoder",
    "Compresses courses in time; judged on what was measured.",
    (
        Parameter("hidden", "Units", "integer", 64, low=2, high=512),
        Parameter("steps", "Most steps in time", "integer", 48, low=4, high=1000),
        *_parameters(16, epochs=30, batch=64, learning_rate=2e-3),
    ),
    _fit_courses,
    "sequences",
)


# ---- a head on the code ---------------------------------------------------------------------------------------------


class CodedHead(nn.Module):
    """(N, F) -> (N, K) from a narrow code, from which the input must also be found again."""

    def __init__(self, width: int, hidden: int, code: int, outputs: int, dropout: float) -> None:
        super().__init__()
        self.encode = nn.Sequential(nn.Dropout(dropout), nn.Linear(width, hidden), nn.ReLU(), nn.Linear(hidden, code))
        self.decode = nn.Linear(code, width)
        self.head = nn.Linear(code, outputs)

    def forward(self, features: Tensor) -> Tensor:
        raw: Tensor = self.head(functional.relu(self.encode(features)))
        return raw

    def reconstruction_loss(self, features: Tensor) -> Tensor:
        return squared_error(features, self.decode(self.encode(features)))


def coded_head(view: View) -> Network:
    def fit(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
        read = view.fit(cases, rows, settings)
        width = width_of(read)

        def build(outputs: int) -> nn.Module:
            return CodedHead(width, int(settings["hidden"]), int(settings["code"]), outputs, float(settings["dropout"]))

        def penalty(member: nn.Module, given: tuple[Tensor, ...]) -> Tensor:
            assert isinstance(member, CodedHead)
            return float(settings["reconstruction"]) * member.reconstruction_loss(given[0])

        return fit_deep(cases, rows, read, build, settings, seed, watch, penalty=penalty)

    return Network(
        NetworkDescription(
            name="autoencoder",
            label="Autoencoder with a head",
            help="Compresses thousands of inputs into a few numbers that keep what they say, and answers from those.",
            parameters=(
                Parameter("hidden", "Units in a layer", "integer", 64, low=2, high=2048),
                Parameter("code", "Numbers for a case", "integer", 16, low=1, high=1024),
                Parameter("reconstruction", "Weight of the reconstruction", "number", 0.3, low=0.0, high=100.0),
                Parameter("dropout", "Dropout", "number", 0.3, low=0.0, high=0.9),
                *deep_parameters(epochs=60, batch=32, learning_rate=1e-3, weight_decay=0.05, members=3),
            ),
        ),
        fit=fit,
        reads=(view.kind,),
        answers=("classes", "values", "flags"),
    )
