"""A thing that can be trained: which kinds of input it reads, what it can answer, and by which networks.

A recipe is one file with one record and one line in ``RECIPES``; ``ml.recipes.training`` trains and measures any of
them in the same way: cohort, split, the chosen network and the plain ones on every part, intervals, export, parity,
package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.errors import WorkstationError
from app.domain.training import Parameter, RecipeDescription
from app.domain.words import say
from app.features.cohort_table import TRAINING_TABLE
from app.features.raw import Kind
from ml.data.cases import Material, Table, TargetKind
from ml.networks.network import Network

__all__ = ["COMMON", "Material", "Outcome", "Plain", "Recipe", "Table"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """``package``: the model package's bytes. ``figures``: what was measured, plain JSON."""

    package: bytes
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plain:
    """A baseline that is trained beside the chosen network on the same split, with settings nobody chose."""

    network: Network
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.network.name


@dataclass(frozen=True, slots=True)
class Recipe:
    """``reads``: the kinds its networks may read. ``networks``: the first that fits what was given and asked is the
    suggestion. ``plain``: baselines; the first that fits is the one compared with. ``parameters`` are the recipe's
    own, beside each network's and those every recipe has.
    """

    name: str
    label: str
    help: str
    reads: tuple[Kind, ...]
    answers: tuple[TargetKind, ...]
    networks: tuple[Network, ...]
    plain: tuple[Plain, ...] = ()
    parameters: tuple[Parameter, ...] = ()

    def describe(self) -> RecipeDescription:
        own = self.parameters + COMMON
        networks = tuple(
            replace(n.description, parameters=n.description.parameters + own, reads=n.reads, answers=n.answers)
            for n in self.networks
        )
        return RecipeDescription(self.name, self.label, self.help, self.reads, networks, self.answers)

    def network(self, name: str, kinds: frozenset[Kind], asked: TargetKind, wished: Iterable[str] = ()) -> Network:
        """A network by name; for "" the first that reads what there is, answers what is asked, and knows the parameters
        that are ``wished`` for.

        Raises WorkstationError listing what there is, or saying what the network reads or answers instead.
        """
        if name and name not in {n.name for n in self.networks}:
            raise WorkstationError(
                say('This recipe has no network "{name}".', name=name),
                say("Its networks are: {names}.", names=", ".join(n.name for n in self.networks)),
            )
        named = [n for n in self.networks if name in ("", n.name)]
        fitting = [n for n in named if _fits(n, kinds, asked)]
        if not fitting:
            reads = " / ".join(", ".join(n.reads) for n in named)
            raise WorkstationError(
                say("No network of this recipe answers this with what was given ({given}).",
                    given=", ".join(sorted(kinds))),
                say("It reads: {reads}. It answers: {answers}.", reads=reads,
                    answers=", ".join(sorted({a for n in named for a in n.answers}))),
            )  # fmt: skip
        common = {p.name for p in (*self.parameters, *COMMON)} | set(_FREE)
        wanted = set(wished) - common
        knowing = [n for n in fitting if wanted <= {p.name for p in n.description.parameters}]
        return max(knowing or fitting, key=lambda n: _beside(n, kinds))  # of equal ones the first

    def baselines(self, kinds: frozenset[Kind], asked: TargetKind) -> tuple[Plain, ...]:
        """Those that read what was given beside the table, where anything was."""
        fitting = [p for p in self.plain if _fits(p.network, kinds, asked)]
        most = max((_beside(p.network, kinds) for p in fitting), default=0)
        return tuple(p for p in fitting if _beside(p.network, kinds) == most)

    def settings(self, network: Network, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Every parameter of network and recipe, as asked or its default. Raises WorkstationError for a wrong one."""
        known = {p.name: p for p in (*network.description.parameters, *self.parameters, *COMMON)}
        for name in asked:
            if name not in known and name not in _FREE:
                raise WorkstationError(
                    say('There is no parameter "{name}".', name=name),
                    say("The parameters are: {names}.", names=", ".join(known)),
                )
        chosen = {name: _checked(p, asked.get(name, p.default)) for name, p in known.items()}
        return {**chosen, **{name: str(asked[name]) for name in _FREE if name in asked}}


def _beside(network: Network, kinds: frozenset[Kind]) -> int:
    """How many of the kinds beside the table it reads: courses were not given to be left aside."""
    return len((set(network.reads) - {"table"}) & kinds)


def _fits(network: Network, kinds: frozenset[Kind], asked: TargetKind) -> bool:
    return set(network.reads) <= kinds and asked in network.answers


COMMON = (
    Parameter(
        "answer",
        "Kind of answer",
        "choice",
        "auto",
        choices=("auto", "classes", "values"),
        help="auto finds it: few different values are classes, many numbers are values.",
    ),
    Parameter(
        "rare_classes",
        "Classes with fewer than 10 patients",
        "choice",
        "refuse",
        choices=("refuse", "leave_out"),
        help="refuse: say so and stop; leave_out: leave their rows out and say how many.",
    ),
    Parameter(
        "evaluate",
        "Measure on",
        "choice",
        "held_out",
        choices=("held_out", TRAINING_TABLE),
        help="training_table is for teaching examples of a few rows: its figures say nothing about other patients.",
    ),
)


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
