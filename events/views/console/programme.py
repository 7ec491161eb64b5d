"""Console page: the programme of one day."""

from datetime import date

from django.db.models import Count
from django.http import HttpRequest, HttpResponse

from events.access import conference_for
from events.forms.session import conference_days
from events.models import Conference, Session
from events.queries.bookings import programme_clashes
from events.rules.bookings import Booking, ClashGroup, grouped
from events.rules.office.authority import KNOW_CLOSED
from events.rules.office.roles import Right
from events.rules.programme import day_of
from events.views.console.page import show
from toolkit import clock
from toolkit.pages import console_page


@console_page("GET", "HEAD")
def programme(request: HttpRequest, conference: str) -> HttpResponse:
    """List the sessions of one day in order of time."""
    standing = conference_for(request.user, conference, Right.SEE_PROGRAMME)
    row = standing.conference
    sessions = list(
        standing.seen(row.sessions.select_related("room", "forum"))
        .annotate(talks_here=Count("talks"))
        .order_by("starts_at", "forum__number", "pk")
    )
    by_day: dict[date, list[Session]] = {day: [] for day in conference_days(row)}
    for session in sessions:
        by_day.setdefault(_day(row, session), []).append(session)
    chosen = _chosen_day(request, row, sorted(by_day))
    may_edit = standing.may(Right.EDIT_PROGRAMME)
    context = {
        "sessions": by_day[chosen],
        "clashes": _clashes_on(row, chosen) if may_edit else (),
        "day": chosen,
        "days": [(day, len(by_day[day]), day == chosen) for day in sorted(by_day)],
        "knows_closed": bool(standing.rights & KNOW_CLOSED),
        "may_edit": may_edit,
        "is_empty": not sessions,
    }
    return show(request, standing, "events/console/programme.html", context, here="console_programme")


def _day(conference: Conference, item: Session | Booking) -> date:
    return day_of(item.starts_at, zone=conference.zone, day_starts_at=conference.day_starts_at)


def _clashes_on(conference: Conference, day: date) -> tuple[ClashGroup, ...]:
    found = programme_clashes(conference)
    return grouped(clash for clash in found if day in {_day(conference, booking) for booking in clash.bookings})


def _chosen_day(request: HttpRequest, conference: Conference, days: list[date]) -> date:
    asked = request.GET.get("day", "")
    today = day_of(clock.now(), zone=conference.zone, day_starts_at=conference.day_starts_at)
    return next((day for day in days if day.isoformat() == asked), today if today in days else days[0])
