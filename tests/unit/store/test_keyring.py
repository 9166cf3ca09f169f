"""One slot a user; what is damaged, newer or wrong is said and nothing is changed."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import WorkstationError
from app.sealed import new_key, wipe
from app.store import keyring, recovery
from app.store.keyring import Cost, Keyring
from app.store.wrapping import WrongKey, public_of, seal, unseal, wrap

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


def a_keyring(key: bytearray) -> Keyring:
    ring = keyring.new("2024-01-01T00:00:00+00:00")
    for user, words in (("ann", "correct horse"), ("王", "battery staple")):
        ring = ring.with_slot(keyring.make_slot(ring, user, words, key, "2024", CHEAP))
    return keyring.marked(ring, key)


def test_every_slot_opens_the_same_key_after_a_round_through_the_file(tmp_path: Path) -> None:
    key = new_key()
    keyring.write(tmp_path, a_keyring(key), key)
    ring = keyring.read(tmp_path)
    assert ring.users() == ("ann", "王")
    assert keyring.open_slot(ring, "ann", "correct horse") == key
    assert keyring.open_slot(ring, "王", "battery staple") == key
    assert sorted(path.name for path in tmp_path.iterdir()) == ["keyring.before.json", "keyring.json"]


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
    ring = keyring.marked(ring, key)
    assert keyring.open_slot(ring, "ann", "cafe\u0301 au lait") == key


def test_a_cost_found_by_measuring_is_never_below_the_floor() -> None:
    ring = keyring.new("2024")
    slot = keyring.make_slot(ring, "ann", "correct horse", new_key(), "2024", None)
    assert not slot.cost.is_below(Cost())
    assert slot.cost.lanes == 4


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
    (tmp_path / "keyring.json").write_text('{"format": "aegle-vault", "version": 4}')
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
        (("slots", 0, "kind"), "other"),
        (("mark",), 7),
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


def test_an_edited_keyring_opens_nothing_and_says_so() -> None:
    key = new_key()
    ring = a_keyring(key)
    bob = keyring.make_slot(ring, "bob", "another horse", key, "2024", CHEAP)
    for edited in (replace(ring, slots=ring.slots[:1]), replace(ring, created_at="2025"), ring.with_slot(bob)):
        with pytest.raises(WorkstationError, match="was changed by something else"):
            keyring.open_slot(edited, "ann", "correct horse")
    # a cheaper derivation than the one that made the slot gives another secret
    cheaper = replace(ring.slots[0], cost=replace(CHEAP, memory_kib=32))
    with pytest.raises(WorkstationError, match="not right"):
        keyring.open_slot(ring.with_slot(cheaper), "ann", "correct horse")
    assert keyring.open_slot(ring, "ann", "correct horse") == key


def test_a_slot_that_is_too_cheap_to_guess_is_refused() -> None:
    key = new_key()
    ring = a_keyring(key)
    with pytest.raises(WorkstationError, match="passphrases could be guessed"):
        keyring.open_slot(ring, "ann", "correct horse", keyring.FLOOR)
    assert keyring.open_slot(ring, "ann", "correct horse", CHEAP) == key


def test_a_removed_slot_is_in_neither_generation_an_added_one_leaves_the_file_before(tmp_path: Path) -> None:
    key = new_key()
    ring = a_keyring(key)
    keyring.write(tmp_path, ring.without("王"), key)
    keyring.write(tmp_path, ring, key)
    assert keyring.read_file(tmp_path / keyring.BEFORE).users() == ("ann",)
    keyring.write(tmp_path, ring.without("ann"), key)
    for name in (keyring.FILE, keyring.BEFORE):
        assert keyring.read_file(tmp_path / name).users() == ("王",)


def test_either_generation_opens_after_mending(tmp_path: Path) -> None:
    key = new_key()
    keyring.write(tmp_path, a_keyring(key), key)
    for harm in (b"", b"{", (tmp_path / keyring.FILE).read_bytes().replace(b"2024-01", b"2024-02")):
        (tmp_path / keyring.FILE).write_bytes(harm)
        with pytest.raises(WorkstationError, match="not right"):
            keyring.mend(tmp_path, "ann", "wrong horse")
        assert (tmp_path / keyring.FILE).read_bytes() == harm
        keyring.mend(tmp_path, "ann", "correct horse")
        assert keyring.open_slot(keyring.read(tmp_path), "ann", "correct horse") == key


def test_a_keyring_of_the_first_form_still_opens() -> None:
    """A slot held the key under the derived secret itself; there was no mark."""
    key = new_key()
    ring = replace(keyring.new("2024"), version=1)
    slot = keyring.Slot("ann", "2024", CHEAP, b"s" * 16, b"")
    opening = keyring._derived("correct horse", slot.salt, CHEAP)
    ring = ring.with_slot(replace(slot, wrapped=wrap(opening, key, keyring._bound_to(ring.vault, slot))))
    assert keyring.open_slot(ring, "ann", "correct horse") == key
    with pytest.raises(WorkstationError, match="was changed"):
        keyring.open_slot(replace(ring, version=2), "ann", "correct horse")


def test_what_is_sealed_opens_only_with_the_other_half() -> None:
    opening, other, secret = new_key(), new_key(), new_key()
    sealed = seal(public_of(opening), secret, b"here")
    assert unseal(opening, sealed, b"here") == secret
    for key, data, place in ((other, sealed, b"here"), (opening, sealed, b"there"), (opening, sealed[:-1], b"here")):
        with pytest.raises(WrongKey):
            unseal(key, data, place)
    for at in range(0, len(sealed), 97):
        flipped = bytearray(sealed)
        flipped[at] ^= 1
        with pytest.raises(WrongKey):
            unseal(opening, bytes(flipped), b"here")
    wipe(opening)
    with pytest.raises(WrongKey):
        unseal(opening, sealed, b"here")


def test_the_recovery_code_notices_every_wrong_character_and_every_swap_of_neighbours() -> None:
    missed = tried = 0
    for _ in range(40):
        code = recovery.new_code().replace("-", "")
        assert len(recovery.checked(code.lower())) == 32
        for at in range(len(code)):
            wrong = [code[:at] + other + code[at + 1 :] for other in recovery.ALPHABET if other != code[at]]
            swapped = code[:at] + code[at + 1 : at + 2] + code[at] + code[at + 2 :]
            for typed in {*wrong, swapped} - {code}:
                tried += 1
                try:
                    recovery.checked(typed)
                    missed += 1
                except WorkstationError:
                    pass
    assert (missed, tried > 40_000) == (0, True)
    # the control: two wrong characters can cancel out
    zeros, other = "0" * 34, "0" * 29 + "1" + "00" + _letters_of(1 << 10)
    assert recovery.checked(zeros) == "0" * 32
    assert recovery.checked(other) != "0" * 32


def _letters_of(number: int) -> str:
    return recovery._letters(number % 1021, 2)


def test_a_code_may_be_typed_as_people_write() -> None:
    code = recovery.written(bytes(range(20)))
    assert recovery.checked(code) == recovery.checked(code.replace("0", "o").replace("1", "l").replace("-", " "))
    for typed in ("", code[:-1], code + "0", code.replace("-", "*"), "ü" * 34):
        with pytest.raises(WorkstationError, match="not a recovery code"):
            recovery.checked(typed)
