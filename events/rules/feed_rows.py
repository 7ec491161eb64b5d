"""What a feed says about rows: one frozen dataclass for each model, whose fields are the columns that an import writes.

They are edits (see `events.rules.edits`), so that the columns of a row are compared and set in the same way whoever
changes it. `feed` holds what has no column of its own.
"""

from dataclasses import dataclass
from datetime import date, datetime

from events.rules.columns import Json
from events.rules.edits import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class FedConference(Edit):
    """A conference's title, days and time zone."""

    title_zh: str
    title_en: str
    starts_on: date
    ends_on: date
    timezone: str
    feed: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class FedRoom(Edit):
    """A room."""

    name_zh: str
    name_en: str
    capacity: int | None
    feed: Json
    source_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FedForum(Edit):
    """A forum, which is a track in the feed."""

    title_zh: str
    title_en: str
    feed: Json
    source_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FedSession(Edit):
    """A session formed of the feed's events."""

    forum_id: int | None
    room_id: int
    title_zh: str
    title_en: str
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    source_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FedTalk(Edit):
    """A talk, which is an event in the feed."""

    session_id: int
    position: int
    title_zh: str
    title_en: str
    abstract_zh: str
    abstract_en: str
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    source_key: str
    feed: Json
