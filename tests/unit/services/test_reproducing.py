"""Published protocols: the data are found, every figure is measured, nothing is told that was not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.errors import WorkstationError
from app.domain.patient import Principal, Role
from app.domain.words import NOTHING
from app.services.protocols import PROTOCOLS, Protocol
from app.services.reproducing import Reproducing
from app.services.training import Learned, Trained


class Told:
    """A training that answers with other figures for each seed."""

    def learn(self, _who: object, request: object, *_: object) -> Trained:
        return Trained(str(request.seed))  # type: ignore[attr-defined]

    def collect(self, _who: object, trained: Trained) -> Learned:
        value = 0.9 + 0.02 * int(trained.pack)
        figure = {"value": value, "low": value - 0.1, "high": value + 0.05, "n": 100}
        figures = {"metrics": {"auc": figure}, "network": "mlp", "split": {"said": "Measured."}, "seconds": 2.0}
        return Learned(b"", figures, trained.pack)

    def discard(self, learned: Learned) -> None:
        assert learned.pack


def a_protocol(reached: float | None) -> Protocol:
    return Protocol("some", "case_diagnosis", {"table": "a.csv"}, {"target": "y"}, "auc", None, "said", reached=reached)


@pytest.mark.parametrize(("reached", "beats"), [(0.91, True), (0.92, False), (None, None)])
def test_the_mean_of_the_seeds_stands_beside_the_published_figure(
    reached: float | None, beats: bool | None, tmp_path: Path
) -> None:
    made = Reproducing(Told()).reproduce(  # type: ignore[arg-type]
        Principal("ann", Role.RESEARCHER),
        a_protocol(reached),
        tmp_path,
        (0, 1),
        lambda _: None,
        lambda *_: NOTHING,  # type: ignore[arg-type]
    )
    assert (round(made.value, 3), made.beats, made.seeds, made.seconds) == (0.91, beats, (0, 1), 4.0)
    assert (round(made.low or 0, 3), round(made.high or 0, 3)) == (0.81, 0.96)
    assert json.loads(json.dumps(made.as_json(a_protocol(reached))))["published"]["value"] == reached


def test_only_protocols_whose_data_are_there_are_offered(tmp_path: Path) -> None:
    reproducing = Reproducing(None)  # type: ignore[arg-type]
    with pytest.raises(WorkstationError, match="none of these data sets"):
        reproducing.protocols(tmp_path)
    first = PROTOCOLS[0]
    for path in first.files.values():
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).touch()
    assert reproducing.protocols(tmp_path) == (first,)
    with pytest.raises(WorkstationError, match="no protocol"):
        reproducing.protocols(names=["tarot"])


def test_every_protocol_asks_for_something_a_recipe_knows(tmp_path: Path) -> None:
    assert all(p.request(tmp_path, 0).recipe == p.recipe for p in PROTOCOLS)
    assert len({p.name for p in PROTOCOLS}) == len(PROTOCOLS)
