"""Run published protocols on data a person has, and lay our figure beside the published one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import Any

from app.domain.errors import WorkstationError
from app.domain.patient import Principal
from app.domain.training import Event
from app.domain.words import say
from app.domain.work import Report
from app.services.protocols import PROTOCOLS, Protocol
from app.services.training import Training


@dataclass(frozen=True, slots=True)
class Reproduced:
    """What a protocol gave here: the mean over ``seeds`` of its figure and of the ends of its 95 % intervals.
    ``said``: how it was measured, as the worker tells. ``beats``: None where nothing was published in a number.
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
        }


class Reproducing:
    def __init__(self, training: Training) -> None:
        self._training = training

    def protocols(self, folder: Path | None = None, names: Sequence[str] = ()) -> tuple[Protocol, ...]:
        """All protocols, those of ``names``, or those whose data lie below ``folder``.

        Raises WorkstationError for an unknown name, and where the folder holds none of the data.
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
        if not here:
            raise WorkstationError(
                say("The folder {folder} holds none of these data sets.", folder=str(folder)),
                say("Choose the folder that holds the folders records and imaging."),
            )
        return here

    def reproduce(
        self,
        principal: Principal,
        protocol: Protocol,
        folder: Path,
        seeds: Sequence[int],
        listen: Callable[[Event], None],
        report: Report,
    ) -> Reproduced:
        """Train and measure by the protocol, once for each seed. The models are not kept."""
        found = [self._once(principal, protocol, folder, seed, listen, report) for seed in seeds]
        measured = [figures["metrics"][protocol.figure] for figures in found]
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
            said=str(found[0]["split"]["said"]),
            seeds=tuple(seeds),
            seconds=round(sum(figures["seconds"] for figures in found), 1),
            beats=_beats(protocol, value),
        )

    def _once(
        self,
        principal: Principal,
        protocol: Protocol,
        folder: Path,
        seed: int,
        listen: Callable[[Event], None],
        report: Report,
    ) -> dict[str, Any]:
        request = replace(protocol.request(folder, seed), network=protocol.network, name=protocol.name)
        learned = self._training.collect(principal, self._training.learn(principal, request, listen, report))
        self._training.discard(learned)
        return learned.figures


def _beats(protocol: Protocol, value: float) -> bool | None:
    """At least as good as what was published, at three decimals."""
    if protocol.reached is None:
        return None
    shown = round(value, 3)
    return shown <= protocol.reached if protocol.is_error else shown >= protocol.reached
