"""Print badges: one immediately, many by a job."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from events.access import conference_for, one_of
from events.rules.office.roles import Right
from events.views.console.page import show
from registration.forms.desk import BadgesForm
from registration.models import Delegate
from registration.operations.printing import PrintingRefused, print_badge, request_badges
from registration.queries.desk import printed_by_category
from registration.rules.printing import Occasion, Paper
from toolkit import clock
from toolkit.pages import console_page, refused, sent, status_of


@console_page("GET", "HEAD", "POST")
def badges(request: HttpRequest, conference: str) -> HttpResponse:
    """Show how many badges are printed, with a form that starts a job."""
    standing = conference_for(request.user, conference, Right.PRINT_BADGES)
    form = BadgesForm(standing.conference, sent(request))
    if request.method == "POST" and form.is_valid():
        job = request_badges(
            standing.conference,
            form.selection(),
            paper=Paper(form.cleaned_data["paper"]),
            by=standing.user,
            now=clock.now(),
        )
        return redirect("console_job", code=job.code)
    rows = printed_by_category(standing.conference)
    context = {"form": form, "rows": rows, "confirmed": sum(row.confirmed for row in rows)}
    return show(
        request, standing, "registration/console/badges.html", context, here="console_badges", status=status_of(form)
    )


@console_page("POST")
def one_badge(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Return one badge as a PDF for the desk and record the print."""
    standing = conference_for(request.user, conference, Right.PRINT_BADGES)
    delegate = one_of(standing, Delegate.objects.select_related("conference", "category"), code=code)
    try:
        pdf = print_badge(delegate, occasion=Occasion.DESK, by=standing.user, now=clock.now())
    except PrintingRefused:
        words = _("Only those who are confirmed have a badge.")
        return refused(request, words, "console_delegate", conference=conference, code=code)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="badge-{delegate.badge_number}.pdf"'
    return response
