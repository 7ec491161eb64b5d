"""Divide a day into blocks of time, so that during a morning of plenaries 26 forums need no empty rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import gcd

from events.rules.programme import SessionItem
from events.rules.timetable.shapes import Tick

APART = timedelta(minutes=45)
"""A pause of at least this length begins a new block."""
LONGEST_BLOCK = timedelta(minutes=300)
"""A longer block is cut in two."""
SHORTEST_BLOCK = timedelta(minutes=5)
"""Sessions announced for a single moment get an axis of this length."""


@dataclass(frozen=True)
class BlockSpan:
    """The sessions of a block, with its start and end. A session may reach beyond a cut block."""

    sessions: list[SessionItem]
    start: datetime
    end: datetime


def stretches(sessions: Iterable[SessionItem]) -> list[BlockSpan]:
    """Divide one day's sessions into blocks, in order of time."""
    return _cut(_connected(sessions))


def is_plenary(session: SessionItem) -> bool:
    """Return whether the session is for everybody: it belongs to no forum and is not closed-door."""
    return session.forum is None and not session.is_closed


def are_parallel(sessions: Sequence[SessionItem]) -> bool:
    """Return whether any two of the sessions overlap."""
    ordered = sorted(sessions, key=lambda each: each.starts_at)
    return any(earlier.ends_at > later.starts_at for earlier, later in pairwise(ordered))


def _connected(sessions: Iterable[SessionItem]) -> list[list[SessionItem]]:
    """Group sessions. A new group begins after a long pause, and when plenaries give way to forums or the reverse."""
    blocks: list[list[SessionItem]] = []
    end = None
    for session in sorted(sessions, key=lambda each: (each.starts_at, each.ends_at)):
        parted = end is None or session.starts_at >= end + APART
        turned = bool(blocks) and end is not None and session.starts_at >= end and _turns(blocks[-1], session)
        if parted or turned:
            blocks.append([])
            end = None
        blocks[-1].append(session)
        end = session.ends_at if end is None else max(end, session.ends_at)
    return blocks


def _turns(block: Sequence[SessionItem], session: SessionItem) -> bool:
    return all(is_plenary(each) for each in block) != is_plenary(session)


def _cut(blocks: Iterable[list[SessionItem]]) -> list[BlockSpan]:
    """Turn the groups into blocks. One longer than LONGEST_BLOCK is cut where the fewest talks are under way."""
    cut: list[BlockSpan] = []
    waiting = [(block, _first(block), _last(block)) for block in blocks]
    while waiting:
        block, start, end = waiting.pop(0)
        at = _best_cut(block, start, end) if end - start > LONGEST_BLOCK else None
        if at is None:
            cut.append(BlockSpan(block, start, max(end, start + SHORTEST_BLOCK)))
            continue
        waiting.insert(0, ([each for each in block if each.ends_at > at or each.starts_at == at], at, end))
        waiting.insert(0, ([each for each in block if each.starts_at < at], start, at))
    return cut


def _first(block: Iterable[SessionItem]) -> datetime:
    return min(session.starts_at for session in block)


def _last(block: Iterable[SessionItem]) -> datetime:
    return max(session.ends_at for session in block)


def _best_cut(block: Iterable[SessionItem], start: datetime, end: datetime) -> datetime | None:
    """Return the full or half hour in the middle third at which the fewest talks run; of several, the most central."""
    pieces = [(piece.starts_at, piece.ends_at) for session in block for piece in (session.talks or (session,))]
    third, middle = (end - start) / 3, start + (end - start) / 2
    candidates = [at for at in marks(start, end, minutes=30) if start + third <= at <= end - third]
    if not candidates:
        return None
    return min(
        candidates,
        key=lambda at: (sum(begins < at < ends for begins, ends in pieces), abs(at - middle)),
    )


def marks(start: datetime, end: datetime, *, minutes: int) -> list[datetime]:
    """Return the times whose minute of the day is a multiple of `minutes`, from the start up to before the end."""
    past = (start.hour * 60 + start.minute) % minutes
    at = start if not past else start + timedelta(minutes=minutes - past)
    found = []
    while at < end:
        found.append(at)
        at += timedelta(minutes=minutes)
    return found


@dataclass(frozen=True)
class Axis:
    """The time axis of a block, in columns of `step` minutes."""

    start: datetime
    end: datetime
    step: int

    @property
    def columns(self) -> int:
        return self.column(self.end)

    def column(self, at: datetime) -> int:
        clipped = min(max(at, self.start), self.end)
        return _minutes(clipped - self.start) // self.step

    def ticks(self) -> tuple[Tick, ...]:
        """Return a tick at the start and at each round time with room for its label. They span the whole axis."""
        minutes = 15 if self.columns * self.step <= 100 else 30 if self.columns * self.step <= 330 else 60
        found = [self.start, *(at for at in marks(self.start, self.end, minutes=minutes) if at > self.start)]
        found = [at for at in found if (at == self.start or at - self.start >= timedelta(minutes=minutes * 0.6))]
        # A tick inside a column would push its label to the beginning of that column.
        found = [at for at in found if _minutes(at - self.start) % self.step == 0]
        ends = [*found[1:], self.end]
        spans = [self.column(until) - self.column(at) for at, until in zip(found, ends, strict=True)]
        return tuple(Tick(at=at, span=span) for at, span in zip(found, spans, strict=True))


def axis_of(sessions: Iterable[SessionItem], start: datetime, end: datetime) -> Axis:
    """Return an axis with the widest columns that fit every start and end: 1 to 30 minutes, usually 5."""
    step = _minutes(end - start)
    for session in sessions:
        for begins, ends in [
            (session.starts_at, session.ends_at),
            *((talk.starts_at, talk.ends_at) for talk in session.talks),
        ]:
            step = gcd(step, _minutes(min(max(begins, start), end) - start))
            step = gcd(step, _minutes(min(max(ends, start), end) - start))
    for at in marks(start, end, minutes=30):
        step = gcd(step, _minutes(at - start))
    return Axis(start=start, end=end, step=gcd(step, 30))


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)
