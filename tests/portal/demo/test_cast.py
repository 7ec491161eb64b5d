"""The speakers of the demo."""

from portal.demo import reading
from portal.demo.cast import the_cast


def test_there_are_at_least_330_speakers_of_whom_32_are_academicians() -> None:
    on_stage = [figure for figure in the_cast().figures.values() if not figure.withdrawn]
    assert len(on_stage) == 339
    assert len([figure for figure in on_stage if figure.is_academician]) == 32


def test_names_are_unique_and_not_those_of_well_known_people() -> None:
    names = [figure.name for figure in the_cast().figures.values()]
    assert set(names) & reading.names().never == set()
    assert len(names) == len(set(names))


def test_everybody_has_posts_and_affiliations_in_both_languages_and_a_marked_biography() -> None:
    for figure in the_cast().figures.values():
        assert figure.post.is_complete
        assert figure.affiliation.is_complete
        assert figure.biography.zh.endswith("示例数据。")
        assert figure.biography.en.endswith("Sample data.")
        assert figure.name_latin


def test_names_include_rare_characters_compound_family_names_and_other_scripts() -> None:
    names = {figure.name: figure.name_latin for figure in the_cast().figures.values()}
    assert names["龙䶮"] == "LONG Yan"
    assert names["欧阳知微"] == "OUYANG Zhiwei"
    assert names["ศิริพร วงศ์ทองแท้"] == "WONGTHONGTHAE Siriporn"
    assert {"苏㛃", "田㬎", "丁喆", "김서연", "ليلى الحدّاد"} <= names.keys()


def test_a_biography_names_the_field_within_the_sentence() -> None:
    cast = the_cast()
    assert "modern Chinese medicine" in cast.figures[cast.chairs[14][0]].biography.en
    assert "RNA medicines and nucleic acids" in cast.figures[cast.chairs[9][0]].biography.en
