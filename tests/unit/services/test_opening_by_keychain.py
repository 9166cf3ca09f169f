"""A keychain is a way into the vault like any other: asked for, seen, audited, taken away; its failures have names."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import WorkstationError
from app.domain.patient import Role
from app.services import unlocking
from app.services.auditing import Auditing
from app.services.outside import Outside
from app.services.people import KeychainState, People
from app.services.throttle import Throttle
from app.services.unlocking import Opened
from app.store.keyring import Cost
from tests.keychains import InMemory, keychain_of

WORDS = "correct horse"


@pytest.fixture
def backend() -> InMemory:
    return InMemory()


@pytest.fixture
def outside(tmp_path: Path, backend: InMemory) -> Outside:
    return Outside(tmp_path / "vaults.json", keychain_of(backend))


@pytest.fixture
def vault(tmp_path: Path, cheap: Cost, outside: Outside) -> Iterator[Opened]:
    made = unlocking.create(tmp_path / "vault", "ann", WORDS, cheap, outside=outside)
    yield made
    unlocking.lock(made)


def people(opened: Opened, cheap: Cost) -> People:
    return People(opened.store, cheap, opened.outside)


def digest(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_is_off_until_it_is_asked_for(vault: Opened, cheap: Cost, backend: InMemory, outside: Outside) -> None:
    assert people(vault, cheap).keychain(vault.principal) == KeychainState("Secret Service", False, False)
    unlocking.lock(vault)
    with pytest.raises(WorkstationError, match="not opened by the keychain"):
        unlocking.unlock_by_keychain(vault.store.folder, None, outside)
    unlocking.lock(unlocking.unlock(vault.store.folder, None, WORDS, outside=outside))
    assert backend.kept == {}


def test_who_turned_it_on_comes_in_and_the_trail_says_how(
    vault: Opened, cheap: Cost, outside: Outside, backend: InMemory
) -> None:
    folder = vault.store.folder
    people(vault, cheap).add(vault.principal, "bob", Role.READER, "battery staple")
    people(vault, cheap).turn_on_keychain(vault.principal, WORDS)
    unlocking.lock(vault)
    bob = unlocking.unlock(folder, "bob", "battery staple", outside=outside)
    with pytest.raises(WorkstationError, match="not right"):
        people(bob, cheap).turn_on_keychain(bob.principal, "somebody else's")
    people(bob, cheap).turn_on_keychain(bob.principal, "battery staple")
    unlocking.lock(bob)
    found = unlocking.look(folder)
    assert found is not None
    assert (found.by_keychain, found.version) == (("ann", "bob"), 3)
    for user, role in (("ann", Role.ADMINISTRATOR), ("bob", Role.READER)):
        again = unlocking.unlock_by_keychain(folder, user, outside)
        assert (again.principal.user, again.principal.role) == (user, role)
        unlocking.lock(again)
    assert len(backend.kept) == 2
    last = unlocking.unlock_by_keychain(folder, None, outside)
    entries = Auditing(last.store).entries(last.principal, "unlock")
    assert [(one.user, one.why) for one in entries][:4] == [
        ("ann", "by the keychain"),
        ("bob", "by the keychain"),
        ("ann", "by the keychain"),
        ("bob", ""),
    ]
    unlocking.lock(last)


def test_turned_off_it_opens_nothing_also_with_an_older_keyring(
    vault: Opened, cheap: Cost, outside: Outside, backend: InMemory
) -> None:
    folder = vault.store.folder
    people(vault, cheap).turn_on_keychain(vault.principal, WORDS)
    old, kept = (folder / "keyring.json").read_bytes(), dict(backend.kept)
    assert people(vault, cheap).turn_off_keychain(vault.principal) is True
    assert backend.kept == {}
    assert json.loads((folder / "keyring.json").read_text())["version"] == 2
    unlocking.lock(vault)
    with pytest.raises(WorkstationError, match="not opened by the keychain"):
        unlocking.unlock_by_keychain(folder, "ann", outside)
    backend.kept.update(kept)
    (folder / "keyring.json").write_bytes(old)
    with pytest.raises(WorkstationError, match="was changed or taken away"):
        unlocking.unlock_by_keychain(folder, "ann", outside)


def test_new_keys_a_new_passphrase_and_a_removed_person(vault: Opened, cheap: Cost, outside: Outside) -> None:
    folder, keeping = vault.store.folder, people(vault, cheap)
    keeping.add(vault.principal, "bob", Role.READER, "battery staple")
    keeping.turn_on_keychain(vault.principal, WORDS)
    keeping.change_keys(vault.principal)
    keeping.change_passphrase(vault.principal, WORDS, "another horse")
    unlocking.lock(vault)
    bob = unlocking.unlock(folder, "bob", "battery staple", outside=outside)
    people(bob, cheap).turn_on_keychain(bob.principal, "battery staple")
    unlocking.lock(bob)
    ann = unlocking.unlock_by_keychain(folder, "ann", outside)
    people(ann, cheap).remove(ann.principal, "bob")
    unlocking.lock(ann)
    with pytest.raises(WorkstationError, match="not opened by the keychain"):
        unlocking.unlock_by_keychain(folder, "bob", outside)


def lock_it(backend: InMemory) -> None:
    backend.is_locked = True


def empty_it(backend: InMemory) -> None:
    backend.kept.clear()


def fill_it_wrong(backend: InMemory) -> None:
    backend.kept = dict.fromkeys(backend.kept, "of another vault")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lock_it, "is locked, or refused"),
        (empty_it, "holds nothing for this vault"),
        (fill_it_wrong, "does not open this vault"),
    ],
)
def test_a_failure_of_the_keychain_is_said_as_that_and_changes_no_byte(
    vault: Opened, cheap: Cost, outside: Outside, backend: InMemory, harm: object, said: str
) -> None:
    folder = vault.store.folder
    people(vault, cheap).turn_on_keychain(vault.principal, WORDS)
    unlocking.lock(vault)
    before = digest(folder)
    assert callable(harm)
    harm(backend)
    kept = dict(backend.kept)
    with pytest.raises(WorkstationError, match=said) as told:
        unlocking.unlock_by_keychain(folder, "ann", outside)
    assert "damaged" not in str(told.value)
    assert "no new key was made" in str(told.value.hint)
    assert digest(folder) == before
    assert backend.kept == kept
    # the control: the passphrase opens it as before
    unlocking.lock(unlocking.unlock(folder, "ann", WORDS, outside=outside))


def test_a_keychain_that_refuses_to_keep_adds_no_way_in(vault: Opened, cheap: Cost, backend: InMemory) -> None:
    ring = (vault.store.folder / "keyring.json").read_bytes()
    backend.is_locked = True
    with pytest.raises(WorkstationError, match="is locked, or refused"):
        people(vault, cheap).turn_on_keychain(vault.principal, WORDS)
    assert (vault.store.folder / "keyring.json").read_bytes() == ring
    with pytest.raises(WorkstationError, match="no keychain that the workstation may use"):
        People(vault.store, cheap, Outside(Path("none"), keychain_of(None))).turn_on_keychain(vault.principal, WORDS)


def test_the_keychain_waits_after_wrong_tries_like_any_other_way(
    vault: Opened, cheap: Cost, outside: Outside, backend: InMemory, tmp_path: Path
) -> None:
    folder = vault.store.folder
    people(vault, cheap).turn_on_keychain(vault.principal, WORDS)
    unlocking.lock(vault)
    right = dict(backend.kept)
    slept: list[float] = []
    throttle = Throttle(tmp_path / "sign-in.json", clock=lambda: sum(slept), sleep=slept.append)
    fill_it_wrong(backend)
    for _ in range(5):
        with pytest.raises(WorkstationError, match="does not open"):
            unlocking.unlock_by_keychain(folder, "ann", outside, throttle=throttle)
    assert slept == [1, 2]
    backend.kept = right
    unlocking.lock(unlocking.unlock_by_keychain(folder, "ann", outside, throttle=throttle))
    assert slept == [1, 2, 4]
    assert unlocking.wait_s(folder, throttle) == 0


# ---- the head of the trail


def taken(folder: Path, place: Path) -> Path:
    shutil.copytree(folder, place)
    return place


def put_back(folder: Path, copy: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(copy, folder)


@pytest.mark.parametrize("is_anchored", [True, False])
def test_a_folder_that_was_put_back_whole_is_noticed_where_the_head_is_kept(
    vault: Opened, cheap: Cost, outside: Outside, tmp_path: Path, is_anchored: bool
) -> None:
    folder = vault.store.folder
    if is_anchored:
        people(vault, cheap).turn_anchor(vault.principal, True)
        assert people(vault, cheap).keychain(vault.principal).is_anchored
    unlocking.lock(vault)
    copy = taken(folder, tmp_path / "copy")
    for _ in range(3):
        opened = unlocking.unlock(folder, None, WORDS, outside=outside)
        assert opened.store.alarms == ()
        unlocking.lock(opened)
    put_back(folder, copy)
    opened = unlocking.unlock(folder, None, WORDS, outside=outside)
    said = [str(one) for one in opened.store.alarms]
    if is_anchored:
        assert len(said) == 1
        assert "put back to an older state: the last 6 entries" in said[0]
    else:
        assert said == []
    unlocking.lock(opened)
    # it is said once, and the trail keeps it
    again = unlocking.unlock(folder, None, WORDS, outside=outside)
    assert again.store.alarms == ()
    assert len(Auditing(again.store).entries(again.principal, "older state")) == int(is_anchored)
    unlocking.lock(again)


def test_another_trail_of_the_same_length_is_noticed(
    vault: Opened, cheap: Cost, outside: Outside, tmp_path: Path
) -> None:
    folder = vault.store.folder
    people(vault, cheap).turn_anchor(vault.principal, True)
    unlocking.lock(vault)
    copy = taken(folder, tmp_path / "copy")
    unlocking.lock(unlocking.unlock(folder, None, WORDS, outside=outside))
    for _ in range(2):  # as long as the trail of the original, and longer
        unlocking.lock(unlocking.unlock(copy, None, WORDS))
    put_back(folder, copy)
    opened = unlocking.unlock(folder, None, WORDS, outside=outside)
    assert [str(one) for one in opened.store.alarms] == [
        "The audit trail is not the one whose head was kept in this computer's keychain."
    ]
    unlocking.lock(opened)


def test_a_program_that_was_killed_raises_no_alarm(vault: Opened, cheap: Cost, outside: Outside) -> None:
    people(vault, cheap).turn_anchor(vault.principal, True)
    people(vault, cheap).add(vault.principal, "bob", Role.READER, "battery staple")
    vault.store.close()  # no lock: the head in the keychain is an older one
    again = unlocking.unlock(vault.store.folder, None, WORDS, outside=outside)
    assert again.store.alarms == ()
    unlocking.lock(again)


def test_a_head_that_cannot_be_read_is_said_and_keeps_nobody_out(
    vault: Opened, cheap: Cost, outside: Outside, backend: InMemory
) -> None:
    folder = vault.store.folder
    people(vault, cheap).turn_anchor(vault.principal, True)
    unlocking.lock(vault)
    backend.is_locked = True
    opened = unlocking.unlock(folder, None, WORDS, outside=outside)
    first, second = map(str, opened.store.alarms)
    assert "cannot be told now" in first
    assert "is locked, or refused" in second
    unlocking.lock(opened)
    backend.is_locked = False
    fill_it_wrong(backend)
    opened = unlocking.unlock(folder, None, WORDS, outside=outside)
    assert "something else than the head" in str(opened.store.alarms[1])
    people(opened, cheap).turn_anchor(opened.principal, False)
    assert backend.kept == {}
    unlocking.lock(opened)
    opened = unlocking.unlock(folder, None, WORDS, outside=outside)
    assert opened.store.alarms == ()
    unlocking.lock(opened)


# ---- one vault in two folders


def test_a_copy_beside_its_original_is_refused_and_stays_as_it_is(
    vault: Opened, outside: Outside, tmp_path: Path
) -> None:
    folder = vault.store.folder
    unlocking.lock(vault)
    copy = taken(folder, tmp_path / "copy")
    before = digest(copy)
    found = unlocking.look(copy, outside)
    assert found is not None
    assert found.twin == folder.resolve()
    with pytest.raises(WorkstationError, match="one and the same, copied"):
        unlocking.unlock(copy, None, WORDS, outside=outside)
    assert digest(copy) == before
    # the control: the original opens
    unlocking.lock(unlocking.unlock(folder, None, WORDS, outside=outside))
    # and where the original is gone, the copy is the vault
    shutil.rmtree(folder)
    unlocking.lock(unlocking.unlock(copy, None, WORDS, outside=outside))


def test_a_moved_vault_and_one_reached_by_another_name_are_no_copies(
    vault: Opened, outside: Outside, tmp_path: Path
) -> None:
    folder = vault.store.folder
    unlocking.lock(vault)
    (tmp_path / "link").symlink_to(folder)
    unlocking.lock(unlocking.unlock(tmp_path / "link", None, WORDS, outside=outside))
    folder.rename(tmp_path / "moved")
    unlocking.lock(unlocking.unlock(tmp_path / "moved", None, WORDS, outside=outside))


def test_a_copy_becomes_a_vault_of_its_own(vault: Opened, cheap: Cost, outside: Outside, tmp_path: Path) -> None:
    folder = vault.store.folder
    people(vault, cheap).add(vault.principal, "bob", Role.READER, "battery staple")
    people(vault, cheap).turn_on_keychain(vault.principal, WORDS)
    unlocking.lock(vault)
    copy = taken(folder, tmp_path / "copy")
    with pytest.raises(WorkstationError, match="administrators"):
        unlocking.separate(copy, "bob", "battery staple", outside=outside)
    own = unlocking.separate(copy, None, WORDS, outside=outside)
    assert own.store.alarms == ()
    unlocking.lock(own)
    ids = {found.id for place in (folder, copy) if (found := unlocking.look(place, outside)) is not None}
    assert len(ids) == 2
    for place in (folder, copy, folder):
        for user, words in (("ann", WORDS), ("bob", "battery staple")):
            opened = unlocking.unlock(place, user, words, outside=outside)
            assert opened.store.alarms == ()
            unlocking.lock(opened)
    unlocking.lock(unlocking.unlock_by_keychain(folder, "ann", outside))
    with pytest.raises(WorkstationError, match="not opened by the keychain"):
        unlocking.unlock_by_keychain(copy, "ann", outside)


@pytest.mark.parametrize("harm", ["", "[]", '{"x": 1}', "\x00"])
def test_a_broken_list_of_vaults_is_no_obstacle(vault: Opened, outside: Outside, tmp_path: Path, harm: str) -> None:
    unlocking.lock(vault)
    (tmp_path / "vaults.json").write_text(harm)
    unlocking.lock(unlocking.unlock(vault.store.folder, None, WORDS, outside=outside))
    assert outside.known(vault.vault) is not None
