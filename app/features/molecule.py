"""SMILES -> what a model of molecules is fed: fingerprints and descriptors, atoms and bonds, or tokens.

RDKit is imported where it is first needed: the program starts without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.features.raw import Raw, Texts
from app.features.text import new_tokenizer, token_ids

BITS, RADIUS = 2048, 2
MOST_ATOMS = 200  # of heavy atoms; larger ones are proteins and polymers, for which none of these models is meant

_ELEMENTS = ("C", "N", "O", "S", "F", "Cl", "Br", "I", "P", "B", "Si", "Na", "K", "Se")
_CHARGES = (-1, 0, 1)
_HYDROGENS = (0, 1, 2, 3)
_DEGREES = (0, 1, 2, 3, 4)
_HYBRIDS = ("SP", "SP2", "SP3")
# what the numbers of an atom say, and how many say it: where there are several, the last stands for "other"
ATOM_PROPERTIES = (
    ("element", len(_ELEMENTS) + 1),
    ("neighbours", len(_DEGREES) + 1),
    ("charge", len(_CHARGES) + 1),
    ("hydrogens", len(_HYDROGENS) + 1),
    ("hybridisation", len(_HYBRIDS) + 1),
    ("aromatic", 1),
    ("in a ring", 1),
    ("chiral", 1),
    ("mass", 1),
)
ATOM_WIDTH = sum(width for _, width in ATOM_PROPERTIES)
BOND_KINDS = 4  # single, double, triple, aromatic
# counts that grow without bound with the size of a molecule, or differ between RDKit's builds
_LEFT_OUT = frozenset({"Ipc", "AvgIpc", "SPS", "Phi"})

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class MoleculeGraphs:
    """A atoms in the largest: ``atoms`` (N, A, ATOM_WIDTH) float32; ``bonds`` (N, A, A) int64: 0 none, 1 single,
    2 double, 3 triple, 4 aromatic; ``present`` (N, A) float32: 1 where there is an atom.
    """

    atoms: Floats
    bonds: NDArray[np.int64]
    present: Floats


def arrays(spec: Mapping[str, Any], raw: Raw) -> dict[str, NDArray[Any]]:
    """``spec["form"]``: vector (``molecule`` (N, bits + descriptors)), graph (``atoms``, ``bonds``, ``present``) or
    tokens (``smiles`` (N, L)). Raises WorkstationError naming the first SMILES that cannot be read.
    """
    assert isinstance(raw, Texts)
    if spec["form"] == "tokens":
        tokenizer = new_tokenizer("smiles", tuple(spec["vocabulary"]))
        return {"smiles": token_ids(tokenizer, [canonical(s) for s in _readable(raw.texts)], spec["most"])}
    texts = _readable(raw.texts)
    if spec["form"] == "graph":
        made = graphs([read_molecule(s) for s in texts])
        return {"atoms": made.atoms, "bonds": made.bonds, "present": made.present}
    names = tuple(spec["descriptors"])
    return {"molecule": np.array([_vector(s, spec["bits"], spec["radius"], names) for s in texts])}


@lru_cache(maxsize=50_000)  # cross-validation asks for the same molecules in every fold
def _vector(smiles: str, bits: int, radius: int, names: tuple[str, ...]) -> Floats:
    """(bits + descriptors,)."""
    molecules = [read_molecule(smiles)]
    row: Floats = np.hstack([fingerprints(molecules, bits, radius), descriptors(molecules, names)])[0]
    return row


def _readable(texts: Sequence[str]) -> Sequence[str]:
    for text in texts:
        molecule = read_molecule(text)
        if molecule is None or molecule.GetNumAtoms() > MOST_ATOMS:
            raise WorkstationError(
                say('"{smiles}" cannot be read as a molecule.', smiles=text[:60])
                if molecule is None
                else say('"{smiles}" has more than {n} heavy atoms.', smiles=text[:60], n=MOST_ATOMS),
                say("Correct the SMILES, or leave its row out."),
            )
    return texts


def read_molecule(smiles: str) -> Any | None:
    """RDKit's molecule, or None where it cannot be read or has no atom."""
    from rdkit import Chem, RDLogger

    RDLogger.DisableLog("rdApp.*")  # type: ignore[attr-defined]
    molecule = Chem.MolFromSmiles(smiles.strip()) if smiles.strip() else None
    return molecule if molecule is not None and molecule.GetNumAtoms() > 0 else None


def canonical(smiles: str) -> str:
    """One way to write a molecule: equal molecules give equal text. "" where it cannot be read."""
    from rdkit import Chem

    molecule = read_molecule(smiles)
    return "" if molecule is None else str(Chem.MolToSmiles(molecule))


def scaffold(smiles: str) -> str:
    """The Bemis-Murcko scaffold: ring systems and what links them, without side chains. "" where there are no rings."""
    from rdkit.Chem.Scaffolds import MurckoScaffold

    molecule = read_molecule(smiles)
    if molecule is None:
        return ""
    frame = MurckoScaffold.MurckoScaffoldSmiles(mol=molecule, includeChirality=False)  # type: ignore[no-untyped-call]
    return str(frame)


@cache
def descriptor_names() -> tuple[str, ...]:
    """RDKit's two-dimensional descriptors this program reads (molecular weight, logP, polar surface …)."""
    from rdkit.Chem import Descriptors

    return tuple(name for name, _ in Descriptors.descList if name not in _LEFT_OUT)


def fingerprints(molecules: Sequence[Any], bits: int = BITS, radius: int = RADIUS) -> Floats:
    """(N, bits): how often each circular environment (Morgan) occurs, folded."""
    from rdkit.Chem import rdFingerprintGenerator

    generator = rdFingerprintGenerator.GetMorganGenerator(radius=radius, fpSize=bits)
    rows = [generator.GetCountFingerprintAsNumPy(m) for m in molecules]
    return np.array(rows, dtype=np.float32).reshape(len(rows), bits)


def descriptors(molecules: Sequence[Any], names: Sequence[str]) -> Floats:
    """(N, names): NaN where a descriptor has no value for a molecule. Values beyond 1e6 are cut there."""
    from rdkit.Chem import Descriptors

    functions = dict(Descriptors.descList)
    rows = [[_described(functions[name], m) for name in names] for m in molecules]
    return np.clip(np.array(rows, dtype=np.float32).reshape(len(rows), len(names)), -1e6, 1e6)


def _described(function: Any, molecule: Any) -> float:
    try:
        value = float(function(molecule))
    except (ValueError, ZeroDivisionError, RuntimeError):  # Gasteiger charges of an element without parameters
        return float("nan")
    return value if np.isfinite(value) else float("nan")


def graphs(molecules: Sequence[Any]) -> MoleculeGraphs:
    """Padded to the largest molecule (at least 2 atoms, so that the shape of a batch never depends on one atom)."""
    most = max([2, *(m.GetNumAtoms() for m in molecules)])
    count = len(molecules)
    made = MoleculeGraphs(
        np.zeros((count, most, ATOM_WIDTH), dtype=np.float32),
        np.zeros((count, most, most), dtype=np.int64),
        np.zeros((count, most), dtype=np.float32),
    )
    for at, molecule in enumerate(molecules):
        for atom in molecule.GetAtoms():
            made.atoms[at, atom.GetIdx()] = _atom(atom)
        for bond in molecule.GetBonds():
            a, b = bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()
            made.bonds[at, a, b] = made.bonds[at, b, a] = _bond(bond)
        made.present[at, : molecule.GetNumAtoms()] = 1
    return made


def _atom(atom: Any) -> list[float]:
    ring, chiral = atom.IsInRing(), str(atom.GetChiralTag()) != "CHI_UNSPECIFIED"
    return [
        *_one_of(atom.GetSymbol(), _ELEMENTS),
        *_one_of(atom.GetDegree(), _DEGREES),
        *_one_of(atom.GetFormalCharge(), _CHARGES),
        *_one_of(atom.GetTotalNumHs(), _HYDROGENS),
        *_one_of(str(atom.GetHybridization()), _HYBRIDS),
        float(atom.GetIsAromatic()),
        float(ring),
        float(chiral),
        atom.GetMass() / 100,
    ]


def _one_of(value: Any, known: tuple[Any, ...]) -> list[float]:
    """One number for each known value, and a last one for any other."""
    return [*(float(value == k) for k in known), float(value not in known)]


def _bond(bond: Any) -> int:
    if bond.GetIsAromatic():
        return 4
    return {"SINGLE": 1, "DOUBLE": 2, "TRIPLE": 3}.get(str(bond.GetBondType()), 1)
