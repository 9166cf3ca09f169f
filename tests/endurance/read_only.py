"""Unlock a vault and say what refused it. Run where its folder is mounted read-only."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from app.domain.errors import WorkstationError
from tests.endurance import days

try:
    days.unlock(Path(sys.argv[1])).close()
    print(json.dumps({"refused": ""}))
except WorkstationError as error:
    print(json.dumps({"refused": str(error)}))
