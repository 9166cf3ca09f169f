"""Answers, reasons and warnings."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from app.domain.errors import WorkstationError
from app.domain.model_card import InputField, ModelCard
from app.features.values import Cell
from app.inference import devices
from app.inference.explain import contributions
from app.inference.feeds import Feeds
from app.inference.package import open_package
from app.inference.running import answer, answer_table
from app.inference.tasks import TASKS
from tests.unit.inference.conftest import Spoil


def a_row(package: bytes, **changes: Cell) -> dict[str, Cell]:
    """A typical patient of the training table."""
    return {**{f.name: f.reference for f in open_package(package, "p").card.fields}, **changes}


def test_a_row_is_answered_with_probabilities_and_reasons(shipped: bytes) -> None:
    typical, ill = a_row(shipped), a_row(shipped, **{"worst concave points": 0.27, "worst area": 2000.0})
    answers = answer(shipped, [typical, ill], "auto")
    assert [a.decision for a in answers.rows] == ["benign", "malignant"]
    assert sum(s.value for s in answers.rows[0].scores) == pytest.approx(1)
    assert answers.rows[1].contributions[0].name in ("worst area", "worst concave points")
    assert answers.rows[1].contributions[0].amount > 0
    assert answers.device
    assert answers.device_reason
    assert answers.runtime


def test_missing_unreadable_and_unlikely_inputs_are_warned_of(shipped: bytes) -> None:
    row = a_row(shipped, **{"mean radius": None, "mean texture": "soft", "mean area": 90000})
    [said] = answer(shipped, [row], "auto").rows
    text = " ".join(said.warnings)
    assert "1 of 30 inputs are missing: mean radius." in text
    assert '"mean texture" holds no number' in text
    assert '"mean area" is 90000, outside the range' in text


def test_a_table_lacking_columns_is_told_which(shipped: bytes) -> None:
    with pytest.raises(WorkstationError, match="lacks columns the model reads: mean texture"):
        answer_table(shipped, b"mean radius,extra\n1,2\n", "t.csv", "auto", 0, 200)


def test_a_card_with_a_class_too_many_is_noticed_when_it_answers(spoiled: Spoil, shipped: bytes) -> None:
    odd = spoiled(card={"outputs": ["benign", "malignant", "other"]})
    with pytest.raises(WorkstationError, match="each of its 3 classes"):
        answer(odd, [a_row(shipped)], "auto")


def test_every_task_can_prepare_warn_and_interpret() -> None:
    assert len({task.name for task in TASKS}) == len(TASKS)
    assert all(task.shows for task in TASKS)


# --- explanations ----------------------------------------------------------------------------------------------------


def a_card(fields: tuple[InputField, ...]) -> ModelCard:
    return ModelCard(
        "m", "m", "1", "case_diagnosis", "-", "-", fields, None, ("no", "yes"), None, (), (), "-", "-", ("-",), 18,
        "0" * 64, "-", "-",
    )  # fmt: skip


def log_odds(feeds: Feeds) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """2 a - b + 3 where the word is the second, and a product that no sum can tell apart."""
    a, b = feeds["numbers"][:, 0].astype(float), feeds["numbers"][:, 1].astype(float)
    odds: np.ndarray[tuple[int], np.dtype[np.float64]] = 2 * a - b + 3 * (feeds["categories"][:, 0] == 1) + a * b
    return odds


def ask(feeds: Feeds) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    positive = 1 / (1 + np.exp(-log_odds(feeds)))
    return np.stack([1 - positive, positive], axis=1)


CARD = a_card(
    (
        InputField("a", "number", reference=0.0),
        InputField("word", "category", categories=("x", "y"), reference=0.0),
        InputField("b", "number", reference=0.0),
    )
)


def test_contributions_add_up_to_the_way_from_the_typical_patient() -> None:
    feeds: Feeds = {"numbers": np.array([[1.0, 0.5]], dtype=np.float32), "categories": np.array([[1]])}
    moved = contributions(CARD, ask, feeds, np.array([1]))
    assert moved is not None
    assert moved[0].sum() == pytest.approx(log_odds(feeds)[0], abs=1e-6)
    # Shapley values of this function: the product is shared equally
    assert moved[0] == pytest.approx([2.25, 3, -0.25], abs=1e-6)


def test_where_asking_would_take_too_long_nothing_is_made_up() -> None:
    count = 10**6
    feeds: Feeds = {
        "numbers": np.zeros((count, 2), dtype=np.float32),
        "categories": np.zeros((count, 1), dtype=np.int64),
    }
    assert contributions(CARD, ask, feeds, np.ones(count, dtype=np.int64)) is None


# --- devices ---------------------------------------------------------------------------------------------------------


def test_the_known_model_is_the_matrix_it_is_said_to_be() -> None:
    model = onnx.load_from_string(devices._KNOWN_MODEL)
    [matrix] = [numpy_helper.to_array(t) for t in model.graph.initializer]
    assert np.array_equal(np.array(devices._ASKED) @ matrix, np.array(devices._KNOWN_ANSWER))
    assert [n.op_type for n in model.graph.node] == ["MatMul"]


def test_the_device_is_named_with_a_reason() -> None:
    found = devices.find_device("auto")
    assert found.name == "CPU" or found.name.startswith("CUDA: ")
    assert str(found.reason)
    assert devices.find_device("cpu").name == "CPU"


def test_exactly_one_runtime_is_installed() -> None:
    assert devices.installed_package() in devices.PACKAGES


def test_two_runtimes_are_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_is_installed", lambda package: package != "onnxruntime-directml")
    with pytest.raises(
        WorkstationError, match=r"More than one ONNX Runtime is installed \(onnxruntime, onnxruntime-gpu\)"
    ):
        devices.installed_package()
    monkeypatch.setattr(devices, "_is_installed", lambda _: False)
    with pytest.raises(WorkstationError, match="not installed"):
        devices.installed_package()
