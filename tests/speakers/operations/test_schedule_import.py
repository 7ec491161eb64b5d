from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.serializers import serialize
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from doors.models import Checkpoint
from events.importers.feeds import read_feed
from events.models import AuditEntry, Conference, ConferenceState, Forum, Person, Room, Session, Talk
from events.operations.feed_conference import ScheduleFault, ScheduleOrder, ScheduleRefused
from events.rules.exchange import Feed, FeedRemark, RefusedEvent, RemarkKind
from events.rules.publication import ChangeKind, Subject
from speakers.models import Appearance, Speaker
from speakers.operations.schedule_import import ImportReport, import_schedule
from tests.builders.people import NOW, an_organisation
from tests.samples import sample
from toolkit.text import Text

pytestmark = pytest.mark.django_db
MODELS: tuple[type[Model], ...] = (Conference, Talk, Session, Room, Forum, Person, Speaker, Appearance)


@pytest.fixture
def feed() -> Feed:
    return read_feed(sample("schedule.xml"))


@pytest.fixture(autouse=True)
def _academy(db: None) -> None:
    an_organisation()


def take(feed: Feed, **order: object) -> ImportReport:
    values: dict[str, object] = {"slug": "sample27", "create": True} | order
    return import_schedule(ScheduleOrder(feed=feed, **values), by=None, now=NOW)  # type: ignore[arg-type]  # any field


def told(report: ImportReport) -> list[tuple[ChangeKind, Subject, str]]:
    return [(change.kind, change.subject, change.title.zh or change.title.en) for change in report.changes]


def fault_of(feed: Feed, **order: object) -> ScheduleFault:
    with pytest.raises(ScheduleRefused) as refusal:
        take(feed, **order)
    return refusal.value.fault


def with_event(feed: Feed, number: int, **fields: object) -> Feed:
    events = list(feed.events)
    events[number] = replace(events[number], **fields)  # type: ignore[arg-type]  # any field
    return replace(feed, events=tuple(events))


def everything() -> str:
    words: str = serialize("json", [row for model in MODELS for row in model._default_manager.order_by("pk")])
    return words


def test_a_new_conference_takes_its_data_from_the_feeds_header(feed: Feed) -> None:
    take(feed)
    conference = Conference.objects.get(slug="sample27")
    assert (conference.title_en, conference.timezone) == ("Sample Days 2027", "Europe/Brussels")
    assert (str(conference.starts_on), str(conference.ends_on)) == ("2027-04-16", "2027-04-17")
    assert (str(conference.day_starts_at), conference.state) == ("09:00:00", ConferenceState.OPEN)


def test_a_conference_that_is_over_takes_no_registrations(feed: Feed) -> None:
    order = ScheduleOrder(feed=feed, slug="sample27", create=True)
    report = import_schedule(order, by=None, now=NOW + timedelta(days=30))
    assert report.conference.state == ConferenceState.CLOSED


def test_consecutive_talks_of_one_track_in_one_room_are_one_session(feed: Feed) -> None:
    take(feed)
    sessions = Session.objects.order_by("starts_at")
    formed = [(session.title_en, session.kind, session.talks.count()) for session in sessions]
    assert formed == [("Rust", "forum", 2), ("Night talk", "workshop", 1), ("Legal & Policy", "forum", 1)]


def test_every_event_is_a_talk_with_its_instant_in_utc(feed: Feed) -> None:
    take(feed)
    talks = [(talk.title_zh or talk.title_en, talk.starts_at) for talk in Talk.objects.order_by("starts_at")]
    assert talks == [
        ("Engines & looms", datetime(2027, 4, 16, 8, tzinfo=UTC)),
        ("织机与程序", datetime(2027, 4, 16, 8, 35, tzinfo=UTC)),
        ("Night talk", datetime(2027, 4, 16, 22, 30, tzinfo=UTC)),
        ("A moment", datetime(2027, 4, 17, 9, tzinfo=UTC)),
    ]


def test_importing_twice_changes_nothing(feed: Feed) -> None:
    take(feed)
    kept = everything()
    report = take(feed)
    assert report.nothing_changed
    assert kept == everything()
    assert AuditEntry.objects.filter(deed="import schedule").count() == 1


def test_a_later_version_reports_what_was_added_moved_changed_and_removed(feed: Feed) -> None:
    take(feed)
    first = feed.events[0]
    later = with_event(feed, 0, starts_at=first.starts_at - timedelta(minutes=5), room="Lounge")
    later = with_event(later, 1, abstract=first.abstract)
    fresh = replace(first, key="new", guid="", id="99", title=Text(en="Fresh"), track="legal")
    later = replace(later, events=(*later.events[:3], fresh))
    assert set(told(take(later))) == {
        (ChangeKind.ADDED, Subject.TALK, "Fresh"),
        (ChangeKind.CHANGED, Subject.TALK, "织机与程序"),
        (ChangeKind.MOVED, Subject.TALK, "Engines & looms"),
        (ChangeKind.REMOVED, Subject.TALK, "A moment"),
    }
    assert Talk.objects.count() == 4


def test_a_moved_talk_keeps_its_code(feed: Feed) -> None:
    take(feed)
    before = Talk.objects.get(title_en="Engines & looms")
    take(with_event(feed, 0, room="Lounge"))
    after = Talk.objects.get(title_en="Engines & looms")
    assert (after.pk, after.code) == (before.pk, before.code)


def test_codes_are_the_same_in_every_database(feed: Feed) -> None:
    take(feed)
    assert Talk.objects.get(title_en="Engines & looms").code == "5JD7DYYH"


def test_replacing_people_in_a_talk_counts_as_a_change(feed: Feed) -> None:
    take(feed)
    assert told(take(with_event(feed, 0, persons=("7",)))) == [(ChangeKind.CHANGED, Subject.TALK, "Engines & looms")]
    assert Appearance.objects.filter(talk__title_en="Engines & looms").count() == 1


def test_a_talk_that_has_moved_and_has_other_people_is_told_once(feed: Feed) -> None:
    take(feed)
    moved = [(ChangeKind.MOVED, Subject.TALK, "Engines & looms")]
    assert told(take(with_event(feed, 0, room="Lounge", persons=("7",)))) == moved
    assert Appearance.objects.filter(talk__title_en="Engines & looms").count() == 1


def test_a_time_zone_is_guessed_only_for_a_new_conference_that_nobody_gives_one(feed: Feed) -> None:
    silent = replace(feed, conference=replace(feed.conference, timezone=""))
    guesses = [
        take(each, slug=slug, **order).zone_was_guessed
        for each, slug, order in (
            (silent, "sample27", {}),
            (silent, "sample27", {}),
            (silent, "told27", {"timezone": "Europe/Brussels"}),
            (feed, "feed27", {}),
        )
    ]
    assert guesses == [True, False, False, False]


def test_rooms_and_tracks_missing_from_the_feed_are_removed(feed: Feed) -> None:
    take(feed)
    later = replace(feed, events=feed.events[:3], rooms=feed.rooms[:1], tracks=feed.tracks[:1])
    assert told(take(later)) == [
        (ChangeKind.REMOVED, Subject.TALK, "A moment"),
        (ChangeKind.REMOVED, Subject.FORUM, "Legal & Policy"),
        (ChangeKind.REMOVED, Subject.ROOM, "Lounge"),
    ]
    assert [room.name_en for room in Room.objects.all()] == ["Janson"]


def test_a_session_with_a_door_is_cancelled_instead_of_deleted(feed: Feed) -> None:
    take(feed)
    session = Session.objects.get(title_en="Legal & Policy")
    Checkpoint.objects.create(conference=session.conference, session=session, name_en="Door")
    take(replace(feed, events=feed.events[:3]))
    session.refresh_from_db()
    assert session.is_cancelled


def test_rows_made_by_hand_are_left_alone(feed: Feed) -> None:
    conference = take(feed).conference
    own = Session.objects.create(
        conference=conference, kind="break", title_en="Tea", starts_at=NOW, ends_at=NOW + timedelta(minutes=10)
    )
    assert take(feed).nothing_changed
    assert Session.objects.filter(pk=own.pk).exists()


def test_an_organisers_title_stays_until_the_feed_has_a_new_one(feed: Feed) -> None:
    take(feed)
    Conference.objects.filter(slug="sample27").update(title_en="Our Days")
    take(feed)
    assert Conference.objects.get(slug="sample27").title_en == "Our Days"
    take(replace(feed, conference=replace(feed.conference, title=Text(en="Their Days"))))
    assert Conference.objects.get(slug="sample27").title_en == "Their Days"


def test_a_dry_run_reports_and_keeps_nothing(feed: Feed) -> None:
    report = take(feed, dry_run=True)
    assert (report.counts[Subject.TALK], len(report.changes), report.is_new) == (4, 11, True)
    assert not Conference.objects.exists()
    assert not Person.objects.exists()


def test_missing_values_are_asked_for(feed: Feed) -> None:
    local = tuple(
        replace(event, starts_at=event.starts_at.replace(tzinfo=None), ends_at=event.ends_at.replace(tzinfo=None))
        for event in feed.events
    )
    no_zone = replace(feed, conference=replace(feed.conference, timezone=""), events=local)
    assert fault_of(no_zone) is ScheduleFault.ZONE_NEEDED
    assert fault_of(replace(feed, conference=replace(feed.conference, title=Text()))) is ScheduleFault.TITLE_NEEDED


@pytest.mark.parametrize(
    ("order", "fault"),
    [
        ({"create": False}, ScheduleFault.UNKNOWN_CONFERENCE),
        ({"slug": "console"}, ScheduleFault.BAD_SLUG),
        ({"slug": "Sämple"}, ScheduleFault.BAD_SLUG),
        ({"slug": "a" * 51}, ScheduleFault.BAD_SLUG),
        ({"organisation": "nobody"}, ScheduleFault.UNKNOWN_ORGANISATION),
        ({"timezone": "Mars/Olympus"}, ScheduleFault.UNKNOWN_ZONE),
        ({"timezone": "../../etc/passwd"}, ScheduleFault.UNKNOWN_ZONE),
        ({"title": "a" * 201}, ScheduleFault.TITLE_TOO_LONG),
    ],
)
def test_impossible_values_are_refused(feed: Feed, order: dict[str, object], fault: ScheduleFault) -> None:
    assert fault_of(feed, **order) is fault
    assert not Conference.objects.exists()


def test_with_several_organisations_one_must_be_named(feed: Feed) -> None:
    an_organisation("neighbour")
    assert fault_of(feed) is ScheduleFault.ORGANISATION_NEEDED
    assert take(feed, organisation="neighbour").conference.organisation.slug == "neighbour"
    assert fault_of(feed, organisation="academy") is ScheduleFault.OTHER_ORGANISATION


@pytest.mark.parametrize("events", [1, 3])
def test_importing_takes_the_same_number_of_queries_whatever_the_size(feed: Feed, events: int) -> None:
    few = replace(feed, events=feed.events[:events])
    with CaptureQueriesContext(connection) as statements:
        take(few)
    assert len(statements) == 37


def unread(name: str) -> RefusedEvent:
    return RefusedEvent(
        remark=FeedRemark(kind=RemarkKind.BAD_VALUE, where="1", field="duration", value="soon"), names=(name,)
    )


def test_a_feed_with_a_refused_event_stores_nothing_unless_the_others_are_accepted(feed: Feed) -> None:
    broken = replace(feed, events=feed.events[1:], refused=(unread("1"),))
    assert fault_of(broken) is ScheduleFault.EVENTS_REFUSED
    assert not Conference.objects.exists()
    assert take(broken, dry_run=True).refused == (unread("1").remark,)
    assert not Conference.objects.exists()
    report = take(broken, accepts_valid=True)
    assert (report.refused, Talk.objects.count()) == ((unread("1").remark,), 3)


@pytest.mark.parametrize("named", ["guid", "id"])
def test_what_was_imported_of_an_event_stays_while_it_cannot_be_read(feed: Feed, named: str) -> None:
    take(feed)
    kept = everything()
    last = feed.events[3]
    broken = replace(
        feed,
        events=feed.events[:3],
        persons=tuple(person for person in feed.persons if person.key not in last.persons),
        refused=(unread(getattr(last, named)),),
    )
    assert told(take(broken, accepts_valid=True)) == []
    assert everything() == kept
    assert told(take(replace(broken, refused=()))) != []
    assert Talk.objects.count() == 3
