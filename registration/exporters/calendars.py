"""The conference as an entry for a delegate's calendar."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from portal.toolkit.calendars import CalendarEntry, calendar_entry
from registration.models import Delegate


def conference_calendar(delegate: Delegate, *, language: str) -> bytes:
    """An entry of whole days, the same one whenever it is made; gone again for whoever has cancelled."""
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
            place=conference.city.within(language),
            url=url,
            organiser=conference.hosts.within(language),
            organiser_email=conference.contact_email,
            sequence=1 if is_over else 0,
            cancelled=is_over,
        )
    )
