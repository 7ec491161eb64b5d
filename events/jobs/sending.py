"""Send letters, in a worker."""

from email.utils import parseaddr

import structlog
from django.conf import settings
from django.utils import translation

from events.extensions import LetterMoot, letter_composers
from events.models import Letter
from events.operations.office.accounts import forget_sessions
from events.operations.office.jobs import forget_files
from events.operations.office.letters import (
    claim_letter,
    mark_dropped,
    mark_failed,
    mark_sent,
    queue_letters,
    requeue_letters,
)
from events.operations.office.uploads import forget_uploads
from toolkit import clock
from toolkit.outages import outage_of

log = structlog.get_logger(__name__)


def send(pk: int) -> None:
    """Compose and send a letter, unless another worker has claimed it. Its Message-ID is the same at every attempt."""
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
        is_outage = outage_of(error) is not None
        mark_failed(letter, failure=f"{type(error).__name__}: {error}", is_outage=is_outage)
    else:
        mark_sent(letter, now=clock.now())


def send_all(occasion: str, after: int) -> None:
    """Queue the letters of an occasion that `write_letters` has stored, some at a time."""
    queue_letters(occasion, after)


def message_id(letter: Letter) -> str:
    """Return the letter's Message-ID. It never changes, so that a mailbox shows a letter sent twice only once."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{letter.code.lower()}@{domain}>"


def sweep() -> None:
    """Queue letters that were left behind, and delete old uploads, files of jobs and sessions. Runs every minute."""
    requeue_letters(now=clock.now())
    forget_uploads(now=clock.now())
    forget_files(now=clock.now())
    forget_sessions()
