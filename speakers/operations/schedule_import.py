"""Importing a schedule: a feed becomes, or changes, the programme and the people of a conference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from events.models import Conference, User
from events.operations.feed_conference import ScheduleOrder, feed_conference
from events.operations.feed_programme import take_programme
from events.operations.office.audit import record
from events.rules.exchange import FeedEvent
from events.rules.programme import day_of
from events.rules.publication import Change, ChangeKind, Subject
from speakers.operations.feed_people import take_people


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What came of it. With `is_dry_run` nothing was kept. `zone_was_guessed`: the feed told offsets, not a zone."""

    conference: Conference
    is_new: bool
    is_dry_run: bool
    zone_was_guessed: bool
    counts: Mapping[Subject, int]
    changes: tuple[Change, ...]
    outside: tuple[FeedEvent, ...]
    """The events on none of the conference's days."""

    @property
    def nothing_changed(self) -> bool:
        """Whether everything was there already, just as it is in the feed."""
        return not self.is_new and not self.changes


@transaction.atomic
def import_schedule(order: ScheduleOrder, *, by: User | None, now: datetime) -> ImportReport:
    """Takes the feed whole, in one transaction, and writes an audit entry if anything changed.

    The same feed twice changes nothing; a later one adds, moves, changes and removes. Nothing is published. Raises
    ImportRefused.
    """
    conference, is_new = feed_conference(order, by=by, now=now)
    feed = order.feed.in_zone(conference.zone)
    programme = take_programme(conference, feed)
    people = take_people(conference, feed, programme.talks, now=now)
    told = {(change.subject, change.key) for change in programme.changes}
    changes = (*programme.changes, *(change for change in people if (change.subject, change.key) not in told))
    if changes:
        details: dict[str, object] = {kind.value: _count(changes, kind) for kind in ChangeKind}
        record(
            "import schedule",
            conference,
            organisation=conference.organisation,
            conference=conference,
            by=by,
            now=now,
            details=details | {"format": feed.format.value},
        )
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
    )


def _day(event: FeedEvent, conference: Conference) -> date:
    return day_of(event.starts_at, zone=conference.zone, day_starts_at=conference.day_starts_at)


def _count(changes: tuple[Change, ...], kind: ChangeKind) -> int:
    return sum(change.kind is kind for change in changes)
