from collections.abc import Iterator

import pytest
from django.core import mail
from django.test import Client, override_settings

from events.models import User
from tests.builders.people import a_user_with_address

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _our_form() -> Iterator[None]:
    with override_settings(ACCOUNT_FORMS={"login": "events.forms.office.accounts.SignInForm"}):
        yield


@pytest.fixture
def lin() -> User:
    return a_user_with_address("lin@example.com", password="a quiet river")


def test_a_password_signs_in(lin: User) -> None:
    client = Client()

    client.post("/accounts/login/", {"login": lin.email, "password": "a quiet river"})

    assert client.session["_auth_user_id"] == str(lin.pk)


def test_a_wrong_password_is_an_error_in_the_form(lin: User) -> None:
    response = Client().post("/accounts/login/", {"login": lin.email, "password": "a loud river"})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["__all__"]
    assert mail.outbox == []


def test_without_a_password_a_code_is_sent(lin: User) -> None:
    response = Client().post("/accounts/login/", {"login": lin.email, "password": ""})

    assert response.headers["Location"] == "/accounts/login/code/confirm/"
    assert [message.to for message in mail.outbox] == [["lin@example.com"]]
