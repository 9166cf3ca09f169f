"""Read the audit trail, prove it whole, hand it to a third party."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import WorkstationError
from app.domain.patient import AuditEntry, Deed, Principal
from app.domain.words import Phrase, say
from app.services import audit_events
from app.store import audit, trail
from app.store.database import Store


@dataclass(frozen=True, slots=True)
class Proof:
    """What verifying found. ``wrong`` are English sentences; ``root`` is the first epoch's public key; ``code`` is the
    head as it can be kept on paper.
    """

    entries: int
    missing: int
    epochs: int
    signed: int
    root: str
    code: str
    wrong: tuple[str, ...]


class Auditing:
    def __init__(self, store: Store) -> None:
        self._store = store

    def entries(
        self, principal: Principal, search: str = "", about: str = "", limit: int = 1000
    ) -> tuple[AuditEntry, ...]:
        """Entries, newest first; ``search`` matches user, verb, ids and reason."""
        with self._store.transaction(Deed(principal, "read audit trail")) as tx:
            return audit.entries(tx, tuple(search.split()), about, limit)

    def verify(self, principal: Principal, code: str = "") -> Proof:
        """Check every entry and every signature, and, where a head code from paper is given, that the trail holds it.

        Raises WorkstationError for what is no head code.
        """
        _refuse_no_code(code)
        with self._store.transaction(Deed(principal, "verify audit trail")) as tx:
            found, epochs = self._store.prove(tx, code)
            return Proof(
                entries=found.checked,
                missing=found.missing,
                epochs=len(epochs),
                signed=found.signed,
                root=epochs[0].public_key.hex(),
                code=trail.code_of(found.last, found.digest),
                wrong=tuple(found.wrong),
            )

    def export(self, principal: Principal, target: Path) -> int:
        """Write every entry as a FHIR AuditEvent into one file that ``app/store/trail.py`` verifies; how many.

        Raises WorkstationError where the file cannot be written.
        """
        with self._store.transaction(Deed(principal, "export audit trail")) as tx:
            entries, epochs, patients = self._store.sealed_trail(tx)
            text = json.dumps(audit_events.bundle(entries, epochs, patients, tx.at), ensure_ascii=False, indent=1)
            try:
                target.write_text(text, encoding="utf-8")
            except OSError as error:
                raise WorkstationError(
                    say("The file {path} cannot be written.", path=str(target)),
                    say("Choose another folder, or make room on the disk."),
                    error.strerror or "",
                ) from error
        return len(entries)


def _refuse_no_code(code: str) -> None:
    try:
        if code:
            trail.number_in(code)
    except ValueError:
        raise WorkstationError(
            say("This is no head code."),
            say("A head code is a number and four groups of four letters and digits, as the audit room shows it."),
        ) from None


# what ``trail``, which stands alone, says in English: here so that it can be read in every language
SAID_BY_TRAIL: tuple[Phrase, ...] = (
    say("Entry {n} of the audit trail is missing."),
    say("Entry {n} of the audit trail is missing; entry {noting} notes it."),
    say("Entries {first} to {last} of the audit trail are missing."),
    say("Entries {first} to {last} of the audit trail are missing; entry {noting} notes it."),
    say("The last {n} entries of the audit trail are missing."),
    say("Entry {n} of the audit trail was changed, or one before it."),
    say("Entry {n} of the audit trail stands where entry {expected} belongs."),
    say("Entry {n} of the audit trail is not of the epoch it names."),
    say("Epoch {n} of the audit trail is missing."),
    say("Epoch {n} of the audit trail was never signed."),
    say("The signature of epoch {n} of the audit trail does not hold."),
    say("The head code is of another trail, or entries after it are missing."),
)
