"""Bookings of rooms, and clashes of rooms and people."""

from collections import defaultdict
from collections.abc import Iterator

from events.extensions import booking_sources
from events.models import Conference, Session, Talk
from events.rules.bookings import Booking, Clash, Resource, clashes
from events.rules.programme import SessionKind

BOOKED = ("code", "title_zh", "title_en", "starts_at", "ends_at")
"""The columns of sessions and talks that a booking needs."""
BY_NAME = ("room__name_zh", "room__name_en", "forum__title_zh", "forum__title_en")


def programme_clashes(conference: Conference) -> tuple[Clash, ...]:
    """Return all clashes of rooms and people in the current draft of the programme."""
    return clashes(booking for source in booking_sources for booking in source(conference))


def clashes_of(
    conference: Conference, *, session: str, talk: str = "", knows_closed: bool = False
) -> tuple[Clash, ...]:
    """Return the clashes of a session, with those of its talks, or of one talk; what is asked about comes `first`.

    Who does not know what is in closed-door meetings is not told that somebody is in one.
    """
    seen = (clash.seen_from(session=session, talk=talk) for clash in programme_clashes(conference))
    return tuple(clash for clash in seen if clash and (knows_closed or not clash.second.is_closed))


def room_bookings(conference: Conference) -> Iterator[Booking]:
    """Yield the bookings of rooms by sessions and talks that are not cancelled.

    Sessions clash with sessions in the same room, talks only with talks of the same session.
    """
    talks: dict[int, list[Talk]] = defaultdict(list)
    held = Talk.objects.filter(conference=conference, is_cancelled=False, session__room__isnull=False)
    for talk in held.only(*BOOKED, "session"):
        if talk.session_id is not None:
            talks[talk.session_id].append(talk)
    sessions = Session.objects.filter(conference=conference, is_cancelled=False, room__isnull=False)
    for session in sessions.select_related("room", "forum").only(*BOOKED, "kind", *BY_NAME):
        its_talks = talks[session.pk]
        # A session with a single talk is known by the talk's title.
        yield _booking(session, f"{session.room_id}", session, named=its_talks[0] if len(its_talks) == 1 else session)
        for talk in its_talks:
            # The key includes the session because talks of two sessions would only repeat the clash of the sessions.
            yield _booking(talk, f"{session.room_id}/{session.pk}", session, named=talk)


def _booking(item: Session | Talk, key: str, session: Session, *, named: Session | Talk) -> Booking:
    room = session.room
    assert room is not None  # noqa: S101 - the query returns only sessions with a room
    return Booking(
        resource=Resource.ROOM,
        key=key,
        label=room.name,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        what=named.title or (session.forum.title if session.forum else session.title),
        block=f"{item._meta.model_name}{item.pk}",
        session=session.code,
        talk=item.code if isinstance(item, Talk) else "",
        is_closed=session.kind == SessionKind.CLOSED_DOOR,
    )
