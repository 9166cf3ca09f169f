"""A thing that can be trained."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain.errors import WorkstationError
from app.domain.training import Parameter, RecipeDescription, TrainRequest
from app.domain.words import say
from ml.events import Events
from ml.networks.network import Fitted, Network

Table = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """``package``: the model package's bytes. ``figures``: what was measured, plain JSON."""

    package: bytes
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """A network, and how it becomes an ONNX model."""

    network: Network
    export: Callable[[Fitted], bytes]


@dataclass(frozen=True, slots=True)
class Recipe:
    """``parameters`` are the recipe's own, beside each network's. The first network is the suggestion."""

    name: str
    label: str
    help: str
    reads: str
    networks: tuple[Offer, ...]
    parameters: tuple[Parameter, ...]
    train: Callable[[Recipe, Table, TrainRequest, Events], Outcome]
    evaluate: Callable[[Table, str, bytes, Events], dict[str, Any]]

    def describe(self) -> RecipeDescription:
        networks = tuple(
            replace(o.network.description, parameters=o.network.description.parameters + self.parameters)
            for o in self.networks
        )
        return RecipeDescription(self.name, self.label, self.help, self.reads, networks)

    def offer(self, name: str) -> Offer:
        """A network by name; the suggestion for "". Raises WorkstationError listing what there is."""
        for offer in self.networks:
            if name in ("", offer.network.name):
                return offer
        raise WorkstationError(
            say('This recipe has no network "{name}".', name=name),
            say("Its networks are: {names}.", names=", ".join(o.network.name for o in self.networks)),
        )

    def settings(self, network: Network, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Every parameter of network and recipe, as asked or its default. Raises WorkstationError for a wrong one."""
        known = {p.name: p for p in (*network.description.parameters, *self.parameters)}
        for name in asked:
            if name not in known and name not in _FREE:
                raise WorkstationError(
                    say('There is no parameter "{name}".', name=name),
                    say("The parameters are: {names}.", names=", ".join(known)),
                )
        chosen = {name: _checked(p, asked.get(name, p.default)) for name, p in known.items()}
        return {**chosen, **{name: str(asked[name]) for name in _FREE if name in asked}}


_FREE = ("positive",)  # names a value of the table, so no form can list it


def _checked(parameter: Parameter, value: Any) -> Any:
    """The value in the parameter's type and range; text is read as the command line gives it."""
    try:
        read = _READERS[parameter.kind](value)
    except (ValueError, TypeError, KeyError):
        read = None
    low, high = parameter.low, parameter.high
    is_known = parameter.kind != "choice" or read in parameter.choices
    if read is None or not is_known or (low is not None and read < low) or (high is not None and read > high):
        allowed = ", ".join(parameter.choices) or (
            f"{low:g} – {high:g}" if low is not None and high is not None else ""
        )
        raise WorkstationError(
            say('"{value}" is not a value of the parameter "{name}".', value=str(value), name=parameter.name),
            say("Allowed: {allowed}.", allowed=allowed or parameter.kind),
        )
    return read


def _whole(value: Any) -> int:
    if float(value) != int(float(value)):
        raise ValueError(value)
    return int(float(value))


def _switch(value: Any) -> bool:
    return value if isinstance(value, bool) else {"true": True, "yes": True, "false": False, "no": False}[str(value)]


_READERS: dict[str, Callable[[Any], Any]] = {"integer": _whole, "number": float, "choice": str, "switch": _switch}
