from dataclasses import replace
from datetime import UTC, datetime

import pytest

from events.importers.feeds import read_feed
from events.rules.columns import (
    EventColumns,
    block_kind,
    conference_feed,
    conference_of,
    event_of,
    person_feed,
    person_of,
    room_feed,
    room_of,
    stage_role,
    talk_columns,
    track_feed,
    track_of,
)
from events.rules.exchange import FeedEvent
from events.rules.programme import AppearanceRole, SessionKind
from tests.samples import sample
from toolkit.text import Text

NINE = datetime(2027, 4, 16, 9, tzinfo=UTC)


def kept(event: FeedEvent, *, abstract: Text | None = None) -> FeedEvent:
    """Return the event rebuilt from its columns and JSON, after an edit of the abstract if there is one."""
    columns = talk_columns(event)
    now = EventColumns(
        key=event.key,
        title=columns.title,
        abstract=abstract or columns.abstract,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        day=event.day,
        room=event.room,
        track=event.track,
        persons=event.persons,
        is_cancelled=event.is_cancelled,
    )
    return event_of(columns.feed, now)


@pytest.mark.parametrize("name", ["schedule.xml", "schedule.json", "sessions.json"])
def test_every_value_survives_columns_and_json(name: str) -> None:
    feed = read_feed(sample(name))
    assert tuple(kept(event) for event in feed.events) == feed.events
    persons = (person_of(person_feed(row), key="", name=Text(), biography=row.biography) for row in feed.persons)
    assert tuple(persons) == feed.persons
    assert tuple(track_of(track_feed(row), key="", name=row.name) for row in feed.tracks) == feed.tracks
    rooms = (room_of(room_feed(row), key=row.key, name=row.name, capacity=row.capacity) for row in feed.rooms)
    assert tuple(rooms) == feed.rooms
    assert conference_of(conference_feed(feed.conference)) == feed.conference


def test_abstract_and_description_are_one_text_for_the_reader() -> None:
    event = FeedEvent(
        key="a",
        title=Text(en="A"),
        abstract=Text(en="Short."),
        description=Text(en="Long.", zh="详细介绍"),
        starts_at=NINE,
        ends_at=NINE,
        room="hall",
    )
    assert talk_columns(event).abstract == Text(zh="详细介绍", en="Short.\n\nLong.")
    assert kept(event) == event


def test_an_edited_abstract_replaces_both_texts() -> None:
    event = replace(read_feed(sample("schedule.xml")).events[0])
    told = kept(event, abstract=Text(en="Written anew."))
    assert (told.abstract.en, told.description.en) == ("Written anew.", "")


def an_event_of(kind: str) -> FeedEvent:
    return FeedEvent(key="a", title=Text(en="A"), starts_at=NINE, ends_at=NINE, room="hall", kind=kind)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Break", SessionKind.BREAK),
        ("ceremony", SessionKind.CEREMONY),
        ("workshop", SessionKind.WORKSHOP),
        ("Opening keynote", SessionKind.PLENARY),
        ("plenary", SessionKind.PLENARY),
        ("大会报告", SessionKind.PLENARY),
        ("lecture", SessionKind.WORKSHOP),
        ("", SessionKind.WORKSHOP),
    ],
)
def test_an_event_without_a_track_becomes_a_session_of_its_kind(kind: str, expected: SessionKind) -> None:
    assert block_kind(an_event_of(kind)) is expected


@pytest.mark.parametrize(
    ("kind", "role"),
    [("Keynote", AppearanceRole.KEYNOTE), ("lecture", AppearanceRole.SPEAKER), ("", AppearanceRole.SPEAKER)],
)
def test_people_of_a_keynote_appear_as_keynote_speakers(kind: str, role: AppearanceRole) -> None:
    assert stage_role(an_event_of(kind)) is role
