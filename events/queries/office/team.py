"""The team, with how far an invitation has come."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.models import Letter, Membership

TEAM_INVITED = "team_invited"
"""The kind of letter that tells somebody about a role."""


@dataclass(frozen=True, slots=True)
class Invited:
    """A member, and the last letter about the role, if one was written."""

    member: Membership
    letter: Letter | None

    @property
    def has_signed_in(self) -> bool:
        """Whether the account was used since the role was given. When, is no other organisation's business."""
        last = self.member.user.last_login
        return last is not None and last >= self.member.created_at


def with_letters(members: Iterable[Membership]) -> list[Invited]:
    """The members in their order; one query for all letters."""
    rows = list(members)
    letters = Letter.objects.filter(kind=TEAM_INVITED, subject_key__in=[str(row.pk) for row in rows])
    last = {letter.subject_key: letter for letter in letters.order_by("queued_at", "pk")}
    return [Invited(row, last.get(str(row.pk))) for row in rows]
