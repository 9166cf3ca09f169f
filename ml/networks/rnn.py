"""Recurrent networks: over tokens with attention, and over courses in time with what was measured when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.domain.model_card import ModelInput
from app.domain.training import NetworkDescription, Parameter
from app.features.feeds import encoded
from app.features.preparing import offset_for
from app.features.raw import Courses, Rows
from app.features.sequence import usual_step
from ml.networks.deep import Read, deep_parameters, fit_deep
from ml.networks.network import Cases, Feeds, Fitted, Network, Settings
from ml.networks.preprocessing import logarithm
from ml.networks.tokens import Silenced, TokenView, width_of
from ml.watch import Watch

_CELL = Parameter("cell", "Cell", "choice", "gru", choices=("gru", "lstm"))
_DRAWN = 6  # steps of a golden course; the exporter's time grows with them
_DROPOUT = Parameter("dropout", "Dropout", "number", 0.3, low=0.0, high=0.9, help="Share of units silenced at random.")

# ---- tokens ---------------------------------------------------------------------------------------------------------


class TokenRnn(nn.Module):
    """(N, L) codes -> (N, K): read in both directions, then the places that matter weighed (attention pooling).

    The cells have no biases and padding is zero, so that their state stays exactly zero until the reversed reading
    meets the last token: an answer does not depend on how far a text is padded. A constant 1 beside each token's
    numbers stands for the biases.
    """

    def __init__(self, codes: int, outputs: int, settings: Settings) -> None:
        super().__init__()
        width, hidden = int(settings["width"]), int(settings["hidden"])
        self.silenced = Silenced(float(settings["silence"]))
        self.embedding = nn.Embedding(codes, width, padding_idx=0)
        kind: Any = nn.GRU if settings["cell"] == "gru" else nn.LSTM
        self.cells = kind(width + 1, hidden, batch_first=True, bidirectional=True, bias=False)
        self.weigh = nn.Sequential(nn.Linear(2 * hidden, hidden), nn.Tanh(), nn.Linear(hidden, 1, bias=False))
        self.head = nn.Sequential(nn.Dropout(float(settings["dropout"])), nn.Linear(4 * hidden, outputs))

    def forward(self, ids: Tensor) -> Tensor:
        present = (ids > 0).unsqueeze(2).float()
        embedded = self.embedding(self.silenced(ids)) * present
        states = self.cells(torch.cat([embedded, present], dim=2))[0]
        weights = torch.softmax(self.weigh(states) + (1 - present) * -1e4, dim=1)
        attended = (states * weights).sum(dim=1)
        strongest = (states + (1 - present) * -1e4).amax(dim=1)
        raw: Tensor = self.head(torch.cat([attended, torch.clamp(strongest, min=-1)], dim=1))
        return raw


def token_rnn(view: TokenView) -> Network:
    def fit(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
        read = view.fit(cases, rows, settings)
        return fit_deep(
            cases, rows, read, lambda outputs: TokenRnn(width_of(read), outputs, settings), settings, seed, watch
        )

    return Network(
        NetworkDescription(
            name="rnn",
            label="Recurrent network with attention",
            help="Reads token after token in both directions and weighs the places that matter.",
            parameters=(
                _CELL,
                Parameter("width", "Numbers for a token", "integer", 64, low=2, high=512),
                Parameter("hidden", "Units in each direction", "integer", 48, low=2, high=512),
                Parameter("silence", "Share of tokens made unknown while learning", "number", 0.1, low=0.0, high=0.9),
                Parameter("tokens", "Most tokens read", "integer", min(view.most, 256), low=8, high=4096),
                _DROPOUT,
                *deep_parameters(epochs=20, batch=32, learning_rate=3e-3, members=1),
            ),
        ),
        fit=fit,
        reads=(view.kind,),
        answers=("classes", "values", "flags"),
    )


# ---- courses in time ------------------------------------------------------------------------------------------------


class Standardised(nn.Module):
    """Raw steps -> what the cells see, and sums over the course.

    ``values``, ``seen``, ``gaps`` (N, T, p), ``present`` (N, T) -> (standardised values with 0 where unknown, seen,
    gaps on a log scale, present, summary). Skewed values are read on a log scale. The summary (N, 22p) of what was
    measured: least, most, mean, last, change from first to last, spread, mean of the first and of the last quarter,
    share of steps with a measurement, how many on a log scale, whether at all; then the squares of these, standardised:
    a temperature too low is as bad as one too high.
    """

    mean: Tensor
    deviation: Tensor
    low: Tensor
    high: Tensor
    offset: Tensor
    taken: Tensor
    square_mean: Tensor
    square_deviation: Tensor

    def __init__(self, values: NDArray[np.float32], seen: NDArray[np.float32], usual_gap: float) -> None:
        super().__init__()
        known = np.where(seen > 0, values, np.nan).astype(np.float64).reshape(-1, values.shape[2])
        count = np.maximum((~np.isnan(known)).sum(axis=0), 1)
        self.usual_gap = usual_gap
        low, high = _range(known)
        cut = np.clip(known, low, high)
        offset = np.array([offset_for(column[~np.isnan(column)]) for column in cut.T])
        curved = logarithm(cut, offset)
        mean = np.nansum(curved, axis=0) / count
        deviation = np.sqrt(np.nansum((curved - mean) ** 2, axis=0) / count)
        for name, array in (
            ("mean", mean), ("deviation", np.where(deviation > 0, deviation, 1.0)), ("low", low), ("high", high),
            ("offset", np.where(offset > 0, offset, 1.0)),
        ):  # fmt: skip
            self.register_buffer(name, torch.from_numpy(array).float())
        self.register_buffer("taken", torch.from_numpy(offset > 0))
        self.register_buffer("square_mean", torch.zeros(SUMS * values.shape[2]))
        self.register_buffer("square_deviation", torch.ones(SUMS * values.shape[2]))

    def learn_squares(self, *arrays: Tensor) -> None:
        """Fit mean and deviation of the sums' squares on these courses."""
        width = len(self.square_mean)
        with torch.no_grad():
            parts = zip(*(torch.split(a, _AT_ONCE) for a in arrays), strict=True)
            squares = torch.cat([_squared(self(*part)[4][:, :width]) for part in parts])
        self.square_mean.copy_(squares.mean(dim=0))
        self.square_deviation.copy_(squares.std(dim=0, correction=0) + _LEAST)

    def forward(
        self, values: Tensor, seen: Tensor, gaps: Tensor, present: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        cut = torch.minimum(torch.maximum(values, self.low), self.high)
        curved = torch.where(self.taken, torch.log(torch.clamp(cut, min=0) + self.offset), cut)
        scaled = torch.where(torch.isnan(values), torch.zeros_like(values), (curved - self.mean) / self.deviation)
        sums = self._sums(scaled, seen, present)
        squares = (_squared(sums) - self.square_mean) / self.square_deviation
        return scaled, seen, torch.log1p(gaps / self.usual_gap), present, torch.cat([sums, squares], dim=1)

    def _sums(self, scaled: Tensor, seen: Tensor, present: Tensor) -> Tensor:
        ever = seen.amax(dim=1)
        least = torch.where(seen > 0, scaled, 1e4).amin(dim=1) * ever
        most = torch.where(seen > 0, scaled, -1e4).amax(dim=1) * ever
        count = seen.sum(dim=1)
        mean = _mean(scaled, seen)
        last = scaled[:, -1]
        # carried backwards there is no value: the first is where the running count is one
        first = (scaled * seen * (torch.cumsum(seen, dim=1) == 1)).sum(dim=1)
        share = count / torch.clamp(present.sum(dim=1, keepdim=True), min=1)
        spread = torch.sqrt(_mean((scaled - mean.unsqueeze(1)) ** 2, seen) + 1e-6) * (count > 1)
        ones = torch.ones_like(present)
        place = (torch.cumsum(ones, dim=1) / ones.sum(dim=1, keepdim=True)).unsqueeze(2)
        lately = seen * (place > 0.75)
        late = torch.where(lately.amax(dim=1) > 0, _mean(scaled, lately), last)
        early = _mean(scaled, seen * (place <= 0.25))
        often = torch.log1p(count) / 2
        return torch.cat([least, most, mean, last, last - first, spread, early, late, share, often, ever], dim=1)


SUMS = 11  # of a variable
_FAR = 3.0  # deviations beyond which a square no longer grows
_LEAST = 1e-3
_AT_ONCE = 256


def _squared(sums: Tensor) -> Tensor:
    return torch.clamp(sums, -_FAR, _FAR) ** 2


def _mean(values: Tensor, seen: Tensor) -> Tensor:
    """(N, p) over the steps where something was measured, 0 where nothing was."""
    return (values * seen).sum(dim=1) / torch.clamp(seen.sum(dim=1), min=1)


def _range(known: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where values are cut: beyond this lie slips of the pen."""
    lows, highs = [], []
    for column in known.T:
        column = column[~np.isnan(column)]
        low, high = np.quantile(column, [0.002, 0.998]) if len(column) else (0.0, 0.0)
        lows.append(low)
        highs.append(high)
    return np.array(lows), np.array(highs)


class CourseRnn(nn.Module):
    """Steps -> (N, K): a GRU or LSTM whose inputs fade towards the mean as they age (decay, Che 2018), beside a
    network over the course's summary.
    """

    def __init__(self, width: int, outputs: int, settings: Settings) -> None:
        super().__init__()
        hidden, dropout = int(settings["hidden"]), float(settings["dropout"])
        self.fade = nn.Parameter(torch.full((width,), -1.0))
        kind: Any = nn.GRU if settings["cell"] == "gru" else nn.LSTM
        self.into = nn.Sequential(nn.Linear(3 * width, hidden), nn.ReLU(), nn.Dropout(dropout))
        self.cells = kind(hidden, hidden, batch_first=True)
        self.uses_summary = bool(settings["summary"])
        self.beside = nn.Sequential(
            nn.Dropout(dropout / 2), nn.Linear(2 * SUMS * width, hidden), nn.ReLU(), nn.Dropout(dropout)
        )
        wide = 3 * hidden if self.uses_summary else 2 * hidden
        self.head = nn.Sequential(nn.Dropout(dropout), nn.Linear(wide, outputs))

    def forward(self, scaled: Tensor, seen: Tensor, gaps: Tensor, present: Tensor, summary: Tensor) -> Tensor:
        kept = torch.exp(-nn.functional.softplus(self.fade) * gaps)
        faded = seen * scaled + (1 - seen) * kept * scaled
        states = self.cells(self.into(torch.cat([faded, seen, gaps], dim=2)))[0]
        there = present.unsqueeze(2)
        mean = (states * there).sum(dim=1) / torch.clamp(there.sum(dim=1), min=1)
        # the last present state: present falls from 1 to 0 once
        ends = torch.cat([there[:, 1:], torch.zeros_like(there[:, :1])], dim=1)
        last = (states * (there - ends)).sum(dim=1)
        parts = [mean, last]
        if self.uses_summary:
            parts.append(self.beside(summary))
        raw: Tensor = self.head(torch.cat(parts, dim=1))
        return raw


def read_courses(cases: Cases, rows: Rows, most: int) -> Read:
    courses = cases.raw["sequences"]
    assert isinstance(courses, Courses)
    step, count = usual_step(courses.chosen(rows), most)
    spec = {"form": "steps", "names": list(courses.names), "step": step, "count": count, "unit": courses.unit}
    one = ModelInput("sequences", spec)
    arrays = encoded(one, cases.raw)
    front = Standardised(arrays["values"][rows], arrays["seen"][rows], step * count / 8)
    front.learn_squares(*(torch.from_numpy(a[rows]) for a in arrays.values()))
    low, high = front.low.numpy(), front.high.numpy()
    often = arrays["seen"][rows].mean(axis=(0, 1))

    def draw(rng: np.random.Generator, number: int) -> Feeds:
        seen = (rng.random((number, _DRAWN, len(often))) < np.maximum(often, 0.05)).astype(np.float32)
        values = rng.uniform(low, high, seen.shape).astype(np.float32)
        return {
            "values": np.where(np.cumsum(seen, axis=1) > 0, values, np.nan).astype(np.float32),
            "seen": seen,
            "gaps": (rng.integers(0, count, seen.shape) * step).astype(np.float32),
            "present": np.ones((number, _DRAWN), dtype=np.float32),
        }

    free = {name: {1: "steps"} for name in arrays}
    return Read((one,), arrays, draw, front, free)


def _fit_courses(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
    read = read_courses(cases, rows, int(settings["steps"]))
    width = read.arrays["values"].shape[2]
    return fit_deep(
        cases, rows, read, lambda outputs: CourseRnn(width, outputs, settings), settings, seed, watch, _thinned
    )


def _thinned(scaled: Tensor, seen: Tensor, gaps: Tensor, present: Tensor, summary: Tensor) -> tuple[Tensor, ...]:
    """Values shaken a little."""
    return scaled + 0.05 * torch.randn_like(scaled), seen, gaps, present, summary + 0.05 * torch.randn_like(summary)


COURSE_RNN = Network(
    NetworkDescription(
        name="rnn",
        label="Recurrent network over time",
        help="Reads measurements in the order they were taken, with what was measured when and how long ago.",
        parameters=(
            _CELL,
            Parameter("hidden", "Units", "integer", 64, low=2, high=512),
            Parameter("steps", "Most steps in time", "integer", 48, low=4, high=1000),
            Parameter(
                "summary",
                "Sums beside the course",
                "switch",
                True,
                help="Least, most, mean, last and change of every variable, weighed beside the recurrent reading.",
            ),
            replace(_DROPOUT, default=0.5),
            *deep_parameters(epochs=12, batch=64, learning_rate=1e-3, weight_decay=0.1, members=4),
        ),
    ),
    fit=_fit_courses,
    reads=("sequences",),
    answers=("classes", "values", "flags"),
)
