"""Console pages: a job's progress and its result."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from events.access import job_file_for, job_for, standing_in
from events.extensions import JobKind, job_kinds
from events.models import Job, JobState
from events.models.office.job import UNFINISHED
from events.operations.office.jobs import ask_to_cancel
from events.views.console.page import show
from toolkit import clock
from toolkit.outages import FULL
from toolkit.pages import console_page, wants_part


@console_page("GET", "HEAD")
def job(request: HttpRequest, code: str) -> HttpResponse:
    """Show a job. While it runs, the page fetches its progress every second."""
    row, now = job_for(request.user, code), clock.now()
    kind = job_kinds.get(row.kind)
    context = {
        "job": row,
        "title": kind.title if kind else _("Job"),
        "failure": _failure(row, kind),
        "is_over": row.state not in UNFINISHED,
        "has_file": row.conference is not None and row.has_file(now),
        "had_file": row.conference is not None and bool(row.result_name),
        "again_url": reverse(kind.page, args=[row.conference.slug]) if kind and kind.page and row.conference else "",
        "conference": row.conference,
        "leads_to": row.arguments.get("leads_to", ""),
        "console_url": reverse("console"),
    }
    part = wants_part(request)
    template = f"events/console/job{'_progress' if part else ''}.html"
    if row.conference is None:
        response = render(request, template, context)
    else:
        response = show(
            request, standing_in(request.user, row.conference.slug), template, context, here=kind.page if kind else ""
        )
    if part and row.state == JobState.DONE and context["leads_to"]:
        response["HX-Redirect"] = context["leads_to"]
    return response


def _failure(job: Job, kind: JobKind | None) -> str | Promise:
    """Return the words for a full disk, or those of the job's kind for its failure."""
    if job.failure == FULL.name:
        return _("The server has no space left, so the file was not made. Tell the secretariat.")
    unknown = _("That did not work. Try again; if it fails again, tell the operator of the portal.")
    return kind.failures.get(job.failure, unknown) if kind else unknown


@console_page("POST")
def cancel_job(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the job to stop at its next step."""
    ask_to_cancel(job_for(request.user, code))
    return redirect("console_job", code=code)


@console_page("GET", "HEAD")
def job_file(request: HttpRequest, code: str) -> HttpResponseBase:
    """Serve the file that the job has made; once it has expired, lead to the page that says so."""
    row = job_file_for(request.user, code)
    if row.state != JobState.DONE or not row.result_name:
        raise Http404
    if not row.has_file(clock.now()):
        return redirect("console_job", code=code)
    return FileResponse(row.result_file.open("rb"), as_attachment=True, filename=row.result_name)
