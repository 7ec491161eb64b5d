"""Taking the rows of an agenda apart: tables with headings, cells without, and lines of text."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import date

from events.importers.programme_columns import VOCABULARY
from events.rules.agenda.labels import before_label
from events.rules.agenda.lines import Reading, read_line
from events.rules.agenda.names import is_surely_name, without_padding
from events.rules.agenda.people import Named, read_people
from events.rules.agenda.placing import Heading, read_heading
from events.rules.names import visible
from events.rules.programme_rows import SheetReason
from toolkit.sheets.cells import Row, Sheet, SheetRefusal, SheetRefused
from toolkit.sheets.headers import Header, find_header

MOST_ROWS = 600
"""Rows of one forum's agenda; a programme of several days has fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A row as it was typed. `skipped` says why it is no item; `day` and `is_late` are those of the heading above.

    `is_late` and `chairs` come from lines above, which hold for the rows below them.
    """

    line: int
    time: str = ""
    end: str = ""
    day_text: str = ""
    day: date | None = None
    is_late: bool = False
    forum: str = ""
    room: str = ""
    title: str = ""
    kind: str = ""
    named: tuple[Named, ...] = ()
    chairs: str = ""
    other: Reading | None = None
    is_continued: bool = False
    is_struck: bool = False
    is_hidden: bool = False
    skipped: SheetReason | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: its header, and those with people and posts in their order."""

    header: Header
    people: tuple[tuple[int, str], ...]


def drafts_of(sheet: Sheet, *, first: date, last: date, institutions: Container[str]) -> tuple[Draft, ...]:
    """Return a draft for each row. Raise SheetRefused if there are more than MOST_ROWS."""
    rows = [row for row in sheet.rows if not row.is_empty]
    if len(rows) > MOST_ROWS:
        raise SheetRefused(SheetRefusal.TOO_MANY_ROWS, limit=MOST_ROWS, found=len(rows))
    reading = _Reading(first, last, institutions)
    columns = _deep_columns(sheet)
    if columns is not None:
        reading.columns = columns
        rows = [row for row in rows if row.line > columns.header.last_line]
    for row in rows:
        reading.read(row)
    return tuple(reading.drafts)


def _columns(row: Row) -> Columns | None:
    """Return the columns that a row of headings names: at least a time and a title or people."""
    found = find_header(Sheet("", "", (row,)), VOCABULARY)
    return _with_people(found, (row,)) if found and _is_header(found) else None


def _deep_columns(sheet: Sheet) -> Columns | None:
    """Return the columns of a header of several rows; None if one row of headings says all."""
    found = find_header(sheet, VOCABULARY)
    if (
        found is None
        or not _is_header(found)
        or any(_columns(row) for row in sheet.rows if row.line <= found.last_line)
    ):
        return None
    return _with_people(found, tuple(row for row in sheet.rows if row.line <= found.last_line)[-2:])


def _is_header(header: Header) -> bool:
    return bool(header.columns.keys() & {"time", "start"} and header.columns.keys() & {"title", "people"})


def _with_people(header: Header, rows: tuple[Row, ...]) -> Columns:
    named = {column: name for name, column in header.columns.items()}
    for row in rows:
        for column, cell in enumerate(row.cells):
            name = VOCABULARY.field_of(cell.text) if cell.text.strip() else None
            if name in {"people", "posts"}:
                named.setdefault(column, name)
    return Columns(header, tuple((at, name) for at, name in sorted(named.items()) if name in {"people", "posts"}))


class _Reading:
    """One pass through the rows. It remembers the columns and the headings that hold for what follows."""

    def __init__(self, first: date, last: date, institutions: Container[str]) -> None:
        self.first, self.last, self.institutions = first, last, institutions
        self.drafts: list[Draft] = []
        self.columns: Columns | None = None
        self.day: date | None = None
        self.is_late = False
        self.chairs = ""
        self.takes_more = False
        """Whether a line without a time may belong to the item above."""

    def read(self, row: Row) -> None:
        """Add a draft for the row, or add what it says to the one above."""
        columns = _columns(row)
        if columns is not None:
            is_repeated = self.columns is not None
            self.columns = columns
            self._skip(row, SheetReason.REPEATED_HEADER if is_repeated else SheetReason.HEADER)
            return
        texts = list(_own_texts(row))
        if self.columns is not None and (len(texts) > 1 or _shares_time(row, self.columns)):
            self._table_row(row, self.columns)
        else:
            self._line(row, texts)

    def _add(self, row: Row, draft: Draft) -> None:
        marked = replace(draft, is_struck=row.is_struck, is_hidden=row.is_hidden, is_late=self.is_late)
        self.drafts.append(replace(marked, day=self.day, chairs=marked.chairs or self.chairs))
        self.takes_more = True

    def _skip(self, row: Row, reason: SheetReason) -> None:
        self.drafts.append(Draft(line=row.line, title=visible(" ".join(_own_texts(row))), skipped=reason))
        self.takes_more = False

    def _table_row(self, row: Row, columns: Columns) -> None:
        def text(name: str) -> str:
            column = columns.header.columns.get(name)
            return "" if column is None else _text(row, column)

        time, title, named = text("time") or text("start"), text("title"), _named(row, columns)
        if not title and not time and not named:
            self._line(row, list(_own_texts(row)))
            return
        if named and self.takes_more and _repeats(row, columns, self.drafts):
            self._continue(named)
            return
        self._add(
            row,
            Draft(
                line=row.line,
                time=time,
                end=text("end"),
                day_text=text("day"),
                forum=text("forum"),
                room=text("room"),
                title=visible(title),
                kind=text("kind"),
                named=named,
                chairs=text("chairs"),
            ),
        )

    def _line(self, row: Row, texts: list[str]) -> None:
        """Read a row without columns: an item, a heading, or more about the item above."""
        for skipped in range(min(2, len(texts))):  # a number or a day may stand before the time
            read = read_line(texts[skipped:], institutions=self.institutions)
            if read is not None:
                if skipped:
                    self._take_heading(read_heading(texts[0], first=self.first, last=self.last))
                draft = Draft(line=row.line, time=read.time, title=read.title, named=read.named, other=read.other)
                self._add(row, draft)
                return
        text = " ".join(texts)
        heading = read_heading(text, first=self.first, last=self.last)
        if heading is not None:
            self._take_heading(heading)
            self._skip(row, SheetReason.DAY_HEADING)
        else:
            self._more(row, text)

    def _take_heading(self, heading: Heading | None) -> None:
        if heading is None:
            return
        self.day = heading.day or self.day
        self.is_late = bool(heading.is_late) if heading.is_late is not None or heading.day else self.is_late
        self.chairs = ""

    def _more(self, row: Row, text: str) -> None:
        """Take a line without a time: title or people of the item above, the chair of what follows, or a note."""
        above = self.drafts[-1] if self.drafts and self.takes_more else None
        label = before_label(text)
        if above is not None and not above.title and (read := read_line([f"{above.time} {text}"])) is not None:
            self.drafts[-1] = replace(above, title=read.title, named=read.named, other=read.other)
        elif above is not None and ((label and not label[0]) or (not above.named and self._is_cast(text))):
            self._continue((Named(text),))
        elif label and not label[0] and (told := read_people([Named(text)])).moderators and not told.speakers:
            self.chairs = label[1]
            self._skip(row, SheetReason.CHAIR_LINE)
        else:
            self._skip(row, SheetReason.FOOTNOTE)

    def _is_cast(self, text: str) -> bool:
        first = without_padding(text).split(" ")[0]
        cast = read_people([Named(text)], institutions=self.institutions)
        return is_surely_name(first, institutions=self.institutions) and bool(cast.speakers) and not cast.doubts

    def _continue(self, named: tuple[Named, ...]) -> None:
        above = self.drafts[-1]
        self.drafts[-1] = replace(above, named=(*above.named, *named), other=None, is_continued=True)


def _own_texts(row: Row) -> Iterator[str]:
    return (cell.text.strip() for cell in row.cells if cell.text.strip() and not cell.is_inherited)


def _shares_time(row: Row, columns: Columns) -> bool:
    """Return whether the time is merged with that of the row above, so that a single cell is an item, too."""
    cells = [row[at] for name, at in columns.header.columns.items() if name in {"time", "start"}]
    return any(cell.is_inherited and cell.text.strip() for cell in cells)


def _text(row: Row, column: int) -> str:
    """Return the text of a cell; empty if it is merged with one on its left, which has that text itself."""
    cell = row[column]
    left = row.cells[:column]
    if cell.is_inherited and any(one.text == cell.text and not one.is_inherited for one in left):
        return ""
    return cell.text.strip()


def _named(row: Row, columns: Columns) -> tuple[Named, ...]:
    """Return the people of a row: each column of people with the columns of posts behind it, or the one before it."""
    named: list[Named] = []
    before = ""
    for at, name in columns.people:
        text = _text(row, at)
        if name == "people":
            named.append(Named(text, before))
            before = ""
        elif named:
            named[-1] = Named(named[-1].people, "\n".join(filter(None, (named[-1].posts, text))))
        else:
            before = text
    return tuple(one for one in named if one.people.strip())


def _repeats(row: Row, columns: Columns, drafts: list[Draft]) -> bool:
    """Return whether time and title are merged with those of the row above, or empty: it adds people to that item."""
    cells = [row[columns.header.columns[name]] for name in ("time", "start", "title") if name in columns.header.columns]
    return bool(drafts) and all(cell.is_inherited or not cell.text.strip() for cell in cells)
