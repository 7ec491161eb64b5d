"""Console page: the centre's answer to a request for a change."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from events.access import Standing, conference_for, one_of
from events.forms.times import times_words
from events.models import ChangeRequest
from events.operations.requests import (
    Acceptance,
    FactChanged,
    RequestClosed,
    RoomTaken,
    accept_request,
    decline_request,
)
from events.operations.times import TimesRefused
from events.rules.board import Counted
from events.rules.forums import RequestState
from events.rules.names import visible
from events.rules.office.roles import Right
from events.rules.requests import Repair
from events.views.console.clashes import clashes_told
from toolkit import clock
from toolkit.pages import console_page, done, refused

LONGEST_WORD = 500


@console_page("POST")
def answer(request: HttpRequest, conference: str, key: int) -> HttpResponse:
    """Accept or decline a request, and go back to the panel or page that it was answered from."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    asked = one_of(standing, ChangeRequest.objects.select_related("conference", "forum", "session"), pk=key)
    back, place = "console_forums", {"conference": conference}
    if request.POST.get("back") == "list":
        back, place = "console_forums_list", place | {"what": Counted.REQUESTS.value}
    try:
        words = _answered(request, standing, asked)
    except RequestClosed:
        return refused(request, _("This request has been answered or withdrawn already."), back, **place)
    except FactChanged:
        words = _("Something has changed since you opened the page. Please look at the request again, then press anew.")
        return refused(request, words, back, **place)
    except RoomTaken:
        return refused(request, _("The room has been taken. Please look at the request again."), back, **place)
    except TimesRefused as times:
        zone = standing.conference.zone
        return refused(request, times_words(times.fault, times.about, zone), back, **place)
    if not words:
        return refused(request, _("Tell the hosts in a line why it is declined."), back, **place)
    return done(request, words, back, **place)


def _answered(request: HttpRequest, standing: Standing, asked: ChangeRequest) -> str:
    """Do what was pressed and return what to say; nothing if a word to the hosts is missing."""
    now, word = clock.now(), visible(request.POST.get("word", ""))[:LONGEST_WORD]
    if request.POST.get("do") == "decline":
        if not word:
            return ""
        decline_request(asked, word, by=standing.user, now=now)
        return _("Declined. The hosts get your words in a letter.")
    repair = request.POST.get("repair", "")
    acceptance = Acceptance(
        shown=request.POST.get("shown", ""), repair=Repair(repair) if repair in set(Repair) else None, word=word
    )
    with clashes_told(request, standing):
        state = accept_request(asked, acceptance, by=standing.user, now=now)
    if state is RequestState.MOOT:
        return _("Closed: what it was about has been removed. The hosts get a letter.")
    return _("Accepted: the draft is changed. The hosts get a letter.")
