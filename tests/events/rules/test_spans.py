from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from events.rules.programme import day_of
from events.rules.spans import (
    NamedSpan,
    Span,
    TimesFault,
    days_of,
    left_out,
    session_fault,
    shift_of_talks,
    talk_fault,
)
from toolkit.text import Text

MINUTE = timedelta(minutes=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(hour: int, minute: int = 0, day: int = 16) -> datetime:
    return datetime(2027, 4, day, hour, minute, tzinfo=UTC)


def span(start: int, end: int) -> Span:
    return Span(at(start), at(end))


AFTERNOON = span(14, 16)


WITHIN = [AFTERNOON, span(14, 15), span(15, 16)]
ACROSS = [Span(at(13, 59), at(16)), Span(at(14), at(16, 1)), Span(at(12), at(14, 1)), Span(at(15, 59), at(17))]
APART = [span(12, 14), span(16, 17), span(10, 11)]


def test_a_span_contains_what_begins_and_ends_in_it() -> None:
    assert [AFTERNOON.holds(other) for other in [*WITHIN, *ACROSS, *APART]] == [True] * 3 + [False] * 7


def test_spans_with_a_moment_in_common_overlap() -> None:
    assert [AFTERNOON.overlaps(other) for other in [*WITHIN, *ACROSS, *APART]] == [True] * 7 + [False] * 3


def test_a_span_that_does_not_end_after_its_start_is_empty() -> None:
    assert [Span(at(14), end).is_empty for end in (at(13, 59), at(14), at(14, 1))] == [True, True, False]
    assert AFTERNOON.length == timedelta(hours=2)


def test_the_days_of_a_conference_end_when_the_next_one_would_begin() -> None:
    days = days_of(first=date(2027, 4, 16), last=date(2027, 4, 18), day_starts_at=time(5), zone=SHANGHAI)
    assert days == Span(datetime(2027, 4, 15, 21, tzinfo=UTC), datetime(2027, 4, 18, 21, tzinfo=UTC))


def fault(session: Span, days: Span) -> TimesFault | None:
    return session_fault(session, days=days, day_of=partial(day_of, zone=SHANGHAI, day_starts_at=time(5)))


def test_a_session_may_fill_a_day_and_no_more() -> None:
    days = days_of(first=date(2027, 4, 16), last=date(2027, 4, 18), day_starts_at=time(5), zone=SHANGHAI)
    day = Span(days.starts_at, days.starts_at + timedelta(days=1))
    assert fault(day, days) is None
    assert fault(Span(day.starts_at - MINUTE, day.ends_at), days) is TimesFault.OUTSIDE_CONFERENCE
    assert fault(Span(day.starts_at, day.ends_at + MINUTE), days) is TimesFault.LONGER_THAN_A_DAY
    assert fault(Span(day.ends_at - MINUTE, day.ends_at + MINUTE), days) is TimesFault.IN_TWO_DAYS
    assert fault(Span(days.ends_at - MINUTE, days.ends_at + MINUTE), days) is TimesFault.OUTSIDE_CONFERENCE


def test_a_session_after_midnight_belongs_to_the_evening_before() -> None:
    days = days_of(first=date(2027, 4, 16), last=date(2027, 4, 16), day_starts_at=time(5), zone=SHANGHAI)
    night = Span(datetime(2027, 4, 17, 1, tzinfo=SHANGHAI), datetime(2027, 4, 17, 5, tzinfo=SHANGHAI))
    assert fault(night, days) is None
    across = Span(night.starts_at - timedelta(hours=3), night.ends_at)
    assert fault(across, days) is None
    assert fault(Span(night.starts_at - timedelta(days=1), night.ends_at), days) is not None


def test_a_talk_lies_within_its_session() -> None:
    assert talk_fault(AFTERNOON, session=AFTERNOON) is None
    assert talk_fault(span(13, 15), session=AFTERNOON) is TimesFault.OUTSIDE_SESSION
    assert talk_fault(span(15, 17), session=AFTERNOON) is TimesFault.OUTSIDE_SESSION


def test_an_end_before_the_start_is_reported_first() -> None:
    backwards = Span(at(20), at(19))
    assert talk_fault(backwards, session=AFTERNOON) is TimesFault.ENDS_BEFORE_IT_STARTS
    assert fault(backwards, AFTERNOON) is TimesFault.ENDS_BEFORE_IT_STARTS
    assert talk_fault(Span(at(15), at(15)), session=AFTERNOON) is TimesFault.ENDS_BEFORE_IT_STARTS


def named(name: str, start: int, end: int) -> NamedSpan:
    return NamedSpan(Text(en=name), span(start, end))


def test_the_first_part_outside_the_new_times_is_named() -> None:
    parts = [named("first", 14, 15), named("second", 15, 16), named("third", 15, 16)]
    assert left_out(parts, before=AFTERNOON, after=span(14, 15)) == parts[1]
    assert left_out(parts, before=AFTERNOON, after=AFTERNOON) is None


def test_a_part_that_was_outside_before_is_no_error() -> None:
    assert left_out([named("early", 13, 14)], before=AFTERNOON, after=span(15, 16)) is None


@pytest.mark.parametrize(
    ("after", "hours"),
    [
        (span(15, 17), 1),  # same length, overlapping the old times
        (span(9, 11), -5),  # same length
        (span(9, 10), -5),  # shorter, not overlapping
        (span(16, 20), 2),  # longer, directly after
        (span(13, 16), 0),  # starts earlier
        (span(15, 16), 0),  # starts later
        (span(14, 17), 0),  # ends later
        (AFTERNOON, 0),
    ],
)
def test_talks_move_with_a_session_that_is_moved(after: Span, hours: int) -> None:
    assert shift_of_talks(AFTERNOON, after) == timedelta(hours=hours)
