"""Team members and the state of their invitations."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from events.models import Conference, Forum, Letter, Membership, User
from events.rules.office.roles import RIGHTS, Right, Role

TEAM_INVITED = "team_invited"
"""Kind of the letter that tells a user about a new role."""


@dataclass(frozen=True, slots=True)
class Invited:
    """A team member, with the latest letter about the role, if there is one."""

    member: Membership
    letter: Letter | None

    @property
    def has_signed_in(self) -> bool:
        """Whether the user has signed in since getting the role.

        Show no more than this: the time of the sign-in may be the business of another organisation.
        """
        last = self.member.user.last_login
        return last is not None and last >= self.member.created_at


def with_letters(members: Iterable[Membership]) -> list[Invited]:
    """Return the members in the same order, each with the latest letter. All letters take one query."""
    rows = list(members)
    letters = Letter.objects.filter(kind=TEAM_INVITED, subject_key__in=[str(row.pk) for row in rows])
    last = {letter.subject_key: letter for letter in letters.order_by("queued_at", "pk")}
    return [Invited(row, last.get(str(row.pk))) for row in rows]


CENTRE = tuple(role.value for role in Role if Right.EDIT_PROGRAMME in RIGHTS[role])
"""Roles of those who edit the programme as a whole."""


def centre_of(conference: Conference) -> list[User]:
    """Return the active accounts that edit the programme of a conference, each once."""
    rows = User.objects.filter(
        Q(memberships__conference=None) | Q(memberships__conference=conference),
        memberships__organisation=conference.organisation_id,
        memberships__role__in=CENTRE,
        is_active=True,
    )
    return list(rows.distinct().order_by("pk"))


def hosts_of(forum: Forum) -> list[User]:
    """Return the active accounts of a forum's secretaries."""
    rows = User.objects.filter(memberships__forum=forum, memberships__role=Role.FORUM_SECRETARY.value, is_active=True)
    return list(rows.distinct().order_by("pk"))
