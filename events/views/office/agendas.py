"""Console pages: uploading the agenda of one forum, answering what is asked about its rows, and storing it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from events.access import forum_for
from events.extensions import sheet_kinds
from events.forms.office.agendas import AGENDA_OUTCOMES, AgendaForm, answers_given
from events.models import Upload
from events.operations.office.uploads import UploadGone, answer_upload
from events.rules.agenda.rows import AgendaOutcome
from events.rules.office.sheet_reports import SheetLine, SheetWishes, lines_of
from events.views.console.clashes import clashes_marked, own_forums
from events.views.console.page import show
from events.views.office.sheets import Desk, choose, examined, gone, stored
from toolkit import clock
from toolkit.pages import console_page, done, refused, sent, status_of

KIND = "agenda"
EXAMINED_AT_ONCE = 1_000_000
"""Bytes that are examined within the request: pictures make a document long, not its rows, of which there are few."""
HERE = "console_forums"


@console_page("GET", "HEAD", "POST")
def new_agenda(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """Upload a document or pasted lines, and examine them."""
    desk = _desk(request, conference, number)
    form = AgendaForm(sent(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer = examined(request, desk, form, at_once=EXAMINED_AT_ONCE)
        if answer is not None:
            return answer
    context = {"form": form, "sheet": desk.about, "forum": desk.forum, "back": desk.back_url}
    return show(request, desk.standing, "events/console/agenda_new.html", context, here=HERE, status=status_of(form))


@console_page("GET", "HEAD", "POST")
def agenda(request: HttpRequest, conference: str, number: int, code: str) -> HttpResponse:
    """Show every row with what is asked about it, keep the answers, and store the rows."""
    desk = _desk(request, conference, number)
    upload = desk.upload(code)
    if upload is None:
        return gone(request, desk)
    if request.method == "POST" and "encoding" in request.POST:
        return choose(request, desk, upload)
    if request.method == "POST":
        return _answer(request, desk, upload)
    counts = upload.report.get("counts", {})
    context = {
        "sheet": desk.about,
        "forum": desk.forum,
        "new_url": desk.new_url,
        "upload": upload,
        "report": upload.report,
        "groups": _groups(upload),
        "may_answer": upload.examined_at is not None and upload.stored_at is None,
        "asked": counts.get(AgendaOutcome.ASK, 0),
        "taken": sum(counts.get(outcome, 0) for outcome in AgendaOutcome if outcome.is_stored),
        "own_forums": own_forums(desk.standing),
        "clashes": clashes_marked(desk.standing, upload.report.get("clashes", [])),
        "back": desk.back_url,
    }
    return show(request, desk.standing, "events/console/agenda.html", context, here=HERE)


@dataclass(frozen=True, slots=True)
class Group:
    """The rows with one outcome, and what that is called."""

    outcome: AgendaOutcome
    words: str
    lines: list[SheetLine]


def _groups(upload: Upload) -> list[Group]:
    """Return the rows by outcome, those that ask something first."""
    lines = lines_of(upload.report.get("lines", []))
    groups = (
        Group(outcome, str(words), [line for line in lines if line.outcome == outcome])
        for outcome, words in AGENDA_OUTCOMES.items()
    )
    return [group for group in groups if group.lines]


def _answer(request: HttpRequest, desk: Desk, upload: Upload) -> HttpResponse:
    """Keep the answers; store the rows if that was asked for."""
    place = desk.place | {"code": upload.code}
    if upload.examined_at is None:
        return refused(request, _("This file has not been read yet."), desk.page, **place)
    answers = answers_given(request.POST, lines_of(upload.report.get("lines", [])), upload.answers)
    try:
        report = answer_upload(upload, answers, by=desk.standing.user, now=clock.now())
    except UploadGone:
        return gone(request, desk)
    if "store" in request.POST or report is None:
        return stored(request, desk, upload, SheetWishes())
    return done(request, _("Your answers are kept. Nothing is stored yet."), desk.page, **place)


def _desk(request: HttpRequest, conference: str, number: int) -> Desk:
    about = sheet_kinds.get(KIND)
    if about is None:
        raise Http404
    standing, forum = forum_for(request.user, conference, number, about.right)
    if not standing.may_edit(forum, now=clock.now()):
        raise PermissionDenied
    return Desk(standing=standing, kind=KIND, about=about, forum=forum)
