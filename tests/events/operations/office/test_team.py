import pytest

from events.models import AuditEntry, Membership, User
from events.operations.office.team import RoleScope, TeamRefusal, TeamRefused, add_member, remove_member
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast


def test_an_invited_stranger_gets_an_account_that_has_no_password(cast: Cast) -> None:
    place = RoleScope(organisation=cast.organisation, conference=cast.conference)
    member = add_member("New@Example.com", Role.REGISTRAR, place, by=cast.members[Role.OWNER], now=NOW)
    assert (member.user.email, member.user.has_usable_password()) == ("new@example.com", False)
    assert AuditEntry.objects.get().details == {"who": "new@example.com", "role": "registrar"}


def test_the_same_role_twice_is_refused_and_makes_no_account(cast: Cast) -> None:
    place = RoleScope(organisation=cast.organisation, conference=cast.conference)
    accounts = User.objects.count()
    with pytest.raises(TeamRefused) as refusal:
        add_member("registrar@example.com", Role.REGISTRAR, place, by=None, now=NOW)
    assert refusal.value.reason is TeamRefusal.ALREADY_THERE
    assert User.objects.count() == accounts


def test_a_secretary_needs_a_forum(cast: Cast) -> None:
    place = RoleScope(organisation=cast.organisation, conference=cast.conference)
    with pytest.raises(TeamRefused) as refusal:
        add_member("x@example.com", Role.FORUM_SECRETARY, place, by=None, now=NOW)
    assert refusal.value.reason is TeamRefusal.FORUM_NEEDED


def test_the_last_owner_stays(cast: Cast) -> None:
    last = Membership.objects.get(organisation=cast.organisation, role=Role.OWNER)
    with pytest.raises(TeamRefused) as refusal:
        remove_member(last, by=None, now=NOW)
    assert refusal.value.reason is TeamRefusal.LAST_OWNER
    add_member("second@example.com", Role.OWNER, RoleScope(organisation=cast.organisation), by=None, now=NOW)
    remove_member(last, by=None, now=NOW)
    assert [row.user.email for row in Membership.objects.filter(organisation=cast.organisation, role=Role.OWNER)] == [
        "second@example.com"
    ]
