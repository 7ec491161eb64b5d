from dataclasses import replace

import pytest

from registration.rules.particulars import PARTICULARS, Particulars, differing, stem_of


def test_the_halves_of_a_bilingual_text_share_a_stem() -> None:
    assert [stem_of(name) for name in ("institution_zh", "institution_en", "post_zh")] == [
        "institution",
        "institution",
        "post",
    ]


@pytest.mark.parametrize("name", ["name", "name_latin", "email", "note"])
def test_a_text_in_one_language_is_its_own_stem(name: str) -> None:
    assert stem_of(name) == name


def test_every_half_has_its_other_half_with_the_same_properties() -> None:
    for name, particular in PARTICULARS.items():
        if particular.language:
            other = "en" if particular.language == "zh" else "zh"
            mirrored = PARTICULARS[f"{stem_of(name)}_{other}"]
            assert replace(mirrored, language=particular.language, person=particular.person) == particular


@pytest.mark.parametrize("name", PARTICULARS)
def test_each_field_makes_two_people_differ(name: str) -> None:
    before = Particulars(name="苏念")
    assert differing(before, replace(before, **{name: "x"})) == [name]


def test_equal_data_do_not_differ() -> None:
    assert differing(Particulars(name="苏念"), Particulars(name="苏念")) == []
