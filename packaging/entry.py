"""The frozen program's door, and the only file that knows both the program and the learning worker.

A frozen program is its own Python: where the source tree would start ``python -m ml …``, it starts itself so.
"""

from __future__ import annotations

import sys


def main() -> int:
    """The learning worker for ``-m ml …``, else the program (which knows its own child processes)."""
    # late: a window must not wait for torch, nor the learning worker for the program
    if sys.argv[1:3] == ["-m", "ml"]:
        from ml.__main__ import main as learn

        del sys.argv[1:3]
        return learn()
    from app.main import main as program

    return program()


if __name__ == "__main__":
    sys.exit(main())
