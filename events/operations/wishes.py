"""Doing what somebody wants in the editor, unless somebody else was first."""

from datetime import datetime, timedelta

from django.db import transaction

from events.access import authorise
from events.models import Conference, Deed, Session, Talk, User
from events.operations.moving import move_forum, move_session, resize_session, swap_rooms, swap_sessions
from events.operations.office.changes import Overtaken, Vanished, lock_row
from events.operations.running_order import pin_talk, place_talk, set_length, swap_talks
from events.rules.journal import LONGEST_MEMORY, rows_from_json
from events.rules.office.roles import Right
from events.rules.timetable.halves import DayClock
from events.rules.versions import session_version, talk_version
from events.rules.wishes import (
    MoveForum,
    MoveSession,
    MoveTalk,
    PinTalk,
    ResizeSession,
    SetLength,
    SwapRooms,
    SwapSessions,
    SwapTalks,
    Wish,
)


class WasFirst(Overtaken):
    """Somebody else has moved the item since the editor read it; `by` is who, if that is known."""

    def __init__(self, item: Session | Talk, by: User | None) -> None:
        super().__init__("version")
        self.item = item
        self.by = by


@transaction.atomic
def fulfil(conference: Conference, wish: Wish, clock: DayClock, *, by: User | None, now: datetime) -> None:
    """Do what is wished. Minutes are those of `clock`.

    Editors of one conference wait for each other, so that the second of two sees what the first has done. Raises
    WasFirst, Vanished for an item that is gone, and what the operation raises.
    """
    locked = lock_row(conference)
    authorise(by, Right.EDIT_PROGRAMME, locked)
    _Doing(locked, clock, by, now).do(wish)


class _Doing:
    """One wish with all that it needs."""

    def __init__(self, conference: Conference, clock: DayClock, by: User | None, now: datetime) -> None:
        self.conference = conference
        self.clock = clock
        self.by = by
        self.now = now

    def do(self, wish: Wish) -> None:
        if isinstance(wish, MoveForum):
            self._move_forum(wish)
        elif isinstance(wish, MoveTalk | SwapTalks | SetLength | PinTalk):
            self._do_with_talk(wish, self._talk(wish.talk, wish.version))
        else:
            self._do_with_session(wish, self._session(wish.session, wish.version))

    def _do_with_session(self, wish: MoveSession | ResizeSession | SwapSessions | SwapRooms, session: Session) -> None:
        by, now = self.by, self.now
        if isinstance(wish, MoveSession):
            room = None if wish.room is None else self.conference.rooms.get(pk=wish.room)
            move_session(session, room, self.clock.instant(wish.starts), by=by, now=now)
        elif isinstance(wish, ResizeSession):
            resize_session(session, self.clock.instant(wish.ends), by=by, now=now)
        else:
            swap = swap_rooms if isinstance(wish, SwapRooms) else swap_sessions
            swap(session, self._session(wish.other, wish.other_version), by=by, now=now)

    def _do_with_talk(self, wish: MoveTalk | SwapTalks | SetLength | PinTalk, talk: Talk) -> None:
        by, now = self.by, self.now
        if isinstance(wish, MoveTalk):
            session = self._session(wish.session) if wish.session else None
            place_talk(talk, session, wish.position, by=by, now=now)
        elif isinstance(wish, SwapTalks):
            swap_talks(talk, self._talk(wish.other, wish.other_version), by=by, now=now)
        elif isinstance(wish, SetLength):
            set_length(talk, timedelta(minutes=wish.minutes), by=by, now=now)
        else:
            pin_talk(talk, talk.starts_at if wish.is_pinned else None, by=by, now=now)

    def _move_forum(self, wish: MoveForum) -> None:
        forum = self.conference.forums.get(number=wish.forum)
        conference = self.conference
        room = conference.rooms.get(pk=wish.room)
        move_forum(forum, room=room, only_on=conference.day_of(self.clock.starts_at), by=self.by, now=self.now)

    def _session(self, code: str, version: str | None = None) -> Session:
        rows = self.conference.sessions.select_related("conference", "forum", "room")
        session = rows.filter(code=code).first()
        if session is None:
            raise Vanished
        there = session_version(room=session.room_id, starts_at=session.starts_at, ends_at=session.ends_at)
        if version is not None and version != there:
            raise WasFirst(session, self._who_was_first(session))
        return session

    def _talk(self, code: str, version: str) -> Talk:
        rows = self.conference.talks.select_related("conference", "forum", "session__forum", "session__conference")
        talk = rows.filter(code=code).first()
        if talk is None:
            raise Vanished
        there = talk_version(
            session=talk.session_id,
            after=_before(talk),
            length=talk.ends_at - talk.starts_at,
            is_pinned=talk.is_pinned,
        )
        if version != there:
            raise WasFirst(talk, self._who_was_first(talk))
        return talk

    def _who_was_first(self, item: Session | Talk) -> User | None:
        """Return who has changed this row last, as far as the journal's last entries tell."""
        deeds = Deed.objects.filter(conference=self.conference).select_related("by").order_by("-pk")
        for one in deeds[:LONGEST_MEMORY]:
            changed = {(change.model, change.key) for change in rows_from_json(one.rows)}
            if (item._meta.label_lower, item.pk) in changed:
                return one.by
        return None


def _before(talk: Talk) -> int | None:
    """Return the key of the talk before this one in its session; None if it is the first, or waits."""
    if talk.session is None:
        return None
    keys = list(talk.session.talks.order_by("starts_at", "position", "pk").values_list("pk", flat=True))
    place = keys.index(talk.pk)
    return keys[place - 1] if place else None
