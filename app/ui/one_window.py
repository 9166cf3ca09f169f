"""One window at a time for a person and a vault: a second start brings the first to the front.

A socket of this computer alone (a named pipe on Windows); what is said over it is one word.
"""

from __future__ import annotations

import getpass
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 2000
_RAISE = b"raise\n"


def name_of(doorstep: Path, vault: Path | None) -> str:
    """The same for every start that would open the same window."""
    told = "\n".join((getpass.getuser(), str(doorstep.absolute()), str(vault.absolute()) if vault else ""))
    name = f"aegle-{hashlib.sha256(told.encode()).hexdigest()[:24]}"
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    # where there is a folder that only this person can write, nobody else can take the name
    return str(Path(own) / name) if own and Path(own).is_dir() else name


def raised_first(name: str) -> bool:
    """Ask the window that is open already to come to the front; whether there is one. A busy one comes later."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(_RAISE)
    socket.waitForBytesWritten(_WAIT_MS)
    socket.waitForReadyRead(_WAIT_MS)
    socket.abort()
    return True


class Doorbell(QObject):
    """Listens for later starts and calls ``rung`` for each. A name that a killed program left is taken over."""

    def __init__(self, name: str, rung: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rung = rung
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(name):
            # nobody answered before: what is there is of a program that died
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def close(self) -> None:
        self._server.close()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if socket.readAll().data() == _RAISE:
            socket.write(_RAISE)
            socket.flush()
            self._rung()
