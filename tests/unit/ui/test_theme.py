"""Both themes can be read, and nothing of the style sheet is left unfilled."""

from __future__ import annotations

import itertools
import re

import pytest

from app import paths
from app.ui.theme import DARK, LIGHT, Tokens, contrast, style_sheet

TEXTS = ("text", "dim", "accent", "good", "warn", "bad", "model")
SURFACES = ("background", "surface", "raised")


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda t: t.name)
@pytest.mark.parametrize(("text", "surface"), [*itertools.product(TEXTS, SURFACES)])
def test_text_stands_out_from_its_surface(tokens: Tokens, text: str, surface: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, surface)) >= 4.5


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda t: t.name)
def test_text_on_chosen_rows_and_buttons_stands_out(tokens: Tokens) -> None:
    assert contrast(tokens.text, tokens.selected) >= 4.5
    assert contrast(tokens.text, tokens.hover) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.image_text, tokens.image) >= 4.5


def test_contrast_is_the_standards_own() -> None:
    # WCAG 2.2: black on white is 21 : 1, and #767676 on white is the lightest grey that passes
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda t: t.name)
def test_the_style_sheet_names_only_tokens_and_marks_that_are_there(tokens: Tokens) -> None:
    sheet = style_sheet(tokens, paths.resources())
    assert "$" not in sheet
    marks = set(re.findall(r"url\(mark:([\w-]+\.svg)\)", sheet))
    assert marks
    assert all((paths.resources() / "themes" / tokens.name / mark).is_file() for mark in marks)


def test_text_grows_with_the_scale_and_is_never_small() -> None:
    sizes = [int(n) for n in re.findall(r"font-size: (\d+)px", style_sheet(DARK, paths.resources()))]
    assert min(sizes) >= 12
    larger = [int(n) for n in re.findall(r"font-size: (\d+)px", style_sheet(DARK, paths.resources(), 1.5))]
    assert min(larger) >= 18


def test_every_icon_takes_its_colour_from_the_theme() -> None:
    for file in (paths.resources() / "icons").glob("*.svg"):
        assert "currentColor" in file.read_text("utf-8"), file.name
