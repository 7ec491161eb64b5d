"""The to-do list of the overview: each line has the fact, the reason and one link to act on it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doors.queries.board import BoardRow
from doors.queries.overview import Figures, Waiting
from doors.queries.review import to_review
from doors.rules.board import ForumStatus, Square
from events.access import Standing
from events.rules.office.roles import Right

MOST = 9
URGENCIES = ("now", "soon", "")


@dataclass(frozen=True, kw_only=True)
class Todo:
    """One line of components/todo.html."""

    when: str
    urgency: str
    what: str
    why: str
    url: str
    verb: str


def todos(standing: Standing, waiting: Waiting, counted: Figures, board: list[BoardRow]) -> list[Todo]:
    """Return at most nine lines, most urgent first, for which this member has the right."""
    found = [
        *_at_the_doors(standing, board),
        *_at_review(standing),
        *_programme(standing, waiting, counted),
        *_desk(standing, waiting),
    ]
    return sorted(found, key=lambda todo: URGENCIES.index(todo.urgency))[:MOST]


def _at_the_doors(standing: Standing, board: list[BoardRow]) -> list[Todo]:
    found = []
    for row in board:
        place = {"n": f"{row.number:02}", "room": row.room.here}
        url = _url(standing, "console_forum", number=row.number) if standing.may(Right.SEE_PROGRAMME) else ""
        if row.status is ForumStatus.SPEAKER_MISSING:
            talk = next(title for square, title in row.squares if square is Square.ACT)
            found.append(_now(_("Forum %(n)s: a speaker is not here") % place, talk, url, _("View")))
        elif row.status is ForumStatus.OVERFULL:
            people = _("%(inside)s people, %(seats)s seats in %(room)s") % {
                "inside": row.inside,
                "seats": row.seats,
                "room": row.room.here,
            }
            found.append(_now(_("Forum %(n)s is over capacity") % place, people, url, _("View")))
    return found[:4]


def _at_review(standing: Standing) -> list[Todo]:
    n = to_review(standing.conference)
    if not n:
        return []
    what = ngettext("%(n)s door record needs a look", "%(n)s door records need a look", n) % {"n": n}
    why = _("Let in twice or by a supervisor, a doubtful time, or a revoked device")
    return [_today(what, why, _url(standing, "console_attendance_review"), _("View"))]


def _programme(standing: Standing, waiting: Waiting, counted: Figures) -> list[Todo]:
    found = []
    if counted.stopping and standing.may(Right.PUBLISH):
        what = ngettext("%(n)s clash prevents publication", "%(n)s clashes prevent publication", counted.stopping)
        why = _("A room or a person is booked twice")
        found.append(_now(what % {"n": counted.stopping}, why, _url(standing, "console_clashes"), _("Resolve")))
    if waiting.forums_submitted and standing.may(Right.EDIT_PROGRAMME):
        n = waiting.forums_submitted
        what = ngettext("%(n)s forum is submitted", "%(n)s forums are submitted", n) % {"n": n}
        found.append(
            _today(what, _("Its secretaries wait for approval"), _url(standing, "console_forums"), _("Approve"))
        )
    if waiting.sessions_without_room and standing.may(Right.EDIT_PROGRAMME):
        n = waiting.sessions_without_room
        what = ngettext("%(n)s session has no room", "%(n)s sessions have no room", n) % {"n": n}
        found.append(_today(what, "", _url(standing, "console_programme"), _("Assign")))
    if waiting.forums_drafting and standing.may(Right.EDIT_PROGRAMME):
        n = waiting.forums_drafting
        what = ngettext("%(n)s forum is being drafted", "%(n)s forums are being drafted", n) % {"n": n}
        found.append(_soon(what, _("Not submitted yet"), _url(standing, "console_forums"), _("View")))
    return found


def _desk(standing: Standing, waiting: Waiting) -> list[Todo]:
    found = []
    if waiting.applied and standing.may(Right.EDIT_DELEGATES):
        n = waiting.applied
        what = ngettext("%(n)s application waits", "%(n)s applications wait", n) % {"n": n}
        url = f"{_url(standing, 'console_delegates')}?state=applied"
        found.append(_today(what, _("Waiting for an answer"), url, _("Decide")))
    if waiting.closed_without_list and standing.may(Right.EDIT_PROGRAMME):
        n = waiting.closed_without_list
        what = ngettext("%(n)s closed session has no list", "%(n)s closed sessions have no list", n) % {"n": n}
        found.append(
            _today(what, _("The door would refuse everybody"), _url(standing, "console_programme"), _("Invite"))
        )
    if waiting.never_printed and standing.may(Right.PRINT_BADGES):
        n = waiting.never_printed
        what = ngettext("%(n)s badge is not printed", "%(n)s badges are not printed", n) % {"n": f"{n:,}"}
        found.append(
            _soon(what, _("Delegates can show the code on their phone"), _url(standing, "console_badges"), _("Print"))
        )
    return found


def _url(standing: Standing, name: str, **kwargs: int) -> str:
    return reverse(name, kwargs={"conference": standing.conference.slug, **kwargs})


def _now(what: str, why: str, url: str, verb: str) -> Todo:
    return Todo(when=_("now"), urgency="now", what=what, why=why, url=url, verb=verb)


def _today(what: str, why: str, url: str, verb: str) -> Todo:
    return Todo(when=_("today"), urgency="soon", what=what, why=why, url=url, verb=verb)


def _soon(what: str, why: str, url: str, verb: str) -> Todo:
    return Todo(when=_("soon"), urgency="", what=what, why=why, url=url, verb=verb)
