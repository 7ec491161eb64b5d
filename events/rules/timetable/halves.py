"""The blocks of time that the editor shows, one at a time: those of the public timetable without the breaks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from events.rules.programme import SessionAccess, SessionItem, SessionKind, day_of
from events.rules.spans import Span
from events.rules.timetable.blocks import stretches
from toolkit.text import Text

EMPTY_DAY = (time(9), time(18))
"""The block of a day on which nothing is scheduled yet."""
ROOM_TO_MOVE = timedelta(minutes=30)
"""What the editor's axis shows after the end of a block, so that a session may be made longer."""
STEP = timedelta(minutes=10)
"""An axis begins and ends at full ten minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """A block of one day, with its number there. Both times are aware."""

    day: date
    number: int
    starts_at: datetime
    ends_at: datetime

    @property
    def key(self) -> str:
        """What an address names the block by: `2027-04-16.2`."""
        return f"{self.day.isoformat()}.{self.number}"

    @property
    def axis(self) -> Span:
        """The time that the editor draws."""
        start = self.starts_at - timedelta(minutes=self.starts_at.minute % (STEP // timedelta(minutes=1)))
        end = self.ends_at + ROOM_TO_MOVE
        return Span(start, end + timedelta(minutes=-end.minute % (STEP // timedelta(minutes=1))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A session as far as the blocks of a day depend on it."""

    kind: SessionKind
    forum: int | None
    starts_at: datetime
    ends_at: datetime


def halves(sessions: Iterable[Taken], *, days: Sequence[date], zone: ZoneInfo, day_starts_at: time) -> tuple[Half, ...]:
    """Return the blocks of all days in order of time; a day without sessions is one block.

    Breaks open no block of their own. Sessions outside the days of the conference have their days, too.
    """
    by_day: dict[date, list[Taken]] = {day: [] for day in days}
    for session in sessions:
        by_day.setdefault(day_of(session.starts_at, zone=zone, day_starts_at=day_starts_at), []).append(session)
    found: list[Half] = []
    for day in sorted(by_day):
        work = [_item(session) for session in by_day[day] if session.kind is not SessionKind.BREAK]
        spans = [(block.start.astimezone(zone), block.end.astimezone(zone)) for block in stretches(work)]
        if not spans:
            first, last = (datetime.combine(day, at, zone) for at in EMPTY_DAY)
            spans = [(first, last)]
        found += [
            Half(day=day, number=number, starts_at=start, ends_at=end)
            for number, (start, end) in enumerate(spans, start=1)
        ]
    return tuple(found)


def _item(session: Taken) -> SessionItem:
    return SessionItem(
        code="",
        label="",
        kind=session.kind,
        access=SessionAccess.OPEN,
        title=Text(),
        host=Text(),
        description=Text(),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        room=None,
        forum=session.forum,
        capacity=None,
        is_cancelled=False,
        people=(),
        talks=(),
    )


def chosen(found: Sequence[Half], asked: str, *, today: date) -> Half:
    """Return the block that an address asks for, by its key or its day; else the first of today, or of all.

    A key that is no longer there, because sessions have moved, leads to the last block of its day.
    """
    exact = next((half for half in found if half.key == asked), None)
    if exact is not None:
        return exact
    named = [half for half in found if half.day.isoformat() == asked.partition(".")[0]]
    if named:
        return named[-1] if "." in asked else named[0]
    return next((half for half in found if half.day == today), found[0])


@dataclass(frozen=True, slots=True)
class DayClock:
    """Minutes since a conference day began, which is how the editor's script counts time.

    Clocks are changed at night, before a day begins, so that minutes of the day are those on the wall.
    """

    starts_at: datetime

    @classmethod
    def of(cls, day: date, *, zone: ZoneInfo, day_starts_at: time) -> Self:
        """Return the clock of this day."""
        return cls(datetime.combine(day, day_starts_at, zone))

    @property
    def first_minute(self) -> int:
        """The time on the wall at minute 0, in minutes after midnight."""
        return self.starts_at.hour * 60 + self.starts_at.minute

    def minute(self, instant: datetime) -> int:
        """Return the minute of an aware instant."""
        return (instant - self._start()) // timedelta(minutes=1)

    def instant(self, minute: int) -> datetime:
        """Return the instant of a minute."""
        return self._start() + timedelta(minutes=minute)

    def _start(self) -> datetime:
        # Arithmetic within a zone ignores changes of its clock, in UTC it counts what has passed.
        return self.starts_at.astimezone(ZoneInfo("UTC"))
