"""Asking who may edit a part of the programme, by the present state of its forum."""

from collections.abc import Collection

from events.access import authorise
from events.models import Forum, Session, Talk, User
from events.operations.office.changes import Vanished, lock_row
from events.rules.office.roles import Right


def authorise_edit(
    by: User | None,
    what: Forum | Session | Talk,
    *,
    changes: Collection[str] = (),
    locked: Collection[str] = (),
) -> None:
    """Raise Denied unless `by` may edit `what`; see `events.access.authorise`. Raises Vanished if it is gone.

    Reads the forum's state anew and locks its row until the transaction ends, so that nobody edits a forum that is
    approved at the same moment.
    """
    if by is not None:
        authorise(by, Right.EDIT_OWN_FORUM, _as_it_is_now(what), changes=changes, locked=locked)


def _as_it_is_now(what: Forum | Session | Talk) -> Forum | Session | Talk:
    if isinstance(what, Forum):
        return lock_row(what)
    # A talk may be in another session than when it was read, or in none.
    if isinstance(what, Talk):
        talk = Talk.objects.select_related("session").filter(pk=what.pk).first()
        if talk is None:
            raise Vanished
        if talk.session is None:
            return _waiting(talk)
        session = lock_row(talk.session)
    else:
        session = lock_row(what)
    if session.forum is not None:
        session.forum = lock_row(session.forum)
    return session


def _waiting(talk: Talk) -> Talk:
    locked = lock_row(talk)
    if locked.forum is not None:
        locked.forum = lock_row(locked.forum)
    return locked
