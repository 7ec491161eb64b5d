"""Console pages: one step for several forums of the board."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.access import conference_for
from events.models import Conference, Forum
from events.operations.forums import WrongForumState, take_forum_step
from events.operations.reminders import plan_reminders, remind_forums
from events.rules.forums import ForumStep
from events.rules.office.roles import Right
from events.views.console.clashes import clashes_told
from events.views.console.page import show
from toolkit import clock
from toolkit.lists import listed, sentences
from toolkit.pages import console_page, done, refused

HERE = "console_forums"
REMIND = "remind"


@console_page("POST")
def ticked(request: HttpRequest, conference: str) -> HttpResponse:
    """Approve or return the ticked forums, or go on to the page that asks whether to remind their secretaries."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    forums = _ticked(standing.conference, request.POST.getlist("forum"))
    asked = request.POST.get("do", "")
    if not forums:
        return refused(request, _("Tick the forums first."), HERE, conference=conference)
    if asked == REMIND:
        address = reverse("console_forums_remind", args=[conference])
        return redirect(f"{address}?{urlencode({'forum': [forum.number for forum in forums]}, doseq=True)}")
    if asked not in {ForumStep.APPROVE, ForumStep.RETURN}:
        return refused(request, _("Unknown step."), HERE, conference=conference)
    taken, others = [], []
    with clashes_told(request, standing):
        for forum in forums:
            try:
                take_forum_step(forum, ForumStep(asked), by=standing.user, now=clock.now())
                taken.append(forum)
            except WrongForumState:
                others.append(forum)
    words = _taken(ForumStep(asked), len(taken))
    if not others:
        return done(request, words, HERE, conference=conference)
    left = _("Not possible in their present state: %(forums)s.") % {"forums": _numbers(others)}
    return refused(request, sentences(words, left) if taken else left, HERE, conference=conference)


def _ticked(conference: Conference, numbers: Iterable[str]) -> list[Forum]:
    """Return the conference's forums with these numbers; what is no number of a forum is left out."""
    known = {number for number in numbers if number.isascii() and number.isdigit() and len(number) < 6}
    rows = Forum.objects.filter(conference=conference, number__in=[int(number) for number in known])
    return list(rows.select_related("conference").order_by("number"))


def _taken(step: ForumStep, number: int) -> str:
    if step is ForumStep.APPROVE:
        words = ngettext("%(n)s forum approved.", "%(n)s forums approved.", number)
    else:
        words = ngettext("%(n)s forum returned.", "%(n)s forums returned.", number)
    return words % {"n": number}


def _numbers(forums: Iterable[Forum]) -> str:
    return listed(f"{forum.number:02}" for forum in forums)


@console_page("GET", "HEAD", "POST")
def remind(request: HttpRequest, conference: str) -> HttpResponse:
    """Show who would be reminded of which forums, and who would not and why; then remind them."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    asked = request.POST if request.method == "POST" else request.GET
    forums = _ticked(standing.conference, asked.getlist("forum"))
    now = clock.now()
    if request.method == "POST":
        keys = [forum.pk for forum in forums]
        told = remind_forums(standing.conference, keys, by=standing.user, now=now)
        number = len(told.people)
        if not number:
            return refused(request, _("Nobody was reminded."), HERE, conference=conference)
        words = ngettext("%(n)s letter is on its way.", "%(n)s letters are on their way.", number) % {"n": number}
        return done(request, words, HERE, conference=conference)
    planned = plan_reminders(forums, now=now)
    context = {
        "people": list(planned.people.items()),
        "left_out": list(planned.left_out.items()),
        "forums": [forum for forum in forums if forum not in planned.left_out],
        "back": reverse(HERE, args=[conference]),
    }
    return show(request, standing, "events/console/remind.html", context, here=HERE)
