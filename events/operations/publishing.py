"""Publishing: freezing the programme as an immutable, numbered release."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import IntegrityError, transaction

from events.access import Denied, authorise
from events.extensions import ReleaseRecipient
from events.models import Conference, Release, User
from events.operations.office.audit import record
from events.operations.office.letters import LetterOrder, write_letters
from events.queries.pending import Pending, pending_release
from events.queries.releases import current_index
from events.queries.review import PROGRAMME_CHANGED, occasion_of
from events.rules.bookings import Booking, Clash
from events.rules.gate import may_be_overridden, stopping
from events.rules.office.roles import Right
from events.rules.programme import to_document
from events.rules.publication import (
    LONGEST_NOTE,
    LONGEST_REASON,
    Aspect,
    Change,
    PublishWishes,
    changes_as_json,
)
from toolkit.garbage import collection_paused
from toolkit.jsonable import Jsonable
from toolkit.queue import enqueue
from toolkit.snapshots import snapshot

TRIES = 3
"""How often a draft is worked out without a lock."""
FOLLOW = "events.jobs.publishing.follow"


class PublishFault(StrEnum):
    """Why nothing was published."""

    CLASHES = "clashes"
    MUST_NOT_CLASH = "must_not_clash"
    MAY_NOT_ACCEPT = "may_not_accept"
    REASON_TOO_LONG = "reason_too_long"
    NOTE_TOO_LONG = "note_too_long"
    OVERTAKEN = "overtaken"


class PublishRefused(Exception):
    """Nothing was published. `clashes` are those that prevent it."""

    def __init__(self, fault: PublishFault, found: tuple[Clash, ...] = ()) -> None:
        super().__init__(fault)
        self.fault = fault
        self.clashes = found


NO_WISHES = PublishWishes()


@dataclass(frozen=True, kw_only=True)
class Publication:
    """The outcome of publishing.

    If nothing has changed, `release` is the previous one and `is_new` is False. `warnings` are clashes of people that
    do not prevent publication. `letters` is the number of letters queued.
    """

    release: Release
    is_new: bool
    changes: tuple[Change, ...]
    accepted: tuple[Clash, ...]
    warnings: tuple[Clash, ...]
    letters: int


def publish(
    conference: Conference,
    *,
    by: User | None,
    now: datetime,
    accept_clashes: str = "",
    wishes: PublishWishes = NO_WISHES,
) -> Publication:
    """Freeze the programme as the next release, raise the conference's public version, and add an audit entry.

    What follows a publication (`events.extensions.after_publish`) is queued with it, and so is a letter to everybody
    whose place on stage has changed, unless `wishes` say otherwise.

    If nothing has changed since the last release, no new one is made. Clashes of rooms raise PublishRefused, unless
    they were accepted, or `accept_clashes` (also one of the wishes) gives a reason and `by` has Right.ACCEPT_CLASHES.
    Clashes of people who must not clash raise it always. Other clashes are recorded with the release. Sets
    `conference.public_version`.

    All that takes long is done before the conference is locked, since everybody who signs up waits for that lock. If
    the conference has another release by then, or was changed itself, all is done again.
    """
    if accept_clashes:
        wishes = replace(wishes, accept_clashes=accept_clashes)
    return _publish(conference, None, by=by, now=now, wishes=wishes)


def republish(release: Release, *, by: User | None, now: datetime, wishes: PublishWishes = NO_WISHES) -> Publication:
    """Publish an earlier release once more, under a new number; see `publish`.

    People who are no longer on stage are not named again, photographs that were removed stay away, and what has gone
    behind closed doors stays there.
    """
    return _publish(release.conference, release, by=by, now=now, wishes=wishes)


def _publish(
    conference: Conference, earlier: Release | None, *, by: User | None, now: datetime, wishes: PublishWishes
) -> Publication:
    authorise(by, Right.PUBLISH, conference)
    if max(len(wishes.note.zh), len(wishes.note.en)) > LONGEST_NOTE:
        raise PublishRefused(PublishFault.NOTE_TOO_LONG)
    with collection_paused():  # a third of the time otherwise
        return _publish_at_last(conference, earlier, by=by, now=now, wishes=wishes)


def _publish_at_last(
    conference: Conference, earlier: Release | None, *, by: User | None, now: datetime, wishes: PublishWishes
) -> Publication:
    for _ in range(TRIES):
        with snapshot():
            draft = _draft(conference, earlier, by=by, wishes=wishes)
        with suppress(IntegrityError), transaction.atomic():  # another release may have taken the number
            release = _store(draft, by=by, now=now, wishes=wishes)
            if not _is_overtaken(draft, _lock(conference)):
                return _publication(conference, draft, release, by=by, now=now)
            transaction.set_rollback(True)
    with transaction.atomic():  # others publish again and again: now they wait
        _lock(conference)
        draft = _draft(conference, earlier, by=by, wishes=wishes)
        release = _store(draft, by=by, now=now, wishes=wishes)
        return _publication(conference, draft, release, by=by, now=now)


def _lock(conference: Conference) -> Conference:
    return Conference.objects.select_for_update(no_key=True).get(pk=conference.pk)


def _is_overtaken(draft: Pending, locked: Conference) -> bool:
    """Return whether the conference has changed since it was read: its details, its state or its release."""
    columns = [field.attname for field in Conference._meta.concrete_fields]
    return any(getattr(draft.conference, column) != getattr(locked, column) for column in columns)


def _draft(conference: Conference, earlier: Release | None, *, by: User | None, wishes: PublishWishes) -> Pending:
    """Work out the draft. Raise PublishRefused if it is not what somebody has seen, or clashes prevent it."""
    read = Conference.objects.select_related("organisation").get(pk=conference.pk)
    draft = pending_release(read, republishes=earlier)
    if draft.is_new and wishes.shown and wishes.shown != draft.shown:
        raise PublishRefused(PublishFault.OVERTAKEN)
    stops = stopping(draft.gate)
    if draft.is_new and stops:
        if not may_be_overridden(draft.gate):
            raise PublishRefused(PublishFault.MUST_NOT_CLASH, stops)
        _accept(read, stops, by=by, reason=wishes.accept_clashes.strip())
    return draft


def _store(draft: Pending, *, by: User | None, now: datetime, wishes: PublishWishes) -> Release:
    """Store the draft as the next release, which is not public yet, with its letters.

    If nothing has changed, return the last one.
    """
    if draft.last is not None and not draft.is_new:
        return draft.last
    earlier, stops = draft.republishes, stopping(draft.gate)
    reason = wishes.accept_clashes.strip() if stops else ""
    clashes: list[Jsonable] = [_clash_as_json(clash) for clash in draft.clashes]
    release = Release.objects.create(
        conference=draft.conference,
        number=draft.number,
        document=to_document(draft.programme),
        changes=changes_as_json(draft.changes),
        digest=draft.digest,
        note_zh=wishes.note.zh,
        note_en=wishes.note.en,
        republishes=earlier,
        writes_letters=wishes.writes_letters,
        accepted_reason=earlier.accepted_reason if earlier else reason,
        accepted_clashes=earlier.accepted_clashes if earlier else clashes,
        published_by=by,
        published_at=now,
    )
    if wishes.writes_letters:
        _write_letters(release, draft, by=by, now=now)
    return release


def _write_letters(release: Release, draft: Pending, *, by: User | None, now: datetime) -> None:
    occasion = occasion_of(release)
    orders = [_order(release, each, key=f"{occasion}:{each.key}") for each in draft.recipients if each.address]
    write_letters(orders, occasion=occasion, by=by, now=now)


def _order(release: Release, recipient: ReleaseRecipient, *, key: str) -> LetterOrder:
    """Return the order of a letter. Without a known language it is in both."""
    context = {
        "speaker": recipient.speaker,
        "name_zh": recipient.name.zh,
        "name_en": recipient.name.en,
        "notices": " ".join(map(str, recipient.notices)),
    }
    return LetterOrder(
        kind=PROGRAMME_CHANGED,
        key=key,
        recipient=recipient.address,
        language=recipient.language or settings.LANGUAGE_CODE,
        conference=release.conference,
        subject_key=str(release.pk),
        context=context if recipient.language else context | {"is_bilingual": "yes"},
    )


def _publication(
    conference: Conference, draft: Pending, release: Release, *, by: User | None, now: datetime
) -> Publication:
    """Make the release the public one, unless it is already. The conference is locked."""
    read = draft.conference
    is_new = release != draft.last
    letters = sum(bool(each.address) for each in draft.recipients) if is_new and release.writes_letters else 0
    if is_new:
        told = _told(release, letters)
        record("publish", release, organisation=read.organisation, conference=read, by=by, now=now, details=told)
    if is_new or read.withdrawn_photos:  # the last release again: what was withdrawn has been put back
        read.public_version, read.withdrawn_photos = release.number, []
        read.save(update_fields=["public_version", "withdrawn_photos"])
        follow_publication(read)
    conference.public_version, conference.withdrawn_photos = read.public_version, read.withdrawn_photos
    stops = stopping(draft.gate)
    return Publication(
        release=release,
        is_new=is_new,
        changes=draft.changes,
        accepted=stops if is_new else (),
        warnings=tuple(clash for clash in draft.clashes if clash not in stops),
        letters=letters,
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


def _clash_as_json(clash: Clash) -> dict[str, Jsonable]:
    return {
        "kind": clash.kind.value,
        "resource": clash.first.resource.value,
        "stops_publication": clash.stops_publication,
        "label": {"zh": clash.first.label.zh, "en": clash.first.label.en},
        "bookings": [_booking_as_json(booking) for booking in clash.bookings],
    }


def _booking_as_json(booking: Booking) -> dict[str, Jsonable]:
    return {
        "what": {"zh": booking.what.zh, "en": booking.what.en},
        "starts_at": booking.starts_at.isoformat(),
        "ends_at": booking.ends_at.isoformat(),
    }


def _told(release: Release, letters: int) -> dict[str, Jsonable]:
    aspects = [aspect for change in release.changes for aspect in change["aspects"]]
    return {
        "number": release.number,
        **({"republishes": release.republishes.number} if release.republishes else {}),
        **{f"changes_{aspect}": aspects.count(aspect.value) for aspect in Aspect},
        **({"letters": letters} if release.writes_letters else {"writes_letters": False}),
        "accepted_clashes": len(release.accepted_clashes),
        "accepted_reason": release.accepted_reason,
    }
