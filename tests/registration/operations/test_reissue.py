"""Test the replacement of codes of lost badges."""

import pytest

from events.access import Denied
from events.models import AuditEntry, Letter
from events.rules.office.roles import Role
from registration.models import Credential, Delegate, DelegateState
from registration.operations.credentials import issue_credential
from registration.operations.delegates import DelegateRefused
from registration.operations.reissue import reissue_credential
from registration.operations.signup import sign_up
from registration.rules.delegates import DelegateRefusal
from tests.builders.doors import a_category
from tests.builders.people import NOW, Cast
from tests.builders.signups import a_sign_up


@pytest.fixture
def lost(cast: Cast) -> Credential:
    a_category(cast.conference)
    delegate = sign_up(cast.conference, a_sign_up(language="en"), by=None, now=NOW)
    return delegate.credentials.get()


def _about_reissue() -> list[tuple[str, str]]:
    letters = Letter.objects.filter(kind="delegate_reissued").order_by("pk")
    return list(letters.values_list("recipient", "subject_key"))


def test_the_old_code_is_revoked_and_the_new_one_is_the_delegates_own(lost: Credential, cast: Cast) -> None:
    registrar = cast.members[Role.REGISTRAR]
    fresh = reissue_credential(lost, by=registrar, now=NOW)
    lost.refresh_from_db()
    assert (lost.revoked_at, fresh.revoked_at, fresh.delegate_id) == (NOW, None, lost.delegate_id)
    assert fresh.code != lost.code
    assert issue_credential(lost.delegate, now=NOW) == fresh
    entry = AuditEntry.objects.get(deed="credential.reissue")
    assert (entry.by, entry.subject_key, entry.details) == (
        registrar,
        str(fresh.pk),
        {"delegate": lost.delegate.code},
    )
    assert _about_reissue() == [("lin@example.com", str(fresh.pk))]


def test_asking_twice_for_the_same_lost_code_replaces_it_once(lost: Credential) -> None:
    first = reissue_credential(lost, by=None, now=NOW)
    assert reissue_credential(lost, by=None, now=NOW) == first
    assert Credential.objects.count() == 2
    assert len(_about_reissue()) == AuditEntry.objects.filter(deed="credential.reissue").count() == 1


def test_a_badge_lost_again_gets_another_code_and_another_letter(lost: Credential) -> None:
    second = reissue_credential(lost, by=None, now=NOW)
    third = reissue_credential(second, by=None, now=NOW)
    assert len({lost.code, second.code, third.code}) == 3
    assert [key for _, key in _about_reissue()] == [str(second.pk), str(third.pk)]


def test_without_an_address_the_code_is_replaced_and_no_letter_written(lost: Credential) -> None:
    registration = lost.delegate.registration
    registration.contact_email = ""
    registration.save()
    assert reissue_credential(lost, by=None, now=NOW) != lost
    assert _about_reissue() == []


@pytest.mark.parametrize("state", sorted(set(DelegateState) - {DelegateState.CONFIRMED}))
def test_only_confirmed_delegates_have_a_code_to_replace(lost: Credential, state: DelegateState) -> None:
    Delegate.objects.update(state=state)
    with pytest.raises(DelegateRefused) as no:
        reissue_credential(lost, by=None, now=NOW)
    lost.refresh_from_db()
    assert (no.value.reason, lost.revoked_at) == (DelegateRefusal.NOT_POSSIBLE, None)


@pytest.mark.parametrize("role", Role)
def test_only_members_who_edit_delegates_may_reissue_a_code(lost: Credential, cast: Cast, role: Role) -> None:
    if role in {Role.OWNER, Role.ORGANISER, Role.REGISTRAR}:
        assert reissue_credential(lost, by=cast.members[role], now=NOW) != lost
    else:
        with pytest.raises(Denied):
            reissue_credential(lost, by=cast.members[role], now=NOW)
        assert Credential.objects.get() == lost
