"""Codes: random, unambiguous, in a stated alphabet."""

import secrets

TYPED = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 letters and figures that people do not confuse: no 0, 1, I or O."""


def random_code(length: int) -> str:
    """`length` characters of `TYPED`, five random bits each."""
    return "".join(TYPED[byte & 31] for byte in secrets.token_bytes(length))


def short_code() -> str:
    """Eight characters (40 bits): an address that cannot be counted through."""
    return random_code(8)


def secret_token() -> str:
    """26 characters (130 bits): what opens a door by itself."""
    return random_code(26)
