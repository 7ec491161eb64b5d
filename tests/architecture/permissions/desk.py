"""URLs of `registration` under /console/."""

from collections.abc import Callable, Mapping

from doors.models import DevicePairing
from events.rules.office.roles import Role
from registration.models import Category
from tests.architecture.permissions import (
    CENTRE,
    DESK,
    DESK_AND_DOOR_LEAD,
    DOOR,
    DOOR_LEADS,
    TEAM,
    Row,
    Who,
    everybody,
    of_conference,
    team,
)
from tests.builders.doors import (
    a_category,
    a_checkpoint,
    a_closed_meeting,
    a_delegate,
    a_device,
    an_invitation,
)
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_session
from tests.builders.signups import a_quota

Arguments = Mapping[str, str | int]
POSTS_ALONE = everybody(405)
NOT_AT_DOORS: dict[Who, int] = dict.fromkeys((Role.PROGRAMME_EDITOR, Role.FORUM_SECRETARY, Role.VIEWER), 302)


def _of(**more: Callable[[Cast], str | int]) -> Callable[[Cast], Arguments]:
    return lambda cast: {"conference": cast.conference.slug, **{name: made(cast) for name, made in more.items()}}


def _category(cast: Cast) -> Category:
    return a_category(cast.conference)


def _applicant(cast: Cast) -> str:
    return a_delegate(cast.conference, _category(cast), state="applied", email="lin@example.com").code


def _door(cast: Cast) -> str:
    return a_checkpoint(cast.conference).code


def _device(cast: Cast) -> str:
    return a_device(a_checkpoint(cast.conference)).code


def _pairing(cast: Cast) -> int:
    offered = {"name": "Gate", "secret_hash": "x", "offered_at": NOW, "expires_at": NOW}
    return DevicePairing.objects.create(conference=cast.conference, **offered).pk


def _invitation(cast: Cast) -> Arguments:
    session = a_closed_meeting(cast.conference)
    row = an_invitation(session, a_delegate(cast.conference, _category(cast)))
    return {"conference": cast.conference.slug, "code": session.code, "key": row.pk}


ROWS = [
    Row(name="console_overview", kwargs=of_conference, get=team(TEAM, but=NOT_AT_DOORS)),
    Row(name="console_delegates", kwargs=of_conference, get=team(DESK_AND_DOOR_LEAD)),
    Row(
        name="console_delegates_export",
        kwargs=of_conference,
        get=POSTS_ALONE,
        post=team(DESK_AND_DOOR_LEAD, ok=302),
    ),
    Row(name="console_delegate_new", kwargs=of_conference, get=team(DESK), post=team(DESK, ok=422)),
    Row(name="console_delegates_decide", kwargs=of_conference, get=POSTS_ALONE, post=team(DESK, ok=302)),
    Row(name="console_delegates_letters", kwargs=of_conference, get=team(DESK), post=team(DESK, ok=302)),
    Row(name="console_delegate", kwargs=_of(code=_applicant), get=team(DESK_AND_DOOR_LEAD)),
    Row(name="console_delegate_correct", kwargs=_of(code=_applicant), get=team(DESK), post=team(DESK, ok=422)),
    Row(name="console_delegate_letter", kwargs=_of(code=_applicant), get=POSTS_ALONE, post=team(DESK, ok=302)),
    Row(name="console_delegate_badge", kwargs=_of(code=_applicant), get=POSTS_ALONE, post=team(DESK, ok=302)),
    Row(
        name="console_delegate_step",
        kwargs=_of(code=_applicant, step=lambda cast: "decline"),
        get=team(DESK),
        post=team(DESK, ok=302),
    ),
    Row(name="console_delegate_reissue", kwargs=_of(code=_applicant), get=team(DESK), post=team(DESK, ok=422)),
    Row(name="console_badges", kwargs=of_conference, get=team(DESK), post=team(DESK, ok=422)),
    Row(name="console_doors", kwargs=of_conference, get=team(DOOR_LEADS)),
    Row(name="console_door_new", kwargs=of_conference, get=team(CENTRE), post=team(CENTRE, ok=422)),
    Row(
        name="console_door",
        kwargs=_of(code=_door),
        get=team(CENTRE),
        post=team(CENTRE, ok=422),
    ),
    Row(
        name="console_door_remove",
        kwargs=_of(code=_door),
        get=team(CENTRE),
        post=team(CENTRE, ok=302),
    ),
    Row(name="console_devices", kwargs=of_conference, get=team(DOOR_LEADS), post=team(DOOR_LEADS, ok=422)),
    Row(
        name="console_device_offer",
        kwargs=_of(key=_pairing),
        get=team(DOOR_LEADS),
    ),
    Row(
        name="console_device_revoke",
        kwargs=_of(code=_device),
        get=team(DOOR_LEADS),
        post=team(DOOR_LEADS, ok=302),
    ),
    Row(name="console_attendance", kwargs=of_conference, get=team(DOOR)),
    Row(
        name="console_session_inside",
        kwargs=_of(code=lambda cast: a_session(cast.conference, cast.forum).code),
        get=team(DOOR),
    ),
    Row(
        name="console_attendance_export",
        kwargs=of_conference,
        get=POSTS_ALONE,
        post=team(DESK_AND_DOOR_LEAD, ok=302),
    ),
    Row(name="console_attendance_review", kwargs=of_conference, get=team(DOOR)),
    Row(
        name="console_invitations",
        kwargs=_of(code=lambda cast: a_closed_meeting(cast.conference).code),
        get=team(DESK),
        post=team(DESK, ok=422),
    ),
    Row(name="console_invitation_remove", kwargs=_invitation, get=team(DESK), post=team(DESK, ok=302)),
    Row(name="console_setup_categories", kwargs=of_conference, get=team(CENTRE), post=team(CENTRE, ok=422)),
    Row(
        name="console_setup_category",
        kwargs=_of(code=lambda cast: _category(cast).code),
        get=team(CENTRE),
        post=team(CENTRE, ok=422),
    ),
    Row(
        name="console_setup_category_remove",
        kwargs=_of(code=lambda cast: _category(cast).code),
        get=team(CENTRE),
        post=team(CENTRE, ok=302),
    ),
    Row(
        name="console_move_up",
        kwargs=_of(category=lambda cast: _category(cast).code),
        get=POSTS_ALONE,
        post=team(DESK, ok=302),
    ),
    Row(name="console_setup_quota_new", kwargs=of_conference, get=team(CENTRE), post=team(CENTRE, ok=422)),
    Row(
        name="console_setup_quota",
        kwargs=_of(key=lambda cast: a_quota(cast.conference, 10).pk),
        get=team(CENTRE),
        post=team(CENTRE, ok=422),
    ),
    Row(
        name="console_setup_quota_remove",
        kwargs=_of(key=lambda cast: a_quota(cast.conference, 10).pk),
        get=team(CENTRE),
        post=team(CENTRE, ok=302),
    ),
]
