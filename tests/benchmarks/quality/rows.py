"""What is measured: the protocols ``aegle reproduce`` runs, and those whose files must first be laid out."""

from __future__ import annotations

from pathlib import Path

from app.services.protocols import PROTOCOLS
from app.services.protocols import Protocol as Row

__all__ = ["ROWS", "Row", "rows_of"]

_FASTA = "records/5_genomics/promoters_bacteria_fasta"
_ORGANISMS = (("ecoli_promoters", "Ecoli", 0.662, 0.84), ("bacillus_promoters", "Bacillus", 0.691, 0.86))


def _promoters(name: str, stem: str, own: float, published: float) -> Row:
    """``own``: logistic regression on one-hot bases, as the data's index has it."""
    return Row(
        name,
        "genome_phenotype",
        {"sequences": name},
        {"target": "class", "folds": 5, "repeats": 1},
        "mcc",
        own,
        f"CNNProm (Umarov 2017), hold-outs of {stem}: CC {published:.2f}",
        parameters={"positive": f"{stem}_prom"},
        reached=published,
    )


ROWS: tuple[Row, ...] = (*PROTOCOLS, *(_promoters(*one) for one in _ORGANISMS))


def rows_of(data: Path, scratch: Path) -> tuple[tuple[Row, Path], ...]:
    """Every row whose data are below ``data``, with the folder its paths begin at. Each organism's two files are laid
    into a folder of ``scratch`` of their own: there the file names the class.
    """
    for name, stem, *_ in _ORGANISMS:
        folder = scratch / name
        folder.mkdir()
        for file in sorted((data / _FASTA).glob(f"{stem}_*.fa")):
            (folder / file.name).symlink_to(file.resolve())
    found = ((row, data if row in PROTOCOLS else scratch) for row in ROWS)
    return tuple((row, folder) for row, folder in found if row.is_here(folder))
