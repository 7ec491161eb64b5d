"""A programme is taken over from a spreadsheet."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from events.access import authorise
from events.importers.programme_sheet import read_programme
from events.models import Conference, User
from events.operations.office.audit import record_in
from events.operations.programme_table import store_items
from events.rules.office.roles import Right
from events.rules.office.sheet_reports import SheetWishes
from events.rules.programme_rows import FROM_SHEET, ProgrammeFacts, ProgrammeTable, place_key
from speakers.operations.table_people import store_people
from toolkit.sheets.cells import Sheet
from toolkit.sheets.outcomes import RowOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeImport:
    """What became of a file, and how many items, forums and speakers it made."""

    table: ProgrammeTable
    wishes: SheetWishes
    stored: int = 0
    forums: int = 0
    speakers: int = 0

    @property
    def is_refused(self) -> bool:
        """Whether nothing was stored because a row is refused."""
        return not self.wishes.accepts_valid and any(row.outcome is RowOutcome.REJECT for row in self.table.rows)


@transaction.atomic
def import_programme(
    conference: Conference, sheet: Sheet, *, wishes: SheetWishes, by: User | None, now: datetime
) -> ProgrammeImport:
    """Adds the rows that are not there yet to the programme; one refused row and none is, unless the good are wanted.

    The same file twice changes nothing. Forums and people that are not there are made, rooms never. Nothing is
    published. One audit entry for the whole file. Raises SheetRefused for a file without a header.
    """
    authorise(by, Right.EDIT_PROGRAMME, conference)
    conference = Conference.objects.select_for_update(no_key=True).get(pk=conference.pk)
    done = ProgrammeImport(table=read_programme(sheet, _facts(conference)), wishes=wishes)
    if done.is_refused or wishes.is_trial or not done.table.items:
        return done
    stored, forums = store_items(conference, done.table.items)
    speakers = store_people(conference, stored, now=now)
    counts: dict[str, object] = {"items": len(stored), "forums": forums, "speakers": speakers}
    record_in(conference, "programme.import", conference, by=by, now=now, details=counts)
    return ProgrammeImport(table=done.table, wishes=wishes, stored=len(stored), forums=forums, speakers=speakers)


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
