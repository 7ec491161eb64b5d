"""Which characters a text may contain, and which of them can be seen. Does not import Django, so rules may use it."""

import re
import unicodedata

_BREAKS = "\t\n\r\u2028\u2029"
_TURNS_AROUND = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Chinese characters assigned by Unicode 15.0, 15.1 (for names of people) and 17.0, which Python does not know yet.
_NEWER_HAN = re.compile("[\U00031350-\U000323af\U0002ebf0-\U0002ee5d\U000323b0-\U00033479]")
BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols without any ink: the Hangul fillers and the empty Braille cell."""


def unprintable_in(text: str, *, lines: bool) -> bool:
    """Return whether the text has control characters or marks that change the direction of writing.

    With `lines`, tabs and line breaks are allowed.
    """
    # What Python calls printable has none of them, and nearly every text is: the search takes fifty times as long.
    return not text.isprintable() and any(
        character in _TURNS_AROUND
        or (unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} and not (lines and character in _BREAKS))
        for character in text
    )


def is_letter(character: str) -> bool:
    """Return whether texts are written with it: a letter, a mark on a letter or a numeral of any script."""
    return unicodedata.category(character)[0] in "LMN" or _NEWER_HAN.match(character) is not None


def shows_nothing(text: str) -> bool:
    """Return whether the text is empty or has only spaces, joiners and marks without a letter."""
    return not any(_is_seen(character) for character in text)


def _is_seen(character: str) -> bool:
    hidden = unicodedata.category(character) in {"Cc", "Cf", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"}
    return not hidden and character not in BLANK_LETTERS
