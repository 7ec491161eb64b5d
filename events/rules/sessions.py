"""Grouping of a feed's events into sessions, because exchange formats have only talks and tracks.

Consecutive talks of one track in one room on one day form a session. A talk without a track is a session of its own.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from events.rules.exchange import FeedEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class FormedSession:
    """A session of one track in one room on one day.

    `key` is stable between imports: it depends on the day, room, track and the session's number among those with the
    same ones, or on the day and the event's key if there is no track.
    """

    key: str
    room: str
    track: str
    day: date
    starts_at: datetime
    ends_at: datetime
    events: tuple[FeedEvent, ...]


def form_sessions(events: Iterable[FeedEvent], *, day_of: Callable[[datetime], date]) -> tuple[FormedSession, ...]:
    """Return the sessions by day, room and start. Times must be aware; `day_of` returns the conference day of one."""
    ordered = sorted(((day_of(event.starts_at), event) for event in events), key=_by_place_and_time)
    sessions: list[FormedSession] = []
    ordinals: dict[tuple[date, str, str], int] = {}
    for (day, room), in_room in groupby(ordered, key=lambda pair: (pair[0], pair[1].room)):
        for block in _blocks([event for _, event in in_room]):
            place = (day, room, block[0].track)
            ordinals[place] = ordinals.get(place, 0) + 1
            sessions.append(_session(block, day=day, ordinal=ordinals[place]))
    return tuple(sessions)


def _by_place_and_time(pair: tuple[date, FeedEvent]) -> tuple[date, str, datetime, datetime, str]:
    day, event = pair
    return day, event.room, event.starts_at, event.ends_at, event.key


def _blocks(events: list[FeedEvent]) -> list[list[FeedEvent]]:
    blocks: list[list[FeedEvent]] = []
    for event in events:
        if event.track and blocks and blocks[-1][0].track == event.track:
            blocks[-1].append(event)
        else:
            blocks.append([event])
    return blocks


def _session(block: list[FeedEvent], *, day: date, ordinal: int) -> FormedSession:
    first = block[0]
    # A talk without a track is its own session, so the talk's key is the session's.
    place = (first.room, first.track, str(ordinal)) if first.track else (first.key,)
    words = "\x1f".join((day.isoformat(), *place))
    return FormedSession(
        key=hashlib.sha256(words.encode()).hexdigest()[:32],
        room=first.room,
        track=first.track,
        day=day,
        starts_at=min(event.starts_at for event in block),
        ends_at=max(event.ends_at for event in block),
        events=tuple(block),
    )
