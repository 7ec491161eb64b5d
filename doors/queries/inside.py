"""People inside at a session, while its day lasts."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from doors.models import Checkpoint
from doors.queries.board import calendar_of
from doors.queries.presence import people_inside
from events.models import Session


def is_its_day(session: Session, *, now: datetime) -> bool:
    """Return whether the session takes place on the event day of `now`."""
    calendar = calendar_of(session.conference)
    return calendar.day_of(session.starts_at) == calendar.day_of(now)


def counting_checkpoints(session: Session) -> QuerySet[Checkpoint]:
    """Return the active checkpoints that count the session's people: its own, then those of its room."""
    place = Q(session=session)
    if session.room_id:
        place |= Q(session__isnull=True, room=session.room_id)
    rows = session.conference.checkpoints.filter(place, is_active=True)
    return rows.order_by(F("session_id").asc(nulls_last=True), "pk")


def people_at(session: Session, *, now: datetime) -> int | None:
    """Return the number of people inside on the event day of `now`; None if no checkpoint counts them."""
    checkpoint = counting_checkpoints(session).first()
    if checkpoint is None:
        return None
    calendar = calendar_of(session.conference)
    return people_inside(session.conference_id, since=calendar.begin_of(calendar.day_of(now)))[checkpoint.pk]
