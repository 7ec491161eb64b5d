"""Spreadsheets uploaded in the console: kept, examined, stored."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from events.access import authorise
from events.extensions import sheet_kinds
from events.models import Conference, Forum, Job, Upload, User
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
    """An uploaded file: the kind of list, its name and bytes, the language of the report, and the forum it is about."""

    kind: str
    name: str
    content: bytes
    language: str
    forum: Forum | None = None


@transaction.atomic
def keep_upload(conference: Conference, file: SheetFile, *, by: User, now: datetime) -> Upload:
    """Keep a file until it is stored. The member's earlier upload of this kind, and for this forum, is deleted."""
    authorise(by, sheet_kinds[file.kind].right, file.forum or conference, now=now)
    Upload.objects.filter(conference=conference, forum=file.forum, kind=file.kind, uploaded_by=by).delete()
    return Upload.objects.create(
        conference=conference,
        forum=file.forum,
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
def choose_encoding(upload: Upload, encoding: str, *, by: User, now: datetime) -> None:
    """Set the encoding of an uploaded text, one of those that it may be in; it is to be examined anew.

    Raise SheetRefused for any other encoding, and UploadGone if another file has replaced this one.
    """
    locked = _locked(upload, by=by, now=now)
    if encoding not in likely_encodings(bytes(locked.content)):
        raise SheetRefused(SheetRefusal.UNKNOWN_ENCODING, encoding=encoding[:40])
    locked.encoding, locked.report, locked.examined_at = encoding, {}, None
    locked.save(update_fields=["encoding", "report", "examined_at"])
    upload.encoding = encoding


@transaction.atomic
def answer_upload(upload: Upload, answers: Mapping[str, str], *, by: User, now: datetime) -> SheetReport | None:
    """Keep the answers to the questions about the rows, and examine the file anew; None if it has been stored already.

    Raise UploadGone if another file has replaced this one.
    """
    locked = _locked(upload, by=by, now=now)
    if locked.stored_at is not None:
        return None
    locked.answers = dict(answers)
    report = _run(locked, SheetWishes(is_trial=True), by=by, now=now)
    _keep(locked, report)
    locked.save(update_fields=["answers", "report"])
    return report


def _locked(upload: Upload, *, by: User | None, now: datetime) -> Upload:
    """Lock and return the upload, with its forum as it is now, for somebody who may import it.

    The forum itself is locked by what imports it, in the order in which its sessions and it are locked elsewhere.
    """
    rows = Upload.objects.select_for_update(of=("self",)).select_related("conference", "forum__conference")
    locked = rows.filter(pk=upload.pk).first()
    if locked is None:
        raise UploadGone
    authorise(by, sheet_kinds[locked.kind].right, locked.forum or locked.conference, now=now)
    return locked


@transaction.atomic
def store_upload(upload: Upload, wishes: SheetWishes, *, by: User | None, now: datetime) -> SheetReport | None:
    """Store the rows of an upload and empty its content; returns None if that was done before.

    If the report has a fault, a refusal or a question, nothing is stored and the content stays. Raises UploadGone if
    another file has replaced this one.
    """
    locked = _locked(upload, by=by, now=now)
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
    authorise(by, sheet_kinds[upload.kind].right, upload.forum or upload.conference, now=now)
    order = JobOrder(
        kind=SHEET_JOB,
        key=f"{SHEET_JOB}:{upload.code}:{arguments['deed']}",
        conference=upload.conference,
        arguments={"upload": upload.code, **arguments},
    )
    return request_job(order, by=by, now=now)


def _run(upload: Upload, wishes: SheetWishes, *, by: User | None, now: datetime) -> SheetReport:
    kind = sheet_kinds[upload.kind]
    run: Callable[..., SheetReport] = kind.run
    content = bytes(upload.content)
    asked = replace(wishes, forum_id=upload.forum_id, answers=upload.answers)
    try:
        sheet = read_sheet(content, encoding=upload.encoding, has_lines=kind.is_of_forum)
        return run(upload.conference, sheet, asked, by=by, now=now)
    except SheetRefused as refused:
        if refused.reason is SheetRefusal.UNSURE_ENCODING and (encodings := samples(content)):
            return SheetReport(encodings=encodings)
        return SheetReport(refusal=words_of_refusal(refused))


def _keep(upload: Upload, report: SheetReport) -> None:
    # Lazy strings are turned into text here, in the active language.
    upload.report = asdict(report) | {"counts": dict(report.counts)}
