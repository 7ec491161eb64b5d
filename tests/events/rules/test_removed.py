from dataclasses import replace
from datetime import timedelta

from events.rules.programme import CLOSED_ROOM, Programme, RoomItem, SessionItem, from_document, to_document
from events.rules.removed import with_removed
from tests.builders.released import FACTS, a_session_item, a_talk_item, at
from toolkit.text import Text

HALL = RoomItem(key="1", name=Text(en="Hall"), floor="", capacity=None)
TALK = a_talk_item("T1", 9, 9.5, "LIN", feed={"guid": "of-the-import", "persons": ["林知远"]}, abstract=Text("林知远"))
SESSION = a_session_item("S1", 9, 10, room="1", forum=3, talks=(TALK,))
REST = a_session_item("S2", 10, 10.5, room="1")


def a_programme(*sessions: SessionItem, rooms: tuple[RoomItem, ...] = (HALL,)) -> Programme:
    return Programme(conference=FACTS, rooms=rooms, groups=(), forums=(), sessions=sessions, speakers=())


def removed(programme: Programme) -> list[tuple[str, str]]:
    return [(item.code, item.title.zh) for item in programme.removed]


def test_nothing_is_gone_before_the_first_release_or_without_a_change() -> None:
    assert with_removed(a_programme(SESSION), None) == a_programme(SESSION)
    assert with_removed(a_programme(SESSION), a_programme(SESSION)).removed == ()


def test_what_is_gone_is_kept_with_its_times_and_guid_but_nobody_is_named() -> None:
    kept = with_removed(a_programme(REST), a_programme(SESSION, REST))
    (item,) = kept.removed
    assert (item.code, item.is_talk, item.room, item.forum, item.guid) == ("T1", True, "1", 3, "of-the-import")
    assert (item.starts_at, item.ends_at - item.starts_at) == (at(9), timedelta(minutes=30))
    assert "林知远" not in str(to_document(kept)["removed"])
    assert from_document(to_document(kept)) == kept


def test_a_session_is_kept_only_if_it_has_an_entry_of_its_own_in_calendars() -> None:
    assert removed(with_removed(a_programme(), a_programme(SESSION, REST))) == [("T1", "报告T1"), ("S2", "场次S2")]


def test_it_is_kept_by_all_later_releases_until_it_is_back() -> None:
    second = with_removed(a_programme(REST), a_programme(SESSION, REST))
    third = with_removed(a_programme(), second)
    assert removed(third) == [("T1", "报告T1"), ("S2", "场次S2")]
    assert removed(with_removed(a_programme(SESSION), third)) == [("S2", "场次S2")]


def test_a_room_that_is_gone_too_or_that_nobody_may_know_is_not_named() -> None:
    kept = with_removed(a_programme(rooms=()), a_programme(REST))
    assert kept.removed[0].room is None


def test_what_has_gone_behind_closed_doors_keeps_its_times_only_for_ever() -> None:
    kept = with_removed(a_programme(replace(SESSION, talks=())), a_programme(SESSION), hidden={"T1"})
    (item,) = kept.removed
    assert (item.title, item.room, item.is_hidden, item.starts_at) == (CLOSED_ROOM, None, True, at(9))
    assert with_removed(a_programme(), kept).removed[0] == item
