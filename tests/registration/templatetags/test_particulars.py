import pytest
from django.utils.translation import override

from registration.templatetags.particulars import broken_at_sign, entries
from tests.builders.signups import some_particulars


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh-hans", ["吴淞理工大学", "Wusong University of Technology"]),
        ("en", ["Wusong University of Technology", "吴淞理工大学"]),
    ],
)
def test_an_entry_in_two_languages_begins_with_that_of_the_page(language: str, told: list[str]) -> None:
    with override(language):
        texts = [[one.text for one in entry.texts] for entry in entries(some_particulars())]
    assert texts[:2] == [["林知远", "LIN Zhiyuan"], told]


def test_an_address_prefers_to_break_before_its_at_sign() -> None:
    assert broken_at_sign("lin@example.com") == "lin<wbr>@example.com"
    assert broken_at_sign("<b>@x") == "&lt;b&gt;<wbr>@x"


def test_a_name_that_is_the_same_in_latin_letters_is_told_once() -> None:
    names = next(entries(some_particulars("Maria COHEN", name_latin="Maria COHEN")))
    assert [one.text for one in names.texts] == ["Maria COHEN"]
