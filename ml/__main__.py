"""``python -m ml describe | train | evaluate | explain | compare``: the request comes on stdin, events go to stdout.

``torchrun … -m ml train FOLDER`` trains what ``aegle train --prepare FOLDER`` laid there, in several processes.

First line in: the request as JSON, {"pack": path, …}. Second line: the pack's key, 96 hex digits. Any further byte,
or the end of stdin, asks to stop. Each line out is one event. Exit 0: done, 2: a foreseen failure (told as Failed),
3: stopped, 1: a bug (traceback on stderr).
"""

from __future__ import annotations

import io
import json
import os
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import torch

from app import secrecy
from app.domain.errors import Cancelled, WorkstationError
from app.domain.plain import to_plain
from app.domain.training import Failed, Finished, TrainRequest
from app.domain.words import say
from app.sealed import KEY_BYTES, Sealed, wipe
from ml.data.pack import asked_package, prepared, put_outcome, read_material
from ml.events import Events
from ml.helpers import Helpers, answer_parts
from ml.ranks import Other, Ranks, joined, left
from ml.recipes import RECIPES
from ml.recipes.company import Spread
from ml.recipes.evaluating import compare, evaluate
from ml.recipes.explaining import explain
from ml.recipes.recipe import Recipe
from ml.recipes.training import answered, fit_whole, plan_of, train
from ml.training.checkpoint import EVERY_S, Handed, Keeper

DONE, FAILED, STOPPED = 0, 2, 3
_FULL = say("The disk is full.")  # as ``app.sealed`` says it: once there is room, the training goes on


def main() -> int:
    secrecy.hide()
    verb = sys.argv[1] if len(sys.argv) in (2, 3) else ""
    said = _take_stdout()
    if verb == "describe":
        said.write(json.dumps({"recipes": [to_plain(r.describe()) for r in RECIPES]}, ensure_ascii=False) + "\n")
        said.flush()
        return DONE
    is_spread = verb == "train" and len(sys.argv) == 3
    if verb not in _VERBS or (len(sys.argv) == 3 and not is_spread):
        sys.stderr.write(f"usage: python -m ml describe | {' | '.join(_VERBS)}\n")
        return FAILED
    # small networks are fastest on one thread, and give the same numbers on every computer
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True, warn_only=True)
    if is_spread:
        return _spread(Path(sys.argv[2]), said)
    with io.FileIO(0, closefd=False) as stdin:
        request = json.loads(_line(stdin))
        key = _key(stdin)
        if verb == "rank":
            return _run(partial(_rank, stdin, said), request, key, Events(io.StringIO(), threading.Event()))
        return _run(_VERBS[verb], request, key, Events(said, _stop_at_next_byte(stdin)))


def _run(verb: Verb, request: Any, key: bytearray, events: Events) -> int:
    try:
        with Sealed(Path(request["pack"]), key) as pack:
            events.tell_last(Finished(verb(pack, request, key, events)))
            return DONE
    except Cancelled:
        return STOPPED
    except WorkstationError as error:
        events.tell_last(Failed(str(error.what), str(error.hint), (error.what, error.hint), error.what == _FULL))
        return FAILED
    except MemoryError:
        what = say("The memory of this computer is not enough for this training.")
        hint = say("Close other programs, or train on fewer rows, smaller images or with fewer processes.")
        events.tell_last(Failed(str(what), str(hint), (what, hint), can_resume=True))
        return FAILED
    finally:
        wipe(key)


def _train(pack: Sealed, asked: dict[str, Any], key: bytearray, events: Events) -> dict[str, Any]:
    request = _request(asked)
    events.keeper = keeper = _keeper(pack, asked)
    with Helpers(request.processes, asked, key, pack, keeper) as helpers:
        outcome = train(_recipe(request.recipe), read_material(pack), request, events, helpers)
    # not told: whoever waits for the end may be locked, and then nothing of it is to be readable there
    put_outcome(pack, outcome.package, outcome.figures)
    return {}


def _spread(folder: Path, said: TextIO) -> int:
    """Train what was prepared, together with the other processes ``torchrun`` started."""
    ranks = joined()
    try:
        request, key = prepared(folder)
    except WorkstationError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    events = Events(said if ranks.number == 0 else io.StringIO(), threading.Event())
    code = _run(partial(_together, ranks), request, key, events)
    left()
    return code


def _together(ranks: Ranks, pack: Sealed, asked: dict[str, Any], key: bytearray, events: Events) -> dict[str, Any]:
    wipe(key)
    request, material, company = _request(asked), read_material(pack), Spread(ranks)
    recipe = _recipe(request.recipe)
    if ranks.number:
        events.keeper = Handed(ranks.give(b""))
        answered(plan_of(recipe, material, request), request.seed, events, company)
        return {}
    events.keeper = keeper = Keeper(pack)
    ranks.give(keeper.everything())
    outcome = train(recipe, material, request, events, company)
    put_outcome(pack, outcome.package, outcome.figures)
    return {}


def _part(pack: Sealed, asked: dict[str, Any], key: bytearray, events: Events) -> dict[str, Any]:
    wipe(key)
    request = _request(asked)
    events.keeper = keeper = _keeper(pack, asked)
    plan = plan_of(_recipe(request.recipe), read_material(pack), request)
    return answer_parts(plan, asked["parts"], request.seed, pack, keeper, events)


def _rank(
    stdin: io.FileIO, said: TextIO, pack: Sealed, asked: dict[str, Any], key: bytearray, events: Events
) -> dict[str, Any]:
    """A share of every batch of the one model; stdin and stdout are the pipes of ``ml.ranks``."""
    wipe(key)
    request = _request(asked)
    ranks = Other(asked["rank"], asked["ranks"], said.buffer.raw, stdin)  # type: ignore[attr-defined]
    events.keeper = Handed(ranks.give(b""))
    plan = plan_of(_recipe(request.recipe), read_material(pack), request)
    fit_whole(plan, request.seed, events, lambda: ranks)
    return {}


def _keeper(pack: Sealed, asked: dict[str, Any]) -> Keeper:
    """``keeps_every_s``: a trial may ask for checkpoints oftener than the usual."""
    return Keeper(pack, float(asked.get("keeps_every_s", EVERY_S)))


def _evaluate(pack: Sealed, asked: dict[str, Any], key: bytearray, events: Events) -> dict[str, Any]:
    wipe(key)
    return evaluate(read_material(pack), _request(asked), asked_package(pack), events)


def _explain(pack: Sealed, asked: dict[str, Any], key: bytearray, events: Events) -> dict[str, Any]:
    wipe(key)
    return explain(read_material(pack), _request(asked), asked_package(pack), events, tuple(asked["rows"]))


def _compare(pack: Sealed, asked: dict[str, Any], key: bytearray, events: Events) -> dict[str, Any]:
    wipe(key)
    packages = [asked_package(pack, at) for at in range(int(asked["models"]))]
    return compare(read_material(pack), _request(asked), packages, events)


def _request(asked: dict[str, Any]) -> TrainRequest:
    return TrainRequest(**{**asked["request"], "drop": tuple(asked["request"]["drop"])})


Verb = Callable[[Sealed, dict[str, Any], bytearray, Events], dict[str, Any]]
_VERBS: dict[str, Verb] = {
    "train": _train,
    "part": _part,
    "rank": _part,  # given its pipes by ``main``
    "evaluate": _evaluate,
    "explain": _explain,
    "compare": _compare,
}


def _recipe(name: str) -> Recipe:
    for recipe in RECIPES:
        if recipe.name == name:
            return recipe
    raise WorkstationError(
        say('There is no recipe "{name}".', name=name),
        say("The recipes are: {names}.", names=", ".join(r.name for r in RECIPES)),
    )


def _take_stdout() -> TextIO:
    """A stream of our own on stdout; what libraries print goes to stderr from here on."""
    sys.stdout.flush()
    ours = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    return ours


def _line(stdin: io.FileIO) -> bytes:
    """One line, read byte by byte: the key behind it must not end up in a buffer nobody wipes."""
    line = bytearray()
    while (byte := stdin.read(1)) not in (b"", b"\n"):
        line += byte or b""
    return bytes(line)


def _key(stdin: io.FileIO) -> bytearray:
    """The key from its hex digits, which are wiped."""
    digits = bytearray(2 * KEY_BYTES + 1)
    filled = 0
    while filled < len(digits) and (count := stdin.readinto(memoryview(digits)[filled:])):
        filled += count
    key = bytearray(int(digits[2 * at : 2 * at + 2], 16) for at in range(KEY_BYTES))
    wipe(digits)
    return key


def _stop_at_next_byte(stdin: io.FileIO) -> threading.Event:
    """Set once anything more is said on stdin, or nobody is there to say it."""
    stop = threading.Event()

    def listen() -> None:
        stdin.read(1)
        stop.set()

    threading.Thread(target=listen, name="stop", daemon=True).start()
    return stop


if __name__ == "__main__":
    sys.exit(main())
