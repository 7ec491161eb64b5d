"""The typed sockets that higher apps plug into. Plugged once, in an app's `ready`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from django.core.mail import EmailMultiAlternatives
from django.utils.functional import Promise

from events.models import Conference, Forum, Job, Letter, Room, Session, Talk, User
from events.rules.bookings import Booking
from events.rules.office.roles import Right
from events.rules.office.sheet_reports import SheetReport, SheetWishes
from events.rules.programme import PersonRole, SpeakerItem
from toolkit.sheets.cells import Sheet


@dataclass(frozen=True, kw_only=True)
class StagePeople:
    """Who is on stage in one conference, for the release.

    `speakers` is in order of precedence; `by_forum`, `by_session` and `by_talk` map primary keys to people in order.
    """

    speakers: tuple[SpeakerItem, ...] = ()
    by_forum: dict[int, tuple[PersonRole, ...]] = field(default_factory=dict)
    by_session: dict[int, tuple[PersonRole, ...]] = field(default_factory=dict)
    by_talk: dict[int, tuple[PersonRole, ...]] = field(default_factory=dict)


release_sections: list[Callable[[Conference], StagePeople]] = []
"""What publishing asks for the people on stage; the app `speakers` answers."""


booking_sources: list[Callable[[Conference], Iterable[Booking]]] = []
"""What is taken for how long: rooms, told by `events`, and people, told by `speakers`."""

letter_composers: dict[str, Callable[[Letter], EmailMultiAlternatives]] = {}
"""For each kind of letter, what turns its row into a message when it is sent."""


class LetterMoot(Exception):  # noqa: N818 - a turn of events, not an error
    """There is nothing to tell any more; the letter is dropped."""


job_runners: dict[str, Callable[[Job, "Progress"], None]] = {}
"""For each kind of job, what does the work. It may be run twice, and must then end in the same state."""


class ConsoleGroup(StrEnum):
    """The parts of the console's navigation, in order."""

    WORK = "work"
    SET_UP = "set_up"


@dataclass(frozen=True, kw_only=True)
class ConsoleLink:
    """A page of the console: its URL name takes the conference's slug as `conference`."""

    name: str
    label: Promise
    right: Right
    group: ConsoleGroup = ConsoleGroup.WORK
    position: int


console_links: list[ConsoleLink] = []
"""The console's navigation; each is shown to those who have its right."""


@dataclass(frozen=True, kw_only=True)
class SetUpStep:
    """A line of the set-up list: its page, how far it is in words, and whether that is enough to open.

    Lines stand in order of `position`, as they build on each other; `hint` says what the page takes.
    """

    name: str
    label: Promise
    hint: Promise
    state: str
    is_done: bool
    position: int
    right: Right = Right.SET_UP


setup_steps: list[Callable[[Conference], list[SetUpStep]]] = []
"""What else there is to set up; higher apps answer with one or two queries each."""


@dataclass(frozen=True, kw_only=True)
class RowLink:
    """What a higher app offers about one forum, session or talk: where, in which words, how many are there."""

    url: str
    label: Promise
    count: int | None = None
    right: Right


session_links: list[Callable[[Session], list[RowLink]]] = []
"""What else there is to edit about a session: its people, its invitation list."""

talk_links: list[Callable[[Talk], list[RowLink]]] = []
"""What else there is to edit about a talk: who gives it."""

forum_links: list[Callable[[Forum], list[RowLink]]] = []
"""What else there is to edit about a forum: its chairs."""


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


class Progress(Protocol):
    """What a running job tells: how far it is, and what came of it."""

    def step(self, done: int, total: int) -> None:
        """Notes `done` of `total`; raises JobCancelled if somebody asked for that."""

    def deliver(self, name: str, content: bytes) -> None:
        """Keeps a file for whoever asked for the job."""


class JobCancelled(Exception):  # noqa: N818 - a turn of events, not an error
    """Somebody asked for the job to stop; what it did so far stays."""


class JobFailed(Exception):  # noqa: N818 - the word that the page says
    """The job cannot be done; `reason` is worded by the page."""

    def __init__(self, reason: str, **details: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details


class SheetRunner(Protocol):
    """Takes a spreadsheet over into a conference; what became of it, worded in the present language."""

    def __call__(
        self, conference: Conference, sheet: Sheet, wishes: SheetWishes, *, by: User | None, now: datetime
    ) -> SheetReport:
        """Nothing is stored on trial, or with a fault. Raises SheetRefused for what is no such list."""


@dataclass(frozen=True, kw_only=True)
class SheetKind:
    """A kind of spreadsheet that the console takes: who may, which page shows its rows afterwards, what it is about.

    `example` has a line for each row and bars between the cells.
    """

    right: Right
    back: str
    title: Promise
    columns: Promise
    example: Promise
    run: SheetRunner
    makes_categories: bool = False


sheet_kinds: dict[str, SheetKind] = {}
"""By the word that stands in the address."""
