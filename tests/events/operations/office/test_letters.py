import errno
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_q.models import OrmQ

from events.extensions import letter_composers
from events.jobs.sending import send
from events.models import Letter, LetterState
from events.operations.office.letters import (
    AT_ONCE,
    CLAIM_HOLDS,
    MOST_ATTEMPTS,
    LetterOrder,
    claim_letter,
    mark_dropped,
    mark_failed,
    mark_sent,
    queue_letters,
    requeue_letters,
    write_letter,
    write_letters,
)
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast
from tests.queue import run_queue

pytestmark = pytest.mark.django_db
ORDER = LetterOrder(kind="greeting", key="greeting:1", recipient="lin@example.com", language="en")


@pytest.fixture(autouse=True)
def greeting(monkeypatch: pytest.MonkeyPatch) -> None:
    def compose(letter: Letter) -> EmailMultiAlternatives:
        return EmailMultiAlternatives("Good day", "Good day.", to=[letter.recipient])

    monkeypatch.setitem(letter_composers, "greeting", compose)


def test_the_first_letter_of_a_new_subject_is_written_and_queued_in_two_queries() -> None:
    with CaptureQueriesContext(connection) as queries:
        first = write_letter(ORDER, by=None, now=NOW, is_first=True)
    assert ["INSERT" in query["sql"] for query in queries] == [True, True]
    assert (Letter.objects.get(), first.kind, OrmQ.objects.count()) == (first, "greeting", 1)
    assert write_letter(ORDER, by=None, now=NOW) == first
    assert OrmQ.objects.count() == 1


def test_a_letter_is_sent_once_by_the_worker() -> None:
    letter = write_letter(ORDER, by=None, now=NOW)
    run_queue()
    letter.refresh_from_db()
    assert [message.to for message in mail.outbox] == [["lin@example.com"]]
    assert letter.state == LetterState.SENT


def test_the_same_occasion_twice_is_one_letter() -> None:
    first = write_letter(ORDER, by=None, now=NOW)
    second = write_letter(ORDER, by=None, now=NOW)
    run_queue()
    assert first == second
    assert len(mail.outbox) == 1


def test_a_letter_delivered_to_two_workers_is_sent_by_one() -> None:
    letter = write_letter(ORDER, by=None, now=NOW)
    send(letter.pk)
    send(letter.pk)
    assert len(mail.outbox) == 1


def test_a_letter_whose_worker_died_is_found_again_with_the_same_message_id() -> None:
    letter = write_letter(ORDER, by=None, now=NOW)
    run_queue()
    first_id = mail.outbox[0].extra_headers["Message-ID"]
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENDING, claimed_at=NOW)
    assert requeue_letters(now=NOW + CLAIM_HOLDS) == 0
    assert requeue_letters(now=NOW + CLAIM_HOLDS + timedelta(seconds=1)) == 1
    assert claim_letter(letter.pk, now=NOW + CLAIM_HOLDS + timedelta(seconds=1)) is not None
    assert first_id == f"<{letter.code.lower()}@localhost>"


def test_a_letter_that_cannot_be_composed_stays_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(letter: Letter) -> EmailMultiAlternatives:
        raise ValueError("no such delegate")

    monkeypatch.setitem(letter_composers, "greeting", broken)
    letter = write_letter(ORDER, by=None, now=NOW)
    run_queue()
    letter.refresh_from_db()
    assert (letter.state, letter.failure) == (LetterState.QUEUED, "ValueError: no such delegate")


@pytest.mark.parametrize(
    ("failure", "state"),
    [(OSError(errno.ENOSPC, "no space"), LetterState.QUEUED), (ConnectionRefusedError(), LetterState.FAILED)],
)
def test_a_full_disk_uses_up_no_attempts(monkeypatch: pytest.MonkeyPatch, failure: OSError, state: LetterState) -> None:
    def broken(letter: Letter) -> EmailMultiAlternatives:
        raise failure

    monkeypatch.setitem(letter_composers, "greeting", broken)
    letter = write_letter(ORDER, by=None, now=NOW)
    for _ in range(MOST_ATTEMPTS):
        send(letter.pk)
    letter.refresh_from_db()
    assert letter.state == state


def test_a_letter_stores_its_order(cast: Cast) -> None:
    owner = cast.members[Role.OWNER]
    order = replace(ORDER, conference=cast.conference, subject_key="7", context={"a": "b"})
    letter = Letter.objects.get(pk=write_letter(order, by=owner, now=NOW).pk)
    assert (letter.kind, letter.key, letter.recipient, letter.language) == (
        "greeting",
        "greeting:1",
        "lin@example.com",
        "en",
    )
    assert (letter.conference, letter.subject_key, letter.context) == (cast.conference, "7", {"a": "b"})
    assert (letter.asked_by, letter.queued_at, letter.state, letter.attempts) == (owner, NOW, LetterState.QUEUED, 0)


def test_a_claim_is_counted_and_holds_until_the_worker_must_be_dead() -> None:
    letter = write_letter(ORDER, by=None, now=NOW)
    claimed = claim_letter(letter.pk, now=NOW)
    assert claimed is not None
    assert (claimed.state, claimed.claimed_at, claimed.attempts) == (LetterState.SENDING, NOW, 1)
    assert claim_letter(letter.pk, now=NOW + CLAIM_HOLDS) is None
    again = claim_letter(letter.pk, now=NOW + CLAIM_HOLDS + timedelta(seconds=1))
    assert again is not None
    assert again.attempts == 2


@pytest.mark.parametrize("state", [LetterState.SENT, LetterState.FAILED, LetterState.DROPPED])
def test_a_finished_letter_is_neither_claimed_nor_queued(state: LetterState) -> None:
    letter = write_letter(ORDER, by=None, now=NOW)
    Letter.objects.update(state=state, claimed_at=NOW)
    assert claim_letter(letter.pk, now=NOW + 2 * CLAIM_HOLDS) is None
    assert requeue_letters(now=NOW + 2 * CLAIM_HOLDS) == 0


def test_the_outcome_of_a_letter_is_stored() -> None:
    letter = write_letter(ORDER, by=None, now=NOW)
    Letter.objects.update(failure="no route")
    mark_sent(letter, now=NOW)
    letter.refresh_from_db()
    assert (letter.state, letter.sent_at, letter.failure) == (LetterState.SENT, NOW, "")
    mark_dropped(letter)
    letter.refresh_from_db()
    assert letter.state == LetterState.DROPPED


def test_a_letter_fails_for_good_at_the_fifth_attempt() -> None:
    letter = write_letter(ORDER, by=None, now=NOW)
    states = []
    for attempt in range(1, MOST_ATTEMPTS + 1):
        letter.attempts = attempt
        mark_failed(letter, failure="x" * 301)
        states.append(Letter.objects.get().state)
    assert states == [LetterState.QUEUED] * 4 + [LetterState.FAILED]
    assert Letter.objects.get().failure == "x" * 300


def test_a_letter_waits_two_minutes_before_it_is_queued_again() -> None:
    write_letter(ORDER, by=None, now=NOW)
    assert requeue_letters(now=NOW + timedelta(minutes=2)) == 0
    assert requeue_letters(now=NOW + timedelta(minutes=2, seconds=1)) == 1
    assert OrmQ.objects.count() == 2


def test_at_most_two_hundred_letters_are_queued_again_at_once() -> None:
    Letter.objects.bulk_create(
        Letter(kind="greeting", key=f"greeting:{n}", recipient="x@example.com", language="en", queued_at=NOW)
        for n in range(201)
    )
    assert requeue_letters(now=NOW + timedelta(hours=1)) == 200


def test_letters_of_one_occasion_are_stored_and_queued_in_two_queries_and_each_is_sent_once() -> None:
    orders = [
        replace(ORDER, key=f"party:7:{number}", recipient=f"{number}@example.com") for number in range(AT_ONCE + 1)
    ]
    others = [replace(ORDER, key="party:70:0", recipient="other@example.com")]
    with CaptureQueriesContext(connection) as queries:
        write_letters(orders, occasion="party:7", by=None, now=NOW)
    assert connection.vendor != "postgresql" or len(queries) == 2
    write_letters(others, occasion="party:70", by=None, now=NOW)
    write_letters([], occasion="party:8", by=None, now=NOW)
    assert OrmQ.objects.count() == 2
    queue_letters("party:7", 0)  # as if a worker had been killed after it had queued the first ones
    run_queue()
    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        [*(order.recipient for order in orders), "other@example.com"]
    )
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.SENT}


def test_who_writes_meanwhile_does_not_wait_for_all_letters_of_an_occasion() -> None:
    orders = [replace(ORDER, key=f"party:7:{number}") for number in range(2 * AT_ONCE)]
    write_letters(orders, occasion="party:7", by=None, now=NOW)
    (package,) = OrmQ.objects.all()
    package.delete()
    queue_letters("party:7", 0)
    code = write_letter(replace(ORDER, key="code", recipient="code@example.com"), by=None, now=NOW)
    run_queue()
    assert code.recipient in [message.to[0] for message in mail.outbox[: AT_ONCE + 1]]
    assert len(mail.outbox) == 2 * AT_ONCE + 1
