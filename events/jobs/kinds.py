"""The kinds of jobs that `events` runs."""

from django.utils.translation import gettext_lazy as _

from events.extensions import JobKind
from events.forms.office.sheets import SHEET_GONE
from events.jobs.exports import export_board
from events.jobs.sheets import run_sheet_job
from events.rules.office.roles import Right

BOARD = JobKind(
    run=export_board,
    title=_("Forums to Excel"),
    page="console_forums",
    rights=(Right.SEE_PROGRAMME,),
)
SHEETS = JobKind(
    run=run_sheet_job,
    title=_("Reading a spreadsheet"),
    failures={"sheet_gone": SHEET_GONE},
)
