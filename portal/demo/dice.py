"""Random numbers that are the same every time."""

import hashlib
import random

from toolkit.codes import TYPED


def dice(purpose: str) -> random.Random:
    """Return a random source for one purpose. Drawing more from it does not change the others."""
    return random.Random(f"rostrum demo: {purpose}")  # noqa: S311 - repeatable on purpose, and no secret


def seeded_code(*names: object, length: int = 8) -> str:
    """Return a code of `length` characters (at most 64) that depends only on the names."""
    digest = hashlib.sha512("/".join(map(str, names)).encode()).digest()
    return "".join(TYPED[byte % len(TYPED)] for byte in digest[:length])
