from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from events.models import AuditEntry, ConferenceState, Letter, Person
from events.rules.office.roles import Role
from registration.models import Credential, Delegate, DelegateState, Quota, Registration
from registration.operations.signup import SignUpRefused, sign_up
from registration.rules.signup import Origin, SignUpRefusal
from tests.builders.doors import a_category
from tests.builders.people import NOW, Cast, a_person
from tests.builders.signups import a_limited_category, a_sign_up, some_particulars

pytestmark = pytest.mark.django_db


def refusal_of(cast: Cast, **fields: str) -> SignUpRefusal:
    with pytest.raises(SignUpRefused) as refused:
        sign_up(cast.conference, a_sign_up(**fields), by=None, now=NOW)
    assert not Delegate.objects.exists()
    assert not Registration.objects.exists()
    assert not Letter.objects.exists()
    return refused.value.reason


def test_a_delegate_is_confirmed_with_a_number_a_code_and_a_letter(cast: Cast) -> None:
    category = a_category(cast.conference, price="1800")
    delegate = sign_up(cast.conference, a_sign_up(language="en"), by=cast.somebody, now=NOW)
    delegate.refresh_from_db()
    assert (delegate.state, delegate.number, delegate.category) == ("confirmed", 1, category)
    assert (delegate.name, delegate.name_latin, delegate.holds_place) == ("林知远", "LIN Zhiyuan", True)
    assert delegate.search_keys.startswith("林知远 linzhiyuan lzy")
    registration = delegate.registration
    assert registration.user == cast.somebody
    assert (registration.price, registration.contact_email) == (Decimal(1800), "lin@example.com")
    assert Credential.objects.get(delegate=delegate).revoked_at is None
    letter = Letter.objects.get()
    assert (letter.kind, letter.recipient, letter.language, letter.subject_key) == (
        "delegate_confirmed",
        "lin@example.com",
        "en",
        str(delegate.pk),
    )
    entry = AuditEntry.objects.get()
    assert (entry.deed, entry.by, entry.details) == (
        "delegate.sign_up",
        cast.somebody,
        {"state": "confirmed", "category": "delegate", "origin": "public"},
    )


def test_the_same_request_again_is_the_same_delegate_and_nothing_else(cast: Cast) -> None:
    a_limited_category(cast.conference, 5)
    wanted = a_sign_up(request_key="web:1")
    first = sign_up(cast.conference, wanted, by=None, now=NOW)
    second = sign_up(cast.conference, wanted, by=None, now=NOW + timedelta(hours=1))
    assert first == second
    counts = [model.objects.count() for model in (Delegate, Registration, Credential, Letter, AuditEntry)]
    assert counts == [1, 1, 1, 1, 1]
    assert Quota.objects.get().used == 1


def test_a_request_key_does_not_open_somebody_elses_registration(cast: Cast) -> None:
    a_category(cast.conference)
    sign_up(cast.conference, a_sign_up(request_key="web:1"), by=None, now=NOW)
    for other in (a_sign_up(request_key="web:1", email="other@example.com"), a_sign_up("王伟", request_key="web:1")):
        with pytest.raises(SignUpRefused) as refused:
            sign_up(cast.conference, other, by=None, now=NOW)
        assert refused.value.reason == SignUpRefusal.KEY_REUSED


def test_the_same_line_of_a_file_again_is_the_same_delegate(cast: Cast) -> None:
    a_category(cast.conference)
    line = a_sign_up(source_key="guests.csv:2", origin=Origin.TEAM, sends_letter=False)
    first = sign_up(cast.conference, line, by=None, now=NOW)
    assert (
        sign_up(cast.conference, replace(line, particulars=some_particulars(post_zh="院长")), by=None, now=NOW) == first
    )
    assert not Letter.objects.exists()


def test_when_the_last_place_is_gone_one_waits(cast: Cast) -> None:
    a_limited_category(cast.conference, 1)
    first = sign_up(cast.conference, a_sign_up("林知远"), by=None, now=NOW)
    second = sign_up(cast.conference, a_sign_up("王伟"), by=None, now=NOW)
    assert (first.state, second.state) == ("confirmed", "waitlisted")
    assert (second.holds_place, second.credentials.count()) == (False, 0)
    assert Quota.objects.get().used == 1
    assert Letter.objects.get(subject_key=str(second.pk)).kind == "delegate_waitlisted"


def test_two_categories_share_one_quota(cast: Cast) -> None:
    category = a_limited_category(cast.conference, 1)
    a_category(cast.conference, "student", quota=category.quota)
    sign_up(cast.conference, a_sign_up("林知远"), by=None, now=NOW)
    student = sign_up(cast.conference, a_sign_up("王伟", category="student"), by=None, now=NOW)
    assert student.state == DelegateState.WAITLISTED


def test_where_approval_is_needed_one_applies_and_takes_no_place(cast: Cast) -> None:
    a_limited_category(cast.conference, 1, needs_approval=True)
    delegate = sign_up(cast.conference, a_sign_up(), by=None, now=NOW)
    assert (delegate.state, delegate.holds_place, delegate.decided_at) == ("applied", False, None)
    assert not Credential.objects.exists()
    assert (Quota.objects.get().used, Letter.objects.get().kind) == (0, "delegate_applied")


def test_the_team_enters_people_without_approval_outside_the_sale_and_by_invitation(cast: Cast) -> None:
    a_category(cast.conference, needs_approval=True, is_public=False, on_sale_until=NOW)
    delegate = sign_up(cast.conference, a_sign_up(origin=Origin.TEAM), by=cast.members[Role.REGISTRAR], now=NOW)
    assert (delegate.state, delegate.registration.user) == ("confirmed", None)


def test_the_teams_quota_is_not_exceeded_either(cast: Cast) -> None:
    a_limited_category(cast.conference, 0)
    delegate = sign_up(cast.conference, a_sign_up(origin=Origin.TEAM), by=None, now=NOW)
    assert delegate.state == DelegateState.WAITLISTED


def test_numbers_follow_each_other_in_each_conference(cast: Cast) -> None:
    a_category(cast.conference)
    a_category(cast.neighbours_conference)
    ours = [sign_up(cast.conference, a_sign_up(name), by=None, now=NOW).number for name in ("林知远", "王伟", "李娜")]
    theirs = sign_up(cast.neighbours_conference, a_sign_up(), by=None, now=NOW).number
    assert (ours, theirs) == ([1, 2, 3], 1)


@pytest.mark.parametrize("shared", [{"phone": ""}, {"email": "", "phone": "+8613800002713"}])
def test_name_with_the_same_address_or_phone_is_the_same_person(cast: Cast, shared: dict[str, str]) -> None:
    a_category(cast.conference)
    known = a_person(cast.organisation, "林知远", email="lin@example.com", phone="+8613800002713")
    assert sign_up(cast.conference, a_sign_up("林知远", **shared), by=None, now=NOW).person == known


@pytest.mark.parametrize(
    "other",
    [
        {"name": "林知远", "email": "another@example.com", "phone": "+8613800009999"},
        {"name": "王伟", "email": "lin@example.com", "phone": "+8613800002713"},
        {"name": "林知远", "email": "lin@example.com", "phone": "+8613800009999"},
        {"name": "林知远", "email": "", "phone": ""},
    ],
)
def test_neither_the_name_nor_the_address_alone_is_a_key(cast: Cast, other: dict[str, str]) -> None:
    a_category(cast.conference)
    known = a_person(cast.organisation, "林知远", email="lin@example.com", phone="+8613800002713")
    assert sign_up(cast.conference, a_sign_up(**other), by=None, now=NOW).person != known


def test_another_organisations_person_is_never_found(cast: Cast) -> None:
    a_category(cast.conference)
    theirs = a_person(cast.neighbours_conference.organisation, "林知远", email="lin@example.com")
    assert sign_up(cast.conference, a_sign_up(), by=None, now=NOW).person != theirs
    assert Person.objects.filter(organisation=cast.organisation).count() == 1


def test_a_second_registration_of_the_same_person_is_refused_until_the_first_is_cancelled(cast: Cast) -> None:
    a_category(cast.conference)
    first = sign_up(cast.conference, a_sign_up(request_key="1"), by=None, now=NOW)
    with pytest.raises(SignUpRefused) as refused:
        sign_up(cast.conference, a_sign_up(request_key="2"), by=None, now=NOW)
    assert refused.value.reason == SignUpRefusal.ALREADY_REGISTERED
    Delegate.objects.filter(pk=first.pk).update(state=DelegateState.CANCELLED)
    assert sign_up(cast.conference, a_sign_up(request_key="2"), by=None, now=NOW).number == 2


def test_a_category_of_another_conference_is_unknown(cast: Cast) -> None:
    a_category(cast.neighbours_conference, "theirs")
    assert refusal_of(cast, category="theirs") == SignUpRefusal.CATEGORY_UNKNOWN


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"is_public": False}, SignUpRefusal.BY_INVITATION),
        ({"on_sale_from": NOW + timedelta(seconds=1)}, SignUpRefusal.NOT_YET),
        ({"on_sale_until": NOW}, SignUpRefusal.OVER),
    ],
)
def test_what_the_public_cannot_have_is_refused(cast: Cast, fields: dict[str, object], reason: SignUpRefusal) -> None:
    a_category(cast.conference, "delegate", **fields)
    assert refusal_of(cast) == reason


@pytest.mark.parametrize("state", [ConferenceState.DRAFT, ConferenceState.CLOSED, ConferenceState.ARCHIVED])
def test_a_conference_that_is_not_open_takes_nobody(cast: Cast, state: ConferenceState) -> None:
    a_category(cast.conference)
    cast.conference.state = state
    cast.conference.save(update_fields=["state"])
    assert refusal_of(cast) == SignUpRefusal.CONFERENCE_NOT_OPEN


def test_without_an_address_no_letter_is_written(cast: Cast) -> None:
    a_category(cast.conference)
    sign_up(cast.conference, a_sign_up(email=""), by=None, now=NOW)
    assert not Letter.objects.exists()
