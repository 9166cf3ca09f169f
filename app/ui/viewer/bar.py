"""The bar above the pictures: a button for every command that has one, and the menus."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QToolButton, QWidget

from app.domain.measurement import KIND_TITLES, KINDS
from app.imaging.reslice import why_not
from app.ui.language import tr
from app.ui.qt.form import enable, menu_button, row, rule, tool
from app.ui.room import Shell
from app.ui.viewer import commands
from app.ui.viewer.commands import Command
from app.ui.viewer.state import Preset, Tool
from app.ui.viewer.viewport import Viewport

Do = Callable[[str], None]
_ON_SLICES = (
    "cine",
    "key image",
    "flip h",
    "flip v",
    "turn",
    "one to one",
    "true size",
    "magnify",
    "cursor",
    "window box",
)
# the buttons that go first where the window is narrow; their commands then stand in the menu More
_FIRST_TO_GO = (
    "attributes", "segment list", "reset", "one to one", "true size", "flip v", "flip h", "turn", "words", "magnify",
    "window box", "invert", "scroll", "list", "fit", "lines", "together", "cursor", "key image", "cine", "pan", "zoom",
)  # fmt: skip
_WITHOUT_IMAGE = ("layout", "list", "segment list", "lines", "together")
TOOL_NAMES: tuple[Tool, ...] = ("window", "window box", "scroll", "pan", "zoom", "magnify", "cursor")


class Bar(QFrame):
    """``do(name)`` runs a command. ``report_wanted(of)``: keep the ``measurements`` or ``key images`` as DICOM."""

    report_wanted = Signal(str)

    def __init__(self, shell: Shell, do: Do) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._shell = shell
        self._do = do
        self.buttons: dict[str, QToolButton] = {}
        icon = shell.theme.icon
        self.measure, self._measure_menu = menu_button(tr("Measure"), "", icon("measure"))
        self.windows, self._window_menu = menu_button(tr("Window"))
        self.windows.setToolTip(tr("Windows by name") + "  (1–9)")
        self.sets = QComboBox()
        self.sets.setAccessibleName(tr("Display set"))
        self.sets.setMaximumWidth(shell.theme.px(240))
        self.export, self.export_menu = menu_button(tr("Export"), "", icon("export"))
        self.predict, self.predict_menu = menu_button(tr("Predict"), "", icon("predict", "model", "model"))
        for control, verb in ((self.measure, "measure"), (self.export, "export picture"), (self.predict, "predict")):
            shell.for_role(control, verb)
        self._fill_measure()
        self._more, self._more_menu = menu_button("", "", icon("more"))
        self._more.setToolTip(tr("Everything else"))
        self._more.setAccessibleName(tr("Everything else"))
        self._more_menu.aboutToShow.connect(self._fill_more)
        # narrower than all of its buttons: see _make_room
        self.setMinimumWidth(shell.theme.px(420))
        self._row = row(*self._items(), gap=4, margins=(10, 6, 12, 6))
        self.setLayout(self._row)
        shell.for_role(self.buttons["key image"], "mark key image")

    def _items(self) -> tuple[QWidget | None, ...]:
        return (
            *self._all(commands.VIEWPORTS),
            rule(),
            *self._all(commands.TOOLS),
            self.measure,
            *self._all(commands.MEASURING),
            rule(),
            self.windows,
            *self._all(commands.GREYS),
            rule(),
            *self._all(commands.LYING),
            rule(),
            *self._all(commands.SIZES),
            rule(),
            *self._all(commands.GOING),
            *self._all(commands.SHOWING),
            self._more,
            None,
            self.sets,
            self.export,
            self.predict,
        )

    def _all(self, of: tuple[Command, ...]) -> list[QWidget]:
        return [self._button(command) for command in of if command.icon]

    def _button(self, command: Command) -> QToolButton:
        made = tool(self._shell.theme.icon(command.icon), tr(command.words), partial(self._do, command.name))
        made.setToolTip(f"{tr(command.words)}  ({command.keys[0]})")
        made.setCheckable(command.is_checked)
        self.buttons[command.name] = made
        return made

    def resizeEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """As many buttons as there is room for."""
        shown = [self.buttons[name] for name in _FIRST_TO_GO]
        for button in shown:
            button.show()
        for button in shown:
            self._row.activate()
            if self._row.minimumSize().width() <= self.width():
                return
            button.hide()

    def _fill_more(self) -> None:
        """Every command without a button, or without room for it."""
        self._more_menu.clear()
        for group in commands.GROUPS:
            for command in group:
                button = self.buttons.get(command.name)
                if not command.has_place and (button is None or button.isHidden()):
                    self._add_more(command, button)
            self._more_menu.addSeparator()

    def _add_more(self, command: Command, button: QToolButton | None) -> None:
        act = self._more_menu.addAction(f"{tr(command.words)}\t{command.keys[0]}")
        act.triggered.connect(partial(self._run, command.name))
        if button is not None:
            act.setCheckable(button.isCheckable())
            act.setChecked(button.isChecked())
            act.setEnabled(button.isEnabled())
            act.setToolTip(button.toolTip())

    def _fill_measure(self) -> None:
        for kind in KINDS:
            act = self._measure_menu.addAction(f"{tr(KIND_TITLES[kind])}\t{commands.keys_of(kind)}")
            act.triggered.connect(partial(self._run, kind))
        self._measure_menu.addSeparator()
        for words, of in (
            (tr("Keep the measurements as a DICOM report (SR)"), "measurements"),
            (tr("Keep the key images as a DICOM selection (KO)"), "key images"),
        ):
            self._measure_menu.addAction(words).triggered.connect(partial(self._want_report, of))

    def _run(self, name: str, _checked: bool = False) -> None:
        self._do(name)

    def _want_report(self, of: str, _checked: bool = False) -> None:
        self.report_wanted.emit(of)

    # ---- showing

    def show_windows(self, offered: tuple[Preset, ...], choose: Callable[[Preset], None]) -> None:
        menu = self._window_menu
        menu.clear()
        for preset in offered:
            window = preset.window
            text = f"{tr(preset.title)}    C {window.centre:g}  W {window.width:g}"
            act = menu.addAction(f"{text}\t{preset.key}" if preset.key else text)
            act.triggered.connect(partial(_choose, choose, preset))
        if offered:
            menu.addSeparator()
        act = menu.addAction(tr("From this slice") + f"\t{commands.keys_of('auto window')}")
        act.triggered.connect(partial(self._run, "auto window"))

    def show_state(self, viewport: Viewport) -> None:
        """Which buttons are down."""
        state, opened = viewport.state, viewport.opened
        for name in TOOL_NAMES:
            self.buttons[name].setChecked(state is not None and state.tool == name)
        self.buttons["planes"].setChecked(viewport.shows_planes)
        is_playing = state is not None and state.is_playing
        self.buttons["cine"].setIcon(self._shell.theme.icon("pause" if is_playing else "play"))
        is_key = (
            opened is not None and state is not None and viewport.marks.is_key(opened.shown.frames[state.slice_index])
        )
        self.buttons["key image"].setChecked(is_key)

    def enable_for(self, viewport: Viewport) -> None:
        """Every control says why it cannot be used now."""
        self._enable(viewport)
        self._make_room()

    def _enable(self, viewport: Viewport) -> None:
        opened = viewport.opened
        nothing = tr("No image is open.")
        of_images = (button for name, button in self.buttons.items() if name not in _WITHOUT_IMAGE)
        for control in (*of_images, self.measure, self.export):
            enable(control, opened is not None, nothing)
        enable(self.predict, viewport.summary is not None, nothing)
        enable(self.windows, opened is not None, nothing)
        if opened is None:
            return
        if opened.volume.is_colour:
            grey = tr("Colour images have no window.")
            for control in (self.windows, *(self.buttons[name] for name in ("invert", "window", "window box"))):
                enable(control, False, grey)
        if opened.shown.shape[0] == 1:
            for name in ("cine", "scroll"):
                enable(self.buttons[name], False, tr("There is only one image."))
        refused = why_not(opened.volume)
        enable(self.buttons["planes"], refused is None, tr(refused) if refused else "")
        at = viewport.state.slice_index if viewport.state is not None else 0
        sizeless = tr("The file states no size of its pixels that holds for all of this image.")
        enable(self.buttons["true size"], bool(opened.scales) and opened.scales[at].is_known, sizeless)
        if viewport.shows_planes:
            planes = tr("Planes are shown; go back to the images first.")
            for control in (self.buttons[name] for name in _ON_SLICES):
                enable(control, False, planes)


def _choose(choose: Callable[[Preset], None], preset: Preset, _checked: bool = False) -> None:
    choose(preset)
