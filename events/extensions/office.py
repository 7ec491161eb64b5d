"""Sockets of the office: what composes letters, runs jobs and reads spreadsheets."""

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
"""For each kind of letter, what turns its row into a message when it is sent."""


class LetterMoot(Exception):
    """There is nothing to tell any more; the letter is dropped."""


class Progress(Protocol):
    """What a running job tells: how far it is, and what came of it."""

    def step(self, done: int, total: int) -> None:
        """Notes `done` of `total`; raises JobCancelled if somebody asked for that."""

    def deliver(self, name: str, content: bytes) -> None:
        """Keeps a file for whoever asked for the job."""


class JobCancelled(Exception):
    """Somebody asked for the job to stop; what it did so far stays."""


class JobFailed(Exception):
    """The job cannot be done; `reason` is worded by the page."""

    def __init__(self, reason: str, **details: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details


@dataclass(frozen=True, kw_only=True)
class JobKind:
    """A kind of job: what runs it, and how the console words it.

    `run` may be called twice for one job, and must then end in the same state. `page` is the URL name of the console's
    page where the job was asked for; `failures` words the reasons of JobFailed. `rights` are those that whoever asked
    must still have in the conference to fetch the job's file.
    """

    run: Callable[[Job, Progress], None]
    title: Promise
    page: str = ""
    rights: tuple[Right, ...] = ()
    failures: Mapping[str, Promise] = field(default_factory=dict)


job_kinds: Providers[str, JobKind] = Providers()
"""By the kind that the job's row names."""


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


sheet_kinds: Providers[str, SheetKind] = Providers()
"""By the word that stands in the address."""
