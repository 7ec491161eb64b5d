"""Sockets of the programme: people on stage, bookings, gaps, what a new conference starts with, and what follows a
publication.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from django.db.models import Model, QuerySet
from django.db.models.expressions import Combinable

from events.models import Conference, Forum, Release, Room, Talk
from events.rules.bookings import Booking
from events.rules.gaps import GapKind
from events.rules.notices import Difference, Notice
from events.rules.programme import AppearanceRole, PersonRole, SessionItem, SpeakerItem
from events.rules.site import Site
from events.rules.slots import SessionSlot, TalkSlot
from toolkit.providers import Providers
from toolkit.text import Text


@dataclass(frozen=True, kw_only=True)
class StagePeople:
    """The people on stage in one conference, as a release shows them.

    `speakers` is in order of precedence; `by_forum`, `by_session` and `by_talk` map primary keys to people in order.
    `unanswered` has the codes of speakers who have not answered their invitation; no release shows that.
    """

    speakers: tuple[SpeakerItem, ...] = ()
    unanswered: frozenset[str] = frozenset()
    by_forum: dict[int, tuple[PersonRole, ...]] = field(default_factory=dict)
    by_session: dict[int, tuple[PersonRole, ...]] = field(default_factory=dict)
    by_talk: dict[int, tuple[PersonRole, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ReleaseRecipient:
    """Somebody who is written to after a release, about `notices`.

    `key` tells the recipients of a release apart; each gets one letter. `speaker` is the code of somebody on stage.
    Without an `address` nobody can be written to. `language` is empty if it is unknown: then the letter is in both.
    """

    key: str
    speaker: str = ""
    name: Text
    address: str
    language: str
    notices: tuple[Notice, ...]


class ReleaseSection(StrEnum):
    """The sections of a release that a higher app provides."""

    STAGE = "stage"


class StageProvider(Protocol):
    """Return the people on stage."""

    def __call__(self, conference: Conference, *, forum: Forum | None = None) -> StagePeople:
        """Return those of the conference, or only the places of one forum and the speakers in them."""


release_sections: Providers[ReleaseSection, StageProvider] = Providers()
"""The provider of each section. A section without a provider stays empty."""


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """The sessions and talks of a conference that are not cancelled, or those of some days.

    `sessions` are those of the draft; `by_session` and `by_talk` find them and their talks by primary key, `by_forum`
    those of a forum by its number. `approved` has the sessions of forums whose draft differs from what was approved, as
    they were approved, with their people. `is_whole` tells whether these are all days.
    """

    conference: Conference
    site: Site
    sessions: tuple[SessionSlot, ...]
    by_session: dict[int, SessionSlot]
    by_talk: dict[int, tuple[SessionSlot, TalkSlot]]
    by_forum: dict[int, list[SessionSlot]]
    approved: tuple[tuple[SessionSlot, SessionItem], ...]
    is_whole: bool


booking_sources: list[Callable[[Agenda], Iterable[Booking]]] = []
"""Functions that return the bookings of an agenda: `events` those of rooms, `speakers` those of people. Each takes one
query at most, whatever the size of the programme.
"""

expected_audience: list[Callable[[], Combinable]] = []
"""Functions that return an expression for how many people are coming to a session: `OuterRef("pk")` is the session.
The largest number counts.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Performer:
    """Somebody on stage in one session or talk, as pages that draw a part of the programme show them.

    `person` is the key of their bookings; placeholder names have none, because they never clash.
    """

    session_id: int | None
    talk_id: int | None
    person: str
    name: Text
    institution: Text
    role: AppearanceRole
    is_unanswered: bool
    must_not_clash: bool


performer_sources: list[Callable[[Collection[int], Collection[int]], Iterable[Performer]]] = []
"""Functions that return the people on stage in the sessions and talks with these primary keys, in order. Their queries
must not grow with the number of either.
"""

removed_with: dict[type[Model], set[type[Model]]] = defaultdict(set)
"""Models of higher apps whose rows are deleted together with a row of the key's model. Rows of all other models prevent
its removal.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A part of the programme by primary keys: forums with their own columns, sessions with their talks, talks."""

    forums: frozenset[int] = frozenset()
    sessions: frozenset[int] = frozenset()
    talks: frozenset[int] = frozenset()


journalled: dict[type[Model], Callable[[Scope], QuerySet[Model]]] = {}
"""Further models whose rows the journal of the programme keeps, such as appearances, and which of them are in a part of
the programme. In the order in which rows have to be made again: what is referred to comes first.
"""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Something that a forum still lacks: its kind, a sentence, and the console page where it can be added."""

    forum_id: int
    kind: GapKind
    words: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a check of some forums has found, and how many things it has looked at in each, by the forum's key."""

    gaps: list[Gap]
    looked_at: Counter[int]


completeness: list[Callable[[Collection[Forum], Collection[Talk]], Checked]] = []
"""Functions that check some forums of one conference. They are given the talks that can lack something, with their
sessions: neither cancelled nor in closed-door sessions. Their queries must not grow with the number of forums.
"""


@dataclass(frozen=True, kw_only=True)
class NewConference:
    """A conference that was just made, from nothing or as a copy of `source`.

    `rooms` maps the primary keys of the source's rooms to their copies; `shift` is how much later the copy takes place.
    """

    conference: Conference
    source: Conference | None = None
    rooms: dict[int, Room] = field(default_factory=dict)
    shift: timedelta = timedelta(0)


conference_furnishers: list[Callable[[NewConference], None]] = []
"""Functions that add to a new conference, in the transaction that makes it."""

release_recipients: list[Callable[[Conference, Difference], Iterable[ReleaseRecipient]]] = []
"""Functions that return who is to be told of the difference between two releases. Their queries must not grow with it.
"""

after_publish: list[Callable[[Release], None]] = []
"""Functions that are called in a worker after a release has become the public one, or has become public with its
conference. Their failure does not touch the publication or one another. They may be called again for the same release
and must then leave the same state; they are not called for one that another has replaced meanwhile.
"""
