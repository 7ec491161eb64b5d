import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from registration.models import Delegate
from tests.builders.doors import a_category
from tests.builders.people import Cast

pytestmark = pytest.mark.django_db
ADDRESS = "/en/bio27/register/"
OURS = {"Origin": "http://testserver"}
TYPED = {
    "category": "delegate",
    "name": "林知远",
    "institution_en": "<b>Wusong</b>",
    "email": "lin@example.com",
    "note": "素食\n轮椅",
    "step": "confirm",
    "request_key": "K" * 26,
}


@pytest.fixture
def browser(cast: Cast) -> Client:
    a_category(cast.conference)
    return Client(enforce_csrf_checks=True)


def hidden_values(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def test_an_expired_form_shows_what_was_typed_and_can_be_sent_again(browser: Client) -> None:
    answer = browser.post(ADDRESS, TYPED | {"csrfmiddlewaretoken": "x" * 64}, headers=OURS, follow=True)
    page = answer.content.decode()
    assert (answer.status_code, "表单已过期" in page, "The form has expired" in page) == (403, True, True)
    for text in ("林知远", "&lt;b&gt;Wusong&lt;/b&gt;", "素食<br>轮椅"):
        assert f"<p><bdi>{text}</bdi></p>" in page
    assert "<bdi>KKK" not in page
    assert f'action="{ADDRESS}"' in page
    values = hidden_values(page) | {"institution_en": "Wusong"}
    assert browser.post(ADDRESS, values, headers=OURS).status_code == 302
    assert Delegate.objects.values_list("name", "note").get() == ("林知远", "素食\n轮椅")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example", ""])
def test_what_another_page_has_sent_is_neither_shown_nor_offered(browser: Client, origin: str) -> None:
    page = browser.post(ADDRESS, TYPED, headers={"Origin": origin} if origin else {}).content.decode()
    assert ("林知远" in page, "Send again" in page, "The form has expired" in page) == (False, False, True)


def test_secrets_are_not_shown_and_have_to_be_typed_anew(browser: Client) -> None:
    sent = {"login": "lin@example.com", "password": "hunter2-hunter2"}
    page = browser.post("/accounts/login/?next=/console/", sent, headers=OURS, follow=True).content.decode()
    assert ("lin@example.com" in page, "hunter2" in page, "Send again" in page) == (True, False, False)
    assert '<a class="button" href="/accounts/login/?next=/console/">' in page


def test_a_file_has_to_be_chosen_anew(browser: Client) -> None:
    sent = {"name": "林知远", "file": SimpleUploadedFile("list.csv", b"1,2")}
    page = browser.post(ADDRESS, sent, headers=OURS, follow=True).content.decode()
    assert ("林知远" in page, "Send again" in page) == (True, False)
