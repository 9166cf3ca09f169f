"""What every network offers: its description, what it reads and answers, and a way to fit it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.training import NetworkDescription
from app.features.raw import Kind, Rows
from ml.data.cases import Cases, Feeds, Fitted, Target, TargetKind, of_classes
from ml.watch import Watch

__all__ = ["Cases", "Feeds", "Fitted", "Network", "Settings", "Target", "TargetKind", "of_classes"]

Settings = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Network:
    """``fit(cases, rows, settings, seed, watch)`` learns from ``rows`` alone (and ``cases.validation``).

    ``reads``: the kinds it needs, all of them; ``answers``: the kinds of target it can be fitted to.
    """

    description: NetworkDescription
    fit: Callable[[Cases, Rows, Settings, int, Watch], Fitted]
    reads: tuple[Kind, ...] = ("table",)
    answers: tuple[TargetKind, ...] = ("classes",)

    @property
    def name(self) -> str:
        return self.description.name
