import pytest

from events.models import AuditEntry, Letter
from registration.models import DelegateState
from registration.operations.states import move_to, note
from tests.builders.doors import a_delegate
from tests.builders.people import NOW, Cast
from tests.builders.signups import a_limited_category

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("size", "state"), [(1, "confirmed"), (0, "waitlisted")])
def test_the_state_that_is_entered_is_recorded_and_told(cast: Cast, size: int, state: str) -> None:
    category = a_limited_category(cast.conference, size)
    delegate = a_delegate(cast.conference, category, state=DelegateState.APPLIED)
    delegate.registration.contact_email = "lin@example.com"
    move_to(delegate, DelegateState.CONFIRMED, deed="delegate.confirm", by=cast.somebody, now=NOW)
    delegate.refresh_from_db()
    assert delegate.state == state
    entry = AuditEntry.objects.get()
    assert (entry.deed, entry.by, entry.at, entry.conference) == (
        "delegate.confirm",
        cast.somebody,
        NOW,
        cast.conference,
    )
    assert entry.details == {"from": "applied", "to": state}
    letter = Letter.objects.get()
    assert (letter.kind, letter.recipient, letter.asked_by) == (f"delegate_{state}", "lin@example.com", cast.somebody)


def test_a_note_is_about_the_delegate_in_the_conference(cast: Cast) -> None:
    delegate = a_delegate(cast.conference, a_limited_category(cast.conference, 1))
    note("delegate.correct", delegate, by=None, now=NOW, details={"fields": "name"})
    entry = AuditEntry.objects.get()
    assert (entry.deed, entry.subject, entry.subject_key) == ("delegate.correct", "delegate", str(delegate.pk))
    assert (entry.organisation, entry.details) == (cast.organisation, {"fields": "name"})
