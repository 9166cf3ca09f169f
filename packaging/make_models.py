"""Build the models this program ships, with its own recipes.

    python packaging/make_models.py resources/models                    the one whose data scikit-learn brings
    python packaging/make_models.py resources/models --data DIR         all others, from a folder of the data sets
    python packaging/make_models.py resources/models --data DIR NAME …  only these

The results are committed. A test trains the first again and compares; the others are trained again where their data
are. Every one is trained as ``aegle train`` would; what is added is what a recipe cannot know: source, licence, limits.
"""

from __future__ import annotations

import argparse
import io
import sys
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sklearn.datasets import load_breast_cancer

from app.domain.model_card import ModelCard, card_from_json
from app.domain.training import TrainRequest
from app.jobs.workers import Workers
from app.services.material import gather
from ml.evaluation import report
from ml.events import Events
from ml.export.package import read_entries, write_package
from ml.recipes import RECIPES
from ml.recipes.case_diagnosis import CASE_DIAGNOSIS
from ml.recipes.recipe import Material, Outcome
from ml.recipes.training import train as train_recipe

FILE = "breast-aspirate-wisconsin.aegle"
SYSTEM = "urn:aegle:wdbc"
REQUEST = TrainRequest(
    recipe="case_diagnosis",
    table="",
    target="diagnosis",
    network="logistic",
    name="Breast mass: fine-needle aspirate (Wisconsin)",
    intended_use="Showing how a model is asked and explained: from 30 measurements of the cell nuclei in a fine-needle"
    " aspirate of a breast mass, how likely it is malignant. A demonstration, not for clinical use.",
    parameters={"positive": "malignant"},
)
SOURCE = (
    "Breast Cancer Wisconsin (Diagnostic): 569 aspirates, University of Wisconsin Hospitals, Madison (Street, Wolberg,"
    " Mangasarian, SPIE 1993;1905:861-870; UCI Machine Learning Repository 17, CC BY 4.0), as scikit-learn brings it."
)
LIMITS = (
    "The data state no units. Lengths are in the pixels of that clinic's image analysis of the 1990s: measurements from"
    " another system do not fit.",
    "One hospital; benign and malignant masses in other shares than in a clinic of today.",
    "Age, imaging and history are not read.",
    "It was never tested on patients of another place or time.",
)


def table() -> dict[str, list[str]]:
    """The data as a table of text: heading -> cells."""
    data = load_breast_cancer()
    columns = {
        str(name): [f"{v:.9g}" for v in column] for name, column in zip(data.feature_names, data.data.T, strict=True)
    }
    return {**columns, "diagnosis": [str(data.target_names[code]) for code in data.target]}


def train() -> Outcome:
    return train_recipe(CASE_DIAGNOSIS, Material(table()), REQUEST, Events(io.StringIO(), threading.Event()))


def shipped(card: ModelCard) -> ModelCard:
    """The card with what the recipe cannot know: codes, source, limits."""
    return replace(
        card,
        id="breast-aspirate-wisconsin",
        not_for="Any decision about a patient. Measurements of another image analysis than that of the data.",
        fields=tuple(replace(field, system=SYSTEM, code=field.name) for field in card.fields),
        trained_on=f"{SOURCE} {card.trained_on}",
        limits=LIMITS,
    )


@dataclass(frozen=True, slots=True)
class Shipped:
    """``data``: the parts of the request that name files, inside the folder of data sets. ``source`` goes before what
    the recipe says of the split, ``limits`` behind those of every one.
    """

    request: TrainRequest
    data: dict[str, str]
    source: str
    not_for: str
    limits: tuple[str, ...]


_DEMONSTRATION = "A demonstration of how such a model is asked and explained, not for clinical use."
_NOT_FOR = "Any decision about a patient."

_LIMITS = (
    "Learned and measured on one data set only; not tested on another.",
    "What an answer hangs on is found by hiding one part after the other, not read from the model.",
)

SHIPPED: dict[str, Shipped] = {
    "solubility-esol": Shipped(
        TrainRequest(
            recipe="drug_effect",
            table="",
            target="measured log solubility in mols per litre",
            smiles="smiles",
            split="scaffold",
            network="linear",
            name="Solubility in water (ESOL)",
            intended_use="How well a small molecule dissolves in water, as the logarithm of mol/L. " + _DEMONSTRATION,
        ),
        {"table": "records/3_molecules/esol_delaney/ESOL_delaney-processed.csv"},
        "ESOL: measured solubility of 1,128 compounds (Delaney, J Chem Inf Comput Sci 2004;44:1000-1005; MoleculeNet,"
        " Wu et al., Chem Sci 2018;9:513-530).",
        _NOT_FOR + " Salts, metals, peptides and molecules unlike the small organic ones it learned from.",
        ("Its interval holds for molecules whose ring systems resemble those it learned from.",),
    ),
    "blood-brain-barrier-bbbp": Shipped(
        TrainRequest(
            recipe="drug_effect",
            table="",
            target="p_np",
            smiles="smiles",
            split="scaffold",
            network="linear",
            drop=("num", "name"),
            name="Blood-brain barrier (BBBP)",
            intended_use="Whether a small molecule passes from the blood into the brain. " + _DEMONSTRATION,
            parameters={"positive": "1"},
        ),
        {"table": "records/3_molecules/bbbp/BBBP.csv"},
        "BBBP: 2,050 compounds (Martins et al., J Chem Inf Model 2012;52:1686-1697; MoleculeNet, Wu et al., Chem Sci"
        " 2018;9:513-530).",
        _NOT_FOR + " Molecules unlike the drugs it learned from.",
        ("Three in four compounds of the data pass: another mixture needs another threshold.",),
    ),
    "splice-junction-uci": Shipped(
        TrainRequest(
            recipe="genome_phenotype",
            table="",
            target="class",
            text="sequence",
            network="cnn",
            name="Splice junction (UCI)",
            intended_use="Whether the middle of 60 bases of primate DNA is the start of an intron (EI), its end (IE) or"
            " neither (N). " + _DEMONSTRATION,
            parameters={"members": 1},
        ),
        {"table": "records/5_genomics/uci_splice_junction/splice_sequences.csv"},
        "UCI Molecular Biology (Splice-junction Gene Sequences), GenBank 64.1 (Noordewier, Towell, Shavlik, NIPS 1991;"
        " UCI Machine Learning Repository 69, CC BY 4.0).",
        _NOT_FOR,
        ("Sequences of another length than 60 bases, or not centred on the site, mean nothing to it.",),
    ),
    "genome-ancestry-1000-genomes": Shipped(
        TrainRequest(
            recipe="genome_phenotype",
            table="",
            target="superpopulation",
            network="autoencoder",
            folds=1,
            name="Genome ancestry (1000 Genomes)",
            intended_use="Which of five continental groups of the 1000 Genomes Project a genome resembles most. "
            + _DEMONSTRATION,
            parameters={"members": 1},
        ),
        {
            "vcf": "records/5_genomics/thousand_genomes_vcf_a/genotypes.vcf.gz",
            "labels": "records/5_genomics/thousand_genomes_vcf_a/samples.csv",
        },
        "1000 Genomes phase 3: 3,000 variants of 1,502 people (Nature 2015;526:68-74), as peddy brings them (Pedersen,"
        " Quinlan, Am J Hum Genet 2017;100:406-413).",
        _NOT_FOR + " Saying who a person is or where a person belongs.",
        ("People of mixed ancestry are pressed into one of five groups.", "Positions are those of GRCh37."),
    ),
    "cancer-type-tcga-reports": Shipped(
        TrainRequest(
            recipe="report_reading",
            table="",
            target="cancer_type",
            text="text",
            group="patient_id",
            network="logistic",
            folds=1,
            name="Cancer type from pathology reports (TCGA)",
            intended_use="Which TCGA cancer type a surgical pathology report in English speaks of. " + _DEMONSTRATION,
            parameters={"rare_classes": "leave_out"},
        ),
        {"table": "records/4_text/tcga_pathology_reports_a/tcga_pathology_reports.csv.gz"},
        "Surgical pathology reports of The Cancer Genome Atlas, open-access tier (Kefeli, Tatonetti, Patterns"
        " 2024;5:100933). The package holds no report; its words were each seen in at least ten patients.",
        _NOT_FOR,
        ("Read by machine from scans: slips of reading are part of what it learned.",),
    ),
    "breast-ultrasound-breastmnist": Shipped(
        TrainRequest(
            recipe="image_diagnosis",
            table="",
            target="",
            network="cnn",
            name="Breast ultrasound (BreastMNIST)",
            intended_use="Whether a breast ultrasound picture of 28 x 28 pixels shows a malignant mass. "
            + _DEMONSTRATION,
            parameters={"members": 3},
        ),
        {"images": "imaging/ml-breastmnist/BreastMNIST.npz"},
        "BreastMNIST: 780 pictures in the official parts (Al-Dhabyani et al., Data Brief 2020;28:104863; MedMNIST v2,"
        " Yang et al., Sci Data 2023;10:41, CC BY 4.0).",
        _NOT_FOR + " Pictures of ordinary size and quality.",
        ("Only 156 pictures were asked about: the interval is wide.",),
    ),
    "nuclei-dsb2018": Shipped(
        TrainRequest(
            recipe="image_segmentation",
            table="",
            target="",
            network="unet",
            folds=1,
            name="Cell nuclei (DSB 2018)",
            intended_use="Which pixels of a microscope picture belong to cell nuclei. " + _DEMONSTRATION,
        ),
        {"images": "imaging/ml-nuclei-dsb2018"},
        "2018 Data Science Bowl, stage 1 (BBBC038, Caicedo et al., Nat Methods 2019;16:1247-1253, CC0), with the masks"
        " corrected by K. Lopuhin.",
        _NOT_FOR,
        ("Only a few pictures were learned from and asked about.",),
    ),
}


def made(name: str, one: Shipped, data: Path) -> bytes:
    """The package, trained from the data sets in ``data``."""
    here: dict[str, Any] = {
        "table": str(data / one.data["table"]) if "table" in one.data else "",
        "sources": {kind: str(data / path) for kind, path in one.data.items() if kind != "table"},
    }
    workers = Workers()
    try:
        gathered = gather(workers, replace(one.request, **here))
    finally:
        workers.close()
    recipe = next(r for r in RECIPES if r.name == one.request.recipe)
    material = Material(gathered.table, gathered.raws)
    outcome = train_recipe(recipe, material, gathered.request, Events(io.StringIO(), threading.Event()))
    written, entries = read_entries(outcome.package)
    card = card_from_json(written)
    extra = (
        ("data_digest", gathered.digest),
        ("made_by", f"python packaging/make_models.py resources/models --data DIR {name}"),
    )
    card = replace(
        card,
        id=name,
        not_for=one.not_for,
        trained_on=f"{one.source} {outcome.figures['split']['said']}",
        limits=(*_LIMITS, *one.limits),
        extra=(*card.extra, *extra),
    )
    page = report.page(card, outcome.figures)
    return write_package(card, entries["model.onnx"], entries["golden.npz"], page)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, help="the folder of the data sets")
    parser.add_argument("names", nargs="*", help="only these")
    asked = parser.parse_intermixed_args()
    if asked.data is None:
        _write_first(asked.folder)
        return 0
    for name in asked.names or SHIPPED:
        package = made(name, SHIPPED[name], asked.data)
        (asked.folder / f"{name}.aegle").write_bytes(package)
        sys.stdout.write(f"{name}: {len(package):,} bytes\n")
        sys.stdout.flush()
    return 0


def _write_first(folder: Path) -> None:
    outcome = train()
    data, entries = read_entries(outcome.package)
    card = shipped(card_from_json(data))
    page = report.page(card, outcome.figures)
    (folder / FILE).write_bytes(write_package(card, entries["model.onnx"], entries["golden.npz"], page))


if __name__ == "__main__":
    sys.exit(main())
