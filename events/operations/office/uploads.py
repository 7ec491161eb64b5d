"""Spreadsheets uploaded in the console: kept, examined, stored."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction

from events.access import authorise
from events.extensions import sheet_kinds
from events.models import Conference, Job, Upload, User
from events.operations.office.jobs import JobOrder, request_job
from events.rules.office.sheet_reports import SheetReport, SheetWishes
from toolkit.sheets.cells import SheetRefusal, SheetRefused
from toolkit.sheets.encodings import likely_encodings
from toolkit.sheets.reading import read_sheet, samples
from toolkit.sheets.words import words_of_refusal

SHEET_JOB = "sheet"
KEPT = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class SheetFile:
    """An uploaded file: the kind of list, its name, its bytes, and the language of the report."""

    kind: str
    name: str
    content: bytes
    language: str


@transaction.atomic
def keep_upload(conference: Conference, file: SheetFile, *, by: User, now: datetime) -> Upload:
    """Keep a file until it is stored. The member's earlier upload of this kind is deleted."""
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
    """Delete all uploads older than a day, stored or not, since they name people."""
    Upload.objects.filter(uploaded_at__lt=now - KEPT).delete()


class UploadGone(Exception):
    """The upload was deleted meanwhile: its member has uploaded another file of this kind, or a day has passed."""


def drop_upload(upload: Upload) -> None:
    """Delete an upload."""
    upload.delete()


def examine(upload: Upload, *, now: datetime) -> SheetReport:
    """Read the file without storing its rows, and keep the report with the upload.

    Raises UploadGone if another file has replaced this one meanwhile.
    """
    report = _run(upload, SheetWishes(is_trial=True), by=upload.uploaded_by, now=now)
    _keep(upload, report)
    upload.examined_at = now
    if not Upload.objects.filter(pk=upload.pk).update(report=upload.report, examined_at=now):
        raise UploadGone
    return report


@transaction.atomic
def choose_encoding(upload: Upload, encoding: str, *, by: User) -> None:
    """Set the encoding of an uploaded text, one of those that it may be in; it is to be examined anew.

    Raise SheetRefused for any other encoding, and UploadGone if another file has replaced this one.
    """
    rows = Upload.objects.select_for_update(of=("self",)).select_related("conference")
    locked = rows.filter(pk=upload.pk).first()
    if locked is None:
        raise UploadGone
    authorise(by, sheet_kinds[locked.kind].right, locked.conference)
    if encoding not in likely_encodings(bytes(locked.content)):
        raise SheetRefused(SheetRefusal.UNKNOWN_ENCODING, encoding=encoding[:40])
    locked.encoding, locked.report, locked.examined_at = encoding, {}, None
    locked.save(update_fields=["encoding", "report", "examined_at"])
    upload.encoding = encoding


@transaction.atomic
def store_upload(upload: Upload, wishes: SheetWishes, *, by: User | None, now: datetime) -> SheetReport | None:
    """Store the rows of an upload and empty its content; returns None if that was done before.

    If the report has a fault, a refusal or a question, nothing is stored and the content stays. Raises UploadGone if
    another file has replaced this one.
    """
    rows = Upload.objects.select_for_update(of=("self",)).select_related("conference")
    locked = rows.filter(pk=upload.pk).first()
    if locked is None:
        raise UploadGone
    authorise(by, sheet_kinds[locked.kind].right, locked.conference)
    if locked.stored_at is not None:
        return None
    report = _run(locked, wishes, by=by, now=now)
    _keep(locked, report)
    if not report.fault and not report.refusal and not report.encodings:
        locked.stored_at, locked.content = now, b""
    locked.save(update_fields=["report", "stored_at", "content"])
    return report


def request_sheet_job(upload: Upload, arguments: dict[str, str], *, by: User, now: datetime) -> Job:
    """Queue the examination or the import of a long file; the same request returns the unfinished job."""
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
    content = bytes(upload.content)
    try:
        return run(upload.conference, read_sheet(content, encoding=upload.encoding), wishes, by=by, now=now)
    except SheetRefused as refused:
        if refused.reason is SheetRefusal.UNSURE_ENCODING and (encodings := samples(content)):
            return SheetReport(encodings=encodings)
        return SheetReport(refusal=words_of_refusal(refused))


def _keep(upload: Upload, report: SheetReport) -> None:
    # Lazy strings are turned into text here, in the active language.
    upload.report = asdict(report) | {"counts": dict(report.counts)}
