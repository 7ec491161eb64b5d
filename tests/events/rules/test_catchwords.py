from events.rules.catchwords import catchwords
from events.rules.programme import SessionKind, TalkKind
from events.rules.search import matches
from tests.builders.released import FIRST_DAY, a_session_item, a_speaker_item, a_talk_item, an_index
from toolkit.text import Text


def test_a_talk_is_found_in_both_languages_by_its_people_and_where_they_work() -> None:
    lin = a_speaker_item(
        "LIN", name="林知远", search_keys="林知远 linzhiyuan lzy", affiliation=Text("示例大学", "Example University")
    )
    talk = a_talk_item("T", 9, 10, "LIN", title=Text("基因线路", "Gene circuits"))
    index = an_index(a_session_item("S", 9, 10, forum=1, talks=(talk,)), speakers=(lin,))
    words = catchwords(index)[FIRST_DAY]["talks/T/"]
    for query in ("基因", "GENE circuits", "林", "lzy", "zhiyuan", "示例大学", "example univ"):
        assert matches(words, query), query


def test_plenary_sessions_are_found_by_their_content_and_forum_sessions_by_their_forum() -> None:
    index = an_index(
        a_session_item(
            "O", 9, 10, kind=SessionKind.CEREMONY, talks=(a_talk_item("A", 9, 10, title=Text("致辞", "Address")),)
        ),
        a_session_item("F", 10, 11, forum=1, talks=(a_talk_item("B", 10, 11, title=Text("酶", "Enzymes")),)),
    )
    found = catchwords(index)[FIRST_DAY]
    assert matches(found["sessions/O/"], "address")
    assert not matches(found["sessions/F/"], "enzymes")
    assert "forums/1/" in found


def test_breaks_are_not_searched() -> None:
    tea = a_talk_item("TEA", 10, 10.5, kind=TalkKind.BREAK)
    found = catchwords(an_index(a_session_item("F", 9, 11, forum=1, talks=(tea,))))[FIRST_DAY]
    assert sorted(found) == ["forums/1/", "sessions/F/"]
