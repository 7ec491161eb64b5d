"""What the editor draws of a day, and what deeds have changed of it."""

from datetime import time, timedelta

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from events.models import Conference, Deed, Forum, Talk
from events.operations.journal import deeds_since, note_import
from events.operations.running_order import place_talk
from events.operations.sessions import remove_session
from events.queries.editor import conference_halves, day_part, last_number, news_of
from events.rules.timetable.halves import DayClock
from speakers.models import Appearance, Speaker
from tests.builders.people import NOW, Cast, a_person
from tests.builders.programme import a_room, a_session, a_talk

TWO = 14 * 60 - 5 * 60


def clock_of(conference: Conference, days: int = 0) -> DayClock:
    day = conference.starts_on + timedelta(days=days)
    return DayClock.of(day, zone=conference.zone, day_starts_at=time(5))


def a_waiting_talk(conference: Conference, forum: Forum) -> Talk:
    return Talk.objects.create(
        conference=conference, forum=forum, title_zh="候补", starts_at=NOW, ends_at=NOW + timedelta(minutes=25)
    )


def on_stage(cast: Cast, **place: object) -> None:
    speaker = Speaker.objects.create(
        conference=cast.conference, person=a_person(cast.organisation, affiliation_zh="云岭大学"), must_not_clash=True
    )
    Appearance.objects.create(speaker=speaker, role="speaker", **place)


def test_a_day_has_its_sessions_with_people_and_what_waits_for_a_place(cast: Cast) -> None:
    conference, room = cast.conference, a_room(cast.conference)
    session = a_session(conference, cast.forum, room=room, title_zh="上半场", capacity=200)
    late, first = a_talk(session, 30, position=2), a_talk(session, 0, position=1)
    on_stage(cast, talk=first)
    on_stage(cast, session=session)
    a_session(conference, starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=1, hours=1), room=room)
    homeless = a_session(conference, starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=1, hours=1))
    a_session(conference, kind="break", starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=1, hours=1))
    waiting = a_waiting_talk(conference, cast.forum)

    with override("zh-hans"):
        part = day_part(conference, clock_of(conference))

    shown, elsewhere = part.sessions
    assert (shown.code, shown.title, shown.forum, shown.room) == (session.code, "上半场", 1, room.pk)
    assert (shown.starts, shown.ends, shown.capacity) == (TWO, TWO + 120, 200)
    assert [person.name for person in shown.people] == ["林知远"]
    assert [(talk.code, talk.starts, talk.minutes) for talk in shown.talks] == [
        (first.code, TWO, 20),
        (late.code, TWO + 30, 20),
    ]
    assert [talk.is_pinned for talk in shown.talks] == [False, True], "what does not follow counts as pinned"
    (person,) = shown.talks[0].people
    assert (person.name, person.institution, person.must_not_clash) == ("林知远", "云岭大学", True)
    assert (elsewhere.code, elsewhere.starts > 24 * 60) == (homeless.code, True)
    assert [(talk.code, talk.session, talk.forum, talk.minutes) for talk in part.waiting] == [(waiting.code, "", 1, 25)]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_day_takes_the_same_queries_whatever_is_on_it(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for number in range(rows):
        session = a_session(cast.conference, cast.forum, room=a_room(cast.conference, f"A{number}"))
        on_stage(cast, talk=a_talk(session))
        a_waiting_talk(cast.conference, cast.forum)
    with django_assert_num_queries(3):
        day_part(cast.conference, clock_of(cast.conference))
    with django_assert_num_queries(1):
        conference_halves(cast.conference)


def test_deeds_tell_what_they_have_changed(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    conference = cast.conference
    one, other = a_session(conference, cast.forum), a_session(conference, cast.forum)
    a_session(conference)
    talk, staying = a_talk(one), a_talk(one, 20)
    assert last_number(conference) == 0

    place_talk(talk, other, 0, by=None, now=NOW)
    deeds = deeds_since(conference, 0)
    with django_assert_num_queries(4):
        news = news_of(conference, clock_of(conference), deeds)
    assert {session.code: [talk.code for talk in session.talks] for session in news.part.sessions} == {
        one.code: [staying.code],
        other.code: [talk.code],
    }

    since = last_number(conference)
    place_talk(Talk.objects.get(pk=talk.pk), None, by=None, now=NOW)
    news = news_of(conference, clock_of(conference), deeds_since(conference, since))
    assert [session.code for session in news.part.sessions] == [other.code]
    assert [talk.code for talk in news.part.waiting] == [talk.code]

    since = last_number(conference)
    remove_session(other, by=None, now=NOW)
    news = news_of(conference, clock_of(conference), deeds_since(conference, since))
    assert (news.part.sessions, news.gone) == ([], [other.code])


def test_an_import_is_told_as_the_whole_day(cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum)
    note_import(cast.conference, by=None, now=NOW)
    news = news_of(cast.conference, clock_of(cast.conference), Deed.objects.all())
    assert (news.is_whole, [each.code for each in news.part.sessions]) == (True, [session.code])
    nothing = news_of(cast.conference, clock_of(cast.conference), [])
    assert (nothing.is_whole, nothing.part.sessions, nothing.gone) == (False, [], [])
