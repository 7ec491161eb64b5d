from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.models import Conference, Session
from events.operations.office.changes import Overtaken, Vanished
from events.operations.times import (
    TimesRefused,
    days_span,
    lock_times,
    refuse_left_out,
    refuse_session_outside,
    refuse_talk_outside,
    span_of,
)
from events.rules.spans import NamedSpan, Span, TimesFault
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_session, a_talk
from toolkit.text import Text

HOUR = timedelta(hours=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_the_days_are_those_of_the_conference_in_its_zone(cast: Cast) -> None:
    assert days_span(cast.conference) == Span(
        datetime(2027, 4, 16, 5, tzinfo=SHANGHAI), datetime(2027, 4, 19, 5, tzinfo=SHANGHAI)
    )


def test_locking_refuses_times_that_have_changed_since_they_were_read(cast: Cast) -> None:
    session = a_session(cast.conference)
    assert span_of(session) == lock_times(session) == Span(session.starts_at, session.ends_at)
    Session.objects.update(ends_at=session.ends_at + HOUR)
    with pytest.raises(Overtaken):
        lock_times(session)
    Session.objects.all().delete()
    with pytest.raises(Vanished):
        lock_times(session)


def test_the_stored_days_of_the_conference_are_used(cast: Cast) -> None:
    span = Span(NOW, NOW + HOUR)
    refuse_session_outside(cast.conference, span)
    Conference.objects.update(starts_on=cast.conference.ends_on)
    with pytest.raises(TimesRefused) as refusal:
        refuse_session_outside(cast.conference, span)
    assert (refusal.value.fault, refusal.value.about) == (TimesFault.OUTSIDE_CONFERENCE, None)
    assert str(refusal.value) == "outside_conference"


def test_the_stored_times_of_the_session_are_used(cast: Cast) -> None:
    session = a_session(cast.conference, title_zh="大会报告", title_en="Plenary")
    span = span_of(session)
    refuse_talk_outside(session, span)
    Session.objects.update(ends_at=session.ends_at - HOUR)
    with pytest.raises(TimesRefused) as refusal:
        refuse_talk_outside(session, span)
    now = NamedSpan(Text(zh="大会报告", en="Plenary"), Span(span.starts_at, span.ends_at - HOUR))
    assert (refusal.value.fault, refusal.value.about) == (TimesFault.OUTSIDE_SESSION, now)


def test_the_first_row_outside_is_named(cast: Cast) -> None:
    session = a_session(cast.conference)
    talks = [a_talk(session, minute, title_en=str(minute)) for minute in (0, 60, 80)]
    before = span_of(session)
    refuse_left_out(TimesFault.TALK_LEFT_OUT, talks, before=before, after=before)
    after = Span(before.starts_at, before.starts_at + HOUR)
    with pytest.raises(TimesRefused) as refusal:
        refuse_left_out(TimesFault.TALK_LEFT_OUT, talks, before=before, after=after)
    assert refusal.value.about == NamedSpan(talks[1].title, span_of(talks[1]))
