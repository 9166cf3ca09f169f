"""Build the two bundled fonts from the npm packages @fontsource/noto-sans-sc and @fontsource/noto-sans (SIL OFL 1.1).

The packages hold the fonts cut into many unicode ranges for the web; here they are put together again, without the
tables for vertical writing, under a name of their own so that no system font is taken for them.

    python packaging/make_fonts.py noto-sans-sc.tgz noto-sans.tgz resources/fonts

Needs fonttools and brotli. The results are committed; this file says where they came from.
"""

from __future__ import annotations

import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Aegle Sans"
STYLES = {"400": "Regular", "600": "Bold"}
# The Chinese font draws these as wide as a Chinese character, which tears figures and English words apart; they are
# taken from the western one, where it has them, or closed up.
WESTERN = "±·×÷‘’“”•…"
CLOSED_UP = "≤≥≠≈∞"


def build(chinese: Path, western: Path, target: Path) -> None:
    """Write FAMILY-Regular.ttf (every range) and FAMILY-Bold.ttf (every range) into ``target``."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for archive, folder in ((chinese, "sc"), (western, "sans")):
            with tarfile.open(archive) as packed:
                packed.extractall(work / folder, filter="data")
        for weight, style in STYLES.items():
            sc = work / "sc/package/files"
            signs = [work / f"sans/package/files/noto-sans-latin-{weight}-normal.woff2"]
            files = [sc / f"noto-sans-sc-{part}-{weight}-normal.woff2" for part in ("latin", "latin-ext", "cyrillic")]
            files += [work / f"sans/package/files/noto-sans-greek-{weight}-normal.woff2"]
            files += [sc / f"noto-sans-sc-chinese-simplified-{weight}-normal.woff2"]
            files += sorted(sc.glob(f"noto-sans-sc-[[]*-{weight}-normal.woff2"))
            files += sorted(sc.glob(f"noto-sans-sc-[0-9]*-{weight}-normal.woff2"))
            merged = Merger().merge(_parts(signs, work, only=WESTERN) + _parts(files, work, without=WESTERN))
            _close_up(merged)
            _name(merged, style)
            merged.save(target / f"AegleSans-{style}.ttf")


def _close_up(font: TTFont) -> None:
    """Give signs of full width the room they need and no more."""
    names, glyphs, widths = font.getBestCmap(), font["glyf"], font["hmtx"]
    for sign in CLOSED_UP:
        glyph = glyphs[names[ord(sign)]]
        shift = 50 - glyph.xMin
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(glyphs)
        widths[names[ord(sign)]] = (glyph.xMax + 50, glyph.xMin)


def _parts(files: list[Path], work: Path, only: str = "", without: str = "") -> list[str]:
    """Each range cut down to the characters no earlier range has, to ``only`` these where given, ``without`` those."""
    seen = set(map(ord, without))
    parts = []
    for number, file in enumerate(files):
        font = TTFont(file)
        font.flavor = None
        fresh = set(font.getBestCmap()) - seen
        fresh &= set(map(ord, only)) or fresh
        if not fresh:
            continue
        options = Options(layout_features=[], hinting=False, notdef_outline=True)
        options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "STAT", "GSUB", "GPOS", "GDEF"]
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=fresh)
        subsetter.subset(font)
        part = work / f"{file.stem}-{number}.ttf"
        font.save(part)
        parts.append(str(part))
        seen |= fresh
    return parts


def _name(font: TTFont, style: str) -> None:
    names = font["name"]
    for record in list(names.names):
        if record.nameID not in (0, 13, 14):
            names.removeNames(nameID=record.nameID)
    words = {1: FAMILY, 2: style, 3: f"{FAMILY} {style}", 4: f"{FAMILY} {style}", 6: f"AegleSans-{style}"}
    for number, text in words.items():
        names.setName(text, number, 3, 1, 0x409)
    bold = style == "Bold"
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = 1 if bold else 0


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
