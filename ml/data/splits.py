"""Who learns and who is asked: splits by patient, balanced by class."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]


def folds(labels: NDArray[np.int64], groups: NDArray[np.int64], count: int, rng: np.random.Generator) -> Rows:
    """(N,) the fold 0 … count-1 of each row. A group is never divided; each class is dealt out evenly.

    Groups are shuffled and dealt, large ones first, each to the fold that has fewest rows of its class.
    """
    names, code, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    main = _main_class(labels, code, len(names))
    order = rng.permutation(len(names))
    order = order[np.argsort(-sizes[order], kind="stable")]
    filled = np.zeros((count, labels.max() + 1))
    fold = np.empty(len(names), dtype=np.int64)
    for group in order:
        # ties between folds go to the one with fewest rows of any class, then to chance
        need = filled[:, main[group]] * 1e6 + filled.sum(axis=1) + rng.random(count) * 0.5
        fold[group] = int(np.argmin(need))
        filled[fold[group], main[group]] += sizes[group]
    return fold[code]


def held_out(
    rows: Rows, labels: NDArray[np.int64], groups: NDArray[np.int64], parts: int, rng: np.random.Generator
) -> tuple[Rows, Rows]:
    """Divide ``rows`` into (kept, held out): one of ``parts`` equal parts is held out."""
    fold = folds(labels[rows], groups[rows], parts, rng)
    kept, out = rows[fold != 0], rows[fold == 0]
    assert_disjoint(groups, kept, out)
    return kept, out


def assert_disjoint(groups: NDArray[np.int64], *parts: Rows) -> None:
    """No patient may stand in two parts. Raises AssertionError: a bug, never the user's fault."""
    seen: set[int] = set()
    for part in parts:
        people = set(groups[part].tolist())
        if seen & people:
            raise AssertionError("a patient stands on both sides of a split")
        seen |= people


def _main_class(labels: NDArray[np.int64], code: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """(groups,) the commonest class of each group's rows, ties going to the rarer class overall."""
    table = np.zeros((count, labels.max() + 1))
    np.add.at(table, (code, labels), 1)
    overall = np.bincount(labels, minlength=table.shape[1])
    main: NDArray[np.int64] = np.argmax(table - overall / (overall.sum() + 1), axis=1)
    return main
