"""Examine and store long spreadsheets, in a worker."""

from django.utils import translation

from events.extensions import JobFailed, Progress
from events.models import Job, Upload
from events.operations.office.uploads import UploadGone, examine, store_upload
from events.rules.office.sheet_reports import SheetWishes
from toolkit import clock


def run_sheet_job(job: Job, progress: Progress) -> None:
    """Examine or store the upload that the job's arguments name; see `operations.office.uploads.request_sheet_job`."""
    code = job.arguments.get("upload", "")
    upload = Upload.objects.select_related("conference", "uploaded_by").filter(code=code).first()
    if upload is None:
        raise JobFailed("sheet_gone")
    try:
        _work(upload, job)
    except UploadGone as gone:
        raise JobFailed("sheet_gone") from gone


def _work(upload: Upload, job: Job) -> None:
    asked = job.arguments
    with translation.override(upload.language):
        if asked.get("deed") == "store":
            wishes = SheetWishes(
                accepts_valid=bool(asked.get("accepts_valid")), takes_option=bool(asked.get("takes_option"))
            )
            store_upload(upload, wishes, by=job.asked_by, now=clock.now())
        else:
            examine(upload, now=clock.now())
