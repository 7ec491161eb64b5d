"""Sockets of the office: letters, jobs and spreadsheets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.core.mail import EmailMultiAlternatives
from django.utils.functional import Promise

from events.models import Conference, Job, Letter, User
from events.rules.office.roles import Right
from events.rules.office.sheet_reports import SheetReport, SheetWishes
from toolkit.providers import Providers
from toolkit.sheets.cells import Sheet

letter_composers: Providers[str, Callable[[Letter], EmailMultiAlternatives]] = Providers()
"""Functions that compose the message of a letter when it is sent, by kind of letter."""


class LetterMoot(Exception):
    """The occasion of the letter no longer exists; the letter is dropped."""


class Progress(Protocol):
    """How a running job reports its progress and delivers its result."""

    def step(self, done: int, total: int) -> None:
        """Record that `done` of `total` steps are done; raises JobCancelled if somebody has cancelled the job."""

    def deliver(self, name: str, content: bytes) -> None:
        """Store a file for the person who asked for the job."""


class JobCancelled(Exception):
    """The job was cancelled while it ran. What it has done so far stays."""


class JobFailed(Exception):
    """The job cannot be done. `reason` is a key into the words of its kind, `details` fill them in."""

    def __init__(self, reason: str, **details: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details


@dataclass(frozen=True, kw_only=True)
class JobKind:
    """A kind of job: what runs it, and how the console words it.

    `run` may be called twice for one job and must then leave the same state. `page` is the URL name of the console page
    that offers the job; `failures` words the reasons of JobFailed. `rights` are needed in the conference to see the
    job and to fetch its file, each time; without any the job has no file to fetch.
    """

    run: Callable[[Job, Progress], None]
    title: Promise
    page: str = ""
    rights: tuple[Right, ...] = ()
    failures: Mapping[str, Promise] = field(default_factory=dict)


job_kinds: Providers[str, JobKind] = Providers()
"""The kinds of jobs, by the name stored with the job."""


class SheetRunner(Protocol):
    """Import a spreadsheet into a conference and return the report, in the active language."""

    def __call__(
        self, conference: Conference, sheet: Sheet, wishes: SheetWishes, *, by: User | None, now: datetime
    ) -> SheetReport:
        """Store nothing on a trial or if there is a fault. Raises SheetRefused if the file is not such a list."""


@dataclass(frozen=True, kw_only=True)
class SheetOption:
    """A question that a kind of spreadsheet asks before its rows are stored; the answer is `SheetWishes.takes_option`.

    It is asked if the report has `unknown` names. `label` comes before them; `otherwise` says what happens if the
    answer is no.
    """

    label: Promise
    otherwise: Promise


@dataclass(frozen=True, kw_only=True)
class SheetKind:
    """A kind of spreadsheet that can be uploaded in the console.

    `back` is the URL name of the page that shows the imported rows. `example` has one line per row and bars between the
    cells. `is_of_forum` marks the agenda of one forum, whose `right` is asked there: it may be lines of text, and
    people answer questions about its rows (`SheetWishes.answers`).
    """

    right: Right
    back: str
    title: Promise
    columns: Promise
    example: Promise
    run: SheetRunner
    option: SheetOption | None = None
    is_of_forum: bool = False


sheet_kinds: Providers[str, SheetKind] = Providers()
"""The kinds of spreadsheets, by the word used in the address."""
