"""What the images of the window may take, and what happens where that is not enough."""

from __future__ import annotations

import gc

import numpy as np

from app.domain.volume import Certificate, Volume
from app.services.memory import LEAST_BYTES, ImageMemory, automatic_bytes, bytes_of

MB = 1 << 20


def a_volume(megabytes: int) -> Volume:
    return Volume(np.zeros((megabytes, 512, 1024), np.int16), None, "", Certificate("none"))


def kept(memory: ImageMemory[str], *names: str) -> dict[str, Volume]:
    volumes = {name: a_volume(10) for name in names}
    for name, volume in volumes.items():
        memory.keep(name, name, volume)
    return volumes


def test_what_was_seen_longest_ago_makes_room() -> None:
    memory: ImageMemory[str] = ImageMemory(35 * MB)
    kept(memory, "a", "b", "c")
    assert memory.find("a") == "a"  # seen again
    assert memory.has_room(10 * MB)
    assert [memory.find(name) for name in "abc"] == ["a", None, "c"]
    assert memory.use().in_use == 20 * MB


def test_what_is_on_screen_stays_and_leaves_less_room() -> None:
    memory: ImageMemory[str] = ImageMemory(35 * MB)
    volumes = kept(memory, "a", "b")
    pin = memory.pin("a", volumes["a"])
    assert not memory.has_room(26 * MB)
    assert memory.has_room(25 * MB)
    assert (memory.find("a"), memory.find("b")) == ("a", None)
    assert (memory.use().in_use, memory.use().on_screen) == (10 * MB, 10 * MB)  # once, though held twice
    pin.let_go()
    assert memory.has_room(35 * MB)
    assert memory.use().in_use == 0


def test_a_viewport_that_is_gone_holds_nothing() -> None:
    memory: ImageMemory[str] = ImageMemory(35 * MB)
    pin = memory.pin("a", a_volume(10))
    assert memory.use().on_screen == 10 * MB
    del pin
    gc.collect()
    assert memory.use().on_screen == 0


def test_a_smaller_budget_holds_at_once() -> None:
    memory: ImageMemory[str] = ImageMemory(35 * MB)
    kept(memory, "a", "b", "c")
    memory.change_budget(15 * MB)
    assert memory.use().in_use == 10 * MB
    memory.change_budget(0)
    assert memory.use().budget == automatic_bytes() >= LEAST_BYTES


def test_a_lock_leaves_nothing() -> None:
    memory: ImageMemory[str] = ImageMemory(35 * MB)
    kept(memory, "a", "b")
    memory.forget()
    assert memory.use().in_use == 0


def test_a_slice_that_stands_for_many_counts_once() -> None:
    one = a_volume(1)
    many = Volume(np.broadcast_to(one.voxels, (500, 512, 1024)), None, "", Certificate("none"))
    assert bytes_of(many) == bytes_of(one) == MB
