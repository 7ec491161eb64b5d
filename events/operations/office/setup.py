"""Creating the first organisation and its owner."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from events.models import Membership, Organisation, User
from events.operations.office.accounts import account_for
from events.operations.office.audit import record
from events.rules.office.roles import Role


@dataclass(frozen=True, kw_only=True)
class SetUp:
    """The organisation and its owner, and which of them are new."""

    organisation: Organisation
    owner: User
    organisation_is_new: bool
    owner_is_new: bool


@transaction.atomic
def set_up(*, slug: str, name_zh: str, name_en: str, email: str, password: str | None, now: datetime) -> SetUp:
    """Create the organisation and its owner as far as they are missing; set the owner's password if one is given.

    A second call with the same arguments changes nothing.
    """
    organisation, organisation_is_new = Organisation.objects.get_or_create(
        slug=slug, defaults={"name_zh": name_zh, "name_en": name_en, "created_at": now}
    )
    owner = account_for(email, is_proved=True)
    if password and not owner.check_password(password):
        owner.set_password(password)
        owner.save(update_fields=["password"])
    member, owner_is_new = Membership.objects.get_or_create(
        user=owner, organisation=organisation, conference=None, forum=None, role=Role.OWNER.value,
        defaults={"created_at": now},
    )  # fmt: skip
    if organisation_is_new:
        record("add", organisation, organisation=organisation, by=None, now=now)
    if owner_is_new:
        details = {"who": owner.email, "role": member.role}
        record("add", member, organisation=organisation, by=None, now=now, details=details)
    return SetUp(
        organisation=organisation, owner=owner, organisation_is_new=organisation_is_new, owner_is_new=owner_is_new
    )
