"""Courses in time, measured at odd moments -> even steps, with what was measured when and how long ago."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.features.raw import Courses, Raw

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """T steps of p variables: ``values`` (N, T, p) the last known value, NaN before the first; ``seen`` (N, T, p) 1
    where it was measured in this step; ``gaps`` (N, T, p) how long ago it was last measured (since the start, where
    never), in the courses' unit of time; ``present`` (N, T) 1 up to the last step with any measurement.
    """

    values: Floats
    seen: Floats
    gaps: Floats
    present: Floats


def arrays(spec: Mapping[str, Any], raw: Raw) -> dict[str, NDArray[Any]]:
    """``spec["form"]``: steps (``values``, ``seen``, ``gaps``, ``present`` of ``Steps``) or summary (``summary``)."""
    assert isinstance(raw, Courses)
    if spec["form"] == "summary":
        return {"summary": summary_of(raw, tuple(spec["names"]), float(spec["until"]))}
    made = steps_of(raw, tuple(spec["names"]), float(spec["step"]), int(spec["count"]))
    return {"values": made.values, "seen": made.seen, "gaps": made.gaps, "present": made.present}


SUMS = ("first", "last", "least", "most", "mean", "deviation", "slope", "measurements")


def summary_of(courses: Courses, names: tuple[str, ...], until: float) -> Floats:
    """(N, names x SUMS) of what was measured before ``until`` from the first moment, NaN where nothing was: first and
    last value, least, most, mean, standard deviation, slope of a straight line (for each unit of time), how often.
    """
    place = {name: at for at, name in enumerate(courses.names)}
    made = np.full((len(courses), len(names), len(SUMS)), np.nan, dtype=np.float32)
    made[:, :, -1] = 0
    for row, (times, values) in enumerate(zip(courses.times, courses.values, strict=True)):
        for to, name in enumerate(names):
            if name in place:
                column = values[:, place[name]]
                known = ~np.isnan(column) & (times - times[:1] <= until)
                if known.any():
                    made[row, to] = _summed(times[known] - times[0], column[known].astype(np.float64))
    return made.reshape(len(courses), -1)


def _summed(times: NDArray[np.float64], values: NDArray[np.float64]) -> tuple[float, ...]:
    moved = times - times.mean()
    spread = float((moved**2).sum())
    slope = float((moved * values).sum()) / spread if spread > 0 else 0.0
    return (
        values[0], values[-1], values.min(), values.max(), values.mean(), values.std(), slope, float(len(values)),
    )  # fmt: skip


def steps_of(courses: Courses, names: tuple[str, ...], step: float, count: int) -> Steps:
    """The first ``count`` steps of length ``step`` from each course's first moment.

    Several measurements within a step are averaged; later ones are not looked at. Variables the courses lack are
    never measured; others they have are ignored.
    """
    place = {name: at for at, name in enumerate(courses.names)}
    measured = np.full((len(courses), count, len(names)), np.nan, dtype=np.float32)
    for row, (times, values) in enumerate(zip(courses.times, courses.values, strict=True)):
        for to, name in enumerate(names):
            if name in place:
                measured[row, :, to] = _binned(times, values[:, place[name]], step, count)
    return _with_gaps(measured, step)


def usual_step(courses: Courses, most: int) -> tuple[float, int]:
    """(length of a step, number of steps): as fine as the courses are measured, but at most ``most`` steps for nine
    courses in ten.
    """
    spans = [float(t[-1] - t[0]) for t in courses.times if len(t)]
    span = float(np.quantile(spans, 0.9)) if spans else 1.0
    gaps = np.concatenate([np.diff(np.unique(t)) for t in courses.times if len(t)] or [np.ones(1)])
    usual = float(np.median(gaps)) if len(gaps) else 1.0
    step = max(usual, span / most, 1e-9)
    rounded = float(f"{step:.1g}")
    step = rounded if rounded * most >= span else step
    return step, max(2, min(most, int(np.ceil(span / step + 1e-9)) or 1))


def _binned(times: NDArray[np.float64], values: Floats, step: float, count: int) -> Floats:
    """(count,) the mean of what was measured in each step, NaN where nothing was."""
    known = ~np.isnan(values)
    if not known.any():
        return np.full(count, np.nan, dtype=np.float32)
    at = np.floor((times[known] - times[0]) / step + 1e-9).astype(np.int64)
    # the very last moment belongs to the last step
    at = np.where(np.isclose((times[known] - times[0]) / step, count), count - 1, at)
    inside = (at >= 0) & (at < count)
    sums = np.bincount(at[inside], weights=values[known][inside], minlength=count)
    counts = np.bincount(at[inside], minlength=count)
    with np.errstate(invalid="ignore"):
        return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan).astype(np.float32)


def _with_gaps(measured: Floats, step: float) -> Steps:
    count, steps, width = measured.shape
    seen = ~np.isnan(measured)
    number = np.arange(steps)[None, :, None]
    last = np.maximum.accumulate(np.where(seen, number, -1), axis=1)
    filled = np.take_along_axis(measured, np.maximum(last, 0), axis=1)
    values = np.where(last >= 0, filled, np.nan).astype(np.float32)
    # counted from the step before: a value just measured tells the gap it ended
    before = np.concatenate([np.full((count, 1, width), -1), last[:, :-1]], axis=1)
    gaps = (number - np.maximum(before, 0)) * step
    ends = np.where(seen.any(axis=2), np.arange(steps)[None, :], 0).max(axis=1)
    present = np.arange(steps)[None, :] <= ends[:, None]
    return Steps(values, seen.astype(np.float32), gaps.astype(np.float32), present.astype(np.float32))
