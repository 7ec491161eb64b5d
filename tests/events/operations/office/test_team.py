from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from events.access import Denied
from events.models import AuditEntry, Forum, Letter, Membership, User
from events.operations.office.team import (
    RoleScope,
    TeamRefusal,
    TeamRefused,
    add_member,
    invite_again,
    invite_member,
    invite_members,
    remove_member,
)
from events.rules.office.roles import Role, TeamInvitation
from tests.builders.people import NOW, Cast


def test_adding_an_unknown_address_creates_an_account_without_a_password(cast: Cast) -> None:
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


def test_the_last_owner_cannot_be_removed(cast: Cast) -> None:
    last = Membership.objects.get(organisation=cast.organisation, role=Role.OWNER)
    with pytest.raises(TeamRefused) as refusal:
        remove_member(last, by=None, now=NOW)
    assert refusal.value.reason is TeamRefusal.LAST_OWNER
    add_member("second@example.com", Role.OWNER, RoleScope(organisation=cast.organisation), by=None, now=NOW)
    remove_member(last, by=None, now=NOW)
    assert [row.user.email for row in Membership.objects.filter(organisation=cast.organisation, role=Role.OWNER)] == [
        "second@example.com"
    ]


def here(cast: Cast, forum: Forum | None = None) -> RoleScope:
    return RoleScope(organisation=cast.organisation, conference=cast.conference, forum=forum)


def test_a_scope_of_unrelated_rows_is_refused(cast: Cast) -> None:
    with pytest.raises(ValueError, match="organisation"):
        RoleScope(organisation=cast.organisation, conference=cast.neighbours_conference)
    theirs = Forum.objects.create(conference=cast.neighbours_conference, number=1)
    with pytest.raises(ValueError, match="conference"):
        here(cast, theirs)
    assert here(cast, cast.forum).forum == cast.forum


def test_only_the_role_of_secretary_takes_a_forum(cast: Cast) -> None:
    viewer = add_member("v@example.com", Role.VIEWER, here(cast, cast.forum), name="V", by=None, now=NOW)
    secretary = add_member("s@example.com", Role.FORUM_SECRETARY, here(cast, cast.forum), by=None, now=NOW)
    assert (viewer.forum, viewer.conference, viewer.user.name, viewer.created_at) == (None, cast.conference, "V", NOW)
    assert (secretary.forum, secretary.organisation) == (cast.forum, cast.organisation)


def test_a_member_can_have_roles_in_several_places(cast: Cast) -> None:
    add_member("registrar@example.com", Role.VIEWER, here(cast), by=None, now=NOW)
    add_member("registrar@example.com", Role.REGISTRAR, RoleScope(organisation=cast.organisation), by=None, now=NOW)
    second = Forum.objects.create(conference=cast.conference, number=2)
    add_member("forum_secretary@example.com", Role.FORUM_SECRETARY, here(cast, second), by=None, now=NOW)
    assert Membership.objects.filter(user__email="registrar@example.com").count() == 3
    assert Membership.objects.filter(user__email="forum_secretary@example.com").count() == 2


def test_an_invitation_gives_a_role_and_sends_a_letter(cast: Cast) -> None:
    owner = cast.members[Role.OWNER]
    member = invite_member("new@example.com", Role.VIEWER, here(cast), by=owner, now=NOW)
    letter = Letter.objects.get()
    assert (letter.recipient, letter.conference, letter.subject_key) == (
        "new@example.com",
        cast.conference,
        str(member.pk),
    )
    assert (letter.language, letter.context, letter.asked_by) == ("zh-hans", {"is_bilingual": "yes"}, owner)


def test_a_letter_is_in_the_language_of_the_account(cast: Cast) -> None:
    User.objects.filter(pk=cast.somebody.pk).update(language="en")
    invite_member("somebody@example.com", Role.VIEWER, here(cast), by=None, now=NOW)
    assert (Letter.objects.get().language, Letter.objects.get().context) == ("en", {})


def test_if_one_line_is_refused_nobody_is_invited(cast: Cast) -> None:
    new = TeamInvitation(email="new@example.com", role=Role.FORUM_SECRETARY, forum_id=cast.forum.pk)
    twice = TeamInvitation(email="registrar@example.com", role=Role.REGISTRAR)
    with pytest.raises(TeamRefused):
        invite_members(cast.conference, [new, twice], by=None, now=NOW)
    assert not Letter.objects.exists()
    [member] = invite_members(cast.conference, [new], by=None, now=NOW)
    assert (member.forum, member.conference, member.role) == (cast.forum, cast.conference, "forum_secretary")


def test_nobody_can_be_made_secretary_of_another_conferences_forum(cast: Cast) -> None:
    theirs = Forum.objects.create(conference=cast.neighbours_conference, number=1)
    one = TeamInvitation(email="new@example.com", role=Role.FORUM_SECRETARY, forum_id=theirs.pk)
    with pytest.raises(ObjectDoesNotExist):
        invite_members(cast.conference, [one], by=None, now=NOW)


def test_the_letter_can_be_repeated_every_ten_minutes(cast: Cast) -> None:
    member = invite_member("new@example.com", Role.VIEWER, here(cast), by=None, now=NOW)
    ten = NOW.replace(minute=20, second=0)
    for later in (ten, ten + timedelta(minutes=9, seconds=59), ten + timedelta(minutes=10)):
        invite_again(member, by=None, now=later)
    assert Letter.objects.count() == 3


@pytest.mark.parametrize("role", [Role.OWNER, Role.VIEWER])
def test_removing_a_member_is_audited(cast: Cast, role: Role) -> None:
    member = add_member("second@example.com", role, RoleScope(organisation=cast.organisation), by=None, now=NOW)
    key = str(member.pk)
    remove_member(member, by=None, now=NOW)
    entry = AuditEntry.objects.get(deed="remove")
    assert (entry.subject_key, entry.details) == (key, {"who": "second@example.com", "role": role.value})
    assert not Membership.objects.filter(user__email="second@example.com").exists()


def test_inactive_owners_and_owners_of_one_conference_do_not_count(cast: Cast) -> None:
    last = Membership.objects.get(organisation=cast.organisation, role=Role.OWNER)
    add_member("partly@example.com", Role.OWNER, here(cast), by=None, now=NOW)
    left = add_member("left@example.com", Role.OWNER, RoleScope(organisation=cast.organisation), by=None, now=NOW)
    User.objects.filter(pk=left.user_id).update(is_active=False)
    with pytest.raises(TeamRefused) as refusal:
        remove_member(last, by=None, now=NOW)
    assert refusal.value.reason is TeamRefusal.LAST_OWNER


def test_only_owners_manage_the_team(cast: Cast) -> None:
    organiser = cast.members[Role.ORGANISER]
    viewer = Membership.objects.get(user=cast.members[Role.VIEWER])
    for refused in (
        lambda: add_member("x@example.com", Role.VIEWER, here(cast), by=organiser, now=NOW),
        lambda: invite_members(cast.conference, [], by=organiser, now=NOW),
        lambda: invite_again(viewer, by=organiser, now=NOW),
        lambda: remove_member(viewer, by=organiser, now=NOW),
    ):
        with pytest.raises(Denied):
            refused()
    remove_member(viewer, by=cast.members[Role.OWNER], now=NOW)


def test_an_owner_of_one_conference_cannot_make_an_owner_of_the_organisation(cast: Cast) -> None:
    Membership.objects.filter(role=Role.OWNER, organisation=cast.organisation).update(conference=cast.conference)
    owner = cast.members[Role.OWNER]
    add_member("x@example.com", Role.OWNER, here(cast), by=owner, now=NOW)
    with pytest.raises(Denied):
        add_member("y@example.com", Role.OWNER, RoleScope(organisation=cast.organisation), by=owner, now=NOW)
