from datetime import timedelta

import pytest

from events.models import Deed, Room, Session
from events.operations.moving import (
    MoveRefused,
    move_forum,
    move_session,
    resize_session,
    swap_rooms,
    swap_sessions,
    swap_whole_rooms,
)
from events.operations.times import TimesRefused
from events.rules.spans import TimesFault
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_room, a_session, a_talk

HOUR = timedelta(hours=1)


def deeds() -> list[str]:
    return list(Deed.objects.values_list("kind", flat=True))


def test_a_session_moves_with_its_talks_and_keeps_its_length(cast: Cast) -> None:
    session, room = a_session(cast.conference, cast.forum), a_room(cast.conference)
    talk = a_talk(session, 30)
    move_session(session, room, session.starts_at + HOUR, by=None, now=NOW)
    moved = Session.objects.get(pk=session.pk)
    assert (moved.room, moved.starts_at, moved.ends_at) == (room, session.starts_at + HOUR, session.ends_at + HOUR)
    assert moved.talks.get().starts_at == talk.starts_at + HOUR
    assert deeds() == ["move_session"]


def test_a_longer_session_leaves_its_talks_where_they_are(cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum)
    talk = a_talk(session, 30)
    resize_session(session, session.ends_at + HOUR, by=None, now=NOW)
    talk.refresh_from_db()
    assert talk.starts_at == session.starts_at + HOUR / 2
    with pytest.raises(TimesRefused) as refusal:
        resize_session(Session.objects.get(), session.starts_at + HOUR / 2, by=None, now=NOW)
    assert refusal.value.fault is TimesFault.TALK_LEFT_OUT


def test_swapping_sessions_exchanges_rooms_and_starts_in_one_deed(cast: Cast) -> None:
    rooms = a_room(cast.conference, "A201"), a_room(cast.conference, "B302")
    first = a_session(cast.conference, cast.forum, room=rooms[0])
    second = a_session(cast.conference, room=rooms[1], starts_at=NOW, ends_at=NOW + HOUR)
    swap_sessions(first, second, by=None, now=NOW)
    there = {row.pk: row for row in Session.objects.all()}
    assert (there[first.pk].room, there[first.pk].starts_at) == (rooms[1], NOW)
    assert (there[second.pk].room, there[second.pk].starts_at) == (rooms[0], first.starts_at)
    assert [row.ends_at - row.starts_at for row in (there[first.pk], there[second.pk])] == [2 * HOUR, HOUR]
    assert deeds() == ["swap_sessions"]


def test_swapping_rooms_leaves_the_times(cast: Cast) -> None:
    room = a_room(cast.conference)
    first, second = a_session(cast.conference, room=room), a_session(cast.conference, starts_at=NOW)
    swap_rooms(first, second, by=None, now=NOW)
    assert list(Session.objects.order_by("pk").values_list("room", "starts_at")) == [
        (None, first.starts_at),
        (room.pk, NOW),
    ]
    for swap in (swap_rooms, swap_sessions):
        with pytest.raises(MoveRefused):
            swap(first, first, by=None, now=NOW)
        with pytest.raises(Session.DoesNotExist):
            swap(first, a_session(cast.neighbours_conference), by=None, now=NOW)


def test_a_whole_forum_moves_to_another_room_or_day(cast: Cast) -> None:
    morning = a_session(cast.conference, cast.forum, starts_at=NOW, ends_at=NOW + HOUR)
    a_session(cast.conference, cast.forum)
    next_day = a_session(
        cast.conference, cast.forum, starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=1, hours=1)
    )
    other, room = a_session(cast.conference), a_room(cast.conference)
    moved = move_forum(cast.forum, room=room, by=None, now=NOW)
    assert len(moved) == Session.objects.filter(room=room).count() == 3
    today = cast.conference.day_of(NOW)
    assert len(move_forum(cast.forum, days=2, only_on=today, by=None, now=NOW)) == 2
    assert Session.objects.get(pk=morning.pk).starts_at == NOW + timedelta(days=2)
    assert Session.objects.get(pk=morning.pk).room == room
    assert Session.objects.get(pk=next_day.pk).starts_at == next_day.starts_at
    assert Session.objects.get(pk=other.pk).room is None
    assert deeds() == ["move_forum", "move_forum"]


def test_a_forum_is_moved_as_a_whole_or_not_at_all(cast: Cast) -> None:
    a_session(cast.conference, cast.forum)
    a_session(cast.conference, cast.forum, starts_at=NOW + timedelta(days=2), ends_at=NOW + timedelta(days=2, hours=1))
    with pytest.raises(TimesRefused):
        move_forum(cast.forum, days=1, by=None, now=NOW)
    assert not Deed.objects.exists()
    with pytest.raises(Room.DoesNotExist):
        move_forum(cast.forum, room=a_room(cast.neighbours_conference), by=None, now=NOW)
    with pytest.raises(MoveRefused):
        move_forum(cast.forum, by=None, now=NOW)
    Session.objects.all().delete()
    with pytest.raises(MoveRefused):
        move_forum(cast.forum, days=1, by=None, now=NOW)


def test_everything_in_two_rooms_changes_rooms_on_one_day_or_on_all(cast: Cast) -> None:
    first, second = a_room(cast.conference, "A201"), a_room(cast.conference, "B302")
    here, there = a_session(cast.conference, room=first), a_session(cast.conference, room=second)
    tomorrow = a_session(
        cast.conference, room=first, starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=1, hours=1)
    )

    def rooms() -> list[Room | None]:
        return [Session.objects.get(pk=row.pk).room for row in (here, there, tomorrow)]

    moved = swap_whole_rooms(first, second, only_on=cast.conference.day_of(NOW), by=None, now=NOW)
    assert (len(moved), rooms()) == (2, [second, first, first])
    swap_whole_rooms(first, second, by=None, now=NOW)
    assert rooms() == [first, second, second]
    assert deeds() == ["swap_rooms", "swap_rooms"]
    for other, error in ((first, MoveRefused), (a_room(cast.neighbours_conference), Room.DoesNotExist)):
        with pytest.raises(error):
            swap_whole_rooms(first, other, by=None, now=NOW)
    Session.objects.all().delete()
    with pytest.raises(MoveRefused):
        swap_whole_rooms(first, second, by=None, now=NOW)
