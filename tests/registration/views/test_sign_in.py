"""Signing in by code from the page of one's registration."""

import pytest
from django.core import mail
from django.test import Client

from registration.operations.signup import sign_up
from tests.builders.people import NOW, Cast
from tests.builders.signups import a_limited_category, a_sign_up

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("more", [{}, {"next": "/zh-hans/bio27/me/"}])
def test_the_letter_with_the_code_names_the_conference(cast: Cast, more: dict[str, str]) -> None:
    a_limited_category(cast.conference, 5)
    sign_up(cast.conference, a_sign_up(email="lin@example.com"), by=None, now=NOW)
    address = f"/zh-hans/{cast.conference.slug}/me/code/"

    Client(headers={"Accept-Language": "zh-hans"}).post(address, {"email": "lin@example.com", **more})

    (letter,) = [letter for letter in mail.outbox if "验证码" in str(letter.subject)]
    assert str(letter.subject) == "全国生物技术创新大会：登录验证码"
    assert "全国生物技术创新大会" in str(letter.body)
