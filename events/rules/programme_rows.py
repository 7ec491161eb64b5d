"""A row of a programme in a spreadsheet: what it says once it is read, and what becomes of it and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import ClassVar
from zoneinfo import ZoneInfo

from events.rules.programme import SessionKind, TalkKind
from toolkit.sheets.findings import JudgedRow
from toolkit.sheets.outcomes import RowOutcome

FROM_SHEET = "sheet:"
"""Before the key of a session or a talk that a spreadsheet brought: no feed knows it, and none removes it."""


class SheetReason(StrEnum):
    """Why a row is not simply taken."""

    EMPTY_ROW = "empty_row"
    REPEATED_HEADER = "repeated_header"
    FOOTNOTE = "footnote"
    SAME_AS_LINE = "same_as_line"
    ALREADY_THERE = "already_there"
    NO_DAY = "no_day"
    UNREADABLE_DAY = "unreadable_day"
    NO_SUCH_DAY = "no_such_day"
    OTHER_DAY = "other_day"
    NO_TIME = "no_time"
    UNREADABLE_TIME = "unreadable_time"
    NO_END = "no_end"
    END_BEFORE_START = "end_before_start"
    NO_TITLE = "no_title"
    TITLE_TOO_LONG = "title_too_long"
    UNKNOWN_ROOM = "unknown_room"
    TIME_IN_WORDS = "time_in_words"
    PAST_MIDNIGHT = "past_midnight"
    ROOM_TAKEN = "room_taken"
    PERSON_TAKEN = "person_taken"
    PEOPLE_DIVIDED = "people_divided"
    NAME_LEFT_OUT = "name_left_out"
    POSTS_LEFT_OUT = "posts_left_out"
    NO_ROOM = "no_room"
    STRUCK = "struck"
    HIDDEN_ROW = "hidden_row"


CONSEQUENCES: Mapping[StrEnum, RowOutcome] = {
    SheetReason.EMPTY_ROW: RowOutcome.SKIP,
    SheetReason.REPEATED_HEADER: RowOutcome.SKIP,
    SheetReason.FOOTNOTE: RowOutcome.SKIP,
    SheetReason.SAME_AS_LINE: RowOutcome.DUPLICATE,
    SheetReason.ALREADY_THERE: RowOutcome.DUPLICATE,
    SheetReason.HIDDEN_ROW: RowOutcome.ACCEPT,
    SheetReason.TIME_IN_WORDS: RowOutcome.WARN,
    SheetReason.PAST_MIDNIGHT: RowOutcome.WARN,
    SheetReason.ROOM_TAKEN: RowOutcome.WARN,
    SheetReason.PERSON_TAKEN: RowOutcome.WARN,
    SheetReason.PEOPLE_DIVIDED: RowOutcome.WARN,
    SheetReason.NAME_LEFT_OUT: RowOutcome.WARN,
    SheetReason.POSTS_LEFT_OUT: RowOutcome.WARN,
    SheetReason.NO_ROOM: RowOutcome.WARN,
    SheetReason.STRUCK: RowOutcome.WARN,
}
"""What is not listed refuses its row; what is accepted is a note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageName:
    """Somebody on stage, as the sheet names them."""

    name: str
    affiliation: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeItem:
    """A talk, a pause or a whole meeting. Instants are aware, in the conference's zone.

    `forum` is the title of a forum, or empty; `room` the key of a room, or empty. `placeholder` is what stands where
    nobody is named yet. `block` is set for what is a session of its own kind, whatever stands beside it.
    """

    starts_at: datetime
    ends_at: datetime
    title: str
    forum: str = ""
    room: str = ""
    kind: TalkKind = TalkKind.TALK
    block: SessionKind | None = None
    speakers: tuple[StageName, ...] = ()
    moderators: tuple[StageName, ...] = ()
    chairs: tuple[StageName, ...] = ()
    placeholder: str = ""
    host: str = ""
    source_key: str = ""

    @property
    def has_public_people(self) -> bool:
        """Whether anybody may know who is there: not of a closed-door meeting."""
        return self.block is not SessionKind.CLOSED_DOOR


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRow(JudgedRow[SheetReason]):
    """A row, what was found in it, and the item, unless it is refused or skipped. `title` is as typed."""

    CONSEQUENCES: ClassVar[Mapping[StrEnum, RowOutcome]] = CONSEQUENCES

    title: str
    item: ProgrammeItem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFacts:
    """What the conference knows beforehand. `rooms` maps names in both languages, by `place_key`, to keys."""

    first_day: date
    last_day: date
    zone: ZoneInfo
    day_starts_at: time
    rooms: Mapping[str, str]
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeTable:
    """A whole file, row by row."""

    rows: tuple[ProgrammeRow, ...]

    def counts(self) -> dict[RowOutcome, int]:
        """How many rows ended how."""
        return {outcome: sum(row.outcome is outcome for row in self.rows) for outcome in RowOutcome}

    @property
    def items(self) -> tuple[ProgrammeItem, ...]:
        """What is to be stored."""
        return tuple(row.item for row in self.rows if row.item is not None)


def place_key(name: str) -> str:
    """A room's or a forum's name without what typing makes differ."""
    return "".join(name.split()).casefold()
