"""Stable identifiers, computed from the conference and a key, so that every machine and database gets the same ones."""

import hashlib
import uuid

from toolkit.codes import TYPED

_LARGEST = 2**47
"""Small enough to be exact in JavaScript, and large enough to make collisions within a programme unlikely."""


def lasting_code(*words: str, length: int = 8) -> str:
    """Return a code for use in URLs: `length` characters of five bits each, in the alphabet of the random codes."""
    number = int.from_bytes(_digest(*words)[:16], "big")
    return "".join(TYPED[(number >> (5 * place)) % 32] for place in range(length))


def lasting_guid(*words: str) -> str:
    """Return a UUID of version 5."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(words)))


def lasting_number(*words: str) -> int:
    """Return a positive number, for formats that identify items by number only."""
    return int.from_bytes(_digest(*words)[:8], "big") % _LARGEST + 1


def _digest(*words: str) -> bytes:
    return hashlib.sha256("\x1f".join(words).encode()).digest()
