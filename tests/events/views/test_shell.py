"""Links that higher apps add to the public pages of a conference."""

import pytest
from django.utils import translation

from events.models import ConferenceState
from events.templatetags.programme import person_url
from events.views.shell import public_shell
from tests.builders.people import Cast

pytestmark = pytest.mark.django_db


def spots(cast: Cast) -> dict[str, list[str]]:
    """Return the URLs of the links by spot, for the home page in English."""
    with translation.override("en"):
        links = public_shell(cast.conference, "home")["links"]
    assert isinstance(links, dict)
    return {spot: [link.url for link in found] for spot, found in links.items()}


def test_an_open_conference_links_to_speakers_registration_and_my_registration(cast: Cast) -> None:
    cast.conference.state = ConferenceState.OPEN

    assert spots(cast) == {
        "tab": ["/en/bio27/speakers/", "/en/bio27/register/"],
        "home": ["/en/bio27/register/"],
        "phone_tab": ["/en/bio27/me/"],
        "tool": ["/en/bio27/me/"],
        "home_today": ["/en/bio27/me/"],
    }


def test_a_closed_conference_does_not_offer_registration(cast: Cast) -> None:
    cast.conference.state = ConferenceState.CLOSED

    assert spots(cast) == {
        "tab": ["/en/bio27/speakers/"],
        "phone_tab": ["/en/bio27/me/"],
        "tool": ["/en/bio27/me/"],
        "home_today": ["/en/bio27/me/"],
    }


def test_the_page_of_somebody_on_stage_is_that_of_the_speaker() -> None:
    with translation.override("zh-hans"):
        assert person_url("bio27", "LIN7") == "/zh-hans/bio27/speakers/LIN7/"
