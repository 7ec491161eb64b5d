"""Who is editing what at the moment: notes in the cache that all processes share, which fade by themselves."""

from collections.abc import Iterable

from django.core.cache import cache

FADES_AFTER = 15
"""Seconds. A page that is being edited renews its note more often."""


def note_presence(place: str, *, who: int, name: str) -> None:
    """Note that an account is editing the thing with this key. The last of several is known."""
    cache.set(_key(place), (who, name), FADES_AFTER)


def others_present(places: Iterable[str], *, but: int) -> dict[str, str]:
    """Return the names of those other than `but` who edit these things, by key; one query."""
    keys = {_key(place): place for place in places}
    found: dict[str, tuple[int, str]] = cache.get_many(keys)
    return {keys[key]: name for key, (who, name) in found.items() if who != but}


def _key(place: str) -> str:
    return f"presence:{place}"
