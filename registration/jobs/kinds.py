"""The kinds of jobs that `registration` runs."""

from django.utils.translation import gettext_lazy as _

from events.extensions import JobKind
from events.rules.office.roles import Right
from registration.jobs.badges import print_for_job
from registration.jobs.bulk_letters import write_letters
from registration.jobs.exports import export_delegates
from registration.operations.printing import PrintingRefusal

NOBODY = _("There is nothing to print: this selection has no confirmed delegate.")

BADGES = JobKind(
    run=print_for_job,
    title=_("Badges to print"),
    page="console_badges",
    rights=(Right.PRINT_BADGES,),
    failures={PrintingRefusal.NOBODY: NOBODY},
)
LETTERS = JobKind(
    run=write_letters,
    title=_("Letters to delegates"),
    page="console_delegates",
)
DELEGATES = JobKind(
    run=export_delegates,
    title=_("Delegates to Excel"),
    page="console_delegates",
    rights=(Right.SEE_DELEGATES,),
)
