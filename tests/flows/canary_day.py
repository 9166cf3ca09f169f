"""A day's work on the canary patient, in the window and on the command line, and what of it lies about afterwards."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.canary import Hunt, Markers, series_uid, write_files, write_observations, write_table
from tests.watched import ROOT, Seen, Watched

DRIVER = ROOT / "tests" / "flows" / "canary_window.py"
ROOMS = ("worklist", "viewer", "record", "findings", "models", "training", "audit", "settings", "help")
# tempfile tries whether a folder can be written by writing "blat" into such a file
_PROBE, _SOCKET = re.compile(r"[a-z0-9_]{8}"), re.compile(r"aegle-[0-9a-f]+.*")
_QT_RULES = "qt.core.*=true;qt.widgets.*=true;qt.qpa.*=true;qt.accessibility.*=true;qt.dbus.*=true"
# every log of every library, where it would come out
_LOUD = """
import logging, sys
logging.basicConfig(level=1, stream=sys.stderr)
"""


@dataclass(frozen=True)
class Day:
    """``inside``: what is brought in; ``exports``: what the person asked to have written."""

    markers: Markers
    hunt: Hunt
    watched: Watched
    inside: Path
    exports: Path
    files: Path
    table: Path
    observations: Path

    @staticmethod
    def begun(folder: Path, seed: int, strace: bool = True, slices: int = 6) -> Day:
        markers = Markers.drawn(seed)
        inside, exports = folder / "inside", folder / "exports"
        inside.mkdir(parents=True)
        exports.mkdir()
        (inside / "words").write_text(markers.passphrase)
        files = write_files(markers, inside, slices)
        table, observations = write_table(markers, inside), write_observations(markers, inside)
        watched = Watched(folder / "run", strace, network=False)
        return Day(markers, Hunt.of(markers), watched, inside, exports, files, table, observations)

    @property
    def vault(self) -> Path:
        return self.watched.folder / "home" / "data" / "Aegle" / "vault"

    @property
    def series(self) -> str:
        """The UID of the series of several images."""
        return series_uid(self.markers, 0)

    @property
    def model(self) -> str:
        return f"{self.markers.core} model"

    def window(self, *steps: str, end: str = "close", loud: bool = False, **more: Any) -> Seen:
        """Open the window, go the steps, end it so; the vault is made where there is none yet."""
        plan = {
            "passphrase": self.markers.passphrase, "create": not self.vault.exists(), "core": self.markers.core,
            "files": [str(self.files)], "table": str(self.table), "observations": str(self.observations),
            "exports": str(self.exports), "code": str(self.exports / "code.txt"), "model": self.model,
            "steps": steps, "end": end, **more,
        }  # fmt: skip
        path = self.inside / "plan.json"
        path.write_text(json.dumps(plan), encoding="utf-8")
        more_said = self._loudly() if loud else {}
        return self.watched.run(sys.executable, str(DRIVER), str(path), timeout_s=900, more=more_said)

    def command(self, *words: str, loud: bool = False, timeout_s: float = 300.0) -> Seen:
        """One command of ``aegle``."""
        asked = [sys.executable, "-P", "-m", "app", *words, "--passphrase-file", str(self.inside / "words")]
        seen = self.watched.run(*asked, timeout_s=timeout_s, more=self._loudly() if loud else {})
        # what the person wrote on the line is theirs; children are another matter
        seen.started = [one for one in seen.started if b'"-m", "app", ' not in one]
        return seen

    def _loudly(self) -> dict[str, str]:
        site = self.watched.folder / "site"
        site.mkdir(exist_ok=True)
        (site / "sitecustomize.py").write_text(_LOUD)
        return {"PYTHONPATH": f"{site}:{ROOT}", "AEGLE_DEBUG": "1", "QT_LOGGING_RULES": _QT_RULES}

    def leaks(self, seen: Seen, out_is_asked_for: bool = False) -> list[str]:
        """Where a marker is, outside of what the person asked for; and what could not be searched."""
        # a backup is asked for too, but nothing in it may be readable
        backups = [path for path in self.exports.glob("backups */**/*") if path.is_file()]
        looked_at = [path for path in seen.to_search(self.inside, self.exports) if self._is_ours(path)]
        found = self.hunt.in_files([*looked_at, *backups])
        found += [f"stderr: {hit}" for hit in self.hunt.hits(seen.err.encode())]
        if not out_is_asked_for:
            found += [f"window titles: {hit}" for hit in self.hunt.hits(seen.out.encode())]
        for words in seen.started:
            found += [f"a child's arguments or environment: {hit}" for hit in self.hunt.hits(words)]
        gone = (path for path in seen.vanished(self.vault) if not path.is_relative_to(self.exports))
        return found + [f"written, deleted, not seen: {path}" for path in gone if not self._is_known(path)]

    def _is_ours(self, path: Path) -> bool:
        return path.is_file() and not path.is_relative_to("/proc")

    def _is_known(self, path: Path) -> bool:
        """A probe of the temporary folder, and the socket over which a second start reaches the first."""
        folders = {
            self.watched.folder / "tmp": _PROBE,
            self.watched.folder / "home" / "runtime": re.compile("aegle-.*"),
        }
        return path.parent in folders and bool(folders[path.parent].fullmatch(path.name))
