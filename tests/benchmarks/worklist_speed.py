"""The worklist of a large vault: how long opening, filtering, sorting and searching take, beside plain SQLite.

``python -m tests.benchmarks.worklist_speed`` runs it in full (100,000 studies, 5,000,000 observations; a quarter of an
hour, 6 GB of disk) and writes a report; ``--studies`` and ``--observations`` make it smaller.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import sqlcipher3

from app.domain.patient import Deed, Principal, Role
from app.domain.work import quietly
from app.sealed import PAGE_BYTES, new_key
from app.services.news import News
from app.services.searching import Searching
from app.services.worklist import Order, Worklist
from app.store import lists, migrate, search
from app.store.database import CACHE_KIB, Store
from app.store.transaction import Transaction
from tests.benchmarks.big_vault import fill
from tests.benchmarks.measuring import Times, as_table, ms, timed, write_report

ANN = Principal("ann", Role.ADMINISTRATOR)
FILTERS = (
    "a", "garcia", "garcia anna", "M0001234", "m000", "ct thorax", "a00012345", "王", "1955-03", "nobody at all",
    "mr brain screening 7", "mueller knee", "x", "1.2.840.99.777", "clara 00a",
)  # fmt: skip
WORDS = (
    "pneumonia", "creatinine", "creatinine method 12", "肺部感染", "感染", "王", "garcia", "garcia anna", "M0001234",
    "effusion", "left upper lobe nodule", "report 000123", "thorax staging", "a00012345", "albumin", "st",
    "no new", "hepatitis grade 3", "nowhere", "dubois", "cardiomegaly stable", "fracture", "mr brain",
)  # fmt: skip
ORDERS = tuple(
    Order(column, way)
    for column in ("name", "mrn", "birth_date", "sex", "moment", "modalities", "description", "series", "instances")
    for way in (False, True)
)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured: through the service with its audit entry, and the same SQL on both kinds of file."""

    name: str
    target: str
    service: Times
    encrypted: Times
    plain: Times

    def cells(self) -> tuple[str, ...]:
        ratio = f"{self.encrypted.median / self.plain.median:.2f}"
        return (self.name, self.target, ms(self.service.median), ms(self.service.p95), ms(self.encrypted.median),
                ms(self.plain.median), ratio)  # fmt: skip


HEADS = (
    "what",
    "target",
    "service, median",
    "service, p95",
    "SQL, encrypted",
    "SQL, plain",
    "encrypted / plain",
)


def run(folder: Path, studies: int, observations: int, rounds: int = 3) -> tuple[list[Row], list[str]]:
    """(what was measured, what was built and how long that took)."""
    store, key, built = _built(folder, studies, observations)
    plain = _plain_copy(store, folder / "plain.db")
    said = [*built, f"Files: encrypted {_mb(store.folder / 'records.db')}, plain {_mb(folder / 'plain.db')}."]
    # opened again: nothing is in memory yet
    store.close()
    began = time.perf_counter()
    store = Store.open(folder / "vault", key)
    worklist, searching = Worklist(store, News()), Searching(store)
    opened = time.perf_counter()
    first = timed([partial(worklist.study_page, ANN)])
    said.append(f"Store opened in {ms(opened - began)}, first page of the list in {ms(first.median)}.")
    both = _both(store, plain)
    rows = [
        _measured("first page", "1 s", worklist.study_page, lists.study_page, both, [("", Order())] * 9 * rounds),
        _measured("sorted by any column", "100 ms", worklist.study_page, lists.study_page, both,
                  [("", order) for order in ORDERS] * rounds),
        _measured("filtered by any words", "100 ms", worklist.study_page, lists.study_page, both,
                  [(words, Order()) for words in FILTERS] * rounds),
        _measured("filtered and sorted by name", "100 ms", worklist.study_page, lists.study_page, both,
                  [(words, Order("name", False)) for words in FILTERS] * rounds),
        _measured("patients, filtered", "100 ms", worklist.patient_page, lists.patient_page, both,
                  [(words, Order()) for words in FILTERS] * rounds),
        _searched(searching, both, list(WORDS) * rounds),
    ]  # fmt: skip
    deep = range(0, studies, max(studies // 20, 1))
    service = timed(partial(worklist.study_page, ANN, "", Order(), first) for first in deep)
    sql = _sql(both, lambda tx, first: lists.study_page(tx, "", Order(), first, 100), list(deep))
    rows.append(Row("a page anywhere in the list", "100 ms", service, *sql))
    store.close()
    plain.close()
    return rows, said


Asked = tuple[str, Order]
Both = tuple[Callable[[Callable[[Transaction], object]], None], Callable[[Callable[[Transaction], object]], None]]


def _measured(name: str, target: str, verb: Callable[..., object], page: Callable[..., object], both: Both,
              asked: list[Asked]) -> Row:  # fmt: skip
    service = timed(partial(verb, ANN, words, order) for words, order in asked)
    return Row(name, target, service, *_sql(both, lambda tx, one: page(tx, *one, 0, 100), asked))


def _searched(searching: Searching, both: Both, asked: list[str]) -> Row:
    service = timed(partial(searching.find, ANN, words) for words in asked)
    return Row("full text", "150 ms p95", service, *_sql(both, search.find, asked))


def _sql(both: Both, query: Callable[..., object], asked: Sequence[Any]) -> tuple[Times, Times]:
    """The same queries on the encrypted and on the plain file, by turns; the first round warms both."""
    encrypted, plain = both
    seconds: tuple[list[float], list[float]] = ([], [])
    for one in asked:
        ask = partial(_asked, query, one)
        for kept, within in zip(seconds, (encrypted, plain), strict=True):
            kept += timed([partial(within, ask)]).seconds
    return Times(tuple(seconds[0])), Times(tuple(seconds[1]))


def _asked(query: Callable[..., object], one: object, tx: Transaction) -> object:
    return query(tx, one)


def _both(store: Store, plain: sqlcipher3.Connection) -> Both:
    inner = store._connection  # the SQL alone: without the audit entry that every deed of the store ends with

    def within(connection: sqlcipher3.Connection, query: Callable[[Transaction], object]) -> None:
        query(Transaction(connection, Deed(ANN, "list studies"), datetime.now(UTC)))

    return partial(within, inner), partial(within, plain)


def _built(folder: Path, studies: int, observations: int) -> tuple[Store, bytearray, list[str]]:
    key = new_key()
    (folder / "vault").mkdir()
    store = Store.create(folder / "vault", key)
    began = time.perf_counter()
    with store.transaction(Deed(ANN, "import")) as tx:
        fill(tx, studies, observations)
        for statement in list_statements():
            tx.run(statement)
    filled = time.perf_counter()
    Searching(store).catch_up(ANN, quietly)
    indexed = time.perf_counter()
    return store, key, [
        f"{studies:,} studies of {max(studies // 5, 1):,} patients, {observations:,} observations, "
        f"{studies // 10:,} reports. Filled in {filled - began:.0f} s, full text made in {indexed - filled:.0f} s.",
    ]  # fmt: skip


def list_statements() -> list[str]:
    """What the migrations make the lists with."""
    files = [name for name in migrate.MIGRATIONS if "search" in name]
    parts = [part for name in files for part in (migrate.FOLDER / name).read_text(encoding="utf-8").split(";\n")]
    makes = ("INSERT INTO patient_list", "INSERT INTO study_list", "UPDATE study_list")
    return [part for part in parts if any(one in part for one in makes)]


def _plain_copy(store: Store, path: Path) -> sqlcipher3.Connection:
    """The same rows, indexes and pages' size in a file that is not encrypted."""
    connection = store._connection
    connection.execute("ATTACH :path AS plain KEY ''", {"path": str(path)})
    connection.execute(f"PRAGMA plain.page_size = {PAGE_BYTES}")
    connection.execute("SELECT sqlcipher_export('plain')").fetchall()
    connection.execute("DETACH plain")
    plain = sqlcipher3.connect(str(path), isolation_level=None)
    plain.row_factory = sqlcipher3.Row
    for pragma in ("journal_mode = WAL", f"cache_size = {-CACHE_KIB}", "temp_store = MEMORY"):
        plain.execute(f"PRAGMA {pragma}").fetchall()
    return plain


def _mb(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:,.0f} MB"


@contextmanager
def a_folder(given: Path | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=given) as made:
        yield Path(made)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=100_000)
    parser.add_argument("--observations", type=int, default=5_000_000)
    parser.add_argument("--folder", type=Path, help="where the vault is built and removed again")
    arguments = parser.parse_args()
    with a_folder(arguments.folder) as folder:
        rows, said = run(folder, arguments.studies, arguments.observations)
    write_report(
        "worklist", "The worklist of a large vault", [*said, "", *as_table(HEADS, (one.cells() for one in rows))]
    )


if __name__ == "__main__":
    main()
