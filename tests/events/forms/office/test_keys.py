import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.test import Client

from events.forms.office.keys import KeyNameField
from events.models import User
from tests.builders.people import a_user_with_address
from tests.security.nasty import TEXTS

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
SHAPE = {"id": "YQ", "rawId": "YQ", "type": "public-key", "clientExtensionResults": {}}
SIGNED = {"clientDataJSON": "e30", "authenticatorData": "YQ", "signature": "YQ", "attestationObject": "oA"}
ANSWERS = {
    "nothing": "",
    "no JSON": "{",
    "a number": "1",
    "a list": "[]",
    "an endless number": "9" * 5000,
    "deep": "[" * 5000,
    "long": json.dumps("x" * 60_000),
    "escapes": '{"a": "\\u0000"}',
    "a number as its name": '{"id": 1}',
    "no answer": json.dumps({**SHAPE, "response": {}}),
    "a text as its answer": json.dumps({**SHAPE, "response": "x"}),
    "nobody's": json.dumps({**SHAPE, "response": {**SIGNED, "userHandle": "OTk5OTk5"}}),
    "an endless number's": json.dumps({**SHAPE, "response": {**SIGNED, "userHandle": "OTk5" * 40}}),
    "broken bytes": json.dumps({**SHAPE, "response": {**SIGNED, "authenticatorData": "_w", "userHandle": "_w"}}),
}
"""What no browser sends."""
every_answer = pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())


@pytest.fixture
def lin() -> User:
    return a_user_with_address("lin@example.com", password=PASSWORD)


@every_answer
def test_a_malformed_answer_signs_nobody_in(lin: User, answer: str) -> None:
    client = Client()
    client.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})

    response = client.post("/accounts/2fa/webauthn/login/", {"credential": answer})

    assert response.status_code == 302
    assert response.headers["Location"] == "/accounts/login/"
    assert "_auth_user_id" not in client.session


@every_answer
def test_a_malformed_answer_adds_no_key(lin: User, answer: str) -> None:
    client = Client()
    client.force_login(lin)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.get("/accounts/2fa/webauthn/add/")

    response = client.post("/accounts/2fa/webauthn/add/", {"name": "My phone", "credential": answer})

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("name", [TEXTS[what] for what in ("over-long", "NUL", "bidi", "zero-width", "control")])
def test_a_key_name_without_visible_characters_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        KeyNameField().clean(name)
