"""Plays a cine by the clock: a frame that comes too late is left out, never the whole slowed down."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from app.domain.cine import Pace

_SLOWEST, _FASTEST = 0.1, 4.0


class Player(QObject):
    """``due(frame)``: this frame stands now. ``dropped`` counts the frames that could not be shown in time."""

    due = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.pace: Pace | None = None
        self.speed = 1.0
        self.dropped = 0
        self.is_playing = False
        self._turn = 0
        self._ahead_ms = 0.0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)

    def start(self, pace: Pace, frame: int) -> None:
        """From this frame on."""
        self.pace, self.dropped, self.is_playing = pace, 0, True
        self._go_on_from(frame)

    def stop(self) -> None:
        self.is_playing = False
        self._timer.stop()

    def change_speed(self, factor: float) -> None:
        """Faster or slower than the files say, from the frame on show."""
        self.speed = min(max(self.speed * factor, _SLOWEST), _FASTEST)
        if self.pace is not None and self.is_playing:
            self._go_on_from(self.pace.frame(self._turn))

    def _go_on_from(self, frame: int) -> None:
        assert self.pace is not None
        self._turn = frame
        self._ahead_ms = self.pace.starts_at(frame)
        self._clock.start()
        self._wait()

    def _now_ms(self) -> float:
        return self._ahead_ms + self._clock.nsecsElapsed() / 1e6 * self.speed

    def _wait(self) -> None:
        assert self.pace is not None
        left = (self.pace.starts_at(self._turn + 1) - self._now_ms()) / self.speed
        self._timer.start(max(round(left), 0))

    def _tick(self) -> None:
        assert self.pace is not None
        turn = self.pace.turn_at(self._now_ms())
        if turn > self._turn:
            self.dropped += turn - self._turn - 1
            self._turn = turn
            self.due.emit(self.pace.frame(turn))
        # who hears of a frame may stop the playing
        if self.is_playing:
            self._wait()
