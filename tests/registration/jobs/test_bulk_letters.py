"""Test the job that writes missing confirmations."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from events.models import Job, Letter
from events.rules.office.roles import Role
from registration.models import Registration
from registration.operations.credentials import issue_credential
from registration.operations.signup import sign_up
from registration.operations.state_letters import request_letters
from tests.builders.doors import a_category, a_delegate
from tests.builders.people import NOW, Cast, signed_in
from tests.builders.signups import a_sign_up
from tests.queue import run_queue


@pytest.fixture
def owner(cast: Cast) -> Client:
    return signed_in(cast.members[Role.OWNER])


def test_each_confirmed_delegate_with_an_address_gets_one_letter_however_often_the_job_runs(
    owner: Client, cast: Cast
) -> None:
    category = a_category(cast.conference, "delegate")
    for name, state in (("wang", "confirmed"), ("li", "confirmed"), ("gu", "cancelled")):
        row = a_delegate(cast.conference, category, name, state=state)
        issue_credential(row, now=NOW)
        Registration.objects.filter(pk=row.registration_id).update(contact_email=f"{name}@example.com")
    a_delegate(cast.conference, category, "苏念", state="confirmed")
    page = reverse("console_delegates_letters", args=[cast.conference.slug])
    assert "2 confirmed delegates have had no letter yet." in owner.get(page).content.decode()
    for _again in range(2):
        owner.post(page)
        run_queue()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["li@example.com", "wang@example.com"]
    counted = owner.get(page).context["counted"]
    assert (counted.to_write, counted.no_address, counted.written) == (0, 1, 2)


def test_a_delegate_who_got_the_letter_at_sign_up_gets_no_second_one(owner: Client, cast: Cast) -> None:
    a_category(cast.conference)
    sign_up(cast.conference, a_sign_up(), by=None, now=NOW)
    request_letters(cast.conference, leads_to="/", by=cast.members[Role.OWNER], now=NOW)
    run_queue()
    assert Letter.objects.count() == len(mail.outbox) == 1
    assert Job.objects.get().state == "done"
