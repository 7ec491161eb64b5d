"""What may stand in a text that people read, and what they see of it. Knows no Django, so that rules may use it."""

import unicodedata

_BREAKS = "\t\n\r\u2028\u2029"
_TURNS_AROUND = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing: the fillers of Hangul, the empty cell of Braille."""


def unprintable_in(text: str, *, lines: bool) -> bool:
    """Whether the text has control characters, or marks that turn the direction of writing around.

    With `lines`, tabs and line breaks are none.
    """
    # What Python calls printable has none of them, and nearly every text is: the search takes fifty times as long.
    return not text.isprintable() and any(
        character in _TURNS_AROUND
        or (unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} and not (lines and character in _BREAKS))
        for character in text
    )


def shows_nothing(text: str) -> bool:
    """Whether nothing of the text is seen: blanks, joiners, marks without a letter. So for an empty one."""
    return not any(_is_seen(character) for character in text)


def _is_seen(character: str) -> bool:
    hidden = unicodedata.category(character) in {"Cc", "Cf", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"}
    return not hidden and character not in BLANK_LETTERS
