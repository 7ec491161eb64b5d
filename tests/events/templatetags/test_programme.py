"""Template tags of the programme's pages."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from events.rules.timetable import Cell, CellKind
from events.templatetags.programme import cell_classes, floor_in_words, plate_name, word_class
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
def test_a_cell_has_a_class_for_the_width_of_the_longest_word_in_its_names(name: str, told: str) -> None:
    with override("en"):
        assert word_class(Text(en=name)) == told


def test_a_cells_classes_describe_its_content() -> None:
    start, end = datetime(2027, 4, 16, 9, 0, tzinfo=UTC), datetime(2027, 4, 16, 9, 30, tzinfo=UTC)
    talk = Cell(kind=CellKind.TALK, span=6, starts_at=start, ends_at=end)

    assert cell_classes(talk) == "cell"
    assert cell_classes(replace(talk, is_tall=True, folded=(talk,))) == "cell cell-bundle cell-tall"
    assert cell_classes(replace(talk, kind=CellKind.CLOSED, folded=(talk,))) == "cell cell-closed"
    with override("en"):
        assert cell_classes(replace(talk, who=Text(en="Schwarzenegger"))).startswith("cell word-")


def test_a_plate_begins_with_the_family_name() -> None:
    assert plate_name(a_speaker_item("A", "Hélène Côté", "CÔTÉ Hélène")) == "CÔTÉ Hélène"
    assert plate_name(a_speaker_item("B", "顾怀瑾", "GU Huaijin")) == "顾怀瑾"


@pytest.mark.parametrize(
    ("floor", "zh", "en"),
    [
        ("2F", "2 层", "floor 2"),
        ("2 层", "2 层", "floor 2"),
        ("B1", "B1 层", "floor B1"),
        ("夹层", "夹层", "夹层"),
        ("G", "G", "G"),
    ],
)
def test_floors_are_named_once(floor: str, zh: str, en: str) -> None:
    with override("zh-hans"):
        assert floor_in_words(floor) == zh
    with override("en"):
        assert floor_in_words(floor) == en
