"""Where resources, data and logs are: source tree, installed or frozen."""

from __future__ import annotations

import sys
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("Aegle", appauthor=False)


def resources() -> Path:
    """The resources folder: beside ``app`` in the source tree, inside the bundle when frozen."""
    root = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
    return root / "resources"


def default_vault() -> Path:
    return Path(_DIRS.user_data_dir) / "vault"


def doorstep() -> Path:
    """The small file read before a vault is open (last vault, language, theme)."""
    return Path(_DIRS.user_config_dir) / "doorstep.json"
