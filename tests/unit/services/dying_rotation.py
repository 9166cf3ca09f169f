"""Changes the keys of a vault and dies at a step that is asked for: at an opened, renamed, removed or synced file.

python dying_rotation.py FOLDER      a number a line on stdin; "died", or "done" where there are fewer steps
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from app.domain.patient import Deed, Patient
from app.services import unlocking
from app.services.people import People
from app.store import patients, rotation
from app.store.keyring import Cost

FOLDER = Path(sys.argv[1])
rotation.BATCH_PAGES = 16


def die_at(step: int) -> None:
    """Kill this process at the step's beginning."""
    left = step

    def count(*_given: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def hear(event: str, given: tuple[Any, ...]) -> None:
        if event in ("open", "os.rename", "os.remove", "os.truncate") and str(given[0]).startswith(str(FOLDER)):
            count()

    sys.addaudithook(hear)

    def counted(sync: Callable[[int], None], file: int) -> None:
        count()
        sync(file)

    for name in ("fsync", "fdatasync"):
        setattr(os, name, partial(counted, getattr(os, name)))


def work(step: int) -> None:
    opened = unlocking.unlock(FOLDER, None, "correct horse")
    name = f"before step {step}"
    with opened.store.transaction(Deed(opened.principal, "import", (name,))) as tx:
        patients.put(tx, Patient(name, name, "", None, ""))
    die_at(step)
    People(opened.store, Cost(64, 1, 1)).change_keys(opened.principal)


for line in sys.stdin:
    child = os.fork()
    if child == 0:
        work(int(line))
        os._exit(0)
    print("done" if os.waitpid(child, 0)[1] == 0 else "died", flush=True)
