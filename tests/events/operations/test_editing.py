from datetime import timedelta

import pytest

from events.access import Denied
from events.models import Forum, Session, Talk
from events.operations.editing import authorise_edit
from events.operations.office.changes import Vanished
from events.rules.forums import ForumState
from events.rules.office.authority import Denial
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_session, a_talk

Part = Forum | Session | Talk


@pytest.fixture
def parts(cast: Cast) -> list[Part]:
    """A forum, its session and a talk in that, as a view read them."""
    session = a_session(cast.conference, cast.forum)
    return [cast.forum, session, a_talk(session)]


def reasons(cast: Cast, role: Role, parts: list[Part]) -> list[Denial | None]:
    return [_reason(cast, role, part) for part in parts]


def _reason(cast: Cast, role: Role, part: Part) -> Denial | None:
    try:
        authorise_edit(cast.members[role], part, now=NOW)
    except Denied as denied:
        return denied.reason
    return None


def test_a_secretary_edits_their_forum_while_it_is_drafted(cast: Cast, parts: list[Part]) -> None:
    assert reasons(cast, Role.FORUM_SECRETARY, parts) == [None, None, None]


def test_the_stored_state_of_the_forum_decides(cast: Cast, parts: list[Part]) -> None:
    Forum.objects.update(state=ForumState.SUBMITTED)
    assert reasons(cast, Role.FORUM_SECRETARY, parts) == [Denial.NOT_DRAFTING] * 3
    assert reasons(cast, Role.PROGRAMME_EDITOR, parts) == [None] * 3


def test_the_deadline_ends_the_secretarys_edits_unless_the_forum_is_reopened(cast: Cast, parts: list[Part]) -> None:
    cast.conference.submit_by = NOW - timedelta(minutes=1)
    cast.conference.save()
    for part in parts:
        part.refresh_from_db()
    assert reasons(cast, Role.FORUM_SECRETARY, parts) == [Denial.PAST_DEADLINE] * 3
    assert reasons(cast, Role.PROGRAMME_EDITOR, parts) == [None] * 3
    Forum.objects.update(reopened_until=NOW)
    assert reasons(cast, Role.FORUM_SECRETARY, parts) == [None] * 3


def test_a_talk_in_the_tray_is_edited_by_the_hosts_of_its_forum(cast: Cast, parts: list[Part]) -> None:
    Talk.objects.update(session=None, forum=cast.forum)
    assert reasons(cast, Role.FORUM_SECRETARY, parts[2:]) == [None]
    Talk.objects.update(forum=Forum.objects.create(conference=cast.conference, number=2))
    assert reasons(cast, Role.FORUM_SECRETARY, parts[2:]) == [Denial.NO_RIGHT]
    Talk.objects.update(forum=None)
    assert reasons(cast, Role.FORUM_SECRETARY, parts[2:]) == [Denial.NO_RIGHT]


def test_the_stored_session_of_a_talk_decides(cast: Cast, parts: list[Part]) -> None:
    Talk.objects.update(session=a_session(cast.conference))
    assert reasons(cast, Role.FORUM_SECRETARY, parts) == [None, None, Denial.NO_RIGHT]


def test_the_stored_forum_of_a_session_decides(cast: Cast, parts: list[Part]) -> None:
    Session.objects.update(forum=Forum.objects.create(conference=cast.conference, number=2))
    assert reasons(cast, Role.FORUM_SECRETARY, parts) == [None, Denial.NO_RIGHT, Denial.NO_RIGHT]


def test_only_the_centre_changes_locked_columns(cast: Cast) -> None:
    secretary, editor = cast.members[Role.FORUM_SECRETARY], cast.members[Role.PROGRAMME_EDITOR]
    authorise_edit(secretary, cast.forum, now=NOW, changes={"title_zh"}, locked={"number"})
    authorise_edit(editor, cast.forum, now=NOW, changes={"number"}, locked={"number"})
    with pytest.raises(Denied) as refusal:
        authorise_edit(secretary, cast.forum, now=NOW, changes={"title_zh", "number"}, locked={"number"})
    assert refusal.value.reason is Denial.FIELD_LOCKED


def test_a_removed_row_cannot_be_edited(cast: Cast, parts: list[Part]) -> None:
    owner = cast.members[Role.OWNER]
    Session.objects.all().delete()
    for part in parts[1:]:
        with pytest.raises(Vanished):
            authorise_edit(owner, part, now=NOW)


def test_the_portal_itself_may_edit_everything(cast: Cast, parts: list[Part]) -> None:
    Forum.objects.update(state=ForumState.APPROVED)
    for part in parts:
        authorise_edit(None, part, now=NOW, changes={"number"}, locked={"number"})
