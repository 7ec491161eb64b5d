"""Request for a spreadsheet of the people on stage."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from events.access import conference_for
from events.operations.office.exports import request_export
from events.rules.names import visible
from events.rules.office.authority import KNOW_CLOSED
from events.rules.office.roles import Right
from speakers.exporters.speakers import SPEAKERS_EXPORT
from speakers.queries.people import LONGEST
from toolkit import clock
from toolkit.pages import console_page


@console_page("POST")
def export(request: HttpRequest, conference: str) -> HttpResponse:
    """Queue an export of the speakers who match the search, and redirect to the job's page."""
    standing = conference_for(request.user, conference, Right.SEE_PROGRAMME)
    arguments = {
        "text": visible(request.POST.get("q", ""))[:LONGEST],
        "knows_closed": "yes" if standing.rights & KNOW_CLOSED else "",
        "language": get_language() or "",
    }
    job = request_export(SPEAKERS_EXPORT, standing.conference, arguments, by=standing.user, now=clock.now())
    return redirect("console_job", code=job.code)
