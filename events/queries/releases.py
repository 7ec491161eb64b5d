"""The published programme, as values. Public pages and feeds read only this."""

from functools import lru_cache

from events.models import Conference, Release
from events.rules.index import ProgrammeIndex
from events.rules.programme import from_document


def current_release(conference: Conference) -> Release | None:
    """The row of the release that the public sees, without its document; None before the first."""
    releases = Release.objects.filter(conference=conference, number=conference.public_version)
    return releases.defer("document").first()


def current_index(conference: Conference) -> ProgrammeIndex | None:
    """The programme that the public sees, with its look-ups; None before the first release.

    One statement the first time that this process reads a release, none after that: a release never changes.
    """
    if not conference.public_version:
        return None
    return _index(conference.pk, conference.public_version)


@lru_cache(maxsize=16)
def _index(conference_id: int, number: int) -> ProgrammeIndex:
    release = Release.objects.get(conference_id=conference_id, number=number)
    return ProgrammeIndex(from_document(release.document))
