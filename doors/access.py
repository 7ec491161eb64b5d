"""What a device may have: its own doors, by its own key."""

import hashlib
from functools import lru_cache

from doors.queries.doors import DEVICES, Pass, pass_of

LONGEST_KEY = 100


class UnknownDevice(LookupError):
    """No device has this key."""


def hashed(secret: str) -> str:
    """How a random secret is stored: it needs no slow hash, for it cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def device_with(key: str) -> Pass | None:
    """The device that has this key, with its doors; None for anybody else. A revoked one says so."""
    if not key or len(key) > LONGEST_KEY:
        return None
    return pass_of(hashed(key))


def known_key(key: str) -> str | None:
    """The hash of a device's key, for an operation that looks at the device itself; None for anybody else.

    Asks the database once for each key in a process: strangers are kept out, and nothing else is promised.
    """
    if not key or len(key) > LONGEST_KEY:
        return None
    try:
        return _seen(hashed(key))
    except UnknownDevice:
        return None


@lru_cache(maxsize=DEVICES)
def _seen(key_hash: str) -> str:
    if pass_of(key_hash) is None:
        raise UnknownDevice
    return key_hash
