from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from events.extensions import letter_composers
from events.jobs.sending import send
from events.models import Letter, LetterState
from events.operations.office.letters import CLAIM_HOLDS, LetterOrder, claim_letter, requeue_letters, write_letter
from tests.builders.people import NOW
from tests.queue import run_queue

pytestmark = pytest.mark.django_db
ORDER = LetterOrder(kind="greeting", key="greeting:1", recipient="lin@example.com", language="en")


@pytest.fixture(autouse=True)
def greeting(monkeypatch: pytest.MonkeyPatch) -> None:
    def compose(letter: Letter) -> EmailMultiAlternatives:
        return EmailMultiAlternatives("Good day", "Good day.", to=[letter.recipient])

    monkeypatch.setitem(letter_composers, "greeting", compose)


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
