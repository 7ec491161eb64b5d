"""Making, copying, changing, opening and closing conferences."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from events.extensions import NewConference, conference_furnishers
from events.models import Conference, ConferenceState, Forum, ForumGroup, Organisation, Room, User, Venue
from events.operations.office.audit import record_in
from events.operations.office.changes import change_row, label_of

FOLLOWS: dict[ConferenceState, tuple[ConferenceState, ...]] = {
    ConferenceState.DRAFT: (ConferenceState.OPEN,),
    ConferenceState.OPEN: (ConferenceState.LIVE, ConferenceState.CLOSED, ConferenceState.DRAFT),
    ConferenceState.LIVE: (ConferenceState.CLOSED, ConferenceState.OPEN),
    ConferenceState.CLOSED: (ConferenceState.OPEN, ConferenceState.ARCHIVED),
    ConferenceState.ARCHIVED: (ConferenceState.CLOSED,),
}
COPIED = (
    "title_zh", "title_en", "short_title_zh", "short_title_en", "intro_zh", "intro_en", "city_zh", "city_en",
    "arrival_zh", "arrival_en", "hosts_zh", "hosts_en", "contact_email", "contact_phone", "timezone", "day_starts_at",
    "accent", "name_order",
)  # fmt: skip


class WrongConferenceState(Exception):  # noqa: N818 - a refusal, not an error
    """The state does not follow the one that the conference is in."""


@transaction.atomic
def make_conference(
    organisation: Organisation, values: Mapping[str, object], *, by: User | None, now: datetime
) -> Conference:
    """Makes a conference, a draft, with what higher apps suggest for a start: a door, two categories."""
    conference = Conference.objects.create(organisation=organisation, created_at=now, **values)
    _furnish(NewConference(conference=conference))
    record_in(conference, "add", conference, by=by, now=now, details={"name": label_of(conference)})
    return conference


@transaction.atomic
def copy_conference(source: Conference, values: Mapping[str, object], *, by: User | None, now: datetime) -> Conference:
    """Makes a conference of the same organisation with the source's venue, rooms, groups, forums, categories and doors.

    Days and hours are moved by as much as the first day is; `values` come before what is copied. Nobody's data and no
    session come along, and every forum is a draft again.
    """
    copied = {name: getattr(source, name) for name in COPIED}
    conference = Conference.objects.create(
        organisation=source.organisation, created_at=now, **{**copied, **{k: v for k, v in values.items() if v != ""}}
    )
    rooms = _copy_rooms(source, conference)
    _copy_forums(source, conference)
    shift = timedelta(days=(conference.starts_on - source.starts_on).days)
    _furnish(NewConference(conference=conference, source=source, rooms=rooms, shift=shift))
    record_in(conference, "copy", conference, by=by, now=now, details={"from": source.slug})
    return conference


def _furnish(new: NewConference) -> None:
    for furnish in conference_furnishers:
        furnish(new)


def _copy_rooms(source: Conference, target: Conference) -> dict[int, Room]:
    venues = {
        venue.pk: Venue.objects.create(
            conference=target, name_zh=venue.name_zh, name_en=venue.name_en, address_zh=venue.address_zh,
            address_en=venue.address_en, position=venue.position,
        )
        for venue in source.venues.all()
    }  # fmt: skip
    return {
        room.pk: Room.objects.create(
            conference=target, venue=venues.get(room.venue_id or 0), name_zh=room.name_zh, name_en=room.name_en,
            floor=room.floor, capacity=room.capacity, position=room.position,
        )
        for room in source.rooms.all()
    }  # fmt: skip


def _copy_forums(source: Conference, target: Conference) -> None:
    groups = {
        group.pk: ForumGroup.objects.create(
            conference=target, letter=group.letter, title_zh=group.title_zh, title_en=group.title_en,
            position=group.position,
        )
        for group in source.forum_groups.all()
    }  # fmt: skip
    Forum.objects.bulk_create(
        Forum(
            conference=target, group=groups.get(forum.group_id or 0), number=forum.number, title_zh=forum.title_zh,
            title_en=forum.title_en, host_zh=forum.host_zh, host_en=forum.host_en,
            description_zh=forum.description_zh, description_en=forum.description_en,
        )
        for forum in source.forums.all()
    )  # fmt: skip


def change_conference(conference: Conference, values: Mapping[str, object], *, by: User | None, now: datetime) -> None:
    """Changes the conference's own lines; the public pages follow with the next release."""
    change_row(conference, values, conference=conference, by=by, now=now)


@transaction.atomic
def move_conference(conference: Conference, state: ConferenceState, *, by: User | None, now: datetime) -> None:
    """Opens, starts, closes or archives; raises WrongConferenceState for a state that does not follow."""
    starts = [start for start, ends in FOLLOWS.items() if state in ends]
    if not Conference.objects.filter(pk=conference.pk, state__in=starts).update(state=state):
        raise WrongConferenceState
    before, conference.state = conference.state, state
    record_in(conference, state.value, conference, by=by, now=now, details={"state": [before, state.value]})
