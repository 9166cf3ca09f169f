"""The vault's commands as a person types them: exit codes, one sentence, JSON and nothing else."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from app.cli import run as command_line
from app.domain.errors import Cancelled, WorkstationError
from app.domain.words import say
from app.main import door, open_window, screenshots
from tests.flows.conftest import CHEAP, Terminal

ROOT = Path(__file__).resolve().parents[2]


def test_a_vault_says_what_it_is_and_is_whole(terminal: Terminal) -> None:
    assert terminal.json("vault", "info")["users"] == ["ann"]
    held = terminal.json("vault", "info")["protection"]
    assert "process of their own" in held["on"][0]
    assert len(held["on"]) + len(held["off"]) == 6  # four of the child, two of this process
    assert terminal.json("vault", "check") == {"ok": True, "problems": []}
    assert "The vault is whole." in terminal.run("vault", "check")[1]


def test_common_options_may_stand_before_or_after_the_command(terminal: Terminal) -> None:
    given = ["--vault", str(terminal.vault), "--passphrase-file", str(terminal.secret), "--json"]
    for arguments in ([*given, "patients"], ["patients", *given], [*given[:2], "patients", *given[2:]]):
        assert terminal.run(*arguments, common=False)[:2] == (0, "[]\n")


def test_empty_lists_are_empty_lists(terminal: Terminal) -> None:
    for command in ("patients", "studies", "series"):
        assert terminal.json(command) == []
        assert terminal.run(command)[:2] == (0, "Nothing found.\n")


def test_the_trail_is_listed_and_verified(terminal: Terminal) -> None:
    entries = terminal.json("audit")
    assert [entry["verb"] for entry in entries] == ["unlock", "lock", *_models(entries), "create vault"]
    assert [entry["number"] for entry in terminal.json("audit", "--search", "create VAULT")] == [1]
    assert terminal.json("audit", "verify")["ok"] is True


def _models(entries: list[dict[str, Any]]) -> list[str]:
    """What creating a vault did with shipped models."""
    return [entry["verb"] for entry in entries[2:-1]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (b"wrong horse\n", "The user name or the passphrase is not right"),
        (b"", "has an empty first line"),
        (b"\xff\xfe\n", "is not text in UTF-8"),
        (None, "cannot be read"),
    ],
)
def test_what_is_wrong_with_a_passphrase_is_one_sentence_and_exit_2(
    terminal: Terminal, words: bytes | None, said: str
) -> None:
    terminal.secret.unlink()
    if words is not None:
        terminal.secret.write_bytes(words)
    code, out, err = terminal.run("patients", "--json")
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_there_being_no_vault_is_said_before_a_passphrase_is_asked_for(terminal: Terminal) -> None:
    code, out, err = terminal.run("patients", common=False)
    assert (code, out) == (2, "")
    assert "There is no vault in" in err


def test_a_second_vault_is_not_made_over_the_first(terminal: Terminal) -> None:
    code, _, err = terminal.run("vault", "create")
    assert code == 2
    assert "There is a vault in" in err


def test_an_unknown_patient_is_a_sentence(terminal: Terminal) -> None:
    code, _, err = terminal.run("record", "nobody")
    assert code == 2
    assert "There is no patient nobody in this vault." in err


def test_a_damaged_vault_is_a_sentence(terminal: Terminal) -> None:
    (terminal.vault / "records.db").write_bytes(b"x" * 50_000)
    code, _, err = terminal.run("patients")
    assert code == 2
    assert "records.db is damaged" in err


def test_the_last_vault_is_the_default(terminal: Terminal) -> None:
    (terminal.vault.parent / "doorstep.json").write_text(json.dumps({"vault": str(terminal.vault)}))
    code, out, _ = terminal.run("patients", "--passphrase-file", str(terminal.secret), common=False)
    assert (code, out) == (0, "Nothing found.\n")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (WorkstationError(say("It is so.")), 2, "It is so.\n"),
        (Cancelled(), 130, "Stopped.\n"),
        (KeyboardInterrupt(), 130, "Stopped.\n"),
        (ZeroDivisionError("SMITH^JANE"), 1, "This is a bug in the workstation (ZeroDivisionError at "),
    ],
)
def test_every_way_to_fail_has_its_exit_code_and_its_words(
    terminal: Terminal, error: BaseException, code: int, said: str
) -> None:
    def fail() -> int:
        raise error

    given = command_line._common_options([])[0]
    failed = command_line._answered(fail, command_line.Terminal(door(CHEAP), screenshots, open_window, given))
    out, err = terminal.capsys.readouterr()
    assert (failed, out) == (code, "")
    assert err.startswith(said)
    assert "SMITH" not in err


def test_help_names_every_command_and_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--help", "--version"):
        with pytest.raises(SystemExit) as left:
            command_line.run([option], door(CHEAP), screenshots, open_window)
        assert left.value.code == 0
    out = capsys.readouterr().out
    assert all(re.search(rf"^    {command.name} ", out, re.MULTILINE) for command in command_line.COMMANDS)
    assert "aegle 0." in out


def test_negative_numbers_and_what_follows_two_dashes_are_not_options() -> None:
    common, rest = command_line._common_options(["render", "1.2", "--window", "-600", "1500", "--json", "--", "--user"])
    assert common.json is True
    assert rest == ["render", "1.2", "--window", "-600", "1500", "--", "--user"]


_WORK = """
import itertools, os, sys
from pathlib import Path
from app.domain.patient import Deed, Patient
from app.domain.study import Instance, Series, Study
from app.services import unlocking
from app.store import patients, studies
opened = unlocking.unlock(Path(sys.argv[1]), None, "correct horse 病")
for number in itertools.count():
    name = f"{os.getpid()}.{number}"
    ids = opened.store.objects.put_many([os.urandom(40_000) for _ in range(3)])
    with opened.store.transaction(Deed(opened.principal, "import", (name,))) as tx:
        patients.put(tx, Patient(name, name, "", None, ""))
        studies.put_study(tx, Study(name, name, "", "", None))
        studies.put_series(tx, Series(name, name, "CT", "", "", 1, "", 0))
        for position, one in enumerate(ids):
            studies.put_instance(tx, Instance(f"{name}.{position}", name, "", "", 1, 1, 1, 1, one, "d"))
    print(name, flush=True)
"""


def test_a_program_that_is_killed_loses_nothing_it_had_said_was_stored(terminal: Terminal) -> None:
    said: set[str] = set()
    for moment in (0.02, 0.07, 0.15):
        process = subprocess.Popen(
            [sys.executable, "-c", _WORK, str(terminal.vault)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert process.stdout
        said.add(process.stdout.readline().strip())
        time.sleep(moment)
        process.kill()
        said.update(line.strip() for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n"))
        process.wait()
        process.stdout.close()
        # opens at once, whole
        rows = terminal.json("studies")
        assert {row["uid"] for row in rows} >= said
        assert {row["instances"] for row in rows} == {3}
        assert terminal.json("vault", "check")["ok"] is True
        assert terminal.json("audit", "verify")["ok"] is True
    assert len(said) >= 3


@pytest.mark.skipif(os.name != "posix", reason="signals of a terminal")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_a_command_at_a_question_is_tidy(terminal: Terminal, number: signal.Signals) -> None:
    # a FIFO that nobody writes to stands for a person who does not type
    waiting = terminal.vault.parent / "fifo"
    os.mkfifo(waiting)
    code = "import sys; from app.main import main; print('ready', flush=True); sys.exit(main(sys.argv[1:]))"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "patients", "--vault", str(terminal.vault), "--passphrase-file", str(waiting)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout
    process.stdout.readline()
    time.sleep(0.3)
    process.send_signal(number)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (130, "Stopped.\n")


def test_a_reader_that_has_seen_enough_is_no_failure(terminal: Terminal) -> None:
    code = (
        "import sys; from app.cli.run import run; from app.main import door, open_window, screenshots;"
        "from app.store.keyring import Cost;"
        "sys.exit(run(sys.argv[1:], door(Cost(64, 1, 1)), screenshots, open_window))"
    )
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            code,
            "audit",
            "--vault",
            str(terminal.vault),
            "--passphrase-file",
            str(terminal.secret),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout
    process.stdout.close()
    assert process.stderr
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), err) == (0, "")


def code_of(terminal: Terminal) -> Path:
    """A file with a new recovery code in it."""
    path = terminal.vault.parent / "code"
    path.write_text(terminal.json("vault", "code")["recovery_code"], encoding="utf-8")
    return path


def test_the_recovery_code_is_told_once_and_sets_a_new_passphrase(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(tmp_path, capsys)
    code = terminal.json("vault", "create", "--user", "ann")["recovery_code"]
    assert re.fullmatch("([0-9A-Z]{4}-){8}[0-9A-Z]{2}", code)
    assert not any(code.replace("-", "")[:32] in path.read_text("latin-1") for path in terminal.vault.glob("*.*"))
    (tmp_path / "code").write_text(code.lower().replace("-", " "), encoding="utf-8")
    old = terminal.secret.read_text(encoding="utf-8")
    terminal.secret.write_text("a wholly new passphrase\n", encoding="utf-8")
    assert terminal.run("patients")[0] == 2
    assert terminal.run("vault", "recover", "--code-file", str(tmp_path / "code"))[0] == 0
    assert terminal.json("patients") == []
    assert terminal.json("audit", "--search", "recover")[0]["user"] == "ann"
    terminal.secret.write_text(old, encoding="utf-8")
    assert terminal.run("patients")[0] == 2


def test_a_mistyped_or_replaced_recovery_code_opens_nothing(terminal: Terminal) -> None:
    path = code_of(terminal)
    old = path.read_text(encoding="utf-8")
    code_of(terminal)
    for typed, said in ((old, "is not right"), (old[:-1], "not a recovery code"), ("", "empty first line")):
        path.write_text(typed, encoding="utf-8")
        code, _, err = terminal.run("vault", "recover", "--code-file", str(path))
        assert (code, said in err) == (2, True)
    assert terminal.json("patients") == []


def test_people_are_kept_from_the_command_line(terminal: Terminal) -> None:
    bob = terminal.vault.parent / "bob"
    bob.write_text("battery staple 2\n", encoding="utf-8")
    added = terminal.json("people", "add", "bob", "--role", "reader", "--new-passphrase-file", str(bob))
    assert added == {"user": "bob", "role": "reader"}
    terminal.json("people", "role", "bob", "--role", "researcher")
    assert [(one["user"], one["role"]) for one in terminal.json("people")] == [
        ("ann", "administrator"),
        ("bob", "researcher"),
    ]
    given = ["--vault", str(terminal.vault), "--user", "bob", "--passphrase-file", str(bob)]
    assert terminal.run("patients", *given, common=False)[0] == 0
    terminal.json("people", "remove", "bob")
    for _ in range(2):
        assert terminal.run("patients", *given, common=False)[0] == 2
        # nor does a copy of the keyring made before
        (terminal.vault / "keyring.json").write_bytes((terminal.vault / "keyring.before.json").read_bytes())


def test_ones_own_passphrase_is_changed_from_the_command_line(terminal: Terminal) -> None:
    new = terminal.vault.parent / "new"
    new.write_text("a wholly new passphrase\n", encoding="utf-8")
    terminal.json("people", "passphrase", "--new-passphrase-file", str(new))
    assert terminal.run("patients")[0] == 2
    terminal.secret.write_bytes(new.read_bytes())
    assert terminal.json("patients") == []


def test_a_keyring_that_is_missing_or_edited_is_a_sentence_and_can_be_mended(terminal: Terminal) -> None:
    path = terminal.vault / "keyring.json"
    whole = path.read_bytes()
    for harm in (
        None,
        b"{",
        whole.replace(b"created_at", b"created_by"),
        whole.replace(b'"kind": "rec', b'"kind": "x'),
    ):
        path.unlink() if harm is None else path.write_bytes(harm)
        before = {one: one.read_bytes() for one in terminal.vault.rglob("*") if one.is_file()}
        code, out, err = terminal.run("patients")
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert {one: one.read_bytes() for one in terminal.vault.rglob("*") if one.is_file()} == before
        terminal.json("vault", "mend")
        assert terminal.json("patients") == []
    assert "There is nothing to put back" in terminal.run("vault", "mend")[2]
