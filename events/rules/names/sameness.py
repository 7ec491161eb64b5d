"""Decide whether two names, as typed, may belong to one person."""

from functools import lru_cache

from events.rules.names.reading import fold, pinyin


def name_key(name: str) -> str:
    """Return the name without differences that come from typing: spaces, dots, case, accents, width."""
    return fold(name).replace(" ", "")


def same_name(one: str, other: str) -> bool:
    """Return whether the names differ at most in typing and in traditional characters: 歐陽建国, 欧阳建国."""
    first, second = name_key(one), name_key(other)
    if first == second:
        return True
    pairs = zip(first, second, strict=False)
    return len(first) == len(second) and all(a == b or _is_variant(a, b) for a, b in pairs)


def has_variants(name: str) -> bool:
    """Return whether a character may have a simplified form, that is, is not in GB 2312, the simplified set."""
    return any(not _is_simplified(character) for character in name)


@lru_cache(maxsize=4096)
def _is_variant(one: str, other: str) -> bool:
    """Return whether both share a reading and exactly one is in the simplified set: 陽 and 阳, but not 伟 and 薇."""
    if _is_simplified(one) == _is_simplified(other):
        return False
    return bool(_readings(one) & _readings(other))


def _is_simplified(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _readings(character: str) -> frozenset[str]:
    found = pinyin(character, every=True)
    return frozenset(found[0]) if found else frozenset()
