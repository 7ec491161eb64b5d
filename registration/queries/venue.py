"""Where a conference takes place."""

from events.models import Conference
from toolkit.text import ENGLISH


def venue_of(conference: Conference, *, language: str) -> str:
    """Return the name and the address of the venue, or the city if there is no venue; one query."""
    venue = conference.venues.first()
    city = conference.city.within(language)
    parts = [venue.name.within(language), venue.address.within(language) or city] if venue else [city]
    return (", " if language == ENGLISH else "，").join(part for part in parts if part)
