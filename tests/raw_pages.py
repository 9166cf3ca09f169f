"""A vault's files as somebody sees them who has keys and no SQLite: every page, freed ones and those of logs too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from app.sealed import KEY_BYTES, PAGE_BYTES
from app.store.rotation import VOLUMES_LABEL
from app.store.wrapping import derive

_WAL_HEAD, _FRAME_HEAD = 32, 24
_WRAPPED = 12 + KEY_BYTES + 16


def pages(path: Path, key: bytes, end: int) -> Iterator[bytes]:
    """Every page of a file or log under a key; ``end``: bytes of random start and MAC. Garbage under another key."""
    data = path.read_bytes()
    if path.name.endswith("-wal"):
        step = _FRAME_HEAD + PAGE_BYTES
        found = [data[at + _FRAME_HEAD : at + step] for at in range(_WAL_HEAD, len(data) - step + 1, step)]
    else:
        found = [data[at : at + PAGE_BYTES] for at in range(0, len(data) - PAGE_BYTES + 1, PAGE_BYTES)]
    for page in found:
        start = page[-end : -end + 16]
        for skip in (0, 16):  # a first page begins with the salt
            cipher = Cipher(AES(key[:32]), CBC(start)).decryptor()
            yield cipher.update(page[skip:-end])


def holds(path: Path, key: bytes, text: bytes) -> bool:
    """Whether a file says it under a key. MACs are of 64 bytes in records.db, of 32 in volumes."""
    return any(text in page for end in (80, 48) for page in pages(path, key, end))


def volume_keys(folder: Path, master: bytes, numbers: Iterable[int]) -> set[bytes]:
    """Every key of these volumes that can be had from any page of any file of a vault with the key of records.db."""
    wrapping = AESGCM(bytes(derive(bytearray(master), VOLUMES_LABEL)))
    names = [f"volume {number}".encode() for number in numbers]
    found = set()
    for path in (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".db-shm"):
        for page in pages(path, master, 80):
            for at in range(len(page.rstrip(b"\0")) - _WRAPPED + 1):
                for name in names:
                    try:
                        found.add(wrapping.decrypt(page[at : at + 12], page[at + 12 : at + _WRAPPED], name))
                    except InvalidTag:
                        continue
    return found
