"""Which slice another viewport shows when one is scrolled: by place in the patient, or as a person tied them. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.imaging.places import SlicePlace, nearest, runs_along, share_places

Places = Sequence[SlicePlace | None]


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """What is shown on a viewport: the places of its slices, and the one on show. ``tied_at``: the slice that was on
    show when a person tied it to others; None where nobody did.
    """

    places: Places
    at: int
    tied_at: int | None = None

    @property
    def here(self) -> SlicePlace | None:
        return self.places[self.at] if self.at < len(self.places) else None


def follow(leader: Stack, other: Stack) -> int | None:
    """The slice ``other`` shows with the leader's; None where they do not go together.

    Within one frame of reference: the slice nearest to the middle of the leader's picture. Between others only where
    both were tied: as many mm from where it was tied as the leader is, or as many images where mm are not known.
    """
    here, there = leader.here, other.here
    if here is not None and there is not None and share_places(here, there):
        found = nearest(other.places, here.centre) if runs_along(here, there) else None
        return found[0] if found is not None else None
    if leader.tied_at is None or other.tied_at is None:
        return None
    return _tied(leader, other, leader.tied_at, other.tied_at)


def _tied(leader: Stack, other: Stack, leader_tied: int, other_tied: int) -> int | None:
    before, here = leader.places[leader_tied], leader.here
    start = other.places[other_tied]
    if before is None or here is None or start is None:
        return min(max(other_tied + leader.at - leader_tied, 0), len(other.places) - 1)
    way = runs_along(here, start)
    if not way:
        return None
    mm = before.pixel(here.origin)[2] * way
    found = nearest(other.places, start.centre + mm * start.normal)
    return found[0] if found is not None else None
