"""Builders for sign-ups, as a form or an imported file would produce them."""

from dataclasses import replace

from events.models import Conference
from registration.models import Category, Quota
from registration.rules.particulars import PARTICULARS, Particulars
from registration.rules.signup import Origin, SignUp
from tests.builders.doors import a_category


def some_particulars(name: str = "林知远", **fields: str) -> Particulars:
    """Return an invented person's data."""
    usual = Particulars(
        name=name,
        name_latin="LIN Zhiyuan",
        institution_zh="吴淞理工大学",
        institution_en="Wusong University of Technology",
        post_zh="研究员",
        email="lin@example.com",
        phone="+8613800002713",
    )
    return replace(usual, **fields)


def a_sign_up(name: str = "林知远", **fields: str | bool | Origin) -> SignUp:
    """Return a delegate's sign-up; `fields` override those of SignUp and Particulars."""
    particulars = {key: str(fields.pop(key)) for key in PARTICULARS if key in fields}
    usual = SignUp(category="delegate", particulars=some_particulars(name, **particulars))
    return replace(usual, **fields)  # type: ignore[arg-type] # the dataclass names the types


def a_quota(conference: Conference, size: int) -> Quota:
    """Create a quota of `size` places."""
    return Quota.objects.create(conference=conference, name_zh="名额", name_en="Places", size=size)


def a_limited_category(conference: Conference, size: int, code: str = "delegate", **fields: object) -> Category:
    """Create a category with a quota of its own."""
    return a_category(conference, code, quota=a_quota(conference, size), **fields)
