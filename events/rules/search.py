"""Matching of search queries by characters, pinyin or initials: 王, wangwei, wang wei and ww all find 王伟."""

from events.rules.names.reading import fold


def matches(text: str, query: str) -> bool:
    """Return whether the text contains every word of the query, or the query with its spaces removed.

    Case, accents and character width are ignored. A query of punctuation only matches nothing.
    """
    found, wanted = fold(text), fold(query)
    if not wanted:
        return False
    return all(word in found for word in wanted.split()) or wanted.replace(" ", "") in found
