"""The bundled font covers every character that screens, help and paper may show."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from app.services import sample

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
FONTS = sorted((RESOURCES / "fonts").glob("*.ttf"))
LAYOUT = set("\n\t\r")  # characters that are never drawn


@cache
def covered(font: Path) -> frozenset[str]:
    with TTFont(font, lazy=True) as opened:
        return frozenset(map(chr, opened.getBestCmap()))


def shown_in_source() -> Iterator[tuple[str, str]]:
    """String literals of the rooms and of the way figures are written (docstrings are not shown)."""
    for path in (*(ROOT / "app" / "ui").rglob("*.py"), ROOT / "app" / "domain" / "figures.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value


def shown_in_translations() -> Iterator[tuple[str, str]]:
    for path in (RESOURCES / "translations").glob("*.ts"):
        for message in ElementTree.parse(path).iter("message"):
            for part in ("source", "translation"):
                yield f"{path.name}: {message.findtext('source')}", message.findtext(part) or ""


def shown_in_files() -> Iterator[tuple[str, str]]:
    for pattern in ("help/**/*.md", "help/**/*.html", "models/**/card.json"):
        for path in RESOURCES.glob(pattern):
            yield path.name, path.read_text(encoding="utf-8")
    for bundle in (sample.hartmann_record(()), sample.zhang_record()):
        yield "sample record", json.dumps(bundle, ensure_ascii=False)
    yield "sample reports", sample.HEAD + sample.CHEST + sample.PATHOLOGY


def test_there_is_a_regular_and_a_bold_font() -> None:
    assert [font.name for font in FONTS] == ["AegleSans-Bold.ttf", "AegleSans-Regular.ttf"]


@pytest.mark.parametrize("source", [shown_in_source, shown_in_translations, shown_in_files], ids=lambda f: f.__name__)
@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_the_font_has_every_character_that_is_shown(font: Path, source: object) -> None:
    assert callable(source)
    known = covered(font)
    missing = {place: lacking for place, text in source() if (lacking := set(text) - known - LAYOUT)}
    assert missing == {}


def test_the_font_covers_the_common_characters_of_simplified_chinese() -> None:
    """GB 2312 level 1: the 3755 characters of everyday writing."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    everyday = {character for pair in rows if (character := pair.decode("gb2312", "ignore"))}
    assert len(everyday) == 3755
    for font in FONTS:
        assert everyday <= covered(font)
