"""What is booked, from the database: rooms, people, chairs, absences, and what was approved of a forum."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import DistinctPeople, Forum, Person, Walk
from events.queries.bookings import booked, clashes_of, clashes_to_publish, day_clashes, programme_clashes, window_of
from events.rules.approval import ForumPart, part_as_json
from events.rules.bookings import Clash, ClashKind
from events.rules.programme import AppearanceRole, PersonRole, SessionItem
from speakers.models import Absence, Appearance, Speaker
from tests.builders.people import NOW, Cast, a_person
from tests.builders.programme import a_room, a_session, a_talk, session_of
from tests.builders.released import a_forum_item, a_session_item, a_talk_item

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)


def a_speaker(cast: Cast, *places: object, person: Person | None = None, **fields: object) -> Speaker:
    """Create a speaker who appears in these talks, sessions and forums."""
    who = person or a_person(cast.organisation)
    speaker = Speaker.objects.create(conference=cast.conference, person=who, **fields)
    for place in places:
        role = "chair" if isinstance(place, Forum) else "speaker"
        name = place._meta.model_name  # type: ignore[attr-defined]  # a model
        Appearance.objects.create(speaker=speaker, role=role, **{name: place})
    return speaker


def kinds(found: tuple[Clash, ...]) -> list[ClashKind]:
    return sorted(clash.kind for clash in found)


def found_in(cast: Cast) -> list[ClashKind]:
    cast.conference.refresh_from_db()
    return kinds(programme_clashes(cast.conference))


def test_somebody_in_two_sessions_at_once_clashes_whatever_the_role(cast: Cast) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    a_speaker(cast, talk, a_session(cast.conference))
    assert found_in(cast) == [ClashKind.PERSON]


def test_academicians_must_not_clash(cast: Cast) -> None:
    places = a_session(cast.conference), a_session(cast.conference)
    a_speaker(cast, *places, person=a_person(cast.organisation, honour="cas"))
    assert [clash.is_of_somebody_who_must_not for clash in programme_clashes(cast.conference)] == [True]


def test_placeholders_and_those_who_declined_are_nowhere(cast: Cast) -> None:
    places = a_session(cast.conference), a_session(cast.conference)
    a_speaker(cast, *places, person=a_person(cast.organisation, "特邀嘉宾"))
    a_speaker(cast, *places, state="declined")
    assert found_in(cast) == []


def test_the_chair_of_a_forum_is_missed_at_its_sessions(cast: Cast) -> None:
    a_session(cast.conference, cast.forum)
    a_speaker(cast, cast.forum, a_talk(a_session(cast.conference)))
    assert found_in(cast) == [ClashKind.CHAIR]


def test_a_speaker_who_cannot_come_clashes_with_each_appearance(cast: Cast) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    speaker = a_speaker(cast, talk, a_talk(session_of(talk), 30))
    for start in (NOW, NOW + 24 * LATER):
        Absence.objects.create(speaker=speaker, starts_at=start, ends_at=start + 8 * LATER)
    found = programme_clashes(cast.conference)
    assert kinds(found) == [ClashKind.ABSENCE] * 2
    assert {clash.places[0].talk for clash in found} == {talk.code for talk in session_of(talk).talks.all()}


def test_walking_takes_the_conferences_minutes_or_those_of_two_rooms(cast: Cast) -> None:
    first, second = a_room(cast.conference, "B304"), a_room(cast.conference, "C101", floor="1F")
    early = a_session(cast.conference, room=first)
    late = a_session(cast.conference, room=second, starts_at=early.ends_at, ends_at=early.ends_at + LATER)
    a_speaker(cast, early, late)
    assert found_in(cast) == []
    cast.conference.walk_other_floor = 5
    assert [clash.lacking for clash in programme_clashes(cast.conference)] == [5]
    Walk.objects.create(conference=cast.conference, first=first, second=second, minutes=8)
    assert [clash.lacking for clash in programme_clashes(cast.conference)] == [8]


def test_a_room_is_too_small_for_the_places_of_a_session(cast: Cast) -> None:
    a_session(cast.conference, room=a_room(cast.conference, capacity=1), capacity=2)
    assert [clash.lacking for clash in programme_clashes(cast.conference)] == [1]


def test_a_room_lacks_what_a_session_or_a_talk_needs(cast: Cast) -> None:
    room = a_room(cast.conference, equipment=["projector"])
    session = a_session(cast.conference, room=room, needs=["projector", "voting"])
    a_talk(session, needs=["voting", "streaming"])
    found = programme_clashes(cast.conference)
    assert [(clash.first.talk != "", clash.missing) for clash in found] == [
        (False, ("voting",)),
        (True, ("streaming",)),
    ]


def test_two_records_of_one_name_are_asked_about_until_somebody_says_they_are_two(cast: Cast) -> None:
    people = [a_person(cast.organisation, affiliation_zh="示例大学") for _ in range(2)]
    for person in people:
        a_speaker(cast, a_session(cast.conference), person=person)
    assert found_in(cast) == [ClashKind.MAYBE_ONE]
    DistinctPeople.objects.create(first=people[0], second=people[1], at=NOW)
    assert found_in(cast) == []


def diverge(cast: Cast, *sessions: SessionItem) -> None:
    """Store that this is what was approved of the forum, unlike its draft."""
    part = ForumPart(forum=a_forum_item(cast.forum.number), sessions=sessions)
    Forum.objects.filter(pk=cast.forum.pk).update(approved_part=part_as_json(part), approved_at=NOW)


def test_a_forum_that_has_changed_since_it_was_approved_counts_twice(cast: Cast) -> None:
    plenary = a_session(cast.conference)
    talk = a_talk(a_session(cast.conference, cast.forum))
    speaker = a_speaker(cast, plenary, talk)
    role = (PersonRole(speaker=speaker.code, role=AppearanceRole.SPEAKER),)
    was = a_session_item(session_of(talk).code, 14, 16, forum=1, talks=(a_talk_item(talk.code, 15, 16, people=role),))
    diverge(cast, was)
    (both,) = programme_clashes(cast.conference)
    assert (both.kind, both.is_approved_alone) == (ClashKind.PERSON, False)
    assert [clash.is_approved_alone for clash in clashes_to_publish(cast.conference)] == [True]
    Appearance.objects.filter(talk=talk).delete()
    (left,) = programme_clashes(cast.conference)
    assert (left.is_approved_alone, left.mark) == (True, both.mark)


def test_a_change_that_waits_for_approval_stops_no_publication(cast: Cast) -> None:
    room = a_room(cast.conference)
    a_session(cast.conference, room=room)
    a_session(cast.conference, cast.forum, room=room)
    assert kinds(clashes_to_publish(cast.conference)) == [ClashKind.ROOM]
    diverge(cast)
    assert kinds(programme_clashes(cast.conference)) == [ClashKind.ROOM]
    assert clashes_to_publish(cast.conference) == ()


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("as_it_is", [ClashKind.PERSON, ClashKind.ROOM]),
        ("to_be_announced", [ClashKind.ROOM]),
        ("left_out", []),
    ],
)
def test_a_forum_that_was_never_approved_clashes_as_it_is_published(
    cast: Cast, choice: str, expected: list[ClashKind]
) -> None:
    room = a_room(cast.conference)
    a_speaker(cast, a_session(cast.conference, room=room), a_talk(a_session(cast.conference, cast.forum, room=room)))
    cast.conference.unapproved = choice
    assert kinds(clashes_to_publish(cast.conference)) == expected


def test_a_day_has_the_clashes_of_its_own_sessions(cast: Cast) -> None:
    for day in (0, 1):
        shift = timedelta(days=day)
        start = NOW.replace(hour=6) + shift
        sessions = [a_session(cast.conference, starts_at=start, ends_at=start + LATER) for _ in range(2)]
        a_speaker(cast, *sessions, person=a_person(cast.organisation, f"林{day}"))
    assert len(programme_clashes(cast.conference)) == 2
    (first,) = day_clashes(cast.conference, date(2027, 4, 16))
    (second,) = day_clashes(cast.conference, date(2027, 4, 17))
    assert (first.first.label.zh, second.first.label.zh) == ("林0", "林1")
    assert day_clashes(cast.conference, date(2027, 4, 18)) == ()
    assert [len(clashes_of(cast.conference, session=session)) for session in sessions] == [1, 1]


@pytest.mark.parametrize("rows", [1, 3])
def test_all_clashes_take_six_statements(cast: Cast, rows: int) -> None:
    for number in range(rows):
        room = a_room(cast.conference, f"A{number}")
        talk = a_talk(a_session(cast.conference, cast.forum, room=room))
        speaker = a_speaker(cast, talk, cast.forum, a_session(cast.conference, room=room))
        Absence.objects.create(speaker=speaker, starts_at=talk.starts_at, ends_at=talk.ends_at)
    diverge(cast, a_session_item("gone", 14, 16, forum=1))
    for window in (None, window_of(cast.conference, date(2027, 4, 16))):
        with CaptureQueriesContext(connection) as statements:
            found = booked(cast.conference, window).clashes()
        assert (len(statements), bool(found)) == (6, True)
