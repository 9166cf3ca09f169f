"""When to lock by itself: nobody touched keys or mouse for a while, or the screen locks, or the computer sleeps."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QAbstractNativeEventFilter, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.words import NOTHING, Phrase, say

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
    }
)
_LOOK_MS = 500


def awake_and_asleep() -> float:
    """Seconds on a clock that nobody sets and that goes on while the computer sleeps."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(clock) if clock is not None else time.monotonic()


class IdleWatch(QObject):
    """``passed`` once, when nobody touched the program for ``seconds``; from the next touch on it counts anew."""

    passed = Signal()

    def __init__(self, parent: QObject, app: QApplication, clock: Callable[[], float] = awake_and_asleep) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = clock()
        self.seconds = 600.0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app.installEventFilter(self)

    def touch(self) -> None:
        self._last = self._clock()

    def look(self) -> None:
        """Say it when the time has passed. The clock may have gone far on in one step: the computer slept."""
        if self._clock() - self._last >= self.seconds:
            self.touch()
            self.passed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's form
        if event.type() in _TOUCHES:
            self.touch()
        return False


class SystemWatch(QObject):
    """``locked`` when the computer locks its screen, is about to sleep, or another person takes it over.

    ``missing`` says what this computer does not tell, or nothing.
    """

    locked = Signal()

    def __init__(self, window: QWidget, system: str = sys.platform) -> None:
        super().__init__(window)
        self.missing: Phrase = NOTHING
        self._filter: _WindowsFilter | None = None
        if system.startswith("linux"):
            self._hear_linux()
        elif system == "win32":
            self._hear_windows(window)
        else:
            self.missing = _NOT_TOLD

    def _hear_linux(self) -> None:
        # late: only Linux has it
        from PySide6.QtCore import SLOT
        from PySide6.QtDBus import QDBusConnection

        heard = False
        # Any: the stubs want bytes where PySide6 takes text
        screen, sleep, lock = (cast(Any, SLOT(name)) for name in ("screen(bool)", "sleep(bool)", "lock()"))
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            login = "org.freedesktop.login1"
            heard |= system.connect("", "/org/freedesktop/login1", f"{login}.Manager", "PrepareForSleep", self, sleep)
            heard |= system.connect("", "", f"{login}.Session", "Lock", self, lock)
        if session.isConnected():
            for name in ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver"):
                heard |= session.connect("", "", name, "ActiveChanged", self, screen)
        if not heard:
            self.missing = _NOT_TOLD

    def _hear_windows(self, window: QWidget) -> None:
        self._filter = _WindowsFilter(self.locked.emit)
        QApplication.instance().installNativeEventFilter(self._filter)  # type: ignore[union-attr]
        windll: Any = ctypes.windll  # type: ignore[attr-defined]
        if not windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0):
            self.missing = _NOT_TOLD

    @Slot(bool)
    def screen(self, is_active: bool) -> None:
        if is_active:
            self.locked.emit()

    @Slot(bool)
    def sleep(self, begins: bool) -> None:
        # the end of a sleep is told too: where its begin came too late to be obeyed, the vault is locked now
        del begins
        self.locked.emit()

    @Slot()
    def lock(self) -> None:
        self.locked.emit()


_NOT_TOLD = say(
    "This computer does not tell programs when its screen is locked: the vault locks after the idle time only. "
    "Lock it yourself with Ctrl+L when you leave."
)
_WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 0x0004
_WM_WTSSESSION_CHANGE = 0x02B1
_CONSOLE_DISCONNECT, _REMOTE_DISCONNECT, _SESSION_LOCK = 0x2, 0x4, 0x7


class _WindowsMessage(ctypes.Structure):
    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("word", ctypes.c_size_t),
        ("long", ctypes.c_ssize_t),
    )


def is_leaving(message: int, word: int) -> bool:
    """Whether a message of Windows says that the person leaves: lock, another person, suspend."""
    if message == _WM_WTSSESSION_CHANGE:
        return word in (_CONSOLE_DISCONNECT, _REMOTE_DISCONNECT, _SESSION_LOCK)
    return message == _WM_POWERBROADCAST and word == _PBT_APMSUSPEND


class _WindowsFilter(QAbstractNativeEventFilter):
    def __init__(self, tell: Callable[[], object]) -> None:
        super().__init__()
        self._tell = tell

    def nativeEventFilter(self, kind: Any, address: Any) -> Any:  # noqa: N802 - Qt's name
        if bytes(kind) == b"windows_generic_MSG":
            said = _WindowsMessage.from_address(int(address))
            if is_leaving(said.message, said.word):
                self._tell()
        return False, 0
