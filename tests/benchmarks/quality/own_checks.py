"""Plain scikit-learn baselines on the very parts our models are asked about: the own check of rows that have none.

``python -m tests.benchmarks.quality.own_checks --data DIR [--only ROW…]`` prints each; nothing of ``ml`` but the
division into parts is used.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rdkit import Chem
from rdkit.Chem import rdFingerprintGenerator
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, matthews_corrcoef, mean_squared_error, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from app.features.raw import Courses, Matrix, Texts
from app.jobs.workers import Workers
from app.services.material import gather
from ml.networks.network import Cases
from ml.recipes import RECIPES
from ml.recipes.recipe import Material
from ml.recipes.training import plan_of
from tests.benchmarks.quality.rows import Row, rows_of

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Check:
    """``features``: cases -> what the estimator reads, nothing fitted; ``estimator`` is fitted on each part anew."""

    said: str
    features: Callable[[Cases], Any]
    estimator: Callable[[], Any]


def _texts(cases: Cases, kind: str) -> Array:
    texts = cases.raw[kind]  # type: ignore[index]
    assert isinstance(texts, Texts)
    return np.array(texts.texts, dtype=object)


def _counts(cases: Cases) -> Array:
    """Morgan environments of radius 2, 2,048 counts."""
    generator = rdFingerprintGenerator.GetMorganGenerator(radius=2, fpSize=2048)
    return np.array([generator.GetCountFingerprintAsNumPy(Chem.MolFromSmiles(s)) for s in _texts(cases, "smiles")])


def _sums(cases: Cases) -> Array:
    """Least, most, mean and last of every variable, NaN where it was not measured."""
    courses = cases.raw["sequences"]
    assert isinstance(courses, Courses)
    made = np.full((len(courses), 4, len(courses.names)), np.nan)
    for row, values in enumerate(courses.values):
        known = ~np.isnan(values).all(axis=0)
        some = values[:, known]
        last = [column[~np.isnan(column)][-1] for column in some.T]
        made[row][:, known] = [np.nanmin(some, axis=0), np.nanmax(some, axis=0), np.nanmean(some, axis=0), last]
    return made.reshape(len(made), -1)


def _bases(cases: Cases) -> Array:
    """One-hot letters at each place."""
    texts = _texts(cases, "dna")
    letters = np.array([list(t.ljust(max(map(len, texts)))) for t in texts])
    return np.concatenate([letters == letter for letter in "ACGT"], axis=1).astype(float)


def _genotypes(cases: Cases) -> Array:
    matrix = cases.raw["dosages"]
    assert isinstance(matrix, Matrix)
    return matrix.values


def _logistic(**settings: Any) -> LogisticRegression:
    return LogisticRegression(max_iter=5000, **settings)


_FOREST = Check(
    "random forest on Morgan counts", _counts, lambda: RandomForestRegressor(200, max_features=0.1, random_state=0)
)
_ONE_HOT = Check("logistic regression on one-hot bases", _bases, _logistic)
CHECKS: dict[str, Check] = {
    "tcga_reports": Check(
        "TF-IDF of words and pairs, logistic regression",
        lambda cases: _texts(cases, "text"),
        lambda: make_pipeline(
            TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=3, max_features=50_000), _logistic(C=10)
        ),
    ),
    "mtsamples": Check(
        "TF-IDF of words, logistic regression",
        lambda cases: _texts(cases, "text"),
        lambda: make_pipeline(TfidfVectorizer(sublinear_tf=True, min_df=2), _logistic(C=10)),
    ),
    "physionet2012": Check(
        "sums of every variable, logistic regression",
        _sums,
        lambda: make_pipeline(SimpleImputer(add_indicator=True), StandardScaler(), _logistic(C=0.01)),
    ),
    "esol": _FOREST,
    "freesolv": _FOREST,
    "lipophilicity": _FOREST,
    "bbbp": replace(_FOREST, estimator=lambda: RandomForestClassifier(500, random_state=0)),
    "ecoli_promoters": _ONE_HOT,
    "bacillus_promoters": _ONE_HOT,
    "splice": _ONE_HOT,
    "thousand_genomes": Check(
        "four principal components and a support vector machine",
        _genotypes,
        lambda: make_pipeline(SimpleImputer(), PCA(4, random_state=0), StandardScaler(), SVC(C=2)),
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with records and imaging")
    parser.add_argument("--only", nargs="+", default=list(CHECKS), help="rows to measure; all without")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    workers = Workers(1)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            for row, folder in rows_of(arguments.data, Path(scratch)):
                if row.name in CHECKS and row.name in arguments.only:
                    check = CHECKS[row.name]
                    value = measured(row, folder, check, arguments.seed, workers)
                    print(f"{row.name}: {row.figure} {value:.4f} ({check.said})", flush=True)
    finally:
        workers.close()


def measured(row: Row, folder: Path, check: Check, seed: int, workers: Workers) -> float:
    """The row's figure, over all patients who were asked about."""
    made = gather(workers, row.request(folder, seed))
    recipe = next(r for r in RECIPES if r.name == row.recipe)
    plan = plan_of(recipe, Material(made.table, made.raws), made.request)
    target = plan.cases.target
    truth = target.values if target.kind == "classes" else target.values[:, 0]
    features = check.features(plan.cases)
    asked, said = [], []
    for part in plan.split.parts:
        learned = np.concatenate([part.learn, part.judge])
        fitted = check.estimator().fit(features[learned], truth[learned])
        asked.append(part.ask)
        said.append(_answer(fitted, features[part.ask], row.figure))
    return _figure(row.figure, truth[np.concatenate(asked)], np.concatenate(said))


def _answer(fitted: Any, features: Any, figure: str) -> Array:
    return np.asarray(fitted.predict_proba(features)[:, 1] if figure == "auc" else fitted.predict(features))


def _figure(name: str, truth: Array, said: Array) -> float:
    match name:
        case "auc":
            return float(roc_auc_score(truth, said))
        case "rmse":
            return float(np.sqrt(mean_squared_error(truth, said)))
        case "macro_f1":
            return float(f1_score(truth, said, average="macro"))
        case "mcc":
            return float(matthews_corrcoef(truth, said))
    return float(accuracy_score(truth, said))


if __name__ == "__main__":
    main()
