"""What the editor wishes is done for the first of two, and the second is told who that was."""

from collections.abc import Callable
from datetime import time, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ObjectDoesNotExist

from events.models import Conference, Deed, Session, Talk, User
from events.operations.office.changes import Vanished
from events.operations.running_order import place_talk
from events.operations.times import TimesRefused
from events.operations.wishes import WasFirst, fulfil
from events.rules.office.roles import Role
from events.rules.timetable.halves import DayClock
from events.rules.versions import session_version, talk_version
from events.rules.wishes import (
    MoveForum,
    MoveSession,
    MoveTalk,
    PinTalk,
    ResizeSession,
    SetLength,
    SwapRooms,
    SwapSessions,
    SwapTalks,
    Wish,
)
from tests.builders.people import NOW, Cast, the_cast
from tests.builders.programme import a_room, a_session, a_talk
from tests.races import at_once

TWO = 14 * 60 - 5 * 60
"""14:00 in minutes of a day that begins at 5:00, when `a_session` starts."""


def clock_of(conference: Conference) -> DayClock:
    return DayClock.of(conference.starts_on, zone=conference.zone, day_starts_at=time(5))


def done(cast: Cast, wish: Wish, by: User | None = None) -> str:
    """Do it, and return the kind of the deed that it made."""
    last = Deed.objects.count()
    fulfil(cast.conference, wish, clock_of(cast.conference), by=by, now=NOW)
    assert Deed.objects.count() == last + 1
    return Deed.objects.latest("pk").kind


def seen(row: Session | Talk) -> str:
    """Return the version of a row as an editor has it."""
    row = type(row)._default_manager.get(pk=row.pk)
    if isinstance(row, Session):
        return session_version(room=row.room_id, starts_at=row.starts_at, ends_at=row.ends_at)
    order = list(row.session.talks.order_by("starts_at", "position", "pk")) if row.session else [row]
    place = order.index(row)
    return talk_version(
        session=row.session_id,
        after=order[place - 1].pk if place else None,
        length=row.ends_at - row.starts_at,
        is_pinned=row.is_pinned,
    )


def order(session: Session) -> list[str]:
    return [talk.code for talk in session.talks.order_by("starts_at", "position", "pk")]


def test_sessions_are_moved_and_swapped(cast: Cast) -> None:
    a, b = a_room(cast.conference, "A"), a_room(cast.conference, "B")
    first = a_session(cast.conference, cast.forum, room=a)
    other = a_session(cast.conference, room=b, starts_at=first.ends_at, ends_at=first.ends_at + timedelta(hours=1))

    move = MoveSession(session=first.code, version=seen(first), room=b.pk, starts=TWO - 60)
    assert done(cast, move) == "move_session"
    assert done(cast, ResizeSession(session=first.code, version=seen(first), ends=TWO - 30)) == "move_session"
    first.refresh_from_db()
    clock = clock_of(cast.conference)
    assert (first.room, clock.minute(first.starts_at), clock.minute(first.ends_at)) == (b, TWO - 60, TWO - 30)

    swap = SwapSessions(session=first.code, version=seen(first), other=other.code, other_version=seen(other))
    assert done(cast, swap) == "swap_sessions"
    assert done(cast, MoveForum(forum=cast.forum.number, room=a.pk)) == "move_forum"
    rooms = SwapRooms(session=first.code, version=seen(first), other=other.code, other_version=seen(other))
    assert done(cast, rooms) == "swap_rooms"
    assert [Session.objects.get(pk=row.pk).room for row in (first, other)] == [b, a]

    wait = MoveSession(session=first.code, version=seen(first), room=None, starts=TWO)
    assert done(cast, wait) == "move_session"
    assert Session.objects.get(pk=first.pk).room is None


def test_talks_are_put_in_order_swapped_and_taken_out(cast: Cast) -> None:
    session, other = a_session(cast.conference, cast.forum), a_session(cast.conference, cast.forum)
    one, two, three = (a_talk(session, minute, position=minute) for minute in (0, 20, 40))

    assert done(cast, MoveTalk(talk=three.code, version=seen(three), session=session.code, position=0)) == "move_talk"
    assert order(session) == [three.code, one.code, two.code]
    swap = SwapTalks(talk=three.code, version=seen(three), other=two.code, other_version=seen(two))
    assert done(cast, swap) == "swap_talks"
    assert order(session) == [two.code, one.code, three.code]
    assert done(cast, SetLength(talk=two.code, version=seen(two), minutes=35)) == "set_length"
    one.refresh_from_db()
    assert one.starts_at == session.starts_at + timedelta(minutes=35)
    assert done(cast, PinTalk(talk=one.code, version=seen(one), is_pinned=True)) == "pin_talk"
    assert done(cast, PinTalk(talk=one.code, version=seen(one), is_pinned=False)) == "pin_talk"
    assert done(cast, MoveTalk(talk=one.code, version=seen(one), session="", position=0)) == "move_talk"
    assert order(session) == [two.code, three.code]
    assert done(cast, MoveTalk(talk=one.code, version=seen(one), session=other.code, position=9)) == "move_talk"
    assert order(other) == [one.code]


def test_the_second_of_two_who_move_the_same_item_is_told_who_was_first(cast: Cast) -> None:
    first, second = cast.members[Role.PROGRAMME_EDITOR], cast.members[Role.ORGANISER]
    session = a_session(cast.conference, cast.forum)
    talk = a_talk(session)
    version = seen(session)
    assert done(cast, MoveSession(session=session.code, version=version, room=None, starts=TWO + 5), by=first)

    with pytest.raises(WasFirst) as refusal:
        done(cast, MoveSession(session=session.code, version=version, room=None, starts=TWO + 60), by=second)
    assert (refusal.value.by, refusal.value.item) == (first, session)
    assert done(cast, SetLength(talk=talk.code, version=seen(talk), minutes=30), by=second)

    with pytest.raises(WasFirst) as refusal:
        done(cast, SetLength(talk=talk.code, version="1//20", minutes=40), by=first)
    assert (refusal.value.by, refusal.value.item) == (second, talk)


def test_a_talk_that_only_starts_later_has_not_been_moved(cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum)
    one, two = a_talk(session), a_talk(session, 20, position=2)
    version = seen(two)
    assert done(cast, SetLength(talk=one.code, version=seen(one), minutes=40))
    assert done(cast, SetLength(talk=two.code, version=version, minutes=10))


def test_what_is_gone_or_elsewhere_is_refused(cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum)
    talk = a_talk(session)
    theirs = a_session(cast.neighbours_conference, room=a_room(cast.neighbours_conference))
    cases: list[tuple[Wish, type[Exception]]] = [
        (MoveSession(session=theirs.code, version=seen(theirs), room=None, starts=TWO), Vanished),
        (MoveSession(session=session.code, version=seen(session), room=theirs.room_id, starts=TWO), ObjectDoesNotExist),
        (MoveSession(session=session.code, version=seen(session), room=None, starts=-10_000), TimesRefused),
        (MoveSession(session=session.code, version=seen(session), room=None, starts=23 * 60), TimesRefused),
        (ResizeSession(session=session.code, version=seen(session), ends=TWO), TimesRefused),
        (ResizeSession(session=session.code, version=seen(session), ends=TWO + 30 * 60), TimesRefused),
        (MoveTalk(talk=talk.code, version=seen(talk), session=theirs.code, position=0), Vanished),
        (MoveForum(forum=99, room=1), ObjectDoesNotExist),
        (MoveForum(forum=cast.forum.number, room=theirs.room_id or 0), ObjectDoesNotExist),
    ]
    for wish, refusal in cases:
        with pytest.raises(refusal):
            fulfil(cast.conference, wish, clock_of(cast.conference), by=None, now=NOW)
    assert not Deed.objects.exists()


def _at_the_same_moment(deed: Callable[[int], str]) -> list[str]:
    return sorted(at_once(deed, times=2))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_moves_the_talk() -> None:
    cast = the_cast()
    session = a_session(cast.conference, cast.forum)
    talk, *_others = (a_talk(session, minute, position=minute) for minute in (0, 20, 40))
    editors = cast.members[Role.PROGRAMME_EDITOR], cast.members[Role.ORGANISER]
    version = seen(talk)

    def move(number: int) -> str:
        wish = MoveTalk(talk=talk.code, version=version, session=session.code, position=number + 1)
        try:
            fulfil(cast.conference, wish, clock_of(cast.conference), by=editors[number], now=NOW)
        except WasFirst as first:
            return "was second" if first.by == editors[1 - number] else "somebody was first"
        return "has moved it"

    assert _at_the_same_moment(move) == ["has moved it", "was second"]
    assert Deed.objects.count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_control_without_the_version_the_second_undoes_what_the_first_has_done() -> None:
    cast = the_cast()
    session = a_session(cast.conference, cast.forum)
    talk, *_others = (a_talk(session, minute, position=minute) for minute in (0, 20, 40))
    both_have_read = Barrier(2)

    def move_carelessly(number: int) -> str:
        read = Talk.objects.select_related("session", "conference").get(pk=talk.pk)
        both_have_read.wait(timeout=30)
        place_talk(read, read.session, number + 1, by=None, now=NOW)
        return "has moved it"

    assert _at_the_same_moment(move_carelessly) == ["has moved it", "has moved it"]
    assert Deed.objects.count() == 2
