"""Publishing: freezing the programme as an immutable, numbered release."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from events.access import Denied, authorise
from events.models import Conference, Release, User
from events.operations.office.audit import record
from events.queries.bookings import programme_clashes
from events.queries.programme import draft_programme
from events.rules.bookings import Booking, Clash
from events.rules.office.roles import Right
from events.rules.programme import Programme, from_document, to_document
from events.rules.publication import Change, ChangeKind, changes, changes_as_json
from toolkit.jsonable import Jsonable
from toolkit.queue import enqueue

LONGEST_REASON = 500
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


@transaction.atomic
def publish(conference: Conference, *, by: User | None, now: datetime, accept_clashes: str = "") -> Publication:
    """Freeze the programme as the next release, raise the conference's public version, and add an audit entry.

    What follows a publication (`events.extensions.after_publish`) is queued with it.

    If nothing has changed since the last release, no new one is made. Clashes of rooms, and of people who must not
    clash, raise PublishRefused, unless `accept_clashes` gives a reason and `by` has Right.ACCEPT_CLASHES. Other clashes
    of people are recorded with the release. Sets `conference.public_version`.
    """
    authorise(by, Right.PUBLISH, conference)
    locked = Conference.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=conference.pk)
    last = Release.objects.filter(conference=locked).first()
    programme = draft_programme(locked)
    document = to_document(programme)
    digest = _digest(document)
    found = programme_clashes(locked)
    stopping = tuple(clash for clash in found if clash.stops_publication)
    warnings = tuple(clash for clash in found if not clash.stops_publication)
    if last is not None and last.digest == digest:
        conference.public_version = locked.public_version
        return Publication(release=last, is_new=False, changes=(), accepted=(), warnings=warnings)
    if stopping:
        _accept(conference, stopping, by=by, reason=accept_clashes.strip())
    different = _changes(last, programme)
    release = Release.objects.create(
        conference=locked,
        number=last.number + 1 if last else 1,
        document=document,
        changes=changes_as_json(different),
        digest=digest,
        accepted_reason=accept_clashes.strip() if stopping else "",
        accepted_clashes=[_clash_as_json(clash) for clash in found],
        published_by=by,
        published_at=now,
    )
    locked.public_version = conference.public_version = release.number
    locked.save(update_fields=["public_version"])
    record(
        "publish", release, organisation=locked.organisation, conference=locked, by=by, now=now, details=_told(release)
    )
    follow_publication(locked)
    return Publication(release=release, is_new=True, changes=different, accepted=stopping, warnings=warnings)


def follow_publication(conference: Conference) -> None:
    """Queue what follows, after the conference's release has become what the public sees."""
    if conference.public_version and conference.is_public:
        enqueue(FOLLOW, conference.pk, conference.public_version)


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
