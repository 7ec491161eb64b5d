"""Links to the console pages of `speakers`, for the console's navigation and for rows of the programme."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.extensions import ConsoleLink, RowLink
from events.models import Forum, Session, Talk
from events.rules.office.roles import Right
from speakers.models import Appearance

LINKS = [ConsoleLink(name="console_people", label=_("People on stage"), right=Right.SEE_PROGRAMME, position=30)]


def of_forum(forum: Forum) -> list[RowLink]:
    """Return the link to the forum's chairs, with their number."""
    url = reverse("console_forum_people", kwargs={"conference": forum.conference.slug, "number": forum.number})
    count = Appearance.objects.filter(forum=forum).count()
    return [RowLink(url=url, label=_("Chairs"), count=count, right=Right.EDIT_OWN_FORUM)]


def of_session(session: Session) -> list[RowLink]:
    """Return the link to the people of the session itself, with their number."""
    url = reverse("console_session_people", kwargs={"conference": session.conference.slug, "code": session.code})
    count = Appearance.objects.filter(session=session).count()
    return [RowLink(url=url, label=_("People of the session"), count=count, right=Right.EDIT_OWN_FORUM)]


def of_talk(talk: Talk) -> list[RowLink]:
    """Return the link to the people of the talk, with their number."""
    url = reverse("console_talk_people", kwargs={"conference": talk.conference.slug, "code": talk.code})
    count = Appearance.objects.filter(talk=talk).count()
    return [RowLink(url=url, label=_("People of the talk"), count=count, right=Right.EDIT_OWN_FORUM)]
