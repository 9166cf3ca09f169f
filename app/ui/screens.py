"""How far apart the pixels of a screen are, and whether that can be believed: what true size rests on."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.domain.words import Phrase, say

# what systems answer that do not know their screen: 96 dots to the inch
_MADE_UP_MM = 25.4 / 96
_NARROWEST_MM, _WIDEST_MM = 0.04, 0.6
# a bank card (ISO/IEC 7810, ID-1), the ruler everybody has
CARD_MM = (85.60, 53.98)


@dataclass(frozen=True, slots=True)
class Screen:
    """``pixels`` and ``mm`` are (across, down) as the system says; ``name`` is the screen's own."""

    name: str
    pixels: tuple[int, int]
    mm: tuple[float, float]

    @property
    def key(self) -> str:
        """By what a measured screen is known again: it is measured anew at another resolution."""
        return f"{self.name} {self.pixels[0]} x {self.pixels[1]}"


@dataclass(frozen=True, slots=True)
class Pitch:
    """From one pixel of the screen to the next, and who says so."""

    mm: float
    source: Phrase


def pitch_of(screen: Screen, measured: tuple[tuple[str, float], ...]) -> Pitch | None:
    """As a person measured it, else as the screen states it where that can be believed; None where it cannot.

    Not believed: no size, pixels that would not be square (3 %), too small or too large ones, and 96 dots to the inch,
    which is what systems say of screens they know nothing of.
    """
    known = dict(measured).get(screen.key)
    if known:
        return Pitch(known, say("screen measured by hand"))
    across, down = (mm / pixels if pixels else 0.0 for mm, pixels in zip(screen.mm, screen.pixels, strict=True))
    if not (_NARROWEST_MM < across < _WIDEST_MM and abs(across - down) <= 0.03 * across):
        return None
    mean = (across + down) / 2
    if abs(mean - _MADE_UP_MM) < 0.005 * _MADE_UP_MM:
        return None
    return Pitch(mean, say("screen as it states itself"))


def pitch_by_card(pixels_across: float) -> float:
    """The pitch, mm, of a screen on which a bank card is so many pixels wide."""
    return CARD_MM[0] / pixels_across


def screen_of(widget: QWidget) -> Screen:
    """The screen that a widget stands on."""
    found = widget.screen()
    size, mm, ratio = found.size(), found.physicalSize(), found.devicePixelRatio()
    pixels = round(size.width() * ratio), round(size.height() * ratio)
    return Screen(found.name(), pixels, (mm.width(), mm.height()))
