"""Console page: the sessions of one day, and those of all days that match a search."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse

from events.access import Standing, conference_for
from events.forms.session import conference_days
from events.forms.session_search import wanted_of
from events.forms.words import SESSION_KINDS, SESSION_TROUBLES
from events.models import Conference, Forum, Room, Session
from events.queries.bookings import day_clashes, programme_clashes
from events.queries.clashes import accepted_clashes
from events.queries.session_search import session_facts
from events.rules.bookings import ClashGroup
from events.rules.clash_list import clash_list, visible
from events.rules.office.authority import KNOW_CLOSED
from events.rules.office.roles import Right
from events.rules.programme import SessionKind, day_of
from events.rules.session_search import Trouble, Wanted, fits, troubles_of
from events.views.console.page import show
from toolkit import clock
from toolkit.pages import console_page, wants_part

ON_A_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A session in the list. `troubles` are told only in a search; of a session that is not known only the outside is
    shown, because it is behind closed doors.
    """

    session: Session
    day: date
    is_known: bool
    troubles: tuple[Trouble, ...] = ()


@console_page("GET", "HEAD")
def programme(request: HttpRequest, conference: str) -> HttpResponse:
    """List the sessions of one day, or those of all days that match a search; for htmx, only the list."""
    standing = conference_for(request.user, conference, Right.SEE_PROGRAMME)
    may_edit = standing.may(Right.EDIT_PROGRAMME)
    rows = _all_rows(standing)
    own = {row.session.forum.number for row in rows if row.session.forum and _may_mend(standing, row.session.forum)}
    wanted = wanted_of(request.GET, knows_clashes=may_edit or bool(own))
    days = sorted({*conference_days(standing.conference), *(row.day for row in rows)})
    day = _chosen_day(request, standing.conference, days)
    clashes = _open_clashes(standing, day if wanted.is_empty else None, own) if may_edit or own else ()
    found = [row for row in rows if row.day == day] if wanted.is_empty else _matching(standing, rows, wanted, clashes)
    page = Paginator(found, ON_A_PAGE if not wanted.is_empty else max(len(found), 1)).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "is_search": not wanted.is_empty,
        "wanted": wanted,
        "has_filters": replace(wanted, text="") != Wanted(),
        "query": _query(request),
        "clashes": clashes if wanted.is_empty else (),
        "day": day,
        "days": [(one, sum(row.day == one for row in rows), wanted.is_empty and one == day) for one in days],
        "may_edit": may_edit,
        "is_empty": not rows,
        "forums": standing.seen(standing.conference.forums.all(), forum="pk"),
        "rooms": _rooms(rows),
        "kinds": SESSION_KINDS.items(),
        "troubles": [
            (key, words) for key, words in SESSION_TROUBLES.items() if may_edit or own or key is not Trouble.CLASH
        ],
    }
    template = f"events/console/programme{'_rows' if wants_part(request) else ''}.html"
    return show(request, standing, template, context, here="console_programme")


def _all_rows(standing: Standing) -> list[SessionRow]:
    """Return the sessions that the member sees, in order of time."""
    conference = standing.conference
    sessions = (
        standing.seen(conference.sessions.select_related("room", "forum"))
        .annotate(talks_here=Count("talks"))
        .order_by("starts_at", F("forum__number").asc(nulls_first=True), "pk")
    )
    return [
        SessionRow(session=session, day=_day(conference, session), is_known=_is_known(standing, session))
        for session in sessions
    ]


def _is_known(standing: Standing, session: Session) -> bool:
    if session.kind != SessionKind.CLOSED_DOOR:
        return True
    rights = standing.rights_in_forum(session.forum) if session.forum else standing.rights
    return bool(rights & KNOW_CLOSED)


def _may_mend(standing: Standing, forum: Forum) -> bool:
    return Right.EDIT_OWN_FORUM in standing.rights_in_forum(forum)


def _open_clashes(standing: Standing, day: date | None, own: Collection[int]) -> tuple[ClashGroup, ...]:
    """Return the open clashes of a day, or of all days, that the member may see; `own` are their forums' numbers."""
    conference = standing.conference
    found = day_clashes(conference, day) if day else programme_clashes(conference)
    seen = visible(found, forums=own, is_centre=standing.may(Right.EDIT_PROGRAMME))
    return clash_list(seen, accepted_clashes(conference)).open


def _rooms(rows: Iterable[SessionRow]) -> list[Room]:
    """Return the rooms of the sessions, in the organiser's order, but not of those behind closed doors."""
    rooms = {row.session.room for row in rows if row.is_known and row.session.room}
    return sorted(rooms, key=lambda room: (room.position, room.pk))


def _matching(
    standing: Standing, rows: Sequence[SessionRow], wanted: Wanted, clashes: Iterable[ClashGroup]
) -> list[SessionRow]:
    facts = session_facts(
        standing.conference,
        [row.session for row in rows],
        known={row.session.pk for row in rows if row.is_known},
        clashing={booking.session for group in clashes for clash in group.clashes for booking in clash.bookings},
    )
    return [
        replace(row, troubles=tuple(trouble for trouble in Trouble if trouble in troubles_of(facts[row.session.pk])))
        for row in rows
        if fits(facts[row.session.pk], wanted)
    ]


def _query(request: HttpRequest) -> str:
    """Return the search as parameters, for the links to its other pages."""
    names = ("q", "person", "forum", "room", "kind", "trouble")
    return urlencode({name: request.GET[name] for name in names if request.GET.get(name)})


def _day(conference: Conference, item: Session) -> date:
    return day_of(item.starts_at, zone=conference.zone, day_starts_at=conference.day_starts_at)


def _chosen_day(request: HttpRequest, conference: Conference, days: list[date]) -> date:
    asked = request.GET.get("day", "")
    today = day_of(clock.now(), zone=conference.zone, day_starts_at=conference.day_starts_at)
    return next((day for day in days if day.isoformat() == asked), today if today in days else days[0])
