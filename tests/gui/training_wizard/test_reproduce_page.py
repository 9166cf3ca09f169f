"""The Reproduce page: our figure beside the published one, with progress, stopped and gone on with."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.training import TrainRequest
from app.domain.words import say
from app.domain.work import Report
from app.services.protocols import PROTOCOLS
from app.services.reproducing import Reproducing
from app.services.training import Learned, Trained, Unfinished
from app.services.workstation import Workstation
from app.ui.room import Shell
from app.ui.theme import Theme
from app.ui.training_wizard.reproduce import ReproducePage
from tests.gui.training_wizard.steps import idle, press


@dataclass
class Told:
    """A training that tells where it is until it is let go, and then answers."""

    goes: threading.Event = field(default_factory=threading.Event)
    resumed: int = 0
    left: tuple[Unfinished, ...] = ()

    def unfinished(self, _who: object, _protocol: str) -> tuple[Unfinished, ...]:
        return self.left

    def learn(
        self, _who: object, request: TrainRequest, _listen: object, report: Report, pauses: Callable[[], bool]
    ) -> Trained:
        assert pauses()
        self.left = (Unfinished("7-a", request, 1.0),)
        while not self.goes.wait(0.02):
            report(3, 10, say("Asking about held-out patients, part {n} of {total}", n=3, total=10))
        self.left = ()
        return Trained("7-a")

    def resume(self, _who: object, pack: str, _listen: object, _report: Report, pauses: Callable[[], bool]) -> Trained:
        assert pauses()
        self.resumed += 1
        self.left = ()
        return Trained(pack)

    def collect(self, _who: object, _trained: Trained) -> Learned:
        figure = {"value": 0.981, "low": 0.968, "high": 0.991, "n": 569}
        metrics = {"accuracy": figure, "auc": figure}
        return Learned(b"", {"metrics": metrics, "network": "logistic", "split": {"said": "."}, "seconds": 9.0}, "7-a")

    def discard(self, _learned: Learned) -> None:
        """Nothing was kept."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The files of two protocols."""
    for one in PROTOCOLS[:2]:
        for path in one.files.values():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).touch()
    return tmp_path


def a_page(workstation: Workstation, theme: Theme, qtbot: QtBot, told: Told, data: Path) -> tuple[ReproducePage, Shell]:
    store = workstation.cohorts._store
    shell = Shell(replace(workstation, reproducing=Reproducing(store, told)), theme, "en")  # type: ignore[arg-type]
    page = ReproducePage(shell, lambda *_: data)
    qtbot.addWidget(page)
    page.resize(1300, 800)
    with qtbot.waitExposed(page):
        page.show()
    idle(shell, qtbot)
    return page, shell


def cells(page: ReproducePage, row: int) -> list[str]:
    model = page.model
    return [str(model.data(model.index(row, at)) or "") for at in range(model.columnCount())]


def test_our_figure_stands_beside_the_published_one_with_protocol_and_interval(
    workstation: Workstation, theme: Theme, qtbot: QtBot, data: Path
) -> None:
    told = Told()
    page, shell = a_page(workstation, theme, qtbot, told, data)
    assert not page.run.isEnabled()
    assert page.run.toolTip() == "Choose the folder of data first."
    press(page.choose)
    assert page.model.rowCount() == 2
    assert cells(page, 0)[2:5] == ["0.975", "Street 1993: .975, 10-fold", ""]
    press(page.run)
    qtbot.waitUntil(lambda: "part 3 of 10" in page._words.text(), timeout=10_000)
    assert (page._bar.value(), page._bar.maximum()) == (3, 10)
    assert cells(page, 0)[4] == "running"

    press(page.stop)
    qtbot.waitUntil(lambda: not page.bench.running, timeout=10_000)
    assert "goes on where it was" in cells(page, 0)[6]
    assert cells(page, 0)[4] == "", "nothing is told that was not measured"

    told.goes.set()
    press(page.run)
    qtbot.waitUntil(lambda: bool(page.bench.found), timeout=10_000)
    assert told.resumed == 1
    assert cells(page, 0)[4:6] == ["0.981", "0.968 \N{EN DASH} 0.991"]
    assert "10-fold, 10 times" in cells(page, 0)[6]
    assert "n = 569" in cells(page, 0)[6]
    idle(shell, qtbot)
    shell.stop()

    # another day: the vault remembers
    later, other = a_page(workstation, theme, qtbot, Told(), data)
    press(later.choose)
    qtbot.waitUntil(lambda: cells(later, 0)[4] == "0.981", timeout=10_000)
    other.stop()


def test_several_are_run_one_after_the_other_and_a_stop_ends_them_all(
    workstation: Workstation, theme: Theme, qtbot: QtBot, data: Path
) -> None:
    page, shell = a_page(workstation, theme, qtbot, Told(), data)
    press(page.choose)
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(page.run)
    qtbot.waitUntil(lambda: "1 more is waiting" in page._words.text(), timeout=10_000)
    press(page.stop)
    qtbot.waitUntil(lambda: not page.bench.running, timeout=10_000)
    assert page.bench.waiting == []
    assert page.bench.begun == {PROTOCOLS[0].name}
    idle(shell, qtbot)
    shell.stop()
