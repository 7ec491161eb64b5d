"""Import of a schedule feed into the programme and the people of a new or existing conference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from events.models import Conference, User
from events.operations.feed_conference import ScheduleFault, ScheduleOrder, ScheduleRefused, feed_conference
from events.operations.feed_programme import take_programme
from events.operations.journal import importing, note_import
from events.operations.office.audit import record
from events.rules.exchange import FeedEvent, FeedRemark
from events.rules.programme import day_of
from events.rules.publication import Change, ChangeKind, Subject
from speakers.operations.feed_people import take_people
from toolkit.jsonable import Jsonable


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """The result of an import.

    With `is_dry_run` everything was rolled back. `zone_was_guessed` means that the feed gave UTC offsets but no time
    zone. `counts` are the numbers in the feed. `remarks` name values that were left out or read with some doubt;
    `refused` are the remarks on events that were not imported.
    """

    conference: Conference
    is_new: bool
    is_dry_run: bool
    zone_was_guessed: bool
    counts: Mapping[Subject, int]
    changes: tuple[Change, ...]
    outside: tuple[FeedEvent, ...]
    """Events that are not on any day of the conference."""
    remarks: tuple[FeedRemark, ...] = ()
    refused: tuple[FeedRemark, ...] = ()

    @property
    def nothing_changed(self) -> bool:
        """Whether the conference already had everything exactly as in the feed."""
        return not self.is_new and not self.changes


@transaction.atomic
def import_schedule(order: ScheduleOrder, *, by: User | None, now: datetime) -> ImportReport:
    """Import the whole feed in one transaction; write an audit entry if anything changed.

    Importing the same feed again changes nothing; a newer version adds, moves, changes and removes. Nothing is
    published. Raise ScheduleRefused if the order does not fit the conference, if the feed lacks a needed fact, or if
    some of its events were refused; the others are imported if the order says so. What an earlier import made of a
    refused event stays as it is.
    """
    if order.feed.refused and not (order.accepts_valid or order.dry_run):
        raise ScheduleRefused(ScheduleFault.EVENTS_REFUSED, count=len(order.feed.refused))
    conference, is_new = feed_conference(order, by=by, now=now)
    feed = order.feed.in_zone(conference.zone)
    with importing(conference, by=by):
        programme = take_programme(conference, feed)
        people = take_people(conference, feed, programme.talks, held=programme.held, now=now)
    told = {(change.subject, change.key) for change in programme.changes}
    changes = (*programme.changes, *(change for change in people if (change.subject, change.key) not in told))
    if changes:
        details: dict[str, Jsonable] = {kind.value: _count(changes, kind) for kind in ChangeKind}
        record(
            "import schedule",
            conference,
            organisation=conference.organisation,
            conference=conference,
            by=by,
            now=now,
            details=details | {"format": feed.format.value},
        )
        note_import(conference, by=by, now=now)
    if order.dry_run:
        transaction.set_rollback(True)
    return ImportReport(
        conference=conference,
        is_new=is_new,
        is_dry_run=order.dry_run,
        zone_was_guessed=is_new and not order.timezone and not order.feed.conference.timezone,
        counts={
            Subject.TALK: len(feed.events),
            Subject.SESSION: programme.sessions,
            Subject.SPEAKER: len(feed.persons),
            Subject.FORUM: len(feed.tracks),
            Subject.ROOM: len(feed.rooms),
        },
        changes=changes,
        outside=tuple(
            event for event in feed.events if not conference.starts_on <= _day(event, conference) <= conference.ends_on
        ),
        remarks=feed.remarks,
        refused=tuple(event.remark for event in feed.refused),
    )


def _day(event: FeedEvent, conference: Conference) -> date:
    return day_of(event.starts_at, zone=conference.zone, day_starts_at=conference.day_starts_at)


def _count(changes: tuple[Change, ...], kind: ChangeKind) -> int:
    return sum(change.kind is kind for change in changes)
