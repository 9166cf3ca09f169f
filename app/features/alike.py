"""Which cases are the same, or nearly: one picture twice, one molecule written otherwise, one report with a new date.

What is the same must not stand on both sides of a split: the model would know the answer by heart.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.features.image import difference_hash
from app.features.raw import Courses, Kind, Matrix, Pictures, Raw, Texts

_SHINGLE = 5  # words
_HASHES = 64
_BANDS = 16
_NEARLY = 0.8  # share of shingles from which two texts are one
_WORD = re.compile(r"\w+")
_FEW_WORDS = 20
_PRIME = (1 << 61) - 1


def same(kind: Kind, raw: Raw) -> NDArray[np.int64]:
    """(N,) the first case each case is the same as (itself where there is none before it)."""
    keys = _keys(kind, raw)
    first: dict[str, int] = {}
    owner = np.array([first.setdefault(key, row) if key else row for row, key in enumerate(keys)], dtype=np.int64)
    return _nearly(raw.texts, owner) if kind == "text" and isinstance(raw, Texts) else owner


def _keys(kind: Kind, raw: Raw) -> list[str]:
    match raw:
        case Texts():
            return [_key(kind, text) for text in raw.texts]
        case Pictures():
            # the perceptual hash alone would join different pictures of one view: shape and mean must fit, too
            return [f"{difference_hash(p)} {p.shape} {round(float(p.mean()))}" if p.size else "" for p in raw.arrays]
        case Courses():
            return [_digest(v.tobytes() + t.tobytes()) if v.size else "" for t, v in
                    zip(raw.times, raw.values, strict=True)]  # fmt: skip
        case Matrix():
            return [_digest(np.ascontiguousarray(row).tobytes()) for row in raw.values]


def _key(kind: Kind, text: str) -> str:
    if kind == "smiles":
        from app.features.molecule import canonical  # late: only molecules need rdkit

        return canonical(text) or ""
    if kind == "dna":
        return text.upper()
    return " ".join(_WORD.findall(text.casefold()))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _nearly(texts: Sequence[str], owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """Texts that share four fifths of their runs of five words, found by MinHash (Broder 1997) and then compared."""
    runs = [_runs(text) for text in texts]
    rng = np.random.default_rng(5)
    a, b = rng.integers(1, 1 << 31, _HASHES), rng.integers(0, 1 << 31, _HASHES)
    buckets: dict[tuple[int, bytes], int] = {}
    for row, mine in enumerate(runs):
        if len(mine) < _FEW_WORDS or owner[row] != row:
            continue
        values = np.fromiter(mine, dtype=np.uint64, count=len(mine)) % np.uint64(1 << 31)
        signature = ((np.outer(a, values.astype(np.int64)) + b[:, None]) % _PRIME).min(axis=1)
        for band, part in enumerate(signature.reshape(_BANDS, -1)):
            other = buckets.setdefault((band, part.tobytes()), row)
            if other != row and len(mine & runs[other]) >= _NEARLY * len(mine | runs[other]):
                owner[row] = owner[other]
                break
    return owner


def _runs(text: str) -> set[int]:
    words = _WORD.findall(text.casefold())
    return {_number(" ".join(words[at : at + _SHINGLE])) for at in range(max(0, len(words) - _SHINGLE + 1))}


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
