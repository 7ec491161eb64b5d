"""Sessions and the talks inside them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from events.models import Conference, Session, Talk, User
from events.operations.office.audit import record_in
from events.operations.office.changes import change_row, label_of, remove_row


@transaction.atomic
def add_session(conference: Conference, values: Mapping[str, object], *, by: User | None, now: datetime) -> Session:
    """Adds a session."""
    session = Session.objects.create(conference=conference, **values)
    record_in(conference, "add", session, by=by, now=now, details={"name": label_of(session)})
    return session


@transaction.atomic
def add_sessions(
    conference: Conference, sessions: Iterable[Mapping[str, object]], *, by: User | None, now: datetime
) -> list[Session]:
    """Adds sessions, all or none."""
    return [add_session(conference, values, by=by, now=now) for values in sessions]


@transaction.atomic
def add_talks(session: Session, talks: Iterable[Mapping[str, object]], *, by: User | None, now: datetime) -> list[Talk]:
    """Adds talks behind the others of their session, all or none."""
    return [add_talk(session, values, by=by, now=now) for values in talks]


@transaction.atomic
def change_session(session: Session, values: Mapping[str, object], *, by: User | None, now: datetime) -> None:
    """Changes a session. If its start moves and its length stays, its talks move along."""
    told = change_row(session, values, conference=session.conference, by=by, now=now)
    starts_at, ends_at = values.get("starts_at", session.starts_at), values.get("ends_at", session.ends_at)
    if "starts_at" not in told or not isinstance(starts_at, datetime) or not isinstance(ends_at, datetime):
        return
    shift = starts_at - session.starts_at
    if ends_at - session.ends_at == shift:
        _move_talks(session.talks.all(), shift)


def _move_talks(talks: Iterable[Talk], shift: timedelta) -> None:
    for talk in talks:
        talk.starts_at, talk.ends_at = talk.starts_at + shift, talk.ends_at + shift
        talk.save(update_fields=["starts_at", "ends_at"])


def remove_session(session: Session, *, by: User | None, now: datetime) -> None:
    """Removes a session with its talks and who appears in them; raises InUse while anything else points at it."""
    remove_row(session, conference=session.conference, by=by, now=now, but_for=["talk"])


@transaction.atomic
def add_talk(session: Session, values: Mapping[str, object], *, by: User | None, now: datetime) -> Talk:
    """Adds a talk behind the others of its session."""
    last = session.talks.aggregate(last=Max("position"))["last"] or 0
    talk = Talk.objects.create(conference=session.conference, session=session, position=last + 1, **values)
    record_in(session.conference, "add", talk, by=by, now=now, details={"name": label_of(talk)})
    return talk


def change_talk(talk: Talk, values: Mapping[str, object], *, by: User | None, now: datetime) -> None:
    """Changes a talk."""
    change_row(talk, values, conference=talk.conference, by=by, now=now)


def remove_talk(talk: Talk, *, by: User | None, now: datetime) -> None:
    """Removes a talk and who appears in it."""
    remove_row(talk, conference=talk.conference, by=by, now=now)
