"""Pages of an SQLCipher file, put under another key without SQLite.

Described in zetetic.net/sqlcipher/design: a page is its content under AES-256-CBC, then 16 random bytes (the cipher's
start) and an HMAC-SHA512 over both and the page's number. The first page begins with the file's salt instead of
SQLite's name. The HMAC's key is derived from the page key and the salt with every bit of 0x3a turned.
"""

from __future__ import annotations

import hmac
import os

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from app.sealed import wipe

RANDOM_BYTES, MAC_BYTES = 16, 64
END_BYTES = RANDOM_BYTES + MAC_BYTES
_KEY_BYTES = 32
_TURNED = 0x3A
_ROUNDS = 2


class PageChanged(Exception):  # noqa: N818 - what is the case, not an error of ours
    """The page is not as a holder of the key left it."""


class PageKey:
    """The keys of a file's pages, from its 48 bytes (32 of key, 16 of salt)."""

    def __init__(self, key: bytearray) -> None:
        self.salt = bytes(key[_KEY_BYTES:])
        self._cipher = bytearray(key[:_KEY_BYTES])
        self._mac = bytearray(_KEY_BYTES)
        turned = bytes(byte ^ _TURNED for byte in self.salt)
        PBKDF2HMAC(SHA512(), _KEY_BYTES, turned, _ROUNDS).derive_into(self._cipher, self._mac)

    def opened(self, page: bytes, number: int) -> bytes:
        """The content of a page; pages are numbered from 1. Raises PageChanged."""
        start = self._start(number)
        sealed, given = page[start:-MAC_BYTES], page[-MAC_BYTES:]
        if not hmac.compare_digest(self._marked(sealed, number), given):
            raise PageChanged(number)
        cipher = Cipher(AES(self._cipher), CBC(sealed[-RANDOM_BYTES:])).decryptor()
        return cipher.update(sealed[:-RANDOM_BYTES]) + cipher.finalize()

    def sealed(self, content: bytes, number: int) -> bytes:
        """A page of this content, under fresh random bytes."""
        random = os.urandom(RANDOM_BYTES)
        cipher = Cipher(AES(self._cipher), CBC(random)).encryptor()
        sealed = cipher.update(content) + cipher.finalize() + random
        return self.salt[: self._start(number)] + sealed + self._marked(sealed, number)

    def wipe(self) -> None:
        wipe(self._cipher)
        wipe(self._mac)

    def _start(self, number: int) -> int:
        return len(self.salt) if number == 1 else 0

    def _marked(self, sealed: bytes, number: int) -> bytes:
        return hmac.digest(self._mac, sealed + number.to_bytes(4, "little"), "sha512")
