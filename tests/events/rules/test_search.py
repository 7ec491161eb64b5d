import pytest

from events.rules.names import search_keys
from events.rules.search import matches, matches_read

WANG = f"王伟 WANG Wei {search_keys('王伟', 'WANG Wei')} 北辰大学 Beichen University"
GARCIA = f"José García-Núñez {search_keys('José García-Núñez', 'GARCÍA-NÚÑEZ José')} Øresund Institute"


@pytest.mark.parametrize(
    "query", ["王", "王伟", "wangwei", "wang wei", "WANG", "ww", "ＷＡＮＧ", " wei  wang ", "北辰", "beichen"]
)
def test_a_han_name_is_found_by_character_pinyin_initials_and_institution(query: str) -> None:
    assert matches(WANG, query)


@pytest.mark.parametrize("query", ["jose", "José", "garcia nunez", "García-Núñez", "GARCIA", "oresund"])
def test_accents_and_marks_do_not_matter(query: str) -> None:
    assert matches(GARCIA, query)


@pytest.mark.parametrize("query", ["李", "wangli", "xx", "王 李", "---", "  ", "%", "\x00"])
def test_other_text_and_empty_queries_find_nothing(query: str) -> None:
    assert not matches(WANG, query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("hecheng", True),
        ("he cheng", True),
        ("HeCheng", True),
        ("shengwu", True),
        ("swzz", True),
        ("chongqing", True),  # not zhongqing: read as a word
        ("echeng", False),
        ("h", False),
        ("zhongqing", False),
        ("合", False),
        ("", False),
    ],
)
def test_a_title_is_found_by_its_pinyin_and_initials(query: str, *, expected: bool) -> None:
    assert matches_read("AI 与合成生物制造在重庆", query) is expected
