"""The conference as a calendar entry for a delegate."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from events.models import Conference
from registration.models import Delegate
from toolkit.calendars import CalendarEntry, calendar_entry
from toolkit.text import ENGLISH


def conference_calendar(delegate: Delegate, *, language: str) -> bytes:
    """Return an all-day entry with a stable UID; it is marked cancelled if the delegate has cancelled."""
    conference, registration = delegate.conference, delegate.registration
    with override(language):
        url = settings.PUBLIC_URL + reverse("conference_home", args=[conference.slug])
    is_over = delegate.state == "cancelled"
    return calendar_entry(
        CalendarEntry(
            uid=f"{registration.code}-{delegate.code}@rostrum".lower(),
            title=conference.title.within(language),
            starts=conference.starts_on,
            ends=conference.ends_on,
            stamp=delegate.decided_at or delegate.created_at,
            place=_place(conference, language=language),
            url=url,
            organiser=conference.hosts.within(language),
            organiser_email=conference.contact_email,
            # Grows with every release, so that calendars replace an entry whose days have moved.
            sequence=2 * conference.public_version + is_over,
            cancelled=is_over,
        )
    )


def _place(conference: Conference, *, language: str) -> str:
    """Return the name and the address of the venue, or the city if there is no venue."""
    venue = conference.venues.first()
    city = conference.city.within(language)
    parts = [venue.name.within(language), venue.address.within(language) or city] if venue else [city]
    return (", " if language == ENGLISH else "，").join(part for part in parts if part)
