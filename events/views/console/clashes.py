"""Telling after a save which clashes it has made, with links to both ends."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string

from events.access import Standing
from events.models import Session
from events.queries.bookings import clashes_of, programme_clashes
from events.rules.bookings import Clash, ClashGroup, grouped, made_by
from events.rules.office.authority import KNOW_CLOSED
from events.rules.office.roles import Right

MOST_TOLD = 5


@contextmanager
def clashes_told(request: HttpRequest, standing: Standing) -> Iterator[None]:
    """Compare the clashes before and after the block, and add a message about those that it has made.

    Nothing is told if the block raises.
    """
    before = programme_clashes(standing.conference)
    yield
    made = made_by(before, programme_clashes(standing.conference))
    if not standing.rights & KNOW_CLOSED:
        made = tuple(clash for clash in made if not any(booking.is_closed for booking in clash.bookings))
    if made:
        tell = messages.error if any(clash.stops_publication for clash in made) else messages.warning
        context = {
            "clashes": made[:MOST_TOLD],
            "left_out": max(len(made) - MOST_TOLD, 0),
            "conference": standing.conference,
            "zone": standing.conference.zone,
        }
        tell(request, render_to_string("events/console/clashes_made.html", context))


def clashes_marked(standing: Standing, marks: Collection[str]) -> tuple[ClashGroup, ...]:
    """Return those of the marked clashes (`Clash.mark`) that are still there, for somebody who edits the programme."""
    if not marks:
        return ()
    there = (clash for clash in programme_clashes(standing.conference) if clash.mark in marks)
    knows_closed = bool(standing.rights & KNOW_CLOSED)
    return grouped(clash for clash in there if knows_closed or not any(booking.is_closed for booking in clash.bookings))


def clashes_shown(standing: Standing, rights: frozenset[Right], session: Session, talk: str = "") -> tuple[Clash, ...]:
    """Return the clashes that the page of a session or a talk lists, for a member with these rights there."""
    if not rights & KNOW_CLOSED:
        return ()
    knows_closed = bool(standing.rights & KNOW_CLOSED)
    return clashes_of(standing.conference, session=session.code, talk=talk, knows_closed=knows_closed)
