"""`aegle` as a stranger runs it: from another folder, with a home of its own; only what is printed is believed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

AEGLE = Path(sys.executable).with_name("aegle.exe" if os.name == "nt" else "aegle")


@dataclass(frozen=True, slots=True)
class Terminal:
    """A person's terminal with one vault."""

    home: Path

    @property
    def vault(self) -> Path:
        return self.home / "vault"

    def run(self, *words: object, code: int = 0, has_vault: bool = True) -> subprocess.CompletedProcess[str]:
        """Run ``aegle`` and insist on the exit code; a stack trace is never shown."""
        common = ["--vault", str(self.vault), "--passphrase-file", str(self.home / "passphrase")] if has_vault else []
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(self.home), "USERPROFILE": str(self.home)}
        command = [str(AEGLE), *common, *map(str, words)]
        done = subprocess.run(
            command, cwd=self.home, env=env, capture_output=True, text=True, encoding="utf-8", timeout=180
        )
        assert done.returncode == code, f"exit {done.returncode}\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
        assert "Traceback" not in done.stderr
        return done

    def json(self, *words: object, code: int = 0) -> Any:
        """The one JSON document that ``--json`` prints on stdout."""
        return json.loads(self.run(*words, "--json", code=code).stdout)

    def refused(self, *words: object) -> str:
        """The one sentence on stderr about what could not be done; nothing on stdout."""
        done = self.run(*words, code=2)
        assert done.stdout == ""
        (line,) = done.stderr.strip().splitlines()
        return line
