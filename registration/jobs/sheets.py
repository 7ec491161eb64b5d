"""The job that imports a list of delegates from the console."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Conference, User
from events.rules.office.sheet_reports import SheetLine, SheetReport, SheetWishes
from registration.exporters.delegate_report import STATES, words_of
from registration.operations.delegate_import import DelegateImport, DelegateListFault, import_delegates
from registration.rules.delegate_rows import Candidate, DelegateListWishes
from toolkit.lists import listed
from toolkit.sheets.cells import Sheet


def take_delegates(
    conference: Conference, sheet: Sheet, wishes: SheetWishes, *, by: User | None, now: datetime
) -> SheetReport:
    """Import the delegates and describe the result in words; see `events.extensions.SheetRunner`."""
    asked = DelegateListWishes(
        is_trial=wishes.is_trial, accepts_valid=wishes.accepts_valid, makes_categories=wishes.takes_option
    )
    done = import_delegates(conference, sheet, wishes=asked, by=by, now=now)
    return SheetReport(
        lines=tuple(_lines(done)),
        counts={outcome.value: count for outcome, count in done.list.counts().items()},
        unknown=done.list.unknown_categories,
        fault=_fault(done),
        stored=_stored(done) if done.fault is None and not wishes.is_trial else "",
    )


def _lines(done: DelegateImport) -> Iterator[SheetLine]:
    for row in done.list.rows:
        name = row.candidate.name if row.candidate else " ".join(row.name.split())[:60]
        remarks = tuple(words_of(finding) for finding in row.deciding)
        read = _read(row.candidate) if row.candidate else ()
        yield SheetLine(line=row.line, outcome=row.outcome.value, name=name, read=read, remarks=remarks)


def _read(candidate: Candidate) -> tuple[str, ...]:
    """Return what the badge will show beside the name. Contact details stay out of the report, which is kept."""
    told = candidate.particulars
    institution, post = told.institution_zh or told.institution_en, told.post_zh or told.post_en
    return tuple(filter(None, (institution, post, candidate.new_category)))


def _fault(done: DelegateImport) -> str:
    if done.fault is DelegateListFault.NO_CATEGORY:
        return _("The conference has no category yet. Create one first, or let the import create those in the list.")
    return _("Some rows are refused.") if done.fault is DelegateListFault.ROWS_REFUSED else ""


def _stored(done: DelegateImport) -> str:
    stored = ngettext("%(n)s delegate was stored", "%(n)s delegates were stored", done.stored) % {"n": done.stored}
    told = listed(f"{words} {done.states[state]}" for state, words in STATES.items() if done.states[state])
    return (_("%(stored)s (%(states)s).") if told else _("%(stored)s.")) % {"stored": stored, "states": told}
