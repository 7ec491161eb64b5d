"""The console's pages that belong to `speakers`."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.extensions import ConsoleLink, RowLink
from events.models import Forum, Session, Talk
from events.rules.office.roles import Right
from speakers.models import Appearance

LINKS = [ConsoleLink(name="console_people", label=_("People on stage"), right=Right.SEE_PROGRAMME, position=30)]


def of_forum(forum: Forum) -> list[RowLink]:
    """The chairs."""
    url = reverse("console_forum_people", kwargs={"conference": forum.conference.slug, "number": forum.number})
    count = Appearance.objects.filter(forum=forum).count()
    return [RowLink(url=url, label=_("Chairs"), count=count, right=Right.EDIT_OWN_FORUM)]


def of_session(session: Session) -> list[RowLink]:
    """Those who lead it."""
    url = reverse("console_session_people", kwargs={"conference": session.conference.slug, "code": session.code})
    count = Appearance.objects.filter(session=session).count()
    return [RowLink(url=url, label=_("People of the session"), count=count, right=Right.EDIT_OWN_FORUM)]


def of_talk(talk: Talk) -> list[RowLink]:
    """Those who give it."""
    url = reverse("console_talk_people", kwargs={"conference": talk.conference.slug, "code": talk.code})
    count = Appearance.objects.filter(talk=talk).count()
    return [RowLink(url=url, label=_("People of the talk"), count=count, right=Right.EDIT_OWN_FORUM)]
