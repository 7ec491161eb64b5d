"""Links of `doors` in the console, its step in the set-up list, and its live part of a session's page."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from doors.queries.inside import counting_checkpoints, is_its_day
from events.extensions import ConsoleGroup, ConsoleLink, LiveFragment, SetUpStep
from events.models import Conference, Session
from events.rules.office.roles import Right

LINKS = [
    ConsoleLink(name="console_overview", label=_("Overview"), right=Right.SEE_ATTENDANCE, position=0),
    ConsoleLink(name="console_devices", label=_("Devices"), right=Right.MANAGE_DEVICES, position=60),
    ConsoleLink(name="console_attendance", label=_("Attendance"), right=Right.SEE_ATTENDANCE, position=70),
    ConsoleLink(
        name="console_doors", label=_("Doors"), right=Right.MANAGE_DEVICES, group=ConsoleGroup.SET_UP, position=130
    ),
]


def steps(conference: Conference) -> list[SetUpStep]:
    """Return the set-up step for checkpoints."""
    doors = conference.checkpoints.filter(is_active=True).count()
    return [
        SetUpStep(
            name="console_doors",
            label=_("Doors"),
            hint=_("Where badges are scanned, who is let in; closed meetings need one each"),
            position=70,
            state=ngettext("%(n)s door", "%(n)s doors", doors) % {"n": doors},
            is_done=doors > 0,
        )
    ]


def live_of_session(session: Session, now: datetime) -> list[LiveFragment]:
    """Return the number of people inside, on the session's day and if a checkpoint counts them."""
    if session.is_cancelled or not is_its_day(session, now=now) or not counting_checkpoints(session).exists():
        return []
    url = reverse("console_session_inside", kwargs={"conference": session.conference.slug, "code": session.code})
    return [LiveFragment(url=url, label=_("People in the room now"), seconds=15, right=Right.SEE_ATTENDANCE)]
