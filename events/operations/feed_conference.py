"""Finding or creating the conference that a feed is imported into."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings

from events.access import authorise
from events.models import Conference, ConferenceState, Organisation, User, Venue
from events.operations.office.audit import record
from events.operations.office.changes import fill
from events.rules.addresses import may_be_slug
from events.rules.columns import conference_feed, conference_of
from events.rules.exchange import Feed, said_days, said_zone, start_of_days, text_of
from events.rules.feed_rows import FedConference
from events.rules.office.roles import Right

SLUG = re.compile(r"(?=.{1,50}\Z)[a-z0-9]+([-_][a-z0-9]+)*")
USUAL_DAY_START = time(5)


class ScheduleFault(StrEnum):
    """What is missing or wrong before the events of the feed are looked at."""

    UNKNOWN_CONFERENCE = "unknown_conference"
    BAD_SLUG = "bad_slug"
    NO_ORGANISATION = "no_organisation"
    ORGANISATION_NEEDED = "organisation_needed"
    UNKNOWN_ORGANISATION = "unknown_organisation"
    OTHER_ORGANISATION = "other_organisation"
    UNKNOWN_ZONE = "unknown_zone"
    ZONE_NEEDED = "zone_needed"
    TITLE_NEEDED = "title_needed"
    TITLE_TOO_LONG = "title_too_long"
    EVENTS_REFUSED = "events_refused"


class ScheduleRefused(Exception):
    """Nothing was imported. `details` are the words that the message needs."""

    def __init__(self, fault: ScheduleFault, **details: str | int) -> None:
        super().__init__(fault)
        self.fault = fault
        self.details = details


@dataclass(frozen=True, kw_only=True)
class ScheduleOrder:
    """A feed, the conference it goes into, and what the feed itself does not say.

    With `accepts_valid`, the other events are imported though some were refused.
    """

    feed: Feed
    slug: str
    create: bool = False
    organisation: str = ""
    timezone: str = ""
    title: str = ""
    dry_run: bool = False
    accepts_valid: bool = False


def feed_conference(order: ScheduleOrder, *, by: User | None, now: datetime) -> tuple[Conference, bool]:
    """Return the conference and whether it is new; raises ScheduleRefused.

    A conference that came from a feed takes over what the feed says anew. What an organiser has changed stays until the
    feed says something else than before.
    """
    if len(order.title) > 200:
        raise ScheduleRefused(ScheduleFault.TITLE_TOO_LONG)
    conference = Conference.objects.filter(slug=order.slug).select_related("organisation").first()
    if conference is None:
        return _made(order, by=by, now=now), True
    if order.organisation and conference.organisation.slug != order.organisation:
        raise ScheduleRefused(ScheduleFault.OTHER_ORGANISATION, slug=order.slug, organisation=order.organisation)
    authorise(by, Right.SET_UP, conference)
    _update(conference, order)
    return conference, False


def _made(order: ScheduleOrder, *, by: User | None, now: datetime) -> Conference:
    if not order.create:
        raise ScheduleRefused(ScheduleFault.UNKNOWN_CONFERENCE, slug=order.slug)
    if not SLUG.fullmatch(order.slug) or not may_be_slug(order.slug):
        raise ScheduleRefused(ScheduleFault.BAD_SLUG, slug=order.slug)
    organisation = _organisation(order.organisation)
    authorise(by, Right.SET_UP, organisation)
    title = text_of(order.title) or order.feed.conference.title
    if not title:
        raise ScheduleRefused(ScheduleFault.TITLE_NEEDED)
    zone = _zone(order.timezone or said_zone(order.feed, usual=settings.TIME_ZONE))
    starts_on, ends_on = said_days(order.feed)
    said = order.feed.conference
    conference = Conference.objects.create(
        organisation=organisation,
        slug=order.slug,
        title_zh=title.zh,
        title_en=title.en,
        starts_on=starts_on,
        ends_on=ends_on,
        timezone=zone.key,
        day_starts_at=start_of_days(order.feed.in_zone(zone), zone=zone, usual=USUAL_DAY_START),
        city_en=said.city,
        # Public at once, and open to sign-ups unless it is over.
        state=ConferenceState.CLOSED if ends_on < now.astimezone(zone).date() else ConferenceState.OPEN,
        feed=conference_feed(said),
        created_at=now,
    )
    if said.venue:
        Venue.objects.create(conference=conference, name_en=said.venue)
    record("create", conference, organisation=organisation, conference=conference, by=by, now=now)
    return conference


def _organisation(slug: str) -> Organisation:
    if slug:
        organisation = Organisation.objects.filter(slug=slug).first()
        if organisation is None:
            raise ScheduleRefused(ScheduleFault.UNKNOWN_ORGANISATION, organisation=slug)
        return organisation
    slugs = list(Organisation.objects.values_list("slug", flat=True)[:20])
    if not slugs:
        raise ScheduleRefused(ScheduleFault.NO_ORGANISATION)
    if len(slugs) > 1:
        raise ScheduleRefused(ScheduleFault.ORGANISATION_NEEDED, organisations=", ".join(slugs))
    return Organisation.objects.get(slug=slugs[0])


def _zone(name: str) -> ZoneInfo:
    if not name:
        raise ScheduleRefused(ScheduleFault.ZONE_NEEDED)
    if name not in available_timezones():
        raise ScheduleRefused(ScheduleFault.UNKNOWN_ZONE, zone=name)
    return ZoneInfo(name)


def _update(conference: Conference, order: ScheduleOrder) -> None:
    said = FedConference.of(conference)
    if order.timezone:
        said = replace(said, timezone=_zone(order.timezone).key)
    title = text_of(order.title)
    # A conference that was created by hand keeps its texts: only its programme comes from the feed.
    if conference.feed:
        before, after = conference_of(conference.feed), order.feed.conference
        if before != after:
            said = replace(said, feed=conference_feed(after))
        if after.title and before.title != after.title:
            title = title or after.title
        if (before.starts_on, before.ends_on) != (after.starts_on, after.ends_on):
            starts_on, ends_on = said_days(order.feed)
            said = replace(said, starts_on=starts_on, ends_on=ends_on)
    if title:
        said = replace(said, title_zh=title.zh, title_en=title.en)
    if changed := said.changes(conference):
        fill(conference, said, columns=changed)
        conference.save(update_fields=changed)
