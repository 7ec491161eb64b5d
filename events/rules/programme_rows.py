"""Rows read from a programme in a spreadsheet, with their findings and outcomes."""

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
"""Prefix of the source keys of imported sessions and talks. It keeps the import of a feed from removing them."""


class SheetReason(StrEnum):
    """A reason to reject, skip or comment on a row."""

    EMPTY_ROW = "empty_row"
    REPEATED_HEADER = "repeated_header"
    HEADER = "header"
    DAY_HEADING = "day_heading"
    CHAIR_LINE = "chair_line"
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
    ADVERTISING = "advertising"
    POSTS_LEFT_OUT = "posts_left_out"
    NO_ROOM = "no_room"
    STRUCK = "struck"
    HIDDEN_ROW = "hidden_row"
    END_FROM_NEXT = "end_from_next"
    OTHER_ROOM = "other_room"
    ELSEWHERE = "elsewhere"
    NEXT_LINE = "next_line"


CONSEQUENCES: Mapping[StrEnum, RowOutcome] = {
    SheetReason.EMPTY_ROW: RowOutcome.SKIP,
    SheetReason.REPEATED_HEADER: RowOutcome.SKIP,
    SheetReason.HEADER: RowOutcome.SKIP,
    SheetReason.DAY_HEADING: RowOutcome.SKIP,
    SheetReason.CHAIR_LINE: RowOutcome.SKIP,
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
    SheetReason.END_FROM_NEXT: RowOutcome.WARN,
    SheetReason.OTHER_ROOM: RowOutcome.WARN,
    SheetReason.ELSEWHERE: RowOutcome.WARN,
    SheetReason.NEXT_LINE: RowOutcome.WARN,
}
"""The outcome of each reason. A reason that is not listed rejects the row; one with ACCEPT is only a note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageName:
    """A person on stage, as named in the spreadsheet."""

    name: str
    affiliation: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeItem:
    """A talk, a break or a whole session. Instants are aware, in the conference's zone.

    `forum` is the title of a forum and `room` the key of a room; either may be empty. `placeholder` stands in for
    people who are not named yet. `block` is the kind of session if the item is a session of its own.
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
        """Whether the people may be published: not those of a closed-door session."""
        return self.block is not SessionKind.CLOSED_DOOR


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRow(JudgedRow[SheetReason]):
    """A row with its findings, and its item unless the row is rejected or skipped.

    `title` is as typed, and so are `cells`: when, in which forum and room, and who.
    """

    CONSEQUENCES: ClassVar[Mapping[StrEnum, RowOutcome]] = CONSEQUENCES

    title: str
    cells: tuple[str, ...] = ()
    item: ProgrammeItem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFacts:
    """Facts about the conference that are needed to read a file.

    `rooms` maps the `place_key` of each room name to the room's key. `known` has the source keys imported before.
    """

    first_day: date
    last_day: date
    zone: ZoneInfo
    day_starts_at: time
    rooms: Mapping[str, str]
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeTable:
    """All rows of a file."""

    rows: tuple[ProgrammeRow, ...]

    def counts(self) -> dict[RowOutcome, int]:
        """Return the number of rows with each outcome, including 0."""
        return {outcome: sum(row.outcome is outcome for row in self.rows) for outcome in RowOutcome}

    @property
    def items(self) -> tuple[ProgrammeItem, ...]:
        """The items of all rows that have one, in the order of the file."""
        return tuple(row.item for row in self.rows if row.item is not None)


def place_key(name: str) -> str:
    """Return the name of a room or forum without spaces and in lower case, for comparison."""
    return "".join(name.split()).casefold()
