from dataclasses import replace

import pytest
from django.core import mail

from events.access import Denied
from events.models import AuditEntry, Forum, ForumGroup, Remark
from events.operations.forums import (
    NotReady,
    WrongForumState,
    add_forums,
    add_groups,
    change_forum,
    change_group,
    remove_forum,
    remove_group,
    take_forum_step,
)
from events.operations.office.changes import InUse
from events.operations.remarks import RemarkDraft, add_remark, answer_remark
from events.operations.requests import Wish, ask_change
from events.rules.desk import CheckKind
from events.rules.edits import ForumEdit, GroupEdit
from events.rules.forums import STEPS, ForumState, ForumStep
from events.rules.office.authority import Denial
from events.rules.office.roles import Role
from events.rules.requests import TitleValue
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_group, a_session
from tests.builders.programmes import make_ready
from tests.queue import run_queue


def test_a_forum_without_a_number_gets_the_next(cast: Cast) -> None:
    added = add_forums(
        cast.conference, [ForumEdit(number=0, title_zh="二"), ForumEdit(number=0, title_zh="三")], by=None, now=NOW
    )
    assert [forum.number for forum in added] == [2, 3]


def test_a_forum_keeps_the_number_and_group_it_is_given(cast: Cast) -> None:
    group = a_group(cast.conference)
    [forum] = add_forums(cast.conference, [ForumEdit(number=7, group_id=group.pk, host_en="Host")], by=None, now=NOW)
    assert (forum.number, forum.group, forum.host_en, forum.state) == (7, group, "Host", ForumState.DRAFTING)


def test_the_first_forum_of_a_conference_is_number_one(cast: Cast) -> None:
    [forum] = add_forums(cast.neighbours_conference, [ForumEdit(number=0)], by=None, now=NOW)
    assert forum.number == 1
    assert AuditEntry.objects.get().deed == "add"


def test_a_forum_is_changed(cast: Cast) -> None:
    group = a_group(cast.conference)
    edit = replace(ForumEdit.of(cast.forum), number=8, group_id=group.pk)
    change_forum(cast.forum, edit, by=None, now=NOW)
    assert list(Forum.objects.values_list("number", "group")) == [(8, group.pk)]
    assert AuditEntry.objects.get().details == {"number": ["1", "8"], "group": ["", "A 合成生物与制造"]}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"number": 8}, Denial.FIELD_LOCKED), ({"group_id": 1}, Denial.FIELD_LOCKED)],
)
def test_a_secretary_changes_neither_number_nor_group(cast: Cast, fields: dict[str, int], reason: Denial) -> None:
    edit = replace(ForumEdit.of(cast.forum), **fields)  # type: ignore[arg-type]  # a test's
    with pytest.raises(Denied) as refusal:
        change_forum(cast.forum, edit, by=cast.members[Role.FORUM_SECRETARY], now=NOW)
    assert refusal.value.reason is reason


def test_a_forum_with_sessions_or_secretaries_cannot_be_removed(cast: Cast) -> None:
    a_session(cast.conference, cast.forum)
    with pytest.raises(InUse) as refusal:
        remove_forum(cast.forum, by=None, now=NOW)
    assert refusal.value.by == {"session": 1, "membership": 1}
    remove_forum(Forum.objects.create(conference=cast.conference, number=2), by=None, now=NOW)
    assert Forum.objects.get() == cast.forum


@pytest.mark.parametrize("step", ForumStep)
@pytest.mark.parametrize("state", ForumState)
def test_a_step_is_possible_only_from_its_own_states(cast: Cast, state: ForumState, step: ForumStep) -> None:
    make_ready(cast.forum)
    cast.forum.state = state
    cast.forum.save(update_fields=["state"])
    starts, end = STEPS[step]
    if state in starts:
        take_forum_step(cast.forum, step, by=None, now=NOW)
        assert AuditEntry.objects.get().deed == step.value
        assert cast.forum.state == end
    else:
        with pytest.raises(WrongForumState):
            take_forum_step(cast.forum, step, by=None, now=NOW)
    assert Forum.objects.get().state == (end if state in starts else state)


def test_a_forum_in_which_something_required_is_missing_is_not_submitted(cast: Cast) -> None:
    with pytest.raises(NotReady) as refused:
        take_forum_step(cast.forum, ForumStep.SUBMIT, by=cast.members[Role.FORUM_SECRETARY], now=NOW)
    assert [check.kind for check in refused.value.missing] == [CheckKind.NO_TALKS, CheckKind.NO_CHAIR]
    assert Forum.objects.get(pk=cast.forum.pk).state == ForumState.DRAFTING


def test_submitting_twice_is_refused_with_the_changed_state(cast: Cast) -> None:
    secretary = cast.members[Role.FORUM_SECRETARY]
    make_ready(cast.forum)
    take_forum_step(cast.forum, ForumStep.SUBMIT, by=secretary, now=NOW)
    with pytest.raises(WrongForumState):
        take_forum_step(cast.forum, ForumStep.SUBMIT, by=secretary, now=NOW)
    with pytest.raises(Denied) as refusal:
        take_forum_step(cast.forum, ForumStep.SUBMIT, by=cast.members[Role.VIEWER], now=NOW)
    assert refusal.value.reason is Denial.NO_RIGHT


def test_the_other_side_gets_a_letter_each_time_a_forum_is_submitted_or_returned(cast: Cast) -> None:
    secretary, organiser = cast.members[Role.FORUM_SECRETARY], cast.members[Role.ORGANISER]
    add_remark(cast.forum, RemarkDraft(text="A <b>shorter</b> title, please."), by=organiser, now=NOW)
    [remark] = Remark.objects.all()
    make_ready(cast.forum)
    answer_remark(remark, "It is as short as can be.", by=secretary, now=NOW)
    for _ in range(2):
        take_forum_step(cast.forum, ForumStep.SUBMIT, by=secretary, now=NOW)
        run_queue()
        take_forum_step(cast.forum, ForumStep.RETURN, by=organiser, now=NOW)
        run_queue()
    to_hosts = [letter for letter in mail.outbox if letter.to == [secretary.email]]
    assert (len(to_hosts), len(mail.outbox)) == (2, 8)
    assert "A <b>shorter</b> title, please." in to_hosts[0].body
    assert "forum_secretary@example.com has submitted the forum." in mail.outbox[0].body


def test_a_forum_is_removed_with_what_was_said_about_it(cast: Cast) -> None:
    forum = Forum.objects.create(conference=cast.conference, number=2, title_zh="生态")
    add_remark(forum, RemarkDraft(text="Why?"), by=None, now=NOW)
    ask_change(forum, Wish(wanted=TitleValue(title_zh="农业", title_en=""), reason="Wider."), by=None, now=NOW)
    remove_forum(forum, by=None, now=NOW)
    assert not Forum.objects.filter(number=2).exists()


def test_groups_are_added_after_the_others(cast: Cast) -> None:
    a_group(cast.conference, "A", position=3)
    edits = [GroupEdit(letter="C", title_zh="医学"), GroupEdit(letter="B")]
    added = add_groups(cast.conference, edits, by=None, now=NOW)
    assert [(group.letter, group.title_zh, group.position) for group in added] == [("C", "医学", 4), ("B", "", 5)]
    assert [entry.deed for entry in AuditEntry.objects.all()] == ["add", "add"]


def test_the_first_group_has_the_first_position(cast: Cast) -> None:
    [group] = add_groups(cast.conference, [GroupEdit(letter="A")], by=None, now=NOW)
    assert group.position == 1


def test_a_group_is_changed(cast: Cast) -> None:
    change_group(a_group(cast.conference), GroupEdit(letter="B", title_en="Medicine"), by=None, now=NOW)
    assert list(ForumGroup.objects.values_list("letter", "title_zh", "title_en")) == [("B", "", "Medicine")]


def test_forums_remain_when_their_group_is_removed(cast: Cast) -> None:
    [group] = add_groups(cast.conference, [GroupEdit(letter="A")], by=None, now=NOW)
    add_forums(cast.conference, [ForumEdit(number=7, group_id=group.pk, title_zh="分会")], by=None, now=NOW)
    remove_group(group, by=None, now=NOW)
    assert cast.conference.forums.get(number=7).group is None


def test_only_the_centre_adds_and_removes_forums_and_groups(cast: Cast) -> None:
    forum, group = Forum.objects.create(conference=cast.conference, number=2), a_group(cast.conference)
    editor = cast.members[Role.PROGRAMME_EDITOR]
    for refused in (
        lambda: add_forums(cast.conference, [], by=editor, now=NOW),
        lambda: remove_forum(forum, by=editor, now=NOW),
        lambda: add_groups(cast.conference, [], by=editor, now=NOW),
        lambda: change_group(group, GroupEdit.of(group), by=editor, now=NOW),
        lambda: remove_group(group, by=editor, now=NOW),
    ):
        with pytest.raises(Denied):
            refused()
    remove_group(group, by=cast.members[Role.ORGANISER], now=NOW)


@pytest.mark.parametrize("step", [ForumStep.APPROVE, ForumStep.RETURN])
def test_a_secretary_neither_approves_nor_returns(cast: Cast, step: ForumStep) -> None:
    with pytest.raises(Denied):
        take_forum_step(cast.forum, step, by=cast.members[Role.FORUM_SECRETARY], now=NOW)
