"""What goes on or is taken up again over a lock: a training whose model waits sealed, a table of questions."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.training import Measured, TrainRequest
from app.services.settings import Preferences
from app.services.training import Learned, Trained
from app.services.workstation import Door, Workstation
from app.ui.training_wizard.desk import Run
from app.ui.training_wizard.state import WizardState, from_rest
from app.ui.training_wizard.view import View as TrainingView
from app.ui.unlock.view import View as UnlockView
from app.ui.window import Window
from tests.gui.conftest import PASSPHRASE


@pytest.fixture
def window(door: Door, qapp: QApplication, qtbot: QtBot) -> Iterator[Window]:
    met: list[BaseException] = []
    made = Window(door, qapp, remembers=False, tell=lambda _window, error: met.append(error))
    with qtbot.waitExposed(made):
        made.show()
    yield made
    qtbot.waitUntil(lambda: made._leaving is None, timeout=8_000)
    if made.shell is not None:
        shell = made.shell
        qtbot.waitUntil(lambda: shell.is_idle, timeout=30_000)
    workstation = made.workstation
    made.let_go()
    if workstation is not None:
        workstation.close()
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not met, met


def settle(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.is_idle, timeout=60_000)


def lock(window: Window, qtbot: QtBot) -> None:
    window.lock_now()
    qtbot.waitUntil(lambda: window._leaving is None, timeout=20_000)


def unlock(window: Window, qtbot: QtBot) -> None:
    page = window.centralWidget()
    assert isinstance(page, UnlockView)
    page._secret.line.setText(PASSPHRASE)
    page._press()
    qtbot.waitUntil(lambda: window.bench is not None, timeout=30_000)


def training(window: Window) -> TrainingView:
    assert window.bench is not None
    view = window.bench.view("training")
    assert isinstance(view, TrainingView)
    return view


def test_a_model_trained_while_locked_waits_sealed_and_is_there_after_unlocking(
    window: Window, workstation: Workstation, qtbot: QtBot, tmp_path: Path
) -> None:
    pytest.importorskip("torch", reason="the train extra is not installed")
    table = tmp_path / "table.csv"
    rows = "\n".join(f"{n * 7 % 13},{n % 5},{'ill' if n * 7 % 13 > 5 else 'well'}" for n in range(80))
    table.write_text(f"n,x,answer\n{rows}\n")
    window.open_vault(workstation, Preferences(language="en"))
    run = begun_training(window, table, qtbot)
    lock(window, qtbot)
    qtbot.waitUntil(lambda: run.job.state == "done", timeout=120_000)

    # what there is of it: a name, and a pack that nothing here opens
    assert isinstance(run.job.result, Trained)
    assert not learned_in_memory()
    pack = workstation.folder / "training" / run.job.result.pack
    assert sorted(path.name for path in pack.iterdir() if not path.name.endswith(("-wal", "-shm"))) == ["key", "pack"]
    raw = b"".join(path.read_bytes() for path in pack.iterdir())
    assert not [word for word in (b"model.onnx", b"logistic", b"auc", b"SQLite") if word in raw]

    unlock(window, qtbot)
    assert window.bench is not None
    assert window.bench.room == "training"
    look_at_result(window, qtbot)
    training(window).wizard.card.register.click()
    settle(window, qtbot)
    ws = window.workstation
    assert ws is not None
    assert "Over a lock" in [model.card.name for model in ws.model_shelf.models(ws.principal)]
    assert not pack.exists()


def test_a_result_that_was_looked_at_goes_back_to_its_pack_at_a_lock() -> None:
    request = TrainRequest("case_diagnosis", "table.csv", "answer")
    state = WizardState(
        recipe="case_diagnosis",
        drop=frozenset({"b", "a"}),
        keep={"c": "It is measured before the answer is known."},
        curve=(Measured(1, {"train_loss": 0.5}),),
        result=Learned(b"package", {"auc": 0.9}, "7-pack"),
        trained=request,
    )
    kept = state.at_rest()
    assert "package" not in kept
    assert "0.9" not in kept
    assert from_rest(kept) == replace(state, result=None, waiting="7-pack")
    assert from_rest(from_rest(kept).at_rest()).waiting == "7-pack"
    assert from_rest("[]") == from_rest('{"curve": 3}') == WizardState()


def learned_in_memory() -> bool:
    gc.collect()
    return any(type(one) is Learned for one in gc.get_objects())


def look_at_result(window: Window, qtbot: QtBot) -> None:
    desk = training(window).desk
    qtbot.waitUntil(lambda: desk.state.result is not None, timeout=30_000)
    assert learned_in_memory()  # the control
    assert desk.state.name == "Over a lock"
    assert desk.state.table is not None
    assert not desk.state.train_trouble().text


def begun_training(window: Window, table: Path, qtbot: QtBot) -> Run:
    """Through the wizard to a worker at work."""
    assert window.bench is not None
    window.bench.go("training")
    view = training(window)
    qtbot.waitUntil(lambda: bool(view.desk.state.recipes), timeout=60_000)
    view.wizard.next()
    view.wizard.data.look(table)
    settle(window, qtbot)
    view.desk.put(view.desk.state.with_target("answer"))
    view.wizard.next()
    settle(window, qtbot)
    view.wizard.next()
    view.wizard.next()
    view.desk.put(view.desk.state.with_network("logistic"))
    view.wizard.model.name_.setText("Over a lock")
    view.wizard.model.use.setPlainText("Teaching")
    view.wizard.next()
    view.wizard.train.start.click()
    run = view.desk.run
    assert run is not None
    qtbot.waitUntil(lambda: bool(run.events) or run.step.total > 0, timeout=60_000)
    return run


def test_a_table_that_a_lock_stopped_is_asked_on_from_the_row_it_had_reached(
    window: Window, workstation: Workstation, qtbot: QtBot, tmp_path: Path
) -> None:
    model = workstation.model_shelf.find(workstation.principal, "breast-aspirate-wisconsin").card
    table = tmp_path / "table.csv"
    names = [one.name for one in model.fields]
    lines = [",".join(str(1.0 + row % 7) for _ in names) for row in range(700)]
    table.write_text("\n".join([",".join(names), *lines]) + "\n")
    window.open_vault(workstation, Preferences(language="en"))
    settle(window, qtbot)
    assert window.bench is not None
    shell = window.shell
    assert shell is not None
    window.bench.view("models").predict_table(model.id, table)  # type: ignore[attr-defined]
    (asked,) = shell.kept["tables"]
    qtbot.waitUntil(lambda: asked.reached >= 200, timeout=60_000)
    lock(window, qtbot)
    reached = asked.reached
    assert reached in (200, 400, 600)
    unlock(window, qtbot)
    settle(window, qtbot)
    ws = window.workstation
    assert ws is not None
    entries = [one for one in ws.auditing.entries(ws.principal, "predict") if one.verb == "predict"]
    assert [one.outcome for one in entries if one.outcome == "done"] == ["done"] * 4
    answered = sorted(int(one.about.id.rsplit(":", 1)[1]) for one in ws.predicting.predictions(ws.principal))
    assert answered == list(range(700))
