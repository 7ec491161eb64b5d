"""Finding people by a character, pinyin or initials: 王伟 by 王, wangwei, wang wei or ww."""

from events.rules.names.reading import fold


def matches(text: str, query: str) -> bool:
    """Whether every word of the query is in the text, or all of them together as one word.

    Case, accents and width do not matter. A query of marks alone finds nobody.
    """
    found, wanted = fold(text), fold(query)
    if not wanted:
        return False
    return all(word in found for word in wanted.split()) or wanted.replace(" ", "") in found
