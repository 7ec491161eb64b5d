"""Console page: publishing the programme."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from events.access import Standing, conference_for
from events.forms.publication import PublishForm
from events.operations.publishing import PublishFault, PublishRefused, publish
from events.queries.pending import pending_release
from events.rules.office.roles import Right
from events.views.console.page import show
from toolkit import clock
from toolkit.pages import console_page, done, sent, status_of

MOST_SHOWN = 60


@console_page("GET", "HEAD", "POST")
def publishing(request: HttpRequest, conference: str) -> HttpResponse:
    """Show what the next release would change, and publish it. An owner may accept clashes with a reason."""
    standing = conference_for(request.user, conference, Right.PUBLISH)
    form = PublishForm(sent(request))
    if request.method == "POST" and form.is_valid() and (words := _publish(form, standing)):
        return done(request, words, "console_publish", conference=conference)
    pending = pending_release(standing.conference)
    context = {
        "form": form,
        "pending": pending,
        "sessions": standing.conference.sessions.count(),
        "shown": pending.changes[:MOST_SHOWN],
        "left_out": max(len(pending.changes) - MOST_SHOWN, 0),
        "may_accept": standing.may(Right.ACCEPT_CLASHES),
        "releases": standing.conference.releases.select_related("published_by").defer("document")[:10],
    }
    return show(
        request, standing, "events/console/publish.html", context, here="console_publish", status=status_of(form)
    )


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
