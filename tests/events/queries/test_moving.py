from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from events.queries.moving import days_later, forum_move
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_room, a_session


def test_a_room_is_taken_by_what_would_be_there_on_the_other_day(cast: Cast) -> None:
    room = a_room(cast.conference)
    a_session(cast.conference, cast.forum)
    tomorrow = NOW.replace(hour=6, minute=0) + timedelta(days=1)
    a_session(cast.conference, room=room, starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=1))
    [here], [there] = forum_move(cast.forum).rooms, forum_move(cast.forum, days=1).rooms
    assert (here.choice.is_free, there.choice.is_free) == (True, False)
    assert forum_move(cast.forum, only_on=cast.conference.day_of(tomorrow)).sessions == ()


def test_a_day_later_is_the_same_time_of_day_also_when_the_clocks_change(cast: Cast) -> None:
    cast.conference.timezone = "Europe/Berlin"
    before = NOW.replace(month=3, day=27, hour=8)
    assert days_later(before, 1, cast.conference) - before == timedelta(hours=23)


@pytest.mark.parametrize("rooms", [1, 3])
def test_two_queries_find_the_rooms(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, rooms: int) -> None:
    for number in range(rooms):
        a_session(cast.conference, cast.forum, room=a_room(cast.conference, f"A{number}"))
    with django_assert_num_queries(2):
        assert len(forum_move(cast.forum).rooms) == rooms
