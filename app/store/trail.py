"""Verify an exported audit trail with public keys alone. Needs Python and ``cryptography``, nothing of ours.

    python trail.py trail.json [--root HEX] [--code CODE]

How a trail is made. Entries are numbered from 1. The digest of an entry is SHA-256 over the JSON list of the digest
before it (the first has 64 zeros before it) and its values. Entries lie in epochs; each epoch has an Ed25519 key of its
own. When an epoch is closed, its key signs what ``statement`` makes of it: its number, its first and last entry, the
last entry's digest (which covers every entry before) and the public key of the next epoch; then the private key is
destroyed. So nobody, not even who holds the vault's key, can change a closed epoch without its signature breaking. What
is trusted is the public key of the first epoch (``--root``, or written down when the vault was made) and, against a
trail that was cut short, a head code that was printed (``--code``).

The file is a FHIR Bundle of AuditEvents; each holds its entry as it was chained in an extension.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FIRST = "0" * 64
ENTRY_URL = "https://aegle.invalid/fhir/StructureDefinition/audit-entry"
EPOCH_URL = "https://aegle.invalid/fhir/StructureDefinition/audit-epoch"
ALARM = "alarm"
_OLD_VALUES = ("number", "at", "user", "role", "verb", "about", "why", "outcome")
_VALUES = ("number", "epoch", "at", "zone", "counter", "user", "role", "verb", "about", "why", "outcome")


@dataclass(frozen=True, slots=True)
class Epoch:
    """``last`` and ``signature`` are None while it is open."""

    number: int
    first: int
    public_key: bytes
    last: int | None = None
    signature: bytes | None = None


@dataclass(slots=True)
class Verdict:
    """``signed`` is the last entry that a signature covers."""

    checked: int = 0
    missing: int = 0
    signed: int = 0
    last: int = 0
    digest: str = FIRST
    wrong: list[str] = field(default_factory=list)


def digest_of(before: str, entry: Mapping[str, Any]) -> str:
    """An entry's digest; ``about`` is the JSON text of a list. Epoch 0 is before there were any."""
    names = _VALUES if entry["epoch"] else _OLD_VALUES
    return hashlib.sha256(json.dumps([before, *(entry[n] for n in names)], ensure_ascii=False).encode()).hexdigest()


def statement(number: int, first: int, last: int, digest: str, public_key: bytes, following: bytes) -> bytes:
    """What an epoch's key signs when the epoch is closed."""
    return json.dumps(["aegle epoch", number, first, last, digest, public_key.hex(), following.hex()]).encode()


def code_of(number: int, digest: str) -> str:
    """A head as a person can copy it from paper: the number of the last entry and 80 bits of its digest."""
    letters = base64.b32encode(bytes.fromhex(digest)[:10]).decode()
    return f"{number}-" + "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def number_in(code: str) -> int:
    """The entry a head code speaks of. Raises ValueError for what is no head code."""
    number, _, letters = _plain_code(code).partition("-")
    if not number.isdecimal() or len(letters.replace("-", "")) != 16:
        raise ValueError("no head code")
    return int(number)


def is_code_of(code: str, number: int, digest: str) -> bool:
    return _plain_code(code).replace("-", "") == code_of(number, digest).replace("-", "")


def check(entries: Iterable[Mapping[str, Any]], epochs: Iterable[Epoch], code: str = "") -> Verdict:
    """Check every entry against the one before it and every epoch against its signature."""
    found, ends = Verdict(), {}
    known = sorted(epochs, key=lambda one: one.number)
    wanted = {one.last for one in known if one.last is not None}
    held = not code
    for entry in entries:
        if not _follows(found, entry):
            break
        if entry["number"] in wanted:
            ends[entry["number"]] = entry["digest"]
        _refuse_misplaced(found, entry, known)
        held = held or is_code_of(code, entry["number"], entry["digest"])
    _check_epochs(found, known, ends)
    if not held:
        found.wrong.append("The head code is of another trail, or entries after it are missing.")
    return found


def _follows(found: Verdict, entry: Mapping[str, Any]) -> bool:
    number, expected = entry["number"], found.last + 1
    chained = entry["digest"] == digest_of(found.digest, entry)
    if number > expected:
        found.missing += number - expected
        noted = f"; entry {number} notes it" if chained and entry["verb"] == ALARM else ""
        found.wrong.append(f"{_entries(expected, number - 1)} missing{noted}.")
    elif number < expected:
        found.wrong.append(f"Entry {number} of the audit trail stands where entry {expected} belongs.")
        return False
    if not chained:
        if number == expected:
            found.wrong.append(f"Entry {number} of the audit trail was changed, or one before it.")
        return False
    found.checked, found.last, found.digest = found.checked + 1, number, entry["digest"]
    return True


def _entries(first: int, last: int) -> str:
    if first == last:
        return f"Entry {first} of the audit trail is"
    return f"Entries {first} to {last} of the audit trail are"


def _refuse_misplaced(found: Verdict, entry: Mapping[str, Any], epochs: list[Epoch]) -> None:
    """An entry names the epoch whose key signs it."""
    epoch, number = entry["epoch"], entry["number"]
    if not epoch:
        return
    at = epochs[epoch - 1] if 0 < epoch <= len(epochs) else None
    if at is None or number < at.first or (at.last is not None and number > at.last):
        found.wrong.append(f"Entry {number} of the audit trail is not of the epoch it names.")


def _check_epochs(found: Verdict, epochs: list[Epoch], ends: Mapping[int, str]) -> None:
    for place, epoch in enumerate(epochs):
        following = epochs[place + 1] if place + 1 < len(epochs) else None
        if epoch.number != place + 1:
            found.wrong.append(f"Epoch {place + 1} of the audit trail is missing.")
            return
        if epoch.last is None or epoch.signature is None:
            if following is not None:
                found.wrong.append(f"Epoch {epoch.number} of the audit trail was never signed.")
            continue
        if epoch.last > found.last:
            if not found.wrong:
                found.wrong.append(f"{_entries(found.last + 1, epoch.last)} missing.")
                found.missing += epoch.last - found.last
            return
        # what the last epoch introduces is not in an export: its own statement says which key it was
        next_key = following.public_key if following else epoch.signature[64:]
        said = statement(epoch.number, epoch.first, epoch.last, ends.get(epoch.last, ""), epoch.public_key, next_key)
        if not _is_signed(epoch.public_key, epoch.signature[:64], said):
            found.wrong.append(f"The signature of epoch {epoch.number} of the audit trail does not hold.")
            return
        found.signed = epoch.last


def _is_signed(public_key: bytes, signature: bytes, said: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, said)
    except (InvalidSignature, ValueError):
        return False
    return True


def _plain_code(code: str) -> str:
    return code.strip().upper().replace(" ", "")


# --- an exported file -------------------------------------------------------------------------------------------------


def check_file(path: Path, root: str = "", code: str = "") -> Verdict:
    """Check an exported trail. Raises ValueError and KeyError for a file that is none."""
    resources = [one["resource"] for one in json.loads(path.read_text(encoding="utf-8"))["entry"]]
    epochs = [_epoch(_kept(one, EPOCH_URL)) for one in resources if one["resourceType"] == "Basic"]
    events = [one for one in resources if one["resourceType"] == "AuditEvent"]
    entries = [_kept(one, ENTRY_URL) for one in events]
    found = check(entries, epochs, code)
    if not epochs or (root and epochs[0].public_key.hex() != root.strip().lower()):
        found.wrong.append("The trail does not begin with the key it should begin with.")
    if found.signed < found.last:
        found.wrong.append(f"{_entries(found.signed + 1, found.last)} not signed.")
    found.wrong += [
        f"The event of entry {e['number']} says something else."
        for v, e in zip(events, entries, strict=True)
        if not _tells(v, e)
    ]
    return found


def _kept(resource: Mapping[str, Any], url: str) -> Any:
    return json.loads(next(one["valueString"] for one in resource["extension"] if one["url"] == url))


def _epoch(kept: Mapping[str, Any]) -> Epoch:
    last, signature = kept["last"], kept["signature"]
    signed = base64.b64decode(signature) if signature else None
    return Epoch(kept["number"], kept["first"], bytes.fromhex(kept["public_key"]), last, signed)


def _tells(event: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    """What a reader of the event sees is what was chained."""
    ids = [one["what"]["identifier"]["value"] for one in event.get("entity", []) if "identifier" in one.get("what", {})]
    verb = event["subtype"][-1]["code"]
    who = event["agent"][0]["who"]["identifier"]["value"]
    told = (verb, who, event.get("outcomeDesc"))
    is_same_time = event["recorded"].replace("Z", "+00:00") == entry["at"]
    return (
        told == (entry["verb"], entry["user"] or "workstation", entry["outcome"])
        and is_same_time
        and ids == json.loads(entry["about"])
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Verify an exported audit trail with public keys alone.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--root", default="", help="the public key of the first epoch, 64 hex digits")
    parser.add_argument("--code", default="", help="a head code printed earlier")
    asked = parser.parse_args()
    try:
        found = check_file(asked.file, asked.root, asked.code)
    except (OSError, ValueError, KeyError, IndexError, TypeError, StopIteration) as error:
        print(f"This is no audit trail that can be read ({type(error).__name__}).", file=sys.stderr)
        return 2
    for sentence in found.wrong:
        print(sentence)
    print(f"{found.checked} entries checked, {found.missing} missing, head {code_of(found.last, found.digest)}.")
    return 2 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
