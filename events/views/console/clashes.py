"""Telling after a save which clashes it has made or mended, and the clashes of one session or talk."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.access import Standing
from events.extensions import Agenda
from events.models import Forum, Session
from events.queries.bookings import booked, clashes_of, programme_clashes
from events.queries.clashes import count_clashes
from events.rules.bookings import Clash, ClashGroup, clashes_between, grouped
from events.rules.office.authority import KNOW_CLOSED
from events.rules.office.roles import Right
from events.views.console.undo import undo_offered

MOST_TOLD = 5
MADE, MENDED = _("This now clashes:"), _("No longer a clash:")


@contextmanager
def clashes_told(request: HttpRequest, standing: Standing) -> Iterator[None]:
    """Compare the clashes before and after the block, and add messages about those that it has made and mended.

    The deed itself can be taken back (`undo_offered`).

    Nothing is told if the block raises.
    """
    before = programme_clashes(standing.conference)
    with undo_offered(request, standing):
        yield
    there = booked(standing.conference)
    after = there.clashes()
    changed = clashes_between(before, after)
    if changed:
        count_clashes(standing.conference, after)
    grave = any(clash.stops_publication for clash in changed.made)
    _tell(request, standing, messages.ERROR if grave else messages.WARNING, MADE, changed.made)
    _tell(request, standing, messages.SUCCESS, MENDED, changed.mended, there=there.agenda)


def _tell(
    request: HttpRequest,
    standing: Standing,
    level: int,
    words: Promise,
    changed: Collection[Clash],
    *,
    there: Agenda | None = None,
) -> None:
    """Add a message. Ends that are not `there` any more get no link."""
    if not standing.rights & KNOW_CLOSED:
        changed = tuple(clash for clash in changed if not clash.is_closed)
    if changed:
        context = {
            "words": words,
            "clashes": tuple(changed)[:MOST_TOLD],
            "left_out": max(len(changed) - MOST_TOLD, 0),
            "conference": standing.conference,
            "zone": standing.conference.zone,
            "own_forums": own_forums(standing),
            "gone": _gone(changed, there) if there else (),
        }
        messages.add_message(request, level, render_to_string("events/console/clashes_told.html", context))


def _gone(changed: Collection[Clash], there: Agenda) -> set[str]:
    codes = {session.code for session in there.sessions} | {talk.code for _session, talk in there.by_talk.values()}
    ends = (end for clash in changed for end in clash.places)
    return {end.talk or end.session for end in ends} - codes


def own_forums(standing: Standing) -> frozenset[int] | None:
    """Return the numbers of the forums whose drafts the member sees; None for somebody who sees all."""
    keys = standing.reach.forums
    if keys is None:
        return None
    return frozenset(Forum.objects.filter(pk__in=keys).values_list("number", flat=True))


def clashes_marked(standing: Standing, marks: Collection[str]) -> tuple[ClashGroup, ...]:
    """Return those of the marked clashes (`Clash.mark`) that are still there, for somebody who edits the programme."""
    if not marks:
        return ()
    there = (clash for clash in programme_clashes(standing.conference) if clash.mark in marks)
    knows_closed = bool(standing.rights & KNOW_CLOSED)
    return grouped(clash for clash in there if knows_closed or not clash.is_closed)


def clashes_shown(standing: Standing, rights: frozenset[Right], session: Session, talk: str = "") -> tuple[Clash, ...]:
    """Return the clashes that the page of a session or a talk lists, for a member with these rights there."""
    if not rights & KNOW_CLOSED:
        return ()
    knows_closed = bool(standing.rights & KNOW_CLOSED)
    return clashes_of(standing.conference, session=session, talk=talk, knows_closed=knows_closed)
