"""How fast a cine runs in the viewer."""

from __future__ import annotations

from app.domain import cine
from app.services.viewing import SeriesSummary


def frames_per_second(summary: SeriesSummary) -> float:
    """As the files of the series say, else a usual rate."""
    return cine.frames_per_second(summary.header)
