"""The list of delegates as a spreadsheet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from events.access import conference_for
from events.operations.office.exports import request_export
from events.rules.names import visible
from events.rules.office.roles import Right
from registration.exporters.delegates import DELEGATES_EXPORT
from registration.models import DelegateState
from registration.queries.delegates import LONGEST
from toolkit import clock
from toolkit.pages import console_page


@console_page("POST")
def export(request: HttpRequest, conference: str) -> HttpResponse:
    """Have a worker write the delegates that the page showed."""
    standing = conference_for(request.user, conference, Right.SEE_DELEGATES)
    state = request.POST.get("state", "")
    arguments = {
        "text": visible(request.POST.get("q", ""))[:LONGEST],
        "state": state if state in set(DelegateState) else "",
        "category": visible(request.POST.get("category", ""))[:16],
        "language": get_language() or "",
    }
    job = request_export(DELEGATES_EXPORT, standing.conference, arguments, by=standing.user, now=clock.now())
    return redirect("console_job", code=job.code)
