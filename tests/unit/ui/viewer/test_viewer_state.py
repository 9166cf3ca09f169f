"""How looking changes: every step gives the next state, and the probe reads the voxel that is painted there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.volume import Certificate, Geometry, Suv, Volume, Window
from app.imaging.render import render
from app.ui.viewer.canvas import look
from app.ui.viewer.state import FEWER, ViewState, fit_scale, opened, preset_name, presets, voxel_at

WIDE = Window(128.0, 256.0, function="LINEAR_EXACT")


def a_state(slices: int = 10) -> ViewState:
    return opened((slices, 40, 60), 1.0, Window(40.0, 400.0), opens_by_table=False)


def test_scrolling_stops_at_both_ends() -> None:
    state = a_state()
    assert state.scrolled(-3).slice_index == 0
    assert state.scrolled(4).slice_index == 4
    assert state.scrolled(40).slice_index == 9


def test_a_cine_begins_again_after_the_last_frame() -> None:
    assert a_state().at_slice(9).stepped().slice_index == 0
    assert not a_state(slices=1).played(True).is_playing


def test_dragging_right_widens_and_dragging_down_raises_the_centre() -> None:
    state = a_state().dragged_window(25, 0)
    assert (state.centre, state.width) == (40.0, 440.0)
    assert a_state().dragged_window(0, 25).centre == 80.0


def test_a_window_never_gets_narrower_than_nothing() -> None:
    assert a_state().dragged_window(-100_000, 0).width > 0


def test_zooming_keeps_the_point_under_the_cursor() -> None:
    state = replace(a_state(), pan=(7.0, -3.0))
    size, point = (600, 400), (350.0, 120.0)
    before = voxel_at(state, size, point)
    nearer = state.zoomed(3.0, (point[0] - 300, point[1] - 200))
    assert voxel_at(nearer, size, point) == before


def test_four_turns_and_two_flips_are_where_one_began() -> None:
    state = replace(a_state(), pan=(5.0, 9.0))
    turned = state.rotated().rotated().rotated().rotated()
    assert (turned.quarter_turns, turned.pan) == (0, (5.0, 9.0))
    assert state.flipped_h().flipped_h() == state
    assert state.flipped_v().flipped_v() == state
    assert not state.is_changed
    assert state.flipped_h().is_changed


def test_reset_keeps_the_slice_and_the_tool() -> None:
    state = a_state().at_slice(6).with_tool("pan").windowed(1, 2).flipped_h().zoomed(2)
    assert state.reset() == a_state().at_slice(6).with_tool("pan")


def test_one_to_one_shows_a_column_on_a_pixel() -> None:
    state = a_state().one_to_one((600, 400))
    assert fit_scale(state, (600, 400)) * state.zoom == pytest.approx(1.0)


def a_volume(rows: int = 12, columns: int = 20, aspect: float = 1.0) -> Volume:
    voxels = np.arange(rows * columns, dtype=np.int16).reshape(1, rows, columns)
    return Volume(voxels, None, "", Certificate("single"), aspect=aspect)


@given(
    turns=st.integers(0, 3),
    flip_h=st.booleans(),
    flip_v=st.booleans(),
    zoom=st.sampled_from([0.5, 1.0, 2.5]),
    pan=st.tuples(st.integers(-40, 40), st.integers(-40, 40)),
    aspect=st.sampled_from([1.0, 2.0, 0.5]),
    x=st.integers(0, 159),
    y=st.integers(0, 119),
)
@settings(deadline=None)  # the first picture brings OpenCV
def test_the_probe_reads_the_voxel_that_is_painted_under_the_cursor(
    turns: int, flip_h: bool, flip_v: bool, zoom: float, pan: tuple[int, int], aspect: float, x: int, y: int
) -> None:
    volume = a_volume(aspect=aspect)
    state = replace(
        opened((1, 12, 20), aspect, WIDE, opens_by_table=False),
        quarter_turns=turns,
        flip_h=flip_h,
        flip_v=flip_v,
        zoom=zoom,
        pan=(float(pan[0]), float(pan[1])),
    )
    size = (160, 120)
    painted = render(volume, replace(look(state, size), is_smooth=False))[y, x]
    found = voxel_at(state, size, (x + 0.5, y + 0.5))
    if found is None:
        assert painted == 0
    else:
        # at a voxel's very edge rounding may choose either neighbour: ask the middle ones only
        inside = [voxel_at(state, size, (x + 0.5 + dx, y + 0.5 + dy)) for dx in (-0.01, 0.01) for dy in (-0.01, 0.01)]
        if len(set(inside)) == 1:
            assert painted == pytest.approx(float(volume.voxels[0, found[0], found[1]]), abs=1.5)


def test_ct_presets_come_first_and_the_files_own_after() -> None:
    geometry = Geometry(np.eye(4))
    volume = Volume(
        np.zeros((2, 4, 4), np.int16), geometry, "HU", Certificate("regular"), (Window(35, 350, "ABDOMEN"),)
    )
    offered = presets("CT", volume)
    assert [p.key for p in offered] == [str(n) for n in range(1, 10)]
    assert (offered[0].window.centre, offered[0].window.width) == (40.0, 400.0)
    assert str(offered[-1].title) == "From the file: ABDOMEN"


def test_other_modalities_offer_the_files_windows_and_one_from_the_values() -> None:
    volume = Volume(np.zeros((1, 4, 4), np.int16), None, "", Certificate("single"), (Window(500, 900),))
    assert [str(p.title) for p in presets("MR", volume)] == ["From the file", "From all images"]
    ct_without_hu = replace(volume, unit="")
    assert len(presets("CT", ct_without_hu)) == 2


def test_pet_offers_windows_in_uptake_where_one_factor_holds_for_all_slices() -> None:
    pet = Volume(np.zeros((2, 4, 4), np.float32), None, "BQML", Certificate("single"), suv=(Suv(bw=0.001),) * 2)
    first = presets("PT", pet)[0]
    # SUVbw 5 is 5,000 Bq/ml
    assert (str(first.title), first.window.centre, first.window.width) == ("SUVbw 0 to 5", 2500, 5000)
    other = replace(pet, suv=(Suv(bw=0.001), Suv(bw=0.002)))
    assert [str(p.title) for p in presets("PT", other)] == ["From all images"]


def test_colour_has_no_windows() -> None:
    volume = Volume(np.zeros((1, 4, 4, 3), np.uint8), None, "", Certificate("single"))
    assert presets("US", volume) == ()


def test_the_window_in_use_is_called_by_its_name() -> None:
    volume = Volume(np.zeros((1, 4, 4), np.int16), None, "HU", Certificate("single"))
    offered = presets("CT", volume)
    assert str(preset_name(a_state(), offered)) == "Soft tissue"
    assert str(preset_name(a_state().windowed(-600, 1500), offered)) == "Lung"
    assert str(preset_name(a_state().windowed(12, 34), offered)) == "By hand"
    assert str(preset_name(opened((1, 4, 4), 1.0, WIDE, opens_by_table=True), offered)) == "Table from the file"


def test_the_lens_shows_the_point_it_is_held_over_larger_in_its_middle() -> None:
    state = replace(a_state(), pan=(13.0, -7.0), zoom=1.7, flip_h=True, quarter_turns=1)
    size, at = (600, 400), (333.0, 120.0)
    lens = state.magnified(at, 2.0, size, 260)
    assert voxel_at(lens, (260, 260), (130, 130)) == voxel_at(state, size, at)
    assert fit_scale(lens, (260, 260)) * lens.zoom == pytest.approx(2 * fit_scale(state, size) * state.zoom)


def test_a_scale_in_screen_pixels_is_reached_whatever_the_size_of_the_area() -> None:
    for size in ((600, 400), (300, 900)):
        state = a_state().scaled(2.5, size)
        assert fit_scale(state, size) * state.zoom == pytest.approx(2.5)


def test_words_become_fewer_and_all_again() -> None:
    assert [FEWER["all"], FEWER["few"], FEWER["who"]] == ["few", "who", "all"]
