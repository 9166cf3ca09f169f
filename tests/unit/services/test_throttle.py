"""Guessing slows down, and neither a restart nor the clock helps."""

from pathlib import Path

import pytest

from app.domain.errors import WorkstationError
from app.services import unlocking
from app.services.throttle import Throttle, wait_after
from app.services.unlocking import Opened


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_waits_double_up_to_five_minutes() -> None:
    assert [wait_after(n) for n in range(7)] == [0, 0, 0, 1, 2, 4, 8]
    assert {wait_after(n) for n in range(12, 200)} == {300.0}


def test_restarting_every_seven_tries_shortens_nothing(tmp_path: Path) -> None:
    clock = Clock()
    for tried in range(120):
        if tried % 7 == 0:
            throttle = Throttle(tmp_path / "sign-in.json", clock, clock.sleep)
        throttle.attempt("vault")
    assert clock.slept == [wait_after(n) for n in range(3, 120)]
    throttle.passed("vault")
    assert Throttle(tmp_path / "sign-in.json", clock, clock.sleep).wait_s("vault") == 0


def test_time_that_passed_since_the_last_try_counts_in_the_same_program(tmp_path: Path) -> None:
    clock = Clock()
    throttle = Throttle(tmp_path / "sign-in.json", clock, clock.sleep)
    for _ in range(6):
        throttle.attempt("vault")
    assert throttle.wait_s("vault") == 8
    clock.now += 5
    assert throttle.wait_s("vault") == 3
    assert throttle.wait_s("another") == 0
    assert Throttle(tmp_path / "sign-in.json", clock, clock.sleep).wait_s("vault") == 8


@pytest.mark.parametrize("harm", ["", "[]", '{"vault": "x"}', "\x00"])
def test_a_broken_file_is_no_obstacle(tmp_path: Path, harm: str) -> None:
    (tmp_path / "sign-in.json").write_text(harm)
    Throttle(tmp_path / "sign-in.json").attempt("vault")
    assert (tmp_path / "sign-in.json").read_text() == '{"vault": 1}'


def test_wrong_passphrases_are_counted_beside_the_vault_and_a_right_one_forgives(
    opened: Opened, tmp_path: Path
) -> None:
    folder, clock = opened.store.folder, Clock()
    unlocking.lock(opened)
    throttle = Throttle(tmp_path / "sign-in.json", clock, clock.sleep)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for _ in range(5):
        with pytest.raises(WorkstationError, match="not right"):
            unlocking.unlock(folder, None, "wrong horse", throttle=throttle)
    assert clock.slept == [1, 2]
    assert unlocking.wait_s(folder, throttle) == 4
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    unlocking.lock(unlocking.unlock(folder, None, "correct horse", throttle=throttle))
    assert unlocking.wait_s(folder, throttle) == 0
