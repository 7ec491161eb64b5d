"""Edits of rows: one frozen dataclass for each model, whether the values come from a form, a file or the API.

An edit has a field for every column that a person may change, with the name of the column. Related rows are given by
their primary keys (`room_id`).
"""

from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from typing import Self

from events.rules.forums import Unapproved
from events.rules.programme import SessionAccess, SessionKind, TalkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Base of all edits."""

    @classmethod
    def of(cls, row: object) -> Self:
        """Return an edit with the current values of `row`."""
        return cls(**{name: getattr(row, name) for name in cls.names()})

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(each.name for each in fields(cls))

    def columns(self) -> dict[str, object]:
        """Return the values by column: the keyword arguments of a model and of `objects.create`."""
        return {name: getattr(self, name) for name in self.names()}

    def changes(self, row: object) -> tuple[str, ...]:
        """Return the names of the columns whose values differ from those of `row`."""
        return tuple(name for name in self.names() if getattr(self, name) != getattr(row, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceEdit(Edit):
    """A conference's texts, days, city and accent colour."""

    title_zh: str = ""
    title_en: str = ""
    short_title_zh: str = ""
    short_title_en: str = ""
    edition_zh: str = ""
    edition_en: str = ""
    intro_zh: str = ""
    intro_en: str = ""
    notice_zh: str = ""
    notice_en: str = ""
    city_zh: str = ""
    city_en: str = ""
    arrival_zh: str = ""
    arrival_en: str = ""
    desk_zh: str = ""
    desk_en: str = ""
    hosts_zh: str = ""
    hosts_en: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    starts_on: date
    ends_on: date
    timezone: str = "Asia/Shanghai"
    day_starts_at: time = time(5)
    accent: str = "#0E4B4D"
    name_order: str = "pinyin"


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueEdit(Edit):
    """A building's name and address."""

    name_zh: str = ""
    name_en: str = ""
    address_zh: str = ""
    address_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomEdit(Edit):
    """A room. `capacity` is the number of seats, None if unknown; `equipment` are values of `Equipment`."""

    name_zh: str = ""
    name_en: str = ""
    floor: str = ""
    capacity: int | None = None
    equipment: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEdit(Edit):
    """A group of forums: its letter and title."""

    letter: str
    title_zh: str = ""
    title_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumEdit(Edit):
    """A forum's number, group and texts."""

    number: int
    group_id: int | None = None
    title_zh: str = ""
    title_en: str = ""
    host_zh: str = ""
    host_en: str = ""
    description_zh: str = ""
    description_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEdit(Edit):
    """A session's room, times, access and texts. Both times are aware; `needs` are values of `Equipment`."""

    kind: SessionKind
    forum_id: int | None = None
    room_id: int | None = None
    label: str = ""
    access: SessionAccess = SessionAccess.OPEN
    capacity: int | None = None
    title_zh: str = ""
    title_en: str = ""
    host_zh: str = ""
    host_en: str = ""
    description_zh: str = ""
    description_en: str = ""
    starts_at: datetime
    ends_at: datetime
    needs: list[str] = field(default_factory=list)
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkEdit(Edit):
    """A talk's times and texts. Both times are aware."""

    kind: TalkKind = TalkKind.TALK
    title_zh: str = ""
    title_en: str = ""
    placeholder_zh: str = ""
    placeholder_en: str = ""
    abstract_zh: str = ""
    abstract_en: str = ""
    starts_at: datetime
    ends_at: datetime
    needs: list[str] = field(default_factory=list)
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionEdit(Edit):
    """Until when hosts submit their forums, what is locked for them, and how unapproved forums are published."""

    submit_by: datetime | None = None
    locks_rooms: bool = True
    locks_times: bool = True
    locks_titles: bool = False
    unapproved: Unapproved = Unapproved.AS_IT_IS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopeningEdit(Edit):
    """Until when a forum's hosts may edit it after the deadline."""

    reopened_until: datetime | None = None
