"""Console pages: rooms."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.access import Standing, conference_for, one_of
from events.forms.office.usage import in_use_words
from events.forms.pasted import PastedRooms
from events.forms.room import RoomForm
from events.forms.walks import WalkingForm
from events.models import Room
from events.operations.office.changes import InUse
from events.operations.rooms import add_rooms, change_room, remove_room
from events.operations.walks import set_walking
from events.rules.office.roles import Right
from events.views.console.clashes import clashes_told
from events.views.console.page import show
from toolkit import clock
from toolkit.pages import console_page, done, refused, sent, status_of


@console_page("GET", "HEAD", "POST")
def rooms(request: HttpRequest, conference: str) -> HttpResponse:
    """List the rooms, and add many."""
    standing = conference_for(request.user, conference, Right.SET_UP)
    form = PastedRooms(standing.conference, sent(request))
    if request.method == "POST" and form.is_valid():
        added = len(add_rooms(standing.conference, form.things, by=standing.user, now=clock.now()))
        words = ngettext("%(n)s room added.", "%(n)s rooms added.", added) % {"n": added}
        return done(request, words, "console_setup_rooms", conference=conference)
    rows = standing.conference.rooms.select_related("venue").annotate(sessions_here=Count("sessions"))
    context = {"rooms": rows, "form": form, "venue": standing.conference.venues.first()}
    return show(request, standing, "events/console/rooms.html", context, here="console_setup", status=status_of(form))


@console_page("GET", "HEAD", "POST")
def edit_room(request: HttpRequest, conference: str, key: int) -> HttpResponse:
    """Change a room."""
    standing, room = _room(request, conference, key)
    form = RoomForm(sent(request), instance=room)
    if request.method == "POST" and form.is_valid():
        with clashes_told(request, standing):
            change_room(room, form.edit(), by=standing.user, now=clock.now())
        return done(request, _("Saved."), "console_setup_rooms", conference=conference)
    context = {
        "form": form,
        "heading": room,
        "back": reverse("console_setup_rooms", args=[conference]),
        "remove": reverse("console_setup_room_remove", args=[conference, key]),
    }
    return show(request, standing, "events/console/edit.html", context, here="console_setup", status=status_of(form))


@console_page("GET", "HEAD", "POST")
def drop_room(request: HttpRequest, conference: str, key: int) -> HttpResponse:
    """Ask, then remove a room that nothing uses."""
    standing, room = _room(request, conference, key)
    if request.method == "POST":
        try:
            remove_room(room, by=standing.user, now=clock.now())
        except InUse as used:
            return refused(request, in_use_words(used.by), "console_setup_room", conference=conference, key=key)
        return done(request, _("Removed."), "console_setup_rooms", conference=conference)
    context = {"what": room, "back": reverse("console_setup_room", args=[conference, key])}
    return show(request, standing, "events/console/remove.html", context, here="console_setup")


@console_page("GET", "HEAD", "POST")
def walks(request: HttpRequest, conference: str) -> HttpResponse:
    """Set how long the way from one room to another takes."""
    standing = conference_for(request.user, conference, Right.SET_UP)
    form = WalkingForm(standing.conference, sent(request))
    if request.method == "POST" and form.is_valid():
        with clashes_told(request, standing):
            set_walking(standing.conference, form.edit(), form.walks, by=standing.user, now=clock.now())
        return done(request, _("Saved."), "console_setup_rooms", conference=conference)
    context = {
        "form": form,
        "heading": _("Walking times"),
        "lead": _("Somebody who is on stage in two rooms needs this long in between. With 0 it is not checked."),
        "back": reverse("console_setup_rooms", args=[conference]),
    }
    return show(request, standing, "events/console/edit.html", context, here="console_setup", status=status_of(form))


def _room(request: HttpRequest, conference: str, key: int) -> tuple[Standing, Room]:
    standing = conference_for(request.user, conference, Right.SET_UP)
    return standing, one_of(standing, Room.objects.select_related("conference"), pk=key)
