"""How often the dice are rolled: ``AEGLE_TRIALS`` kills (300 is the full count), everything else in proportion."""

from __future__ import annotations

import os

FULL = 300
TRIALS = int(os.environ.get("AEGLE_TRIALS", "6"))


def scaled(full: int, least: int = 1) -> int:
    """A count that is ``full`` when 300 kills are tried."""
    return max(least, full * TRIALS // FULL)
