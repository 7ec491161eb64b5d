"""Team members and the state of their invitations."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.models import Letter, Membership

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
