"""The conference, and the sessions by invitation, as calendar entries for a delegate."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from registration.models import Delegate, DelegateState
from registration.queries.status import InvitedTo, sessions_invited_to
from registration.queries.venue import venue_of
from toolkit.calendars import CalendarEntry, calendar_file


def conference_calendar(delegate: Delegate, *, language: str) -> bytes:
    """Return an all-day entry, and one for each session that the delegate is invited to, all with stable UIDs.

    They are marked cancelled if the delegate has cancelled.
    """
    conference = delegate.conference
    with override(language):
        url = settings.PUBLIC_URL + reverse("conference_home", args=[conference.slug])
    whole = CalendarEntry(
        uid=f"{_uid(delegate)}@rostrum",
        title=conference.title.within(language),
        starts=conference.starts_on,
        ends=conference.ends_on,
        stamp=delegate.decided_at or delegate.created_at,
        place=venue_of(conference, language=language),
        description=conference.desk.within(language),
        url=url,
        organiser=conference.hosts.within(language),
        organiser_email=conference.contact_email,
        sequence=_sequence(delegate),
        cancelled=_is_over(delegate),
    )
    invited = sessions_invited_to(conference, delegate)
    return calendar_file([whole, *(_session(delegate, each, language=language) for each in invited)])


def _session(delegate: Delegate, invited: InvitedTo, *, language: str) -> CalendarEntry:
    session, conference = invited.session, delegate.conference
    with override(language):
        page = reverse("conference_session", args=[conference.slug, session.code])
    return CalendarEntry(
        uid=f"{_uid(delegate)}-{session.code}@rostrum".lower(),
        title=session.title.within(language) or session.label,
        starts=session.starts_at,
        ends=session.ends_at,
        stamp=delegate.decided_at or delegate.created_at,
        place=invited.room.within(language),
        url=settings.PUBLIC_URL + page,
        organiser=conference.hosts.within(language),
        organiser_email=conference.contact_email,
        sequence=_sequence(delegate),
        cancelled=_is_over(delegate),
    )


def _uid(delegate: Delegate) -> str:
    return f"{delegate.registration.code}-{delegate.code}".lower()


def _is_over(delegate: Delegate) -> bool:
    return delegate.state == DelegateState.CANCELLED


def _sequence(delegate: Delegate) -> int:
    """Return a number that grows with every release and every change of state, cancelled and restored again included.

    Calendars replace an entry only with one of a higher number.
    """
    decided = delegate.decided_at or delegate.created_at
    seconds = max(0, int((decided - delegate.created_at).total_seconds()))
    return 2 * (seconds + delegate.conference.public_version) + _is_over(delegate)
