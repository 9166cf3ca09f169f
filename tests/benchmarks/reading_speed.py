"""Reading a series of 500 slices from the vault, beside reading and parsing the same plain files with pydicom.

``python -m tests.benchmarks.reading_speed`` writes a report; ``--slices`` and ``--rounds`` make it smaller. Megabytes
count the pixels. Time on the clock says what a person waits, time on the processor what one core does: it does not
change when other programs run.
"""

from __future__ import annotations

import argparse
import io
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pydicom

from app.domain.patient import Deed
from app.domain.work import quietly
from app.main import door
from app.services.workstation import Workstation
from app.store import studies
from app.store.keyring import Cost
from tests.benchmarks.ct_series import SIDE, write_series
from tests.benchmarks.measuring import Times, as_table, write_report

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
_SLICE_BYTES = SIDE * SIDE * 2
_PARSED = "plain files: read, parsed by pydicom"


@dataclass(frozen=True, slots=True)
class Read:
    """One way of reading: seconds on the clock and on the processor, all threads of this process together."""

    clock: Times
    processor: Times


def volume_of_files(files: Sequence[Path]) -> object:
    """Plain files to a volume in HU, as pydicom's users write it."""
    voxels = np.empty((len(files), SIDE, SIDE), np.int16)
    for k, path in enumerate(files):
        ds = pydicom.dcmread(path)
        voxels[k] = ds.pixel_array.astype(np.int16) + int(ds.RescaleIntercept)
    return voxels


def parsed_files(files: Sequence[Path]) -> object:
    """Plain files read and parsed; the pixels stay bytes."""
    return sum(len(pydicom.dcmread(path).PixelData) for path in files)


def parsed_originals(station: Workstation, originals: Sequence[str]) -> object:
    """The same from the vault's volumes, read ahead as exports read them."""
    with station.viewing._store.objects.ahead(originals) as ahead:
        return sum(len(pydicom.dcmread(io.BytesIO(ahead.get(one))).PixelData) for one in originals)


def run(folder: Path, slices: int, rounds: int) -> dict[str, Read]:
    """Every way by turns; the first round is not counted: it warms the files and the memory."""
    files = write_series(folder / "files", slices)
    station = door(CHEAP).create(folder / "vault", "ann", "correct horse battery")
    try:
        station.importing.import_paths(station.principal, files, None, quietly)
        (series,) = station.worklist.series(station.principal)
        with station.viewing._store.transaction(Deed(station.principal, "list instances")) as tx:
            originals = [one.object for one in studies.instances(tx, series.uid)]
        opened = station.viewing.open(station.principal, series.uid, None, quietly)
        assert np.array_equal(opened.volume.voxels, volume_of_files(files))  # type: ignore[arg-type]
        del opened
        ways: dict[str, Callable[[], object]] = {
            "vault: opened as a volume": lambda: station.viewing.open(station.principal, series.uid, None, quietly),
            "plain files: pydicom to a volume": lambda: volume_of_files(files),
            "vault: originals read ahead, parsed by pydicom": lambda: parsed_originals(station, originals),
            _PARSED: lambda: parsed_files(files),
            "vault: originals read": lambda: sum(len(station.viewing._store.objects.get(one)) for one in originals),
            "plain files: read": lambda: sum(len(path.read_bytes()) for path in files),
        }
        return _timed(ways, rounds)
    finally:
        station.close()


def _timed(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, Read]:
    clock: dict[str, list[float]] = {name: [] for name in ways}
    processor: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, way in ways.items():
            began, used = time.perf_counter(), time.process_time()
            kept = way()
            if number:
                processor[name].append(time.process_time() - used)
                clock[name].append(time.perf_counter() - began)
            del kept
    return {name: Read(Times(tuple(clock[name])), Times(tuple(processor[name]))) for name in ways}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slices", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="where files and the vault are made and removed again")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        found = run(Path(folder), arguments.slices, arguments.rounds)
    megabytes = arguments.slices * _SLICE_BYTES / 1e6
    names = list(found)
    rows = []
    for at, (name, read) in enumerate(found.items()):
        beside = found[names[at + 1]] if name.startswith("vault") else None
        rows.append((
            name, f"{read.clock.median:.2f} s", f"{read.clock.best:.2f} s", f"{read.processor.median:.2f} s",
            f"{megabytes / read.processor.median:,.0f}", f"{megabytes / read.clock.median:,.0f}",
            f"{read.clock.median / beside.clock.median:.2f}" if beside else "",
            f"{read.processor.median / beside.processor.median:.2f}" if beside else "",
            f"{read.clock.median / found[_PARSED].clock.median:.2f}",
            f"{read.clock.best / found[_PARSED].clock.best:.2f}",
        ))  # fmt: skip
    heads = ("way", "clock, median", "clock, best", "processor, median", "MB/s of one core", "MB/s on the clock",
             "vault / plain, clock", "vault / plain, processor", "this / plain files parsed, clock",
             "the same, best")  # fmt: skip
    said = [
        f"{arguments.slices} slices of {SIDE} x {SIDE}, {megabytes:.0f} MB of pixels, {arguments.rounds} rounds, "
        "each way by turns, files in memory.",
        "Targets: at least 400 MB/s of one core; at most 1.5 times reading and parsing the plain files.",
        "",
    ]
    write_report("reading", "Reading a CT series", [*said, *as_table(heads, rows)])


if __name__ == "__main__":
    main()
