"""`manage.py import_delegates CONFERENCE FILE [--dry-run] [--accept-valid] [--create-categories]`."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Conference
from portal.toolkit import clock
from portal.toolkit.lists import listed
from portal.toolkit.sheets.cells import Sheet, SheetRefused
from portal.toolkit.sheets.outcomes import Outcome
from portal.toolkit.sheets.reading import read_sheet_file
from portal.toolkit.sheets.words import words_of_refusal
from portal.toolkit.terminal import terminal_language
from registration.exporters.delegate_report import STATES, report_json, report_lines
from registration.operations.delegate_import import DelegateImport, ImportFault, ImportWishes, import_delegates


class Command(BaseCommand):
    """Registers the people of a spreadsheet."""

    help = "Registers the people of a spreadsheet as delegates, with a report for every row."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The conference, the file, and how far to go."""
        parser.add_argument("conference", metavar="CONFERENCE")
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, store nothing")
        parser.add_argument("--accept-valid", action="store_true", help="store the good rows though others are refused")
        parser.add_argument(
            "--create-categories", action="store_true", help="make the categories that are not there yet"
        )
        parser.add_argument("--all-rows", action="store_true", help="report also the rows that need no remark")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument("--language", default="", help="the language of the report: en or zh-hans")

    def handle(self, *args: object, conference: str, file: Path, language: str, **options: bool) -> None:
        """Imports, reports every row, and ends with an error where nothing was stored for a fault."""
        with translation.override(language or terminal_language()):
            found = Conference.objects.filter(slug=conference).first()
            if found is None:
                raise CommandError(_("There is no conference “%(slug)s”.") % {"slug": conference})
            wishes = ImportWishes(
                is_trial=options["dry_run"],
                accepts_valid=options["accept_valid"],
                creates_categories=options["create_categories"],
            )
            try:
                done = import_delegates(found, _sheet(file), wishes=wishes, by=None, now=clock.now())
            except SheetRefused as refused:
                raise CommandError(words_of_refusal(refused)) from refused
            self._report(done, as_json=options["json"], shows_all=options["all_rows"])

    def _report(self, done: DelegateImport, *, as_json: bool, shows_all: bool) -> None:
        if as_json:
            self.stdout.write(report_json(done.list, stored=done.stored, is_trial=done.wishes.is_trial))
        else:
            self.stdout.write("\n".join([*report_lines(done.list, shows_all=shows_all), *_conclusion(done)]))
        if done.fault is not None and not done.wishes.is_trial:
            raise CommandError(_fault(done))


def _sheet(path: Path) -> Sheet:
    try:
        return read_sheet_file(path)
    except OSError as error:
        raise CommandError(_("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}) from error


def _conclusion(done: DelegateImport) -> Iterator[str]:
    if done.wishes.is_trial:
        yield _("A trial: nothing was stored.")
        if done.fault is not None:
            yield _fault(done)
    elif done.fault is None:
        told = listed(f"{words} {done.states[state]}" for state, words in STATES.items() if done.states[state])
        stored = ngettext("%(count)d delegate was stored", "%(count)d delegates were stored", done.stored)
        words = {"stored": stored % {"count": done.stored}, "states": told}
        yield (_("%(stored)s (%(states)s).") if told else _("%(stored)s.")) % words
    if done.list.unknown_categories and not done.wishes.creates_categories:
        yield _("With --create-categories they are made.")


def _fault(done: DelegateImport) -> str:
    if done.fault is ImportFault.NO_CATEGORY:
        return _("Nothing is stored: the conference has no category yet. Make one, or use --create-categories.")
    refused = done.list.counts()[Outcome.REJECT]
    return ngettext(
        "Nothing is stored: %(count)d row is refused. Correct it, or store the others with --accept-valid.",
        "Nothing is stored: %(count)d rows are refused. Correct them, or store the others with --accept-valid.",
        refused,
    ) % {"count": refused}
