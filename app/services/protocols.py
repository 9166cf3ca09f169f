"""Published protocols on open data sets: what was measured there, how, and the figure a plain baseline reached here.

``aegle reproduce`` and the window's Reproduce page run them on data the person has; the quality benchmark measures
every network on them. Nothing here is a result of ours: those are measured.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.domain.training import TrainRequest


@dataclass(frozen=True, slots=True)
class Protocol:
    """``files``: option -> path below the data folder. ``asked``: the rest of the request. ``figure`` is compared with
    ``own`` (what a plain baseline reached on the same copy of the data) and with ``reached``, the figure that was
    published; ``published`` quotes it with its protocol. ``network``: the one to reproduce with ("" the suggestion).
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
    reached: float | None = None
    network: str = ""

    def is_here(self, folder: Path) -> bool:
        """Whether all its files lie below ``folder``."""
        return all((folder / path).exists() for path in self.files.values())

    def request(self, folder: Path, seed: int) -> TrainRequest:
        files = {kind: str(folder / path) for kind, path in self.files.items()}
        table = files.pop("table", "")
        return TrainRequest(
            self.recipe,
            table,
            sources=files,
            seed=seed,
            parameters=dict(self.parameters),
            **{"target": "", **self.asked},
        )


_TABLES = "records/1_tabular"
_FIVE = {"folds": 5, "repeats": 1}
_MOLECULES, _GENES = "records/3_molecules", "records/5_genomics"
_SCAFFOLD = {"smiles": "smiles", "split": "scaffold"}
_RARE = {"rare_classes": "leave_out"}

PROTOCOLS: tuple[Protocol, ...] = (
    Protocol(
        "breast_cancer_wdbc",
        "case_diagnosis",
        {"table": f"{_TABLES}/breast_cancer_wdbc/wdbc.csv"},
        {"target": "target", "folds": 10, "repeats": 10},
        "accuracy",
        0.979,
        "Street 1993: .975, 10-fold",
        reached=0.975,
        network="logistic",
    ),
    Protocol(
        "uci_heart_cleveland",
        "case_diagnosis",
        {"table": f"{_TABLES}/uci_heart_cleveland/uci_heart_cleveland.csv"},
        {"target": "num", **_FIVE},
        "auc",
        0.910,
        "10-fold: ACC .83-.85, AUC .90-.91",
        reached=0.91,
    ),
    Protocol(
        "pima_diabetes",
        "case_diagnosis",
        {"table": f"{_TABLES}/pima_diabetes/pima_diabetes.csv"},
        {"target": "outcome", **_FIVE},
        "auc",
        0.832,
        "10-fold: ACC .77, AUC .83",
        reached=0.83,
    ),
    Protocol(
        "dermatology",
        "case_diagnosis",
        {"table": f"{_TABLES}/dermatology/dermatology.csv"},
        {"target": "class", **_FIVE},
        "accuracy",
        0.973,
        "Guvenir 1998: .962, 10-fold",
        reached=0.962,
        network="average",
    ),
    Protocol(
        "heart_failure_299",
        "case_diagnosis",
        {"table": f"{_TABLES}/heart_failure_299/heart_failure_clinical_records.csv"},
        {"target": "DEATH_EVENT", **_FIVE},
        "auc",
        0.784,
        "Chicco 2020, 100 random splits: AUC .800 without time",
        reached=0.8,
        network="forest",
    ),
    Protocol(
        "hepatitis",
        "case_diagnosis",
        {"table": f"{_TABLES}/hepatitis/hepatitis.csv"},
        {"target": "Class", **_FIVE},
        "auc",
        0.875,
        "10-fold: AUC .83-.86",
        reached=0.86,
        network="forest",
    ),
    Protocol(
        "primary_tumor",
        "case_diagnosis",
        {"table": f"{_TABLES}/primary_tumor/primary_tumor.csv"},
        {"target": "class", "folds": 2, "repeats": 1},
        "accuracy",
        0.469,
        "Cestnik 1987: .48; physicians .42",
        parameters=_RARE,
        reached=0.48,
        network="logistic",
    ),
    Protocol(
        "thyroid_hypothyroid",
        "case_diagnosis",
        {"table": f"{_TABLES}/thyroid_hypothyroid/thyroid_hypothyroid.csv"},
        {"target": "Class", "folds": 2, "repeats": 1},
        "accuracy",
        0.992,
        "J48, 10-fold: .995",
        parameters=_RARE,
        reached=0.995,
        network="trees",
    ),
    Protocol(
        "vertebral_column_3c",
        "case_diagnosis",
        {"table": f"{_TABLES}/vertebral_column_3c/vertebral_column_3c.csv"},
        {"target": "class", **_FIVE},
        "accuracy",
        0.852,
        "Neto 2009: about .85",
        reached=0.85,
        network="logistic",
    ),
    Protocol(
        "physionet2012",
        "case_diagnosis",
        {
            "sequences": "records/2_longitudinal/physionet2012_set_a/set-a.zip",
            "labels": "records/2_longitudinal/physionet2012_set_a/Outcomes-a.txt",
        },
        {"target": "In-hospital_death", **_FIVE},
        "auc",
        0.829,
        "GRU-D (Che 2018), 5-fold: .842",
        reached=0.842,
        network="rnn",
    ),
    Protocol(
        "esol",
        "drug_effect",
        {"table": f"{_MOLECULES}/esol_delaney/ESOL_delaney-processed.csv"},
        {"target": "measured log solubility in mols per litre", **_SCAFFOLD},
        "rmse",
        1.124,
        "scaffold: AttentiveFP .877, D-MPNN 1.050",
        is_error=True,
        reached=0.877,
        network="mlp",
    ),
    Protocol(
        "freesolv",
        "drug_effect",
        {"table": f"{_MOLECULES}/freesolv/FreeSolv_SAMPL.csv"},
        {"target": "expt", **_SCAFFOLD},
        "rmse",
        3.601,
        "scaffold: D-MPNN 2.082, AttentiveFP 2.073",
        is_error=True,
        reached=2.073,
        network="mlp",
    ),
    Protocol(
        "lipophilicity",
        "drug_effect",
        {"table": f"{_MOLECULES}/lipophilicity/Lipophilicity.csv"},
        {"target": "exp", **_SCAFFOLD},
        "rmse",
        0.799,
        "scaffold: D-MPNN .683, AttentiveFP .721",
        is_error=True,
        reached=0.683,
    ),
    Protocol(
        "bbbp",
        "drug_effect",
        {"table": f"{_MOLECULES}/bbbp/BBBP.csv"},
        {"target": "p_np", **_SCAFFOLD},
        "auc",
        0.708,
        "scaffold: RF .719, D-MPNN .710, AttentiveFP .643",
        reached=0.719,
        network="linear",
    ),
    Protocol(
        "clintox",
        "drug_effect",
        {"table": f"{_MOLECULES}/clintox/clintox.csv"},
        {"target": "FDA_APPROVED\nCT_TOX", **_SCAFFOLD},
        "auc",
        None,
        "scaffold, mean of 2: GCN .907, RF .783",
        reached=0.907,
        network="linear",
    ),
    Protocol(
        "tcga_reports",
        "report_reading",
        {"table": "records/4_text/tcga_pathology_reports_a/tcga_pathology_reports.csv.gz"},
        {"target": "cancer_type", "text": "text", "group": "patient_id", **_FIVE},
        "macro_f1",
        0.899,
        "32 types, 9,523 reports (Kefeli 2024): mean AUROC .992",
        parameters=_RARE,
    ),
    Protocol(
        "mtsamples",
        "report_reading",
        {"table": "records/4_text/mtsamples_first400/mtsamples_first400.csv"},
        {"target": "specialty", "text": "text", **_FIVE},
        "macro_f1",
        0.66,
        "free of leaks: macro-F1 .279 over all specialties",
        parameters=_RARE,
        reached=0.279,
        network="logistic",
    ),
    Protocol(
        "breastmnist",
        "image_diagnosis",
        {"images": "imaging/ml-breastmnist/BreastMNIST.npz"},
        {},
        "auc",
        None,
        "official parts: ResNet-18 .901, AutoML .919",
        reached=0.901,
        network="cnn",
    ),
    Protocol(
        "nuclei_dsb2018",
        "image_segmentation",
        {"images": "imaging/ml-nuclei-dsb2018"},
        {"folds": 3, "repeats": 1},
        "dice",
        None,
        "",
    ),
    Protocol(
        "splice",
        "genome_phenotype",
        {"table": f"{_GENES}/uci_splice_junction/splice_sequences.csv"},
        {"target": "class", "text": "sequence", "folds": 10, "repeats": 1},
        "accuracy",
        0.955,
        "10-fold, duplicates removed: SVC .959, LR .954",
        reached=0.959,
        network="cnn",
    ),
    Protocol(
        "golub",
        "genome_phenotype",
        {"expression": f"{_GENES}/golub_leukemia/golub_leukemia.csv.gz"},
        {"target": "label", **_FIVE},
        "accuracy",
        0.986,
        "Golub 1999: 29 of 34",
        reached=0.8529,
        network="logistic",
    ),
    Protocol(
        "alon",
        "genome_phenotype",
        {"expression": f"{_GENES}/alon_colon/alon_colon.csv.gz"},
        {"target": "label", **_FIVE},
        "accuracy",
        0.823,
        "Furey 2000, leave one out: .903",
        reached=0.903,
        network="logistic",
    ),
    Protocol(
        "shipp",
        "genome_phenotype",
        {"expression": f"{_GENES}/shipp_dlbcl_fl/shipp_dlbcl_fl.csv.gz"},
        {"target": "label", **_FIVE},
        "accuracy",
        0.909,
        "Shipp 2002, leave one out: .922",
        reached=0.922,
        network="logistic",
    ),
    Protocol(
        "thousand_genomes",
        "genome_phenotype",
        {
            "vcf": f"{_GENES}/thousand_genomes_vcf_a/genotypes.vcf.gz",
            "labels": f"{_GENES}/thousand_genomes_vcf_a/samples.csv",
        },
        {"target": "superpopulation", "folds": 1},
        "accuracy",
        0.993,
        "peddy: 4 principal components and an SVM",
    ),
)
