"""Asking who may edit a part of the programme, by the present state of its forum."""

from collections.abc import Collection
from datetime import datetime

from events.access import authorise
from events.models import Forum, Session, Talk, User
from events.operations.office.changes import Vanished, lock_row
from events.rules.office.roles import Right


def authorise_edit(
    by: User | None,
    what: Forum | Session | Talk,
    *,
    now: datetime,
    changes: Collection[str] = (),
    locked: Collection[str] = (),
) -> None:
    """Raise Denied unless `by` may edit `what`; see `events.access.authorise`. Raises Vanished if it is gone.

    Reads the forum's state anew and locks its row until the transaction ends, so that nobody edits a forum that is
    submitted at the same moment.
    """
    if by is not None:
        authorise(by, Right.EDIT_OWN_FORUM, _as_it_is_now(what), changes=changes, locked=locked, now=now)


def _as_it_is_now(what: Forum | Session | Talk) -> Forum | Session | Talk:
    if isinstance(what, Forum):
        return lock_row(what)
    if isinstance(what, Session):
        return _with_forum(lock_row(what))
    # A talk may be in another session than when it was read, or in none.
    talk = Talk.objects.select_related("session").filter(pk=what.pk).first()
    if talk is None:
        raise Vanished
    return _with_forum(lock_row(talk.session) if talk.session else lock_row(talk))


def _with_forum(row: Session | Talk) -> Session | Talk:
    if row.forum is not None:
        row.forum = lock_row(row.forum)
    return row
