"""Kinds of data as one row of numbers a case: what is read, and the scaling fitted on training rows, in the graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.stats import f
from torch import Tensor, nn

from app.domain.model_card import ModelInput
from app.features.feeds import encoded
from app.features.molecule import BITS, RADIUS, descriptor_names
from app.features.raw import Courses, Kind, Matrix, Pictures, Rows, Texts
from app.features.sequence import SUMS
from app.features.text import learn_vocabulary, new_tokenizer, terms_of, without_people, words_of
from ml.networks.deep import Read
from ml.networks.network import Cases, Feeds, Settings
from ml.networks.preprocessing import FEWEST_PATIENTS, Features, Options, fit_preprocessing
from ml.networks.table import draw, encode_table, graph_inputs

Floats = NDArray[np.float64]

_OUTLIER = 6.0  # deviations from the mean where a descriptor is cut
_FINGERPRINT_WEIGHT = 0.6  # against the descriptors, of which fewer say more
_MOST_TERMS = 8000
_MOST_GENES, _FEWEST_GENES = 2000, 50
_FALSE = 0.2  # share of chosen genes that may differ by chance
_MOST_PIXELS = 4096


@dataclass(frozen=True, slots=True)
class View:
    """A kind of data read as numbers: ``fit`` learns what must be learned from training rows alone."""

    kind: Kind
    fit: Callable[[Cases, Rows, Settings], Read]


class Scaled(nn.Module):
    """(N, …) raw values, NaN where unknown -> (N, F): filled, on a log scale where asked, centred, divided, cut."""

    fill: Tensor
    centre: Tensor
    factor: Tensor
    is_log: Tensor
    floor: Tensor

    def __init__(self, values: Floats, is_log: NDArray[np.bool_], floor: float = 0.0, cut: float = _OUTLIER) -> None:
        """Fitted on ``values`` (rows, F)."""
        super().__init__()
        with np.errstate(all="ignore"):
            known = np.where(np.isnan(values).all(axis=0), 0.0, values)
            fill = np.nanmedian(known, axis=0)
        curved = _curved(np.where(np.isnan(values), fill, values), is_log, floor)
        deviation = curved.std(axis=0)
        self.cut = cut
        self.any_log = bool(is_log.any())
        for name, array in (
            ("fill", fill),
            ("centre", curved.mean(axis=0)),
            ("factor", np.where(deviation > 1e-6, 1 / np.maximum(deviation, 1e-6), 0.0)),
            ("floor", np.full(1, floor)),
        ):
            self.register_buffer(name, torch.from_numpy(array).float())
        self.register_buffer("is_log", torch.from_numpy(is_log))

    def forward(self, values: Tensor) -> Tensor:
        flat = values.flatten(1)
        filled = torch.where(torch.isnan(flat), self.fill, flat)
        if self.any_log:
            filled = torch.where(self.is_log, torch.log1p(torch.clamp(filled - self.floor, min=0)), filled)
        return torch.clamp((filled - self.centre) * self.factor, -self.cut, self.cut)


def _curved(values: Floats, is_log: NDArray[np.bool_], floor: float) -> Floats:
    return np.where(is_log, np.log1p(np.maximum(values - floor, 0)), values)


# ---- tables ---------------------------------------------------------------------------------------------------------


class _Row(nn.Module):
    """A table's numbers and categories, or only one of them -> features."""

    def __init__(self, features: Features) -> None:
        super().__init__()
        self.features = features

    def forward(self, first: Tensor, second: Tensor | None = None) -> Tensor:
        features: Tensor = self.features(first, first if second is None else second)
        return features


def _fit_table(cases: Cases, rows: Rows, settings: Settings) -> Read:
    options = Options(fewest_patients=int(settings.get("fewest_patients", FEWEST_PATIENTS)))
    fitted = fit_preprocessing(cases.columns, cases.groups, rows, options)
    names = graph_inputs(fitted)
    whole = encode_table(fitted, cases, np.arange(len(cases)))
    return Read(
        (),
        {name: whole[name] for name in names},
        lambda rng, count: draw(fitted, rng, count),
        _Row(Features(fitted)),
        fields=fitted.fields,
        encode=lambda asked, which: encode_table(fitted, asked, which),
    )


# ---- molecules ------------------------------------------------------------------------------------------------------


class _Molecule(nn.Module):
    """Counts of environments on a log scale, and standardised descriptors, each block given its weight."""

    centre: Tensor

    def __init__(self, values: Floats, bits: int) -> None:
        super().__init__()
        self.bits = bits
        counts = np.log1p(values[:, :bits])
        width = values.shape[1] - bits
        variance = float(counts.var(axis=0).sum())
        self.weight = _FINGERPRINT_WEIGHT * float(np.sqrt(width / variance)) if variance > 0 else 0.0
        self.register_buffer("centre", torch.from_numpy(counts.mean(axis=0)).float())
        self.described = Scaled(values[:, bits:], np.zeros(width, dtype=bool))

    def forward(self, molecule: Tensor) -> Tensor:
        counts = (torch.log1p(molecule[:, : self.bits]) - self.centre) * self.weight
        return torch.cat([counts, self.described(molecule[:, self.bits :])], dim=1)


def _fit_molecules(cases: Cases, rows: Rows, settings: Settings) -> Read:
    bits = int(settings.get("bits", BITS))
    spec = {"form": "vector", "bits": bits, "radius": RADIUS, "descriptors": list(descriptor_names())}
    one = ModelInput("smiles", spec)
    arrays = encoded(one, cases.raw)
    known = arrays["molecule"][rows].astype(np.float64)
    mean, deviation, often = (*_spread(known[:, bits:]), known[:, :bits].mean(axis=0))

    def draw(rng: np.random.Generator, count: int) -> Feeds:
        described = rng.normal(mean, deviation, (count, len(mean)))
        counts = rng.poisson(often, (count, bits))
        return {"molecule": np.hstack([counts, described]).astype(np.float32)}

    return Read((one,), arrays, draw, _Molecule(known, bits))


def _spread(values: Floats) -> tuple[Floats, Floats]:
    """(mean, deviation) of what is known, 0 where nothing is."""
    known = ~np.isnan(values)
    count = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, values, 0).sum(axis=0) / count
    deviation = np.sqrt(np.where(known, (values - mean) ** 2, 0).sum(axis=0) / count)
    return mean, deviation


# ---- text -----------------------------------------------------------------------------------------------------------


class _TfIdf(nn.Module):
    """Counts -> (1 + log count) x inverse document frequency, each text to length 1, as scikit-learn does it."""

    weight: Tensor

    def __init__(self, counts: NDArray[np.float32]) -> None:
        super().__init__()
        seen_in = (counts > 0).sum(axis=0)
        self.register_buffer("weight", torch.from_numpy(np.log((1 + len(counts)) / (1 + seen_in)) + 1).float())

    def forward(self, terms: Tensor) -> Tensor:
        weighted = torch.where(terms > 0, 1 + torch.log(torch.clamp(terms, min=1)), terms) * self.weight
        length = torch.sqrt((weighted**2).sum(dim=1, keepdim=True))
        return weighted / torch.clamp(length, min=1e-6)


def _fit_terms(cases: Cases, rows: Rows, settings: Settings) -> Read:
    texts = cases.raw["text"]
    assert isinstance(texts, Texts)
    tokenizer = new_tokenizer("text")
    documents = (
        (int(cases.groups[i]), terms_of(words_of(tokenizer, without_people(texts.texts[int(i)])))) for i in rows
    )
    fewest = int(settings.get("fewest_patients", 10))
    vocabulary = learn_vocabulary(documents, int(settings.get("terms", _MOST_TERMS)), fewest) or ("",)
    one = ModelInput("text", {"form": "terms", "vocabulary": list(vocabulary)})
    arrays = encoded(one, cases.raw)
    known = arrays["terms"][rows]
    often = known.mean(axis=0)
    return Read((one,), arrays, lambda rng, n: {"terms": _counts(rng, often, n)}, _TfIdf(known))


def _counts(rng: np.random.Generator, often: NDArray[Any], count: int) -> NDArray[np.float32]:
    return rng.poisson(often, (count, len(often))).astype(np.float32)


# ---- pictures -------------------------------------------------------------------------------------------------------


def _fit_pixels(cases: Cases, rows: Rows, settings: Settings) -> Read:
    one = ModelInput("images", picture_spec(cases, rows, int(settings.get("size", 0)) or 64, _MOST_PIXELS))
    arrays = encoded(one, cases.raw)
    known = arrays["image"][rows].reshape(len(rows), -1).astype(np.float64)
    front = Scaled(known, np.zeros(known.shape[1], dtype=bool))
    shape = arrays["image"].shape[1:]
    mean, deviation = float(known.mean()), float(known.std())

    def draw(rng: np.random.Generator, count: int) -> Feeds:
        return {"image": rng.normal(mean, deviation, (count, *shape)).astype(np.float32)}

    return Read((one,), arrays, draw, front)


def picture_spec(cases: Cases, rows: Rows, longest: int, most_pixels: int = 0) -> dict[str, Any]:
    """Size and channels that suit training pictures: their middle size, no side longer than ``longest``."""
    pictures = cases.raw["images"]
    assert isinstance(pictures, Pictures)
    shapes = np.array([pictures.arrays[int(i)].shape[1:] for i in rows])
    middle = np.median(shapes, axis=0)
    scale = min(1.0, longest / middle.max())
    while most_pixels and np.prod(np.maximum(1, np.round(middle * scale))) > most_pixels:
        scale *= 0.9
    channels = max(pictures.arrays[int(i)].shape[0] for i in rows)
    shape = [int(max(1, round(side * scale))) for side in middle]
    return {"shape": shape, "channels": int(channels), "unit": pictures.unit}


# ---- courses in time ------------------------------------------------------------------------------------------------


class _Sums(nn.Module):
    """Standardised sums, and beside them whether a variable was measured at all."""

    def __init__(self, values: Floats) -> None:
        super().__init__()
        self.scaled = Scaled(values, np.zeros(values.shape[1], dtype=bool), cut=4.0)
        self.known = Scaled(
            (~np.isnan(values[:, :: len(SUMS)])).astype(np.float64), np.zeros(values.shape[1] // len(SUMS), dtype=bool)
        )

    def forward(self, summary: Tensor) -> Tensor:
        measured = (~torch.isnan(summary[:, :: len(SUMS)])).to(summary.dtype)
        return torch.cat([self.scaled(summary), self.known(measured)], dim=1)


def _fit_sums(cases: Cases, rows: Rows, settings: Settings) -> Read:
    del settings  # nothing can be chosen
    courses = cases.raw["sequences"]
    assert isinstance(courses, Courses)
    spans = [float(courses.times[int(i)][-1] - courses.times[int(i)][0]) for i in rows if len(courses.times[int(i)])]
    until = float(f"{np.quantile(spans, 0.99):.3g}") if spans else 1.0
    spec = {"form": "summary", "names": list(courses.names), "until": until, "unit": courses.unit}
    one = ModelInput("sequences", spec)
    arrays = encoded(one, cases.raw)
    known = arrays["summary"][rows].astype(np.float64)
    mean, deviation = _spread(known)

    def draw(rng: np.random.Generator, count: int) -> Feeds:
        values = rng.normal(mean, deviation, (count, len(mean))).astype(np.float32)
        values[rng.random(values.shape) < 0.1] = np.nan
        return {"summary": values}

    return Read((one,), arrays, draw, _Sums(known))


# ---- genomes --------------------------------------------------------------------------------------------------------


def _fit_expression(cases: Cases, rows: Rows, settings: Settings) -> Read:
    """Genes are chosen by training rows alone, on the scale the model sees."""
    matrix = cases.raw["expression"]
    assert isinstance(matrix, Matrix)
    known = matrix.values[rows].astype(np.float64)
    is_log, floor = _scale_of(known)
    curved = _curved(np.where(np.isnan(known), np.nanmedian(known), known), np.full(known.shape[1], is_log), floor)
    chosen = _telling(curved, cases, rows, int(settings.get("genes", 0)) or _MOST_GENES)
    one = ModelInput("expression", {"genes": [matrix.names[i] for i in chosen], "logarithm": is_log, "floor": floor})
    arrays = encoded(one, cases.raw)
    mean, deviation = _spread(known[:, chosen])

    def draw(rng: np.random.Generator, count: int) -> Feeds:
        return {"expression": rng.normal(mean, deviation, (count, len(mean))).astype(np.float32)}

    front = Scaled(known[:, chosen], np.full(len(chosen), is_log), floor)
    return Read((one,), arrays, draw, front)


def _scale_of(values: Floats) -> tuple[bool, float]:
    """(is a logarithm needed, what is taken off before it): raw intensities span thousands, log ratios do not."""
    low, middle, high = np.nanquantile(values, [0.01, 0.5, 0.99])
    if high < 50:
        return False, 0.0
    return True, float(max(0.0, min(low, middle))) if low > 0 else 0.0


def _telling(values: Floats, cases: Cases, rows: Rows, most: int) -> NDArray[np.int64]:
    """The genes whose means differ between strata, against their spread (F of a one-way analysis of variance): at most
    ``most``, and no more than differ by more than chance (Benjamini and Hochberg 1995), but never only a few.
    """
    if values.shape[1] <= most:
        return np.arange(values.shape[1])
    strata = cases.labels[rows]
    total = values.mean(axis=0)
    between, within = np.zeros(values.shape[1]), np.full(values.shape[1], 1e-12)
    for stratum in np.unique(strata):
        mine = values[strata == stratum]
        between += len(mine) * (mine.mean(axis=0) - total) ** 2
        within += ((mine - mine.mean(axis=0)) ** 2).sum(axis=0)
    order = np.argsort(-between / within, kind="stable")
    apart, free = len(np.unique(strata)) - 1, len(rows) - len(np.unique(strata))
    chance = f.sf((between / within)[order] * free / max(1, apart), max(1, apart), max(1, free))
    real = np.flatnonzero(chance <= _FALSE * np.arange(1, len(chance) + 1) / len(chance))
    kept = int(np.clip(real[-1] + 1 if len(real) else 0, _FEWEST_GENES, most))
    return np.sort(order[:kept])


def _fit_dosages(cases: Cases, rows: Rows, settings: Settings) -> Read:
    """Variants that vary in training; a missing genotype is the commonest one's."""
    del settings  # nothing can be chosen
    matrix = cases.raw["dosages"]
    assert isinstance(matrix, Matrix)
    known = matrix.values[rows].astype(np.float64)
    mean, deviation = _spread(known)
    chosen = np.flatnonzero(deviation > 0)
    one = ModelInput("dosages", {"panel": [matrix.names[i] for i in chosen]})
    arrays = encoded(one, cases.raw)
    share = np.clip(mean[chosen] / 2, 0.01, 0.99)

    def draw(rng: np.random.Generator, count: int) -> Feeds:
        return {"dosages": rng.binomial(2, share, (count, len(share))).astype(np.float32)}

    return Read((one,), arrays, draw, Scaled(known[:, chosen], np.zeros(len(chosen), dtype=bool)))


class Flat(nn.Module):
    """(N, …) -> (N, F), centred on the training mean."""

    centre: Tensor

    def __init__(self, values: Floats) -> None:
        super().__init__()
        self.register_buffer("centre", torch.from_numpy(values.mean(axis=0)).float())

    def forward(self, values: Tensor) -> Tensor:
        return values.flatten(1) - self.centre


def _fit_dna(cases: Cases, rows: Rows, settings: Settings) -> Read:
    del settings  # nothing can be chosen
    read = read_dna(cases, rows)
    known = read.arrays["dna"][rows].reshape(len(rows), -1).astype(np.float64)
    return Read(read.inputs, read.arrays, read.draw, Flat(known))


def read_dna(cases: Cases, rows: Rows) -> Read:
    """(N, 4, length), as long as the longest training sequence."""
    texts = cases.raw["dna"]
    assert isinstance(texts, Texts)
    length = max(4, max(len(texts.texts[int(i)]) for i in rows))
    one = ModelInput("dna", {"length": length})
    arrays = encoded(one, cases.raw)

    def draw(rng: np.random.Generator, count: int) -> Feeds:
        return {"dna": np.eye(4, dtype=np.float32)[rng.integers(0, 4, (count, length))].transpose(0, 2, 1).copy()}

    return Read((one,), arrays, draw, nn.Identity())


TABLE = View("table", _fit_table)
MOLECULES = View("smiles", _fit_molecules)
TERMS = View("text", _fit_terms)
SUMMARY = View("sequences", _fit_sums)
PIXELS = View("images", _fit_pixels)
EXPRESSION = View("expression", _fit_expression)
DOSAGES = View("dosages", _fit_dosages)
DNA = View("dna", _fit_dna)
