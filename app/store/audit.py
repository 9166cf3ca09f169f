"""The trail of deeds: every entry's digest covers the one before it, every epoch is signed with a key of its own.

``trail`` says how a trail is made and verifies one; here it is kept in records.db.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlcipher3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.patient import AuditEntry, Deed, Principal, Role
from app.sealed import wipe
from app.secrecy import held
from app.store import trail
from app.store.trail import Epoch, Verdict
from app.store.transaction import Transaction
from app.store.wrapping import WrongKey, unwrap, wrap

# what the program notes by itself has no user; no person can have this name
PROGRAM = Principal("", Role.READER)
EPOCH_ENTRIES = 256
EPOCH_TIME = timedelta(minutes=15)
CLOCK_STEP_MS = 30_000

_COLUMNS = "number, at, zone, counter, epoch, user, role, verb, about, why, outcome, digest"


@dataclass(frozen=True, slots=True)
class State:
    """How far the trail in records.db is."""

    writes: int
    number: int
    digest: str


def state_of(connection: sqlcipher3.Connection) -> State:
    count = connection.execute("SELECT count FROM writes").fetchone()[0]
    last = connection.execute("SELECT number, digest FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    return State(int(count), *((int(last["number"]), str(last["digest"])) if last else (0, trail.FIRST)))


def digest_at(connection: sqlcipher3.Connection, number: int) -> str:
    row = connection.execute("SELECT digest FROM audit WHERE number = ?", (number,)).fetchone()
    return str(row["digest"]) if row else trail.FIRST


def secret_of(connection: sqlcipher3.Connection) -> bytes:
    """Empty in a store that is older than the epochs."""
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'writes'").fetchone() is None:
        return b""
    return bytes(connection.execute("SELECT secret FROM writes").fetchone()[0])


def count_write(connection: sqlcipher3.Connection) -> None:
    """Every transaction that writes is counted, so that audit.head notices when the last ones are gone."""
    connection.execute("UPDATE writes SET count = count + 1")


class Trail:
    """Writes the trail of an open store, inside the transaction that is open on its connection.

    Entries are numbered after ``floor``: numbers that were given out once are not given out again when their entries
    are gone. The epochs' private keys are wrapped so that they can be wiped in memory.
    """

    def __init__(self, connection: sqlcipher3.Connection) -> None:
        self._connection = connection
        self._key = held(secret_of(connection))
        self.floor = 0
        self._seen: tuple[datetime, int] | None = None

    def use(self, connection: sqlcipher3.Connection) -> None:
        """Go on over another connection to the same records."""
        self._connection = connection

    def append(self, deed: Deed, about: tuple[str, ...], outcome: str, at: datetime) -> State:
        """Add an entry, after one for the clock where it was set since the last, and begin a new epoch when it is time.

        Returns the state of the trail after it.
        """
        counter = ticking_ms()
        last = state_of(self._connection)
        step = self._step(at, counter)
        if step:
            last = self._insert(last, Deed(PROGRAM, "clock", why=step), (), "done", at, counter)
        last = self._insert(last, deed, about, outcome, at, counter)
        count_write(self._connection)
        self._seen = at, counter
        return State(last.writes + 1, last.number, last.digest)

    def roll(self, at: datetime, last: State | None = None) -> None:
        """Close the epoch that is open: sign it, destroy its private key, begin the next."""
        last = last or state_of(self._connection)
        row = self._connection.execute("SELECT * FROM epochs ORDER BY number DESC LIMIT 1").fetchone()
        if row is None:
            self._begin(1, 1, at)
            return
        if last.number < row["first"]:
            return
        public = self._begin(row["number"] + 1, max(last.number, self.floor) + 1, at)
        signature = self._signed(row, last, public)
        self._connection.execute(
            "UPDATE epochs SET last = :last, signature = :signature, seed = NULL WHERE number = :number",
            {"last": last.number if signature else None, "signature": signature, "number": row["number"]},
        )

    def close(self) -> None:
        wipe(self._key)

    def _insert(
        self, last: State, deed: Deed, about: tuple[str, ...], outcome: str, at: datetime, counter: int
    ) -> State:
        number = max(last.number, self.floor) + 1
        values = {
            "number": number,
            "epoch": self._epoch(deed, last, at),
            "at": at.isoformat(timespec="milliseconds"),
            "zone": f"{at.astimezone():%z}",
            "counter": counter,
            "user": deed.principal.user,
            "role": str(deed.principal.role),
            "verb": deed.verb,
            "about": json.dumps(about),
            "why": deed.why,
            "outcome": outcome,
        }
        digest = trail.digest_of(last.digest, values)
        names = ", ".join(f":{name.strip()}" for name in _COLUMNS.split(","))
        self._connection.execute(f"INSERT INTO audit ({_COLUMNS}) VALUES ({names})", {**values, "digest": digest})
        return State(last.writes, number, digest)

    def _epoch(self, deed: Deed, last: State, at: datetime) -> int:
        """The epoch for the next entry; a new one when the open one is long or old, and with every sign-in or alarm."""
        row = self._open_epoch()
        if row is not None:
            is_long = last.number - row["first"] + 1 >= EPOCH_ENTRIES
            is_old = abs(at - datetime.fromisoformat(row["opened_at"])) > EPOCH_TIME
            if not (is_long or is_old or deed.verb in ("unlock", trail.ALARM)):
                return int(row["number"])
        self.roll(at, last)
        opened = self._open_epoch()
        assert opened is not None  # roll has just begun one
        return int(opened["number"])

    def _open_epoch(self) -> sqlcipher3.Row | None:
        return self._connection.execute("SELECT * FROM epochs ORDER BY number DESC LIMIT 1").fetchone()

    def _begin(self, number: int, first: int, at: datetime) -> bytes:
        seed = held(os.urandom(32))
        try:
            public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
            wrapped = wrap(self._key, seed, _bound_to(number))
        finally:
            wipe(seed)
        self._connection.execute(
            "INSERT INTO epochs (number, first, opened_at, public_key, seed)"
            " VALUES (:number, :first, :at, :public, :seed)",
            {"number": number, "first": first, "at": at.isoformat(), "public": public, "seed": wrapped},
        )
        return public

    def _signed(self, row: sqlcipher3.Row, last: State, following: bytes) -> bytes | None:
        """Signature and the following key; None where the private key cannot be had any more, which shows."""
        try:
            seed = unwrap(self._key, row["seed"] or b"", _bound_to(row["number"]))
        except WrongKey:
            return None
        try:
            said = trail.statement(row["number"], row["first"], last.number, last.digest, row["public_key"], following)
            return Ed25519PrivateKey.from_private_bytes(seed).sign(said) + following
        finally:
            wipe(seed)

    def _step(self, at: datetime, counter: int) -> str:
        """How far the clock was set since the last entry, or empty. Before the first: how far it is behind."""
        if self._seen is not None:
            wall = (at - self._seen[0]) / timedelta(milliseconds=1)
            moved = wall - (counter - self._seen[1])
            return f"moved by {moved / 1000:+.0f} s" if abs(moved) > CLOCK_STEP_MS else ""
        behind = self.behind(at) / timedelta(milliseconds=1)
        return f"behind the last entry by {behind / 1000:.0f} s" if behind > CLOCK_STEP_MS else ""

    def behind(self, at: datetime) -> timedelta:
        """How far the clock is behind the last entry; negative where it is after it."""
        row = self._connection.execute("SELECT at FROM audit ORDER BY number DESC LIMIT 1").fetchone()
        return datetime.fromisoformat(row["at"]) - at if row else timedelta()


def ticking_ms() -> int:
    """Milliseconds of a clock that only runs forward, through sleep too where the system has such a clock."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return int((time.monotonic() if boot is None else time.clock_gettime(boot)) * 1000)


def entries(tx: Transaction, words: tuple[str, ...] = (), about: str = "", limit: int = 1000) -> tuple[AuditEntry, ...]:
    """Entries that hold every word (in any case), newest first; ``about`` is one id."""
    where = ["1"]
    values: dict[str, str | int] = {"limit": limit, "id": about}
    for position, word in enumerate(words):
        values[f"w{position}"] = word.lower()
        where.append(
            f"instr(lower(user || ' ' || role || ' ' || verb || ' ' || about || ' ' || why), :w{position}) > 0"
        )
    if about:
        where.append("EXISTS (SELECT 1 FROM json_each(audit.about) WHERE json_each.value = :id)")
    sql = f"SELECT {_COLUMNS} FROM audit WHERE {' AND '.join(where)} ORDER BY number DESC LIMIT :limit"
    return tuple(_entry(row) for row in tx.rows(sql, values))


def prove(tx: Transaction, head: int = 0, code: str = "") -> tuple[Verdict, tuple[Epoch, ...]]:
    """Every entry and signature, that the trail is as long as ``head`` says, and that it holds a head ``code``."""
    known = epochs(tx)
    found = trail.check(chained(tx), known, code)
    if found.last < head and not found.wrong:
        found.missing += head - found.last
        found.wrong.append(f"The last {head - found.last} entries of the audit trail are missing.")
    return found, known


def chained(tx: Transaction) -> Iterator[dict[str, object]]:
    """Every entry as it was chained, and its digest, oldest first."""
    last, batch = -1, 1000
    sql = f"SELECT {_COLUMNS} FROM audit WHERE number > :last ORDER BY number LIMIT :batch"
    while rows := tx.rows(sql, {"last": last, "batch": batch}):
        for row in rows:
            yield _plain(row)
        last = rows[-1]["number"]


def epochs(tx: Transaction) -> tuple[Epoch, ...]:
    rows = tx.rows("SELECT number, first, public_key, last, signature FROM epochs ORDER BY number")
    return tuple(Epoch(*row) for row in rows)


def patients(tx: Transaction) -> frozenset[str]:
    """The ids of those who are in the vault, and of those who were deleted."""
    here = {str(row["id"]) for row in tx.rows("SELECT id FROM patients")}
    gone = tx.rows("SELECT about FROM audit WHERE verb = 'delete patient'")
    return frozenset(here.union(*(json.loads(row["about"]) for row in gone)))


def _plain(row: sqlcipher3.Row) -> dict[str, object]:
    return {name: row[name] for name in row.keys()}  # noqa: SIM118 - iterating a Row gives its values


def _bound_to(number: int) -> bytes:
    return f"epoch {number}".encode()


def _entry(row: sqlcipher3.Row) -> AuditEntry:
    return AuditEntry(
        number=row["number"],
        at=datetime.fromisoformat(row["at"]),
        user=row["user"],
        role=row["role"],
        verb=row["verb"],
        about=tuple(json.loads(row["about"])),
        why=row["why"],
        outcome=row["outcome"],
        digest=row["digest"],
    )
