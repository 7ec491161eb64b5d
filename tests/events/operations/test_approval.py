from dataclasses import replace
from datetime import timedelta

import pytest

from events.models import Forum, Session, Talk
from events.operations.forums import change_forum, take_forum_step
from events.operations.running_order import set_length
from events.operations.sessions import change_session, remove_talk
from events.queries.programme import draft_programme
from events.rules.edits import ForumEdit, SessionEdit
from events.rules.forums import ForumStep, Unapproved
from events.rules.office.roles import Role
from events.rules.programme import SessionItem
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_session, a_talk

HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def talks(cast: Cast) -> list[Talk]:
    """Two talks of a forum that has been approved."""
    session = a_session(cast.conference, cast.forum)
    talks = [a_talk(session, 0, title_en="A"), a_talk(session, 20, title_en="B")]
    take(cast, ForumStep.APPROVE)
    return talks


def take(cast: Cast, step: ForumStep) -> None:
    take_forum_step(Forum.objects.get(pk=cast.forum.pk), step, by=None, now=NOW)


def published(cast: Cast) -> list[SessionItem]:
    return [each for each in draft_programme(cast.conference).sessions if each.forum == cast.forum.number]


def lengths(sessions: list[SessionItem]) -> list[int]:
    return [(talk.ends_at - talk.starts_at).seconds // 60 for each in sessions for talk in each.talks]


def test_what_a_host_changes_of_an_approved_forum_waits_until_it_is_approved_again(
    cast: Cast, talks: list[Talk]
) -> None:
    set_length(talks[0], HALF_AN_HOUR, by=cast.members[Role.FORUM_SECRETARY], now=NOW)
    assert lengths(published(cast)) == [20, 20]
    take(cast, ForumStep.APPROVE)
    assert lengths(published(cast)) == [30, 20]
    assert Forum.objects.get(pk=cast.forum.pk).approved_part is None


def test_what_the_centre_changes_is_published_with_what_was_approved(cast: Cast, talks: list[Talk]) -> None:
    set_length(talks[0], HALF_AN_HOUR, by=cast.members[Role.FORUM_SECRETARY], now=NOW)
    session = Session.objects.get()
    edit = replace(
        SessionEdit.of(session),
        starts_at=session.starts_at + HALF_AN_HOUR,
        ends_at=session.ends_at + HALF_AN_HOUR,
    )
    change_session(session, edit, by=cast.members[Role.PROGRAMME_EDITOR], now=NOW)
    found = published(cast)
    assert lengths(found) == [20, 20]
    assert found[0].talks[0].starts_at == talks[0].starts_at + HALF_AN_HOUR


def test_a_returned_forum_is_published_as_it_was_approved(cast: Cast, talks: list[Talk]) -> None:
    take(cast, ForumStep.RETURN)
    remove_talk(talks[1], by=cast.members[Role.FORUM_SECRETARY], now=NOW)
    forum = Forum.objects.get(pk=cast.forum.pk)
    change_forum(forum, replace(ForumEdit.of(forum), host_en="Example"), by=cast.members[Role.FORUM_SECRETARY], now=NOW)
    assert len(published(cast)[0].talks) == 2
    assert draft_programme(cast.conference).forums[0].host.en == ""
    take(cast, ForumStep.APPROVE)
    assert len(published(cast)[0].talks) == 1
    assert draft_programme(cast.conference).forums[0].host.en == "Example"


@pytest.mark.parametrize(
    ("choice", "expected"),
    [(Unapproved.AS_IT_IS, [[20]]), (Unapproved.TO_BE_ANNOUNCED, [[]]), (Unapproved.LEFT_OUT, [])],
)
def test_the_conference_chooses_what_becomes_of_a_forum_never_approved(
    cast: Cast, choice: Unapproved, expected: list[list[int]]
) -> None:
    a_talk(a_session(cast.conference, cast.forum))
    cast.conference.unapproved = choice
    assert [lengths([each]) for each in published(cast)] == expected
    assert len(draft_programme(cast.conference).forums) == (choice is not Unapproved.LEFT_OUT)
    take(cast, ForumStep.APPROVE)
    assert [lengths([each]) for each in published(cast)] == [[20]]
