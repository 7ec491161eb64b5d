from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from events.rules.exchange import (
    Feed,
    FeedConference,
    FeedEvent,
    FeedFault,
    FeedFormat,
    FeedRefused,
    distinct_keys,
    said_days,
    said_zone,
    start_of_days,
    text_of,
)
from toolkit.text import Text

BRUSSELS = ZoneInfo("Europe/Brussels")
SHANGHAI = "Asia/Shanghai"
FRIDAY, SATURDAY = date(2027, 4, 16), date(2027, 4, 17)
FIVE = time(5)
LOCAL = datetime.fromisoformat("2027-04-16T10:00")
NOON = datetime(2027, 4, 16, 12, tzinfo=UTC)


def an_event(starts_at: datetime, *, minutes: int = 30, day: date | None = None) -> FeedEvent:
    ends_at = starts_at + timedelta(minutes=minutes)
    return FeedEvent(key="1", title=Text(en="Looms"), starts_at=starts_at, ends_at=ends_at, room="hall", day=day)


def a_feed(*events: FeedEvent, conference: FeedConference | None = None) -> Feed:
    return Feed(
        format=FeedFormat.XML,
        conference=conference or FeedConference(),
        rooms=(),
        tracks=(),
        persons=(),
        events=events,
    )


def at_offset(hours: float, *, month: int = 4) -> datetime:
    return datetime(2027, month, 16, 10, tzinfo=timezone(timedelta(hours=hours)))


def test_a_refusal_carries_its_fault_and_details() -> None:
    refusal = FeedRefused(FeedFault.BAD_VALUE, field="start", line=3)
    assert (refusal.fault, refusal.details, str(refusal)) == (
        FeedFault.BAD_VALUE,
        {"field": "start", "line": 3},
        "bad_value",
    )


def test_one_time_without_a_zone_makes_the_feed_local() -> None:
    aware, local = an_event(at_offset(8)), an_event(LOCAL)
    assert not a_feed().has_local_times
    assert not a_feed(aware).has_local_times
    assert a_feed(aware, local).has_local_times


@pytest.mark.parametrize(
    ("starts_at", "instant"),
    [
        (LOCAL, datetime(2027, 4, 16, 8, tzinfo=UTC)),
        (at_offset(8), datetime(2027, 4, 16, 2, tzinfo=UTC)),
    ],
)
def test_local_times_are_read_in_the_zone_and_aware_ones_keep_their_instant(
    starts_at: datetime, instant: datetime
) -> None:
    [event] = a_feed(an_event(starts_at)).in_zone(BRUSSELS).events
    assert (event.starts_at, event.ends_at) == (instant, instant + timedelta(minutes=30))
    assert event.starts_at.utcoffset() == timedelta()


@pytest.mark.parametrize("clock", ["2027-03-28T01:45", "2027-03-28T02:45", "2027-10-31T02:45"])
def test_an_event_at_a_clock_change_is_never_shorter_than_announced(clock: str) -> None:
    [event] = a_feed(an_event(datetime.fromisoformat(clock))).in_zone(BRUSSELS).events
    assert event.ends_at - event.starts_at >= timedelta(minutes=30)


def test_the_zone_named_by_the_feed_takes_precedence() -> None:
    feed = a_feed(an_event(at_offset(8)), conference=FeedConference(timezone="Europe/Brussels"))
    assert said_zone(feed, usual=SHANGHAI) == "Europe/Brussels"


@pytest.mark.parametrize(
    ("events", "zone"),
    [
        ([], ""),
        ([LOCAL], ""),
        ([at_offset(8), at_offset(8)], SHANGHAI),
        ([at_offset(8), at_offset(1)], ""),
        ([at_offset(1)], "Etc/GMT-1"),
        ([at_offset(-5)], "Etc/GMT+5"),
        ([at_offset(0)], "UTC"),
        ([at_offset(5.5)], ""),
    ],
)
def test_a_zone_is_derived_from_offsets_where_possible(events: list[datetime], zone: str) -> None:
    assert said_zone(a_feed(*map(an_event, events)), usual=SHANGHAI) == zone


def test_the_usual_zone_fits_different_offsets_in_summer_and_winter() -> None:
    feed = a_feed(an_event(at_offset(2)), an_event(at_offset(1, month=1)))
    assert said_zone(feed, usual="Europe/Brussels") == "Europe/Brussels"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "days"),
    [
        (None, None, (FRIDAY, SATURDAY)),
        (date(2027, 4, 15), None, (date(2027, 4, 15), SATURDAY)),
        (None, date(2027, 4, 18), (FRIDAY, date(2027, 4, 18))),
        (date(2027, 4, 20), date(2027, 4, 18), (date(2027, 4, 20), date(2027, 4, 20))),
    ],
)
def test_the_days_are_the_feeds_own_or_those_of_its_events(
    starts_on: date | None, ends_on: date | None, days: tuple[date, date]
) -> None:
    # The feed lists the night event under Friday, and the other one under no day.
    night = an_event(datetime(2027, 4, 17, 0, 30, tzinfo=UTC), day=FRIDAY)
    later = an_event(datetime(2027, 4, 17, 9, tzinfo=UTC))
    head = FeedConference(starts_on=starts_on, ends_on=ends_on)
    assert said_days(a_feed(later, night, conference=head)) == days


def changes_at(*events: tuple[int, int, date | None]) -> time:
    """Return the start of days in a feed of events on 17 April, each given as hour, minute and listed day."""
    made = [an_event(datetime(2027, 4, 17, hour, minute, tzinfo=BRUSSELS), day=day) for hour, minute, day in events]
    return start_of_days(a_feed(*made), zone=BRUSSELS, usual=FIVE)


def test_the_feeds_own_change_of_days_takes_precedence() -> None:
    feed = a_feed(an_event(at_offset(2), day=FRIDAY), conference=FeedConference(day_change=time(0)))
    assert start_of_days(feed, zone=BRUSSELS, usual=FIVE) == time(0)


def test_days_change_at_the_usual_hour_unless_an_event_contradicts_it() -> None:
    assert changes_at() == FIVE
    assert changes_at((4, 0, None)) == FIVE
    assert changes_at((4, 59, FRIDAY), (5, 0, SATURDAY)) == FIVE


def test_an_event_of_the_evening_before_at_the_usual_hour_moves_the_change_to_the_first_start() -> None:
    assert changes_at((5, 0, FRIDAY), (10, 0, SATURDAY), (9, 30, SATURDAY)) == time(9, 30)


def test_an_event_of_the_day_before_the_usual_hour_moves_the_change_to_its_start() -> None:
    assert changes_at((4, 59, SATURDAY), (10, 0, SATURDAY)) == time(4, 59)


def test_without_an_event_on_its_own_day_the_usual_hour_applies() -> None:
    assert changes_at((6, 0, FRIDAY)) == FIVE


def test_starts_are_read_on_the_clock_of_the_zone() -> None:
    late = an_event(datetime(2027, 4, 17, 2, 30, tzinfo=UTC), day=SATURDAY)
    assert start_of_days(a_feed(late), zone=BRUSSELS, usual=FIVE) == time(4, 30)


@pytest.mark.parametrize("words", ["织机", "AI 与织机", "\u4e00", "\u9fff", "\u3400", "\u4dbf"])
def test_a_text_with_a_chinese_character_is_chinese(words: str) -> None:
    assert text_of(words) == Text(zh=words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Looms",
        "日本の織機",
        "漢字 한국어",
        "漢\u3040",
        "漢\u30ff",
        "漢\uac00",
        "漢\ud7af",
        "\u33ff",
        "\u4dc0",
        "\ua000",
    ],
)
def test_any_other_text_is_in_the_english_column(words: str) -> None:
    assert text_of(words) == Text(en=words)


def test_repeated_keys_are_numbered_in_order() -> None:
    assert distinct_keys(["a", "b", "a", "a", "b"]) == ("a", "b", "a#2", "a#3", "b#2")


def test_in_zone_changes_nothing_but_the_times() -> None:
    feed = a_feed(an_event(LOCAL, day=FRIDAY))
    moved = feed.in_zone(BRUSSELS)
    assert replace(moved, events=()) == replace(feed, events=())
    assert replace(moved.events[0], starts_at=NOON, ends_at=NOON) == replace(
        feed.events[0], starts_at=NOON, ends_at=NOON
    )


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FeedFormat.XML, "schedule.xml"),
        (FeedFormat.JSON, "schedule.json"),
        (FeedFormat.SESSIONS, "sessions.json"),
    ],
)
def test_a_format_is_named_after_its_usual_file(kind: FeedFormat, value: str) -> None:
    assert kind.value == value
