"""The published programme. Public pages and feeds read nothing else."""

from datetime import date
from functools import lru_cache

from django.core.cache import caches

from events.models import Conference, Release, Session, Talk
from events.rules.index import ProgrammeIndex
from events.rules.programme import from_document
from events.rules.publication import without_photos


def current_release(conference: Conference) -> Release | None:
    """Return the release that the public sees, without loading its document; None before the first release."""
    releases = Release.objects.filter(conference=conference, number=conference.public_version)
    return releases.defer("document").first()


def current_index(conference: Conference) -> ProgrammeIndex | None:
    """Return the published programme with its look-up tables; None before the first release."""
    return public_index(conference) if conference.public_version else None


def public_index(conference: Conference) -> ProgrammeIndex:
    """Return the published programme of a conference that has one.

    Takes one query when a process first reads a release. Later calls use its cache, as a release never changes.
    Photographs that were removed after the publication are left out.
    """
    return _index(conference.pk, conference.public_version, tuple(conference.withdrawn_photos))


def is_published(what: Session | Talk) -> bool:
    """Return whether the public programme shows this session or talk."""
    index = current_index(what.conference)
    return index is not None and what.code in (index.talks if isinstance(what, Talk) else index.sessions)


def public_days(conference: Conference) -> frozenset[date]:
    """Return the days of the published programme. Only the first process reads the programme for them."""
    return _days(conference.pk, conference.public_version)


@lru_cache(maxsize=16)
def _index(conference_id: int, number: int, withdrawn_photos: tuple[str, ...]) -> ProgrammeIndex:
    release = Release.objects.get(conference_id=conference_id, number=number)
    return ProgrammeIndex(without_photos(from_document(release.document), withdrawn_photos))


@lru_cache(maxsize=64)
def _days(conference_id: int, number: int) -> frozenset[date]:
    shared, key = caches["ready_pages"], f"days:{conference_id}:{number}"
    days: frozenset[date] | None = shared.get(key)
    if days is None:
        days = frozenset(_index(conference_id, number, ()).sessions_by_day)
        shared.set(key, days, None)
    return days
