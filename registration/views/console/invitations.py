"""Invitations to a session by invitation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.access import session_for
from events.rules.office.roles import Right
from events.views.console.page import show
from registration.forms.desk import InviteForm
from registration.operations.invitations import invite, withdraw_invitation
from registration.queries.desk import invited_to
from toolkit import clock
from toolkit.pages import console_page, done, sent, status_of


@console_page("GET", "HEAD", "POST")
def invitations(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Show who is invited, with a form for adding badge numbers."""
    standing, session, _rights = session_for(request.user, conference, code, Right.EDIT_DELEGATES)
    form = InviteForm(standing.conference, sent(request))
    if request.method == "POST" and form.is_valid():
        added = invite(session, form.found, by=standing.user, now=clock.now())
        words = ngettext("%(n)s person invited.", "%(n)s people invited.", added) % {"n": added}
        return done(request, words, "console_invitations", conference=conference, code=code)
    context = {"form": form, "session": session, "invitations": invited_to(session.pk)}
    return show(
        request,
        standing,
        "registration/console/invitations.html",
        context,
        here="console_programme",
        status=status_of(form),
    )


@console_page("GET", "HEAD", "POST")
def drop_invitation(request: HttpRequest, conference: str, code: str, key: int) -> HttpResponse:
    """Ask, then take somebody off the list."""
    standing, session, _rights = session_for(request.user, conference, code, Right.EDIT_DELEGATES)
    row = invited_to(session.pk).select_related("session__conference").filter(pk=key).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        withdraw_invitation(row, by=standing.user, now=clock.now())
        return done(request, _("Taken off the list."), "console_invitations", conference=conference, code=code)
    context = {
        "what": row.delegate,
        "words": _("The session no longer admits them."),
        "back": reverse("console_invitations", args=[conference, code]),
    }
    return show(request, standing, "events/console/remove.html", context, here="console_programme")
