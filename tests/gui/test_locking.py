"""The vault locks by itself, leaves nothing behind, and unlocking returns to where the person was."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.words import NOTHING, say
from app.services.settings import Preferences, Rules
from app.services.workstation import Door, Workstation
from app.store import keyring
from app.ui import idle
from app.ui.idle import IdleWatch, SystemWatch
from app.ui.qt.ask import Sheet
from app.ui.unlock.recovery import RecoveryPage
from app.ui.unlock.view import View as UnlockView
from app.ui.window import Window
from tests import watched
from tests.gui.conftest import PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]
MadeWindow = Callable[[], Window]


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def window(door: Door, qapp: QApplication, qtbot: QtBot, clock: Clock) -> Iterator[Window]:
    met: list[BaseException] = []
    made = Window(door, qapp, clock=clock, tell=lambda _window, error: met.append(error))
    with qtbot.waitExposed(made):
        made.show()
    yield made
    while_testing = tuple(met)
    qtbot.waitUntil(lambda: made._leaving is None, timeout=8_000)
    if made.shell is not None:
        shell = made.shell
        qtbot.waitUntil(lambda: shell.is_idle, timeout=30_000)
    workstation = made.workstation
    made.let_go()
    if workstation is not None:
        workstation.close()
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not while_testing


def unlock(window: Window, qtbot: QtBot) -> None:
    page = window.centralWidget()
    assert isinstance(page, UnlockView)
    page._secret.line.setText(PASSPHRASE)
    page._press()
    qtbot.waitUntil(lambda: window.bench is not None, timeout=30_000)
    settle(window, qtbot)


def settle(window: Window, qtbot: QtBot) -> None:
    shell = window.shell
    assert shell is not None
    qtbot.waitUntil(lambda: shell.is_idle, timeout=30_000)


def words_on(page: QWidget | None) -> str:
    assert page is not None
    parts: list[QLabel | QLineEdit] = [*page.findChildren(QLabel), *page.findChildren(QLineEdit)]
    return "\n".join(part.text() for part in parts)


def test_nobody_there_for_the_set_time_locks_and_a_touch_begins_it_anew(
    window: Window, library: Workstation, clock: Clock, qtbot: QtBot
) -> None:
    window.open_vault(library, Preferences(language="en"))
    settle(window, qtbot)
    clock.now += 599
    QTest.mouseMove(window)
    window.idle.touch()
    clock.now += 599
    window.idle.look()
    assert window.bench is not None
    clock.now += 1
    window.idle.look()
    assert isinstance(window.centralWidget(), UnlockView)


def test_an_administrators_minutes_hold(window: Window, library: Workstation, clock: Clock, qtbot: QtBot) -> None:
    library.settings.change_rules(library.principal, Rules(2))
    library.close()
    window.show_door()
    unlock(window, qtbot)
    clock.now += 119
    window.idle.look()
    assert window.bench is not None
    clock.now += 1
    window.idle.look()
    assert window.bench is None


def test_input_anywhere_in_the_program_is_a_touch(qapp: QApplication, qtbot: QtBot, clock: Clock) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    watch = IdleWatch(line, qapp, clock)
    passed: list[None] = []
    watch.passed.connect(lambda: passed.append(None))
    clock.now += 599
    QTest.keyClicks(line, "a")
    clock.now += 599
    watch.look()
    assert passed == []
    clock.now += 1
    watch.look()
    assert len(passed) == 1


def test_locking_asks_nothing_shows_nothing_and_closes_what_stands_above(
    window: Window, library: Workstation, qtbot: QtBot
) -> None:
    window.open_vault(library, Preferences(language="en"))
    settle(window, qtbot)
    shell = window.shell
    assert shell is not None
    row = next(r for r in library.worklist.patients(library.principal) if r.patient.mrn == "T-100")
    shell.open_patient(row.patient.id)
    settle(window, qtbot)
    assert "Sample, Tomas" in words_on(window)
    sheet = Sheet(window, "About Sample, Tomas")
    sheet.open()
    stopped = threading.Event()
    shell.run_job(say("Import {name}", name="X"), lambda report: _until(report, stopped), lambda _r: None)
    before = window.grab().toImage()
    window.lock_now()
    assert "Sample" not in "".join(words_on(w) for w in QApplication.topLevelWidgets())
    assert window.grab().toImage() != before
    assert stopped.wait(10)


def _until(report: Callable[[int, int], None], stopped: threading.Event) -> None:
    try:
        while True:
            report(0, 0)
            stopped.wait(0.01)
    finally:
        stopped.set()


def test_unlocking_returns_to_room_patient_and_what_was_being_typed(
    window: Window, library: Workstation, qtbot: QtBot
) -> None:
    library.close()
    window.show_door()
    unlock(window, qtbot)
    assert window.shell is not None
    assert window.bench is not None
    ws = window.shell.workstation
    row = next(r for r in ws.worklist.patients(ws.principal) if r.patient.mrn == "T-100")
    window.shell.choose_patient(row.patient.id)
    window.bench.go("findings")
    settle(window, qtbot)
    field = window.bench.view("findings").findings.what  # type: ignore[attr-defined]
    long = "nodule, right upper lobe, 8 mm; " * 320
    field.setMaxLength(20_000)
    field.setText(long)
    window.lock_now()
    assert window.bench is None
    raw = b"".join(path.read_bytes() for path in ws.folder.rglob("*") if path.is_file())
    assert b"right upper lobe" not in raw
    unlock(window, qtbot)
    assert window.bench.room == "findings"
    assert window.shell.patient == row.patient
    view = window.bench.view("findings")
    qtbot.waitUntil(lambda: view.findings.what.text().startswith("nodule"), timeout=10_000)
    # once returned to, it is forgotten
    settle(window, qtbot)
    ws = window.shell.workstation
    assert ws.settings.place(ws.principal).drafts == ()


def test_training_goes_on_and_a_stopped_import_is_taken_up_again(
    window: Window, library: Workstation, filled_vault: Path, qtbot: QtBot
) -> None:
    window.open_vault(library, Preferences(language="en"))
    settle(window, qtbot)
    assert window.shell is not None
    go_on = threading.Event()
    job = window.shell.run_job(
        say("Train a model"), lambda report: _slowly(report, go_on), lambda _r: None, outlasts=True
    )
    window.shell.kept["training run"] = "running"
    window.shell.kept["imports"] = [((filled_vault.parent / "files",), None)]
    window.lock_now()
    assert not job.is_cancelling
    unlock_now(window, qtbot)
    assert window.shell is not None
    assert job in window.shell.jobs()
    assert window.shell.kept["training run"] == "running"
    go_on.set()
    settle(window, qtbot)
    ws = window.shell.workstation
    assert job.state == "done"
    assert len(ws.importing.ledgers(ws.principal)) == 2


def unlock_now(window: Window, qtbot: QtBot) -> None:
    page = window.centralWidget()
    assert isinstance(page, UnlockView)
    page._secret.line.setText(PASSPHRASE)
    page._press()
    qtbot.waitUntil(lambda: window.bench is not None, timeout=30_000)


def _slowly(report: Callable[[int, int], None], go_on: threading.Event) -> str:
    while not go_on.wait(0.01):
        report(0, 0)
    return "model"


def test_a_new_vault_shows_its_recovery_code_and_asks_it_back(window: Window, qtbot: QtBot) -> None:
    page = window.centralWidget()
    assert isinstance(page, UnlockView)
    page._user.setText("ada")
    for line in (page._secret.line, page._again.line):
        line.setText(PASSPHRASE)
    page._press()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), RecoveryPage), timeout=30_000)
    asked = window.centralWidget()
    assert isinstance(asked, RecoveryPage)
    code = asked.shown.text().replace("\n", " ")
    asked.next.click()
    assert not asked.finish.isEnabled()
    swapped = code[1] + code[0] + code[2:] if code[0] != code[1] else "!" + code[1:]
    asked.typed.setText(swapped)
    assert not asked.finish.isEnabled()
    assert window.bench is None
    asked.typed.setText(code.lower())
    asked.finish.click()
    qtbot.waitUntil(lambda: window.bench is not None, timeout=30_000)
    settle(window, qtbot)
    assert code[:4] not in words_on(window)


# ---- what the system tells

_SIGNALS: tuple[tuple[str, str, str, str, list[bool]], ...] = (
    ("session", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", [True]),
    ("session", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", [True]),
    ("system", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", [True]),
    ("system", "/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session", "Lock", []),
)
_LISTEN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from app.ui.idle import SystemWatch
app = QApplication([])
window = QWidget()
watch = SystemWatch(window)
assert not watch.missing.text
said = []
watch.locked.connect(lambda: said.append(1))
for bus, path, interface, name, values in %r:
    connection = QDBusConnection.sessionBus() if bus == "session" else QDBusConnection.systemBus()
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(values)
    connection.send(message)
QTimer.singleShot(700, app.quit)
app.exec()
print(len(said))
"""


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no dbus-daemon on this computer")
def test_a_locked_screen_and_a_sleep_are_heard_over_dbus() -> None:
    started = ["dbus-daemon", "--session", "--print-address", "--nofork"]
    with subprocess.Popen(started, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as bus:
        assert bus.stdout is not None
        address = bus.stdout.readline().strip()
        names = {"DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": address, "PYTHONPATH": str(ROOT)}
        heard = [len(_SIGNALS), 0]
        told = (_SIGNALS, [(*_SIGNALS[0][:4], [False])])
        try:
            for signals, expected in zip(told, heard, strict=True):
                said = subprocess.run(
                    [sys.executable, "-c", _LISTEN % (signals,)],
                    env={**os.environ, **names},
                    capture_output=True,
                    text=True,
                    timeout=60,
                )
                assert said.stdout.strip() == str(expected), said.stderr
        finally:
            bus.kill()


def test_what_windows_says_of_leaving_is_understood() -> None:
    locks = [(0x02B1, 0x7), (0x02B1, 0x2), (0x02B1, 0x4), (0x0218, 0x4)]
    assert all(idle.is_leaving(*one) for one in locks)
    assert not any(idle.is_leaving(*one) for one in [(0x02B1, 0x8), (0x02B1, 0x1), (0x0218, 0x7), (0x0100, 0x7)])
    assert ctypes.sizeof(idle._WindowsMessage) == 32


def test_a_system_that_tells_nothing_is_named(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert SystemWatch(widget, "darwin").missing != NOTHING


# ---- what is left in memory

_WINDOW = """
import sys, threading
from dataclasses import replace
from pathlib import Path
from PySide6.QtCore import QObject, Signal, QTimer
from PySide6.QtWidgets import QApplication
from app import main
from app.services.settings import Preferences
from app.store.keyring import Cost
from app.ui import leaving
from app.ui.window import Window

folder, passphrase, series = Path(sys.argv[1]), sys.stdin.readline().strip(), sys.argv[2]
leaving.forget_freed_memory()
app = QApplication([])
before = main.door(Cost(8192, 1, 1))
door = replace(before, doorstep=folder.parent / "doorstep.json", default_vault=folder)
window = Window(door, app, remembers=False)
window.resize(1280, 800)
window.show()
page = window.centralWidget()
page._secret.line.setText(passphrase)
page._press()

class Ear(QObject):
    heard = Signal(str)
ear = Ear()

def listen():
    for line in sys.stdin:
        ear.heard.emit(line.strip())

def obey(line):
    if line == "open":
        window.shell.open_series(series)
        wait(lambda: window.bench.view("viewer").active.opened is not None and window.shell.is_idle, "opened")
    elif line.startswith("import "):
        window.bench.view("worklist").import_paths([Path(line[7:])])
        print("importing", flush=True)
    elif line == "unlock":
        window.centralWidget()._secret.line.setText(passphrase)
        window.centralWidget()._press()
        wait(lambda: window.bench is not None, "unlocked")
    elif line == "lock":
        window.lock_now()
        wait(lambda: window._leaving is None, "locked")
    elif line == "end":
        app.quit()

def wait(done, word):
    def look():
        if done():
            QTimer.singleShot(300, lambda: print(word, flush=True))
        else:
            QTimer.singleShot(20, look)
    look()

ear.heard.connect(obey)
threading.Thread(target=listen, daemon=True).start()
wait(lambda: window.bench is not None and window.shell.is_idle, "unlocked")
app.exec()
"""


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="memory can be read from outside on Linux only")
def test_no_key_and_no_image_is_left_in_the_windows_process_after_locking(door: Door, library: Workstation) -> None:
    """Read from outside. The control: before the lock both are found."""
    ws = library
    one = next(
        s
        for row in ws.worklist.patients(ws.principal)
        if row.patient.mrn == "T-100"
        for s in ws.worklist.series(ws.principal, patient=row.patient.id)
        if s.modality == "CT"
    )
    volume = ws.viewing.open(ws.principal, one.uid, None, lambda *_: None).volume
    library.close()
    ring = keyring.read(door.default_vault)
    key = keyring.open_slot(ring, "ada", PASSPHRASE)
    middle = volume.voxels[len(volume.voxels) // 2]
    row = max((middle[j] for j in range(middle.shape[0])), key=lambda r: len(set(r.tolist())))
    image = row.tobytes()
    assert len(set(row.tolist())) > 20
    wanted = {"key": bytes(key[:32]), "key in hex": bytes(key[:32]).hex().encode(), "image": image}
    with subprocess.Popen(
        [sys.executable, "-c", _WINDOW, str(door.default_vault), one.uid],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as child:
        assert child.stdin
        assert child.stdout

        def tell(line: str) -> str:
            assert child.stdin
            assert child.stdout
            child.stdin.write(line + "\n")
            child.stdin.flush()
            return child.stdout.readline().strip()

        try:
            assert tell(PASSPHRASE) == "unlocked"
            assert tell("open") == "opened"
            found = counts_in(child.pid, wanted)
            assert found["key"] > 0
            assert found["image"] > 0
            assert tell("lock") == "locked"
            assert counts_in(child.pid, wanted) == dict.fromkeys(wanted, 0)
        finally:
            child.kill()


def counts_in(pid: int, wanted: dict[str, bytes]) -> dict[str, int]:
    """How often each pattern is in the writable memory of a process; skips where that cannot be read."""
    try:
        return watched.counts_in(pid, wanted)
    except PermissionError:
        pytest.skip("this computer does not let a program read another's memory")
