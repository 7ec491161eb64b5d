"""Links from the console to the pages of `registration`."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.extensions import ConsoleGroup, ConsoleLink, RowLink, SetUpStep
from events.models import Conference, Session
from events.rules.office.roles import Right
from events.rules.programme import SessionAccess

LINKS = [
    ConsoleLink(name="console_delegates", label=_("Delegates"), right=Right.SEE_DELEGATES, position=40),
    ConsoleLink(name="console_badges", label=_("Badges"), right=Right.PRINT_BADGES, position=50),
    ConsoleLink(
        name="console_setup_categories",
        label=_("Categories and quotas"),
        right=Right.SET_UP,
        group=ConsoleGroup.SET_UP,
        position=120,
    ),
]


def steps(conference: Conference) -> list[SetUpStep]:
    """Return the line for categories in the set-up list."""
    categories = conference.categories.count()
    return [
        SetUpStep(
            name="console_setup_categories",
            label=_("Categories and quotas"),
            hint=_("Categories of delegates, with prices and numbers of places"),
            position=60,
            state=ngettext("%(n)s category", "%(n)s categories", categories) % {"n": categories},
            is_done=categories > 0,
        )
    ]


def of_session(session: Session) -> list[RowLink]:
    """Return the link to the invitations of a session by invitation."""
    if session.access != SessionAccess.INVITATION:
        return []
    url = reverse("console_invitations", kwargs={"conference": session.conference.slug, "code": session.code})
    count = session.invitations.filter(withdrawn_at__isnull=True).count()
    return [RowLink(url=url, label=_("Invited"), count=count, right=Right.EDIT_DELEGATES)]
