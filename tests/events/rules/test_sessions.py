from datetime import UTC, date, datetime, timedelta
from random import Random

from events.rules.exchange import FeedEvent
from events.rules.sessions import FormedSession, form_sessions
from toolkit.text import Text

NINE = datetime(2027, 4, 16, 9, tzinfo=UTC)


def event(key: str, start: int, *, track: str = "rust", room: str = "hall", minutes: int = 30) -> FeedEvent:
    """Return an event that begins `start` minutes after nine."""
    starts_at = NINE + timedelta(minutes=start)
    return FeedEvent(
        key=key,
        title=Text(en=key),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        room=room,
        track=track,
    )


def formed(*events: FeedEvent) -> tuple[FormedSession, ...]:
    return form_sessions(events, day_of=lambda moment: (moment - timedelta(hours=5)).date())


def keys(sessions: tuple[FormedSession, ...]) -> list[str]:
    return ["".join(event.key for event in session.events) for session in sessions]


def test_consecutive_talks_of_one_track_are_one_session_from_first_to_last() -> None:
    (session,) = formed(event("a", 0), event("b", 30), event("c", 75))
    assert keys((session,)) == ["abc"]
    assert (session.starts_at, session.ends_at) == (NINE, NINE + timedelta(minutes=105))


def test_a_track_in_between_divides_two_sessions() -> None:
    assert keys(formed(event("a", 0), event("x", 30, track="go"), event("b", 60))) == ["a", "x", "b"]


def test_another_room_is_another_session() -> None:
    assert keys(formed(event("a", 0), event("b", 30, room="attic"))) == ["b", "a"]


def test_another_day_is_another_session_and_after_midnight_is_the_same_day() -> None:
    night = 15 * 60 + 30
    assert keys(formed(event("a", night - 60), event("b", night), event("c", 24 * 60))) == ["ab", "c"]
    assert [session.day for session in formed(event("b", night))] == [date(2027, 4, 16)]


def test_talks_without_a_track_are_sessions_of_their_own() -> None:
    assert keys(formed(event("a", 0, track=""), event("b", 30, track=""))) == ["a", "b"]


def test_the_order_of_the_feed_does_not_matter() -> None:
    events = [event(str(number), number * 30, track="go" if number in {3, 4} else "rust") for number in range(8)]
    shuffled = Random(1).sample(events, len(events))
    assert formed(*shuffled) == formed(*events)


def test_a_session_keeps_its_key_when_talks_come_and_go() -> None:
    before = formed(event("a", 0), event("b", 30))
    after = formed(event("b", 30), event("c", 60))
    assert before[0].key == after[0].key


def test_two_sessions_of_one_track_in_one_room_on_one_day_have_two_keys() -> None:
    sessions = formed(event("a", 0), event("x", 30, track="go"), event("b", 60))
    assert len({session.key for session in sessions}) == 3
