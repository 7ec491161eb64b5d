"""Compose letters to delegates when they are sent."""

from collections.abc import Callable

from django.core.mail import EmailMultiAlternatives

from events.extensions import LetterMoot
from events.models import Letter
from registration import mail
from registration.exporters.badges import badge
from registration.exporters.calendars import conference_calendar
from registration.models import Delegate, DelegateState
from registration.operations.state_letters import KINDS
from registration.queries.badges import badge_of
from registration.rules.delegates import LIVE
from toolkit.qr import png


def compose(letter: Letter) -> EmailMultiAlternatives:
    """Compose the letter with the present data. Raises LetterMoot if the state has changed since."""
    delegates = Delegate.objects.select_related("conference", "category", "registration")
    delegate = delegates.filter(pk=letter.subject_key).first()
    if delegate is None or KINDS[DelegateState(delegate.state)] != letter.kind:
        raise LetterMoot
    message = COMPOSERS[DelegateState(delegate.state)](delegate)
    message.to = [letter.recipient]
    return message


def compose_reissued(letter: Letter) -> EmailMultiAlternatives:
    """Compose the letter with a new code. Raises LetterMoot if the code was replaced or revoked since."""
    delegates = Delegate.objects.select_related("conference", "category", "registration")
    delegate = delegates.filter(credentials__pk=letter.subject_key, credentials__revoked_at__isnull=True).first()
    if delegate is None:
        raise LetterMoot
    message = mail.reissued(delegate, _admission(delegate))
    message.to = [letter.recipient]
    return message


def compose_known(letter: Letter) -> EmailMultiAlternatives:
    """Compose the letter about a second sign-up. Raises LetterMoot if the delegate is no longer coming."""
    delegates = Delegate.objects.select_related("conference", "category", "registration")
    delegate = delegates.filter(pk=letter.subject_key, state__in=LIVE).first()
    if delegate is None:
        raise LetterMoot
    message = mail.known(delegate)
    message.to = [letter.recipient]
    return message


def _confirmed(delegate: Delegate) -> EmailMultiAlternatives:
    calendar = conference_calendar(delegate, language=delegate.registration.language)
    return mail.confirmed(delegate, _admission(delegate), calendar)


def _admission(delegate: Delegate) -> mail.Admission:
    """Return the delegate's valid code as a QR code and on a badge. Raises LetterMoot if there is none."""
    found = badge_of(delegate)
    if found is None:
        raise LetterMoot
    code = found.content.code
    return mail.Admission(code=code, qr_png=png(code), badge_pdf=badge(found.content))


def _cancelled(delegate: Delegate) -> EmailMultiAlternatives:
    return mail.cancelled(delegate, conference_calendar(delegate, language=delegate.registration.language))


COMPOSERS: dict[DelegateState, Callable[[Delegate], EmailMultiAlternatives]] = {
    DelegateState.CONFIRMED: _confirmed,
    DelegateState.APPLIED: mail.applied,
    DelegateState.WAITLISTED: mail.waitlisted,
    DelegateState.DECLINED: mail.declined,
    DelegateState.CANCELLED: _cancelled,
}
