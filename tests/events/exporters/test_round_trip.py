"""Import, publish, export and import again: the result must equal the source."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytest_django.plugin import DjangoDbBlocker

from events.exporters.schedule_json import schedule_json
from events.exporters.schedule_xml import schedule_xml
from events.importers.feeds import read_feed
from events.models import Conference
from events.operations.feed_conference import ScheduleOrder
from events.operations.publishing import publish
from events.queries.releases import current_index
from events.rules.exchange import Feed, FeedEvent
from events.rules.feeds import Addresses, Edition, feed_of
from speakers.operations.schedule_import import import_schedule
from tests.builders.people import NOW, an_organisation
from tests.samples import sample
from tests.shared_rows import shared_rows
from toolkit.text import Text

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite_is_enough("formats are compared; test_real_schedules.py stores and publishes the same feeds"),
]
EDITION = Edition(number=1, published_at=datetime(2027, 4, 1, tzinfo=UTC))
ADDRESSES = Addresses(
    conference="https://portal.example/c/",
    talk=lambda code: f"https://portal.example/talks/{code}/",
    session=lambda code: f"https://portal.example/sessions/{code}/",
)
REAL = {
    "fosdem-2020.xml": "Europe/Brussels",
    "fosdem-2026.xml": "",
    "36c3-stages.schedule.xml": "Europe/Berlin",
    "36c3-stages.schedule.json": "Europe/Berlin",
    "coscup-2023-session.json": "",
}


def released(content: bytes, slug: str, *, timezone: str = "") -> Feed:
    """Import `content` as a conference, publish it, and return the feed of the release."""
    order = ScheduleOrder(feed=read_feed(content), slug=slug, create=True, timezone=timezone, title="A title")
    conference = import_schedule(order, by=None, now=NOW).conference
    publish(conference, by=None, now=NOW, accept_clashes="The feed has them.")
    index = current_index(Conference.objects.get(pk=conference.pk))
    assert index is not None
    return feed_of(index.programme, edition=EDITION, addresses=ADDRESSES)


def as_told(event: FeedEvent, feed: Feed, *, language: str) -> dict[str, object]:
    """Return the fields of an event as a file in one language has them, with names in place of keys."""
    rooms = {room.key: room.name.within(language) for room in feed.rooms}
    tracks = {track.key: track.name.within(language) for track in feed.tracks}
    persons = {person.key: person.name.within(language) for person in feed.persons}
    told = {field.name: getattr(event, field.name) for field in fields(event)}
    for name, value in told.items():
        if isinstance(value, Text):
            told[name] = value.within(language)
    return told | {
        "key": "",
        "room": rooms[event.room],
        "track": tracks.get(event.track, ""),
        "persons": [persons[key] for key in event.persons],
    }


def by_time(feed: Feed, *, language: str = "en") -> list[dict[str, object]]:
    told = [as_told(event, feed, language=language) for event in feed.events]
    return sorted(told, key=lambda event: (str(event["starts_at"]), str(event["room"]), str(event["guid"])))


def again(feed: Feed, kind: str, *, language: str = "en") -> Feed:
    """Export the feed and return what the importer reads from it."""
    if kind == "xml":
        content = schedule_xml(feed, language=language, address="https://portal.example/schedule.xml")
    else:
        content = schedule_json(feed, language=language)
    return read_feed(content).in_zone(ZoneInfo(feed.conference.timezone))


def without(rows: list[dict[str, object]], *names: str) -> list[dict[str, object]]:
    return [{name: value for name, value in row.items() if name not in names} for row in rows]


@pytest.fixture(autouse=True)
def _academy(db: None) -> None:
    an_organisation()


@pytest.mark.parametrize("name", ["schedule.xml", "schedule.json"])
def test_exporting_an_imported_feed_loses_nothing(name: str) -> None:
    source = read_feed(sample(name)).in_zone(ZoneInfo("Europe/Brussels"))
    told = released(sample(name), "sample27")
    # Events without a URL in the source get one of this portal.
    assert without(by_time(told), "url") == without(by_time(source), "url")
    assert [room.name for room in told.rooms] == [room.name for room in source.rooms]
    assert [(track.key, track.name, track.extras) for track in told.tracks] == [
        (track.key, track.name, track.extras) for track in source.tracks
    ]


@pytest.mark.parametrize("kind", ["xml", "json"])
def test_importing_an_export_gives_the_same_programme(kind: str) -> None:
    told = released(sample("schedule.xml"), "sample27")
    read = again(told, kind)
    if kind == "json":
        # Only JSON is expected to keep the extras exactly.
        assert by_time(read) == by_time(told)
    assert without(by_time(read), "extras") == without(by_time(told), "extras")
    assert [room.name for room in read.rooms] == [room.name for room in told.rooms]
    assert [(track.key, track.name) for track in read.tracks] == [(track.key, track.name) for track in told.tracks]


@pytest.mark.parametrize("kind", ["xml", "json"])
def test_a_second_round_trip_changes_nothing(kind: str) -> None:
    first = again(released(sample("schedule.xml"), "sample27"), kind)
    content = (
        schedule_xml(first, language="en", address="https://portal.example/schedule.xml")
        if kind == "xml"
        else schedule_json(first, language="en")
    )
    second = again(released(content, "again27"), kind)
    assert second.events == first.events
    assert second.persons == first.persons
    assert second.tracks == first.tracks


def test_people_keep_their_ids(db: None) -> None:
    told = released(sample("schedule.xml"), "sample27")
    assert [(person.id, person.name.en) for person in told.persons] == [
        ("8", "Charles Babbage"),
        ("7", "Ada Byron"),
        ("8", "Somebody of another system"),
    ]


@dataclass(frozen=True)
class RealFeed:
    """A real feed: `source` as read from its file, `told` as published by a conference imported from it."""

    source: Feed
    told: Feed


@pytest.fixture(scope="module", params=REAL)
def real(
    request: pytest.FixtureRequest, shared_data: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> RealFeed:
    """Import and publish each real feed once for all tests, and roll back before they run."""
    content = (shared_data / "schedules" / request.param).read_bytes()
    with shared_rows(django_db_blocker):
        an_organisation()
        told = released(content, "real27", timezone=REAL[request.param])
    return RealFeed(source=read_feed(content).in_zone(ZoneInfo(told.conference.timezone)), told=told)


@pytest.mark.data
@pytest.mark.parametrize("kind", ["xml", "json"])
def test_real_feeds_survive_a_round_trip(real: RealFeed, kind: str) -> None:
    source = real.source
    read = again(real.told, kind)
    # Ignore fields that the source leaves out, which the import fills in, and extras, which differ by format.
    given = [name for name in ("guid", "id", "url", "code", "slug", "kind", "day") if not all(by(source, name))]
    assert sorted(map(str, without(by_time(read), *given, "extras", "guid"))) == sorted(
        map(str, without(by_time(source), *given, "extras", "guid"))
    )
    assert {room.name.within("en") for room in read.rooms} == {room.name.within("en") for room in source.rooms}
    assert {track.name.within("en") for track in read.tracks} == {track.name.within("en") for track in source.tracks}


def by(feed: Feed, name: str) -> list[object]:
    return [getattr(event, name) for event in feed.events]
