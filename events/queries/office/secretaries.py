"""The secretaries of forums."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from events.models import Conference, Forum, Membership, User
from events.rules.office.roles import Role
from events.rules.office.secretaries import Known

FORUM_REMINDER = "forum_reminder"
"""Kind of the letter that asks a secretary to submit forums."""


def secretaries_of(forums: Iterable[Forum] | Iterable[int]) -> dict[int, list[Membership]]:
    """Return the roles of the active secretaries of these forums (or their keys), by the forum's key, the oldest first.

    One query.
    """
    rows = Membership.objects.filter(forum__in=forums, role=Role.FORUM_SECRETARY, user__is_active=True)
    found: dict[int, list[Membership]] = defaultdict(list)
    for row in rows.select_related("user").order_by("created_at", "pk"):
        found[row.forum_id or 0].append(row)
    return found


def known_secretaries(conference: Conference, forums: Iterable[Forum], emails: Collection[str]) -> Known:
    """Return what is known of these forums of a conference and of the accounts with these addresses. Two queries.

    Names are those of the conference's own team alone: what an account elsewhere is called is nobody's business here.
    """
    numbers = {forum.pk: forum.number for forum in forums}
    secretaries = {numbers[key]: [row.user.email for row in rows] for key, rows in secretaries_of(numbers).items()}
    team = User.objects.filter(email__in=emails, memberships__organisation=conference.organisation_id)
    names = dict(team.values_list("email", "name"))
    return Known(forums=frozenset(numbers.values()), names=names, secretaries=secretaries)
