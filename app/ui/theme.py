"""How the window looks: two sets of tokens, one style sheet made from them, one bundled font, tinted stroke icons.

The image area is black in both themes. ``model`` marks everything a model said, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QDir, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

FONT = "Aegle Sans"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by role, ``#rrggbb``. ``on_accent`` is text on an accent surface; ``hover`` lies on surfaces."""

    name: str
    background: str
    surface: str
    raised: str
    hover: str
    selected: str
    line: str
    edge: str
    text: str
    dim: str
    accent: str
    on_accent: str
    good: str
    warn: str
    bad: str
    model: str
    image: str = "#000000"
    image_text: str = "#d7e0ea"


DARK = Tokens(
    name="dark",
    background="#0e1318",
    surface="#151b22",
    raised="#1d2530",
    hover="#232d3a",
    selected="#173250",
    line="#2a3440",
    edge="#3a4656",
    text="#e7edf3",
    dim="#98a6b5",
    accent="#4aa8ff",
    on_accent="#06121f",
    good="#3fb950",
    warn="#e3b341",
    bad="#f85149",
    model="#b48cff",
)

LIGHT = Tokens(
    name="light",
    background="#f4f6f9",
    surface="#ffffff",
    raised="#eef2f6",
    hover="#e6ebf1",
    selected="#d8e8f9",
    line="#d5dce4",
    edge="#b4bfcb",
    text="#17212b",
    dim="#526070",
    accent="#0a66c2",
    on_accent="#ffffff",
    good="#1a7431",
    warn="#8a5a00",
    bad="#c62828",
    model="#6b3fc4",
)

THEMES = {DARK.name: DARK, LIGHT.name: LIGHT}


# drawn icons by name, side in pixels and colour
Pictures = dict[tuple[str, int, str], QPixmap]


class Theme:
    """The look of one running window: its tokens, and icons in its colours.

    ``pictures`` are kept by the window from one look to the next, so that nothing is drawn twice.
    """

    def __init__(self, tokens: Tokens, resources: Path, scale: float = 1.0, pictures: Pictures | None = None) -> None:
        self.tokens = tokens
        self.scale = scale
        self._resources = resources
        self._pictures = {} if pictures is None else pictures
        self._icons: dict[tuple[str, str], QIcon] = {}

    def px(self, size: float) -> int:
        """A length at the person's text scale, in pixels."""
        return round(size * self.scale)

    def font(self, px: float = 13, bold: bool = False) -> QFont:
        font = QFont(FONT)
        font.setPixelSize(self.px(px))
        font.setBold(bold)
        return font

    def colour(self, role: str) -> QColor:
        """A token as a QColor: ``theme.colour("accent")``."""
        return QColor(getattr(self.tokens, role))

    def icon(self, name: str, role: str = "dim", on: str = "accent") -> QIcon:
        """``resources/icons/<name>.svg`` in a token's colour; checked or selected it takes the colour ``on``."""
        key = (name, f"{role}/{on}")
        if key not in self._icons:
            icon = QIcon()
            modes = (
                (QIcon.Mode.Normal, QIcon.State.Off, role),
                (QIcon.Mode.Normal, QIcon.State.On, on),
                (QIcon.Mode.Selected, QIcon.State.Off, on),
                (QIcon.Mode.Disabled, QIcon.State.Off, "edge"),
            )
            for mode, state, colour in modes:
                for side in (20, 40):
                    icon.addPixmap(self.picture(name, side, colour), mode, state)
            self._icons[key] = icon
        return self._icons[key]

    def picture(self, name: str, side: int, role: str = "dim") -> QPixmap:
        """An icon as a square pixmap of ``side`` pixels."""
        key = (name, side, getattr(self.tokens, role))
        if key not in self._pictures:
            self._pictures[key] = self._drawn(*key)
        return self._pictures[key]

    def _drawn(self, name: str, side: int, colour: str) -> QPixmap:
        drawing = (self._resources / "icons" / f"{name}.svg").read_text("utf-8")
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
        pixmap = QPixmap(QSize(side, side))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.end()
        return pixmap

    def apply(self, app: QApplication) -> None:
        """Dress the application: font, palette, style sheet."""
        load_fonts(self._resources)
        # the marks that a style sheet names as files: ticks, arrows
        QDir.setSearchPaths("mark", [str(self._resources / "themes" / self.tokens.name)])
        # once: taking the style away from under living widgets is not safe in Qt
        if app.property("dressed") is None:
            app.setStyle("Fusion")
            app.setProperty("dressed", True)
        sheet = style_sheet(self.tokens, self._resources, self.scale)
        if app.styleSheet() != sheet:  # dressing every living widget anew takes a second
            app.setFont(self.font())
            app.setPalette(palette(self.tokens))
            app.setStyleSheet(sheet)


def load_fonts(resources: Path) -> None:
    """Make the bundled family known to Qt. Loading it again changes nothing."""
    if FONT in QFontDatabase.families():
        return
    for file in sorted((resources / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def palette(tokens: Tokens) -> QPalette:
    """The same colours for what style sheets do not reach."""
    roles = {
        QPalette.ColorRole.Window: tokens.background,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.raised,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.Button: tokens.raised,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.BrightText: tokens.bad,
        QPalette.ColorRole.Highlight: tokens.selected,
        QPalette.ColorRole.HighlightedText: tokens.text,
        QPalette.ColorRole.ToolTipBase: tokens.raised,
        QPalette.ColorRole.ToolTipText: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.dim,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.LinkVisited: tokens.accent,
        QPalette.ColorRole.Accent: tokens.accent,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.dim))
    return made


def style_sheet(tokens: Tokens, resources: Path, scale: float = 1.0) -> str:
    """``resources/themes/aegle.qss`` with tokens filled in; ``$px13`` and the like follow the text scale."""
    names = {field.name: str(getattr(tokens, field.name)) for field in fields(tokens)}
    sizes = {f"px{n}": f"{round(n * scale)}px" for n in range(1, 61)}
    return Template((resources / "themes" / "aegle.qss").read_text("utf-8")).substitute(names | sizes)


def contrast(one: str, other: str) -> float:
    """Contrast of two ``#rrggbb`` colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
