"""The window: the door, the open vault, what happens when something fails or it is closed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.services.settings import Preferences, read_doorstep
from app.services.workstation import Door, Workstation
from app.ui import trouble
from app.ui.qt.ask import Sheet
from app.ui.room import Shell
from app.ui.rooms import ROOMS
from app.ui.unlock.recovery import RecoveryPage
from app.ui.unlock.view import View as UnlockView
from app.ui.window import Tell, Window, has_display
from app.ui.workbench import Workbench, patient_line
from tests.gui.conftest import PASSPHRASE, TORSO

Made = Callable[..., Window]


@pytest.fixture
def make_window(door: Door, qapp: QApplication, qtbot: QtBot) -> Iterator[Made]:
    windows: list[Window] = []
    met: list[BaseException] = []

    def make(tell: Tell = lambda _window, error: met.append(error), **given: Any) -> Window:
        # a form that waits for a person would wait for ever
        window = Window(door, qapp, tell=tell, **given)
        windows.append(window)
        window.resize(1280, 720)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield make
    while_testing = tuple(met)  # later ones come of a vault that was closed under its window
    for window in windows:
        if window.shell is not None:
            shell = window.shell
            qtbot.waitUntil(partial(_is_idle, shell), timeout=30_000)
        window.let_go()
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not while_testing


def _is_idle(shell: Shell) -> bool:
    return shell.is_idle


def opened(window: Window, workstation: Workstation, qtbot: QtBot) -> Workbench:
    """The window with an open vault, once its worklist is read."""
    window.open_vault(workstation, Preferences(language="en"))
    bench = window.bench
    assert bench is not None
    qtbot.waitUntil(lambda: bench.shell.is_idle, timeout=30_000)
    return bench


def fields(page: QWidget | None) -> dict[str, QLineEdit]:
    assert page is not None
    return {line.accessibleName(): line for line in page.findChildren(QLineEdit) if line.isVisible()}


def press(page: QWidget | None, text: str) -> None:
    assert page is not None
    next(b for b in page.findChildren(QAbstractButton) if b.text() == text and b.isVisible()).click()


def shown_words(page: QWidget | None) -> str:
    assert page is not None
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


# ---- the door


def test_a_first_start_offers_to_create_a_vault_and_opens_it(make_window: Made, door: Door, qtbot: QtBot) -> None:
    window = make_window()
    page = window.centralWidget()
    assert isinstance(page, UnlockView)
    lines = fields(page)
    QTest.keyClicks(lines["Your user name"], "ada")
    QTest.keyClicks(lines["Passphrase"], PASSPHRASE)
    assert "Strength" in shown_words(page)
    QTest.keyClicks(lines["Passphrase once more"], PASSPHRASE)
    press(page, "Create the vault")
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), RecoveryPage), timeout=30_000)
    asked = window.centralWidget()
    assert isinstance(asked, RecoveryPage)
    qtbot.waitUntil(asked.next.isVisible)
    code = asked.shown.text().replace("\n", " ")
    press(asked, "I have written it down")
    QTest.keyClicks(asked.typed, code)
    press(asked, "Open the vault")
    qtbot.waitUntil(lambda: window.bench is not None, timeout=30_000)
    assert window.workstation is not None
    assert window.workstation.principal.user == "ada"
    assert read_doorstep(door.doorstep).vault == door.default_vault
    workstation = window.workstation
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.is_idle, timeout=30_000)
    window.close()
    assert workstation.folder.is_dir()
    door.unlock(door.default_vault, "ada", PASSPHRASE).close()


def test_a_wrong_passphrase_is_said_inline_and_cleared(make_window: Made, door: Door, qtbot: QtBot) -> None:
    door.create(door.default_vault, "ada", PASSPHRASE).close()
    window = make_window()
    page = window.centralWidget()
    assert isinstance(page, UnlockView)
    line = fields(page)["Passphrase"]
    QTest.keyClicks(line, "not the right words")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "is not right" in shown_words(page), timeout=30_000)
    assert line.text() == ""
    assert window.bench is None
    QTest.keyClicks(line, PASSPHRASE)
    press(page, "Unlock")
    qtbot.waitUntil(lambda: window.bench is not None, timeout=30_000)
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.is_idle, timeout=30_000)
    window.close()


def test_caps_lock_is_noticed_from_what_is_typed(make_window: Made, qtbot: QtBot) -> None:
    assert qtbot is not None
    page = make_window().centralWidget()
    line = fields(page)["Passphrase"]
    QTest.keyClicks(line, "a")
    assert "Caps lock" not in shown_words(page)
    # a capital that came without Shift
    QTest.sendKeyEvent(QTest.KeyAction.Click, line, Qt.Key.Key_A, "A", Qt.KeyboardModifier.NoModifier)
    assert "Caps lock" in shown_words(page)


def test_language_and_theme_chosen_at_the_door_are_remembered(make_window: Made, door: Door) -> None:
    window = make_window()
    page = window.centralWidget()
    assert isinstance(page, UnlockView)
    page.language_chosen.emit("zh_CN")
    assert "新建保险库" in [b.text() for b in window.findChildren(QAbstractButton)]
    page = window.centralWidget()
    assert isinstance(page, UnlockView)
    page.theme_chosen.emit("light")
    assert window.theme.tokens.name == "light"
    kept = read_doorstep(door.doorstep)
    assert (kept.language, kept.theme) == ("zh_CN", "light")
    window.dress("en", "dark", 1.0)


def test_making_the_key_does_not_freeze_the_window(make_window: Made, door: Door, qtbot: QtBot) -> None:
    door.create(door.default_vault, "ada", PASSPHRASE).close()
    window = make_window()
    page = window.centralWidget()
    assert isinstance(page, UnlockView)
    gaps = Heartbeat(window)
    QTest.keyClicks(fields(page)["Passphrase"], PASSPHRASE)
    press(page, "Unlock")
    assert page.state.busy
    qtbot.waitUntil(lambda: window.bench is not None, timeout=30_000)
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.is_idle, timeout=30_000)
    assert gaps.longest_before_ms < 200
    window.close()


class Heartbeat:
    """Measures the longest time the event loop was busy with one thing, until the page changes."""

    def __init__(self, window: Window) -> None:
        self.longest_before_ms = 0.0
        self._window = window
        self._last = time.perf_counter()
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._beat)
        self._timer.start(5)

    def _beat(self) -> None:
        now = time.perf_counter()
        if self._window.bench is None:
            self.longest_before_ms = max(self.longest_before_ms, (now - self._last) * 1000)
        self._last = now


# ---- the open vault


def test_every_room_opens_by_its_key_and_none_is_an_empty_page(
    make_window: Made, library: Workstation, qtbot: QtBot
) -> None:
    failures: list[BaseException] = []
    window = make_window(tell=lambda _w, error: failures.append(error))
    bench = opened(window, library, qtbot)
    for number, room in enumerate(ROOMS, start=1):
        QTest.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        assert bench.room == room.name
        qtbot.waitUntil(lambda: bench.shell.is_idle, timeout=30_000)
        view = bench.view(room.name)
        assert shown_words(view).strip() or view.findChildren(QAbstractButton), room.name
    assert failures == []


class Openings(QObject):
    """Remembers every window that comes up."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_no_piece_of_a_room_flashes_up_as_a_window_of_its_own(
    make_window: Made, library: Workstation, qapp: QApplication, qtbot: QtBot
) -> None:
    window = make_window(tell=lambda _w, _e: None)
    openings = Openings()
    qapp.installEventFilter(openings)
    bench = opened(window, library, qtbot)
    for room in ROOMS:
        bench.go(room.name)
        qtbot.waitUntil(lambda: bench.shell.is_idle, timeout=30_000)
    qapp.removeEventFilter(openings)
    assert openings.windows == []


def test_every_control_has_a_name_and_no_button_is_disabled_without_a_reason(
    make_window: Made, library: Workstation, qtbot: QtBot
) -> None:
    window = make_window(tell=lambda _w, _e: None)
    bench = opened(window, library, qtbot)
    nameless: list[tuple[str, QWidget]] = []
    unexplained: list[tuple[str, str]] = []
    for room in ROOMS:
        bench.go(room.name)
        qtbot.waitUntil(lambda: bench.shell.is_idle, timeout=30_000)
        view = bench.view(room.name)
        buttons = [one for one in view.findChildren(QAbstractButton) if one.isVisible() and not _is_qts_own(one)]
        nameless += [(room.name, one) for one in buttons if not (one.text() or one.accessibleName())]
        unexplained += [(room.name, one.text()) for one in buttons if not one.isEnabled() and not one.toolTip()]
        fields: list[QWidget] = [*view.findChildren(QLineEdit), *view.findChildren(QComboBox)]
        shown = [one for one in fields if one.isVisible() and not _is_inner(one)]
        nameless += [(room.name, one) for one in shown if not one.accessibleName()]
    assert nameless == []
    assert unexplained == []


def _is_qts_own(button: QAbstractButton) -> bool:
    """Corner buttons of tables, clear buttons of text fields, scroll buttons of tab bars."""
    return isinstance(button.parent(), QLineEdit) or button.metaObject().className() != type(button).__name__


def _is_inner(field: QWidget) -> bool:
    """The text part of a combo or spin box."""
    return isinstance(field.parent(), QComboBox | QSpinBox) or "spinbox" in field.objectName()


def test_the_open_patient_stands_on_top_in_every_room(make_window: Made, library: Workstation, qtbot: QtBot) -> None:
    window = make_window()
    bench = opened(window, library, qtbot)
    row = next(r for r in library.worklist.patients(library.principal) if r.patient.mrn == "T-100")
    bench.shell.open_patient(row.patient.id)
    qtbot.waitUntil(lambda: bench.shell.patient is not None)
    assert bench.room == "record"
    for name in ("record", "models", "audit"):
        bench.go(name)
        top = shown_words(window)
        assert "Sample, Tomas" in top
        assert "MRN T-100 · born 1961-04-12" in top
    bench.shell.choose_patient("")
    assert "No patient open" in shown_words(window)


def test_a_patients_line_says_what_is_not_known() -> None:
    assert patient_line(TORSO).endswith("· Male")
    unknown = type(TORSO)("x", "", "", None, "")
    assert patient_line(unknown) == "No hospital number · birth date not stated · Sex not stated"


def test_typing_in_the_search_goes_on_in_the_worklists_filter(
    make_window: Made, library: Workstation, qtbot: QtBot
) -> None:
    window = make_window()
    bench = opened(window, library, qtbot)
    bench.go("audit")
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    bench._top.search.setFocus()
    QTest.keyClicks(bench._top.search, "t")
    assert bench.room == "worklist"
    assert bench.view("worklist").filter.text() == "t"  # type: ignore[attr-defined]


def test_changing_the_look_keeps_room_patient_and_vault(make_window: Made, library: Workstation, qtbot: QtBot) -> None:
    window = make_window()
    bench = opened(window, library, qtbot)
    row = next(r for r in library.worklist.patients(library.principal) if r.patient.mrn == "H-200")
    bench.shell.choose_patient(row.patient.id)
    bench.go("settings")
    qtbot.waitUntil(lambda: bench.shell.is_idle and bench.shell.patient is not None, timeout=30_000)
    library.settings.write(library.principal, Preferences(language="zh_CN", theme="light"))
    bench.shell.redress()
    qtbot.waitUntil(lambda: window.bench is not bench, timeout=30_000)
    fresh = window.bench
    assert fresh is not None
    assert fresh.room == "settings"
    assert fresh.shell.patient == row.patient
    assert window.theme.tokens.name == "light"
    qtbot.waitUntil(lambda: "样本海伦" in shown_words(window), timeout=30_000)
    assert "病历号 H-200" in shown_words(window)
    qtbot.waitUntil(lambda: fresh.shell.is_idle, timeout=30_000)
    window.dress("en", "dark", 1.0)


def test_locking_closes_the_vault_and_shows_the_door(
    make_window: Made, door: Door, library: Workstation, qtbot: QtBot
) -> None:
    window = make_window()
    opened(window, library, qtbot)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.centralWidget(), UnlockView)

    def is_free() -> bool:
        try:
            door.unlock(door.default_vault, None, PASSPHRASE).close()
        except WorkstationError:
            return False
        return True

    qtbot.waitUntil(is_free, timeout=30_000)
    assert "Sample" not in shown_words(window)


def test_leaving_while_a_job_runs_asks_first(make_window: Made, library: Workstation, qtbot: QtBot) -> None:
    window = make_window()
    bench = opened(window, library, qtbot)
    go = threading.Event()

    def work(report: Any) -> None:
        while not go.wait(0.01):
            report(1, 2)

    bench.shell.run_job(say("Import {name}", name="X"), work, lambda _r: None)
    asked: list[str] = []

    def answer() -> None:
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, Sheet)
        asked.append(shown_words(sheet))
        sheet.reject()

    QTimer.singleShot(50, answer)
    window.lock()
    assert "Import X" in asked[0]
    assert window.bench is bench
    go.set()
    qtbot.waitUntil(lambda: bench.shell.is_idle, timeout=30_000)


# ---- trouble


def test_a_foreseen_failure_is_shown_in_its_own_words(qtbot: QtBot) -> None:
    sheet = trouble.foreseen(None, WorkstationError(say("The disk is full."), say("Make room."), "errno 28"))
    qtbot.addWidget(sheet)
    sheet.show()
    words = shown_words(sheet)
    assert "The disk is full." in words
    assert "Make room." in words
    assert "errno 28" in words


def test_a_bugs_form_holds_nothing_about_a_patient() -> None:
    def fails(name: str) -> None:
        raise KeyError(f"{name} born 1961")

    with pytest.raises(KeyError) as caught:
        fails("Sample^Tomas")
    form = trouble.bug_form(caught.value)
    assert "KeyError" in form
    assert "test_window.py" in form
    assert "Tomas" not in form
    assert "1961" not in form
    assert str(Path.home()) not in form


def test_a_storm_of_failures_is_shown_one_at_a_time(make_window: Made) -> None:
    shown: list[BaseException] = []

    def tell(parent: QWidget | None, error: BaseException) -> None:
        shown.append(error)
        assert isinstance(parent, Window)
        parent.meet_trouble(KeyError("again"))

    window = make_window(tell=tell)
    window.meet_trouble(KeyError("first"))
    assert len(shown) == 1


def test_without_a_display_the_window_says_so_instead_of_crashing() -> None:
    assert not has_display({}, "linux")
    assert has_display({"DISPLAY": ":0"}, "linux")
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert has_display({}, "win32")
    assert has_display({}, "darwin")
