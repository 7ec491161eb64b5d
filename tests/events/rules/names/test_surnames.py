import pytest

from events.rules.names.surnames import COMPOUND, FREQUENT, READINGS, family_length


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("王伟", 1),
        ("王", 1),
        ("欧阳", 1),
        ("欧阳娜", 2),
        ("歐陽娜娜", 2),
        ("吐谷浑", 1),
        ("吐谷浑雪", 3),
        ("爱新觉罗", 1),
        ("爱新觉罗雪", 4),
        ("叶赫那拉雪", 4),
        ("娜欧阳", 1),
        ("", 1),
    ],
)
def test_a_compound_family_name_counts_only_if_a_given_name_follows(name: str, length: int) -> None:
    assert family_length(name) == length


def test_compounds_have_two_to_four_characters() -> None:
    assert {len(name) for name in COMPOUND} == {2, 3, 4}


def test_frequent_family_names_are_single_characters_in_both_scripts() -> None:
    assert {len(name) for name in FREQUENT} == {1}
    assert {"王", "张", "張", "陈", "陳"} <= FREQUENT


def test_each_reading_has_a_syllable_for_each_character() -> None:
    assert [name for name, reading in READINGS.items() if len(reading.split()) != len(name)] == []


def test_readings_are_plain_lower_case_letters() -> None:
    assert {letter for reading in READINGS.values() for letter in reading} <= set("abcdefghijklmnopqrstuvwxyz ")
