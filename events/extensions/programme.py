"""Sockets of the programme: who is on stage, what is booked, what is missing, what goes into a new conference."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from django.db.models import Model

from events.models import Conference, Forum, Room
from events.rules.bookings import Booking
from events.rules.programme import PersonRole, SpeakerItem
from toolkit.providers import Providers


@dataclass(frozen=True, kw_only=True)
class StagePeople:
    """Who is on stage in one conference, for the release.

    `speakers` is in order of precedence; `by_forum`, `by_session` and `by_talk` map primary keys to people in order.
    """

    speakers: tuple[SpeakerItem, ...] = ()
    by_forum: dict[int, tuple[PersonRole, ...]] = field(default_factory=dict)
    by_session: dict[int, tuple[PersonRole, ...]] = field(default_factory=dict)
    by_talk: dict[int, tuple[PersonRole, ...]] = field(default_factory=dict)


class ReleaseSection(StrEnum):
    """The parts of a release that a higher app fills."""

    STAGE = "stage"


release_sections: Providers[ReleaseSection, Callable[[Conference], StagePeople]] = Providers()
"""The one provider of each section; a release leaves a section empty that nobody provides."""

booking_sources: list[Callable[[Conference], Iterable[Booking]]] = []
"""What is taken for how long: `events` tells of rooms, `speakers` of people."""

removed_with: dict[type[Model], set[type[Model]]] = defaultdict(set)
"""For a model, the models of higher apps whose rows go when a row of it is removed; all others stand in the way."""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Something that a forum still lacks: a sentence, and the page of the console where it can be added."""

    forum_id: int
    words: str
    url: str


completeness: list[Callable[[Collection[Forum]], list[Gap]]] = []
"""What some forums of one conference lack. The number of queries must not depend on the number of forums."""


@dataclass(frozen=True, kw_only=True)
class NewConference:
    """A conference that was just made: a copy of `source`, or from nothing if that is None.

    `rooms` maps the primary keys of the source's rooms to the copies; `shift` is how much later the copy is.
    """

    conference: Conference
    source: Conference | None = None
    rooms: dict[int, Room] = field(default_factory=dict)
    shift: timedelta = timedelta(0)


conference_furnishers: list[Callable[[NewConference], None]] = []
"""What higher apps put into a new conference, within the transaction that makes it."""
