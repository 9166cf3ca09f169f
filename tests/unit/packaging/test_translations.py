"""The Chinese translation is whole, its places are filled as the English ones, and the font can draw all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests import scripts

ROOT = Path(__file__).resolve().parents[3]

translate = scripts.load("translate")


def test_every_sentence_is_translated_and_compiled() -> None:
    assert translate.trouble(translate.sentences()) == []


def test_sentences_are_read_out_of_say_tr_and_tr_count(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "ml").mkdir()
    source = 'x = say("One {n}", n=1), tr("Two"), tr_count(3, "Three", "Threes"), print("not this"), tr(name)\n'
    (tmp_path / "app" / "a.py").write_text(source)
    (tmp_path / "ml" / "b.py").write_text('say("Four")\n')
    assert list(translate.sentences(tmp_path)) == ["One {n}", "Two", "Three", "Threes", "Four"]


def test_a_translation_outlives_its_sentence_and_comes_back_with_it(tmp_path: Path) -> None:
    file = tmp_path / "x.ts"
    translate.write_ts(file, {"A": "a.py", "B": "a.py"}, {"A": "甲"})
    assert translate.read_ts(file) == {"A": "甲", "B": ""}
    translate.write_ts(file, {"B": "a.py"}, translate.read_ts(file))
    assert translate.read_ts(file) == {"B": "", "A": "甲"}
    translate.write_ts(file, {"A": "a.py"}, translate.read_ts(file))
    assert translate.read_ts(file) == {"A": "甲"}
    assert 'type="vanished"' not in file.read_text("utf-8")


def test_other_places_to_fill_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "words.toml"
    file.write_text('"{n} files" = "{m} 个文件"\n', "utf-8")
    with pytest.raises(translate.Trouble) as caught:
        translate._read_pairs(file)
    assert "other places to fill" in caught.value.lines[0]


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_the_font_can_draw_every_sign_of_both_languages(style: str) -> None:
    font = TTFont(ROOT / "resources" / "fonts" / f"AegleSans-{style}.ttf")
    can_draw = set(font.getBestCmap())
    words = translate.read_ts(translate.TS)
    needed = {sign for pair in words.items() for text in pair for sign in text} - set("\n\t")
    for page in (ROOT / "resources" / "help").rglob("*.md"):
        needed |= set(page.read_text("utf-8")) - set("\n\t")
    missing = sorted(sign for sign in needed if ord(sign) not in can_draw)
    assert missing == []
