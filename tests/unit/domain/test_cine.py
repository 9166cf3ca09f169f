"""How long each frame of a cine stands, by what files say."""

from __future__ import annotations

import pytest

from app.domain.cine import USUAL, pace_of


def test_the_frame_time_vector_says_how_long_each_frame_stands() -> None:
    pace = pace_of({"FrameTimeVector": "0\\40\\40\\200", "CineRate": "10"}, 4)
    # the step to a frame is how long the one before it stood; the last stands as long as the mean
    assert pace.durations_ms == pytest.approx((40, 40, 200, 280 / 3))
    assert [pace.frame(pace.turn_at(ms)) for ms in (0, 39, 41, 79, 81, 279, 281, 374)] == [0, 0, 1, 1, 2, 2, 3, 0]
    assert "frame times" in str(pace.source)


def test_a_vector_that_does_not_go_with_the_frames_is_not_used() -> None:
    assert pace_of({"FrameTimeVector": "0\\40", "FrameTime": "50"}, 3).durations_ms == (50, 50, 50)
    assert pace_of({"FrameTimeVector": "0\\0\\0"}, 3).per_second == pytest.approx(USUAL)
    assert pace_of({"FrameTimeVector": "0\\x\\40"}, 3).per_second == pytest.approx(USUAL)


@pytest.mark.parametrize(
    ("header", "per_second"),
    [
        ({"RecommendedDisplayFrameRate": "12", "CineRate": "30", "FrameTimeVector": "0\\40"}, 12),
        ({"CineRate": "24", "FrameTime": "100"}, 24),
        ({"FrameTime": "33.33"}, 30),
        ({"CineRate": "0"}, 15),
        ({}, 15),
        ({"RecommendedDisplayFrameRate": "500"}, 60),
    ],
)
def test_the_rate_a_file_states(header: dict[str, object], per_second: float) -> None:
    assert pace_of(header, 2).per_second == pytest.approx(per_second, rel=1e-3)
    assert pace_of(header, 2).is_even


def test_a_sweep_runs_there_and_back() -> None:
    pace = pace_of({"FrameTime": "100", "PreferredPlaybackSequencing": "1"}, 4)
    assert [pace.frame(pace.turn_at(100 * turn + 50)) for turn in range(8)] == [0, 1, 2, 3, 2, 1, 0, 1]
    assert pace.starts_at(7) == pytest.approx(700)


def test_a_late_look_finds_the_frame_of_the_clock() -> None:
    pace = pace_of({"FrameTime": "40"}, 10)
    # 1,234 ms are 30 whole frames and a bit: three rounds
    assert pace.turn_at(1234) == 30
    assert pace.frame(30) == 0
