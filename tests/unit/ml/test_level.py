"""The recipe reaches what a plain scikit-learn pipeline reaches on the same splits of real tables."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from tests.unit.ml.conftest import Table, file_as_table, learn


def plain_pipeline(table: Table, target: str, folds: list[dict[str, object]]) -> dict[str, float]:
    """AUC and accuracy of impute + scale + one-hot + logistic regression, asked on the very rows of ``folds``."""
    names = [n for n in table if n != target]
    numeric = [n for n in names if all(_is_number(c) for c in table[n])]
    words = [n for n in names if n not in numeric]
    values = np.array([[float(table[n][i] or "nan") for n in numeric] for i in range(len(table[target]))])
    texts = np.array([[table[n][i] for n in words] for i in range(len(table[target]))], dtype=object)
    everything = np.concatenate([values.astype(object), texts], axis=1)
    classes = sorted(set(table[target]))
    truth = np.array([classes.index(c) for c in table[target]])
    steps = [("n", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), list(range(len(numeric))))]
    if words:
        steps.append(("w", OneHotEncoder(handle_unknown="ignore"), list(range(len(numeric), len(names)))))
    repeats = sorted({f["repeat"] for f in folds})  # type: ignore[type-var]
    figures = []
    for repeat in repeats:
        said = np.zeros((len(truth), len(classes)))
        for fold in (f for f in folds if f["repeat"] == repeat):
            part = np.array(fold["rows"])
            rest = np.setdiff1d(np.arange(len(truth)), part)
            model = make_pipeline(ColumnTransformer(steps), LogisticRegression(max_iter=2000))
            said[part] = model.fit(everything[rest], truth[rest]).predict_proba(everything[part])
        auc = roc_auc_score(truth, said[:, 1]) if len(classes) == 2 else roc_auc_score(truth, said, multi_class="ovr")
        figures.append((auc, accuracy_score(truth, said.argmax(axis=1))))
    mean = np.mean(figures, axis=0)
    return {"auc": float(mean[0]), "accuracy": float(mean[1])}


def _is_number(cell: str) -> bool:
    try:
        float(cell or "nan")
    except ValueError:
        return False
    return True


TABLES = {
    "uci_heart_cleveland/uci_heart_cleveland.csv": ("num", 0.90),
    "breast_cancer_wdbc/wdbc.csv": ("target", 0.99),
    "vertebral_column_3c/vertebral_column_3c.csv": ("class", 0.94),
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("network", ["logistic", "mlp"])
def test_the_level_of_scikit_learn_is_reached(name: str, network: str, shared_data: Path) -> None:
    if network == "mlp" and "heart" not in name:
        pytest.skip("one table is enough for the slower network")
    target, floor = TABLES[name]
    table = file_as_table(shared_data / "records" / "1_tabular" / name)
    figures = learn(table, target, network=network).figures
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = plain_pipeline(table, target, figures["folds"])
    reached = {k: figures["metrics"][k]["value"] for k in plain}
    assert reached["auc"] >= max(floor, plain["auc"] - 0.006)
    assert reached["accuracy"] >= plain["accuracy"] - 0.015
    # the baseline shown beside it is that plain pipeline
    assert figures["baseline"]["logistic"]["auc"]["value"] == pytest.approx(plain["auc"], abs=0.006)
