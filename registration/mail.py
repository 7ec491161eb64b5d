"""Letters to delegates, one function each. Attachments are passed in."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Conference
from registration.models import Delegate, DelegateState
from registration.queries.status import InvitedTo, invited_sessions
from registration.queries.venue import venue_of
from registration.rules.delegates import LIVE
from toolkit import dates
from toolkit.mime import PicturedLetter
from toolkit.text import CHINESE

CODE = "code"
"""The Content-ID of the picture of the QR code."""


@dataclass(frozen=True, kw_only=True)
class Admission:
    """A code with its picture and badge."""

    code: str
    qr_png: bytes
    badge_pdf: bytes


def confirmed(delegate: Delegate, admission: Admission, calendar: bytes) -> PicturedLetter:
    """Return the confirmation with code, badge and calendar entry."""
    letter = _admitting("confirmed", _("Registered: %(conference)s"), delegate, admission)
    letter.attach_calendar(f"{delegate.conference.slug}.ics", calendar)
    return letter


def reissued(delegate: Delegate, admission: Admission) -> PicturedLetter:
    """Return the letter with a new code and badge instead of lost ones."""
    return _admitting("reissued", _("Your new code: %(conference)s"), delegate, admission)


def known(delegate: Delegate) -> PicturedLetter:
    """Return the letter to a registered delegate whom somebody has signed up once more."""
    return _letter("known", _("You are registered already: %(conference)s"), delegate)


def applied(delegate: Delegate) -> PicturedLetter:
    """Return the acknowledgement of an application."""
    return _letter("applied", _("Application received: %(conference)s"), delegate)


def waitlisted(delegate: Delegate) -> PicturedLetter:
    """Return the letter to somebody on the waiting list."""
    return _letter("waitlisted", _("On the waiting list: %(conference)s"), delegate)


def declined(delegate: Delegate) -> PicturedLetter:
    """Return the letter that declines an application."""
    return _letter("declined", _("About your application: %(conference)s"), delegate)


def cancelled(delegate: Delegate, calendar: bytes) -> PicturedLetter:
    """Return the letter about a cancellation, which removes the calendar entry."""
    letter = _letter("cancelled", _("Registration cancelled: %(conference)s"), delegate)
    letter.attach_calendar(f"{delegate.conference.slug}.ics", calendar, method="CANCEL")
    return letter


def _admitting(name: str, subject: str, delegate: Delegate, admission: Admission) -> PicturedLetter:
    """Return a letter with a picture of the code and the badge attached."""
    letter = _letter(name, subject, delegate, code=admission.code)
    letter.show_picture(CODE, admission.qr_png)
    letter.attach(f"badge-{delegate.badge_number}.pdf", admission.badge_pdf, "application/pdf")
    return letter


@dataclass(frozen=True, kw_only=True)
class InvitedLine:
    """A session by invitation, in words."""

    when: str
    title: str
    room: str


def _line(invited: InvitedTo, conference: Conference) -> InvitedLine:
    session, zone = invited.session, conference.zone
    day = dates.day_and_weekday(session.starts_at.astimezone(zone).date(), get_language() or CHINESE)
    return InvitedLine(
        when=f"{day} {dates.time_range(session.starts_at, session.ends_at, zone)}",
        title=session.title.here or session.label,
        room=invited.room.here or _("The room is not set yet."),
    )


def _letter(name: str, subject: str, delegate: Delegate, **more: str | bool) -> PicturedLetter:
    """Return a letter in the active language, as text and HTML."""
    conference, registration = delegate.conference, delegate.registration
    home = reverse("conference_me", args=[conference.slug])
    is_chinese = (get_language() or CHINESE) == CHINESE
    context = {
        "delegate": delegate,
        "addressee": delegate.name if is_chinese else delegate.name_latin or delegate.name,
        "is_live": delegate.state in LIVE,
        "conference": conference,
        "link": f"{settings.PUBLIC_URL}{home}?key={registration.access_key}",
        "accent": conference.accent,
        "venue": venue_of(conference, language=get_language() or CHINESE),
        "desk": conference.desk if delegate.state == DelegateState.CONFIRMED else None,
        "invited": [_line(each, conference) for each in invited_sessions(conference, delegate)],
        "is_chinese": is_chinese,
        **more,
    }
    short = conference.short_title if conference.short_title else conference.title
    return PicturedLetter(
        subject % {"conference": short.here},
        render_to_string(f"registration/mail/{name}.txt", context).strip(),
        render_to_string(f"registration/mail/{name}.html", context),
        to=[registration.contact_email],
        reply_to=[conference.contact_email] if conference.contact_email else [],
    )
