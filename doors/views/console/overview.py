"""The overview: six figures, the board of forums, to-dos, arrivals, and the next sessions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doors.queries.board import BoardRow, calendar_of, day_to_show, forum_board
from doors.queries.overview import Entrance, Figures, coming, entrance_since, figures, waiting
from doors.rules.board import ForumStatus
from doors.views.console.todo import todos
from events.access import Standing, standing_in
from events.rules.office.roles import Right
from events.views.console.home import to_first_page
from events.views.console.page import show
from toolkit import clock
from toolkit.dates import clock_time
from toolkit.pages import console_page, wants_part

CHART = (300, 80)


@dataclass(frozen=True, kw_only=True)
class FigureCell:
    """One figure of components/figure_row.html."""

    number: int
    of: int | None = None
    word: str
    note: str = ""
    url: str = ""
    is_grave: bool = False


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar of the chart of arrivals, in the units of its viewBox."""

    x: float
    y: float
    width: float
    height: float
    words: str
    is_last: bool


@console_page("GET", "HEAD")
def overview(request: HttpRequest, conference: str) -> HttpResponse:
    """Show the overview, or only the part that refreshes itself."""
    standing = standing_in(request.user, conference)
    if not standing.may(Right.SEE_ATTENDANCE):
        return to_first_page(standing)
    now = clock.now()
    row = standing.conference
    calendar = calendar_of(row)
    day = day_to_show(row, now=now)
    since = calendar.begin_of(day)
    entrance = entrance_since(row, since=since, until=now if calendar.day_of(now) == day else since)
    counted = figures(row, since=since, entrance=entrance, now=now)
    board = forum_board(row, day=day, now=now)
    if request.GET.get("order") == "trouble":
        board.sort(key=lambda line: list(ForumStatus).index(line.status))
    context = {
        "now": now,
        "day": day,
        "is_today": calendar.day_of(now) == day,
        "figures": _cells(counted, standing),
        "board": board,
        "running": _running(board, standing, now),
        "by_trouble": request.GET.get("order") == "trouble",
        "todos": todos(standing, waiting(row, applied=counted.applied), counted, board),
        "bars": _bars(entrance, row.zone),
        "chart": CHART,
        "peak": max((count for _at, count in entrance.arrivals), default=0),
        "first_arrival": entrance.arrivals[0][0] if entrance.arrivals else None,
        "last_arrival": entrance.arrivals[-1][0] if entrance.arrivals else None,
        "coming": coming(row, now=now),
    }
    part = wants_part(request)
    template = "doors/console/overview_live.html" if part else "doors/console/overview.html"
    return show(request, standing, template, context, here="console_overview")


def _running(board: list[BoardRow], standing: Standing, now: datetime) -> int:
    sessions = standing.conference.sessions.filter(
        is_cancelled=False, forum__isnull=False, starts_at__lte=now, ends_at__gt=now
    )
    return sessions.values("forum").distinct().count() if board else 0


def _cells(counted: Figures, standing: Standing) -> list[FigureCell]:
    """Return the six figures with their notes and links."""
    of_confirmed = counted.checked_in * 100 // counted.confirmed if counted.confirmed else 0
    at_least = "" if counted.is_complete else _("at least: a scanner is silent")
    limit = _("of %(n)s places") % {"n": f"{counted.places:,}"} if counted.places is not None else ""
    open_ = _("%(n)s wait for a decision") % {"n": f"{counted.applied:,}"} if counted.applied else _("all decided")
    stopping = (
        _("%(n)s prevent publication") % {"n": counted.stopping} if counted.stopping else _("none prevents publication")
    )
    delegates = standing.may(Right.SEE_DELEGATES)
    link = _linked(standing)
    return [
        FigureCell(
            number=counted.registered,
            word=pgettext("figure", "Registered"),
            note=open_,
            url=link("console_delegates") if delegates else "",
        ),
        FigureCell(number=counted.confirmed, word=_("Confirmed"), note=limit),
        FigureCell(
            number=counted.checked_in,
            word=_("Checked in"),
            note=_("%(n)s%% of the confirmed") % {"n": of_confirmed},
            url=link("console_attendance"),
        ),
        FigureCell(number=counted.in_the_house, word=_("On site"), note=at_least),
        FigureCell(number=counted.speakers_arrived, of=counted.speakers, word=_("Speakers here"), note=_("today")),
        FigureCell(
            number=counted.clashes,
            word=_("Clashes"),
            note=stopping,
            is_grave=bool(counted.stopping),
            url=link("console_clashes") if standing.may(Right.EDIT_PROGRAMME) else "",
        ),
    ]


def _linked(standing: Standing) -> Callable[[str], str]:
    return lambda name: reverse(name, kwargs={"conference": standing.conference.slug})


def _bars(entrance: Entrance, zone: ZoneInfo) -> list[Bar]:
    """Return the arrivals as bars, scaled so that the highest fills the chart."""
    if not entrance.arrivals:
        return []
    width, height = CHART
    step = width / len(entrance.arrivals)
    peak = max(count for _at, count in entrance.arrivals)
    return [
        Bar(
            x=round(number * step, 2),
            y=round(height - count * height / peak, 2),
            width=round(min(step - 2, 40), 2),
            height=round(count * height / peak, 2),
            words=f"{clock_time(at, zone)} · {count}",
            is_last=number == len(entrance.arrivals) - 1,
        )
        for number, (at, count) in enumerate(entrance.arrivals)
    ]
