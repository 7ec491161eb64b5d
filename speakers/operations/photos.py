"""Photographs of speakers: taking them in, removing them, and deleting the files that nothing shows any more."""

import hashlib
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from events.access import authorise
from events.models import Conference, User
from events.operations.office.audit import record_in
from events.operations.office.changes import lock_row
from events.operations.publishing import withdraw_photo
from events.rules.office.roles import Right
from speakers.models import Speaker
from speakers.queries.photos import folder_of, keys_in_use, path_of, photo_key

JUST_SAVED = timedelta(hours=1)
"""A file this young may belong to a speaker whose row is not committed yet."""


@transaction.atomic
def set_photo(speaker: Speaker, portrait: bytes, *, by: User | None, now: datetime) -> None:
    """Store the photograph, made by `toolkit.pictures.portrait`, in place of the one before.

    The file is written before the row, so that no row names a file that a full disk has refused. What was replaced is
    deleted unless the public programme still shows it.
    """
    authorise(by, Right.EDIT_PROGRAMME, speaker.conference)
    path = path_of(speaker.conference, hashlib.sha256(portrait).hexdigest()[:32])
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(portrait))
    _change_photo(speaker, path, by=by, now=now)


@transaction.atomic
def remove_photo(speaker: Speaker, *, by: User | None, now: datetime) -> None:
    """Remove the photograph, also from the public pages: whoever asks for that does not wait for a release."""
    authorise(by, Right.EDIT_PROGRAMME, speaker.conference)
    shown = withdraw_photo(speaker.conference, speaker.code)
    _change_photo(speaker, "", by=by, now=now)
    if shown:
        transaction.on_commit(lambda: _delete_unless_used(speaker.conference, shown))


def _change_photo(speaker: Speaker, path: str, *, by: User | None, now: datetime) -> None:
    locked = lock_row(speaker)
    before = photo_key(locked)
    if locked.photo.name == path or (not path and not before):
        return
    locked.photo.name = speaker.photo.name = path
    locked.save(update_fields=["photo"])
    record_in(speaker.conference, "change", locked, by=by, now=now, details={"fields": "photo"})
    if before:
        transaction.on_commit(lambda: _delete_unless_used(speaker.conference, before))


def _delete_unless_used(conference: Conference, key: str) -> None:
    conference.refresh_from_db(fields=["public_version", "withdrawn_photos"])
    if key not in keys_in_use(conference):
        default_storage.delete(path_of(conference, key))


def sweep_photos(conference: Conference, *, now: datetime) -> int:
    """Delete the photographs that neither the draft nor the public programme shows; return how many."""
    folder = folder_of(conference)
    if not default_storage.exists(folder):
        return 0
    used, deleted = keys_in_use(conference), 0
    for name in default_storage.listdir(folder)[1]:
        path = f"{folder}/{name}"
        if PurePosixPath(name).stem not in used and default_storage.get_modified_time(path) < now - JUST_SAVED:
            default_storage.delete(path)
            deleted += 1
    return deleted
