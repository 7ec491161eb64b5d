"""The status of a delegate: valid code, check-in, place on the waiting list, invitations."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from events.models import Conference, Room
from events.queries.releases import current_index
from events.rules.programme import SessionItem
from registration.extensions import entry_sources
from registration.models import Credential, Delegate, DelegateState
from registration.queries.categories import waiting_for_same_places
from toolkit.text import Text


@dataclass(frozen=True)
class DelegateStatus:
    """The status shown on a delegate's own page.

    `code` is empty unless they are confirmed; `came_in_at` is when a door first let them in; `ahead` is the number of
    people before them on the waiting list, None if they are not on it.
    """

    code: str = ""
    came_in_at: datetime | None = None
    ahead: int | None = None


def status_of(delegate: Delegate) -> DelegateStatus:
    """Return the status of a delegate; at most two queries."""
    if delegate.state == DelegateState.WAITLISTED:
        return DelegateStatus(ahead=waiting_for_same_places(delegate.category).filter(_before(delegate)).count())
    if delegate.state != DelegateState.CONFIRMED:
        return DelegateStatus()
    credential = Credential.objects.filter(delegate=delegate, revoked_at__isnull=True).first()
    entries = [entry for source in entry_sources if (entry := source(delegate)) is not None]
    return DelegateStatus(code=credential.code if credential else "", came_in_at=min(entries, default=None))


def _before(delegate: Delegate) -> Q:
    """Match those on the waiting list who joined it before this delegate."""
    joined = delegate.decided_at or delegate.created_at
    return Q(joined_at__lt=joined) | Q(joined_at=joined, number__lt=delegate.number)


@dataclass(frozen=True)
class InvitedTo:
    """A published session that a delegate is invited to, with its room, which only those invited may know."""

    session: SessionItem
    room: Text


def invited_sessions(conference: Conference, delegate: Delegate) -> list[InvitedTo]:
    """Return the sessions that a confirmed delegate is invited to, by time; at most two queries."""
    return sessions_invited_to(conference, delegate) if delegate.state == DelegateState.CONFIRMED else []


def sessions_invited_to(conference: Conference, delegate: Delegate) -> list[InvitedTo]:
    """Return the sessions that a delegate is invited to, confirmed or not, by time; at most two queries.

    Sessions that are cancelled or not published yet are left out. The room of a closed-door session is in no release,
    so it is that of the row.
    """
    index = current_index(conference)
    if index is None:
        return []
    rows = delegate.invitations.filter(withdrawn_at__isnull=True).select_related("session__room")
    found = [
        InvitedTo(session=item, room=_room(row.session.room) if item.is_closed else index.room_name(item))
        for row in rows
        if (item := index.sessions.get(row.session.code)) is not None and not item.is_cancelled
    ]
    return sorted(found, key=lambda each: each.session.starts_at)


def _room(room: Room | None) -> Text:
    return room.name if room else Text()
