"""How fast a cine runs: how long each frame stands, and who says so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from app.domain.figures import number
from app.domain.words import Phrase, say

USUAL = 15.0
USUAL_POINTS = 5.0  # volumes a second, where files do not say when they were taken
SLOWEST, FASTEST = 1.0, 60.0
# frames that the vector lays closer together were not taken like that: the file is wrong
_LEAST_MS = 1.0
# a person would wait longer than this for the next volume of a perfusion
_LONGEST_MS = 2000.0


@dataclass(frozen=True, slots=True)
class Pace:
    """``durations_ms``: how long each frame stands. ``sweeps``: after the last it runs back, else it begins anew."""

    durations_ms: tuple[float, ...]
    source: Phrase
    sweeps: bool = False

    @property
    def per_second(self) -> float:
        """Frames a second, in the mean."""
        return 1000 * len(self.durations_ms) / sum(self.durations_ms)

    @property
    def is_even(self) -> bool:
        """Whether every frame stands equally long, to a microsecond."""
        return max(self.durations_ms) - min(self.durations_ms) < 0.001

    def order(self) -> tuple[int, ...]:
        """The frames of one round."""
        count = len(self.durations_ms)
        return (*range(count), *range(count - 2, 0, -1)) if self.sweeps else tuple(range(count))

    def turn_at(self, elapsed_ms: float) -> int:
        """How many frames have been due since the first of the first round began."""
        ends = list(accumulate(self.durations_ms[frame] for frame in self.order()))
        rounds, rest = divmod(elapsed_ms, ends[-1])
        return int(rounds) * len(ends) + min(bisect_right(ends, rest), len(ends) - 1)

    def starts_at(self, turn: int) -> float:
        """When a turn begins, ms after the first of the first round."""
        each = [self.durations_ms[frame] for frame in self.order()]
        rounds, at = divmod(turn, len(each))
        return rounds * sum(each) + sum(each[:at])

    def frame(self, turn: int) -> int:
        """The frame of a turn."""
        order = self.order()
        return order[turn % len(order)]


def pace_of(header: Mapping[str, object], count: int) -> Pace:
    """The pace of ``count`` frames as the files say it, by DICOM keyword (PS3.3 C.7.6.5), else a usual one.

    RecommendedDisplayFrameRate, then FrameTimeVector (ms from one frame to the next, 0 for the first), CineRate,
    FrameTime (ms). PreferredPlaybackSequencing 1 runs there and back.
    """
    sweeps = str(header.get("PreferredPlaybackSequencing", "")).strip() == "1"
    if rate := _number(header.get("RecommendedDisplayFrameRate")):
        return Pace(_even(rate, count), say("rate the file recommends"), sweeps)
    if vector := _vector(header.get("FrameTimeVector"), count):
        return Pace(vector, say("frame times of the file"), sweeps)
    if rate := _number(header.get("CineRate")):
        return Pace(_even(rate, count), say("cine rate of the file"), sweeps)
    if milliseconds := _number(header.get("FrameTime")):
        return Pace(_even(1000 / milliseconds, count), say("frame time of the file"), sweeps)
    return Pace(_even(USUAL, count), say("the file states no rate"), sweeps)


def pace_in_time(starts_ms: Sequence[float], count: int) -> Pace:
    """The pace of ``count`` volumes that were taken one after the other, at the times of ``starts_ms``.

    As they were taken; volumes further apart than ``_LONGEST_MS`` are shown faster, in proportion, and that is said.
    """
    steps = [b - a for a, b in pairwise(starts_ms)]
    if len(starts_ms) != count or count < 2 or min(steps) < _LEAST_MS:
        return Pace((1000 / USUAL_POINTS,) * count, say("the file states no rate"))
    mean = sum(steps) / len(steps)
    # how long the last stands is not said: as long as the others in the mean
    durations = (*steps, mean)
    if mean <= _LONGEST_MS:
        return Pace(durations, say("at the pace it was taken"))
    faster = mean / _LONGEST_MS
    said = say("{n} times as fast as it was taken", n=number(faster, 2))
    return Pace(tuple(one / faster for one in durations), said)


def steady(per_second: float, count: int) -> Pace:
    """The pace that a person chose."""
    return Pace((1000 / per_second,) * count, say("as chosen"))


def _even(per_second: float, count: int) -> tuple[float, ...]:
    return (1000 / min(max(per_second, SLOWEST), FASTEST),) * count


def _vector(value: object, count: int) -> tuple[float, ...]:
    """How long each frame stands by a vector of steps; () where it does not go with the frames."""
    try:
        steps = [float(one) for one in str(value or "").split("\\")]
    except ValueError:
        return ()
    if len(steps) != count or count < 2 or any(step < _LEAST_MS for step in steps[1:]):
        return ()
    # how long the last stands is not said: as long as the others in the mean
    return (*steps[1:], sum(steps[1:]) / (count - 1))


def _number(value: object) -> float:
    """A header's figure, 0 where there is none."""
    try:
        found = float(str(value))
    except ValueError:
        return 0.0
    return found if 0 < found < float("inf") else 0.0
