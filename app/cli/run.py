"""The command line: the same services as the window, for a terminal."""

from __future__ import annotations

import argparse
import getpass
import math
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

from app import __version__
from app.cli import (
    audit,
    backup,
    cohorts,
    deleting,
    demo,
    imaging,
    keychain,
    learning,
    measuring,
    models,
    people,
    rebuilding,
    record,
    reproducing,
    search,
    segments,
    vault,
    watching,
    worklist,
)
from app.cli.command import Command, OpenWindow, Screenshots, as_json
from app.domain.errors import Cancelled, WorkstationError
from app.domain.words import NOTHING, Phrase, say
from app.domain.work import Report
from app.services.restoring import Wish
from app.services.settings import read_doorstep
from app.services.workstation import Brought, Door, Workstation

# one line a file of commands, in the order of the help page
COMMANDS: tuple[Command, ...] = (
    *vault.COMMANDS,
    *imaging.COMMANDS,
    *watching.COMMANDS,
    *measuring.COMMANDS,
    *segments.COMMANDS,
    *worklist.COMMANDS,
    *search.COMMANDS,
    *record.COMMANDS,
    *deleting.COMMANDS,
    *models.COMMANDS,
    *learning.COMMANDS,
    *reproducing.COMMANDS,
    *cohorts.COMMANDS,
    *rebuilding.COMMANDS,
    *audit.COMMANDS,
    *backup.COMMANDS,
    *people.COMMANDS,
    *keychain.COMMANDS,
    *demo.COMMANDS,
)

DONE, BUG, FORESEEN, INTERRUPTED = 0, 1, 2, 130

_ABOUT = """\
Aegle: an imaging-and-records workstation for clinicians. Encrypted, offline.
Without a command it opens the window.
"""
_ENDING = """\
Every command takes the options above, before or after its name. With --json one JSON document is printed on stdout and
nothing else; messages go to stderr. Exit codes: 0 done, 2 it could not be done (one sentence says why), 1 a bug,
130 stopped. "aegle COMMAND --help" says more about a command.
"""


def run(argv: list[str], door: Door, screenshots: Screenshots, open_window: OpenWindow) -> int:
    """Run one command. Returns the exit code; every foreseen failure is one sentence on stderr."""
    _speak_utf8()
    common, rest = _common_options(argv)
    options = _parser().parse_args(rest)
    if common.vault:
        door = replace(door, vault=common.vault)
    if options.command is None:
        return open_window(door, rest)
    terminal = Terminal(door, screenshots, open_window, common)
    with _signals(terminal):
        return _answered(lambda: options.run(terminal, options), terminal)


def _answered(command: Callable[[], int], terminal: Terminal) -> int:
    """The edge where errors become exit codes."""
    try:
        try:
            return command()
        finally:
            terminal.close()
    except WorkstationError as error:
        terminal.say(str(error))
        return FORESEEN
    except (Cancelled, KeyboardInterrupt):
        terminal.say(say("Stopped."))
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - an edge: a bug ends the command with a sentence
        _say_bug(error)
        return BUG


def _say_bug(error: Exception) -> None:
    # the message may quote a patient's data; type and place do not
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    print(f"This is a bug in the workstation ({type(error).__name__} at {place}).", file=sys.stderr)
    print("Nothing half-done was stored. Run it again with AEGLE_DEBUG=1 for the details.", file=sys.stderr)
    if os.environ.get("AEGLE_DEBUG"):
        traceback.print_tb(error.__traceback__)


class Terminal:
    """What a command is given (``cli.command.Context``)."""

    def __init__(
        self, door: Door, screenshots: Screenshots, open_window: OpenWindow, common: argparse.Namespace
    ) -> None:
        self.door = door
        self.screenshots = screenshots
        self.open_window = open_window
        self._common = common
        self._workstation: Workstation | None = None
        self._stop = threading.Event()
        self._reporting = False

    def vault(self) -> Path:
        return self.door.vault or read_doorstep(self.door.doorstep).vault or self.door.default_vault

    def workstation(self) -> Workstation:
        if self._workstation is None:
            self._refuse_without_vault()
            self._workstation = self._unlocked()
            for alarm in self._workstation.alarms:
                self.say(say("Alarm: {what}", what=str(alarm)))
        return self._workstation

    def _unlocked(self) -> Workstation:
        vault, user = self.vault(), self._common.user
        if self._common.keychain:
            self._say_wait()
            return self.door.unlock_by_keychain(vault, user)
        passphrase = self.passphrase()
        self._say_wait()
        return self.door.unlock(vault, user, passphrase)

    def despite(self) -> Workstation:
        self._refuse_without_vault()
        passphrase = self.passphrase()
        self._say_wait()
        self._workstation = self.door.unlock_despite(self.vault(), self._common.user, passphrase)
        return self._workstation

    def separate(self) -> Workstation:
        self._refuse_without_vault()
        passphrase = self.passphrase()
        self._say_wait()
        self._workstation = self.door.separate(self.vault(), self._common.user, passphrase)
        return self._workstation

    def recover(self, code_file: Path | None) -> Workstation:
        self._refuse_without_vault()
        code = _code(code_file)
        passphrase = self.passphrase(twice=True)
        self._say_wait()
        self._workstation = self.door.recover(self.vault(), self._common.user, code, passphrase)
        return self._workstation

    def restore(self, wish: Wish, by_code: bool, code_file: Path | None) -> Brought:
        code = _code(code_file) if by_code else ""
        passphrase = self.passphrase(twice=by_code)
        wish = replace(wish, passphrase=passphrase, code=code, user=self._common.user or "")
        done = self.door.restore(wish, self.report())
        self._workstation = done.workstation
        return done

    def mend(self) -> None:
        self.door.mend(self.vault(), self._common.user, self.passphrase())

    def new_passphrase(self, path: Path | None) -> str:
        return _first_line(path) if path else _asked(twice=True)

    def create(self) -> Workstation:
        user = self._common.user or getpass.getuser()
        self._workstation = self.door.create(self.vault(), user, self.passphrase(twice=True))
        return self._workstation

    def emit(self, value: Any, lines: Iterable[str]) -> None:
        try:
            print(as_json(value) if self._common.json else "\n".join(lines))
            sys.stdout.flush()
        except BrokenPipeError:
            # whoever read has seen enough; what is left in the buffer must not be tried again at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def say(self, phrase: Phrase | str) -> None:
        print(phrase, file=sys.stderr)

    def report(self) -> Report:
        self._reporting = True
        is_shown = sys.stderr.isatty() and not self._common.json

        def report(done: int, total: int, note: Phrase = NOTHING) -> None:
            if self._stop.is_set():
                raise Cancelled
            if is_shown:
                figure = f"{done}/{total}" if total else str(done)
                end = "\n" if total and done >= total else ""
                print(f"\r\x1b[2K{figure} {note}", end=end, file=sys.stderr, flush=True)

        return report

    def stop(self) -> None:
        """Ctrl-C: long work stops at its next report, tidily; a second one, or other work, at once."""
        if self._reporting and not self._stop.is_set():
            self._stop.set()
            return
        raise KeyboardInterrupt

    def close(self) -> None:
        if self._workstation is not None:
            self._workstation.close()

    def _refuse_without_vault(self) -> None:
        """Before a passphrase is asked for."""
        if self.door.look(self.vault()) is None:
            raise WorkstationError(
                say("There is no vault in {folder}.", folder=str(self.vault())),
                say("Create one with “aegle vault create”, or name its folder with --vault."),
            )

    def passphrase(self, twice: bool = False) -> str:
        if self._common.passphrase_file:
            return _first_line(self._common.passphrase_file)
        return _asked(twice)

    def _say_wait(self) -> None:
        wait = self.door.wait_s(self.vault())
        if wait:
            seconds = math.ceil(wait)
            self.say(say("After several wrong passphrases the next one is tried in {n} s.", n=seconds))


def _asked(twice: bool) -> str:
    if not sys.stdin.isatty():
        raise WorkstationError(say("A passphrase is needed."), say("Give a file that holds it with --passphrase-file."))
    asked = getpass.getpass("Passphrase: ")
    if twice and getpass.getpass("Once more: ") != asked:
        raise WorkstationError(say("The two passphrases are not the same."), say("Try again."))
    return asked


def _code(path: Path | None) -> str:
    """The recovery code: from a file, or asked for."""
    if path is None and not sys.stdin.isatty():
        raise WorkstationError(say("The recovery code is needed."), say("Give a file that holds it with --code-file."))
    return _first_line(path) if path else input("Recovery code: ")


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            line = file.readline(4096).rstrip("\r\n")
    except OSError as error:
        raise WorkstationError(
            say("The passphrase file {path} cannot be read.", path=str(path)),
            say("Look whether it exists and whether you may read it."),
            error.strerror or "",
        ) from None
    except UnicodeDecodeError:
        raise WorkstationError(
            say("The passphrase file {path} is not text in UTF-8.", path=str(path)), say("Save it as UTF-8.")
        ) from None
    if not line:
        raise WorkstationError(
            say("The passphrase file {path} has an empty first line.", path=str(path)),
            say("Write the passphrase on its first line."),
        )
    return line


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="aegle", add_help=False, allow_abbrev=False)
    common = parser.add_argument_group("options common to all commands")
    common.add_argument("--vault", type=Path, metavar="DIR", help="the vault's folder (default: the last one opened)")
    common.add_argument("--user", metavar="NAME", help="who you are (default: the vault's first user)")
    common.add_argument(
        "--passphrase-file", type=Path, metavar="F", help="read the passphrase from the first line of a file"
    )
    common.add_argument(
        "--keychain", action="store_true", help="open with what the keychain of this computer account holds"
    )
    common.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


def _common_options(argv: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """The common options, wherever they stand before a ``--``, and the arguments without them."""
    end = argv.index("--") if "--" in argv else len(argv)
    common, rest = _options().parse_known_args(argv[:end])
    return common, rest + argv[end:]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="aegle",
        parents=[_options()],
        description=_ABOUT,
        epilog=_ENDING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"aegle {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", parser_class=_Subparser)
    for command in COMMANDS:
        sub = commands.add_parser(command.name, help=command.help, description=command.help, allow_abbrev=False)
        command.add_arguments(sub)
        sub.set_defaults(run=command.run)
    return parser


class _Subparser(argparse.ArgumentParser):
    """Says where the common options are told, once, instead of in every command's help."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault(
            "epilog", "Takes --vault, --user, --passphrase-file, --keychain and --json too: see aegle --help."
        )
        super().__init__(**settings)


@contextmanager
def _signals(terminal: Terminal) -> Iterator[None]:
    """Ctrl-C stops tidily; being asked to end (SIGTERM) is the same. Only the main thread may set this."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the form signal asks for
        terminal.stop()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _speak_utf8() -> None:
    """Names may be in any script; a terminal that cannot show a letter gets an escape instead of a failure."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
