"""What can go wrong while learning ends in a sentence and a way on, or goes on by itself and says so."""

from __future__ import annotations

import io
import json
import math
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from app.domain.errors import WorkstationError
from app.domain.words import Phrase, say
from app.sealed import Sealed, new_key
from ml.events import Events
from ml.training.checkpoint import Keeper
from ml.training.descent import Descent, descend
from ml.training.device import Arithmetic
from ml.training.loop import Schedule
from ml.watch import Unwatched, unwatched
from tests.unit.ml.conftest import Train, a_cohort

ROWS = np.arange(64)
SCHEDULE = Schedule(4, 32, 0.01, 0.0, "adamw", 9, clip=1.0)
CPU = torch.device("cpu")


class Listening(Unwatched):
    """Keeps what was said on the way."""

    def __init__(self) -> None:
        self.said: list[Phrase] = []

    def note(self, words: Phrase) -> None:
        self.said.append(words)


def trained(
    most: int = 10**6, watch: Any = unwatched, factor: float = 1.0, counting: Arithmetic | None = None
) -> tuple[nn.Module, Descent]:
    """A line learned by a card whose memory holds ``most`` cases at once."""
    torch.manual_seed(0)
    features = torch.randn(64, 5)
    truth = (features @ torch.arange(5.0))[:, None]
    module = nn.Sequential(nn.Linear(5, 8), nn.Tanh(), nn.Linear(8, 1))

    def losses(rows: Tensor, learning: bool) -> Tensor:
        if len(rows) > most and learning:
            raise torch.OutOfMemoryError
        return factor * functional.mse_loss(module(features[rows]), truth[rows], reduction="none")[:, 0]

    return module, descend(module, losses, ROWS, ROWS[:0], SCHEDULE, 3, watch, counting=counting)


def test_a_card_with_too_little_memory_takes_batches_in_pieces_says_so_and_learns_the_same() -> None:
    heard = Listening()
    module, descent = trained(most=8, watch=heard)
    assert descent.pieces == 4
    assert descent.as_json()["batch_in_pieces"] == 4
    assert [dict(words.values)["pieces"] for words in heard.said] == [2, 4]
    plain, whole = trained()
    assert whole.pieces == 1
    for ours, theirs in zip(module.parameters(), plain.parameters(), strict=True):
        torch.testing.assert_close(ours, theirs, atol=1e-5, rtol=1e-4)


def test_a_card_that_holds_not_even_one_case_is_named_with_a_way_on() -> None:
    with pytest.raises(WorkstationError, match="graphics card has too little memory") as raised:
        trained(most=0)
    assert "smaller network" in str(raised.value.hint)


def test_a_loss_that_is_no_number_is_named_with_a_way_on() -> None:
    with pytest.raises(WorkstationError, match="no longer a number") as raised:
        trained(factor=math.inf)
    assert "tenth" in str(raised.value.hint)


@pytest.mark.parametrize(
    ("counting", "name"),
    [(Arithmetic(CPU, torch.bfloat16), "CPU, bfloat16"), (Arithmetic(CPU, torch.float16, scales=True), "CPU, float16")],
)
def test_mixed_precision_learns_nearly_as_full_precision_does_and_is_named(counting: Arithmetic, name: str) -> None:
    _, mixed = trained(counting=counting)
    _, full = trained()
    assert mixed.device == name
    assert full.device == "CPU"
    assert mixed.loss == pytest.approx(full.loss, rel=0.05)
    assert mixed.loss != full.loss


def test_a_disk_that_fills_up_costs_the_checkpoints_and_not_the_training(tmp_path: Path) -> None:
    class Full(Sealed):
        def put_array(self, name: str, array: Any) -> None:  # noqa: ARG002
            raise WorkstationError(say("The disk is full."))

    stream = io.StringIO()
    with Full(tmp_path / "pack", new_key(), create=True) as pack:
        events = Events(stream, threading.Event(), Keeper(pack, every_s=0.0))
        _, descent = trained(watch=events.watching("line", "whole"))
    assert descent.loss < 100
    said = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert any("cannot be resumed" in e["words"]["text"] for e in said if e["event"] == "Progress")
    assert sum(e["event"] == "Measured" for e in said) == SCHEDULE.epochs


@pytest.mark.parametrize(
    ("count", "classes", "words"), [(3, 2, "at least 10"), (160, 1, r"only one value|Only one class|at least 10")]
)
def test_three_patients_or_one_class_end_in_a_sentence(train: Train, count: int, classes: int, words: str) -> None:
    with pytest.raises(WorkstationError, match=words) as raised:
        train(a_cohort(count, classes) if classes > 1 else {**a_cohort(count), "answer": ["ill"] * count})
    assert str(raised.value.hint)
