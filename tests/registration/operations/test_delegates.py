from collections.abc import Callable
from datetime import timedelta

import pytest

from events.models import AuditEntry, ConferenceState, Letter
from events.operations.office.changes import Overtaken
from events.rules.office.roles import Role
from registration.models import Category, Delegate, DelegateState, Quota
from registration.operations.delegates import (
    DelegateRefused,
    cancel,
    confirm,
    correct,
    decline,
    promote,
    restore,
    send_again,
)
from registration.operations.signup import sign_up
from registration.rules.delegates import DelegateRefusal
from tests.builders.people import NOW, Cast
from tests.builders.signups import a_limited_category, a_sign_up, some_particulars

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def category(cast: Cast) -> Category:
    return a_limited_category(cast.conference, 1)


@pytest.fixture
def by_approval(cast: Cast) -> Category:
    return a_limited_category(cast.conference, 1, "press", needs_approval=True)


def enter(cast: Cast, name: str = "林知远", category: str = "delegate") -> Delegate:
    return sign_up(cast.conference, a_sign_up(name, category=category), by=None, now=NOW)


def letters_about(delegate: Delegate) -> list[str]:
    return list(Letter.objects.filter(subject_key=str(delegate.pk)).order_by("pk").values_list("kind", flat=True))


def test_an_applicant_who_is_confirmed_gets_a_place_a_code_and_the_letter(cast: Cast, by_approval: Category) -> None:
    delegate = confirm(enter(cast, category="press"), by=cast.members[Role.REGISTRAR], now=LATER)
    delegate.refresh_from_db()
    assert (delegate.state, delegate.holds_place, delegate.decided_at) == ("confirmed", True, LATER)
    assert delegate.credentials.count() == 1
    assert letters_about(delegate) == ["delegate_applied", "delegate_confirmed"]
    entry = AuditEntry.objects.get(deed="delegate.confirm")
    assert (entry.by, entry.details) == (cast.members[Role.REGISTRAR], {"from": "applied", "to": "confirmed"})


def test_confirming_twice_changes_nothing(cast: Cast, by_approval: Category) -> None:
    delegate = enter(cast, category="press")
    confirm(delegate, by=None, now=LATER)
    confirm(delegate, by=None, now=LATER + timedelta(hours=1))
    delegate.refresh_from_db()
    assert (delegate.decided_at, Quota.objects.get().used, delegate.credentials.count()) == (LATER, 1, 1)
    assert letters_about(delegate) == ["delegate_applied", "delegate_confirmed"]


def test_an_applicant_without_a_place_left_waits(cast: Cast, by_approval: Category) -> None:
    confirm(enter(cast, "林知远", "press"), by=None, now=LATER)
    second = confirm(enter(cast, "王伟", "press"), by=None, now=LATER)
    assert (second.state, second.credentials.count()) == ("waitlisted", 0)
    assert letters_about(second) == ["delegate_applied", "delegate_waitlisted"]


def test_nobody_on_the_waiting_list_is_confirmed_without_a_free_place(cast: Cast, category: Category) -> None:
    enter(cast, "林知远")
    waiting = enter(cast, "王伟")
    with pytest.raises(DelegateRefused) as refused:
        confirm(waiting, by=None, now=LATER)
    assert refused.value.reason == DelegateRefusal.FULL


def test_cancelling_frees_the_place_and_keeps_the_code_for_the_door_to_refuse(cast: Cast, category: Category) -> None:
    delegate = enter(cast)
    code = delegate.credentials.get().code
    cancel(delegate, by=None, now=LATER)
    delegate.refresh_from_db()
    assert (delegate.state, delegate.holds_place, Quota.objects.get().used) == ("cancelled", False, 0)
    assert delegate.credentials.get(revoked_at=None).code == code
    assert letters_about(delegate) == ["delegate_confirmed", "delegate_cancelled"]


def test_cancelling_twice_frees_one_place(cast: Cast) -> None:
    a_limited_category(cast.conference, 2)
    first = enter(cast, "林知远")
    enter(cast, "王伟")
    cancel(first, by=None, now=LATER)
    cancel(first, by=None, now=LATER)
    assert Quota.objects.get().used == 1


def test_the_place_of_whoever_cancels_goes_to_whoever_has_waited_longest(cast: Cast, category: Category) -> None:
    first = enter(cast, "林知远")
    waiting = [enter(cast, name) for name in ("王伟", "李娜")]
    cancel(first, by=cast.members[Role.REGISTRAR], now=LATER)
    for delegate in waiting:
        delegate.refresh_from_db()
    assert [delegate.state for delegate in waiting] == ["confirmed", "waitlisted"]
    assert letters_about(waiting[0]) == ["delegate_waitlisted", "delegate_confirmed"]
    entry = AuditEntry.objects.get(deed="delegate.move_up")
    assert (entry.by, entry.details) == (None, {"from": "waitlisted", "to": "confirmed"})


def test_the_team_moves_up_whoever_has_waited_longest_after_registration_has_closed(
    cast: Cast, category: Category
) -> None:
    first = enter(cast, "林知远")
    waiting = [enter(cast, name) for name in ("王伟", "李娜")]
    assert promote(category, by=None, now=LATER) is None
    cast.conference.state = ConferenceState.CLOSED
    cast.conference.save(update_fields=["state"])
    cancel(first, by=None, now=LATER)
    waiting[0].refresh_from_db()
    assert waiting[0].state == DelegateState.WAITLISTED
    registrar = cast.members[Role.REGISTRAR]
    promoted = promote(category, by=registrar, now=LATER)
    assert (promoted, promote(category, by=None, now=LATER)) == (waiting[0], None)
    waiting[0].refresh_from_db()
    assert (waiting[0].state, Quota.objects.get().used) == ("confirmed", 1)
    assert AuditEntry.objects.get(deed="delegate.move_up").by == registrar


def test_an_applicant_who_is_accepted_does_not_overtake_the_waiting_list(cast: Cast, by_approval: Category) -> None:
    first, waiting, applicant = (enter(cast, name, "press") for name in ("林知远", "王伟", "李娜"))
    for delegate in (first, waiting):
        confirm(delegate, by=None, now=LATER)
    cast.conference.state = ConferenceState.CLOSED
    cast.conference.save(update_fields=["state"])
    cancel(first, by=None, now=LATER)
    assert confirm(applicant, by=None, now=LATER).state == DelegateState.WAITLISTED
    assert confirm(waiting, by=None, now=LATER).state == DelegateState.CONFIRMED


def test_a_declined_delegate_cannot_be_confirmed_or_cancelled(cast: Cast, by_approval: Category) -> None:
    delegate = decline(enter(cast, category="press"), by=None, now=LATER)
    decline(delegate, by=None, now=LATER)
    for deed in (confirm, cancel):
        with pytest.raises(DelegateRefused) as refused:
            deed(delegate, by=None, now=LATER)
        assert refused.value.reason == DelegateRefusal.NOT_POSSIBLE
    assert letters_about(delegate) == ["delegate_applied", "delegate_declined"]


def test_a_restored_delegate_has_the_same_number_and_code_and_a_letter(cast: Cast, category: Category) -> None:
    delegate = enter(cast)
    code = delegate.credentials.get().code
    registrar = cast.members[Role.REGISTRAR]
    for minute in (1, 2):
        later = LATER + timedelta(minutes=minute)
        cancelled = cancel(delegate, by=None, now=later)
        assert Quota.objects.get().used == 0
        restored = restore(cancelled, by=registrar, now=later)
        restore(cancelled, by=registrar, now=later)
        assert (restored.state, restored.number, restored.credentials.get().code) == ("confirmed", 1, code)
        assert Quota.objects.get().used == 1
    assert letters_about(delegate) == [
        "delegate_confirmed",
        *("delegate_cancelled", "delegate_confirmed"),
        *("delegate_cancelled", "delegate_confirmed"),
    ]
    entries = AuditEntry.objects.filter(deed="delegate.restore")
    assert [(entry.by, entry.details) for entry in entries] == [
        (registrar, {"from": "cancelled", "to": "confirmed"})
    ] * 2


def test_a_restored_delegate_gets_no_place_that_somebody_has_or_waits_for(cast: Cast, category: Category) -> None:
    gone, waiting = enter(cast, "林知远"), enter(cast, "王伟")
    cancel(gone, by=None, now=LATER)
    with pytest.raises(DelegateRefused) as refused:
        restore(gone, by=None, now=LATER)
    assert refused.value.reason == DelegateRefusal.FULL
    gone.refresh_from_db()
    waiting.refresh_from_db()
    assert (gone.state, waiting.state, Quota.objects.get().used) == ("cancelled", "confirmed", 1)


def test_a_restored_applicant_is_an_applicant_again_and_a_confirmed_one_confirmed(
    cast: Cast, by_approval: Category
) -> None:
    applicant = enter(cast, "林知远", "press")
    accepted = confirm(enter(cast, "王伟", "press"), by=None, now=LATER)
    states = [restore(cancel(each, by=None, now=LATER), by=None, now=LATER).state for each in (applicant, accepted)]
    assert states == ["applied", "confirmed"]


def test_nobody_is_restored_who_has_registered_again_or_was_declined(cast: Cast, by_approval: Category) -> None:
    gone = cancel(enter(cast, category="press"), by=None, now=LATER)
    again = enter(cast, category="press")
    with pytest.raises(DelegateRefused) as refused:
        restore(gone, by=None, now=LATER)
    assert refused.value.reason == DelegateRefusal.REGISTERED_AGAIN
    with pytest.raises(DelegateRefused) as refused:
        restore(decline(again, by=None, now=LATER), by=None, now=LATER)
    assert refused.value.reason == DelegateRefusal.NOT_POSSIBLE


@pytest.mark.parametrize("end", [cancel, decline])
def test_the_request_key_of_what_has_ended_registers_anew(
    cast: Cast, by_approval: Category, end: Callable[..., Delegate]
) -> None:
    asked = a_sign_up(category="press", request_key="page:K")
    first = sign_up(cast.conference, asked, by=None, now=NOW)
    end(first, by=None, now=LATER)
    second = sign_up(cast.conference, asked, by=None, now=LATER)
    assert (second.pk != first.pk, second.state) == (True, "applied")
    assert sign_up(cast.conference, asked, by=None, now=LATER) == second


def test_a_key_with_somebody_who_still_comes_goes_on(cast: Cast, by_approval: Category) -> None:
    first = sign_up(cast.conference, a_sign_up(category="press", request_key="page:K"), by=None, now=NOW)
    other = enter(cast, "王伟", "press")
    Delegate.objects.filter(pk=other.pk).update(registration=first.registration)
    cancel(first, by=None, now=LATER)
    first.registration.refresh_from_db()
    assert first.registration.request_key == "page:K"


def test_a_corrected_spelling_keeps_code_number_and_link(cast: Cast, category: Category) -> None:
    delegate = enter(cast)
    code, key = delegate.credentials.get().code, delegate.registration.access_key
    correct(delegate, some_particulars("林之远"), by=None, now=LATER)
    delegate = Delegate.objects.get()
    assert (delegate.name, delegate.number, delegate.person.name) == ("林之远", 1, "林之远")
    assert delegate.search_keys.startswith("林之远")
    assert (delegate.credentials.get().code, delegate.registration.access_key) == (code, key)
    assert AuditEntry.objects.get(deed="delegate.correct").details == {"fields": "name"}
    assert letters_about(delegate) == ["delegate_confirmed"]


def test_a_correction_without_changes_writes_nothing(cast: Cast, category: Category) -> None:
    correct(enter(cast), some_particulars(), by=None, now=LATER)
    assert not AuditEntry.objects.filter(deed="delegate.correct").exists()


def test_a_new_address_gets_a_new_link_and_the_old_one_stops_working(cast: Cast, category: Category) -> None:
    delegate = enter(cast)
    old = delegate.registration.access_key
    delegate = correct(delegate, some_particulars(email="new@example.com"), by=None, now=LATER)
    registration = Delegate.objects.get().registration
    assert registration.contact_email == "new@example.com"
    assert registration.access_key != old
    assert letters_about(delegate) == ["delegate_confirmed", "delegate_confirmed"]
    assert Letter.objects.order_by("-pk").first().recipient == "new@example.com"  # type: ignore[union-attr] # there are two


def test_a_new_number_is_copied_to_the_contact_and_the_link_stays_valid(cast: Cast, category: Category) -> None:
    delegate = enter(cast)
    key = delegate.registration.access_key
    correct(delegate, some_particulars(phone="+8613800009999"), by=None, now=LATER)
    registration = Delegate.objects.get().registration
    assert (registration.contact_phone, registration.contact_email) == ("+8613800009999", "lin@example.com")
    assert registration.access_key == key
    assert letters_about(delegate) == ["delegate_confirmed"]


def test_the_contact_of_several_delegates_stays_when_one_changes(cast: Cast, category: Category) -> None:
    delegate, other = enter(cast), enter(cast, "王伟")
    Delegate.objects.filter(pk=other.pk).update(registration=delegate.registration)
    correct(delegate, some_particulars(email="new@example.com"), by=None, now=LATER)
    delegate.refresh_from_db()
    assert (delegate.email, delegate.registration.contact_email) == ("new@example.com", "lin@example.com")


def test_data_that_somebody_else_has_corrected_are_not_overwritten(cast: Cast, category: Category) -> None:
    seen = enter(cast)
    correct(Delegate.objects.get(), some_particulars(note="素食"), by=None, now=LATER)
    with pytest.raises(Overtaken):
        correct(seen, some_particulars(note="清真"), by=None, now=LATER)
    correct(seen, some_particulars("林之远", note="素食"), by=None, now=LATER)
    assert Delegate.objects.values_list("name", "note").get() == ("林之远", "素食")


def test_a_person_with_another_registration_keeps_their_name(cast: Cast, category: Category) -> None:
    delegate = enter(cast)
    a_limited_category(cast.neighbours_conference, 1)
    other = sign_up(cast.neighbours_conference, a_sign_up(), by=None, now=NOW)
    Delegate.objects.filter(pk=other.pk).update(person=delegate.person)
    correct(delegate, some_particulars("林之远"), by=None, now=LATER)
    delegate.person.refresh_from_db()
    assert delegate.person.name == "林知远"


def test_a_cancelled_delegate_cannot_be_corrected(cast: Cast, category: Category) -> None:
    delegate = cancel(enter(cast), by=None, now=LATER)
    with pytest.raises(DelegateRefused):
        correct(delegate, some_particulars("林之远"), by=None, now=LATER)


def test_the_letter_is_sent_again_at_most_once_in_ten_minutes(cast: Cast, category: Category) -> None:
    delegate = enter(cast)
    for minutes in (0, 1, 12):
        send_again(delegate, by=None, now=NOW.replace(minute=0) + timedelta(minutes=minutes))
    assert letters_about(delegate) == ["delegate_confirmed"] * 3
