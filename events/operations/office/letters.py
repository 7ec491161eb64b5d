"""Letters: written in the transaction of the deed they tell of, sent by a worker, once."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q

from events.models import Conference, Letter, LetterState, User
from toolkit.queue import enqueue

SEND = "events.jobs.sending.send"
CLAIM_HOLDS = settings.JOB_TIMEOUT
"""A worker still at it after that is no longer alive: the queue has ended it."""
MOST_ATTEMPTS = 5


@dataclass(frozen=True, kw_only=True)
class LetterOrder:
    """What is to be written. `key` names the occasion: the same occasion twice is one letter."""

    kind: str
    key: str
    recipient: str
    language: str
    conference: Conference | None = None
    subject_key: str = ""
    context: dict[str, str] = field(default_factory=dict)


def write_letter(order: LetterOrder, *, by: User | None, now: datetime) -> Letter:
    """Writes the row and queues its sending, both in the caller's transaction."""
    letter, is_new = Letter.objects.get_or_create(
        key=order.key,
        defaults={
            "kind": order.kind,
            "recipient": order.recipient,
            "language": order.language,
            "conference": order.conference,
            "subject_key": order.subject_key,
            "context": order.context,
            "asked_by": by,
            "queued_at": now,
        },
    )
    if is_new:
        enqueue(SEND, letter.pk)
    return letter


def claim_letter(pk: int, *, now: datetime) -> Letter | None:
    """Takes a letter for sending, by condition: of two workers one gets it. None if there is nothing to do."""
    free = Q(state=LetterState.QUEUED) | Q(state=LetterState.SENDING, claimed_at__lt=now - CLAIM_HOLDS)
    claimed = Letter.objects.filter(free, pk=pk).update(
        state=LetterState.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    return Letter.objects.select_related("conference").get(pk=pk) if claimed else None


def mark_sent(letter: Letter, *, now: datetime) -> None:
    """The mail server has taken it."""
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENT, sent_at=now, failure="")


def mark_dropped(letter: Letter) -> None:
    """There is nothing to tell any more."""
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.DROPPED)


def mark_failed(letter: Letter, *, failure: str) -> None:
    """Back to the queue, where the sweep finds it; after five attempts it stays failed, in words."""
    given_up = letter.attempts >= MOST_ATTEMPTS
    state = LetterState.FAILED if given_up else LetterState.QUEUED
    Letter.objects.filter(pk=letter.pk).update(state=state, failure=failure[:300])


def requeue_letters(*, now: datetime) -> int:
    """Queues again what has waited for two minutes or whose worker is gone; how many. A claim decides, not this."""
    waiting = Q(state=LetterState.QUEUED, queued_at__lt=now - timedelta(minutes=2))
    orphaned = Q(state=LetterState.SENDING, claimed_at__lt=now - CLAIM_HOLDS)
    letters = list(Letter.objects.filter(waiting | orphaned).values_list("pk", flat=True)[:200])
    for pk in letters:
        enqueue(SEND, pk)
    return len(letters)
