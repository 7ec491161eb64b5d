"""Removing what was published offers to cancel it instead."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Session, Talk
from events.operations.publishing import publish
from events.rules.forums import ForumState
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast, signed_in
from tests.builders.programme import a_session, a_talk, session_of


@pytest.fixture
def owner(cast: Cast) -> Client:
    return signed_in(cast.members[Role.OWNER])


def removal_of(item: Session | Talk) -> str:
    name = "console_talk_remove" if isinstance(item, Talk) else "console_session_remove"
    return reverse(name, args=[item.conference.slug, item.code])


def offers(client: Client, item: Session | Talk) -> bool:
    return "Cancel instead" in client.get(removal_of(item)).content.decode()


def test_only_what_was_published_can_be_cancelled_instead(owner: Client, cast: Cast) -> None:
    session = a_session(cast.conference)
    talk = a_talk(session)
    assert (offers(owner, session), offers(owner, talk)) == (False, False)
    publish(cast.conference, by=None, now=NOW)
    added_since = a_talk(session, 20)
    assert (offers(owner, session), offers(owner, talk), offers(owner, added_since)) == (True, True, False)


def test_cancelling_instead_keeps_it_in_the_programme(owner: Client, cast: Cast) -> None:
    session = a_session(cast.conference)
    talk = a_talk(session)
    publish(cast.conference, by=None, now=NOW)
    for item in (talk, session):
        answer = owner.post(removal_of(item), {"cancel": "1"}, follow=True)
        assert "Cancelled. The public pages say so with the next release." in answer.content.decode()
        item.refresh_from_db()
        assert item.is_cancelled
        assert not offers(owner, item)
    release = publish(cast.conference, by=None, now=NOW).release
    (told,) = release.document["sessions"]
    assert told["is_cancelled"]
    assert told["talks"][0]["is_cancelled"]


def test_it_can_be_removed_all_the_same(owner: Client, cast: Cast) -> None:
    session = a_session(cast.conference)
    publish(cast.conference, by=None, now=NOW)
    assert owner.post(removal_of(session)).status_code == 302
    assert not Session.objects.exists()


def test_a_secretary_may_cancel_a_talk_only_while_the_forum_is_drafted(cast: Cast) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    publish(cast.conference, by=None, now=NOW)
    secretary = Client()
    secretary.force_login(cast.members[Role.FORUM_SECRETARY])
    assert secretary.post(removal_of(session_of(talk)), {"cancel": "1"}).status_code == 403
    cast.forum.state = ForumState.SUBMITTED
    cast.forum.save()
    assert secretary.post(removal_of(talk), {"cancel": "1"}).status_code == 403
    cast.forum.state = ForumState.DRAFTING
    cast.forum.save()
    assert secretary.post(removal_of(talk), {"cancel": "1"}).status_code == 302
    talk.refresh_from_db()
    assert talk.is_cancelled
