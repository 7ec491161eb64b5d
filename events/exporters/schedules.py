"""Days, rooms and formatted times, as schedule.xml and schedule.json both need them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from events.rules.exchange import Feed, FeedEvent, FeedRoom

GENERATOR = "Rostrum"


@dataclass(frozen=True, kw_only=True)
class ExportDay:
    """A conference day with its events by room. It lasts from the day change until a minute before the next one."""

    index: int
    on: date
    starts_at: datetime
    ends_at: datetime
    rooms: tuple[tuple[FeedRoom, tuple[FeedEvent, ...]], ...]


def days_of(feed: Feed) -> tuple[ExportDay, ...]:
    """Return every day from the first to the last, each with all rooms, including those without events."""
    by_day: dict[date, dict[str, list[FeedEvent]]] = {}
    for event in feed.events:
        if event.day and not event.is_cancelled:
            by_day.setdefault(event.day, {}).setdefault(event.room, []).append(event)
    return tuple(
        _day(feed, index, on, by_day.get(on, {})) for index, on in enumerate(_every_day(feed, by_day), start=1)
    )


def _every_day(feed: Feed, used: Iterable[date]) -> list[date]:
    bounds = (feed.conference.starts_on, feed.conference.ends_on)
    known = {day for day in bounds if day} | set(used)
    first, last = min(known), max(known)
    between = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    # A wrong date may lie years away. Then list only the days that are in use, not thousands of empty ones.
    return between if len(between) <= 60 else sorted(known)


def _day(feed: Feed, index: int, on: date, rooms: dict[str, list[FeedEvent]]) -> ExportDay:
    zone, change = ZoneInfo(feed.conference.timezone), feed.conference.day_change
    starts_at = datetime.combine(on, change or datetime.min.time(), zone)
    ends_at = datetime.combine(on + timedelta(days=1), change or datetime.min.time(), zone) - timedelta(minutes=1)
    return ExportDay(
        index=index,
        on=on,
        starts_at=starts_at,
        ends_at=ends_at,
        rooms=tuple((room, tuple(rooms.get(room.key, ()))) for room in feed.rooms),
    )


def local(moment: datetime, feed: Feed) -> datetime:
    """Return the instant in the conference's time zone."""
    return moment.astimezone(ZoneInfo(feed.conference.timezone))


def clock_words(moment: datetime) -> str:
    """`09:30`, with seconds only where there are any."""
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def length_words(event: FeedEvent) -> str:
    """`00:45`, with seconds only where there are any."""
    seconds = int((event.ends_at - event.starts_at).total_seconds())
    words = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return f"{words}:{seconds % 60:02}" if seconds % 60 else words
