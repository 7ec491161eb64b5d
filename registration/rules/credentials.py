"""The code on a badge: making it, and deriving what a door sends instead of it.

A code is 32 characters of base32 (A-Z, 2-7), so that it fits a version 2 QR symbol in alphanumeric mode:

    CCCC RRRRRRRRRRRRRRRRRRRRRRRRRR KK
    |    |                          |
    |    26 random characters       2 check characters over all before them
    4 characters, the conference's mark

The mark lets an offline door recognise badges of another conference; the check characters catch typing errors. Neither
contains data about the person. Doors read codes in `static/door/codes.js`; what both do is tested against
`tests/vectors/credentials.json`.
"""

import hashlib
import re
import secrets
from collections.abc import Callable

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
MARK_LENGTH = 4
RANDOM_LENGTH = 26  # 130 bits
CHECK_LENGTH = 2
CODE_LENGTH = MARK_LENGTH + RANDOM_LENGTH + CHECK_LENGTH
PREFIX_BYTES = 8
SALT_BYTES = 16

# The largest prime below 32 * 32, so that every wrong character and every swap of neighbours is detected.
CHECK_MODULUS = 1021


def conference_mark(seed: bytes) -> str:
    """Return the four characters that all codes of a conference begin with; `seed` identifies the conference."""
    number = int.from_bytes(hashlib.sha256(b"mark:" + seed).digest()[:4])
    return _written(number, length=MARK_LENGTH)


def new_code(mark: str, *, randbelow: Callable[[int], int] = secrets.randbelow) -> str:
    """Return a new code that begins with the conference's mark and has 130 random bits."""
    if not re.fullmatch(rf"[{ALPHABET}]{{{MARK_LENGTH}}}", mark):
        raise ValueError(f"not a mark: {mark!r}")
    body = mark + "".join(ALPHABET[randbelow(32)] for _ in range(RANDOM_LENGTH))
    return body + check_characters(body)


def new_salt() -> bytes:
    """Return the salt of a conference and event day."""
    return secrets.token_bytes(SALT_BYTES)


def check_characters(body: str) -> str:
    """Return the two check characters at the end of a code."""
    remainder = 0
    for character in body:
        remainder = (remainder * 32 + ALPHABET.index(character)) % CHECK_MODULUS
    return _written(remainder, length=CHECK_LENGTH)


def grouped(code: str) -> str:
    """Return the code in eight groups of four characters."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def prefix_of(code: str, *, salt: bytes) -> bytes:
    """Return the 8 bytes that represent the code in requests and in a door's list on the day of this salt."""
    return hashlib.sha256(salt + code.encode("ascii")).digest()[:PREFIX_BYTES]


def _written(number: int, *, length: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))
