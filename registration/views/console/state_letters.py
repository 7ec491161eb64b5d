"""Write letters to many delegates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from events.access import conference_for
from events.rules.office.roles import Right
from events.views.console.page import show
from registration.operations.state_letters import request_letters
from registration.queries.state_letters import letter_figures
from toolkit import clock
from toolkit.pages import console_page


@console_page("GET", "HEAD", "POST")
def letters(request: HttpRequest, conference: str) -> HttpResponse:
    """Show how many confirmed delegates have had no letter; on POST start a job that writes them."""
    standing = conference_for(request.user, conference, Right.EDIT_DELEGATES)
    if request.method == "POST":
        here = reverse("console_delegates_letters", args=[conference])
        job = request_letters(standing.conference, leads_to=here, by=standing.user, now=clock.now())
        return redirect("console_job", code=job.code)
    context = {"counted": letter_figures(standing.conference)}
    return show(request, standing, "registration/console/letters.html", context, here="console_delegates")
