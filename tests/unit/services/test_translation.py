"""Paper speaks the window's language, from the same file."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.words import say
from app.services.translation import Translation

TS = """<?xml version="1.0" encoding="utf-8"?>
<TS version="2.1" language="zh_CN"><context><name>aegle</name>
<message><source>{n} slices</source><translation>{n} 层</translation></message>
<message><source>Gap after slice {k}: {why}</source><translation>第 {k} 层之后有间隙：{why}</translation></message>
<message><source>one is missing.</source><translation>缺一层。</translation></message>
<message><source>Not yet</source><translation type="unfinished"></translation></message>
</context></TS>
"""


@pytest.fixture
def chinese(tmp_path: Path) -> Translation:
    (tmp_path / "aegle_zh_CN.ts").write_text(TS, encoding="utf-8")
    return Translation(tmp_path, "zh_CN")


def test_a_phrase_is_translated_and_filled(chinese: Translation) -> None:
    assert chinese(say("{n} slices", n=3)) == "3 层"


def test_what_is_not_translated_stays_english(chinese: Translation) -> None:
    assert chinese(say("Not yet")) == "Not yet"
    assert chinese(say("Never heard {n}", n=1)) == "Never heard 1"


def test_a_sentence_kept_as_text_finds_its_template_again(chinese: Translation) -> None:
    assert chinese.english("Gap after slice 7: one is missing.") == "第 7 层之后有间隙：缺一层。"
    assert chinese.english("Nobody wrote this 7.") == "Nobody wrote this 7."


def test_english_needs_no_file(tmp_path: Path) -> None:
    english = Translation(tmp_path, "en")
    assert english(say("{n} slices", n=3)) == "3 slices"
    assert english.english("12 slices") == "12 slices"
