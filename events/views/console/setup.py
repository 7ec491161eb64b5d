"""Console pages: the set-up list, the conference's own data, its venue and its state."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from events.access import Standing, conference_for
from events.extensions import setup_steps
from events.forms.conference import ConferenceForm, VenueForm
from events.forms.links import own_steps
from events.forms.submission import SubmissionForm
from events.forms.words import CONFERENCE_STATES
from events.models import ConferenceState, Venue
from events.operations.conferences import FOLLOWS, WrongConferenceState, change_conference, move_conference
from events.operations.rooms import set_venue
from events.operations.submission import change_submission
from events.rules.office.roles import Right
from events.views.console.page import show, signed_in
from events.views.console.times import times_told
from toolkit import clock
from toolkit.pages import console_page, done, refused, sent, status_of


@dataclass(frozen=True)
class Step:
    """A line of the set-up list, as the template shows it."""

    url: str
    title: str
    hint: str
    state: str
    is_done: bool
    is_next: bool


@console_page("GET", "HEAD")
def checklist(request: HttpRequest, conference: str) -> HttpResponse:
    """List the steps of setting up a conference, and how far each one is."""
    standing = conference_for(request.user, conference, Right.SET_UP)
    lines = [step for source in (own_steps, *setup_steps) for step in source(standing.conference)]
    lines = [step for step in lines if standing.may(step.right)]
    lines.sort(key=lambda step: step.position)
    first = next((step for step in lines if not step.is_done), None)
    steps = [
        Step(
            url=_url(standing, step.name),
            title=str(step.label),
            hint=str(step.hint),
            state=step.state,
            is_done=step.is_done,
            is_next=step is first,
        )
        for step in lines
    ]
    return show(request, standing, "events/console/setup.html", {"steps": steps}, here="console_setup")


def _url(standing: Standing, name: str) -> str:
    return reverse(name, kwargs={"conference": standing.conference.slug})


@console_page("GET", "HEAD", "POST")
def edit_conference(request: HttpRequest, conference: str) -> HttpResponse:
    """Change the conference's texts, days and settings."""
    standing = conference_for(request.user, conference, Right.SET_UP)
    row = standing.conference
    form = ConferenceForm(sent(request), instance=row)
    if request.method == "POST" and form.is_valid():
        with times_told(form, "ends_on", row):
            change_conference(row, form.edit(), by=standing.user, now=clock.now())
            words = _("Saved. Public pages show it with the next release.")
            return done(request, words, "console_setup", conference=row.slug)
    context = {"form": form, "heading": _("Conference"), "back": _url(standing, "console_setup")}
    return show(request, standing, "events/console/edit.html", context, here="console_setup", status=status_of(form))


@console_page("GET", "HEAD", "POST")
def edit_submission(request: HttpRequest, conference: str) -> HttpResponse:
    """Change until when hosts submit their forums, and what is locked for them."""
    standing = conference_for(request.user, conference, Right.SET_UP)
    row = standing.conference
    form = SubmissionForm(sent(request), instance=row)
    if request.method == "POST" and form.is_valid():
        change_submission(row, form.edit(), by=standing.user, now=clock.now())
        return done(request, _("Saved."), "console_setup_forums", conference=row.slug)
    context = {"form": form, "heading": _("Deadline and locks"), "back": _url(standing, "console_setup_forums")}
    return show(request, standing, "events/console/edit.html", context, here="console_setup", status=status_of(form))


@console_page("GET", "HEAD", "POST")
def edit_venue(request: HttpRequest, conference: str) -> HttpResponse:
    """Change the venue that the rooms are in."""
    standing = conference_for(request.user, conference, Right.SET_UP)
    row = standing.conference
    form = VenueForm(sent(request), instance=row.venues.first() or Venue(conference=row))
    if request.method == "POST" and form.is_valid():
        set_venue(row, form.edit(), by=standing.user, now=clock.now())
        return done(request, _("Saved."), "console_setup_rooms", conference=row.slug)
    context = {"form": form, "heading": _("Venue"), "back": _url(standing, "console_setup_rooms")}
    return show(request, standing, "events/console/edit.html", context, here="console_setup", status=status_of(form))


@console_page("GET", "HEAD", "POST")
def edit_state(request: HttpRequest, conference: str) -> HttpResponse:
    """Move the conference to another state."""
    standing = conference_for(request.user, conference, Right.SET_UP)
    if request.method == "POST":
        return _move(request, standing)
    follows = [(state.value, CONFERENCE_STATES[state]) for state in FOLLOWS[ConferenceState(standing.conference.state)]]
    context = {"follows": follows, "released": standing.conference.public_version}
    return show(request, standing, "events/console/state.html", context, here="console_setup")


def _move(request: HttpRequest, standing: Standing) -> HttpResponse:
    slug, asked = standing.conference.slug, request.POST.get("state", "")
    if asked not in ConferenceState.values:
        return refused(request, _("Unknown state."), "console_setup_state", conference=slug)
    try:
        move_conference(standing.conference, ConferenceState(asked), by=signed_in(request), now=clock.now())
    except WrongConferenceState:
        return refused(
            request,
            _("The conference cannot move to that state from its present one."),
            "console_setup_state",
            conference=slug,
        )
    words = _("The conference is now: %(state)s.") % {"state": CONFERENCE_STATES[asked]}
    return done(request, words, "console_setup_state", conference=slug)
