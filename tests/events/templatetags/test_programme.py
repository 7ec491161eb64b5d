"""Words for the programme's pages."""

import pytest
from django.utils.translation import override

from events.templatetags.programme import plate_name, word_class
from tests.builders.released import a_speaker_item
from toolkit.text import Text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Ma Lingyi", ""),
        ("Wang Weizhen", "word-52"),
        ("Überschär-Großwiesenthal", "word-96"),
        ("Donaudampfschifffahrtsgesellschaft", "word-144"),
        ("顾怀瑾", ""),
    ],
)
def test_a_cell_is_told_how_wide_the_longest_word_of_its_names_is(name: str, told: str) -> None:
    with override("en"):
        assert word_class(Text(en=name)) == told


def test_a_plate_begins_with_the_family_name() -> None:
    assert plate_name(a_speaker_item("A", "Hélène Côté", "CÔTÉ Hélène")) == "CÔTÉ Hélène"
    assert plate_name(a_speaker_item("B", "顾怀瑾", "GU Huaijin")) == "顾怀瑾"
