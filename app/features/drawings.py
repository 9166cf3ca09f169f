"""Parts of a case drawn where they are, coloured by how much each moved the answer: red towards it, blue away from it.

Tokens in their sentence, bases as a sequence logo, atoms in their molecule, places on their picture, variables and
moments of a course as bars. Every drawing is a piece of HTML that needs nothing else.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.features.molecule import read_molecule

Floats = NDArray[np.float64]

_TOWARDS, _AWAY = (200, 60, 50), (45, 95, 190)
_BASES = {"A": "#2e7d32", "C": "#1565c0", "G": "#b26a00", "T": "#c62828", "U": "#c62828"}
_WIDE = 960  # pixels of a drawing
_PICTURE = 320


def share(amounts: Floats) -> Floats:
    """Between -1 and 1, the largest being 1 or -1."""
    most = float(np.abs(amounts).max(initial=0.0))
    return np.asarray(amounts / most if most > 0 else amounts, dtype=np.float64)


def tokens(words: Sequence[str], amounts: Floats) -> str:
    """Words in their order, each on its colour; ``amounts`` is NaN for a word the model did not read."""
    shares = share(np.nan_to_num(amounts))
    spans = (
        f'<span style="background:rgba({_rgb(s)},{abs(s):.2f});padding:1px 2px;border-radius:3px" '
        f'title="{a:+.3f}">{escape(w)}</span>'
        for w, s, a in zip(words, shares, np.nan_to_num(amounts), strict=True)
    )
    return f'<p style="line-height:1.9">{" ".join(spans)}</p>'


def bases(letters: str, amounts: Floats) -> str:
    """A sequence logo: each letter as high as it moved the answer, upwards towards it, downwards away from it."""
    step, half = min(28.0, _WIDE / max(1, len(letters))), 90
    drawn = []
    for at, (letter, s) in enumerate(zip(letters.upper(), share(amounts), strict=True)):
        high = half * abs(float(s))
        if high < 1:
            continue
        # a letter of size 10 is about 7.2 high and 6.5 wide: stretched to its place
        turn = f"translate({at * step:.1f},{half if s > 0 else half + high:.1f}) scale({step / 7:.3f},{high / 7.2:.3f})"
        drawn.append(f'<text transform="{turn}" fill="{_BASES.get(letter, "#666")}">{escape(letter)}</text>')
    ruler = "".join(
        f'<text x="{at * step:.1f}" y="{2 * half + 14}" font-size="9" fill="#777">{at + 1}</text>'
        for at in range(0, len(letters), max(1, round(60 / step)))
    )
    line = f'<line x1="0" x2="{len(letters) * step:.0f}" y1="{half}" y2="{half}" stroke="#999"/>'
    return _svg(
        len(letters) * step,
        2 * half + 20,
        f'<g font-family="monospace" font-size="10">{"".join(drawn)}</g>' + line + ruler,
    )


def molecule(smiles: str, amounts: Floats) -> str:
    """The structure, each atom on a disc of its colour. "" where it cannot be read."""
    from rdkit.Chem import rdDepictor
    from rdkit.Chem.Draw import rdMolDraw2D

    read = read_molecule(smiles)
    if read is None or read.GetNumAtoms() != len(amounts):
        return ""
    rdDepictor.Compute2DCoords(read)
    shares = share(amounts)
    colours = {at: _pale(s) for at, s in enumerate(shares)}
    drawer = rdMolDraw2D.MolDraw2DSVG(460, 340)
    drawer.drawOptions().useBWAtomPalette()
    rdMolDraw2D.PrepareAndDrawMolecule(
        drawer, read, highlightAtoms=list(colours), highlightAtomColors=colours, highlightBonds=[],
        highlightAtomRadii={at: 0.25 + 0.2 * abs(float(s)) for at, s in enumerate(shares)},
    )  # fmt: skip
    drawer.FinishDrawing()
    text = str(drawer.GetDrawingText())
    return text[text.index("<svg") :]


@dataclass(frozen=True, slots=True)
class Layers:
    """A picture (PNG), and above it, at its full strength, a veil of the same size; ``slice`` of a volume, from 0."""

    below: bytes
    veil: bytes
    slice: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {"below": base64.b64encode(self.below).decode(), "veil": base64.b64encode(self.veil).decode(),
                "slice": self.slice}  # fmt: skip


def layers(image: NDArray[Any], amounts: Floats) -> Layers:
    """(C, rows, columns), or of (C, slices, rows, columns) the slice that moved the answer most, under ``amounts`` of
    any coarser shape.
    """
    levels = np.asarray(image, dtype=np.float64)
    places = np.asarray(amounts, dtype=np.float64)
    shares, at = share(places), None
    if levels.ndim == 4:
        most = int(np.abs(places).sum(axis=(1, 2)).argmax())
        at = min(levels.shape[1] - 1, int((most + 0.5) * levels.shape[1] / len(places)))
        levels, shares = levels[:, at], shares[most]
    low, high = np.quantile(levels, [0.01, 0.99])
    level = (255 * np.clip((levels - low) / (high - low if high > low else 1), 0, 1)).astype(np.uint8)
    size = _PICTURE, max(1, round(_PICTURE * level.shape[1] / level.shape[2]))
    shown = level.transpose(1, 2, 0) if len(level) == 3 else level[0]
    colours = np.where(shares[..., None] > 0, _TOWARDS, _AWAY)
    veil = np.dstack([colours, 255 * np.abs(shares)]).astype(np.uint8)
    below = Image.fromarray(np.ascontiguousarray(shown)).resize(size, Image.Resampling.BICUBIC)
    above = Image.fromarray(veil, "RGBA").resize(size, Image.Resampling.BILINEAR)
    return Layers(_png(below.convert("RGB")), _png(above), at)


def picture(two: Layers, alpha: float = 0.6) -> str:
    """The picture as it is, and beside it under its veil."""
    veil = f"position:absolute;left:0;top:0;opacity:{alpha}"
    return (
        f'{_img(two.below)} <span style="position:relative;display:inline-block">{_img(two.below)}'
        f"{_img(two.veil, veil)}</span>"
    )


def course(
    names: Sequence[str],
    times: Floats,
    values: NDArray[Any],
    moments: Sequence[tuple[float, float, float]],
    unit: str,
    below: str = "",
    most: int = 6,
) -> str:
    """Measurements in time, a line for each of the first ``most`` variables, each moment (start, end, amount) on its
    colour; then ``below``. ``values`` (T, names), NaN where not measured.
    """
    if not len(times):
        return below
    start, end = float(times[0]), float(times[-1])
    wide, left, high = 720.0, 190.0, 46.0
    scale = (wide - left - 60) / (end - start if end > start else 1.0)
    shown = [i for i in range(len(names)) if not np.isnan(values[:, i]).all()][:most]
    shares = share(np.array([amount for _, _, amount in moments]))
    foot = high * len(shown)
    drawn = [
        f'<rect x="{left + (s - start) * scale:.1f}" y="0" width="{(e - s) * scale:.1f}" height="{foot:.0f}"'
        f' fill="rgb({_rgb(float(part))})" fill-opacity="{0.55 * abs(float(part)):.2f}"/>'
        for (s, e, _), part in zip(moments, shares, strict=True)
    ]
    for line, at in enumerate(shown):
        known = ~np.isnan(values[:, at])
        xs = left + (times[known] - start) * scale
        ys, low, top = values[known, at], float(values[known, at].min()), float(values[known, at].max())
        y = high * (line + 1) - 8 - (ys - low) / (top - low if top > low else 1.0) * (high - 18)
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(xs, y, strict=True))
        dots = "".join(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="2.2"/>' for a, b in zip(xs, y, strict=True))
        drawn.append(
            f'<text x="{left - 8:.0f}" y="{high * line + 27:.0f}" text-anchor="end" font-size="12">'
            f"{escape(names[at][:28])}</text>"
            f'<polyline points="{points}" fill="none" stroke="#1c2430" stroke-width="1.3"/><g fill="#1c2430">{dots}</g>'
            f'<text x="{wide - 54:.0f}" y="{high * line + 16:.0f}" font-size="10" fill="#555">{top:.4g}</text>'
            f'<text x="{wide - 54:.0f}" y="{high * line + 40:.0f}" font-size="10" fill="#555">{low:.4g}</text>'
        )
    drawn.append(f'<line x1="{left:.0f}" x2="{wide - 60:.0f}" y1="{foot:.0f}" y2="{foot:.0f}" stroke="#999"/>')
    drawn += [
        f'<text x="{left + (s - start) * scale:.1f}" y="{foot + 13:.0f}" font-size="10" fill="#555">'
        f"{s - start:.3g} {escape(unit)}</text>"
        for s, _, _ in moments
    ]
    return _svg(wide, foot + 18, "".join(drawn)) + below


def bars(names: Sequence[str], amounts: Floats, most: int = 20) -> str:
    """Named amounts, the largest first, to the right of a line towards the answer, to the left away from it."""
    order = np.argsort(-np.abs(amounts), kind="stable")[:most]
    shares = share(np.asarray(amounts, dtype=np.float64))
    rows = []
    for line, at in enumerate(order):
        s, y = float(shares[at]), 20 * line
        x, width = (480 + min(0.0, s) * 200), abs(s) * 200
        rows.append(
            f'<text x="270" y="{y + 14}" text-anchor="end" font-size="12">{escape(names[at][:44])}</text>'
            f'<rect x="{x:.1f}" y="{y + 4}" width="{width:.1f}" height="12" fill="rgb({_rgb(s)})"/>'
            f'<text x="690" y="{y + 14}" font-size="11" fill="#555">{float(amounts[at]):+.3f}</text>'
        )
    axis = f'<line x1="480" x2="480" y1="0" y2="{20 * len(order)}" stroke="#999"/>'
    return _svg(760, 20 * len(order) + 4, "".join(rows) + axis)


def _rgb(amount: float) -> str:
    return ",".join(map(str, _TOWARDS if amount > 0 else _AWAY))


def _pale(amount: float) -> tuple[float, float, float]:
    """White at 0, the full colour at 1."""
    full = _TOWARDS if amount > 0 else _AWAY
    red, green, blue = (1 - abs(float(amount)) * (1 - c / 255) for c in full)
    return red, green, blue


def _svg(width: float, height: float, inside: str) -> str:
    size = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{min(width, _WIDE):.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} style="max-width:100%">{inside}</svg>'


def _png(image: Image.Image) -> bytes:
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def _img(png: bytes, style: str = "") -> str:
    how = f' style="{style}"' if style else ""
    return f'<img alt=""{how} src="data:image/png;base64,{base64.b64encode(png).decode()}">'
