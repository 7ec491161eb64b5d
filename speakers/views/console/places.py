"""Console pages: choosing the people of a forum, a session or a talk."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from events.access import Standing, forum_for, session_for, talk_for
from events.forms.words import APPEARANCE_ROLES, choices
from events.models import Forum, Session, Talk
from events.rules.office.roles import Right
from events.rules.programme import AppearanceRole
from events.views.console.clashes import clashes_told
from events.views.console.page import show
from speakers.forms.places import FAULTS, DeedForm, NewOnStageForm, PickForm, other_people
from speakers.operations.people import (
    LooksLike,
    arrange_people,
    place_known_person,
    place_new_person,
    replace_person,
)
from speakers.queries.people import people_in, told_apart
from speakers.rules.places import Placed, PlaceFault, PlaceRefused
from speakers.views.console.picker import Picker, picker_of
from toolkit import clock
from toolkit.pages import UNFIT, NavLink, console_page, wants_part


@console_page("GET", "HEAD", "POST")
def people_in_forum(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """Choose the chairs of a forum."""
    standing, forum = forum_for(request.user, conference, number, Right.EDIT_OWN_FORUM)
    back = reverse("console_forum", args=[conference, number])
    return _people_in(request, standing, _Page(forum, _("Chairs"), AppearanceRole.CHAIR, back, "console_forums"))


@console_page("GET", "HEAD", "POST")
def people_in_session(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Choose the people of a session itself."""
    standing, session, _rights = session_for(request.user, conference, code, Right.EDIT_OWN_FORUM)
    back = reverse("console_session", args=[conference, code])
    page = _Page(session, _("People of the session"), AppearanceRole.HOST, back, "console_programme")
    return _people_in(request, standing, page)


@console_page("GET", "HEAD", "POST")
def people_in_talk(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Choose the people of a talk."""
    standing, talk, _rights = talk_for(request.user, conference, code, Right.EDIT_OWN_FORUM)
    back = reverse("console_talk", args=[conference, code])
    page = _Page(talk, _("People of the talk"), AppearanceRole.SPEAKER, back, "console_programme")
    return _people_in(request, standing, page)


@dataclass(frozen=True, slots=True)
class _Page:
    """A place whose people are chosen, its heading, the usual role there, its own page, and the list it is in."""

    place: Forum | Session | Talk
    heading: str
    usual: AppearanceRole
    back: str
    here: str


def _people_in(request: HttpRequest, standing: Standing, page: _Page) -> HttpResponse:
    """List the people of a place with a picker; for htmx, only the picker, or what it has found."""
    place = page.place
    if not standing.may_edit(place, now=clock.now()):
        raise PermissionDenied
    people = people_in(place)
    picker = picker_of(request, standing, place, people, usual=page.usual)
    if request.GET.get("replace") and picker.replaced is None:
        messages.error(request, str(FAULTS[PlaceFault.NOT_THERE]))
    status = 200
    if request.method == "POST":
        asked = _asked_again(request, standing, place, picker)
        if asked is None:
            return redirect(picker.after or request.path)
        picker, status = asked, UNFIT
    context = {
        "place": place,
        "heading": page.heading,
        "way_back": NavLink(page.back, str(place), is_current=False),
        "people": told_apart(people),
        "roles": choices(APPEARANCE_ROLES),
        "picker": picker,
        "back": picker.after or page.back,
    }
    template = f"speakers/console/{_part(request)}.html"
    return show(request, standing, template, context, here=page.here, status=status)


def _part(request: HttpRequest) -> str:
    """Return the template that is asked for: the page, the picker in it, or only what the picker has found."""
    if not wants_part(request) or request.method == "POST":
        return "place"
    return "picker_found" if request.GET.get("part") == "found" else "picker"


def _asked_again(
    request: HttpRequest, standing: Standing, place: Forum | Session | Talk, picker: Picker
) -> Picker | None:
    """Do what was asked, and add messages with what came of it.

    Return None, or the picker with a form that has to be sent again: it has errors, or somebody similar is there.
    """
    try:
        with clashes_told(request, standing):
            if picker.form is not None:
                return _put_new(request, standing, place, picker, picker.form)
            if "pick" in request.POST:
                _put_known(request, standing, place, picker)
            else:
                _arrange(request, standing, place)
    except PlaceRefused as refused:
        messages.error(request, str(FAULTS[refused.fault]))
    return None


def _put_new(
    request: HttpRequest, standing: Standing, place: Forum | Session | Talk, picker: Picker, form: NewOnStageForm
) -> Picker | None:
    if not form.is_valid():
        return picker
    although = other_people(request.POST)
    role, now = AppearanceRole(form.cleaned_data["role"]), clock.now()
    try:
        if old := _old(request, picker):
            made = replace_person(place, old, form.edit, although=although, by=standing.user, now=now)
        else:
            made = place_new_person(place, form.edit, role, although=although, by=standing.user, now=now)
    except LooksLike as alike:
        return replace(picker, similar=tuple(alike.people))
    messages.success(request, _("Saved. New among the people: %(names)s.") % {"names": made.person.name})
    return None


def _put_known(request: HttpRequest, standing: Standing, place: Forum | Session | Talk, picker: Picker) -> None:
    form = PickForm(request.POST)
    if not form.is_valid():
        return _tell_errors(request, form)
    role, person, now = AppearanceRole(form.cleaned_data["role"]), form.cleaned_data["pick"], clock.now()
    old = _old(request, picker)
    if old and picker.replaced:
        made = replace_person(place, old, person, by=standing.user, now=now)
        words = {"new": made.person.name, "old": picker.replaced.speaker.person.name}
        messages.success(request, _("%(new)s takes the place of %(old)s.") % words)
    else:
        place_known_person(place, person, role, by=standing.user, now=now)
        messages.success(request, _("Saved."))
    return None


def _old(request: HttpRequest, picker: Picker) -> Placed | None:
    """Return who is to be replaced, or None if somebody is added. Raises PlaceRefused if they have gone meanwhile."""
    if picker.replaced:
        return Placed(speaker=picker.replaced.speaker_id, role=AppearanceRole(picker.replaced.role))
    if request.POST.get("replace"):
        raise PlaceRefused(PlaceFault.NOT_THERE)
    return None


def _arrange(request: HttpRequest, standing: Standing, place: Forum | Session | Talk) -> None:
    form = DeedForm(standing.conference, request.POST)
    if not form.is_valid() or form.deed is None:
        return _tell_errors(request, form)
    arrange_people(place, form.deed, by=standing.user, now=clock.now())
    messages.success(request, _("Saved."))
    return None


def _tell_errors(request: HttpRequest, form: BaseForm) -> None:
    for errors in form.errors.values():
        messages.error(request, " ".join(str(words) for words in errors))
