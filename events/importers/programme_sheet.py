"""Reading of a programme spreadsheet, row by row, with the findings that reject or comment on a row."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import chain

from events.importers.programme_columns import header_of
from events.importers.programme_people import SheetPeople, read_cast, with_posts
from events.rules.agenda.kinds import told_kind
from events.rules.daytimes import DayTimeRefused, Stretch, read_day, read_stretch
from events.rules.names import advertising_in, name_key, visible
from events.rules.programme import SessionKind, TalkKind, day_of
from events.rules.programme_rows import (
    FROM_SHEET,
    ProgrammeFacts,
    ProgrammeItem,
    ProgrammeRow,
    ProgrammeTable,
    SheetReason,
    place_key,
)
from toolkit.sheets.cells import Row, Sheet
from toolkit.sheets.findings import RowReader
from toolkit.sheets.headers import Header

TITLE_LENGTH = 500
_CLOSED = re.compile("闭门|closed[ -](?:door|meeting|session)", re.IGNORECASE)
_TOLD = ("day", "time", "start", "end", "forum", "room", "people", "chairs")
"""The columns whose cells the report shows for a row that could not be read."""
_BLOCKS = {TalkKind.BREAK: SessionKind.BREAK, TalkKind.CEREMONY: SessionKind.CEREMONY}


def read_programme(sheet: Sheet, facts: ProgrammeFacts) -> ProgrammeTable:
    """Read every row below the header. Raise SheetRefused if the sheet has no header."""
    header = header_of(sheet)
    reading = _Reading(header, facts)
    return ProgrammeTable(rows=tuple(reading.read(row) for row in sheet.rows if row.line > header.last_line))


@dataclass(slots=True)
class _Taken:
    """A period for which an item of an earlier line takes a room or a person."""

    starts_at: datetime
    ends_at: datetime
    line: int
    place: str


class _Reading:
    """One pass through a sheet. It remembers the rows read so far, to find duplicates and clashes."""

    def __init__(self, header: Header, facts: ProgrammeFacts) -> None:
        self.header, self.facts = header, facts
        self.lines: dict[str, int] = {}
        self.taken: dict[tuple[str, str], list[_Taken]] = {}

    def read(self, row: Row) -> ProgrammeRow:
        """Return the row with its findings. It has an item only if it is to be stored."""
        reader = RowReader[SheetReason](row, self.header)
        nothing = _no_record(row, self.header)
        if nothing is not None:
            reader.find(nothing)
            return ProgrammeRow(line=row.line, title="", findings=tuple(reader.findings))
        item = self._item(reader)
        title = " ".join(reader.text("title").split())
        cells = tuple(filter(None, (visible(reader.text(column))[:60] for column in _TOLD)))
        read = ProgrammeRow(line=row.line, title=title, cells=cells, findings=tuple(reader.findings), item=item)
        if item is None or not read.outcome.is_stored:
            return replace(read, item=None)
        self._find_clashes(reader, item)
        self._remember(item, row.line)
        return replace(read, findings=tuple(reader.findings))

    def _item(self, reader: RowReader[SheetReason]) -> ProgrammeItem | None:
        times = self._times(reader)
        title = self._title(reader)
        room = self._room(reader)
        if times is None or not title:
            return None
        kind, block = _kind(reader.text("kind"), title, reader.text("forum"))
        cast = self._cast(reader)
        self._refuse_advertising(reader)
        item = ProgrammeItem(
            starts_at=times[0],
            ends_at=times[1],
            title=title,
            forum=visible(reader.text("forum"))[:300],
            room=room,
            kind=kind,
            block=block,
            speakers=cast.speakers,
            moderators=cast.moderators,
            chairs=read_cast(reader.text("chairs")).speakers,
            placeholder=cast.placeholder[:300],
            host=visible(reader.text("posts"))[:300] if block is SessionKind.CLOSED_DOOR else "",
        )
        item = replace(item, source_key=_key_of(item))
        self._find_marks(reader, item)
        return item

    def _times(self, reader: RowReader[SheetReason]) -> tuple[datetime, datetime] | None:
        """Return start and end in the conference's time zone. If they cannot be read, add a finding and return None."""
        day_column, time_column = "day", "time" if "time" in self.header.columns else "start"
        stretch: Stretch | None = None
        try:
            day = read_day(reader.text(day_column), first=self.facts.first_day, last=self.facts.last_day)
        except DayTimeRefused as refused:
            reader.find(SheetReason(refused.reason.value), day_column)
            return None
        try:
            stretch = read_stretch(_without_day(reader.text(time_column)), end=_without_day(reader.text("end")))
        except DayTimeRefused as refused:
            reader.find(SheetReason(refused.reason.value), time_column)
            return None
        midnight = datetime.combine(day, time(), tzinfo=self.facts.zone)
        starts_at, ends_at = (midnight + timedelta(minutes=minutes) for minutes in (stretch.start, stretch.end))
        conference_day = day_of(starts_at, zone=self.facts.zone, day_starts_at=self.facts.day_starts_at)
        if not self.facts.first_day <= conference_day <= self.facts.last_day:
            reader.find(SheetReason.OTHER_DAY, day_column, day.isoformat())
        if stretch.is_in_words:
            reader.find(SheetReason.TIME_IN_WORDS, time_column, f"{starts_at:%H:%M}–{ends_at:%H:%M}")
        if stretch.passes_midnight:
            reader.find(SheetReason.PAST_MIDNIGHT, time_column, f"{ends_at:%Y-%m-%d %H:%M}")
        return starts_at, ends_at

    def _title(self, reader: RowReader[SheetReason]) -> str:
        title = visible(reader.text("title"))
        if not title:
            reader.find(SheetReason.NO_TITLE, "title")
        elif len(title) > TITLE_LENGTH:
            reader.find(SheetReason.TITLE_TOO_LONG, "title")
        return title

    def _room(self, reader: RowReader[SheetReason]) -> str:
        name = visible(reader.text("room"))
        if not name:
            reader.find(SheetReason.NO_ROOM, "room")
            return ""
        room = self.facts.rooms.get(place_key(name), "")
        if not room:
            reader.find(SheetReason.UNKNOWN_ROOM, "room", name)
        return room

    def _cast(self, reader: RowReader[SheetReason]) -> SheetPeople:
        cast = read_cast(reader.text("people"))
        if cast.is_divided:
            reader.find(SheetReason.PEOPLE_DIVIDED, "people")
        for name in cast.unread:
            reader.find(SheetReason.NAME_LEFT_OUT, "people", name[:60])
        speakers, left_out = with_posts(cast.speakers, reader.text("posts"))
        if left_out:
            reader.find(SheetReason.POSTS_LEFT_OUT, "posts")
        return replace(cast, speakers=speakers)

    def _refuse_advertising(self, reader: RowReader[SheetReason]) -> None:
        """Refuse what may not stand in a name, an institution or a post, also where the form has no field for it."""
        for column in ("people", "posts", "chairs"):
            for line in reader.text(column).splitlines():
                if advertising_in(line) is not None:
                    reader.find(SheetReason.ADVERTISING, column, visible(line)[:60])

    def _find_marks(self, reader: RowReader[SheetReason], item: ProgrammeItem) -> None:
        if reader.row.is_struck:
            reader.find(SheetReason.STRUCK)
        if reader.row.is_hidden:
            reader.find(SheetReason.HIDDEN_ROW)
        if item.source_key in self.lines:
            reader.find(SheetReason.SAME_AS_LINE, "title", str(self.lines[item.source_key]))
        elif item.source_key in self.facts.known:
            reader.find(SheetReason.ALREADY_THERE, "title")

    def _find_clashes(self, reader: RowReader[SheetReason], item: ProgrammeItem) -> None:
        place = f"{item.room} {place_key(item.forum)}"
        for taken in self.taken.get(("room", item.room), []) if item.room else []:
            if taken.starts_at < item.ends_at and item.starts_at < taken.ends_at:
                reader.find(SheetReason.ROOM_TAKEN, "room", str(taken.line))
        for person in chain(item.speakers, item.moderators):
            for taken in self.taken.get(("person", name_key(person.name)), []):
                # Overlapping items of one forum in one room are a clash of the room, not of the person.
                shares_time = taken.starts_at < item.ends_at and item.starts_at < taken.ends_at
                if shares_time and taken.place != place:
                    reader.find(SheetReason.PERSON_TAKEN, "people", f"{person.name}, {taken.line}")

    def _remember(self, item: ProgrammeItem, line: int) -> None:
        self.lines[item.source_key] = line
        taken = _Taken(item.starts_at, item.ends_at, line, f"{item.room} {place_key(item.forum)}")
        people = [("person", name_key(person.name)) for person in chain(item.speakers, item.moderators)]
        for resource in [("room", item.room), *people]:
            self.taken.setdefault(resource, []).append(taken)


def _without_day(text: str) -> str:
    """Return the time from a cell that may hold a date as well: `09:00` from `2026-11-02 09:00`."""
    head, _, tail = text.strip().partition(" ")
    return tail if tail and len(head) == 10 and head[4:5] == "-" else text


def _kind(kind: str, title: str, forum: str) -> tuple[TalkKind, SessionKind | None]:
    """Return the kind of talk, and the kind of session if the item is a whole session.

    The column `kind` decides. A closed-door meeting is also recognised by its title or forum.
    """
    if _CLOSED.search(f"{kind}\n{title}\n{forum}") or kind.casefold() == "closed":
        return TalkKind.DISCUSSION, SessionKind.CLOSED_DOOR
    talk = told_kind(kind)
    return talk, None if forum.strip() else _BLOCKS.get(talk)


def _key_of(item: ProgrammeItem) -> str:
    """Return a source key that depends only on the times, room and title, so that it is the same in any file."""
    told = f"{item.starts_at.isoformat()}|{item.ends_at.isoformat()}|{item.room}|{place_key(item.title)}"
    return f"{FROM_SHEET}{hashlib.sha256(told.encode()).hexdigest()[:40]}"


def _no_record(row: Row, header: Header) -> SheetReason | None:
    if row.is_empty:
        return SheetReason.EMPTY_ROW
    if header.is_repeated_in(row):
        return SheetReason.REPEATED_HEADER
    own = [at for at, cell in enumerate(row.cells) if cell.text.strip() and not cell.is_inherited]
    return SheetReason.FOOTNOTE if len(own) == 1 and own[0] != header.columns["title"] else None
