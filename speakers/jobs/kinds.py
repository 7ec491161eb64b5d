"""The kinds of jobs that `speakers` runs."""

from django.utils.translation import gettext_lazy as _

from events.extensions import JobKind
from events.rules.office.roles import Right
from speakers.jobs.exports import export_speakers

SPEAKERS = JobKind(
    run=export_speakers,
    title=_("People on stage to Excel"),
    page="console_people",
    rights=(Right.SEE_PROGRAMME,),
)
