"""The fonts for print: which characters they cover and how wide those are."""

import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from itertools import repeat
from pathlib import Path

FONTS = Path(__file__).resolve().parent
CONFIGURATION = FONTS / "fonts.conf"

NOWHERE = -1.0


class Face(StrEnum):
    """A typeface: a list of fonts. Each character is taken from the first font that has it."""

    SERIF = "serif"  # Chinese names and titles, with the Chinese font's own Latin letters
    SERIF_LATIN = "serif-latin"
    SERIF_ITALIC = "serif-italic"
    SANS = "sans"  # Chinese text
    SANS_LATIN = "sans-latin"


_OTHER_SCRIPTS_BOLD = ("NotoSansKR-Bold", "NotoSansThai-Bold", "NotoSansArabic-Bold")
_OTHER_SCRIPTS = ("NotoSansKR-Regular", "NotoSansThai-Regular", "NotoSansArabic-Regular")
_FILES: dict[Face, tuple[str, ...]] = {
    Face.SERIF: ("NotoSerifSC-Bold", "SourceSerif4-SemiBold", *_OTHER_SCRIPTS_BOLD, "NotoSansSC-Regular"),
    Face.SERIF_LATIN: (
        "SourceSerif4-SemiBold",
        "NotoSerifSC-Bold",
        *_OTHER_SCRIPTS_BOLD,
        "NotoSansSC-Regular",
    ),
    Face.SERIF_ITALIC: ("SourceSerif4-Italic", "NotoSerifSC-Bold", *_OTHER_SCRIPTS, "NotoSansSC-Regular"),
    Face.SANS: ("NotoSansSC-Regular", "SourceSans3-Regular", *_OTHER_SCRIPTS, "NotoSerifSC-Bold"),
    Face.SANS_LATIN: ("SourceSans3-Regular", "NotoSansSC-Regular", *_OTHER_SCRIPTS, "NotoSerifSC-Bold"),
}
_FAMILIES = {
    "NotoSansArabic": "Noto Sans Arabic",
    "NotoSansKR": "Noto Sans KR",
    "NotoSansSC": "Noto Sans SC",
    "NotoSansThai": "Noto Sans Thai",
    "NotoSerifSC": "Noto Serif SC",
    "SourceSans3": "Source Sans 3",
    "SourceSerif4": "Source Serif 4",
}
_WEIGHTS = {
    Face.SERIF: 700,
    Face.SERIF_LATIN: 600,
    Face.SERIF_ITALIC: 400,
    Face.SANS: 400,
    Face.SANS_LATIN: 400,
}


def css_rule(face: Face) -> str:
    """Return a CSS rule that sets the class named like the face in its fonts, with tabular lining figures."""
    families = ", ".join(f"'{_FAMILIES[file.partition('-')[0]]}'" for file in _FILES[face])
    style = "italic" if face is Face.SERIF_ITALIC else "normal"
    return (
        f".{face} {{ font-family: {families}; font-weight: {_WEIGHTS[face]}; font-style: {style}; "
        "font-variant-numeric: tabular-nums lining-nums }"
    )


def width(text: str, face: Face) -> float:
    """Return the width of the text in ems: the sum of its advances, without kerning or joining.

    Kerned and joined (Arabic) text is a little narrower than this, and never noticeably wider.
    """
    return sum(map(max, map(_advances(face).__getitem__, map(ord, text)), repeat(0.0)))


def missing(text: str) -> tuple[str, ...]:
    """Return the characters that none of our fonts can draw, each once, in the order of the text."""
    drawable = _advances(Face.SERIF)
    return tuple(
        dict.fromkeys(
            character for character in text if drawable[ord(character)] == NOWHERE and not _draws_nothing(character)
        )
    )


def named(characters: Iterable[str]) -> str:
    """Return the characters with their code points, for a message to a person."""
    return ", ".join(f"{character} (U+{ord(character):04X})" for character in characters)


def _draws_nothing(character: str) -> bool:
    """Return whether the character is a joiner, direction mark or variation selector, which is never drawn itself."""
    return unicodedata.category(character) == "Cf" or 0xFE00 <= ord(character) <= 0xFE0F or ord(character) >= 0xE0100


class _Advances(dict[int, float]):
    """Maps code points to advances in ems; NOWHERE if no font of the face has the character. Filled on demand."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._files = _FILES[face]

    def __missing__(self, code: int) -> float:
        found = (advances[code] for file in self._files if code in (advances := _advances_of(file)))
        self[code] = advance = next(found, NOWHERE)
        return advance


@cache
def _advances(face: Face) -> _Advances:
    return _Advances(face)


@cache
def _advances_of(file: str) -> dict[int, float]:
    # Imported here: the import takes a tenth of a second, and most processes never print.
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # it publishes no types

    with TTFont(FONTS / f"{file}.ttf", lazy=True) as font:
        units: int = font["head"].unitsPerEm
        metrics: dict[str, tuple[int, int]] = font["hmtx"].metrics
        return {code: metrics[glyph][0] / units for code, glyph in font.getBestCmap().items()}
