"""Sentences in the window's language."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app import paths
from app.domain.words import Phrase, say
from app.ui.language import Words, resolved, tr, tr_count, tr_english


@pytest.mark.usefixtures("qapp")
def test_without_a_translation_the_english_stands() -> None:
    assert tr("{n} apples of nobody", n=3) == "3 apples of nobody"
    assert tr(say("{n} apples of nobody", n=3)) == "3 apples of nobody"
    assert tr(Phrase("")) == ""


@pytest.mark.usefixtures("chinese")
def test_a_phrase_is_looked_up_first_and_filled_afterwards() -> None:
    assert tr("Slice {n} of {total}", n=3, total=40) == "第 3 / 40 层"
    assert tr(say("Slice {n} of {total}", n=3, total=40)) == "第 3 / 40 层"
    assert tr_count(1, "{n} image", "{n} images") == "1 幅图像"


@pytest.mark.usefixtures("chinese")
def test_a_value_in_braces_is_shown_as_it_is() -> None:
    assert tr("Nothing here matches “{text}”.", text="{0} {x}") == "没有与“{0} {x}”匹配的内容。"


@pytest.mark.usefixtures("chinese")
def test_an_english_sentence_that_was_kept_as_text_is_found_again_by_its_template() -> None:
    assert tr_english("Slices are missing.") == "有层面缺失。"
    assert tr_english("12 images of this set could not be decoded.") == "本组中有 12 幅图像无法解码。"
    both = "Slices are missing. 12 images of this set could not be decoded."
    assert tr_english(both) == "有层面缺失。本组中有 12 幅图像无法解码。"


@pytest.mark.usefixtures("chinese")
def test_a_sentence_nobody_wrote_stays_as_it_came() -> None:
    assert tr_english("Vendor text, never seen before") == "Vendor text, never seen before"


def test_a_language_can_be_changed_and_taken_back(qapp: QApplication) -> None:
    assert qapp is not None
    words = Words(paths.resources())
    assert words.use("zh_CN") == "zh_CN"
    assert tr("Cancel") == "取消"
    assert words.use("en") == "en"
    assert tr("Cancel") == "Cancel"


def test_the_computers_own_language_comes_to_one_of_ours() -> None:
    assert resolved("") in ("en", "zh_CN")
    assert resolved("zh_CN") == "zh_CN"
