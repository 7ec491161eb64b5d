"""Creating, copying and changing conferences, and moving them from state to state."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from events.access import authorise
from events.extensions import NewConference, conference_furnishers
from events.models import Conference, ConferenceState, Forum, ForumGroup, Organisation, Room, User, Venue
from events.operations.office.audit import record_in
from events.operations.office.changes import change_row, label_of, lock_row
from events.operations.publishing import follow_publication
from events.operations.times import days_span, refuse_left_out
from events.rules.edits import ConferenceEdit, ForumEdit, GroupEdit, RoomEdit, VenueEdit
from events.rules.office.roles import Right
from events.rules.spans import TimesFault

FOLLOWS: dict[ConferenceState, tuple[ConferenceState, ...]] = {
    ConferenceState.DRAFT: (ConferenceState.OPEN,),
    ConferenceState.OPEN: (ConferenceState.LIVE, ConferenceState.CLOSED, ConferenceState.DRAFT),
    ConferenceState.LIVE: (ConferenceState.CLOSED, ConferenceState.OPEN),
    ConferenceState.CLOSED: (ConferenceState.OPEN, ConferenceState.ARCHIVED),
    ConferenceState.ARCHIVED: (ConferenceState.CLOSED,),
}


class WrongConferenceState(Exception):
    """The conference is in a state from which the new one cannot be reached."""


@transaction.atomic
def make_conference(
    organisation: Organisation, slug: str, edit: ConferenceEdit, *, by: User | None, now: datetime
) -> Conference:
    """Make a draft of a conference, with what higher apps suggest for a start: a door, two categories."""
    authorise(by, Right.SET_UP, organisation)
    conference = Conference.objects.create(organisation=organisation, slug=slug, created_at=now, **edit.columns())
    _furnish(NewConference(conference=conference))
    record_in(conference, "add", conference, by=by, now=now, details={"name": label_of(conference)})
    return conference


@transaction.atomic
def copy_conference(
    source: Conference, slug: str, edit: ConferenceEdit, *, by: User | None, now: datetime
) -> Conference:
    """Make a draft with the source's texts, venue, rooms, groups, forums, categories and doors.

    Names and days are those of `edit`; a name that it leaves empty is the source's. The opening hours of doors and
    categories move by as much as the first day. People, sessions and releases are not copied, and every forum is a
    draft again.
    """
    authorise(by, Right.SET_UP, source.organisation)
    conference = Conference.objects.create(
        organisation=source.organisation, slug=slug, created_at=now, **_copied(source, edit).columns()
    )
    rooms = _copy_rooms(source, conference)
    _copy_forums(source, conference)
    shift = timedelta(days=(conference.starts_on - source.starts_on).days)
    _furnish(NewConference(conference=conference, source=source, rooms=rooms, shift=shift))
    record_in(conference, "copy", conference, by=by, now=now, details={"from": source.slug})
    return conference


def _copied(source: Conference, edit: ConferenceEdit) -> ConferenceEdit:
    """Return the source's texts and settings, without what belongs to one edition."""
    return replace(
        ConferenceEdit.of(source),
        title_zh=edit.title_zh or source.title_zh,
        title_en=edit.title_en or source.title_en,
        starts_on=edit.starts_on,
        ends_on=edit.ends_on,
        edition_zh=edit.edition_zh,
        edition_en=edit.edition_en,
        notice_zh=edit.notice_zh,
        notice_en=edit.notice_en,
    )


def _furnish(new: NewConference) -> None:
    for furnish in conference_furnishers:
        furnish(new)


def _copy_rooms(source: Conference, target: Conference) -> dict[int, Room]:
    venues = {
        venue.pk: Venue.objects.create(conference=target, position=venue.position, **VenueEdit.of(venue).columns())
        for venue in source.venues.all()
    }
    return {
        room.pk: Room.objects.create(
            conference=target,
            venue=venues.get(room.venue_id or 0),
            position=room.position,
            **RoomEdit.of(room).columns(),
        )
        for room in source.rooms.all()
    }


def _copy_forums(source: Conference, target: Conference) -> None:
    groups = {
        group.pk: ForumGroup.objects.create(
            conference=target, position=group.position, **GroupEdit.of(group).columns()
        ).pk
        for group in source.forum_groups.all()
    }
    Forum.objects.bulk_create(
        Forum(conference=target, **replace(ForumEdit.of(forum), group_id=groups.get(forum.group_id or 0)).columns())
        for forum in source.forums.all()
    )


@transaction.atomic
def change_conference(conference: Conference, edit: ConferenceEdit, *, by: User | None, now: datetime) -> None:
    """Change the conference's texts and days; public pages follow with the next release.

    Raises TimesRefused if the new days, their beginning or the zone leave out a session that lay within the days.
    """
    authorise(by, Right.SET_UP, conference)
    before = days_span(lock_row(conference))
    change_row(conference, edit, conference=conference, by=by, now=now)
    after = days_span(Conference.objects.get(pk=conference.pk))
    if before != after:
        sessions = conference.sessions.order_by("starts_at", "pk")
        refuse_left_out(TimesFault.SESSION_LEFT_OUT, sessions, before=before, after=after)


@transaction.atomic
def move_conference(conference: Conference, state: ConferenceState, *, by: User | None, now: datetime) -> None:
    """Move the conference to another state; sets `conference.state`.

    Raises WrongConferenceState if that state does not follow the present one.
    """
    authorise(by, Right.SET_UP, conference)
    starts = [start for start, ends in FOLLOWS.items() if state in ends]
    if not Conference.objects.filter(pk=conference.pk, state__in=starts).update(state=state):
        raise WrongConferenceState
    before, conference.state = conference.state, state
    # Pages are cached by state, too.
    follow_publication(conference)
    record_in(conference, state.value, conference, by=by, now=now, details={"state": [before, state.value]})
