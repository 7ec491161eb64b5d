"""Letters: written in the transaction of what they report, and sent once, by a worker."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q

from events.models import Conference, Letter, LetterState, User
from toolkit.queue import enqueue

SEND = "events.jobs.sending.send"
CLAIM_HOLDS = settings.JOB_TIMEOUT
"""How long a claim lasts. By then the queue has killed the worker that made it."""
MOST_ATTEMPTS = 5
SEND_ALL = "events.jobs.sending.send_all"
AT_ONCE = 50
"""How many letters of one occasion are queued before others have their turn."""


@dataclass(frozen=True, kw_only=True)
class LetterOrder:
    """The letter that is wanted. `key` names its occasion: one letter is written per occasion."""

    kind: str
    key: str
    recipient: str
    language: str
    conference: Conference | None = None
    subject_key: str = ""
    context: dict[str, str] = field(default_factory=dict)


def write_letter(order: LetterOrder, *, by: User | None, now: datetime, is_first: bool = False) -> Letter:
    """Create the letter, unless its occasion already has one, and queue it; in the caller's transaction.

    With `is_first` the occasion can have none, as its subject is new: that takes one query instead of four.
    """
    columns = {
        "kind": order.kind,
        "recipient": order.recipient,
        "language": order.language,
        "conference": order.conference,
        "subject_key": order.subject_key,
        "context": order.context,
        "asked_by": by,
        "queued_at": now,
    }
    if is_first:
        letter, is_new = Letter.objects.create(key=order.key, **columns), True
    else:
        letter, is_new = Letter.objects.get_or_create(key=order.key, defaults=columns)
    if is_new:
        enqueue(SEND, letter.pk)
    return letter


def write_letters(orders: Sequence[LetterOrder], *, occasion: str, by: User | None, now: datetime) -> None:
    """Create letters about one new occasion, with which their keys begin, and queue them; in the caller's transaction.

    Takes two queries, however many letters there are: a job queues each of them.
    """
    if not orders:
        return
    Letter.objects.bulk_create(
        Letter(
            kind=order.kind,
            key=order.key,
            recipient=order.recipient,
            language=order.language,
            conference=order.conference,
            subject_key=order.subject_key,
            context=order.context,
            asked_by=by,
            queued_at=now,
        )
        for order in orders
    )
    enqueue(SEND_ALL, occasion, 0)


def queue_letters(occasion: str, after: int) -> None:
    """Queue the next letters of this occasion, in order of their keys, and then itself for the rest.

    So letters that are written meanwhile, such as codes for signing in, never wait for all of them.
    """
    waiting = Letter.objects.filter(key__startswith=f"{occasion}:", state=LetterState.QUEUED, pk__gt=after)
    letters = list(waiting.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    for pk in letters:
        enqueue(SEND, pk)
    if len(letters) == AT_ONCE:
        enqueue(SEND_ALL, occasion, letters[-1])


def claim_letter(pk: int, *, now: datetime) -> Letter | None:
    """Claim a letter for sending and return it; None if another worker has it or it needs no sending."""
    free = Q(state=LetterState.QUEUED) | Q(state=LetterState.SENDING, claimed_at__lt=now - CLAIM_HOLDS)
    claimed = Letter.objects.filter(free, pk=pk).update(
        state=LetterState.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    return Letter.objects.select_related("conference").get(pk=pk) if claimed else None


def mark_sent(letter: Letter, *, now: datetime) -> None:
    """Record that the mail server has accepted the letter."""
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENT, sent_at=now, failure="")


def mark_dropped(letter: Letter) -> None:
    """Record that the letter's occasion no longer exists."""
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.DROPPED)


def mark_failed(letter: Letter, *, failure: str, is_outage: bool = False) -> None:
    """Return a letter to the queue, where `requeue_letters` finds it; the fifth failed attempt is the last.

    An attempt that an outage of the machine ended does not count: the letter waits until that is over.
    """
    counted = letter.attempts - is_outage
    state = LetterState.FAILED if counted >= MOST_ATTEMPTS else LetterState.QUEUED
    Letter.objects.filter(pk=letter.pk).update(state=state, failure=failure[:300], attempts=counted)


def requeue_letters(*, now: datetime) -> int:
    """Queue letters again that have waited for two minutes or lost their worker; returns how many, 200 at most.

    A letter queued twice is still sent once, since workers claim it.
    """
    waiting = Q(state=LetterState.QUEUED, queued_at__lt=now - timedelta(minutes=2))
    orphaned = Q(state=LetterState.SENDING, claimed_at__lt=now - CLAIM_HOLDS)
    letters = list(Letter.objects.filter(waiting | orphaned).values_list("pk", flat=True)[:200])
    for pk in letters:
        enqueue(SEND, pk)
    return len(letters)
