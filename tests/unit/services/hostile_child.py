"""A child process with one more reader: its codec does what the file's second line says."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time

from app.ingest import reading
from app.ingest.reader import Head, Options, Outcome, Reader, kept_aside
from app.ingest.readers import READERS
from app.jobs import child

MARK = b"HOSTILE\n"


def claims(head: Head, options: Options) -> bool:
    del options
    return head.start.startswith(MARK)


def read(where: str, data: bytes, options: Options) -> Outcome:
    del options
    match data.removeprefix(MARK).decode():
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "abort":
            os.abort()
        case "leave":
            os._exit(0)
        case "hang":
            time.sleep(600)
        case "spin":
            while True:
                pass
        case "fork":
            while True:
                with contextlib.suppress(OSError):
                    os.fork()
        case "eat":
            bytearray(8 << 30)
        case "take":
            held = b"\x01" * (400 << 20)
            time.sleep(0.2)
            del held
        case "garbage":
            return "garbage"  # type: ignore[return-value]
        case "other file":
            return kept_aside("another file", reading._EMPTY)
    return kept_aside(where, reading._EMPTY)


vars(reading)["READERS"] = (Reader("hostile", claims, read), *READERS)

if __name__ == "__main__":
    sys.exit(child.main())
