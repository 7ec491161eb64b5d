"""Links that `speakers` adds to the public pages of a conference."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.extensions import PublicLink, PublicSpot
from events.models import Conference


def links(conference: Conference) -> list[PublicLink]:
    """Return the link of the tab "Speakers"."""
    url = reverse("conference_speakers", args=[conference.slug])
    return [
        PublicLink(spot=PublicSpot.TAB, url=url, label=_("Speakers"), section="speakers", icon="people", position=10)
    ]


def person_url(conference: str, code: str) -> str:
    """Return the URL of a speaker's public page, from the conference's slug and the speaker's code."""
    return reverse("conference_speaker", args=[conference, code])


def photo_url(conference: str, key: str) -> str:
    """Return the URL of a published photograph, from the conference's slug and the photograph's key."""
    return reverse("conference_photo", args=[conference, key])
