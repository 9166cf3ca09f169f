"""No pickle is ever opened: not in the source, and not by a library while the tests run."""

from __future__ import annotations

import ast
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import no_pickles

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path for folder in ("app", "ml", "packaging") for path in (ROOT / folder).rglob("*.py"))
READERS = {"pickle", "_pickle", "cPickle", "dill", "joblib", "shelve", "cloudpickle", "marshal", "jsonpickle"}
CALLS = {"torch.load", "torch.jit.load", "pandas.read_pickle", "pd.read_pickle", "joblib.load", "torch.package"}
NUMPY_LOADS = {"np.load", "numpy.load"}


def pickled(source: str) -> Iterator[str]:
    """Every place of a source that could open a pickle."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.split(".")[0] in READERS)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in READERS:
            yield str(node.module)
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            forbids = any(k.arg == "allow_pickle" and ast.unparse(k.value) == "False" for k in node.keywords)
            if called in CALLS or (called in NUMPY_LOADS and not forbids):
                yield called


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_source_opens_pickles(path: Path) -> None:
    assert list(pickled(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from joblib import load",
        "def f():\n    import dill.source",
        "import torch\ntorch.load('a.pt', weights_only=True)",
        "np.load(path)",
        "np.load(path, allow_pickle=True)",
    ],
)
def test_a_source_that_does_is_seen(source: str) -> None:
    assert list(pickled(source))


def test_a_library_that_does_is_seen_while_tests_run() -> None:
    before = len(no_pickles.seen)
    with pytest.raises(AssertionError, match=r"read a pickle that names pathlib\."):
        pickle.loads(pickle.dumps(Path("a")))
    assert pickle.loads(pickle.dumps(["plain", 1])) == ["plain", 1]
    assert len(no_pickles.seen) == before + 1
    del no_pickles.seen[before:]  # this one was asked for


def test_every_exception_says_why() -> None:
    assert all(why for why in no_pickles.ALLOWED.values())
