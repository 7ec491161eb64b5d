from datetime import timedelta

import pytest

from events.models import AuditEntry, ConferenceState, Letter
from registration.models import Credential, Delegate, DelegateState, Quota
from registration.operations import enrolment
from registration.operations.enrolment import enrol
from registration.operations.signup import sign_up
from registration.rules.delegate_rows import OrderStatus
from registration.rules.enrolment import Enrolment
from tests.builders.doors import a_category
from tests.builders.people import NOW, Cast
from tests.builders.signups import a_limited_category, a_sign_up

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def a_list(*names: str, **fields: str) -> list[Enrolment]:
    return [Enrolment(sign_up=a_sign_up(name, phone=f"+86138{place:08}", **fields)) for place, name in enumerate(names)]


def states() -> list[tuple[int, str, str, bool]]:
    return list(Delegate.objects.order_by("number").values_list("number", "name", "state", "holds_place"))


def test_numbers_follow_the_highest_one_in_the_order_of_the_list(cast: Cast) -> None:
    a_category(cast.conference)
    sign_up(cast.conference, a_sign_up(), by=None, now=NOW)
    counted = enrol(cast.conference, a_list("苏念", "顾远"), now=LATER)
    assert states()[1:] == [(2, "苏念", "confirmed", True), (3, "顾远", "confirmed", True)]
    assert counted == {DelegateState.CONFIRMED: 2}


def test_the_last_places_go_to_the_first_people_on_the_list(cast: Cast) -> None:
    a_limited_category(cast.conference, 2)
    counted = enrol(cast.conference, a_list("苏念", "顾远", "江宁"), now=LATER)
    assert [state for _, _, state, _ in states()] == ["confirmed", "confirmed", "waitlisted"]
    assert [holds for *_, holds in states()] == [True, True, False]
    assert Quota.objects.get().used == 2
    assert counted == {DelegateState.CONFIRMED: 2, DelegateState.WAITLISTED: 1}


def test_people_on_a_list_come_after_those_who_wait(cast: Cast) -> None:
    a_limited_category(cast.conference, 1)
    for name in ("林知远", "王伟"):
        sign_up(cast.conference, a_sign_up(name), by=None, now=NOW)
    Quota.objects.update(size=3)  # as if places had become free while the portal moved nobody up
    enrol(cast.conference, a_list("苏念", "顾远"), now=LATER)
    assert [(name, state) for _, name, state, _ in states()] == [
        ("林知远", "confirmed"),
        ("王伟", "confirmed"),
        ("苏念", "confirmed"),
        ("顾远", "waitlisted"),
    ]
    assert Quota.objects.get().used == 3


def test_a_list_for_a_draft_leaves_free_places_to_those_who_wait(cast: Cast) -> None:
    a_limited_category(cast.conference, 1)
    cast.conference.state = ConferenceState.DRAFT
    cast.conference.save(update_fields=["state"])
    enrol(cast.conference, a_list("苏念", "顾远"), now=NOW)
    Quota.objects.update(size=3)
    enrol(cast.conference, a_list("江宁", "沈安"), now=LATER)
    assert [state for *_, state, _ in states()] == ["confirmed", "waitlisted", "confirmed", "waitlisted"]
    assert not Letter.objects.exists()


def test_each_quota_is_allocated_separately(cast: Cast) -> None:
    a_limited_category(cast.conference, 1)
    a_limited_category(cast.conference, 1, "press")
    a_category(cast.conference, "guest")
    enrol(cast.conference, [*a_list("苏念", "顾远"), *a_list("江宁", category="press")], now=LATER)
    enrol(cast.conference, a_list("沈安", category="guest"), now=LATER)
    assert [(name, state) for _, name, state, _ in states()] == [
        ("苏念", "confirmed"),
        ("顾远", "waitlisted"),
        ("江宁", "confirmed"),
        ("沈安", "confirmed"),
    ]


def test_only_confirmed_people_get_a_code_and_nobody_gets_a_letter(cast: Cast) -> None:
    a_limited_category(cast.conference, 1)
    enrol(cast.conference, a_list("苏念", "顾远"), now=LATER)
    credential = Credential.objects.get()
    assert (credential.delegate.name, credential.issued_at) == ("苏念", LATER)
    assert not Letter.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("standing", "state", "is_paid", "is_decided"),
    [
        (OrderStatus.CONFIRMED, "confirmed", True, True),
        (OrderStatus.NOT_PAID, "applied", False, False),
        (OrderStatus.APPLIED, "applied", True, False),
    ],
)
def test_the_status_of_an_order_decides_the_state(
    cast: Cast, standing: OrderStatus, state: str, *, is_paid: bool, is_decided: bool
) -> None:
    a_limited_category(cast.conference, 1)
    enrol(cast.conference, [Enrolment(sign_up=a_sign_up(), standing=standing)], now=LATER)
    delegate = Delegate.objects.get()
    assert (delegate.state, delegate.is_paid, delegate.decided_at) == (state, is_paid, LATER if is_decided else None)
    assert Quota.objects.get().used == (state == "confirmed")


def test_a_known_source_key_creates_nobody(cast: Cast) -> None:
    a_category(cast.conference)
    once = [Enrolment(sign_up=a_sign_up(source_key="list:1"))]
    enrol(cast.conference, once, now=NOW)
    assert not enrol(cast.conference, [*once, *a_list("苏念", source_key="list:2")], now=LATER)[
        DelegateState.WAITLISTED
    ]
    assert [name for _, name, _, _ in states()] == ["林知远", "苏念"]


def test_rows_without_a_source_key_are_all_stored(cast: Cast) -> None:
    a_category(cast.conference)
    enrol(cast.conference, a_list("苏念", "顾远"), now=NOW)
    enrol(cast.conference, a_list("江宁"), now=NOW)
    assert Delegate.objects.filter(source_key="").count() == 3


def test_the_registration_belongs_to_no_account_and_keeps_price_and_contact(cast: Cast) -> None:
    a_category(cast.conference, price="800")
    enrol(cast.conference, [Enrolment(sign_up=a_sign_up(language="en"))], now=LATER)
    registration = Delegate.objects.get().registration
    assert (registration.user, registration.contact_email, registration.language) == (None, "lin@example.com", "en")
    assert (str(registration.price), registration.created_at) == ("800.00", LATER)


def test_a_long_list_is_entered_in_chunks(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enrolment, "CHUNK", 2)
    a_limited_category(cast.conference, 3)
    enrol(cast.conference, a_list("苏念", "顾远", "江宁", "沈安", "苏念"), now=LATER)
    assert [(number, state) for number, _, state, _ in states()] == [
        (1, "confirmed"),
        (2, "confirmed"),
        (3, "confirmed"),
        (4, "waitlisted"),
        (5, "waitlisted"),
    ]
