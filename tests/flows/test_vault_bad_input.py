"""Every way a vault can be handed in wrong: one sentence, exit code 2, and not one byte of it is another."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.cli import run as command_line
from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Patient, Principal, Role
from app.domain.study import Instance, Series, Study
from app.main import door, open_window, screenshots
from app.paths import doorstep
from app.sealed import connect
from app.services import unlocking
from app.services.emergencies import Emergencies
from app.services.roles import guard
from app.store import audit, keyring, patients, place, studies
from app.store.doubts import Doubt
from app.store.keyring import Cost

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
WORDS = "correct horse battery"
ANN = Principal("ann", Role.ADMINISTRATOR)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A locked vault with two people, a patient and an original. Do not change it."""
    folder = tmp_path_factory.mktemp("made") / "vault"
    station = door(CHEAP).create(folder, "ann", WORDS)
    station.people.add(station.principal, "bob", Role.READER, "battery staple")
    station.close()
    opened = unlocking.unlock(folder, None, WORDS)
    [kept] = opened.store.objects.put_many([os.urandom(100_000)])
    with opened.store.transaction(Deed(opened.principal, "import", ("p",))) as tx:
        patients.put(tx, Patient("p", "P-1", "name", None, ""))
        studies.put_study(tx, Study("1.2", "p", "", "", None))
        studies.put_series(tx, Series("1.2.3", "1.2", "CT", "", "", 1, "", 0))
        studies.put_instance(tx, Instance("1.2.3.4", "1.2.3", "", "", 1, 1, 1, 1, kept, "d"))
    unlocking.lock(opened)
    return folder


@pytest.fixture
def vault(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "vault")


class Terminal:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.secret = folder / "secret"
        self.capsys = capsys
        self.say(WORDS)

    def say(self, words: str) -> None:
        self.secret.write_text(words + "\n", encoding="utf-8")

    def run(self, vault: Path, *more: str, verb: tuple[str, ...] = ("patients",)) -> tuple[int, str, str]:
        shop = replace(door(CHEAP), doorstep=self.folder / "doorstep.json", default_vault=self.folder / "none")
        # wrong tries cost time; here each is the first
        doorstep().with_name("sign-in.json").unlink(missing_ok=True)
        given = [*verb, "--vault", str(vault), "--passphrase-file", str(self.secret), *more]
        code = command_line.run(given, shop, screenshots, open_window)
        return code, *self.capsys.readouterr()


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, capsys)


def digest(folder: Path) -> dict[str, str]:
    """Every file and its SHA-256."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def refused(terminal: Terminal, vault: Path, *more: str) -> str:
    """The one sentence; nothing on stdout, and every byte as before."""
    before = digest(vault)
    code, out, err = terminal.run(vault, *more)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "bug" not in err
    assert digest(vault) == before
    return err


def test_the_control_as_it_was_made_it_opens_and_changes(vault: Path, terminal: Terminal) -> None:
    before = digest(vault)
    code, out, err = terminal.run(vault)
    assert (code, err) == (0, "")
    assert "P-1" in out
    assert digest(vault) != before  # the look is in the trail


# ---- what is typed


@pytest.mark.parametrize(
    ("words", "more"),
    [("wrong horse battery", ()), (WORDS, ("--user", "eve")), (WORDS, ("--user", "bob")), ("battery staple", ())],
)
def test_wrong_words_are_not_right(vault: Path, terminal: Terminal, words: str, more: tuple[str, ...]) -> None:
    terminal.say(words)
    assert "The user name or the passphrase is not right." in refused(terminal, vault, *more)


# ---- the keyring, field by field


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where every value of a JSON document stands, lists and objects too."""
    if path:
        yield path
    for key, one in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from leaves(one, (*path, key))


def edited(data: Any, path: tuple[Any, ...], edit: Callable[[Any], Any] | None) -> str:
    copy = json.loads(json.dumps(data))
    at = copy
    for key in path[:-1]:
        at = at[key]
    if edit is None:
        del at[path[-1]]
    else:
        at[path[-1]] = edit(at[path[-1]])
    return json.dumps(copy)


def another(value: Any) -> Any:
    """A value of the same kind that could stand there."""
    if isinstance(value, int):
        return value + 1
    if isinstance(value, list):
        return value[:-1]
    if isinstance(value, dict):
        return {}
    try:
        raw = bytearray(base64.b64decode(value, validate=True))
        raw[len(raw) // 2] ^= 1
        return base64.b64encode(raw).decode()
    except (ValueError, IndexError):
        return f"{value}x"


SAID_OF_EDITS = (
    "was changed by something else than the workstation",
    "keyring.json is damaged",
    "made by a newer version",
    "asks for less work",
)


def test_a_keyring_edited_in_any_field_is_said_to_be_edited(vault: Path, terminal: Terminal) -> None:
    path = vault / "keyring.json"
    whole = json.loads(path.read_text(encoding="utf-8"))
    places = list(leaves(whole))
    assert len(places) == 40
    edits: tuple[Callable[[Any], Any] | None, ...] = (another, lambda _: None, lambda _: [[]], None)
    for place_of in places:
        for edit in edits:
            path.write_text(edited(whole, place_of, edit), encoding="utf-8")
            said = refused(terminal, vault)
            assert any(one in said for one in SAID_OF_EDITS), (place_of, said)
    path.write_text(json.dumps(whole), encoding="utf-8")
    assert terminal.run(vault)[0] == 0  # the control: the same values, written anew, are no edit


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "keyring.json is damaged"),
        (b"{", "keyring.json is damaged"),
        (b"\xff" * 5000, "keyring.json is damaged"),
        (b"[" * 100_000, "keyring.json is damaged"),
        (b'{"format": "aegle-vault", "version": 99}', "newer version"),
        (b'{"format": "aegle-vault", "version": 0, "slots": []}', "older version"),
        (b'{"format": "aegle-vault", "version": -1, "slots": []}', "older version"),
        (b'{"format": "another", "version": 2}', "keyring.json is damaged"),
    ],
)
def test_a_keyring_that_is_none_or_of_another_version(vault: Path, terminal: Terminal, data: bytes, said: str) -> None:
    (vault / "keyring.json").write_bytes(data)
    assert said in refused(terminal, vault)


# ---- stores of another version


def set_schema(vault: Path, version: int) -> None:
    key = keyring.open_slot(keyring.read(vault), "ann", WORDS)
    connection = connect(vault / "records.db", key)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def set_head_schema(vault: Path, version: int) -> None:
    data = bytearray((vault / "audit.head").read_bytes())
    for at in (0, 4096):
        data[at + 8 : at + 10] = version.to_bytes(2, "little")
    (vault / "audit.head").write_bytes(data)


@pytest.mark.parametrize("harm", [set_schema, set_head_schema])
def test_records_of_a_newer_program_are_refused_as_newer(
    vault: Path, terminal: Terminal, harm: Callable[[Path, int], None]
) -> None:
    harm(vault, 99)
    assert "made by a newer version" in refused(terminal, vault)


# ---- disks that cannot be written


def test_a_read_only_disk_is_said_to_be_one(vault: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path: Any, flags: int, *rest: int) -> int:
        if str(path).startswith(str(vault)) and flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise OSError(30, "Read-only file system")
        return real(path, flags, *rest)

    with monkeypatch.context() as media:
        media.setattr(os, "open", refuse)
        assert "lies where nothing can be written" in refused(terminal, vault)


@pytest.mark.skipif(not shutil.which("mount") or os.name != "posix", reason="mounts a file system")
def test_a_disk_that_is_really_mounted_read_only_too(vault: Path, terminal: Terminal) -> None:
    if subprocess.run(["mount", "--bind", str(vault), str(vault)], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let us mount")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(vault)], capture_output=True, check=True)
        assert "lies where nothing can be written" in refused(terminal, vault)
    finally:
        subprocess.run(["umount", str(vault)], capture_output=True, check=True)


def test_a_network_share_is_said_to_be_one(vault: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "shared_kind", lambda _folder: "cifs")
    assert "lies on a network share (cifs)" in refused(terminal, vault)


# ---- folders that were copied by half

# file -> (what is said where it is missing, where it ends in the middle)
REFUSED = {
    "keyring.json": ("There is no vault in", "keyring.json is damaged"),
    "records.db": ("records.db is missing", "records.db is damaged"),
}
# file -> (where the vault is refused until somebody accepts it, the alarm afterwards)
DOUBTFUL = {
    "audit.head": ("file audit.head is missing or cut", "audit.head is missing or damaged"),
    "volumes/0001.db": ("file volumes/0001.db is missing or cut", "writes of volume 1 are missing"),
}
MADE_ANEW = ("keyring.before.json", "ballast", "lock")


def end_in_the_middle(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def test_every_file_of_a_vault_is_in_one_of_the_lists(made: Path) -> None:
    files = {str(path.relative_to(made)) for path in made.rglob("*") if path.is_file()}
    assert files == {*REFUSED, *DOUBTFUL, *MADE_ANEW}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("harm", [Path.unlink, end_in_the_middle])
def test_a_half_copied_folder_is_refused_where_nothing_can_be_read_without_the_file(
    vault: Path, terminal: Terminal, name: str, harm: Callable[[Path], None]
) -> None:
    harm(vault / name)
    assert REFUSED[name][harm is end_in_the_middle] in refused(terminal, vault)


HALF_COPIED = [("audit.head", Path.unlink), ("volumes/0001.db", Path.unlink), ("volumes/0001.db", end_in_the_middle)]


@pytest.mark.parametrize(("name", "harm"), HALF_COPIED)
def test_a_half_copied_folder_is_refused_until_somebody_takes_what_is_left(
    vault: Path, terminal: Terminal, name: str, harm: Callable[[Path], None]
) -> None:
    harm(vault / name)
    refusal, alarm = DOUBTFUL[name]
    for _ in range(2):
        said = refused(terminal, vault)
        assert refusal in said
        assert "Copy the whole folder once more" in said
        assert "aegle vault accept" in said
    code, out, err = terminal.run(vault, verb=("vault", "accept"))
    assert (code, err) == (0, "")
    assert alarm in out
    code, out, err = terminal.run(vault)
    assert code == 0
    assert "P-1" in out
    # what is still missing is still said; a head is written anew
    assert (alarm in err) == (name != "audit.head")
    assert "open despite doubts" in terminal.run(vault, verb=("audit", "list"))[1]


def test_a_half_copied_folder_that_a_crash_left_before_is_refused_with_its_log_untouched(
    vault: Path, terminal: Terminal, tmp_path: Path
) -> None:
    opened = unlocking.unlock(vault, None, WORDS)
    with opened.store.transaction(Deed(opened.principal, "list patients")):
        pass
    crashed = shutil.copytree(vault, tmp_path / "crashed", ignore=shutil.ignore_patterns("*-shm"))
    unlocking.lock(opened)
    assert (crashed / "records.db-wal").stat().st_size > 0
    (crashed / "volumes" / "0001.db").unlink()
    assert DOUBTFUL["volumes/0001.db"][0] in refused(terminal, crashed)


def test_half_of_a_head_is_enough(vault: Path, terminal: Terminal) -> None:
    end_in_the_middle(vault / "audit.head")
    assert terminal.run(vault)[::2] == (0, "")


def test_a_volume_that_is_damaged_but_whole_in_length_keeps_nobody_out(vault: Path, terminal: Terminal) -> None:
    path = vault / "volumes" / "0001.db"
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    code, out, err = terminal.run(vault)
    assert (code, "P-1" in out) == (0, True)
    assert "writes of volume 1 are missing" in err


@pytest.mark.parametrize("name", MADE_ANEW)
@pytest.mark.parametrize("harm", [Path.unlink, end_in_the_middle])
def test_what_can_be_made_anew_is(vault: Path, terminal: Terminal, name: str, harm: Callable[[Path], None]) -> None:
    harm(vault / name)
    assert terminal.run(vault)[::2] == (0, "")
    assert (vault / name).is_file()


# ---- two vaults with one id


def test_a_copy_opened_after_its_original_is_refused(vault: Path, terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.run(vault)[0] == 0
    copy = shutil.copytree(vault, tmp_path / "copy")
    said = refused(terminal, copy)
    assert f"This vault and the one in {vault} are one and the same, copied." in said
    assert "aegle vault separate" in said
    assert terminal.run(vault)[0] == 0


def test_a_copy_opened_beside_its_open_original_is_refused(vault: Path, terminal: Terminal, tmp_path: Path) -> None:
    copy = shutil.copytree(vault, tmp_path / "copy")
    station = door(CHEAP).unlock(vault, None, WORDS)
    try:
        assert "one and the same, copied" in refused(terminal, copy)
    finally:
        station.close()
    shutil.rmtree(vault)
    assert terminal.run(copy)[0] == 0  # the control: alone it opens


# ---- a clock that jumped


class Clock:
    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.mark.parametrize("step", [timedelta(days=-400), timedelta(days=-1), timedelta(minutes=-10)])
def test_a_clock_set_back_between_two_sessions_is_refused_until_somebody_says_it_is_right(
    vault: Path, step: timedelta
) -> None:
    clock = Clock()
    unlocking.lock(unlocking.unlock(vault, None, WORDS, clock))
    clock.at += step
    before = digest(vault)
    with pytest.raises(Doubt, match=f"clock is {-step // timedelta(minutes=1)} minutes behind"):
        unlocking.unlock(vault, None, WORDS, clock)
    assert digest(vault) == before
    opened = unlocking.unlock(vault, None, WORDS, clock, despite=True)
    (said,) = map(str, opened.store.alarms)
    assert "minutes behind the last entry" in said
    assert in_order(opened)
    assert "behind the last entry" in clock_entries(opened)[0]
    unlocking.lock(opened)
    again = unlocking.unlock(vault, None, WORDS, clock)
    assert again.store.alarms == ()
    unlocking.lock(again)


def test_a_clock_set_back_is_one_sentence_and_exit_code_2(vault: Path, terminal: Terminal) -> None:
    ahead = Clock()
    ahead.at += timedelta(hours=3)
    unlocking.lock(unlocking.unlock(vault, None, WORDS, ahead))
    assert "Set the clock right." in refused(terminal, vault)
    assert terminal.run(vault, verb=("vault", "accept"))[0] == 0
    assert terminal.run(vault)[::2] == (0, "")


@pytest.mark.parametrize("step", [timedelta(0), timedelta(seconds=-20), timedelta(days=400)])
def test_a_clock_that_is_right_or_later_is_not(vault: Path, step: timedelta) -> None:
    clock = Clock()
    unlocking.lock(unlocking.unlock(vault, None, WORDS, clock))
    clock.at += step
    opened = unlocking.unlock(vault, None, WORDS, clock)
    assert opened.store.alarms == ()
    unlocking.lock(opened)


def test_a_clock_set_within_a_session_is_noted_and_the_trail_stays_in_order(vault: Path) -> None:
    clock = Clock()
    opened = unlocking.unlock(vault, None, WORDS, clock)
    for step in (timedelta(days=-1), timedelta(days=366), timedelta(hours=-7), timedelta(minutes=2)):
        clock.at += step
        with opened.store.transaction(Deed(opened.principal, "list patients")):
            pass
    assert len(clock_entries(opened)) == 4
    assert in_order(opened)
    assert unlocking.check(opened) == ()
    unlocking.lock(opened)


def test_a_clock_set_back_makes_an_emergency_no_longer(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, real, passed = Clock(), audit.ticking_ms(), timedelta()
    monkeypatch.setattr("app.services.emergencies.ticking_ms", lambda: real + passed // timedelta(milliseconds=1))
    opened = unlocking.unlock(vault, None, WORDS, clock)
    bob = Principal("bob", Role.READER)
    Emergencies(opened.store).begin(bob, "unconscious, allergies not known")

    def may_predict() -> bool:
        with opened.store.transaction(Deed(opened.principal, "list people")) as tx:
            tx.deed = Deed(bob, "predict")
            try:
                guard(tx)
            except WorkstationError:
                return False
            return True

    clock.at += timedelta(minutes=50)
    passed = timedelta(minutes=50)
    assert may_predict()
    clock.at -= timedelta(minutes=40)  # the wall says: ten minutes in
    assert may_predict()
    passed = timedelta(minutes=61)
    assert not may_predict()
    unlocking.lock(opened)


def clock_entries(opened: unlocking.Opened) -> list[str]:
    with opened.store.transaction(Deed(ANN, "read audit trail")) as tx:
        return [one.why for one in audit.entries(tx) if one.verb == "clock"]


def in_order(opened: unlocking.Opened) -> bool:
    """The trail is in the order of what was done, whatever the clock said."""
    with opened.store.transaction(Deed(ANN, "verify audit trail")) as tx:
        numbers = [one["number"] for one in audit.chained(tx)]
        assert opened.store.prove(tx)[0].wrong == []
    return numbers == list(range(1, len(numbers) + 1))
