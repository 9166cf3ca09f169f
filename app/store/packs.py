"""Keys of sealed packs that outlast a lock: each lies beside its pack, sealed to a secret that is in records.db.

Sealing needs the public half alone, so that whoever waits for a pack while the vault is locked holds nothing that opens
it. The secret stays the same when the vault's keys are changed.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from app.sealed import KEY_BYTES, new_key, wipe
from app.secrecy import held
from app.store import settings
from app.store.transaction import Transaction
from app.store.wrapping import public_of, seal, unseal

_PUBLIC, _SECRET = "packs public", "packs secret"


def sealed_key(tx: Transaction, key: bytearray, pack: str) -> bytes:
    """A pack's key, for ``opened_key`` alone."""
    known = settings.get(tx, "", _PUBLIC)
    if known is None:
        secret = new_key()
        try:
            known = public_of(secret).hex()
            # as a buffer: no copy of it becomes an object that cannot be wiped
            tx.run(
                "INSERT OR REPLACE INTO settings (user, name, value) VALUES ('', :name, '\"' || hex(:secret) || '\"')",
                {"name": _SECRET, "secret": memoryview(secret)},
            )
        finally:
            wipe(secret)
        settings.put(tx, "", _PUBLIC, known)
    return seal(bytes.fromhex(known), key, pack.encode())


@contextmanager
def opened_key(tx: Transaction, sealed: bytes, pack: str) -> Iterator[bytearray]:
    """The key that was sealed for this pack; wiped after the block. Raises wrapping.WrongKey where it is another's."""
    with _secret(tx) as secret:
        key = unseal(secret, sealed, pack.encode())
    try:
        yield key
    finally:
        wipe(key)


@contextmanager
def _secret(tx: Transaction) -> Iterator[bytearray]:
    row = tx.row(
        "SELECT unhex(trim(value, '\"')) AS secret FROM settings WHERE user = '' AND name = :name", {"name": _SECRET}
    )
    found: bytes = row["secret"] if row else bytes(KEY_BYTES)
    secret = held(found)
    if sys.implementation.name == "cpython":  # the object is ours alone
        ctypes.memset(id(found) + sys.getsizeof(found) - len(found) - 1, 0, len(found))
    try:
        yield secret
    finally:
        wipe(secret)
