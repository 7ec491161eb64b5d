"""Console page: the history of the conference."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from events.access import conference_for
from events.forms.office.history import named_entries
from events.models import AuditEntry
from events.rules.office.roles import Right
from events.views.console.page import show
from toolkit.pages import console_page

ON_A_PAGE = 50


@console_page("GET", "HEAD")
def history(request: HttpRequest, conference: str) -> HttpResponse:
    """List the conference's audit entries, newest first."""
    standing = conference_for(request.user, conference, Right.SET_UP)
    entries = AuditEntry.objects.filter(conference=standing.conference).select_related("by")
    page = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "entries": named_entries(page.object_list)}
    return show(request, standing, "events/console/history.html", context, here="console_history")
