"""One slot a user; what is damaged, newer or wrong is said and nothing is changed."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import WorkstationError
from app.sealed import new_key
from app.store import keyring
from app.store.keyring import Cost, Keyring

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


def a_keyring(key: bytearray) -> Keyring:
    ring = keyring.new("2024-01-01T00:00:00+00:00")
    for user, words in (("ann", "correct horse"), ("王", "battery staple")):
        ring = ring.with_slot(keyring.make_slot(ring, user, words, key, "2024", CHEAP))
    return ring


def test_every_slot_opens_the_same_key_after_a_round_through_the_file(tmp_path: Path) -> None:
    key = new_key()
    keyring.write(tmp_path, a_keyring(key))
    ring = keyring.read(tmp_path)
    assert ring.users() == ("ann", "王")
    assert keyring.open_slot(ring, "ann", "correct horse") == key
    assert keyring.open_slot(ring, "王", "battery staple") == key
    assert [path.name for path in tmp_path.iterdir()] == ["keyring.json"]


def test_a_wrong_passphrase_and_an_unknown_user_are_told_alike() -> None:
    ring = a_keyring(new_key())
    said = set()
    for user, words in (("ann", "wrong"), ("nobody", "correct horse"), ("ann", "battery staple")):
        with pytest.raises(WorkstationError) as caught:
            keyring.open_slot(ring, user, words)
        said.add(str(caught.value))
    assert len(said) == 1


def test_a_slot_cannot_be_moved_to_another_name_or_vault() -> None:
    ring = a_keyring(new_key())
    stolen = replace(ring.slots[1], user="ann")
    for forged in (ring.with_slot(stolen), replace(ring, vault="other")):
        with pytest.raises(WorkstationError):
            keyring.open_slot(forged, "ann", "battery staple")


def test_the_same_word_composed_or_decomposed_is_the_same_passphrase() -> None:
    key = new_key()
    ring = keyring.new("2024")
    ring = ring.with_slot(keyring.make_slot(ring, "ann", "caf\u00e9 au lait", key, "2024", CHEAP))
    assert keyring.open_slot(ring, "ann", "cafe\u0301 au lait") == key


def test_a_cost_found_by_measuring_is_never_below_the_floor() -> None:
    ring = keyring.new("2024")
    slot = keyring.make_slot(ring, "ann", "correct horse", new_key(), "2024", None)
    assert slot.cost.memory_kib >= 64 * 1024
    assert (slot.cost.passes, slot.cost.lanes) == (3, 4)


@pytest.mark.parametrize("words", ["", "short", "         x         "])
def test_a_short_passphrase_is_refused(words: str) -> None:
    with pytest.raises(WorkstationError, match="too short"):
        keyring.refuse_weak(words)


def test_there_being_no_vault_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(WorkstationError, match="There is no vault in"):
            keyring.read(folder)


def test_a_newer_keyring_is_refused_as_newer(tmp_path: Path) -> None:
    (tmp_path / "keyring.json").write_text('{"format": "aegle-vault", "version": 2}')
    with pytest.raises(WorkstationError, match="newer version"):
        keyring.read(tmp_path)


def _harmed(plain: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    inside: Any = plain
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    return plain


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), "other"),
        (("version",), "one"),
        (("slots",), 7),
        (("slots", 0), None),
        (("slots", 0, "wrapped"), "no base64!"),
        (("slots", 0, "argon2id", "memory_kib"), 2**40),
        (("slots", 0, "argon2id", "passes"), 10**9),
        (("slots", 0, "argon2id", "lanes"), 0),
    ],
)
def test_a_damaged_keyring_is_told_as_damaged(tmp_path: Path, path: tuple[Any, ...], value: Any) -> None:
    plain = _harmed(keyring._plain(a_keyring(new_key())), path, value)
    (tmp_path / "keyring.json").write_text(json.dumps(plain))
    with pytest.raises(WorkstationError, match=r"keyring\.json is damaged"):
        keyring.read(tmp_path)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[]", b"null", b"[" * 100000])
def test_a_file_that_is_no_keyring_is_told_as_damaged(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "keyring.json").write_bytes(data)
    with pytest.raises(WorkstationError, match=r"keyring\.json is damaged"):
        keyring.read(tmp_path)
