"""The board of a day's forums: room, chair, talks, people in the room. Eight queries for any number of forums."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from doors.models import Checkpoint, Scan
from doors.queries.presence import people_inside
from doors.rules.board import ForumFacts, ForumStatus, Square, TalkFacts, square_of, status_of_forum
from doors.rules.doordays import Calendar
from events.models import Conference, Forum, Room, Session, Talk
from events.rules.programme import AppearanceRole
from speakers.models import Appearance
from toolkit.text import Text

NOT_SPEAKING = ("break", "ceremony")


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    """A forum on the board."""

    number: int
    title: Text
    room: Text
    chair: Text
    other_chairs: int
    squares: tuple[tuple[Square, str], ...]
    """Each square with the title of its talk."""
    inside: int | None
    seats: int | None
    status: ForumStatus


def calendar_of(conference: Conference) -> Calendar:
    """Return the calendar of the conference's event days."""
    return Calendar(
        zone=conference.zone,
        day_starts_at=conference.day_starts_at,
        starts_on=conference.starts_on,
        ends_on=conference.ends_on,
    )


def day_to_show(conference: Conference, *, now: datetime) -> date:
    """Return the event day of `now`; before or after the conference its first or last day."""
    today = calendar_of(conference).day_of(now)
    return min(max(today, conference.starts_on), conference.ends_on)


def forum_board(conference: Conference, *, day: date, now: datetime) -> list[BoardRow]:
    """Return one row for each forum, by number."""
    calendar = calendar_of(conference)
    begin, end = calendar.begin_of(day), calendar.end_of(day)
    sessions: dict[int, list[Session]] = defaultdict(list)
    within = Session.objects.filter(conference=conference, forum__isnull=False, starts_at__gte=begin, starts_at__lt=end)
    for session in within.select_related("room").defer("feed", "description_zh", "description_en"):
        sessions[session.forum_id or 0].append(session)
    talks = _talks(conference, begin, end)
    people = _people(conference)
    arrived = arrived_people(conference, since=begin)
    inside = _inside(conference, since=begin)
    facts = _DayFacts(talks=talks, people=people, arrived=arrived, inside=inside, now=now)
    forums = Forum.objects.filter(conference=conference).defer("feed", "description_zh", "description_en")
    return [_row(forum, sessions[forum.pk], facts) for forum in forums]


@dataclass(frozen=True, kw_only=True)
class _DayFacts:
    talks: Mapping[int, list[Talk]]
    people: "_People"
    arrived: frozenset[int]
    inside: Mapping[int, int]
    now: datetime


@dataclass(frozen=True)
class _People:
    chairs: Mapping[int, list[Text]]
    by_talk: Mapping[int, list[int]]


def _talks(conference: Conference, begin: datetime, end: datetime) -> dict[int, list[Talk]]:
    talks: dict[int, list[Talk]] = defaultdict(list)
    rows = Talk.objects.filter(
        conference=conference, session__forum__isnull=False, session__starts_at__gte=begin, session__starts_at__lt=end
    )
    for talk in rows.exclude(kind__in=NOT_SPEAKING).only(
        "session_id", "starts_at", "ends_at", "is_cancelled", "title_zh", "title_en"
    ):
        if talk.session_id is not None:
            talks[talk.session_id].append(talk)
    return talks


def _people(conference: Conference) -> _People:
    chairs: dict[int, list[Text]] = defaultdict(list)
    by_talk: dict[int, list[int]] = defaultdict(list)
    rows = Appearance.objects.filter(speaker__conference=conference, session__isnull=True)
    columns = (
        "forum_id",
        "talk_id",
        "role",
        "speaker__person_id",
        "speaker__person__name",
        "speaker__person__name_latin",
    )
    for forum, talk, role, person, name, latin in rows.values_list(*columns):
        if talk:
            by_talk[talk].append(person)
        elif forum and role == AppearanceRole.CHAIR:
            chairs[forum].append(Text(zh=name, en=latin))
    return _People(chairs, by_talk)


def arrived_people(conference: Conference, *, since: datetime) -> frozenset[int]:
    """Return the keys of the people (Person) admitted anywhere since an instant."""
    rows = Scan.objects.admitted().filter(conference=conference, effective_at__gte=since)
    return frozenset(rows.values_list("delegate__person_id", flat=True).distinct().order_by())


def _inside(conference: Conference, *, since: datetime) -> dict[int, int]:
    """Return the number of people in each room that has a checkpoint, by key of the room."""
    rooms = dict(
        Checkpoint.objects.filter(conference=conference, room__isnull=False, is_active=True).values_list(
            "pk", "room_id"
        )
    )
    if not rooms:
        return {}
    counted = people_inside(conference.pk, since=since)
    return {room: counted.get(door, 0) for door, room in rooms.items()}


def _row(forum: Forum, sessions: list[Session], facts: _DayFacts) -> BoardRow:
    talks = [talk for session in sessions for talk in facts.talks.get(session.pk, [])]
    squares = tuple((_square(talk, facts), talk.title.here) for talk in talks)
    room = _room(sessions, facts.now)
    inside = facts.inside.get(room.pk) if room else None
    chairs = facts.people.chairs.get(forum.pk, [])
    status = status_of_forum(
        ForumFacts(
            state=forum.state,
            has_chair=bool(chairs),
            meets_today=bool(sessions),
            has_room=room is not None,
            squares=tuple(square for square, _ in squares),
            inside=inside,
            seats=room.capacity if room else None,
        )
    )
    return BoardRow(
        number=forum.number,
        title=forum.title,
        room=room.name if room else Text(),
        chair=chairs[0] if chairs else Text(),
        other_chairs=len(chairs[1:]),
        squares=squares,
        inside=inside,
        seats=room.capacity if room else None,
        status=status,
    )


def _room(sessions: list[Session], now: datetime) -> Room | None:
    """Return the room of the current or next session; of the last one when all are over."""
    coming = [session for session in sessions if session.ends_at > now] or sessions[-1:]
    return coming[0].room if coming else None


def _square(talk: Talk, facts: _DayFacts) -> Square:
    people = facts.people.by_talk.get(talk.pk, [])
    return square_of(
        TalkFacts(
            starts_at=talk.starts_at,
            ends_at=talk.ends_at,
            is_cancelled=talk.is_cancelled,
            is_named=bool(people),
            has_arrived=all(person in facts.arrived for person in people),
            doors_work=bool(facts.arrived),
        ),
        now=facts.now,
    )
