"""Train the models this program ships again: each from its description and a folder of the data sets."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import WorkstationError
from app.domain.patient import Principal
from app.domain.training import Event, TrainRequest
from app.domain.words import say
from app.domain.work import Report
from app.services.model_shelf import PACKAGE_SUFFIX
from app.services.training import Training

COMMAND = "aegle rebuild-models --data DIR"
_DESCRIBED = ".toml"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    name: str
    package: Path
    figures: dict[str, Any]


def requests(shipped: Path, data: Path, names: Sequence[str]) -> dict[str, TrainRequest]:
    """What to train, by the name of its package. ``shipped``: the folder of packages and their descriptions;
    ``data``: the folder of data sets; ``names``: all without.

    Raises WorkstationError for a name that is none, or where a data set is not in the folder.
    """
    known = {path.stem: path for path in sorted(shipped.glob(f"*{_DESCRIBED}"))}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise WorkstationError(
            say('No shipped model is called "{name}".', name=unknown[0]),
            say("They are: {names}.", names=", ".join(known)),
        )
    return {name: _request(name, known[name], data) for name in names or known}


def _request(name: str, description: Path, data: Path) -> TrainRequest:
    """Options as ``aegle train --config`` takes them; [data] says where each file lies in the folder of data sets."""
    said = tomllib.loads(description.read_text(encoding="utf-8"))
    files = {kind: data / path for kind, path in said.pop("data").items()}
    for path in files.values():
        if not path.exists():
            raise WorkstationError(
                say("The data of {name} are not there: {path}.", name=name, path=str(path)),
                say("Give the folder of the data sets with --data, or name only models whose data it holds."),
            )
    sources = {kind: str(path.absolute()) for kind, path in files.items()}
    about = {**said.pop("about"), "id": name, "made_by": f"{COMMAND} {name}"}
    if isinstance(said.get("drop"), list):
        said["drop"] = tuple(said["drop"])
    return TrainRequest(table=sources.pop("table", ""), sources=sources, about=about, **{"target": "", **said})


def rebuild(
    training: Training, principal: Principal, name: str, request: TrainRequest, out: Path, report: Report
) -> Rebuilt:
    """Train one and write its package into the folder ``out``."""
    package = out / f"{name}{PACKAGE_SUFFIX}"
    return Rebuilt(name, package, training.train(principal, request, package, _unheard, report).figures)


def _unheard(event: Event) -> None:
    """Curves are for the window."""
    del event
