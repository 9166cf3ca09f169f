"""The state machine of people and roles, run long: see ``tests/unit/services/test_roles_machine.py``."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.endurance.conftest import Measured
from tests.endurance.counts import FULL, TRIALS, scaled
from tests.unit.services.test_roles_machine import QUIETLY, Ward


@pytest.mark.timeout(3600)
@pytest.mark.skipif(TRIALS < FULL, reason="its short form is among the unit tests; the endurance command runs this")
def test_every_verb_is_let_in_exactly_when_it_may_be(measured: Measured) -> None:
    runs, steps = scaled(100), 60
    run_state_machine_as_test(Ward, settings=settings(QUIETLY, max_examples=runs, stateful_step_count=steps))
    measured("people and roles beside a model", runs, steps_each=steps, lost=0)
