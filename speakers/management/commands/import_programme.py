"""`manage.py import_programme CONFERENCE FILE [--dry-run] [--accept-valid]`."""

from collections.abc import Iterator

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from events.management.sheets import SheetCommand, rows_refused
from events.models import Conference
from events.rules.office.sheet_reports import SheetWishes
from speakers.exporters.programme_report import report_json, report_lines
from speakers.operations.programme_import import ProgrammeImport, import_programme
from toolkit import clock
from toolkit.sheets.cells import Sheet
from toolkit.sheets.outcomes import RowOutcome


class Command(SheetCommand):
    """Command that adds the items of a spreadsheet to the programme."""

    help = "Adds the items of a spreadsheet to the programme, with a report for every row. Nothing is published."

    def take(self, conference: Conference, sheet: Sheet, options: dict[str, bool]) -> None:
        """Import the sheet and print the report; raise CommandError if rows were refused, unless it is a dry run."""
        wishes = SheetWishes(is_trial=options["dry_run"], accepts_valid=options["accept_valid"])
        done = import_programme(conference, sheet, wishes=wishes, by=None, now=clock.now())
        if options["json"]:
            self.stdout.write(report_json(done.table, stored=done.stored, is_trial=wishes.is_trial))
        else:
            lines = report_lines(done.table, shows_all=options["all_rows"])
            self.stdout.write("\n".join([*lines, *_conclusion(done)]))
        if done.is_refused and not wishes.is_trial:
            raise CommandError(_fault(done))


def _conclusion(done: ProgrammeImport) -> Iterator[str]:
    if done.wishes.is_trial:
        yield _("Dry run: nothing was stored.")
        if done.is_refused:
            yield _fault(done)
    elif not done.is_refused:
        yield _(
            "Stored: %(items)d items, %(forums)d new forums, %(speakers)d new speakers. Nothing is published yet."
        ) % {
            "items": done.stored,
            "forums": done.forums,
            "speakers": done.speakers,
        }


def _fault(done: ProgrammeImport) -> str:
    return rows_refused(done.table.counts()[RowOutcome.REJECT])
