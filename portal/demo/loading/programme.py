"""Conference, venue, rooms, forums, sessions and talks."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from events.models import (
    Conference,
    ConferenceState,
    Forum,
    ForumGroup,
    Organisation,
    Room,
    Session,
    Talk,
    Venue,
)
from events.rules.forums import ForumState
from portal.demo import reading
from portal.demo.dice import seeded_code
from portal.demo.plan import PlannedItem, PlannedSession, the_programme

ZONE = ZoneInfo("Asia/Shanghai")
DAYS = 3
DRAFTING = frozenset({22})
SUBMITTED = frozenset({15, 26})
CLOSED_ROOMS = {"F601": 40, "F602": 60, "F603": 36}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedProgramme:
    """The rows that later tables refer to: forums by number, sessions by key, talks by (key of session, index)."""

    conference: Conference
    rooms: dict[str, Room]
    forums: dict[int, Forum]
    sessions: dict[str, Session]
    talks: dict[tuple[str, int], Talk]


def load_programme(organisation: Organisation, *, first_day: date, now: datetime) -> LoadedProgramme:
    """Create the conference with everything but people."""
    conference = _conference(organisation, first_day=first_day, now=now)
    rooms, forums = _rooms(conference), _forums(conference)
    plan = the_programme()
    rows = [
        _session(session, conference=conference, room=rooms[session.room], forum=forums.get(session.forum or 0))
        for session in plan
    ]
    sessions = dict(zip((session.key for session in plan), Session.objects.bulk_create(rows), strict=True))
    items = {
        (session.key, place): _talk(item, sessions[session.key], place=place, start=_midnight(conference, session.day))
        for session in plan
        for place, item in enumerate(session.items)
    }
    Talk.objects.bulk_create(items.values())
    return LoadedProgramme(conference=conference, rooms=rooms, forums=forums, sessions=sessions, talks=items)


def _conference(organisation: Organisation, *, first_day: date, now: datetime) -> Conference:
    today = now.astimezone(ZONE).date()
    conference = Conference.objects.create(
        organisation=organisation,
        **{key: text.strip() for key, text in reading.conference().conference.items()},
        starts_on=first_day,
        ends_on=first_day + timedelta(days=DAYS - 1),
        timezone=ZONE.key,
        state=ConferenceState.OPEN if today < first_day else ConferenceState.LIVE,
        is_example=True,
        created_at=min(now, _instant(first_day, 0) - timedelta(days=90)),
    )
    conference.refresh_from_db()  # defaults as their columns give them
    return conference


def _rooms(conference: Conference) -> dict[str, Room]:
    venue = Venue.objects.create(conference=conference, **reading.conference().venue)
    halls = {
        hall.key: Room(name_zh=hall.name_zh, name_en=hall.name_en, floor=hall.floor, capacity=hall.capacity)
        for hall in reading.conference().halls
    }
    small = {forum.room: forum.seats for forum in reading.forums()} | CLOSED_ROOMS
    rooms = halls | {
        name: Room(name_zh=name, name_en=name, floor=name[1], capacity=seats) for name, seats in small.items()
    }
    for position, room in enumerate(rooms.values()):
        room.conference, room.venue, room.position = conference, venue, position
    Room.objects.bulk_create(rooms.values())
    return rooms


def _forums(conference: Conference) -> dict[int, Forum]:
    groups = ForumGroup.objects.bulk_create(
        ForumGroup(
            conference=conference,
            letter=group.letter,
            title_zh=group.title_zh,
            title_en=group.title_en,
            position=place,
        )
        for place, group in enumerate(reading.conference().groups)
    )
    by_letter = {group.letter: group for group in groups}
    forums = Forum.objects.bulk_create(
        Forum(
            conference=conference,
            group=by_letter[text.group],
            number=text.number,
            title_zh=text.title_zh,
            title_en=text.title_en,
            host_zh=text.host_zh,
            host_en=text.host_en,
            description_zh=text.about_zh,
            description_en=text.about_en,
            state=_state(text.number),
            approved_at=conference.created_at if _state(text.number) is ForumState.APPROVED else None,
        )
        for text in reading.forums()
    )
    return {forum.number: forum for forum in forums}


def _state(number: int) -> ForumState:
    if number in DRAFTING:
        return ForumState.DRAFTING
    return ForumState.SUBMITTED if number in SUBMITTED else ForumState.APPROVED


def _session(session: PlannedSession, *, conference: Conference, room: Room, forum: Forum | None) -> Session:
    midnight = _midnight(conference, session.day)
    return Session(
        conference=conference,
        forum=forum,
        room=room,
        code=session.label if session.label and not forum else seeded_code("session", session.key),
        label=session.label,
        kind=session.kind.value,
        access=session.access.value,
        title_zh=session.title.zh,
        title_en=session.title.en,
        host_zh=session.host.zh,
        host_en=session.host.en,
        description_zh=session.about.zh,
        description_en=session.about.en,
        starts_at=midnight + timedelta(minutes=session.starts),
        ends_at=midnight + timedelta(minutes=session.ends),
        capacity=session.capacity,
    )


def _talk(item: PlannedItem, session: Session, *, place: int, start: datetime) -> Talk:
    return Talk(
        conference_id=session.conference_id,
        session=session,
        code=seeded_code("talk", session.code, place),
        kind=item.kind.value,
        position=place,
        title_zh=item.title.zh,
        title_en=item.title.en,
        abstract_zh=item.about.zh,
        abstract_en=item.about.en,
        placeholder_zh=item.placeholder.zh,
        placeholder_en=item.placeholder.en,
        is_cancelled=item.cancelled,
        starts_at=start + timedelta(minutes=item.starts),
        ends_at=start + timedelta(minutes=item.ends),
    )


def _midnight(conference: Conference, day: int) -> datetime:
    return _instant(conference.starts_on + timedelta(days=day - 1), 0)


def _instant(day: date, hour: int) -> datetime:
    """Convert a local time of a day to UTC. The conference's zone has no daylight saving time."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE).astimezone(UTC)
