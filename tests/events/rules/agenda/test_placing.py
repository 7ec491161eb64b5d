"""Where an item of an agenda goes: into the session that holds its time."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from events.rules.agenda.placing import Frame, Heading, day_and_time, places_of, read_heading, taken_by, talk_there
from events.rules.agenda.rows import AgendaSession, AgendaTalk
from events.rules.daytimes import Stretch, read_stretch
from events.rules.spans import Span
from toolkit.text import Text

ZONE = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2027, 4, 16), date(2027, 4, 18)


def at(day: int, clock: str) -> datetime:
    return datetime.combine(date(2027, 4, day), time.fromisoformat(clock), ZONE)


def a_session(key: str, day: int = 16, start: str = "14:00", end: str = "16:00", room: str = "A201") -> AgendaSession:
    talk = AgendaTalk(key="t", title=Text("酶", "Enzymes"), span=Span(at(day, "14:00"), at(day, "14:20")))
    span, names = Span(at(day, start), at(day, end)), Text(room, f"Room {room}")
    return AgendaSession(key=key, span=span, room=names, talks=(talk,))


def places(
    stretch: Stretch, *sessions: AgendaSession, day: date | None = None, is_late: bool = False, room: str = ""
) -> list[tuple[str, str]]:
    frame = Frame(sessions=sessions, zone=ZONE, day_starts_at=time(5))
    found = places_of(stretch, frame, day=day, is_late=is_late, room=room).found
    return [(session.key, f"{span.starts_at:%d %H:%M}") for session, span in found]


def test_the_session_that_holds_the_time_is_found() -> None:
    sessions = a_session("morning", start="09:00", end="12:00"), a_session("afternoon")
    assert places(read_stretch("14:00-14:20"), *sessions) == [("afternoon", "16 14:00")]
    assert places(read_stretch("15:40-16:00"), *sessions) == [("afternoon", "16 15:40")]
    assert places(read_stretch("11:50-14:10"), *sessions) == []


def test_below_the_heading_of_an_afternoon_early_hours_are_late() -> None:
    assert places(read_stretch("2:00-2:20"), a_session("s")) == []
    assert places(read_stretch("2:00-2:20"), a_session("s"), is_late=True) == [("s", "16 14:00")]
    assert places(read_stretch("14:00-14:20"), a_session("s"), is_late=True) == [("s", "16 14:00")]


def test_of_several_days_the_one_that_is_told_counts() -> None:
    sessions = a_session("first"), a_session("second", day=17)
    both = [("first", "16 14:00"), ("second", "17 14:00")]
    assert places(read_stretch("14:00-14:20"), *sessions) == both
    assert places(read_stretch("14:00-14:20"), *sessions, day=date(2027, 4, 17)) == both[1:]


def test_of_two_sessions_at_once_that_in_the_room_of_the_row_counts() -> None:
    sessions = a_session("a"), a_session("b", room="B302")
    assert [key for key, _ in places(read_stretch("14:00-14:20"), *sessions, room="b 302")] == ["b"]
    assert [key for key, _ in places(read_stretch("14:00-14:20"), *sessions, room="Room B302")] == ["b"]
    assert [key for key, _ in places(read_stretch("14:00-14:20"), *sessions, room="C1")] == ["a", "b"]


def test_without_a_session_the_time_is_kept_to_ask_about_it() -> None:
    frame = Frame(sessions=(a_session("s"),), zone=ZONE, day_starts_at=time(5))
    lost = places_of(read_stretch("9:00-9:20"), frame, day=None, is_late=False, room="")
    assert lost.nearest == Span(at(16, "09:00"), at(16, "09:20"))
    empty = Frame(sessions=(), zone=ZONE, day_starts_at=time(5))
    assert places_of(read_stretch("9:00-9:20"), empty, day=None, is_late=False, room="").nearest is None


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("4月17日 下午", Heading(day=date(2027, 4, 17), is_late=True)),
        ("时间：2027年4月16日（星期五）9:00-12:00", Heading(day=FIRST)),
        ("第二天", Heading(day=date(2027, 4, 17))),
        ("16 April, morning", Heading(day=FIRST, is_late=False)),
        ("April 18", Heading(day=LAST)),
        ("上午", Heading(is_late=False)),
        ("下午场", Heading(is_late=True)),
        ("下午的分会由星槎院承办", None),
        ("4月31日", None),
        ("2 talks", None),
        ("", None),
        (f"4月16日{'通' * 60}", None),
    ],
)
def test_headings_tell_the_day_and_its_half(text: str, heading: Heading | None) -> None:
    assert read_heading(text, first=FIRST, last=LAST) == heading


@pytest.mark.parametrize(
    ("text", "divided"),
    [
        ("2027-04-16 09:00", ("2027-04-16", "09:00")),
        ("4月16日 9:00-9:20", ("4月16日", "9:00-9:20")),
        ("9:00-9:20", ("", "9:00-9:20")),
        ("4月16日", ("", "4月16日")),
    ],
)
def test_a_cell_may_hold_the_day_and_the_time(text: str, divided: tuple[str, str]) -> None:
    assert day_and_time(text) == divided


def test_a_talk_that_is_stored_is_found_by_times_and_title() -> None:
    session, span = a_session("s"), Span(at(16, "14:00"), at(16, "14:20"))
    told = [talk_there(session, span, title) for title in ("酶", " enzymes", "酶 / Enzymes", "别的")]
    assert told == [*session.talks * 3, None]
    assert talk_there(session, Span(at(16, "14:00"), at(16, "14:10")), "酶") is None


def test_a_time_that_is_taken_is_found() -> None:
    session = a_session("s")
    assert taken_by(session, Span(at(16, "14:10"), at(16, "14:30"))) == session.talks[0]
    assert taken_by(session, Span(at(16, "14:20"), at(16, "14:30"))) is None
    assert taken_by(session, Span(at(16, "14:10"), at(16, "14:30")), but_for={"t"}) is None
