"""How the source is kept: what a file is for stands on its first line, and nothing shadows a library."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    path
    for folder in ("app", "ml", "packaging", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if path.stat().st_size
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_module_says_in_its_first_line_what_it_is_for(path: Path) -> None:
    source = ast.parse(path.read_text(encoding="utf-8"))
    first = (ast.get_docstring(source) or "").split("\n\n")[0]
    assert 3 <= len(first) <= 400, "the module's docstring must begin with one sentence"


@pytest.mark.parametrize("folder", ["packaging", "resources", "tests"])
def test_no_folder_at_the_top_is_a_package_that_shadows_a_library(folder: str) -> None:
    assert not (ROOT / folder / "__init__.py").exists()


def test_nothing_is_swallowed_silently() -> None:
    silent = re.compile(r"except( Exception| BaseException)?[^\n]*:\n\s+pass\n")
    guilty = [p.relative_to(ROOT).as_posix() for p in MODULES if "tests" not in p.parts and _too_silent(silent, p)]
    assert guilty == []


def _too_silent(pattern: re.Pattern[str], path: Path) -> bool:
    found = pattern.finditer(path.read_text(encoding="utf-8"))
    return any(match[1] or match[0].startswith("except:") for match in found)
