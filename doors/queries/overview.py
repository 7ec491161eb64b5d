"""The overview's figures, arrivals, to-dos and next sessions. Each person is counted once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, Sum

from doors.models import Scan
from doors.queries.attendance import is_complete
from doors.queries.board import arrived_people, calendar_of
from doors.rules.admission import Direction
from events.models import Conference, Session
from events.queries.clashes import recent_counts
from events.rules.forums import ForumState
from registration.models import Delegate, DelegateState
from registration.queries.delegates import state_counts
from registration.rules.delegates import LIVE
from speakers.models import Speaker, SpeakerState

HALF_HOUR = timedelta(minutes=30)
NEXT = 6


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Numbers of people, and of clashes in the programme. `places` is None if a category has no quota."""

    registered: int
    applied: int
    waiting: int
    confirmed: int
    places: int | None
    checked_in: int
    in_the_house: int
    is_complete: bool
    speakers: int
    speakers_arrived: int
    clashes: int
    stopping: int


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """People who came through the entrances (checkpoints without room and session) since the day began."""

    in_the_house: int
    arrivals: tuple[tuple[datetime, int], ...]
    """(half hour, people who first came in then), without gaps."""


def figures(conference: Conference, *, since: datetime, entrance: Entrance, now: datetime) -> Figures:
    """Return the figures of the overview; `since` is the beginning of the event day."""
    counts = state_counts(conference)
    arrived = arrived_people(conference, since=since)
    speakers = Speaker.objects.filter(conference=conference).exclude(
        state__in=[SpeakerState.DECLINED, SpeakerState.WITHDRAWN]
    )
    people = set(speakers.values_list("person_id", flat=True))
    clashes = recent_counts(conference)
    return Figures(
        registered=sum(counts[state] for state in LIVE),
        applied=counts[DelegateState.APPLIED],
        waiting=counts[DelegateState.WAITLISTED],
        confirmed=counts[DelegateState.CONFIRMED],
        places=_places(conference),
        checked_in=_checked_in(conference),
        in_the_house=entrance.in_the_house,
        is_complete=is_complete(conference.pk, now=now),
        speakers=len(people),
        speakers_arrived=len(people & arrived),
        clashes=clashes.open,
        stopping=clashes.hard,
    )


def _places(conference: Conference) -> int | None:
    if conference.categories.filter(quota__isnull=True).exists():
        return None
    size: int | None = conference.quotas.aggregate(all=Sum("size"))["all"]
    return size


def _checked_in(conference: Conference) -> int:
    rows = Scan.objects.admitted().filter(conference=conference)
    return int(rows.aggregate(people=Count("delegate", distinct=True))["people"])


def entrance_since(conference: Conference, *, since: datetime, until: datetime) -> Entrance:
    """Return who is on site and the arrivals, up to `until` at least; one query."""
    rows = Scan.objects.admitted().filter(
        conference=conference, effective_at__gte=since, checkpoint__room__isnull=True, checkpoint__session__isnull=True
    )
    first: dict[int, datetime] = {}
    last: dict[int, str] = {}
    for delegate, at, direction in rows.order_by("effective_at", "pk").values_list(
        "delegate_id", "effective_at", "direction"
    ):
        if delegate is not None:
            last[delegate] = direction
            if direction == Direction.IN:
                first.setdefault(delegate, at)
    inside = sum(direction == Direction.IN for direction in last.values())
    return Entrance(in_the_house=inside, arrivals=_by_half_hour(first.values(), until=until))


def _by_half_hour(instants: Iterable[datetime], *, until: datetime) -> tuple[tuple[datetime, int], ...]:
    counted = Counter(_half_hour(at) for at in instants)
    if not counted:
        return ()
    begin, end = min(counted), max(*counted, _half_hour(until))
    steps = int((end - begin) / HALF_HOUR) + 1
    return tuple((begin + number * HALF_HOUR, counted[begin + number * HALF_HOUR]) for number in range(steps))


def _half_hour(at: datetime) -> datetime:
    return at.replace(minute=at.minute - at.minute % 30, second=0, microsecond=0)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Numbers of things to be done."""

    applied: int
    forums_submitted: int
    forums_drafting: int
    sessions_without_room: int
    closed_without_list: int
    never_printed: int


def waiting(conference: Conference, *, applied: int) -> Waiting:
    """Return the numbers of things to be done; three queries."""
    forums = conference.forums.aggregate(
        submitted=Count("pk", filter=Q(state=ForumState.SUBMITTED)),
        drafting=Count("pk", filter=Q(state=ForumState.DRAFTING)),
    )
    sessions = conference.sessions.filter(is_cancelled=False).aggregate(
        roomless=Count("pk", filter=Q(room__isnull=True) & ~Q(kind="break"), distinct=True),
        closed=Count("pk", filter=Q(access="invitation"), distinct=True),
        listed=Count(
            "pk",
            filter=Q(access="invitation", invitations__withdrawn_at__isnull=True, invitations__isnull=False),
            distinct=True,
        ),
    )
    unprinted = Delegate.objects.filter(conference=conference, state=DelegateState.CONFIRMED).exclude(
        credentials__revoked_at__isnull=True, credentials__prints__isnull=False
    )
    return Waiting(
        applied=applied,
        forums_submitted=forums["submitted"],
        forums_drafting=forums["drafting"],
        sessions_without_room=sessions["roomless"],
        closed_without_list=sessions["closed"] - sessions["listed"],
        never_printed=unprinted.count(),
    )


@dataclass(frozen=True, kw_only=True)
class Coming:
    """The sessions that begin at one time."""

    starts_at: datetime
    day: date
    is_later_day: bool
    """Whether its day is another than that of the line before, or than today for the first line."""
    first: Session
    others: int


def coming(conference: Conference, *, now: datetime) -> list[Coming]:
    """Return the next six times at which sessions begin."""
    rows = conference.sessions.filter(is_cancelled=False, starts_at__gt=now).select_related("forum", "room")
    by_time: dict[datetime, list[Session]] = {}
    for session in rows.order_by("starts_at", "forum__number", "pk")[:80]:
        by_time.setdefault(session.starts_at, []).append(session)
    calendar, lines = calendar_of(conference), []
    before = calendar.day_of(now)
    for at, found in list(by_time.items())[:NEXT]:
        day = calendar.day_of(at)
        lines.append(Coming(starts_at=at, day=day, is_later_day=day != before, first=found[0], others=len(found) - 1))
        before = day
    return lines
