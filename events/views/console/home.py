"""Console pages: the list of conferences, and a new conference."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from events.access import Standing, conferences_of, organisations_of, own_forums, standing_in
from events.extensions import console_links
from events.forms.conference import NewConferenceForm
from events.models import Conference
from events.operations.conferences import copy_conference, make_conference
from events.rules.office.roles import Right
from events.views.console.page import show, signed_in
from toolkit import clock
from toolkit.pages import console_page, done, sent, status_of


@console_page("GET", "HEAD")
def home(request: HttpRequest) -> HttpResponse:
    """List the conferences that the user can enter. Who only looks after forums of one is led on to them."""
    conferences = list(conferences_of(request.user))
    if len(conferences) == 1 and own_forums(standing_in(request.user, conferences[0].slug)):
        return redirect("console_enter", conference=conferences[0].slug)
    context = {
        "conferences": conferences,
        "may_make": bool(organisations_of(request.user, Right.SET_UP)),
        "console_url": reverse("console"),
    }
    return render(request, "events/console/home.html", context)


@console_page("GET", "HEAD")
def enter(request: HttpRequest, conference: str) -> HttpResponse:
    """Redirect to the first page of the conference that the member may see, or offer the forums of a secretary who
    looks after several.
    """
    standing = standing_in(request.user, conference)
    forums = own_forums(standing)
    if len(forums) > 1:
        context = {"forums": forums}
        return show(request, standing, "events/console/own_forums.html", context)
    return to_first_page(standing)


def to_first_page(standing: Standing) -> HttpResponse:
    """Redirect to the first page of the navigation that the member may see; a secretary's is that of the own forum."""
    forums = own_forums(standing)
    if forums:
        name = standing.conference.slug
        if len(forums) > 1:
            return redirect("console_enter", conference=name)
        return redirect("console_forum", conference=name, number=forums[0].number)
    for link in sorted(console_links, key=lambda link: link.position):
        if standing.may(link.right):
            return redirect(link.name, conference=standing.conference.slug)
    raise PermissionDenied


@console_page("GET", "HEAD", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """Create a conference, from nothing or as a copy of an earlier one."""
    organisations = organisations_of(request.user, Right.SET_UP)
    if not organisations:
        raise PermissionDenied
    form = NewConferenceForm(organisations, sent(request), source=request.GET.get("source", ""))
    if request.method == "POST" and form.is_valid():
        made = _make(request, form)
        return done(
            request,
            _("The conference has been created. Nobody else can see it yet."),
            "console_setup",
            conference=made.slug,
        )
    context = {"form": form, "console_url": reverse("console")}
    return render(request, "events/console/new.html", context, status=status_of(form))


def _make(request: HttpRequest, form: NewConferenceForm) -> Conference:
    data, by, now = form.cleaned_data, signed_in(request), clock.now()
    if data["source"]:
        return copy_conference(data["source"], data["slug"], form.edit(), by=by, now=now)
    return make_conference(data["organisation"], data["slug"], form.edit(), by=by, now=now)
