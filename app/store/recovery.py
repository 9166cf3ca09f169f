"""The recovery code: 160 random bits a person can write down and type again.

32 characters of Crockford's base 32 (no I, L, O, U) and two more that check them: the number modulo 1021, the largest
prime below 1024. One wrong character changes the number by d * 32**k with 0 < d < 32, two swapped neighbours by
d * 31 * 32**k; a prime that divides neither 32 nor 31 nor d divides neither, so both are always noticed.
"""

from __future__ import annotations

import os

from app.domain.errors import WorkstationError
from app.domain.words import say

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_BYTES = 20
_CHARACTERS = 32
_PRIME = 1021
# what people write for letters the alphabet leaves out
_MEANT = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": "", "\u2010": "", "\u2013": "", "\u2014": ""})


def new_code() -> str:
    """A fresh code, in groups of four as it is shown."""
    return written(os.urandom(CODE_BYTES))


def written(secret: bytes) -> str:
    """20 bytes as ``XXXX-XXXX-…-XX``."""
    number = int.from_bytes(secret, "big")
    text = _letters(number, _CHARACTERS) + _letters(number % _PRIME, 2)
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def checked(typed: str) -> str:
    """The code as it is used, from what a person typed. Raises WorkstationError when it cannot be right."""
    text = typed.upper().translate(_MEANT).strip()
    if len(text) != _CHARACTERS + 2 or any(letter not in ALPHABET for letter in text):
        raise _mistyped()
    number = _number(text[:_CHARACTERS])
    if number % _PRIME != _number(text[_CHARACTERS:]):
        raise _mistyped()
    return text[:_CHARACTERS]


def _letters(number: int, count: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def _number(text: str) -> int:
    number = 0
    for letter in text:
        number = number << 5 | ALPHABET.index(letter)
    return number


def _mistyped() -> WorkstationError:
    return WorkstationError(
        say("This is not a recovery code: a character is wrong, missing or swapped with its neighbour."),
        say("Compare it with what you wrote down, group by group. Nothing was opened or changed."),
    )
