"""The team of an organisation or a conference."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from events.access import authorise
from events.models import Conference, Forum, Membership, Organisation, User
from events.operations.office.accounts import account_for
from events.operations.office.audit import record
from events.operations.office.letters import LetterOrder, write_letter
from events.queries.office.team import TEAM_INVITED
from events.rules.office.roles import Right, Role, TeamInvitation


class TeamRefusal(StrEnum):
    """Why a change of the team is refused."""

    ALREADY_THERE = "already_there"
    LAST_OWNER = "last_owner"
    FORUM_NEEDED = "forum_needed"


class TeamRefused(Exception):
    """The team was not changed."""

    def __init__(self, reason: TeamRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class RoleScope:
    """Where a role applies: in the whole organisation, in one conference, or in one forum of it.

    Raises ValueError if the conference is not the organisation's, or the forum not the conference's.
    """

    organisation: Organisation
    conference: Conference | None = None
    forum: Forum | None = None

    def __post_init__(self) -> None:
        if self.conference and self.conference.organisation_id != self.organisation.pk:
            raise ValueError("The conference belongs to another organisation.")
        if self.forum and self.conference and self.forum.conference_id != self.conference.pk:
            raise ValueError("The forum belongs to another conference.")

    def authorise(self, by: User | None) -> None:
        """Raise Denied unless `by` may manage the team there."""
        authorise(by, Right.MANAGE_TEAM, self.conference or self.organisation)


@transaction.atomic
def add_member(
    email: str, role: Role, place: RoleScope, *, name: str = "", by: User | None, now: datetime
) -> Membership:
    """Give the account of this e-mail address a role; create the account, without a password, if there is none.

    Only a secretary's role is bound to the forum of `place`. Raises TeamRefused.
    """
    place.authorise(by)
    if role is Role.FORUM_SECRETARY and place.forum is None:
        raise TeamRefused(TeamRefusal.FORUM_NEEDED)
    _one_at_a_time(place.organisation)
    member = Membership(
        # A new account signs in by a code sent to this address, so signing in proves the address.
        user=account_for(email, name=name, is_proved=True),
        organisation=place.organisation,
        conference=place.conference,
        forum=place.forum if role is Role.FORUM_SECRETARY else None,
        role=role.value,
        created_at=now,
    )
    if _twins(member).exists():
        raise TeamRefused(TeamRefusal.ALREADY_THERE)
    member.save()
    _record("add", member, by=by, now=now)
    return member


@transaction.atomic
def invite_member(
    email: str, role: Role, place: RoleScope, *, name: str = "", by: User | None, now: datetime
) -> Membership:
    """Add a member and send them a letter; see `add_member`."""
    member = add_member(email, role, place, name=name, by=by, now=now)
    _write_invitation(member, occasion="", by=by, now=now)
    return member


@transaction.atomic
def invite_members(
    conference: Conference, invitations: Iterable[TeamInvitation], *, by: User | None, now: datetime
) -> list[Membership]:
    """Invite several people to one conference, all or none; see `invite_member`."""
    authorise(by, Right.MANAGE_TEAM, conference)
    return [
        invite_member(one.email, one.role, _scope(conference, one), name=one.name, by=by, now=now)
        for one in invitations
    ]


def _scope(conference: Conference, invitation: TeamInvitation) -> RoleScope:
    forum = None if invitation.forum_id is None else conference.forums.get(pk=invitation.forum_id)
    return RoleScope(organisation=conference.organisation, conference=conference, forum=forum)


@transaction.atomic
def invite_again(member: Membership, *, by: User | None, now: datetime) -> None:
    """Send the invitation again, at most once in ten minutes."""
    _scope_of(member).authorise(by)
    _write_invitation(member, occasion=f"again-{int(now.timestamp()) // 600}", by=by, now=now)


def _scope_of(member: Membership) -> RoleScope:
    return RoleScope(organisation=member.organisation, conference=member.conference, forum=member.forum)


def _write_invitation(member: Membership, *, occasion: str, by: User | None, now: datetime) -> None:
    # The letter is in both languages if the account's language is unknown.
    language = member.user.language
    order = LetterOrder(
        kind=TEAM_INVITED,
        key=f"{TEAM_INVITED}:{member.pk}:{occasion}".rstrip(":"),
        recipient=member.user.email,
        language=language or settings.LANGUAGE_CODE,
        conference=member.conference,
        subject_key=str(member.pk),
        context={} if language else {"is_bilingual": "yes"},
    )
    write_letter(order, by=by, now=now)


@transaction.atomic
def remove_member(member: Membership, *, by: User | None, now: datetime) -> None:
    """Take a role away; raises TeamRefused for the last owner of the organisation."""
    _scope_of(member).authorise(by)
    _one_at_a_time(member.organisation)
    owners = Membership.objects.filter(
        organisation_id=member.organisation_id, role=Role.OWNER.value, conference__isnull=True, user__is_active=True
    )
    if member.role == Role.OWNER.value and not owners.exclude(pk=member.pk).exists():
        raise TeamRefused(TeamRefusal.LAST_OWNER)
    _record("remove", member, by=by, now=now)
    member.delete()


def _one_at_a_time(organisation: Organisation) -> None:
    # Lock the organisation's row, so that its team is changed by one request at a time.
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def _twins(member: Membership) -> QuerySet[Membership]:
    # Asked before saving, so that a duplicate is refused with a reason.
    return Membership.objects.filter(
        user=member.user,
        organisation=member.organisation,
        conference=member.conference,
        forum=member.forum,
        role=member.role,
    )


def _record(deed: str, member: Membership, *, by: User | None, now: datetime) -> None:
    record(
        deed,
        member,
        organisation=member.organisation_id,
        conference=member.conference,
        by=by,
        now=now,
        details={"who": member.user.email, "role": member.role},
    )
