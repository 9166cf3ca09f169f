"""Genotypes (VCF), expression matrices and DNA (FASTA)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.features.raw import Matrix, Texts
from app.features.sources.found import Found
from app.features.values import number_of
from app.ingest.delimited import Delimited, read_delimited

_MOST_BYTES = 4 << 30
_FASTA = (".fa", ".fasta", ".fna", ".fas")
_NAMES = 0.5  # from this share of cells that are no numbers a column is a name, not an expression
CLASS = "class"


def unpacked(path: Path) -> bytes:
    """A file's bytes, gzip (also bgzip's many blocks) undone. Raises WorkstationError where it is damaged or a bomb."""
    data = path.read_bytes()
    if not data.startswith(b"\x1f\x8b"):
        return data
    parts: list[bytes] = []
    size, most = 0, max(64 << 20, min(_MOST_BYTES, 1000 * len(data)))
    try:
        while data.startswith(b"\x1f\x8b"):
            one = zlib.decompressobj(wbits=31)
            parts.append(one.decompress(data, most - size + 1))
            size += len(parts[-1])
            if size > most or one.unconsumed_tail:
                raise WorkstationError(
                    say("The file {name} unpacks to more than may be read.", name=path.name),
                    say("If you trust where it came from, unpack it yourself."),
                )
            data = one.unused_data
    except zlib.error as error:
        raise WorkstationError(
            say("The file {name} is damaged and cannot be unpacked.", name=path.name), say("Copy it again.")
        ) from error
    return b"".join(parts)


def read_vcf(path: Path) -> Found:
    """Counts of the alternative allele, NaN where unknown. Raises WorkstationError for another file."""
    samples: list[str] = []
    names: list[str] = []
    rows: list[np.ndarray] = []
    for number, line in enumerate(unpacked(path).decode("utf-8", "replace").splitlines(), 1):
        if line.startswith("##") or not line:
            continue
        cells = line.split("\t")
        if line.startswith("#CHROM"):
            samples = cells[9:]
        elif not samples or len(cells) != 9 + len(samples):
            raise WorkstationError(
                say("Line {line} of {name} is no line of a VCF with samples.", line=number, name=path.name),
                say("Give a VCF file with a #CHROM line and genotypes (GT)."),
            )
        elif cells[8].split(":", 1)[0] == "GT":
            names.append(":".join((cells[0], cells[1], cells[3], cells[4])))
            rows.append(np.array([_dosage(c) for c in cells[9:]], dtype=np.float32))
    if not rows:
        raise WorkstationError(
            say("The file {name} holds no genotypes.", name=path.name),
            say("Give a VCF file with samples and a GT entry."),
        )
    matrix = Matrix(tuple(names), np.stack(rows, axis=1))
    return Found(tuple(samples), {"sample": tuple(samples)}, {"dosages": matrix})


def _dosage(cell: str) -> float:
    """0|1 -> 1, 1/2 -> 2 (each is another than the reference), ./. -> NaN."""
    known = _KNOWN.get(cell[:3])
    if known is not None and (len(cell) == 3 or cell[3] == ":"):
        return known
    alleles = cell.split(":", 1)[0].replace("|", "/").split("/")
    return float("nan") if "." in alleles or not alleles[0] else float(sum(a != "0" for a in alleles))


_KNOWN = {f"{a}{s}{b}": float((a != "0") + (b != "0")) for a in "012" for b in "012" for s in "/|"}


def read_expression(path: Path, orientation: str) -> Found:
    """A matrix; ``orientation`` says what stands in rows, "" is found out: genes are more than samples.

    Columns (or rows) that hold words, and those of few numbers, are what is said of the samples.
    """
    table = read_delimited(unpacked(path), path.name)
    if orientation not in ("", "samples-by-genes", "genes-by-samples"):
        raise WorkstationError(
            say('"{value}" is no orientation.', value=orientation),
            say("Write samples-by-genes or genes-by-samples."),
        )
    is_genes_first = orientation == "genes-by-samples" or (not orientation and len(table.rows) > 4 * len(table.columns))
    return _genes_first(table) if is_genes_first else _samples_first(table)


def _samples_first(table: Delimited) -> Found:
    cells = {name: table.column(name) for name in table.columns}
    words = [name for name in table.columns if _is_said(name, cells[name])]
    genes = [name for name in table.columns if name not in words]
    values = np.array([[number_of(c) for c in cells[g]] for g in genes], dtype=np.float32).T
    ids = cells[words[0]] if words else tuple(str(i) for i in range(len(table.rows)))
    return Found(ids, {name: cells[name] for name in words}, {"expression": Matrix(tuple(genes), values)})


def _is_said(name: str, cells: Sequence[str]) -> bool:
    """Words, or a heading that is no gene's: what is known of a sample rather than measured in it."""
    filled = [c for c in cells if c]
    numbers = sum(1 for c in filled if number_of(c) == number_of(c))
    return numbers < _NAMES * max(1, len(filled)) or name.casefold() in _SAID


_SAID = frozenset(
    {"sample", "sample_id", "id", "patient", "patient_id", "label", "class", "target", "group", "batch", "site", "age"}
    | {"sex", "gender", "stage", "grade", "outcome", "status", "subtype", "response"}
    | {"标签", "类别", "样本", "编号", "批次", "年龄", "性别"}
)


def _genes_first(table: Delimited) -> Found:
    """The first column names the genes, the heading the samples; rows of words are said of the samples."""
    samples = table.columns[1:]
    genes, rows, said = [], [], {}
    for row in table.rows:
        numbers = [number_of(c) for c in row[1:]]
        known = sum(1 for v in numbers if v == v)
        filled = sum(1 for c in row[1:] if c)
        if known < _NAMES * max(1, filled) or row[0].casefold() in _SAID:
            said[row[0]] = tuple(row[1:])
        else:
            genes.append(row[0])
            rows.append(numbers)
    values = np.array(rows, dtype=np.float32).T.copy() if rows else np.zeros((len(samples), 0), dtype=np.float32)
    return Found(samples, {"sample": samples, **said}, {"expression": Matrix(tuple(genes), values)})


def read_dna(path: Path) -> Found:
    """FASTA: one file, or a folder with a file for each class."""
    files = sorted(f for f in path.rglob("*") if f.suffix.lower() in _FASTA) if path.is_dir() else [path]
    found = [(file.stem, name, text) for file in files for name, text in _sequences(file)]
    if not found:
        raise WorkstationError(
            say("There are no sequences in {path}.", path=str(path)), say("Give a FASTA file, or a folder of them.")
        )
    ids = tuple(name for _, name, _ in found)
    columns = {"sequence_id": ids}
    if len(files) > 1:
        columns[CLASS] = tuple(stem for stem, _, _ in found)
    targets = (CLASS,) if len(files) > 1 else ()
    return Found(ids, columns, {"dna": Texts(tuple(text for _, _, text in found))}, targets)


def _sequences(file: Path) -> Iterator[tuple[str, str]]:
    name, parts = "", [""][:0]
    for line in unpacked(file).decode("utf-8", "replace").splitlines():
        if line.startswith(">"):
            if parts:
                yield name, "".join(parts).upper()
            name, parts = line[1:].strip(), []
        elif line.strip() and not line.startswith(";"):
            parts.append(line.strip())
    if parts:
        yield name, "".join(parts).upper()
