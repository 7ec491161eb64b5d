"""Who may do a deed: the one rule that every operation with a `by` asks, through `events.access.authorise`."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from events.rules.forums import ForumState
from events.rules.office.roles import Grant, Right, rights_in, rights_in_organisation

KNOW_CLOSED = frozenset({Right.EDIT_PROGRAMME, Right.EDIT_OWN_FORUM, Right.EDIT_DELEGATES})
"""One of these rights is needed to know the people, the content and the room of a closed-door session."""

SESSION_FIELDS_OF_CENTRE = frozenset(
    {"kind", "forum_id", "label", "access", "capacity", "starts_at", "ends_at", "room_id", "is_cancelled"}
)
"""The columns of a session that a forum's secretary sees and cannot change."""

FORUM_FIELDS_OF_CENTRE = frozenset({"number", "group_id"})
"""The columns of a forum that its secretary sees and cannot change."""


class Denial(StrEnum):
    """Why somebody may not do something."""

    NOT_A_MEMBER = "not_a_member"
    NO_RIGHT = "no_right"
    NOT_DRAFTING = "not_drafting"
    FIELD_LOCKED = "field_locked"


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a deed is about: an organisation, one of its conferences, or a forum with its editing state."""

    conference_id: int | None = None
    forum_id: int | None = None
    forum_state: ForumState | None = None
    is_closed_door: bool = False


def rights_at(target: Target, grants: Iterable[Grant]) -> frozenset[Right]:
    """Return what these grants of one organisation allow at a target.

    Behind a closed door nobody has any right who neither edits the session nor invites to it.
    """
    if target.conference_id is None:
        return rights_in_organisation(grants)
    rights = rights_in(grants, conference_id=target.conference_id, forum_id=target.forum_id)
    return frozenset() if target.is_closed_door and not rights & KNOW_CLOSED else rights


def denial(
    right: Right,
    target: Target,
    grants: Collection[Grant],
    *,
    changes: Collection[str] = (),
    locked: Collection[str] = (),
) -> Denial | None:
    """Return why a member with these grants may not do what `right` is asked for; None if they may.

    The centre (Right.EDIT_PROGRAMME) edits forums in every state. A secretary (Right.EDIT_OWN_FORUM alone) edits their
    own forum while it is being drafted, and none of the fields in `locked`. `changes` are the fields that the deed
    changes.
    """
    if not grants:
        return Denial.NOT_A_MEMBER
    rights = rights_at(target, grants)
    if right not in rights:
        return Denial.NO_RIGHT
    if right is not Right.EDIT_OWN_FORUM or Right.EDIT_PROGRAMME in rights:
        return None
    if target.forum_state is not ForumState.DRAFTING:
        return Denial.NOT_DRAFTING
    return Denial.FIELD_LOCKED if set(changes) & set(locked) else None
