from dataclasses import replace
from datetime import date, timedelta

import pytest

from events.models import AuditEntry, Conference, ConferenceState, Session
from events.operations.conferences import (
    WrongConferenceState,
    change_conference,
    copy_conference,
    make_conference,
    move_conference,
)
from events.operations.forums import WrongForumState, add_forums, add_groups, remove_group, take_forum_step
from events.operations.office.changes import InUse
from events.operations.rooms import add_rooms, remove_room, set_venue
from events.rules.edits import ConferenceEdit, ForumEdit, GroupEdit, RoomEdit, VenueEdit
from events.rules.forums import ForumState, ForumStep
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast


def test_a_new_conference_is_a_draft_and_its_making_is_written_down(cast: Cast) -> None:
    owner = cast.members[Role.OWNER]
    edit = ConferenceEdit(title_en="Bio 28", starts_on=date(2028, 4, 14), ends_on=date(2028, 4, 16))
    made = make_conference(cast.organisation, "bio28", edit, by=owner, now=NOW)
    entry = AuditEntry.objects.get(deed="add", subject="conference")
    assert made.state == ConferenceState.DRAFT
    assert (entry.by, entry.conference, entry.details) == (owner, made, {"name": "Bio 28"})


def test_a_copy_has_rooms_and_forums_of_its_own_and_no_sessions(cast: Cast) -> None:
    set_venue(cast.conference, VenueEdit(name_zh="会展中心"), by=None, now=NOW)
    add_rooms(cast.conference, [RoomEdit(name_zh="A201", capacity=160)], by=None, now=NOW)
    [group] = add_groups(cast.conference, [GroupEdit(letter="A", title_zh="合成生物")], by=None, now=NOW)
    add_forums(cast.conference, [ForumEdit(number=2, title_zh="绿色化工", group_id=group.pk)], by=None, now=NOW)
    take_forum_step(cast.forum, ForumStep.APPROVE, by=None, now=NOW)
    edit = ConferenceEdit(starts_on=date(2028, 4, 14), ends_on=date(2028, 4, 16))
    copy = copy_conference(cast.conference, "bio28", edit, by=None, now=NOW)
    assert copy.title == cast.conference.title
    assert [(room.name_zh, room.capacity, str(room.venue)) for room in copy.rooms.all()] == [("A201", 160, "会展中心")]
    assert [(forum.number, forum.title_zh, forum.state) for forum in copy.forums.all()] == [
        (1, "合成生物学使能技术", ForumState.DRAFTING),
        (2, "绿色化工", ForumState.DRAFTING),
    ]
    assert copy.forums.get(number=2).group == copy.forum_groups.get(letter="A") != group


def test_a_change_saves_what_differs_and_tells_before_and_after(cast: Cast) -> None:
    same = replace(ConferenceEdit.of(cast.conference), city_zh="无锡")
    change_conference(cast.conference, same, by=None, now=NOW)
    change_conference(cast.conference, same, by=None, now=NOW)
    assert [entry.details for entry in AuditEntry.objects.all()] == [{"city_zh": ["苏州", "无锡"]}]


def test_a_conference_moves_only_to_a_state_that_follows(cast: Cast) -> None:
    with pytest.raises(WrongConferenceState):
        move_conference(cast.conference, ConferenceState.ARCHIVED, by=None, now=NOW)
    move_conference(cast.conference, ConferenceState.LIVE, by=None, now=NOW)
    assert Conference.objects.get(pk=cast.conference.pk).state == ConferenceState.LIVE


def test_a_room_in_use_stays(cast: Cast) -> None:
    [room] = add_rooms(cast.conference, [RoomEdit(name_zh="A201")], by=None, now=NOW)
    session = Session.objects.create(
        conference=cast.conference, room=room, kind="plenary", starts_at=NOW, ends_at=NOW + timedelta(hours=1)
    )
    with pytest.raises(InUse) as refusal:
        remove_room(room, by=None, now=NOW)
    assert refusal.value.by == {"session": 1}
    session.delete()
    remove_room(room, by=None, now=NOW)
    assert not cast.conference.rooms.exists()


def test_forums_outlive_their_group(cast: Cast) -> None:
    [group] = add_groups(cast.conference, [GroupEdit(letter="A")], by=None, now=NOW)
    add_forums(cast.conference, [ForumEdit(number=7, group_id=group.pk, title_zh="分会")], by=None, now=NOW)
    remove_group(group, by=None, now=NOW)
    assert cast.conference.forums.get(number=7).group is None


def test_a_forum_without_a_number_gets_the_next(cast: Cast) -> None:
    added = add_forums(
        cast.conference, [ForumEdit(number=0, title_zh="二"), ForumEdit(number=0, title_zh="三")], by=None, now=NOW
    )
    assert [forum.number for forum in added] == [2, 3]


def test_an_approved_forum_cannot_be_submitted_but_returned(cast: Cast) -> None:
    take_forum_step(cast.forum, ForumStep.SUBMIT, by=None, now=NOW)
    take_forum_step(cast.forum, ForumStep.APPROVE, by=None, now=NOW)
    with pytest.raises(WrongForumState):
        take_forum_step(cast.forum, ForumStep.SUBMIT, by=None, now=NOW)
    take_forum_step(cast.forum, ForumStep.RETURN, by=None, now=NOW)
    assert cast.forum.state == ForumState.DRAFTING
