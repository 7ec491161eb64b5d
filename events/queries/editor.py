"""What the editor draws: the sessions and talks of one day, and what waits in the tray. Constant statements."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Max, Q, QuerySet

from events.extensions import Performer, performer_sources
from events.models import Conference, Deed, Forum, Room, Session, Talk
from events.rules.journal import DeedKind, rows_from_json
from events.rules.programme import SessionKind
from events.rules.running_order import Placed, unpinned
from events.rules.spans import Span
from events.rules.timetable.halves import DayClock, Half, Taken, halves
from events.rules.versions import session_version, talk_version

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
SESSION_COLUMNS = (
    "code", "label", "kind", "title_zh", "title_en", "starts_at", "ends_at", "capacity", "is_cancelled",
    "room", "forum",
)  # fmt: skip
TALK_COLUMNS = (
    "code", "kind", "position", "title_zh", "title_en", "starts_at", "ends_at", "placeholder_zh", "placeholder_en",
    "is_pinned", "is_cancelled", "session", "forum",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShown:
    """Somebody on stage. `key` is empty for a placeholder, which never clashes."""

    key: str
    name: str
    institution: str
    role: str
    is_unanswered: bool
    must_not_clash: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkShown:
    """A talk. `session` is the code of its session, empty in the tray, where `starts` is 0."""

    code: str
    session: str
    forum: int | None
    kind: str
    title: str
    other: str
    placeholder: str
    starts: int
    minutes: int
    is_pinned: bool
    is_cancelled: bool
    people: list[PersonShown]
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionShown:
    """A session with its talks in order. Times are in minutes of the day; those of other days lie outside of it."""

    code: str
    label: str
    kind: str
    title: str
    other: str
    forum: int | None
    room: int | None
    starts: int
    ends: int
    capacity: int | None
    is_closed: bool
    is_cancelled: bool
    people: list[PersonShown]
    talks: list[TalkShown]
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomShown:
    """A row of the canvas."""

    key: int
    name: str
    floor: str
    capacity: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumShown:
    """A forum, by number."""

    number: int
    title: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some sessions with their talks, and talks that wait."""

    sessions: list[SessionShown]
    waiting: list[TalkShown]


def conference_halves(conference: Conference) -> tuple[Half, ...]:
    """Return the blocks of all days. One query."""
    rows = Session.objects.filter(conference=conference, is_cancelled=False)
    taken = [
        Taken(kind=SessionKind(kind), forum=forum, starts_at=starts_at, ends_at=ends_at)
        for kind, forum, starts_at, ends_at in rows.values_list("kind", "forum", "starts_at", "ends_at")
    ]
    days = [
        conference.starts_on + number * DAY for number in range((conference.ends_on - conference.starts_on).days + 1)
    ]
    return halves(taken, days=days, zone=conference.zone, day_starts_at=conference.day_starts_at)


def rooms_shown(conference: Conference) -> list[RoomShown]:
    """Return the rooms in order. One query."""
    rows = Room.objects.filter(conference=conference)
    return [RoomShown(key=row.pk, name=row.name.here, floor=row.floor, capacity=row.capacity) for row in rows]


def forums_shown(conference: Conference) -> list[ForumShown]:
    """Return the forums by number. One query."""
    rows = Forum.objects.filter(conference=conference).select_related("group")
    return [
        ForumShown(number=row.number, title=row.title.here, group=row.group.letter if row.group else "") for row in rows
    ]


def day_part(conference: Conference, clock: DayClock) -> Part:
    """Return the sessions of the day, all sessions without a room, and the talks that wait. Three queries."""
    from_here, until = clock.instant(0), clock.instant(0) + DAY
    on_day = Q(starts_at__lt=until, ends_at__gt=from_here)
    homeless = Q(room__isnull=True) & ~Q(kind=SessionKind.BREAK)
    sessions = Session.objects.filter(on_day | homeless, conference=conference)
    return _part(sessions, Talk.objects.filter(conference=conference, session__isnull=True), clock)


def some_part(conference: Conference, clock: DayClock, *, sessions: Collection[int], talks: Collection[int]) -> Part:
    """Return these sessions, and those of these talks that wait. Three queries."""
    return _part(
        Session.objects.filter(conference=conference, pk__in=sessions),
        Talk.objects.filter(conference=conference, session__isnull=True, pk__in=talks),
        clock,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What deeds have changed: the sessions and waiting talks as they are now, and the codes of what is no more.

    If `is_whole`, the part is everything that an editor shows, because a file has replaced the programme.
    """

    part: Part
    gone: list[str]
    is_whole: bool = False


def news_of(conference: Conference, clock: DayClock, deeds: Collection[Deed]) -> News:
    """Return what these deeds have changed. Five queries at most, and none without deeds."""
    if not deeds:
        return News(part=Part(sessions=[], waiting=[]), gone=[])
    if any(deed.kind == DeedKind.IMPORT for deed in deeds):
        return News(part=day_part(conference, clock), gone=[], is_whole=True)
    changed = [change for deed in deeds for change in rows_from_json(deed.rows)]
    sides = [side for change in changed for side in (change.before, change.after) if side]
    sessions = {change.key for change in changed if change.model == "events.session"}
    sessions |= {key for side in sides if isinstance(key := side.get("session_id"), int)}
    talks = {change.key for change in changed if change.model == "events.talk"}
    talks |= {key for side in sides if isinstance(key := side.get("talk_id"), int)}
    held = Talk.objects.filter(conference=conference, pk__in=talks, session__isnull=False)
    sessions |= set(held.values_list("session_id", flat=True))
    removed = [change.before for change in changed if change.after is None and change.before is not None]
    return News(
        part=some_part(conference, clock, sessions=sessions, talks=talks),
        gone=[code for columns in removed if isinstance(code := columns.get("code"), str)],
    )


def last_number(conference: Conference) -> int:
    """Return the number of the last deed, 0 if there was none. One query."""
    return Deed.objects.filter(conference=conference).aggregate(last=Max("pk"))["last"] or 0


def _part(sessions: QuerySet[Session], waiting: QuerySet[Talk], clock: DayClock) -> Part:
    rows = list(
        sessions.select_related("forum").only(*SESSION_COLUMNS, "forum__number", "forum__title_zh", "forum__title_en")
    )
    keys = [row.pk for row in rows]
    # Both kinds of talks in one query: a union would lose the order.
    talks = Talk.objects.filter(Q(session__in=keys) | Q(pk__in=waiting.values("pk"))).select_related("forum")
    by_session: dict[int | None, list[Talk]] = defaultdict(list)
    for talk in talks.only(*TALK_COLUMNS, "forum__number").order_by("starts_at", "position", "pk"):
        by_session[talk.session_id].append(talk)
    stage = _Stage(keys, [talk.pk for found in by_session.values() for talk in found])
    codes = {row.pk: row.code for row in rows}

    def shown(talk: Talk, forum: int | None, before: Talk | None, following: frozenset[int]) -> TalkShown:
        return TalkShown(
            code=talk.code,
            session=codes.get(talk.session_id or 0, ""),
            forum=forum,
            kind=talk.kind,
            title=talk.title.here,
            other=talk.title.other,
            placeholder=talk.placeholder.here,
            starts=clock.minute(talk.starts_at) if talk.session_id else 0,
            minutes=(talk.ends_at - talk.starts_at) // MINUTE,
            is_pinned=talk.is_pinned or (talk.session_id is not None and talk.pk not in following),
            is_cancelled=talk.is_cancelled,
            people=stage.of_talk[talk.pk],
            version=talk_version(
                session=talk.session_id,
                after=before.pk if before else None,
                length=talk.ends_at - talk.starts_at,
                is_pinned=talk.is_pinned,
            ),
        )

    def order(row: Session) -> list[TalkShown]:
        own = by_session[row.pk]
        following = unpinned(row.starts_at, [Placed(talk.pk, Span(talk.starts_at, talk.ends_at)) for talk in own])
        forum = row.forum.number if row.forum else None
        return [shown(talk, forum, before, following) for before, talk in zip([None, *own], own, strict=False)]

    return Part(
        sessions=[
            SessionShown(
                code=row.code,
                label=row.label,
                kind=row.kind,
                title=row.title.here,
                other=row.title.other,
                forum=row.forum.number if row.forum else None,
                room=row.room_id,
                starts=clock.minute(row.starts_at),
                ends=clock.minute(row.ends_at),
                capacity=row.capacity,
                is_closed=row.kind == SessionKind.CLOSED_DOOR,
                is_cancelled=row.is_cancelled,
                people=stage.of_session[row.pk],
                talks=order(row),
                version=session_version(room=row.room_id, starts_at=row.starts_at, ends_at=row.ends_at),
            )
            for row in rows
        ],
        waiting=[
            shown(talk, talk.forum.number if talk.forum else None, None, frozenset()) for talk in by_session[None]
        ],
    )


class _Stage:
    """The people on stage, by primary key of session and of talk."""

    def __init__(self, sessions: list[int], talks: list[int]) -> None:
        self.of_session: dict[int, list[PersonShown]] = defaultdict(list)
        self.of_talk: dict[int, list[PersonShown]] = defaultdict(list)
        for source in performer_sources:
            for each in source(sessions, talks):
                if each.talk_id is not None:
                    self.of_talk[each.talk_id].append(_person(each))
                elif each.session_id is not None:
                    self.of_session[each.session_id].append(_person(each))


def _person(performer: Performer) -> PersonShown:
    return PersonShown(
        key=performer.person,
        name=performer.name.here,
        institution=performer.institution.here,
        role=performer.role.value,
        is_unanswered=performer.is_unanswered,
        must_not_clash=performer.must_not_clash,
    )
