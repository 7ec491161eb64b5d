"""Derivation of a conference's accent colours, for the light and the dark theme, from one chosen colour.

Colours are "#RRGGBB". Lightness and chroma are in OKLCH, where equal steps look equal. Contrast is the WCAG ratio.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from math import atan2, cos, hypot, sin

PAPER_LIGHT = "#FAF6EE"
SHEET_LIGHT = "#FFFDF8"
LEAST_ON_PAPER = 7.0
HEX = re.compile(r"#[0-9A-Fa-f]{6}")


class Refusal(StrEnum):
    """Why a colour cannot be an accent."""

    NOT_A_COLOUR = "not_a_colour"
    TOO_PALE_ON_PAPER = "too_pale_on_paper"


class AccentRefused(ValueError):
    """Raised for a refused colour. `contrast` is its ratio and `least` the required one, or None for no colour."""

    def __init__(self, reason: Refusal, *, contrast: float | None = None, least: float | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.contrast = contrast
        self.least = least


@dataclass(frozen=True, slots=True)
class Oklch:
    """A colour in OKLCH: lightness from 0 to 1, chroma from 0, hue in radians."""

    lightness: float
    chroma: float
    hue: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tones:
    """The accent tokens of one theme, named as in tokens.css."""

    acc: str
    acc_deep: str
    on_acc: str
    acc_wash: str
    acc_mid: str
    acc_soft: str
    fill: str
    on_fill: str


@dataclass(frozen=True, slots=True)
class Accent:
    """The tokens of both themes, derived from one colour."""

    light: Tones
    dark: Tones


def derive_accent(colour: str) -> Accent:
    """Return the tokens derived from a colour. Raises AccentRefused if text in it would be hard to read on paper.

    Text on it is then easy to read, too: the contrast is above 7 to 1 in both themes.
    """
    if not HEX.fullmatch(colour):
        raise AccentRefused(Refusal.NOT_A_COLOUR)
    colour = colour.upper()
    found = contrast(colour, PAPER_LIGHT)
    if found < LEAST_ON_PAPER:
        raise AccentRefused(Refusal.TOO_PALE_ON_PAPER, contrast=round(found, 2), least=LEAST_ON_PAPER)
    base = _to_oklch(colour)
    return Accent(light=_light_tones(colour, base), dark=_dark_tones(base))


def accent_stylesheet(accent: Accent) -> str:
    """Return the stylesheet that sets the accent tokens of both themes. Pages load it after tokens.css."""
    return f":root{{{';'.join(_declarations(accent))}}}\n"


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two colours, from 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _light_tones(colour: str, base: Oklch) -> Tones:
    return Tones(
        acc=colour,
        acc_deep=_tone(base, lightness=max(base.lightness - 0.045, 0.0), share=0.95),
        on_acc=SHEET_LIGHT,
        acc_wash=_tone(base, lightness=0.929, share=0.25, most=0.022),
        acc_mid=_tone(base, lightness=0.597, share=0.78, most=0.07),
        acc_soft=_tone(base, lightness=0.713, share=0.47, most=0.045),
        fill=colour,
        on_fill=SHEET_LIGHT,
    )


def _dark_tones(base: Oklch) -> Tones:
    return Tones(
        acc=_tone(base, lightness=0.789, share=1.25, most=0.12),
        acc_deep=_tone(base, lightness=0.845, share=1.0, most=0.1),
        on_acc=_tone(base, lightness=0.242, share=0.55, most=0.04),
        acc_wash=_tone(base, lightness=0.307, share=0.55, most=0.045),
        acc_mid=_tone(base, lightness=0.587, share=1.0, most=0.08),
        acc_soft=_tone(base, lightness=0.493, share=0.8, most=0.06),
        fill=_tone(base, lightness=0.429, share=1.05, most=0.09),
        on_fill="#F0ECE2",
    )


def _declarations(accent: Accent) -> Iterator[str]:
    """Yield a declaration for each token with its values in both themes; `static/css/tokens.css` explains the form."""
    for field in fields(Tones):
        light, dark = getattr(accent.light, field.name), getattr(accent.dark, field.name)
        yield f"--{field.name.replace('_', '-')}:var(--light,{light}) var(--dark,{dark})"


def _tone(base: Oklch, *, lightness: float, share: float, most: float = 0.4) -> str:
    """Return the colour with the hue of `base` at another lightness.

    Its chroma is `share` of the base's chroma but at most `most`, and is reduced until the colour fits into sRGB.
    """
    chroma = min(base.chroma * share, most)
    while True:
        channels = _to_linear(Oklch(lightness, chroma, base.hue))
        if chroma < 0.001 or all(-0.0001 <= channel <= 1.0001 for channel in channels):
            return "#" + "".join(f"{round(255 * _encode(min(max(channel, 0.0), 1.0))):02X}" for channel in channels)
        chroma *= 0.97


def _linear_channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_decode(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _decode(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encode(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = _linear_channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_oklch(colour: str) -> Oklch:
    """Convert a colour to OKLCH, with the matrices of Björn Ottosson's Oklab."""
    red, green, blue = _linear_channels(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, hypot(a, b), atan2(b, a))


def _to_linear(colour: Oklch) -> tuple[float, float, float]:
    a, b = colour.chroma * cos(colour.hue), colour.chroma * sin(colour.hue)
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
