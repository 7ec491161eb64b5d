"""Where the photographs of speakers are kept.

A file has the digest of its content as its name, so that a photograph never changes under its address, and one that is
still published stays beside the one that replaces it.
"""

from pathlib import PurePosixPath

from django.core.files.storage import default_storage

from events.models import Conference
from events.queries.releases import current_index
from speakers.models import Speaker


def folder_of(conference: Conference) -> str:
    """Return the folder of the conference's photographs, within the portal's storage."""
    return f"speakers/{conference.pk}"


def path_of(conference: Conference, key: str) -> str:
    """Return the path of a photograph, given the key under which a release knows it."""
    return f"{folder_of(conference)}/{key}.jpg"


def photo_key(speaker: Speaker) -> str:
    """Return the key of the speaker's photograph; empty if there is none."""
    return PurePosixPath(speaker.photo.name or "").stem


def read_photo(conference: Conference, key: str) -> bytes:
    """Return a photograph; raises FileNotFoundError if it is not there."""
    with default_storage.open(path_of(conference, key)) as file:
        content: bytes = file.read()
        return content


def published_keys(conference: Conference) -> frozenset[str]:
    """Return the keys of the photographs that the public programme shows."""
    index = current_index(conference)
    return frozenset(speaker.photo for speaker in index.programme.speakers if speaker.photo) if index else frozenset()


def keys_in_use(conference: Conference) -> frozenset[str]:
    """Return the keys of the photographs that the draft or the public programme shows."""
    speakers = Speaker.objects.filter(conference=conference).exclude(photo="")
    return published_keys(conference) | {photo_key(speaker) for speaker in speakers.only("photo")}
