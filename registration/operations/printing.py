"""Print badges and record every print. Printing changes no code and checks nobody in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.timezone import localtime

from events.access import authorise
from events.models import Conference, Job, User
from events.operations.office.jobs import JobOrder, request_job
from events.rules.office.roles import Right
from registration.exporters.badges import Undrawn, badge, badges, undrawn
from registration.models import BadgePrint, Delegate
from registration.operations.credentials import issue_credential
from registration.queries.badges import BadgeSelection, badge_of, badges_of, without_code
from registration.rules.printing import Occasion, Paper

EXPORT_JOB = "badges"


class PrintingRefusal(StrEnum):
    """Why a badge cannot be printed; the page words it."""

    NOT_CONFIRMED = "not_confirmed"
    NOBODY = "nobody"


class PrintingRefused(Exception):
    """A badge cannot be printed."""

    def __init__(self, reason: PrintingRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class PrintRun:
    """The result of printing many badges: the PDF, the number of badges in it, and those to look at."""

    pdf: bytes
    printed: int
    undrawn: tuple[Undrawn, ...]


def print_badge(delegate: Delegate, *, occasion: Occasion, by: User | None, now: datetime) -> bytes:
    """Return one badge as an A6 PDF and record the print. Issues a code to a confirmed delegate who has none.

    Raises PrintingRefused.
    """
    authorise(by, Right.PRINT_BADGES, delegate.conference)
    found = badge_of(delegate)
    if found is None and without_code(delegate.conference).filter(pk=delegate.pk).exists():
        issue_credential(delegate, now=now)
        found = badge_of(delegate)
    if found is None:
        raise PrintingRefused(PrintingRefusal.NOT_CONFIRMED)
    printed = badge(found.content)
    _write_down([found.credential], occasion=occasion, by=by, now=now)
    return printed


def print_badges(
    conference: Conference,
    selection: BadgeSelection,
    *,
    run: str,
    paper: Paper = Paper.A6,
    by: User | None,
    now: datetime,
    told: Callable[[int, int], None] = lambda _done, _total: None,
) -> PrintRun:
    """Print the selected badges and record the prints, once per `run` even if it is repeated.

    Badges with characters that no font has are listed on pages at the beginning. `told` is called with the number of
    pages done and in all. Raises PrintingRefused if the selection is empty, and whatever `told` raises.
    """
    authorise(by, Right.PRINT_BADGES, conference)
    for delegate in without_code(conference):
        issue_credential(delegate, now=now)
    found = badges_of(conference, selection)
    if not found:
        raise PrintingRefused(PrintingRefusal.NOBODY)
    faults = undrawn(each.content for each in found)
    printed = badges(
        [each.content for each in found],
        faults=faults,
        title=f"{conference.title.zh or conference.title.en} · {localtime(now, conference.zone):%Y-%m-%d %H:%M}",
        paper=paper,
        painted=told,
    )
    _write_down((each.credential for each in found), occasion=run, by=by, now=now)
    return PrintRun(pdf=printed, printed=len(found), undrawn=tuple(faults))


def request_badges(conference: Conference, selection: BadgeSelection, *, paper: Paper, by: User, now: datetime) -> Job:
    """Queue a job that prints the selected badges. Asking again before it has finished returns the same job."""
    authorise(by, Right.PRINT_BADGES, conference)
    arguments = {
        "category": selection.category,
        "since": selection.since.isoformat() if selection.since else "",
        "unprinted": "yes" if selection.unprinted else "",
        "paper": paper.value,
    }
    key = ":".join([EXPORT_JOB, str(conference.pk), str(by.pk), *arguments.values()])
    order = JobOrder(kind=EXPORT_JOB, key=key, conference=conference, arguments=arguments)
    return request_job(order, by=by, now=now)


@transaction.atomic
def _write_down(credentials: Iterable[int], *, occasion: str, by: User | None, now: datetime) -> None:
    """Add one row per badge, unless the run was recorded before."""
    if occasion not in set(Occasion) and BadgePrint.objects.filter(occasion=occasion).exists():
        return
    BadgePrint.objects.bulk_create(
        (
            BadgePrint(credential_id=credential, occasion=occasion, printed_by=by, printed_at=now)
            for credential in credentials
        ),
        batch_size=1000,
    )
