"""A vault is made whole or not at all, opens for who belongs there, and says why where it does not."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import WorkstationError
from app.domain.patient import Role
from app.services import unlocking
from app.services.auditing import Auditing
from app.services.people import People
from app.services.unlocking import Opened
from app.store.keyring import FLOOR, Cost


def digest_of(folder: Path) -> str:
    """Every file's name and bytes."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        found.update(str(path.relative_to(folder)).encode())
        if path.is_file():
            found.update(path.read_bytes())
    return found.hexdigest()


def test_a_new_vault_locks_and_opens_again(opened: Opened) -> None:
    folder = opened.store.folder
    assert opened.principal.role is Role.ADMINISTRATOR
    assert unlocking.check(opened) == ()
    unlocking.lock(opened)
    again = unlocking.unlock(folder, None, "correct horse")
    verbs = [entry.verb for entry in Auditing(again.store).entries(again.principal)]
    assert again.principal == opened.principal
    unlocking.lock(again)
    assert verbs == ["unlock", "lock", "check", "create vault"]


def test_what_may_be_known_without_a_passphrase(opened: Opened, tmp_path: Path) -> None:
    info = unlocking.look(opened.store.folder)
    assert info is not None
    assert (info.users, info.version) == (("ann",), 2)
    assert info.created_at.endswith("+00:00")
    assert unlocking.look(tmp_path) is None
    assert unlocking.look(tmp_path / "nowhere") is None


def test_a_wrong_passphrase_is_one_sentence_and_changes_no_byte(opened: Opened) -> None:
    folder = opened.store.folder
    unlocking.lock(opened)
    before = digest_of(folder)
    for user, words in ((None, "wrong words"), ("nobody", "correct horse"), ("ann", "")):
        with pytest.raises(WorkstationError, match="The user name or the passphrase is not right"):
            unlocking.unlock(folder, user, words)
    assert digest_of(folder) == before


def test_a_vault_that_is_open_is_refused_without_waiting(opened: Opened) -> None:
    with pytest.raises(WorkstationError, match="open in another window or program"):
        unlocking.unlock(opened.store.folder, None, "correct horse")


@pytest.mark.parametrize("name", ["keyring.json", "records.db"])
@pytest.mark.parametrize("harm", [lambda data: data[:100], lambda data: b"\0" * len(data), lambda _: b""])
def test_a_damaged_vault_says_which_file_and_stays_as_it_is(
    opened: Opened, name: str, harm: Callable[[bytes], bytes]
) -> None:
    folder = opened.store.folder
    unlocking.lock(opened)
    (folder / name).write_bytes(harm((folder / name).read_bytes()))
    before = digest_of(folder)
    with pytest.raises(WorkstationError, match=f"file {name} is damaged"):
        unlocking.unlock(folder, None, "correct horse")
    assert digest_of(folder) == before


def test_a_vault_without_its_records_is_refused(opened: Opened) -> None:
    folder = opened.store.folder
    unlocking.lock(opened)
    (folder / "records.db").unlink()
    with pytest.raises(WorkstationError):
        unlocking.unlock(folder, None, "correct horse")
    assert not (folder / "records.db").exists()


def test_a_vault_is_made_only_in_an_empty_or_new_folder(opened: Opened, tmp_path: Path, cheap: Cost) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    for folder, said in (
        (opened.store.folder, "There is a vault in"),
        (tmp_path / "full", "is not empty"),
        (tmp_path / "full" / "letter.txt" / "x", "cannot be read or written"),
    ):
        before = digest_of(tmp_path / "full")
        with pytest.raises(WorkstationError, match=said):
            unlocking.create(folder, "ann", "correct horse", cheap)
        assert digest_of(tmp_path / "full") == before


def test_weak_words_and_nameless_users_make_no_vault(tmp_path: Path, cheap: Cost) -> None:
    for user, words in (("ann", "short"), ("  ", "correct horse"), ("a\nb", "correct horse")):
        with pytest.raises(WorkstationError):
            unlocking.create(tmp_path / "new", user, words, cheap)
    assert not (tmp_path / "new").exists()


def test_a_creation_that_fails_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    too_much = Cost(memory_kib=2**31 - 1, passes=1, lanes=1)  # no computer has this memory
    for folder in (tmp_path / "new", tmp_path / "empty"):
        with pytest.raises(Exception, match="allocation"):
            unlocking.create(folder, "ann", "correct horse", too_much)
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]
    assert not list((tmp_path / "empty").iterdir())


def test_a_vault_in_a_folder_with_a_difficult_name_opens(tmp_path: Path, cheap: Cost) -> None:
    folder = tmp_path / "Ä 100% #1? 病历"
    unlocking.lock(unlocking.create(folder, "王 医生", "correct horse", cheap))
    opened = unlocking.unlock(folder, "王 医生", "correct horse")
    assert opened.principal.user == "王 医生"
    unlocking.lock(opened)


def test_locking_twice_is_locking_once(opened: Opened) -> None:
    unlocking.lock(opened)
    unlocking.lock(opened)


def test_a_vault_made_with_a_cheap_passphrase_is_refused_by_the_program(opened: Opened) -> None:
    folder = opened.store.folder
    unlocking.lock(opened)
    with pytest.raises(WorkstationError, match="passphrases could be guessed"):
        unlocking.unlock(folder, None, "correct horse", floor=FLOOR)


def test_an_older_copy_of_the_keyring_lets_nobody_in_again(opened: Opened, cheap: Cost) -> None:
    folder = opened.store.folder
    old = (folder / "keyring.json").read_bytes()
    People(opened.store, cheap).change_passphrase(opened.principal, "correct horse", "another horse")
    unlocking.lock(opened)
    (folder / "keyring.json").write_bytes(old)
    with pytest.raises(WorkstationError, match="was changed or taken away"):
        unlocking.unlock(folder, None, "correct horse")
    (folder / "keyring.json").write_bytes((folder / "keyring.before.json").read_bytes())
    unlocking.lock(unlocking.unlock(folder, None, "another horse"))
