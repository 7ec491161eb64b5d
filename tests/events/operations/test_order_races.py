"""Two editors move talks of one session at the same moment."""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection

from events.models import Deed, Session, Talk
from events.operations import running_order
from events.operations.journal import undo
from events.operations.office.changes import Overtaken
from events.operations.running_order import place_talk, set_length
from events.queries.running_order import items_of
from events.rules.office.roles import Role
from events.rules.running_order import Item
from tests.builders.people import NOW, Cast, the_cast
from tests.builders.programme import a_session, a_talk
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
MINUTE = timedelta(minutes=1)


def a_full_session(cast: Cast) -> Session:
    session = a_session(cast.conference, cast.forum)
    for place in range(4):
        a_talk(session, 20 * place, title_en=f"T{place}", position=place + 1)
    return session


def is_in_order(session: Session) -> bool:
    """Whether each talk starts when the one before it ends, and the positions are 1, 2, 3, 4."""
    talks = list(session.talks.order_by("starts_at", "position"))
    starts = [session.starts_at, *(talk.ends_at for talk in talks)]
    return [talk.starts_at for talk in talks] == starts[:-1] and [talk.position for talk in talks] == [1, 2, 3, 4]


def minutes_of(session: Session) -> int:
    return sum((talk.ends_at - talk.starts_at) // MINUTE for talk in session.talks.all())


def lengthen(number: int) -> None:
    talk = Talk.objects.select_related("conference", "session").get(title_en=f"T{number}")
    set_length(talk, 25 * MINUTE, by=None, now=NOW)


def test_talks_lengthened_at_once_leave_a_session_in_order() -> None:
    session = a_full_session(the_cast())
    at_once(lengthen, times=3)
    assert is_in_order(session)
    assert minutes_of(session) == 95


def test_without_the_lock_they_would_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: both read the order before either stores it. SQLite lets only one write at a time."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite locks the whole database")
    session = a_full_session(the_cast())
    both, items = Barrier(2), items_of

    def read(row: Session) -> tuple[Item, ...]:
        found = items(row)
        with suppress(BrokenBarrierError):  # the other one waits for the lock
            both.wait(timeout=3)
        return found

    monkeypatch.setattr(running_order, "items_of", read)
    monkeypatch.setattr(
        running_order, "_locked", lambda keys: {row.pk: row for row in Session.objects.filter(pk__in=keys)}
    )
    monkeypatch.setattr(running_order, "authorise_edit", lambda *parts, **named: None)
    at_once(lengthen, times=2)
    assert minutes_of(session) == 85  # one of the two is lost


def test_a_talk_put_into_two_sessions_at_once_is_in_one(cast: Cast) -> None:
    sessions = [a_full_session(cast), a_session(cast.conference, cast.forum), a_session(cast.conference, cast.forum)]
    talk = Talk.objects.select_related("conference", "session").get(title_en="T1")

    def put(number: int) -> bool:
        try:
            place_talk(talk, sessions[number + 1], 0, by=None, now=NOW)
        except Overtaken:
            return False
        return True

    assert sorted(at_once(put, times=2)) == [False, True]
    assert Deed.objects.count() == 1
    assert [each.talks.count() for each in sessions] in ([3, 1, 0], [3, 0, 1])


def test_one_deed_is_undone_once_however_often_the_button_is_pressed(cast: Cast) -> None:
    editor = cast.members[Role.PROGRAMME_EDITOR]
    session = a_full_session(cast)
    for number in range(2):
        talk = Talk.objects.select_related("conference", "session").get(title_en=f"T{number}")
        set_length(talk, 25 * MINUTE, by=editor, now=NOW)

    def press(number: int) -> int:
        return undo(cast.conference, by=editor, now=NOW).undoes_id or 0

    taken = at_once(press, times=2)
    assert len(set(taken)) == 2
    assert [(talk.ends_at - talk.starts_at) // MINUTE for talk in session.talks.order_by("position")] == [20] * 4
