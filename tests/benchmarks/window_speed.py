"""How long the window does not answer while it works: the longest gap between two turns of its event loop.

``python -m tests.benchmarks.window_speed`` imports 1,000 CT instances with the worklist on screen, then scrolls, sorts
and filters a list of 100,000 studies, and writes a report; ``--instances`` and ``--studies`` make it smaller. The
window that does nothing is measured beside it: on a busy computer it waits for its turn too.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.domain.patient import Deed
from app.main import door
from app.services.workstation import Workstation
from app.store.keyring import Cost
from app.ui.room import Shell
from app.ui.theme import DARK, Theme
from app.ui.worklist.view import View
from tests.benchmarks.big_vault import fill
from tests.benchmarks.ct_series import write_series
from tests.benchmarks.measuring import Times, as_table, ms, write_report
from tests.benchmarks.worklist_speed import list_statements

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
_TICK_MS = 5
_IDLE_S = 3.0
_FILTERS = ("garcia", "mr brain", "nobody at all", "creatinine", "a", "")


@dataclass(frozen=True, slots=True)
class Gaps:
    """Seconds between turns of the event loop while something went on, and how long that took."""

    name: str
    between: Times
    lasted: float


class _Clock:
    """Notes when the event loop comes round."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(lambda: self._seen.append(time.perf_counter()))
        self._seen: list[float] = []

    def over(self, name: str, begin: Callable[[], object], is_done: Callable[[], bool]) -> Gaps:
        """Begin something and turn the event loop until it is done."""
        self._seen = [time.perf_counter()]
        self._timer.start()
        begin()
        loop = QEventLoop()
        began = time.perf_counter()
        while not is_done():
            loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self._timer.stop()
        seen = [*self._seen, time.perf_counter()]
        between = tuple(later - earlier for earlier, later in pairwise(seen))
        return Gaps(name, Times(between), time.perf_counter() - began)


def run(folder: Path, instances: int, studies: int) -> list[Gaps]:
    """The idle window, an import, and a long list."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["aegle"])
    assert isinstance(application, QApplication)
    made = door(CHEAP)
    theme = Theme(DARK, made.resources)
    theme.apply(application)
    files = write_series(folder / "files", instances)
    return [
        *_with_window(made.create(folder / "first", "ann", "correct horse battery"), theme, _imported(files)),
        *_with_window(
            _long(made.create(folder / "second", "ann", "correct horse battery"), studies), theme, _looked_at
        ),
    ]


Work = Callable[[View, Shell, _Clock], list[Gaps]]


def _with_window(station: Workstation, theme: Theme, work: Work) -> list[Gaps]:
    shell = Shell(station, theme, "en")
    view = View(station, shell)
    view.resize(1400, 900)
    view.show()
    clock = _Clock()
    clock.over("", lambda: None, lambda: shell.is_idle)
    found = work(view, shell, clock)
    view.close()
    shell.stop()
    station.close()
    return found


def _imported(files: tuple[Path, ...]) -> Work:
    def work(view: View, shell: Shell, clock: _Clock) -> list[Gaps]:
        end = time.perf_counter() + _IDLE_S
        idle = clock.over("nothing (the control)", lambda: None, lambda: time.perf_counter() > end)
        imported = clock.over(
            f"importing {len(files):,} instances",
            lambda: view.import_paths([files[0].parent]),
            lambda: shell.is_idle,
        )
        assert view.studies.rowCount() == 1
        return [idle, imported]

    return work


def _looked_at(view: View, shell: Shell, clock: _Clock) -> list[Gaps]:
    table = view.tables["studies"]

    def rested() -> bool:
        return shell.is_idle and not view._typing.isActive() and not view.studies._soon.isActive()

    found = [clock.over("reading the list", view.read, rested)]
    found.append(clock.over("going to its end", table.scrollToBottom, rested))
    found.append(clock.over("sorting it", lambda: table.sortByColumn(0, Qt.SortOrder.AscendingOrder), rested))
    found += [clock.over(f"searching “{text}”", lambda text=text: view.filter.setText(text), rested)  # type: ignore[misc]
              for text in _FILTERS]  # fmt: skip
    return found


def _long(station: Workstation, studies: int) -> Workstation:
    with station.worklist._store.transaction(Deed(station.principal, "import")) as tx:
        fill(tx, studies, studies)
        for statement in list_statements():
            tx.run(statement)
    station.searching.catch_up(station.principal, lambda *_: None)
    return station


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", type=int, default=1000)
    parser.add_argument("--studies", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="where vaults are made and removed again")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        found = run(Path(folder), arguments.instances, arguments.studies)
    rows = [
        (
            one.name,
            f"{one.lasted:.1f} s",
            ms(max(one.between.seconds)),
            ms(one.between.p95),
            str(len(one.between.seconds)),
        )
        for one in found
    ]
    said = [
        f"A list of {arguments.studies:,} studies.",
        "Targets: no gap over 100 ms while importing, none over 200 ms otherwise.",
        "",
    ]
    write_report(
        "window",
        "What the window waits for",
        [*said, *as_table(("meanwhile", "lasted", "longest gap", "95 %", "turns"), rows)],
    )


if __name__ == "__main__":
    main()
