"""Sending letters, in a worker."""

from email.utils import parseaddr

import structlog
from django.conf import settings
from django.utils import translation

from events.extensions import LetterMoot, letter_composers
from events.models import Letter
from events.operations.office.letters import claim_letter, mark_dropped, mark_failed, mark_sent, requeue_letters
from events.operations.office.uploads import forget_uploads
from toolkit import clock

log = structlog.get_logger(__name__)


def send(pk: int) -> None:
    """Composes and sends one letter, if it is still to be sent. Its Message-ID is the same at every attempt."""
    letter = claim_letter(pk, now=clock.now())
    if letter is None:
        return
    try:
        with translation.override(letter.language):
            message = letter_composers[letter.kind](letter)
        message.extra_headers["Message-ID"] = message_id(letter)
        message.send()
    except LetterMoot:
        mark_dropped(letter)
    except Exception as error:
        log.exception("letter_failed", letter=letter.pk, kind=letter.kind)
        mark_failed(letter, failure=f"{type(error).__name__}: {error}")
    else:
        mark_sent(letter, now=clock.now())


def message_id(letter: Letter) -> str:
    """A letter's Message-ID: a mailbox that gets it twice shows it once."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{letter.code.lower()}@{domain}>"


def sweep() -> None:
    """Once a minute: what was left behind is queued again, what has lain too long is forgotten."""
    requeue_letters(now=clock.now())
    forget_uploads(now=clock.now())
