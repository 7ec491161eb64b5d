"""Test the replacement of a lost badge, from the button to the door."""

from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from events.rules.office.roles import Role
from registration.models import Credential, Delegate
from registration.operations.delegates import cancel
from registration.operations.signup import sign_up
from tests.builders.doors import Doors, Scanner, a_category, an_attempt, prefix_on, the_doors
from tests.builders.people import NOW, Cast, signed_in
from tests.builders.signups import a_sign_up
from tests.queue import run_queue

pytestmark = pytest.mark.usefixtures("at_nine")


@pytest.fixture
def delegate(cast: Cast) -> Delegate:
    a_category(cast.conference, "speaker")
    return sign_up(cast.conference, a_sign_up(category="speaker", language="en", sends_letter=False), by=None, now=NOW)


@pytest.fixture
def registrar(cast: Cast) -> Client:
    return signed_in(cast.members[Role.REGISTRAR])


def _page(delegate: Delegate, name: str = "console_delegate_reissue") -> str:
    return reverse(name, kwargs={"conference": delegate.conference.slug, "code": delegate.code})


def test_the_button_leads_to_a_page_that_explains_the_consequences(registrar: Client, delegate: Delegate) -> None:
    assert "Lost badge: new code" in registrar.get(_page(delegate, "console_delegate")).content.decode()
    page = registrar.get(_page(delegate)).content.decode()
    assert "Every door refuses the old one from now on" in page
    assert "A letter with the new code and the badge goes to lin@example.com." in " ".join(page.split())
    assert f'name="lost" value="{delegate.credentials.get().pk}"' in page


def test_the_page_says_when_there_is_no_address_to_write_to(registrar: Client, delegate: Delegate) -> None:
    delegate.registration.contact_email = ""
    delegate.registration.save()
    assert "no letter goes out: print the new badge" in registrar.get(_page(delegate)).content.decode()


def test_somebody_without_a_place_has_no_button_and_is_refused(registrar: Client, delegate: Delegate) -> None:
    lost = delegate.credentials.get().pk
    cancel(delegate, by=None, now=NOW)
    assert "Lost badge" not in registrar.get(_page(delegate, "console_delegate")).content.decode()
    answer = registrar.post(_page(delegate), {"lost": lost}, follow=True)
    assert "The present state does not allow that." in answer.content.decode()
    assert Credential.objects.filter(revoked_at__isnull=False).count() == 0


def test_a_code_of_somebody_else_is_refused(registrar: Client, cast: Cast, delegate: Delegate) -> None:
    other = the_doors(cast.conference).credential
    assert registrar.post(_page(delegate), {"lost": other.pk}).status_code == 422
    assert Credential.objects.filter(revoked_at__isnull=False).count() == 0


def test_submitting_twice_replaces_the_code_once_and_the_letter_has_the_valid_one(
    registrar: Client, cast: Cast, delegate: Delegate
) -> None:
    doors: Doors = the_doors(cast.conference)
    lost = delegate.credentials.get()
    for _ in range(2):
        answer = registrar.post(_page(delegate), {"lost": lost.pk}, follow=True)
        assert "The new code is issued." in answer.content.decode()
    run_queue()
    fresh = delegate.credentials.get(revoked_at__isnull=True)
    assert delegate.credentials.count() == 2
    [letter] = mail.outbox
    read = message_from_bytes(letter.message().as_bytes(), policy=policy.default)
    text = read.get_body(("plain",))
    assert text is not None
    assert fresh.code in text.get_content().replace(" ", "")

    attempts = [an_attempt(doors, prefix=prefix_on(code, NOW.date())) for code in (lost, fresh)]
    answers = Scanner("north").send(*attempts)
    assert [(each["verdict"], each["reason"]) for each in answers] == [("refuse", "revoked"), ("admit", "ok")]
