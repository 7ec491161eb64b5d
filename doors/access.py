"""Finding a device by its key: the only way to act on behalf of one."""

import hashlib
from functools import lru_cache

from doors.queries.doors import DEVICES, Pass, pass_of

LONGEST_KEY = 100


class UnknownDevice(LookupError):
    """No device has this key."""


def hashed(secret: str) -> str:
    """Return the hash under which a random secret is stored. It cannot be guessed, so the hash need not be slow."""
    return hashlib.sha256(secret.encode()).hexdigest()


def device_with(key: str) -> Pass | None:
    """Return the device with this key and its checkpoints; None if there is none. It may be revoked."""
    if not key or len(key) > LONGEST_KEY:
        return None
    return pass_of(hashed(key))


def known_key(key: str) -> str | None:
    """Return the hash of a device's key; None if no device has this key.

    Asks the database once for each key and process, so the device may have been revoked or removed since: the operation
    that takes the hash must look again.
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
