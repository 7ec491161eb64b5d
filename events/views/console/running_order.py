"""Console pages: the running order of a forum's sessions, from its desk."""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from events.access import Standing, forum_for
from events.forms.guarded import PlainForm
from events.forms.times import times_words
from events.models import Forum, Talk
from events.operations.office.changes import Overtaken, Vanished
from events.operations.running_order import place_talk, set_length
from events.operations.times import TimesRefused
from events.queries.running_order import Place, places_of
from events.rules.office.roles import Right
from events.rules.programme import TalkKind
from events.views.console.clashes import clashes_told
from events.views.console.page import show
from toolkit import clock
from toolkit.pages import NavLink, console_page, refused

LONGEST = 24 * 60


class LengthForm(PlainForm):
    """Form for the length of a talk in minutes."""

    minutes = forms.IntegerField(min_value=1, max_value=LONGEST)


@dataclass(frozen=True)
class _Moving:
    """A talk of a forum that somebody may move there."""

    standing: Standing
    forum: Forum
    talk: Talk

    @property
    def url(self) -> str:
        """The forum's desk, at the talk."""
        return f"{_desk(self.forum)}#talk-{self.talk.code}"


def _desk(forum: Forum) -> str:
    return reverse("console_forum", args=[forum.conference.slug, forum.number])


def _moving(request: HttpRequest, conference: str, number: int, code: str) -> _Moving:
    """Return a talk of the forum; raises PermissionDenied unless the user may edit it. Hosts do not move breaks."""
    standing, forum = forum_for(request.user, conference, number, Right.EDIT_OWN_FORUM)
    own = Q(session__forum=forum) | Q(session=None, forum=forum)
    talk = Talk.objects.select_related("conference", "session__forum", "forum").filter(own, code=code).first()
    if talk is None:
        raise Http404
    is_fixed = talk.kind == TalkKind.BREAK and not standing.may(Right.EDIT_PROGRAMME)
    if is_fixed or not standing.may_edit(talk, now=clock.now()):
        raise PermissionDenied
    return _Moving(standing, forum, talk)


@console_page("POST")
def change_length(request: HttpRequest, conference: str, number: int, code: str) -> HttpResponse:
    """Make a talk longer or shorter; those after it move."""
    moving = _moving(request, conference, number, code)
    form = LengthForm(request.POST)
    if not form.is_valid():
        return _refused(request, moving, _("A talk lasts from one minute to a day."))
    minutes = timedelta(minutes=form.cleaned_data["minutes"])
    try:
        with clashes_told(request, moving.standing):
            set_length(moving.talk, minutes, by=moving.standing.user, now=clock.now())
    except TimesRefused as fault:
        return _refused(request, moving, times_words(fault.fault, fault.about, moving.forum.conference.zone))
    return redirect(moving.url)


@console_page("GET", "HEAD", "POST")
def move_talk(request: HttpRequest, conference: str, number: int, code: str) -> HttpResponse:
    """List the places in the forum's sessions that a talk can be moved to, and move it.

    The place is the code of a session and a position, or "up" and "down" within the talk's session.
    """
    moving = _moving(request, conference, number, code)
    sessions = _places(moving)
    if request.method == "POST":
        return _move(request, moving, [place for _session, places in sessions for place in places])
    context = {
        "forum": moving.forum,
        "talk": moving.talk,
        "sessions": sessions,
        "way_back": NavLink(moving.url, str(moving.forum), is_current=False),
    }
    return show(request, moving.standing, "events/console/talk_move.html", context, here="console_forums")


def _places(moving: _Moving) -> list[tuple[str, list[Place]]]:
    """Return the places in each session of the forum, with the session's code; two queries."""
    sessions = moving.forum.sessions.filter(is_cancelled=False).order_by("starts_at", "pk")
    talks = list(Talk.objects.filter(session__forum=moving.forum).order_by("starts_at", "position", "pk"))
    return [
        (session.code, places_of(moving.talk, session, [talk for talk in talks if talk.session_id == session.pk]))
        for session in sessions
    ]


def _move(request: HttpRequest, moving: _Moving, places: list[Place]) -> HttpResponse:
    wanted = request.POST.get("place", "")
    own = [place for place in places if place.session.pk == moving.talk.session_id]
    here = next((place.position for place in own if place.is_here), None)
    if wanted in {"up", "down"} and here is not None and moving.talk.session is not None:
        wanted = f"{moving.talk.session.code}:{here + (1 if wanted == 'down' else -1)}"
    place = next((place for place in places if place.key == wanted), None)
    if place is None:
        return _refused(request, moving, _("The talk cannot be put there."))
    try:
        with clashes_told(request, moving.standing):
            place_talk(moving.talk, place.session, place.position, by=moving.standing.user, now=clock.now())
    except TimesRefused as fault:
        return _refused(request, moving, times_words(fault.fault, fault.about, moving.forum.conference.zone))
    except (Overtaken, Vanished):
        return _refused(request, moving, _("Somebody else has moved this meanwhile. Please look again."))
    return redirect(moving.url)


def _refused(request: HttpRequest, moving: _Moving, words: str) -> HttpResponse:
    refused(request, words, "console_forum", conference=moving.forum.conference.slug, number=moving.forum.number)
    return redirect(moving.url)
