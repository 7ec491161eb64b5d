"""Links from the public pages of a conference."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.extensions import PublicLink, PublicSessionLink, PublicSpot
from events.models import Conference
from events.rules.programme import SessionAccess, SessionItem


def links(conference: Conference) -> list[PublicLink]:
    """Return the links to the sign-up form, while it is open, and to the visitor's own registration."""
    own = reverse("conference_me", args=[conference.slug])
    return [
        *_registering(conference),
        PublicLink(
            spot=PublicSpot.PHONE_TAB,
            url=own,
            label=pgettext_lazy("tab", "My badge"),
            section="me",
            icon="badge",
            position=30,
        ),
        PublicLink(spot=PublicSpot.TOOL, url=own, label=_("My registration"), position=30),
        PublicLink(spot=PublicSpot.HOME_TODAY, url=own, label=_("My badge"), position=30),
    ]


def _registering(conference: Conference) -> list[PublicLink]:
    if not conference.takes_registrations:
        return []
    url = reverse("conference_register", args=[conference.slug])
    return [
        PublicLink(spot=PublicSpot.TAB, url=url, label=_("Register"), section="register", icon="register", position=20),
        PublicLink(spot=PublicSpot.HOME, url=url, label=_("Register"), position=20),
    ]


def of_session(conference: Conference, session: SessionItem) -> list[PublicSessionLink]:
    """Return the link to the visitor's own registration from a session by invitation.

    There is none when the session is cancelled or the conference no longer takes registrations, as nobody can be
    invited any more. The page of a closed-door session says by itself that it is by invitation.
    """
    if session.access is not SessionAccess.INVITATION or session.is_cancelled or not conference.takes_registrations:
        return []
    return [
        PublicSessionLink(
            url=reverse("conference_me", args=[conference.slug]),
            label=_("Open My registration"),
            words=None if session.is_closed else _("By invitation. My registration shows it to those invited."),
        )
    ]
