"""The parts a case can be taken apart into, each hidden in turn: tokens, atoms, bases, moments, places, genes.

What a model says with a part hidden, against what it says of the whole, is how much the part moved the answer
(occlusion). A hidden token is an unknown one, a hidden base could be any, a hidden measurement was never made, a hidden
place is as bright as the picture's mean; of a hidden atom the environments, or the messages, are gone.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.model_card import InputField, ModelInput
from app.features import sequence
from app.features.genome import BASES
from app.features.molecule import canonical, read_molecule
from app.features.raw import Courses, Kind, Matrix, Pictures, Raw, Raws, Texts
from app.features.text import new_tokenizer, words_of

Feeds = Mapping[str, NDArray[Any]]

_BLOCKS = 8  # places along a side of a picture
_BLOCKS_3D = 4
_MOMENTS = 8  # pieces of a course
_MOST = 3000


@dataclass(frozen=True, slots=True)
class Part:
    """``name`` as a person knows it (of a table's column what stands in it); ``at`` its number in the case (column,
    token, atom, base, piece of the course), or the corner and size of a place in shares of the picture's sides.
    """

    kind: Kind
    name: str
    at: tuple[float, ...]


def taken_apart(
    inputs: Sequence[ModelInput], raws: Raws, feeds: Feeds, fields: Sequence[InputField] = ()
) -> tuple[list[Part], dict[str, NDArray[Any]]]:
    """(parts, feeds with a row for each part hidden) of one case. ``feeds``: that case alone, one row each;
    ``fields``: the columns of a table beside the inputs.
    """
    parts: list[Part] = []
    hidden: list[dict[str, NDArray[Any]]] = []
    for part, changed in _columns(fields, feeds):
        parts.append(part)
        hidden.append(changed)
    for one in inputs:
        kind: Kind = one.kind  # type: ignore[assignment]
        for part, changed in _APART[kind](one.spec, raws[kind], feeds):
            parts.append(part)
            hidden.append(changed)
    rows = {name: np.concatenate([h.get(name, values) for h in hidden]) for name, values in feeds.items() if hidden}
    return parts, rows


_Hidden = list[tuple[Part, dict[str, NDArray[Any]]]]


def _columns(fields: Sequence[InputField], feeds: Feeds) -> _Hidden:
    """A column without its value: the typical one in its place, or none where no typical one is known."""
    found: _Hidden = []
    for at, field in enumerate(fields):
        feed = "numbers" if field.kind == "number" else "categories"
        place = sum(f.kind == field.kind for f in fields[:at])
        changed = feeds[feed].copy()
        nothing = np.nan if field.kind == "number" else -1
        changed[0, place] = nothing if field.reference is None else field.reference
        found.append((Part("table", _cell(field, float(feeds[feed][0, place])), (float(at),)), {feed: changed}))
    return found


def _cell(field: InputField, value: float) -> str:
    if field.kind == "category":
        return field.categories[int(value)] if 0 <= value < len(field.categories) else ""
    return "" if np.isnan(value) else f"{value:g}"


def _text(spec: Mapping[str, Any], raw: Raw, feeds: Feeds) -> _Hidden:
    assert isinstance(raw, Texts)
    words = words_of(new_tokenizer("text"), raw.texts[0])
    if spec["form"] == "tokens":
        return _tokens("text", words, feeds["text"], "text")
    place = {term: at for at, term in enumerate(spec["vocabulary"])}
    found: _Hidden = []
    for word in dict.fromkeys(words):
        columns = [at for term, at in place.items() if word in term.split(" ") and feeds["terms"][0, at] > 0]
        if columns:
            changed = feeds["terms"].copy()
            changed[0, columns] = 0
            found.append((Part("text", word, (float(words.index(word)),)), {"terms": changed}))
    return found


def _tokens(kind: Kind, words: Sequence[str], ids: NDArray[Any], name: str) -> _Hidden:
    found: _Hidden = []
    for at, word in enumerate(words[: ids.shape[1]]):
        if ids[0, at] > 1:
            changed = ids.copy()
            changed[0, at] = 1
            found.append((Part(kind, word, (float(at),)), {name: changed}))
    return found


def _molecule(spec: Mapping[str, Any], raw: Raw, feeds: Feeds) -> _Hidden:
    assert isinstance(raw, Texts)
    if spec["form"] == "tokens":
        words = words_of(new_tokenizer("smiles"), canonical(raw.texts[0]))
        return _tokens("smiles", words, feeds["smiles"], "smiles")
    molecule = read_molecule(raw.texts[0])
    hide = _without_messages if spec["form"] == "graph" else _without_environments(molecule, spec)
    names = [f"{atom.GetSymbol()}{atom.GetIdx() + 1}" for atom in molecule.GetAtoms()] if molecule else []
    return [(Part("smiles", name, (float(at),)), hide(feeds, at)) for at, name in enumerate(names)]


def _without_messages(feeds: Feeds, atom: int) -> dict[str, NDArray[Any]]:
    changed = {name: feeds[name].copy() for name in ("atoms", "bonds", "present")}
    changed["atoms"][0, atom] = 0
    changed["bonds"][0, atom] = 0
    changed["bonds"][0, :, atom] = 0
    changed["present"][0, atom] = 0
    return changed


def _without_environments(molecule: Any, spec: Mapping[str, Any]) -> Callable[[Feeds, int], dict[str, NDArray[Any]]]:
    """Takes away the counts of every circular environment an atom stands in (Riniker 2013)."""
    from rdkit import Chem
    from rdkit.Chem import rdFingerprintGenerator

    generator = rdFingerprintGenerator.GetMorganGenerator(radius=spec["radius"], fpSize=spec["bits"])
    said = rdFingerprintGenerator.AdditionalOutput()
    said.AllocateBitInfoMap()
    generator.GetCountFingerprint(molecule, additionalOutput=said)
    members: list[tuple[int, set[int]]] = []
    for bit, places in said.GetBitInfoMap().items():
        for centre, radius in places:
            bonds = Chem.FindAtomEnvironmentOfRadiusN(molecule, radius, centre) if radius else ()
            ends = [molecule.GetBondWithIdx(b) for b in bonds]
            members.append((bit, {centre, *(b.GetBeginAtomIdx() for b in ends), *(b.GetEndAtomIdx() for b in ends)}))

    def hide(feeds: Feeds, atom: int) -> dict[str, NDArray[Any]]:
        changed = feeds["molecule"].copy()
        for bit, atoms in members:
            if atom in atoms:
                changed[0, bit] = max(0.0, changed[0, bit] - 1)
        return {"molecule": changed}

    return hide


def _image(spec: Mapping[str, Any], raw: Raw, feeds: Feeds) -> _Hidden:
    del spec
    assert isinstance(raw, Pictures)
    image = feeds["image"]
    sides = image.shape[2:]
    blocks = _BLOCKS if len(sides) == 2 else _BLOCKS_3D
    grey = image.mean(axis=tuple(range(2, image.ndim)), keepdims=True)
    found: _Hidden = []
    for place in itertools.product(range(blocks), repeat=len(sides)):
        where = tuple(slice(size * p // blocks, size * (p + 1) // blocks) for size, p in zip(sides, place, strict=True))
        changed = image.copy()
        changed[(slice(None), slice(None), *where)] = grey
        corner = tuple(p / blocks for p in place)
        name = ", ".join(str(p + 1) for p in place)
        found.append((Part("images", name, (*corner, 1 / blocks)), {"image": changed}))
    return found


def _course(spec: Mapping[str, Any], raw: Raw, feeds: Feeds) -> _Hidden:
    """Each variable as if it had never been measured, then each piece of the course as if nobody had measured then."""
    del feeds
    assert isinstance(raw, Courses)
    times, values = raw.times[0], raw.values[0]
    found: _Hidden = []

    def without(part: Part, hidden: NDArray[np.bool_]) -> None:
        if np.any(hidden & ~np.isnan(values)):
            changed = np.where(hidden, np.nan, values).astype(np.float32)
            found.append((part, sequence.arrays(spec, replace(raw, values=(changed,)))))

    for at, name in enumerate(raw.names):
        hidden = np.zeros(values.shape, dtype=bool)
        hidden[:, at] = True
        without(Part("sequences", name, (float(at),)), hidden)
    edges = np.linspace(times[0], times[-1], _MOMENTS + 1) if len(times) else np.zeros(0)
    for at, (start, end) in enumerate(itertools.pairwise(edges)):
        is_in = (times >= start) & ((times < end) | (at == _MOMENTS - 1))
        name = f"{start - times[0]:.3g} – {end - times[0]:.3g} {raw.unit}"
        without(
            Part("sequences", name, (float(at), float(start), float(end))), np.repeat(is_in[:, None], len(raw.names), 1)
        )
    return found


def _bases(spec: Mapping[str, Any], raw: Raw, feeds: Feeds) -> _Hidden:
    del spec
    assert isinstance(raw, Texts)
    found: _Hidden = []
    for at, letter in enumerate(raw.texts[0][: feeds["dna"].shape[2]]):
        changed = feeds["dna"].copy()
        changed[0, :, at] = 1 / len(BASES)
        found.append((Part("dna", letter.upper(), (float(at),)), {"dna": changed}))
    return found


def _matrix(kind: Kind, name: str, listed: str) -> Callable[[Mapping[str, Any], Raw, Feeds], _Hidden]:
    def apart(spec: Mapping[str, Any], raw: Raw, feeds: Feeds) -> _Hidden:
        assert isinstance(raw, Matrix)
        found: _Hidden = []
        known = np.flatnonzero(~np.isnan(feeds[name][0]))[:_MOST]
        for at in known:
            changed = feeds[name].copy()
            changed[0, at] = np.nan
            found.append((Part(kind, spec[listed][at], (float(at),)), {name: changed}))
        return found

    return apart


_APART: dict[Kind, Callable[[Mapping[str, Any], Raw, Feeds], _Hidden]] = {
    "text": _text,
    "smiles": _molecule,
    "images": _image,
    "sequences": _course,
    "dna": _bases,
    "dosages": _matrix("dosages", "dosages", "panel"),
    "expression": _matrix("expression", "expression", "genes"),
}
