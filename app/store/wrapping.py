"""Keys kept under other keys: wrapped (AES-256-GCM), derived (HKDF-SHA256), or sealed to somebody who is not here.

Sealing is the X25519 exchange and ML-KEM-768 together, so that it holds as long as either of them does. It lets the
keys of a vault be changed while the passphrases of its other users stay unknown.
"""

from __future__ import annotations

import ctypes
import hmac
import os
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.sealed import wipe
from app.secrecy import held

_NONCE_BYTES = 12
_TAG_BYTES = 16
_X_BYTES = 32
_KEM_BYTES = 1088
_SEALING = b"aegle sealed to a slot"


class WrongKey(Exception):  # noqa: N818 - what is the case, not an error of ours
    """The wrapped bytes were not wrapped under this key, or were changed."""


def wrap(key: bytearray, secret: bytearray, bound_to: bytes) -> bytes:
    """``secret`` sealed under ``key``; it opens again only beside the same ``bound_to``."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, secret, bound_to)


def unwrap(key: bytearray, wrapped: bytes, bound_to: bytes) -> bytearray:
    """The secret, in a bytearray that can be wiped. Raises WrongKey."""
    if len(wrapped) <= _NONCE_BYTES + _TAG_BYTES:
        raise WrongKey
    secret = held(len(wrapped) - _NONCE_BYTES - _TAG_BYTES)
    try:
        # into a buffer of ours: a key returned as bytes could not be wiped
        AESGCM(key).decrypt_into(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], bound_to, secret)
    except InvalidTag:
        raise WrongKey from None
    return secret


def derive(key: bytearray, label: bytes, size: int = 32) -> bytearray:
    """A key for one purpose, from another key."""
    derived = held(size)
    HKDF(SHA256(), size, salt=None, info=label).derive_into(key, derived)
    return derived


def mark(key: bytearray, data: bytes) -> bytes:
    """HMAC-SHA256: what only somebody who holds the key could have made of these bytes."""
    return hmac.digest(key, data, "sha256")


def is_mark(key: bytearray, data: bytes, given: bytes) -> bool:
    return hmac.compare_digest(mark(key, data), given)


def public_of(opening: bytearray) -> bytes:
    """What a secret can be sealed to so that only ``opening`` opens it: an X25519 and an ML-KEM-768 public key."""
    exchange, kem = _private(opening)
    return exchange.public_key().public_bytes_raw() + kem.public_key().public_bytes_raw()


def seal(public: bytes, secret: bytearray, bound_to: bytes) -> bytes:
    """``secret`` for whoever holds the other half of ``public``. Raises WrongKey where that is no public key."""
    try:
        theirs = X25519PublicKey.from_public_bytes(public[:_X_BYTES])
        kem = MLKEM768PublicKey.from_public_bytes(public[_X_BYTES:])
    except ValueError:
        raise WrongKey from None
    once = X25519PrivateKey.generate()
    shared, said = kem.encapsulate()
    hello = once.public_key().public_bytes_raw() + said
    key = _agreed(once.exchange(theirs), shared, hello + public)
    try:
        return hello + wrap(key, secret, bound_to)
    finally:
        wipe(key)


def unseal(opening: bytearray, sealed: bytes, bound_to: bytes) -> bytearray:
    """What was sealed to ``public_of(opening)``, to be wiped. Raises WrongKey."""
    hello, wrapped = sealed[: _X_BYTES + _KEM_BYTES], sealed[_X_BYTES + _KEM_BYTES :]
    exchange, kem = _private(opening)
    public = exchange.public_key().public_bytes_raw() + kem.public_key().public_bytes_raw()
    try:
        first = exchange.exchange(X25519PublicKey.from_public_bytes(hello[:_X_BYTES]))
        second = kem.decapsulate(hello[_X_BYTES:])
    except ValueError:
        raise WrongKey from None
    key = _agreed(first, second, hello + public)
    try:
        return unwrap(key, wrapped, bound_to)
    finally:
        wipe(key)


def _private(opening: bytearray) -> tuple[X25519PrivateKey, MLKEM768PrivateKey]:
    seed = derive(opening, b"aegle slot", 96)
    try:
        half = memoryview(seed)
        return X25519PrivateKey.from_private_bytes(half[:32]), MLKEM768PrivateKey.from_seed_bytes(half[32:])
    finally:
        wipe(seed)


def _agreed(first: bytes, second: bytes, said: bytes) -> bytearray:
    agreed = held(first)
    agreed += second
    agreed += said
    try:
        return derive(agreed, _SEALING)
    finally:
        wipe(agreed)
        for secret in (first, second):
            _overwrite(secret)


def _overwrite(secret: bytes) -> None:
    """Zero the bytes of an object that only we hold: the library gives out shared secrets in no other form."""
    if sys.implementation.name == "cpython":
        ctypes.memset(id(secret) + sys.getsizeof(secret) - len(secret) - 1, 0, len(secret))
