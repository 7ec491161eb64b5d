"""What staff write at a door. A hand scanner may have typed a badge's code there, which must not be stored. Pure."""

import re

MASK = "***"
_STRETCH = re.compile(r"[A-Za-z2-7]{4}(?:[ -][A-Za-z2-7]{4}){4,}|[A-Za-z2-7]{12,}")
_CODE = re.compile(r"[A-Za-z2-7]{24}|[A-Za-z][2-7]|[2-7][A-Za-z]")
"""What no stretch of words has: as many characters without a space, or a digit beside a letter."""


def without_codes(words: str) -> str:
    """Return the words with every code, and every long part of one, masked.

    `holdsCode` in `static/door/codes.js` finds the same; both run `tests/vectors/codes_in_words.json`.
    """
    return _STRETCH.sub(lambda found: MASK if _CODE.search(found[0]) else found[0], words)
