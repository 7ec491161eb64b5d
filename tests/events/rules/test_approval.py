from dataclasses import replace
from datetime import timedelta

import pytest

from events.rules.approval import Approval, ForumPart, as_approved, merged, part_as_json, part_from_json
from events.rules.forums import Unapproved
from events.rules.programme import Programme, SessionItem, TalkItem
from tests.builders.released import FACTS, a_forum_item, a_session_item, a_talk_item
from toolkit.text import Text

HALF_AN_HOUR = timedelta(minutes=30)
FORUM = a_forum_item(1)
FIRST, SECOND = a_talk_item("t1", 14, 14.5), a_talk_item("t2", 14.5, 15)
SESSION = a_session_item("s1", 14, 16, forum=1, talks=(FIRST, SECOND))
APPROVED = ForumPart(forum=FORUM, sessions=(SESSION,))


def with_talks(part: ForumPart, *talks: TalkItem) -> ForumPart:
    return replace(part, sessions=(replace(part.sessions[0], talks=talks),))


def later(session: SessionItem, by: timedelta) -> SessionItem:
    talks = (replace(each, starts_at=each.starts_at + by, ends_at=each.ends_at + by) for each in session.talks)
    return replace(session, starts_at=session.starts_at + by, ends_at=session.ends_at + by, talks=tuple(talks))


def test_what_hosts_have_changed_waits_while_the_centre_changes_something_else() -> None:
    hosts = with_talks(APPROVED, replace(FIRST, title=Text("新题", "New title")), SECOND)
    centre = replace(hosts, forum=replace(FORUM, host=Text("新主办", "New host")))
    found = merged(APPROVED, hosts, centre)
    assert found.forum.host.en == "New host"
    assert found.sessions == APPROVED.sessions


def test_what_the_centre_changes_is_approved_even_where_hosts_have_changed_it() -> None:
    hosts = with_talks(APPROVED, replace(FIRST, title=Text("新题", "New title")), SECOND)
    corrected = replace(FIRST, title=Text("新题", "New title, corrected"))
    assert merged(APPROVED, hosts, with_talks(hosts, corrected, SECOND)).sessions[0].talks[0].title == corrected.title


def test_talks_move_along_with_their_session_in_the_approved_order() -> None:
    longer = replace(FIRST, ends_at=FIRST.ends_at + HALF_AN_HOUR)
    hosts = with_talks(APPROVED, longer, replace(SECOND, starts_at=longer.ends_at, ends_at=longer.ends_at))
    centre = replace(hosts, sessions=(later(hosts.sessions[0], HALF_AN_HOUR),))
    assert merged(APPROVED, hosts, centre).sessions == (later(SESSION, HALF_AN_HOUR),)


def test_what_hosts_have_added_waits_and_what_they_have_removed_stays() -> None:
    new = a_talk_item("t3", 15, 15.5)
    hosts = with_talks(APPROVED, SECOND, new)
    centre = replace(hosts, sessions=(replace(hosts.sessions[0], room="7"),))
    found = merged(APPROVED, hosts, centre).sessions[0]
    assert found.room == "7"
    assert [talk.code for talk in found.talks] == ["t1", "t2"]


def test_what_the_centre_adds_or_removes_is_approved() -> None:
    new = a_talk_item("t3", 15, 15.5)
    other = a_session_item("s2", 17, 18, forum=1)
    hosts = with_talks(APPROVED, replace(FIRST, title=Text("新题", "")), SECOND)
    centre = with_talks(hosts, hosts.sessions[0].talks[0], new)
    found = merged(APPROVED, hosts, replace(centre, sessions=(*centre.sessions, other)))
    assert [session.code for session in found.sessions] == ["s1", "s2"]
    assert [talk.code for talk in found.sessions[0].talks] == ["t1", "t3"]
    assert [each.code for each in merged(found, centre, replace(centre, sessions=())).sessions] == ["s2"]


def test_a_talk_that_the_centre_moves_takes_its_new_place() -> None:
    hosts = with_talks(APPROVED, replace(FIRST, title=Text("新题", "")), SECOND)
    moved = replace(SECOND, starts_at=SECOND.starts_at + HALF_AN_HOUR, ends_at=SECOND.ends_at + HALF_AN_HOUR)
    found = merged(APPROVED, hosts, with_talks(hosts, hosts.sessions[0].talks[0], moved))
    assert found.sessions[0].talks == (FIRST, moved)


def programme() -> Programme:
    plenary = a_session_item("p1", 9, 10)
    other = a_session_item("s9", 14, 16, forum=2, talks=(a_talk_item("t9", 14, 15, "x"),), description=Text("稿", "D"))
    second = a_forum_item(2, description=Text("介绍", "About"))
    return Programme(
        conference=FACTS,
        rooms=(),
        groups=(),
        forums=(FORUM, second),
        sessions=(plenary, SESSION, other),
        speakers=(),
    )


@pytest.mark.parametrize("unapproved", Unapproved)
def test_a_forum_that_was_approved_is_published_as_it_was_approved(unapproved: Unapproved) -> None:
    part = with_talks(APPROVED, SECOND)
    approvals = {1: Approval(is_approved=True, part=part), 2: Approval(is_approved=True)}
    found = as_approved(programme(), approvals, unapproved)
    assert [session.code for session in found.sessions] == ["p1", "s1", "s9"]
    assert found.sessions[1].talks == (SECOND,)
    assert found.sessions[2] == programme().sessions[2]


def test_the_conference_chooses_how_a_forum_is_published_that_was_never_approved() -> None:
    approvals = {1: Approval(is_approved=True), 2: Approval(is_approved=False)}
    assert as_approved(programme(), approvals, Unapproved.AS_IT_IS) == programme()
    out = as_approved(programme(), approvals, Unapproved.LEFT_OUT)
    assert ([forum.number for forum in out.forums], [each.code for each in out.sessions]) == ([1], ["p1", "s1"])
    announced = as_approved(programme(), approvals, Unapproved.TO_BE_ANNOUNCED)
    forum, session = announced.forums[1], announced.sessions[2]
    assert (forum.title, forum.description) == (programme().forums[1].title, Text())
    assert (session.starts_at, session.talks, session.people, session.description) == (
        programme().sessions[2].starts_at, (), (), Text(),
    )  # fmt: skip


def test_number_and_group_are_always_the_present_ones() -> None:
    old = replace(APPROVED, forum=replace(FORUM, number=8, group="Z"), sessions=(replace(SESSION, forum=8),))
    found = as_approved(programme(), {1: Approval(is_approved=True, part=old)}, Unapproved.AS_IT_IS)
    assert (found.forums[0].number, found.forums[0].group, found.sessions[1].forum) == (1, FORUM.group, 1)


def test_a_part_comes_back_from_json() -> None:
    assert part_from_json(part_as_json(APPROVED)) == APPROVED
