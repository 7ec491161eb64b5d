import unicodedata

import pytest

from events.rules.names.sameness import has_variants, name_key, same_name


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Wei  ZHANG", "weizhang"),
        ("阿依努尔•买买提", "阿依努尔买买提"),
        ("ＷＥＩ", "wei"),
        ("José", "jose"),
        ("O'Brien-Smith", "obriensmith"),
    ],
)
def test_the_key_ignores_differences_of_typing(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("王伟", "王伟"),
        ("歐陽建国", "欧阳建国"),
        ("歐阳", "欧陽"),
        ("合一", "閤一"),
        ("阿依努尔•买买提", "阿依努尔·买买提"),
        ("WEI zhang", "Wei  Zhang"),
        ("José", unicodedata.normalize("NFD", "JOSÉ")),
    ],
)
def test_differences_of_typing_and_script_do_not_make_another_person(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("王伟", "王薇"),
        ("王伟", "王伟国"),
        ("歐", "歐阳"),
        ("王伟", "王陽"),
        ("歐陽", "鷗陽"),
        ("歐陽a", "欧阳b"),
        ("王ø", "王伟"),
        ("", "王"),
    ],
)
def test_other_characters_make_another_person(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not same_name(other, one)


@pytest.mark.parametrize(
    ("name", "expected"), [("歐陽", True), ("王陽", True), ("王伟", False), ("Wei", False), ("", False)]
)
def test_a_name_has_variants_if_any_character_is_not_simplified(name: str, *, expected: bool) -> None:
    assert has_variants(name) is expected
