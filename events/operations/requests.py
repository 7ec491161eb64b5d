"""Requests of a forum's hosts for changes of what the centre has locked."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from events.access import authorise
from events.models import ChangeRequest, Forum, Session, User
from events.operations.forums import change_forum
from events.operations.journal import deed
from events.operations.notices import Notice, tell_centre
from events.operations.office.changes import label_of, lock_row
from events.operations.request_answers import answer_request, close_request, record_request
from events.operations.sessions import change_session, named
from events.operations.times import refuse_session_outside, span_of
from events.queries.requests import Asked, Situation, asked_in, situation
from events.rules.edits import ForumEdit, SessionEdit
from events.rules.forums import LockedFact, RequestState
from events.rules.journal import DeedKind
from events.rules.office.roles import Right
from events.rules.requests import (
    DayValue,
    Repair,
    RequestFault,
    RoomValue,
    Slot,
    TimesValue,
    TitleValue,
    Value,
    fault_of,
    stored,
)

CHANGE_ASKED = "change_asked"
"""Kind of the letter that tells the centre about a request."""
FACTS: dict[type[Value], LockedFact] = {
    RoomValue: LockedFact.ROOM,
    DayValue: LockedFact.TIME,
    TimesValue: LockedFact.TIME,
    TitleValue: LockedFact.TITLE,
}


class RequestRefused(Exception):
    """The request was not made."""

    def __init__(self, fault: RequestFault) -> None:
        super().__init__(fault)
        self.fault = fault


class RequestClosed(Exception):
    """The request has been withdrawn or answered already; `state` says which."""

    def __init__(self, state: RequestState) -> None:
        super().__init__(state)
        self.state = state


class FactChanged(Exception):
    """The value, or what is in the way, is another than the page has shown. Nothing was changed."""


class RoomTaken(Exception):
    """Granting the request would put two sessions into one room at a time. `asked` knows which, and the ways out."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked.request.pk)
        self.asked = asked


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What hosts ask for: another value of one session, or of the forum with all its sessions, and why."""

    wanted: Value
    session: Session | None = None
    reason: str


@transaction.atomic
def ask_change(forum: Forum, wish: Wish, *, by: User | None, now: datetime) -> ChangeRequest:
    """Ask the centre for a change; writes to the centre. The old value stays in force.

    Raises RequestRefused, TimesRefused for times outside the conference, and DoesNotExist for a room or a session of
    another conference or forum.
    """
    authorise(by, Right.SPEAK_FOR_FORUM, forum)
    conference = forum.conference
    session = forum.sessions.get(pk=wish.session.pk) if wish.session else None
    here = situation(conference)
    seen = here.present(forum, session, wish.wanted)
    fault = fault_of(wish.wanted, seen=seen)
    if fault is not None or seen is None:
        raise RequestRefused(fault or RequestFault.NO_SESSION)
    _refuse_impossible(here, forum, session, wish.wanted)
    request = _store(forum, session, wish, seen, by=by, now=now)
    record_request("ask", request, wish.reason, by=by, now=now)
    tell_centre(conference, Notice(kind=CHANGE_ASKED, subject_key=str(request.pk)), by=by, now=now)
    return request


def _refuse_impossible(here: Situation, forum: Forum, session: Session | None, wanted: Value) -> None:
    if isinstance(wanted, RoomValue):
        here.conference.rooms.get(pk=wanted.rooms[0] or 0)
    elif isinstance(wanted, TimesValue):
        refuse_session_outside(here.conference, wanted.span)
    elif isinstance(wanted, DayValue):
        for row in here.sessions_of(forum.pk, session.pk if session else None):
            refuse_session_outside(here.conference, here.days.moved(span_of(row), wanted.days[0]))


def _store(
    forum: Forum, session: Session | None, wish: Wish, seen: Value, *, by: User | None, now: datetime
) -> ChangeRequest:
    try:
        with transaction.atomic():
            return ChangeRequest.objects.create(
                conference=forum.conference,
                forum=forum,
                session=session,
                about=label_of(session) if session else "",
                fact=FACTS[type(wish.wanted)],
                seen=stored(seen),
                wanted=stored(wish.wanted),
                reason=wish.reason,
                asked_by=by,
                asked_at=now,
            )
    except IntegrityError:
        raise RequestRefused(RequestFault.ALREADY_ASKED) from None


@transaction.atomic
def withdraw_request(request: ChangeRequest, *, by: User | None, now: datetime) -> None:
    """Withdraw a request of the forum's hosts. Raises RequestClosed if it is not open."""
    authorise(by, Right.SPEAK_FOR_FORUM, request.forum)
    close_request(_still_open(request), RequestState.WITHDRAWN, "", by=by, now=now)


@transaction.atomic
def decline_request(request: ChangeRequest, word: str, *, by: User | None, now: datetime) -> None:
    """Decline a request with a word to its hosts, who get a letter. Raises RequestClosed if it is not open."""
    authorise(by, Right.EDIT_PROGRAMME, request.conference)
    answer_request(_still_open(request), RequestState.DECLINED, word, by=by, now=now)


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """What the centre has seen and pressed: the mark of the situation shown (`Asked.mark`), a way out, and a word."""

    shown: str
    repair: Repair | None = None
    word: str = ""


@transaction.atomic
def accept_request(request: ChangeRequest, acceptance: Acceptance, *, by: User | None, now: datetime) -> RequestState:
    """Change what was asked for, in the draft, and write to the hosts.

    Returns ACCEPTED, or MOOT if what was asked for or about has been removed.

    Raises RequestClosed if the request is not open, FactChanged if the situation is another one than was shown,
    RoomTaken if a room is taken and `repair` is no way out, and TimesRefused if a talk would be outside its session.
    """
    authorise(by, Right.EDIT_PROGRAMME, request.conference)
    # Lock the conference first, in the same order as changes of sessions.
    conference = lock_row(request.conference)
    locked = _still_open(request)
    asked = asked_in(conference, [locked])[0]
    if asked.is_lost:
        answer_request(locked, RequestState.MOOT, acceptance.word, by=by, now=now)
        return RequestState.MOOT
    if asked.mark != acceptance.shown:
        raise FactChanged
    about = named(locked.session) if locked.session else locked.forum.title
    with deed(conference, DeedKind.GRANT_REQUEST, about=about, by=by, now=now):
        _grant(asked, acceptance, by=by, now=now)
    answer_request(locked, RequestState.ACCEPTED, acceptance.word, by=by, now=now)
    return RequestState.ACCEPTED


def _grant(asked: Asked, acceptance: Acceptance, *, by: User | None, now: datetime) -> None:
    if isinstance(asked.wanted, TitleValue):
        _entitle(asked.request, asked.wanted, by=by, now=now)
        return
    slots = asked.granted
    if asked.in_the_way:
        way = next((way for way in asked.ways if way.repair is acceptance.repair), None)
        if way is None:
            raise RoomTaken(asked)
        slots = way.slots
    _place(asked.situation, slots, by=by, now=now)


def _entitle(request: ChangeRequest, title: TitleValue, *, by: User | None, now: datetime) -> None:
    if request.session is not None:
        edit = replace(SessionEdit.of(request.session), title_zh=title.title_zh, title_en=title.title_en)
        change_session(request.session, edit, by=by, now=now)
    else:
        forum = replace(ForumEdit.of(request.forum), title_zh=title.title_zh, title_en=title.title_en)
        change_forum(request.forum, forum, by=by, now=now)


def _place(here: Situation, slots: tuple[Slot, ...], *, by: User | None, now: datetime) -> None:
    rows = {row.pk: row for row in here.sessions}
    for slot in slots:
        row = rows[slot.session]
        edit = replace(SessionEdit.of(row), room_id=slot.room, starts_at=slot.span.starts_at, ends_at=slot.span.ends_at)
        change_session(row, edit, by=by, now=now)


def _still_open(request: ChangeRequest) -> ChangeRequest:
    state = RequestState(lock_row(request).state)
    if state is not RequestState.OPEN:
        raise RequestClosed(state)
    return ChangeRequest.objects.select_related("conference", "forum", "session", "asked_by").get(pk=request.pk)
