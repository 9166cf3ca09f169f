"""The way in: make .venv, install Aegle into it, then show, test or run it.

    python3 packaging/bootstrap.py demo [--gpu] [options of aegle demo]
    python3 packaging/bootstrap.py test [--gpu] [options of pytest]
    python3 packaging/bootstrap.py run  [--gpu] [arguments of aegle]
    python3 packaging/bootstrap.py sbom [--out FILE]
    python3 packaging/bootstrap.py endurance [--trials N]     kills, power cuts, full disks, damage: half an hour

Standard library only. Its syntax is that of Python 3.6, so that an old Python can be told that it is too old in a
sentence instead of a syntax error.
"""

import ctypes
import hashlib
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    newer = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if shutil.which(name)]
    print(
        f"This is Python {sys.version_info[0]}.{sys.version_info[1]}; Aegle needs Python 3.11 or newer.",
        file=sys.stderr,
    )
    if newer:
        print(f"{newer[0]} is on this computer: run the same command with it instead of python3.", file=sys.stderr)
    else:
        print("Install a newer Python beside this one, then run the same command with it.", file=sys.stderr)
    sys.exit(2)

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "aegle-installed.json"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
LINUX = sys.platform.startswith("linux")
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
RUNTIME = "onnxruntime" if sys.platform == "darwin" else "onnxruntime-gpu"

# MB on disk: run and train were measured at 2223 together (README, "What is downloaded"); with room to unpack.
ROOM_MB = {"run": 1300, "train": 1200, "test": 600, "gpu": 6500}
BIG_MB = 1.0  # smaller downloads are only counted

# soname -> (Debian and Ubuntu package, Fedora package). The first table is what Qt needs to load at all,
QT_LIBRARIES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libzstd.so.1": ("libzstd1", "libzstd"),
}
# the second what it needs besides to open a window under X11.
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
}
PACKAGES = {**QT_LIBRARIES, **WINDOW_LIBRARIES}

# Asked of the Python in .venv: its version, whether pip and Aegle are there, and which ONNX Runtimes.
LOOK = """
import importlib.metadata as metadata, importlib.util, json, sys
there = [n for n in ("onnxruntime", "onnxruntime-gpu") if any(metadata.distributions(name=n))]
pip, aegle = (importlib.util.find_spec(n) is not None for n in ("pip", "app"))
new = sys.version_info >= (3, 11)
print(json.dumps({"version": sys.version, "new": new, "pip": pip, "aegle": aegle, "ort": there}))
"""
LOAD_QT = "from PySide6 import QtWidgets; QtWidgets.QApplication([])"

CHECKS = (
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy --strict", ("-m", "mypy")),
    ("import contracts", ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")),
    # two at a time, a file each: many tests wait for child processes. A later -n takes the place of this one
    ("pytest", ("-m", "pytest", "-n", "2", "--dist", "loadfile")),
)

AGAIN = "then run the same command again"

# What pip, venv and the system say, and the sentence for it.
CAUSES = (
    (
        r"No space left on device|not enough space|\[Errno 28\]",
        "The disk is full, so the packages could not be installed.",
        f"Free about 3 GB, {AGAIN}.",
    ),
    (
        r"Read-only file system|Permission denied|\[Errno 13\]|WinError 5\b",
        f"{VENV} cannot be written to, so nothing could be installed in it.",
        f"Give yourself the right to write there or delete it, {AGAIN}.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerification",
        "The package index answered with a certificate this computer does not trust, so nothing was installed.",
        f"Behind a company's proxy, let PIP_CERT name its certificate, {AGAIN}.",
    ),
    (
        r"NewConnectionError|NameResolution|Temporary failure in name|ConnectTimeout|timed out|ProxyError|Max retries"
        r"|Network is unreachable|Connection refused|Connection reset|getaddrinfo failed|IncompleteRead"
        r"|Connection broken|RemoteDisconnected|ReadTimeoutError",
        "The package index cannot be reached, so nothing was installed.",
        f"Check the network and the proxy settings, {AGAIN}.",
    ),
    (
        r"WinError 206|path too long|File name too long",
        "A file's path became longer than this system allows.",
        f"Move the project to a folder with a shorter path, or allow long paths in Windows, {AGAIN}.",
    ),
)


class Trouble(Exception):  # noqa: N818 - what happened, as a person is told it
    """A foreseen failure: what happened and what it means, then what to do."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(f"{what} {hint}".strip())


class Voice:
    """Says what is being done, with the seconds since the start. ``run`` keeps stdout for the program itself."""

    def __init__(self, to_stderr: bool) -> None:
        self._stream = sys.stderr if to_stderr else sys.stdout
        self._began = time.monotonic()

    def say(self, text: str) -> None:
        print(f"[{time.monotonic() - self._began:6.1f} s] {text}", file=self._stream, flush=True)


def main(argv: list[str]) -> int:
    """Do what was asked. 0 done, 2 a foreseen failure, else the exit code of what was run."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    gpu = "--gpu" in argv
    command, *rest = [word for word in argv if word != "--gpu"] or [""]
    if command not in ("demo", "test", "run", "sbom", "endurance"):
        asked = command in ("-h", "--help", "help")
        print((__doc__ or "").split("\n\nStandard")[0], file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    voice = Voice(to_stderr=command == "run")
    try:
        extras = (
            {"run", "train"}
            | ({"test"} if command in ("test", "sbom", "endurance") else set())
            | ({"gpu"} if gpu else set())
        )
        is_fresh = prepare(extras, voice)
        has_window = check_libraries(wants_window(command, rest), is_fresh, voice)
        if command == "test":
            return test(rest, voice)
        if command in ("sbom", "endurance"):
            script = str(ROOT / "packaging" / f"{command}.py")
            return as_exit(subprocess.call([str(PYTHON), script, *rest], env=environment()))
        if command == "run":
            return aegle(rest) if has_window else 2
        out = [] if "--out" in rest else ["--out", str(ROOT / "demo-output")]
        return aegle(["demo", *rest, *out, *([] if has_window else ["--no-window"])])
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped. The same command goes on from here.", file=sys.stderr)
        return 130


# --- installing


def prepare(extras: set[str], voice: Voice) -> bool:
    """Make .venv hold what pyproject.toml and the constraints say. False, at once, when it already does."""
    seen = look()
    done = installed_extras(seen)
    if seen and extras <= done and seen["ort"] == [RUNTIME]:
        return False
    check_folder()
    check_room(extras - done)
    if seen is None:
        make_venv(voice)
    install(extras | done, voice)
    keep_one_runtime(voice)
    seen = look()
    if seen is None or not seen["aegle"]:
        raise Trouble(f"Aegle is not in {VENV} after installing.", f"Delete that folder, {AGAIN}.")
    STAMP.write_text(json.dumps({"digest": digest(seen), "extras": sorted(extras | done)}), encoding="utf-8")
    voice.say("Installed")
    return True


def look() -> dict[str, object] | None:
    """What the Python in .venv says of itself; None where it is missing, too old, broken or without pip."""
    if not PYTHON.exists():
        return None
    try:
        done = subprocess.run([str(PYTHON), "-c", LOOK], env=environment(), capture_output=True, timeout=120)
        seen: dict[str, object] = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return seen if seen["pip"] and seen["new"] else None


def digest(seen: dict[str, object]) -> str:
    """What an installation depends on: the lists of packages, the Python, and where the project lies."""
    parts = [(ROOT / "pyproject.toml").read_bytes(), CONSTRAINTS.read_bytes()]
    parts += [str(seen["version"]).encode(), os.fsencode(str(ROOT))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def installed_extras(seen: dict[str, object] | None) -> set[str]:
    """The extras that were installed from the very lists that are here now."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return set(stamp["extras"]) if seen and seen["aegle"] and stamp["digest"] == digest(seen) else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def check_folder() -> None:
    """The project's folder can be written to."""
    probe = ROOT / ".aegle-can-write"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise Trouble(
            f"The folder {ROOT} cannot be written to ({error.strerror}), so nothing can be installed in it.",
            f"Copy the project to a folder of your own or change the rights on this one, {AGAIN}.",
        ) from error


def check_room(extras: set[str]) -> None:
    free = shutil.disk_usage(ROOT).free // 1_000_000
    need = sum(ROOM_MB[extra] for extra in extras)
    if free < need:
        raise Trouble(
            f"The disk of {ROOT} has {free} MB free; installing takes about {need} MB.", f"Free some, {AGAIN}."
        )


def make_venv(voice: Voice) -> None:
    check_ensurepip(voice)
    if VENV.exists() or VENV.is_symlink():
        voice.say("The .venv that is here does not run; making it anew")
        remove_venv()
    voice.say(f"Making .venv with Python {sys.version.split()[0]}")
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], env=environment(), capture_output=True)
    if done.returncode != 0 or look() is None:
        words = (done.stdout + done.stderr).decode("utf-8", "replace")
        raise cause(words) or Trouble(
            f"A virtual environment could not be made in {VENV} ({last_line(words)}).",
            "Check that this Python is a complete installation.",
        )


def remove_venv() -> None:
    try:
        if VENV.is_dir() and not VENV.is_symlink():
            shutil.rmtree(VENV)
        else:
            VENV.unlink()
    except OSError as error:
        raise Trouble(
            f"The broken {VENV} cannot be removed ({error.strerror}).",
            f"Close the programs that use it and delete the folder, {AGAIN}.",
        ) from error


def check_ensurepip(voice: Voice) -> None:
    """Debian and Ubuntu keep what `python -m venv` needs in a package of its own."""
    if has_ensurepip():
        return
    is_default = Path("/usr/bin/python3").resolve() == Path(sys.executable).resolve()
    package = "python3-venv" if is_default else f"python3.{sys.version_info[1]}-venv"
    if may_install():
        apt_install([package], voice)
        if has_ensurepip():
            return
    raise Trouble(
        f"This Python cannot make virtual environments: Debian's package {package} is missing.",
        f"Install it, {AGAIN}:  sudo apt install {package}",
    )


def has_ensurepip() -> bool:
    asked = [sys.executable, "-c", "import ensurepip, venv; ensurepip.version()"]
    return subprocess.run(asked, capture_output=True).returncode == 0


def install(extras: set[str], voice: Voice) -> None:
    names = ",".join(extra for extra in ROOM_MB if extra in extras)
    voice.say(f"Installing Aegle [{names}]; the README says how much is downloaded")
    # The build uses the setuptools pinned in the constraints instead of fetching one of its own.
    pip(["setuptools"], voice)
    pip(["--no-build-isolation", "--editable", f"{ROOT}[{names}]"], voice)


def keep_one_runtime(voice: Voice) -> None:
    """onnxruntime and onnxruntime-gpu share one folder: where both are, neither is whole."""
    seen = look()
    if seen is None or seen["ort"] == [RUNTIME]:
        return
    voice.say(f"Keeping exactly one ONNX Runtime: {RUNTIME}")
    words = ["uninstall", "--yes", "--quiet", "onnxruntime", "onnxruntime-gpu"]
    subprocess.call([str(PYTHON), "-m", "pip", *words], env=environment(), stderr=subprocess.DEVNULL)
    pip([RUNTIME], voice)


def pip(words: list[str], voice: Voice) -> None:
    """Run pip install, telling calmly what comes in. Raises Trouble with the cause, where pip's words show it."""
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--progress-bar",
        "off",
        "--disable-pip-version-check",
        "--no-input",
    ]
    command += ["--constraint", str(CONSTRAINTS), *words]
    heard: list[str] = []
    small, doing = 0, "looking for packages"
    for line in lines_of(command):
        if line is None:
            voice.say(f"  … still at it: {doing}")
            continue
        heard.append(line)
        name, megabytes = arrival(line)
        if name and megabytes >= BIG_MB:
            doing = f"{name} ({megabytes:.1f} MB)"
            voice.say(f"  {doing}")
        elif name:
            small, doing = small + 1, name
        elif line.startswith("Installing collected packages"):
            doing = f"unpacking {line.count(',') + 1} package(s)"
            voice.say(f"  {doing}" + (f", {small} of them smaller than {BIG_MB:g} MB" if small else ""))
    if heard.pop() != "0":
        said = "\n".join(heard)
        raise cause(said) or Trouble(f"The packages could not be installed: {last_line(said, 'ERROR')}")


def lines_of(command: list[str]) -> Iterator[str | None]:
    """The lines a program says, None where it is silent for 20 s, and its exit code as the last line."""
    lines: queue.Queue[str | None] = queue.Queue()
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        threading.Thread(target=listen, args=(process, lines), daemon=True).start()
        try:
            while True:
                try:
                    line = lines.get(timeout=20)
                except queue.Empty:
                    yield None
                    continue
                if line is None:
                    break
                yield line
        except BaseException:
            process.kill()
            raise
    yield str(process.returncode)


def listen(process: "subprocess.Popen[bytes]", lines: "queue.Queue[str | None]") -> None:
    for raw in process.stdout or ():
        lines.put(raw.decode("utf-8", "replace").rstrip())
    lines.put(None)


ARRIVAL = re.compile(
    r"\s*(?:Downloading|Using cached|Processing) (?P<file>\S+\.whl)(?: \((?P<size>[\d.]+) (?P<unit>[kMG])B\))?$"
)


def arrival(line: str) -> tuple[str, float]:
    """(package and version, megabytes) from a line of pip's that names a wheel coming in; ("", 0) from others."""
    found = ARRIVAL.match(line)
    if not found:
        return "", 0.0
    file = Path(found["file"])
    name, version = file.name.split("-")[:2]
    if found["size"]:
        return f"{name} {version}", float(found["size"]) * {"k": 0.001, "M": 1.0, "G": 1000.0}[found["unit"]]
    return f"{name} {version}", file.stat().st_size / 1e6 if file.is_file() else 0.0


def cause(words: str) -> "Trouble | None":
    """The sentence for a cause that shows in a program's words."""
    for pattern, what, hint in CAUSES:
        if re.search(pattern, words, re.IGNORECASE):
            return Trouble(what, hint)
    # pip calls it a conflict with our pin when the index, or no answer at all, gave it nothing to choose from.
    missing = re.search(r"No matching distribution found for (\S+)|requested \(constraint\) (\S+)", words)
    if missing:
        wheel = (missing[1] or missing[2]).replace("==", " ")
        return Trouble(
            f"The package index has no {wheel} for Python {sys.version.split()[0]} on this system, or did not answer.",
            f"Check the network, and use 64-bit Python 3.11, 3.12 or 3.13 on Linux, Windows or macOS, {AGAIN}.",
        )
    return None


def last_line(words: str, beginning: str = "") -> str:
    lines = [line.strip() for line in words.splitlines() if line.strip() and line.startswith(beginning)]
    return lines[-1] if lines else "no reason was given"


# --- system libraries


def wants_window(command: str, rest: list[str]) -> bool:
    """Whether what was asked for opens a window on a display that is there."""
    asked = (command == "run" and not rest) or (command == "demo" and "--no-window" not in rest)
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(asked and LINUX and display and os.environ.get("QT_QPA_PLATFORM", "xcb") != "offscreen")


def check_libraries(window: bool, is_fresh: bool, voice: Voice) -> bool:
    """Whether a window can be opened, as far as system libraries go. Raises Trouble where Qt cannot even load."""
    if not LINUX:
        return True
    needed, wished = absent(QT_LIBRARIES), absent(WINDOW_LIBRARIES) if window else []
    if (needed or wished) and may_install():
        apt_install(sorted({PACKAGES[soname][0] for soname in needed + wished}), voice)
        needed, wished = absent(QT_LIBRARIES), absent(WINDOW_LIBRARIES) if window else []
    if needed:
        raise Trouble(
            f"Qt, which draws the window and the pictures, lacks {', '.join(needed)} on this system.",
            f"Install what is missing, {AGAIN}:  {install_line(needed + wished)}",
        )
    if wished:
        voice.say(f"Qt lacks {', '.join(wished)}, so no window can be opened. To have it:  {install_line(wished)}")
        return False
    if is_fresh:
        check_qt_loads()
    return True


def check_qt_loads() -> None:
    env = environment(QT_QPA_PLATFORM="offscreen")
    done = subprocess.run([str(PYTHON), "-c", LOAD_QT], env=env, capture_output=True)
    if done.returncode == 0:
        return
    words = done.stderr.decode("utf-8", "replace")
    lacking = re.search(r"(lib[\w.+-]+\.so[\w.]*): cannot open shared object", words)
    if lacking:
        hint = (
            f"Install the package that holds it (apt-file search {lacking[1]}, dnf provides '*/{lacking[1]}'), {AGAIN}."
        )
        raise Trouble(f"Qt lacks {lacking[1]} on this system.", hint)
    raise Trouble(f"Qt cannot start ({last_line(words)}).", f"Delete {VENV}, {AGAIN}.")


def absent(table: dict[str, tuple[str, str]]) -> list[str]:
    return [soname for soname in table if not loads(soname)]


def loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def install_line(sonames: list[str]) -> str:
    """The command that brings the libraries on this system; both known ones where it is another."""
    apt, dnf = (" ".join(sorted({PACKAGES[soname][which] for soname in sonames})) for which in (0, 1))
    lines = {"debian": f"sudo apt install {apt}", "fedora": f"sudo dnf install {dnf}"}
    return lines.get(system_family(), " or ".join(lines.values()))


def system_family() -> str:
    """debian, fedora, or "" for another."""
    try:
        text = Path("/etc/os-release").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    names = set(" ".join(re.findall(r'^ID(?:_LIKE)?="?([^"\n]*)', text, re.MULTILINE)).split())
    if names & {"debian", "ubuntu"}:
        return "debian"
    return "fedora" if names & {"fedora", "rhel", "centos"} else ""


def may_install() -> bool:
    """Whether system packages may be installed without asking: as root on Debian and its kin."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and system_family() == "debian" and shutil.which("apt-get") is not None


def apt_install(packages: list[str], voice: Voice) -> None:
    """Install system packages, with fresh lists where the old ones do not do. The caller looks whether they came."""
    voice.say(f"Installing system packages: {' '.join(packages)}")
    env = environment(DEBIAN_FRONTEND="noninteractive")
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    for words in (command, ["apt-get", "update"], command):
        done = subprocess.run(words, env=env, stdin=subprocess.DEVNULL, capture_output=True)
        if words is command and done.returncode == 0:
            return


# --- running


def environment(**more: str) -> dict[str, str]:
    """The environment of what is started: a Python set up elsewhere must not reach into .venv."""
    strange = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER"}
    return {**{name: value for name, value in os.environ.items() if name not in strange}, **more}


def aegle(words: list[str]) -> int:
    """Run the program. Its own exit code comes back."""
    return as_exit(subprocess.call([str(PYTHON), "-m", "app", *words], env=environment()))


def as_exit(code: int) -> int:
    """The code a shell would show for a program that a signal ended."""
    return 128 - code if code < 0 else code


def test(words: list[str], voice: Voice) -> int:
    """Run every check, also after one has failed; the exit code is the first failing one's."""
    results, closing = [], ""
    for name, command in CHECKS:
        voice.say(name)
        began = time.monotonic()
        code, closing = tell([str(PYTHON), *command, *(words if name == "pytest" else [])])
        results.append((name, code, time.monotonic() - began))
    print()
    for name, code, seconds in results:
        print(f"{name:<18} {'passed' if code == 0 else 'FAILED':<8} {seconds:7.1f} s")
    print(closing[:200], flush=True)
    return next((code for _, code, _ in results if code != 0), 0)


def tell(command: list[str]) -> tuple[int, str]:
    """Run a check, passing its words on as they come. Returns (exit code, its last line)."""
    env = environment(QT_QPA_PLATFORM="offscreen", PYTHONUNBUFFERED="1")
    last = ""
    with subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        for raw in process.stdout or ():
            line = raw.decode("utf-8", "replace").rstrip("\r\n")
            print(line, flush=True)
            last = line if line.strip() else last
    return as_exit(process.returncode), last


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
