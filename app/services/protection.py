"""What holds back the processes that foreign files are read in, and what keeps our memory to us, on this computer."""

from __future__ import annotations

from app import secrecy
from app.jobs.guard import Protection
from app.jobs.workers import Workers


def look() -> Protection:
    """Ask a child that is started for it, and this process. Takes a quarter of a second."""
    workers = Workers(1)
    try:
        found = workers.protection()
    finally:
        workers.close()
    here = secrecy.protection()
    on = (held for is_held, held, _ in here if is_held)
    off = (missing for is_held, _, missing in here if not is_held)
    return Protection((*found.on, *on), (*found.off, *off))


__all__ = ["Protection", "look"]
