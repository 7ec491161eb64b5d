"""Sessions and talks as far as bookings, clashes and their repairs depend on them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from events.rules.bookings import Booking, Resource, Version
from events.rules.site import Site
from toolkit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkSlot:
    """A talk that takes place. `key` is its primary key."""

    key: int
    code: str
    title: Text
    starts_at: datetime
    ends_at: datetime
    is_pinned: bool = False
    is_break: bool = False
    needs: tuple[str, ...] = ()

    @property
    def length(self) -> timedelta:
        """The duration."""
        return self.ends_at - self.starts_at


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSlot:
    """A session that takes place, with its talks in order of time. `room` is the key of its room, empty if it has none.

    `named` is what lists call it: its title, that of its only talk, or that of its forum.
    """

    key: int
    code: str
    title: Text
    named: Text
    starts_at: datetime
    ends_at: datetime
    forum: int | None = None
    room: str = ""
    talks: tuple[TalkSlot, ...] = ()
    expected: int = 0
    needs: tuple[str, ...] = ()
    version: Version = Version.ONLY
    is_closed: bool = False

    @property
    def block(self) -> str:
        """What the bookings of people in this session have in common."""
        return f"session{self.key}"

    def moved(self, shift: timedelta) -> "SessionSlot":
        """Return the session with its talks, later by `shift`."""
        talks = tuple(
            replace(talk, starts_at=talk.starts_at + shift, ends_at=talk.ends_at + shift) for talk in self.talks
        )
        return replace(self, starts_at=self.starts_at + shift, ends_at=self.ends_at + shift, talks=talks)


def room_bookings(sessions: Iterable[SessionSlot], site: Site) -> Iterator[Booking]:
    """Yield the bookings of rooms.

    Sessions clash with sessions in the same room, talks only with talks of the same session: those of two sessions
    would only repeat the clash of the sessions. Talks that can neither clash nor lack anything are left out.
    """
    for session in sessions:
        room = site.rooms.get(session.room)
        if room is None:
            continue
        yield Booking(
            resource=Resource.ROOM,
            key=room.key,
            label=room.name,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            what=session.named,
            block=session.block,
            session=session.code,
            forum=session.forum,
            room=room.key,
            version=session.version,
            expected=session.expected,
            needs=session.needs,
            is_closed=session.is_closed,
        )
        for talk in _talks_to_check(session):
            yield Booking(
                resource=Resource.ROOM,
                key=f"{room.key}/{session.key}",
                label=room.name,
                starts_at=talk.starts_at,
                ends_at=talk.ends_at,
                what=talk.title or session.named,
                block=f"talk{talk.key}",
                session=session.code,
                talk=talk.code,
                forum=session.forum,
                room=room.key,
                version=session.version,
                # What the whole session needs is told with the session.
                needs=tuple(need for need in talk.needs if need not in session.needs),
                is_closed=session.is_closed,
            )


def _talks_to_check(session: SessionSlot) -> tuple[TalkSlot, ...]:
    """Return the talks if some of them overlap, else those that need equipment: few of thousands."""
    follows = all(one.ends_at <= other.starts_at for one, other in pairwise(session.talks))
    return tuple(talk for talk in session.talks if talk.needs) if follows else session.talks
