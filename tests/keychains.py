"""Keychains for tests: of an allowed kind, kept in memory; and a small Secret Service on a bus of its own."""

from __future__ import annotations

import itertools
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from keyring.backends.SecretService import Keyring as SecretServiceKeyring
from keyring.errors import KeyringLocked

from app.store.keychain import Keychain


class InMemory(SecretServiceKeyring):  # type: ignore[misc,unused-ignore]
    """What the program takes for the Secret Service. ``is_locked``: the person did not unlock it."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._refuse()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._refuse()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._refuse()
        del self.kept[service, username]

    def _refuse(self) -> None:
        if self.is_locked:
            raise KeyringLocked("Failed to unlock the collection!")


def keychain_of(backend: InMemory | None) -> Keychain:
    return Keychain(lambda: backend)


# ---- a Secret Service (specifications.freedesktop.org/secret-service), as far as ``secretstorage`` asks for it

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>
"""
_SECRETS = "/org/freedesktop/secrets"
_COLLECTION = f"{_SECRETS}/collection/login"


@contextmanager
def bus(folder: Any) -> Iterator[str]:
    """The address of a message bus that ends with the block."""
    settings = folder / "bus.conf"
    settings.write_text(_BUS.format(folder=folder))
    command = [shutil.which("dbus-daemon") or "", f"--config-file={settings}", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


class SecretService:
    """Answers on a bus in a thread. ``is_locked``: whoever is asked to unlock says no."""

    def __init__(self, address: str) -> None:
        from jeepney.io.blocking import open_dbus_connection

        self.items: dict[str, tuple[dict[str, str], bytes]] = {}
        self.is_locked = False
        self._numbers = itertools.count(1)
        self._connection = open_dbus_connection(address)
        self._own()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        # the thread that reads is let go first
        self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)
        self._connection.close()

    def _own(self) -> None:
        from jeepney.bus_messages import message_bus

        self._connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.secrets"))

    def _serve(self) -> None:
        from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal

        while True:
            try:
                asked = self._connection.receive()
            except (OSError, EOFError):
                return
            if asked.header.message_type is not MessageType.method_call:
                continue
            fields = asked.header.fields
            path, name = fields[HeaderFields.path], fields[HeaderFields.member]
            answer = self._answer(path, name, asked.body)
            if answer is None:
                sent = new_error(asked, "org.freedesktop.DBus.Error.NotSupported", "s", ("no",))
            else:
                sent = new_method_return(asked, *answer)
            self._connection.send(sent)
            if name == "Prompt":
                place = DBusAddress(path, interface="org.freedesktop.Secret.Prompt")
                self._connection.send(new_signal(place, "Completed", "bv", (True, ("ao", []))))

    def _answer(self, path: str, name: str, body: Any) -> tuple[str, tuple[Any, ...]] | None:
        match name:
            case "OpenSession":
                return ("vo", (("s", ""), f"{_SECRETS}/session/1")) if body[0] == "plain" else None
            case "ReadAlias":
                return "o", (_COLLECTION,)
            case "Get":
                return "v", (_property(body[1], self.is_locked, self.items.get(path)),)
            case "Unlock":
                return "aoo", (([], f"{_SECRETS}/prompt/1") if self.is_locked else (body[0], "/"))
            case "Prompt":
                return "", ()
            case "SearchItems":
                return "ao", ([one for one, (said, _) in self.items.items() if body[0].items() <= said.items()],)
            case "CreateItem":
                made = f"{_COLLECTION}/{next(self._numbers)}"
                said = body[0]["org.freedesktop.Secret.Item.Attributes"][1]
                self.items = {p: one for p, one in self.items.items() if one[0] != said}
                self.items[made] = said, bytes(body[1][2])
                return "oo", (made, "/")
            case "GetSecret":
                return "(oayays)", ((f"{_SECRETS}/session/1", b"", self.items[path][1], "text/plain"),)
            case "Delete":
                del self.items[path]
                return "o", ("/",)
        return None


def _property(name: str, is_locked: bool, item: Any) -> tuple[str, Any]:
    if name == "Locked":
        return "b", is_locked
    if name == "Attributes":
        return "a{ss}", item[0]
    return "s", ""


has_bus = sys.platform.startswith("linux") and shutil.which("dbus-daemon") is not None
