import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.rules.accent import (
    PAPER_LIGHT,
    Accent,
    AccentRefused,
    Refusal,
    accent_stylesheet,
    contrast,
    derive_accent,
)

PAPER_DARK = "#141614"
ACCENTS = ["#0E4B4D", "#7A1F2B", "#1F3A93", "#4B2E83", "#333333", "#000000", "#5A3E00", "#0000FF"]


def distance(one: str, other: str) -> int:
    """Return the largest difference in a channel of the two colours, from 0 to 255."""
    return max(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) for at in (1, 3, 5))


def test_the_house_colour_gives_the_tokens_of_the_stylesheet() -> None:
    accent = derive_accent("#0e4b4d")

    assert accent.light.acc == accent.light.fill == "#0E4B4D"
    assert distance(accent.light.acc_wash, "#DFEBE6") <= 6
    assert distance(accent.light.acc_mid, "#5E8A86") <= 6
    assert distance(accent.light.acc_soft, "#8FA9A6") <= 6
    assert distance(accent.dark.acc, "#86CBC2") <= 9
    assert distance(accent.dark.on_acc, "#0A2422") <= 6
    assert distance(accent.dark.acc_wash, "#1B3532") <= 6
    assert distance(accent.dark.fill, "#1E5A56") <= 6


@pytest.mark.parametrize("colour", ACCENTS)
def test_derived_colours_are_legible(colour: str) -> None:
    accent = derive_accent(colour)

    assert contrast(accent.light.acc, PAPER_LIGHT) >= 7
    assert contrast(accent.dark.acc, PAPER_DARK) >= 7
    for tones in (accent.light, accent.dark):
        assert contrast(tones.on_acc, tones.acc) >= 4.5
        assert contrast(tones.on_fill, tones.fill) >= 4.5
    assert contrast("#696457", accent.light.acc_wash) >= 4.5
    assert contrast("#A09B8D", accent.dark.acc_wash) >= 4.5
    assert contrast("#A02D1A", accent.light.acc_wash) >= 4.5
    assert contrast("#F28E75", accent.dark.acc_wash) >= 4.5


@given(st.integers(0, 0xFFFFFF))
def test_text_on_any_accent_that_is_taken_is_easy_to_read(number: int) -> None:
    try:
        accent = derive_accent(f"#{number & 0x7F7F7F:06X}")
    except AccentRefused:
        return
    assert all(contrast(tones.on_acc, tones.acc) > 7 for tones in (accent.light, accent.dark))


def refusal_of(colour: str) -> AccentRefused:
    with pytest.raises(AccentRefused) as caught:
        derive_accent(colour)
    return caught.value


def test_a_pale_colour_is_refused_with_its_contrast() -> None:
    refused = refusal_of("#F2C14E")

    assert (refused.reason, refused.contrast, refused.least) == (Refusal.TOO_PALE_ON_PAPER, 1.56, 7.0)


@pytest.mark.parametrize("words", ["", "teal", "#FFF", "#12345G", "#0E4B4D;}", "#0E4B4D\n"])
def test_other_text_is_not_a_colour(words: str) -> None:
    assert refusal_of(words).reason is Refusal.NOT_A_COLOUR


def test_the_stylesheet_sets_each_token_once_for_both_themes() -> None:
    accent: Accent = derive_accent("#0E4B4D")

    sheet = accent_stylesheet(accent)

    assert sheet.startswith(f":root{{--acc:var(--light,#0E4B4D) var(--dark,{accent.dark.acc});--acc-deep:")
    assert sheet.endswith(f"--on-fill:var(--light,{accent.light.on_fill}) var(--dark,{accent.dark.on_fill})}}\n")
    assert sheet.count("var(--light,") == sheet.count("var(--dark,") == 8


def test_contrast_of_black_on_white_is_21() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 2) == 21.0
