"""`manage.py import_schedule CONFERENCE FILE`: import a schedule that other conference software publishes."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from events.importers.feeds import read_feed_file
from events.management.schedules import (
    change_headings,
    change_lines,
    feed_refusal,
    import_refusal,
    indented,
    minute_in_zone,
    refused_event,
    remark_line,
)
from events.operations.feed_conference import ScheduleOrder, ScheduleRefused
from events.rules.exchange import Feed, FeedRefused, FeedRemark
from events.rules.publication import ChangeKind, Subject
from speakers.operations.schedule_import import ImportReport, import_schedule
from toolkit import clock
from toolkit.terminal import terminal_language


class Command(BaseCommand):
    """Command that imports or updates a schedule."""

    help = "Imports schedule.xml, schedule.json or COSCUP's session.json; a later version updates. Publishes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the conference and the file, and options for facts that the feed may lack."""
        parser.add_argument("conference", metavar="CONFERENCE")
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--create", action="store_true", help="makes the conference if it is not there yet")
        parser.add_argument("--organisation", default="", metavar="SLUG")
        parser.add_argument("--timezone", default="", metavar="ZONE")
        parser.add_argument("--title", default="")
        parser.add_argument("--dry-run", action="store_true", help="reports what would change, and keeps nothing")
        parser.add_argument(
            "--accept-valid", action="store_true", help="stores the good events though others are refused"
        )

    def handle(
        self,
        *args: object,
        conference: str,
        file: Path,
        create: bool,
        organisation: str,
        timezone: str,
        title: str,
        dry_run: bool,
        accept_valid: bool,
        **options: object,
    ) -> None:
        """Import the whole file and print the changes; raise CommandError with the reason if it is refused."""
        with translation.override(terminal_language()):
            feed = _feed(file)
            order = ScheduleOrder(
                feed=feed,
                slug=conference,
                create=create,
                organisation=organisation,
                timezone=timezone,
                title=" ".join(title.split()),
                dry_run=dry_run,
                accepts_valid=accept_valid,
            )
            try:
                report = import_schedule(order, by=None, now=clock.now())
            except ScheduleRefused as refusal:
                self._say(_remarks(feed.remarks, tuple(event.remark for event in feed.refused)))
                raise CommandError(import_refusal(refusal)) from refusal
            self._say(_lines(report))

    def _say(self, lines: list[str]) -> None:
        for line in lines:
            self.stdout.write(line)


def _feed(file: Path) -> Feed:
    try:
        return read_feed_file(file)
    except FeedRefused as refusal:
        raise CommandError(feed_refusal(refusal)) from refusal


def _lines(report: ImportReport) -> list[str]:
    words = {"slug": report.conference.slug, "zone": report.conference.timezone}
    lines = [_("Dry run: nothing was stored.")] if report.is_dry_run else []
    if report.is_new:
        lines.append(_("New conference: %(slug)s.") % words)
    if report.zone_was_guessed:
        lines.append(
            _("The feed gives offsets but no time zone; %(zone)s is assumed. Use --timezone to choose another.") % words
        )
    lines.append(_counts(report))
    lines += _remarks(report.remarks, report.refused)
    lines += _outside(report)
    if report.nothing_changed:
        return [*lines, _("Nothing changed.")]
    return [*lines, *_changes(report)]


def _counts(report: ImportReport) -> str:
    return _(
        "In the feed: %(talk)d events (%(session)d sessions), %(speaker)d persons, %(room)d rooms, %(forum)d tracks."
    ) % {subject.value: count for subject, count in report.counts.items()}


def _remarks(remarks: tuple[FeedRemark, ...], refused: tuple[FeedRemark, ...]) -> list[str]:
    """Return lines that list the events that were refused, and the values that were not taken as they stood."""
    lines = []
    if refused:
        told = [refused_event(remark) for remark in refused]
        lines += [_("Refused: %d events") % len(told), *(f"  {line}" for line in told)]
    if remarks:
        lines += [_("Remarks: %d") % len(remarks), *indented(map(remark_line, remarks))]
    return lines


def _outside(report: ImportReport) -> list[str]:
    """Return lines that list the events outside the conference's days. They show a mistyped year early."""
    if not report.outside:
        return []
    conference = report.conference
    words = {"count": len(report.outside), "first": conference.starts_on, "last": conference.ends_on}
    told = [f"{event.title.here}: {minute_in_zone(event.starts_at, conference.zone)}" for event in report.outside]
    head = _("Outside the conference's days, %(first)s to %(last)s: %(count)d events") % words
    return [head, *indented(told)]


def _changes(report: ImportReport) -> list[str]:
    subjects = {
        Subject.TALK: _("%d events"),
        Subject.SPEAKER: _("%d persons"),
        Subject.ROOM: _("%d rooms"),
        Subject.FORUM: _("%d tracks"),
    }
    lines = []
    for kind, heading in change_headings().items():
        for subject, noun in subjects.items():
            found = [change for change in report.changes if (change.kind, change.subject) == (kind, subject)]
            if found:
                lines.append(f"{heading} {noun % len(found)}")
                # In a new conference everything is new, and the counts suffice.
                if not (report.is_new and kind is ChangeKind.ADDED):
                    lines += change_lines(found, report.conference.zone)
    return lines
