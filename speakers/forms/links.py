"""Links to the console pages of `speakers`, for the console's navigation and for rows of the programme."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.extensions import ConsoleLink, RowLink
from events.models import Conference, Forum, Session, Talk
from events.rules.bookings import Clash, ClashKind
from events.rules.office.roles import Right
from events.rules.programme import PersonRole
from speakers.models import Appearance

LINKS = [ConsoleLink(name="console_people", label=_("People on stage"), right=Right.SEE_PROGRAMME, position=30)]


def people_url(place: Forum | Session | Talk, instead_of: PersonRole | None = None, after: str = "") -> str:
    """Return the page that chooses the people of a place; see `events.extensions.people_pages`."""
    slug = place.conference.slug
    if isinstance(place, Forum):
        page = reverse("console_forum_people", args=[slug, place.number])
    elif isinstance(place, Session):
        page = reverse("console_session_people", args=[slug, place.code])
    else:
        page = reverse("console_talk_people", args=[slug, place.code])
    replaced = f"{instead_of.speaker}-{instead_of.role}" if instead_of else ""
    asked = {name: value for name, value in (("replace", replaced), ("next", after)) if value}
    return f"{page}?{urlencode(asked)}" if asked else page


def of_clash(conference: Conference, clash: Clash) -> list[RowLink]:
    """Return the links to the pages of the people who clash, and to where two records become one."""
    people = {booking.who.code: booking.who for booking in clash.bookings if booking.who}
    links = [
        RowLink(
            url=reverse("console_person", args=[conference.slug, who.code]),
            label=format_lazy("{name} {institution}", name=who.name, institution=who.affiliation.here),
            right=Right.SEE_PROGRAMME,
        )
        for who in people.values()
    ]
    if clash.kind is ClashKind.MAYBE_ONE:
        first, second = people
        url = reverse("console_person_join", args=[conference.slug, first, second])
        links.append(RowLink(url=url, label=_("They are one person…"), right=Right.EDIT_PROGRAMME))
    return links


def of_forum(forum: Forum) -> list[RowLink]:
    """Return the links to the forum's chairs, with their number, and to the import of its agenda."""
    place = {"conference": forum.conference.slug, "number": forum.number}
    count = Appearance.objects.filter(forum=forum).count()
    return [
        RowLink(url=people_url(forum), label=_("Chairs"), count=count, right=Right.EDIT_OWN_FORUM),
        RowLink(
            url=reverse("console_agenda_new", kwargs=place), label=_("From a document"), right=Right.EDIT_OWN_FORUM
        ),
    ]


def of_session(session: Session) -> list[RowLink]:
    """Return the link to the people of the session itself, with their number."""
    count = Appearance.objects.filter(session=session).count()
    return [RowLink(url=people_url(session), label=_("People of the session"), count=count, right=Right.EDIT_OWN_FORUM)]


def of_talk(talk: Talk) -> list[RowLink]:
    """Return the link to the people of the talk, with their number."""
    count = Appearance.objects.filter(talk=talk).count()
    return [RowLink(url=people_url(talk), label=_("People of the talk"), count=count, right=Right.EDIT_OWN_FORUM)]
