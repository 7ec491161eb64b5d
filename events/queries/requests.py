"""Requests for changes, beside what they ask to change as it is now."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from events.models import ChangeRequest, Conference, Forum, Room, Session
from events.rules.forums import RequestState
from events.rules.requests import (
    Days,
    RoomValue,
    Slot,
    TitleValue,
    Value,
    Way,
    granted,
    in_the_way,
    mark_of,
    present,
    read,
    ways_out,
)
from events.rules.spans import Span


@dataclass(frozen=True, kw_only=True)
class Situation:
    """The sessions and rooms of a conference, as far as requests depend on them."""

    conference: Conference
    sessions: tuple[Session, ...]
    rooms: dict[int, Room]

    @property
    def days(self) -> Days:
        """How the conference counts its days."""
        return Days(zone=self.conference.zone, day_starts_at=self.conference.day_starts_at)

    @property
    def seats(self) -> dict[int, int | None]:
        """The seats of each room."""
        return {key: room.capacity for key, room in self.rooms.items()}

    def sessions_of(self, forum: int, session: int | None) -> tuple[Session, ...]:
        """Return the session asked about, or all of the forum, in order of time."""
        own = (row for row in self.sessions if row.forum_id == forum)
        return tuple(row for row in own if session in {None, row.pk})

    def present(self, forum: Forum, session: Session | None, wanted: Value) -> Value | None:
        """Return the present value of what somebody wants to change; None if there is no session to change."""
        if isinstance(wanted, TitleValue):
            titled = session or forum
            return TitleValue(title_zh=titled.title_zh, title_en=titled.title_en)
        sessions = self.sessions_of(forum.pk, session.pk if session else None)
        return present([slot_of(row) for row in sessions], wanted, days=self.days)


def slot_of(session: Session) -> Slot:
    """Return where and when a session takes place."""
    return Slot(session=session.pk, room=session.room_id, span=Span(session.starts_at, session.ends_at))


def situation(conference: Conference) -> Situation:
    """Return the sessions and rooms of a conference; takes two queries."""
    rows = Session.objects.filter(conference=conference).select_related("forum", "room")
    return Situation(
        conference=conference,
        sessions=tuple(rows.order_by("starts_at", "pk")),
        rooms=Room.objects.in_bulk(list(conference.rooms.values_list("pk", flat=True))),
    )


@dataclass(frozen=True)
class Asked:
    """A request in the situation of its conference."""

    request: ChangeRequest
    situation: Situation

    @cached_property
    def seen(self) -> Value:
        """The value when it was asked."""
        return read(self.request.seen)

    @cached_property
    def wanted(self) -> Value:
        """The value asked for."""
        return read(self.request.wanted)

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions asked about, in order of time."""
        return self.situation.sessions_of(self.request.forum_id, self.request.session_id)

    @cached_property
    def now(self) -> Value | None:
        """The present value; None if what was asked about has been removed."""
        if self.request.about and self.request.session_id is None:
            return None
        if isinstance(self.wanted, RoomValue) and self.wanted.rooms[0] not in self.situation.rooms:
            return None
        return self.situation.present(self.request.forum, self.request.session, self.wanted)

    @property
    def is_lost(self) -> bool:
        """Whether the session, or the room asked for, has been removed."""
        return self.now is None

    @property
    def mark(self) -> str:
        """What a page sends back of the situation that it has shown: the present value, and what is in the way."""
        return "-".join([mark_of(self.now) if self.now is not None else "", *(str(row.pk) for row in self.in_the_way)])

    @property
    def is_changed(self) -> bool:
        """Whether the value is another one than when this was asked."""
        return self.now is not None and mark_of(self.now) != mark_of(self.seen)

    @cached_property
    def _slots(self) -> tuple[Slot, ...]:
        return tuple(slot_of(row) for row in self.sessions)

    @cached_property
    def granted(self) -> tuple[Slot, ...]:
        """Where and when the sessions would take place; empty for a title."""
        if isinstance(self.wanted, TitleValue):
            return ()
        return granted(self._slots, self.wanted, days=self.situation.days)

    @cached_property
    def _others(self) -> tuple[Slot, ...]:
        own = {row.pk for row in self.sessions}
        return tuple(slot_of(row) for row in self.situation.sessions if row.pk not in own and not row.is_cancelled)

    @cached_property
    def in_the_way(self) -> tuple[Session, ...]:
        """The sessions that would share a room and a time with those asked about."""
        keys = {slot.session for slot in in_the_way(self.granted, self._others)}
        return tuple(row for row in self.situation.sessions if row.pk in keys)

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """How the request can be granted although sessions are in the way."""
        return ways_out(self._slots, self.granted, self._others, seats=self.situation.seats)


def asked_in(conference: Conference, requests: Iterable[ChangeRequest]) -> list[Asked]:
    """Return requests of one conference in its present situation; takes two queries, and none without requests."""
    rows = list(requests)
    here = situation(conference) if rows else None
    return [Asked(row, here) for row in rows if here is not None]


def open_requests(conference: Conference) -> list[Asked]:
    """Return the open requests of a conference, oldest first; takes three queries."""
    rows = ChangeRequest.objects.filter(conference=conference, state=RequestState.OPEN)
    return asked_in(conference, rows.select_related("forum", "session", "asked_by"))


def requests_of(forum: Forum) -> list[ChangeRequest]:
    """Return all requests of a forum, newest first; takes one query."""
    rows = ChangeRequest.objects.filter(forum=forum).select_related("forum", "session", "asked_by", "answered_by")
    return list(rows.order_by("-asked_at", "-pk"))
