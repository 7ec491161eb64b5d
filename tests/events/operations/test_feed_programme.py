"""Rooms, forums, sessions and talks of a feed. The import as a whole is tested in speakers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from doors.models import Checkpoint
from events.importers.feeds import read_feed
from events.models import Conference, Forum, Room, Session, Talk
from events.operations.feed_programme import TakenProgramme, take_programme
from events.rules.exchange import Feed
from events.rules.publication import ChangeKind, Subject
from tests.builders.people import a_conference, an_organisation
from tests.builders.programme import a_room, a_session, a_talk, session_of
from tests.samples import sample
from toolkit.text import Text

MINUTES = timedelta(minutes=5)


@pytest.fixture
def feed() -> Feed:
    return read_feed(sample("schedule.xml"))


@pytest.fixture
def conference(db: None) -> Conference:
    return a_conference(an_organisation(), timezone="Europe/Brussels")


def take(conference: Conference, feed: Feed) -> TakenProgramme:
    return take_programme(conference, feed.in_zone(conference.zone))


def event(feed: Feed, number: int, **fields: object) -> Feed:
    events = list(feed.events)
    events[number] = replace(events[number], **fields)  # type: ignore[arg-type]  # any field
    return replace(feed, events=tuple(events))


def told(taken: TakenProgramme) -> list[tuple[ChangeKind, Subject, str]]:
    return [(change.kind, change.subject, change.title.zh or change.title.en) for change in taken.changes]


def test_the_programme_is_what_the_feed_says(conference: Conference, feed: Feed) -> None:
    taken = take(conference, feed)
    assert taken.sessions == 3
    assert [
        (talk.title_en or talk.title_zh, session_of(talk).title_en, talk.position) for talk in taken.talks.values()
    ] == [
        ("Engines & looms", "Rust", 0),
        ("织机与程序", "Rust", 1),
        ("Night talk", "Night talk", 0),
        ("A moment", "Legal & Policy", 0),
    ]
    assert list(taken.talks) == [event.key for event in feed.events]
    assert {kind for kind, _, _ in told(taken)} == {ChangeKind.ADDED}
    assert [(forum.number, forum.title_en) for forum in Forum.objects.all()] == [(1, "Rust"), (2, "Legal & Policy")]
    assert [(room.position, room.name_en) for room in Room.objects.all()] == [(0, "Janson"), (1, "Lounge")]


def test_sessions_hold_their_talks(conference: Conference, feed: Feed) -> None:
    take(conference, feed)
    rust = Session.objects.get(title_en="Rust")
    assert (rust.starts_at, rust.ends_at) == (
        datetime(2027, 4, 16, 8, tzinfo=UTC),
        datetime(2027, 4, 16, 9, tzinfo=UTC),
    )
    assert (rust.kind, rust.forum, rust.room) == (
        "forum",
        Forum.objects.get(title_en="Rust"),
        Room.objects.get(name_en="Janson"),
    )
    assert Session.objects.get(title_en="Night talk").forum is None


def test_the_same_feed_twice_changes_nothing(conference: Conference, feed: Feed) -> None:
    first = take(conference, feed)
    again = take(conference, feed)
    assert again.changes == ()
    assert again.talks == first.talks


def test_rooms_and_forums_made_by_hand_are_taken_if_they_are_called_as_the_feeds_key(
    conference: Conference, feed: Feed
) -> None:
    room = a_room(conference, "Janson", position=7)
    a_room(conference, "Cellar", position=2)
    forum = Forum.objects.create(conference=conference, number=4, title_en="rust")
    take(conference, feed)
    room.refresh_from_db()
    forum.refresh_from_db()
    assert (room.source_key, forum.source_key, forum.number) == ("Janson", "rust", 4)
    assert Forum.objects.get(title_en="Legal & Policy").number == 5
    assert Room.objects.get(name_en="Lounge").position > room.position


def test_a_talk_at_another_time_or_in_another_room_is_reported_as_moved(conference: Conference, feed: Feed) -> None:
    take(conference, feed)
    night = feed.events[2]
    later = event(feed, 2, starts_at=night.starts_at + MINUTES, ends_at=night.ends_at + MINUTES)
    [moved] = take(conference, later).changes
    assert (moved.kind, moved.title.en) == (ChangeKind.MOVED, "Night talk")
    assert moved.before is not None
    assert moved.after is not None
    assert moved.after.starts_at - moved.before.starts_at == MINUTES
    [elsewhere] = take(conference, event(later, 2, room="Lounge")).changes
    assert elsewhere.before is not None
    assert elsewhere.after is not None
    assert (elsewhere.before.room.en, elsewhere.after.room.en) == ("Janson", "Lounge")


def test_a_talk_with_another_text_or_end_is_reported_as_changed(conference: Conference, feed: Feed) -> None:
    take(conference, feed)
    assert told(take(conference, event(feed, 2, title=Text(en="Late talk")))) == [
        (ChangeKind.CHANGED, Subject.TALK, "Late talk")
    ]
    night = feed.events[2]
    longer = event(event(feed, 2, title=Text(en="Late talk")), 2, ends_at=night.ends_at + MINUTES)
    assert told(take(conference, longer)) == [(ChangeKind.CHANGED, Subject.TALK, "Late talk")]


def test_another_position_in_the_session_is_not_reported(conference: Conference, feed: Feed) -> None:
    take(conference, feed)
    first = feed.events[0]
    early = replace(
        first, key="early", guid="", id="90", title=Text(en="Early"), starts_at=first.starts_at - 2 * MINUTES,
        ends_at=first.starts_at - MINUTES,
    )  # fmt: skip
    assert told(take(conference, replace(feed, events=(early, *feed.events)))) == [
        (ChangeKind.ADDED, Subject.TALK, "Early")
    ]
    assert Talk.objects.get(title_en="Engines & looms").position == 1


def test_talks_are_matched_by_key_then_guid_then_id(conference: Conference, feed: Feed) -> None:
    take(conference, feed)
    before = Talk.objects.get(title_en="Night talk")
    take(conference, event(feed, 2, key="other"))
    assert Talk.objects.get(title_en="Night talk") == before
    by_id = replace(feed.events[2], key="plain", guid="", id="77", title=Text(en="By id"))
    take(conference, replace(feed, events=(by_id,)))
    plain = Talk.objects.get(title_en="By id")
    take(conference, replace(feed, events=(replace(by_id, key="renamed"),)))
    assert Talk.objects.get(title_en="By id") == plain


def test_what_the_feed_no_longer_has_is_removed(conference: Conference, feed: Feed) -> None:
    take(conference, feed)
    less = replace(feed, events=feed.events[:3], rooms=feed.rooms[:1], tracks=feed.tracks[:1])
    assert told(take(conference, less)) == [
        (ChangeKind.REMOVED, Subject.TALK, "A moment"),
        (ChangeKind.REMOVED, Subject.FORUM, "Legal & Policy"),
        (ChangeKind.REMOVED, Subject.ROOM, "Lounge"),
    ]
    assert not Session.objects.filter(title_en="Legal & Policy").exists()


def test_a_session_with_a_door_is_cancelled_and_restored_with_the_feed(conference: Conference, feed: Feed) -> None:
    take(conference, feed)
    session = Session.objects.get(title_en="Legal & Policy")
    Checkpoint.objects.create(conference=conference, session=session, name_en="Door")
    take(conference, replace(feed, events=feed.events[:3]))
    session.refresh_from_db()
    assert session.is_cancelled
    take(conference, feed)
    session.refresh_from_db()
    assert not session.is_cancelled


def test_rows_made_by_hand_or_from_a_spreadsheet_are_left_alone(conference: Conference, feed: Feed) -> None:
    own = a_session(conference, title_en="By hand")
    sheet = a_session(conference, title_en="From a sheet", source_key="sheet:1")
    a_talk(own, title_en="By hand")
    a_talk(sheet, title_en="From a sheet", source_key="sheet:2")
    a_room(conference, "By hand")
    Forum.objects.create(conference=conference, number=9, title_en="By hand")
    take(conference, feed)
    take(conference, replace(feed, events=(), rooms=(), tracks=()))
    assert set(Session.objects.values_list("title_en", flat=True)) == {"By hand", "From a sheet"}
    assert set(Talk.objects.values_list("title_en", flat=True)) == {"By hand", "From a sheet"}
    assert [room.name_en for room in Room.objects.all()] == ["By hand"]
    assert [forum.title_en for forum in Forum.objects.all()] == ["By hand"]


def test_a_talk_cancelled_by_the_feed_is_reported_as_changed_and_not_as_removed_later(
    conference: Conference, feed: Feed
) -> None:
    take(conference, feed)
    assert told(take(conference, event(feed, 2, is_cancelled=True))) == [
        (ChangeKind.CHANGED, Subject.TALK, "Night talk")
    ]
    assert Talk.objects.get(title_en="Night talk").is_cancelled
    gone = take(conference, replace(feed, events=feed.events[:2], tracks=feed.tracks[:1], rooms=feed.rooms[:1]))
    assert (ChangeKind.REMOVED, Subject.TALK, "Night talk") not in told(gone)
