"""Reminders about forums that wait for their secretaries."""

from datetime import timedelta

import pytest
from django.core import mail

from events.models import AuditEntry, Forum, Letter, Membership
from events.operations.reminders import plan_reminders, remind_forums
from events.rules.board import BETWEEN_REMINDERS, Spared
from events.rules.forums import ForumState
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast, a_user
from tests.builders.programme import a_session, a_talk
from tests.queue import run_queue

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(cast: Cast) -> Forum:
    """Create another forum of the same secretary."""
    forum = Forum.objects.create(conference=cast.conference, number=2, title_zh="分会", title_en="Second")
    own = Membership.objects.get(forum=cast.forum)
    Membership.objects.create(
        user=own.user,
        organisation=cast.organisation,
        conference=cast.conference,
        forum=forum,
        role=own.role,
        created_at=NOW,
    )
    return forum


def test_a_secretary_of_two_forums_gets_one_letter(cast: Cast, second: Forum) -> None:
    a_talk(a_session(cast.conference, second), title_zh="")
    told = remind_forums(cast.conference, [cast.forum.pk, second.pk], by=cast.members[Role.OWNER], now=NOW)
    assert told.people == {cast.members[Role.FORUM_SECRETARY]: [cast.forum, second]}
    assert [entry.deed for entry in AuditEntry.objects.all()] == ["remind", "remind"]
    run_queue()
    [letter] = mail.outbox
    assert letter.to == ["forum_secretary@example.com"]
    for words in ("01 合成生物学使能技术", "02 分会", "02 Second", "No translation: 1", "/console/bio27/enter/"):
        assert words in letter.body


def test_a_forum_is_reminded_of_once_in_24_hours(cast: Cast, second: Forum) -> None:
    remind_forums(cast.conference, [cast.forum.pk], by=None, now=NOW)
    soon = NOW + BETWEEN_REMINDERS - timedelta(minutes=1)
    told = remind_forums(cast.conference, [cast.forum.pk, second.pk], by=None, now=soon)
    assert told.left_out == {cast.forum: Spared.REMINDED_LATELY}
    assert list(told.people.values()) == [[second]]
    remind_forums(cast.conference, [cast.forum.pk], by=None, now=NOW + BETWEEN_REMINDERS)
    assert Letter.objects.count() == 3


def test_who_has_reminded_meanwhile_is_not_overruled(cast: Cast, second: Forum) -> None:
    stale = list(Forum.objects.all())
    remind_forums(cast.conference, [cast.forum.pk], by=None, now=NOW)
    assert plan_reminders(stale, now=NOW).left_out == {}
    assert plan_reminders(list(Forum.objects.all()), now=NOW).left_out == {cast.forum: Spared.REMINDED_LATELY}


def test_after_the_deadline_only_a_reopened_forum_is_reminded_of(cast: Cast, second: Forum) -> None:
    cast.conference.submit_by = NOW - timedelta(days=1)
    cast.conference.save()
    Forum.objects.filter(pk=second.pk).update(reopened_until=NOW + timedelta(days=1))
    told = remind_forums(cast.conference, [cast.forum.pk, second.pk], by=None, now=NOW)
    assert (told.left_out, list(told.people.values())) == ({cast.forum: Spared.CLOSED}, [[second]])
    run_queue()
    assert "17 April 09:12" in mail.outbox[0].body


@pytest.mark.parametrize("state", [ForumState.SUBMITTED, ForumState.APPROVED])
def test_a_forum_that_waits_for_the_centre_is_left_alone(cast: Cast, state: ForumState) -> None:
    Forum.objects.update(state=state)
    told = remind_forums(cast.conference, [cast.forum.pk], by=None, now=NOW)
    assert (told.people, told.left_out) == ({}, {cast.forum: Spared.NOT_AWAITED})


def test_inactive_secretaries_and_forums_of_other_conferences_get_nothing(cast: Cast) -> None:
    theirs = Forum.objects.create(conference=cast.neighbours_conference, number=1)
    a_user("x@example.com")
    secretary = cast.members[Role.FORUM_SECRETARY]
    secretary.is_active = False
    secretary.save()
    told = remind_forums(cast.conference, [cast.forum.pk, theirs.pk], by=None, now=NOW)
    assert told.left_out == {cast.forum: Spared.NO_SECRETARY}
    assert not Letter.objects.exists()


def test_a_letter_about_what_has_been_submitted_meanwhile_is_not_sent(cast: Cast, second: Forum) -> None:
    remind_forums(cast.conference, [cast.forum.pk, second.pk], by=None, now=NOW)
    Forum.objects.filter(pk=second.pk).update(state=ForumState.SUBMITTED)
    Membership.objects.filter(forum=cast.forum).delete()
    run_queue()
    assert (mail.outbox, Letter.objects.get().state) == ([], "dropped")
