"""Moving sessions: to another place, two against each other, or all those of a forum. One deed each."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from events.access import authorise
from events.models import Conference, Forum, Room, Session, User
from events.operations.journal import deed
from events.operations.office.changes import lock_row
from events.operations.sessions import change_session, named
from events.queries.moving import days_later
from events.rules.edits import SessionEdit
from events.rules.journal import DeedKind
from events.rules.moving import MoveFault
from events.rules.office.roles import Right


class MoveRefused(Exception):
    """Nothing was moved."""

    def __init__(self, fault: MoveFault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def move_session(session: Session, room: Room | None, starts_at: datetime, *, by: User | None, now: datetime) -> None:
    """Put a session with its talks into a room at a time; it keeps its length. Raises what `change_session` raises."""
    shift = starts_at - session.starts_at
    edit = replace(
        SessionEdit.of(session),
        room_id=room.pk if room else None,
        starts_at=starts_at,
        ends_at=session.ends_at + shift,
    )
    change_session(session, edit, by=by, now=now)


@transaction.atomic
def resize_session(session: Session, ends_at: datetime, *, by: User | None, now: datetime) -> None:
    """Let a session end at another time; its talks stay. Raises what `change_session` raises."""
    change_session(session, replace(SessionEdit.of(session), ends_at=ends_at), by=by, now=now)


@transaction.atomic
def swap_sessions(first: Session, second: Session, *, by: User | None, now: datetime) -> None:
    """Let two sessions of a conference change rooms and starts; each keeps its length and its talks."""
    conference = _two_of_one(first, second)
    with deed(conference, DeedKind.SWAP_SESSIONS, about=named(first), by=by, now=now, sessions=[first, second]):
        places = [(first, second.room, second.starts_at), (second, first.room, first.starts_at)]
        for session, room, starts_at in places:
            move_session(session, room, starts_at, by=by, now=now)


@transaction.atomic
def swap_rooms(first: Session, second: Session, *, by: User | None, now: datetime) -> None:
    """Let two sessions of a conference change rooms; each stays at its time."""
    conference = _two_of_one(first, second)
    with deed(conference, DeedKind.SWAP_ROOMS, about=named(first), by=by, now=now, sessions=[first, second]):
        for session, room in ((first, second.room), (second, first.room)):
            move_session(session, room, session.starts_at, by=by, now=now)


@transaction.atomic
def swap_whole_rooms(
    first: Room, second: Room, *, only_on: date | None = None, by: User | None, now: datetime
) -> list[Session]:
    """Let everything in two rooms of a conference change rooms, on all days or on one; the times stay.

    Returns the sessions that were moved; raises MoveRefused if there are none.
    """
    conference = lock_row(first.conference)
    authorise(by, Right.EDIT_PROGRAMME, conference)
    conference.rooms.get(pk=second.pk)
    if first.pk == second.pk:
        raise MoveRefused(MoveFault.ONE_AND_THE_SAME)
    rows = Session.objects.filter(room__in=[first, second]).select_related("conference", "forum", "room")
    sessions = [row for row in rows if only_on in {None, conference.day_of(row.starts_at)}]
    if not sessions:
        raise MoveRefused(MoveFault.NO_SESSIONS)
    with deed(conference, DeedKind.SWAP_ROOMS, about=first.name, by=by, now=now, sessions=sessions):
        for session in sessions:
            room = second if session.room_id == first.pk else first
            move_session(session, room, session.starts_at, by=by, now=now)
    return sessions


def _two_of_one(first: Session, second: Session) -> Conference:
    conference = lock_row(first.conference)  # before its sessions, in the same order as moving one
    conference.sessions.get(pk=second.pk)
    if first.pk == second.pk:
        raise MoveRefused(MoveFault.ONE_AND_THE_SAME)
    return conference


@transaction.atomic
def move_forum(
    forum: Forum,
    *,
    room: Room | None = None,
    days: int = 0,
    only_on: date | None = None,
    by: User | None,
    now: datetime,
) -> list[Session]:
    """Move all sessions of a forum, or those of one day, to another room, by a number of days, or both.

    Without `room` each session stays in its room. Returns the sessions that were moved; raises MoveRefused if there are
    none or nothing would change, DoesNotExist for a room of another conference, and what `change_session` raises.
    """
    conference = lock_row(forum.conference)
    authorise(by, Right.EDIT_PROGRAMME, forum)
    if room is not None:
        conference.rooms.get(pk=room.pk)
    if room is None and not days:
        raise MoveRefused(MoveFault.NOTHING_CHOSEN)
    sessions = _sessions_on(forum, only_on)
    if not sessions:
        raise MoveRefused(MoveFault.NO_SESSIONS)
    with deed(conference, DeedKind.MOVE_FORUM, about=forum.title, by=by, now=now, sessions=sessions):
        for session in sessions:
            starts_at = days_later(session.starts_at, days, conference)
            move_session(session, room or session.room, starts_at, by=by, now=now)
    return sessions


def _sessions_on(forum: Forum, day: date | None) -> list[Session]:
    rows: Iterable[Session] = forum.sessions.select_related("conference", "forum", "room").order_by("starts_at", "pk")
    return [row for row in rows if day in {None, row.conference.day_of(row.starts_at)}]
