"""Console pages: choosing the people of a forum, a session or a talk."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from events.access import Standing, forum_for, session_for, sister_conferences, talk_for
from events.forms.words import APPEARANCE_ROLES, choices
from events.models import Forum, Person, Session, Talk
from events.rules.office.roles import Right
from events.rules.programme import AppearanceRole
from events.views.console.clashes import clashes_told
from events.views.console.page import show
from speakers.forms.places import FAULTS, DeedForm, KnownPersonForm, NewOnStageForm, RoleForm
from speakers.operations.people import arrange_people, place_known_person, place_new_person
from speakers.queries.people import found_elsewhere, found_speakers, people_in
from speakers.rules.edits import PersonEdit
from speakers.rules.places import PlaceRefused
from toolkit import clock
from toolkit.pages import NavLink, console_page, wants_part

MOST_FOUND = 12


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
    """List the people of a place and those who match the search; for htmx, only the latter."""
    place = page.place
    if not standing.may_edit(place, now=clock.now()):
        raise PermissionDenied
    if request.method == "POST":
        with clashes_told(request, standing):
            _do(request, standing, place)
        return redirect(request.path)
    text = request.GET.get("q", "").strip()
    found = list(found_speakers(standing.conference, text)[: MOST_FOUND + 1]) if text else []
    elsewhere = _found_elsewhere(standing, text, most=MOST_FOUND + 1 - len(found)) if text else []
    people = people_in(place)
    context = {
        "place": place,
        "heading": page.heading,
        "way_back": NavLink(page.back, str(place), is_current=False),
        "people": people,
        "there": {row.speaker_id for row in people},
        "roles": choices(APPEARANCE_ROLES),
        "role_form": RoleForm(initial={"role": page.usual}),
        "text": text,
        "found": found[:MOST_FOUND],
        "elsewhere": elsewhere[: MOST_FOUND - len(found)] if len(found) < MOST_FOUND else [],
        "has_more": len(found) + len(elsewhere) > MOST_FOUND,
        "back": page.back,
    }
    part = "_found" if wants_part(request) else ""
    return show(request, standing, f"speakers/console/place{part}.html", context, here=page.here)


def _found_elsewhere(standing: Standing, text: str, *, most: int) -> list[Person]:
    """Return those who match and are on stage at another conference whose programme the member may see."""
    sisters = sister_conferences(standing.conference, standing.grants, Right.SEE_PROGRAMME)
    return list(found_elsewhere(standing.conference, sisters, text)[:most]) if sisters and most > 0 else []


def _do(request: HttpRequest, standing: Standing, place: Forum | Session | Talk) -> None:
    """Do what was asked, and add a message with what came of it."""
    now = clock.now()
    try:
        if "new" in request.POST:
            new = NewOnStageForm(request.POST)
            if not new.is_valid():
                return _tell_errors(request, new)
            role = AppearanceRole(new.cleaned_data["role"])
            made = place_new_person(place, PersonEdit(name=new.cleaned_data["new"]), role, by=standing.user, now=now)
            words = _("Saved. New among the people: %(names)s.") % {"names": made.person.name}
            messages.success(request, words)
        elif "known" in request.POST:
            known = KnownPersonForm(request.POST)
            if not known.is_valid():
                return _tell_errors(request, known)
            role = AppearanceRole(known.cleaned_data["role"])
            place_known_person(place, known.cleaned_data["known"], role, by=standing.user, now=now)
            messages.success(request, _("Saved."))
        else:
            form = DeedForm(standing.conference, request.POST)
            if not form.is_valid() or form.deed is None:
                return _tell_errors(request, form)
            arrange_people(place, form.deed, by=standing.user, now=now)
            messages.success(request, _("Saved."))
    except PlaceRefused as refused:
        messages.error(request, str(FAULTS[refused.fault]))


def _tell_errors(request: HttpRequest, form: BaseForm) -> None:
    for errors in form.errors.values():
        messages.error(request, " ".join(str(words) for words in errors))
