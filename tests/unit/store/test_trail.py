"""Whoever has an exported trail and the first public key sees every change of what was signed."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.patient import Deed, Principal, Role
from app.services.auditing import Auditing
from app.store import audit, trail
from app.store.database import Store

ANN = Principal("ann", Role.ADMINISTRATOR)
Bundle = dict[str, Any]


@pytest.fixture
def exported(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Thirty entries in four epochs."""
    monkeypatch.setattr(audit, "EPOCH_ENTRIES", 8)
    for step in range(30):
        verb = ("open series", "list patients", "import", "delete patient", "predict")[step % 5]
        with store.transaction(Deed(ANN, verb, ("1.2.3", f"p{step}"), why="asked by 王" if step % 7 == 0 else "")):
            pass
    assert Auditing(store).export(ANN, tmp_path / "trail.json") == 30
    return tmp_path / "trail.json"


def wrong_in(path: Path, change: Callable[[Bundle], None], **given: str) -> list[str]:
    bundle = json.loads(path.read_text(encoding="utf-8"))
    change(bundle)
    changed = path.with_name("changed.json")
    changed.write_text(json.dumps(bundle), encoding="utf-8")
    return trail.check_file(changed, **given).wrong


def events(bundle: Bundle) -> list[int]:
    return [at for at, one in enumerate(bundle["entry"]) if one["resource"]["resourceType"] == "AuditEvent"]


def chained(bundle: Bundle, number: int) -> dict[str, Any]:
    event = bundle["entry"][events(bundle)[number - 1]]["resource"]
    entry: dict[str, Any] = json.loads(event["extension"][0]["valueString"])
    return entry


def put(bundle: Bundle, number: int, entry: dict[str, Any]) -> None:
    event = bundle["entry"][events(bundle)[number - 1]]["resource"]
    event["extension"][0]["valueString"] = json.dumps(entry)


def edit(bundle: Bundle) -> None:
    put(bundle, 12, {**chained(bundle, 12), "user": "eve"})


def show_another(bundle: Bundle) -> None:
    bundle["entry"][events(bundle)[11]]["resource"]["agent"][0]["who"]["identifier"]["value"] = "eve"


def delete(bundle: Bundle) -> None:
    del bundle["entry"][events(bundle)[11]]


def reorder(bundle: Bundle) -> None:
    a, b = events(bundle)[10:12]
    bundle["entry"][a], bundle["entry"][b] = bundle["entry"][b], bundle["entry"][a]


def insert(bundle: Bundle) -> None:
    bundle["entry"].insert(events(bundle)[12], bundle["entry"][events(bundle)[3]])


def truncate(bundle: Bundle) -> None:
    del bundle["entry"][events(bundle)[25] :]


def drop_an_epoch(bundle: Bundle) -> None:
    del bundle["entry"][1]


def unsign(bundle: Bundle) -> None:
    kept = json.loads(bundle["entry"][1]["resource"]["extension"][0]["valueString"])
    bundle["entry"][1]["resource"]["extension"][0]["valueString"] = json.dumps({**kept, "signature": None})


def rechain(bundle: Bundle) -> None:
    """With every digest made anew, as who holds the vault's key could; but no old epoch's private key."""
    before = trail.FIRST
    for number in range(1, 31):
        entry = chained(bundle, number)
        entry["why"] = "another reason" if number == 12 else entry["why"]
        before = entry["digest"] = trail.digest_of(before, entry)
        put(bundle, number, entry)


def sign_anew(bundle: Bundle) -> None:
    """The whole trail made anew under keys of the forger's own."""
    rechain(bundle)
    at = [n for n, one in enumerate(bundle["entry"]) if one["resource"]["resourceType"] == "Basic"]
    keys = [Ed25519PrivateKey.generate() for _ in [*at, 0]]
    for place, number in enumerate(at):
        extension = bundle["entry"][number]["resource"]["extension"][0]
        epoch = json.loads(extension["valueString"])
        public, following = (key.public_key().public_bytes_raw() for key in keys[place : place + 2])
        digest = chained(bundle, epoch["last"])["digest"]
        said = trail.statement(epoch["number"], epoch["first"], epoch["last"], digest, public, following)
        signature = base64.b64encode(keys[place].sign(said) + following).decode()
        extension["valueString"] = json.dumps({**epoch, "public_key": public.hex(), "signature": signature})


HARMS = (edit, show_another, delete, reorder, insert, truncate, drop_an_epoch, unsign, rechain)


def test_an_untouched_trail_is_whole(exported: Path) -> None:
    found = trail.check_file(exported)
    assert (found.wrong, found.checked, found.signed, found.missing) == ([], 30, 30, 0)


@pytest.mark.parametrize("harm", HARMS)
def test_every_change_is_seen(exported: Path, harm: Callable[[Bundle], None]) -> None:
    assert wrong_in(exported, harm) != []


def test_how_many_are_missing_is_said(exported: Path) -> None:
    assert "Entry 12 of the audit trail is missing." in wrong_in(exported, delete)
    assert "Entries 26 to 30 of the audit trail are missing." in wrong_in(exported, truncate)


def test_a_trail_made_anew_is_seen_by_the_first_public_key_or_a_code_on_paper(exported: Path, store: Store) -> None:
    with store.transaction(Deed(ANN, "verify audit trail")) as tx:
        found, epochs = store.prove(tx)
    root, code = epochs[0].public_key.hex(), trail.code_of(found.last, found.digest)
    assert wrong_in(exported, sign_anew) == []  # control: nothing inside it shows it
    assert "does not begin with the key" in wrong_in(exported, sign_anew, root=root)[0]
    assert wrong_in(exported, lambda _: None, root=root) == []
    assert found.last == 31  # the export's own entry
    assert wrong_in(exported, lambda _: None, code=code) != []  # of an entry that this export cannot hold yet
    at_30 = trail.code_of(30, chained(json.loads(exported.read_text(encoding="utf-8")), 30)["digest"])
    assert wrong_in(exported, lambda _: None, code=at_30.lower()) == []
    assert "head code" in wrong_in(exported, sign_anew, code=at_30)[0]


def test_private_keys_of_closed_epochs_are_gone(exported: Path, store: Store) -> None:
    assert exported.exists()
    with store.transaction(Deed(ANN, "look")) as tx:
        rows = tx.rows("SELECT number, seed, signature FROM epochs ORDER BY number")
    assert [row["seed"] is None for row in rows] == [True] * (len(rows) - 1) + [False]
    assert all(len(row["signature"]) == 96 for row in rows[:-1])


def test_the_live_trail_shows_harm_in_its_own_rows(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "EPOCH_ENTRIES", 8)
    for _ in range(20):
        with store.transaction(Deed(ANN, "open record", ("p1",))):
            pass
    harms = {
        "UPDATE audit SET verb = 'x' WHERE number = 9": "Entry 9",
        "DELETE FROM audit WHERE number BETWEEN 4 AND 6": "Entries 4 to 6",
        "DELETE FROM audit WHERE number > 17": "The last 3 entries",
        "UPDATE epochs SET signature = zeroblob(96) WHERE number = 2": "signature of epoch 2",
        "UPDATE epochs SET seed = NULL, signature = NULL, last = NULL WHERE number = 1": "Epoch 1",
        "DELETE FROM epochs WHERE number = 1": "Epoch 1",
        "UPDATE audit SET epoch = 1 WHERE number = 9": "Entry 9",
    }
    for harm, said in harms.items():
        with store.transaction(Deed(ANN, "look")) as tx:
            last = store.head().number
            tx.run("SAVEPOINT harm")
            tx.run(harm.replace("17", str(last - 3)))
            assert said in " ".join(store.prove(tx)[0].wrong), harm
            tx.run("ROLLBACK TO harm")
            assert store.prove(tx)[0].wrong == []


def test_the_verifier_stands_alone(exported: Path, tmp_path: Path) -> None:
    """A copy of the one file, run where nothing of the workstation can be imported."""
    source = Path(trail.__file__)
    assert len(source.read_text(encoding="utf-8").splitlines()) <= 300
    alone = tmp_path / "alone" / "trail.py"
    alone.parent.mkdir()
    alone.write_bytes(source.read_bytes())
    blocked = "import runpy, sys; sys.modules['app'] = None; runpy.run_path({!r}, run_name='__main__')"

    def run(path: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", blocked.format(str(alone)), str(path)]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    assert run(exported).returncode == 0
    assert "30 entries checked, 0 missing" in run(exported).stdout
    wrong_in(exported, edit)
    assert run(exported.with_name("changed.json")).returncode == 2
    assert "no audit trail" in run(source).stderr


def test_codes_from_paper_are_read_as_people_type_them() -> None:
    code = trail.code_of(7, "ab" * 32)
    assert trail.number_in(f" {code.lower()} ") == 7
    assert trail.is_code_of(code.replace("-", "", 2).lower(), 7, "ab" * 32)
    assert not trail.is_code_of(code, 7, "ac" * 32)
    for bad in ("", "7", "x-ABCD-ABCD-ABCD-ABCD", "7-ABCD"):
        with pytest.raises(ValueError, match="no head code"):
            trail.number_in(bad)
