"""Offering to take back what a page of the console has just done to the programme."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from events.access import Denied, Standing, conference_for
from events.forms.deeds import deed_in_words
from events.models import Deed
from events.operations.journal import UndoRefused, undo, undoable
from events.operations.office.changes import Vanished
from events.rules.journal import DeedKind
from events.rules.office.roles import Right
from events.views.console.page import signed_in
from events.views.console.refusals import second_in_words
from toolkit import clock
from toolkit.pages import console_page, done, refused

OFFER = "undo-"
"""How the tags of a message begin that offers to take a deed back; the number of the deed follows."""
LONGEST_NUMBER = 18


@contextmanager
def undo_offered(request: HttpRequest, standing: Standing) -> Iterator[None]:
    """Add a message that offers to take back what the block does to the programme, if it does anything."""
    own = Deed.objects.filter(conference=standing.conference, by=standing.user)
    before = own.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield
    last = undoable(standing.conference, by=standing.user).undo
    if last is not None and last.pk > before:
        messages.info(request, deed_in_words(last), extra_tags=f"{OFFER}{last.pk}")


@console_page("POST")
def undo_deed(request: HttpRequest, conference: str) -> HttpResponse:
    """Take back the deed that a message has named, if it is the person's last."""
    standing = conference_for(request.user, conference, Right.SEE_PROGRAMME)
    number = request.POST.get("deed", "")
    expected = int(number) if number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER else 0
    try:
        taken = undo(standing.conference, by=signed_in(request), now=clock.now(), expected=expected)
    except (UndoRefused, Vanished) as second:
        return refused(request, second_in_words(second), "console_programme", conference=conference)
    except Denied:
        return refused(request, _("You may not change this."), "console_programme", conference=conference)
    return _back(request, taken)


def _back(request: HttpRequest, taken: Deed) -> HttpResponse:
    """Lead back to where the deed was done; what it had added is gone, and so may be its page."""
    there = request.POST.get("next", "")
    added = taken.undoes is not None and taken.undoes.kind in {DeedKind.ADD_SESSIONS, DeedKind.ADD_TALKS}
    slug = taken.conference.slug
    if added or not url_has_allowed_host_and_scheme(there, allowed_hosts=None):
        return done(request, _("Taken back."), "console_programme", conference=slug)
    messages.success(request, _("Taken back."))
    return redirect(there)
