"""What is measured: a data set, the protocol, and the figure a plain baseline reached on the same copy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """``files``: option -> path below the data folder. ``asked``: the rest of the request. ``figure`` is compared with
    ``own`` (what the plain baseline reached), ``published`` is quoted with its protocol.
    """

    name: str
    recipe: str
    files: dict[str, str]
    asked: dict[str, Any]
    figure: str
    own: float | None
    published: str
    is_error: bool = False
    parameters: dict[str, Any] = field(default_factory=dict)


_TABLES = "records/1_tabular"
_FIVE = {"folds": 5, "repeats": 1}
_RARE = {"rare_classes": "leave_out"}

ROWS: tuple[Row, ...] = (
    Row("breast_cancer_wdbc", "case_diagnosis", {"table": f"{_TABLES}/breast_cancer_wdbc/wdbc.csv"},
        {"target": "target", "folds": 10, "repeats": 10}, "accuracy", 0.979, "Street 1993: .975, 10-fold"),
    Row("uci_heart_cleveland", "case_diagnosis", {"table": f"{_TABLES}/uci_heart_cleveland/uci_heart_cleveland.csv"},
        {"target": "num", **_FIVE}, "auc", 0.910, "10-fold: ACC .83-.85, AUC .90-.91"),
    Row("pima_diabetes", "case_diagnosis", {"table": f"{_TABLES}/pima_diabetes/pima_diabetes.csv"},
        {"target": "outcome", **_FIVE}, "auc", 0.832, "10-fold: ACC .77, AUC .83"),
    Row("dermatology", "case_diagnosis", {"table": f"{_TABLES}/dermatology/dermatology.csv"},
        {"target": "class", **_FIVE}, "accuracy", 0.973, "Guvenir 1998: .962, 10-fold"),
    Row("heart_failure_299", "case_diagnosis",
        {"table": f"{_TABLES}/heart_failure_299/heart_failure_clinical_records.csv"},
        {"target": "DEATH_EVENT", **_FIVE}, "auc", 0.784, "Chicco 2020, 100 random splits: AUC .800 without time"),
    Row("hepatitis", "case_diagnosis", {"table": f"{_TABLES}/hepatitis/hepatitis.csv"},
        {"target": "Class", **_FIVE}, "auc", 0.875, "10-fold: AUC .83-.86"),
    Row("primary_tumor", "case_diagnosis", {"table": f"{_TABLES}/primary_tumor/primary_tumor.csv"},
        {"target": "class", "folds": 2, "repeats": 1}, "accuracy", 0.469, "Cestnik 1987: .48; physicians .42",
        parameters=_RARE),
    Row("thyroid_hypothyroid", "case_diagnosis", {"table": f"{_TABLES}/thyroid_hypothyroid/thyroid_hypothyroid.csv"},
        {"target": "Class", "folds": 2, "repeats": 1}, "accuracy", 0.992, "J48, 10-fold: .995", parameters=_RARE),
    Row("vertebral_column_3c", "case_diagnosis", {"table": f"{_TABLES}/vertebral_column_3c/vertebral_column_3c.csv"},
        {"target": "class", **_FIVE}, "accuracy", 0.852, "Neto 2009: about .85"),
    Row("physionet2012", "case_diagnosis",
        {"sequences": "records/2_longitudinal/physionet2012_set_a/set-a.zip",
         "labels": "records/2_longitudinal/physionet2012_set_a/Outcomes-a.txt"},
        {"target": "In-hospital_death", **_FIVE}, "auc", None, "GRU-D (Che 2018), 5-fold: .842"),
)  # fmt: skip
