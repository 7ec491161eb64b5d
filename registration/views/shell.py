"""What every page of a registration needs around it."""

from django.urls import reverse

from events.models import Conference


def shell(conference: Conference, section: str, **more: object) -> dict[str, object]:
    """The context of base/conference.html, and more."""
    return {
        "conference": conference,
        "zone": conference.zone,
        "takes_registrations": conference.takes_registrations,
        "section": section,
        "accent_stylesheet_url": reverse("conference_accent", args=[conference.slug]),
        **more,
    }
