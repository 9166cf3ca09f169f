"""Run published protocols on data a person has, and lay our figure beside the published one.

What is measured is kept in the vault seed by seed: a run that was stopped, or whose program was closed, goes on where
it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal
from app.domain.plain import from_plain, to_plain
from app.domain.training import Event, TrainRequest
from app.domain.words import NOTHING, Phrase, say
from app.domain.work import Report
from app.services.protocols import PROTOCOLS, Protocol
from app.services.training import Trained, Training, is_same
from app.store import settings
from app.store.database import Store

_KEPT = "reproductions"


@dataclass(frozen=True, slots=True)
class Reproduced:
    """What a protocol gave here: the mean over ``seeds`` of its figure and of the ends of its 95 % intervals.
    ``said``: how it was measured, as the worker tells. ``beats``: None where nothing was published in a number.
    ``at``: when, ISO 8601.
    """

    protocol: str
    figure: str
    value: float
    low: float | None
    high: float | None
    n: int
    network: str
    said: str
    seeds: tuple[int, ...]
    seconds: float
    beats: bool | None
    at: str = ""

    def as_json(self, protocol: Protocol) -> dict[str, Any]:
        return {
            "name": self.protocol,
            "figure": {"name": self.figure, "value": self.value, "low": self.low, "high": self.high, "n": self.n},
            "published": {"value": protocol.reached, "said": protocol.published},
            "own_check": protocol.own,
            "reached": self.beats,
            "network": self.network,
            "protocol": self.said,
            "seeds": list(self.seeds),
            "seconds": self.seconds,
            "at": self.at,
        }


@dataclass(frozen=True, slots=True)
class Kept:
    """``done``: what was measured last, by protocol. ``begun``: protocols that were stopped on the way."""

    done: dict[str, Reproduced]
    begun: tuple[str, ...]


class Reproducing:
    def __init__(self, store: Store, training: Training) -> None:
        self._store = store
        self._training = training

    def protocols(self, folder: Path | None = None, names: Sequence[str] = ()) -> tuple[Protocol, ...]:
        """All protocols, those of ``names``, or those whose data lie below ``folder``.

        Raises WorkstationError for an unknown name, and where the folder holds none of the data, or not those of a
        protocol that was named.
        """
        known = {one.name: one for one in PROTOCOLS}
        unknown = [name for name in names if name not in known]
        if unknown:
            raise WorkstationError(
                say('There is no protocol "{name}".', name=unknown[0]),
                say("The protocols are: {names}.", names=", ".join(known)),
            )
        chosen = tuple(known[name] for name in names) or PROTOCOLS
        if folder is None:
            return chosen
        here = tuple(one for one in chosen if one.is_here(folder))
        absent = [one for one in chosen if one not in here] if names else []
        if absent:
            raise WorkstationError(
                say("The data of {name} are not in the folder {folder}.", name=absent[0].name, folder=str(folder)),
                say("They are looked for at: {paths}.", paths=", ".join(absent[0].files.values())),
            )
        if not here:
            raise WorkstationError(
                say("The folder {folder} holds none of these data sets.", folder=str(folder)),
                say("Choose the folder that holds the folders records and imaging."),
            )
        return here

    def kept(self, principal: Principal) -> Kept:
        """What was measured here before, and what waits to go on."""
        with self._store.transaction(Deed(principal, "list reproductions")) as tx:
            found = settings.get(tx, "", _KEPT) or {}
        done = {name: from_plain(Reproduced, one) for name, one in found.get("done", {}).items()}
        return Kept(done, tuple(found.get("begun", {})))

    def reproduce(
        self, principal: Principal, protocol: Protocol, folder: Path, seeds: Sequence[int], report: Report
    ) -> Reproduced:
        """Train and measure by the protocol, once for each seed. The models are not kept.

        Where it was stopped before, it goes on: seeds that were measured are not measured again.
        """
        found = self._begun(principal, protocol)
        for at, seed in enumerate(seeds):
            if str(seed) not in found:
                figures = self._once(principal, protocol, folder, seed, _share(report, at, len(seeds)))
                found[str(seed)] = _measured(figures, protocol)
                self._keep(principal, protocol, found)
        made = _mean(protocol, seeds, [found[str(seed)] for seed in seeds])
        self._keep(principal, protocol, {}, made)
        return made

    def _once(
        self, principal: Principal, protocol: Protocol, folder: Path, seed: int, report: Report
    ) -> dict[str, Any]:
        """Measure with one seed, or go on with it. Where that is stopped, it waits."""
        request = replace(
            protocol.request(folder, seed),
            network=protocol.network,
            name=protocol.name,
            about={"protocol": protocol.name},
        )
        self._keep(principal, protocol, self._begun(principal, protocol))
        learned = self._training.collect(principal, self._learn(principal, request, report))
        self._training.discard(learned)
        return learned.figures

    def _learn(self, principal: Principal, request: TrainRequest, report: Report) -> Trained:
        for one in self._training.unfinished(principal, request.name):
            if is_same(one.request, request):
                return self._training.resume(principal, one.pack, _nobody, report, pauses=_always)
        return self._training.learn(principal, request, _nobody, report, pauses=_always)

    def _begun(self, principal: Principal, protocol: Protocol) -> dict[str, Any]:
        """What was measured of a run that did not come to its end, by seed."""
        with self._store.transaction(Deed(principal, "list reproductions")) as tx:
            found: dict[str, Any] = (settings.get(tx, "", _KEPT) or {}).get("begun", {})
        return dict(found.get(protocol.name, {}))

    def _keep(
        self, principal: Principal, protocol: Protocol, begun: Mapping[str, Any], made: Reproduced | None = None
    ) -> None:
        with self._store.transaction(Deed(principal, "keep reproduction", (protocol.name,))) as tx:
            found = settings.get(tx, "", _KEPT) or {}
            others = {name: one for name, one in found.get("begun", {}).items() if name != protocol.name}
            done = dict(found.get("done", {}))
            if made is None:
                others[protocol.name] = dict(begun)
            else:
                done[protocol.name] = to_plain(made)
            settings.put(tx, "", _KEPT, {"done": done, "begun": others})


def how(protocol: Protocol) -> Phrase:
    """How it is measured here, in a few words."""
    folds, repeats = protocol.asked.get("folds", 0), protocol.asked.get("repeats", 1)
    if protocol.asked.get("split") == "scaffold":
        return say("scaffold split")
    if not folds:
        return say("the parts the data set comes with")
    if folds == 1:
        return say("one fifth held out")
    return say("{folds}-fold", folds=folds) if repeats == 1 else say("{folds}-fold, {n} times", folds=folds, n=repeats)


def _measured(figures: Mapping[str, Any], protocol: Protocol) -> dict[str, Any]:
    """What is kept of a seed."""
    return {
        "figure": figures["metrics"][protocol.figure],
        "network": str(figures["network"]),
        "said": str(figures["split"]["said"]),
        "seconds": figures["seconds"],
    }


def _mean(protocol: Protocol, seeds: Sequence[int], found: Sequence[Mapping[str, Any]]) -> Reproduced:
    measured = [one["figure"] for one in found]
    value = fmean(one["value"] for one in measured)
    ends = [[one[end] for one in measured] for end in ("low", "high")]
    low, high = (fmean(end) if None not in end else None for end in ends)
    return Reproduced(
        protocol=protocol.name,
        figure=protocol.figure,
        value=value,
        low=low,
        high=high,
        n=int(measured[0]["n"]),
        network=str(found[0]["network"]),
        said=str(found[0]["said"]),
        seeds=tuple(seeds),
        seconds=round(sum(one["seconds"] for one in found), 1),
        beats=_beats(protocol, value),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _share(report: Report, at: int, of: int) -> Report:
    """The progress of one seed as its share of the whole."""

    def tell(done: int, total: int, note: Phrase = NOTHING) -> None:
        report(done + at * total, total * of, note)

    return tell


def _always() -> bool:
    """What was reached is kept, whoever stops it."""
    return True


def _nobody(event: Event) -> None:
    """The job's own progress says enough."""
    del event


def _beats(protocol: Protocol, value: float) -> bool | None:
    """At least as good as what was published, at three decimals."""
    if protocol.reached is None:
        return None
    shown = round(value, 3)
    return shown <= protocol.reached if protocol.is_error else shown >= protocol.reached
