"""On the path of a Python program and of its children, this refuses them every socket that reaches further than here.

For systems where the network cannot be taken away as a whole. Sockets of C libraries are not seen by it.
"""

from __future__ import annotations

import socket
import sys
from typing import Any

_ASKED = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    if event not in _ASKED:
        return
    asks = args[0]
    if not (isinstance(asks, socket.socket) and asks.family.name == "AF_UNIX"):
        raise OSError(f"refused: {event}")


sys.addaudithook(_refuse)
