"""The context of templates/base/conference.html, the frame of every public page of a conference."""

from collections import defaultdict

from django.urls import reverse

from events.extensions import PublicLink, public_links
from events.models import Conference
from events.rules.programme import ConferenceFacts


def public_shell(
    conference: Conference, section: str, *, facts: ConferenceFacts | None = None, **more: object
) -> dict[str, object]:
    """Return the context of the frame and whatever else the page needs.

    `section` is the tab that is marked as current. `facts` are the conference as it was published; before the first
    release, and on pages that are not part of one, the row itself is used.
    """
    return {
        "conference": facts or conference,
        "zone": (facts or conference).zone,
        "takes_registrations": conference.takes_registrations,
        "section": section,
        "links": _links(conference),
        "accent_stylesheet_url": reverse("conference_accent", args=[conference.slug]),
        **more,
    }


def _links(conference: Conference) -> dict[str, list[PublicLink]]:
    """Return the links of higher apps by spot, in order; templates read `links.tab`."""
    links: defaultdict[str, list[PublicLink]] = defaultdict(list)
    found = [link for source in public_links for link in source(conference)]
    for link in sorted(found, key=lambda link: link.position):
        links[link.spot.value].append(link)
    return dict(links)
