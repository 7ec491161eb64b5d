from dataclasses import replace

from events.rules.index import ProgrammeIndex
from events.rules.news import NewsItem, news_of
from events.rules.programme import Programme, RoomItem, SessionItem, SessionKind
from events.rules.publication import Aspect, changes
from events.rules.removed import with_removed
from tests.builders.released import FACTS, a_forum_item, a_session_item, a_speaker_item, a_talk_item, at
from toolkit.text import Text

ROOMS = tuple(RoomItem(key=key, name=Text(en=f"Room {key}"), floor="", capacity=None) for key in "12")
TALK = a_talk_item("T1", 9, 9.5, "LIN")
SESSION = a_session_item("S1", 9, 10, room="1", forum=3, talks=(TALK,))
SPEAKERS = (a_speaker_item("LIN"), a_speaker_item("WANG", "王伟", "WANG Wei"))


def a_programme(*sessions: SessionItem) -> Programme:
    return Programme(
        conference=FACTS, rooms=ROOMS, groups=(), forums=(a_forum_item(3),), sessions=sessions, speakers=SPEAKERS
    )


def told(before: Programme, after: Programme, now: Programme | None = None) -> tuple[NewsItem, ...]:
    return news_of(changes(before, after), ProgrammeIndex(now or after))


def test_moves_are_told_with_both_times_and_corrected_texts_are_not() -> None:
    moved = replace(SESSION, room="2", starts_at=at(9.5), ends_at=at(10.5), talks=())
    before, after = a_programme(replace(SESSION, talks=())), a_programme(moved)
    (item,) = told(before, after)
    assert (item.aspects, item.code, item.forum) == ((Aspect.TIME, Aspect.ROOM), "S1", 3)
    assert item.was is not None
    assert item.holds is not None
    assert (item.was.room.en, item.holds.room.en) == ("Room 1", "Room 2")
    assert told(before, a_programme(replace(SESSION, title=Text("更正"), talks=()))) == ()


def test_of_another_speaker_the_one_of_today_is_named_and_not_the_one_before() -> None:
    other = replace(SESSION, talks=(a_talk_item("T1", 9, 9.5, "WANG"),))
    (item,) = told(a_programme(SESSION), a_programme(other))
    assert (item.aspects, [each.speaker.name for each in item.people]) == ((Aspect.PEOPLE,), ["王伟"])
    assert (item.was, item.holds) == (None, item.after)


def test_what_is_cancelled_or_gone_has_no_time_that_holds_and_no_link_to_nothing() -> None:
    cancelled = replace(SESSION, talks=(replace(TALK, is_cancelled=True),))
    (item,) = told(a_programme(SESSION), a_programme(cancelled))
    assert (item.aspects, item.code, item.holds) == ((Aspect.CANCELLED,), "T1", None)
    gone = with_removed(a_programme(replace(SESSION, talks=())), a_programme(SESSION))
    (item,) = told(a_programme(SESSION), gone)
    assert (item.aspects, item.code, item.title.zh, item.was) == ((Aspect.CANCELLED,), "", "报告T1", item.before)


def test_a_title_that_is_missing_is_that_of_the_session_or_the_forum() -> None:
    nameless = replace(SESSION, title=Text(), talks=())
    (item,) = told(a_programme(), a_programme(nameless))
    assert item.title.zh == "分会3"


def test_nothing_is_told_of_what_is_behind_closed_doors_by_now() -> None:
    before = a_programme(SESSION)
    moved = replace(SESSION, room="2", starts_at=at(9.5), talks=(replace(TALK, starts_at=at(9.6)),))
    after = a_programme(moved)
    closed = replace(moved, kind=SessionKind.CLOSED_DOOR).without_secrets()
    now = with_removed(a_programme(closed), after, hidden={"S1", "T1"})
    (item,) = told(before, after, now)
    assert (item.code, item.aspects) == ("S1", (Aspect.TIME,))
    assert {slot.room for slot in (item.was, item.holds) if slot} == {Text()}


def test_forums_rooms_and_people_are_no_news() -> None:
    after = replace(a_programme(SESSION), forums=(), rooms=(), speakers=())
    assert told(replace(a_programme(SESSION), sessions=()), replace(after, sessions=())) == ()
