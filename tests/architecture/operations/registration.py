"""Operations of `registration`."""

from collections.abc import Mapping

from django.contrib.auth.models import AnonymousUser

from events.models import User
from registration.access.own import Holding, hold
from registration.models import Delegate, Quota
from registration.operations.categories import (
    add_categories,
    add_quota,
    change_category,
    change_quota,
    remove_category,
    remove_quota,
)
from registration.operations.credentials import issue_credential
from registration.operations.delegate_import import import_delegates
from registration.operations.delegates import cancel, confirm, correct, decline, promote, restore, send_again
from registration.operations.invitations import invite, withdraw_invitation
from registration.operations.links import prove_by_account, send_links
from registration.operations.printing import print_badge, print_badges, request_badges
from registration.operations.reissue import reissue_credential
from registration.operations.signup import sign_up
from registration.operations.state_letters import (
    request_letters,
    tell_first_state,
    tell_reissue,
    tell_state,
    tell_state_again,
)
from registration.operations.states import move_to, note
from registration.operations.waiting import move_up
from registration.queries.badges import BadgeSelection
from registration.rules.categories import CategoryEdit, NewCategory, QuotaEdit
from registration.rules.delegate_rows import DelegateListWishes
from registration.rules.delegates import DelegateState
from registration.rules.printing import Occasion, Paper
from registration.rules.signup import Origin
from tests.architecture.operations import SIGNED_IN, Operation, Row
from tests.architecture.permissions import CENTRE, DESK
from tests.builders.doors import a_category, a_closed_meeting, a_delegate, an_invitation
from tests.builders.people import NOW, Cast
from tests.builders.signups import a_quota, a_sign_up, some_particulars
from toolkit.sheets.reading import read_sheet

NOBODY = ()
STUDENTS = CategoryEdit(name_zh="学生", name_en="Students")


def _an_applicant(cast: Cast) -> Delegate:
    return a_delegate(cast.conference, a_category(cast.conference), state=DelegateState.APPLIED)


def _a_confirmed(cast: Cast) -> Delegate:
    return a_delegate(cast.conference, a_category(cast.conference))


def _a_cancelled(cast: Cast) -> Delegate:
    return a_delegate(cast.conference, a_category(cast.conference), state=DelegateState.CANCELLED)


def _somebody_waiting(cast: Cast) -> Delegate:
    return a_delegate(cast.conference, a_category(cast.conference), state=DelegateState.WAITLISTED)


def _opened(delegate: Delegate) -> Holding:
    """Return the `Holding` of a visitor who opened the link in a letter to the delegate."""
    keys = [delegate.registration.access_key]
    return hold(delegate.conference, delegate.code, AnonymousUser(), keys=keys)


def _correct_by_link(cast: Cast, by: User | None) -> None:
    delegate = _a_confirmed(cast)
    correct(delegate, some_particulars("林之远"), by=by, now=NOW, holding=_opened(delegate))


def _cancel_by_link(cast: Cast, by: User | None) -> None:
    delegate = _a_confirmed(cast)
    cancel(delegate, by=by, now=NOW, holding=_opened(delegate))


def _correct_another(cast: Cast, by: User | None) -> None:
    delegate = _a_confirmed(cast)
    other = a_delegate(cast.conference, delegate.category, "王伟")
    correct(other, some_particulars("林之远"), by=by, now=NOW, holding=_opened(delegate))


def _cancel_another(cast: Cast, by: User | None) -> None:
    delegate = _a_confirmed(cast)
    cancel(a_delegate(cast.conference, delegate.category, "王伟"), by=by, now=NOW, holding=_opened(delegate))


def _enter(cast: Cast, by: User | None, origin: Origin) -> None:
    a_category(cast.conference)
    sign_up(cast.conference, a_sign_up(origin=origin), by=by, now=NOW)


def _print_all(cast: Cast, by: User | None) -> None:
    _a_confirmed(cast)
    print_badges(cast.conference, BadgeSelection(), run="run", by=by, now=NOW)


def _request_badges(cast: Cast, by: User | None) -> None:
    assert by is not None
    request_badges(cast.conference, BadgeSelection(), paper=Paper.A6, by=by, now=NOW)


def _request_letters(cast: Cast, by: User | None) -> None:
    assert by is not None
    request_letters(cast.conference, leads_to="/", by=by, now=NOW)


def _import(cast: Cast, by: User | None) -> None:
    sheet = read_sheet("姓名,手机\n苏念,13800000001\n".encode())
    import_delegates(cast.conference, sheet, wishes=DelegateListWishes(is_trial=True), by=by, now=NOW)


def _invite(cast: Cast, by: User | None) -> None:
    invite(a_closed_meeting(cast.conference), [_a_confirmed(cast)], by=by, now=NOW)


def _withdraw(cast: Cast, by: User | None) -> None:
    row = an_invitation(a_closed_meeting(cast.conference), _a_confirmed(cast))
    withdraw_invitation(row, by=by, now=NOW)


def _change_quota(cast: Cast, by: User | None) -> None:
    change_quota(_quota(cast), QuotaEdit(name_zh="名额", name_en="", size=9), by=by, now=NOW)


def _quota(cast: Cast) -> Quota:
    return a_quota(cast.conference, 5)


ROWS: list[Row] = [
    Row(operation=sign_up, case="in public", allowed=SIGNED_IN, call=lambda cast, by: _enter(cast, by, Origin.PUBLIC)),
    Row(operation=sign_up, case="by the team", allowed=DESK, call=lambda cast, by: _enter(cast, by, Origin.TEAM)),
    Row(operation=confirm, allowed=DESK, call=lambda cast, by: confirm(_an_applicant(cast), by=by, now=NOW)),
    Row(operation=decline, allowed=DESK, call=lambda cast, by: decline(_an_applicant(cast), by=by, now=NOW)),
    Row(
        operation=promote, allowed=DESK, call=lambda cast, by: promote(_somebody_waiting(cast).category, by=by, now=NOW)
    ),
    Row(operation=restore, allowed=DESK, call=lambda cast, by: restore(_a_cancelled(cast), by=by, now=NOW)),
    Row(operation=cancel, allowed=DESK, call=lambda cast, by: cancel(_a_confirmed(cast), by=by, now=NOW)),
    Row(operation=cancel, case="by the letter's link", allowed=SIGNED_IN, call=_cancel_by_link),
    Row(operation=cancel, case="by another's link", allowed=NOBODY, call=_cancel_another, for_portal=False),
    Row(
        operation=correct,
        allowed=DESK,
        call=lambda cast, by: correct(_a_confirmed(cast), some_particulars("林之远"), by=by, now=NOW),
    ),
    Row(operation=correct, case="by the letter's link", allowed=SIGNED_IN, call=_correct_by_link),
    Row(operation=correct, case="by another's link", allowed=NOBODY, call=_correct_another, for_portal=False),
    Row(operation=send_again, allowed=DESK, call=lambda cast, by: send_again(_a_confirmed(cast), by=by, now=NOW)),
    Row(
        operation=send_links,
        allowed=SIGNED_IN,
        call=lambda cast, by: send_links(cast.conference, "lin@example.com", by=by, now=NOW),
    ),
    Row(
        operation=prove_by_account,
        allowed=SIGNED_IN,
        call=lambda cast, by: prove_by_account([_a_confirmed(cast).registration], by=by),
    ),
    Row(
        operation=reissue_credential,
        allowed=DESK,
        call=lambda cast, by: reissue_credential(issue_credential(_a_confirmed(cast), now=NOW), by=by, now=NOW),
    ),
    Row(operation=import_delegates, allowed=DESK, call=_import),
    Row(operation=request_letters, allowed=DESK, call=_request_letters, for_portal=False),
    Row(
        operation=print_badge,
        allowed=DESK,
        call=lambda cast, by: print_badge(_a_confirmed(cast), occasion=Occasion.DESK, by=by, now=NOW),
    ),
    Row(operation=print_badges, allowed=DESK, call=_print_all),
    Row(operation=request_badges, allowed=DESK, call=_request_badges, for_portal=False),
    Row(operation=invite, allowed=DESK, call=_invite),
    Row(operation=withdraw_invitation, allowed=DESK, call=_withdraw),
    Row(
        operation=add_categories,
        allowed=CENTRE,
        call=lambda cast, by: add_categories(cast.conference, [NewCategory(edit=STUDENTS)], by=by, now=NOW),
    ),
    Row(
        operation=change_category,
        allowed=CENTRE,
        call=lambda cast, by: change_category(a_category(cast.conference), STUDENTS, by=by, now=NOW),
    ),
    Row(
        operation=remove_category,
        allowed=CENTRE,
        call=lambda cast, by: remove_category(a_category(cast.conference), by=by, now=NOW),
    ),
    Row(
        operation=add_quota,
        allowed=CENTRE,
        call=lambda cast, by: add_quota(cast.conference, QuotaEdit(name_zh="名额", size=5), by=by, now=NOW),
    ),
    Row(operation=change_quota, allowed=CENTRE, call=_change_quota),
    Row(operation=remove_quota, allowed=CENTRE, call=lambda cast, by: remove_quota(_quota(cast), by=by, now=NOW)),
]
HELPERS: Mapping[Operation, str] = {
    tell_reissue: "Runs inside reissue_credential.",
    tell_first_state: "Runs inside sign_up.",
    tell_state: "Runs inside the operation that changed the state.",
    move_to: "Runs inside the operation that decides about the delegate.",
    note: "Runs inside the operation that changes the delegate.",
    move_up: "Runs inside promote, and by itself where places have become free.",
    tell_state_again: "Runs inside send_again, and inside send_links, which anybody may ask for.",
}
