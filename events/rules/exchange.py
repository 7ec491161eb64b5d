"""A schedule as other software hands it over, whatever its format: the neutral feed between importers and exporters.

One `FeedEvent` is one talk. Everything that a format says and we have no column for stays in `extras`, so that an
export says it again. Instants are aware once `in_zone` has been applied; a format may give local times instead.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from toolkit.text import Text

Extras = dict[str, object]
"""What a format says beyond our fields, as plain JSON values."""


class FeedFormat(StrEnum):
    """The formats that are read."""

    XML = "schedule.xml"
    JSON = "schedule.json"
    SESSIONS = "sessions.json"
    """As COSCUP publishes it: sessions, speakers, session_types, rooms, tags, in two languages."""


class FeedFault(StrEnum):
    """Why a file is not taken. The door words it, with the details that come along."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_FILE = "not_a_file"
    FORBIDDEN_XML = "forbidden_xml"
    MALFORMED_XML = "malformed_xml"
    MALFORMED_JSON = "malformed_json"
    WRONG_ENCODING = "wrong_encoding"
    UNKNOWN_ENCODING = "unknown_encoding"
    TOO_DEEP = "too_deep"
    TOO_MANY_VALUES = "too_many_values"
    NOT_A_SCHEDULE = "not_a_schedule"
    AGENDA_WITHOUT_DATES = "agenda_without_dates"
    NO_EVENTS = "no_events"
    BAD_VALUE = "bad_value"
    TOO_LONG = "too_long"


class FeedRefused(Exception):
    """The file is not taken: `fault`, and what there is to say about it."""

    def __init__(self, fault: FeedFault, **details: str | int) -> None:
        super().__init__(fault)
        self.fault = fault
        self.details = details


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A link or an attachment."""

    url: str
    title: str = ""
    kind: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPerson:
    """Somebody on stage. `key` is unique in the feed; ids alone are not, where several systems were joined."""

    key: str
    name: Text
    id: str = ""
    guid: str = ""
    code: str = ""
    biography: Text = field(default_factory=Text)
    avatar: str = ""
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTrack:
    """A track: our forum."""

    key: str
    name: Text
    slug: str = ""
    color: str = ""
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRoom:
    """A room."""

    key: str
    name: Text
    guid: str = ""
    slug: str = ""
    capacity: int | None = None
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEvent:
    """One talk. `room`, `track` and `persons` are keys; `day` is the conference day that the feed puts it under."""

    key: str
    title: Text
    starts_at: datetime
    ends_at: datetime
    room: str
    id: str = ""
    guid: str = ""
    code: str = ""
    slug: str = ""
    url: str = ""
    subtitle: Text = field(default_factory=Text)
    abstract: Text = field(default_factory=Text)
    description: Text = field(default_factory=Text)
    day: date | None = None
    track: str = ""
    kind: str = ""
    language: str = ""
    logo: str = ""
    license: str = ""
    do_not_record: bool = False
    feedback_url: str = ""
    origin_url: str = ""
    persons: tuple[str, ...] = ()
    links: tuple[FeedLink, ...] = ()
    attachments: tuple[FeedLink, ...] = ()
    is_cancelled: bool = False
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedConference:
    """The head of the feed. `said` names the fields that the source had, in its own words."""

    title: Text = field(default_factory=Text)
    acronym: str = ""
    subtitle: str = ""
    venue: str = ""
    city: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    day_change: time | None = None
    timeslot: str = ""
    timezone: str = ""
    base_url: str = ""
    url: str = ""
    version: str = ""
    said: tuple[str, ...] = ()
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A whole schedule. Rooms, tracks and persons also hold those that no event names."""

    format: FeedFormat
    conference: FeedConference
    rooms: tuple[FeedRoom, ...]
    tracks: tuple[FeedTrack, ...]
    persons: tuple[FeedPerson, ...]
    events: tuple[FeedEvent, ...]

    @property
    def has_local_times(self) -> bool:
        """Whether its times say nothing of a zone, so that one must be given."""
        return any(event.starts_at.tzinfo is None for event in self.events)

    def in_zone(self, zone: ZoneInfo) -> Self:
        """The same feed with every instant in UTC; local times are read in `zone`."""
        return replace(self, events=tuple(_in_utc(event, zone) for event in self.events))


def _in_utc(event: FeedEvent, zone: ZoneInfo) -> FeedEvent:
    starts_at, ends_at = _instant(event.starts_at, zone), _instant(event.ends_at, zone)
    # An hour that the zone's clocks leave out, or have twice, would end before it starts: the length is what was meant.
    return replace(event, starts_at=starts_at, ends_at=max(ends_at, starts_at + (event.ends_at - event.starts_at)))


def _instant(moment: datetime, zone: tzinfo) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def said_zone(feed: Feed, *, usual: str) -> str:
    """The name of the zone that the feed tells, by name or by its offsets; empty where it must be asked for.

    Offsets alone do not name a zone: `usual` is taken if it has the same offsets, else a zone of that one offset.
    """
    if feed.conference.timezone:
        return feed.conference.timezone
    if feed.has_local_times or not feed.events:
        return ""
    offsets = {event.starts_at.utcoffset() for event in feed.events}
    zone = ZoneInfo(usual)
    if all(event.starts_at.astimezone(zone).utcoffset() == event.starts_at.utcoffset() for event in feed.events):
        return usual
    return _fixed_zone(offsets.pop()) if len(offsets) == 1 else ""


def _fixed_zone(offset: timedelta | None) -> str:
    hours, rest = divmod(offset or timedelta(), timedelta(hours=1))
    if rest:
        return ""
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


def said_days(feed: Feed) -> tuple[date, date]:
    """The first and last day, in order: as the feed says, or else those of its events."""
    days = [event.day or event.starts_at.date() for event in feed.events]
    first = feed.conference.starts_on or min(days)
    return first, max(first, feed.conference.ends_on or max(days))


def start_of_days(feed: Feed, *, zone: ZoneInfo, usual: time) -> time:
    """The hour before which an event still belongs to the evening before, such that the feed's own days come out.

    What the feed says itself goes first; then `usual`, if no event speaks against it; then the earliest start of a
    first event of a day.
    """
    if feed.conference.day_change is not None:
        return feed.conference.day_change
    starts = [(event.starts_at.astimezone(zone), event.day) for event in feed.events if event.day]
    late = [start.time() for start, day in starts if start.date() > day]
    early = [start.time() for start, day in starts if start.date() == day]
    if all(hour < usual for hour in late) and all(hour >= usual for hour in early):
        return usual
    return min(early, default=usual)


def text_of(words: str) -> Text:
    """A text of one language, in its own column: Chinese if it has a Chinese character, else English."""
    return Text(zh=words) if _is_chinese(words) else Text(en=words)


def _is_chinese(words: str) -> bool:
    """Whether there is a Chinese character in it, and no Japanese or Korean one."""
    han = False
    for character in words:
        if "\u3040" <= character <= "\u30ff" or "\uac00" <= character <= "\ud7af":
            return False
        han = han or "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"
    return han


def distinct_keys(wanted: Iterable[str]) -> tuple[str, ...]:
    """The keys in order, each made unique: the second `a` is `a#2`."""
    seen: dict[str, int] = {}
    keys = []
    for key in wanted:
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return tuple(keys)
