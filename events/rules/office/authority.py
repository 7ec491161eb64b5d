"""The authorisation rule. Every operation with a `by` applies it through `events.access.authorise`."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from events.rules.forums import ForumState
from events.rules.office.roles import Grant, Right, rights_in, rights_in_organisation

KNOW_CLOSED = frozenset({Right.EDIT_PROGRAMME, Right.EDIT_OWN_FORUM, Right.EDIT_DELEGATES})
"""Members need one of these rights to see the people, content and room of a closed-door session."""

HOSTS_EDIT_IN = frozenset({ForumState.DRAFTING, ForumState.RETURNED, ForumState.APPROVED})
"""The states in which a forum's hosts may edit it. What they change of an approved forum waits to be approved."""


class Denial(StrEnum):
    """Why an action is denied."""

    NOT_A_MEMBER = "not_a_member"
    NO_RIGHT = "no_right"
    NOT_DRAFTING = "not_drafting"
    PAST_DEADLINE = "past_deadline"
    FIELD_LOCKED = "field_locked"


@dataclass(frozen=True, kw_only=True)
class Target:
    """The object of an action: an organisation, one of its conferences, or a forum with its editing state.

    `is_shut` tells whether the forum's hosts are too late; it is None where nobody has asked what time it is.
    """

    conference_id: int | None = None
    forum_id: int | None = None
    forum_state: ForumState | None = None
    is_shut: bool | None = None
    is_closed_door: bool = False


def rights_at(target: Target, grants: Iterable[Grant]) -> frozenset[Right]:
    """Return the rights that grants of one organisation give at a target.

    At a closed-door session, members without a right in `KNOW_CLOSED` have no rights at all.
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
    """Return why a member with these grants may not use `right` at the target, or None if they may.

    With Right.EDIT_PROGRAMME a member may edit forums in every state. A secretary, who only has Right.EDIT_OWN_FORUM,
    may edit their forum until the deadline, unless it is with the centre (HOSTS_EDIT_IN), and except for the fields in
    `locked`. `changes` names the fields that the action changes. Raises ValueError for a target without `is_shut`, if
    the answer depends on it.
    """
    if not grants:
        return Denial.NOT_A_MEMBER
    rights = rights_at(target, grants)
    if right not in rights:
        return Denial.NO_RIGHT
    if right is not Right.EDIT_OWN_FORUM or Right.EDIT_PROGRAMME in rights:
        return None
    if target.is_shut is None:
        raise ValueError("Whether a secretary may edit depends on the time.")
    if target.forum_state not in HOSTS_EDIT_IN:
        return Denial.NOT_DRAFTING
    if target.is_shut:
        return Denial.PAST_DEADLINE
    return Denial.FIELD_LOCKED if set(changes) & set(locked) else None
