"""Roles of team members and the rights that each gives."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A member's role, from the most rights to the fewest."""

    OWNER = "owner"
    ORGANISER = "organiser"
    PROGRAMME_EDITOR = "programme_editor"
    FORUM_SECRETARY = "forum_secretary"
    REGISTRAR = "registrar"
    DOOR_LEAD = "door_lead"
    DOOR_STAFF = "door_staff"
    VIEWER = "viewer"


class Right(StrEnum):
    """A right that a page or an operation requires."""

    SEE_CONSOLE = "see_console"
    SEE_PROGRAMME = "see_programme"
    EDIT_OWN_FORUM = "edit_own_forum"
    SPEAK_FOR_FORUM = "speak_for_forum"
    """To ask the centre for changes and to answer its remarks, whether or not the forum may be edited."""
    EDIT_PROGRAMME = "edit_programme"
    PUBLISH = "publish"
    ACCEPT_CLASHES = "accept_clashes"
    SEE_DELEGATES = "see_delegates"
    EDIT_DELEGATES = "edit_delegates"
    PRINT_BADGES = "print_badges"
    SEE_ATTENDANCE = "see_attendance"
    MANAGE_DEVICES = "manage_devices"
    STAND_AT_DOOR = "stand_at_door"
    SET_UP = "set_up"
    MANAGE_TEAM = "manage_team"


_VIEWER = frozenset({Right.SEE_CONSOLE, Right.SEE_PROGRAMME})
_DOOR_STAFF = frozenset({Right.SEE_CONSOLE, Right.SEE_ATTENDANCE, Right.STAND_AT_DOOR})
_EDITOR = _VIEWER | {Right.EDIT_OWN_FORUM, Right.SPEAK_FOR_FORUM, Right.EDIT_PROGRAMME}
_REGISTRAR = frozenset(
    {
        Right.SEE_CONSOLE,
        Right.SEE_PROGRAMME,
        Right.SEE_DELEGATES,
        Right.EDIT_DELEGATES,
        Right.PRINT_BADGES,
        Right.SEE_ATTENDANCE,
    }
)
_DOOR_LEAD = _DOOR_STAFF | {Right.SEE_PROGRAMME, Right.SEE_DELEGATES, Right.MANAGE_DEVICES}
_ORGANISER = _EDITOR | _REGISTRAR | _DOOR_LEAD | {Right.PUBLISH, Right.SET_UP}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OWNER: frozenset(Right),
    Role.ORGANISER: _ORGANISER,
    Role.PROGRAMME_EDITOR: _EDITOR,
    Role.FORUM_SECRETARY: _VIEWER | {Right.EDIT_OWN_FORUM, Right.SPEAK_FOR_FORUM},
    Role.REGISTRAR: _REGISTRAR,
    Role.DOOR_LEAD: _DOOR_LEAD,
    Role.DOOR_STAFF: _DOOR_STAFF,
    Role.VIEWER: _VIEWER,
}


@dataclass(frozen=True)
class Grant:
    """The role of one membership and its scope: a forum, a conference, or the whole organisation if both are None."""

    role: Role
    conference_id: int | None = None
    forum_id: int | None = None


def rights_in(grants: Iterable[Grant], *, conference_id: int, forum_id: int | None = None) -> frozenset[Right]:
    """Return the rights that grants of one organisation give in one of its conferences, or in one of its forums.

    A grant for one forum counts fully in that forum only. In the conference as a whole it gives no more than the rights
    of a viewer, and in other forums nothing but the console: their drafts are not shown (`reach_of`).
    """
    rights: frozenset[Right] = frozenset()
    for grant in grants:
        if grant.conference_id is not None and grant.conference_id != conference_id:
            continue
        if grant.forum_id is not None and grant.forum_id != forum_id:
            rights |= RIGHTS[grant.role] & (_VIEWER if forum_id is None else {Right.SEE_CONSOLE})
            continue
        rights |= RIGHTS[grant.role]
    return rights


def rights_in_organisation(grants: Iterable[Grant]) -> frozenset[Right]:
    """Return the rights that the grants give in the organisation itself, such as to create a conference."""
    rights: frozenset[Right] = frozenset()
    for grant in grants:
        if grant.conference_id is None:
            rights |= RIGHTS[grant.role]
    return rights


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamInvitation:
    """A person to add to a conference's team, by e-mail address. A secretary also needs a forum.

    `name` is that of a new account; one that is there keeps its own.
    """

    email: str
    role: Role
    forum_id: int | None = None
    name: str = ""
