"""Links of `doors` in the console, and its step in the set-up list."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.extensions import ConsoleGroup, ConsoleLink, SetUpStep
from events.models import Conference
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
