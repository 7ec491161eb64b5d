"""What may stand in a text that people typed."""

import unicodedata

_LINE_ENDS = "\n\r\t"
_HARMLESS = "\u200c\u200d\u00ad\ufeff"


def hidden_character_in(text: str, *, lines: bool = False) -> str:
    """The first character that a reader cannot see and that changes what they read, or that no database keeps.

    Control characters, direction marks and halves of surrogate pairs; ends of lines and tabs only where `lines` allows.
    Empty if there is none.
    """
    for character in text:
        if character in _HARMLESS or (lines and character in _LINE_ENDS):
            continue
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
            return character
    return ""
