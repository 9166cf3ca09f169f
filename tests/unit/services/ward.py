"""A vault with backups, for the tests of these."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.patient import Deed, Patient, Principal, Role
from app.domain.study import Instance, Series, Study
from app.domain.work import quietly
from app.services import restoring, unlocking
from app.services.backing_up import BackingUp
from app.services.restoring import Wish
from app.services.unlocking import Opened
from app.store import patients, studies
from app.store.backup import BackupNote
from app.store.database import Store
from app.store.keyring import Cost

WORDS = "correct horse"


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 1, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Ward:
    """A vault with backups: what the tests do to it."""

    opened: Opened
    folder: Path
    clock: Clock
    backing_up: BackingUp

    @property
    def store(self) -> Store:
        return self.opened.store

    @property
    def home(self) -> Path:
        return next(self.folder.glob("aegle-backup-*"))

    def bring(self, name: str, originals: int = 3, size: int = 50_000) -> list[str]:
        """A patient with a study whose originals are random bytes. Returns the originals' ids."""
        ids: list[str] = []
        for at in range(0, originals, 6):  # six fill a volume
            ids += self.store.objects.put_many([os.urandom(size) for _ in range(min(6, originals - at))])
        with self.store.transaction(Deed(self.opened.principal, "import", (name,))) as tx:
            patients.put(tx, Patient(name, f"MRN-{name}", f"{name}^Test", None, "F"))
            studies.put_study(tx, a_study(name))
            studies.put_series(tx, a_series(name))
            for number, one in enumerate(ids):
                studies.put_instance(tx, an_instance(name, number, one))
        return ids

    def back_up(self) -> BackupNote:
        self.clock.at += timedelta(hours=1)
        return self.backing_up.create(self.opened.principal, quietly)

    def copies(self) -> list[str]:
        return sorted(path.name for path in (self.home / "volumes").iterdir())

    def contents(self) -> dict[str, str]:
        """Every original by id, as digests; and the rows of every table but the trail's and the keys'."""
        return contents(self.store)


def a_study(name: str) -> Study:
    return Study(f"1.{name}", name, "A1", "Thorax", None)


def a_series(name: str) -> Series:
    return Series(f"1.{name}.1", f"1.{name}", "CT", "CHEST", "thin", 1, "9.9", 0)


def an_instance(name: str, number: int, object_id: str) -> Instance:
    return Instance(f"1.{name}.1.{number}", f"1.{name}.1", "ct", "le", number, 2, 2, 1, object_id, object_id)


# what a backup may differ in: the trail and the counts go on, keys are wrapped anew
OWN = {"audit", "epochs", "writes", "volumes", "backups", "gone_patients", "settings", "discarded"}


def contents(store: Store) -> dict[str, str]:
    found = {one: hashlib.sha256(store.objects.get(one)).hexdigest() for one in store.objects.ids()}
    with store.transaction(Deed(Principal("ann", Role.ADMINISTRATOR), "check")) as tx:
        names = [
            row[0] for row in tx.rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
        ]
        for table in sorted(set(names) - OWN):
            if not table.startswith("sqlite_"):
                rows = sorted(repr(tuple(row)) for row in tx.rows(f"SELECT * FROM {table}"))
                found[f"table {table}"] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def restored(ward: Ward, name: str = "", **wish: str | bool) -> tuple[dict[str, str], restoring.Restored]:
    """What is in the vault that is made of a backup, and what was said of it. It is checked, locked and thrown away."""
    target = ward.folder.parent / "elsewhere"
    said = restoring.restore(Wish(ward.folder, target, WORDS, name=name, **wish), quietly, Cost(64, 1, 1))  # type: ignore[arg-type]
    try:
        found = contents(said.opened.store)
        assert said.opened.store.alarms == ()
        assert bool(unlocking.check(said.opened)) is bool(said.losses)
    finally:
        unlocking.lock(said.opened)
    again = unlocking.unlock(target, "ann", WORDS)
    assert again.store.alarms == ()
    unlocking.lock(again)
    shutil.rmtree(target)
    return found, said
