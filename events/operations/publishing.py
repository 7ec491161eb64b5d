"""Publishing: freezing the programme as an immutable, numbered release."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import IntegrityError, transaction

from events.access import Denied, authorise
from events.models import Conference, Release, User
from events.operations.office.audit import record
from events.queries.bookings import programme_clashes
from events.queries.programme import draft_programme
from events.queries.releases import current_index
from events.rules.bookings import Booking, Clash
from events.rules.office.roles import Right
from events.rules.programme import Programme, from_document, to_document
from events.rules.publication import Change, ChangeKind, changes, changes_as_json
from toolkit.jsonable import Jsonable
from toolkit.queue import enqueue
from toolkit.snapshots import snapshot

LONGEST_REASON = 500
TRIES = 3
"""How often a draft is worked out without a lock."""
FOLLOW = "events.jobs.publishing.follow"


class PublishFault(StrEnum):
    """Why nothing was published."""

    CLASHES = "clashes"
    MAY_NOT_ACCEPT = "may_not_accept"
    REASON_TOO_LONG = "reason_too_long"


class PublishRefused(Exception):
    """Nothing was published. `clashes` are those that prevent it."""

    def __init__(self, fault: PublishFault, found: tuple[Clash, ...] = ()) -> None:
        super().__init__(fault)
        self.fault = fault
        self.clashes = found


@dataclass(frozen=True, kw_only=True)
class Publication:
    """The outcome of publishing.

    If nothing has changed, `release` is the previous one and `is_new` is False. `warnings` are clashes of people that
    do not prevent publication.
    """

    release: Release
    is_new: bool
    changes: tuple[Change, ...]
    accepted: tuple[Clash, ...]
    warnings: tuple[Clash, ...]


@dataclass(frozen=True, kw_only=True)
class _Draft:
    """What is worked out before the conference is locked: the programme as it was read, and how it differs."""

    conference: Conference
    last: Release | None
    document: dict[str, Jsonable]
    digest: str
    changes: tuple[Change, ...]
    clashes: tuple[Clash, ...]

    @property
    def stopping(self) -> tuple[Clash, ...]:
        return tuple(clash for clash in self.clashes if clash.stops_publication)

    @property
    def warnings(self) -> tuple[Clash, ...]:
        return tuple(clash for clash in self.clashes if not clash.stops_publication)


def publish(conference: Conference, *, by: User | None, now: datetime, accept_clashes: str = "") -> Publication:
    """Freeze the programme as the next release, raise the conference's public version, and add an audit entry.

    What follows a publication (`events.extensions.after_publish`) is queued with it.

    If nothing has changed since the last release, no new one is made. Clashes of rooms, and of people who must not
    clash, raise PublishRefused, unless `accept_clashes` gives a reason and `by` has Right.ACCEPT_CLASHES. Other clashes
    of people are recorded with the release. Sets `conference.public_version`.

    All that takes long is done before the conference is locked, since everybody who signs up waits for that lock. If
    the conference has another release by then, or was changed itself, all is done again.
    """
    authorise(by, Right.PUBLISH, conference)
    reason = accept_clashes.strip()
    for _ in range(TRIES):
        with snapshot():
            draft = _draft(conference, by=by, reason=reason)
        with suppress(IntegrityError), transaction.atomic():  # another release may have taken the number
            release = _store(draft, by=by, now=now, reason=reason)
            if not _is_overtaken(draft, _lock(conference)):
                return _publication(conference, draft, release, by=by, now=now)
            transaction.set_rollback(True)
    with transaction.atomic():  # others publish again and again: now they wait
        _lock(conference)
        draft = _draft(conference, by=by, reason=reason)
        release = _store(draft, by=by, now=now, reason=reason)
        return _publication(conference, draft, release, by=by, now=now)


def _lock(conference: Conference) -> Conference:
    return Conference.objects.select_for_update(no_key=True).get(pk=conference.pk)


def _is_overtaken(draft: _Draft, locked: Conference) -> bool:
    """Return whether the conference has changed since it was read: its details, its state or its release."""
    columns = [field.attname for field in Conference._meta.concrete_fields]
    return any(getattr(draft.conference, column) != getattr(locked, column) for column in columns)


def _draft(conference: Conference, *, by: User | None, reason: str) -> _Draft:
    """Work out the draft. Raise PublishRefused if clashes prevent that it is published."""
    read = Conference.objects.select_related("organisation").get(pk=conference.pk)
    last = Release.objects.filter(conference=read).first()
    programme = draft_programme(read)
    document = to_document(programme)
    digest = _digest(document)
    is_new = last is None or last.digest != digest
    draft = _Draft(
        conference=read,
        last=last,
        document=document,
        digest=digest,
        changes=_changes(last, programme) if is_new else (),
        clashes=programme_clashes(read),
    )
    if is_new and draft.stopping:
        _accept(read, draft.stopping, by=by, reason=reason)
    return draft


def _store(draft: _Draft, *, by: User | None, now: datetime, reason: str) -> Release:
    """Store the draft as the next release, which is not public yet. If nothing has changed, return the last one."""
    if draft.last is not None and draft.last.digest == draft.digest:
        return draft.last
    return Release.objects.create(
        conference=draft.conference,
        number=draft.last.number + 1 if draft.last else 1,
        document=draft.document,
        changes=changes_as_json(draft.changes),
        digest=draft.digest,
        accepted_reason=reason if draft.stopping else "",
        accepted_clashes=[_clash_as_json(clash) for clash in draft.clashes],
        published_by=by,
        published_at=now,
    )


def _publication(
    conference: Conference, draft: _Draft, release: Release, *, by: User | None, now: datetime
) -> Publication:
    """Make the release the public one, unless it is already. The conference is locked."""
    read = draft.conference
    is_new = release != draft.last
    if is_new:
        record(
            "publish", release, organisation=read.organisation, conference=read, by=by, now=now, details=_told(release)
        )
    if is_new or read.withdrawn_photos:  # the last release again: what was withdrawn has been put back
        read.public_version, read.withdrawn_photos = release.number, []
        read.save(update_fields=["public_version", "withdrawn_photos"])
        follow_publication(read)
    conference.public_version, conference.withdrawn_photos = read.public_version, read.withdrawn_photos
    accepted = draft.stopping if is_new else ()
    return Publication(
        release=release, is_new=is_new, changes=draft.changes, accepted=accepted, warnings=draft.warnings
    )


def follow_publication(conference: Conference) -> None:
    """Queue what follows, after the conference's release has become what the public sees."""
    if conference.public_version and conference.is_public:
        enqueue(FOLLOW, conference.pk, conference.public_version)


def withdraw_photo(conference: Conference, speaker: str) -> str:
    """Take a speaker's photograph off the public pages before the next release does, and have the pages made anew.

    In the caller's transaction, for a caller that has asked whether it may. `speaker` is a code. Return the key of the
    photograph; empty if the public sees none of this speaker.
    """
    locked = _lock(conference)
    index = current_index(locked)
    shown = index.speakers.get(speaker) if index else None
    if shown is None or not shown.photo:
        return ""
    locked.withdrawn_photos = [*locked.withdrawn_photos, speaker]
    locked.save(update_fields=["withdrawn_photos"])
    follow_publication(locked)
    return shown.photo


def _accept(conference: Conference, stopping: tuple[Clash, ...], *, by: User | None, reason: str) -> None:
    if not reason:
        raise PublishRefused(PublishFault.CLASHES, stopping)
    if len(reason) > LONGEST_REASON:
        raise PublishRefused(PublishFault.REASON_TOO_LONG, stopping)
    try:
        authorise(by, Right.ACCEPT_CLASHES, conference)
    except Denied:
        raise PublishRefused(PublishFault.MAY_NOT_ACCEPT) from None


def _changes(last: Release | None, programme: Programme) -> tuple[Change, ...]:
    return changes(from_document(last.document), programme) if last else ()


def _digest(document: Mapping[str, Jsonable]) -> str:
    words = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def _clash_as_json(clash: Clash) -> dict[str, Jsonable]:
    return {
        "resource": clash.first.resource.value,
        "stops_publication": clash.stops_publication,
        "label": {"zh": clash.first.label.zh, "en": clash.first.label.en},
        "bookings": [_booking_as_json(clash.first), _booking_as_json(clash.second)],
    }


def _booking_as_json(booking: Booking) -> dict[str, Jsonable]:
    return {
        "what": {"zh": booking.what.zh, "en": booking.what.en},
        "starts_at": booking.starts_at.isoformat(),
        "ends_at": booking.ends_at.isoformat(),
    }


def _told(release: Release) -> dict[str, Jsonable]:
    kinds = [str(change["kind"]) for change in release.changes]
    return {
        "number": release.number,
        **{kind.value: kinds.count(kind.value) for kind in ChangeKind},
        "accepted_clashes": len(release.accepted_clashes),
        "accepted_reason": release.accepted_reason,
    }
