"""Importing CT images into the vault, beside the same work into plain SQLite files and beside Orthanc.

``python -m tests.benchmarks.import_speed`` imports 1,000 instances of 512 KiB in several rounds, each way by turns, and
writes a report; ``--instances`` and ``--rounds`` make it smaller. Orthanc takes part where it is installed
(Debian: ``apt install orthanc``), with its plain storage, over its REST interface on this computer.
"""

from __future__ import annotations

import argparse
import http.client
import json
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from app.domain.patient import Deed, Principal, Role
from app.domain.work import quietly
from app.ingest.reader import Item, Options, Source
from app.ingest.reading import parse
from app.main import door
from app.sealed import PAGE_BYTES
from app.services import matching
from app.services.gathering import batches
from app.services.import_reading import fetched
from app.store import migrate, objects, studies
from app.store.keyring import Cost
from app.store.transaction import Transaction
from tests.benchmarks.ct_series import write_series
from tests.benchmarks.measuring import Times, as_table, write_report

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
ANN = Principal("ann", Role.ADMINISTRATOR)
_ENOUGH_FOR_ALL = 100  # files, to start every child process


def into_vault(files: Sequence[Path], folder: Path) -> float:
    """Seconds to import into a fresh vault whose child processes run already, as they do in the window."""
    station = door(CHEAP).create(folder / "vault", "ann", "correct horse battery")
    try:
        first = write_series(folder / "first", _ENOUGH_FOR_ALL, seed=1, series=2)
        station.importing.import_paths(station.principal, first, None, quietly)
        began = time.perf_counter()
        done = station.importing.import_paths(station.principal, tuple(files), None, quietly)
        seconds = time.perf_counter() - began
    finally:
        station.close()
    assert done.stored == len(files)
    return seconds


def into_plain_files(files: Sequence[Path], folder: Path) -> float:
    """Seconds for the same reading, digests and rows in one process, into two files of SQLite's own module."""
    records, volume = _plain(folder / "records.db"), _plain(folder / "volume.db")
    # without the lists and the full text: SQLite's own module may be too old for them, and so it has less to do
    tables = (name for name in migrate.MIGRATIONS if "search" not in name)
    records.executescript("".join((migrate.FOLDER / name).read_text("utf-8") for name in tables))
    volume.executescript(objects._SCHEMA)
    began = time.perf_counter()
    for batch in batches([Source(path, str(path), path.stat().st_size) for path in files]):
        read = (fetched(*one) for one in zip(parse(batch, Options()), batch, strict=True))
        items = [item for item in read if isinstance(item, Item)]
        volume.execute("BEGIN IMMEDIATE")
        ids = [objects._insert(volume, 1, item.original) for item in items]
        volume.execute("COMMIT")
        records.execute("BEGIN IMMEDIATE")
        tx = Transaction(records, Deed(ANN, "import"), datetime.now(UTC))
        for item, original in zip(items, ids, strict=True):
            _keep(tx, item, original)
        records.execute("COMMIT")
    seconds = time.perf_counter() - began
    assert records.execute("SELECT count(*) FROM instances").fetchone()[0] == len(files)
    records.close()
    volume.close()
    return seconds


def _keep(tx: Transaction, item: Item, original: str) -> None:
    assert item.image is not None
    image = item.image
    if studies.digest_seen(tx, item.digest) is None:
        patient = matching.keep(tx, image.patient).patient
        studies.put_study(tx, replace(image.study, patient=patient.id))
        studies.put_series(tx, image.series)
        studies.put_instance(tx, replace(image.instance, object=original))


def _plain(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    for pragma in (f"page_size = {PAGE_BYTES}", "journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def into_orthanc(files: Sequence[Path], folder: Path, connections: int = 1) -> float:
    """Seconds until Orthanc has answered for every file that it is stored."""
    with _orthanc(folder) as port:
        shares = [files[first::connections] for first in range(connections)]
        began = time.perf_counter()
        with ThreadPoolExecutor(connections) as pool:
            stored = sum(pool.map(lambda share: _sent(port, share), shares))
        seconds = time.perf_counter() - began
        assert stored == len(files)
    return seconds


def _sent(port: int, files: Sequence[Path]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    stored = 0
    for path in files:
        connection.request("POST", "/instances", path.read_bytes(), {"Content-Type": "application/dicom"})
        said = json.loads(connection.getresponse().read())
        stored += said["Status"] == "Success"
    connection.close()
    return stored


def orthanc_program() -> str | None:
    return shutil.which("Orthanc", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")


@contextmanager
def _orthanc(folder: Path) -> Iterator[int]:
    program = orthanc_program()
    assert program is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = {
        "Name": "benchmark", "StorageDirectory": str(folder / "storage"), "IndexDirectory": str(folder / "index"),
        "StorageCompression": False, "HttpPort": port, "RemoteAccessAllowed": False, "AuthenticationEnabled": False,
        "DicomServerEnabled": False, "KeepAlive": True, "Plugins": [],
    }  # fmt: skip
    (folder / "orthanc.json").write_text(json.dumps(said), encoding="utf-8")
    process = subprocess.Popen(
        [program, str(folder / "orthanc.json")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/system")
            connection.getresponse().read()
            connection.close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("Orthanc does not answer")


WAYS: dict[str, Callable[[Sequence[Path], Path], float]] = {
    "vault": into_vault,
    "plain sqlite3": into_plain_files,
    "Orthanc, one connection": into_orthanc,
    "Orthanc, four connections": partial(into_orthanc, connections=4),
}


def run(folder: Path, instances: int, rounds: int, ways: Sequence[str] = tuple(WAYS)) -> dict[str, Times]:
    """Every way by turns, so that what else the computer does falls on all of them."""
    files = write_series(folder / "files", instances)
    asked = {name: WAYS[name] for name in ways if "Orthanc" not in name or orthanc_program()}
    seconds: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, way in asked.items():
            with tempfile.TemporaryDirectory(dir=folder) as place:
                seconds[name].append(way(files, Path(place)))
    return {name: Times(tuple(found)) for name, found in seconds.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where files and vaults are made and removed again")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        found = run(Path(folder), arguments.instances, arguments.rounds)
    vault = found["vault"]
    rows = [
        (name, f"{times.median:.2f} s", f"{times.best:.2f} s", f"{arguments.instances / times.median:.0f}",
         "" if name == "vault" else f"{vault.median / times.median:.2f}",
         "" if name == "vault" else f"{vault.best / times.best:.2f}")
        for name, times in found.items()
    ]  # fmt: skip
    heads = ("into", "median", "best", "instances a second", "vault / this, median", "vault / this, best")
    said = [
        f"{arguments.instances:,} CT instances of 512 KiB pixels, {arguments.rounds} rounds, each way by turns.",
        "Targets: at most 2 times plain sqlite3; faster than Orthanc.",
        "",
    ]
    write_report("import", "Importing a CT series", [*said, *as_table(heads, rows)])


if __name__ == "__main__":
    main()
