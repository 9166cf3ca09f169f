"""What the standing-alone verifier says is among the sentences that are translated."""

from __future__ import annotations

import re

import pytest

from app.services.auditing import SAID_BY_TRAIL
from app.store import trail
from app.store.trail import Epoch


def entry(number: int, before: str, **given: object) -> dict[str, object]:
    values: dict[str, object] = dict.fromkeys(("at", "zone", "user", "role", "verb", "about", "why", "outcome"), "x")
    values |= {"number": number, "epoch": 1, "counter": 1, **given}
    return {**values, "digest": trail.digest_of(before, values)}


ONE = entry(1, trail.FIRST)
KEY = b"k" * 32


@pytest.mark.parametrize(
    ("entries", "epochs", "code"),
    [
        ([ONE, entry(3, "0")], [Epoch(1, 1, KEY)], ""),
        ([ONE, entry(4, "0")], [Epoch(1, 1, KEY)], ""),
        ([ONE, entry(3, str(ONE["digest"]), verb="alarm")], [Epoch(1, 1, KEY)], ""),
        ([ONE, entry(5, str(ONE["digest"]), verb="alarm")], [Epoch(1, 1, KEY)], ""),
        ([{**ONE, "user": "eve"}], [Epoch(1, 1, KEY)], ""),
        ([ONE, ONE], [Epoch(1, 1, KEY)], ""),
        ([entry(1, trail.FIRST, epoch=2)], [Epoch(1, 1, KEY)], ""),
        ([ONE], [Epoch(2, 1, KEY)], ""),
        ([ONE], [Epoch(1, 1, KEY), Epoch(2, 2, KEY)], ""),
        ([ONE], [Epoch(1, 1, KEY, 1, b"s" * 96)], ""),
        ([ONE], [Epoch(1, 1, KEY, 2, b"s" * 96)], ""),
        ([ONE], [Epoch(1, 1, KEY, 3, b"s" * 96)], ""),
        ([ONE], [Epoch(1, 1, KEY)], "1-AAAA-AAAA-AAAA-AAAA"),
    ],
)
def test_every_sentence_has_its_template(entries: list[dict[str, object]], epochs: list[Epoch], code: str) -> None:
    patterns = [re.sub(r"\\{\w+\\}", r"\\d+", re.escape(one.text)) for one in SAID_BY_TRAIL]
    wrong = trail.check(entries, epochs, code).wrong
    assert wrong
    for sentence in wrong:
        assert any(re.fullmatch(pattern, sentence) for pattern in patterns), sentence
