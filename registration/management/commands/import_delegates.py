"""`manage.py import_delegates CONFERENCE FILE [--dry-run] [--accept-valid] [--create-categories]`."""

from argparse import ArgumentParser
from collections.abc import Iterator

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.management.sheets import SheetCommand, rows_refused
from events.models import Conference
from registration.exporters.delegate_report import STATES, report_json, report_lines
from registration.operations.delegate_import import DelegateImport, DelegateListFault, import_delegates
from registration.rules.delegate_rows import DelegateListWishes
from toolkit import clock
from toolkit.lists import listed
from toolkit.sheets.cells import Sheet
from toolkit.sheets.outcomes import RowOutcome


class Command(SheetCommand):
    """Registers the people in a spreadsheet."""

    help = "Registers the people of a spreadsheet as delegates, with a report for every row."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option to create categories to those that all imports have."""
        super().add_arguments(parser)
        parser.add_argument(
            "--create-categories", action="store_true", help="make the categories that are not there yet"
        )

    def take(self, conference: Conference, sheet: Sheet, options: dict[str, bool]) -> None:
        """Register the people and report the outcome of each row."""
        wishes = DelegateListWishes(
            is_trial=options["dry_run"],
            accepts_valid=options["accept_valid"],
            makes_categories=options["create_categories"],
        )
        done = import_delegates(conference, sheet, wishes=wishes, by=None, now=clock.now())
        if options["json"]:
            self.stdout.write(report_json(done.list, stored=done.stored, is_trial=wishes.is_trial))
        else:
            lines = report_lines(done.list, shows_all=options["all_rows"])
            self.stdout.write("\n".join([*lines, *_conclusion(done)]))
        if done.fault is not None and not wishes.is_trial:
            raise CommandError(_fault(done))


def _conclusion(done: DelegateImport) -> Iterator[str]:
    if done.wishes.is_trial:
        yield _("Dry run: nothing was stored.")
        if done.fault is not None:
            yield _fault(done)
    elif done.fault is None:
        told = listed(f"{words} {done.states[state]}" for state, words in STATES.items() if done.states[state])
        stored = ngettext("%(count)d delegate was stored", "%(count)d delegates were stored", done.stored)
        words = {"stored": stored % {"count": done.stored}, "states": told}
        yield (_("%(stored)s (%(states)s).") if told else _("%(stored)s.")) % words
    if done.list.unknown_categories and not done.wishes.makes_categories:
        yield _("Use --create-categories to create them.")


def _fault(done: DelegateImport) -> str:
    if done.fault is DelegateListFault.NO_CATEGORY:
        return _("Nothing was stored: the conference has no category yet. Create one, or use --create-categories.")
    return rows_refused(done.list.counts()[RowOutcome.REJECT])
