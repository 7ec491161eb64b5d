from datetime import timedelta

import pytest

from events.rules.highlights import highlights, joined
from events.rules.programme import SessionKind
from tests.builders.released import FIRST_DAY, a_session_item, an_index
from toolkit.text import Text


def test_highlights_are_in_order_of_time_without_repeats() -> None:
    index = an_index(
        a_session_item("O", 9, 9.5, kind=SessionKind.CEREMONY, title=Text("开幕式", "Opening")),
        a_session_item("P1", 9.5, 10),
        a_session_item("P2", 10, 10.5),
        a_session_item("L", 12, 13, kind=SessionKind.BREAK),
        a_session_item("F1", 14, 16, forum=1),
        a_session_item("F2", 14, 16, forum=2),
    )
    words = joined(highlights(index, FIRST_DAY))
    assert words == Text("开幕式 · 大会报告 · 2 个分会", "Opening, plenaries, 2 forums")


def test_a_ceremony_with_a_long_title_is_named_by_its_kind() -> None:
    title = Text("颁奖与闭幕仪式", "Presentation of the awards and closing words")
    index = an_index(a_session_item("Z", 17, 18, kind=SessionKind.CEREMONY, title=title))
    assert highlights(index, FIRST_DAY) == [Text("仪式", "ceremony")]


def test_an_empty_day_has_no_highlights() -> None:
    assert joined(highlights(an_index(), FIRST_DAY + timedelta(days=1))) == Text()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (SessionKind.PLENARY, Text("大会报告", "plenaries")),
        (SessionKind.RELEASE, Text("重磅发布", "releases")),
        (SessionKind.CLOSED_DOOR, Text("闭门会", "closed meetings")),
        (SessionKind.WORKSHOP, Text("工作坊", "workshops")),
    ],
)
def test_each_kind_of_session_has_its_words(kind: SessionKind, words: Text) -> None:
    assert highlights(an_index(a_session_item("S", 9, 10, kind=kind)), FIRST_DAY) == [words]


@pytest.mark.parametrize(("length", "english"), [(24, "x" * 24), (25, "ceremony")])
def test_a_ceremony_keeps_a_title_of_at_most_24_characters(length: int, english: str) -> None:
    index = an_index(a_session_item("Z", 17, 18, kind=SessionKind.CEREMONY, title=Text("仪式", "x" * length)))
    assert [word.en for word in highlights(index, FIRST_DAY)] == [english]
