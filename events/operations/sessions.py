"""Sessions and the talks inside them."""

from collections.abc import Container, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from events.access import authorise
from events.models import Conference, Session, Talk, User
from events.operations.editing import authorise_edit
from events.operations.journal import deed
from events.operations.office.audit import record_in
from events.operations.office.changes import change_row, label_of, lock_row, remove_row
from events.operations.request_answers import let_requests_lapse
from events.operations.times import lock_times, refuse_left_out, refuse_session_outside, refuse_talk_outside, span_of
from events.rules.edits import SessionEdit, TalkEdit
from events.rules.journal import DeedKind
from events.rules.office.roles import Right
from events.rules.spans import Span, TimesFault, shift_of_talks
from toolkit.text import Text

TIMES = frozenset({"starts_at", "ends_at"})
PLACE = TIMES | {"room_id"}


def named(session: Session) -> Text:
    """Return what a session is called: by its own title, or by its forum's."""
    return session.title or (session.forum.title if session.forum else Text())


@transaction.atomic
def add_session(conference: Conference, edit: SessionEdit, *, by: User | None, now: datetime) -> Session:
    """Add a session; raises TimesRefused if it does not lie within a day of the conference."""
    return add_sessions(conference, [edit], by=by, now=now)[0]


@transaction.atomic
def add_sessions(
    conference: Conference, sessions: Iterable[SessionEdit], *, by: User | None, now: datetime
) -> list[Session]:
    """Add sessions, all or none; raises TimesRefused if one does not lie within a day of the conference."""
    authorise(by, Right.EDIT_PROGRAMME, conference)
    wanted = list(sessions)
    about = Text(wanted[0].title_zh, wanted[0].title_en) if wanted else Text()
    with deed(conference, DeedKind.ADD_SESSIONS, about=about, by=by, now=now) as log:
        added = [_add_session(conference, edit, by=by, now=now) for edit in wanted]
        log.adds(sessions=added)
    return added


def _add_session(conference: Conference, edit: SessionEdit, *, by: User | None, now: datetime) -> Session:
    refuse_session_outside(conference, span_of(edit))
    _refuse_foreign(conference, edit, changes={"forum_id", "room_id"})
    session = Session.objects.create(conference=conference, **edit.columns())
    record_in(conference, "add", session, by=by, now=now, details={"name": label_of(session)})
    return session


def _refuse_foreign(conference: Conference, edit: SessionEdit, *, changes: Container[str]) -> None:
    """Raise DoesNotExist for a forum or a room of another conference."""
    if edit.forum_id is not None and "forum_id" in changes:
        conference.forums.get(pk=edit.forum_id)
    if edit.room_id is not None and "room_id" in changes:
        conference.rooms.get(pk=edit.room_id)


@transaction.atomic
def change_session(session: Session, edit: SessionEdit, *, by: User | None, now: datetime) -> None:
    """Change a session; its talks move along with it (`shift_of_talks`).

    Its forum's secretary may change what the conference has not locked. Raises TimesRefused for a session that does not
    lie within a day of the conference, or too short for one of its talks.
    """
    conference = session.conference
    changes = edit.changes(session)
    is_moved = bool(TIMES & set(changes))
    if is_moved:
        # Lock the conference before the session, in the same order as an import.
        refuse_session_outside(conference, span_of(edit))
    authorise_edit(by, session, now=now, changes=changes, locked=conference.locks.session_columns)
    _refuse_foreign(conference, edit, changes=changes)
    kind = DeedKind.MOVE_SESSION if changes and set(changes) <= PLACE else DeedKind.CHANGE_SESSION
    with deed(conference, kind, about=named(session), by=by, now=now, sessions=[session]):
        if is_moved:
            _take_talks_along(session, before=lock_times(session), after=span_of(edit))
        change_row(session, edit, conference=conference, by=by, now=now)


def _take_talks_along(session: Session, *, before: Span, after: Span) -> None:
    shift = shift_of_talks(before, after)
    talks = list(Talk.objects.filter(session=session))
    refuse_left_out(TimesFault.TALK_LEFT_OUT, talks, before=before, after=_shifted(after, -shift))
    if shift:
        _move_talks(talks, shift)


def _shifted(span: Span, shift: timedelta) -> Span:
    return Span(span.starts_at + shift, span.ends_at + shift)


def _move_talks(talks: list[Talk], shift: timedelta) -> None:
    for talk in talks:
        talk.starts_at, talk.ends_at = talk.starts_at + shift, talk.ends_at + shift
    Talk.objects.bulk_update(talks, ["starts_at", "ends_at"])


@transaction.atomic
def remove_session(session: Session, *, by: User | None, now: datetime) -> None:
    """Remove a session with its talks, their people and remarks; requests about it lapse.

    Raises InUse while anything else points at it.
    """
    conference = session.conference
    authorise(by, Right.EDIT_PROGRAMME, session)
    let_requests_lapse(session, by=by, now=now)
    with deed(conference, DeedKind.REMOVE_SESSION, about=named(session), by=by, now=now, sessions=[session]):
        remove_row(session, conference=conference, by=by, now=now, but_for=["talk", "remark", "changerequest"])


@transaction.atomic
def add_talk(session: Session, edit: TalkEdit, *, by: User | None, now: datetime) -> Talk:
    """Add a talk after the others of its session; raises TimesRefused if it is outside the session."""
    return add_talks(session, [edit], by=by, now=now)[0]


@transaction.atomic
def add_talks(session: Session, talks: Iterable[TalkEdit], *, by: User | None, now: datetime) -> list[Talk]:
    """Add talks after the others of their session, all or none; raises TimesRefused if one is outside the session."""
    conference = session.conference
    authorise_edit(by, session, now=now)
    wanted = list(talks)
    about = Text(wanted[0].title_zh, wanted[0].title_en) if wanted else Text()
    with deed(conference, DeedKind.ADD_TALKS, about=about, by=by, now=now, sessions=[session]):
        return [_add_talk(session, edit, by=by, now=now) for edit in wanted]


def _add_talk(session: Session, edit: TalkEdit, *, by: User | None, now: datetime) -> Talk:
    refuse_talk_outside(session, span_of(edit))
    last = session.talks.aggregate(last=Max("position"))["last"] or 0
    talk = Talk.objects.create(conference=session.conference, session=session, position=last + 1, **edit.columns())
    record_in(session.conference, "add", talk, by=by, now=now, details={"name": label_of(talk)})
    return talk


@transaction.atomic
def change_talk(talk: Talk, edit: TalkEdit, *, by: User | None, now: datetime) -> None:
    """Change a talk; raises TimesRefused if it is moved out of its session."""
    authorise_edit(by, talk, now=now)
    with deed(talk.conference, DeedKind.CHANGE_TALK, about=talk.title, by=by, now=now, talks=[talk]):
        if talk.session is not None and TIMES & set(edit.changes(talk)):
            lock_row(talk.session)  # before the talk, in the same order as `change_session`
            lock_times(talk)
            refuse_talk_outside(talk.session, span_of(edit))
        change_row(talk, edit, conference=talk.conference, by=by, now=now)


@transaction.atomic
def remove_talk(talk: Talk, *, by: User | None, now: datetime) -> None:
    """Remove a talk with its people and remarks."""
    authorise_edit(by, talk, now=now)
    with deed(talk.conference, DeedKind.REMOVE_TALK, about=talk.title, by=by, now=now, talks=[talk]):
        remove_row(talk, conference=talk.conference, by=by, now=now, but_for=["remark"])
