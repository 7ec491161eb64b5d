"""Console pages: the board of forums, the lists behind its numbers, and its export."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language

from events.access import Standing, conference_for
from events.exporters.board import BOARD_EXPORT
from events.extensions import Gap
from events.forms.request_rows import sheet_of
from events.forms.words import BOARD_FILTERS, BOARD_ORDERS, COUNTED
from events.models import Conference, Forum
from events.operations.office.exports import request_export
from events.queries.board import Board, board_of, clashes_by_forum, forums_within
from events.queries.completeness import completeness_of
from events.queries.requests import open_requests
from events.rules.board import (
    GAPS,
    SEVERE,
    BoardFilter,
    BoardLine,
    BoardOrder,
    Counted,
    adrift,
    filter_counts,
    fits,
    ordered,
    telling,
)
from events.rules.bookings import ClashGroup
from events.rules.office.authority import KNOW_CLOSED
from events.rules.office.roles import Right
from events.views.console.page import show
from events.views.console.request_answers import LONGEST_WORD
from toolkit import clock
from toolkit.pages import console_page, wants_part

HERE = "console_forums"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A filter or an order of the board; `count` says how many forums a filter shows."""

    url: str
    label: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number of the board, and the page that lists what it counts. `level` is empty, "ochre" or "seal"."""

    label: str
    number: int
    url: str
    level: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the board as the page shows it."""

    line: BoardLine
    figures: list[Figure]
    is_adrift: bool


@console_page("GET", "HEAD")
def board(request: HttpRequest, conference: str) -> HttpResponse:
    """Show the forums that the member sees: how far each is, what it lacks, and who looks after it."""
    standing = conference_for(request.user, conference, Right.SEE_PROGRAMME)
    found = board_of(standing.conference, standing.reach, knows_closed=_knows_closed(standing))
    wanted, order = _wanted(request), _order(request)
    alone, coloured = adrift(found.lines), telling(found.lines)
    shown = ordered((line for line in found.lines if fits(line, wanted)), order)
    context = {
        "rows": [
            Row(
                line=line,
                figures=list(_figures(standing, line.counts, coloured, forum=line.number)),
                is_adrift=line.number in alone,
            )
            for line in shown
        ],
        "sums": list(_figures(standing, found.sums, coloured)),
        "talks": sum(line.talks for line in found.lines),
        "total": len(found.lines),
        "columns": [COUNTED[what] for what in Counted],
        "filters": _filters(standing, found, wanted, order),
        "orders": _orders(standing, wanted, order),
        "may_edit": standing.may(Right.EDIT_PROGRAMME),
        "awaited": [line.number for line in found.lines if line.is_awaited and line.contacts],
        "requests": found.sums[Counted.REQUESTS],
        "days_left": _days_left(standing.conference, now=clock.now()),
    }
    return show(request, standing, "events/console/board.html", context, here=HERE)


def _knows_closed(standing: Standing) -> bool:
    return bool(standing.rights & KNOW_CLOSED)


def _wanted(request: HttpRequest) -> BoardFilter:
    asked = request.GET.get("state", "")
    return BoardFilter(asked) if asked in set(BoardFilter) else BoardFilter.ALL


def _order(request: HttpRequest) -> BoardOrder:
    asked = request.GET.get("sort", "")
    return BoardOrder(asked) if asked in set(BoardOrder) else BoardOrder.NUMBER


def _figures(
    standing: Standing, counts: Mapping[Counted, int], coloured: Collection[Counted], *, forum: int | None = None
) -> Iterable[Figure]:
    for what in Counted:
        address = reverse("console_forums_list", args=[standing.conference.slug, what.value])
        url = f"{address}?forum={forum}" if forum is not None else address
        level = "" if what not in coloured else "seal" if what in SEVERE else "ochre"
        yield Figure(label=str(COUNTED[what]), number=counts.get(what, 0), url=url, level=level)


def _filters(standing: Standing, found: Board, wanted: BoardFilter, order: BoardOrder) -> list[Choice]:
    counts = filter_counts(found.lines)
    return [
        Choice(
            url=_address(standing, each, order),
            label=str(BOARD_FILTERS[each]),
            is_current=each is wanted,
            count=counts[each],
        )
        for each in BoardFilter
    ]


def _orders(standing: Standing, wanted: BoardFilter, order: BoardOrder) -> list[Choice]:
    return [
        Choice(url=_address(standing, wanted, each), label=str(BOARD_ORDERS[each]), is_current=each is order)
        for each in BoardOrder
    ]


def _address(standing: Standing, wanted: BoardFilter, order: BoardOrder) -> str:
    asked = {}
    if wanted is not BoardFilter.ALL:
        asked["state"] = wanted.value
    if order is not BoardOrder.NUMBER:
        asked["sort"] = order.value
    return reverse(HERE, args=[standing.conference.slug]) + (f"?{urlencode(asked)}" if asked else "")


def _days_left(conference: Conference, *, now: datetime) -> int | None:
    """Return the days until submissions close, in the conference's zone; None without a deadline or after it."""
    closes = conference.submit_by
    if closes is None or closes <= now:
        return None
    return (closes.astimezone(conference.zone).date() - now.astimezone(conference.zone).date()).days


@dataclass(frozen=True, kw_only=True)
class ListPart:
    """What is counted in one forum: gaps, or clashes."""

    forum: Forum
    gaps: list[Gap]
    clashes: list[ClashGroup]
    may_edit: bool


@console_page("GET", "HEAD")
def board_list(request: HttpRequest, conference: str, what: str) -> HttpResponse:
    """List what a number of the board counts, of all forums or of one; for the side slot, only the list."""
    standing = conference_for(request.user, conference, Right.SEE_PROGRAMME)
    if what not in set(Counted):
        raise Http404
    counted, now = Counted(what), clock.now()
    forums = _chosen(request, standing)
    if counted is Counted.REQUESTS:
        return _requests(request, standing, forums)
    context = {
        "what": counted.value,
        "heading_words": COUNTED[counted],
        "only": forums[0] if "forum" in request.GET else None,
        "with_repairs": counted is Counted.CLASHES and any(standing.may_edit(forum, now=now) for forum in forums),
        "parts": _parts(standing, forums, counted, now=now),
    }
    template = f"events/console/board_list{'_part' if wants_part(request) else ''}.html"
    return show(request, standing, template, context, here=HERE)


def _requests(request: HttpRequest, standing: Standing, forums: list[Forum]) -> HttpResponse:
    keys = {forum.pk for forum in forums}
    asked = [each for each in open_requests(standing.conference) if each.request.forum_id in keys]
    part = wants_part(request)
    context = {
        "heading_words": COUNTED[Counted.REQUESTS],
        "only": forums[0] if "forum" in request.GET else None,
        "sheets": [sheet_of(each) for each in asked],
        "may_answer": standing.may(Right.EDIT_PROGRAMME),
        "back_to": "board" if part else "list",
        "longest": LONGEST_WORD,
    }
    template = f"events/console/board_requests{'_part' if part else ''}.html"
    return show(request, standing, template, context, here=HERE)


def _chosen(request: HttpRequest, standing: Standing) -> list[Forum]:
    """Return the forum that the address names, or all that the member sees; raises Http404 if it is none of them."""
    forums = forums_within(standing.conference, standing.reach)
    asked = request.GET.get("forum")
    if asked is None:
        return forums
    chosen = [forum for forum in forums if str(forum.number) == asked]
    if not chosen:
        raise Http404
    return chosen


def _parts(standing: Standing, forums: list[Forum], counted: Counted, *, now: datetime) -> list[ListPart]:
    gaps: dict[int, list[Gap]] = {}
    clashes: dict[int, list[ClashGroup]] = {}
    if counted in GAPS:
        complete = completeness_of(forums)
        gaps = {key: [gap for gap in found.gaps if gap.kind in GAPS[counted]] for key, found in complete.items()}
    elif counted is Counted.CLASHES:
        closed = _knows_closed(standing)
        clashes = clashes_by_forum(standing.conference, forums, standing.reach, knows_closed=closed)
    return [
        ListPart(
            forum=forum,
            gaps=gaps.get(forum.pk, []),
            clashes=clashes.get(forum.pk, []),
            may_edit=standing.may_edit(forum, now=now),
        )
        for forum in forums
        if gaps.get(forum.pk) or clashes.get(forum.pk)
    ]


@console_page("POST")
def export(request: HttpRequest, conference: str) -> HttpResponse:
    """Queue an export of the board, and redirect to the job's page."""
    standing = conference_for(request.user, conference, Right.SEE_PROGRAMME)
    arguments = {
        "knows_closed": "yes" if _knows_closed(standing) else "",
        "language": get_language() or "",
    }
    job = request_export(BOARD_EXPORT, standing.conference, arguments, by=standing.user, now=clock.now())
    return redirect("console_job", code=job.code)
