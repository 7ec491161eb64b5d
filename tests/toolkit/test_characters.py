"""Which characters a text may contain, and which can be seen."""

import pytest

from toolkit.characters import BLANK_LETTERS, shows_nothing, unprintable_in


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
