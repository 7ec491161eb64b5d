"""Random codes in an alphabet without look-alikes."""

import secrets

TYPED = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 letters and digits that are not easily confused: no 0, 1, I or O."""


def random_code(length: int) -> str:
    """Return `length` characters of `TYPED`, with five random bits each."""
    return "".join(TYPED[byte & 31] for byte in secrets.token_bytes(length))


def short_code() -> str:
    """Return eight characters (40 bits), for addresses that cannot be enumerated."""
    return random_code(8)


def secret_token() -> str:
    """Return 26 characters (130 bits), for secrets that grant access by themselves."""
    return random_code(26)
