"""Console page: inviting the secretaries of many forums from one list."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext

from events.access import conference_for
from events.forms.office.secretaries import SecretariesForm, remarks_of
from events.models import Forum
from events.operations.office.team import TeamRefused, invite_members
from events.rules.office.roles import Right
from events.rules.office.secretaries import Judged
from events.views.console.page import show
from toolkit import clock
from toolkit.pages import console_page, done, sent, status_of

HERE = "console_forums"


@dataclass(frozen=True)
class Row:
    """A line of the list as the preview shows it."""

    judged: Judged
    forum: Forum | None
    remarks: list[str]


@console_page("GET", "HEAD", "POST")
def secretaries(request: HttpRequest, conference: str) -> HttpResponse:
    """Read a pasted list, show who would get which forum and what is doubtful, then send all letters."""
    standing = conference_for(request.user, conference, Right.MANAGE_TEAM)
    asked = request.GET.get("forum", "")
    start = f"{int(asked):02}, " if asked.isascii() and asked.isdigit() and len(asked) < 6 else ""
    form = SecretariesForm(standing.conference, sent(request), start=start)
    has_changed = False
    if request.method == "POST" and form.is_valid() and "send" in request.POST:
        has_changed = not form.is_as_shown
        if not has_changed and form.invitations:
            try:
                number = len(invite_members(standing.conference, form.invitations, by=standing.user, now=clock.now()))
            except TeamRefused:
                form, has_changed = SecretariesForm(standing.conference, request.POST), True
                form.is_valid()
            else:
                words = ngettext("%(n)s letter is on its way.", "%(n)s letters are on their way.", number)
                return done(request, words % {"n": number}, HERE, conference=conference)
    context = {
        "form": form,
        "has_changed": has_changed,
        "back": reverse(HERE, args=[conference]),
        **(_preview(form) if form.is_bound and form.is_valid() else {}),
    }
    status = status_of(form)
    return show(request, standing, "events/console/secretaries.html", context, here=HERE, status=status)


def _preview(form: SecretariesForm) -> dict[str, object]:
    rows = [
        Row(row, form.forums.get(row.said.forum) if row.said.forum is not None else None, remarks_of(row))
        for row in form.rows
    ]
    # What is wrong comes first, then what there is to say.
    rows.sort(key=lambda row: (not row.judged.is_wrong, not row.remarks))
    return {"rows": rows, "mark": form.mark, "letters": len(form.invitations), "left_over": form.left_over}
