"""`manage.py publish CONFERENCE [--accept-clashes REASON] [--without-letters]`: publish the programme as a release."""

from argparse import ArgumentParser
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.forms.words import CLASH_KINDS
from events.management.schedules import change_headings, change_lines
from events.models import Conference
from events.operations.publishing import Publication, PublishFault, PublishRefused, publish
from events.rules.bookings import Booking, Clash, ClashGroup, grouped
from events.rules.publication import Change, PublishWishes
from toolkit import clock
from toolkit.terminal import listed, terminal_language


class Command(BaseCommand):
    """Publish a conference's programme."""

    help = "Freezes the programme as the conference's next release, which public pages and feeds show."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("conference", metavar="CONFERENCE")
        parser.add_argument("--accept-clashes", default="", metavar="REASON")
        parser.add_argument("--without-letters", action="store_true")

    def handle(
        self, *args: object, conference: str, accept_clashes: str, without_letters: bool, **options: object
    ) -> None:
        """Publish the programme, or list everything that prevents it."""
        with translation.override(terminal_language()):
            found = Conference.objects.filter(slug=conference).first()
            if found is None:
                raise CommandError(_("There is no conference “%(slug)s”.") % {"slug": conference})
            wishes = PublishWishes(accept_clashes=accept_clashes, writes_letters=not without_letters)
            try:
                publication = publish(found, by=None, now=clock.now(), wishes=wishes)
            except PublishRefused as refusal:
                raise CommandError("\n".join(_refusal(refusal, found.zone))) from refusal
            self.stdout.write("\n".join(_report(publication, found)))


def _report(publication: Publication, conference: Conference) -> list[str]:
    number = {"slug": conference.slug, "number": publication.release.number}
    if not publication.is_new:
        return [_("Nothing changed: %(slug)s stays at release %(number)d.") % number]
    lines = [_("Published %(slug)s, release %(number)d.") % number]
    if letters := publication.letters:
        lines.append(ngettext("%(n)d letter is queued.", "%(n)d letters are queued.", letters) % {"n": letters})
    lines += _changes(publication.changes, conference.zone)
    for found, heading in (
        (publication.accepted, _("Accepted, with the reason that the release records:")),
        (publication.warnings, _("Please check: people in two places at once:")),
    ):
        if found:
            lines += [heading, *_clashes(found, conference.zone)]
    return lines


def _refusal(refusal: PublishRefused, zone: ZoneInfo) -> list[str]:
    if refusal.fault is PublishFault.REASON_TOO_LONG:
        return [_("The reason is longer than 500 characters.")]
    count = len(refusal.clashes)
    heading = ngettext(
        "Not published: in one case a room or a person is taken twice.",
        "Not published: in %(count)d cases a room or a person is taken twice.",
        count,
    ) % {"count": count}
    remedy = _("Move one of each, or give a reason: --accept-clashes REASON")
    if refusal.fault is PublishFault.MUST_NOT_CLASH:
        remedy = _("Somebody who must not clash is in two places: move one of them first.")
    return [heading, *_clashes(refusal.clashes, zone), remedy]


def _clashes(found: Iterable[Clash], zone: ZoneInfo) -> list[str]:
    return [_group(group, zone) for group in grouped(found)]


def _group(group: ClashGroup, zone: ZoneInfo) -> str:
    others = listed((_booking(other, zone) for other in group.others), most=6, more=_("and %d more"))
    words = {"label": group.leading.label.here, "leading": _booking(group.leading, zone), "others": "; ".join(others)}
    if not group.others:
        return "  " + _("%(label)s: %(leading)s, %(kind)s") % {**words, "kind": CLASH_KINDS[group.kind]}
    return "  " + _("%(label)s: %(leading)s at the same time as %(others)s") % words


def _booking(booking: Booking, zone: ZoneInfo) -> str:
    start, end = booking.starts_at.astimezone(zone), booking.ends_at.astimezone(zone)
    return _("“%(what)s” (%(start)s–%(end)s)") % {
        "what": booking.what.here,
        "start": f"{start:%Y-%m-%d %H:%M}",
        "end": f"{end:%H:%M}",
    }


def _changes(changes: tuple[Change, ...], zone: ZoneInfo) -> list[str]:
    lines = []
    for kind, heading in change_headings().items():
        found = [change for change in changes if change.kind is kind]
        if found:
            lines += [heading, *change_lines(found, zone)]
    return lines
