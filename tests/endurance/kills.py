"""Kill a process at random moments of a deed and look what is there afterwards; a process of its own that forks.

    python tests/endurance/kills.py FOLDER

FOLDER was filled by ``days.make``. For every line ``[deed, count, seed]`` on stdin it answers with what came of each
trial, a list as one line of JSON. Forking saves the seconds of starting: this process has imported everything and done
nothing.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from app.domain.work import quietly
from app.services.backing_up import Plan
from tests.endurance import days


def main(folder: Path) -> None:
    for line in sys.stdin:
        print(json.dumps(trials_of(folder, *json.loads(line))), flush=True)


def trials_of(folder: Path, deed: str, count: int, seed: int) -> list[dict[str, Any]]:
    dice = random.Random(seed)
    trials = Trials(folder, deed)
    # the first is not killed: it tells how long the deed takes, and how it ends
    whole = trials.run(0, dice, None)
    assert whole.is_whole, whole
    found = []
    for trial in range(1, count + 1):
        # one in the middle, so that few trials are enough to be killed in
        one = trials.run(trial, dice, (0.4 if trial == 1 else dice.random()) * whole.seconds)
        wrong = [*one.wrong, *(["what was taken up again ends otherwise"] if one.end != whole.end else [])]
        line = {"trial": trial, "after_ms": round(one.seconds * 1000), "said": one.said, "is_killed": not one.ended}
        found.append({**line, "wrong": wrong})
    return found


@dataclass(frozen=True, slots=True)
class Trial:
    """``seconds`` the deed had, how much was reported, whether it came to its end, and how the vault is then."""

    seconds: float
    said: int
    ended: bool
    wrong: list[str]
    end: Any

    @property
    def is_whole(self) -> bool:
        return self.ended and not self.wrong


class Trials:
    def __init__(self, folder: Path, deed: str) -> None:
        self._folder = folder
        self._deed = deed
        self._versions = sorted(int(path.stem.removeprefix("schema-")) for path in days.VAULTS.glob("schema-*.zip"))
        self._looks: dict[int, Any] = {}

    def run(self, trial: int, dice: random.Random, after: float | None) -> Trial:
        vault = self._folder / "trial"
        before = self._laid_out(vault, trial)
        said, seconds, ended = _killed(vault, self._folder, self._deed, dice.randrange(2**32), after)
        found = _in_child(lambda: _judged(vault, self._folder, self._deed, before, said))
        return Trial(seconds, len(said), ended, found["wrong"], found["end"])

    def _laid_out(self, vault: Path, trial: int) -> Any:
        """A fresh vault, of every older schema by turns where the deed is to migrate; what it holds."""
        for left in (vault, self._folder / "backups"):
            shutil.rmtree(left, ignore_errors=True)
        (self._folder / "backups").mkdir()
        version = self._versions[trial % len(self._versions)] if self._deed == "migrate" else 0
        _lay_out(vault, self._folder, version)
        if version not in self._looks:
            look = self._folder / "look"
            shutil.rmtree(look, ignore_errors=True)
            _lay_out(look, self._folder, version)
            self._looks[version] = _in_child(lambda: _looked(look))
        return self._looks[version]


def _lay_out(vault: Path, folder: Path, version: int) -> None:
    if version:
        days.oldest(vault, version)
    else:
        shutil.copytree(folder / "vault", vault)


def _killed(
    vault: Path, folder: Path, deed: str, seed: int, after: float | None
) -> tuple[list[dict[str, Any]], float, bool]:
    """Do the deed in a child. Returns (what it reported done, seconds it had, whether it came to its end)."""
    from_child, to_parent = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(from_child)
        _live(vault, folder, deed, seed, os.fdopen(to_parent, "wb", buffering=0))
    os.close(to_parent)
    with os.fdopen(from_child, "rb") as lines:
        if deed != "migrate":
            lines.readline()  # unlocked: from here on
        began = time.monotonic()
        if after is not None:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
        said = [json.loads(line) for line in lines if line.endswith(b"\n")]
    _, status = os.waitpid(child, 0)
    ended = os.WIFEXITED(status)
    assert not ended or os.WEXITSTATUS(status) == 0, "the deed failed by itself"
    return said, time.monotonic() - began if after is None else after, ended


def _live(vault: Path, folder: Path, deed: str, seed: int, parent: BinaryIO) -> None:
    """The child's life. Never returns."""
    status = 1
    try:
        station = days.unlock(vault)
        if deed == "back up":
            station.backing_up.change_plan(station.principal, Plan(str(folder / "backups"), 0, 5))
        if deed != "migrate":
            parent.write(b"unlocked\n")

        def say(one: dict[str, Any]) -> None:
            parent.write(json.dumps(one).encode() + b"\n")

        days.DEEDS[deed](days.Day(station, folder, random.Random(seed), say))
        parent.close()
        station.close()
        status = 0
    finally:
        os._exit(status)


def _judged(vault: Path, folder: Path, deed: str, before: days.Before, said: list[dict[str, Any]]) -> dict[str, Any]:
    station = days.unlock(vault)
    wrong = days.wrongs(station, before, said)
    end = None
    if deed == "import":
        end = days.finished(station, folder)
    left = station.deleting.waiting(station.principal).deletions
    if deed == "erase" and left:
        station.deleting.erase(station.principal, quietly)
        wrong += days.wrongs(station, before, [*said, *({"deleted": one.about} for one in left)])
    station.close()
    if deed != "migrate":  # whose passphrase costs a second to try
        again = days.unlock(vault)
        wrong += [f"alarm afterwards: {one}" for one in again.alarms]
        again.close()
    return {"wrong": wrong, "end": end}


def _looked(vault: Path) -> Any:
    station = days.unlock(vault)
    found = days.look(station)
    station.close()
    return found


def _in_child(work: Callable[[], Any]) -> Any:
    """What a function returns, from a child of its own, so that this process stays without threads."""
    from_child, to_parent = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(from_child)
            found = work()
            plain = found if isinstance(found, dict) else [found.digests, found.study_of, found.patient_of]
            with os.fdopen(to_parent, "wb") as parent:
                parent.write(json.dumps(plain).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(to_parent)
    with os.fdopen(from_child, "rb") as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    assert os.WIFEXITED(status), "the look afterwards died"
    assert os.WEXITSTATUS(status) == 0, "the look afterwards failed"
    found = json.loads(text)
    return days.Before(*found) if isinstance(found, list) else found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
