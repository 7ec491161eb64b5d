"""The rooms that a forum could be moved to; two queries, however large the programme is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from events.models import Conference, Forum, Room, Session
from events.rules.moving import Choice, Hall, Stay, choices
from events.rules.spans import Span


@dataclass(frozen=True, slots=True)
class RoomChoice:
    """A room with what speaks against it."""

    room: Room
    choice: Choice


@dataclass(frozen=True, slots=True)
class ForumMove:
    """The sessions of a forum that would be moved, and the rooms they could be moved to."""

    sessions: tuple[Session, ...]
    rooms: tuple[RoomChoice, ...]

    @property
    def free(self) -> list[RoomChoice]:
        """The rooms that nothing else is in."""
        return [row for row in self.rooms if row.choice.is_free]

    @property
    def taken(self) -> list[RoomChoice]:
        """The rooms that something else is in."""
        return [row for row in self.rooms if not row.choice.is_free]

    @property
    def rooms_now(self) -> str:
        """The names of the rooms that the sessions are in, in the reader's language."""
        return " · ".join(dict.fromkeys(row.room.name.here for row in self.sessions if row.room))


def days_later(instant: datetime, days: int, conference: Conference) -> datetime:
    """Return the same local time some days later, also where the clocks change in between."""
    local = instant.astimezone(conference.zone)
    return datetime.combine(local.date() + timedelta(days=days), local.time(), conference.zone)


def forum_move(forum: Forum, *, days: int = 0, only_on: date | None = None) -> ForumMove:
    """Return what moving a forum, or its sessions of one day, by some days would meet in each room."""
    conference = forum.conference
    placed = Session.objects.filter(conference=conference, is_cancelled=False).select_related("forum", "room")
    everything = list(placed.order_by("starts_at", "pk"))
    own = [
        session
        for session in everything
        if session.forum_id == forum.pk and only_on in {None, conference.day_of(session.starts_at)}
    ]
    rooms = {room.pk: room for room in conference.rooms.all()}
    found = choices(
        [Hall(key=room.pk, seats=room.capacity) for room in rooms.values()],
        [_stay(session, conference, days=days) for session in own],
        [_stay(session, conference, days=0) for session in everything],
    )
    return ForumMove(tuple(own), tuple(RoomChoice(rooms[choice.room], choice) for choice in found))


def _stay(session: Session, conference: Conference, *, days: int) -> Stay:
    return Stay(
        session=session.code,
        forum=session.forum.number if session.forum else None,
        name=session.title or (session.forum.title if session.forum else session.title),
        room=session.room_id,
        span=Span(
            days_later(session.starts_at, days, conference),
            days_later(session.ends_at, days, conference),
        ),
    )
