"""A row of a programme in a spreadsheet: what it says once it is read, and what becomes of it and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from events.rules.programme import SessionKind, TalkKind
from portal.toolkit.sheets.outcomes import Outcome

FROM_SHEET = "sheet:"
"""Before the key of a session or a talk that a spreadsheet brought: no feed knows it, and none removes it."""


class Reason(StrEnum):
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


_SKIPPED = {Reason.EMPTY_ROW, Reason.REPEATED_HEADER, Reason.FOOTNOTE}
_DUPLICATE = {Reason.SAME_AS_LINE, Reason.ALREADY_THERE}
_NOTED = {Reason.HIDDEN_ROW}
_WARNED = {
    Reason.TIME_IN_WORDS,
    Reason.PAST_MIDNIGHT,
    Reason.ROOM_TAKEN,
    Reason.PERSON_TAKEN,
    Reason.PEOPLE_DIVIDED,
    Reason.NAME_LEFT_OUT,
    Reason.POSTS_LEFT_OUT,
    Reason.NO_ROOM,
    Reason.STRUCK,
}


def consequence_of(reason: Reason) -> Outcome:
    """What a reason makes of its row. A note leaves it accepted; whatever is not listed above refuses it."""
    if reason in _SKIPPED:
        return Outcome.SKIP
    if reason in _DUPLICATE:
        return Outcome.DUPLICATE
    if reason in _NOTED:
        return Outcome.ACCEPT
    return Outcome.WARN if reason in _WARNED else Outcome.REJECT


_GRAVITY = (Outcome.SKIP, Outcome.REJECT, Outcome.DUPLICATE, Outcome.WARN, Outcome.ACCEPT)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a row: why, in which column (its heading), and the line or text that it refers to."""

    reason: Reason
    column: str = ""
    detail: str = ""


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
class ProgrammeRow:
    """A row, what was found in it, and the item, unless it is refused or skipped. `title` is as typed."""

    line: int
    title: str
    findings: tuple[Finding, ...] = ()
    item: ProgrammeItem | None = None

    @property
    def outcome(self) -> Outcome:
        """The gravest consequence of what was found."""
        found = {consequence_of(finding.reason) for finding in self.findings}
        return next((outcome for outcome in _GRAVITY if outcome in found), Outcome.ACCEPT)

    @property
    def deciding(self) -> tuple[Finding, ...]:
        """What is to be told: all of a row that is stored, and of any other what decided against it."""
        if self.outcome.is_stored:
            return self.findings
        return tuple(one for one in self.findings if consequence_of(one.reason) is self.outcome)

    @property
    def column(self) -> str:
        """The heading of the column that decided."""
        return next((one.column for one in self.findings if consequence_of(one.reason) is self.outcome), "")


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

    def counts(self) -> dict[Outcome, int]:
        """How many rows ended how."""
        return {outcome: sum(row.outcome is outcome for row in self.rows) for outcome in Outcome}

    @property
    def items(self) -> tuple[ProgrammeItem, ...]:
        """What is to be stored."""
        return tuple(row.item for row in self.rows if row.item is not None)


def place_key(name: str) -> str:
    """A room's or a forum's name without what typing makes differ."""
    return "".join(name.split()).casefold()
