"""Identities that outlive a database: computed from the conference and a key, the same on every machine, every time."""

import hashlib
import uuid

from toolkit.codes import TYPED

_LARGEST = 2**47
"""Exact in JavaScript, and far too many for two of one programme to meet."""


def lasting_code(*words: str, length: int = 8) -> str:
    """A code for an address, like the random ones, of `length` characters of five bits each."""
    number = int.from_bytes(_digest(*words)[:16], "big")
    return "".join(TYPED[(number >> (5 * place)) % 32] for place in range(length))


def lasting_guid(*words: str) -> str:
    """A UUID (version 5)."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(words)))


def lasting_number(*words: str) -> int:
    """A positive number, for formats that know no other identity."""
    return int.from_bytes(_digest(*words)[:8], "big") % _LARGEST + 1


def _digest(*words: str) -> bytes:
    return hashlib.sha256("\x1f".join(words).encode()).digest()
