"""Letters to delegates about their state and their code."""

from datetime import datetime

from events.access import authorise
from events.models import Conference, Job, User
from events.operations.office.jobs import JobOrder, request_job
from events.operations.office.letters import LetterOrder, write_letter
from events.rules.office.roles import Right
from registration.models import Credential, Delegate, DelegateState
from registration.queries.state_letters import CONFIRMED_LETTER

LETTERS_JOB = "letters"
REISSUED_LETTER = "delegate_reissued"
KNOWN_LETTER = "delegate_known"

KINDS: dict[DelegateState, str] = {
    DelegateState.CONFIRMED: CONFIRMED_LETTER,
    DelegateState.APPLIED: "delegate_applied",
    DelegateState.WAITLISTED: "delegate_waitlisted",
    DelegateState.DECLINED: "delegate_declined",
    DelegateState.CANCELLED: "delegate_cancelled",
}
"""The kind of letter sent on entering each state."""


def tell_state(
    delegate: Delegate, *, conference: Conference, by: User | None, now: datetime, occasion: str = ""
) -> None:
    """Queue the letter about the delegate's state to the contact, in the language of the sign-up.

    Each state is told once, and once more for each `occasion`. Without an address nothing is queued.
    """
    if delegate.registration.contact_email:
        write_letter(_about_state(delegate, conference=conference, occasion=occasion), by=by, now=now)


def tell_first_state(delegate: Delegate, *, by: User | None, now: datetime) -> None:
    """Queue the letter about the first state of a delegate who has just been stored, as `tell_state` does."""
    if delegate.registration.contact_email:
        write_letter(_about_state(delegate, conference=delegate.conference), by=by, now=now, is_first=True)


def _about_state(delegate: Delegate, *, conference: Conference, occasion: str = "") -> LetterOrder:
    kind = KINDS[DelegateState(delegate.state)]
    return _order(kind, delegate, subject=delegate.pk, conference=conference, occasion=occasion)


def _order(
    kind: str, delegate: Delegate, *, subject: int, conference: Conference, occasion: str | int = ""
) -> LetterOrder:
    """Return the order of a letter to the delegate's contact; `subject` is the key of what it is about."""
    return LetterOrder(
        kind=kind,
        key=f"{kind}:{subject}:{occasion}".rstrip(":"),
        conference=conference,
        subject_key=str(subject),
        recipient=delegate.registration.contact_email,
        language=delegate.registration.language,
    )


def tell_reissue(credential: Credential, *, by: User | None, now: datetime) -> None:
    """Queue the letter with a code that replaces a lost one. Without an address nothing is queued."""
    delegate = credential.delegate
    if not delegate.registration.contact_email:
        return
    order = _order(REISSUED_LETTER, delegate, subject=credential.pk, conference=delegate.conference)
    write_letter(order, by=by, now=now)


def tell_known_again(delegate: Delegate, *, now: datetime) -> None:
    """Queue the letter that somebody signed the delegate up once more; at most once in ten minutes.

    Without an address nothing is queued.
    """
    if not delegate.registration.contact_email:
        return
    occasion = _ten_minutes(now)
    order = _order(KNOWN_LETTER, delegate, subject=delegate.pk, conference=delegate.conference, occasion=occasion)
    write_letter(order, by=None, now=now)


def tell_state_again(delegate: Delegate, *, by: User | None, now: datetime) -> None:
    """Queue the letter about the present state once more; at most once in ten minutes."""
    occasion = f"again-{_ten_minutes(now)}"
    tell_state(delegate, conference=delegate.conference, by=by, now=now, occasion=occasion)


def _ten_minutes(now: datetime) -> int:
    return int(now.timestamp()) // 600


def request_letters(conference: Conference, *, leads_to: str, by: User, now: datetime) -> Job:
    """Queue a job that writes the missing confirmations. Asking again before it has finished returns the same job."""
    authorise(by, Right.EDIT_DELEGATES, conference)
    key = f"{LETTERS_JOB}:{conference.pk}:{by.pk}"
    order = JobOrder(kind=LETTERS_JOB, key=key, conference=conference, arguments={"leads_to": leads_to})
    return request_job(order, by=by, now=now)
