"""Fragment of console pages: who else is editing a forum, its sessions and its talks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.access import forum_for
from events.models import Forum, Talk
from events.rules.office.roles import Right
from events.views.console.page import signed_in
from toolkit.pages import console_page
from toolkit.presence import note_presence, others_present


@console_page("GET", "POST")
def editing(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """Return who else edits what of a forum, for htmx to put beside each item; with POST, note who edits an item.

    An item is "forum", or "session-" or "talk-" with the code.
    """
    _standing, forum = forum_for(request.user, conference, number, Right.SPEAK_FOR_FORUM)
    user, items = signed_in(request), _items(forum)
    item = request.POST.get("item", "")
    if item in items:
        note_presence(_place(forum, item), who=user.pk, name=str(user))
        items = [item]
    others = others_present([_place(forum, item) for item in items], but=user.pk)
    names = [(item, others.get(_place(forum, item), "")) for item in items]
    return render(request, "events/console/desk/editing.html", {"names": names})


def _items(forum: Forum) -> list[str]:
    talks = Talk.objects.filter(session__forum=forum).values_list("code", flat=True)
    waiting = forum.waiting_talks.values_list("code", flat=True)
    sessions = forum.sessions.values_list("code", flat=True)
    return ["forum", *(f"session-{code}" for code in sessions), *(f"talk-{code}" for code in (*talks, *waiting))]


def _place(forum: Forum, item: str) -> str:
    return f"{forum.pk}:{item}"
