from datetime import timedelta

import pytest

from events.models import Job, JobState, Letter
from events.rules.office.roles import Role
from registration.models import Delegate, DelegateState
from registration.operations.credentials import issue_credential
from registration.operations.state_letters import (
    KINDS,
    request_letters,
    tell_first_state,
    tell_reissue,
    tell_state,
    tell_state_again,
)
from tests.builders.doors import a_category, a_delegate
from tests.builders.people import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def delegate(cast: Cast) -> Delegate:
    delegate = a_delegate(cast.conference, a_category(cast.conference))
    delegate.registration.contact_email = "office@example.com"
    delegate.registration.language = "en"
    delegate.registration.save()
    return delegate


@pytest.mark.parametrize("state", DelegateState)
def test_each_state_has_a_letter_of_its_own(cast: Cast, delegate: Delegate, state: DelegateState) -> None:
    delegate.state = state
    tell_state(delegate, conference=cast.conference, by=cast.somebody, now=NOW)
    letter = Letter.objects.get()
    assert (letter.kind, letter.key) == (f"delegate_{state.value}", f"delegate_{state.value}:{delegate.pk}")
    assert (letter.recipient, letter.language, letter.subject_key) == ("office@example.com", "en", str(delegate.pk))
    assert letter.conference == cast.conference


def test_every_state_has_a_letter() -> None:
    assert set(KINDS) == set(DelegateState)
    assert len(set(KINDS.values())) == len(KINDS)


def test_a_state_letter_is_sent_once_and_once_more_for_each_occasion(cast: Cast, delegate: Delegate) -> None:
    for occasion in ("", "", "moved", "moved"):
        tell_state(delegate, conference=cast.conference, by=None, now=NOW, occasion=occasion)
    keys = Letter.objects.order_by("pk").values_list("key", flat=True)
    assert list(keys) == [f"delegate_confirmed:{delegate.pk}", f"delegate_confirmed:{delegate.pk}:moved"]


def test_the_first_state_is_told_once(delegate: Delegate) -> None:
    tell_first_state(delegate, by=None, now=NOW)
    tell_state(delegate, conference=delegate.conference, by=None, now=NOW)
    assert list(Letter.objects.values_list("kind", "recipient")) == [("delegate_confirmed", "office@example.com")]


def test_without_an_address_the_first_state_is_not_told(delegate: Delegate) -> None:
    delegate.registration.contact_email = ""
    tell_first_state(delegate, by=None, now=NOW)
    assert not Letter.objects.exists()


def test_a_letter_sent_again_waits_for_the_next_ten_minutes(delegate: Delegate) -> None:
    start = NOW.replace(minute=10, second=0)
    for seconds in (0, 599, 600):
        tell_state_again(delegate, by=None, now=start + timedelta(seconds=seconds))
    assert Letter.objects.count() == 2


def test_without_an_address_no_letter_is_written(cast: Cast) -> None:
    delegate = a_delegate(cast.conference, a_category(cast.conference))
    tell_state(delegate, conference=cast.conference, by=None, now=NOW)
    tell_reissue(issue_credential(delegate, now=NOW), by=None, now=NOW)
    assert not Letter.objects.exists()


def test_each_new_code_is_sent_once(delegate: Delegate) -> None:
    credential = issue_credential(delegate, now=NOW)
    for _ in range(2):
        tell_reissue(credential, by=None, now=NOW)
    letter = Letter.objects.get()
    assert (letter.kind, letter.key) == ("delegate_reissued", f"delegate_reissued:{credential.pk}")
    assert (letter.subject_key, letter.recipient, letter.language) == (str(credential.pk), "office@example.com", "en")


def test_asking_for_letters_twice_is_one_job(cast: Cast) -> None:
    organiser, registrar = cast.members[Role.ORGANISER], cast.members[Role.REGISTRAR]
    jobs = [
        request_letters(cast.conference, leads_to="/back/", by=member, now=NOW)
        for member in (organiser, organiser, registrar)
    ]
    assert [job == jobs[0] for job in jobs] == [True, True, False]
    job = Job.objects.get(pk=jobs[0].pk)
    assert (job.kind, job.conference, job.arguments) == ("letters", cast.conference, {"leads_to": "/back/"})
    assert (job.asked_by, job.state) == (organiser, JobState.QUEUED)
