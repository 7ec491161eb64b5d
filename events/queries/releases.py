"""The published programme, as values. Public pages and feeds read only this."""

from functools import lru_cache

from events.models import Conference, Release
from events.rules.programme import Programme, from_document


def current_release(conference: Conference) -> Release | None:
    """The row of the release that the public sees, without its document; None before the first."""
    releases = Release.objects.filter(conference=conference, number=conference.public_version)
    return releases.defer("document").first()


def current_programme(conference: Conference) -> Programme | None:
    """The programme that the public sees; None before the first release.

    One statement the first time that this process reads a release, none after that: a release never changes.
    """
    if not conference.public_version:
        return None
    return _programme(conference.pk, conference.public_version)


@lru_cache(maxsize=16)
def _programme(conference_id: int, number: int) -> Programme:
    release = Release.objects.get(conference_id=conference_id, number=number)
    return from_document(release.document)
