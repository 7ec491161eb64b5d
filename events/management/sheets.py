"""Base of the commands that import spreadsheets."""

from abc import ABC, abstractmethod
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Conference
from toolkit.sheets.cells import Sheet, SheetRefusal, SheetRefused
from toolkit.sheets.reading import read_sheet_file, samples
from toolkit.sheets.words import words_of_refusal
from toolkit.terminal import terminal_language


class SheetCommand(BaseCommand, ABC):
    """Import a spreadsheet into a conference and report on every row. Subclasses implement `take`."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("conference", metavar="CONFERENCE")
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, store nothing")
        parser.add_argument("--accept-valid", action="store_true", help="store the good rows though others are refused")
        parser.add_argument("--all-rows", action="store_true", help="report also the rows that need no remark")
        parser.add_argument("--encoding", default="", help="the encoding of a text, if it cannot be told by its bytes")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument("--language", default="", help="the language of the report: en or zh-hans")

    def handle(self, *args: object, conference: str, file: Path, language: str, encoding: str, **options: bool) -> None:
        """Import the file and report on every row; exits with an error if a fault kept it from being stored."""
        with translation.override(language or terminal_language()):
            found = Conference.objects.filter(slug=conference).first()
            if found is None:
                raise CommandError(_("There is no conference “%(slug)s”.") % {"slug": conference})
            try:
                self.take(found, _sheet(file, encoding), options)
            except SheetRefused as refused:
                if refused.reason is SheetRefusal.UNSURE_ENCODING:
                    self._ask(file)
                    raise CommandError(_("Name the encoding of the text: --encoding.")) from refused
                raise CommandError(words_of_refusal(refused)) from refused

    def _ask(self, file: Path) -> None:
        """Write some rows in each encoding that the text may be in."""
        for sample in samples(file.read_bytes()):
            self.stdout.write(f"--encoding {sample.encoding} ({sample.name}):")
            for row in sample.rows:
                self.stdout.write("  " + " | ".join(row))

    @abstractmethod
    def take(self, conference: Conference, sheet: Sheet, options: dict[str, bool]) -> None:
        """Import the sheet and write the report; raises CommandError if a fault kept it from being stored."""


def _sheet(path: Path, encoding: str) -> Sheet:
    try:
        return read_sheet_file(path, encoding=encoding)
    except OSError as error:
        raise CommandError(_("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}) from error


def rows_refused(count: int) -> str:
    """Return the message that rows were refused, so nothing was stored, and what to do."""
    return ngettext(
        "Nothing is stored: %(count)d row is refused. Correct it, or store the others with --accept-valid.",
        "Nothing is stored: %(count)d rows are refused. Correct them, or store the others with --accept-valid.",
        count,
    ) % {"count": count}
