"""How long each frame of a cine stands, by what files say."""

from __future__ import annotations

import pytest

from app.domain.cine import USUAL, USUAL_POINTS, pace_in_time, pace_of


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


def test_volumes_are_played_at_the_times_they_were_taken() -> None:
    pace = pace_in_time((0.0, 400.0, 800.0, 1600.0), 4)
    assert pace.durations_ms == pytest.approx((400, 400, 800, 1600 / 3))
    assert "it was taken" in str(pace.source)


def test_volumes_far_apart_are_played_faster_in_proportion_and_it_is_said() -> None:
    # phases of a liver: 20, 40 and 60 s apart, 40 in the mean, 20 times as long as anybody waits
    pace = pace_in_time((0.0, 20_000.0, 60_000.0, 120_000.0), 4)
    assert pace.durations_ms == pytest.approx((1000, 2000, 3000, 2000))
    assert "20 times as fast" in str(pace.source)


@pytest.mark.parametrize("starts", [(), (0.0, 0.0, 5.0), (0.0, 9.0)])
def test_volumes_without_believable_times_are_played_at_a_usual_pace(starts: tuple[float, ...]) -> None:
    pace = pace_in_time(starts, 3)
    assert pace.per_second == pytest.approx(USUAL_POINTS)
    assert "no rate" in str(pace.source)
