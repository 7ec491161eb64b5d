"""The neutral feed: a schedule exchanged with other software, independent of its format.

Importers produce it and exporters write it. One `FeedEvent` is one talk. Values that have no column here are kept in
`extras`, so that an export can write them again. A format may give naive times; `Feed.in_zone` makes them all aware.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from toolkit.text import Text

Extras = dict[str, object]
"""Fields of a format that have no counterpart here, as plain JSON values."""


class FeedFormat(StrEnum):
    """Formats that can be imported."""

    XML = "schedule.xml"
    JSON = "schedule.json"
    SESSIONS = "sessions.json"
    """COSCUP's format: sessions, speakers, session types, rooms and tags, in two languages."""


class FeedFault(StrEnum):
    """Why a file is refused. The command or form words the message, using the details of `FeedRefused`."""

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
    """Raised for a file that cannot be imported. `details` holds values for the message, such as a line number."""

    def __init__(self, fault: FeedFault, **details: str | int) -> None:
        super().__init__(fault)
        self.fault = fault
        self.details = details


class RemarkKind(StrEnum):
    """What is said of a value that was not taken as it stood, or of an event that was refused."""

    BAD_VALUE = "bad_value"
    TOO_LONG = "too_long"
    UNSAFE_LINK = "unsafe_link"
    READ_AS = "read_as"
    LASTS_LONG = "lasts_long"
    REPEATED_GUID = "repeated_guid"
    ADVERTISING = "advertising"
    LIKE_ADVERTISING = "like_advertising"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRemark:
    """A remark on one value: the event or other place, the field, and the value itself, shortened.

    `read` is what the value was read as; `length` and `limit` are numbers of characters, if it is too long.
    """

    kind: RemarkKind
    where: str
    field: str
    value: str = ""
    read: str = ""
    length: int = 0
    limit: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedEvent:
    """An event that cannot be read, because a value without which there is no event is missing or wrong.

    `names` are its guid, id and code as far as they can be read, by which a talk of an earlier import is recognised.
    """

    remark: FeedRemark
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A link or an attachment."""

    url: str
    title: str = ""
    kind: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPerson:
    """A speaker. `key` is unique in the feed, unlike `id` in feeds that were merged from several systems."""

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
    """A track, which becomes a forum."""

    key: str
    name: Text
    slug: str = ""
    color: str = ""
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRoom:
    """A room of the venue."""

    key: str
    name: Text
    guid: str = ""
    slug: str = ""
    capacity: int | None = None
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEvent:
    """A talk. `room`, `track` and `persons` are keys; `day` is the conference day under which the feed lists it."""

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
    """The feed's data about the conference. `said` names the fields that the source had, as the source calls them."""

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
    """A complete schedule, including rooms, tracks and persons to which no event refers.

    `remarks` name the values that were left out or read with some doubt, `refused` the events that could not be read.
    """

    format: FeedFormat
    conference: FeedConference
    rooms: tuple[FeedRoom, ...]
    tracks: tuple[FeedTrack, ...]
    persons: tuple[FeedPerson, ...]
    events: tuple[FeedEvent, ...]
    remarks: tuple[FeedRemark, ...] = ()
    refused: tuple[RefusedEvent, ...] = ()

    @property
    def has_local_times(self) -> bool:
        """Whether any event has a naive start, so that a time zone must be given."""
        return any(event.starts_at.tzinfo is None for event in self.events)

    def in_zone(self, zone: ZoneInfo) -> Self:
        """Return the feed with every instant in UTC, reading naive times in `zone`."""
        return replace(self, events=tuple(_in_utc(event, zone) for event in self.events))


def _in_utc(event: FeedEvent, zone: ZoneInfo) -> FeedEvent:
    starts_at, ends_at = _instant(event.starts_at, zone), _instant(event.ends_at, zone)
    # If the clocks change in between, the converted end may be too early, even before the start: keep the length.
    return replace(event, starts_at=starts_at, ends_at=max(ends_at, starts_at + (event.ends_at - event.starts_at)))


def _instant(moment: datetime, zone: tzinfo) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def said_zone(feed: Feed, *, usual: str) -> str:
    """Return the name of the feed's time zone, or an empty string if it cannot be determined.

    A feed without a named zone may have UTC offsets. They do not identify a zone: return `usual` if it has the same
    offsets at these instants, otherwise a zone with that fixed offset if there is only one and it is in whole hours.
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
    """Return the first and last day that the feed states, or else those of its events; never in reverse order."""
    days = [event.day or event.starts_at.date() for event in feed.events]
    first = feed.conference.starts_on or min(days)
    return first, max(first, feed.conference.ends_on or max(days))


def start_of_days(feed: Feed, *, zone: ZoneInfo, usual: time) -> time:
    """Return the local time before which an event still counts for the previous day.

    It is the time that the feed states, or else `usual` if that puts every event on the day under which the feed lists
    it, or else the earliest start of all events that are listed under their own calendar day.
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
    """Return the words as a text in one language: Chinese if they look Chinese, otherwise English."""
    return Text(zh=words) if _is_chinese(words) else Text(en=words)


def _is_chinese(words: str) -> bool:
    """Return whether the words have a Chinese character, and no kana or hangul."""
    han = False
    for character in words:
        if "\u3040" <= character <= "\u30ff" or "\uac00" <= character <= "\ud7af":
            return False
        han = han or "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"
    return han


def distinct_keys(wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the keys in order, made unique by a number: the second `a` becomes `a#2`."""
    seen: dict[str, int] = {}
    keys = []
    for key in wanted:
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return tuple(keys)
