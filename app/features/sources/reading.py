"""What a child process is asked to read, by the kind a person named on the command line."""

from __future__ import annotations

from pathlib import Path

from app.features.sources.courses import read_courses
from app.features.sources.found import Found
from app.features.sources.genes import read_dna, read_expression, read_vcf
from app.features.sources.pictures import read_pictures


def read(kind: str, path: str, orientation: str, when: str = "", who: str = "") -> Found:
    """``kind``: images, sequences, vcf, expression or dna; ``when`` and ``who`` name columns of measurements in time.
    Raises WorkstationError where the file is not understood."""
    match kind:
        case "images":
            return read_pictures(Path(path))
        case "sequences":
            return read_courses(Path(path), when, who)
        case "vcf":
            return read_vcf(Path(path))
        case "expression":
            return read_expression(Path(path), orientation)
        case "dna":
            return read_dna(Path(path))
    raise ValueError(kind)
