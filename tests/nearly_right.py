"""Files made to be nearly right: whole ones with some bytes replaced, cut out, doubled, or lengths that lie.

``AEGLE_TRIALS`` sets how many are tried in each test (a few hundred otherwise, and the same ones each time).
"""

from __future__ import annotations

import os
import struct

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

COUNT = int(os.environ.get("AEGLE_TRIALS", "0"))
TRIED = settings(
    max_examples=COUNT or 200,
    derandomize=not COUNT,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)

NASTY = st.sampled_from([
    b"", b"\x00", b"\xff" * 8, b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"SQ\x00\x00\xff\xff\xff\xff",
    b"\xfe\xff\x00\xe0\xff\xff\xff\xff", b"OB\x00\x00\xff\xff\xff\xff", b"PK\x05\x06", b"-1", b"1e999",
    b"\xed\xa0\x80", b"\\\\\\\\",
])  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, whole: list[bytes]) -> bytes:
    """One of the files with some bytes replaced, cut out, doubled, or another's put in."""
    data = bytearray(draw(st.sampled_from(whole)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        match draw(st.sampled_from(["put", "flip", "cut", "double", "length", "end"])):
            case "put":
                nasty = draw(NASTY | st.binary(max_size=16))
                data[at : at + len(nasty)] = nasty
            case "flip" if data:
                data[at] ^= 1 << draw(st.integers(0, 7))
            case "cut":
                del data[at : at + draw(st.integers(1, 200))]
            case "double":
                data[at:at] = data[at : at + draw(st.integers(1, 200))]
            case "length":
                data[at : at + 4] = struct.pack("<I", draw(st.sampled_from([0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF])))
            case "end":
                del data[at:]
    return bytes(data)
