"""Console page: the desk of a forum, where its hosts prepare it and the centre reviews it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from events.access import Standing, forum_for
from events.extensions import forum_links
from events.forms.desk import (
    StandingWords,
    check_lines,
    named_people,
    people_page,
    person_standing,
    talk_standing,
    why_not_submitted,
)
from events.forms.forum import ForumForm, ForumTextsForm
from events.forms.submission import ReopenForm
from events.forms.waiting import waiting_lines
from events.models import Forum, Remark, Room
from events.operations.forums import NotReady, WrongForumState, change_forum, take_forum_step
from events.queries.desk import Desk, DeskSession, DeskTalk, desk_of, waits_for_hosts
from events.queries.programme import waiting_changes
from events.queries.requests import Asked, asked_in
from events.rules.desk import CastMember, everybody, shortened
from events.rules.forums import STEPS, ForumStep, LockedFact, RequestState
from events.rules.office.authority import KNOW_CLOSED, Denial
from events.rules.office.roles import Right
from events.rules.programme import TalkKind, day_of
from events.rules.requests import DayValue
from events.views.console.clashes import clashes_told
from events.views.console.page import offered, show
from toolkit import clock
from toolkit.pages import console_page, done, refused, sent, status_of


@dataclass(frozen=True)
class TalkRow:
    """A talk in the agenda, as the template draws it."""

    row: DeskTalk
    forum: Forum
    may_move: bool

    @property
    def minutes(self) -> int:
        """The length."""
        return int(self.row.facts.span.length.total_seconds()) // 60

    @property
    def is_break(self) -> bool:
        """Whether it is a break, which hosts do not move."""
        return self.row.facts.kind is TalkKind.BREAK

    @property
    def people(self) -> tuple[CastMember, ...]:
        """The people named in the row."""
        return named_people(self.row)[0]

    @property
    def count(self) -> int:
        """How many people there are, if not all are named."""
        return named_people(self.row)[1]

    @property
    def standing(self) -> StandingWords | None:
        """How it stands."""
        return talk_standing(self.row.facts)

    @property
    def people_url(self) -> str:
        """Where its people are chosen."""
        return people_page(self.row.talk, self.forum)

    @property
    def remark(self) -> Remark | None:
        """The one remark below the row: one that waits for an answer, or else the last."""
        return _first(self.row.remarks)


@dataclass(frozen=True)
class Overrun:
    """A session that ends too late: by how many minutes, and the length with which its last talk would end in time."""

    ends_at: datetime
    minutes: int
    last: DeskTalk | None
    length: int


@dataclass(frozen=True)
class SessionRow:
    """A session in the agenda. Of a closed-door meeting only the time and title are known to everybody."""

    row: DeskSession
    is_known: bool
    rows: tuple[TalkRow, ...]
    day: date
    opens_day: bool

    @property
    def minutes(self) -> int:
        """The length."""
        return int(self.row.facts.span.length.total_seconds()) // 60

    @property
    def remark(self) -> Remark | None:
        """The one remark below its head."""
        return _first(self.row.remarks)

    @property
    def overrun(self) -> Overrun | None:
        """What to say if its talks go on after its end."""
        facts = self.row.facts
        if not facts.overrun or self.row.session.is_cancelled:
            return None
        key, length = shortened(facts) or (0, facts.overrun)
        last = next((talk.row for talk in self.rows if talk.row.talk.pk == key), None)
        minutes = int(facts.overrun.total_seconds()) // 60
        return Overrun(facts.span.ends_at + facts.overrun, minutes, last, int(length.total_seconds()) // 60)


def _first(remarks: tuple[Remark, ...]) -> Remark | None:
    waiting = [remark for remark in remarks if waits_for_hosts(remark)]
    return waiting[0] if waiting else remarks[-1] if remarks else None


@dataclass(frozen=True)
class Fact:
    """One of the four facts at the head of the desk."""

    name: str
    fact: LockedFact
    is_locked: bool
    asked: Asked | None


@dataclass(frozen=True)
class Drawn:
    """The desk as one member sees it."""

    standing: Standing
    desk: Desk
    now: datetime

    @cached_property
    def rights(self) -> frozenset[Right]:
        """The member's rights in the forum."""
        return self.standing.rights_in_forum(self.desk.forum)

    @property
    def is_centre(self) -> bool:
        """Whether the member edits the whole programme."""
        return self.standing.may(Right.EDIT_PROGRAMME)

    @property
    def speaks(self) -> bool:
        """Whether the member asks and answers for the hosts."""
        return Right.SPEAK_FOR_FORUM in self.rights

    @cached_property
    def denial(self) -> Denial | None:
        """Why the member may not edit the forum."""
        return self.standing.edit_denial(self.desk.forum, now=self.now)

    @property
    def may_edit(self) -> bool:
        """Whether the member may edit the forum."""
        return self.denial is None

    @property
    def may_submit(self) -> bool:
        """Whether the member is a host who can submit the forum now, once nothing is missing."""
        states = STEPS[ForumStep.SUBMIT][0]
        return self.speaks and not self.is_centre and self.may_edit and self.desk.forum.state in states

    @property
    def remarks(self) -> list[Remark]:
        """The remarks about the forum as a whole, for those who answer them and for the centre."""
        whole = (each for each in self.desk.remarks if each.session_id is None and each.talk_id is None)
        return list(whole) if self.speaks else []

    @cached_property
    def asked(self) -> list[Asked]:
        """The requests of the hosts, newest first; two queries if there are any."""
        return asked_in(self.standing.conference, self.desk.requests) if self.speaks else []

    @cached_property
    def sessions(self) -> tuple[SessionRow, ...]:
        """The agenda."""
        knows_closed, conference = bool(self.rights & KNOW_CLOSED), self.standing.conference
        rows: list[SessionRow] = []
        for row in self.desk.sessions:
            is_known = knows_closed or not row.is_closed_door
            talks = tuple(TalkRow(talk, self.desk.forum, self.may_edit) for talk in row.talks) if is_known else ()
            day = day_of(row.session.starts_at, zone=conference.zone, day_starts_at=conference.day_starts_at)
            rows.append(SessionRow(row, is_known, talks, day, not rows or rows[-1].day != day))
        return tuple(rows)

    @property
    def waiting(self) -> tuple[TalkRow, ...]:
        """The talks in no session."""
        return tuple(TalkRow(talk, self.desk.forum, self.may_edit) for talk in self.desk.waiting)

    @property
    def days(self) -> list[date]:
        """The days on which it has sessions."""
        return list(dict.fromkeys(row.day for row in self.sessions))

    @property
    def rooms(self) -> list[Room]:
        """The rooms of its sessions that everybody may know."""
        rooms = (row.row.session.room for row in self.sessions if row.is_known)
        return list(dict.fromkeys(room for room in rooms if room is not None))

    @property
    def facts(self) -> dict[str, Fact]:
        """The four facts, with what is asked for of each."""
        locks = self.standing.conference.locks
        open_ones = [asked for asked in self.asked if asked.request.state == RequestState.OPEN]

        def fact(name: str, kind: LockedFact, *, is_locked: bool, is_day: bool = False) -> Fact:
            own = (
                each for each in open_ones if each.request.fact == kind and isinstance(each.wanted, DayValue) == is_day
            )
            return Fact(name, kind, is_locked or not self.may_edit, next(own, None))

        return {
            "room": fact("room", LockedFact.ROOM, is_locked=locks.rooms),
            "day": fact("day", LockedFact.TIME, is_locked=locks.times, is_day=True),
            "time": fact("time", LockedFact.TIME, is_locked=locks.times),
            "title": fact("title", LockedFact.TITLE, is_locked=locks.titles),
        }

    @property
    def people(self) -> list[tuple[CastMember, StandingWords]]:
        """Everybody on stage, with how they stand; those who need attention first."""
        if not self.rights & KNOW_CLOSED and any(row.is_closed_door for row in self.desk.sessions):
            return []
        return [(member, person_standing(member)) for member in everybody(self.desk.facts)]

    @property
    def is_shut(self) -> bool:
        """Whether the deadline has passed for the hosts."""
        forum, by = self.desk.forum, self.standing.conference.submit_by
        return by is not None and self.now > max(by, forum.reopened_until or by)

    @property
    def days_left(self) -> int | None:
        """How many whole days are left until the deadline; None without one, or after it."""
        until = self.closes_at
        return None if until is None or until < self.now else (until - self.now).days

    @property
    def closes_at(self) -> datetime | None:
        """When the hosts can edit no more: the deadline, or the end of the reopening after it."""
        by, reopened = self.standing.conference.submit_by, self.desk.forum.reopened_until
        return max(by, reopened) if by and reopened else by


@console_page("GET", "HEAD", "POST")
def edit_forum(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """Show the desk of a forum, and change the forum's texts."""
    standing, forum = forum_for(request.user, conference, number, Right.SEE_PROGRAMME)
    is_centre, now = standing.may(Right.EDIT_PROGRAMME), clock.now()
    form = (ForumForm if is_centre else ForumTextsForm)(sent(request), instance=forum)
    if not is_centre:
        form.lock(standing.conference.locks.forum_columns)
    if request.method == "POST":
        if not standing.may_edit(forum, now=now):
            raise PermissionDenied
        with clashes_told(request, standing):
            if form.is_valid():
                edit = form.edit()
                change_forum(forum, edit, by=standing.user, now=now)
                return done(request, _("Saved."), "console_forum", conference=conference, number=edit.number)
    return draw(request, standing, forum, form=form, now=now)


def draw(
    request: HttpRequest, standing: Standing, forum: Forum, *, form: ForumTextsForm, now: datetime
) -> HttpResponse:
    """Return the page of a forum's desk."""
    desk = desk_of(forum)
    drawn = Drawn(standing, desk, now)
    context = {
        "form": form,
        "forum": forum,
        "desk": desk,
        "drawn": drawn,
        "steps": desk.steps,
        "checks": check_lines(desk) if drawn.speaks else [],
        "required": sum(check.is_required for check in desk.checks),
        "why_not": why_not_submitted(desk),
        "waiting": waiting_lines(waiting_changes(forum), standing.conference.zone) if drawn.speaks else [],
        "links": offered(forum_links, forum, drawn.rights, may_edit=drawn.may_edit),
        "reopen": ReopenForm(standing.conference, now=now) if drawn.is_centre else None,
        "now": now,
    }
    return show(request, standing, "events/console/forum.html", context, here="console_forums", status=status_of(form))


@console_page("POST")
def step_forum(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """Submit, approve or return a forum."""
    standing, forum = forum_for(request.user, conference, number, Right.EDIT_OWN_FORUM)
    asked = request.POST.get("step", "")
    place: dict[str, str | int] = {"conference": conference, "number": number}
    if asked not in set(ForumStep):
        return refused(request, _("Unknown step."), "console_forum", **place)
    try:
        with clashes_told(request, standing):
            take_forum_step(forum, ForumStep(asked), by=standing.user, now=clock.now())
    except NotReady:
        return refused(request, _("Settle the required items first."), "console_forum", **place)
    except WrongForumState:
        return refused(
            request,
            _("The forum’s state has changed since you opened the page. Please check it again."),
            "console_forum",
            **place,
        )
    words = {
        ForumStep.SUBMIT: _("Submitted to the organisers for approval."),
        ForumStep.APPROVE: _("Approved."),
        ForumStep.RETURN: _("Returned to its secretaries."),
    }
    return done(request, words[ForumStep(asked)], "console_forum", **place)
