"""Chance that falls the same way every time."""

import hashlib
import random

from toolkit.codes import TYPED


def dice(purpose: str) -> random.Random:
    """A source of chance for one purpose: drawing more for one changes nothing for another."""
    return random.Random(f"rostrum demo: {purpose}")  # noqa: S311 - repeatable on purpose, and no secret


def seeded_code(*names: object, length: int = 8) -> str:
    """A code of `length` characters (at most 64) that depends on the names alone."""
    digest = hashlib.sha512("/".join(map(str, names)).encode()).digest()
    return "".join(TYPED[byte % len(TYPED)] for byte in digest[:length])
