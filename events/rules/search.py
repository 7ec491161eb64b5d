"""Finding people by a character, pinyin or initials: 王伟 by 王, wangwei, wang wei or ww."""

import unicodedata


def folded(words: str) -> str:
    """Words as they are compared: without case, width, accents or surplus spaces."""
    decomposed = unicodedata.normalize("NFKD", words).casefold()
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFC", bare).split())


def matches(text: str, query: str) -> bool:
    """Whether every word of the query is found in the text; a spaced pinyin also as one word."""
    found, wanted = folded(text), folded(query)
    return all(word in found for word in wanted.split()) or wanted.replace(" ", "") in found
