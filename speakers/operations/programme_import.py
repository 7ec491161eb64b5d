"""Import of a programme from a spreadsheet."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from events.access import authorise
from events.importers.programme_sheet import read_programme
from events.models import Conference, User
from events.operations.journal import importing, note_import
from events.operations.office.audit import record_in
from events.operations.programme_table import store_items
from events.queries.bookings import programme_clashes
from events.rules.bookings import Clash, made_by
from events.rules.office.roles import Right
from events.rules.office.sheet_reports import SheetWishes
from events.rules.programme_rows import FROM_SHEET, ProgrammeFacts, ProgrammeTable, place_key
from speakers.operations.table_people import store_people
from toolkit.sheets.cells import Sheet
from toolkit.sheets.outcomes import RowOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeImport:
    """The rows of the file with their outcomes, the numbers of items stored and of forums and speakers created, and the
    clashes that the draft has only since.
    """

    table: ProgrammeTable
    wishes: SheetWishes
    stored: int = 0
    forums: int = 0
    speakers: int = 0
    clashes: tuple[Clash, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether nothing was stored because at least one row was rejected."""
        return not self.wishes.accepts_valid and any(row.outcome is RowOutcome.REJECT for row in self.table.rows)


@transaction.atomic
def import_programme(
    conference: Conference, sheet: Sheet, *, wishes: SheetWishes, by: User | None, now: datetime
) -> ProgrammeImport:
    """Add the rows of the sheet that the programme does not have yet; store nothing if one of them is rejected.

    With `wishes.accepts_valid` the valid rows are stored although others are rejected; with `wishes.is_trial` none
    is. Importing the same file again changes nothing. Missing forums and people are created, missing rooms are not.
    Nothing is published. Write one audit entry for the whole file. Raise SheetRefused if the sheet has no header.
    """
    authorise(by, Right.EDIT_PROGRAMME, conference)
    conference = Conference.objects.select_for_update(no_key=True).get(pk=conference.pk)
    done = ProgrammeImport(table=read_programme(sheet, _facts(conference)), wishes=wishes)
    if done.is_refused or wishes.is_trial or not done.table.items:
        return done
    before = programme_clashes(conference)
    with importing(conference, by=by):
        stored, forums = store_items(conference, done.table.items)
        speakers = store_people(conference, stored, now=now)
    note_import(conference, by=by, now=now)
    counts = {"items": len(stored), "forums": forums, "speakers": speakers}
    record_in(conference, "programme.import", conference, by=by, now=now, details=counts)
    return replace(
        done,
        stored=len(stored),
        forums=forums,
        speakers=speakers,
        clashes=made_by(before, programme_clashes(conference)),
    )


def _facts(conference: Conference) -> ProgrammeFacts:
    rooms: dict[str, str] = {}
    for room in conference.rooms.all():
        for name in filter(None, (room.name_zh, room.name_en)):
            rooms.setdefault(place_key(name), str(room.pk))
    talks = conference.talks.filter(source_key__startswith=FROM_SHEET).values_list("source_key", flat=True)
    sessions = conference.sessions.filter(source_key__startswith=FROM_SHEET).values_list("source_key", flat=True)
    return ProgrammeFacts(
        first_day=conference.starts_on,
        last_day=conference.ends_on,
        zone=conference.zone,
        day_starts_at=conference.day_starts_at,
        rooms=rooms,
        known=frozenset([*talks, *sessions]),
    )
