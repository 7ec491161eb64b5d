"""Import of whole real feeds, compared with the raw files, which simpler code here reads independently."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from pytest_django.plugin import DjangoDbBlocker

from events.importers.feeds import read_feed_file
from events.models import Conference, Forum, Person, Room, Talk
from events.operations.feed_conference import ScheduleOrder
from events.operations.publishing import PublishFault, PublishRefused, publish
from events.queries.bookings import booked
from events.queries.releases import current_index
from events.rules.bookings import Booking, ClashKind
from events.rules.exchange import FeedFault, FeedRefused
from speakers.models import Appearance, Speaker
from speakers.operations.schedule_import import ImportReport, import_schedule
from tests.builders.people import NOW, an_organisation
from tests.shared_rows import shared_rows

pytestmark = [pytest.mark.django_db, pytest.mark.data]
XML = {
    "fosdem-2020": ("fosdem-2020.xml", "Europe/Brussels"),
    "fosdem-2026": ("fosdem-2026.xml", ""),
    "36c3": ("36c3-stages.schedule.xml", "Europe/Berlin"),
}
ALL = [*XML, "coscup-2023"]


@pytest.fixture(scope="module")
def schedules(shared_data: Path) -> Path:
    return shared_data / "schedules"


@dataclass(frozen=True)
class Imported:
    """A conference imported from a feed, with the feed's name in `slug`."""

    slug: str
    conference: Conference


@pytest.fixture(scope="module")
def imported(
    request: pytest.FixtureRequest, schedules: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Imported]:
    """Import the feed that the parameter names, once for all tests that use it."""
    with shared_rows(django_db_blocker):
        an_organisation()
        yield Imported(request.param, take(schedules, request.param).conference)


of_each_feed = pytest.mark.parametrize("imported", ALL, indirect=True)
of_36c3 = pytest.mark.parametrize("imported", ["36c3"], indirect=True)


def take(schedules: Path, slug: str) -> ImportReport:
    file, zone = XML.get(slug, ("coscup-2023-session.json", ""))
    order = ScheduleOrder(
        feed=read_feed_file(schedules / file),
        slug=slug,
        create=True,
        timezone=zone,
        title="COSCUP 2023" if slug == "coscup-2023" else "",
    )
    return import_schedule(order, by=None, now=NOW)


@dataclass(frozen=True)
class Raw:
    """The contents of a file: title and start (UTC) of each event, people (id, name), rooms and tracks.

    `roles` is the number of pairs of event and person.
    """

    starts: list[tuple[str, datetime]]
    people: set[tuple[str, str]]
    roles: int
    rooms: set[str]
    tracks: set[str]


def plain(words: str | None) -> str:
    """Return the text without surrounding white space and without the vertical tab in one of COSCUP's titles."""
    return (words or "").strip().replace("\x0b", " ")


def raw_of_xml(path: Path, zone: str) -> Raw:
    root = ET.parse(path).getroot()  # noqa: S314 - a file of our own test data
    starts, people, tracks, roles = [], set(), {node.text or "" for node in root.iterfind("tracks/track")}, 0
    for day in root.iter("day"):
        for event in day.iter("event"):
            said = event.findtext("date") or f"{day.get('date')}T{event.findtext('start')}"
            moment = datetime.fromisoformat(said)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
            starts.append((plain(event.findtext("title")), moment.astimezone(UTC)))
            named = {(node.get("id") or "", plain(node.text)) for node in event.iter("person")}
            people |= named
            roles += len(named)
            tracks.add(event.findtext("track") or "")
    for node in root.iterfind("persons/person"):
        people.add((node.get("id") or "", node.findtext("name") or ""))
    return Raw(
        starts=sorted(starts),
        people=people,
        roles=roles,
        rooms={node.get("name") or "" for node in root.iterfind("day/room")},
        tracks=tracks - {""},
    )


def raw_of_sessions(path: Path) -> Raw:
    value = json.loads(path.read_bytes())
    return Raw(
        starts=sorted(
            (plain(row["zh"]["title"]), datetime.fromisoformat(row["start"]).astimezone(UTC))
            for row in value["sessions"]
        ),
        people={(row["id"], row["zh"]["name"].strip()) for row in value["speakers"]},
        roles=sum(len(set(row["speakers"])) for row in value["sessions"]),
        rooms={row["zh"]["name"] for row in value["rooms"]},
        tracks={row["zh"]["name"] for row in value["session_types"]},
    )


def raw_of(schedules: Path, slug: str) -> Raw:
    if slug in XML:
        file, zone = XML[slug]
        return raw_of_xml(schedules / file, zone)
    return raw_of_sessions(schedules / "coscup-2023-session.json")


@of_each_feed
def test_every_event_person_room_and_track_is_imported(schedules: Path, imported: Imported) -> None:
    raw = raw_of(schedules, imported.slug)
    talks = sorted((talk.title_zh or talk.title_en, talk.starts_at) for talk in Talk.objects.all())
    assert raw.starts == talks
    assert sorted(name for _, name in raw.people) == sorted(Person.objects.values_list("name", flat=True))
    assert Speaker.objects.count() == len(raw.people)
    assert Appearance.objects.count() == raw.roles
    assert {room.name_zh or room.name_en for room in Room.objects.all()} == raw.rooms
    assert {forum.title_zh or forum.title_en for forum in Forum.objects.all()} == raw.tracks


@of_each_feed
def test_importing_a_second_time_changes_nothing(schedules: Path, imported: Imported) -> None:
    assert take(schedules, imported.slug).nothing_changed


@pytest.mark.parametrize("imported", ["fosdem-2020", "fosdem-2026", "coscup-2023"], indirect=True)
def test_the_whole_schedule_can_be_published(schedules: Path, imported: Imported) -> None:
    conference = Conference.objects.get(pk=imported.conference.pk)
    publish(conference, by=None, now=NOW)
    index = current_index(conference)
    assert index is not None
    raw = raw_of(schedules, imported.slug)
    assert sum(len(session.talks) for session in index.programme.sessions) == len(raw.starts)


@dataclass(frozen=True)
class Counts:
    """Neighbouring bookings that overlap, of people and of rooms; and the pairs that are found, by kind."""

    people: int
    rooms: int
    found: dict[ClashKind, int]


@pytest.mark.parametrize(
    ("imported", "counts"),
    [
        ("fosdem-2020", Counts(3, 0, {ClashKind.PERSON: 3})),
        ("fosdem-2026", Counts(1, 0, {ClashKind.PERSON: 1})),
        # Two ids of this feed stand for two people each, who do not clash, and two people have two ids each.
        ("36c3", Counts(0, 6, {ClashKind.ROOM: 56, ClashKind.MAYBE_ONE: 4})),
        ("coscup-2023", Counts(1, 0, {ClashKind.PERSON: 1})),
    ],
    indirect=["imported"],
)
def test_the_clashes_of_real_schedules_are_counted(imported: Imported, counts: Counts) -> None:
    there = booked(imported.conference)
    assert neighbours(there.bookings) == {"person": counts.people, "room": counts.rooms}
    assert Counter(clash.kind for clash in there.clashes()) == counts.found


def neighbours(bookings: Iterable[Booking]) -> dict[str, int]:
    """Count the bookings of a room or a person that begin before the one before them ends."""
    found = {"person": 0, "room": 0}
    in_order = sorted(bookings, key=lambda each: (each.resource, each.key, each.starts_at, each.ends_at))
    for one, other in pairwise(in_order):
        is_beside = (one.resource, one.key) == (other.resource, other.key) and one.block != other.block
        found[one.resource] += is_beside and other.starts_at < one.ends_at
    return found


@of_36c3
def test_the_talks_of_the_night_belong_to_the_evening_before(schedules: Path, imported: Imported) -> None:
    conference = Conference.objects.get(pk=imported.conference.pk)
    publish(conference, by=None, now=NOW, accept_clashes="Listed twice.")
    index = current_index(conference)
    assert index is not None
    root = ET.parse(schedules / XML["36c3"][0]).getroot()  # noqa: S314 - a file of our own test data
    wanted = {event.findtext("title"): day.get("date") for day in root.iter("day") for event in day.iter("event")}
    night = {
        talk.title.en: str(index.conference.day_of(talk.starts_at))
        for session in index.programme.sessions
        for talk in session.talks
        if talk.starts_at.astimezone(index.conference.zone).hour < 5
    }
    assert len(night) == 13
    assert {title: wanted[title] for title in night} == night


def test_xml_and_json_of_36c3_agree(schedules: Path) -> None:
    xml = read_feed_file(schedules / "36c3-stages.schedule.xml")
    of_json = read_feed_file(schedules / "36c3-stages.schedule.json")
    assert xml.events == of_json.events
    assert (xml.rooms, xml.tracks) == (of_json.rooms, of_json.tracks)
    assert [(person.key, person.name) for person in xml.persons] == [
        (person.key, person.name) for person in of_json.persons
    ]


@of_36c3
def test_36c3_is_not_published_because_the_lightning_talks_are_listed_twice(imported: Imported) -> None:
    conference = Conference.objects.get(pk=imported.conference.pk)
    with pytest.raises(PublishRefused) as refusal:
        publish(conference, by=None, now=NOW)
    assert refusal.value.fault is PublishFault.CLASHES
    assert {clash.first.label.en for clash in refusal.value.clashes} == {"Borg"}
    assert {f"Lightning Talks Day {day}" for day in (2, 3, 4)} <= {
        booking.what.en for clash in refusal.value.clashes for booking in clash.bookings
    }


@pytest.mark.parametrize("imported", ["coscup-2023"], indirect=True)
def test_both_languages_of_coscup_are_imported(schedules: Path, imported: Imported) -> None:
    raw = json.loads((schedules / "coscup-2023-session.json").read_bytes())
    wanted = {(plain(row["zh"]["title"]), plain(row["en"]["title"])) for row in raw["sessions"]}
    assert set(Talk.objects.values_list("title_zh", "title_en")) == wanted


@pytest.mark.parametrize("language", ["cn", "en"])
def test_an_agenda_without_dates_is_refused(schedules: Path, language: str) -> None:
    conferences = list(Conference.objects.all())
    with pytest.raises(FeedRefused) as refusal:
        read_feed_file(schedules / f"openeuler-summit2021-agenda-{language}.json")
    assert refusal.value.fault is FeedFault.AGENDA_WITHOUT_DATES
    assert list(Conference.objects.all()) == conferences
