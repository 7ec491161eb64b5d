"""The fonts for print: which characters they cover and how wide those are."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, lru_cache
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # it publishes no types

FONTS = Path(__file__).resolve().parent
CONFIGURATION = FONTS / "fonts.conf"

NOWHERE = -1.0
ORDINARY_REACH = (0.88, 0.29)  # of Chinese and Latin text
_LAST_LOW_LETTER = 0x52F  # Latin, Greek and Cyrillic


class Face(StrEnum):
    """A typeface: a list of fonts. Each character is taken from the first font that has it."""

    SERIF = "serif"  # Chinese names and titles, with the Chinese font's own Latin letters
    SERIF_LATIN = "serif-latin"
    SERIF_ITALIC = "serif-italic"
    SANS = "sans"  # Chinese text
    SANS_LATIN = "sans-latin"


# Each script has a font of its own. Those of smaller communities come in one weight only.
_SCRIPTS = (
    *("Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi", "Hebrew", "Kannada"),
    *("Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Tamil", "Telugu", "Thaana"),
)
_SMALLER_SCRIPTS = (
    *("Adlam", "Balinese", "Bamum", "Batak", "CanadianAboriginal", "Chakma", "Cham", "Cherokee", "HanifiRohingya"),
    *("Javanese", "KayahLi", "Lepcha", "Limbu", "Lisu", "Mandaic", "MeeteiMayek", "Miao", "Mongolian", "NewTaiLue"),
    *("Newa", "NKo", "OlChiki", "Osage", "Saurashtra", "Sundanese", "SylotiNagri", "Syriac", "TaiLe", "TaiTham"),
    *("TaiViet", "Tifinagh", "Vai", "Wancho", "Yi"),
)


def _other_scripts(weight: str) -> tuple[str, ...]:
    """Return the fonts, in this weight where there is a choice, for all scripts but Latin, Greek, Cyrillic and Han."""
    return (
        *(f"{family}-{weight}" for family in ("NotoSansKR", "NotoSansThai", "NotoSansArabic", "scripts/NotoSans")),
        *(f"scripts/NotoSans{script}-{weight}" for script in _SCRIPTS),
        f"scripts/NotoSerifTibetan-{weight}",
        *(f"scripts/NotoSans{script}-Regular" for script in _SMALLER_SCRIPTS),
        "scripts/NotoSerifHmongNyiakeng-Regular",
    )


_BOLD, _REGULAR = _other_scripts("Bold"), _other_scripts("Regular")
_RARE_HAN = ("NotoSerifHK-Bold", "NotoSerifJP-Bold", "HanaMinA-Regular", "HanaMinB-Regular")
_FILES: dict[Face, tuple[str, ...]] = {
    Face.SERIF: ("NotoSerifSC-Bold", "SourceSerif4-SemiBold", *_BOLD, *_RARE_HAN, "NotoSansSC-Regular"),
    Face.SERIF_LATIN: ("SourceSerif4-SemiBold", "NotoSerifSC-Bold", *_BOLD, *_RARE_HAN, "NotoSansSC-Regular"),
    Face.SERIF_ITALIC: ("SourceSerif4-Italic", "NotoSerifSC-Bold", *_REGULAR, *_RARE_HAN, "NotoSansSC-Regular"),
    Face.SANS: ("NotoSansSC-Regular", "SourceSans3-Regular", *_REGULAR, "NotoSerifSC-Bold", *_RARE_HAN),
    Face.SANS_LATIN: ("SourceSans3-Regular", "NotoSansSC-Regular", *_REGULAR, "NotoSerifSC-Bold", *_RARE_HAN),
}
_WORDS_OF_A_FAMILY = re.compile("NKo|SC|HK|JP|KR|HanaMin[AB]|[A-Z][a-z]+|[0-9]+")
_WEIGHTS = {
    Face.SERIF: 700,
    Face.SERIF_LATIN: 600,
    Face.SERIF_ITALIC: 400,
    Face.SANS: 400,
    Face.SANS_LATIN: 400,
}


def css_rule(face: Face) -> str:
    """Return a CSS rule that sets the class named like the face in its fonts, with tabular lining figures."""
    families = ", ".join(f"'{family}'" for family in families_of(face))
    style = "italic" if face is Face.SERIF_ITALIC else "normal"
    return (
        f".{face} {{ font-family: {families}; font-weight: {_WEIGHTS[face]}; font-style: {style}; "
        "font-variant-numeric: tabular-nums lining-nums }"
    )


def families_of(face: Face) -> list[str]:
    """Return the names of the face's families, under which fontconfig finds them, in the order of its files."""
    return [_family(file) for file in _FILES[face]]


def _family(file: str) -> str:
    """Return the name by which fontconfig knows the family of this file: "Noto Sans Tai Le"."""
    return " ".join(_WORDS_OF_A_FAMILY.findall(file.rpartition("/")[2].partition("-")[0]))


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


def reach(text: str, face: Face) -> tuple[float, float]:
    """Return how far the text may reach above and below its baseline, in ems.

    Tibetan stacks letters, Thai and Khmer put signs above and below. Square characters and Latin letters need less.
    """
    above, below = ORDINARY_REACH
    for font in {_font_of(character, face) for character in text if ord(character) > _LAST_LOW_LETTER}:
        higher, deeper = _reach_of(font)
        above, below = max(above, higher), max(below, deeper)
    return above, below


class _Advances(dict[int, float]):
    """Maps code points to advances in ems; NOWHERE if no font of the face has the character. Filled on demand."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._files = _FILES[face]

    def __missing__(self, code: int) -> float:
        found = (advances[code] for file in self._files if code in (advances := _advances_of(file)))
        self[code] = advance = next(found, NOWHERE)
        return advance


@lru_cache(maxsize=4096)
def _font_of(character: str, face: Face) -> str:
    """Return the file from which the character is taken, or an empty string."""
    return next((file for file in _FILES[face] if ord(character) in _advances_of(file)), "")


@cache
def _reach_of(file: str) -> tuple[float, float]:
    """Return how far the glyphs of a script's font reach above and below. The fonts for Han hold odd pieces."""
    if not file.startswith(("scripts/", "NotoSansThai", "NotoSansArabic")):
        return ORDINARY_REACH
    with _opened(file) as font:
        head = font["head"]
        return head.yMax / head.unitsPerEm, -head.yMin / head.unitsPerEm


@cache
def _advances(face: Face) -> _Advances:
    return _Advances(face)


@cache
def _advances_of(file: str) -> dict[int, float]:
    with _opened(file) as font:
        units: int = font["head"].unitsPerEm
        metrics: dict[str, tuple[int, int]] = font["hmtx"].metrics
        return {code: metrics[glyph][0] / units for code, glyph in font.getBestCmap().items()}


def _opened(file: str) -> "TTFont":
    # Imported here: the import takes a tenth of a second, and most processes never print.
    from fontTools.ttLib import TTFont

    return TTFont(FONTS / f"{file}.ttf", lazy=True)
