"""The live figure on a session's page in the console: how many people are inside."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from doors.queries.attendance import is_complete
from doors.queries.inside import people_at
from events.access import session_for
from events.rules.office.roles import Right
from toolkit import clock
from toolkit.pages import console_page


@console_page("GET", "HEAD")
def inside(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Serve a fragment: the people inside and the seats. It says nothing if no checkpoint counts them."""
    _standing, session, _rights = session_for(request.user, conference, code, Right.SEE_ATTENDANCE)
    now = clock.now()
    context = {
        "people": people_at(session, now=now),
        "seats": session.room.capacity if session.room else None,
        "is_complete": is_complete(session.conference_id, now=now),
    }
    return render(request, "doors/console/inside.html", context)
