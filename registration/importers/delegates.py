"""Read a list of delegates and decide about each row.

There are four kinds of files: lists filled in by guests, office tables with merged headers, attendees exported from
Eventbrite, and positions exported from pretix. Only their headers differ; the rules for their content are the same.
"""

import hashlib
import re
from dataclasses import replace

from events.rules.names import name_key
from registration.importers.columns import header_of, source_of
from registration.importers.orders import check_order, main_slug, source_key_of, status_of_order
from registration.importers.people import PersonReader
from registration.importers.seen import REGISTERED, Seen
from registration.rules.delegate_rows import (
    Candidate,
    DelegateList,
    DelegateRow,
    ImportFacts,
    ListReason,
    OrderStatus,
    Source,
    category_key,
)
from toolkit.sheets.cells import Row, Sheet
from toolkit.sheets.headers import Header
from toolkit.sheets.outcomes import RowOutcome

_TOTAL = re.compile(r"(?:合\s*计|总\s*计|小\s*计|共\s*计|总数|总人数|(?:sub)?total|sum)\s*[:：]?.{0,12}", re.IGNORECASE)
_FOOTNOTE = re.compile(
    r"^\s*(?:[（(]?注\s*\d*\s*[:：、.]|备注[:：]|说明[:：]|附[:：]|填[表报]|制表|审核|联系人[:：]|日期[:：]|note[:s]|remark|\*|※)",
    re.IGNORECASE,
)
CATEGORY_LENGTH = 100
_LONG = 12
"""In characters. A longer text that is alone in its row is a remark below the table, not a name."""


def read_delegates(sheet: Sheet, facts: ImportFacts) -> DelegateList:
    """Decide about every row below the header. Raises SheetRefused for a file without a header."""
    header = header_of(sheet)
    reading = _Reading(header, source_of(header), facts)
    below = [row for row in sheet.rows if row.line > header.last_line]
    reading.slug = main_slug(below, header, own=facts.slug)
    rows = tuple(reading.read(row) for row in below)
    return DelegateList(source=reading.source, rows=rows, unknown_categories=tuple(reading.unknown))


class _Reading:
    """One pass through a file. Earlier rows decide whether a later one is a duplicate."""

    def __init__(self, header: Header, source: Source, facts: ImportFacts) -> None:
        self.header, self.source, self.facts = header, source, facts
        self.slug = ""
        self.seen = Seen()
        self.unknown: dict[str, None] = {}
        for known in facts.known:
            self.seen.add(known, REGISTERED)

    def read(self, row: Row) -> DelegateRow:
        """Read one row and decide about it."""
        reader = PersonReader(row, self.header)
        nothing = _no_record(row, self.header)
        if nothing is not None:
            reader.find(nothing)
            return DelegateRow(line=row.line, name="", findings=tuple(reader.findings))
        candidate = self._candidate(reader)
        read = DelegateRow(
            line=row.line, name=reader.typed_name(), findings=tuple(reader.findings), candidate=candidate
        )
        if candidate is not None and read.outcome.is_stored:
            self.seen.add(candidate, row.line)
            return read
        return replace(read, candidate=None)

    def _candidate(self, reader: PersonReader) -> Candidate | None:
        standing = self._ordered(reader)
        if standing is None:
            return None
        candidate = self._person(reader, standing)
        if candidate is None:
            return None
        self._find_marks(reader)
        if self.source.has_orders:
            self._find_repeated_ticket(reader, candidate)
        else:
            self._find_repeated_person(reader, candidate)
        return candidate

    def _ordered(self, reader: PersonReader) -> OrderStatus | None:
        if not self.source.has_orders:
            return OrderStatus.CONFIRMED
        standing = status_of_order(reader, self.source)
        if standing is not None:
            check_order(reader, slug=self.slug)
        return standing

    def _person(self, reader: PersonReader, standing: OrderStatus) -> Candidate | None:
        name, companion = reader.name()
        particulars = reader.particulars(name)
        category, new_category = self._category(reader)
        candidate = Candidate(
            particulars=particulars,
            category=category,
            new_category=new_category,
            arrival=reader.arrival(),
            companion=companion,
            zip_code=reader.text("zip_code")[:20],
            price=reader.price(),
            standing=standing,
        )
        if not name:
            return None
        self._find_contact(reader, candidate)
        key = source_key_of(reader, self.source) if self.source.has_orders else _key_of(candidate)
        if not key:
            reader.find(ListReason.NO_KEY, "order")
        return replace(candidate, source_key=key)

    def _find_contact(self, reader: PersonReader, candidate: Candidate) -> None:
        if self.source.has_orders:
            if not candidate.email and not any(one.reason.startswith("email") for one in reader.findings):
                reader.find(
                    ListReason.NO_EMAIL, "attendee_email" if "attendee_email" in self.header.columns else "email"
                )
            return
        refused = any(DelegateRow.consequence_of(one.reason) is RowOutcome.REJECT for one in reader.findings)
        if not candidate.phone and not candidate.email and not refused:
            reader.find(ListReason.NO_CONTACT, "phone" if "phone" in self.header.columns else "email")

    def _category(self, reader: PersonReader) -> tuple[str, str]:
        """Return (code, "") of a category, ("", name) of one to create, or ("", "") for the default one."""
        text = reader.line("category")
        code = self.facts.categories.get(category_key(text))
        if code is not None or not text:
            return code or "", ""
        if len(text) > CATEGORY_LENGTH:
            reader.find(ListReason.TEXT_TOO_LONG, "category")
            return "", ""
        self.unknown.setdefault(text)
        if self.facts.creates_categories:
            return "", text
        # Unknown ticket types of a shop are reported once for the file, not in every row.
        if not self.source.has_orders:
            reader.find(ListReason.UNKNOWN_CATEGORY, "category", text)
        return "", ""

    def _find_marks(self, reader: PersonReader) -> None:
        if reader.row.is_struck:
            reader.find(ListReason.STRUCK)
        if reader.row.is_hidden:
            reader.find(ListReason.HIDDEN_ROW)

    def _find_repeated_ticket(self, reader: PersonReader, candidate: Candidate) -> None:
        line = self.seen.keys.get(candidate.source_key)
        if line is not None:
            _find_duplicate(reader, line)
            return
        line = self.seen.line_of(candidate)
        if line == REGISTERED:
            _find_duplicate(reader, line)
        elif line is not None:
            reader.find(ListReason.SAME_PERSON_TWICE, "name", str(line))

    def _find_repeated_person(self, reader: PersonReader, candidate: Candidate) -> None:
        line = self.seen.line_of(candidate)
        if line is None:
            line = self.seen.keys.get(candidate.source_key)
        if line is not None:
            _find_duplicate(reader, line)
            return
        for reason, name, sharer in (
            (ListReason.SHARED_PHONE, "phone", self.seen.sharers_of_phone(candidate)),
            (ListReason.SHARED_EMAIL, "email", self.seen.sharers_of_email(candidate)),
        ):
            if sharer is not None:
                reader.find(reason, name, str(sharer) if sharer != REGISTERED else "")


def _find_duplicate(reader: PersonReader, line: int) -> None:
    if line == REGISTERED:
        reader.find(ListReason.ALREADY_REGISTERED, "name")
    else:
        reader.find(ListReason.SAME_AS_LINE, "name", str(line))


def _key_of(candidate: Candidate) -> str:
    """Return a source key that depends on name and contact only, so that it is the same in every file."""
    told = f"{name_key(candidate.name)}|{candidate.phone or candidate.email}"
    return f"list:{hashlib.sha256(told.encode()).hexdigest()[:40]}"


def _no_record(row: Row, header: Header) -> ListReason | None:
    """Return why a row describes nobody: it is empty, a repeated header, a total or a footnote. None otherwise."""
    told = _told(row, number=header.columns.get("number"))
    if not told and not any(cell.is_formula for cell in row.cells):
        return ListReason.EMPTY_ROW
    if header.is_repeated_in(row):
        return ListReason.REPEATED_HEADER
    if told and _TOTAL.fullmatch(next(iter(told.values()))) and not any(map(_is_contact, told.values())):
        return ListReason.TOTAL
    return ListReason.FOOTNOTE if told and _is_footnote(told, name=header.columns.get("name")) else None


def _told(row: Row, *, number: int | None) -> dict[int, str]:
    """Return the texts of the row by column, without the serial number."""
    own = {at: cell.text.strip() for at, cell in enumerate(row.cells) if not cell.is_inherited}
    return {at: text for at, text in own.items() if text and not (at == number and text.rstrip(".、").isdigit())}


def _is_footnote(told: dict[int, str], *, name: int | None) -> bool:
    if len(told) <= 3 and all(_FOOTNOTE.match(text) for text in told.values()):
        return True
    column, text = next(iter(told.items()))
    return len(told) == 1 and not _is_contact(text) and (column != name or len(text) > _LONG)


def _is_contact(text: str) -> bool:
    return "@" in text or len(re.sub(r"\D", "", text)) >= 7
