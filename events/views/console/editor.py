"""Console page: the editor of the programme, and what its script asks and sends."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from itertools import chain

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.access import Denied, Standing, conference_for
from events.forms.deeds import deed_in_words, who
from events.forms.words import CLASH_KINDS, SESSION_KINDS, TALK_KINDS
from events.models import Conference, Deed
from events.operations.journal import UndoRefused, deeds_since, redo, undo, undoable
from events.operations.moving import MoveRefused
from events.operations.office.changes import Overtaken, Vanished
from events.operations.running_order import OrderRefused
from events.operations.times import TimesRefused
from events.operations.wishes import fulfil
from events.queries.bookings import day_clashes
from events.queries.editor import (
    ForumShown,
    RoomShown,
    SessionShown,
    TalkShown,
    conference_halves,
    day_part,
    forums_shown,
    last_number,
    news_of,
    rooms_shown,
)
from events.rules.bookings import Booking, Clash, ClashKind, clashes_between
from events.rules.office.roles import Right
from events.rules.timetable.halves import DayClock, Half, chosen
from events.rules.wishes import Asked, AskedStep, Unreadable, asked, asked_step
from events.views.console.page import show
from events.views.console.refusals import refused_in_words, second_in_words
from toolkit import clock
from toolkit.dates import time_range, weekday
from toolkit.pages import console_page

CODE = "CODE"
MOST_TOLD = 5
SCRIPT_FINDS = frozenset({ClashKind.ROOM, ClashKind.PERSON})


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockShown:
    """A block that the editor can show. Times are in minutes of its day."""

    key: str
    day: str
    label: str
    starts: int
    ends: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Urls:
    """The addresses that the script needs, with CODE for a code or number."""

    deeds: str
    step: str
    changes: str
    part: str
    talk: str
    session: str
    forum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The page's JSON: `Given` in static/editor/desk.js."""

    day: str
    block: str
    starts: int
    ends: int
    axis: tuple[int, int]
    first_minute: int
    number: int
    undo: str
    redo: str
    urls: Urls
    blocks: list[BlockShown]
    rooms: list[RoomShown]
    forums: list[ForumShown]
    sessions: list[SessionShown]
    waiting: list[TalkShown]
    others: "list[Told]"


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One of the two that clash."""

    href: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A clash. `code` is that of one of its talks or sessions."""

    words: str
    is_hard: bool
    ends: list[End]
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a deed or others' deeds have changed: `Answer` in static/editor/wire.js."""

    said: str
    number: int
    undo: str
    redo: str
    sessions: list[SessionShown]
    waiting: list[TalkShown]
    gone: list[str]
    is_whole: bool
    others: list[Told]
    made: list[Told] = field(default_factory=list)
    mended: list[Told] = field(default_factory=list)


@console_page("GET", "HEAD")
def editor(request: HttpRequest, conference: str) -> HttpResponse:
    """Show one block of a day, with the whole day's data as JSON."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    row = standing.conference
    # Before the rows: what happens in between is told again, and not missed.
    number = last_number(row)
    found = conference_halves(row)
    half = chosen(found, request.GET.get("block", ""), today=row.day_of(clock.now()))
    blocks = [_shown(row, each) for each in found]
    context = {
        "blocks": [(each.key, each.label, each.key == half.key) for each in blocks],
        "day": asdict(_given(standing, blocks, half, number)),
        "may_publish": standing.may(Right.PUBLISH),
        "session_kinds": SESSION_KINDS.items(),
        "talk_kinds": TALK_KINDS.items(),
    }
    return show(request, standing, "events/console/editor/editor.html", context, here="console_editor")


def _given(standing: Standing, blocks: list[BlockShown], half: Half, number: int) -> Given:
    conference = standing.conference
    day = _clock(conference, half.day)
    steps = undoable(conference, by=standing.user)
    part = day_part(conference, day)
    return Given(
        day=half.day.isoformat(),
        block=half.key,
        starts=day.minute(half.starts_at),
        ends=day.minute(half.ends_at),
        axis=(day.minute(half.axis.starts_at), day.minute(half.axis.ends_at)),
        first_minute=day.first_minute,
        number=number,
        undo=deed_in_words(steps.undo),
        redo=deed_in_words(steps.redo),
        urls=_urls(conference),
        blocks=blocks,
        rooms=rooms_shown(conference),
        forums=forums_shown(conference),
        sessions=part.sessions,
        waiting=part.waiting,
        others=_others(standing, day_clashes(conference, half.day)),
    )


def _clock(conference: Conference, day: date) -> DayClock:
    return DayClock.of(day, zone=conference.zone, day_starts_at=conference.day_starts_at)


def _shown(conference: Conference, half: Half) -> BlockShown:
    day = _clock(conference, half.day)
    return BlockShown(
        key=half.key,
        day=half.day.isoformat(),
        label=f"{half.day.day} {weekday(half.day, get_language() or '')} {half.starts_at:%H:%M}",
        starts=day.minute(half.starts_at),
        ends=day.minute(half.ends_at),
    )


def _urls(conference: Conference) -> Urls:
    slug = conference.slug
    return Urls(
        deeds=reverse("console_editor_deeds", args=[slug]),
        step=reverse("console_editor_step", args=[slug]),
        changes=reverse("console_editor_changes", args=[slug]),
        part=reverse("console_editor_part", args=[slug]),
        talk=reverse("console_talk", args=[slug, CODE]),
        session=reverse("console_session", args=[slug, CODE]),
        forum=reverse("console_forum", args=[slug, 0]).replace("/0/", f"/{CODE}/"),
    )


@console_page("GET", "HEAD")
def editor_part(request: HttpRequest, conference: str) -> HttpResponse:
    """Return the day of a block as JSON: where something could go on another day."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    row = standing.conference
    half = chosen(conference_halves(row), request.GET.get("block", ""), today=row.day_of(clock.now()))
    return JsonResponse(asdict(day_part(row, _clock(row, half.day))))


@console_page("GET", "HEAD")
def editor_changes(request: HttpRequest, conference: str) -> HttpResponse:
    """Return what has been changed since the deed of a number: 204 if nothing has, which takes one query."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    day, since = _day(request.GET.get("day", "")), request.GET.get("since", "")
    if day is None or not (since.isascii() and since.isdigit() and len(since) < 19):
        return _refusal(400, _("The request could not be read."))
    deeds = deeds_since(standing.conference, int(since))
    if not deeds:
        return HttpResponse(status=204)
    return JsonResponse(asdict(_answer(standing, day, int(since), said=_by_others(standing, deeds), deeds=deeds)))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1970 <= day.year < 2500 else None


def _by_others(standing: Standing, deeds: Sequence[Deed]) -> str:
    """Name the last deeds of others: their own, in another window, are no news."""
    others = [deed for deed in deeds if deed.by_id != standing.user.pk]
    told = [_("%(who)s: %(deed)s") % {"who": who(deed.by), "deed": deed_in_words(deed)} for deed in others[-3:]]
    return " · ".join(told)


@console_page("POST")
def editor_deeds(request: HttpRequest, conference: str) -> HttpResponse:
    """Do what somebody wants in the editor; answer with all that has changed, or with why nothing was done."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    row = standing.conference
    try:
        sent = asked(request.body)
    except Unreadable:
        return _refusal(400, _("The request could not be read."))
    days = {sent.day, sent.on}
    before = _clashes_on(row, days)

    def deed() -> None:
        fulfil(row, sent.wish, _clock(row, sent.on), by=standing.user, now=clock.now())

    return _refusal_of(deed, standing, sent.day, sent.since) or _done(standing, sent, days, before)


@console_page("POST")
def editor_step(request: HttpRequest, conference: str) -> HttpResponse:
    """Take back the person's last deed, or do it again."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    row = standing.conference
    try:
        sent = asked_step(request.body)
    except Unreadable:
        return _refusal(400, _("The request could not be read."))
    before = _clashes_on(row, {sent.day})

    def deed() -> None:
        step = undo if sent.step == "undo" else redo
        step(row, by=standing.user, now=clock.now())

    return _refusal_of(deed, standing, sent.day, sent.since) or _done(standing, sent, {sent.day}, before)


Found = Mapping[date, tuple[Clash, ...]]
"""The clashes of some days: what they cost depends on these days alone, whatever the size of the programme."""


def _clashes_on(conference: Conference, days: Iterable[date]) -> Found:
    return {day: day_clashes(conference, day) for day in days}


def _refusal_of(deed: Callable[[], None], standing: Standing, day: date, since: int) -> HttpResponse | None:
    """Do it; return the answer if it was refused. Who was second also gets what has changed."""
    try:
        deed()
    except (Overtaken, Vanished, UndoRefused) as second:
        return JsonResponse(asdict(_answer(standing, day, since, said=second_in_words(second))), status=409)
    except (Denied, TimesRefused, OrderRefused, MoveRefused, ObjectDoesNotExist) as refused:
        status, said = refused_in_words(refused, standing.conference.zone)
        return _refusal(status, said)
    return None


def _refusal(status: int, said: str) -> HttpResponse:
    return JsonResponse({"said": said}, status=status)


def _done(standing: Standing, sent: Asked | AskedStep, days: Iterable[date], before: Found) -> HttpResponse:
    after = _clashes_on(standing.conference, days)
    deeds = deeds_since(standing.conference, sent.since)
    own = [deed for deed in deeds if deed.by_id == standing.user.pk]
    said = _("Done: %(deed)s.") % {"deed": deed_in_words(own[-1])} if own else _("Nothing has changed.")
    answer = _answer(standing, sent.day, sent.since, said=said, deeds=deeds, clashes=after[sent.day])
    changed = clashes_between(chain(*before.values()), chain(*after.values()))
    told = replace(answer, made=_told(standing, changed.made), mended=_told(standing, changed.mended))
    return JsonResponse(asdict(told))


def _answer(
    standing: Standing,
    day: date,
    since: int,
    *,
    said: str,
    deeds: Sequence[Deed] | None = None,
    clashes: tuple[Clash, ...] | None = None,
) -> Answer:
    """Return everything that has changed since the deed of that number."""
    conference = standing.conference
    known = deeds_since(conference, since) if deeds is None else deeds
    news = news_of(conference, _clock(conference, day), known)
    steps = undoable(conference, by=standing.user)
    return Answer(
        said=said,
        number=known[-1].pk if known else since,
        undo=deed_in_words(steps.undo),
        redo=deed_in_words(steps.redo),
        sessions=news.part.sessions,
        waiting=news.part.waiting,
        gone=news.gone,
        is_whole=news.is_whole,
        others=_others(standing, day_clashes(conference, day) if clashes is None else clashes),
    )


def _others(standing: Standing, found: Iterable[Clash]) -> list[Told]:
    """Return the clashes that the script does not find itself, from what only the server knows."""
    return [_as_told(standing, clash) for clash in found if clash.kind not in SCRIPT_FINDS or clash.is_approved_alone]


def _told(standing: Standing, found: Sequence[Clash]) -> list[Told]:
    return [_as_told(standing, clash) for clash in found[:MOST_TOLD]]


def _as_told(standing: Standing, clash: Clash) -> Told:
    place = clash.places[0]
    return Told(
        words=_("%(who)s: %(what)s") % {"who": clash.first.label.here, "what": CLASH_KINDS[clash.kind]},
        is_hard=clash.stops_publication,
        ends=[_end(standing, booking) for booking in clash.places],
        code=place.talk or place.session,
    )


def _end(standing: Standing, booking: Booking) -> End:
    slug, zone = standing.conference.slug, standing.conference.zone
    name, code = ("console_talk", booking.talk) if booking.talk else ("console_session", booking.session)
    return End(
        href=reverse(name, args=[slug, code]),
        words=f"{booking.what.here} {time_range(booking.starts_at, booking.ends_at, zone)}",
    )
