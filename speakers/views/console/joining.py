"""Console page: joining two records of one person."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from events.access import conference_for
from events.operations.office.changes import Vanished
from events.rules.office.authority import KNOW_CLOSED
from events.rules.office.roles import Right
from events.views.console.clashes import clashes_told
from events.views.console.page import show
from speakers.access import speaker_for
from speakers.operations.joining import join_speakers
from speakers.queries.people import appearances_of
from toolkit import clock
from toolkit.pages import console_page, done, refused


@console_page("GET", "HEAD", "POST")
def join(request: HttpRequest, conference: str, code: str, other: str) -> HttpResponse:
    """Ask which of two records stays on stage, then put the appearances of the other on it."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    speakers = [speaker_for(standing, each) for each in (code, other)]
    if request.method == "POST":
        kept, left = speakers if request.POST.get("keep") != other else reversed(speakers)
        try:
            with clashes_told(request, standing):
                join_speakers(kept, left, by=standing.user, now=clock.now())
        except Vanished:
            words = _("These are not two people on stage any more.")
            return refused(request, words, "console_person", conference=conference, code=code)
        words = _("Done. The appearances are now with one record.")
        return done(request, words, "console_person", conference=conference, code=kept.code)
    knows_closed = bool(standing.rights & KNOW_CLOSED)
    context = {
        "people": [(each, len(appearances_of(each, standing.reach, knows_closed=knows_closed))) for each in speakers],
        "back": reverse("console_clashes", args=[conference]),
    }
    return show(request, standing, "speakers/console/join.html", context, here="console_people")
