"""What is taken, and what is taken twice."""

from collections import defaultdict
from collections.abc import Iterator

from events.extensions import booking_sources
from events.models import Conference, Session, Talk
from events.rules.bookings import Booking, Clash, Resource, clashes


def programme_clashes(conference: Conference) -> tuple[Clash, ...]:
    """Every clash of rooms and people in the programme as it stands."""
    return clashes(booking for source in booking_sources for booking in source(conference))


def room_bookings(conference: Conference) -> Iterator[Booking]:
    """The rooms: a session takes its room, and inside it talks take it from each other. What is off takes none."""
    talks: dict[int, list[Talk]] = defaultdict(list)
    for talk in Talk.objects.filter(conference=conference, is_cancelled=False, session__room__isnull=False):
        talks[talk.session_id].append(talk)
    sessions = Session.objects.filter(conference=conference, is_cancelled=False, room__isnull=False)
    for session in sessions.select_related("room", "forum"):
        its_talks = talks[session.pk]
        # A block of one talk is known by the talk's title.
        yield _booking(session, f"{session.room_id}", session, named=its_talks[0] if len(its_talks) == 1 else session)
        for talk in its_talks:
            # A key of its own for each session: between sessions, the sessions themselves clash.
            yield _booking(talk, f"{session.room_id}/{session.pk}", session, named=talk)


def _booking(item: Session | Talk, key: str, session: Session, *, named: Session | Talk) -> Booking:
    room = session.room
    assert room is not None  # noqa: S101 - the query asks for sessions with a room
    return Booking(
        resource=Resource.ROOM,
        key=key,
        label=room.name,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        what=named.title or (session.forum.title if session.forum else session.title),
        block=f"{item._meta.model_name}{item.pk}",
    )
