"""Matching of search queries by characters, pinyin or initials: 王, wangwei, wang wei and ww all find 王伟."""

from functools import lru_cache

from events.rules.names.reading import fold, pinyin

SHORTEST_INITIALS = 2
"""Letters. A single one would find nearly every title."""


def matches(text: str, query: str) -> bool:
    """Return whether the text contains every word of the query, or the query with its spaces removed.

    Case, accents and character width are ignored. A query of punctuation only matches nothing.
    """
    found, wanted = fold(text), fold(query)
    if not wanted:
        return False
    return all(word in found for word in wanted.split()) or wanted.replace(" ", "") in found


def matches_read(title: str, query: str) -> bool:
    """Return whether the query is pinyin or initials of successive Chinese characters of a title, from the first or a
    later one on: hecheng, hcsw and shengwu find 合成生物.
    """
    wanted = fold(query).replace(" ", "")
    if len(wanted) < SHORTEST_INITIALS or not (wanted.isascii() and wanted.isalpha()):
        return False
    syllables = _read(title)
    initials = "".join(syllable[0] for syllable in syllables)
    return wanted in initials or any("".join(syllables[start:]).startswith(wanted) for start in range(len(syllables)))


@lru_cache(maxsize=16384)
def _read(title: str) -> tuple[str, ...]:
    return tuple(ways[0] for ways in pinyin(title))
