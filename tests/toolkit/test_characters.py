"""Which characters a text may contain, and which can be seen."""

import pytest

from toolkit.characters import BLANK_LETTERS, is_letter, shows_nothing, unprintable_in


@pytest.mark.parametrize("text", ["", "王伟", "Anna Müller", "e\u0301", "👩\u200d🔬", "a b"])
def test_ordinary_text_is_printable(text: str) -> None:
    assert not unprintable_in(text, lines=False)


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\x85", "\ud800", "\u202e", "\u2066", "\u200f"])
def test_control_characters_and_direction_marks_are_never_printable(character: str) -> None:
    assert unprintable_in(f"a{character}b", lines=False)
    assert unprintable_in(f"a{character}b", lines=True)


@pytest.mark.parametrize("character", ["\t", "\n", "\r", "\u2028", "\u2029"])
def test_line_breaks_are_allowed_only_in_multi_line_text(character: str) -> None:
    assert unprintable_in(f"a{character}b", lines=False)
    assert not unprintable_in(f"a{character}b", lines=True)


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\u200b\u200d", "\u0301", "\u00ad", "\n", *sorted(BLANK_LETTERS)])
def test_text_of_blanks_joiners_and_marks_is_invisible(text: str) -> None:
    assert shows_nothing(text)


@pytest.mark.parametrize("text", ["a", " 王 ", "\u200b.", "e\u0301"])
def test_one_visible_character_is_something(text: str) -> None:
    assert not shows_nothing(text)


@pytest.mark.parametrize(
    "letter", ["林", "𠮷", "a", "ñ", "ש", "क", "\u0bcd", "1", "Ⅻ", "\U00031350", "\U0002ebf0", "\U00033479"]
)
def test_letters_marks_and_numerals_of_any_script_are_written_with(letter: str) -> None:
    assert is_letter(letter)


@pytest.mark.parametrize("sign", ["😀", "𝛁", "-", " ", "\u0378", "\ue000", "\U0002fffd", "\U0003347a", "\u200d"])
def test_signs_and_what_is_not_assigned_are_no_letters(sign: str) -> None:
    assert not is_letter(sign)
