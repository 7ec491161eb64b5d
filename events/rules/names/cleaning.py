"""Make a typed name fit to be printed, or refuse it with a reason."""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from events.rules.names.advertising import Advertising, advertising_in
from events.rules.names.crowded import companion_in, names_several
from toolkit.characters import BLANK_LETTERS, is_letter

MAX_LENGTH = 60
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af\U000323b0-\U00033479"
_HAN_CHARACTER = re.compile(f"[{HAN}]")
_SPACE_BETWEEN_HAN = re.compile(f"(?<=[{HAN}·]) (?=[{HAN}·])")
_DOT_BESIDE_HAN = re.compile(
    f"(?<=[{HAN}]) ?[\u2022\u2027\u2219\u22c5\u30fb\uff65\u16eb\u0387\u00b7\u25cf.\uff0e] ?(?=[{HAN}])"
)
_ALWAYS_DOT = re.compile("[\u2022\u2027\u2219\u22c5\u16eb\u0387]")
_FULL_WIDTH_LATIN = {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_LINK = re.compile(r"@|://|www\.|\.(?:com|cn|net|org)\b", re.IGNORECASE)
_EDGES = ' ,，;；、:：/／"“”'
_REPLACEMENT = "\ufffd"
_PRINTED_WITH_PICTURES = "\u200d\ufe0e\ufe0f\u20e3"
_JOINERS = "\u200c\u200d\u180e"
_VIRAMA = 9  # the combining class of signs that take a consonant's vowel away
_MONGOLIAN = re.compile("[\u1820-\u18aa]")


class NameRefusal(StrEnum):
    """Reason why a text is not accepted as one person's name."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    MARKUP = "markup"
    FORMULA = "formula"
    LINK = "link"
    ADVERTISING = "advertising"
    TWO_PEOPLE = "two_people"
    COMPANION = "companion"
    UNPRINTABLE = "unprintable"
    NO_LETTER = "no_letter"


class NameRefused(ValueError):
    """The text is not one person's name. Forms and reports turn `reason` into a message."""

    def __init__(self, reason: NameRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


def clean_name(text: str) -> str:
    """Return the name as it is printed: in NFC, without invisible marks, and without spaces between Han characters.

    It has at most MAX_LENGTH characters. Raise NameRefused if the text is not one person's name.
    """
    raw = visible(text).strip(_EDGES)
    if not raw:
        raise NameRefused(NameRefusal.EMPTY)
    _refuse_dangerous(raw)
    if companion_in(raw) is not None:
        raise NameRefused(NameRefusal.COMPANION)
    if names_several(raw):
        raise NameRefused(NameRefusal.TWO_PEOPLE)
    name = _without_pictures(_as_printed(raw))
    _refuse_unfit(name)
    return name


def has_han(text: str) -> bool:
    """Return whether the text contains a Chinese character."""
    return _HAN_CHARACTER.search(text) is not None


class _Seen(dict[int, str]):
    """Translation table for `str.translate` that maps each character to its visible form.

    Entries are computed when they are first needed, then kept.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        if category in {"Cc", "Zl", "Zp"}:
            seen = " " if character.isspace() else ""
        elif character in BLANK_LETTERS:
            seen = " "
        else:
            kept = _PRINTED_WITH_PICTURES + _JOINERS
            seen = "" if category == "Cf" and character not in kept else character
        self[code] = seen
        return seen


_SEEN = _Seen()


def visible(text: str) -> str:
    """Return the text in NFC, without invisible and direction marks, and with a single space for any run of spaces.

    Joiners stay where the spelling of Persian, Indian and Mongolian words needs them.
    """
    seen = " ".join(unicodedata.normalize("NFC", text).translate(_SEEN).split())
    return "".join(_without_idle_joiners(seen, "\u200c\u180e")) if "\u200c" in seen or "\u180e" in seen else seen


def _without_idle_joiners(text: str, joiners: str) -> Iterator[str]:
    """Yield the characters of the text, but these joiners only where they change how the word is written.

    That is after a virama, and between letters that are written joined (RFC 5892, appendix A.1 and A.2).
    """
    for before, character, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        joined = all(unicodedata.bidirectional(each) == "AL" or _MONGOLIAN.match(each) for each in (before, after))
        if character not in joiners or joined or unicodedata.combining(before) == _VIRAMA:
            yield character


def _as_printed(text: str) -> str:
    text = _DOT_BESIDE_HAN.sub("·", text.translate(_FULL_WIDTH_LATIN))
    text = _SPACE_BETWEEN_HAN.sub("", _ALWAYS_DOT.sub("·", text))
    return text.strip(_EDGES + "·*")


def _without_pictures(text: str) -> str:
    kept = (
        character
        for character in _without_idle_joiners(text, _JOINERS)
        if unicodedata.category(character) != "So"
        and (character in _JOINERS or character not in _PRINTED_WITH_PICTURES)
        and not "\U0001f3fb" <= character <= "\U0001f3ff"
    )
    return " ".join("".join(kept).split())


def _refuse_dangerous(text: str) -> None:
    """Refuse markup and formulas, which are unsafe in a page or an export, and links, numbers and accounts."""
    if "<" in text or ">" in text:
        raise NameRefused(NameRefusal.MARKUP)
    if text[0] in "=+-@|＝＋－＠":
        raise NameRefused(NameRefusal.FORMULA)
    if _REPLACEMENT in text:
        raise NameRefused(NameRefusal.UNPRINTABLE)
    advertising = Advertising.LINK if _LINK.search(text) else advertising_in(text)
    if advertising is not None:
        raise NameRefused(NameRefusal.LINK if advertising is Advertising.LINK else NameRefusal.ADVERTISING)


def _refuse_unfit(name: str) -> None:
    if not name:
        raise NameRefused(NameRefusal.EMPTY)
    if any(unicodedata.category(letter) in {"Co", "Cn", "Cs"} and not is_letter(letter) for letter in name):
        raise NameRefused(NameRefusal.UNPRINTABLE)
    if not any(character.isalpha() or has_han(character) for character in name):
        raise NameRefused(NameRefusal.NO_LETTER)
    if len(name) > MAX_LENGTH:
        raise NameRefused(NameRefusal.TOO_LONG)
