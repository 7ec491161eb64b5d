"""The console's pages that belong to `events`, for its navigation."""

from django.utils.translation import gettext_lazy as _

from events.extensions import ConsoleGroup, ConsoleLink
from events.rules.roles import Right

LINKS = [
    ConsoleLink(name="console_programme", label=_("Sessions"), right=Right.SEE_PROGRAMME, position=10),
    ConsoleLink(name="console_forums", label=_("Forums"), right=Right.SEE_PROGRAMME, position=20),
    ConsoleLink(name="console_publish", label=_("Publish"), right=Right.PUBLISH, position=80),
    ConsoleLink(
        name="console_setup", label=_("Checklist"), right=Right.SET_UP, group=ConsoleGroup.SET_UP, position=100
    ),
    ConsoleLink(name="console_team", label=_("Team"), right=Right.MANAGE_TEAM, group=ConsoleGroup.SET_UP, position=150),
    ConsoleLink(
        name="console_history", label=_("History"), right=Right.SET_UP, group=ConsoleGroup.SET_UP, position=160
    ),
]
