"""The kinds of jobs that `events` runs."""

from django.utils.translation import gettext_lazy as _

from events.extensions import JobKind
from events.forms.office.sheets import SHEET_GONE
from events.jobs.sheets import run_sheet_job

SHEETS = JobKind(
    run=run_sheet_job,
    title=_("Reading a spreadsheet"),
    failures={"sheet_gone": SHEET_GONE},
)
