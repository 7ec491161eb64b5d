"""The head of a feed becomes a conference; what is refused is tested with the import itself (speakers)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from events.access import Denied
from events.importers.feeds import read_feed
from events.models import AuditEntry, Conference, ConferenceState, Organisation, Venue
from events.operations.feed_conference import ScheduleFault, ScheduleOrder, ScheduleRefused, feed_conference
from events.rules.exchange import Feed
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast, a_conference, an_organisation
from tests.samples import sample
from toolkit.text import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed() -> Feed:
    return read_feed(sample("schedule.xml"))


@pytest.fixture(autouse=True)
def _academy(db: None, request: pytest.FixtureRequest) -> None:
    if "cast" not in request.fixturenames:  # which has its own
        an_organisation()


def take(feed: Feed, *, now: datetime = NOW, **order: object) -> Conference:
    values: dict[str, object] = {"slug": "sample27", "create": True} | order
    made = ScheduleOrder(feed=feed, **values)  # type: ignore[arg-type]  # any field
    return feed_conference(made, by=None, now=now)[0]


def head(feed: Feed, **fields: object) -> Feed:
    return replace(feed, conference=replace(feed.conference, **fields))  # type: ignore[arg-type]  # any field


def fault_of(feed: Feed, **order: object) -> tuple[ScheduleFault, dict[str, str | int]]:
    with pytest.raises(ScheduleRefused) as refusal:
        take(feed, **order)  # type: ignore[arg-type]  # any field
    return refusal.value.fault, refusal.value.details


def test_a_conference_is_made_once(feed: Feed) -> None:
    order = ScheduleOrder(feed=feed, slug="sample27", create=True)
    made, is_new = feed_conference(order, by=None, now=NOW)
    again, is_new_again = feed_conference(order, by=None, now=NOW)
    assert (made, is_new, is_new_again) == (again, True, False)
    assert [entry.deed for entry in AuditEntry.objects.all()] == ["create"]


def test_the_conference_takes_its_data_from_the_head_of_the_feed(feed: Feed) -> None:
    made = take(head(feed, city="Ghent", venue="The Mill"))
    made.refresh_from_db()
    assert (made.title_en, made.city_en, made.timezone) == ("Sample Days 2027", "Ghent", "Europe/Brussels")
    assert (made.starts_on, made.ends_on, made.day_starts_at) == (date(2027, 4, 16), date(2027, 4, 17), time(9))
    assert (made.created_at, made.feed["acronym"]) == (NOW, "sample27")
    assert [str(venue) for venue in made.venues.all()] == ["The Mill"]


def test_without_a_venue_none_is_made(feed: Feed) -> None:
    take(head(feed, venue=""))
    assert not Venue.objects.exists()


def test_title_and_zone_of_the_order_take_precedence_over_the_feed(feed: Feed) -> None:
    made = take(feed, title="示例大会", timezone="Asia/Shanghai")
    assert (made.title_zh, made.title_en, made.timezone) == ("示例大会", "", "Asia/Shanghai")


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (datetime(2027, 4, 17, 21, 59, tzinfo=UTC), ConferenceState.OPEN),
        (datetime(2027, 4, 17, 22, 0, tzinfo=UTC), ConferenceState.CLOSED),
    ],
)
def test_a_conference_is_closed_once_its_last_day_is_over_in_its_zone(
    feed: Feed, now: datetime, state: ConferenceState
) -> None:
    assert take(feed, now=now).state == state


def test_a_title_of_two_hundred_letters_is_taken_and_a_longer_one_refused(feed: Feed) -> None:
    assert take(feed, title="a" * 200).title_en == "a" * 200
    assert fault_of(feed, title="a" * 201)[0] is ScheduleFault.TITLE_TOO_LONG


def test_a_slug_of_fifty_letters_is_taken_and_a_longer_one_refused(feed: Feed) -> None:
    assert take(feed, slug="a" * 50).slug == "a" * 50
    assert fault_of(feed, slug="a" * 51) == (ScheduleFault.BAD_SLUG, {"slug": "a" * 51})


@pytest.mark.parametrize("slug", ["a--b", "-a", "a-", "A", "a b", "console"])
def test_invalid_slugs_are_refused(feed: Feed, slug: str) -> None:
    assert fault_of(feed, slug=slug)[0] is ScheduleFault.BAD_SLUG


def test_an_unknown_conference_is_created_only_on_request(feed: Feed) -> None:
    assert fault_of(feed, create=False) == (ScheduleFault.UNKNOWN_CONFERENCE, {"slug": "sample27"})


def test_refusals_name_what_they_are_about(feed: Feed) -> None:
    assert fault_of(feed, organisation="x") == (ScheduleFault.UNKNOWN_ORGANISATION, {"organisation": "x"})
    assert fault_of(feed, timezone="Mars/Olympus") == (ScheduleFault.UNKNOWN_ZONE, {"zone": "Mars/Olympus"})
    an_organisation("neighbour")
    assert fault_of(feed)[0] is ScheduleFault.ORGANISATION_NEEDED
    assert set(str(fault_of(feed)[1]["organisations"]).split(", ")) == {"academy", "neighbour"}
    take(feed, organisation="neighbour")
    assert fault_of(feed, organisation="academy") == (
        ScheduleFault.OTHER_ORGANISATION,
        {"slug": "sample27", "organisation": "academy"},
    )


def test_without_an_organisation_the_import_is_refused(feed: Feed) -> None:
    Organisation.objects.all().delete()
    assert fault_of(feed)[0] is ScheduleFault.NO_ORGANISATION


def test_what_the_feed_says_anew_is_stored(feed: Feed) -> None:
    take(feed)
    last = feed.conference.ends_on
    assert last is not None
    later = take(head(feed, title=Text(en="Sample Week"), ends_on=last + timedelta(days=1)))
    later.refresh_from_db()
    assert (later.title_en, later.ends_on) == ("Sample Week", date(2027, 4, 18))
    assert later.feed["ends_on"] == "2027-04-18"


def test_what_an_organiser_wrote_stays_until_the_feed_says_something_else(feed: Feed) -> None:
    take(feed)
    Conference.objects.update(title_en="Our Days", ends_on=date(2027, 4, 20))
    kept = take(head(feed, city="Ghent"))
    assert (kept.title_en, kept.ends_on) == ("Our Days", date(2027, 4, 20))


def test_a_conference_made_by_hand_keeps_its_own_words(feed: Feed) -> None:
    own = a_conference(an_organisation("host"))
    kept = take(feed, slug=own.slug)
    kept.refresh_from_db()
    assert (kept.title_en, kept.starts_on, kept.feed) == (own.title_en, own.starts_on, {})


def test_a_title_and_a_zone_given_with_the_feed_are_taken_even_then(feed: Feed) -> None:
    own = a_conference(an_organisation("host"))
    take(feed, slug=own.slug, title="Renamed", timezone="Europe/Berlin")
    own.refresh_from_db()
    assert (own.title_zh, own.title_en, own.timezone) == ("", "Renamed", "Europe/Berlin")


def test_only_the_centre_imports_a_feed(cast: Cast, feed: Feed) -> None:
    editor = cast.members[Role.PROGRAMME_EDITOR]
    old = ScheduleOrder(feed=feed, slug=cast.conference.slug)
    new = ScheduleOrder(feed=feed, slug="sample27", create=True, organisation="academy")
    for order in (old, new):
        with pytest.raises(Denied):
            feed_conference(order, by=editor, now=NOW)
        assert feed_conference(order, by=cast.members[Role.ORGANISER], now=NOW)
