"""The published programme. Public pages and feeds read nothing else."""

from datetime import date
from functools import lru_cache

from django.core.cache import caches

from events.models import Conference, Release, Session, Talk
from events.rules.feeds import uids_of
from events.rules.index import ProgrammeIndex
from events.rules.programme import Programme, from_document
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


def content_of(release: Release) -> Programme:
    """Return the programme of a release, with the photographs that it had when it was published."""
    return index_of(release).programme


def index_of(release: Release) -> ProgrammeIndex:
    """Return the programme of a release with its look-up tables. Takes one query, and none while it is at hand."""
    return _content(release.digest, release.pk)


@lru_cache(maxsize=4)
def _content(digest: str, pk: int) -> ProgrammeIndex:
    """Return the content of a release. The digest stands for it, as a key may come again after a rollback."""
    return ProgrammeIndex(from_document(Release.objects.values_list("document", flat=True).get(pk=pk)))


def calendar_uids(release: Release) -> dict[tuple[str, str], str]:
    """Return the UIDs of a release's calendar entries; see `events.rules.feeds.uids_of`."""
    return _uids(release.digest, release.pk)


@lru_cache(maxsize=4)
def _uids(digest: str, pk: int) -> dict[tuple[str, str], str]:
    return uids_of(_content(digest, pk).programme)


def release_before(release: Release) -> Release | None:
    """Return the release before this one, without loading its document."""
    rows = Release.objects.filter(conference=release.conference_id, number__lt=release.number)
    return rows.defer("document").first()


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
