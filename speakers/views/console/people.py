"""Console pages that list and edit speakers and set the people of forums, sessions and talks."""

from dataclasses import replace
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.access import Standing, conference_for
from events.extensions import PersonReference
from events.forms.office.usage import in_use_words
from events.forms.references import references_to
from events.models import Person
from events.operations.office.changes import InUse
from events.rules.office.authority import KNOW_CLOSED
from events.rules.office.roles import Right
from events.views.console.clashes import clashes_told
from events.views.console.page import show
from speakers.access import speaker_for
from speakers.forms.absences import AbsenceForm
from speakers.forms.people import PersonForm, PlacesForm, SpeakerForm, TitlesForm
from speakers.forms.photos import PhotoForm
from speakers.forms.places import FAULTS, other_people, picked
from speakers.models import Speaker
from speakers.operations.people import (
    LooksLike,
    add_known_speaker,
    add_speaker,
    change_people,
    change_speaker,
    remove_speaker,
    set_people_of_many,
)
from speakers.queries.people import Candidate, appearances_of, described, found_speakers, on_stage_within
from speakers.rules.namesakes import indistinct
from speakers.rules.places import PlaceRefused
from toolkit import clock
from toolkit.lists import listed
from toolkit.pages import UNFIT, console_page, done, refused, sent, status_of, wants_part

ON_A_PAGE = 60
HERE = "console_people"
EDIT = "events/console/edit.html"


@console_page("GET", "HEAD")
def people(request: HttpRequest, conference: str) -> HttpResponse:
    """List the speakers who match the search, by name; for htmx, only the rows."""
    standing = conference_for(request.user, conference, Right.SEE_PROGRAMME)
    text = request.GET.get("q", "")
    found = on_stage_within(found_speakers(standing.conference, text), standing.reach)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "unclear": indistinct(replace(described(row.person), post="") for row in page.object_list),
        "text": text,
        "query": urlencode({"q": text}),
        "may_edit": standing.may(Right.EDIT_PROGRAMME),
    }
    part = wants_part(request)
    return show(request, standing, f"speakers/console/people{'_rows' if part else ''}.html", context, here=HERE)


@console_page("GET", "HEAD", "POST")
def new_person(request: HttpRequest, conference: str) -> HttpResponse:
    """Add a new person as a speaker."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    form = PersonForm(sent(request), instance=Person(organisation=standing.conference.organisation))
    similar: tuple[Candidate, ...] = ()
    try:
        if "pick" in request.POST:
            known = add_known_speaker(standing.conference, picked(request.POST), by=standing.user, now=clock.now())
            return redirect("console_person", conference=conference, code=known.code)
        if request.method == "POST" and form.is_valid():
            although = other_people(request.POST)
            made = add_speaker(standing.conference, form.edit(), although=although, by=standing.user, now=clock.now())
            return done(request, _("Added."), "console_person", conference=conference, code=made.code)
    except LooksLike as alike:
        similar = tuple(alike.people)
    except PlaceRefused as fault:
        return refused(request, FAULTS[fault.fault], "console_person_new", conference=conference)
    context = {"form": form, "similar": similar, "back": reverse(HERE, args=[conference])}
    status = UNFIT if similar else status_of(form)
    return show(request, standing, "speakers/console/person_new.html", context, here=HERE, status=status)


@console_page("GET", "HEAD", "POST")
def person(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Show and edit a speaker: the person, the details at this conference, and the appearances."""
    standing = conference_for(request.user, conference, Right.SEE_PROGRAMME)
    speaker = speaker_for(standing, code)
    may_edit = standing.may(Right.EDIT_PROGRAMME)
    form = PersonForm(sent(request), instance=speaker.person)
    stage = SpeakerForm(sent(request), instance=speaker)
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        if form.is_valid() & stage.is_valid():
            with clashes_told(request, standing):
                change_speaker(speaker, person=form.edit(), stage=stage.edit(), by=standing.user, now=clock.now())
            return done(request, _("Saved."), "console_person", conference=conference, code=code)
    context = {
        "speaker": speaker,
        "form": form,
        "stage": stage,
        "photo_form": PhotoForm(),
        "absences": speaker.absences.all(),
        "absence_form": AbsenceForm(standing.conference),
        "may_edit": may_edit,
        "references": _references(standing, speaker),
        "appearances": appearances_of(speaker, standing.reach, knows_closed=bool(standing.rights & KNOW_CLOSED)),
    }
    status = max(status_of(form), status_of(stage))
    return show(request, standing, "speakers/console/person.html", context, here=HERE, status=status)


@console_page("GET", "HEAD", "POST")
def drop_person(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Ask for confirmation, then remove a speaker; refuse if they appear anywhere."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    speaker = speaker_for(standing, code)
    if request.method == "POST":
        try:
            remove_speaker(speaker, by=standing.user, now=clock.now())
        except InUse as used:
            return refused(request, in_use_words(used.by), "console_person", conference=conference, code=code)
        return done(request, _("Removed."), HERE, conference=conference)
    stays = listed(reference.label for reference in _references(standing, speaker))
    context = {
        "what": speaker.person,
        "words": _("The person stays: %(roles)s.") % {"roles": stays} if stays else "",
        "back": reverse("console_person", args=[conference, code]),
    }
    return show(request, standing, "events/console/remove.html", context, here=HERE)


def _references(standing: Standing, speaker: Speaker) -> list[PersonReference]:
    """Return the person's other roles in this conference, such as delegate, as far as the user may see them."""
    return references_to(speaker.person, standing.conference, rights=standing.rights, but_for="speaker")


@console_page("GET", "HEAD", "POST")
def people_in_places(request: HttpRequest, conference: str) -> HttpResponse:
    """Set the people of many forums and sessions at once."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    form = PlacesForm(standing.conference, sent(request))
    if request.method == "POST" and form.is_valid():
        with clashes_told(request, standing):
            set_people_of_many(form.placed.values(), by=standing.user, now=clock.now())
        places = len(form.placed)
        words = ngettext("People saved for %(n)s place.", "People saved for %(n)s places.", places) % {"n": places}
        return done(request, words, HERE, conference=conference)
    context = {"form": form, "heading": _("Speakers and chairs"), "back": reverse(HERE, args=[conference])}
    return show(request, standing, EDIT, context, here=HERE, status=UNFIT if form.errors else 200)


@console_page("GET", "HEAD", "POST")
def titles(request: HttpRequest, conference: str) -> HttpResponse:
    """Change titles, posts and institutions of many people at once."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    form = TitlesForm(standing.conference, sent(request))
    if request.method == "POST" and form.is_valid():
        with clashes_told(request, standing):
            changed = change_people(form.changes, by=standing.user, now=clock.now())
        words = ngettext("%(n)s person changed.", "%(n)s people changed.", changed) % {"n": changed}
        return done(request, words, HERE, conference=conference)
    context = {"form": form, "heading": _("Titles and posts"), "back": reverse(HERE, args=[conference])}
    return show(request, standing, EDIT, context, here=HERE, status=UNFIT if form.errors else 200)
