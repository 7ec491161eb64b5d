"""Console pages: publishing the programme, and what earlier releases changed."""

from collections import Counter

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from events.access import Standing, conference_for, one_of
from events.forms.publication import PublishForm
from events.models import Release
from events.operations.publishing import PublishFault, PublishRefused, publish
from events.queries.pending import pending_release
from events.rules.office.roles import Right
from events.rules.publication import ChangeKind, changes_from_json
from events.views.console.page import show
from toolkit import clock
from toolkit.pages import console_page, done, sent, status_of

MOST_SHOWN = 60
LATEST = 10


@console_page("GET", "HEAD", "POST")
def publishing(request: HttpRequest, conference: str) -> HttpResponse:
    """Show what the next release would change, and publish it. An owner may accept clashes with a reason."""
    standing = conference_for(request.user, conference, Right.PUBLISH)
    pending = pending_release(standing.conference)
    may_accept = standing.may(Right.ACCEPT_CLASHES)
    form = PublishForm(sent(request), needs_reason=pending.is_new and bool(pending.stopping) and may_accept)
    if request.method == "POST" and form.is_valid() and (words := _publish(form, standing)):
        return done(request, words, "console_publish", conference=conference)
    context = {
        "form": form,
        "pending": pending,
        "sessions": standing.conference.sessions.count(),
        "shown": pending.changes[:MOST_SHOWN],
        "left_out": max(len(pending.changes) - MOST_SHOWN, 0),
        "may_accept": may_accept,
        "releases": [(release, _kinds_of(release)) for release in _releases(standing)[:LATEST]],
    }
    return show(
        request, standing, "events/console/publish.html", context, here="console_publish", status=status_of(form)
    )


@console_page("GET", "HEAD")
def release(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """Show what a release changed, compared with the one before it."""
    standing = conference_for(request.user, conference, Right.PUBLISH)
    found = one_of(standing, _releases(standing), number=number)
    page = Paginator(changes_from_json(found.changes), MOST_SHOWN).get_page(request.GET.get("page"))
    context = {
        "release": found,
        "kinds": _kinds_of(found),
        "page": page,
        "is_public": found.number == standing.conference.public_version,
        "older": _releases(standing).filter(number__lt=number).first(),
        "newer": _releases(standing).filter(number__gt=number).last(),
    }
    return show(request, standing, "events/console/release.html", context, here="console_publish")


def _releases(standing: Standing) -> QuerySet[Release]:
    """Return the releases, the latest first, without their documents, which have the size of the programme."""
    return standing.conference.releases.select_related("published_by").defer("document")


def _kinds_of(release: Release) -> list[tuple[ChangeKind, int]]:
    """Return how many changes of each kind a release made, without those that it did not make."""
    counts = Counter(str(change["kind"]) for change in release.changes)
    return [(kind, counts[kind]) for kind in ChangeKind if counts[kind]]


def _publish(form: PublishForm, standing: Standing) -> str:
    try:
        made = publish(
            standing.conference, by=standing.user, now=clock.now(), accept_clashes=form.cleaned_data["reason"]
        )
    except PublishRefused as no:
        words = {
            PublishFault.CLASHES: _("Rooms or people are booked twice: move one of each pair, or give a reason."),
            PublishFault.MAY_NOT_ACCEPT: _("Only an owner can publish in spite of clashes."),
            PublishFault.REASON_TOO_LONG: _("The reason is longer than 500 characters."),
        }
        form.add_error("reason", words[no.fault])
        return ""
    number = {"number": made.release.number}
    if not made.is_new:
        return _("Nothing has changed since release %(number)d.") % number
    return _("Published as release %(number)d.") % number
