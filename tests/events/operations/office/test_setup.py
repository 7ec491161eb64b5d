import pytest
from allauth.account.models import EmailAddress

from events.models import AuditEntry, Membership, Organisation
from events.operations.office.setup import SetUp, set_up
from events.rules.office.roles import Role
from tests.builders.people import NOW, a_user

pytestmark = pytest.mark.django_db


def academy(email: str = "owner@example.com", password: str | None = None) -> SetUp:
    return set_up(slug="academy", name_zh="示例", name_en="Academy", email=email, password=password, now=NOW)


def test_the_organisation_and_its_owner_are_made() -> None:
    made = academy()
    assert (made.organisation_is_new, made.owner_is_new) == (True, True)
    stored = Organisation.objects.get()
    assert (stored.slug, stored.name_zh, stored.name_en, stored.created_at) == ("academy", "示例", "Academy", NOW)
    member = Membership.objects.get()
    assert (member.user, member.role, member.conference, member.forum) == (made.owner, Role.OWNER, None, None)
    assert (made.organisation, made.owner.has_usable_password()) == (stored, False)
    assert EmailAddress.objects.get().verified
    assert [(entry.subject, entry.details) for entry in AuditEntry.objects.order_by("pk")] == [
        ("organisation", {}),
        ("membership", {"who": "owner@example.com", "role": "owner"}),
    ]


def test_a_second_call_changes_nothing() -> None:
    academy()
    again = academy()
    assert (again.organisation_is_new, again.owner_is_new) == (False, False)
    assert (AuditEntry.objects.count(), Membership.objects.count()) == (2, 1)


def test_another_owner_joins_the_organisation() -> None:
    academy()
    second = academy(a_user("second@example.com").email)
    assert (second.organisation_is_new, second.owner_is_new) == (False, True)
    assert set(Membership.objects.values_list("user__email", flat=True)) == {"owner@example.com", "second@example.com"}


def test_a_password_is_set_only_if_one_is_given() -> None:
    academy(password="correct horse battery")
    again = academy()
    assert again.owner.check_password("correct horse battery")
    before = again.owner.password
    assert academy(password="correct horse battery").owner.password == before
    assert academy(password="another horse").owner.check_password("another horse")
