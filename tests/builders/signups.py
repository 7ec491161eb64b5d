"""Sign-ups, as a page or a file would make them."""

from dataclasses import replace

from events.models import Conference
from registration.models import Category, Quota
from registration.rules.particulars import PARTICULARS, Particulars
from registration.rules.signup import Origin, SignUp
from tests.builders.doors import a_category


def some_particulars(name: str = "林知远", **fields: str) -> Particulars:
    """The data of somebody who does not exist."""
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
    """Somebody who wants to come as a delegate; `fields` are those of SignUp and of Particulars."""
    particulars = {key: str(fields.pop(key)) for key in PARTICULARS if key in fields}
    usual = SignUp(category="delegate", particulars=some_particulars(name, **particulars))
    return replace(usual, **fields)  # type: ignore[arg-type] # which field takes what, the dataclass knows


def a_quota(conference: Conference, size: int) -> Quota:
    """A number of places."""
    return Quota.objects.create(conference=conference, name_zh="名额", name_en="Places", size=size)


def a_limited_category(conference: Conference, size: int, code: str = "delegate", **fields: object) -> Category:
    """A category whose places are counted."""
    return a_category(conference, code, quota=a_quota(conference, size), **fields)
