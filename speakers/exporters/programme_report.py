"""The report on an imported programme spreadsheet: as lines of text for people, as JSON for programs."""

import json
from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.rules.programme_rows import ProgrammeRow, ProgrammeTable, SheetReason
from toolkit.jsonable import Jsonable
from toolkit.lists import listed
from toolkit.sheets.findings import Finding
from toolkit.sheets.outcomes import RowOutcome
from toolkit.sheets.words import OUTCOMES

WORDS: Mapping[SheetReason, str | Promise] = {
    SheetReason.EMPTY_ROW: gettext_lazy("empty row"),
    SheetReason.REPEATED_HEADER: gettext_lazy("the header repeated"),
    SheetReason.HEADER: gettext_lazy("the names of the columns"),
    SheetReason.DAY_HEADING: gettext_lazy("the day of the rows below"),
    SheetReason.CHAIR_LINE: gettext_lazy("the chair of the items below"),
    SheetReason.FOOTNOTE: gettext_lazy("a note, not an item of the list"),
    SheetReason.SAME_AS_LINE: gettext_lazy("the same item as in line %(detail)s"),
    SheetReason.ALREADY_THERE: gettext_lazy("already in the programme"),
    SheetReason.NO_DAY: gettext_lazy("no day"),
    SheetReason.UNREADABLE_DAY: gettext_lazy("not read as a day"),
    SheetReason.NO_SUCH_DAY: gettext_lazy("this day does not exist"),
    SheetReason.OTHER_DAY: gettext_lazy("not a day of the conference: %(detail)s"),
    SheetReason.NO_TIME: gettext_lazy("no time"),
    SheetReason.UNREADABLE_TIME: gettext_lazy("not read as a time"),
    SheetReason.NO_END: gettext_lazy("no end time"),
    SheetReason.END_BEFORE_START: gettext_lazy("ends before it starts"),
    SheetReason.NO_TITLE: gettext_lazy("no title"),
    SheetReason.TITLE_TOO_LONG: gettext_lazy("the title is longer than 500 characters"),
    SheetReason.UNKNOWN_ROOM: gettext_lazy("no such room: %(detail)s"),
    SheetReason.TIME_IN_WORDS: gettext_lazy("read from words as %(detail)s"),
    SheetReason.PAST_MIDNIGHT: gettext_lazy("past midnight: ends %(detail)s"),
    SheetReason.ROOM_TAKEN: gettext_lazy("the room is taken at that time by line %(detail)s"),
    SheetReason.PERSON_TAKEN: gettext_lazy("on stage elsewhere at that time: %(detail)s"),
    SheetReason.PEOPLE_DIVIDED: gettext_lazy("moderator and panellists were in one field; they have been separated"),
    SheetReason.NAME_LEFT_OUT: gettext_lazy("left out, because it could not be read as a name: %(detail)s"),
    SheetReason.ADVERTISING: gettext_lazy("advertises a web address, a telephone number or an account: %(detail)s"),
    SheetReason.POSTS_LEFT_OUT: gettext_lazy(
        "the number of institutions differs from the number of people: institutions left out"
    ),
    SheetReason.NO_ROOM: gettext_lazy("no room"),
    SheetReason.STRUCK: gettext_lazy("struck through in the sheet; it may be cancelled"),
    SheetReason.HIDDEN_ROW: gettext_lazy("the row is hidden in the sheet"),
    SheetReason.END_FROM_NEXT: gettext_lazy("no end time: it ends when the next item begins, at %(detail)s"),
    SheetReason.OTHER_ROOM: gettext_lazy("the document says %(detail)s; the room stays as the organisers set it"),
    SheetReason.ELSEWHERE: gettext_lazy("on stage elsewhere at that time: %(detail)s"),
    SheetReason.NEXT_LINE: gettext_lazy("the people were read from the next line"),
}


def words_of(finding: Finding[SheetReason]) -> str:
    """Return a finding as text in the active language, preceded by the name of its column if it has one."""
    detail = finding.detail
    if finding.reason is SheetReason.PERSON_TAKEN:
        name, _comma, line = detail.rpartition(", ")
        detail = _("%(name)s, line %(line)s") % {"name": name, "line": line}
    words = str(WORDS[finding.reason]) % {"detail": detail}
    return _("%(column)s: %(words)s") % {"column": finding.column, "words": words} if finding.column else words


def report_lines(table: ProgrammeTable, *, shows_all: bool = False) -> Iterator[str]:
    """Yield a line for each row with findings, or for every row if `shows_all`; then a line with the counts."""
    for row in table.rows:
        if shows_all or row.findings:
            yield _row_line(row)
    counts = table.counts()
    yield _("%(rows)d rows: %(counts)s") % {
        "rows": len(table.rows),
        "counts": listed(f"{OUTCOMES[outcome]} {counts[outcome]}" for outcome in RowOutcome),
    }


def _row_line(row: ProgrammeRow) -> str:
    words = "; ".join(map(words_of, row.deciding))
    line = _("line %(line)d") % {"line": row.line}
    return "  ".join(filter(None, [f"{line:<8}", str(OUTCOMES[row.outcome]), row.title[:40], words]))


def report_json(table: ProgrammeTable, *, stored: int, is_trial: bool) -> str:
    """Return the report as JSON: the counts, and every row with its line, outcome, column, title and reasons.

    A row that was read as an item also has its times and people.
    """
    document = {
        "counts": {outcome.value: number for outcome, number in table.counts().items()},
        "stored": stored,
        "dry_run": is_trial,
        "rows": [_row_json(row) for row in table.rows],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _row_json(row: ProgrammeRow) -> dict[str, Jsonable]:
    told: dict[str, Jsonable] = {
        "line": row.line,
        "outcome": row.outcome.value,
        "column": row.column,
        "title": row.title,
        "reasons": [
            {"reason": one.reason.value, "column": one.column, "detail": one.detail, "words": words_of(one)}
            for one in row.findings
        ],
    }
    if row.item is None:
        return told
    return told | {
        "start": row.item.starts_at.isoformat(timespec="minutes"),
        "end": row.item.ends_at.isoformat(timespec="minutes"),
        "speakers": [person.name for person in row.item.speakers],
        "moderators": [person.name for person in row.item.moderators],
        "public_people": row.item.has_public_people,
    }
