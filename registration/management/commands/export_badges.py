"""`manage.py export_badges CONFERENCE OUT.pdf`: print badges to a file."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_date, parse_datetime

from events.models import Conference
from registration.operations.printing import PrintingRefused, print_badges
from registration.queries.badges import BadgeSelection
from registration.rules.printing import Paper
from toolkit import clock
from toolkit.fonts import named


class Command(BaseCommand):
    """Prints the badges of the confirmed delegates of a conference into a PDF."""

    help = "Prints the badges of the confirmed delegates of a conference into a PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the arguments for the conference, the file and the selection."""
        parser.add_argument("conference", help="the conference's slug")
        parser.add_argument("out", type=Path, help="the PDF to write")
        parser.add_argument("--category", default="", help="only this category, by its code")
        parser.add_argument("--since", default="", help="only codes issued since, as 2027-04-16 or 2027-04-16T09:00")
        parser.add_argument("--unprinted", action="store_true", help="only badges that were never printed")
        parser.add_argument("--paper", choices=list(Paper), default=Paper.A6, help="a6: one a page; a4: four")

    def handle(self, *_: object, **options: object) -> None:
        """Print the badges and report those with characters that no font has."""
        conference = Conference.objects.filter(slug=options["conference"]).first()
        if conference is None:
            raise CommandError(f"There is no conference {options['conference']!r}.")
        category, since = str(options["category"]), str(options["since"])
        if category and not conference.categories.filter(code=category).exists():
            known = ", ".join(conference.categories.values_list("code", flat=True))
            raise CommandError(f"There is no category {category!r}; known are: {known}.")
        selection = BadgeSelection(
            category=category,
            since=_instant(since, conference) if since else None,
            unprinted=bool(options["unprinted"]),
        )
        self._print(conference, selection, paper=Paper(str(options["paper"])), out=Path(str(options["out"])))

    def _print(self, conference: Conference, selection: BadgeSelection, *, paper: Paper, out: Path) -> None:
        now = clock.now()
        run = f"command {now:%Y%m%dT%H%M%S%f}"
        is_new = not out.exists()
        try:
            # Check that the file is writable before any print is recorded.
            out.open("ab").close()
            done = print_badges(conference, selection, run=run, paper=paper, by=None, now=now)
            out.write_bytes(done.pdf)
        except PrintingRefused as refused:
            if is_new:
                out.unlink()
            raise CommandError("No confirmed delegate matches: nothing was printed.") from refused
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{done.printed} badges printed into {out}.")
        for fault in done.undrawn:
            content = fault.content
            self.stderr.write(f"Check: {content.number} {content.name}: no font has {named(fault.characters)}")


def _instant(text: str, conference: Conference) -> datetime:
    """Return a day or a local time of the conference as an aware instant."""
    try:
        found = parse_datetime(text)
        day = None if found else parse_date(text)
    except ValueError as error:
        raise CommandError(f"--since {text!r}: {error}.") from error
    if found is None and day is not None:
        found = datetime(day.year, day.month, day.day, tzinfo=conference.zone)
    if found is None:
        raise CommandError(f"--since wants 2027-04-16 or 2027-04-16T09:00, not {text!r}.")
    return found if found.tzinfo else found.replace(tzinfo=conference.zone)
