"""What becomes of a request for a change, and telling its hosts."""

from datetime import datetime

from django.db import transaction

from events.models import ChangeRequest, Session, User
from events.operations.notices import Notice, tell_hosts
from events.operations.office.audit import record_in
from events.operations.office.changes import label_of
from events.rules.forums import RequestState
from toolkit.jsonable import Jsonable

CHANGE_ANSWERED = "change_answered"
"""Kind of the letter that tells the hosts what became of a request."""


@transaction.atomic
def let_requests_lapse(session: Session, *, by: User | None, now: datetime) -> None:
    """Close the open requests about a session that is being removed, and write to their hosts."""
    rows = ChangeRequest.objects.filter(session=session, state=RequestState.OPEN)
    for request in rows.select_related("conference", "forum", "asked_by"):
        answer_request(request, RequestState.MOOT, "", by=by, now=now)


def answer_request(request: ChangeRequest, state: RequestState, word: str, *, by: User | None, now: datetime) -> None:
    """Close a request of the hosts for an operation of the centre, and write to them."""
    close_request(request, state, word, by=by, now=now)
    notice = Notice(kind=CHANGE_ANSWERED, subject_key=str(request.pk))
    tell_hosts(request.forum, notice, also=request.asked_by, by=by, now=now)


def close_request(request: ChangeRequest, state: RequestState, word: str, *, by: User | None, now: datetime) -> None:
    """Give a request its last state, with an audit entry."""
    request.state, request.answer, request.answered_by, request.answered_at = state, word, by, now
    request.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    record_request(state.value, request, word, by=by, now=now)


def record_request(deed: str, request: ChangeRequest, words: str, *, by: User | None, now: datetime) -> None:
    """Add an audit entry about a request."""
    details: dict[str, Jsonable] = {"name": label_of(request.forum), "fact": request.fact, "reason": words}
    record_in(request.conference, deed, request, by=by, now=now, details=details)
