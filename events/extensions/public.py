"""Sockets of the public pages: links that higher apps add, and the pages that they serve."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from events.models import Conference
from toolkit.providers import Providers


class PublicSpot(StrEnum):
    """Where the public pages of a conference show a link."""

    TAB = "tab"
    """In the navigation, behind Home and Programme."""
    PHONE_TAB = "phone_tab"
    """In the navigation of a phone, which has no room for TOOL."""
    TOOL = "tool"
    """Beside the choice of language; not on a phone."""
    HOME = "home"
    """A button on the home page, before that to the programme."""
    HOME_TODAY = "home_today"
    """On the days of the conference, on a phone: instead of HOME."""


@dataclass(frozen=True, kw_only=True)
class PublicLink:
    """A link on the public pages. `section` is the value of `section` on the pages that the link stands for."""

    spot: PublicSpot
    url: str
    label: Promise
    position: int
    section: str = ""
    icon: str = ""


public_links: list[Callable[[Conference], list[PublicLink]]] = []
"""Links on the public pages of a conference. They must be the same for all readers, as these pages are cached."""


class PublicPage(StrEnum):
    """Things of a release whose public page a higher app serves."""

    PERSON = "person"


public_pages: Providers[PublicPage, Callable[[str, str], str]] = Providers()
"""The address of a thing's page in the present language, by the conference's slug and the thing's code."""
