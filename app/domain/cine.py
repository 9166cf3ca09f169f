"""How fast a cine runs."""

from __future__ import annotations

from collections.abc import Mapping

USUAL = 15.0
SLOWEST, FASTEST = 1.0, 60.0


def frames_per_second(header: Mapping[str, object]) -> float:
    """As the files say (PS3.3 C.7.6.5: RecommendedDisplayFrameRate, CineRate, FrameTime in ms), else a usual rate.

    ``header`` holds what they say, by DICOM keyword.
    """
    for name in ("RecommendedDisplayFrameRate", "CineRate"):
        rate = _number(header.get(name))
        if rate:
            return min(max(rate, SLOWEST), FASTEST)
    milliseconds = _number(header.get("FrameTime"))
    return min(max(1000 / milliseconds, SLOWEST), FASTEST) if milliseconds else USUAL


def _number(value: object) -> float:
    """A header's figure, 0 where there is none."""
    try:
        found = float(str(value))
    except ValueError:
        return 0.0
    return found if found > 0 else 0.0
