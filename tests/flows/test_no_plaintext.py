"""A day's work on a patient made of markers leaves none of them readable outside the vault, and reaches no network.

Here one day and one crash of each kind of program; the long run is in ``tests/endurance``.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path

import pytest

from tests.canary import Hunt, Markers, leaks
from tests.flows.canary_day import ROOMS, Day
from tests.watched import strace_path, without_network

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="files are watched by their second names, on POSIX only"
)

SEED = 20_261_122

# writes a leak of every kind from a grandchild, into every place a program may write to, and gives one to a child
_LEAKY = """
import base64, json, os, socket, subprocess, sys, tempfile
from pathlib import Path
leaks = {name: base64.b64decode(text) for name, text in json.loads(Path(sys.argv[1]).read_text()).items()}
places = [Path.home(), Path(os.environ["XDG_CACHE_HOME"]), Path(tempfile.gettempdir()), Path.cwd()]
for at, (name, data) in enumerate(leaks.items()):
    (places[at % len(places)] / f"leak {at}").write_bytes(data)
Path(sys.argv[2]).write_bytes(leaks["utf-8"])
with tempfile.NamedTemporaryFile(prefix="short-lived") as gone:
    gone.write(leaks["utf-8"])
    gone.flush()
    import time
    time.sleep(0.3)
subprocess.run(["true", leaks["utf-8"].decode()])
try:
    socket.socket(socket.AF_INET).connect(("192.0.2.1", 9))
except OSError:
    pass
print(leaks["utf-8"].decode(), file=sys.stderr)
"""


def test_the_search_finds_a_leak_of_every_kind() -> None:
    markers = Markers.drawn(SEED)
    hunt, planted = Hunt.of(markers), leaks(markers)
    assert len(planted) > 30
    assert [name for name, data in planted.items() if not hunt.hits(data)] == []
    others = leaks(Markers.drawn(SEED + 1))
    words = ("gb18030", "json", "shift_jis", "korean", "cyrillic", "latin-1")  # the same in every run
    assert [n for n, data in others.items() if n not in words and "thumbnail" not in n and hunt.hits(data)] == []


@pytest.mark.parametrize("strace", [True, False], ids=["strace", "watching alone"])
def test_what_a_leaky_program_leaves_is_found_wherever_it_is(tmp_path: Path, strace: bool) -> None:
    if strace and strace_path() is None:
        pytest.skip("strace is not here, or may not be used")
    day = Day.begun(tmp_path, SEED, strace)
    planted = leaks(day.markers)
    given, shared = day.inside / "leaks.json", Path("/dev/shm") / f"aegle-test-{tmp_path.parent.name}-{strace}"
    given.write_text(json.dumps({name: base64.b64encode(data).decode() for name, data in planted.items()}))
    try:
        day.watched.without_network = True
        seen = day.watched.run(
            sys.executable,
            "-c",
            f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_LEAKY!r}, *sys.argv[1:]], check=True)",
            str(given),
            str(shared),
            timeout_s=60,
        )
        assert seen.code == 0, seen.err
        found = "\n".join(day.leaks(seen))
    finally:
        shared.unlink(missing_ok=True)
    assert [at for at in range(len(planted)) if f"leak {at}:" not in found] == []
    assert str(shared) in found
    assert "short-lived" in found
    assert "stderr: text" in found
    if strace:
        assert "a child's arguments or environment: text" in found
        assert seen.to_others() == ["AF_INET", "AF_INET"]


def test_a_day_in_the_window_and_its_sudden_end_leave_nothing_readable(tmp_path: Path) -> None:
    day = Day.begun(tmp_path, SEED)
    steps = ("bring_in", "search", "look", "work", "trouble", "lock_and_return", "redress")
    seen = day.window(*steps, end="kill", rooms=ROOMS)
    assert seen.code in (-9, 137), seen.err[-2000:]
    assert (day.exports / "code.txt").exists()
    assert day.leaks(seen) == []
    assert seen.to_others() == []
    # the control: the run did go through these hands
    assert list(day.exports.glob("*.pdf"))
    assert len(seen.to_search(day.inside, day.exports)) >= 8


def test_a_day_on_the_command_line_leaves_nothing_readable(tmp_path: Path) -> None:
    day = Day.begun(tmp_path, SEED)
    core, out, said = day.markers.core, day.exports, ""
    for words in (
        ("vault", "create"),
        ("import", str(day.inside)),
        ("patients", "--search", core, "--json"),
        ("export", "volume", day.series, "--out", str(out / "volume.nii.gz")),
        ("export", "tiff", day.series, "--out", str(out / "values.tif")),
        ("export", "mp4", day.series, "--out", str(out / "film.mp4")),
    ):
        seen = day.command(*words)
        assert seen.code == 0, (words, seen.err[-2000:])
        assert day.leaks(seen, out_is_asked_for=True) == [], words
        assert seen.to_others() == [], words
        said += seen.out
    # the control: the markers did go through
    assert (out / "volume.nii.gz").exists()
    assert said.count(core) > 10


def test_whether_the_system_allows_the_whole_proof_is_said() -> None:
    if strace_path() is None:
        pytest.skip("strace is not here: files were found by watching folders, and sockets were not seen")
    if not without_network():
        pytest.skip("the network cannot be taken away here (no user namespaces): the day ran with it")
