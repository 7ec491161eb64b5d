from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import timezone
from django_q.models import OrmQ
from pytest_django import DjangoCaptureOnCommitCallbacks

from events.models import AuditEntry
from events.operations.publishing import publish
from events.queries.releases import current_index
from speakers.models import Speaker
from speakers.operations.photos import JUST_SAVED, remove_photo, set_photo, sweep_photos
from tests.builders.people import NOW, Cast
from tests.builders.programmes import SmallProgramme, a_programme, on_stage

FIRST, SECOND = b"the first photograph", b"the second photograph"


@pytest.fixture
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def small(cast: Cast, folder: Path) -> SmallProgramme:
    return a_programme(cast.conference, cast.forum)


@pytest.fixture
def change(small: SmallProgramme, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> "Change":
    return Change(small.speaker, django_capture_on_commit_callbacks)


class Change:
    """Changes the photograph of one speaker, and lets happen what follows the commit."""

    def __init__(self, speaker: Speaker, committing: DjangoCaptureOnCommitCallbacks) -> None:
        self.speaker, self.committing = speaker, committing

    def to(self, content: bytes) -> None:
        with self.committing(execute=True):
            set_photo(self.speaker, content, by=None, now=NOW)

    def to_nothing(self) -> None:
        with self.committing(execute=True):
            remove_photo(self.speaker, by=None, now=NOW)


def kept(folder: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in folder.rglob("*.jpg"))


def test_a_photograph_is_stored_under_the_digest_of_its_content(folder: Path, change: Change) -> None:
    change.to(FIRST)
    change.speaker.refresh_from_db()
    name = change.speaker.photo.name or ""
    assert name.startswith(f"speakers/{change.speaker.conference_id}/")
    assert (folder / name).read_bytes() == FIRST
    assert AuditEntry.objects.get().details == {"fields": "photo"}


def test_the_same_photograph_twice_changes_nothing(folder: Path, change: Change) -> None:
    change.to(FIRST)
    change.to(FIRST)
    assert kept(folder) == [FIRST]
    assert AuditEntry.objects.count() == 1


def test_a_photograph_that_was_never_published_goes_as_soon_as_it_is_replaced_or_removed(
    folder: Path, change: Change
) -> None:
    change.to(FIRST)
    change.to(SECOND)
    assert kept(folder) == [SECOND]
    change.to_nothing()
    assert kept(folder) == []
    change.speaker.refresh_from_db()
    assert not change.speaker.photo
    change.to_nothing()
    assert AuditEntry.objects.count() == 3


def test_a_published_photograph_stays_until_a_release_without_it(
    folder: Path, change: Change, small: SmallProgramme
) -> None:
    change.to(FIRST)
    publish(small.conference, by=None, now=NOW)
    change.to(SECOND)
    assert kept(folder) == [FIRST, SECOND]
    publish(small.conference, by=None, now=NOW)
    assert sweep_photos(small.conference, now=after_a_while()) == 1
    assert kept(folder) == [SECOND]


def test_a_removed_photograph_is_deleted_though_it_is_published(
    folder: Path, change: Change, small: SmallProgramme
) -> None:
    change.to(FIRST)
    publish(small.conference, by=None, now=NOW)
    change.to(SECOND)
    queued = OrmQ.objects.count()
    change.to_nothing()
    assert kept(folder) == []
    assert OrmQ.objects.count() == queued + 1, "the public pages are made anew"
    small.conference.refresh_from_db()
    assert small.conference.withdrawn_photos == [small.speaker.code]
    change.to_nothing()
    small.conference.refresh_from_db()
    assert small.conference.withdrawn_photos == [small.speaker.code]
    publish(small.conference, by=None, now=NOW)
    assert small.conference.withdrawn_photos == []


def test_a_published_photograph_stays_public_for_somebody_else_who_has_it(
    folder: Path, change: Change, small: SmallProgramme
) -> None:
    other = Speaker.objects.exclude(pk=small.speaker.pk).first()
    assert other
    on_stage(other, small.plenary)
    set_photo(other, FIRST, by=None, now=NOW)
    change.to(FIRST)
    publish(small.conference, by=None, now=NOW)
    change.to_nothing()
    assert kept(folder) == [FIRST]
    small.conference.refresh_from_db()
    assert [each.code for each in current_index(small.conference).programme.speakers if each.photo] == [other.code]  # type: ignore[union-attr] # it is published


def test_a_photograph_that_two_people_have_goes_with_the_last_of_them(
    folder: Path, change: Change, small: SmallProgramme
) -> None:
    other = Speaker.objects.exclude(pk=small.speaker.pk).first()
    assert other
    set_photo(other, FIRST, by=None, now=NOW)
    change.to(FIRST)
    change.to_nothing()
    assert kept(folder) == [FIRST]


def test_a_file_that_was_just_saved_is_not_swept(folder: Path, small: SmallProgramme) -> None:
    path = folder / "speakers" / str(small.conference.pk) / "uncommitted.jpg"
    path.parent.mkdir(parents=True)
    path.write_bytes(FIRST)
    assert sweep_photos(small.conference, now=timezone.now()) == 0
    assert sweep_photos(small.conference, now=after_a_while()) == 1
    assert kept(folder) == []


def test_a_conference_without_photographs_has_nothing_to_sweep(small: SmallProgramme) -> None:
    assert sweep_photos(small.conference, now=after_a_while()) == 0


def after_a_while() -> datetime:
    """Return a time when files that tests have written are no longer new."""
    return timezone.now() + JUST_SAVED + timedelta(minutes=1)
