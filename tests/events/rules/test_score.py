from events.rules.programme import SessionKind, TalkKind
from events.rules.score import HEIGHT, WIDTH, score
from tests.builders.released import FIRST_DAY, a_session_item, a_talk_item, an_index, at


def test_a_plenary_alone_fills_the_height_and_half_the_width() -> None:
    drawn = score(an_index(a_session_item("P", 9, 10), a_session_item("F", 10, 11, forum=1)), FIRST_DAY)
    assert drawn is not None
    assert drawn.paths["deep"] == f"M0 0h{WIDTH / 2 - 1:.3g}v{HEIGHT}h-{WIDTH / 2 - 1:.3g}z"
    assert (drawn.first, drawn.last) == (at(9), at(11))


def test_each_talk_of_a_forum_is_a_mark_and_breaks_are_not() -> None:
    talks = (
        a_talk_item("A", 9, 10),
        a_talk_item("TEA", 10, 10.5, kind=TalkKind.BREAK),
        a_talk_item("B", 10.5, 11),
        a_talk_item("PANEL", 11, 12, kind=TalkKind.PANEL),
    )
    drawn = score(an_index(a_session_item("F", 9, 12, forum=1, talks=talks)), FIRST_DAY)
    assert drawn is not None
    assert {ink: path.count("M") for ink, path in drawn.paths.items()} == {"deep": 1, "soft": 2}


def test_parallel_sessions_without_a_forum_are_below_the_forums() -> None:
    drawn = score(an_index(a_session_item("F", 9, 12, forum=1), a_session_item("W", 9, 12)), FIRST_DAY)
    assert drawn is not None
    assert f"M0 {HEIGHT / 2:.4g}h" in drawn.paths["soft"]


def test_a_day_with_nothing_but_lunch_is_not_drawn() -> None:
    assert score(an_index(a_session_item("L", 12, 14, kind=SessionKind.BREAK)), FIRST_DAY) is None


def test_closed_door_sessions_have_no_mark() -> None:
    closed = a_session_item("C", 9, 10, kind=SessionKind.CLOSED_DOOR)
    assert score(an_index(closed), FIRST_DAY) is None
