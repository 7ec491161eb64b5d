"""Spreadsheets from the console: kept, tried out, stored."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction

from events.access import authorise
from events.extensions import sheet_kinds
from events.models import Conference, Job, Upload, User
from events.operations.office.jobs import JobOrder, request_job
from events.rules.office.sheet_reports import SheetReport, SheetWishes
from toolkit.sheets.cells import SheetRefused
from toolkit.sheets.reading import read_sheet
from toolkit.sheets.words import words_of_refusal

SHEET_JOB = "sheet"
KEPT = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class SheetFile:
    """What was sent: the kind of list, its name, its bytes; the language in which its rows are to be told of."""

    kind: str
    name: str
    content: bytes
    language: str


@transaction.atomic
def keep_upload(conference: Conference, file: SheetFile, *, by: User, now: datetime) -> Upload:
    """Keeps a file until it is stored; the same member's earlier one of this kind goes."""
    authorise(by, sheet_kinds[file.kind].right, conference)
    Upload.objects.filter(conference=conference, kind=file.kind, uploaded_by=by).delete()
    return Upload.objects.create(
        conference=conference,
        kind=file.kind,
        name=file.name[:200],
        content=file.content,
        language=file.language,
        uploaded_by=by,
        uploaded_at=now,
    )


def forget_uploads(*, now: datetime) -> None:
    """Forgets every file of yesterday, stored or not, with its report: they name people."""
    Upload.objects.filter(uploaded_at__lt=now - KEPT).delete()


def drop_upload(upload: Upload) -> None:
    """Forgets a file that is of no use."""
    upload.delete()


def examine(upload: Upload, *, now: datetime) -> SheetReport:
    """Tries the file out: what would become of every row is kept with it. Nothing else is stored."""
    report = _run(upload, SheetWishes(is_trial=True), by=upload.uploaded_by, now=now)
    _keep(upload, report)
    upload.examined_at = now
    upload.save(update_fields=["report", "examined_at"])
    return report


@transaction.atomic
def store_upload(upload: Upload, wishes: SheetWishes, *, by: User | None, now: datetime) -> SheetReport | None:
    """Stores what the file says, once, and forgets the file; None if that is done already.

    With a fault nothing is stored, the file stays, and the report says what is wrong now.
    """
    locked = Upload.objects.select_for_update(of=("self",)).select_related("conference").get(pk=upload.pk)
    authorise(by, sheet_kinds[locked.kind].right, locked.conference)
    if locked.stored_at is not None:
        return None
    report = _run(locked, wishes, by=by, now=now)
    _keep(locked, report)
    if not report.fault and not report.refusal:
        locked.stored_at, locked.content = now, b""
    locked.save(update_fields=["report", "stored_at", "content"])
    return report


def request_sheet_job(upload: Upload, arguments: dict[str, str], *, by: User, now: datetime) -> Job:
    """Has a worker examine or store a long file; asking again while it works is the same job."""
    authorise(by, sheet_kinds[upload.kind].right, upload.conference)
    order = JobOrder(
        kind=SHEET_JOB,
        key=f"{SHEET_JOB}:{upload.code}:{arguments['deed']}",
        conference=upload.conference,
        arguments={"upload": upload.code, **arguments},
    )
    return request_job(order, by=by, now=now)


def _run(upload: Upload, wishes: SheetWishes, *, by: User | None, now: datetime) -> SheetReport:
    run: Callable[..., SheetReport] = sheet_kinds[upload.kind].run
    try:
        return run(upload.conference, read_sheet(bytes(upload.content)), wishes, by=by, now=now)
    except SheetRefused as refused:
        return SheetReport(refusal=words_of_refusal(refused))


def _keep(upload: Upload, report: SheetReport) -> None:
    # Lazy words are words of the language of now.
    upload.report = asdict(report) | {"counts": dict(report.counts)}
