"""Published protocols: the data are found, every figure is measured, nothing is told that was not."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.domain.errors import Cancelled, WorkstationError
from app.domain.training import TrainRequest
from app.domain.work import quietly
from app.services.protocols import PROTOCOLS, Protocol
from app.services.reproducing import Reproducing
from app.services.training import Learned, Trained, Unfinished
from app.services.workstation import Workstation


@dataclass
class Told:
    """A training that answers with other figures for each seed, and is stopped at the seed ``stops_at``."""

    stops_at: int = -1
    begun: list[int] = field(default_factory=list)
    resumed: list[str] = field(default_factory=list)
    left: tuple[Unfinished, ...] = ()

    def learn(self, _who: object, request: TrainRequest, *_: object, pauses: Callable[[], bool]) -> Trained:
        self.begun.append(request.seed)
        if request.seed == self.stops_at:
            assert pauses(), "what was reached must be kept"
            self.left = (Unfinished(f"7-{request.seed}", request, 1.0),)
            raise Cancelled
        return Trained(f"7-{request.seed}")

    def unfinished(self, _who: object, protocol: str) -> tuple[Unfinished, ...]:
        return tuple(one for one in self.left if one.request.about == {"protocol": protocol})

    def resume(self, _who: object, pack: str, *_: object, pauses: Callable[[], bool]) -> Trained:
        assert pauses()
        self.resumed.append(pack)
        return Trained(pack)

    def collect(self, _who: object, trained: Trained) -> Learned:
        value = 0.9 + 0.02 * int(trained.pack.partition("-")[2])
        figure = {"value": value, "low": value - 0.1, "high": value + 0.05, "n": 100}
        figures = {"metrics": {"auc": figure}, "network": "mlp", "split": {"said": "Measured."}, "seconds": 2.0}
        return Learned(b"", figures, trained.pack)

    def discard(self, learned: Learned) -> None:
        assert learned.pack


def reproducing(workstation: Workstation, told: Told) -> Reproducing:
    return Reproducing(workstation.cohorts._store, told)  # type: ignore[arg-type]


def a_protocol(reached: float | None) -> Protocol:
    return Protocol("some", "case_diagnosis", {"table": "a.csv"}, {"target": "y"}, "auc", None, "said", reached=reached)


@pytest.mark.parametrize(("reached", "beats"), [(0.91, True), (0.92, False), (None, None)])
def test_the_mean_of_the_seeds_stands_beside_the_published_figure(
    reached: float | None, beats: bool | None, workstation: Workstation, tmp_path: Path
) -> None:
    ours = reproducing(workstation, Told())
    made = ours.reproduce(workstation.principal, a_protocol(reached), tmp_path, (0, 1), quietly)
    assert (round(made.value, 3), made.beats, made.seeds, made.seconds) == (0.91, beats, (0, 1), 4.0)
    assert (round(made.low or 0, 3), round(made.high or 0, 3)) == (0.81, 0.96)
    assert json.loads(json.dumps(made.as_json(a_protocol(reached))))["published"]["value"] == reached
    assert ours.kept(workstation.principal).done == {"some": made}


def test_a_run_that_was_stopped_goes_on_where_it_was(workstation: Workstation, tmp_path: Path) -> None:
    told, me, protocol = Told(stops_at=1), workstation.principal, a_protocol(0.9)
    ours = reproducing(workstation, told)
    with pytest.raises(Cancelled):
        ours.reproduce(me, protocol, tmp_path, (0, 1, 2), quietly)
    assert ours.kept(me).begun == ("some",)
    assert ours.kept(me).done == {}
    made = ours.reproduce(me, protocol, tmp_path, (0, 1, 2), quietly)
    assert (told.begun, told.resumed) == ([0, 1, 2], ["7-1"]), "seed 0 is not measured again, seed 1 goes on"
    assert round(made.value, 3) == 0.92
    assert ours.kept(me).begun == ()
    # a run that came to its end is measured anew when it is asked for again
    told.left = ()
    ours.reproduce(me, protocol, tmp_path, (0,), quietly)
    assert told.begun == [0, 1, 2, 0]


def test_what_was_cut_short_on_other_data_is_not_taken_up(workstation: Workstation, tmp_path: Path) -> None:
    told, protocol = Told(stops_at=0), a_protocol(0.9)
    ours = reproducing(workstation, told)
    with pytest.raises(Cancelled):
        ours.reproduce(workstation.principal, protocol, tmp_path, (0,), quietly)
    told.stops_at = -1
    ours.reproduce(workstation.principal, protocol, tmp_path / "elsewhere", (0,), quietly)
    assert told.resumed == []


def test_only_protocols_whose_data_are_there_are_offered(workstation: Workstation, tmp_path: Path) -> None:
    ours = reproducing(workstation, Told())
    with pytest.raises(WorkstationError, match="none of these data sets"):
        ours.protocols(tmp_path)
    first, second = PROTOCOLS[:2]
    for path in first.files.values():
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).touch()
    assert ours.protocols(tmp_path) == (first,)
    with pytest.raises(WorkstationError, match=f"The data of {second.name} are not in the folder"):
        ours.protocols(tmp_path, [first.name, second.name])
    with pytest.raises(WorkstationError, match="no protocol"):
        ours.protocols(names=["tarot"])


def test_every_protocol_asks_for_something_a_recipe_knows(tmp_path: Path) -> None:
    assert all(p.request(tmp_path, 0).recipe == p.recipe for p in PROTOCOLS)
    assert len({p.name for p in PROTOCOLS}) == len(PROTOCOLS)
