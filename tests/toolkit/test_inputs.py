import pytest
from django import forms
from django.utils.translation import override

from toolkit.characters import unprintable_in
from toolkit.inputs import LONGEST, PlainField


class Example(forms.Form):
    line = PlainField(max_length=5)
    lines = PlainField(required=False, widget=forms.Textarea)


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\x7f", "\x9f", "\u202e", "\u2066", "\u200f", "\ud800"])
def test_control_and_direction_marks_are_refused_with_a_message(mark: str) -> None:
    with override("en"):
        form = Example({"line": f"a{mark}b"})
        assert form.errors == {"line": ["This text contains invisible control characters. Type it again."]}


def test_line_breaks_are_allowed_only_in_multi_line_fields() -> None:
    assert unprintable_in("a\nb", lines=False) is True
    assert Example({"line": "a", "lines": "a\tb\r\nc"}).is_valid() is True


def test_a_text_that_is_too_long_is_an_error_and_not_cut_off_by_the_browser() -> None:
    form = Example({"line": "123456"})
    assert list(form.errors) == ["line"]
    assert "maxlength" not in str(form["line"])
    assert 'value="123456"' in str(form["line"])


def test_a_flood_is_refused_before_it_is_looked_at() -> None:
    with override("en"):
        assert Example({"line": "a", "lines": "x" * LONGEST}).errors == {}
        assert Example({"line": "a", "lines": "\x00" * (LONGEST + 1)}).errors == {"lines": ["This text is too long."]}


@pytest.mark.parametrize("nothing", ["\u200b\u200b", "\u200d\u200c", "\u00ad", "\u3164", "\u2800 \u2800", "\u0301"])
def test_invisible_text_is_refused_with_a_message(nothing: str) -> None:
    with override("en"):
        form = Example({"line": nothing, "lines": nothing})
        assert form.errors == {
            "line": ["This field is required."],
            "lines": ["This text has no visible characters. Please type it again."],
        }
