"""Operations of `events` between a forum's hosts and the centre: requests and remarks."""

from collections.abc import Mapping

from events.models import ChangeRequest, Forum, Remark, User
from events.operations import notices, request_answers
from events.operations.remarks import RemarkDraft, add_remark, answer_remark, close_remark, settle_remark
from events.operations.requests import (
    Acceptance,
    Wish,
    accept_request,
    ask_change,
    decline_request,
    withdraw_request,
)
from events.operations.submission import change_submission, reopen_forum
from events.queries.requests import asked_in
from events.rules.edits import SubmissionEdit
from events.rules.forums import ForumState
from events.rules.requests import TitleValue
from tests.architecture.operations import Operation, Row
from tests.architecture.permissions import CENTRE, EDITORS, PROGRAMME
from tests.builders.people import NOW, Cast

TITLE = TitleValue(title_zh="细胞与免疫治疗", title_en="Cells")


def _ask(forum: Forum, by: User | None) -> ChangeRequest:
    return ask_change(forum, Wish(wanted=TITLE, reason="Shorter."), by=by, now=NOW)


def _ask_change(cast: Cast, by: User | None) -> ChangeRequest:
    return _ask(cast.forum, by)


def _ask_change_of_submitted_forum(cast: Cast, by: User | None) -> ChangeRequest:
    Forum.objects.update(state=ForumState.SUBMITTED)
    return _ask(Forum.objects.get(pk=cast.forum.pk), by)


def _ask_change_of_another_forum(cast: Cast, by: User | None) -> ChangeRequest:
    return _ask(Forum.objects.create(conference=cast.conference, number=2), by)


def _withdraw_request(cast: Cast, by: User | None) -> None:
    withdraw_request(_ask(cast.forum, None), by=by, now=NOW)


def _withdraw_request_of_another_forum(cast: Cast, by: User | None) -> None:
    withdraw_request(_ask(Forum.objects.create(conference=cast.conference, number=2), None), by=by, now=NOW)


def _decline_request(cast: Cast, by: User | None) -> None:
    decline_request(_ask(cast.forum, None), "No.", by=by, now=NOW)


def _accept_request(cast: Cast, by: User | None) -> object:
    request = _ask(cast.forum, None)
    acceptance = Acceptance(shown=asked_in(cast.conference, [request])[0].mark)
    return accept_request(request, acceptance, by=by, now=NOW)


def _add_remark(cast: Cast, by: User | None) -> Remark:
    return add_remark(cast.forum, RemarkDraft(text="Why?"), by=by, now=NOW)


def _answer_remark(cast: Cast, by: User | None) -> None:
    answer_remark(_add_remark(cast, None), "Because.", by=by, now=NOW)


def _answer_remark_to_another_forum(cast: Cast, by: User | None) -> None:
    other = Forum.objects.create(conference=cast.conference, number=2)
    answer_remark(add_remark(other, RemarkDraft(text="Why?"), by=None, now=NOW), "Because.", by=by, now=NOW)


def _settle_remark(cast: Cast, by: User | None) -> None:
    settle_remark(_add_remark(cast, None), by=by, now=NOW)


def _close_remark(cast: Cast, by: User | None) -> None:
    close_remark(_add_remark(cast, None), by=by, now=NOW)


def _change_submission(cast: Cast, by: User | None) -> None:
    change_submission(cast.conference, SubmissionEdit(submit_by=NOW), by=by, now=NOW)


def _reopen_forum(cast: Cast, by: User | None) -> None:
    reopen_forum(cast.forum, NOW, by=by, now=NOW)


ROWS: list[Row] = [
    Row(operation=ask_change, call=_ask_change, allowed=EDITORS),
    Row(operation=ask_change, case="submitted", call=_ask_change_of_submitted_forum, allowed=EDITORS),
    Row(operation=ask_change, case="another forum", call=_ask_change_of_another_forum, allowed=PROGRAMME),
    Row(operation=withdraw_request, call=_withdraw_request, allowed=EDITORS),
    Row(
        operation=withdraw_request,
        case="another forum",
        call=_withdraw_request_of_another_forum,
        allowed=PROGRAMME,
    ),
    Row(operation=decline_request, call=_decline_request, allowed=PROGRAMME),
    Row(operation=accept_request, call=_accept_request, allowed=PROGRAMME),
    Row(operation=add_remark, call=_add_remark, allowed=PROGRAMME),
    Row(operation=answer_remark, call=_answer_remark, allowed=EDITORS),
    Row(operation=answer_remark, case="another forum", call=_answer_remark_to_another_forum, allowed=PROGRAMME),
    Row(operation=settle_remark, call=_settle_remark, allowed=EDITORS),
    Row(operation=close_remark, call=_close_remark, allowed=PROGRAMME),
    Row(operation=change_submission, call=_change_submission, allowed=CENTRE),
    Row(operation=reopen_forum, call=_reopen_forum, allowed=PROGRAMME),
]
HELPERS: Mapping[Operation, str] = {
    notices.tell_centre: "writes the letters of an operation",
    notices.tell_hosts: "writes the letters of an operation",
    request_answers.let_requests_lapse: "runs where a session is removed",
    request_answers.answer_request: "closes a request for an operation that names the right",
    request_answers.close_request: "closes a request for an operation that names the right",
    request_answers.record_request: "writes down what an operation does",
}
