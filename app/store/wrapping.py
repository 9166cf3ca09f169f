"""Wrap one key with another (AES-256-GCM), and derive the key that wraps (HKDF-SHA256)."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE_BYTES = 12
_TAG_BYTES = 16


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
    secret = bytearray(len(wrapped) - _NONCE_BYTES - _TAG_BYTES)
    try:
        # into a buffer of ours: a key returned as bytes could not be wiped
        AESGCM(key).decrypt_into(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], bound_to, secret)
    except InvalidTag:
        raise WrongKey from None
    return secret


def derive(key: bytearray, label: bytes) -> bytearray:
    """A 32-byte key for one purpose, from another key."""
    derived = bytearray(32)
    HKDF(SHA256(), 32, salt=None, info=label).derive_into(key, derived)
    return derived
