"""Console pages: moving a whole forum, and exchanging two sessions or two rooms."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.access import Standing, conference_for, forum_for, one_of, session_for
from events.forms.moving import FAULTS, MoveForumForm, SwapRoomsForm
from events.forms.times import times_words
from events.models import Forum, Room, Session
from events.operations.moving import MoveRefused, move_forum, swap_rooms, swap_sessions, swap_whole_rooms
from events.operations.times import TimesRefused
from events.queries.moving import forum_move
from events.rules.office.roles import Right
from events.views.console.clashes import clashes_told
from events.views.console.page import show
from toolkit import clock
from toolkit.pages import NavLink, console_page, done, refused, sent, status_of, wants_part


@console_page("GET", "HEAD", "POST")
def move_whole_forum(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """Move all sessions of a forum, or those of one day, to another room or day; for htmx, list the rooms."""
    standing, forum = forum_for(request.user, conference, number, Right.EDIT_PROGRAMME)
    form = MoveForumForm(forum, sent(request) if request.method == "POST" else request.GET)
    if form.is_valid() and request.method == "POST" and _moved(request, standing, forum, form):
        return redirect("console_forum", conference=conference, number=number)
    chosen = form.is_valid()
    found = forum_move(forum, days=form.days if chosen else 0, only_on=form.only_day if chosen else None)
    context = {
        "form": form,
        "forum": forum,
        "move": found,
        "way_back": NavLink(reverse("console_forum", args=[conference, number]), str(forum), is_current=False),
    }
    part = "_rooms" if wants_part(request) else ""
    status = status_of(form) if request.method == "POST" else 200
    return show(
        request, standing, f"events/console/move_forum{part}.html", context, here="console_forums", status=status
    )


def _moved(request: HttpRequest, standing: Standing, forum: Forum, form: MoveForumForm) -> bool:
    """Move the forum and say so, or put what prevents it at the field."""
    room = form.cleaned_data["room"]
    try:
        with clashes_told(request, standing):
            moved = move_forum(
                forum, room=room, days=form.days, only_on=form.only_day, by=standing.user, now=clock.now()
            )
    except MoveRefused as no:
        form.add_error("only_on", str(FAULTS[no.fault]))
        return False
    except TimesRefused as no:
        form.add_error("to", times_words(no.fault, no.about, standing.conference.zone))
        return False
    words = ngettext("%(n)s session moved.", "%(n)s sessions moved.", len(moved)) % {"n": len(moved)}
    messages.success(request, words)
    return True


@console_page("GET", "HEAD", "POST")
def swap_session(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Let a session change places, or only rooms, with another one."""
    standing, session, rights = session_for(request.user, conference, code, Right.SEE_PROGRAMME)
    if Right.EDIT_PROGRAMME not in rights:
        raise PermissionDenied(Right.EDIT_PROGRAMME)
    if request.method == "POST":
        return _swapped(request, standing, session)
    day = standing.conference.day_of(session.starts_at)
    rows = standing.conference.sessions.exclude(pk=session.pk).select_related("room", "forum")
    others = sorted(rows, key=lambda row: (standing.conference.day_of(row.starts_at) != day, row.starts_at, row.pk))
    context = {
        "session": session,
        "others": [(row, standing.conference.day_of(row.starts_at)) for row in others],
        "way_back": NavLink(reverse("console_session", args=[conference, code]), str(session), is_current=False),
    }
    return show(request, standing, "events/console/swap_session.html", context, here="console_programme")


def _swapped(request: HttpRequest, standing: Standing, session: Session) -> HttpResponse:
    code = request.POST.get("rooms") or request.POST.get("places") or ""
    other = one_of(standing, Session.objects.select_related("conference", "forum", "room"), code=code)
    swap = swap_rooms if "rooms" in request.POST else swap_sessions
    place: dict[str, str | int] = {"conference": standing.conference.slug, "code": session.code}
    try:
        with clashes_told(request, standing):
            swap(session, other, by=standing.user, now=clock.now())
    except MoveRefused as no:
        return refused(request, str(FAULTS[no.fault]), "console_session_swap", **place)
    except TimesRefused as no:
        words = times_words(no.fault, no.about, standing.conference.zone)
        return refused(request, words, "console_session_swap", **place)
    return done(request, _("Swapped."), "console_session", **place)


@console_page("GET", "HEAD", "POST")
def swap_room(request: HttpRequest, conference: str, key: int) -> HttpResponse:
    """Let everything in a room change places with everything in another one."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    room = one_of(standing, Room.objects.select_related("conference"), pk=key)
    form = SwapRoomsForm(room, sent(request))
    if request.method == "POST" and form.is_valid() and _rooms_swapped(request, standing, room, form):
        return redirect("console_programme", conference=conference)
    back = reverse("console_programme", args=[conference])
    context = {"form": form, "heading": _("Swap %(room)s") % {"room": room}, "label": _("Swap"), "back": back}
    return show(
        request, standing, "events/console/edit.html", context, here="console_programme", status=status_of(form)
    )


def _rooms_swapped(request: HttpRequest, standing: Standing, room: Room, form: SwapRoomsForm) -> bool:
    other: Room = form.cleaned_data["other"]
    only_on: date | None = form.only_day
    try:
        with clashes_told(request, standing):
            moved = swap_whole_rooms(room, other, only_on=only_on, by=standing.user, now=clock.now())
    except MoveRefused as no:
        form.add_error("other", str(FAULTS[no.fault]))
        return False
    words = ngettext("%(n)s session moved.", "%(n)s sessions moved.", len(moved)) % {"n": len(moved)}
    messages.success(request, words)
    return True
