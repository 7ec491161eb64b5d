"""Sockets of the public pages: links that higher apps add, and the pages that they serve."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from events.models import Conference
from events.rules.programme import SessionItem
from toolkit.providers import Providers


class PublicSpot(StrEnum):
    """A place on the public pages where links are shown."""

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
    """A link on the public pages. It is marked as current on pages that have the same `section`."""

    spot: PublicSpot
    url: str
    label: Promise
    position: int
    section: str = ""
    icon: str = ""


public_links: list[Callable[[Conference], list[PublicLink]]] = []
"""Functions that return the links of a conference. They must be the same for all readers, as the pages are cached."""


@dataclass(frozen=True, kw_only=True)
class PublicSessionLink:
    """A link on the public page of a session; `words` is a sentence before it."""

    url: str
    label: Promise
    words: Promise | None = None


session_public_links: list[Callable[[Conference, SessionItem], list[PublicSessionLink]]] = []
"""Functions that return further links for a published session. They must be the same for all readers, and depend on
nothing but the conference's state and the release, as the pages are cached.
"""


class PublicPage(StrEnum):
    """Parts of a release that a higher app serves."""

    PERSON = "person"
    PHOTO = "photo"


public_pages: Providers[PublicPage, Callable[[str, str], str]] = Providers()
"""The address of a thing in the present language, by the conference's slug and the code of a person or the key of a
photograph.
"""
