"""Content that is kept for some minutes for one reader, sealed with a key that the portal itself does not keep.

The key goes into an address that only the reader has, so neither the table nor a copy of the database can be read. The
name of the row depends on the key and on its holder, such as a browser and an account: for others there is no row.
"""

import zlib
from hashlib import sha256

from cryptography.fernet import Fernet
from django.core.cache import BaseCache, caches

LARGEST = 128 * 1024
"""Bytes, compressed. The longest list that somebody pastes into a form has a third of it."""


def seal(content: bytes, *, holder: str, seconds: int) -> str:
    """Keep the content and return its key, which is safe in an address; empty if it is too large or cannot be kept."""
    compressed = zlib.compress(content)
    if len(compressed) > LARGEST:
        return ""
    key = Fernet.generate_key()
    address = key.decode().rstrip("=")
    is_kept = _cache().add(_name(address, holder), Fernet(key).encrypt(compressed), seconds)
    return address if is_kept else ""


def unseal(key: str, *, holder: str) -> bytes | None:
    """Return the content; None if there is none for this key and holder, or not any more."""
    sealed: bytes | None = _cache().get(_name(key, holder))
    return None if sealed is None else zlib.decompress(Fernet(f"{key}=").decrypt(sealed))


def discard(key: str, *, holder: str) -> None:
    """Delete the content, if there is any."""
    _cache().delete(_name(key, holder))


def _name(key: str, holder: str) -> str:
    return sha256(f"{key} {holder}".encode("utf-8", "surrogatepass")).hexdigest()


def _cache() -> BaseCache:
    return caches["sealed"]
