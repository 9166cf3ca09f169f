"""Do the inputs tell where a patient was seen? Then a model may learn the place instead of the disease."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from app.features.columns import Column
from app.features.suspects import Suspect, site
from app.features.values import key_of
from ml.data.cases import Cases
from ml.data.splits import folds
from ml.evaluation.metrics import auc
from ml.networks.logistic import optimum
from ml.networks.preprocessing import Options, fit_preprocessing
from ml.networks.table import features_of

TELLS = 0.8  # AUC from which the place is named as a likely shortcut
_SITE = re.compile(
    r"(site|hospital|cent(er|re)|scanner|device|machine|ward|clinic|lab(oratory)?|batch|vendor|manufacturer"
    r"|医院|院区|中心|设备|机器|科室|批次|厂家)([ _\-]?(id|name|no|code|编号|名称))?"
)
_MOST_SITES = 20
_FEWEST = 10  # patients of a site
_FOLDS = 3


def told_sites(cases: Cases, seed: int) -> tuple[Suspect, ...]:
    """The columns that say where, which a plain logistic regression finds out from the others."""
    found = []
    for column in cases.columns:
        if _SITE.fullmatch(key_of(column.name)):
            reached = _told(column, cases, seed)
            if reached > TELLS:
                found.append(site(column.name, reached))
    return tuple(found)


def _told(column: Column, cases: Cases, seed: int) -> float:
    """AUC of telling the site from the other columns, by cross-validation; 0.5 where there is nothing to tell."""
    keys = np.array([str(v) for v in column.numbers] if column.kind == "number" else column.keys)
    names, code, counts = np.unique(keys, return_inverse=True, return_counts=True)
    others = tuple(c for c in cases.columns if c.name != column.name)
    if not 2 <= len(names) <= _MOST_SITES or counts.min() < _FEWEST or not others:
        return 0.5
    return _reached(others, cases, code.astype(np.int64), len(names), seed)


def _reached(others: Sequence[Column], cases: Cases, sites: np.ndarray, count: int, seed: int) -> float:
    seen = Cases(cases.target, cases.groups, tuple(others))
    fold = folds(sites, cases.groups, _FOLDS, np.random.default_rng([seed, 41]))
    figures = []
    for at in range(_FOLDS):
        learn, ask = np.flatnonzero(fold != at), np.flatnonzero(fold == at)
        fitted = fit_preprocessing(seen.columns, seen.groups, learn, Options())
        known, asked = (features_of(fitted, seen, rows).double().numpy() for rows in (learn, ask))
        weights, intercept = optimum(known, sites[learn], count, 1.0, gradient=1e-4)
        raw = asked @ weights + intercept
        said = np.concatenate([-raw, raw], axis=1) if count == 2 else raw
        figures.append(auc(said, sites[ask]))
    return float(np.nanmean(figures))
