"""`manage.py import_programme CONFERENCE FILE [--dry-run] [--accept-valid]`."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Conference
from portal.toolkit import clock
from portal.toolkit.sheets.cells import Sheet, SheetRefused
from portal.toolkit.sheets.outcomes import Outcome
from portal.toolkit.sheets.reading import read_sheet_file
from portal.toolkit.sheets.words import words_of_refusal
from portal.toolkit.terminal import terminal_language
from speakers.exporters.programme_report import report_json, report_lines
from speakers.operations.programme_import import ProgrammeImport, ProgrammeWishes, import_programme


class Command(BaseCommand):
    """Adds the items of a spreadsheet to the programme."""

    help = "Adds the items of a spreadsheet to the programme, with a report for every row. Nothing is published."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The conference, the file, and how far to go."""
        parser.add_argument("conference", metavar="CONFERENCE")
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, store nothing")
        parser.add_argument("--accept-valid", action="store_true", help="store the good rows though others are refused")
        parser.add_argument("--all-rows", action="store_true", help="report also the rows that need no remark")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument("--language", default="", help="the language of the report: en or zh-hans")

    def handle(self, *args: object, conference: str, file: Path, language: str, **options: bool) -> None:
        """Imports, reports every row, and ends with an error where nothing was stored for a refused row."""
        with translation.override(language or terminal_language()):
            found = Conference.objects.filter(slug=conference).first()
            if found is None:
                raise CommandError(_("There is no conference “%(slug)s”.") % {"slug": conference})
            wishes = ProgrammeWishes(is_trial=options["dry_run"], accepts_valid=options["accept_valid"])
            try:
                done = import_programme(found, _sheet(file), wishes=wishes, by=None, now=clock.now())
            except SheetRefused as refused:
                raise CommandError(words_of_refusal(refused)) from refused
            self._report(done, as_json=options["json"], shows_all=options["all_rows"])

    def _report(self, done: ProgrammeImport, *, as_json: bool, shows_all: bool) -> None:
        if as_json:
            self.stdout.write(report_json(done.table, stored=done.stored, is_trial=done.wishes.is_trial))
        else:
            self.stdout.write("\n".join([*report_lines(done.table, shows_all=shows_all), *_conclusion(done)]))
        if done.is_refused and not done.wishes.is_trial:
            raise CommandError(_fault(done))


def _sheet(path: Path) -> Sheet:
    try:
        return read_sheet_file(path)
    except OSError as error:
        raise CommandError(_("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}) from error


def _conclusion(done: ProgrammeImport) -> Iterator[str]:
    if done.wishes.is_trial:
        yield _("A trial: nothing was stored.")
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
    refused = done.table.counts()[Outcome.REJECT]
    return ngettext(
        "Nothing is stored: %(count)d row is refused. Correct it, or store the others with --accept-valid.",
        "Nothing is stored: %(count)d rows are refused. Correct them, or store the others with --accept-valid.",
        refused,
    ) % {"count": refused}
